"""A new library: made whole under another name, then put in its place, and never over another one.

A file without tables is new where no backups are beside it. Where they are, it was a library once:
a full disk, a power cut or a program that synchronises left nothing of it, and it is damaged.
"""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from tempfile import mkstemp

from storycircle.core.error_sentences import Refused
from storycircle.store import schema
from storycircle.store.safety import backups, held_files, live_files
from storycircle.store.safety.disk import HIDDEN, explained, flush, in_turn, private_folder, to_disk
from storycircle.store.safety.integrity_check import MAGIC

_LITTLE = 16_384
"""Bytes: whatever has our tables has more."""
_LOG_FORMAT = slice(18, 20)
"""Where the head of a file says whether it is written by a log."""


def begin_where_nothing_is(path: Path) -> None:
    """Put a new library where there is neither a library nor a backup. Raises Refused, also where
    backups are.
    """
    if not holds_nothing(path):
        return
    if backups.names(path):
        raise Refused("empty-library", name=path.name)
    put_new(path)


def holds_nothing(path: Path) -> bool:
    """Whether there is no library at a path, and never was one. Raises Refused where one was, and
    a log of it is left or it is open here.
    """
    log = path.with_name(path.name + "-wal")
    with explained(path, "cannot-read"):
        size = path.stat().st_size if path.exists() else 0
        head = live_files.head(path, _LITTLE) if 0 < size <= _LITTLE else b""
        bare = size <= _LITTLE and head is not None and not head.strip(b"\0")
        if bare and live_files.is_live(path):
            raise Refused("library-cut")
        if bare and log.exists() and log.stat().st_size:
            raise Refused("damaged-file", name=path.name)
    return bare or (bool(head) and _has_no_tables(path, head or b""))


def _has_no_tables(path: Path, head: bytes) -> bool:
    kind = int.from_bytes(head[68:72])
    if head[:16] != MAGIC or kind not in (0, schema.LIBRARY_ID):
        return False
    with suppress(Refused, sqlite3.DatabaseError), closing(live_files.connect(path)) as conn:
        return not conn.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    return False


def put_new(path: Path) -> None:
    """Put a new library at a path. Raises Refused; nothing half made is ever in its place."""
    private_folder(path.parent)
    data = _new()
    with explained(path):
        handle, name = mkstemp(prefix=HIDDEN, dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                flush(handle)
            _put(temporary, path)
        finally:
            held_files.remove(temporary)
        to_disk(path.parent)


def _put(temporary: Path, path: Path) -> None:
    """Put a new library in its place, also where two starts do so at once: one of them alone makes
    the link. Where a file is there already, or links are unknown, the place is checked again in
    turn.
    """
    with suppress(OSError):
        os.link(temporary, path)
        return
    with in_turn(path.with_name(f"{HIDDEN}new")):
        if holds_nothing(path):
            for ending in live_files.BESIDE:
                held_files.remove(path.with_name(path.name + ending))
            held_files.replace(temporary, path)


def _new() -> bytes:
    """A library with all its tables and nothing in them, as its file is to be."""
    from storycircle.store.migrations import take_steps  # noqa: PLC0415 (it imports sqlite_utils)

    with closing(sqlite3.connect(":memory:")) as conn:
        conn.row_factory = sqlite3.Row
        conn.execute(f"PRAGMA application_id = {schema.LIBRARY_ID}")
        conn.execute("PRAGMA auto_vacuum = INCREMENTAL")
        take_steps(conn)
        conn.commit()
        data = bytearray(conn.serialize())
    data[_LOG_FORMAT] = b"\2\2"
    return bytes(data)
