"""Circle files: what they hold, what they must not, and strangers' files refused."""

import os
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from storycircle.core.consent.name_finder import FORENAME
from storycircle.core.error_sentences import Refused
from storycircle.core.model import (
    Action,
    Answer,
    Circle,
    Event,
    Gathered,
    Idea,
    Member,
    Note,
    Sharing,
    Slot,
    Story,
)
from storycircle.core.versioned_record import Record
from storycircle.store import schema
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.apply_merge import Incoming
from storycircle.store.exchange.outgoing import Leave
from storycircle.store.library import Library
from storycircle.store.rows import event_record
from tests.store.test_library import fresh
from tests.support.bad_places import make_pipe
from tests.support.examples import examples
from tests.support.inside import dump, fill
from tests.support.strategies import gathereds

FULL = Circle(
    "c",
    5,
    event="e",
    theme="A theme",
    facilitator="Helen",
    consent=True,
    members=(Member("m1", "Al", "SECRET-role", "SECRET-agency"), Member("m2", "Bo")),
    stories=(
        Story(
            "SECRET-1", "m1", "SECRET-title", "SECRET-points", "SECRET-quote", left_as="SECRET-2"
        ),
        Story("s2", "m2", "Named title", "points", "quote", Sharing.NAMED, "SECRET-left-as"),
        Story(
            "SECRET-3",
            "m1",
            "Al's",
            "About Bo",
            sharing=Sharing.ANONYMOUS,
            left_as="left-3",
            about="SECRET-about",
            code="SECRET-code",
            answers=(Answer("Al", FORENAME), Answer("Bo", "a colleague")),
        ),
    ),
    dialogue=(Note("SECRET-question", "SECRET-notes"),),
    ideas=(Idea("i1", "SECRET-idea"),),
    actions=(Action("a1", "Own words", ("m1", "m2"), "June", "H"),),
)


@pytest.fixture
def sound(library: Library, tmp_path: Path) -> Path:
    """A circle file as a facilitator hands it over."""
    library.save_event(Event("e", "An event"))
    library.save_circle(FULL)
    path = tmp_path / "five.circle"
    library.exported(library.leave(FULL), path, circle_file.write(library.leave(FULL), path))
    return path


def test_a_circle_file_holds_what_may_leave(sound: Path) -> None:
    """Names, actions, the named story, the story without names, and the event."""
    incoming = circle_file.read(sound)
    counts = {kind: incoming.count(kind) for kind in schema.TRAVELLING}
    assert counts == {
        "event": 1,
        "circle": 1,
        "member": 2,
        "story": 2,
        "action": 1,
        "placement": 0,
        "invited": 0,
        "addition": 0,
    }
    words = repr(incoming.records)
    for text in ("Named title", "Own words", "June", "Al", "Helen", "[forename]'s"):
        assert text in words


def test_no_byte_of_what_stays_is_in_a_circle_file(sound: Path) -> None:
    """The raw bytes of the file hold nothing of what no export may hold."""
    data = sound.read_bytes()
    assert b"SECRET" not in data
    assert b"Own words" in data
    assert b"left-3" in data
    assert b"About Bo" not in data


@settings(max_examples=examples(5))
@given(gathereds())
def test_a_file_reads_back_as_it_was_written(gathered: Gathered) -> None:
    """Whatever a circle holds, its file says exactly what was to leave."""
    with fresh() as (path, clock), Library(path, clock) as library:
        library.load(gathered)
        for circle in library.circles():
            leave = library.leave(circle)
            out = path.with_name("x.circle")
            digest = circle_file.write(leave, out)
            back = circle_file.read(out)
            assert sorted(back.records, key=lambda r: r.id) == sorted(
                leave.records, key=lambda r: r.id
            )
            assert circle_file.write(library.leave(circle), out) == digest


def test_an_event_pack_holds_no_circle(library: Library, tmp_path: Path) -> None:
    """Facilitators' laptops get the event and nobody's words."""
    library.save_event(Event("e", "An event"))
    library.save_circle(FULL)
    circle_file.write(library.pack(Event("e", "An event")), tmp_path / "event.circle")
    assert [r.kind for r in circle_file.read(tmp_path / "event.circle").records] == ["event"]


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as found:
        circle_file.read(path)
    return str(found.value)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda path: path.write_text("Dear diary"), "is not a circle file"),
        (lambda path: path.write_bytes(b""), "is not a circle file"),
        (lambda path: path.mkdir(), "is not a file"),
        pytest.param(
            lambda path: path.symlink_to(path.with_name("five.circle")),
            "is not a file",
            marks=pytest.mark.skipif(os.name == "nt", reason="links are for administrators there"),
        ),
        (make_pipe, "is not a file"),
        (lambda _path: None, "is not there"),
        (
            lambda path: (
                sqlite3.connect(path).executescript("CREATE TABLE t (x)").connection.close()
            ),
            "is not a circle file",
        ),
        (lambda path: _sparse(path, 70_000_000), "is larger than 64 MB"),
    ],
)
def test_what_is_no_circle_file_is_refused(
    sound: Path, make: Callable[[Path], object], why: str
) -> None:
    """Each with a sentence, and at once."""
    path = sound.with_name("other.circle")
    make(path)
    assert why in refusal(path)


