"""A small file beside the library that knows every no: ids alone, each line on the disk at once.

After damage the library itself may be the only place that knew of a no, and its copies are older.
So each yes that ended is also written here, and whatever library is opened beside it, be it a
copy that was gone back to or a folder that was put back by hand, is held to it.
"""

import json
import os
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from storycircle.core.consent import Yes
from storycircle.core.errors import Refused
from storycircle.store import consent
from storycircle.store.consent import Ended
from storycircle.store.disk import explained, private_file, to_disk

_ENDED = "ended"


def path_of(library: Path) -> Path:
    """Where the file of a library lies."""
    return library.with_name(library.name + "-consent")


def read(library: Path) -> dict[Yes, Ended]:
    """Every yes that is known to have ended. What cannot be read of the file is passed over: a
    line that was cut off by a kill is written anew as the library is opened next.
    """
    try:
        lines = path_of(library).read_bytes().splitlines()
    except OSError:
        return {}
    found = [gone for line in lines if (gone := _ended(line)) is not None]
    return {gone.yes: gone for gone in sorted(found)}  # the last of one yes is that by its code


def add(library: Path, ended: Iterable[Ended]) -> None:
    """Write down that yeses ended, and wait until that is on the disk. Raises Refused."""
    lines = [json.dumps([_ENDED, *gone.yes, *gone[1:]]) for gone in sorted(ended)]
    if not lines:
        return
    path = path_of(library)
    if not path.exists():
        private_file(path)
        with explained(path):
            to_disk(path.parent)
    with explained(path), path.open("ab") as file:
        # A line of its own, also behind one that was cut off.
        file.write(("\n" + "\n".join(lines) + "\n").encode())
        file.flush()
        os.fsync(file.fileno())


class ConsentLog:
    """The file of one open library, kept as complete as that library."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self._held: tuple[int, int | None] = (0, None)

    def lacking_in(self, conn: sqlite3.Connection) -> list[Ended]:
        """The noes that the file knows and the library does not."""
        here = consent.all_ended(conn)
        return [gone for gone in read(self._library).values() if consent.is_news(gone, here)]

    def keep_up(self, conn: sqlite3.Connection) -> None:
        """Write down what the library has come to know. Where there is no room for it now, the
        library knows it all the same, and it is written after the next change.
        """
        held = conn.execute("SELECT count(*), sum(by_code) FROM withdrawn").fetchone()
        if tuple(held) == self._held:
            return
        with suppress(Refused):
            there, here = read(self._library), consent.all_ended(conn).values()
            add(self._library, (gone for gone in here if consent.is_news(gone, there)))
            self._held = tuple(held)


def _ended(line: bytes) -> Ended | None:
    try:
        what, id_, proof, by_code, circle, outside = json.loads(line)
    except (ValueError, TypeError):
        return None
    texts = all(isinstance(text, str) for text in (id_, proof, circle))
    ended = Ended(Yes(id_, proof), bool(by_code), circle, bool(outside))
    return ended if what == _ENDED and texts else None
