"""python -m tests.documents: run what README and CONTRIBUTING say, and needs a network or a while.

They are read out of the documents and run in a copy of the source, one after another, each as it
is written. Packages of the system are installed where this may be done. A window that opens is left
open for some seconds, and has to be there still. Links that lead to other machines are tried, too.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

from tests.documents.read import ROOT, Said, commands, every_page, links

PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "docs" / "translating.md")
BEGINS = (
    *("python3 -m venv", "apt-get", "python -m pip wheel", "pip install --require-hashes"),
    "python -m tools.languages",
)
_WINDOW = ".venv/bin/storycircle"
_CHECK = "python -m tools.languages check"
"""Ends with 1 where something is left to translate, as it is of a language that was just begun."""
_SECONDS = 20  # a window that is there so long has opened
_AN_HOUR = 3600
_LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "__pycache__", "*.egg-info")


def runs_at_night(said: Said) -> bool:
    """Whether this program runs a command."""
    at_page = said.page in {page.relative_to(ROOT).as_posix() for page in PAGES}
    return (at_page and said.command.startswith(BEGINS)) or said.command == _WINDOW


def main() -> int:
    """Run them all; 1 where one does not end well."""
    told = [said for page in PAGES for said in commands(page) if runs_at_night(said)]
    failed = []
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "source"
        shutil.copytree(ROOT, source, ignore=_LEFT_OUT)
        for said in told:
            print(f"== {said.page}: {said.command}", flush=True)
            if not _ran(said.command, source):
                failed.append(said)
    away = {link for page in every_page() for link in links(page) if link.startswith("https://")}
    lost = nowhere({link: _status(link) for link in sorted(away)})
    for said in failed:
        print(f"did not run: {said.command}")
    for link in lost:
        print(f"leads nowhere: {link}")
    return 1 if failed or lost or not told else 0


def nowhere(statuses: Mapping[str, int]) -> list[str]:
    """The links to other machines that lead nowhere. statuses: the answer to each, 0 where none
    came; where none came to any, this machine reaches no other, and that is said.
    """
    if statuses and not any(statuses.values()):
        print(f"No other machine was reached: {len(statuses)} links were not tried.")
        return []
    return [link for link, status in statuses.items() if status != HTTPStatus.OK]


def _status(link: str) -> int:
    """What a link to another machine is answered with; 0 where no answer comes."""
    asked = urllib.request.Request(link, method="HEAD")  # noqa: S310 (https alone)
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310 (as above)
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return 0


def a_stranger_s(source: Path, ours: Mapping[str, str]) -> dict[str, str]:
    """The environment of somebody who has the source and nothing else: at home beside it, without
    a screen, and without what leads Python to another checkout.
    """
    kept = {name: value for name, value in ours.items() if not name.startswith("PYTHON")}
    path = f"{source / '.venv' / 'bin'}{os.pathsep}{ours['PATH']}"
    return kept | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(source.parent), "PATH": path}


def _ran(command: str, source: Path) -> bool:
    if command.startswith("apt-get") and (os.name != "posix" or os.geteuid() != 0):
        print("   left out: this needs the system's administrator")
        return True
    env = a_stranger_s(source, os.environ)
    if command.startswith("apt-get"):
        command = command.replace("apt-get install", "apt-get install -y", 1)
    process = subprocess.Popen(["bash", "-c", command], cwd=source, env=env)  # noqa: S607
    if not command.endswith(_WINDOW):
        done = (0, 1) if command == _CHECK else (0,)
        return process.wait(_AN_HOUR) in done
    return _stays_open(process, source)


def _stays_open(process: "subprocess.Popen[bytes]", source: Path) -> bool:
    """Whether a window came, and was there after some seconds: its library is, and it runs."""
    made = source.parent / ".local" / "share" / "storycircle" / "library"
    for _second in range(_AN_HOUR):
        try:
            process.wait(_SECONDS if made.exists() else 1)
        except subprocess.TimeoutExpired:
            if not made.exists():
                continue
            process.terminate()
            process.wait()
            return True
        return False
    process.terminate()
    return False


if __name__ == "__main__":
    sys.exit(main())
