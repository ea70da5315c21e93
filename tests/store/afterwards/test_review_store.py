"""Reviews while they are written, notes that stay, and what waits: as the library keeps them."""

from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.looking_back.notes import with_note
from storycircle.core.model import Action, Circle, Event, Member
from storycircle.core.reviews.review import EnteredBy, Review, ReviewState, to_look_at
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.jobs.export import export_circle
from storycircle.jobs.merge import merge_files
from storycircle.store.library import Library
from storycircle.store.saved_state import SavedState
from tests.leaks.searching import found_in
from tests.support.a_meeting import inside, laptops, started
from tests.support.fresh import fresh_library

DAY = "2007-09-06"
EVENT = Event("e", "An event", "2007-06-14")
CIRCLE = Circle(
    "c",
    5,
    "e",
    members=(Member("m", "Dawn Grey"),),
    actions=(Action("a", "Meet.", ("m",), "12 July"), Action("b", "Write.")),
)
TOLD = Review("r", ReviewState.UNDER_WAY, DAY)


@pytest.fixture
def circle(library: Library) -> Circle:
    library.save_event(EVENT)
    return library.save_circle(CIRCLE)


def test_what_is_told_in_one_day_is_one_review(library: Library, circle: Circle) -> None:
    """Written over as it is typed; the next day has none in hand, and the next one knew it."""
    library.write_review(circle, "a", TOLD)
    library.write_review(circle, "a", replace(TOLD, happened="Two have come."))
    kept = library.write_review(circle, "a", replace(TOLD, state=ReviewState.DONE))
    assert [review.state for review in kept.actions[0].reviews] == [ReviewState.DONE]
    assert library.review_in_hand("a", DAY) == kept.actions[0].reviews[0]
    assert library.review_in_hand("a", "2007-09-07") is None
    later = library.write_review(kept, "a", Review("s", ReviewState.CHANGED, "2007-10-06"))
    assert later.actions[0].reviews[-1].knew == ("r",)
    assert library.review_in_hand("a", DAY) is None  # somebody has read it


def test_where_two_differ_the_next_one_decides(
    library: Library, circle: Circle, clock: SimulatedClock, tmp_path: Path
) -> None:
    """Told on two laptops on one day: none is in hand, and the one that is begun knew both."""
    library.write_review(circle, "a", TOLD)
    with fresh_library(tmp_path / "other" / "library", clock) as other:
        other.save_event(EVENT)
        kept = other.write_review(other.save_circle(CIRCLE), "a", replace(TOLD, id="x", next="So."))
        export_circle(other, kept, tmp_path / "x.circle")
    list(merge_files(library, [tmp_path / "x.circle"]))
    assert len(to_look_at(library.circle("c").actions[0].reviews)) == 2
    assert library.review_in_hand("a", DAY) is None
    after = library.write_review(circle, "a", replace(TOLD, id="z", state=ReviewState.DONE))
    reviews = after.actions[0].reviews
    assert set(reviews[-1].knew) == {"r", "x"}
    assert not to_look_at(reviews)


def test_what_an_organiser_noted_is_in_nobodys_hand(library: Library, circle: Circle) -> None:
    library.add_review(circle, "a", replace(TOLD, entered_by=EnteredBy.ORGANISER))
    assert library.review_in_hand("a", DAY) is None


def test_a_review_that_was_corrected_is_one_at_the_organisers(
    library: Library, circle: Circle, clock: SimulatedClock, tmp_path: Path
) -> None:
    """The file before and the file after, merged in either order, leave the later words."""
    first, second = tmp_path / "one.circle", tmp_path / "two.circle"
    kept = library.write_review(circle, "a", replace(TOLD, happened="Two have come."))
    export_circle(library, kept, first)
    kept = library.write_review(kept, "a", replace(TOLD, happened="Three have come."))
    export_circle(library, kept, second)
    for order in ((first, second), (second, first)):
        with fresh_library(tmp_path / order[0].stem / "library", clock) as organiser:
            list(merge_files(organiser, [*order]))
            (review,) = organiser.circle("c").actions[0].reviews
            assert review.happened == "Three have come."
            assert organiser.review_in_hand("a", DAY) is None  # it is another laptop's


def test_a_review_that_was_begun_by_mistake_is_taken_back(library: Library, circle: Circle) -> None:
    library.write_review(circle, "a", TOLD)
    kept = library.take_back_review(circle, "r")
    assert kept.actions[0].reviews == ()
    assert library.review_in_hand("a", DAY) is None


def test_an_action_that_is_gone_has_no_review(library: Library, circle: Circle) -> None:
    with pytest.raises(Refused):
        library.write_review(circle, "gone", TOLD)


def test_notes_stay_in_the_circle(library: Library, circle: Circle, tmp_path: Path) -> None:
    """Kept, changed, taken out, and in no file; saving the circle without reading keeps them."""
    notes = with_note((), "a", 3, "Howfewnames.", on=DAY)
    notes = with_note(notes, "c", 5, "Thatwemet.", on=DAY)
    library.save_circle(replace(circle, review_notes=notes))
    kept = library.circle("c")
    assert kept.review_notes == notes
    path = tmp_path / "x.circle"
    export_circle(library, kept, path)
    assert not found_in(path.read_bytes(), {"Howfewnames.", "Thatwemet."})
    less = with_note(notes, "a", 3, "", on=DAY)
    assert library.save_circle(replace(kept, review_notes=less)).review_notes == less
    assert library.circle("c").review_notes == less


def test_notes_go_on_within_their_line() -> None:
    """The file for members only has them, in both directions; a circle file of the set has none."""
    notes = with_note((), "a", 3, "Howfewnames.", on=DAY)
    with laptops(2) as (one, other):
        one.save_circle(replace(started(), review_notes=notes))
        other.go_on(one.for_members("line"))
        assert other.circle("c1").review_notes == notes
        more = with_note(notes, "c1", 5, "Thatwemet.", on=DAY)
        other.save_circle(replace(other.circle("c1"), review_notes=more))
        one.go_on(other.for_members("line"))
        assert one.circle("c1").review_notes == more
        assert inside(one) == inside(other)
        leave = one.leave(one.circle("c1"))
        assert not any("Thatwemet." in str(record.fields) for record in leave.records)


def test_notes_go_with_their_circle(library: Library, circle: Circle) -> None:
    notes = with_note((), "a", 3, "Howfewnames.", on=DAY)
    library.save_circle(replace(circle, review_notes=notes))
    library.erase_circle("c")
    library.save_circle(CIRCLE)
    assert library.circle("c").review_notes == ()


def test_what_waits_is_of_the_circles_held_here(library: Library, circle: Circle) -> None:
    """With its number and its place; an action of which nothing says a date waits for none."""
    assert list(library.waiting_actions()) == []
    now = datetime(2007, 6, 14, 12)  # noqa: DTZ001 (the room's own time)
    library.save_state("c", SavedState(Stage.PLENARY, None, plan_for(EVENT, now), now))
    (one,) = library.waiting_actions()
    assert (one.action, one.circle, one.number, one.place, one.by) == ("a", "c", 5, 1, "12 July")
    assert (one.event, one.date, one.reviews) == ("e", "", ())
    told = replace(TOLD, id="s", by="May")
    library.write_review(replace(circle, date="2007-06-01"), "b", told)
    assert [(one.place, len(one.reviews)) for one in library.waiting_actions()] == [(1, 0), (2, 1)]
