"""Files that nobody should hand over: broken on their way, forged, or meant to do harm.

Each maker writes one at a path, from a sound circle file's bytes and a chance of its own.
"""

import os
import sqlite3
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

from msgspec.structs import replace

from storycircle.core.model import Event
from storycircle.core.versioned_record import Record
from storycircle.store import schema
from storycircle.store.exchange.outgoing import Leave
from storycircle.store.rows import event_record
from tests.store.exchange.test_circle_file import ACTION, HEAD, MEMBER, STORY
from tests.support.inside import fill

Maker = Callable[[Path, bytes, Random], object]


def _cut(path: Path, sound: bytes, chance: Random) -> None:
    """A stick pulled out: in the header, at a page's edge, within a page, before the last byte."""
    pages = len(sound) // 4096
    places = [chance.randrange(100), 4096 * chance.randrange(1, pages), len(sound) - 1]
    path.write_bytes(sound[: chance.choice([*places, chance.randrange(len(sound))])])


def _longer(path: Path, sound: bytes, chance: Random) -> None:
    path.write_bytes(sound + chance.randbytes(chance.choice([1, 512, 4096])))


def _flipped(path: Path, sound: bytes, chance: Random) -> None:
    """One bit of what somebody said."""
    data = bytearray(sound)
    at = data.index(chance.choice([b"Own words", b"Named title", b"An event"]))
    data[at + chance.randrange(8)] ^= 1 << chance.randrange(7)
    path.write_bytes(data)


def _burnt(path: Path, sound: bytes, chance: Random) -> None:
    """A stretch of a hundred bytes of every page, near its end, where what it holds begins."""
    data = bytearray(sound)
    for start in range(0, len(data), 4096):
        at = start + 3900 + chance.randrange(96)
        data[at : at + 100] = chance.randbytes(100)
    path.write_bytes(data)


def _mixed(path: Path, sound: bytes, chance: Random) -> None:
    """Its pages in another order."""
    pages = [sound[at : at + 4096] for at in range(4096, len(sound), 4096)]
    chance.shuffle(pages)
    path.write_bytes(sound[:4096] + b"".join(pages[::-1]))


def _another_id(path: Path, sound: bytes, chance: Random) -> None:
    data = bytearray(sound)
    data[68:72] = chance.choice([b"\0\0\0\0", schema.LIBRARY_ID.to_bytes(4), chance.randbytes(4)])
    path.write_bytes(data)


def _newer(path: Path, sound: bytes, chance: Random) -> None:
    data = bytearray(sound)
    data[60:64] = chance.choice([2, 3, 0x7FFFFFFF, 0xFFFFFFFF]).to_bytes(4)
    path.write_bytes(data)


_TAMPERED = (
    "CREATE TRIGGER t AFTER INSERT ON member BEGIN DELETE FROM action; END",
    "CREATE TRIGGER t BEFORE UPDATE ON event BEGIN SELECT load_extension('x'); END",
    "CREATE VIEW v AS SELECT * FROM member",
    "CREATE VIEW v AS WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x FROM r) SELECT x FROM r",
    "CREATE VIRTUAL TABLE f USING fts5(x)",
    "CREATE VIRTUAL TABLE g USING rtree(a, b, c)",
    "CREATE TABLE h (a, b GENERATED ALWAYS AS (a || a) STORED)",
    "ALTER TABLE member ADD COLUMN loud TEXT GENERATED ALWAYS AS (upper(name)) VIRTUAL",
    "CREATE INDEX i ON member (lower(name))",
    "CREATE TABLE extra (x)",
    "ALTER TABLE action RENAME COLUMN text TO said",
    "ALTER TABLE story RENAME TO stories",
    "DROP TABLE placement",
    "DELETE FROM manifest",
    "UPDATE manifest SET records = records + 1",
    "UPDATE manifest SET root = 'x'",
    "INSERT INTO manifest VALUES ('y', 1)",
    "DELETE FROM member WHERE id = 'm2'",
    "UPDATE action SET text = 'Give me your coat'",
    "UPDATE member SET name = NULL WHERE id = 'm1'",
    "UPDATE member SET name = CAST(x'ff00fe' AS TEXT)",
    "UPDATE circle SET number = -5",
    "UPDATE member SET version = '{}'",
    "UPDATE member SET version = '{\"a\": -1}'",
    "UPDATE member SET version = replace(hex(zeroblob(40000)), '00', '[')",
    "UPDATE action SET who = replace(hex(zeroblob(50000)), '00', '[')",
    "UPDATE action SET text = hex(zeroblob(1500000))",
    "UPDATE member SET id = '../../etc/passwd' WHERE id = 'm1'",
    "INSERT INTO removed VALUES ('m1', 'nothing', '', '{}')",
    "PRAGMA user_version = 77",
    "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE TABLE member(x)'",
    "PRAGMA writable_schema = ON; UPDATE sqlite_master SET rootpage = 1 WHERE name = 'action'",
    "PRAGMA writable_schema = ON; DELETE FROM sqlite_master WHERE name = 'event'",
)


