"""How the memory of a merge grows: at most 50 MB more for 10,000 circle files than for 1,000.

Measured in the runs of merge-scaling; a briefcase that held all it had read has taken gigabytes.
"""

from benchmarks.figure import Figure
from benchmarks.merge_scaling import runs

AT_MOST = 50.0
_MB = 1_000_000


def measure(*, quick: bool) -> Figure:
    """MB at the most for 10,000 files over those for 1,000, beside 1 MB."""
    (_, fewer), (_, more) = runs(quick=quick)
    note = f"MB more at the most, beside 1: {fewer / _MB:.1f} MB and {more / _MB:.1f} MB"
    return Figure("merge-memory", max(0.0, more - fewer) / _MB, 1.0, AT_MOST, note)
