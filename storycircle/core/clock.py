"""Clocks: time is given, not taken. Whatever needs the time is handed one of these.

A reading counts the time the laptop sleeps; `slept` says how much of it that was, so that a
person can be asked whether it counts.
"""

import ctypes
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from msgspec import Struct, field


class Clock(Protocol):
    """What is handed to everything that needs the time."""

    def reading(self) -> float:
        """Seconds of a monotonic clock that counts sleep; only differences mean something."""

    def slept(self) -> float:
        """Seconds the laptop has slept, on a scale of its own; 0 where no clock tells."""

    def now(self) -> datetime:
        """The wall clock, for display and records only."""


Seconds = Callable[[], float]
"""What reads a clock."""


class SystemClock:
    """The laptop's own clocks: one that counts sleep, and one that stands meanwhile."""

    def __init__(self) -> None:
        self.reading, self._awake = clocks_of(sys.platform)

    def slept(self) -> float:
        return self.reading() - self._awake()

    def now(self) -> datetime:
        return datetime.now()  # noqa: DTZ005 (the wall clock of the room, as people read it)


def clocks_of(system: str) -> tuple[Seconds, Seconds]:
    """The clock of a system that counts sleep, and the one that does not: both are asked for by
    name, as `time.monotonic` is another clock on each system.

    Linux: CLOCK_BOOTTIME counts sleep, CLOCK_MONOTONIC does not. macOS: CLOCK_MONOTONIC_RAW counts
    it, CLOCK_UPTIME_RAW does not. Windows: the interrupt time counts it, the unbiased one does not.
    Elsewhere no clock tells of sleep.
    """
    if system == "win32":
        awake = _windows_time("QueryUnbiasedInterruptTime")
        return _windows_time("QueryInterruptTime") or _windows_ticks, awake or _windows_ticks
    counting, awake = (getattr(time, name, None) for name in _CLOCKS.get(system, ("", "")))
    if counting is None or awake is None:
        return time.monotonic, time.monotonic
    return partial(time.clock_gettime, counting), partial(time.clock_gettime, awake)


_CLOCKS = {
    "linux": ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"),
    "darwin": ("CLOCK_MONOTONIC_RAW", "CLOCK_UPTIME_RAW"),
}
_TICKS = 10_000_000  # of Windows' interrupt time, a second


def _windows_time(name: str) -> Seconds | None:
    """One of Windows' own clocks, by the name of the function that reads it; None where it is not
    known by that.
    """
    libraries = (ctypes.WinDLL(one) for one in ("kernelbase", "kernel32"))  # type: ignore[attr-defined,unused-ignore]
    function = next((getattr(one, name) for one in libraries if hasattr(one, name)), None)
    if function is None:
        return None
    ticks = ctypes.c_ulonglong()

    def seconds() -> float:
        function(ctypes.byref(ticks))
        return ticks.value / _TICKS

    return seconds


def _windows_ticks() -> float:
    """Windows' older clock, which counts sleep too, in steps of a sixtieth of a second."""
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    kernel.GetTickCount64.restype = ctypes.c_ulonglong
    return float(kernel.GetTickCount64()) / 1000


class SimulatedClock(Struct):
    """A clock that advances only when it is told to: for the demonstration and for tests."""

    at: datetime
    seconds: float = field(default=0.0)
    asleep: float = field(default=0.0)

    def slept(self) -> float:
        return self.asleep

    def reading(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return self.at + timedelta(seconds=self.seconds)

    def forward(self, seconds: float) -> None:
        self.seconds += seconds

    def sleep(self, seconds: float) -> None:
        """The laptop's lid is shut for so long."""
        self.seconds += seconds
        self.asleep += seconds

    def set_wall(self, seconds: float) -> None:
        """Somebody sets the wall clock forward, or back where negative."""
        self.at += timedelta(seconds=seconds)


class FasterClock:
    """Another clock, so many times as fast from now on: for practice."""

    def __init__(self, clock: Clock, times: int) -> None:
        self._clock, self._times = clock, times
        self._from, self._at, self._asleep = clock.reading(), clock.now(), clock.slept()

    def reading(self) -> float:
        return self._from + self._gone()

    def slept(self) -> float:
        return self._asleep + (self._clock.slept() - self._asleep) * self._times

    def now(self) -> datetime:
        return self._at + timedelta(seconds=self._gone())

    def _gone(self) -> float:
        return (self._clock.reading() - self._from) * self._times
