"""Lines in the library: kept, gone on with at a second laptop, erased; nothing of them astray."""

import sqlite3
from pathlib import Path

import pytest
from msgspec.structs import replace

from storycircle.core.lines.records import Line, LineKind, Ticked
from storycircle.core.meetings.inquiries import (
    with_leave,
    without_inquiry,
)
from storycircle.core.meetings.next_meeting import (
    next_meeting,
    with_apologies,
    with_come,
    with_left,
    with_line,
    with_people,
    with_ticked,
)
from storycircle.core.model import Circle, Sharing
from storycircle.core.reviews.review import Review, ReviewState
from storycircle.core.rounds.named_round import NamedRound
from storycircle.store import schema
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.sealed_file import Opener
from storycircle.store.library import Library
from storycircle.store.lines import members_file
from tests.support.a_meeting import (
    NOON,
    OLD_DOORS,
    SET,
    inside,
    laptops,
    meeting,
    persons,
    reviewed,
    started,
)
from tests.support.inside import conn_of


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


@pytest.mark.usefixtures("weak_seal")
def test_a_line_goes_on_at_a_second_laptop_without_what_stays(tmp_path: Path) -> None:
    """The meetings are there, when and where they were and what became of their actions; and no
    story, note, idea or role.
    """
    path = tmp_path / "set.circle"
    told = Review("r", ReviewState.UNDER_WAY, "2007-04-01", "Half of it", told_by="Di")
    with laptops(2) as (one, other):
        rounds = (NamedRound("r1", "Check-in", "How are you here?", may_pass=False),)
        known = replace(reviewed(started(), told), venue="Hall", region="West", rounds=rounds)
        one.save_circle(known)
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
        assert first.rounds == rounds
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
        assert not meeting(gone_on).inquiries
        assert not gone_on.actions
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
