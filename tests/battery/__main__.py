"""python -m tests.battery [--quick|--long] [--seed N] [--only NAME ...] [--json F]."""

import argparse
import importlib
import json
import os
import sys
import time
from pathlib import Path
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.battery.row import Fault, NotHere, Tally

FAULTS = "killed wal damage fsync full_disk places clocks hours large texts".split()


def main() -> int:
    """One row a fault; 1 where a row does not hold, or could not be tried in the long tier."""
    words = argparse.ArgumentParser(prog="python -m tests.battery")
    tier = words.add_mutually_exclusive_group()
    tier.add_argument("--quick", action="store_true", help="few of each: the default")
    tier.add_argument("--long", action="store_true", help="all of each")
    words.add_argument("--seed", type=int, default=2007)
    words.add_argument("--only", choices=FAULTS, action="append")
    words.add_argument("--json", type=Path)
    asked = words.parse_args()
    rows, bad = [], False
    for name in asked.only or FAULTS:
        fault: Fault = importlib.import_module(f"tests.battery.{name}").FAULT
        times = fault.long if asked.long else fault.quick
        begun = time.monotonic()
        try:
            tally = fault.run(times, Random(f"{asked.seed} {name}"))  # noqa: S311 (a seed that can be said again)
        except NotHere as lacking:
            sys.stdout.write(f"{name:10} not tried: {lacking}\n")
            rows.append({"name": name, "times": 0, "held": 0})
            bad = bad or asked.long
            continue
        sys.stdout.write(_line(fault, tally, time.monotonic() - begun))
        sys.stdout.flush()
        rows.append({"name": name, "times": tally.times, "held": tally.held})
        bad = bad or tally.held != tally.times or tally.times == 0
    if asked.json:
        asked.json.write_text(json.dumps({"rows": rows}), encoding="utf-8")
    return 1 if bad else 0


def _line(fault: Fault, tally: Tally, seconds: float) -> str:
    figures = f" [{'; '.join(tally.figures)}]" if tally.figures else ""
    held = f"{fault.name:10} {tally.times:6,} {tally.held:6,}  {fault.must}{figures}"
    whys = "".join(f"\n           does not hold: {why}" for why in tally.why)
    return f"{held} ({seconds:.0f} s){whys}\n"


if __name__ == "__main__":
    sys.exit(main())
