"""Lines in the library: kept, gone on with at a second laptop, erased; nothing of them astray."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.shareable import leaving
from storycircle.core.error_sentences import Refused
from storycircle.core.lines.records import EIGHT_QUESTIONS, Line, LineKind, Meeting, Ticked
from storycircle.core.meetings.inquiries import (
    reworded,
    with_inquiry,
    with_inquiry_action,
    with_inquiry_note,
    with_leave,
    without_inquiry,
)
from storycircle.core.meetings.next_meeting import (
    first_meeting,
    new_line,
    next_meeting,
    with_apologies,
    with_come,
    with_left,
    with_line,
    with_people,
    with_ticked,
)
from storycircle.core.model import Action, Circle, Idea, Member, Note, Sharing, Story
from storycircle.core.reviews.review import Review, ReviewState
from storycircle.core.versioned_record import Order, Record, compare
from storycircle.store import schema, tables
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.circle_details import LINE_OF
from storycircle.store.exchange.sealed_file import Opener, Seal
from storycircle.store.library import Library
from storycircle.store.lines import members_file
from storycircle.store.lines.line_store import ForMembers
from storycircle.store.rows import comparable, digest
from tests.support.examples import examples, sequences
from tests.support.fresh import fresh_library
from tests.support.inside import conn_of

NOON = datetime(2007, 3, 8, 12)  # noqa: DTZ001 (the room's own time)
SET = new_line(
    "Learning set", question="Where is common ground?", kind=LineKind.LEARNING_SET, id_="line"
)
OLD_DOORS = "three old doors"
NAMES = ("Ann Able", "Ben Bold", "Cy Calm", "Di Dare")


def started() -> Circle:
    """A first meeting with all that a meeting can have, and with what stays on its laptop."""
    members = tuple(Member(f"m{at}", name, "role", "agency") for at, name in enumerate(NAMES))
    circle = replace(first_meeting(SET, members, on="2007-03-08"), id="c1")
    owners = persons(circle)
    circle = with_inquiry(circle, owners[:2], "How do we ask?", kind="practice", id_="q")
    circle = with_inquiry_note(circle, "q", 3, "Two lines\nof notes", on="2007-03-08", note="n")
    circle = with_inquiry_action(circle, "q", "Ask twice", who=owners[:1], by="May", id_="i")
    circle = with_apologies(circle, "m1", buddy="m0")
    return replace(
        circle,
        actions=(Action("a", "For all of us", ("m2",)),),
        stories=(Story("s", "m0", "Told", "Told here alone", left_as="l"),),
        dialogue=(Note("Why?", "Noted alone"),),
        ideas=(Idea("d", "Only an idea"),),
    )


def persons(circle: Circle) -> list[str]:
    assert circle.meeting is not None
    return [one.person for one in circle.meeting.people]


@contextmanager
def laptops(count: int) -> Iterator[list[Library]]:
    with TemporaryDirectory() as folder, ExitStack() as stack:
        clock = SimulatedClock(NOON)
        yield [
            stack.enter_context(fresh_library(Path(folder) / f"{at}" / "library", clock))
            for at in range(count)
        ]


def test_a_meeting_is_kept_as_it_is_and_so_is_its_line(library: Library) -> None:
    left = with_left(started(), "m3", "learns in another way")
    then = next_meeting([left], on="2007-04-19")
    library.save_circle(left)
    library.save_circle(then)
    assert library.circle("c1") == left
    assert {one.id: one for one in library.circles()} == {left.id: left, then.id: then}
    assert library.meetings("line") == [left, then]
    assert library.lines() == [SET]
    (inquiry,) = meeting(then).inquiries
    emptied = without_inquiry(with_come(then, "Eve Early", [left]), inquiry.id)
    library.save_circle(emptied)
    assert library.circle(then.id) == emptied


def test_a_window_with_an_older_line_does_not_write_over_a_later_one(library: Library) -> None:
    """The line has changes of its own: a meeting is saved without them."""
    library.save_circle(started())
    library.save_line(with_line(SET, next_on="2007-04-19"))
    library.save_circle(replace(started(), facilitator="Fay"))
    (line,) = library.lines()
    assert line.next == "2007-04-19"
    assert library.circle("c1").meeting == replace(meeting(started()), line=line)


def meeting(circle: Circle) -> Meeting:
    assert circle.meeting is not None
    return circle.meeting


# Two to five laptops.

ACTS = (
    *("note", "reword", "action", "drop", "line", "late", "sorry", "left", "next"),
    *("moved", "review", "take", "tick", "pass", "pass", "pass"),
)
STEP = st.tuples(st.integers(0, 4), st.sampled_from(ACTS), st.integers(0, 9))


def acted(library: Library, what: str, at: int) -> None:
    """One change of a facilitator: to the line, at the last meeting that this laptop knows, or to
    an action of the first.
    """
    held = library.meetings("line")
    circle, first = held[-1], held[0]
    if what == "line":
        library.save_line(with_line(library.lines()[0], question=f"Question {at}?"))
    elif what == "next" and len(held) < 4:
        library.save_circle(next_meeting(held))
    elif what == "late" and len(circle.members) < 15:
        library.save_circle(with_come(circle, f"Late {at}", held))
    elif what == "review" and first.actions:
        told = Review(f"r{at} {library.device}", ReviewState.DONE, happened=f"happened {at}")
        library.save_circle(reviewed(first, told))
    elif what == "take":
        library.save_circle(replace(first, actions=()))
    else:
        library.save_circle(changed_meeting(circle, what, at))


def changed_meeting(circle: Circle, what: str, at: int) -> Circle:
    """A meeting with one change to who was there, or where, or to its first inquiry."""
    seat = circle.members[at % len(circle.members)].id
    if what == "sorry":
        return with_apologies(circle, seat, buddy=circle.members[at % len(circle.members) - 1].id)
    if what == "left" and len(circle.members) > 2:
        return with_left(circle, seat, f"reason {at}")
    if what == "tick":
        return with_ticked(circle, list(Ticked)[: at % 4])
    if what == "moved":
        return replace(circle, date=f"2007-03-{at + 10}", venue=f"Room {at}")
    return asked(circle, what, at)


def asked(circle: Circle, what: str, at: int) -> Circle:
    """A meeting with one change to its first inquiry, where it has one."""
    inquiry = next(iter(meeting(circle).inquiries), None)
    if inquiry is None:
        return circle
    if what == "note":
        under = at % len(EIGHT_QUESTIONS)
        return with_inquiry_note(circle, inquiry.id, under, f"note {at}", on="")
    if what == "reword":
        return reworded(circle, inquiry.id, f"Wording {at}?", "2007-03-08")
    if what == "action" and len(inquiry.actions) < 3:
        return with_inquiry_action(circle, inquiry.id, f"action {at}")
    if what == "drop" and inquiry.notes:
        note = inquiry.notes[0]
        return with_inquiry_note(circle, inquiry.id, note.under, "", on="", note=note.id)
    return circle


def reviewed(circle: Circle, told: Review) -> Circle:
    """A circle whose first action has one review more, or as many as it has with this one."""
    first, *others = circle.actions
    here = {review.id: review for review in (told, *first.reviews)}
    return replace(circle, actions=(replace(first, reviews=tuple(here.values())), *others))


def play(all_: Sequence[Library], steps: Sequence[tuple[int, str, int]]) -> list[ForMembers]:
    """What was handed on while laptops wrote apart and went on from one another's files."""
    all_[0].save_circle(started())
    files = [all_[0].for_members("line")]
    for other in all_[1:]:
        other.go_on(files[0])
    for who, what, at in steps:
        library = all_[who % len(all_)]
        if what == "pass":
            library.go_on(files[at % len(files)])
        else:
            acted(library, what, at)
        files.append(library.for_members("line"))
    return files


