"""A learning set handed on in two ways: to an organiser, and within it to its next facilitator."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from storycircle.core.clock import SimulatedClock
from storycircle.core.meetings.inquiries import with_leave
from storycircle.core.model import Circle, Sharing
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.apply_merge import Incoming
from storycircle.store.library import Library
from tests.support.a_meeting import meeting, persons, started
from tests.support.fresh import fresh_library

NOON = datetime(2007, 3, 8, 12)  # noqa: DTZ001 (the room's own time)
OWNERS = ["Ann Able", "Ben Bold"]


@contextmanager
def laptops(*names: str) -> Iterator[list[Library]]:
    with TemporaryDirectory() as folder, ExitStack() as stack:
        clock = SimulatedClock(NOON)
        yield [
            stack.enter_context(fresh_library(Path(folder) / name / "library", clock))
            for name in names
        ]


def chosen(circle: Circle, sharing: Sharing) -> Circle:
    for owner in persons(circle)[:2]:
        circle = with_leave(circle, "q", owner, sharing, at=NOON)
    return circle


def handed_over(library: Library, path: Path) -> Incoming:
    """The circle file of the meeting, as it is now."""
    leave = library.leave(library.circle("c1"))
    circle_file.write(leave, path)
    library.exported(leave, path, circle_file.root(leave))
    return circle_file.read(path)


def test_names_go_with_the_leave_that_brought_them_in_any_order(tmp_path: Path) -> None:
    """Given, taken back and given again: whichever file comes last, the newest one holds."""
    files: list[Incoming] = []
    with laptops("own", *"abcdef") as (own, *organisers):
        for sharing in (Sharing.NAMED, Sharing.STAYS, Sharing.NAMED, Sharing.STAYS):
            own.save_circle(chosen(own.circle("c1") if files else started(), sharing))
            files.append(handed_over(own, tmp_path / f"{len(files)}.circle"))
        for organiser, order in zip(organisers, permutations(range(3)), strict=True):
            for at in order:
                assert organiser.merge(files[at]) != "look"
            known = organiser.circle("c1")
            assert [one.name for one in known.members] == OWNERS
            assert len(known.stories) == 1
            organiser.merge(files[3])
            for at in order:
                organiser.merge(files[at])
            assert organiser.circle("c1").members == ()
            assert organiser.circle("c1").stories == ()
            for name in (b"Ann Able", b"Ben Bold", b"Ask twice"):
                assert name not in organiser.path.read_bytes()


def test_a_circle_file_that_comes_home_changes_nothing(tmp_path: Path) -> None:
    with laptops("own", "organiser") as (own, organiser):
        own.save_circle(chosen(started(), Sharing.NAMED))
        file = handed_over(own, tmp_path / "x.circle")
        before = own.circle("c1")
        organiser.merge(file)
        own.merge(file)
        for leave in organiser.handed_on():
            circle_file.write(leave, tmp_path / "y.circle")
            own.merge(circle_file.read(tmp_path / "y.circle"))
        assert own.circle("c1") == before
        assert own.conflicts() == []


@pytest.mark.parametrize("members_first", [False, True])
def test_a_second_laptop_goes_on_from_both(tmp_path: Path, *, members_first: bool) -> None:
    """In either order it has the whole meeting, and nothing leaves without a yes given there."""
    with laptops("own", "second") as (own, second):
        own.save_circle(chosen(started(), Sharing.NAMED))
        before = own.circle("c1").stories
        file, inside = handed_over(own, tmp_path / "x.circle"), own.for_members("line")
        if members_first:
            second.go_on(inside)
            second.merge(file)
        else:
            second.merge(file)
            second.go_on(inside)
        assert second.conflicts() == []
        known = second.circle("c1")
        assert [m.name for m in known.members] == [m.name for m in started().members]
        (kept,) = meeting(known).inquiries
        assert kept == meeting(started()).inquiries[0]
        assert [action.text for action in known.actions] == ["For all of us"]
        leave = second.leave(known)
        assert not [one for one in leave.records if one.kind in ("story", "member", "action")]
        again = own.go_on(second.for_members("line"))
        assert again.outcome == "same"
        assert own.circle("c1").stories == before
