"""A bundle starts without compiling what PySide says of its own functions, and says it all."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tools.bundle.signatures import EMPTY, FOLDER, compile_signatures

_ASKED = """
import builtins, sys
sys.path.insert(0, sys.argv[1])
compiled, by_hand = builtins.compile, []
def noted(text, name, *words, **named):
    by_hand.append(str(name))
    return compiled(text, name, *words, **named)
builtins.compile = noted
from PySide6.QtCore import QCoreApplication, QObject, QPoint, QTimer
print([name for name in by_hand if "shibokensupport" in name])
print(QTimer.setInterval.__doc__, QObject.setObjectName.__doc__)
try:
    QPoint("a", "b")
except TypeError as error:
    print(error)
app = QCoreApplication([])
QTimer.singleShot(0, app.quit)
print(app.exec(), "argparse" in sys.modules)
"""
"""What is compiled at the start, and what PySide says of a function and of a wrong use of one."""


def _said(place: Path) -> list[str]:
    words = [sys.executable, "-c", _ASKED, str(place)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.mark.skipif(sys.platform == "darwin", reason="not in the bundle for macOS")
def test_they_are_loaded_compiled_and_say_what_they_did(tmp_path: Path) -> None:
    """As in a bundle: beside PySide's libraries, which are linked here from where they are."""
    made = compile_signatures(tmp_path / "work")
    assert all(name.startswith(f"{FOLDER}/shibokensupport/") for name in made)
    assert f"{FOLDER}/{EMPTY}c" in made
    for package in ("shiboken6", "PySide6"):
        found = find_spec(package)
        assert found is not None
        assert found.origin is not None
        whole, here = Path(found.origin).parent, tmp_path / "packages" / package
        here.mkdir(parents=True)
        for part in whole.iterdir():
            if part.suffix == ".py":
                (here / part.name).write_bytes(part.read_bytes())
            else:
                (here / part.name).symlink_to(part)
    plain = _said(tmp_path / "packages")
    for name, file in made.items():
        to = tmp_path / "packages" / name
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(file.read_bytes())
    compiled = _said(tmp_path / "packages")
    assert "pyi_generator" in plain[0]
    assert compiled[0] == "[]"
    assert compiled[1:-1] == plain[1:-1]
    assert [plain[-1], compiled[-1]] == ["0 True", "0 False"]


def test_no_path_of_this_machine_is_in_them(tmp_path: Path) -> None:
    """An error's lines name where a function is, as they did."""
    for file in compile_signatures(tmp_path).values():
        assert str(tmp_path).encode() not in file.read_bytes()
