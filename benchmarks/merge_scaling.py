"""How the time of a merge grows: 10,000 circle files beside 1,000, each in a process of its own."""

import tempfile
from functools import cache
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.merge_1000 import run
from benchmarks.merge_files import write_files

AT_MOST = 11.0
FEWER, MORE = 1_000, 10_000


def measure(*, quick: bool) -> Figure:
    """Seconds for 10,000 files over seconds for 1,000 (quick: 1,000 over 100)."""
    (fewer, _), (more, _) = runs(quick=quick)
    note = f"seconds for {MORE // (10 if quick else 1):,} files over those for a tenth of them"
    return Figure("merge-scaling", more, fewer, AT_MOST, note)


@cache
def runs(*, quick: bool) -> tuple[tuple[float, float], tuple[float, float]]:
    """Seconds and bytes of memory for fewer files and for more."""
    part = 10 if quick else 1
    with tempfile.TemporaryDirectory() as place:
        folders = [Path(place) / name for name in ("fewer", "more")]
        for folder, count in zip(folders, (FEWER // part, MORE // part), strict=True):
            write_files(folder, count)
        fewer, more = (run("ours", folder) for folder in folders)
    return fewer, more
