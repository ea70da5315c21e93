"""Whoever reads the circle files of a merge, what comes of it is the same, line for line."""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Gathered
from storycircle.jobs.export import export_circle
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import write_report
from storycircle.jobs.workers import read_ahead as reading
from storycircle.jobs.workers.asked_for import readers_of
from storycircle.jobs.workers.checking import NotSound, check_files
from storycircle.jobs.workers.processes import Processes
from storycircle.jobs.workers.read_ahead import ReadAhead, Readers
from storycircle.store.exchange import circle_file
from storycircle.store.library import Library
from tests.support.bundles import LIKE_THE_APP, bundle
from tests.support.fresh import fresh_library

COUNT = 16
"""More than five parts of those that are read at once."""
WAIT = 60
"""Seconds for what takes one, on a machine that does much else."""
PHRASE = "a horse in a boat"
pytestmark = pytest.mark.usefixtures("weak_seal")


@pytest.fixture
def files(library: Library, example: Gathered, tmp_path: Path) -> Path:
    """More circle files than are read in one go; one is damaged, one is sealed, and one is none."""
    six = example.circles
    circles = tuple(replace(six[n % 6], id=f"c{n}", number=n + 1) for n in range(COUNT))
    alone = tuple(replace(c, members=(), actions=(), stories=()) for c in circles)
    library.load(replace(example, circles=alone, placements={}))
    folder = tmp_path / "stick"
    folder.mkdir()
    for circle in library.circles():
        phrase = PHRASE if circle.number == 7 else ""
        export_circle(library, circle, folder / f"{circle.number:02}.circle", phrase)
    damaged = folder / "03.circle"
    damaged.write_bytes(damaged.read_bytes()[:9000])
    (folder / "05.circle").write_text("coffee")
    return folder


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that there are many parts of few files."""
    monkeypatch.setattr(reading, "FILES", 3)


def _merged(folder: Path, path: Path, clock: SimulatedClock, readers: Readers | None) -> list[str]:
    with fresh_library(path / "library", clock) as organiser:
        found = merge_files(
            organiser,
            [folder],
            unseal=_opened,
            readers=readers,
        )
        lines = [merged.line() for merged in found]
        for ending in ("json", "csv"):
            write_report(path / f"report.{ending}", organiser, organiser.events()[0])
    return lines


def _opened(data: bytes, name: str) -> bytes:
    import pyrage

    try:
        return bytes(pyrage.passphrase.decrypt(data, PHRASE))
    except pyrage.DecryptError as error:
        raise Refused("damaged-file", name=name) from error


class Watching(Executor):
    """Does at once what is asked, as another process would; and notes what it was given."""

    def __init__(self, breaks: Callable[[int], bool] = lambda _turn: False) -> None:
        self.given: list[bytes] = []
        self.names: list[str] = []
        self.counts: list[int] = []
        self._breaks = breaks

    def submit(self, fn: Callable[..., Any], /, *args: Any, **named: Any) -> "Future[Any]":
        (files,) = args
        self.given += [data for _name, data in files]
        self.names += [name for name, _data in files]
        self.counts += [len(files)] if files else []
        answer: Future[Any] = Future()
        if self._breaks(len(self.names)):
            answer.set_exception(BrokenExecutor("killed"))
        else:
            sent = pickle.loads(pickle.dumps((fn, args, named)))  # noqa: S301 (our own)
            answer.set_result(pickle.loads(pickle.dumps(sent[0](*sent[1], **sent[2]))))  # noqa: S301
        return answer


def _ways() -> Iterator[tuple[str, Callable[[], Readers]]]:
    yield "threads", lambda: Readers(ThreadPoolExecutor(2), 2)
    yield "another's", lambda: Readers(Watching(), 1)
    yield "killed half way", lambda: Readers(Watching(lambda count: count > COUNT // 2), 3)
    yield "killed at once", lambda: Readers(Watching(lambda _count: True), 2)


def test_the_lines_and_reports_are_the_same_whoever_reads(
    files: Path, tmp_path: Path, clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the same order, with the same refusals; the report's document and table to the byte."""
    monkeypatch.setattr(reading, "APART_FROM", 1_000)
    (tmp_path / "here").mkdir()
    here = _merged(files, tmp_path / "here", clock, None)
    assert len(here) == COUNT
    assert sum(": refused: " in line for line in here) == 2
    for name, made in _ways():
        place = tmp_path / name
        place.mkdir()
        assert _merged(files, place, clock, made()) == here, name
        for report in ("report.json", "report.csv"):
            assert (place / report).read_bytes() == (tmp_path / "here" / report).read_bytes(), name