def _sparse(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


def test_a_library_is_no_circle_file(library: Library) -> None:
    """A whole library handed over by mistake is not merged."""
    library.save_circle(FULL)
    assert "is the library that is open here" in refusal(library.path)
    library.close()
    assert "is not a circle file" in refusal(library.path)


def test_a_newer_file_is_refused_as_newer(sound: Path) -> None:
    """An older app does not guess at what it does not know."""
    data = bytearray(sound.read_bytes())
    data[60:64] = (schema.VERSION + 1).to_bytes(4)
    sound.write_bytes(data)
    assert "made by a newer Story Circle (2)" in refusal(sound)


def test_a_file_cut_anywhere_is_refused(sound: Path) -> None:
    """A memory stick pulled out too early leaves no half circle."""
    data = sound.read_bytes()
    for place in range(0, len(data) - 1, 397):
        sound.write_bytes(data[:place])
        assert refusal(sound)


@pytest.mark.slow
def test_a_damaged_file_is_refused_or_says_the_same(sound: Path) -> None:
    """No flipped bit changes a word unseen."""
    data = sound.read_bytes()
    before = circle_file.read(sound)
    chance = random.Random(2007)  # noqa: S311 (to damage files, not to keep secrets)
    refused = 0
    for _ in range(300):
        damaged = bytearray(data)
        damaged[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        sound.write_bytes(damaged)
        try:
            assert circle_file.read(sound) == before
        except Refused:
            refused += 1
    assert refused > 0


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TRIGGER t AFTER INSERT ON member BEGIN DELETE FROM action; END",
        "CREATE VIEW v AS SELECT * FROM member",
        "CREATE TABLE extra (x)",
        "CREATE INDEX i ON member (name)",
        "ALTER TABLE member ADD COLUMN extra TEXT",
        "DROP TABLE manifest",
        "DELETE FROM manifest",
        "DELETE FROM member WHERE id = 'm2'",
        "UPDATE member SET name = 'Cy' WHERE id = 'm2'",
        "UPDATE manifest SET records = 1",
    ],
)
def test_a_file_that_was_tampered_with_is_refused(sound: Path, sql: str) -> None:
    """Nothing that could run, nothing more and nothing less than was written."""
    conn = sqlite3.connect(sound)
    conn.execute(sql)
    conn.commit()
    conn.close()
    assert "damaged" in refusal(sound)


HEAD: dict[str, object] = {"number": 1, "theme": "", "facilitator": ""}
MEMBER: dict[str, object] = {"circle": "c", "place": 0, "name": "Al"}
STORY: dict[str, object] = {"title": "", "points": "", "quote": "", "sharing": "anonymous"}
STORY |= {"tags": "[]", "proof": "", "under": ""}
ACTION: dict[str, object] = {
    "circle": "c",
    "place": 0,
    "text": "x",
    "who": "[]",
    "by": "",
    "heading": "",
}

PLACED = {"action": "a", "heading": "h", "wording": "w", "rank": "m"}
INVITED = {"event": "e", "number": 5, "names": "[]"}
EVENT = event_record(Event("e", "An event", programme=(Slot("10:00", "10:30", "Tea"),))).fields


def forged(path: Path, *records: Record) -> str:
    """What is said of a file with sound digests whose records say something they must not."""
    records = tuple(replace(r, version=r.version or {"d": 1}) for r in records)
    conn = sqlite3.connect(":memory:")
    fill(conn, Leave("c", records, ()))
    path.write_bytes(conn.serialize())
    conn.close()
    try:
        circle_file.read(path)
    except Refused as refused:
        return str(refused)
    return "sound"


