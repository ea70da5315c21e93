"""Weeks later: from Home to the review, all of it told by keys, printed, asked for, handed over."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.shareable import leaving
from storycircle.core.looking_back.notes import notes_of
from storycircle.core.model import Circle
from storycircle.core.reviews.review import Review, ReviewState, newest
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.jobs.import_event import read_file
from storycircle.resources import example_event
from storycircle.store.exchange import circle_file
from storycircle.store.library import Library
from storycircle.store.saved_state import SavedState
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.circle_view import CircleView
from storycircle.ui.circle.consent.read_aloud_page import ReadingPage
from storycircle.ui.circle.plenary_screen import PlenaryScreen
from storycircle.ui.circle.review.review_screen import ReviewScreen
from storycircle.ui.home.rows.row_list import RowList
from storycircle.ui.printing.paper_page import PaperPage
from storycircle.ui.session.session import Session
from tests.journeys.keyboard import Keyboard
from tests.leaks.searching import found_in

Opened = tuple[Window, Keyboard]
DAY = datetime(2007, 6, 14, 12, 40)  # noqa: DTZ001 (the room's own time)
LATER = datetime(2007, 9, 6, 10, 5)  # noqa: DTZ001
BY = ("the end of September", "12 July", "at the next staff meeting")


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(DAY)


def held(window: Window, clock: SimulatedClock) -> Circle:
    """Circle 5 of June 2007, left in its plenary; one of its actions was told of in July."""
    library = window.library
    example = read_file(example_event())
    library.save_event(example.event)
    five = next(one for one in example.circles if one.number == 5)
    actions = tuple(replace(a, by=by) for a, by in zip(five.actions, BY, strict=True))
    circle = library.save_circle(replace(five, event=example.event.id, actions=actions))
    plan = plan_for(example.event, clock.now())
    library.save_state(circle.id, SavedState(Stage.PLENARY, None, plan, clock.now()))
    told = Review("july", ReviewState.NOT_STARTED, "2007-07-12", told_by="Dawn G")
    return library.add_review(circle, actions[1].id, told)


def weeks_later(clock: SimulatedClock) -> None:
    clock.forward((LATER - clock.now()).total_seconds())


def session_of(window: Window) -> Session:
    assert window.session is not None
    return window.session


def screen_of(window: Window) -> ReviewScreen:
    view = window.findChild(CircleView)
    assert view is not None
    screen = view.screen_of_stage()
    assert isinstance(screen, ReviewScreen)
    return screen


def states(window: Window) -> list[ReviewState | None]:
    """How the actions stand, as the library has them."""
    circle = window.library.circle(session_of(window).state.circle.id)
    reviews = [newest(action.reviews) for action in circle.actions]
    return [review.state if review else None for review in reviews]


def from_home(window: Window, keys: Keyboard, clock: SimulatedClock) -> Circle:
    """The review, opened by Enter on the first row of what is on this laptop."""
    circle = held(window, clock)
    weeks_later(clock)
    window.go_home()
    rows = window.home.findChild(RowList)
    assert rows is not None
    first = rows.rows[0]
    assert (first.title, first.chip) == ("Circle 5", "Review due")
    assert first.about == "14 June 2007 · action 2 was for 12 July 2007, eight weeks ago"
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    keys.press("Enter")
    return circle


@pytest.mark.slow
def test_from_home_to_all_three_told_by_keys(
    open_window: Callable[[], Opened], clock: SimulatedClock
) -> None:
    """How each stands by a digit, what happened as it is typed, the date as it is understood; the
    older one stays readable; closed in the middle, nothing is lost.
    """
    window, keys = open_window()
    from_home(window, keys, clock)
    screen = screen_of(window)
    assert window.windowTitle().startswith("Circle 5 – Review")
    assert screen.cards[0].fields.at_choice
    keys.press("3", "Tab")
    keys.write("Two open mornings.")
    keys.press("Esc", "Down", "Enter", "2")
    assert screen.cards[1].is_open
    assert not screen.cards[0].is_open
    keys.press("Tab")
    keys.write("We drew them.")
    keys.press("Tab")
    keys.write("Simon draws his")
    keys.press("Tab")
    keys.write("end of October")
    fields = screen.cards[1].fields
    assert fields.by.accessibleDescription() == "31 October 2007, in eight weeks"
    assert "12 July 2007" in screen.cards[1].earlier.text()
    keys.press("F6")
    assert screen.told_by.hasFocus()
    keys.press("Esc")  # back to the action that is told of, and no further
    assert screen.cards[1].fields.at_choice
    keys.press("Esc", "Down", "4")
    assert states(window) == [ReviewState.DONE, ReviewState.UNDER_WAY, ReviewState.CHANGED]
    id_ = session_of(window).state.circle.id
    window.close()
    again, _keys = open_window()
    kept = again.library.circle(id_)
    second = kept.actions[1].reviews
    assert [one.state for one in second] == [ReviewState.NOT_STARTED, ReviewState.UNDER_WAY]
    assert second[-1].knew == ("july",)
    said = second[-1].happened, second[-1].next, second[-1].by, second[-1].on
    assert said == ("We drew them.", "Simon draws his", "end of October", "2007-09-06")
    assert kept.actions[0].reviews[0].happened == "Two open mornings."


@pytest.mark.slow
def test_what_was_chosen_by_mistake_is_taken_back(
    open_window: Callable[[], Opened], clock: SimulatedClock
) -> None:
    """Ctrl Z takes back the last choice, then the review that was begun with it, and no stage."""
    window, keys = open_window()
    from_home(window, keys, clock)
    keys.press("5", "2")
    assert states(window)[0] is ReviewState.UNDER_WAY
    keys.press("Ctrl+z")
    assert states(window)[0] is ReviewState.LET_GO
    keys.press("Ctrl+z", "Ctrl+z", "Ctrl+z")
    assert states(window)[0] is None
    assert session_of(window).state.reviewing
    screen = screen_of(window)
    assert not screen.cards[0].fields.happened.isVisible()


@pytest.mark.slow
def test_who_tells_it_is_offered_from_the_circle(
    open_window: Callable[[], Opened], clock: SimulatedClock
) -> None:
    """The name that is being typed, after a comma too; any other word stands as well."""
    window, keys = open_window()
    from_home(window, keys, clock)
    screen = screen_of(window)
    keys.press("3", "F6")
    keys.write("the caretaker, Da")
    offered = screen.told_by.offers.popup()
    assert offered is not None
    assert offered.isVisible()
    QTest.keyClick(offered, Qt.Key.Key_Down)
    QTest.keyClick(offered, Qt.Key.Key_Return)
    assert screen.told_by.text() == "the caretaker, Dawn G"
    assert not offered.isVisible()
    keys.press("Tab")
    circle = window.library.circle(session_of(window).state.circle.id)
    assert circle.actions[0].reviews[0].told_by == "the caretaker, Dawn G"


@pytest.mark.slow
def test_undo_elsewhere_keeps_what_was_told(
    open_window: Callable[[], Opened], clock: SimulatedClock
) -> None:
    """An act of Commit that is taken back puts the actions back, with the reviews of since."""
    window, keys = open_window()
    from_home(window, keys, clock)
    session = session_of(window)
    keys.press("Ctrl+5")
    circle = session.state.circle
    session.act_on(
        replace(circle, actions=(replace(circle.actions[0], by="May"), *circle.actions[1:]))
    )
    keys.press("Ctrl+7", "3")
    assert states(window)[0] is ReviewState.DONE
    keys.press("Ctrl+5", "Ctrl+z", "Ctrl+z")
    assert session.state.circle.actions[0].by == BY[0]
    assert states(window)[0] is ReviewState.DONE


@pytest.mark.slow
def test_notes_under_a_question_stay_until_the_circle_gives_leave(
    open_window: Callable[[], Opened], clock: SimulatedClock
) -> None:
    """Alt and a digit open one, also while writing; Ctrl L asks, word for word; written on after
    a yes, nothing leaves before it is asked again.
    """
    window, keys = open_window()
    circle = from_home(window, keys, clock)
    session, screen = session_of(window), screen_of(window)
    keys.press("2", "Tab", "Alt+3")
    keys.write("Howfewtheywere.")
    keys.press("Alt+3")
    of = circle.actions[0].id
    assert notes_of(window.library.circle(circle.id).review_notes, of) == {3: "Howfewtheywere."}
    screen.questions.other.click()
    keys.press("Alt+5")
    keys.write("Thatwemet.")
    keys.press("Esc")
    kept = window.library.circle(circle.id)
    assert set(notes_of(kept.review_notes, circle.id)) == {5}
    assert not leaving(kept).unnamed
    assert not leaving(kept).circle.stories
    keys.press("Ctrl+l")
    page = window.findChild(ReadingPage)
    assert page is not None
    assert page.isVisible()
    assert page.title.text() == "May what you noted together leave the circle?"
    assert "Howfewtheywere." in page.words.copied()
    keys.press("y")
    assert page.title.isVisible()  # the next one, of the whole circle
    keys.press("Enter")
    (story,) = leaving(session.state.circle).unnamed
    assert story.teller is None
    assert "Howfewtheywere." in story.points
    assert story.title == circle.actions[0].text
    session.reviews.note(of, 3, "Howfewtheywere, and how near.")
    assert not leaving(session.state.circle).unnamed


@pytest.mark.slow
def test_the_sheet_is_printed_and_the_file_holds_what_was_told(
    open_window: Callable[[], Opened],
    clock: SimulatedClock,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ctrl P shows the very pages, Esc goes back; Ctrl E hands over the reviews, and no note."""
    window, keys = open_window()
    from_home(window, keys, clock)
    keys.press("3", "Alt+1")
    keys.write("Noteofours.")
    keys.press("Ctrl+p")
    pages = [page for page in window.findChildren(PaperPage) if page.isVisible()]
    assert len(pages) == 1
    qtbot.waitUntil(lambda: pages[0].paper.made is not None, timeout=20_000)
    assert pages[0].print_.words == "Print the review sheet"
    keys.press("Esc")
    path = tmp_path / "five.circle"

    monkeypatch.setattr(
        "storycircle.ui.circle.export_panel.ask_to_save",
        lambda _widget, _title, _name, _kind, then: then([path]),
    )
    screen = screen_of(window)
    keys.press("Ctrl+e")
    qtbot.waitUntil(path.exists, timeout=20_000)
    screen.hand_over.wait()
    QApplication.processEvents()
    sorts = [r for r in circle_file.read(path).records if r.kind == "addition"]
    assert any("done" in str(r.fields["fields"]) for r in sorts)
    assert not found_in(path.read_bytes(), {"Noteofours."})
    assert session_of(window).state.handed_over


