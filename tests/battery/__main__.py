"""python -m tests.battery [--quick|--night|--long] [--only NAME] [--times N] [--seed N] [--keep].

Without --only all rows are run. --times says how often, in the place of the tier; --keep puts
what was found into docs/reliability.md, where the parts of a row, each with a seed of its own,
add up. So the long tier can be run whole or in parts. The night's tier is the long one, with a
quarter of the rows that take most of an hour.
"""

import argparse
import importlib
import os
import sys
import time
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false")  # letters that no font has

from tests.battery import record
from tests.battery.row import Fault, NotHere, Tally

FAULTS = (
    "killed wal damage neighbours first_start fsync full_disk no_room places clocks copies hours "
    "large texts"
).split()

AN_HOUR = ("killed", "neighbours")
"""The two rows that take an hour between them, where all others take twenty minutes."""


def fault_of(name: str) -> Fault:
    fault: Fault = importlib.import_module(f"tests.battery.{name}").FAULT
    return fault


def main() -> int:
    """One row a fault; 1 where a row does not hold, or could not be tried in the long tier."""
    asked = _asked()
    bad = False
    tree = record.commit()
    for name in asked.only or FAULTS:
        fault = fault_of(name)
        times = asked.times or _times(fault, asked)
        if not times:
            sys.stdout.write(f"{name:11} in the long tier only\n")
            continue
        begun = time.monotonic()
        try:
            tally = fault.run(times, Random(f"{asked.seed} {name}"))  # noqa: S311 (a seed that can be said again)
        except NotHere as lacking:
            sys.stdout.write(f"{name:11} not tried: {lacking}\n")
            bad = bad or asked.long or asked.night
            continue
        seconds = time.monotonic() - begun
        sys.stdout.write(_line(fault, tally, seconds))
        sys.stdout.flush()
        if asked.keep:
            record.keep(name, record.part_of(tally, asked.seed, seconds, tree))
        bad = bad or tally.held != tally.times or tally.times == 0
    if asked.keep:
        record.write_page([fault_of(name) for name in FAULTS])
    return 1 if bad else 0


def _times(fault: Fault, asked: argparse.Namespace) -> int:
    if asked.night:
        return fault.long // 4 if fault.name in AN_HOUR else fault.long
    return fault.long if asked.long else fault.quick


def _asked() -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="python -m tests.battery")
    tier = words.add_mutually_exclusive_group()
    tier.add_argument("--quick", action="store_true", help="few of each: the default")
    tier.add_argument("--night", action="store_true", help="all, but a quarter of two rows")
    tier.add_argument("--long", action="store_true", help="all of each")
    words.add_argument("--seed", type=int, default=2007)
    words.add_argument("--only", choices=FAULTS, action="append")
    words.add_argument("--times", type=int, help="how often, in the place of the tier")
    words.add_argument("--keep", action="store_true", help="write it into docs/reliability.md")
    return words.parse_args()


def _line(fault: Fault, tally: Tally, seconds: float) -> str:
    counts = [f"{what} {count:,}" for what, count in tally.counts.items()]
    told = "; ".join([*counts, *tally.figures])
    figures = f" [{told}]" if told else ""
    held = f"{fault.name:11} {tally.times:6,} {tally.held:6,}  {fault.must}{figures}"
    whys = "".join(f"\n           does not hold: {why}" for why in tally.why)
    return f"{held} ({seconds:.0f} s){whys}\n"


if __name__ == "__main__":
    sys.exit(main())