def inside(library: Library) -> bytes:
    """All that a library would hand on: two that say the same, say it byte for byte."""
    return members_file.content(library.for_members("line"), "x.circle")


def lost(library: Library, files: Sequence[ForMembers]) -> list[Record]:
    """What files said that a library neither says, nor shows beside, nor superseded knowingly."""
    conn = conn_of(library)
    found = []
    for record in {
        (r.kind, r.id, digest(r.kind, r.id, r.fields, r.version)): r
        for file in files
        for r in (*file.records, *file.removed)
    }.values():
        if record.kind == "addition" and is_gone(conn, str(record.fields["belongs"])):
            continue
        kept = tables.read(conn, record.kind, record.id)
        copies = [comparable(kept)] if kept else []
        copies += tables.read_conflicting(conn, record.id)
        if not any(
            copy.removed
            or copy.content() == record.content()
            or compare(record.version, copy.version) in (Order.SAME, Order.NEWER)
            for copy in copies
        ):
            found.append(record)
    return found


def said_of_meetings(library: Library) -> list[tuple[str, list[list[str]], list[str]]]:
    """What leaves of each meeting of who was not there, and what was ticked for it."""
    said = [
        (str(record.fields["belongs"]), json.loads(str(record.fields["fields"])))
        for leave in library.handed_on()
        for record in leave.records
        if record.fields.get("sort") == LINE_OF
    ]
    return sorted((circle, content["people"], content["ticked"]) for circle, content in said)


