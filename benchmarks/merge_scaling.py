"""How the time of a merge grows: 10,000 circle files beside 1,000, each in a process of its own."""

from benchmarks.figure import Figure
from benchmarks.kept import measured_once
from benchmarks.merge_1000 import run
from benchmarks.merge_files import files_of

AT_MOST = 11.0
FEWER, MORE = 1_000, 10_000


def measure(*, quick: bool) -> Figure:
    """Seconds for 10,000 files over seconds for 1,000 (quick: 1,000 over 100)."""
    (fewer, _), (more, _) = runs(quick=quick)
    note = f"seconds for {MORE // (10 if quick else 1):,} files over those for a tenth of them"
    return Figure("merge-scaling", more, fewer, AT_MOST, note)


@measured_once
def runs(*, quick: bool) -> tuple[tuple[float, float], tuple[float, float]]:
    """Seconds and bytes of memory for fewer files and for more."""
    part = 10 if quick else 1
    folders = [files_of(count // part) for count in (FEWER, MORE)]
    fewer, more = (run("ours", folder) for folder in folders)
    return fewer, more
