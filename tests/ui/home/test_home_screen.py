"""The home screen: ways in by key, where you were, and what is on this laptop."""

import sys
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Circle, Event, Gathered, Member, new_id
from storycircle.core.turns.queue import Round, new_round
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.jobs.export import export_circle
from storycircle.launcher import MARKER
from storycircle.store.library import Library
from storycircle.store.saved_state import SavedState
from storycircle.ui.home import view_model
from storycircle.ui.home.circle_list import Keeping
from storycircle.ui.home.home_screen import HomeScreen
from storycircle.ui.home.rows.row_list import RowList
from storycircle.ui.home.view_model import FEW, Row, on_this_laptop
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.keycap import KeyCap
from storycircle.ui.widgets.controls.search_bar import SearchField
from storycircle.ui.widgets.display.message import Message
from storycircle.ui.widgets.ring.ring_model import SeatState
from tests.support import home_rows
from tests.support.windows import breathe

_MANY = 80
CTRL = Qt.KeyboardModifier.ControlModifier
NAMES = ("Brian R", "Dawn G", "Sandra S", "John R", "Simon R", "Andrew H")


def _held(
    library: Library,
    clock: SimulatedClock,
    stage: Stage,
    round_: Round | None = None,
    circle: Circle | None = None,
) -> Circle:
    """Circle 5, held up to a stage."""
    circle = circle or _circle()
    library.save_circle(circle, SavedState(stage, round_, plan_for(None, clock.now()), clock.now()))
    return circle


def _circle(number: int = 5, names: tuple[str, ...] = NAMES) -> Circle:
    members = tuple(Member(new_id(), name) for name in names)
    return Circle(new_id(), number, members=members)


def _speaking(circle: Circle, seconds: float) -> Round:
    """John R has spoken for so many seconds of his 252, after Sandra S passed."""
    round_ = new_round(tuple(member.id for member in circle.members), 25 * 60)
    round_ = round_.start(0).next(240).start(240).next(480).pass_turn(480).start(480)
    return round_.pause(480 + seconds)


def _open(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock, scale: float = 1.0
) -> HomeScreen:
    screen = HomeScreen(replace(theme, scale=scale), library, clock)
    qtbot.addWidget(screen)
    screen.resize(1440, 900)
    with qtbot.waitExposed(screen):
        screen.show()
    qtbot.waitUntil(screen.isActiveWindow)
    return screen


def _focused() -> Button:
    focused = QApplication.focusWidget()
    assert isinstance(focused, Button)
    return focused


def _said(screen: HomeScreen) -> list[str]:
    rows = [row for shown in screen.findChildren(RowList) for row in shown.rows]
    words = [words for row in rows for words in (row.title, row.about, row.chip)]
    return [text.text() for text in screen.findChildren(QLabel)] + words


