"""What another program has open is waited for, then said; everything goes through one file."""

import ast
import errno
import re
import time
from functools import partial
from pathlib import Path

import pytest

from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle
from storycircle.store.library import Library
from storycircle.store.safety import held_files
from storycircle.store.safety.disk import explained, write_bytes
from storycircle.store.safety.workspace import clear_leftovers, workspace
from tests.architecture.house import HOUSE, ROOT
from tests.support.syntax import nodes_of

HELD = (5, 32, 33, 145, 1224)
"""Windows' numbers of what another program has open."""


class Scanner:
    """Holds every file so many times, as Windows says it; time passes only as one waits."""

    def __init__(self, patch: pytest.MonkeyPatch, number: int, times: int) -> None:
        self.number, self.times, self.waited = number, times, 0.0
        patch.setattr(time, "monotonic", lambda: self.waited)
        patch.setattr(time, "sleep", self._wait)
        for name in ("replace", "unlink"):
            patch.setattr(Path, name, self._holding(getattr(Path, name)))

    def _wait(self, seconds: float) -> None:
        self.waited += seconds

    def _holding(self, act: object) -> object:
        def held(path: Path, *words: object, **named: object) -> object:
            if self.times > 0 and path.exists():
                self.times -= 1
                error = PermissionError(errno.EACCES, "Permission denied", str(path))
                error.winerror = self.number  # type: ignore[attr-defined]
                raise error
            return act(path, *words, **named)  # type: ignore[operator]

        return held


@pytest.mark.parametrize("number", HELD)
def test_what_is_held_for_a_moment_is_tried_again(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scanner's half second fails no save."""
    path = tmp_path / "r.pdf"
    path.write_bytes(b"old")
    scanner = Scanner(monkeypatch, number, times=10)
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new"
    assert 0 < scanner.waited < 1
    scanner.times = 3
    held_files.remove(path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [32, 33, 1224])
def test_what_stays_open_elsewhere_is_said_so(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two seconds, then the true reason; the old file stays, and no other."""
    path = tmp_path / "r.pdf"
    path.write_bytes(b"old")
    scanner = Scanner(monkeypatch, number, times=42)
    with pytest.raises(Refused) as refused:
        write_bytes(path, b"new")
    assert str(refused.value) == (
        "Another program has r.pdf open. Close it there, then try again. Nothing was half-written."
    )
    assert held_files.PATIENCE <= scanner.waited < 2 * held_files.PATIENCE + 1
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"old"]


def test_a_no_without_a_reason_is_asked_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python opens files by the library of C, which says no and not why: Windows says why."""
    no = PermissionError(errno.EACCES, "Permission denied")
    for held, key in ((True, "held-unread"), (False, "cannot-read")):
        monkeypatch.setattr(held_files, "is_held", lambda _path, held=held: held)
        with pytest.raises(Refused) as refused, explained(tmp_path / "a", "cannot-read"):
            raise no
        assert refused.value.key == key
    assert "this place does not allow it" in str(refused.value)


def test_nothing_is_waited_for_where_nothing_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another reason, and another system, costs no second."""
    scanner = Scanner(monkeypatch, 3, times=1)  # ERROR_PATH_NOT_FOUND
    (tmp_path / "a").touch()
    with pytest.raises(PermissionError):
        held_files.remove(tmp_path / "a")
    assert scanner.waited == 0


def test_a_folder_that_is_held_is_left_as_a_kill_leaves_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was done in it counts, and the next start deletes it."""

    def held(_path: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(held_files, "remove_folder", held)
        with workspace(tmp_path / "library") as folder:
            (folder / "copy").touch()
    assert folder.exists()
    assert clear_leftovers(tmp_path, 1_000.0)
    assert not folder.exists()


def test_no_library_is_replaced_or_deleted_while_it_is_open_here(
    library: Library, tmp_path: Path
) -> None:
    """On no system, so that what holds here holds on Windows, which lets nobody do it."""
    library.save_circle(Circle("c", 1))
    other = tmp_path / "other"
    other.write_bytes(b"another file")
    for act in (partial(held_files.replace, other), held_files.remove):
        with pytest.raises(Refused) as refused:
            act(library.path)
        assert refused.value.key == "live-library"
    assert library.circle("c").number == 1
    library.close()
    held_files.replace(other, library.path)
    held_files.remove(library.path)
    assert not library.path.exists()


DELETES = {"unlink", "rmtree", "rmdir", "removedirs"}
MOVES = {"rename", "replace", "renames", "move"}


def test_everything_that_is_replaced_or_deleted_goes_through_one_file() -> None:
    """Nothing of the package deletes, renames or replaces a file by itself.

    A text or a date is replaced by two words or by named ones, a file by one; what the window
    calls renaming is of people and headings.
    """
    alone = []
    called = re.compile(rf"\.\s*({'|'.join(sorted(MOVES | DELETES | {'remove'}))})\s*\(")
    named = [file for file, source in HOUSE.sources.items() if called.search(source)]
    for file in named:
        for node in nodes_of(ROOT / "storycircle" / file):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            name = node.func.attr
            if name not in {*MOVES, *DELETES, "remove"}:
                continue
            owner = ast.unparse(node.func.value)
            moves = name in MOVES and len(node.args) == 1 and not node.keywords
            moves = moves and not file.startswith("ui/")
            of_os = owner == "os" and name in MOVES | {"remove"}
            if name in DELETES or moves or of_os:
                alone.append(f"{file}:{node.lineno}")
    ours = "store/safety/held_files.py"
    assert [one for one in alone if not one.startswith(ours)] == []
    assert len(alone) == 3
