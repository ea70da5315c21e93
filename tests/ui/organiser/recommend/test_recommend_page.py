"""The place *Recommend*, by keys and by mouse: letters, moves, links, what bears none, undo."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.afterwards.recommendations import Recommendation
from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Event, Gathered
from storycircle.core.size_limits import PARAGRAPH
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.organiser.organiser_screen import OrganiserScreen
from storycircle.ui.organiser.recommend.advice_list import carrying
from storycircle.ui.organiser.recommend.page import RecommendPlace
from storycircle.ui.organiser.recommend.view_model import AdviceRow, HeadingRow
from storycircle.ui.organiser.report_parts.kept_parts import Kind
from storycircle.ui.organiser.view_model import Place
from storycircle.ui.system.field_autosave import flush_all
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.display.label import Text
from tests.journeys.keyboard import Keyboard
from tests.support.windows import shown

Opened = tuple[OrganiserScreen, RecommendPlace, Keyboard]


@pytest.fixture
def opened(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock, example: Gathered
) -> Callable[[], Opened]:
    def open_() -> Opened:
        library.save_event(example.event)
        for circle in example.circles:
            library.save_circle(circle)
        window = shown(qtbot, Window(theme, library, clock), 1366, 768)
        window.screens.show_organiser(example.event.id)
        keyboard = Keyboard(window)
        keyboard.press("Ctrl+6")
        screen = window.screens.organiser
        place = screen.places.recommend
        qtbot.waitUntil(lambda: bool(place.advice.actions), timeout=20_000)
        return screen, place, keyboard

    return open_


def letters(place: RecommendPlace) -> list[tuple[str, str, str]]:
    """Letter, heading and words of each, as the list has them."""
    rows = [row for row in place.list.rows if isinstance(row, AdviceRow)]
    return [(row.letter, row.one.heading, row.one.text) for row in rows]


def kept(library: Library) -> tuple[Recommendation, ...]:
    return library.parts(library.events()[0].id).recommendations


def write_three(place: RecommendPlace, keyboard: Keyboard) -> None:
    """Three under the first heading, written one below the other."""
    for words in ("Begin", "Look", "Ask"):
        place.list.setFocus()
        keyboard.press("n")
        keyboard.write(words)
    flush_all(place)
    place.list.setFocus()


def test_recommendations_are_written_and_moved_by_keys(
    opened: Callable[[], Opened], library: Library
) -> None:
    """N adds one below, Alt and arrows move it through all headings, M and a number sends it; the
    letters follow, and all of it is undone and done again.
    """
    screen, place, keyboard = opened()
    first, second, third = place.advice.headings[:3]
    assert place.add.hasFocus(), "there is none yet"
    write_three(place, keyboard)
    assert [row[::2] for row in letters(place)] == [("a", "Begin"), ("b", "Look"), ("c", "Ask")]
    assert screen.rail.stages[5].accessibleName() == "Recommend, a to c, now"
    keyboard.press("Alt+Up")
    assert [words for _l, _h, words in letters(place)] == ["Begin", "Ask", "Look"]
    keyboard.press("m")
    assert "To which heading" in place.remark.accessibleName()
    keyboard.press("3")
    assert letters(place)[2] == ("c", third, "Ask")
    keyboard.press("Alt+Up")
    assert letters(place)[2] == ("c", second, "Ask")
    before = letters(place)
    for _step in range(3):
        keyboard.press("Ctrl+z")
    assert [row[1:] for row in letters(place)] == [(first, w) for w in ("Begin", "Look", "Ask")]
    for _step in range(3):
        keyboard.press("Ctrl+y")
    assert letters(place) == before
    keyboard.press("Delete")
    assert len(kept(library)) == 2
    keyboard.press("Ctrl+z")
    assert letters(place) == before
    assert len(kept(library)) == 3
    keyboard.press("m", "9")
    assert "no heading of that number" in place.remark.accessibleName()
    keyboard.press("m", "Esc")
    assert screen.places.place == Place.RECOMMEND.value
    keyboard.press("Ctrl+Enter")
    assert screen.places.place == Place.REPORT.value


@pytest.mark.slow
def test_undo_of_a_move_keeps_what_was_typed_since(
    opened: Callable[[], Opened], library: Library
) -> None:
    """Typing has its own undo, in its field."""
    _screen, place, keyboard = opened()
    write_three(place, keyboard)
    keyboard.press("Alt+Up", "Enter")
    assert place.pane.text.hasFocus()
    keyboard.write(" them")
    flush_all(place)
    keyboard.press("Esc", "Ctrl+z")
    assert [words for _l, _h, words in letters(place)] == ["Begin", "Look", "Ask them"]
    assert {one.text for one in kept(library)} == {"Begin", "Look", "Ask them"}


def ways(place: RecommendPlace) -> list[Button]:
    found: list[Button] = place.pane.findChildren(Button)
    return found


@pytest.mark.slow
def test_what_bears_one_is_linked_and_what_bears_none_is_listed(
    opened: Callable[[], Opened], library: Library, qtbot: QtBot
) -> None:
    """By the list under L, or by a button beside one that bears none; taken off by a press."""
    _screen, place, keyboard = opened()
    write_three(place, keyboard)
    count = len(place.advice.actions)
    assert len(place.advice.bear_none) == count
    qtbot.waitUntil(lambda: any(b.isVisible() and b.words == "Link to c" for b in ways(place)))
    way = next(b for b in ways(place) if b.words == "Link to c" and b.isVisible())
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    assert len(place.advice.bear_none) == count - 1
    place.list.setFocus()
    keyboard.press("l")
    assert place.pane.pick.hasFocus()
    stall = next(
        place.pane.pick.itemText(at)
        for at in range(place.pane.pick.count())
        if "Nobody does it better" in place.pane.pick.itemText(at)
    )
    assert stall == "C: Nobody does it better"
    place.pane.pick.chosen.emit("stall C: Nobody does it better")
    one = next(one for one in kept(library) if one.text == "Ask")
    assert (len(one.actions), one.stalls) == (1, ("C: Nobody does it better",))
    row = next(row for row in place.list.rows if isinstance(row, AdviceRow) and row.letter == "c")
    assert row.bearing[1] == "stall C"
    _action, off = place.pane.chips
    assert off.accessibleName() == "stall C: C: Nobody does it better"
    off.click()
    assert next(one for one in kept(library) if one.text == "Ask").stalls != ()
    assert place.pane.quote.text() == "C: Nobody does it better"
    cross = QPoint(off.width() - 10, off.height() // 2)
    QTest.mouseClick(off, Qt.MouseButton.LeftButton, pos=cross)
    assert next(one for one in kept(library) if one.text == "Ask").stalls == ()
    (action,) = place.pane.chips
    assert action.hasFocus()
    assert place.pane.quote.text() == place.advice.actions[one.actions[0]].wording
    keyboard.press("Delete")
    assert next(one for one in kept(library) if one.text == "Ask").actions == ()
    assert place.pane.pick.hasFocus()
    place.list.setFocus()
    keyboard.press("Ctrl+z")
    assert next(one for one in kept(library) if one.text == "Ask").actions != ()
    place.list.setFocus()
    keyboard.press("Ctrl+z")
    assert next(one for one in kept(library) if one.text == "Ask").stalls != ()


@pytest.mark.slow
def test_that_one_came_from_the_learning_set_is_ticked(
    opened: Callable[[], Opened], library: Library
) -> None:
    """Its row says so, the report too, and it is undone; it goes with the one in hand."""
    _screen, place, keyboard = opened()
    write_three(place, keyboard)
    tick = place.pane.from_set
    assert (tick.accessibleName(), tick.isChecked()) == ("From the learning set", False)
    tick.setFocus()
    keyboard.press("Space")
    assert [(one.text, one.from_set) for one in kept(library) if one.from_set] == [("Ask", True)]
    row = next(row for row in place.list.rows if isinstance(row, AdviceRow) and row.letter == "c")
    assert row.bears == "the learning set"
    assert place.advice.bear_none != ()
    place.list.setFocus()
    keyboard.press("Up")
    assert not tick.isChecked()
    keyboard.press("Down")
    assert tick.isChecked()
    keyboard.press("Ctrl+z")
    assert not tick.isChecked()
    assert not any(one.from_set for one in kept(library))


@pytest.mark.slow
def test_one_is_dragged_under_another_heading(
    opened: Callable[[], Opened], library: Library
) -> None:
    """Dropped on a heading's title it is that heading's first."""
    _screen, place, keyboard = opened()
    write_three(place, keyboard)
    second = place.advice.headings[1]
    wanted = next(one for one in kept(library) if one.text == "Look")
    at = next(n for n, row in enumerate(place.list.rows) if getattr(row, "heading", "") == second)
    box = place.list.visualRect(place.list.model_.index(at, 0))
    data = carrying(wanted.id)  # Qt holds no reference
    drop = QDropEvent(
        QPointF(box.center().x(), box.bottom() - 1),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    place.list.dropEvent(drop)
    assert letters(place)[2] == ("c", second, "Look")
    keyboard.press("Ctrl+z")
    assert [words for _l, _h, words in letters(place)] == ["Begin", "Look", "Ask"]


@pytest.mark.slow
def test_bad_input_is_said_and_lost_nowhere(opened: Callable[[], Opened], library: Library) -> None:
    """Too long, it stays in its field; under a heading that was removed, it is moved from there."""
    _screen, place, keyboard = opened()
    event = library.events()[0]
    library.save_parts(event.id, [Recommendation("x", "A heading of before", "Old", rank="i")])
    place.session.refresh()
    place.refresh()
    assert letters(place) == [("a", "A heading of before", "Old")]
    said = [row for row in place.list.rows if getattr(row, "heading", "") == "A heading of before"]
    assert said[0].title == "A heading of before (no heading any more)"  # type: ignore[union-attr]
    place.list.setFocus()
    place.list.go_to("x")
    place.refresh()
    why = place.remark.accessibleName()
    assert why.startswith("“A heading of before” is no heading of the event any more.")
    assert "M and a number sends it to another." in why
    keyboard.press("m", "1")
    assert place.remark.accessibleName() == ""
    assert letters(place) == [("a", place.advice.headings[0], "Old")]
    place.pane.text.setFocus()
    place.pane.text.setPlainText("x" * (PARAGRAPH + 1))
    flush_all(place)
    assert kept(library)[0].text == "Old"
    assert place.pane.text.text().startswith("xxx")


@pytest.mark.slow
def test_an_event_without_headings_or_actions_has_recommendations_too(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """They stand under no heading yet; where no action has come, that is said."""
    library.save_event(Event("e", "An event", "2007-06-14"))
    window = shown(qtbot, Window(theme, library, clock), 1366, 768)
    window.screens.show_organiser("e")
    keyboard = Keyboard(window)
    keyboard.press("Ctrl+6", "n")
    keyboard.write("Meet more")
    place = window.screens.organiser.places.recommend
    flush_all(place)
    QApplication.processEvents()
    assert letters(place) == [("a", "", "Meet more")]
    assert place.list.rows[0].title == "Under no heading yet"  # type: ignore[union-attr]


def said_above(place: RecommendPlace) -> str:
    """The sentence below the place's title."""
    every: list[Text] = place.findChildren(Text)
    return next(one.text() for one in every if "lettered through all headings" in one.text())


