"""`python -m benchmarks [NAME ...] [--quick] [--json F]`: a row a figure; 1 where one is broken."""

import argparse
import importlib
import json
import sys
from pathlib import Path

from benchmarks.figure import Figure

FIGURES = {
    "sheet-pdf": "benchmarks.sheet_pdf",
}
"""Each figure's module: its `measure(quick=...)` returns a Figure of that name."""


def main() -> None:
    """Measure the figures asked for, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(FIGURES))
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--json", type=Path, metavar="F")
    given = parser.parse_args()
    unknown = sorted(set(given.names) - set(FIGURES))
    if unknown:
        parser.error(f"no figure is called {unknown[0]}; there are {', '.join(FIGURES)}")
    found = []
    print(f"{'name':16}{'ours':>12}{'floor':>12}{'ratio':>8}{'at most':>9}")
    for name in given.names or FIGURES:
        figure: Figure = importlib.import_module(FIGURES[name]).measure(quick=given.quick)
        found.append(figure)
        numbers = f"{figure.ours:12.6g}{figure.floor:12.6g}{figure.ratio:8.2f}"
        print(f"{figure.name:16}{numbers}{figure.at_most:9g}{'' if figure.holds else '  broken'}")
    if given.json:
        rows = {"rows": [figure.row() for figure in found]}
        given.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    sys.exit(0 if all(figure.holds for figure in found) else 1)


if __name__ == "__main__":
    main()
