"""Runs the app and its tests as on Windows: python -m tests.on_windows FOLDER [--only STEP ...].

Needs Debian on a PC, Python 3.11 and about 3 GB in FOLDER. What was fetched, built or run there
before is not done again, so a run that was broken off goes on. Exits 1 where something did not
hold.
"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from tests.on_windows import environment, programs, suites
from tests.on_windows.wine import Wine


def main() -> int:
    """Build, run what is asked for, and say what did not hold."""
    asked = argparse.ArgumentParser(prog="tests.on_windows", description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--only", nargs="+", choices=STEPS, default=list(STEPS), metavar="STEP")
    about = f"Of {', '.join(suites.places())}; or a folder or file of one, as ui/circle."
    asked.add_argument(
        "--suites", nargs="+", type=_part, default=[], metavar="SUITE|PATH", help=about
    )
    asked.add_argument("--slow", action="store_true", help="Run the slow tests instead.")
    asked.add_argument("--again", action="store_true", help="Run again what did not hold.")
    asked.add_argument("--json", type=Path)
    words = asked.parse_args()
    wine = Wine(words.folder.resolve())
    try:
        environment.build(wine)
    except environment.LackingError as lacking:
        print(lacking, file=sys.stderr)
        return 1
    rows = [row for step in words.only for row in STEPS[step](wine, words)]
    if words.json:
        words.json.write_text(json.dumps({"rows": rows}, indent=1), encoding="utf-8")
    return int(not all(row["held"] == row["times"] for row in rows))


def _part(word: str) -> suites.Part:
    """What is asked for by a word, or the sentence that argparse ends with."""
    try:
        return suites.part(word)
    except ValueError as none:
        raise argparse.ArgumentTypeError(str(none)) from none


Rows = list[dict[str, object]]


def _suites(wine: Wine, words: argparse.Namespace) -> Rows:
    rows: Rows = []
    print(suites.HEAD)
    for suite in suites.run(wine, words.suites, slow=words.slow, again=words.again):
        print(suite.row(), flush=True)
        for test, why in suite.bad.items():
            print(f"  {test}: {why}", flush=True)
        ran = len(suite.outcomes)
        rows.append({"name": suite.name, "times": ran, "held": ran - len(suite.bad)})
    return rows


def _step(name: str, run: Callable[[Wine], list[str]]) -> Callable[..., Rows]:
    """A step that holds, or says what does not."""

    def rows(wine: Wine, _words: argparse.Namespace) -> Rows:
        wrong = run(wine)
        print(f"{name:16}{'held' if not wrong else 'did not hold'}", flush=True)
        for one in wrong:
            print(f"  {one}", flush=True)
        return [{"name": name, "times": 1, "held": int(not wrong)}]

    return rows


STEPS: dict[str, Callable[[Wine, argparse.Namespace], Rows]] = {
    "demo": _step("demo", programs.play_demo),
    "bundle": _step("bundle", programs.try_bundle),
    "circle": _step("circle", programs.hold_circles),
    "suites": _suites,
}


if __name__ == "__main__":
    sys.exit(main())
