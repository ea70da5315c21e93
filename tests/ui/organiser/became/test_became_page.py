"""The place *What became*, by keys and by mouse: rows, the telephone, two reviews that differ."""

from collections.abc import Callable
from datetime import date
from time import process_time

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Circle, Gathered, new_id
from storycircle.core.reviews.review import Due, EnteredBy, Review, ReviewState, newest
from storycircle.jobs.afterwards.became import BecameAction, BecameCircle, BecameOf, became_of
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.organiser.became.action_search import ALL, OVERDUE, ActionSearch
from storycircle.ui.organiser.became.page import CIRCLE, BecamePlace
from storycircle.ui.organiser.became.view_model import (
    GroupRow,
    bars_of,
    when_words,
)
from storycircle.ui.organiser.organiser_screen import OrganiserScreen
from storycircle.ui.organiser.reading.page import CirclePage
from storycircle.ui.organiser.view_model import Place
from storycircle.ui.theme.theme import Theme
from tests.support.many_actions import many
from tests.support.windows import shown

LATER = 105 * 86_400  # seconds to 27 September
CTRL = Qt.KeyboardModifier.ControlModifier
Opened = tuple[OrganiserScreen, BecamePlace]


def reviewed(library: Library, example: Gathered, clock: SimulatedClock) -> None:
    """The June 2007 event in September: circle 3 is late, circle 5 has told of one action."""
    library.save_event(example.event)
    for circle in example.circles:
        by = {3: "31 July", 5: "end of October"}.get(circle.number, "")
        actions = (replace(circle.actions[0], by=by), *circle.actions[1:])
        library.save_circle(replace(circle, event=example.event.id, actions=actions))
    five = circle_of(library, 5)
    told = Review(new_id(), ReviewState.DONE, "2007-09-06", "They met.", told_by="Dawn G")
    library.add_review(five, five.actions[0].id, told)
    clock.forward(LATER)


def circle_of(library: Library, number: int) -> Circle:
    return next(one for one in library.circles() if one.number == number)


@pytest.fixture
def open_place(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock, example: Gathered
) -> Callable[[], Opened]:
    def opened() -> Opened:
        reviewed(library, example, clock)
        window = shown(qtbot, Window(theme, library, clock), 1366, 768)
        window.screens.show_organiser(example.event.id)
        screen = window.screens.organiser
        press(window, Qt.Key.Key_5, CTRL)
        place = screen.places.became
        wait_for(qtbot, screen)
        return screen, place

    return opened


def wait_for(qtbot: QtBot, screen: OrganiserScreen, after: BecameOf | None = None) -> None:
    def known() -> bool:
        became = screen.session.state.became
        return became is not None and became != after

    qtbot.waitUntil(known, timeout=20_000)


