"""Systems that are not this one, each as it differs: a row a system, and what must hold on it.

They are faked by what the app meets of them, so this says that the app does what it should with
that, and not that the system does it. Readers in bundles and on macOS have a table of their own,
in tests/jobs/subprocesses, and what Windows says of open files in tests/store/safety.
"""

import ast
import ctypes
import errno
import io
import json
import os
import sqlite3
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partialmethod
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest

from storycircle import launcher
from storycircle.cli.main import main
from storycircle.core import clock
from storycircle.core.error_sentences import Refused
from storycircle.jobs.subprocesses import memory_bound
from storycircle.launcher import find_runtime
from storycircle.store.library import Library
from storycircle.store.safety import disk, held_files, live_files
from storycircle.store.safety.backups import newest_good
from storycircle.store.safety.recovery import open_or_recover
from storycircle.store.safety.restore import restore
from storycircle.store.safety.workspace import workspace
from storycircle.ui.app import startup
from tests.support.inside import conn_of
from tests.support.syntax import nodes_of

ROOT = Path(__file__).parents[1]
SLEPT = 300.0
BENGALI = {"title": "গল্পের বৃত্ত", "question": "আমরা কী করব?", "headings": []}


def _clocks(patch: pytest.MonkeyPatch, names: dict[str, float]) -> None:
    """A system with these clocks alone, by their names; time.monotonic stands."""
    for name in [name for name in dir(time) if name.startswith("CLOCK_")]:
        patch.delattr(time, name)
    for number, name in enumerate(names):
        patch.setattr(time, name, number, raising=False)
    patch.setattr(time, "clock_gettime", lambda number: list(names.values())[number], raising=False)
    patch.setattr(time, "monotonic", lambda: 7.0)


