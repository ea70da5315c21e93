"""How the time of a merge grows: 10,000 circle files beside 1,000, each in a process of its own."""

import time
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.figure import Figure
from benchmarks.kept import measured_once
from benchmarks.merge_1000 import run
from benchmarks.merge_files import files_of
from storycircle.core.clock import SystemClock
from storycircle.jobs.merge import merge_files
from storycircle.store.library import Library

AT_MOST = 11.0
REASONS = {
    "merge-scaling": "What grows is what SQLite does for the same rows: the bare script takes "
    "between 11 and 14 times as long for ten times as many files. The ids are random and rows lie "
    "in their order, so that none says which stories came together; of a larger library each of a "
    "file's 70 pages is another one, which fewer files share until it is written from the log into "
    "the library: 450 MB of the second thousand files, 560 of the last. A page cache that held all "
    "of it took as long. What is asked and weighed of a file in Python takes the last as long as "
    "the first."
}
"""Why a row does not hold, where it does not."""
FEWER, MORE = 1_000, 10_000
_TIMES = 3


def measure(*, quick: bool) -> Figure:
    """Seconds for 10,000 files over seconds for 1,000 (quick: 1,000 over 100)."""
    (fewer, _), (more, _) = runs(quick=quick)
    note = f"seconds for {MORE // (10 if quick else 1):,} files over those for a tenth of them"
    return Figure("merge-scaling", more, fewer, AT_MOST, note)


@measured_once
def runs(*, quick: bool) -> tuple[tuple[float, float], tuple[float, float]]:
    """Seconds and bytes of memory for fewer files and for more: medians of three runs of each, in
    turn (quick: one).
    """
    part, times = (10, 1) if quick else (1, _TIMES)
    folders = [files_of(count // part) for count in (FEWER, MORE)]
    taken = [[run("ours", folder) for folder in folders] for _ in range(times)]
    fewer, more = ([each[place] for each in taken] for place in (0, 1))
    return _medians(fewer), _medians(more)


def _medians(taken: list[tuple[float, float]]) -> tuple[float, float]:
    seconds, most = zip(*taken, strict=True)
    return median(seconds), median(most)


def profile_of(_name: str) -> str:
    """What each thousand of 10,000 files took, and how a bare script grows beside it."""
    folder = files_of(MORE)
    lines = [f"{'files':>16} {'seconds':>8} {'processor':>11} {'MB written':>11}"]
    with TemporaryDirectory(dir=folder.parent) as place:
        lines += _by_thousands(Path(place) / "library", folder)
    fewer, more = (run("bare", files_of(count))[0] for count in (FEWER, MORE))
    return "\n".join([*lines, "", f"the bare script: {more:.1f} s / {fewer:.2f} s"])


def _by_thousands(library: Path, folder: Path) -> list[str]:
    lines = []
    with Library(library, SystemClock()) as opened:
        merging = merge_files(opened, [folder])
        for first in range(0, MORE, FEWER):
            begun = time.perf_counter(), time.process_time(), _written()
            for _merged in islice(merging, FEWER):
                pass
            took, spent = time.perf_counter() - begun[0], time.process_time() - begun[1]
            files = f"{first + 1:,} to {first + FEWER:,}"
            lines.append(f"{files:>16} {took:8.2f} {spent:11.2f} {_written() - begun[2]:11.0f}")
        list(merging)  # to its end
    return lines


def _written() -> float:
    """MB that this process has given to the disk; 0 where the system does not say it."""
    told = Path("/proc/self/io")
    if not told.exists():
        return 0.0
    return int(told.read_text("utf-8").split("\nwrite_bytes: ")[1].split()[0]) / 1e6