def press(
    widget: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(QApplication.focusWidget() or widget, key, held)
    QApplication.processEvents()


def write(text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


@pytest.mark.slow
def test_all_actions_are_there_and_said(open_place: Callable[[], Opened]) -> None:
    """Overdue first; each row is spoken whole; the rail says how far it is; groups turn."""
    screen, place = open_place()
    assert screen.places.place is Place.BECAME
    assert place.list.hasFocus()
    first, late = place.list.rows[0], place.list.current
    assert first == GroupRow("Overdue first: 1")
    assert late is not None
    assert late.number == 3
    model = place.list.model()
    index = place.list.currentIndex()
    said = model.data(index, Qt.ItemDataRole.AccessibleDescriptionRole)
    assert said == "no word yet, overdue, 31 July 2007, eight weeks ago"
    assert screen.rail.stages[4].accessibleName() == "What became, 1 of 16 told, now"
    actions = [row for row in place.list.rows if isinstance(row, BecameAction)]
    assert len({row.action for row in actions}) == len(actions) == 16
    assert "Identify the needs of communities and families: " in place.bars.accessibleDescription()
    place.by.setFocus()
    press(place, Qt.Key.Key_Right)
    assert place.by.value() == CIRCLE
    assert any(row == GroupRow("Circle 1") for row in place.list.rows)
    place.list.setFocus()
    press(place, Qt.Key.Key_Down)
    here = place.list.current
    assert here is not None
    assert here.action != late.action
    press(place, Qt.Key.Key_Up)
    assert place.list.current == late


def test_a_circle_is_read_and_come_back_from(open_place: Callable[[], Opened]) -> None:
    """Enter reads the circle of a row, with what was told of it; Esc comes back to the row."""
    screen, place = open_place()
    five = next(r for r in place.list.rows if isinstance(r, BecameAction) and r.number == 5)
    place.list.go_to(five.action)
    press(place, Qt.Key.Key_Return)
    page = screen.places.currentWidget()
    assert isinstance(page, CirclePage)
    assert "Done (6 September 2007, Dawn G): They met." in page.text.toPlainText()
    press(page, Qt.Key.Key_Escape)
    assert screen.places.currentWidget() is place
    assert place.list.current == five


@pytest.mark.slow
def test_a_review_told_on_the_telephone_is_noted(
    open_place: Callable[[], Opened], qtbot: QtBot, library: Library
) -> None:
    """Who told it first; put away by Esc it is there again; noted, it is the organiser's, and the
    circle's own later word stands over it.
    """
    screen, place = open_place()
    press(place, Qt.Key.Key_T, CTRL)
    assert place.form.told_by.hasFocus()
    write("Louise H")
    press(place, Qt.Key.Key_Escape)
    assert place.list.hasFocus()
    press(place, Qt.Key.Key_T, CTRL)
    assert place.form.told_by.text() == "Louise H"
    press(place, Qt.Key.Key_Return, CTRL)  # how it stands is not said yet: that is asked
    assert place.form.fields.at_choice
    press(place, Qt.Key.Key_2)
    press(place, Qt.Key.Key_Tab)
    write("Half of it")
    before = screen.session.state.became
    press(place, Qt.Key.Key_Return, CTRL)
    assert not place.telling
    wait_for(qtbot, screen, before)
    three = circle_of(library, 3)
    review = newest(three.actions[0].reviews)
    assert review is not None
    said = review.state, review.happened, review.told_by, review.entered_by, review.on
    assert said == (
        ReviewState.UNDER_WAY,
        "Half of it",
        "Louise H",
        EnteredBy.ORGANISER,
        "2007-09-27",
    )
    own = Review(new_id(), ReviewState.DONE, "2007-09-28")
    library.add_review(three, three.actions[0].id, own)
    counts = newest(circle_of(library, 3).actions[0].reviews)
    assert counts is not None
    assert counts.id == own.id
    press(place, Qt.Key.Key_T, CTRL)
    assert place.form.told_by.text() == ""  # what was noted waits no more


def test_two_reviews_that_differ_are_asked_about(
    open_place: Callable[[], Opened], qtbot: QtBot, library: Library, example: Gathered
) -> None:
    """First in the list, both with their words; one press decides, and both stay readable."""
    screen, place = open_place()
    two = circle_of(library, 2)
    became = screen.session.state.became
    assert became is not None
    reviews = tuple(
        Review(new_id(), state, "2007-09-20", words)
        for state, words in ((ReviewState.DONE, "All."), (ReviewState.CHANGED, "Not so."))
    )
    asked = next(one for one in became.actions if one.circle == two.id)
    changed = tuple(
        replace(one, reviews=reviews, undecided=reviews) if one is asked else one
        for one in became.actions
    )
    screen.session.apply(replace(screen.session.state, became=replace(became, actions=changed)))
    assert place.list.rows[0] == GroupRow("To look at first: 1")
    place.list.go_to(asked.action)
    assert [button.words for button in place.pane.choices] == ["This one counts"] * 2
    QTest.mouseClick(place.pane.choices[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(circle_of(library, 2).actions[0].reviews), timeout=20_000)
    counts = newest(library.circle(two.id).actions[asked.place - 1].reviews)
    assert counts is not None
    assert (counts.state, counts.happened) == (ReviewState.CHANGED, "Not so.")
    del example


@pytest.mark.slow
def test_the_list_letters_and_sheets_are_printed_and_who_never_told_is_read(
    open_place: Callable[[], Opened], qtbot: QtBot
) -> None:
    """Ctrl P shows the list, the other buttons what they say, Esc comes back; a circle that never
    told is a press away.
    """
    screen, place = open_place()
    paper = screen.places.paper

    def comes_back(title: str) -> None:
        assert screen.places.currentWidget() is paper
        qtbot.waitUntil(lambda: paper.paper.made is not None, timeout=20_000)
        assert paper.print_.words == title
        press(paper, Qt.Key.Key_Escape)
        assert screen.places.currentWidget() is place

    press(place, Qt.Key.Key_P, CTRL)
    comes_back("Print the list of what became of them")
    _list, letters, sheets = place.pane.papers
    QTest.mouseClick(letters, Qt.MouseButton.LeftButton)
    comes_back("Print a letter to each circle")
    QTest.mouseClick(sheets, Qt.MouseButton.LeftButton)
    comes_back("Print the review sheets")
    place.pane.readRequested.emit(place.circles[0])
    assert isinstance(screen.places.currentWidget(), CirclePage)


def test_a_row_says_the_date_that_was_understood() -> None:
    """What was said stands before it, but where that is the very day or is long."""
    one = BecameAction("a", "c", 1, 1, "Go.", "", "", (), Due(""), overdue=False)
    today = date(2007, 9, 27)

    def said(text: str, day: str) -> str:
        return when_words(replace(one, due=Due(text, day)), today)

    assert (
        said("end of October", "2007-10-31") == "by end of October: 31 October 2007, in five weeks"
    )
    assert said("by 30 September", "2007-09-30") == "30 September 2007, in three days"
    assert said("30.9.2007", "2007-09-30") == "30 September 2007, in three days"
    assert said("soon", "") == "by soon"
    assert said("", "") == "no date noted"
    assert said("once " * 30 + "in October", "2007-10-31") == "31 October 2007, in five weeks"


def test_six_hundred_circles_are_rows_and_bars() -> None:
    """Every action stands in one row, whichever groups; each bar sums to its heading."""
    gathered, _belongs = many(1_800)
    actions = tuple(
        BecameAction(
            *(action.id, circle.id, circle.number, place, action.text),
            *(gathered.heading_of(action), "", (), Due(""), place == 1),
        )
        for circle in gathered.circles
        for place, action in enumerate(circle.actions, 1)
    )
    headings = tuple(dict.fromkeys(one.heading for one in actions))
    circles = tuple(
        BecameCircle(circle.id, circle.number, "", len(circle.actions), 0)
        for circle in gathered.circles
    )
    became = BecameOf("e", "", headings, actions, circles)
    for by_circle in (False, True):
        rows = ActionSearch(became).rows(by_circle=by_circle)
        shown_ = [row.action for row in rows if isinstance(row, BecameAction)]
        assert sorted(shown_) == sorted(one.action for one in actions)
    assert sum(bar.total for bar in bars_of(became)) == len(actions)


def many_told(library: Library, count: int = 120) -> int:
    """An event of many actions, two of which were told of; how many actions it has."""
    gathered, _belongs = many(count)
    library.load(gathered)
    for circle in library.circles()[:2]:
        told = Review(new_id(), ReviewState.DONE, "2007-09-06", "They met.", told_by="Dawn G")
        library.add_review(circle, circle.actions[0].id, told)
    return count


def test_many_actions_are_searched_and_each_state_stands_alone(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """Ctrl F: words, people and numbers of circles; a chip for each state; Esc shows all again."""
    every = many_told(library)
    window = shown(qtbot, Window(theme, library, clock), 1366, 768)
    window.screens.show_organiser("e")
    screen = window.screens.organiser
    press(window, Qt.Key.Key_5, CTRL)
    place = screen.places.became
    wait_for(qtbot, screen)

    def listed() -> list[BecameAction]:
        return [row for row in place.list.rows if isinstance(row, BecameAction)]

    assert len(listed()) == every
    press(place, Qt.Key.Key_F, CTRL)
    assert place.bar.field.hasFocus()
    write("LUNCH carers")
    found = listed()
    assert 0 < len(found) < every
    assert all("lunch" in one.wording and "carers" in one.wording for one in found)
    assert place.about.text() == f"{len(found)} of 120 are shown."
    press(place, Qt.Key.Key_Down)
    assert place.list.hasFocus()
    assert place.list.current == found[0]
    assert place.back()
    assert len(listed()) == every
    assert place.list.hasFocus()
    place.bar.choose(ReviewState.DONE)
    assert [one.number for one in listed()] == [1, 2]
    place.by.chosen.emit(CIRCLE)
    assert len(listed()) == 2
    press(place, Qt.Key.Key_F, CTRL)
    write("nobody says this")
    assert listed() == []
    assert str(place.list.current) == "None"
    press(place, Qt.Key.Key_Escape)
    assert place.bar.text == ""
    assert len(listed()) == 2
    assert place.back()
    assert len(listed()) == every
    assert not place.back()


def test_end_and_page_up_are_answered_at_once_among_many(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """The last rows are in sight at once, and a page up is a page: no row has to be laid out for
    that, which froze the window for forty seconds.
    """
    every = many_told(library, 360)
    window = shown(qtbot, Window(theme, library, clock), 1366, 768)
    window.screens.show_organiser("e")
    screen = window.screens.organiser
    press(window, Qt.Key.Key_5, CTRL)
    place = screen.places.became
    wait_for(qtbot, screen)
    actions = place.list
    assert actions.hasFocus()
    QApplication.processEvents()
    begun = process_time()
    press(actions, Qt.Key.Key_End)
    last = actions.currentIndex().row()
    assert last == len(actions.rows) - 1 >= every
    assert actions.viewport().rect().contains(actions.visualRect(actions.currentIndex()).center())
    press(actions, Qt.Key.Key_PageUp)
    page = last - actions.currentIndex().row()
    assert 1 <= page <= actions.viewport().height() // actions.sizeHintForRow(0) + 1
    assert process_time() - begun < 5
    press(actions, Qt.Key.Key_Home)
    assert actions.currentIndex().row() == 1
    tip = actions.model().data(actions.currentIndex(), Qt.ItemDataRole.ToolTipRole)
    assert place.list.current is not None
    assert place.list.current.wording in tip


def test_letter_by_letter_the_same_is_found_as_at_once(
    library: Library, clock: SimulatedClock
) -> None:
    """What was found before a letter narrows what is looked through, and never what is found."""
    many_told(library)
    clock.forward(LATER)
    event = library.event("e")
    assert event is not None
    became = became_of(library, event)
    search = ActionSearch(became)
    typed = [("carers before"[:end], ALL) for end in range(14)]
    typed += [("carers b", ALL), ("carers b", OVERDUE), ("", OVERDUE), ("1", OVERDUE), ("1", ALL)]
    counts = set()
    for text, part in typed:
        search.find(text, part)
        fresh = ActionSearch(became)
        fresh.find(text, part)
        for by_circle in (False, True):
            assert search.rows(by_circle=by_circle) == fresh.rows(by_circle=by_circle)
        counts.add(search.count)
    assert len(counts) > 3


def test_few_actions_have_no_search(open_place: Callable[[], Opened]) -> None:
    """They are seen at once."""
    _screen, place = open_place()
    assert not place.bar.isVisible()
    press(place, Qt.Key.Key_F, CTRL)
    assert place.list.hasFocus()
