"""Recovery: the newest good backup opened in the place of a damaged library, and all that is known
saved to another disk while the library cannot be written to.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.clock import Clock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, new_id
from storycircle.store import schema
from storycircle.store.consent import consent_log
from storycircle.store.library import Library
from storycircle.store.refused_text import Typed
from storycircle.store.safety import backups, held_files, live_files, restore
from storycircle.store.safety.disk import write_whole
from storycircle.store.safety.integrity_check import is_sound
from storycircle.store.safety.new_library import put_new
from storycircle.store.safety.workspace import clear_leftovers
from storycircle.store.saved_state import SavedState

_SHORT = 1_000_000
"""Bytes of a library that is looked through in a moment: of some eighty circles."""
_UNDER_WAY = 600
"""Seconds after which nobody writes a file any more."""


class Recovered(Struct, frozen=True):
    """What a recovery did. kept: the damaged file's name in `folder`. upto: the time of the backup,
    after which changes may be missing; None where there was no backup, and all of it is.
    unconfirmed: how many stories may leave and wait for a person, as a later no may be missing too.
    """

    kept: str
    folder: Path
    upto: datetime | None
    unconfirmed: int = 0


def open_or_recover(
    path: Path, clock: Clock, *, later: bool = False
) -> tuple[Library, Recovered | None]:
    """Open a library; where it is damaged, its newest good backup, with the damaged file kept
    aside.

    A file that is no library is touched only where backups of a library are beside it. Raises
    Refused. The caller has the window's lock. later: whether the caller looks through it by
    `found_damaged` once it is shown, as of one that `takes_long`: ten thousand circles are
    seconds.
    """
    for place in (path.parent, backups.folder(path)):
        with suppress(OSError):
            clear_leftovers(place, _UNDER_WAY)
    try:
        return _opened(path, clock, checked=later), None
    except Refused as refused:
        ours = refused.key in ("damaged-file", "damaged-library", "empty-library")
        name = backups.newest_good(path)
        if not ours and (refused.key != "not-a-library" or name is None):
            raise
    recovered = go_back(path, name, clock)
    library = Library(path, clock)
    if name is None:
        return library, recovered
    return library, replace(recovered, unconfirmed=library.leave_unconfirmed())


def go_back(path: Path, name: str | None, clock: Clock) -> Recovered:
    """Put a backup in a damaged library's place, or an empty library where there is none."""
    now = clock.now()
    if name is None:
        kept = backups.keep_aside(path, now)
        for ending in ("", *live_files.BESIDE):
            held_files.remove(path.with_name(path.name + ending))
        put_new(path)
        return Recovered(kept, backups.folder(path), None)
    kept = restore.restore(path, name, now)
    return Recovered(kept, backups.folder(path), backups.made_at(name))


def takes_long(path: Path) -> bool:
    """Whether a look through a library would be waited for. One that steps are to be taken of is
    looked through before in any case.
    """
    try:
        log = path.with_name(path.name + "-wal")
        size = path.stat().st_size + (log.stat().st_size if log.exists() else 0)
        if size < _SHORT:
            return False
        with closing(live_files.connect(path, mode="ro")) as conn:
            return schema.is_latest(conn)
    except (OSError, sqlite3.DatabaseError, Refused):  # which is said as it is opened
        return False


def found_damaged(path: Path, clock: Clock) -> tuple[str | None] | None:
    """What to go back to where a library that is open turns out to be damaged: the name of its
    newest good backup, or none. None where it is sound. Reads beside whoever has it open.
    """
    try:
        _opened(path, clock, reads=True).close()
    except Refused as refused:
        if refused.key in backups.DAMAGED:
            return (backups.newest_good(path),)
    return None


def recover_open(library: Library, name: str | None) -> Recovered:
    """Put a backup in the place of a library that is open and damaged; it is open afterwards.
    name: of the backup; an empty library, where there is none. Raises Refused.
    """
    with library.put_aside():
        recovered = go_back(library.path, name, library.clock)
    if name is None:
        return recovered
    return replace(recovered, unconfirmed=library.leave_unconfirmed())


def _opened(path: Path, clock: Clock, *, checked: bool = False, reads: bool = False) -> Library:
    """An open library whose first page reads; stories are checked as the first backup is made.
    checked: whether no more of it is looked at.
    """
    library = Library(path, clock, checked=checked, reads=reads)
    try:
        library.settings()
        library.events()
        if checked:
            library.summaries()
        else:
            library.circles(with_stories=False)
    except Refused:
        library.close()
        raise
    return library


def save_elsewhere(
    library: Library,
    path: Path,
    open_circle: tuple[Circle, SavedState] | None,
    typed: Iterable[tuple[str, str, Typed | None]] = (),
) -> None:
    """Write a library of its own to a path: all that this one has on its disk, a circle as it is on
    screen, and refused texts by owner and field. Whole or not at all, and checked before it counts.
    Where the disk has nothing sound any more, the last two alone. Raises Refused.
    """

    def make(temporary: Path) -> None:
        try:
            library.copy_to(temporary)
        except Refused as refused:
            if refused.key != "damaged-library" and "damaged" not in refused.fields:
                raise
            temporary.write_bytes(b"")
        with Library(temporary, library.clock, passing=new_id()) as other:
            if open_circle is not None:
                other.save_circle(*open_circle)
            for row in typed:
                other.keep_typed(*row)
            if not is_sound(other._conn):  # noqa: SLF001 (the store's own)
                raise Refused("damaged-file", name=path.name)
        held_files.remove(consent_log.path_of(temporary))  # it is made anew beside the library

    write_whole(path, make)