@pytest.mark.parametrize(
    "record",
    [
        Record("circle", "d", HEAD, {}),
        Record("circle", "c", {**HEAD, "number": 0}, {}),
        Record("circle", "c", {"number": 1, "theme": ""}, {}),
        Record("circle", "c", {**HEAD, "consent": 1}, {}),
        Record("circle", "c", HEAD, {"d": 0}),
        Record("member", "m", {"circle": "c", "place": 0}, {}),
        Record("member", "m", {**MEMBER, "circle": "elsewhere"}, {}),
        Record("member", "m", {**MEMBER, "role": "x"}, {}),
        Record("story", "s", {**STORY, "sharing": "stays"}, {}),
        Record("story", "s", {**STORY, "sharing": "all"}, {}),
        Record("story", "s", {**STORY, "sharing": "named"}, {}),
        Record("story", "s", {**STORY, "teller": "m"}, {}),
        Record("story", "s", {**STORY, "under": "elsewhere"}, {}),
        Record("story", "s", {**STORY, "tags": '["\\u0007"]'}, {}),
        Record("story", "s", {**STORY, "about": "x"}, {}),
        Record("story", "s", {**STORY, "code": "x"}, {}),
        Record("action", "a", {**ACTION, "who": "{"}, {}),
        Record("action", "a", {**ACTION, "who": "[[]]"}, {}),
        Record("action", "a", {**ACTION, "who": "7"}, {}),
        Record("placement", "a/placement", {"action": "a", "heading": "h"}, {}),
        Record("placement", "a/placement", {**PLACED, "rank": "m0"}, {}),
        Record("placement", "a/placement", {**PLACED, "rank": "M"}, {}),
        Record("invited", "e/invited/5", {**INVITED, "number": 0}, {}),
        Record("invited", "e/invited/5", {**INVITED, "names": "{}"}, {}),
        Record("event", "e", {**EVENT, "expected": -1}, {}),
        Record("action", "a", {**ACTION, "who": "[" * 200_000}, {}),
        Record("member", "m", {**MEMBER, "name": "Al\x0b"}, {}),
        Record("member", "m", {**MEMBER, "name": "Jose\u0301"}, {}),
        Record("action", "a", {**ACTION, "who": '["\\u0007"]'}, {}),
        Record("event", "e", {**EVENT, "title": "An\x00event"}, {}),
        Record("event", "e", {**EVENT, "keep_until": "soon"}, {}),
        Record("event", "e", {**EVENT, "recipients": "[7]"}, {}),
        Record("event", "e", {**EVENT, "headings": "[" * 200_000}, {}),
        Record("event", "e", {**EVENT, "headings": '["\\u000b"]'}, {}),
        Record("event", "e", {**EVENT, "programme": '[["ab", null, "x"]]'}, {}),
        Record("event", "e", {**EVENT, "programme": '[["24:00", null, "x"]]'}, {}),
        Record("event", "e", {**EVENT, "programme": '[["10:00", "", "x"]]'}, {}),
        Record("event", "e", {**EVENT, "programme": '[["10:00", "09:00", "x"]]'}, {}),
        Record("event", "e", {**EVENT, "programme": '[["10:00", null, "\\u000b"]]'}, {}),
    ],
)
def test_a_file_that_says_what_no_circle_says_is_refused(tmp_path: Path, record: Record) -> None:
    """A forged file with sound digests cannot make a library unreadable or reach other circles."""
    head = Record("circle", "c", HEAD, {})
    others = () if (record.kind, record.id) == ("circle", "c") else (head,)
    assert "damaged" in forged(tmp_path / "x.circle", *others, record)


def test_the_files_forged_here_are_refused_for_one_reason_each(tmp_path: Path) -> None:
    """The same records, as they should be, are sound."""
    records = (
        Record("circle", "c", HEAD, {}),
        Record("member", "m", MEMBER, {}),
        Record("story", "s", STORY, {}),
        Record("action", "a", ACTION, {}),
        Record("placement", "a/placement", PLACED, {}),
        Record("event", "e", EVENT, {}),
    )
    assert forged(tmp_path / "x.circle", *records) == "sound"
    pack = (Record("event", "e", EVENT, {}), Record("invited", "e/invited/5", INVITED, {}))
    assert forged(tmp_path / "y.circle", *pack) == "sound"


def test_a_refused_file_changes_nothing(library: Library, sound: Path) -> None:
    """What cannot be merged is not merged a little."""
    records = [Record("member", "m9", MEMBER, {"d": 1})]
    bad = Incoming([*records, Record("action", "x", {**ACTION, "text": {}}, {"d": 1})], [])
    before = dump(library)
    with pytest.raises(Refused):
        library.merge(bad)
    assert dump(library) == before
    assert sound.exists()