def _tampered(sql: str) -> Maker:
    def make(path: Path, sound: bytes, _chance: Random) -> None:
        path.write_bytes(sound)
        with closing(sqlite3.connect(path)) as conn:
            conn.executescript(sql)

    return make


_FORGED: tuple[Record, ...] = (
    Record("circle", "other", HEAD, {}),
    Record("circle", "c", {**HEAD, "number": 0}, {}),
    Record("member", "m", {**MEMBER, "circle": "elsewhere"}, {}),
    Record("member", "m", {**MEMBER, "role": "a secret"}, {}),
    Record("story", "s", {**STORY, "sharing": "stays"}, {}),
    Record("story", "s", {**STORY, "points": "\x1b[2J"}, {}),
    Record("action", "a", {**ACTION, "who": "[" * 200_000}, {}),
    Record("addition", "x", {"belongs": "c", "sort": "s", "fields": "[" * 200_000}, {}),
)


def _forged(record: Record) -> Maker:
    """Sound in every digest, and saying what no circle says."""

    def make(path: Path, _sound: bytes, _chance: Random) -> None:
        head = () if record.id == "c" else (Record("circle", "c", HEAD, {}),)
        records = tuple(replace(r, version={"d": 1}) for r in (*head, record))
        with closing(sqlite3.connect(":memory:")) as conn:
            fill(conn, Leave("c", records, ()))
            path.write_bytes(conn.serialize())

    return make


def _file(circle: str, records: tuple[Record, ...], *removed: Record) -> Leave:
    return Leave(circle, records, removed)


_NINE = Record("circle", "nine", {**HEAD, "number": 9}, {"d": 1})
_NO_CIRCLE = Record("circle", "nine", {**HEAD, "number": 9, "event": "e" * 301}, {"d": 1})
_KEYED = {**event_record(Event("e9", "An event")).fields, "recipients": '["age1nonsense"]'}
_OF_STRANGERS = (
    _file("nine", (_NINE,), Record("circle", "nine", {}, {"d": 2}, removed=True)),
    _file("", (), Record("circle", "nine", {}, {"d": 2}, removed=True)),
    _file("", (), Record("member", "nine", {}, {"d": 2}, removed=True)),
    _file("nine", (_NINE,), Record("placement", "x", {}, {"d": 2}, removed=True)),
    _file("nine", (_NINE,), Record("action", "x", {"circle": "ten"}, {"d": 2}, removed=True)),
    _file("nine", (replace(_NINE, version={"d": 10**15}),)),
    _file("nine", (replace(_NINE, version={"d": 10**4_299}),)),
    *(
        _file(
            "nine", (_NINE, Record(kind, "x", {**fields, "circle": "nine", "place": -9}, {"d": 1}))
        )
        for kind, fields in (("action", ACTION), ("member", MEMBER))
    ),
    _file("nine", (_NO_CIRCLE,)),
    _file("nine", (_NINE, replace(_NINE, id="ten"))),
    _file("", (Record("event", "e9", _KEYED, {"d": 1}),)),
)
"""What a stranger would forge: tombstones, counts, places, a circle elsewhere, a swapped key."""


def _of_stranger(leave: Leave) -> Maker:
    def make(path: Path, _sound: bytes, _chance: Random) -> None:
        with closing(sqlite3.connect(":memory:")) as conn:
            fill(conn, leave)
            path.write_bytes(conn.serialize())

    return make


def _nonsense(path: Path, _sound: bytes, chance: Random) -> None:
    starts = (b"", b"SQLite format 3\0", b"PK\x03\x04", b"%PDF-1.7", b"age-encryption.org/v1\n")
    path.write_bytes(chance.choice(starts) + chance.randbytes(chance.randrange(9000)))


def _sparse(path: Path, sound: bytes, _chance: Random) -> None:
    path.write_bytes(sound)
    os.truncate(path, 65_000_000)