def titles(place: RecommendPlace) -> list[HeadingRow]:
    return [row for row in place.list.rows if isinstance(row, HeadingRow)]


def words_in_hand(place: RecommendPlace) -> str:
    """The words of the recommendation that the keyboard is at."""
    here = place.list.current
    return here.one.text if here is not None else ""


def said(place: RecommendPlace, at: int) -> str:
    """What a screen reader reads of a row."""
    model = place.list.model_
    return str(model.data(model.index(at, 0), Qt.ItemDataRole.AccessibleTextRole))


def test_a_heading_folds_by_key(opened: Callable[[], Opened], library: Library) -> None:
    """F folds it with what stands under it, and opens it; that it is folded is said."""
    _screen, place, keyboard = opened()
    write_three(place, keyboard)
    second = place.advice.headings[1]
    keyboard.press("m", "2", "Up")
    assert [row.heading for row in titles(place)][:2] == list(place.advice.headings[:2])
    keyboard.press("f")
    assert [row[2] for row in letters(place)] == ["Ask"]
    assert place.list.currentIndex().row() == 0
    assert said(place, 0).endswith(", a – b, two folded")
    assert "One heading is folded." in said_above(place)
    keyboard.press("Down")
    assert words_in_hand(place) == "Ask"
    assert letters(place)[0][1] == second
    keyboard.press("Up", "f")
    assert [row[2] for row in letters(place)] == ["Begin", "Look", "Ask"]
    assert words_in_hand(place) == "Begin"
    keyboard.press("f", "n")
    keyboard.write("More")
    flush_all(place)
    assert [row[2] for row in letters(place)] == ["Begin", "Look", "More", "Ask"]
    place.list.setFocus()
    keyboard.press("f", "Enter")
    assert place.list.hasFocus()
    assert place.list.folded_here is None
    assert len(kept(library)) == 4


