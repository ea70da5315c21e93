"""Reviews of a running session without a window: whose day it is, and what is refused."""

from collections.abc import Callable

import pytest

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Action, Circle, Event, Member
from storycircle.core.reviews.review import Review, ReviewState
from storycircle.store.library import Library
from storycircle.ui.session.session import Session

EVENT = Event("e", "An event", "2007-06-14")
CIRCLE = Circle(
    "c",
    5,
    "e",
    members=(Member("m", "Dawn G"), Member("n", "Bo")),
    actions=(Action("a", "Meet.", by="12 July"), Action("b", "Write.")),
)
WEEKS = 84 * 86_400

Opened = Callable[[], Session]


@pytest.fixture
def opened(library: Library, clock: SimulatedClock) -> Opened:
    """Opens circle 5 at its review, twelve weeks after the day, as often as it is asked for."""
    library.save_event(EVENT)
    library.save_circle(CIRCLE)
    clock.forward(WEEKS)

    def session() -> Session:
        made = Session(library, clock, library.circle("c"))
        assert made.reviews.open()
        return made

    return session


def reviews_of(library: Library, place: int = 0) -> tuple[Review, ...]:
    return library.circle("c").actions[place].reviews


def test_what_is_told_on_one_day_goes_on_the_next_time(opened: Opened, library: Library) -> None:
    """Left and come back to on the same day, it is the same review; on another, another one."""
    first = opened()
    first.reviews.set_told_by("Dawn G")
    first.reviews.choose("a", ReviewState.UNDER_WAY)
    again = opened()
    assert again.reviews.told_by == "Dawn G"
    again.reviews.write("a", happened="Two have come.")
    (review,) = reviews_of(library)
    assert (review.happened, review.told_by, review.on) == (
        "Two have come.",
        "Dawn G",
        again.reviews.today,
    )


def test_a_day_later_another_review_is_begun(
    opened: Opened, library: Library, clock: SimulatedClock
) -> None:
    """Also while the page stays open past midnight; who told it is asked for again."""
    session = opened()
    session.reviews.set_told_by("Dawn G")
    session.reviews.choose("a", ReviewState.UNDER_WAY)
    clock.forward(86_400)
    action = session.state.circle.actions[0]
    assert session.reviews.in_hand(action) is None
    assert session.reviews.told_by == ""
    session.reviews.choose("a", ReviewState.DONE)
    first, second = reviews_of(library)
    assert second.knew == (first.id,)
    assert not session.reviews.in_hand(session.state.circle.actions[1])


def test_who_tells_it_and_when_is_of_all_that_is_told_today(
    opened: Opened, library: Library
) -> None:
    session = opened()
    session.reviews.choose("a", ReviewState.DONE)
    session.reviews.choose("b", ReviewState.LET_GO)
    session.reviews.set_told_by("Bo, Dawn G")
    session.reviews.set_on("4 September")
    told = [(one.told_by, one.on) for place in (0, 1) for one in reviews_of(library, place)]
    assert told == [("Bo, Dawn G", "2007-09-04")] * 2
    session.reviews.set_on("")
    assert reviews_of(library)[0].on == session.reviews.today


@pytest.mark.parametrize("text", ["31 June", "yesterday or so", "1 January 2010"])
def test_a_day_that_cannot_be_is_refused(opened: Opened, text: str) -> None:
    """One that no calendar has, one that is none, and one to come."""
    session = opened()
    before = session.reviews.on
    with pytest.raises(Refused):
        session.reviews.set_on(text)
    assert session.reviews.on == before


def test_a_day_without_its_year_is_the_last_one(opened: Opened) -> None:
    session = opened()
    session.reviews.set_on("24 December")
    assert session.reviews.on == "2006-12-24"


def test_what_is_too_long_is_refused_and_nothing_of_it_kept(
    opened: Opened, library: Library
) -> None:
    session = opened()
    session.reviews.choose("a", ReviewState.DONE)
    with pytest.raises(Refused):
        session.reviews.write("a", happened="x" * 6_000)
    assert reviews_of(library)[0].happened == ""


def test_undo_goes_back_choice_by_choice_and_no_further(opened: Opened, library: Library) -> None:
    """What was typed stays with the review; the one that was begun by mistake is taken back."""
    session = opened()
    session.reviews.choose("a", ReviewState.DONE)
    session.reviews.write("a", happened="They met.")
    session.reviews.choose("a", ReviewState.CHANGED)
    session.reviews.undo()
    (review,) = reviews_of(library)
    assert (review.state, review.happened) == (ReviewState.DONE, "They met.")
    session.reviews.undo()
    assert reviews_of(library) == ()
    said: list[str] = []
    session.refused.connect(said.append)
    session.reviews.undo()
    assert said == ["There is nothing to undo."]
    session.reviews.choose("a", ReviewState.LET_GO)
    assert [one.state for one in reviews_of(library)] == [ReviewState.LET_GO]


def test_an_action_that_was_taken_away_is_told_of_no_more(opened: Opened, library: Library) -> None:
    """Nothing is written of what is gone, and nothing breaks."""
    session = opened()
    session.reviews.choose("gone", ReviewState.DONE)
    session.reviews.write("gone", happened="x")
    session.reviews.write("a", happened="before how it stands")
    assert reviews_of(library) == ()


def test_on_the_day_itself_there_is_nothing_to_look_back_on(
    library: Library, clock: SimulatedClock
) -> None:
    """Said in a sentence; once a file was written, there is."""
    library.save_event(EVENT)
    library.save_circle(CIRCLE)
    session = Session(library, clock, library.circle("c"))
    said: list[str] = []
    session.refused.connect(said.append)
    assert not session.reviews.open()
    assert said[0].startswith("There is nothing to review yet.")
    session.reviews.note_handed_over()
    assert session.reviews.open()
    assert session.state.reviewing
