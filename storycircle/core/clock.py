"""Clocks: time is given, not taken. Whatever needs the time is handed one of these.

A reading counts the time the laptop sleeps; `slept` says how much of it that was, so that a
person can be asked whether it counts.
"""

import ctypes
import sys
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What is handed to everything that needs the time."""

    def reading(self) -> float:
        """Seconds of a monotonic clock that counts sleep; only differences mean something."""

    def slept(self) -> float:
        """Seconds the laptop has slept, on a scale of its own; 0 where no clock tells."""

    def now(self) -> datetime:
        """The wall clock, for display and records only."""


class SystemClock:
    """The laptop's own clocks.

    Linux: CLOCK_BOOTTIME counts sleep, CLOCK_MONOTONIC does not. macOS: CLOCK_MONOTONIC counts
    it, CLOCK_UPTIME_RAW does not. Windows: time.monotonic counts it, the unbiased interrupt
    time does not.
    """

    def __init__(self) -> None:
        self._counting = getattr(time, "CLOCK_BOOTTIME", None)
        self._awake = getattr(time, "CLOCK_UPTIME_RAW", None)
        if self._counting is not None:
            self._awake = time.CLOCK_MONOTONIC

    def reading(self) -> float:
        if self._counting is not None:
            return time.clock_gettime(self._counting)
        return time.monotonic()

    def slept(self) -> float:
        if self._awake is not None:
            return self.reading() - time.clock_gettime(self._awake)
        return self.reading() - _awake_on_windows()

    def now(self) -> datetime:
        return datetime.now()  # noqa: DTZ005 (the wall clock of the room, as people read it)


@dataclass
class SimulatedClock:
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


def _awake_on_windows() -> float:
    """Seconds Windows has been awake; elsewhere a clock that tells nothing of sleep."""
    if sys.platform == "win32":
        ticks = ctypes.c_ulonglong()
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(ticks))
        return ticks.value / 10_000_000
    return time.monotonic()
