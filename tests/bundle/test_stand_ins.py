"""Qt's media plugin, for cameras and films, is loaded by small libraries in place of Qt Quick's."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.bundle.loading import refused, refused_plugins
from tests.bundle.test_strip import of_qt
from tools.bundle import elf
from tools.bundle.stand_ins import STAND_INS, compile_stand_ins

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="of the bundle for Linux")
PLUGIN = Path("plugins") / "multimedia" / "libffmpegmediaplugin.so"


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
    qt = tmp_path / "_internal" / "PySide6" / "Qt"
    (qt / "lib").mkdir(parents=True)
    for file in whole.iterdir():
        if not file.name.startswith(("libQt6Quick", "libQt6Qml")):
            (qt / "lib" / file.name).symlink_to(file)
    plugin = qt / PLUGIN
    plugin.parent.mkdir(parents=True)
    shutil.copyfile(whole.parent / PLUGIN, plugin)
    assert "libQt6Quick.so.6 => not found" in refused(plugin)
    (lacking,) = refused_plugins(tmp_path)
    assert lacking.startswith(f"{plugin.name} cannot be loaded: ")
    made = compile_stand_ins(qt / "lib")
    assert not refused_plugins(tmp_path)
    assert sum(file.stat().st_size for file in made.values()) < 50_000
