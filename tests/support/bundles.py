"""What stands for a bundle: a program that is no Python, and that the app takes for itself."""

import os
import sys
from pathlib import Path

import pytest

from storycircle.launcher import FIRST_WORD

ROOT = Path(__file__).parents[2]
LIKE_THE_APP = "from storycircle.__main__ import main; main()"
"""Python for a bundle that does as the app does."""


def bundle(patch: pytest.MonkeyPatch, folder: Path, python: str = LIKE_THE_APP) -> Path:
    """The app runs in a bundle from now on, whose program is a few lines of Python."""
    patch.setattr(sys, "frozen", True, raising=False)
    if os.name == "nt":
        return _on_windows(patch, folder, python)
    program = folder / "Story Circle"
    lines = f"import sys; sys.path.insert(0, {str(ROOT)!r}); {python}"
    (folder / "bundle.py").write_text(lines, encoding="utf-8")
    script = f'#!/bin/sh\nexec "{sys.executable}" -I "{folder}/bundle.py" "$@"\n'
    program.write_text(script, encoding="utf-8")
    program.chmod(0o700)
    patch.setattr(sys, "executable", str(program))
    return program


def _on_windows(patch: pytest.MonkeyPatch, folder: Path, python: str) -> Path:
    """There no script is a program: Python is asked to be a reader, and finds the lines in a file
    of the readers' word where it is started.
    """
    patch.chdir(folder)
    program = folder / FIRST_WORD
    lines = f"import sys; sys.argv[1:1] = [{FIRST_WORD!r}]; sys.path.insert(0, {str(ROOT)!r})"
    program.write_text(f"{lines}; {python}", encoding="utf-8")
    return program
