"""The window as a double click opens it: as with words, and without what reads them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_BEGUN = """
import sys
from storycircle.__main__ import main
from storycircle.ui.app import startup
def run(library, file, environ):
    print(library, file, "click" in sys.modules)
    return 3
startup.run = run
sys.argv = ["storycircle", *sys.argv[1:]]
main()
"""


def _answer(program: list[str], home: Path, **more: str) -> tuple[int, str, str]:
    """Status, output and complaints of a program at home in a folder."""
    kept = {name: value for name, value in os.environ.items() if name != "STORYCIRCLE_LIBRARY"}
    for gone in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        kept.pop(gone, None)
    places = {"HOME": str(home), "XDG_DATA_HOME": str(home), "LOCALAPPDATA": str(home)}
    done = subprocess.run(
        [sys.executable, *program],
        env=kept | places | more,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_a_double_click_opens_the_window_that_the_words_open(tmp_path: Path) -> None:
    """Its own library, or that of the environment; an empty one names none, as with words."""
    for more in ({}, {"STORYCIRCLE_LIBRARY": str(tmp_path / "x")}, {"STORYCIRCLE_LIBRARY": ""}):
        status, said, complaints = _answer(["-c", _BEGUN], tmp_path, **more)
        assert (status, complaints) == (3, "")
        library, loaded = said.split(" None ")
        assert loaded.strip() == "False", "what reads words is not loaded"
        named = more.get("STORYCIRCLE_LIBRARY")
        again = ["-c", _BEGUN, "--library", library]
        assert _answer(again, tmp_path)[:2] == (3, f"{library} None True\n")
        assert (library == named) if named else (Path(library).name == "library")


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone knows of no screen before Qt does")
def test_what_is_refused_is_said_as_with_words(tmp_path: Path) -> None:
    """In one sentence, with the status 1."""
    library = str(tmp_path / "library")
    without = _answer(["-m", "storycircle"], tmp_path, STORYCIRCLE_LIBRARY=library)
    assert without == _answer(["-m", "storycircle", "--library", library], tmp_path)
    assert without[0] == 1
    assert without[2].count("\n") == 1
    long = str(tmp_path / ("x" * 5_000))
    shown = {"QT_QPA_PLATFORM": "offscreen", "STORYCIRCLE_LIBRARY": long}
    status, _said, complaint = _answer(["-m", "storycircle"], tmp_path, **shown)
    assert (status, complaint.count("\n")) == (1, 1), complaint