def test_on_first_start_enter_starts_a_circle(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """With nothing on the laptop the Start button has the focus, and four steps are told."""
    screen = _open(qtbot, theme, library, clock)
    assert "Nothing on this laptop yet" in _said(screen)
    assert "Commit" in _said(screen)
    with qtbot.waitSignal(screen.startRequested):
        QTest.keyClick(_focused(), Qt.Key.Key_Return)


def test_home_says_where_a_portable_bundle_keeps_what_is_told(
    qtbot: QtBot,
    theme: Theme,
    library: Library,
    clock: SimulatedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not on this laptop, which is somebody else's; but a library of another place is not there."""

    def told() -> str:
        return "\n".join(_said(_open(qtbot, theme, library, clock)))

    beside = "Everything stays beside the program, in its folder “circles”."
    assert beside not in told()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(library.path.parent / "storycircle"))
    assert beside not in told()
    (library.path.parent / MARKER).touch()
    said = told()
    assert beside in said
    assert "Everything stays on this laptop." not in said


def test_each_way_in_has_its_key(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """Ctrl+N, Ctrl+O, Ctrl+G and F1 ask for what their buttons ask for."""
    screen = _open(qtbot, theme, library, clock)
    for key, modifier, wanted in (
        (Qt.Key.Key_N, CTRL, screen.startRequested),
        (Qt.Key.Key_O, CTRL, screen.openRequested),
        (Qt.Key.Key_G, CTRL, screen.gatherRequested),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, screen.keysRequested),
    ):
        with qtbot.waitSignal(wanted):
            QTest.keyClick(_focused(), key, modifier)


def test_enter_carries_on_where_you_were(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """The card says who speaks and how long is left; Enter asks for that circle."""
    circle = _circle()
    clock.forward(20 * 60)
    _held(library, clock, Stage.STORIES, _speaking(circle, 144.4), circle)
    screen = _open(qtbot, theme, library, clock)
    assert "Circle 5 · Stories" in _said(screen)
    assert "John R is speaking, 1:51 left. Paused at 11.36." in _said(screen)
    assert "Today · 6 people · in Stories" in _said(screen)
    with qtbot.waitSignal(screen.circleRequested) as asked:
        QTest.keyClick(_focused(), Qt.Key.Key_Return)
    assert asked.args == [circle.id]


def test_the_small_ring_shows_the_real_seats(library: Library, clock: SimulatedClock) -> None:
    """Heard, passed, speaking, next and waiting stand where they stood in the round."""
    circle = _circle()
    _held(library, clock, Stage.STORIES, _speaking(circle, 10), circle)
    where = on_this_laptop(library, clock).where
    assert where is not None
    s = SeatState
    assert where.seats == (s.HEARD, s.HEARD, s.PASSED, s.SPEAKING, s.NEXT, s.WAITING)


def test_time_over_the_share_is_told_kindly(library: Library, clock: SimulatedClock) -> None:
    """A turn beyond its share counts up."""
    circle = _circle()
    _held(library, clock, Stage.STORIES, _speaking(circle, 300), circle)
    where = on_this_laptop(library, clock).where
    assert where is not None
    assert where.sentence == "John R is speaking, +0:45 over. Paused at 11.16."


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [
        (Stage.GATHER, "Six names so far. Left at 11.16."),
        (Stage.OPEN, "Six people, about to begin. Left at 11.16."),
        (Stage.STORIES, "Six people, about to begin. Left at 11.16."),
        (Stage.DIALOGUE, "No ideas so far. Left at 11.16."),
        (Stage.COMMIT, "No actions so far. Left at 11.16."),
    ],
)
def test_each_stage_has_its_sentence(
    library: Library, clock: SimulatedClock, stage: Stage, sentence: str
) -> None:
    """Whatever stage a circle was left in, the card says something true of it."""
    _held(library, clock, stage)
    where = on_this_laptop(library, clock).where
    assert where is not None
    assert where.sentence == sentence


def test_between_turns_and_after_the_last(library: Library, clock: SimulatedClock) -> None:
    """In a breath the next person is named; after the last nobody is."""
    circle = _circle(names=("Ann", "Ben"))
    round_ = new_round(tuple(member.id for member in circle.members), 600)
    _held(library, clock, Stage.STORIES, round_.start(0).next(60), circle)
    first = on_this_laptop(library, clock).where
    over = round_.start(0).next(60).start(60).next(120)
    _held(library, clock, Stage.STORIES, over, circle)
    second = on_this_laptop(library, clock).where
    assert first is not None
    assert second is not None
    assert first.sentence == "Ben is next. Paused at 11.16."
    assert second.sentence == "Every story is told. Paused at 11.16."


def test_another_day_is_named(library: Library, clock: SimulatedClock) -> None:
    """A circle left yesterday says on which day."""
    _held(library, clock, Stage.GATHER)
    clock.forward(timedelta(days=1).total_seconds())
    shown = on_this_laptop(library, clock)
    assert shown.where is not None
    assert shown.where.sentence == "Six names so far. Left on 14 June 2007 at 11.16."
    assert shown.rows[0].about.startswith("14 June 2007 · ")


def test_the_newest_circle_in_progress_is_the_card(library: Library, clock: SimulatedClock) -> None:
    """Of two circles in progress, the one left last is where you were."""
    _held(library, clock, Stage.OPEN, circle=_circle(2))
    clock.forward(60)
    _held(library, clock, Stage.GATHER, circle=_circle(4))
    where = on_this_laptop(library, clock).where
    assert where is not None
    assert where.title == "Circle 4 · Gather"


def test_a_circle_at_its_end_is_ready_then_exported(
    library: Library, clock: SimulatedClock, example: Gathered, tmp_path: Path
) -> None:
    """In Plenary a circle is never handed over, then handed over, then changed since."""
    library.load(example)
    circle = example.circles[1]
    _held(library, clock, Stage.PLENARY, circle=circle)
    assert on_this_laptop(library, clock).rows[0].chip == "Never handed over"
    export_circle(library, library.circle(circle.id), tmp_path / "circle-2.circle")
    shown = on_this_laptop(library, clock)
    assert shown.rows[0].chip == "Saved at 11.16"
    assert shown.where is None
    library.save_circle(replace(library.circle(circle.id), theme="Another question"))
    assert on_this_laptop(library, clock).rows[0].chip == "Changed since 11.16"


def test_rows_ask_for_their_circle_or_event(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock, example: Gathered
) -> None:
    """Enter on the event asks for the event, a click on a circle for the circle."""
    library.load(example)
    screen = _open(qtbot, theme, library, clock)
    assert "14 June 2007 · 6 circles, 36 people, 16 actions" in _said(screen)
    shown = home_rows.choose(screen, "Whole System Event")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Enter):
        with qtbot.waitSignal(screen.eventRequested) as asked:
            QTest.keyClick(shown, key)
        assert asked.args == [example.event.id]
    with qtbot.waitSignal(screen.circleRequested) as asked:
        home_rows.click(screen, "Circle 3")
    assert asked.args == [example.circles[2].id]
    row = shown.visualRect(shown.currentIndex())
    home_rows.click(screen, "Circle 2", QPoint(row.width() - 30, row.height() // 2))
    assert shown.menu.menu is not None  # its sign at the end of the row
    shown.menu.menu.close()


def test_each_group_of_the_list_has_its_caption_once(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock, example: Gathered
) -> None:
    """A group alone has none. A caption is read aloud with its first row, and opens nothing."""
    _held(library, clock, Stage.PLENARY, circle=_circle(8))
    assert [row.caption for row in on_this_laptop(library, clock).rows] == [""]
    clock.forward(86_400)
    _held(library, clock, Stage.STORIES, circle=_circle(1))
    _held(library, clock, Stage.PLENARY, circle=_circle(2))
    _held(library, clock, Stage.PLENARY, circle=_circle(3))
    library.load(example)
    screen = _open(qtbot, theme, library, clock)
    shown = home_rows.list_of(screen)
    captions = [row.caption for row in shown.rows if row.caption]
    assert captions == ["To go on with", "Today", "Earlier", "Events", "Circles from elsewhere"]
    assert [row.caption for row in shown.rows[:4]] == ["To go on with", "Today", "", "Earlier"]
    index = shown.model().index(1, 0)
    said = index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert said.startswith("Today, Today")
    opened: list[str] = []
    screen.circleRequested.connect(opened.append)
    row = shown.visualRect(index)
    home_rows.click(screen, home_rows.titles(screen)[1], QPoint(40, 8))
    assert opened == []
    home_rows.click(screen, home_rows.titles(screen)[1], QPoint(40, row.height() - 30))
    assert opened == [shown.rows[1].id]


def test_refresh_shows_what_is_new(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """After a circle was begun elsewhere, refresh makes Carry on the first thing."""
    screen = _open(qtbot, theme, library, clock)
    _held(library, clock, Stage.OPEN)
    screen.refresh()
    assert _focused().accessibleName() == "Carry on"


def test_typed_words_are_never_markup(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """An event's title with markup in it is shown letter for letter."""
    library.save_event(Event(new_id(), "<b>Bold</b> & <img src='x'>"))
    screen = _open(qtbot, theme, library, clock)
    assert home_rows.titles(screen) == ["<b>Bold</b> & <img src='x'>"]
    for number in range(FEW):
        library.save_circle(_circle(number + 1))
    screen.refresh()  # rows of one height have tips
    model = home_rows.list_of(screen).model()
    every = (model.index(at, 0) for at in range(model.rowCount()))
    event = next(index for index in every if "Bold" in index.data())
    assert "&lt;b&gt;Bold" in event.data(Qt.ItemDataRole.ToolTipRole)


def _large(library: Library, count: int) -> tuple[Circle, ...]:
    """So many gathered circles in an event."""
    event = Event(new_id(), "A large event")
    circles = tuple(Circle(new_id(), number, event.id) for number in range(1, count + 1))
    library.load(Gathered(event, circles))
    return circles


def test_of_a_very_long_list_only_what_is_seen_is_worked_out(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """All circles are in it, and one key goes to the last; no more are read than are shown."""
    circles = _large(library, _MANY)
    with patch.object(view_model, "Row", side_effect=Row) as made:
        screen = _open(qtbot, theme, library, clock)
        shown = home_rows.list_of(screen)
        shown.begin()
        QTest.keyClick(shown, Qt.Key.Key_End)
        QApplication.processEvents()
    assert len(shown.rows) == _MANY + 1
    assert made.call_count <= 60, "forty for the height, and those that are seen at both ends"
    with qtbot.waitSignal(screen.circleRequested) as asked:
        QTest.keyClick(shown, Qt.Key.Key_Return)
    assert asked.args == [circles[-1].id]
    heights = {shown.visualRect(shown.model().index(at, 0)).height() for at in (0, 7, _MANY)}
    assert len(heights) == 1


def test_a_change_leaves_the_keyboard_and_the_page_where_they_were(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """A circle that came elsewhere: the list is shown anew, and nothing else of the page."""
    circles = _large(library, _MANY)
    screen = _open(qtbot, theme, library, clock)
    shown = home_rows.choose(screen, "Circle 60")
    QApplication.processEvents()
    before = shown.verticalScrollBar().value()
    assert before > 0
    library.save_circle(replace(circles[-1], number=900))
    screen.refresh()
    assert home_rows.list_of(screen) is shown
    assert home_rows.titles(screen)[-1] == "Circle 900"
    assert shown.hasFocus()
    assert shown.currentIndex().data() == "Circle 60"
    assert shown.verticalScrollBar().value() == before
    QTest.keyClick(shown, Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text().startswith("Circle 60")
    assert QApplication.clipboard().mimeData().hasFormat("x-kde-passwordManagerHint")


def test_a_row_whose_circle_has_gone_since_says_nothing_of_it(
    library: Library, clock: SimulatedClock
) -> None:
    """It was erased by another window, and its row is drawn before the list is read again."""
    circle = _held(library, clock, Stage.PLENARY)
    shown = on_this_laptop(library, clock)
    with Library(library.path, clock) as other:
        other.erase_circle(circle.id)
    assert shown.rows[0].chip == ""


@pytest.mark.parametrize("count", [5, 90])
def test_where_the_page_scrolls_as_one_the_row_at_the_keyboard_is_seen(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock, count: int
) -> None:
    """At 200 % a few rows are all shown, and many scroll in a part of the page."""
    _large(library, count)
    screen = _open(qtbot, theme, library, clock, scale=2.0)
    screen.resize(1024, 700)
    QApplication.processEvents()
    shown = home_rows.list_of(screen)
    shown.begin()
    for key in (Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(shown, key)
        row = shown.visualRect(shown.currentIndex())
        top = shown.viewport().mapTo(screen, row.topLeft()).y()
        assert top >= 0
        assert top + row.height() <= screen.height()


def test_at_twice_the_size_one_half_stands_below_the_other(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """At 200 % nothing is wider than the window."""
    _held(library, clock, Stage.OPEN)
    screen = _open(qtbot, theme, library, clock, scale=2.0)
    screen.resize(1024, 700)
    row = home_rows.list_of(screen)
    qtbot.waitUntil(lambda: row.mapTo(screen, row.rect().topRight()).x() <= 1024)
    assert screen.width() == 1024


def test_circles_past_their_time_remind_quietly_and_go_only_by_an_answer(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """Kept 90 days; after that the foot says so, and Enter to its question keeps the circle."""
    circle = _held(library, clock, Stage.PLENARY)
    assert on_this_laptop(library, clock).past == ()
    clock.forward(91 * 86_400)
    home = HomeScreen(theme, library, clock)
    qtbot.addWidget(home)
    home.show()
    (keeping,) = home.findChildren(Keeping)
    assert keeping.summary.text() == "Circle 5 was to be kept until 12 September 2007."
    gone: list[str] = []
    home.removeRequested.connect(gone.append)
    keeping.link.click()
    (message,) = keeping.findChildren(Message)
    QTest.keyClick(message, Qt.Key.Key_Escape)
    breathe(20)
    assert gone == []
    keeping.link.click()
    (message,) = keeping.findChildren(Message)
    assert "It was never handed over, so nothing of it will be left." in (
        message.accessibleDescription()
    )
    message.answered.emit("erase")
    assert gone == [circle.id]


def test_a_long_list_is_searched(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """Ctrl F: a number, an event or a person; Down goes to the first, and what changes elsewhere
    leaves the search as it is.
    """
    event = Event(new_id(), "A large event")
    circles = tuple(
        Circle(new_id(), number, event.id, members=(Member(f"m{number}", f"Zed{number}"),))
        for number in range(1, _MANY + 1)
    )
    library.load(Gathered(event, circles))
    screen = _open(qtbot, theme, library, clock)
    QTest.keyClick(screen, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = screen.findChildren(SearchField)[0]
    assert field.hasFocus()

    QTest.keyClicks(field, "zed77")
    qtbot.waitUntil(lambda: home_rows.titles(screen) == ["Circle 77"])
    QTest.keyClick(field, Qt.Key.Key_Down)
    shown = home_rows.list_of(screen)
    assert shown.hasFocus()
    assert shown.currentIndex().row() == 0
    library.save_circle(
        replace(circles[0], id=new_id(), number=500, members=(Member("m", "Zed778"),))
    )
    screen.refresh()
    qtbot.waitUntil(lambda: home_rows.titles(screen) == ["Circle 77", "Circle 500"])
    field.setFocus()
    field.setText("nobody of this name")
    assert home_rows.titles(screen) == []
    assert "Nothing here is called that." in _said(screen)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert len(home_rows.titles(screen)) == _MANY + 2  # and the event


def test_the_keys_at_the_foot_are_pressed_by_mouse_too(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """F1 and Ctrl , stand beside words that lead on: a click on the key leads there too, once."""
    screen = _open(qtbot, theme, library, clock)
    caps = [cap for cap in screen.findChildren(KeyCap) if not isinstance(cap.parent(), Button)]
    asked: list[str] = []
    screen.keysRequested.connect(lambda: asked.append("keys"))
    screen.settingsRequested.connect(lambda: asked.append("settings"))
    feet = [cap for cap in caps if cap.cursor().shape() == Qt.CursorShape.PointingHandCursor]
    assert len(feet) == 2
    for cap in feet:
        QTest.mouseClick(cap, Qt.MouseButton.RightButton)
    assert asked == []
    for cap in feet:
        QTest.mouseClick(cap, Qt.MouseButton.LeftButton)
    assert asked == ["keys", "settings"]
