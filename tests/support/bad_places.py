"""Places where nothing can be written: each with how its refusal begins."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from unittest.mock import patch

import pytest

KINDS = ("a folder", "no folder", "read-only", "full", "open elsewhere")
OLD = b"the old file"
_CODES = {"read-only": errno.EACCES, "full": errno.ENOSPC, "open elsewhere": errno.EBUSY}


held_on_windows = pytest.mark.skipif(
    os.name == "nt", reason="Windows deletes and replaces no file that is open"
)


@contextmanager
def held_elsewhere(path: Path) -> Iterator[None]:
    """A file that another program has open meanwhile, and does not let be replaced: on Windows a
    real one, elsewhere by what Windows answers.
    """
    plain = Path.replace

    def replaced(temporary: Path, target: Path) -> Path:
        if target == path:
            error = PermissionError(errno.EACCES, "in use")
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return plain(temporary, target)

    if os.name == "nt":
        with path.open("rb"):
            yield
    else:
        with patch.object(Path, "replace", replaced):
            yield


def make_pipe(path: Path) -> None:
    """A pipe in a file's place; the test ends where the system has none that lie in a folder."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes in folders")
    os.mkfifo(path)


def bad_place(path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    """The path, or one like it, made so that it cannot be written; and what is said of it."""
    name = path.name
    if kind == "a folder":
        path.mkdir()
        return path, f"{name} cannot be written: a folder is in its place."
    if kind == "no folder":
        missing = path.parent / "none" / name
        return missing, f"{name} cannot be written: its folder is not there."
    path.write_bytes(OLD)
    code, plain = _CODES[kind], Path.replace

    def fails(*_: object, **__: object) -> NoReturn:
        raise OSError(code, os.strerror(code))

    def held_open(temporary: Path, target: Path) -> Path:
        return fails() if target == path else plain(temporary, target)

    if kind == "open elsewhere":
        monkeypatch.setattr(Path, "replace", held_open)
    else:
        monkeypatch.setattr("storycircle.store.safety.disk.tempfile.mkstemp", fails)
    if kind == "full":
        return path, "There is no room left on this disk."
    return path, f"{name} cannot be written: "
