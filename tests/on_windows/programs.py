"""What is run of the app under Wine beside its tests: its demonstration, and its bundle."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.on_windows.circle import App, hold
from tests.on_windows.environment import sum_of
from tests.on_windows.wine import ROOT, Wine

SAME = ("md", "csv", "json")
"""Reports that tell no time at which they were made: byte for byte those of this machine."""
_MINUTES = 60.0
_OF_A_BUNDLE = ("storycircle", "resources", "docs", "packaging", "tools")


def play_demo(wine: Wine) -> list[str]:
    """What is wrong of the demonstration as Windows' Python plays it; empty where nothing is."""
    made = wine.disk / "demo"
    shutil.rmtree(made, ignore_errors=True)
    log = wine.folder / "logs" / "demo.log"
    words = ("-m", "storycircle", "demo", r"C:\demo")
    if wine.run(wine.python, *words, log=log, seconds=10 * _MINUTES):
        return [f"the demonstration was not played: see {log}"]
    wrong = [
        f"{kind}: the report was not made"
        for kind in ("pdf", "docx", "xlsx", *SAME)
        if not (made / f"report.{kind}").exists()
    ]
    library = made / "again"
    library.mkdir()
    shutil.copyfile(made / "organiser" / "library", library / "library")
    for kind in SAME:
        report = library / f"report.{kind}"
        subprocess.run(
            [
                sys.executable,
                "-m",
                "storycircle",
                "--library",
                str(library / "library"),
                "report",
                "-o",
                str(report),
            ],
            cwd=ROOT,
            check=True,
        )
        if report.read_bytes() != (made / f"report.{kind}").read_bytes():
            wrong.append(f"{kind}: Windows' report differs from this machine's")
    return wrong


def try_bundle(wine: Wine) -> list[str]:
    """Build the bundle for Windows where that was not done, and compare it with the source: what
    differs.
    """
    log = wine.folder / "logs" / "bundle.log"
    parts = [one for place in _OF_A_BUNDLE for one in (ROOT / place).rglob("*") if _is_part(one)]
    key, mark = sum_of(*parts), wine.folder / "made" / "bundle"
    if not mark.exists() or mark.read_text(encoding="utf-8") != key:
        words = ("-m", "tools.bundle", r"C:\bundle")
        if wine.run(wine.python, *words, log=log, seconds=90 * _MINUTES):
            return [f"the bundle was not built: see {log}"]
        mark.write_text(key, encoding="utf-8")
    words = ("-m", "tests.bundle", r"C:\bundle\story-circle")
    if wine.run(wine.python, *words, log=log, seconds=60 * _MINUTES):
        return [f"the bundle differs from the source: see {log}"]
    return []


def hold_circles(wine: Wine) -> list[str]:
    """Hold a circle in the window of the source, and of the bundle where there is one."""
    python = (wine.python, "-m", "storycircle")
    apps = [App("source", python, python)]
    bundle = wine.disk / "bundle" / "story-circle"
    if (bundle / "storycircle.exe").exists():
        apps.append(App("bundle", (bundle / "Story Circle.exe",), (bundle / "storycircle.exe",)))
    return [wrong for app in apps for wrong in hold(wine, app)]


def _is_part(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts
