"""What nothing refers to any more is collected on the drawing thread alone, never amid its work."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from PySide6.QtCore import QAbstractEventDispatcher, QTimer

_COLLECTING_MS = 1_000
_REST = 100  # times as long as a look took, until the next
_QUIET = 3  # times that the event loop awakes in a second in which nobody does anything
_LOOKS = 30  # that wait for such a second


@contextmanager
def collecting_here() -> Iterator[None]:
    """Have garbage collected from this thread's event loop for as long as the block takes.

    Python collects wherever it is just then: on a thread that works, or amid a layout or a
    painting. A page whose parts refer to each other would be taken apart there, which ends the
    process or stops it for good.
    """
    was_on = gc.isenabled()
    gc.disable()
    looking = QTimer(interval=_COLLECTING_MS)
    collecting = Collecting()  # a signal holds nobody to life
    looking.timeout.connect(collecting.look)
    looking.start()
    loop = event_loop()
    if loop is not None:
        loop.awake.connect(collecting.awoke)
    try:
        yield
    finally:
        looking.stop()
        if loop is not None:
            loop.awake.disconnect(collecting.awoke)
        if was_on:
            gc.enable()


class Collecting:
    """Collects at a look as much garbage as Python would have by then, from the oldest that is due.

    No key is answered meanwhile, and with thirty thousand actions it takes a fifth of a second. So
    it waits for a second in which the event loop had next to nothing to do, for half a minute at
    most, and takes a hundredth of the time at most.

    collect: given a generation, looks through it and all younger ones. counts: how much came to be
    in each since it was looked through. reading: a clock that is never set, in seconds.
    """

    def __init__(
        self,
        collect: Callable[[int], object] = gc.collect,
        counts: Callable[[], tuple[int, int, int]] = gc.get_count,
        reading: Callable[[], float] = monotonic,
    ) -> None:
        self._collect, self._counts, self._reading = collect, counts, reading
        self._again = reading()  # when it may be looked again
        self._awoke = self._put_off = 0

    def awoke(self) -> None:
        """The event loop has something to do."""
        self._awoke += 1

    def look(self) -> None:
        """Collect what is due."""
        limits, counts, began = gc.get_threshold(), self._counts(), self._reading()
        busy, self._awoke = self._awoke > _QUIET, 0
        due = [one for one in (2, 1, 0) if 0 < limits[one] < counts[one]]
        if not due:
            return
        if began < self._again or (busy and self._put_off < _LOOKS):
            self._put_off += 1
        else:
            self._collect(due[0])
            self._put_off = 0
            self._again = began + _REST * (self._reading() - began)


def event_loop() -> QAbstractEventDispatcher | None:
    """The event loop of this thread; None where it has none."""
    return QAbstractEventDispatcher.instance()