def _locked(path: Path, sound: bytes, _chance: Random) -> None:
    _zip(path, ("5.circle", sound))
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)


def _bomb(path: Path, _sound: bytes, _chance: Random) -> None:
    """One file of 100 MB that says it has nine bytes."""
    _zip(path, ("5.circle", bytes(100_000_000)))
    size = struct.pack("<L", 100_000_000)
    path.write_bytes(path.read_bytes().replace(size, struct.pack("<L", 9)))


def _large_bomb(path: Path, _sound: bytes, _chance: Random) -> None:
    """One that says it has four gigabytes."""
    _zip(path, ("5.circle", b"x"))
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<L", 0xFFFFFFF0)
    path.write_bytes(data)


def _zip(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, data in entries:
            archive.writestr(entry, data)


def _leading_out(path: Path, sound: bytes, chance: Random) -> None:
    names = ("../x.circle", "a/../../x.circle", "/etc/x.circle", "C:\\x.circle", "..\\x.circle")
    _zip(path, (chance.choice(names), sound))


def _linking(path: Path, _sound: bytes, chance: Random) -> None:
    info = zipfile.ZipInfo("x.circle")
    info.create_system = 3
    info.external_attr = (chance.choice([stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR]) | 0o644) << 16
    _zip(path, (info, b"/etc/passwd"))


def _torn_zip(path: Path, sound: bytes, chance: Random) -> None:
    _zip(path, ("x.circle", sound))
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(4, len(data) - 1)])


def _endless_pdf(path: Path, _sound: bytes, _chance: Random) -> None:
    """Its attachments' names lead back to themselves."""
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 3 0 R>>>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>endobj\n"
        b"3 0 obj<</Kids[3 0 R 3 0 R]/Names[(x.circle) 3 0 R]>>endobj\n"
        b"trailer<</Root 1 0 R/Size 4/Prev 9>>\nstartxref\n9\n%%EOF"
    )


def _picture_bomb(path: Path, _sound: bytes, _chance: Random) -> None:
    """A picture of a hundred thousand by a hundred thousand points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))
        )

    head = struct.pack(">LLBBBBB", 100_000, 100_000, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100_000)))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b""))


def _no_picture(path: Path, _sound: bytes, chance: Random) -> None:
    path.write_bytes(b"\xff\xd8\xff\xe0" + chance.randbytes(4000))


def _to_elsewhere(path: Path, _sound: bytes, chance: Random) -> None:
    path.symlink_to(chance.choice(["/etc/passwd", "/dev/zero", path.name, "nowhere"]))


_OF_POSIX: tuple[tuple[str, Maker], ...] = (
    # On Windows a link is for administrators to make, and no pipe lies in a folder.
    ((".circle", lambda path, _s, _c: os.mkfifo(path)), (".circle", _to_elsewhere))
    if os.name == "posix"
    else ()
)
MAKERS: tuple[tuple[str, Maker], ...] = (
    *((".circle", maker) for maker in (_cut, _cut, _longer, _flipped, _flipped, _burnt, _mixed)),
    *((".circle", maker) for maker in (_another_id, _newer, _nonsense, _nonsense, _sparse)),
    *((".circle", _tampered(sql)) for sql in _TAMPERED),
    *((".circle", _forged(record)) for record in _FORGED),
    *((".circle", _of_stranger(leave)) for leave in _OF_STRANGERS),
    (".circle", lambda path, _s, _c: path.mkdir()),
    *_OF_POSIX,
    (".circle", lambda _p, _s, _c: None),
    *((".zip", maker) for maker in (_locked, _bomb, _large_bomb, _leading_out, _linking)),
    *((".zip", maker) for maker in (_torn_zip, _nonsense)),
    *((".pdf", maker) for maker in (_endless_pdf, _nonsense)),
    (".png", _picture_bomb),
    (".jpg", _no_picture),
)
"""Each kind, with the ending of its name."""


def hostile_files(folder: Path, sound: bytes, count: int, seed: int) -> list[Path]:
    """So many files, every kind once before any comes again, the same for the same seed."""
    chance = Random(seed)  # noqa: S311 (to break files, not to keep secrets)
    kinds: list[tuple[str, Maker]] = []
    made = []
    for number in range(count):
        kinds = kinds or chance.sample(MAKERS, len(MAKERS))
        ending, maker = kinds.pop()
        path = folder / f"hostile-{number:03}{ending}"
        maker(path, sound, chance)
        made.append(path)
    return made
