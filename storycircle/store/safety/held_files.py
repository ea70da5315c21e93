"""Files that another program has open, which Windows refuses to replace, rename or delete: asked
about, and waited for.

Scanners and programs that synchronise look at a file for a moment, right after it was written. So
every replacing, renaming and deleting goes through here, and is tried again for two seconds. Other
systems let a file be replaced that is open; nothing is waited for there.
"""

import ctypes
import errno
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from storycircle.store.safety import live_files

PATIENCE = 2.0
"""Seconds for which something is tried again."""
_POLL = 0.05
_DENIED, _HELD, _LOCKED, _NOT_EMPTY, _MAPPED = 5, 32, 33, 145, 1224
"""Windows' numbers: it says the first also of a file that is open, and the fourth of a folder in
which one is."""
_PASSES = (_DENIED, _HELD, _LOCKED, _NOT_EMPTY, _MAPPED)
_READ, _DELETE = 0x8000_0000, 0x0001_0000  # GENERIC_READ, DELETE
_SHARED = 0x7  # FILE_SHARE_READ, FILE_SHARE_WRITE, FILE_SHARE_DELETE
_EXISTING = 3  # OPEN_EXISTING
_HIDDEN = 0x2  # FILE_ATTRIBUTE_HIDDEN
Result = TypeVar("Result")


def replace(source: Path, place: Path) -> None:
    """Put a file in the place of another, or where none is. Raises OSError, and Refused for an open
    library: on Windows it could not be replaced, and elsewhere it would be written on unseen.
    """
    live_files.keep_off(place)
    patiently(lambda: source.replace(place))


def remove(path: Path) -> None:
    """Delete a file, where there is one. Raises OSError, and Refused for an open library."""
    live_files.keep_off(path)
    patiently(lambda: path.unlink(missing_ok=True))


def remove_folder(path: Path) -> None:
    """Delete a folder with all that is in it. Raises OSError, and Refused for an open library."""
    live_files.keep_off(path)
    patiently(lambda: shutil.rmtree(path))


def hide(folder: Path) -> None:
    """Have Windows show a folder to nobody who does not ask for what is hidden, where it can; on
    other systems the dot before its name does. Never a file: Windows opens none that is hidden to
    be written anew, and what takes its place would be hidden too.
    """
    if sys.platform == "win32":
        ctypes.WinDLL("kernel32").SetFileAttributesW(str(folder), _HIDDEN)


def patiently(act: Callable[[], Result]) -> Result:
    """What an act returns, which is tried again for a while where a file is in use. Raises the
    OSError of the last time.
    """
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return act()
        except OSError as error:
            if getattr(error, "winerror", None) not in _PASSES or time.monotonic() > until:
                raise
        time.sleep(_POLL)


def is_why(error: OSError, path: Path) -> bool:
    """Whether a system refused something because another program has the file at a path open."""
    if getattr(error, "winerror", None) in {_HELD, _LOCKED, _MAPPED}:
        return True
    return error.errno in {errno.EACCES, errno.EPERM} and is_held(path)


def is_held(path: Path) -> bool:
    """Whether another program has a file open so that it cannot be read or replaced. Asked of
    Windows itself: the library of C keeps no more of its answer than that it was a no.
    """
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateFileW.restype = ctypes.c_void_p
        opened = kernel.CreateFileW(str(path), _READ | _DELETE, _SHARED, None, _EXISTING, 0, None)
        if opened != ctypes.c_void_p(-1).value:
            kernel.CloseHandle(ctypes.c_void_p(opened))
            return False
        return ctypes.get_last_error() in {_HELD, _LOCKED}
    return False
