"""What became of an event's actions: counted once each, overdue by the newest date, asked about."""

from datetime import datetime

import pytest
from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Event, Gathered, new_id
from storycircle.core.reviews.review import EnteredBy, Review, ReviewState, newest
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.jobs.afterwards.became import about, became_of, counted, settle_reviews
from storycircle.jobs.afterwards.due_here import due_here
from storycircle.jobs.afterwards.reviewing import became_list, letters
from storycircle.jobs.export import export_circle
from storycircle.jobs.merge import merge_files
from storycircle.store.library import Library
from storycircle.store.saved_state import SavedState
from tests.support.a_meeting import started
from tests.support.fresh import fresh_library

LATER = 105 * 86_400  # seconds to 27 September
TOLD = Review("r", ReviewState.UNDER_WAY, "2007-09-06", "Two have come.")


@pytest.fixture
def event(library: Library, example: Gathered, clock: SimulatedClock) -> Event:
    """The sixteen actions of June 2007 in a library, fifteen weeks later."""
    library.save_event(example.event)
    for circle in example.circles:
        library.save_circle(replace(circle, event=example.event.id))
    clock.forward(LATER)
    return example.event


def circle_of(library: Library, number: int) -> Circle:
    return next(one for one in library.circles() if one.number == number)


def with_deadline(library: Library, number: int, by: str) -> Circle:
    circle = circle_of(library, number)
    actions = (replace(circle.actions[0], by=by), *circle.actions[1:])
    return library.save_circle(replace(circle, actions=actions))


def test_every_action_is_counted_once(library: Library, event: Event) -> None:
    """Under its heading and in its circle; no word yet is no state, and no circle is forgotten."""
    circle = circle_of(library, 3)
    library.add_review(circle, circle.actions[0].id, TOLD)
    became = became_of(library, event)
    assert len({one.action for one in became.actions}) == len(became.actions) == 16
    assert dict(became.counts) == {ReviewState.UNDER_WAY: 1, None: 15}
    by_heading = [counted(a for a in became.actions if a.heading == h) for h in became.headings]
    assert sum(sum(counts.values()) for counts in by_heading) == 16
    assert became.headings[: len(event.headings)] == event.headings
    assert [one.number for one in became.never] == [1, 2, 4, 5, 6]
    assert about(became) == "Sixteen actions of 14 June 2007. One has been told of."


def test_overdue_comes_by_the_newest_date(library: Library, event: Event) -> None:
    """The oldest first; a new date moves it on, and what is done is overdue no more."""
    three, five = with_deadline(library, 3, "31 July"), with_deadline(library, 5, "12 July")
    became = became_of(library, event)
    assert [one.number for one in became.overdue] == [5, 3]
    library.add_review(three, three.actions[0].id, replace(TOLD, by="end of October"))
    library.add_review(five, five.actions[0].id, replace(TOLD, id="s", state=ReviewState.DONE))
    assert became_of(library, event).overdue == ()


def test_two_reviews_of_one_day_are_settled_by_one_that_knows_both(
    library: Library, event: Event, clock: SimulatedClock, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Told differently on two laptops on one day: asked about, decided, and both stay readable."""
    folder = tmp_path_factory.mktemp("two")
    circle = circle_of(library, 5)
    action = circle.actions[0].id
    files = []
    for place, (state, happened) in enumerate(
        ((ReviewState.DONE, "It is done."), (ReviewState.UNDER_WAY, "Half of it."))
    ):
        with fresh_library(folder / str(place) / "library", clock) as laptop:
            laptop.save_event(event)
            own = laptop.save_circle(circle)
            told = Review(new_id(), state, "2007-09-06", happened)
            files.append(folder / f"{place}.circle")
            export_circle(laptop, laptop.add_review(own, action, told), files[-1])
    assert len(list(merge_files(library, files))) == 2
    (one,) = became_of(library, event).undecided
    assert {review.happened for review in one.undecided} == {"It is done.", "Half of it."}
    chosen = next(review for review in one.undecided if review.state is ReviewState.DONE)
    settle_reviews(library, one, chosen)
    after = next(a for a in became_of(library, event).actions if a.action == action)
    assert not after.undecided
    assert after.state is ReviewState.DONE
    assert len(after.reviews) == 3


def test_the_circles_own_later_word_stands_over_the_organisers(
    library: Library, event: Event
) -> None:
    circle = circle_of(library, 5)
    action = circle.actions[0].id
    told = replace(TOLD, entered_by=EnteredBy.ORGANISER, state=ReviewState.LET_GO)
    library.add_review(circle, action, told)
    own = Review("own", ReviewState.DONE, "2007-09-20")
    library.write_review(circle, action, own)
    found = next(a for a in became_of(library, event).actions if a.action == action)
    review = newest(found.reviews)
    assert review is not None
    assert (review.id, found.state) == ("own", ReviewState.DONE)


def test_nothing_is_said_of_an_event_without_actions(library: Library) -> None:
    bare = Event("b", "Bare")
    library.save_event(bare)
    became = became_of(library, bare)
    assert (became.actions, became.circles, about(became)) == ((), (), "No action has come yet.")


def test_due_here_is_what_is_held_here_and_has_come(
    library: Library, event: Event, clock: SimulatedClock
) -> None:
    """By date; not of a circle that came by a file, and none on the day itself."""
    three, five = with_deadline(library, 3, "31 July"), with_deadline(library, 5, "12 July")
    events = {event.id: event}
    today = clock.now().date().isoformat()
    assert due_here(library, events, today) == ()
    for circle in (three, five):
        state = SavedState(Stage.PLENARY, None, plan_for(event, clock.now()), clock.now())
        library.save_state(circle.id, state)
    found = due_here(library, events, today)
    assert [(one.date, one.number, one.place) for one in found] == [
        ("2007-07-12", 5, 1),
        ("2007-07-31", 3, 1),
    ]
    assert [one.number for one in due_here(library, events, "2007-07-12")] == [5]
    assert due_here(library, events, event.date) == ()
    assert due_here(library, events, today, {five.id})[0].number == 3
    library.write_review(five, five.actions[0].id, replace(TOLD, state=ReviewState.DONE))
    assert [one.number for one in due_here(library, events, today)] == [3]


def test_where_no_action_leaves_there_is_no_list_and_no_letter(
    library: Library, event: Event
) -> None:
    """As where the only circle of an event is a meeting of a learning set: one sentence says so."""
    for known in library.circles(event.id):
        library.erase_circle(known.id)
    library.save_circle(replace(started(), event=event.id))
    gathered, now = library.gathered(event), datetime(2007, 9, 6)  # noqa: DTZ001 (local time)
    with pytest.raises(Refused, match="no action here"):
        became_list(event, lambda: gathered, now)
    with pytest.raises(Refused, match="no action here"):
        letters(event, gathered.circles, now)
