"""Who reads the circle files of a merge, as it is asked for on the command line."""

from collections.abc import Iterator
from contextlib import contextmanager

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.jobs.workers.processes import Processes
from storycircle.jobs.workers.read_ahead import Readers

MOST_WORKERS = 64


@contextmanager
def readers_of(workers: int | None, scheduler: str | None) -> Iterator[Readers | None]:
    """So many processes, or the workers of a cluster at an address; None where neither is asked
    for. Raises Refused.
    """
    if workers and scheduler:
        raise Refused("workers-or-cluster")
    if scheduler:
        from storycircle.jobs.workers.cluster import cluster  # noqa: PLC0415 (when asked for)

        with cluster(scheduler) as readers:
            yield readers
    elif workers:
        with Processes(workers) as processes:
            yield Readers(processes, workers)
    else:
        yield None


def leaving_words(scheduler: str | None) -> str:
    """What leaves this laptop for a cluster; empty where nothing does."""
    if not scheduler:
        return ""
    return _(
        "Circle files go to {address}, whose workers read and check them: all that stands in them "
        "leaves this laptop. Sealed files, keys and the library stay here.",
        address=scheduler,
    )
