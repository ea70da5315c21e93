"""Runs a bundle without Python or any environment: python -m tests.bundle FOLDER [--screen].

It plays the demonstration, makes every report, and merges an archive, a photograph, a sheet with
data, a scan and, where ffmpeg can make one, a film of a screen; each answer must be that of the app
from source. On Linux each of Qt's plugins in it, the camera's among them, has all that it is linked
with. Then its window opens without a screen, and with --screen on the one of DISPLAY. Exits
1 where something differs.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pypdfium2
from msgspec import Struct

from storycircle.core.clock import SystemClock
from storycircle.jobs.light.sending import circle_to_show
from storycircle.store.library import Library
from tests.bundle.answers import Answer, differences
from tests.bundle.loading import loads_qt_early, refused_plugins
from tests.jobs.light.test_films import THIRD, film, frames
from tools.bundle.contents import own_files
from tools.bundle.licences import NAME, TEXTS

ROOT = Path(__file__).parents[2]
REPORTS = ("pdf", "html", "docx", "xlsx", "csv", "md", "json")
_PAPERS = Path("storycircle") / "_resources"
_SAME = ("csv", "md", "json")  # the others tell the time at which they were made
_OF_WINDOWS = ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "TEMP", "TMP")  # no program starts without
_OPENS = 60  # seconds for a window to have its library


class Program(Struct, frozen=True):
    """The app, from source or as a bundle, at home in a folder of its own."""

    command: list[str]
    home: Path
    environ: dict[str, str]

    def run(self, *words: str | Path) -> Answer:
        """What it answers to some words."""
        done = subprocess.run(
            [*self.command, *map(str, words)],
            env=self._environ(),
            cwd=self.home,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    def open_window(self, **more: str) -> str:
        """Open the window, wait until it has its library, close it; empty where all went well."""
        library = self.home / f"window{len(more)}" / "library"
        library.parent.mkdir(exist_ok=True)
        command = [*self.command, "--library", str(library)]
        with subprocess.Popen(
            command, env=self._environ() | more, stderr=subprocess.PIPE, encoding="utf-8"
        ) as window:
            until = time.monotonic() + _OPENS
            while not library.exists() and window.poll() is None and time.monotonic() < until:
                time.sleep(0.1)
            time.sleep(2)  # a window that breaks down does so while it is drawn first
            broken = window.poll()
            window.kill()
            _, said = window.communicate()
        if broken is None and library.exists():
            return ""
        return f"the window did not open: {said or broken}"

    def _environ(self) -> dict[str, str]:
        places = dict.fromkeys(("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA"), str(self.home))
        kept = {name: os.environ[name] for name in _OF_WINDOWS if name in os.environ}
        return {"PATH": "/nowhere"} | kept | places | self.environ


def main() -> int:
    """Run both, and print what differs."""
    asked = argparse.ArgumentParser(description="Runs a bundle beside the app from source.")
    asked.add_argument("bundle", type=Path)
    asked.add_argument("--screen", action="store_true", help="Open a window on DISPLAY too.")
    words = asked.parse_args()
    program = str(words.bundle.resolve() / "storycircle")
    with tempfile.TemporaryDirectory() as work:
        homes = Path(work) / "source", Path(work) / "bundle"
        for home in homes:
            home.mkdir()
        source = Program([sys.executable, "-m", "storycircle"], homes[0], {"PYTHONPATH": str(ROOT)})
        bundle = Program([program], homes[1], {})
        faults = lacking(words.bundle.resolve()) + compare(source, bundle)
        if sys.platform == "linux":
            faults += refused_plugins(words.bundle.resolve())
            faults += loads_qt_early(Path(program))
        faults += filter(None, [bundle.open_window(QT_QPA_PLATFORM="offscreen")])
        if words.screen:
            shown = {"DISPLAY": os.environ["DISPLAY"], "QT_QPA_PLATFORM": "xcb"}
            shown |= {name: os.environ[name] for name in ("XAUTHORITY",) if name in os.environ}
            faults += filter(None, [bundle.open_window(**shown)])
    for fault in faults:
        print(fault, file=sys.stderr)
    print("The bundle answers as the source does." if not faults else "The bundle differs.")
    return 1 if faults else 0


def lacking(folder: Path) -> list[str]:
    """What a wheel carries and the bundle does not, and what in it leads nowhere."""
    inside = folder / "_internal"
    files = [inside / place / Path(file).name for file, place in own_files(ROOT)]
    named = json.loads((inside / _PAPERS / NAME).read_text(encoding="utf-8"))
    files += [inside / _PAPERS / TEXTS / f"{one['name']}.txt" for one in named]
    lost = [f"{file} is not there" for file in files if not file.is_file()]
    links = [one for one in folder.rglob("*") if one.is_symlink() and not one.exists()]
    return [*lost, *(f"{one} leads nowhere" for one in links)]


def compare(source: Program, bundle: Program) -> list[str]:
    """What the bundle answers otherwise than the source does."""
    faults = differences("demo", source.run("demo", "d"), bundle.run("demo", "d"))
    # Codes of tellers are drawn by lot: of one library, and not of two, the reports are the same.
    shutil.copytree(source.home / "d" / "organiser", bundle.home / "same")
    shutil.copytree(source.home / "d" / "organiser", source.home / "same")
    for kind in REPORTS:
        report = "--library", "same/library", "report", "-o", f"r.{kind}"
        faults += differences(f"report {kind}", source.run(*report), bundle.run(*report))
        one, other = source.home / f"r.{kind}", bundle.home / f"r.{kind}"
        if not other.exists() or other.read_bytes()[:4] != one.read_bytes()[:4]:
            faults.append(f"{other.name} was not made")
        elif kind in _SAME and one.read_bytes() != other.read_bytes():
            faults.append(f"{other.name} differs")
    for file in _strangers(source):
        asked = "--library", f"new-{file.stem}/library", "merge", str(file)
        for program in (source, bundle):
            (program.home / f"new-{file.stem}").mkdir()
        answer = source.run(*asked)
        faults += differences(f"merge {file.name}", answer, bundle.run(*asked))
        if answer.status:
            faults.append(f"{file.name} is not read from source either: {answer.err}")
    return faults


def _strangers(source: Program) -> list[Path]:
    """An archive, a sheet with data, a photograph of a sheet, a scan and, where it can be made, a
    film of a screen that shows a circle; made from source.
    """
    home, library = source.home, ("--library", "d/organiser/library")
    source.run(*library, "export", "--all", "-o", "all.zip")
    source.run(*library, "sheet", "--circle", "1", "--with-data", "-o", "data.pdf")
    source.run(*library, "sheet", "--circle", "2", "-o", "wall.pdf")
    with pypdfium2.PdfDocument(home / "wall.pdf") as pdf:
        seen = pdf[0].render(scale=3).to_pil().convert("RGB")
    seen.save(home / "photo.jpg", quality=90)
    seen.save(home / "scan.pdf", resolution=216)
    made = [home / name for name in ("all.zip", "data.pdf", "photo.jpg", "scan.pdf")]
    if shutil.which("ffmpeg"):
        with Library(home / "d" / "laptops" / "5" / "library", SystemClock()) as laptop:
            symbols = circle_to_show(laptop, laptop.circles()[0]).symbols
        made.append(film(home / "film.mp4", frames(symbols, 2 * len(symbols) * THIRD)))
    return made


if __name__ == "__main__":
    sys.exit(main())
