"""python -m benchmarks [NAME ...] [--quick] [--json F] [--page F.md]: every figure, its floor."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType

from benchmarks.figure import Figure
from benchmarks.kept import begin_row, forget
from benchmarks.page import Why, load_now, write_page

FIGURES = {
    "start-2": "benchmarks.start:few",
    "start-100": "benchmarks.start:some",
    "start-10000": "benchmarks.start:many",
    "start-bundle": "benchmarks.start_bundle",
    "key": "benchmarks.key_to_pixel:story",
    "key-points": "benchmarks.key_to_pixel:points",
    "key-report": "benchmarks.key_to_pixel:report",
    "save": "benchmarks.save",
    "turn-cpu": "benchmarks.turn_cpu",
    "fairness": "benchmarks.fairness",
    "places-600": "benchmarks.places:some",
    "places-10000": "benchmarks.places:many",
    "search": "benchmarks.search",
    "search-became": "benchmarks.search:became",
    "board-key": "benchmarks.board_key",
    "list": "benchmarks.list_circles",
    "merge-1000": "benchmarks.merge_1000",
    "merge-scaling": "benchmarks.merge_scaling",
    "merge-memory": "benchmarks.merge_memory",
    "merge-dask": "benchmarks.merge_dask",
    "sheet-pdf": "benchmarks.sheet_pdf",
    "report-pdf": "benchmarks.reports:pdf",
    "report-docx": "benchmarks.reports:docx",
    "report-xlsx": "benchmarks.reports:xlsx",
    "report-html": "benchmarks.reports:html",
    "memory": "benchmarks.memory",
    "memory-turn": "benchmarks.turn_memory",
}
"""Names with where each is measured: `measure(*, quick: bool) -> Figure` of a module, or another
function of it.
"""
_ANEW = 2  # times that a row is measured again


def main() -> int:
    """Measure and print; 1 where a row does not hold and nothing says why, of a quick run where it
    is twice over its bound.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(FIGURES))
    parser.add_argument("--quick", action="store_true", help="fewer and shorter runs")
    parser.add_argument("--json", type=Path, metavar="F", help="write the rows to a file")
    parser.add_argument(
        "--page", type=Path, metavar="F.md", help="write the table as a page, with its plot beside"
    )
    parser.add_argument("--bundle", metavar="FOLDER", help="the bundle that start-bundle measures")
    asked = parser.parse_args()
    if asked.bundle:
        os.environ["STORYCIRCLE_BUNDLE"] = str(Path(asked.bundle).resolve())
    unknown = [name for name in asked.names if name not in FIGURES]
    if unknown:
        parser.error(f"there is no figure {unknown[0]}: {', '.join(FIGURES)}")
    began = load_now()
    started = time.perf_counter()
    rows: list[Figure] = []
    took: dict[str, float] = {}
    print(f"{'name':14} {'ours':>10} {'floor':>10} {'ratio':>8} {'at most':>8} {'took':>7}")
    for name in asked.names or FIGURES:
        begun = time.perf_counter()
        row = counted(partial(_measured, name, quick=asked.quick), quick=asked.quick)
        took[name] = time.perf_counter() - begun
        rows.append(row)
        print(_line(row, took[name]), flush=True)
        if row.note:
            print(f"{'':14} {row.note}", flush=True)
    print(f"in all {time.perf_counter() - started:.0f} s")
    if asked.json:
        made = [{**_as_json(row), "seconds": took[row.name]} for row in rows]
        asked.json.write_text(json.dumps({"rows": made}, indent=1), "utf-8")
    if asked.page:
        whys = {row.name: why_of(row.name) for row in rows if not row.holds}
        write_page(asked.page, rows, whys, began, quick=asked.quick)
    if asked.quick:
        broken = [row.name for row in rows if row.breaks]
    else:
        broken = [row.name for row in rows if not row.holds and not _reason_of(row.name)]
    if broken:
        print("twice over:" if asked.quick else "no reason is known:", ", ".join(broken))
    return 1 if broken else 0


def why_of(name: str) -> Why:
    """Why a row does not hold, as its module says, and where its time goes."""
    profile_of: Callable[[str], str] | None = getattr(_module(name), "profile_of", None)
    return Why(_reason_of(name), profile_of(name) if profile_of is not None else "")


def _reason_of(name: str) -> str:
    reasons: Mapping[str, str] = getattr(_module(name), "REASONS", {})
    return reasons.get(name, "")


def _module(name: str) -> ModuleType:
    return import_module(FIGURES[name].partition(":")[0])


def counted(measure: Callable[[], Figure], *, quick: bool) -> Figure:
    """A row as it counts: a quick one that is twice over its bound is measured anew, twice at most,
    and said to be. What else the machine did may have hit ours alone; a fault comes again.
    """
    begin_row()
    row = measure()
    for _time in range(_ANEW if quick else 0):
        if not row.breaks:
            break
        over = f"{row.ratio:.2f} of {row.at_most:.2f}"
        print(f"{row.name:14} {over}, so it is measured again", flush=True)
        forget()
        row = measure()
    return row


def _measured(name: str, *, quick: bool) -> Figure:
    function = FIGURES[name].partition(":")[2]
    measure: Callable[..., Figure] = getattr(_module(name), function or "measure")
    return measure(quick=quick)


def _line(row: Figure, seconds: float) -> str:
    if not row.ran:
        return f"{row.name:14} {'not run':>10}"
    mark = "" if row.holds else "  does not hold"
    numbers = f"{row.ours:10.3f} {row.floor:10.3f} {row.ratio:8.2f} {row.at_most:8.2f}"
    return f"{row.name:14} {numbers} {seconds:5.1f} s{mark}"


def _as_json(row: Figure) -> dict[str, object]:
    return {
        "name": row.name,
        "ours": row.ours,
        "floor": row.floor,
        "ratio": row.ratio if row.ran else None,
        "at_most": row.at_most,
        "ran": row.ran,
    }


if __name__ == "__main__":
    sys.exit(main())
