"""10,000 circle files merged with the workers of a Dask cluster on this machine, of which one is
killed on the way, beside `--workers 1`. The cluster has a process of its own, as one has that is
named by its address.

The workers read and check the files, and one library takes them in one after another: what comes
is the same to the byte, report.json and report.csv too, or there is no figure. On two cores a
second reader gains nothing, and the bound says so; on four and more it has to.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import TYPE_CHECKING

from benchmarks.figure import Figure
from benchmarks.merge_files import files_of

if TYPE_CHECKING:
    from storycircle.jobs.workers.read_ahead import Readers

_COUNT, _QUICK = 10_000, 400
_FEW_CORES, _AT_MOST, _AT_MOST_OF_MORE = 4, 1.0, 0.6
REPORTS = ("report.json", "report.csv")
REASONS = {
    "merge-dask": "On two cores there is nothing to gain, and the way to the workers to pay. Of "
    "10,000 "
    "files, in processor seconds on a busy machine: with one process that reads, 23 here and "
    "16 there, 39 together; with a cluster 26 here, of which 3 are its client's, 24 in two "
    "workers and 6 in the scheduler, through which each file and each answer goes, 56 "
    "together. Of a worker that is killed the other reads its share. Were each worker to "
    "merge its share into a library of its own, that would be 1.6 processor seconds for each "
    "half of 1,000 files, both at once, and 0.1 to copy their rows; but each file is weighed "
    "against all that came before it, and what comes of it is said in their order, which "
    "shares do not know of each other."
}
"""Why a row does not hold, where it does not."""


def measure(*, quick: bool) -> Figure:
    """Seconds with the cluster, over seconds with one process that reads."""
    if find_spec("distributed") is None:
        return Figure.not_run("merge-dask", "the extra `cluster` is not installed")
    from storycircle.jobs.workers.asked_for import readers_of  # noqa: PLC0415 (an extra)

    cores = os.cpu_count() or 1
    most = _AT_MOST if cores < _FEW_CORES else _AT_MOST_OF_MORE
    with TemporaryDirectory() as place:
        folder = Path(place)
        files = files_of(_QUICK if quick else _COUNT)
        with _cluster(max(2, cores - 1)) as address, readers_of(None, address) as readers:
            Timer(1.0, _kill_one, [address]).start()
            ours = _merged(files, folder / "cluster", readers)
        with readers_of(1, None) as readers:
            floor = _merged(files, folder / "one", readers)
        for name in REPORTS:
            if (folder / "cluster" / name).read_bytes() != (folder / "one" / name).read_bytes():
                raise RuntimeError(f"{name} differs")
    more = "" if cores >= _FEW_CORES else f"; the bound of {_AT_MOST_OF_MORE} on 4 cores: not run"
    note = f"seconds on {cores} cores, one worker killed; reports equal to the byte{more}"
    return Figure("merge-dask", ours, floor, most, note)


@contextmanager
def _cluster(workers: int) -> Iterator[str]:
    """The address of a cluster of this machine, in a process of its own."""
    started = subprocess.Popen(  # noqa: S603 (our own program, run by this very interpreter)
        [sys.executable, "-m", "benchmarks.merge_dask", str(workers)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent,
    )
    with started:
        assert started.stdout is not None  # noqa: S101 (a pipe, as was asked for)
        yield started.stdout.readline().strip()
        assert started.stdin is not None  # noqa: S101
        started.stdin.close()


def main() -> None:
    """Be a cluster of so many workers until nobody listens any more."""
    from distributed import LocalCluster  # noqa: PLC0415 (an extra)

    options = {"n_workers": int(sys.argv[1]), "threads_per_worker": 1}
    with LocalCluster(**options, dashboard_address=None, host="127.0.0.1") as there:
        print(there.scheduler_address, flush=True)
        sys.stdin.read()


def _kill_one(address: str) -> None:
    from distributed import Client  # noqa: PLC0415 (an extra)

    with Client(address, set_as_default=False) as client:
        os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)


def _merged(files: Path, folder: Path, readers: "Readers | None") -> float:
    """Seconds of a merge of all files into a library of its own, with its reports written after."""
    from storycircle.core.clock import SystemClock  # noqa: PLC0415
    from storycircle.jobs.merge import merge_files  # noqa: PLC0415
    from storycircle.jobs.report import write_report  # noqa: PLC0415
    from storycircle.store.library import Library  # noqa: PLC0415

    folder.mkdir()
    with Library(folder / "library", SystemClock()) as library:
        begun = time.perf_counter()
        came = sum(
            merged.outcome == "new" for merged in merge_files(library, [files], readers=readers)
        )
        took = time.perf_counter() - begun
        if came != sum(1 for _ in files.iterdir()):
            raise RuntimeError(f"{folder.name}: {came} files came")
        for report in REPORTS:
            write_report(folder / report, library, library.events()[0])
    return took


def profile_of(_name: str) -> str:
    """Processor seconds of a merge of 1,000 files by process, with a cluster of two workers and
    with one process that reads.
    """
    from storycircle.jobs.workers.asked_for import readers_of  # noqa: PLC0415 (an extra)

    with TemporaryDirectory() as place:
        folder, files = Path(place), files_of(1_000)
        with _cluster(2) as address, readers_of(None, address) as readers:
            apart = _spent_in(lambda: _merged(files, folder / "cluster", readers))
        with readers_of(1, None) as readers:
            alone = _spent_in(lambda: _merged(files, folder / "one", readers))
    return f"with a cluster:\n{apart}\n\nwith one process that reads:\n{alone}"


def _spent_in(act: Callable[[], float]) -> str:
    """Processor seconds here, and in each process that was begun from here."""
    import psutil  # type: ignore[import-untyped]  # noqa: PLC0415 (as above: it comes with Dask)

    here = psutil.Process()
    before = {one.pid: sum(one.cpu_times()[:2]) for one in here.children(recursive=True)}
    begun = time.process_time()
    act()
    lines = [f"    {time.process_time() - begun:6.2f} s  here, all threads"]
    for one in here.children(recursive=True):
        spent = sum(one.cpu_times()[:2]) - before.get(one.pid, 0.0)
        lines.append(f"    {spent:6.2f} s  {_name_of(one.cmdline())}")
    return "\n".join(lines)


def _name_of(words: Sequence[str]) -> str:
    """What a process is, by the words that it was begun with."""
    names = {__name__: "the scheduler", "spawn_main": "a worker", "be_reader": "the reader"}
    return next((name for part, name in names.items() if part in " ".join(words)), "another")


if __name__ == "__main__":
    main()