@pytest.mark.parametrize(
    ("system", "clocks", "slept"),
    [
        ("linux", {"CLOCK_MONOTONIC": 100.0, "CLOCK_BOOTTIME": 100.0 + SLEPT}, SLEPT),
        (
            "darwin",
            {
                "CLOCK_MONOTONIC": 9.0,
                "CLOCK_MONOTONIC_RAW": 100.0 + SLEPT,
                "CLOCK_UPTIME_RAW": 100.0,
            },
            SLEPT,
        ),
        ("darwin", {"CLOCK_MONOTONIC": 100.0}, 0.0),
        ("freebsd13", {"CLOCK_MONOTONIC": 100.0}, 0.0),
    ],
)
def test_a_clock_counts_sleep_where_the_system_has_one(
    system: str, clocks: dict[str, float], slept: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lid that was shut for five minutes of a turn is noticed on each system."""
    monkeypatch.setattr(sys, "platform", system)
    _clocks(monkeypatch, clocks)
    own = clock.SystemClock()
    assert own.slept() == slept
    assert own.reading() == (100.0 + SLEPT if slept else 7.0)


@pytest.mark.parametrize("older", [False, True])
def test_windows_clocks_are_asked_for_by_name(older: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither is left to what this Python calls monotonic: that changed with 3.13. Where the finer
    clock that counts sleep is not known, the older one is asked.
    """

    def write(ticks: object, seconds: float) -> None:
        pointed = ctypes.cast(ticks, ctypes.POINTER(ctypes.c_ulonglong))  # type: ignore[arg-type]
        pointed[0] = int(seconds * 10_000_000)

    def ticks() -> int:
        return int(1000 * (100.0 + SLEPT))

    base = {} if older else {"QueryInterruptTime": lambda at: write(at, 100.0 + SLEPT)}
    known = {
        "kernelbase": SimpleNamespace(**base),
        "kernel32": SimpleNamespace(
            QueryUnbiasedInterruptTime=lambda at: write(at, 100.0), GetTickCount64=ticks
        ),
    }
    monkeypatch.setattr(ctypes, "WinDLL", known.__getitem__, raising=False)
    counting, awake = clock.clocks_of("win32")
    assert (counting(), awake()) == (100.0 + SLEPT, 100.0)


@pytest.mark.parametrize("page", ["cp1252", "cp850", "ascii"])
def test_every_word_comes_out_of_a_command_whatever_the_code_page(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As UTF-8, from every command that says something, on standard output and beside it."""
    document = tmp_path / "e.json"
    event = {"format": "storycircle/1", "event": BENGALI, "circles": []}
    document.write_text(json.dumps(event), encoding="utf-8")
    words = [
        ["load", str(document)],
        ["list"],
        ["merge", str(tmp_path / "বৃত্ত.circle")],
        ["check", str(tmp_path / "বৃত্ত.circle")],
        ["sheet", "--event", "বৃত্ত", "-o", str(tmp_path / "x.pdf")],
        ["merge", str(tmp_path / "half\udc80.circle")],
    ]
    said = []
    for command in words:
        out, err = io.BytesIO(), io.BytesIO()
        texts = [io.TextIOWrapper(one, encoding=page, write_through=True) for one in (out, err)]
        with monkeypatch.context() as patch, suppress(SystemExit):
            patch.setattr(sys, "stdout", texts[0])
            patch.setattr(sys, "stderr", texts[1])
            main(["--library", str(tmp_path / "own" / "library"), *command])
        said.append((out.getvalue() + err.getvalue()).decode("utf-8"))
    title = str(BENGALI["title"])
    assert title in said[0]
    assert title in said[1]
    assert all("বৃত্ত" in one for one in said[2:5])
    assert all(one.count("\n") >= 1 for one in said)


@pytest.mark.parametrize(
    ("refuses", "asked"), [(False, ["full"]), (True, ["full", "fsync"]), (None, ["fsync"])]
)
def test_what_is_on_disk_is_not_in_the_drives_memory(
    refuses: bool | None, asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MacOS is asked for more than fsync; a drive that does not know it, and others, for fsync."""
    done: list[str] = []

    class Fcntl:
        if refuses is not None:
            F_FULLFSYNC = 51

        @staticmethod
        def fcntl(_handle: int, _number: int) -> None:
            done.append("full")
            if refuses:
                raise OSError(45, "Operation not supported")

    monkeypatch.setattr(disk, "fcntl", Fcntl)
    monkeypatch.setattr(os, "fsync", lambda _handle: done.append("fsync"))
    path = tmp_path / "a"
    path.touch()
    disk.to_disk(path)
    assert done == asked


def test_sqlite_is_asked_for_the_same(library: Library) -> None:
    """At each commit, and where the log is written into the library."""
    conn = conn_of(library)
    for name in ("fullfsync", "checkpoint_fullfsync"):
        assert conn.execute(f"PRAGMA {name}").fetchone()[0] == 1


def test_a_library_on_a_windows_server_is_named_to_sqlite_as_a_path() -> None:
    """Two slashes more: or else SQLite takes the server for something it does not know."""

    class Share(PureWindowsPath):
        def absolute(self) -> "Share":
            return self

    place = live_files.uri(Share(r"\\server\share\a b?#\library"), {"mode": "ro"})  # type: ignore[arg-type]
    assert place == "file:////server/share/a b%3f%23/library?mode=ro"
    with sqlite3.connect(":memory:") as conn, pytest.raises(sqlite3.OperationalError) as error:
        conn.execute("ATTACH ? AS other", [place])
    conn.close()
    assert "authority" not in str(error.value)


@pytest.mark.parametrize("begins", ["", "damaged", "gone"])
def test_a_library_on_a_share_gets_a_sentence_in_recovery_too(
    begins: str, tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is there, sound or not, with backups or without: nothing is written there."""
    library.back_up(empty=True)
    path = library.path
    library.close()
    if begins == "damaged":
        path.write_bytes(b"damaged")
    elif begins:
        path.unlink()
    before = {one: one.read_bytes() for one in path.parent.iterdir() if one.is_file()}
    monkeypatch.setattr(disk, "is_shared", lambda _path: True)
    with pytest.raises(Refused) as refused:
        open_or_recover(path, library.clock)
    assert refused.value.key == "shared-place"
    name = newest_good(path)
    assert name is not None
    with pytest.raises(Refused) as refused:
        restore(path, name, library.clock.now())
    assert refused.value.key == "shared-place"
    assert {one: one.read_bytes() for one in path.parent.iterdir() if one.is_file()} == before
    assert tmp_path.is_dir()


@pytest.mark.parametrize("name", ["con.pdf", "NUL", "lpt1.circle", "aux .md"])
def test_a_name_that_windows_has_for_a_device_is_said_so(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typed by hand: what is written to it would be gone. Other systems have no such names."""
    if sys.platform != "win32":
        disk.write_bytes(tmp_path / name, b"a sheet")
        assert (tmp_path / name).read_bytes() == b"a sheet"
        (tmp_path / name).unlink()
    monkeypatch.setattr(disk.sys, "platform", "win32")  # type: ignore[attr-defined]
    with pytest.raises(Refused) as refused:
        disk.write_bytes(tmp_path / name, b"a sheet")
    said = "cannot be written: this system has no such names."
    assert f"{name} {said}" in str(refused.value)
    with pytest.raises(Refused, match=said), disk.explained(tmp_path / "a?b.pdf"):
        raise OSError(errno.EINVAL, "Invalid argument")  # as Windows refuses such a sign
    assert list(tmp_path.iterdir()) == []


def test_a_path_of_thousands_of_folders_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows says of it that its folder is not there, and so of the folder above, and of all."""

    def not_there(*_: object, **__: object) -> None:
        raise FileNotFoundError(errno.ENOENT, "The system cannot find the path")

    monkeypatch.setattr(Path, "mkdir", partialmethod(_made_with, not_there))
    with pytest.raises(Refused, match="its name is too long"):
        disk.private_folder(tmp_path / ("y/" * 3000))


def _made_with(path: Path, make: Callable[..., None], **how: object) -> None:
    """A folder, after those above it, as Python's own library makes them."""
    try:
        make(path, **how)
    except FileNotFoundError:
        _made_with(path.parent, make, **how)


def test_text_is_written_the_same_on_every_system() -> None:
    """Windows ends lines otherwise, unless it is told: two laptops would write two files."""
    untold = []
    for path in (ROOT / "storycircle").rglob("*.py"):
        for node in nodes_of(path):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "write_text":
                words = {word.arg for word in node.keywords}
                untold += [f"{path.name}:{node.lineno}"] * (not {"encoding", "newline"} <= words)
    assert untold == []


@pytest.mark.slow
def test_every_text_is_opened_with_its_encoding_named() -> None:
    """Python on Windows reads a text in the code page of its laptop, unless it is told."""
    untold, told = [], 0
    for path in (ROOT / "storycircle").rglob("*.py"):
        for node in nodes_of(path):
            if isinstance(node, ast.Call) and _opens_text(node):
                named = {word.arg for word in node.keywords}
                told += (fine := "encoding" in named or _positional_encoding(node))
                untold += [] if fine else [f"{path.name}:{node.lineno}"]
    assert untold == []
    assert told > 5


def _opens_text(call: ast.Call) -> bool:
    """Whether a call reads a file as a text, or opens one with a mode that is not of bytes."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name in {"read_text", "TextIOWrapper"}:
        return True
    modes = [
        one.value
        for one in (*call.args, *(word.value for word in call.keywords if word.arg == "mode"))
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]
    plain = isinstance(call.func, ast.Name) or (name == "fdopen")
    modes = [mode for mode in modes if set(mode) <= set("rwxabt+")]
    opens = name in {"open", "fdopen"} and (plain or bool(modes))
    return opens and not any("b" in mode for mode in modes)


def _positional_encoding(call: ast.Call) -> bool:
    return any(isinstance(one, ast.Constant) and one.value == "utf-8" for one in call.args)


@pytest.mark.parametrize("allows", [True, False])
def test_a_reader_is_bound_by_a_job_where_there_are_no_limits(
    allows: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows has no `resource`. Where it refuses the job too, the reader reads, and its time is
    bounded all the same.
    """
    given: list[int] = []

    def limit(_job: object, _kind: int, limits: object, _size: int) -> bool:
        given.append(limits._obj.ProcessMemoryLimit)  # type: ignore[attr-defined]
        return True

    def kernel(_name: str, **_how: object) -> SimpleNamespace:
        return SimpleNamespace(
            CreateJobObjectW=lambda *_: 7,
            GetCurrentProcess=lambda: 8,
            SetInformationJobObject=limit,
            AssignProcessToJobObject=lambda *_: allows,
        )

    monkeypatch.setitem(sys.modules, "resource", None)
    monkeypatch.setattr(ctypes, "WinDLL", kernel, raising=False)
    monkeypatch.setattr(memory_bound.sys, "platform", "win32")  # type: ignore[attr-defined]
    assert memory_bound.bound_memory(1_000) == (memory_bound.JOB if allows else memory_bound.NONE)
    assert given == [1_000]


def test_a_folder_of_ours_is_hidden_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dot before its name does it elsewhere. A file never is: it could not be written again."""
    told: list[tuple[str, int]] = []

    class Kernel32:
        def __init__(self, _name: str) -> None:
            self.SetFileAttributesW = lambda name, kind: told.append((name, kind))

    with workspace(tmp_path / "library"):
        pass
    assert told == []
    monkeypatch.setattr(held_files.ctypes, "WinDLL", Kernel32, raising=False)  # type: ignore[attr-defined]
    monkeypatch.setattr(held_files.sys, "platform", "win32")  # type: ignore[attr-defined]
    held_files.hide(tmp_path / ".storycircle-copy-1")
    assert told == [(str(tmp_path / ".storycircle-copy-1"), stat.FILE_ATTRIBUTE_HIDDEN)]


def test_what_needs_the_runtime_of_c_plus_plus_finds_it_on_windows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No Windows has it, but Qt brings it: its folder is named before square codes are drawn by a
    command, or read by a reader.
    """
    asked: list[str] = []
    monkeypatch.setattr(os, "add_dll_directory", asked.append, raising=False)
    find_runtime.cache_clear()
    find_runtime()
    assert asked == [] or sys.platform == "win32"
    asked.clear()
    monkeypatch.setattr(launcher.sys, "platform", "win32")  # type: ignore[attr-defined]
    find_runtime.cache_clear()
    find_runtime()
    find_runtime()
    find_runtime.cache_clear()
    (folder,) = asked
    assert list(Path(folder).glob("Shiboken.*"))
    for path in (ROOT / "storycircle").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        begun = text.find("import zxingcpp")
        assert begun == -1 or "find_runtime()" in text[:begun], path


def test_windows_groups_the_windows_under_the_apps_own_sign(
    monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    """It is told who this is before the first window is there."""
    told: list[str] = []

    class Windll:
        class shell32:  # noqa: N801 (Windows' name)
            SetCurrentProcessExplicitAppUserModelID = told.append

    monkeypatch.setattr(ctypes, "windll", Windll, raising=False)
    monkeypatch.setattr(startup.sys, "platform", "win32")  # type: ignore[attr-defined]
    startup.identify(qapp)  # type: ignore[arg-type]
    assert told == [startup.APP_ID]
