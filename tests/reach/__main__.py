"""What everyone can hear, read and reach, each with its limit; status 1 where one is passed.

python -m tests.reach [--quick] [--rows N]
    all of it; quick: on two looks of the tour in place of all, as before each push
python -m tests.reach clipped|texts|edges|roles [--only SCREEN] [--size WxH]
    [--scale 100|150|200] [--dark] [--contrast] [--language L]
    one measure of every screen of the tour, a row each

clipped: what is cut, ends early, is squeezed or cannot be reached, from what was painted. texts and
edges: contrasts below 4.5 and 3, from pixels. roles: controls without a name or a role.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

from msgspec import Struct

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LANGUAGE"] = "en"

from PySide6.QtWidgets import QApplication

from tests.architecture import messages
from tests.reach.screens import CLIPPED, EDGES, ROLES, TEXTS, WORDS, Found, as_json, measured, part
from tests.tour.looks import SCALES, SIZES, add_looks, look_of
from tools import languages

TOP = Path(__file__).parent.parent.parent
THEMES: tuple[list[str], ...] = ([], ["--dark"], ["--contrast"], ["--dark", "--contrast"])
QUICK = (
    ["--size", "1024x700", "--scale", "200"],
    ["--size", "1366x768", "--dark"],
)
_OF_NO_SCREEN = "This plugin does not support"
"""What Qt says of itself where there is no screen."""
WHOLE = ("cy",)
"""Languages of which no message may be missing."""


class Line(Struct, frozen=True):
    """A measure: its words, what passes its limit, which is none, and how many it looked at."""

    words: str
    rows: list[str]
    of: str = ""

    def show(self, most: int) -> None:
        """Say it, with so many of its rows."""
        print(f"{len(self.rows):6}  (0)  {self.words}{f', {self.of}' if self.of else ''}")
        for row in self.rows[:most]:
            print(f"          {row}")


def every_look() -> Iterator[list[str]]:
    """All sizes, scales and themes; and Welsh, where words are longer, at each size and scale."""
    for size, scale in product(SIZES, SCALES):
        for more in (*THEMES, ["--language", "cy"]):
            yield ["--size", size, "--scale", str(scale), *more]


def _on_a_look(options: list[str]) -> Found:
    """The measures of all screens in a look, made by a process of its own."""
    kinds = f"{CLIPPED},{TEXTS},{EDGES},{ROLES}"
    command = [sys.executable, "-X", "faulthandler", "-m", "tests.reach", kinds, "--json"]
    done = subprocess.run(
        [*command, *options], cwd=TOP, capture_output=True, text=True, check=False
    )
    name = " ".join(options)
    if not done.stdout.startswith("{"):
        said = [line for line in done.stderr.splitlines() if not line.startswith(_OF_NO_SCREEN)]
        lost = [f"{name}: not measured, status {done.returncode}", *said]
        return Found({kind: lost if kind == CLIPPED else [] for kind in WORDS})
    found = Found(**json.loads(done.stdout))
    return Found(
        {kind: [f"{name}: {row}" for row in rows] for kind, rows in found.rows.items()}, found.of
    )


def _screens(looks: list[list[str]]) -> Iterator[Line]:
    # Half of a walk is waiting for what comes a moment later.
    with ThreadPoolExecutor(2 * (os.cpu_count() or 1)) as pool:
        all_found = list(pool.map(_on_a_look, looks))
    for kind, words in WORDS.items():
        rows = [row for found in all_found for row in found.rows[kind]]
        of = sum(found.of[kind] for found in all_found)
        things = f"{of:,}" if kind in (TEXTS, EDGES) else f"{of:,} screens"
        yield Line(words, rows, f"of {things} in {len(looks)} looks")


def _lists() -> Iterator[Line]:
    """What is measured without the tour."""
    QApplication.instance() or QApplication([])
    silent = part("announcements", "not_announced")
    yield Line("announcements that are not made in a scripted circle", silent())
    dead = part("keys", "dead_keys")
    yield Line("keys that do nothing on a page that shows them", dead())
    outside = messages.all_outside().items()
    texts = [f"{file}:{line}: {text!r}" for file, seen in outside for line, text in seen]
    yield Line("texts outside of the catalogue", texts)
    wrong = [row for code in WHOLE for row in languages.wrong(code)]
    yield Line("messages without Welsh", [row for row in wrong if "not translated" in row])


def _all(*, quick: bool, most: int) -> int:
    lines = [*_screens(list(QUICK) if quick else list(every_look())), *_lists()]
    for line in lines:
        line.show(most)
    return int(any(line.rows for line in lines))


def _one(kinds: list[str], given: argparse.Namespace) -> int:
    look = look_of(given)
    found = measured(look, frozenset(kinds), given.only)
    if given.json:
        print(json.dumps(as_json(found)))
        return 0
    for kind in kinds:
        Line(f"{WORDS[kind]}, {look}", found.rows[kind]).show(len(found.rows[kind]))
    return int(any(found.rows[kind] for kind in kinds))


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.reach",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("kinds", nargs="?", default="", help=", ".join(WORDS))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rows", type=int, default=10, help="how many of each are shown")
    parser.add_argument("--only", default="", help="screens with this in their name")
    parser.add_argument("--json", action="store_true")
    add_looks(parser)
    given = parser.parse_args()
    kinds = [kind for kind in given.kinds.split(",") if kind]
    if set(kinds) - set(WORDS):
        parser.error(f"it is one of {', '.join(WORDS)}")
    sys.exit(_one(kinds, given) if kinds else _all(quick=given.quick, most=given.rows))


if __name__ == "__main__":
    main()
