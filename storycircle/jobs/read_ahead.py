"""Reading ahead: while one file is being merged, the next one is read and checked.

A merge waits for the disk after each file; the reading of the next needs the processor alone.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def read_ahead(read: Callable[[T], R], things: Iterable[T]) -> Iterator[tuple[T, R]]:
    """Each thing with what was read of it, in order; one is read ahead, never more.

    What `read` raises is raised when it is that thing's turn. `read` runs in a thread of its own.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="read-ahead") as worker:
        waiting: tuple[T, Future[R]] | None = None
        for thing in things:
            following = thing, worker.submit(read, thing)
            if waiting is not None:
                yield waiting[0], waiting[1].result()
            waiting = following
        if waiting is not None:
            yield waiting[0], waiting[1].result()
