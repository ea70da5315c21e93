"""What stands for a bundle: a program that is no Python, and that the app takes for itself."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIKE_THE_APP = "from storycircle.__main__ import main; main()"
"""Python for a bundle that does as the app does."""


def bundle(patch: pytest.MonkeyPatch, folder: Path, python: str = LIKE_THE_APP) -> Path:
    """The app runs in a bundle from now on, whose program is a few lines of Python."""
    program = folder / "Story Circle"
    lines = f"import sys; sys.path.insert(0, {str(ROOT)!r}); {python}"
    (folder / "bundle.py").write_text(lines, encoding="utf-8")
    script = f'#!/bin/sh\nexec "{sys.executable}" -I "{folder}/bundle.py" "$@"\n'
    program.write_text(script, encoding="utf-8")
    program.chmod(0o700)
    patch.setattr(sys, "executable", str(program))
    patch.setattr(sys, "frozen", True, raising=False)
    return program
