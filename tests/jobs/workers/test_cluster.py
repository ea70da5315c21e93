"""A merge on a cluster: over TLS or within this laptop alone, and the same as without one."""

import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from storycircle.cli.main import main
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Gathered
from storycircle.jobs.export import export_circle
from storycircle.jobs.workers import read_ahead
from storycircle.jobs.workers.asked_for import leaving_words, readers_of
from storycircle.jobs.workers.checking import version_here
from storycircle.jobs.workers.cluster import at_once, cluster, is_allowed
from storycircle.store.library import Library

COUNT = 60


@pytest.mark.parametrize(("workers", "parts"), [(1, 3), (2, 3), (4, 3), (6, 2), (12, 1), (64, 1)])
def test_few_workers_are_given_more_at_once_and_many_no_more_in_all(
    workers: int, parts: int
) -> None:
    """Each message costs, and this laptop holds what all of them have."""
    assert at_once(workers) == parts


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("tls://region.example.org:8786", True),
        ("tls://10.0.0.7:8786", True),
        ("tcp://127.0.0.1:8786", True),
        ("127.0.0.1:8786", True),
        ("tcp://127.1.2.3:8786", True),
        ("tcp://[::1]:8786", True),
        ("localhost:8786", True),
        ("tcp://region.example.org:8786", False),
        ("region.example.org:8786", False),
        ("tcp://10.0.0.7:8786", False),
        ("tcp://0.0.0.0:8786", False),
        ("tcp://127.0.0.1.example.org:8786", False),
        ("tcp://localhost.example.org:8786", False),
        ("tcp://127.0.0.1@example.org:8786", False),
        ("ws://127.0.0.1:8786", False),
        ("http://127.0.0.1:8786", False),
        ("inproc://127.0.0.1/1/1", False),
        ("tls://", False),
        ("tcp://", False),
        ("tcp://[::1", False),
        ("", False),
    ],
)
def test_files_go_over_tls_or_stay_on_this_laptop(address: str, *, allowed: bool) -> None:
    """Whatever else an address says, it is refused before anything is loaded or opened."""
    assert is_allowed(address) is allowed
    if not allowed:
        with pytest.raises(Refused) as refused, cluster(address):
            pytest.fail("it was asked")
        assert refused.value.key == "cluster-in-the-clear"


def test_either_processes_or_a_cluster() -> None:
    with pytest.raises(Refused) as refused, readers_of(2, "127.0.0.1:8786"):
        pytest.fail("both were taken")
    assert refused.value.key == "workers-or-cluster"


def test_without_dask_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one sentence, and nothing is merged."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    words = ["--library", str(tmp_path / "library"), "merge", "--scheduler", "127.0.0.1:1", "x"]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 1
    assert "Dask is not installed here" in done.output
    assert "x is not there" not in done.output


def test_what_leaves_is_said() -> None:
    """Of a cluster; of processes of this laptop nothing leaves."""
    assert leaving_words(None) == ""
    words = leaving_words("tls://a.example.org:8786")
    assert words.startswith("Circle files go to tls://a.example.org:8786")
    assert words.endswith("Sealed files, keys and the library stay here.")


@pytest.fixture
def files(library: Library, example: Gathered, tmp_path: Path) -> Path:
    """A folder of circle files."""
    six = example.circles
    circles = tuple(replace(six[n % 6], id=f"c{n}", number=n + 1) for n in range(COUNT))
    alone = tuple(replace(c, members=(), actions=(), stories=()) for c in circles)
    library.load(replace(example, circles=alone, placements={}))
    folder = tmp_path / "stick"
    folder.mkdir()
    for circle in library.circles():
        export_circle(library, circle, folder / f"{circle.number:02}.circle")
    return folder


@pytest.fixture
def here() -> Iterator[Any]:
    """A cluster of two processes on this laptop."""
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.LocalCluster(**options, host="127.0.0.1") as made:
        yield made


def _merge(place: Path, files: Path, *words: str) -> str:
    library = ("--library", str(place / "library"))
    done = CliRunner().invoke(main, [*library, "merge", *words, str(files)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    for ending in ("json", "csv"):
        report = ["report", "-o", str(place / f"report.{ending}")]
        assert CliRunner().invoke(main, [*library, *report]).exit_code == 0
    return done.stdout


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("killed", [False, True])
def test_a_cluster_reads_the_same(
    here: Any, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, killed: bool
) -> None:
    """Line for line, and the report's document and table to the byte; also where a worker is
    killed on the way.
    """
    monkeypatch.setattr(read_ahead, "FILES", 2)
    monkeypatch.setattr(read_ahead, "PATIENCE", 20.0)
    alone, there = tmp_path / "alone", tmp_path / "there"
    for place in (alone, there):
        place.mkdir()
    expected = _merge(alone, files)
    if killed:
        given = [0]

        def given_then_killed(executor: Executor, task: Any, files: Any) -> Any:
            given[0] += 1
            if given[0] == 6:
                with here.get_client() as client:
                    os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)
            return submitted(executor, task, files)

        client_executor = pytest.importorskip("distributed.cfexecutor").ClientExecutor
        submitted = client_executor.submit
        monkeypatch.setattr(client_executor, "submit", given_then_killed)
    assert _merge(there, files, "--scheduler", here.scheduler_address) == expected
    for report in ("report.json", "report.csv"):
        assert (there / report).read_bytes() == (alone / report).read_bytes()


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_another_version_is_refused_by_name(here: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before any file is read: what it would refuse or take could differ."""
    assert version_here()
    monkeypatch.setattr("storycircle.jobs.workers.cluster.__version__", "0.0.1")
    with pytest.raises(Refused) as refused, cluster(here.scheduler_address):
        pytest.fail("it was taken")
    assert refused.value.key == "cluster-differs"


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_nobody_there_and_no_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is one sentence."""
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    monkeypatch.setattr("storycircle.jobs.workers.cluster.ANSWER", 0.5)
    for address, key in (
        ("tcp://127.0.0.1:1", "cluster-not-reached"),
        ("tls://127.0.0.1:1", "cluster-no-certificates"),
    ):
        with pytest.raises(Refused) as refused, cluster(address):
            pytest.fail("it was taken")
        assert refused.value.key == key
