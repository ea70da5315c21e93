"""One library, one window: a lock the system lets go of when its process ends, however it ends.

So a lock left by a kill is no lock. Commands need none: SQLite's own locks keep their changes
apart; only going back to a backup asks whether a window is open.
"""

import json
import os
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storycircle.core.errors import Refused
from storycircle.store.disk import explained, private_file

_LOCKED_AT = 1 << 30  # the byte that is locked, beyond what is written: others may read that
_PATIENCE = 30.0  # seconds
_DOUBT = 1.0
"""Seconds of waiting after which it is asked whether the folder knows locks at all."""
_LOOK = 0.05


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a lock: the number of its process, and since when, by this laptop's own time."""

    process: int
    since: datetime


class Lock:
    """Held by the window that has a library. Held once: a second one in any process is refused."""

    def __init__(self, library: Path) -> None:
        self.path = library.with_name(library.name + ".lock")
        self._handle = -1

    @property
    def held(self) -> bool:
        return self._handle >= 0

    def take(self) -> bool:
        """Whether it could be taken. Raises Refused where its file cannot be made."""
        private_file(self.path)
        with explained(self.path):
            handle = os.open(self.path, os.O_RDWR)
        if not _locked(handle):
            os.close(handle)
            return False
        self._handle = handle
        holder = json.dumps([os.getpid(), time.time()]).encode()
        with suppress(OSError):  # who holds it is only told: on a full disk it is held all the same
            os.write(handle, holder)
            os.ftruncate(handle, len(holder))
        return True

    def holder(self) -> Holder | None:
        """Who wrote itself into the lock last; None where that cannot be read."""
        try:
            process, since = json.loads(self.path.read_bytes())
            return Holder(int(process), datetime.fromtimestamp(since))  # noqa: DTZ006 (own time)
        except (OSError, ValueError, TypeError, OverflowError):
            return None

    def let_go(self) -> None:
        if self.held:
            os.close(self._handle)
            self._handle = -1


@contextmanager
def without_a_window(library: Path) -> Iterator[None]:
    """No window has a library meanwhile. Raises Refused where one does."""
    lock = Lock(library)
    if not lock.take():
        raise Refused("library-open")
    try:
        yield
    finally:
        lock.let_go()


@contextmanager
def in_turn(path: Path) -> Iterator[None]:
    """One at a time, in this process and others. Raises Refused after half a minute of waiting,
    and soon where nothing can be locked in that folder, as in some network homes.
    """
    lock = path.with_name(f"{path.name}.lock")
    if not lock.exists():
        private_file(lock)
    with explained(lock):
        handle = os.open(lock, os.O_RDWR)
    try:
        begun, asked = time.monotonic(), False
        while not _locked(handle):
            waited = time.monotonic() - begun
            if waited > _DOUBT and not asked:
                asked = True
                if not _knows_locks(path):
                    raise Refused("no-locks", place=path.parent)
            if waited > _PATIENCE:
                raise Refused("library-busy")
            time.sleep(_LOOK)
        yield
    finally:
        os.close(handle)


def _knows_locks(path: Path) -> bool:
    """Whether a file that nobody else knows can be locked beside a path."""
    probe = Lock(path.with_name(f"{path.name}.{secrets.token_hex(4)}"))
    try:
        return probe.take()
    finally:
        probe.let_go()
        with suppress(OSError):
            probe.path.unlink()


def _locked(handle: int) -> bool:
    with suppress(OSError):
        os.lseek(handle, _LOCKED_AT, os.SEEK_SET)
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 (there alone)

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 (not on Windows)

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.lseek(handle, 0, os.SEEK_SET)
        return True
    return False
