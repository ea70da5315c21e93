"""A report in a process of its own: the same bytes, the same refusals, and nothing of what is
stopped.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from storycircle import launcher
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Event, Gathered, Sharing, Story
from storycircle.jobs.apart import report_process
from storycircle.jobs.apart.report_process import ReportTask, write_apart
from storycircle.jobs.report import write_report
from storycircle.paper.report.event_part import By, Only
from storycircle.store.library import Library
from tests.support.bundles import LIKE_THE_APP, bundle
from tests.support.inside import conn_of


@pytest.fixture
def event(library: Library, example: Gathered) -> Event:
    """Of six circles, loaded into the library; a story of one of them leaves."""
    first = example.circles[0]
    told = Story("s", first.members[0].id, "The heron", "It came.", sharing=Sharing.NAMED)
    circles = (replace(first, stories=(told,)), *example.circles[1:])
    library.load(replace(example, circles=circles))
    return example.event


def _task(library: Library, event: Event, path: Path, only: Only | None = None) -> ReportTask:
    return ReportTask(library.path, event.id, path, only)


@pytest.mark.skipif(sys.platform == "win32", reason="the system says it in other words there")
def test_the_window_comes_first(
    library: Library, event: Event, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key that is pressed while a report is written is answered before it goes on."""
    begun: list[subprocess.Popen[bytes]] = []
    nicer: list[int] = []

    def start(*asked: Any) -> "subprocess.Popen[bytes]":
        begun.append(launcher.start(*asked))
        return begun[-1]

    def progress(_done: int, _of: int, _what: str) -> bool:
        own = os.getpriority(os.PRIO_PROCESS, 0)
        nicer.append(os.getpriority(os.PRIO_PROCESS, begun[0].pid) - own)
        return False

    monkeypatch.setattr(report_process, "start", start)
    with pytest.raises(Refused):
        write_apart(_task(library, event, tmp_path / "a.html"), progress)
    assert nicer[0] >= min(10, 19 - os.getpriority(os.PRIO_PROCESS, 0))


@pytest.mark.slow
@pytest.mark.parametrize("bundled", [False, True])
def test_it_writes_what_is_written_here(
    library: Library,
    event: Event,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    bundled: bool,
) -> None:
    """To the byte, also a part of it, from a bundle too; and notes what left. It says how far it
    is, and that it is alive.
    """
    if bundled:
        bundle(monkeypatch, tmp_path, LIKE_THE_APP)
    heading = Only(By.HEADING, event.headings[2])
    said: list[tuple[int, int, str]] = []

    def heard(done: int, of: int, what: str) -> bool:
        said.append((done, of, what))
        return True

    for name, only in (("a.docx", None), ("b.md", heading)):
        here, there = tmp_path / f"here-{name}", tmp_path / name
        write_report(here, library, event, only=only)
        task = _task(library, event, there, only)
        assert write_apart(task, heard) == ""
        assert there.read_bytes() == here.read_bytes()
    assert said[0] == (0, 2, "a.docx")
    assert (1, 2, "b.md") in said
    rows = conn_of(library).execute("SELECT DISTINCT name FROM carried").fetchall()
    assert {row["name"] for row in rows} >= {"a.docx", "here-a.docx"}


@pytest.mark.slow
def test_what_is_stopped_writes_nothing(library: Library, event: Event, tmp_path: Path) -> None:
    """Not one byte, nor what a kill would leave beside it; what is being written is not stopped."""
    path = tmp_path / "out" / "a.docx"
    path.parent.mkdir()
    for at in (0, 1):

        def until(done: int, _of: int, _what: str, at: int = at) -> bool:
            return done < at

        with pytest.raises(Refused) as refused:
            write_apart(_task(library, event, path), until)
        assert refused.value.key == "stopped"
        assert list(path.parent.iterdir()) == []
    told: list[int] = []

    def too_late(done: int, _of: int, _what: str) -> bool:
        told.append(done)
        return told.count(1) < 2

    assert write_apart(_task(library, event, path), too_late) == ""
    assert path.exists()


@pytest.mark.slow
def test_it_is_refused_in_the_same_words(library: Library, event: Event, tmp_path: Path) -> None:
    """By key and fields, so in whatever language is in use here."""
    nowhere = tmp_path / "gone" / "a.docx"
    with pytest.raises(Refused) as here:
        write_report(nowhere, library, event)
    with pytest.raises(Refused) as there:
        write_apart(_task(library, event, nowhere))
    assert (there.value.key, str(there.value)) == (here.value.key, str(here.value))


def test_where_no_process_begins_nothing_is_written(
    library: Library, event: Event, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The caller writes it itself then; what breaks down once it has begun is refused."""
    path = tmp_path / "a.docx"
    made = bundle(monkeypatch, tmp_path, "raise SystemExit(1)")
    assert write_apart(_task(library, event, path)) is None
    made.unlink()  # by a virus scanner
    assert write_apart(_task(library, event, path)) is None
    monkeypatch.undo()
    begins = "from storycircle.jobs.subprocesses.reader_output import tell; tell(begun=True)"
    for ended in (begins, f"import os; os.close(0); {begins}"):  # after its task came, or before
        made = bundle(monkeypatch, tmp_path, ended)
        with pytest.raises(Refused) as refused:
            write_apart(_task(library, event, path))
        assert refused.value.key == "unexpected"
        assert not path.exists()
        monkeypatch.undo()


@pytest.mark.slow
def test_a_window_that_is_gone_leaves_no_process_and_no_file(
    library: Library, event: Event, tmp_path: Path
) -> None:
    """Whoever asked is killed before it said that the file may be written."""
    path = tmp_path / "out" / "a.docx"
    path.parent.mkdir()
    process = launcher.start("report_writer", [], subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    task = {"library": str(library.path), "event": event.id, "path": str(path), "by": ""}
    task |= {"part": "", "template": "", "language": "en"}
    process.stdin.write(json.dumps(task).encode() + b"\n")
    process.stdin.flush()
    while json.loads(process.stdout.readline()).get("done") != 1:
        pass
    process.stdin.close()
    process.stdout.close()
    process.wait(20)
    assert list(path.parent.iterdir()) == []