def as_ticked(library: Library) -> list[tuple[str, list[list[str]], list[str]]]:
    """The same, as the meetings are now."""
    forms = [(one.id, meeting(leaving(one).circle)) for one in library.meetings("line")]
    return sorted(
        (
            circle,
            [[one.name, one.came.value, one.buddy, one.reason] for one in form.people],
            sorted(form.ticked),
        )
        for circle, form in forms
    )


def is_gone(conn: sqlite3.Connection, id_: str) -> bool:
    """Whether a record was taken out, and what was added to it with it."""
    return conn.execute("SELECT 1 FROM removed WHERE id = ?", [id_]).fetchone() is not None


def holds(count: int, steps: Sequence[tuple[int, str, int]], chance: Random) -> None:
    with laptops(count + 3) as all_:
        files = play(all_[:count], steps)
        readers = all_[count:]
        for library in readers:
            for file in chance.sample(files, len(files)):
                library.go_on(file)
            assert lost(library, files) == []
        for library in all_[:count]:
            for file in chance.sample(files, len(files)):
                library.go_on(file)
            assert lost(library, files) == []
        assert len({inside(library) for library in readers}) == 1
        for library in all_:
            assert said_of_meetings(library) == as_ticked(library)
        waiting = {tuple(one.id for one in library.conflicts()) for library in all_}
        assert len(waiting) == 1
        for conflict in readers[0].conflicts():
            readers[0].settle(conflict, dict(conflict.copies[-1].fields))
        last = readers[0].for_members("line")
        for library in all_:
            library.go_on(last)
            assert library.conflicts() == []
        assert len({inside(library) for library in all_}) == 1
        for library in all_:
            assert said_of_meetings(library) == as_ticked(library)
            ids = [one.person for one in meeting(library.meetings("line")[-1]).people]
            assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("first", [0, 1])
def test_what_is_not_ticked_any_more_leaves_no_laptop(first: int, tmp_path: Path) -> None:
    """Though another one noted who was away, and knew nothing of it."""
    ticked = with_ticked(started(), [Ticked.APOLOGIES, Ticked.BUDDIES])
    with laptops(3) as (*two, organiser):
        two[0].save_circle(ticked)
        two[1].go_on(two[0].for_members("line"))
        two[first].save_circle(with_ticked(two[first].circle("c1"), [Ticked.APOLOGIES]))
        other = two[1 - first]
        other.save_circle(with_apologies(other.circle("c1"), "m2", buddy="m3"))
        two[first].go_on(other.for_members("line"))
        other.go_on(two[first].for_members("line"))
        for at, library in enumerate(two):
            leave = library.leave(library.circle("c1"))
            path = tmp_path / f"{at}.circle"
            circle_file.write(leave, path)
            library.exported(leave, path, circle_file.root(leave))
            assert library.leave(library.circle("c1")) == leave
            organiser.merge(circle_file.read(path))
            people = meeting(organiser.circle("c1")).people
            assert [(one.name, one.buddy) for one in people] == [("Ben Bold", ""), ("Cy Calm", "")]
            assert b"Ann Able" not in path.read_bytes()


@settings(max_examples=examples(2), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(2, 5), st.lists(STEP, max_size=8), st.randoms(use_true_random=False))
def test_any_history_of_laptops_ends_byte_equal_and_loses_nothing(
    count: int, steps: list[tuple[int, str, int]], chance: Random
) -> None:
    """In whatever order files for members are gone on from, and what two wrote is looked at."""
    holds(count, steps, chance)


@pytest.mark.slow
@settings(
    max_examples=sequences(25, 1_000),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.integers(2, 5), st.lists(STEP, max_size=20), st.randoms(use_true_random=False))
def test_longer_histories_too(
    count: int, steps: list[tuple[int, str, int]], chance: Random
) -> None:
    """The same, with more changes: a thousand such histories in a night."""
    holds(count, steps, chance)


