"""The name under which a laptop counts its changes, so that no other laptop counts under it.

A library is copied by hand: an image of the disk, a stick, a folder put back. Both copies would
count on under one name, and equal counts would mean other words. So the name is bound to a random
token in the library and in a second file, and the token is renewed before the first change of each
opening: a copy has an old one, and counts under a new name. Where the second file itself was copied
or put back, its place on the disk or its machine differs, and shows it.
"""

import json
import os
import platform
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.model import new_id
from storycircle.launcher import MARKER, is_portable, portable_folder
from storycircle.store.safety import held_files
from storycircle.store.safety.disk import in_turn, private_file, write_whole

MOST = 400
"""How many files the user's state folder holds, of libraries that may be gone: the oldest go, once
there are an eighth more.
"""
_MOST_MACHINES = 20  # by the names that one laptop had
_OWN = "SELECT name, value FROM setting WHERE name IN ('device', 'token')"


class _Place(Struct, frozen=True):
    """The place of a second file. portable: whether it is on a stick, which is used on many
    machines and has no lasting places for its files.
    """

    path: Path
    portable: bool = False


class _Known(Struct, frozen=True):
    """The content of a second file: the name, the valid tokens, its number on the disk, its
    machines.
    """

    device: str
    tokens: list[str]
    file: int
    machines: list[str]


class Name:
    """The name of one open library. shown: the name as far as nothing was changed yet."""

    def __init__(self, library: Path, conn: sqlite3.Connection) -> None:
        self._library = library
        self._conn = conn
        self._renewed = False
        self._broken: set[Path] = set()
        self._alone = ""
        self._at: tuple[_Place, tuple[str, str]] | None = None  # where it was found bound last
        self._was: tuple[Path, tuple[int, ...], _Known | None] | None = None  # as it was read last
        device, _ = _in_library(conn)
        self._new = "" if device else new_id()
        self.shown = device or self._new

    @contextmanager
    def held(self) -> Iterator[str]:
        """The name, which no other laptop has, for as long as a change takes. Raises Refused."""
        while True:
            place, row = self._at or self._looked_for()
            if place is None:
                # No second file can be written. A name that might be another laptop's loses
                # words; one for each opening only lengthens the versions of what it changes.
                self._alone = self._alone or new_id()
                yield self._alone
                return
            with ExitStack() as turn:
                try:
                    turn.enter_context(in_turn(place.path))
                except Refused as refused:
                    if refused.key != "no-locks":
                        raise
                    self._broken.add(place.path.parent)
                    self._at = None
                    continue
                known, number = self._read(place)
                if _in_library(self._conn) != row:  # another process came first
                    self._at = None
                    continue
                bound = known is not None and _is_bound(known, row, place, number)
                if self._renewed and known is not None and bound and known.tokens == [row[1]]:
                    self._at = place, row
                    yield row[0]
                    return
                if self._at is not None:  # it is not what it was: looked for anew
                    self._at = None
                    continue
                self._bind(row, known, place if bound else None)

    def _read(self, place: _Place) -> tuple[_Known | None, int]:
        """The content of a second file, and its number on its disk. One that is as it was when it
        was read last is not read again.
        """
        try:
            found = os.stat(place.path)  # noqa: PTH116 (asked at each change)
        except OSError:
            return None, 0
        marks = found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size
        if self._was is None or self._was[:2] != (place.path, marks):
            self._was = place.path, marks, _read(place)
        return self._was[2], found.st_ino

    def _looked_for(self) -> tuple[_Place | None, tuple[str, str]]:
        """The place of the second file, existing or possible, and what the library has of the
        name.
        """
        row = _in_library(self._conn)
        if not row[0] and not self._new:  # another process went back to a copy
            self._new = new_id()
        return self._place(row[0] or self._new), row

    def _place(self, device: str) -> _Place | None:
        """The place of the second file of a name; else one where it can be made, if there is
        any.
        """
        places = [p for p in _places(self._library, device) if p.path.parent not in self._broken]
        there = [place for place in places if (known := _read(place)) and known.device == device]
        return next((place for place in (*there, *places) if _is_usable(place)), None)

    def _bind(self, row: tuple[str, str], known: _Known | None, place: _Place | None) -> None:
        """Write a new token to both files. After a kill the old one is valid, or both; no change
        counts before the new one alone is. place: where the name is bound; else it gets a new name.
        """
        machines = [m for m in (known.machines if known else ()) if m != _machine()]
        machines = [*machines, _machine()][-_MOST_MACHINES:]
        device, token = row[0], new_id()
        if place is None:
            device, self._new = self._new or new_id(), ""
            place = self._place(device)
            if place is None:
                return
        good = [token] if device != row[0] else [token, row[1]]
        if not self._written(place, _Known(device, good, 0, machines)):
            return
        self._put(row, device, token)
        self._renewed = len(good) == 1 or self._written(place, _Known(device, [token], 0, machines))

    def _written(self, place: _Place, known: _Known) -> bool:
        """Whether a second file could be written, and is read as it was written; where not, no name
        is bound there any more: some drives give a file another number at each look.
        """
        with suppress(Refused):
            _write(place, known)
            kept, number = self._read(place)
            if kept is not None and _is_bound(kept, (known.device, known.tokens[0]), place, number):
                return True
        self._broken.add(place.path.parent)
        return False

    def _put(self, row: tuple[str, str], device: str, token: str) -> None:
        conn = self._conn
        conn.execute("BEGIN IMMEDIATE")
        try:
            if _in_library(conn) == row:
                forget(conn, device)
                conn.execute("INSERT INTO setting VALUES ('token', ?)", [token])
                conn.execute("COMMIT")
        finally:
            conn.rollback()  # nothing, where it was kept


