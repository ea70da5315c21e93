"""10,000 circle files merged with the workers of a Dask cluster on this machine, of which one is
killed on the way, beside `--workers 1`.

The workers read and check the files, and one library takes them in one after another: what comes
is the same to the byte, report.json and report.csv too, or there is no figure. On two cores a
second reader gains nothing, and the bound says so; on four and more it has to.
"""

import os
import signal
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import TYPE_CHECKING, Any

from benchmarks.figure import Figure
from benchmarks.merge_files import files_of

if TYPE_CHECKING:
    from storycircle.jobs.workers.read_ahead import Readers

_COUNT, _QUICK = 10_000, 400
_FEW_CORES, _AT_MOST, _AT_MOST_OF_MORE = 4, 1.0, 0.6
REPORTS = ("report.json", "report.csv")


def measure(*, quick: bool) -> Figure:
    """Seconds with the cluster, over seconds with one process that reads."""
    try:
        from distributed import LocalCluster  # noqa: PLC0415 (an extra)
    except ImportError:
        return Figure.not_run("merge-dask", "the extra `cluster` is not installed")
    from storycircle.jobs.workers.asked_for import readers_of  # noqa: PLC0415

    cores = os.cpu_count() or 1
    most = _AT_MOST if cores < _FEW_CORES else _AT_MOST_OF_MORE
    with TemporaryDirectory() as place:
        folder = Path(place)
        files = files_of(_QUICK if quick else _COUNT)
        options = {"n_workers": max(2, cores - 1), "threads_per_worker": 1}
        with (
            LocalCluster(**options, dashboard_address=None, host="127.0.0.1") as there,
            readers_of(None, there.scheduler_address) as readers,
        ):
            Timer(1.0, _kill_one, [there]).start()
            ours = _merged(files, folder / "cluster", readers)
        with readers_of(1, None) as readers:
            floor = _merged(files, folder / "one", readers)
        for name in REPORTS:
            if (folder / "cluster" / name).read_bytes() != (folder / "one" / name).read_bytes():
                raise RuntimeError(f"{name} differs")
    more = "" if cores >= _FEW_CORES else f"; the bound of {_AT_MOST_OF_MORE} on 4 cores: not run"
    note = f"seconds on {cores} cores, one worker killed; reports equal to the byte{more}"
    return Figure("merge-dask", ours, floor, most, note)


def _kill_one(cluster: Any) -> None:
    with cluster.get_client() as client:
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
