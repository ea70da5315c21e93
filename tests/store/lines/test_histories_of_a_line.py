"""A line on two to five laptops: in any order the same, byte for byte, and nothing is lost."""

import json
import sqlite3
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core.consent.shareable import leaving
from storycircle.core.lines.records import EIGHT_QUESTIONS, Ticked
from storycircle.core.looking_back.notes import with_note
from storycircle.core.meetings.inquiries import (
    reworded,
    with_inquiry_action,
    with_inquiry_note,
)
from storycircle.core.meetings.next_meeting import (
    next_meeting,
    with_apologies,
    with_come,
    with_left,
    with_line,
    with_ticked,
)
from storycircle.core.model import Circle
from storycircle.core.reviews.review import Review, ReviewState
from storycircle.core.versioned_record import Order, Record, compare
from storycircle.store import tables
from storycircle.store.exchange.circle_details import LINE_OF
from storycircle.store.library import Library
from storycircle.store.lines.line_store import ForMembers
from storycircle.store.rows import comparable, digest
from tests.support.a_meeting import (
    inside,
    laptops,
    meeting,
    reviewed,
    started,
)
from tests.support.examples import examples, sequences
from tests.support.inside import conn_of

ACTS = (
    *("note", "reword", "action", "drop", "line", "late", "sorry", "left", "next"),
    *("moved", "review", "rewrite", "asked", "take", "tick", "pass", "pass", "pass"),
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
    elif what == "rewrite" and first.actions:
        in_hand = library.review_in_hand(first.actions[0].id, "")
        if in_hand is not None:
            again = replace(in_hand, happened=f"otherwise {at}")
            library.write_review(first, first.actions[0].id, again)
    elif what == "asked":
        of = first.actions[0].id if first.actions and at % 2 else first.id
        notes = with_note(first.review_notes, of, at % 8 + 1, f"looked back {at}", on="2007-04-01")
        library.save_circle(replace(first, review_notes=notes))
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


def said_in(files: Sequence[ForMembers]) -> list[Record]:
    """Every version of every record that any of the files has, once."""
    found = {
        (r.kind, r.id, digest(r.kind, r.id, r.fields, r.version)): r
        for file in files
        for r in (*file.records, *file.removed)
    }
    return list(found.values())


def lost(library: Library, said: Sequence[Record]) -> list[Record]:
    """What was said that a library neither says, nor shows beside, nor superseded knowingly."""
    conn = conn_of(library)
    found = []
    for record in said:
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
        said = said_in(files)
        readers = all_[count:]
        for library in readers:
            for file in chance.sample(files, len(files)):
                library.go_on(file)
            assert lost(library, said) == []
        for library in all_[:count]:
            for file in chance.sample(files, len(files)):
                library.go_on(file)
            assert lost(library, said) == []
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


@settings(max_examples=examples(2), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(2, 5), st.lists(STEP, max_size=8), st.randoms(use_true_random=False))
def test_any_history_of_laptops_ends_byte_equal_and_loses_nothing(
    count: int, steps: list[tuple[int, str, int]], chance: Random
) -> None:
    """In whatever order files for members are gone on from, and what two wrote is looked at."""
    holds(count, steps, chance)


@pytest.mark.slow
@pytest.mark.parametrize("count", [2, 3, 4, 5])
@settings(
    max_examples=sequences(7, 250),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.lists(STEP, max_size=20), st.randoms(use_true_random=False))
def test_longer_histories_too(
    count: int, steps: list[tuple[int, str, int]], chance: Random
) -> None:
    """The same, with more changes: a thousand such histories in a night, so many of each number of
    laptops. Each number turns what is drawn into other acts, so that no two play the same.
    """
    own = ACTS[: ACTS.index("pass")]
    turned = {what: own[(at + 4 * count) % len(own)] for at, what in enumerate(own)}
    holds(count, [(who, turned.get(what, what), at) for who, what, at in steps], chance)
