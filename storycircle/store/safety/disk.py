"""Private and atomic writes, the library's lock, and drives that are shared.

One library has one window, by a lock that the system releases when its process ends, however it
ends; so a lock left by a kill is no lock. Commands need none: SQLite's own locks separate their
changes; only restoring a backup asks whether a window is open.

A library cannot be on a network drive: its log is read and written through memory that all its
processes share, and two laptops share none. There it is only read.
"""

import ctypes
import errno
import json
import os
import secrets
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import N_, _
from storycircle.core.text import is_device
from storycircle.store.safety import held_files, live_files

if sys.platform == "win32":
    fcntl = None
else:
    import fcntl

_WHY = {
    errno.EACCES: N_("this place does not allow it"),
    errno.EPERM: N_("this place does not allow it"),
    errno.EROFS: N_("this disk can only be read"),
    errno.EISDIR: N_("a folder is in its place"),
    errno.ENOENT: N_("its folder is not there"),
    errno.ENOTDIR: N_("a file is in the place of its folder"),
    errno.EINVAL: N_("this system has no such names"),
    errno.ENAMETOOLONG: N_("its name is too long"),
    errno.EBUSY: N_("another program has it open"),
}
_HELD = {"cannot-write": "held-elsewhere", "cannot-read": "held-unread"}
HIDDEN = ".storycircle-"
"""How everything is called that is gone when the work is done."""


@contextmanager
def explained(path: Path, key: str = "cannot-write") -> Iterator[None]:
    """Raise Refused with a sentence where the system refuses a file. key: that of the sentence."""
    try:
        yield
    except RecursionError as error:  # Windows looks for the folders of a path one above the other
        raise Refused(key, name=path.name, why=_("its name is too long")) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise Refused("no-room") from error
        if held_files.is_why(error, path):
            raise Refused(_HELD[key], name=path.name) from error
        number = error.errno or 0
        if number == errno.ENOENT and path.parent.is_file():  # as Windows says of both
            number = errno.ENOTDIR
        why = _WHY.get(number, N_("the system does not allow it"))
        raise Refused(key, name=path.name, why=_(why)) from error


@contextmanager
def explained_change() -> Iterator[None]:
    """Raise Refused with a sentence where SQLite refuses a change."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise Refused("library-busy") from error
        if "full" in str(error) or "disk I/O" in str(error):
            raise Refused("library-unsaved", why=_("there is no room left on this disk")) from error
        closed = "readonly" in str(error)
        why = _("this place can only be read") if closed else _("the disk refused")
        raise Refused("library-unsaved", why=why) from error
    except sqlite3.DatabaseError as error:
        raise Refused("library-unsaved", why=_("the library is damaged"), damaged=True) from error


@contextmanager
def _explained_rows() -> Iterator[None]:
    """Raise the OSError that the system would, where SQLite cannot write a new file."""
    try:
        yield
    except sqlite3.OperationalError as error:
        full = "full" in str(error) or "disk I/O" in str(error)
        raise OSError(errno.ENOSPC if full else errno.EIO, str(error)) from error


def is_folder(path: Path) -> bool:
    """Whether there is a folder of its own at a path: no link, and no path that none can have."""
    try:
        return path.is_dir() and not path.is_symlink()
    except OSError:
        return False


def is_elsewhere(path: Path, library: Path) -> bool:
    """Whether a file lies on another disk than the library; False where neither can be known."""
    with suppress(OSError):
        return disk_of(path.parent) != disk_of(library)
    return False


def saved_at(path: Path) -> str:
    """When a file was last written, by its own disk, as ISO time of the laptop; empty where that is
    not known, or is still to come.
    """
    try:
        saved = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, OverflowError, ValueError):
        return ""
    wall = saved.astimezone().replace(tzinfo=None)
    return wall.isoformat(timespec="seconds") if saved <= datetime.now(UTC) else ""


def disk_of(path: Path) -> int:
    """The number of the disk on which something lies. Raises OSError."""
    return path.stat().st_dev


def private_file(path: Path) -> None:
    """Make an empty file, and its folder, that only this user can read."""
    live_files.keep_off(path)
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def private_folder(path: Path) -> None:
    """Make a folder that only this user can read."""
    with explained(path):
        path.mkdir(parents=True, exist_ok=True, mode=0o700)


def write_whole(path: Path, make: Callable[[Path], None], *, live_too: bool = False) -> None:
    """Write a file by `make`, given a temporary path; the old file stays until all is on disk.

    Raises Refused; the temporary file never stays behind. A library that is open here is written
    over with live_too alone.
    """
    if not live_too:
        live_files.keep_off(path)
    with explained(path):
        if sys.platform == "win32" and is_device(path.name):
            raise OSError(errno.EINVAL, "", str(path))
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "", str(path))
        handle, name = tempfile.mkstemp(prefix=HIDDEN, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        try:
            with _explained_rows():
                make(temporary)
            to_disk(temporary)
            held_files.replace(temporary, path)
        finally:
            held_files.remove(temporary)
        to_disk(path.parent)


def write_bytes(path: Path, data: bytes) -> None:
    """Write bytes to a file, whole or not at all. Raises Refused."""
    write_whole(path, lambda temporary: _write(temporary, data))


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def to_disk(path: Path) -> None:
    """Wait until a file or a folder's entries are on the disk. SQLite waits for its own."""
    live_files.keep_off(path)
    if path.is_dir() and os.name == "nt":  # folders cannot be synchronised there
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        flush(handle)
    finally:
        os.close(handle)


