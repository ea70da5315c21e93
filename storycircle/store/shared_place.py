"""Whether a library lies on a network drive, where it cannot be kept.

The log of a library is read and written through memory that all its processes share; two laptops
share none, and would damage it. So it is only looked at there.
"""

import ctypes
import os
import sys
from pathlib import Path

from storycircle.core.errors import Refused

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
