"""From the start of the bundle to its first picture on a screen, beside an empty bundle.

The empty one is a window with nothing in it, made by the same tool. Both are looked at on a screen
of memory: see `on_screen`. Ours is the folder that `--bundle` or STORYCIRCLE_BUNDLE names; the full
run makes one where none is named.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import start
from benchmarks.figure import Figure
from benchmarks.kept import place_of
from benchmarks.many_circles import filled
from benchmarks.programs import EMPTY_WINDOW, ROOT, in_turn

AT_MOST = 2.0
NAMED = "STORYCIRCLE_BUNDLE"
_NAME, _WORDS = "start-bundle", 16
REASONS = {
    _NAME: "As `start-2`; beside that, unpacking the bytecode of some 300 modules from the "
    "program's archive, of which the empty window has 60. What PySide compiles as it starts, some "
    "40 ms, is compiled beforehand in ours."
}
"""Why the row does not hold, where it does not."""
_EMPTY = f"{EMPTY_WINDOW}window.show()\napp.exec()\n"
_SCREEN = "-screen 0 1440x900x24"


def measure(*, quick: bool) -> Figure:
    """Seconds of Home with 2 circles, beside those of the empty window."""
    given = os.environ.get(NAMED, "")
    if shutil.which("xvfb-run") is None:
        return Figure.not_run(_NAME, "there is no xvfb-run to show it on")
    if find_spec("PyInstaller") is None:
        return Figure.not_run(_NAME, "PyInstaller is not installed")
    if quick and not given:
        return Figure.not_run(_NAME, f"no bundle is named by {NAMED}, and a quick run makes none")
    ours = Path(given) if given else _made()
    program = ours / "storycircle"
    if not program.is_file():
        return Figure.not_run(_NAME, f"{ours.name} holds no bundle")
    empty = _empty() / "empty"
    with TemporaryDirectory() as folder:
        filled(Path(folder) / "storycircle" / "library", 2)

        def home() -> float:
            return _seen(folder, _WORDS, str(program))  # without a word, as a double click does

        def nothing() -> float:
            return _seen(folder, 1, str(empty))

        in_turn(1, nothing, home)  # what the disk has not read yet is no part of it
        floor, took = in_turn(3 if quick else 7, nothing, home)
    return Figure(_NAME, took, floor, AT_MOST, "seconds to the first picture on a screen")


def _seen(home: str, colours: int, *program: str) -> float:
    """Seconds until a program's picture has so many colours. home: where it keeps what it keeps."""
    watch = [sys.executable, "-m", "benchmarks.on_screen", str(colours), *program]
    places = {"HOME": home, **{f"XDG_{name}_HOME": home for name in ("CONFIG", "DATA", "STATE")}}
    environ = {**os.environ, **places}
    environ.pop("QT_QPA_PLATFORM", None)  # a screen, and no program that only thinks it has one
    done = subprocess.run(  # noqa: S603 (our own words)
        ["xvfb-run", "-a", "-s", _SCREEN, *watch],  # noqa: S607 (found on the path, as it is)
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=environ,
    )
    if done.returncode:
        raise RuntimeError(f"{Path(program[0]).name}: {done.stderr[-1000:]}")
    return float(json.loads(done.stdout.splitlines()[-1]))


def profile_of(_name: str) -> str:
    """What the start imports and does, from source, as a frozen program says nothing of that; and
    what its archive and the empty window's take to unpack.
    """
    given = os.environ.get(NAMED, "")
    ours = (Path(given) if given else _made()) / "storycircle"
    lines = [_unpacked("ours", ours), _unpacked("the empty window", _empty() / "empty")]
    return "\n".join([*lines, "", start.profile_of("start-2")])


def _unpacked(name: str, program: Path) -> str:
    readers = import_module("PyInstaller.archive.readers")  # which is there where a bundle is
    archive = readers.CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz")
    begun = time.perf_counter()
    for module in archive.toc:
        archive.extract(module)
    took = (time.perf_counter() - begun) * 1000
    return f"{took:8.1f} ms {len(archive.toc):6} modules  in the archive, all of them: {name}"


@cache
def _made() -> Path:
    """The bundle of this source."""
    folder = place_of("bundle")
    _run("tools.bundle", str(folder))
    return folder / "story-circle"


@cache
def _empty() -> Path:
    """A bundle of an empty window."""
    folder = place_of("empty-bundle")
    folder.mkdir()
    source = folder / "empty.py"
    source.write_text(_EMPTY, encoding="utf-8")
    places = [f"--{kind}={folder / kind}" for kind in ("distpath", "workpath", "specpath")]
    _run("PyInstaller", "--noconfirm", "--onedir", "--log-level=ERROR", *places, str(source))
    return folder / "distpath" / "empty"


def _run(*words: str) -> None:
    subprocess.run([sys.executable, "-m", *words], check=True, cwd=ROOT, capture_output=True)  # noqa: S603
