"""Merging 1,000 circle files, beside a bare script that attaches each and copies the same rows.

Each file has 7 members, 7 stories and 3 actions, and is one transaction on the disk in both. Ours
checks every file as a stranger's and keeps a copy first; the script does neither.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.merge_files import files_of
from benchmarks.merge_runs import ours
from benchmarks.profiles import of_act

AT_MOST = 1.6
REASONS = {
    "merge-1000": "Each record of a file is checked for its types, texts and digest, in one other "
    "process; each id is weighed against all that the library knows of it; how and when a circle "
    "came is noted, and a copy is kept first. The bare script copies rows. Both wait for the disk "
    "once a file, and on two cores reading takes about as long as writing."
}
"""Why a row does not hold, where it does not."""
_RUNS = 3  # of each, one after the other in turn


def measure(*, quick: bool) -> Figure:
    """Seconds for 1,000 files (quick: 400), the best of three runs."""
    count = 400 if quick else 1_000
    folder = files_of(count)
    taken = [(run("ours", folder)[0], run("bare", folder)[0]) for _ in range(_RUNS)]
    # The best of each: what else the machine does meanwhile slows the one that counts more.
    ours, floor = (min(times) for times in zip(*taken, strict=True))
    note = f"seconds for {count:,} files; {ours / count * 1000:.1f} ms a file"
    return Figure("merge-1000", ours, floor, AT_MOST, note)


def run(which: str, folder: Path) -> tuple[float, float]:
    """Seconds and bytes of memory of one merge of a folder, in a process of its own."""
    done = subprocess.run(  # noqa: S603 (our own program, run by this very interpreter)
        [sys.executable, "-m", "benchmarks.merge_runs", which, str(folder)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent.parent,
    )
    count, seconds, most = done.stdout.split()
    if int(count) != sum(1 for _ in folder.glob("*.circle")):
        raise RuntimeError(f"{which}: {count} files came")
    return float(seconds), float(most)


def profile_of(_name: str) -> str:
    """Where the time of a merge of 1,000 files goes, in the process that merges: *acquire* is what
    it waits for another that reads.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = files_of(1_000)
        return of_act(lambda: ours(Path(place) / "library", folder))
