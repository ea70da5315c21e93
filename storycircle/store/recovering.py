"""A library that is damaged when it is opened: its newest good copy opens in its place."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from storycircle.core.clocks import Clock
from storycircle.core.errors import Refused
from storycircle.store import backups, copy_names, live
from storycircle.store.beginning import put_new
from storycircle.store.library import Library
from storycircle.store.workspace import clear_leftovers

_UNDER_WAY = 600
"""Seconds after which nobody writes a file any more."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """kept: the damaged file's name in `folder`. upto: what came later may be missing; None
    where there was no copy, and all of it is. unconfirmed: how many stories may leave and wait
    for a person, as a later no may be missing too.
    """

    kept: str
    folder: Path
    upto: datetime | None
    unconfirmed: int = 0


def open_or_recover(path: Path, clock: Clock) -> tuple[Library, Recovered | None]:
    """Open a library; where it is damaged, its newest good copy, the damaged file kept aside.

    A file that is no library is touched only where copies of a library lie beside it. Raises
    Refused. The caller holds the window's lock.
    """
    for place in (path.parent, backups.folder(path)):
        with suppress(OSError):
            clear_leftovers(place, _UNDER_WAY)
    try:
        return _opened(path, clock), None
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
    """Put a copy in a damaged library's place, or an empty library where there is none."""
    now = clock.now()
    if name is None:
        kept = backups.keep_aside(path, now)
        for ending in ("", *live.BESIDE):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        put_new(path)
        return Recovered(kept, backups.folder(path), None)
    kept = backups.restore(path, name, now)
    return Recovered(kept, backups.folder(path), copy_names.made_at(name))


def _opened(path: Path, clock: Clock) -> Library:
    """A library whose first page reads; what was told is looked at as the first copy is made."""
    library = Library(path, clock)
    try:
        library.settings()
        library.events()
        library.circles(told=False)
    except Refused:
        library.close()
        raise
    return library