def forget(conn: sqlite3.Connection, device: str) -> None:
    """Give a library a name that is bound to nothing: its next change takes another."""
    conn.execute("DELETE FROM setting WHERE name = 'token'")
    conn.execute("INSERT OR REPLACE INTO setting VALUES ('device', ?)", [device])


def _in_library(conn: sqlite3.Connection) -> tuple[str, str]:
    """The name and the token in a library; empty where it has none."""
    cursor = conn.cursor()
    cursor.row_factory = None  # plain tuples: it is asked at each change
    found = dict(cursor.execute(_OWN).fetchall())
    return str(found.get("device", "")), str(found.get("token", ""))


def _is_bound(known: _Known, row: tuple[str, str], place: _Place, number: int) -> bool:
    """Whether a library and a second file belong together, in the place and on the machine they
    know. number: of the file on its disk.
    """
    if known.device != row[0] or row[1] not in known.tokens:
        return False
    if place.portable:
        return True
    return known.file == number and _machine() in known.machines


def _places(library: Path, device: str) -> Iterator[_Place]:
    """The possible places of the second file: with a portable library, else the user's own state;
    where that cannot be written or locked, beside the library.
    """
    own = f"{library.name}.device"
    if (library.parent / MARKER).exists():
        yield _Place(library.parent / own, portable=True)
        return
    program = portable_folder()
    if program is not None and is_portable(library):
        yield _Place(program / own, portable=True)
        return
    yield _Place(_state() / device)
    yield _Place(library.parent / own)


def _state() -> Path:
    import platformdirs  # noqa: PLC0415 (imported when first used)

    given = os.environ.get("STORYCIRCLE_STATE")
    place = given or platformdirs.user_state_path("storycircle", appauthor=False)
    return Path(place) / "devices"


def _is_usable(place: _Place) -> bool:
    try:
        private_file(place.path.with_name(f"{place.path.name}.lock"))
    except Refused:
        return False
    return True


def _read(place: _Place) -> _Known | None:
    """The content of a second file; None where it cannot be decoded."""
    try:
        stored = json.loads(place.path.read_bytes())
        tokens, machines = [str(t) for t in stored["tokens"]], [str(m) for m in stored["machines"]]
        return _Known(str(stored["device"]), tokens, int(stored["file"]), machines)
    except (OSError, ValueError, TypeError, LookupError):
        return None


def _write(place: _Place, known: _Known) -> None:
    """Write a second file, with its own number on its disk. Raises Refused."""

    def make(temporary: Path) -> None:
        own = replace(known, file=temporary.stat().st_ino)
        temporary.write_text(json.dumps(to_builtins(own)), encoding="utf-8", newline="\n")

    new = not place.path.exists()
    write_whole(place.path, make)
    if new and place.path.parent.name == "devices":
        _delete_oldest(place.path.parent)


def _delete_oldest(folder: Path) -> None:
    """Delete the oldest files of a state folder, where they are too many. A library that has lost
    its second file gets a new name, and nothing else.
    """
    with suppress(OSError):
        with os.scandir(folder) as found:
            every = list(found)
        if len(every) <= 2 * (MOST + MOST // 8):
            return  # a new library waits for it: their ages are asked for now and then
        aged = sorted(every, key=lambda entry: entry.stat().st_mtime, reverse=True)
        for entry in aged[2 * MOST :]:  # each has a lock beside it
            held_files.remove(Path(entry))


@cache
def _machine() -> str:
    """A digest of this machine, other than that of one whose disk is a copy of this one's."""
    marks = [platform.node()]
    with suppress(OSError):
        marks.append(Path("/etc/machine-id").read_text(encoding="utf-8"))
    return sha256("\0".join(marks).encode()).hexdigest()[:12]