@pytest.mark.slow
def test_there_is_no_review_before_the_plenary_is_past(
    open_window: Callable[[], Opened], clock: SimulatedClock
) -> None:
    """The rail has six stops and Ctrl 7 says why; once it is past, the seventh is there, by mouse
    too, and from Plenary by its link.
    """
    window, keys = open_window()
    circle = held(window, clock)
    window.carry_on(circle.id)
    view = window.findChild(CircleView)
    assert view is not None
    assert len(view.rail.stages) == 6
    keys.press("Ctrl+7")
    assert not session_of(window).state.reviewing
    clock.forward(3600)
    session_of(window).tick()
    keys.press("Ctrl+5", "Ctrl+6")
    assert len(view.rail.stages) == 7
    QTest.mouseClick(view.rail.stages[6], Qt.MouseButton.LeftButton)
    assert session_of(window).state.reviewing
    QTest.mouseClick(view.rail.stages[5], Qt.MouseButton.LeftButton)
    plenary = window.findChild(PlenaryScreen)
    assert plenary is not None
    assert not session_of(window).state.reviewing
    plenary.review.click()
    assert session_of(window).state.reviewing
    QTest.mouseClick(screen_of(window).cards[2], Qt.MouseButton.LeftButton)
    assert screen_of(window).cards[2].is_open


@pytest.mark.slow
def test_a_library_that_only_reads_is_looked_at(
    open_window: Callable[[], Opened], clock: SimulatedClock
) -> None:
    """The review opens, and nothing is written: that is said."""
    window, _keys = open_window()
    circle = held(window, clock)
    weeks_later(clock)
    with Library(window.library.path, clock, reads=True) as library:
        session = Session(library, clock, library.circle(circle.id), library.saved_state(circle.id))
        said: list[str] = []
        session.refused.connect(said.append)
        assert session.reviews.open()
        session.reviews.choose(circle.actions[0].id, ReviewState.DONE)
        assert said == ["Nothing was changed: this window only reads."]
        assert not session.state.circle.actions[0].reviews
