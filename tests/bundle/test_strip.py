"""What a bundle for Linux leaves out of libraries, so that they can still be loaded."""

import ctypes
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec import _core

from tools.bundle import elf, linux

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="of the bundle for Linux"),
    pytest.mark.skipif(shutil.which("strip") is None, reason="no strip here"),
]


def of_qt(name: str) -> Path:
    """One of the libraries that Qt's wheel brings."""
    found = importlib.util.find_spec("PySide6")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "Qt" / "lib" / name


def test_a_patched_library_stays_as_it_was(tmp_path: Path) -> None:
    """Qt's copy of FFmpeg: what strip makes of it loads nowhere, and no camera or film is read."""
    whole = of_qt("libavutil.so.59")
    cut = tmp_path / "cut"
    command = ["strip", "--strip-unneeded", "-o", str(cut), str(whole)]
    subprocess.run(command, check=True)
    assert elf.is_loadable(whole.read_bytes())
    assert not elf.is_loadable(cut.read_bytes())
    with pytest.raises(OSError, match="page-aligned"):
        ctypes.CDLL(str(cut))
    folder = tmp_path / "bundle"
    folder.mkdir()
    shutil.copy(whole, folder)
    linux.strip(folder)
    assert (folder / whole.name).read_bytes() == whole.read_bytes()


def test_all_others_become_smaller(tmp_path: Path) -> None:
    """And load as before."""
    # Of a wheel: a distribution builds Python's own in, or has stripped them.
    whole = Path(_core.__file__)
    mine = Path(shutil.copy(whole, tmp_path))
    linux.strip(tmp_path)
    assert mine.stat().st_size < whole.stat().st_size
    ctypes.PyDLL(str(mine))