# The file for members only.


@pytest.mark.slow
def test_nothing_of_a_line_is_in_clear_in_its_file(tmp_path: Path) -> None:
    """As it is sealed in earnest, which takes a second of work."""
    path = tmp_path / "set.circle"
    with laptops(1) as (one,):
        one.save_circle(started())
        members_file.write(one.for_members("line"), path, OLD_DOORS)
        raw = path.read_bytes()
        for word in (b"Ann", b"Ask twice", b"Two lines", b"SQLite", b"Learning set"):
            assert word not in raw


@pytest.mark.usefixtures("weak_seal")
def test_a_line_goes_on_at_a_second_laptop_without_what_stays(tmp_path: Path) -> None:
    """The meetings are there, when and where they were and what became of their actions; and no
    story, note, idea or role.
    """
    path = tmp_path / "set.circle"
    told = Review("r", ReviewState.UNDER_WAY, "2007-04-01", "Half of it", told_by="Di")
    with laptops(2) as (one, other):
        one.save_circle(replace(reviewed(started(), told), venue="Hall", region="West"))
        one.save_circle(with_line_next(one))
        before = one.circle("c1")
        members_file.write(one.for_members("line"), path, OLD_DOORS)
        came = members_file.read(path, Opener(other.path, lambda _what: OLD_DOORS).open)
        done = other.go_on(came)
        assert (done.outcome, done.meetings, done.missing) == ("new", 2, ())
        plain = members_file.content(one.for_members("line"), "x")
        for word in (b"Told here", b"Noted alone", b"Only an idea", b"role", b"agency"):
            kept = [line for line in sqlite_texts(plain) if word.decode() in line]
            assert kept == []
        assert other.meetings("line")[0].members == tuple(
            replace(member, role="", agency="") for member in started().members
        )
        first = other.meetings("line")[0]
        assert (first.date, first.venue, first.region) == ("2007-03-08", "Hall", "West")
        assert first.actions[0].reviews == (told,)
        other.save_circle(next_meeting(other.meetings("line"), on="2007-05-17"))
        back = one.go_on(other.for_members("line"))
        assert (back.outcome, back.meetings) == ("updated", 3)
        assert one.circle("c1") == before


def test_what_is_taken_out_of_a_meeting_is_taken_out_at_a_second_laptop() -> None:
    """An inquiry with its notes and actions, an action of the meeting, somebody not on the list."""
    with laptops(2) as (one, other):
        one.save_circle(started())
        other.go_on(one.for_members("line"))
        known = without_inquiry(one.circle("c1"), "q")
        known = replace(known, actions=(), members=known.members[:3])
        one.save_circle(with_people(known, ()))
        other.go_on(one.for_members("line"))
        gone_on = other.circle("c1")
        assert meeting(gone_on) == meeting(one.circle("c1"))
        assert meeting(gone_on).inquiries == gone_on.actions == ()
        assert len(gone_on.members) == len(meeting(gone_on).people) == 3
        assert inside(one) == inside(other)


def with_line_next(library: Library) -> Circle:
    return next_meeting(library.meetings("line"), on="2007-04-19")