def test_no_sealed_file_is_given_away(files: Path, tmp_path: Path, clock: SimulatedClock) -> None:
    """It is opened here, and what it holds goes nowhere either."""
    watching = Watching()
    (tmp_path / "x").mkdir()
    lines = _merged(files, tmp_path / "x", clock, Readers(watching, 2))
    assert "07.circle: new" in lines[6]
    assert "07.circle" not in watching.names
    assert len(watching.names) == COUNT - 2  # the sealed one, and what is no circle file
    assert all(b"age-encryption" not in data[:40] for data in watching.given)


def test_no_more_is_read_than_is_soon_needed(files: Path) -> None:
    """However many files there are, two parts for each worker are in memory, and no third."""
    paths = sorted(files.glob("*.circle"))
    watching = Watching()
    ahead = ReadAhead(paths, Readers(watching, 1))
    ahead.read(paths[0], None)
    assert len(watching.names) <= 3 * 3
    for path in (paths[1], paths[3]):
        ahead.read(path, None)
    assert len(watching.names) < COUNT - 2
    ahead.close()


def test_a_worker_far_away_is_given_more_at_once(files: Path) -> None:
    """So there are fewer messages."""
    counts = []
    for at_once in (1, 2):
        watching = Watching()
        ahead = ReadAhead(sorted(files.glob("*.circle")), Readers(watching, 1, at_once))
        ahead.read(files / "01.circle", None)
        counts.append(watching.counts[:2])
        ahead.close()
    assert counts[0] == [reading.FILES] * 2
    assert counts[1] == [2 * reading.FILES] * 2


class Coming(Watching):
    """An executor whose workers are still to come, until they are said to be here."""

    def __init__(self) -> None:
        super().__init__()
        self.greeting: Future[Any] | None = None

    def submit(self, fn: Callable[..., Any], /, *args: Any, **named: Any) -> "Future[Any]":
        if self.greeting is None:
            self.greeting = Future()
            return self.greeting
        return super().submit(fn, *args, **named)


