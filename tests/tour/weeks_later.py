"""The tour’s pictures of weeks later: what is due on Home, circle 5’s review, what became of all
sixteen actions. Members, actions and headings are those of 14 June 2007; states, dates and who told
them are made up.
"""

import tempfile
from collections.abc import Callable
from datetime import datetime
from itertools import cycle
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QSize

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Circle, Event, new_id
from storycircle.core.reviews.review import Review, ReviewState
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.jobs.import_event import read_file
from storycircle.resources import example_event
from storycircle.store.library import Library
from storycircle.store.saved_state import SavedState
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.circle_view import CircleView
from storycircle.ui.circle.review.review_screen import ReviewScreen
from storycircle.ui.organiser.view_model import Place
from storycircle.ui.theme.theme import Theme
from tests.tour.report_parts import walk_through_report_parts
from tests.tour.stall import walk_through_stall
from tests.tour.waiting import until

Take = Callable[[str, Window], None]
_DAY = datetime(2007, 6, 14, 12, 55)  # noqa: DTZ001
_STALL = datetime(2007, 6, 14, 10, 0)  # noqa: DTZ001
_REVIEW = datetime(2007, 9, 6, 10, 5)  # noqa: DTZ001
_BECAME = datetime(2007, 9, 27, 10, 5)  # noqa: DTZ001
_FIVE = ("the end of September", "12 July", "at the next staff meeting")
_BY = ("by Easter", "", "from July", "31 July", "30 September", "", "1 September", "")
_STATES = (
    *(ReviewState.UNDER_WAY, ReviewState.NOT_STARTED, ReviewState.DONE, None),
    *(ReviewState.UNDER_WAY, ReviewState.CHANGED, ReviewState.LET_GO, ReviewState.DONE),
)
_SAID = ("Two schools have said yes.", "Waits for the new induction.", "", "Every Thursday.")


def walk_weeks_later(theme: Theme, size: QSize, take: Take) -> None:
    """A facilitator's laptop in September, then the organiser's."""
    folder = Path(tempfile.mkdtemp(prefix="storycircle-tour-"))
    example = read_file(example_event())
    clock = SimulatedClock(_DAY)
    with Library(folder / "five" / "library", clock) as library:
        library.save_event(example.event)
        five = next(one for one in example.circles if one.number == 5)
        _review(Window(theme, library, clock), _held(library, example.event, five), size, take)
    with Library(folder / "stall" / "library", SimulatedClock(_STALL)) as library:
        walk_through_stall(Window(theme, library, library.clock), example.event, size, take)
    with Library(folder / "all" / "library", clock) as library:
        clock.forward((_BECAME - clock.now()).total_seconds())
        library.save_event(example.event)
        _all_told(library, example.event, example.circles)
        _became(Window(theme, library, clock), size, take)


def _held(library: Library, event: Event, circle: Circle) -> Circle:
    """Circle 5 as it was left in its plenary, with a review of July."""
    clock = library.clock
    actions = tuple(replace(a, by=by) for a, by in zip(circle.actions, _FIVE, strict=True))
    kept = library.save_circle(replace(circle, event=event.id, actions=actions))
    plan = plan_for(event, clock.now())
    library.save_state(kept.id, SavedState(Stage.PLENARY, None, plan, clock.now()))
    told = Review(new_id(), ReviewState.NOT_STARTED, "2007-07-12", told_by="Dawn G")
    return library.add_review(kept, actions[1].id, told)


def _review(window: Window, circle: Circle, size: QSize, take: Take) -> None:
    clock = window.library.clock
    assert isinstance(clock, SimulatedClock)
    clock.forward((_REVIEW - clock.now()).total_seconds())
    window.resize(size)
    window.show()
    window.go_home()
    take("30-home-due", window)
    window.review_circle(circle.id)
    session, view = window.session, window.findChild(CircleView)
    assert session is not None
    assert view is not None
    first, second = circle.actions[0].id, circle.actions[1].id
    session.reviews.set_told_by("Brian R, Dawn G")
    session.reviews.choose(first, ReviewState.UNDER_WAY)
    session.reviews.write(first, happened="Two open mornings, nine people came.")
    screen = view.screen_of_stage()
    assert isinstance(screen, ReviewScreen)
    screen.open_action(second)
    session.reviews.choose(second, ReviewState.UNDER_WAY)
    session.reviews.write(
        second,
        happened="Brian R and Dawn G drew theirs and compared them: eleven names on both.",
        following="Simon R draws his with the new team",
        by="end of October",
    )
    session.reviews.note(second, 3, "How few names there were")
    take("32-review", window)
    screen.questions.toggle(5)
    screen.cards[1].older.click()
    take("32-review-question", window)
    screen.questions.toggle(5)
    screen.print_.click()
    take("32-review-sheet", window)
    window.close()


def _all_told(library: Library, event: Event, circles: tuple[Circle, ...]) -> None:
    """Six circles' actions under their headings, told of but for circle 4; one of them twice."""
    by, states, said = cycle(_BY), cycle(_STATES), cycle(_SAID)
    headings = cycle(event.headings)
    for circle in circles:
        actions = tuple(replace(a, by=next(by), heading=next(headings)) for a in circle.actions)
        kept = library.save_circle(replace(circle, event=event.id, actions=actions))
        for action in actions:
            state, words = next(states), next(said)
            if state is not None and circle.number != 4:
                name = circle.members[0].name
                told = Review(new_id(), state, "2007-09-06", words, told_by=name)
                library.add_review(kept, action.id, told)


def _became(window: Window, size: QSize, take: Take) -> None:
    window.resize(size)
    window.show()
    window.screens.show_organiser()
    screen = window.screens.organiser
    screen.go(Place.BECAME)
    place = screen.places.became
    until(lambda: bool(place.list.rows))
    take("33-what-became", window)
    place.pane.tell.click()
    take("33-what-became-told", window)
    place.back()
    became = screen.session.state.became
    assert became is not None
    asked = became.actions[0]
    reviews = tuple(
        Review(new_id(), state, "2007-09-20", words, told_by="Joyce M")
        for state, words in ((ReviewState.DONE, "It is done."), (ReviewState.CHANGED, "Half."))
    )
    both = replace(asked, reviews=reviews, undecided=reviews)
    changed = replace(became, actions=(both, *became.actions[1:]))
    screen.session.apply(replace(screen.session.state, became=changed))
    place.list.go_to(asked.action)
    take("33-what-became-look", window)
    walk_through_report_parts(screen, window, take)
    window.close()
