"""python -m tests.architecture: the table of the house as it is measured now.

Exits with 1 where a target does not hold, and names what breaks it.
"""

import sys

from tests.architecture.house import ROOT, House
from tests.architecture.key_pressed import key_measures
from tests.architecture.measures import Measure, measures
from tests.architecture.reasons import REASONS


def row(measure: Measure) -> str:
    """One measure in a line, and what is above its target in lines below it."""
    mark = "" if measure.holds else "   does not hold"
    lines = [f"{measure.what:<58}{measure.figure:>5}{measure.target:>8}{mark}"]
    for name in measure.offenders:
        why = "" if name in measure.unexplained else f": {REASONS[name]}"
        lines.append(f"    {name}{why}")
    return "\n".join(lines)


def main() -> int:
    """Print the table; 0 where every target holds."""
    found = (*measures(House(ROOT)), *key_measures())
    out = [f"{'':<58}{'now':>5}{'target':>8}", *map(row, found)]
    sys.stdout.write("\n".join(out) + "\n")
    return 0 if all(measure.holds for measure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