def sqlite_texts(data: bytes) -> list[str]:
    """Every value of every row, as text."""
    conn = sqlite3.connect(":memory:")
    conn.deserialize(data)
    found = []
    for (table,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        found += [str(row) for row in conn.execute(f"SELECT * FROM [{table}]")]  # noqa: S608
    conn.close()
    return found


@pytest.mark.usefixtures("weak_seal")
def test_no_other_way_takes_a_file_for_members_in(tmp_path: Path) -> None:
    """Opened by its passphrase, it says what it is; a circle file is none of them."""
    path = tmp_path / "set.circle"
    with laptops(1) as (one,):
        one.save_circle(started())
        with pytest.raises(Refused):
            members_file.write(one.for_members("line"), path, "")
        assert not path.exists()
        members_file.write(one.for_members("line"), path, OLD_DOORS)
        unseal = Opener(one.path, lambda _what: OLD_DOORS).open
        with pytest.raises(Refused, match="for members of a line of meetings only"):
            circle_file.read(path, unseal)
        circle_file.write(one.leave(one.circle("c1")), path, Seal((), OLD_DOORS))
        with pytest.raises(Refused, match="no file for members"):
            members_file.read(path, unseal)
        open_ = tmp_path / "open.circle"
        open_.write_bytes(members_file.content(one.for_members("line"), "open.circle"))
        with pytest.raises(Refused, match="no file for members"):
            members_file.read(open_, unseal)
        with pytest.raises(Refused, match="for members of a line of meetings only"):
            circle_file.read(open_)


def changed(what: ForMembers, of: str, **fields: object) -> ForMembers:
    """The file with the first record of a kind changed as no writer of ours does."""
    (first, *_) = [one for one in what.records if one.kind == of]
    odd = replace(first, fields={**first.fields, **fields})
    return replace(what, records=tuple(odd if one is first else one for one in what.records))


ODD: dict[str, Callable[[ForMembers], ForMembers]] = {
    "a person of another meeting": lambda f: changed(f, "attendance", circle="c9"),
    "an id that is another's": lambda f: changed(f, "attendance", person="p9"),
    "a state that is none": lambda f: changed(f, "attendance", came="away"),
    "a ninth question": lambda f: changed(f, "inquiry_note", under_question=9),
    "another line": lambda f: changed(f, "meeting", line="other"),
    "meeting nought": lambda f: changed(f, "meeting", number=0),
    "ticks that are none": lambda f: changed(f, "meeting", ticked='["all"]'),
    "a kind that is none": lambda f: changed(f, "line", kind="club"),
    "a day that cannot be": lambda f: changed(f, "line", next="2007-06-31"),
    "a text too long": lambda f: changed(f, "line", title="x" * 501),
    "owners that are no list": lambda f: changed(f, "inquiry", owners='{"a": 1}'),
    "what owners said": lambda f: changed(f, "inquiry", choices="[]"),
    "a role": lambda f: changed(f, "member", role="head"),
    "counts of agencies": lambda f: changed(f, "addition", sort="agencies"),
    "what is of nothing": lambda f: changed(f, "addition", belongs="c9"),
    "what is of another meeting": lambda f: changed(f, "addition", circle="c9"),
    "no line": lambda f: replace(f, records=tuple(one for one in f.records if one.kind != "line")),
}


@pytest.mark.parametrize("odd", ODD)
def test_a_file_that_no_story_circle_writes_is_refused(odd: str) -> None:
    with laptops(1) as (one,):
        one.save_circle(started())
        with pytest.raises(Refused, match="is damaged and cannot be trusted"):
            members_file.content(ODD[odd](one.for_members("line")), "odd.circle")


# Erased, and from before there were lines.


def test_an_erased_inquiry_is_gone_from_rows_and_backups_and_withdrawn(tmp_path: Path) -> None:
    with laptops(2) as (one, organiser):
        circle = started()
        for owner in persons(circle)[:2]:
            circle = with_leave(circle, "q", owner, Sharing.NAMED, at=NOON)
        one.save_circle(circle)
        leave = one.leave(one.circle("c1"))
        circle_file.write(leave, tmp_path / "x.circle")
        one.exported(leave, tmp_path / "x.circle", circle_file.root(leave))
        organiser.merge(circle_file.read(tmp_path / "x.circle"))
        (story,) = organiser.circle("c1").stories
        assert meeting(organiser.circle("c1")).left_as == {story.id}
        one.back_up()
        one.erase_inquiry("q")
        assert meeting(one.circle("c1")).inquiries == ()
        for path in one.path.parent.rglob("*"):
            assert not path.is_file() or b"Two lines" not in path.read_bytes()
        circle_file.write(one.leave(one.circle("c1")), tmp_path / "x.circle")
        organiser.merge(circle_file.read(tmp_path / "x.circle"))
        assert organiser.circle("c1").stories == ()
        assert b"Two lines" not in organiser.path.read_bytes()


def test_an_erased_meeting_takes_its_line_with_it_if_it_was_the_last(library: Library) -> None:
    library.save_circle(started())
    then = next_meeting([started()])
    library.save_circle(then)
    library.erase_circle("c1")
    assert [line.id for line in library.lines()] == ["line"]
    library.erase_circle(then.id)
    assert library.lines() == []
    conn = conn_of(library)
    for kind in schema.OF_LINES:
        assert conn.execute(f"SELECT count(*) FROM [{kind}]").fetchone()[0] == 0  # noqa: S608


def test_a_line_is_known_by_every_field(library: Library) -> None:
    line = Line("l", "Title", "Why?", LineKind.LINE, "2007-06-14", ("One voice", "No notes"))
    library.save_line(line)
    assert library.lines() == [line]