def test_nobody_waits_for_a_worker_that_is_still_to_come(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then files are checked here, and so are those that are next while it does its first;
    all others are checked there. None is in both places, and what is found is the same.
    """
    paths = [path for path in sorted(files.glob("*.circle")) if path.stem not in ("03", "05", "07")]
    coming, read_here = Coming(), []
    ahead = ReadAhead(paths, Readers(coming, 1))
    plainly = circle_file.read

    def noting(path: Path, unseal: circle_file.Unseal | None = None) -> object:
        read_here.append(path.name)
        return plainly(path, unseal)

    monkeypatch.setattr(circle_file, "read", noting)
    for number, path in enumerate(paths):
        if number == 4:
            assert coming.greeting is not None
            assert not coming.names
            coming.greeting.set_result([])
        assert ahead.read(path, None) == plainly(path)
    assert read_here == [path.name for path in paths[: 4 + reading.FILES // 2]]
    assert coming.names == [path.name for path in paths[len(read_here) :]]


def test_what_takes_too_long_is_checked_here(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that says nothing any more does not hold up the merge."""

    class Silent(Executor):
        greeted = False

        def submit(self, fn: Callable[..., Any], /, *_args: Any, **_named: Any) -> "Future[Any]":
            del fn
            answer: Future[Any] = Future()
            if not self.greeted:
                self.greeted = True
                answer.set_result([])
            return answer

    monkeypatch.setattr(reading, "PATIENCE", 0.01)
    (first, *others) = sorted(files.glob("*.circle"))
    ahead = ReadAhead([first, *others], Readers(Silent(), 1))
    assert ahead.read(first, None) == circle_file.read(first)


def test_a_refusal_goes_from_one_process_to_another(files: Path) -> None:
    """As a key with its fields; it is said where a person reads it."""
    damaged = files / "03.circle"
    (found,) = check_files([(damaged.name, damaged.read_bytes())])
    assert isinstance(found, NotSound)
    again = pickle.loads(pickle.dumps(found)).refusal()  # noqa: S301 (our own)
    with pytest.raises(Refused) as refused:
        circle_file.read(damaged)
    assert (again.key, str(again)) == (refused.value.key, str(refused.value))


@pytest.mark.slow
@pytest.mark.parametrize("bundled", [False, True])
def test_processes_of_this_laptop_read_the_same(
    files: Path,
    tmp_path: Path,
    clock: SimulatedClock,
    monkeypatch: pytest.MonkeyPatch,
    *,
    bundled: bool,
) -> None:
    """From a bundle too; and where nobody asked for any, one does from so many files on."""
    monkeypatch.setattr(reading, "APART_FROM", 1_000)
    (tmp_path / "here").mkdir()
    here = _merged(files, tmp_path / "here", clock, None)
    if bundled:
        bundle(monkeypatch, tmp_path, LIKE_THE_APP)
    (tmp_path / "two").mkdir()
    with readers_of(2, None) as readers:
        assert _merged(files, tmp_path / "two", clock, readers) == here
    monkeypatch.setattr(reading, "APART_FROM", COUNT - 3)
    made: list[int] = []

    class Counted(Processes):
        def __init__(self, count: int) -> None:
            made.append(count)
            super().__init__(count)

    monkeypatch.setattr(reading, "Processes", Counted)
    (tmp_path / "one").mkdir()
    assert _merged(files, tmp_path / "one", clock, None) == here
    assert made == [1]


def test_a_process_finds_what_is_compiled_where_this_one_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Compiling all of it anew is half of what its start takes."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    with Processes(1) as processes:
        place = processes.submit(eval, "__import__('sys').pycache_prefix")
        assert place.result(WAIT) == str(tmp_path)


@pytest.mark.slow
def test_a_process_that_is_ended_is_followed_by_another() -> None:
    """Who waits for it hears so; the next task is done. Passphrases are not known there."""
    with Processes(1) as processes:
        assert processes.submit(max, 2, 3).result(60) == 3
        with pytest.raises(BrokenExecutor):
            processes.submit(sys.exit, 9).result(60)
        assert processes.submit(os.getpid).result(60) != os.getpid()
        with pytest.raises(ValueError, match="invalid literal"):
            processes.submit(int, "x").result(60)
        os.environ["STORYCIRCLE_PASSPHRASE"] = PHRASE
        try:
            processes.submit(sys.exit, 9).exception(60)
            assert processes.submit(os.getenv, "STORYCIRCLE_PASSPHRASE").result(60) is None
        finally:
            del os.environ["STORYCIRCLE_PASSPHRASE"]
    with pytest.raises(RuntimeError):
        processes.submit(max, 2, 3)


_CUT = "__import__('os').write(1, {!r}) and __import__('os')._exit(1)"
"""What says a part of an answer and is gone, as one that is killed while it answers."""


@pytest.mark.parametrize("said", [b"", b"\0" * 7, pickle.dumps((True, "x" * 99))[:60]])
def test_a_process_that_is_killed_while_it_answers_is_followed_by_another(said: bytes) -> None:
    """Whoever waits hears so at once, whatever part of the answer came."""
    with Processes(1) as processes:
        with pytest.raises(BrokenExecutor):
            processes.submit(eval, _CUT.format(said or b"x")).result(WAIT)
        assert processes.submit(max, 2, 3).result(WAIT) == 3


def test_what_cannot_be_sent_is_said_and_the_next_task_is_done() -> None:
    """A part of it may have been sent by then."""
    with Processes(1) as processes:
        with pytest.raises(BrokenExecutor):
            processes.submit(len, [b"x" * 200_000, lambda: None]).result(WAIT)
        assert processes.submit(max, 2, 3).result(WAIT) == 3


_WATCHED = """
import sys
met = []
sys.addaudithook(lambda event, args: met.append(event) if event.startswith("socket.") else None)
sys.argv[0] = "storycircle"
from storycircle.cli.main import main
try:
    main()
except SystemExit as end:
    assert not met, met
    loaded = {"distributed", "asyncio"} & set(sys.modules)
    assert not loaded, loaded
    sys.exit(end.code)
"""


@pytest.mark.slow
def test_without_a_cluster_no_socket_is_opened(files: Path, tmp_path: Path) -> None:
    """Nor is anything loaded that could open one."""
    words = ["--library", str(tmp_path / "mine" / "library"), "merge", "--workers", "2", str(files)]
    done = subprocess.run(
        [sys.executable, "-c", _WATCHED, *words],
        capture_output=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 1, done.stderr  # of those that were refused
    assert len(done.stdout.splitlines()) == COUNT - 3
    assert "Traceback" not in done.stderr
