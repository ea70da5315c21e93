"""A small file beside the library with every no and every erasure still owed: ids alone, each line
on the disk at once.

After damage the library itself may be the only place that knew of them, and its backups are older.
So every library opened beside this file is made to match it, also one restored from a backup or
copied back by hand.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from storycircle.core.consent.revocation import Yes
from storycircle.core.error_sentences import Refused
from storycircle.store import erasure
from storycircle.store.consent import consent_state
from storycircle.store.consent.consent_state import Ended
from storycircle.store.erasure import Erasure, Owed
from storycircle.store.safety.disk import explained, flush, private_file, to_disk

_COUNTS = "SELECT count(*), sum(by_code), (SELECT group_concat(id) FROM owed) FROM withdrawn"
_ENDED, _OWED, _DONE = "ended", "owed", "done"


def path_of(library: Path) -> Path:
    """The path of the file beside a library."""
    return library.with_name(library.name + "-consent")


def read_ended(library: Path) -> dict[Yes, Ended]:
    """Every yes that is known to have ended."""
    found = []
    for what, *values in _lines(library):
        if what == _ENDED and [type(value) for value in values] == [str, str, bool, str, bool]:
            id_, proof, by_code, circle, outside = values
            found.append(Ended(Yes(id_, proof), by_code, circle, outside))
    return {ended.yes: ended for ended in sorted(found)}  # the last of one yes is that by its code


def read_owed(library: Path) -> dict[str, Owed]:
    """Everything that is still to be erased, by its id."""
    found: dict[str, Owed] = {}
    for what, id_, *values in _lines(library):
        if what == _OWED and values and isinstance(values[0], str):
            with suppress(ValueError, TypeError):
                found[str(id_)] = Owed(str(id_), Erasure.read(values[0]))
        elif what == _DONE:
            found.pop(str(id_), None)
    return found


def _lines(library: Path) -> Iterator[list[Any]]:
    """The lines that can be read. One that was cut off by a kill is passed over: it is written
    anew as the library is opened next.
    """
    try:
        lines = path_of(library).read_bytes().splitlines()
    except OSError:
        return
    for line in lines:
        with suppress(ValueError):
            found = json.loads(line)
            if isinstance(found, list) and len(found) > 1:
                yield found


def _add(library: Path, lines: Iterable[list[object]]) -> None:
    """Write lines, and wait until they are on the disk. Raises Refused."""
    written = [json.dumps(line) for line in lines]
    if not written:
        return
    path = path_of(library)
    if not path.exists():
        private_file(path)
        with explained(path):
            to_disk(path.parent)
    with explained(path), path.open("ab") as file:
        # A line of its own, also behind one that was cut off.
        file.write(("\n" + "\n".join(written) + "\n").encode())
        file.flush()
        flush(file.fileno())


class ConsentLog:
    """The file of one open library, kept as complete as that library."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self._written: tuple[object, ...] = (0, None, None)
        self.behind = True
        """Whether the library may have learned what is not in the file."""

    def enforce(self, conn: sqlite3.Connection, device: str) -> None:
        """Apply what the file knows to a library, within one transaction."""
        consent_state.narrow(conn, self._lacking(conn), device)
        for one in self._owed_more(conn):
            one.erasure.strike(conn, device)
            erasure.keep(conn, one)

    def knows_more(self, conn: sqlite3.Connection) -> bool:
        """Whether the file knows what the library does not."""
        return bool(self._lacking(conn) or self._owed_more(conn))

    def keep_up(self, conn: sqlite3.Connection) -> None:
        """Write down what the library has learned. Where the disk is full the library knows it all
        the same, and it is written after the next change.
        """
        counts = tuple(conn.execute(_COUNTS).fetchone())
        self.behind = counts != self._written
        if not self.behind:
            return
        with suppress(Refused):
            _add(self._library, self._news(conn))
            self._written, self.behind = counts, False

    def _news(self, conn: sqlite3.Connection) -> Iterator[list[object]]:
        there, owing = read_ended(self._library), read_owed(self._library)
        for ended in sorted(consent_state.all_ended(conn).values()):
            if consent_state.is_news(ended, there):
                yield [_ENDED, *ended.yes, ended.by_code, ended.circle, ended.outside]
        here = {one.id: one for one in erasure.all_owed(conn)}
        for id_ in here.keys() - owing.keys():
            yield [_OWED, id_, here[id_].erasure.written()]
        for id_ in owing.keys() - here.keys():
            yield [_DONE, id_]

    def _lacking(self, conn: sqlite3.Connection) -> list[Ended]:
        here = consent_state.all_ended(conn)
        return [g for g in read_ended(self._library).values() if consent_state.is_news(g, here)]

    def _owed_more(self, conn: sqlite3.Connection) -> list[Owed]:
        here = {one.id for one in erasure.all_owed(conn)}
        return [one for id_, one in read_owed(self._library).items() if id_ not in here]
