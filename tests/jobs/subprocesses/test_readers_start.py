"""The readers of strangers' files start wherever the app runs; where one does not, that is no fault
of the file's, and it is said so.
"""

import io
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from storycircle import launcher
from storycircle.core.error_sentences import Refused
from storycircle.core.formats import sheet_code
from storycircle.jobs.files.contents import Contents, contents_of
from storycircle.jobs.files.kinds import Kind, kind_at
from storycircle.jobs.subprocesses import reader_process
from storycircle.jobs.subprocesses.memory_bound import WATCH, watch_memory
from storycircle.jobs.subprocesses.reader_output import be_reader
from storycircle.jobs.subprocesses.reader_process import Reader, read_by
from tests.support.bundles import LIKE_THE_APP, bundle
from tests.support.odd_files import mail, pdf_with, picture, zipped

(CODE,) = sheet_code.cut(b"words", 1)
REFUSES = (
    "import resource\n"
    "def refuse(*_): raise ValueError('current limit exceeds maximum limit')\n"
    "resource.setrlimit = refuse\n"
)
"""As macOS does."""
posix = pytest.mark.skipif(os.name == "nt", reason="on Windows a job bounds a process, not a limit")


def _picture() -> bytes:
    made = io.BytesIO()
    picture(CODE).save(made, "PNG")
    return made.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "a.zip": lambda: zipped(("x.png", _picture())),
    "a.eml": lambda: mail(("x.png", _picture())).as_bytes(),
    "a.pdf": lambda: pdf_with(("x.txt", b"words"), ("y.txt", b"more words")),
    "a.png": _picture,
}
"""A file for each reader, with something in it."""


def _read(name: str, folder: Path) -> Contents:
    path = folder / name
    path.write_bytes(FILES[name]())
    return contents_of(path, kind_at(path), folder)


def _keys(found: Contents) -> list[str]:
    return [refused.key for refused in found.refused]


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "program",
    [LIKE_THE_APP, pytest.param(REFUSES + LIKE_THE_APP, marks=posix)],
    ids=["bundle", "macos"],
)
def test_in_a_bundle_each_reader_reads_what_it_reads_from_source(
    name: str, program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also on macOS, which refuses a bound on memory."""
    from_source = _read(name, tmp_path)
    assert from_source.parts or from_source.others  # or else nothing would be compared
    bundle(monkeypatch, tmp_path, program)
    assert _read(name, tmp_path) == from_source
    assert from_source.refused == []


DIES_AT_ONCE = "raise SystemExit(1)"
SAYS_OTHER_THINGS = "print('Usage: storycircle [OPTIONS] COMMAND', flush=True)"
"""A program that does not know the readers' word."""


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("program", [DIES_AT_ONCE, SAYS_OTHER_THINGS, ""])
def test_a_reader_that_does_not_start_accuses_no_file(
    name: str, program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever keeps it from starting: one sentence, of its own, about this laptop."""
    made = bundle(monkeypatch, tmp_path, program or DIES_AT_ONCE)
    if not program:
        made.unlink()  # by a virus scanner
    found = _read(name, tmp_path)
    assert _keys(found) == ["reader-not-started"]
    assert str(found.refused[0]).startswith(f"{name} could not be read on this laptop")
    assert found.others == []


def _begins_then(does: str) -> str:
    return f"from storycircle.jobs.subprocesses.reader_output import tell; tell(begun=True); {does}"


def test_a_reader_that_breaks_down_over_a_file_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It had begun: what it could not read is the file."""
    bundle(monkeypatch, tmp_path, _begins_then("raise SystemExit(1)"))
    assert _keys(_read("a.pdf", tmp_path)) == ["damaged-file"]
    assert _keys(_read("a.png", tmp_path)) == ["not-a-picture"]


def test_a_reader_that_takes_too_long_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over a file that is the file's; before it begins, it is the laptop's."""
    stuck = "import time; time.sleep(600)"
    path = tmp_path / "a.eml"
    path.write_bytes(FILES["a.eml"]())
    reader = Reader("mail_reader", seconds=0, most=1)
    bundle(monkeypatch, tmp_path, _begins_then(stuck))
    assert [item.header["end"] for item in read_by(reader, path, 1, 1)] == ["late"]
    bundle(monkeypatch, tmp_path, stuck)
    monkeypatch.setattr(reader_process, "STARTING", 0.0)
    with pytest.raises(Refused, match="could not be read on this laptop"):
        list(read_by(reader, path, 1, 1))


@pytest.mark.parametrize(("system", "flags"), [("win32", 0x0800_0000), ("linux", 0), ("darwin", 0)])
def test_a_reader_gets_no_console_and_no_secret(
    system: str, flags: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No black window on Windows, and nothing of ours in its environment."""
    given: dict[str, object] = {}

    def popen(_words: object, **how: object) -> None:
        given.update(how)

    monkeypatch.setenv("STORYCIRCLE_PASSPHRASE", "a secret")
    monkeypatch.setattr(subprocess, "Popen", popen)
    monkeypatch.setattr("sys.platform", system)
    with (tmp_path / "x").open("w+b") as file:
        launcher.start("mail_reader", [], file)
    assert given["creationflags"] == flags
    environment = given["env"]
    assert isinstance(environment, dict)
    assert environment == {k: v for k, v in os.environ.items() if not k.startswith("STORYCIRCLE_")}
    assert "PATH" in environment


def test_nothing_but_a_reader_is_run_by_the_readers_word() -> None:
    """A word that names another module of ours, or of Python, starts nothing."""
    with pytest.raises(ValueError, match="square_codes"):
        be_reader(["square_codes"])


def test_memory_that_is_watched_ends_the_process_that_takes_too_much() -> None:
    ended: list[int] = []
    taken = iter((1, 100, 101))
    watch_memory(100, lambda: next(taken), ended.append).join(5)
    assert ended
    assert ended != [0]
    assert next(taken, None) is None


@posix
def test_where_memory_cannot_be_limited_it_is_watched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader says first how it is bounded."""
    bundle(monkeypatch, tmp_path, REFUSES + LIKE_THE_APP)
    path = tmp_path / "a.eml"
    path.write_bytes(FILES["a.eml"]())
    with path.open("rb") as file, launcher.start("mail_reader", ["1", "1"], file) as process:
        assert process.stdout is not None
        assert f'"bound": "{WATCH}"'.encode() in process.stdout.readline()
        process.kill()


@posix
def test_a_file_is_read_where_the_system_allows_less_memory_than_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bound that somebody set for the whole session stands, and is no fault of the file's."""
    lower = "import resource; resource.setrlimit(resource.RLIMIT_AS, (900_000_000,) * 2);"
    bundle(monkeypatch, tmp_path, lower + LIKE_THE_APP)
    found = _read("a.eml", tmp_path)
    assert (found.kind, found.refused, len(found.parts)) == (Kind.MAIL, [], 1)


def test_a_bundles_own_libraries_are_not_those_of_the_programs_it_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file manager and the PDF viewer look for theirs where the system does."""
    mine = {"LD_LIBRARY_PATH": "/bundle", "LD_LIBRARY_PATH_ORIG": "/before", "HOME": "/home"}
    from_source, alone = dict(mine), {"LD_LIBRARY_PATH": "/bundle", "HOME": "/home"}
    launcher.give_back_libraries(from_source)
    assert from_source == mine
    bundle(monkeypatch, tmp_path)
    launcher.give_back_libraries(mine)
    launcher.give_back_libraries(alone)
    assert mine == {"LD_LIBRARY_PATH": "/before", "HOME": "/home"}
    assert alone == {"HOME": "/home"}
