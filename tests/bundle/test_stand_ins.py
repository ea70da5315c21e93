"""Qt's media plugin, for cameras and films, is loaded by small libraries in place of Qt Quick's."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bundle.test_strip import of_qt
from tools.bundle import elf
from tools.bundle.stand_ins import STAND_INS, compile_stand_ins

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="of the bundle for Linux")
PLUGIN = Path("plugins") / "multimedia" / "libffmpegmediaplugin.so"
_LOADS = "import ctypes, sys; ctypes.CDLL(sys.argv[1])"  # with every function found at once


def test_a_library_says_what_it_is_linked_with_itself() -> None:
    """And not what that is linked with in turn; the plugin, with those that stand-ins are for."""
    names = elf.needed((of_qt("x").parents[1] / PLUGIN).read_bytes())
    assert STAND_INS.keys() <= set(names)
    assert "libavcodec.so.61" in names
    assert "libQt6QmlModels.so.6" not in names
    assert elf.needed(of_qt("libavutil.so.59").read_bytes())[-1] == "libc.so.6"  # a patched one
    assert elf.needed(b"no library") == []


@pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler here")
def test_the_media_plugin_is_loaded_by_stand_ins_alone(tmp_path: Path) -> None:
    """All that it takes of Qt Quick is there; without them it is not loaded."""
    whole = of_qt("x").parent
    (tmp_path / "lib").mkdir()
    for file in whole.iterdir():
        if not file.name.startswith(("libQt6Quick", "libQt6Qml")):
            (tmp_path / "lib" / file.name).symlink_to(file)
    plugin = tmp_path / PLUGIN
    plugin.parent.mkdir(parents=True)
    shutil.copyfile(whole.parent / PLUGIN, plugin)
    assert "libQt6Quick.so.6" in refused(plugin)
    made = compile_stand_ins(tmp_path / "lib")
    assert not refused(plugin)
    assert sum(file.stat().st_size for file in made.values()) < 50_000


def refused(plugin: Path) -> str:
    """Why a system does not load a library; empty where it does."""
    command = [sys.executable, "-c", _LOADS, str(plugin)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return done.stderr if done.returncode else ""
