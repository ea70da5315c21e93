"""Whatever library of the system a part of Qt lacks as the window opens is said in a sentence."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from storycircle.core.error_sentences import Refused
from storycircle.ui.app import startup

LOADED = """
import importlib, pkgutil, sys
import storycircle.ui.app as app
for found in pkgutil.iter_modules(app.__path__):
    importlib.import_module(f"storycircle.ui.app.{found.name}")
print(*sorted(name.partition(".")[2] for name in sys.modules if name.startswith("PySide6.Qt")))
"""


def test_all_of_qt_that_a_start_loads_is_tried_first() -> None:
    """No module of the start loads a part of Qt that nobody would say a sentence about."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, encoding="utf-8", check=True
    )
    assert set(done.stdout.split()) == set(startup.QT_OF_A_START)


READ = """
import linecache, sys
import PySide6.QtWidgets
import storycircle.ui
{}
import storycircle.ui.app.main_window, storycircle.ui.circle.circle_view, storycircle.jobs.documents
noted = sys.modules["__feature__"].pyside_feature_dict
ours = [name for name in sys.modules if name.startswith("storycircle.")]
read = [name for name in ours if sys.modules[name].__file__ in linecache.cache]
print(len(ours), len(read), sorted({{noted[name] for name in ours if name in noted}}))
"""


@pytest.mark.parametrize(("hook", "is_read"), [("", False), ("sys.meta_path.pop(0)", True)])
def test_pyside_reads_the_source_of_no_module(hook: str, *, is_read: bool) -> None:
    """It is told what it would find: that a module names things of Qt as Qt does, or none. Told
    nothing, it reads them all, and Python keeps every line.
    """
    done = subprocess.run(
        [sys.executable, "-c", READ.format(hook)], capture_output=True, encoding="utf-8", check=True
    )
    loaded, read, found = done.stdout.split(maxsplit=2)
    assert int(loaded) > 250
    assert (int(read) > 250) if is_read else int(read) == 0
    assert found.strip() == ("[-1, 0]" if is_read else "[0]")


@pytest.mark.parametrize("part", startup.QT_OF_A_START)
def test_a_part_that_cannot_be_loaded_is_said(
    part: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As Debian 13 does without libgssapi-krb5-2."""
    load = importlib.import_module

    def lacking(name: str) -> object:
        if name == f"PySide6.{part}":
            said = "libgssapi_krb5.so.2: cannot open shared object file: No such file"
            raise ImportError(said)
        return load(name)

    monkeypatch.setattr(importlib, "import_module", lacking)
    with pytest.raises(Refused, match="libgssapi_krb5"):
        startup.run(tmp_path / "library", None, {"QT_QPA_PLATFORM": "offscreen"})


OF_X11 = (
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-keysyms.so.1",
    "libxcb-shape.so.0",
    "libxcb-xkb.so.1",
    "libxkbcommon-x11.so.0",
)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="libraries of X11")
@pytest.mark.parametrize("library", OF_X11)
def test_a_library_that_x11_wants_is_named(library: str, tmp_path: Path) -> None:
    """Whichever of those that README names it is: Qt itself would abort, and name another."""
    (tmp_path / library).touch()  # found before the system's own, and it cannot be loaded
    done = subprocess.run(
        [sys.executable, "-m", "storycircle", "--library", str(tmp_path / "kept")],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={"PATH": os.defpath, "HOME": str(tmp_path), "DISPLAY": ":no", "LANGUAGE": "en"}
        | {"LD_LIBRARY_PATH": str(tmp_path)},
    )
    assert done.returncode == 1
    assert f"this system lacks {library}." in done.stderr
    assert not (tmp_path / "kept").exists()