@pytest.mark.slow
def test_a_heading_folds_by_mouse(opened: Callable[[], Opened]) -> None:
    """A press on it folds it, another opens it; what goes there opens it too."""
    _screen, place, keyboard = opened()
    write_three(place, keyboard)

    def press(at: int) -> None:
        box = place.list.visualRect(place.list.model_.index(at, 0))
        where = QPoint(box.center().x(), box.bottom() - 8)
        QTest.mouseClick(place.list.viewport(), Qt.MouseButton.LeftButton, pos=where)

    press(0)
    assert letters(place) == []
    assert titles(place)[0].said == "a – c, three folded"
    press(0)
    assert len(letters(place)) == 3
    second = place.advice.headings[1]
    place.list.setFocus()
    keyboard.press("m", "2")
    at = next(n for n, row in enumerate(place.list.rows) if getattr(row, "heading", "") == second)
    press(at)
    assert len(letters(place)) == 2
    keyboard.press("Up", "m", "2")
    assert len(letters(place)) == 3


@pytest.mark.slow
def test_thirty_recommendations_are_lettered_past_z(
    opened: Callable[[], Opened], library: Library
) -> None:
    """Aa to dd after z, in the list, on the rail and in what is said of the one in hand."""
    screen, place, keyboard = opened()
    first, second = place.advice.headings[:2]
    some = [
        Recommendation(str(n), first if n < 20 else second, f"Words {n}", rank=f"i{n:02}")
        for n in range(30)
    ]
    assert screen.session.report_parts.keep(Kind.ADVICE, some)
    assert len(kept(library)) == 30
    assert [letter for letter, _h, _w in letters(place)][-5:] == ["z", "aa", "bb", "cc", "dd"]
    assert screen.rail.stages[5].accessibleName() == "Recommend, a to dd, now"
    assert said_above(place).startswith("Thirty, lettered through all headings.")
    place.list.setFocus()
    QTest.keyClick(place.list, Qt.Key.Key_End)
    assert place.pane.title.text() == "Recommendation dd"
    keyboard.press("m", "1")
    assert letters(place)[20] == ("u", first, "Words 29")


def test_that_there_is_none_is_said_with_the_way_on(opened: Callable[[], Opened]) -> None:
    """The keyboard is at the button that adds the first."""
    _screen, place, keyboard = opened()
    assert said_above(place) == (
        "None yet. They are lettered through all headings, and go into the report."
    )
    assert place.add.hasFocus()
    keyboard.press("Space")
    assert place.pane.text.hasFocus()
    assert len(letters(place)) == 1
