"""python -m benchmarks [NAME ...] [--quick] [--json F]: every figure beside its floor."""

import argparse
import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from benchmarks.figure import Figure

FIGURES = {
    "turn-cpu": "benchmarks.turn_cpu",
    "fairness": "benchmarks.fairness",
    "sheet-pdf": "benchmarks.sheet_pdf",
    "places": "benchmarks.places",
    "search": "benchmarks.search",
    "memory": "benchmarks.memory",
    "board-key": "benchmarks.board_key",
    "merge-1000": "benchmarks.merge_1000",
    "merge-scaling": "benchmarks.merge_scaling",
    "merge-memory": "benchmarks.merge_memory",
}
"""Names with their modules; each has `measure(*, quick: bool) -> Figure`."""


def main() -> int:
    """Measure and print; 1 where a row does not hold."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(FIGURES))
    parser.add_argument("--quick", action="store_true", help="fewer and shorter runs")
    parser.add_argument("--json", type=Path, metavar="F", help="write the rows to a file")
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in FIGURES]
    if unknown:
        parser.error(f"there is no figure {unknown[0]}: {', '.join(FIGURES)}")
    rows = []
    print(f"{'name':14} {'ours':>10} {'floor':>10} {'ratio':>8} {'at most':>8}")
    for name in asked.names or FIGURES:
        measure: Callable[..., Figure] = import_module(FIGURES[name]).measure
        row = measure(quick=asked.quick)
        rows.append(row)
        mark = "" if row.holds else "  does not hold"
        numbers = f"{row.ours:10.3f} {row.floor:10.3f} {row.ratio:8.2f} {row.at_most:8.2f}"
        print(f"{row.name:14} {numbers}{mark}", flush=True)
        if row.note:
            print(f"{'':14} {row.note}", flush=True)
    if asked.json:
        written = [
            {
                "name": row.name,
                "ours": row.ours,
                "floor": row.floor,
                "ratio": row.ratio,
                "at_most": row.at_most,
            }
            for row in rows
        ]
        asked.json.write_text(json.dumps({"rows": written}, indent=1), encoding="utf-8")
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