def flush(handle: int) -> None:
    """Wait until an open file is on the disk, and not in the drive's own memory either: macOS has
    a word of its own for that, which not every drive knows. Raises OSError.
    """
    full = getattr(fcntl, "F_FULLFSYNC", None)
    if full is not None:
        with suppress(OSError):
            fcntl.fcntl(handle, full)
            return
    os.fsync(handle)


_LOCKED_AT = 1 << 30  # the byte that is locked, beyond what is written: others may read that
_PATIENCE = 30.0  # seconds
_DOUBT = 1.0
"""Seconds of waiting after which it is asked whether the folder knows locks at all."""
_POLL = 0.05


class Holder(Struct, frozen=True):
    """The window that has a lock. process: its number. since: by this laptop's own time."""

    process: int
    since: datetime


class Lock:
    """The lock of a library, for one window at a time: a second one in any process is refused."""

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
        """The window that took the lock last; None where that cannot be read."""
        try:
            process, since = json.loads(self.path.read_bytes())
            return Holder(int(process), datetime.fromtimestamp(since))  # noqa: DTZ006 (own time)
        except (OSError, ValueError, TypeError, OverflowError):
            return None

    def release(self) -> None:
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
        lock.release()


@contextmanager
def in_turn(path: Path) -> Iterator[None]:
    """A block that one process at a time runs. Raises Refused after half a minute of waiting, and
    soon where nothing can be locked in that folder, as in some network homes.
    """
    lock = path.with_name(f"{path.name}.lock")
    with explained(lock):
        try:
            handle = os.open(lock, os.O_RDWR)
        except FileNotFoundError:
            private_file(lock)
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
            time.sleep(_POLL)
        yield
    finally:
        os.close(handle)


def _knows_locks(path: Path) -> bool:
    """Whether a file that nobody else knows can be locked beside a path."""
    probe = Lock(path.with_name(f"{path.name}.{secrets.token_hex(4)}"))
    try:
        return probe.take()
    finally:
        probe.release()
        with suppress(OSError):
            held_files.remove(probe.path)


def _locked(handle: int) -> bool:
    with suppress(OSError):
        os.lseek(handle, _LOCKED_AT, os.SEEK_SET)
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 (there alone)

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.lseek(handle, 0, os.SEEK_SET)
        return True
    return False


_MOUNTS = Path("/proc/self/mounts")
_SHARED = {
    *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "davfs"),
    *("fuse.sshfs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.glusterfs"),
}
"""The file systems of Linux that another machine serves."""
_REMOTE = 4  # GetDriveType: DRIVE_REMOTE


def keep_off_shared(path: Path) -> None:
    """Raise Refused where a path lies on a network drive."""
    if is_shared(path):
        raise Refused("shared-place", name=path.name)


def is_shared(path: Path) -> bool:
    """Whether another machine serves the place of a file; false where the system does not say."""
    if sys.platform == "win32":
        drive = os.path.splitdrive(path.absolute())[0]
        served: int = ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\")
        return drive.startswith("\\\\") or served == _REMOTE
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        place = path.resolve()
    except (OSError, RuntimeError):
        return False
    kinds = {_plain(mount.split()[1]): mount.split()[2] for mount in mounts}
    holding = next((p for p in (place, *place.parents) if str(p) in kinds), None)
    return holding is not None and kinds[str(holding)] in _SHARED


def _plain(written: str) -> str:
    """A mount's place as it is called: blanks and their like are written as numbers."""
    for code, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        written = written.replace(code, letter)
    return written
