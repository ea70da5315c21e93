"""Check-out at the window: hands counted by keys, and the laptop that goes round."""

import json
import sqlite3
from contextlib import closing
from itertools import permutations
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core import actions
from storycircle.core.checkout.checkout import Checkout
from storycircle.core.clock import SimulatedClock
from storycircle.core.i18n.language import speaking
from storycircle.core.model import Event
from storycircle.core.turns.schedule import Stage
from storycircle.jobs.export import export_circle
from storycircle.languages import named
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.checkout.hands_screen import HandsScreen
from storycircle.ui.circle.checkout.private_page import PrivatePage
from storycircle.ui.circle.checkout.stepper import Stepper
from storycircle.ui.circle.circle_view import CircleView
from storycircle.ui.circle.plenary_screen import PlenaryScreen
from storycircle.ui.session.session import Session
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme
from tests.leaks.searching import found_in_folder
from tests.support.windows import shown

TWO = Event("e", "An event", "2007-06-14", statements=("It was long.", "It was loud."))
CTRL = Qt.KeyboardModifier.ControlModifier
_KEY = Qt.Key


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock) -> Window:
    """A window with a circle of six in Commit, of an event with two statements."""
    library.save_event(TWO)
    made = shown(qtbot, Window(theme, library, clock), 1280, 800, front=False)
    made.start_circle()
    session(made).members.set_names("Ann\nBob\nCy\nDee\nEve\nFay")
    session(made).act_on(actions.with_idea(session(made).state.circle, "Meet"))
    (idea,) = session(made).state.circle.ideas
    session(made).act_on(actions.committed(session(made).state.circle, idea.id))
    session(made).time.go(Stage.COMMIT)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def session(window: Window) -> Session:
    assert window.session is not None
    return window.session


def view(window: Window) -> CircleView:
    found = window.findChild(CircleView)
    assert found is not None
    return found


def hands(window: Window) -> HandsScreen:
    page = view(window).checkout.page
    assert isinstance(page, HandsScreen)
    return page


def private(window: Window) -> PrivatePage:
    page = view(window).checkout.page
    assert isinstance(page, PrivatePage)
    return page


def press(*keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, held)
        QApplication.processEvents()


def said(window: Window) -> Checkout | None:
    """What is on the disk."""
    library = session(window).library
    return library.circle(session(window).state.circle.id).checkout


def open_(window: Window) -> HandsScreen:
    press(_KEY.Key_K, held=CTRL)
    return hands(window)


@pytest.mark.slow
def test_hands_are_counted_by_digits_alone(window: Window) -> None:
    """A digit goes on by itself; what has no hand left is nought; the words come last."""
    page = open_(window)
    first = page.rows[0].steppers[0]
    assert QApplication.focusWidget() is first
    press(_KEY.Key_5)
    assert page.rows[0].state.words == "one to come"
    press(_KEY.Key_1)
    assert [one.value for one in page.rows[0].steppers] == [5, 1, 0]
    assert page.rows[0].state.words == "all six"
    press(_KEY.Key_6)
    assert QApplication.focusWidget() is page.words
    QTest.keyClicks(page.words, "It was good to be asked.")
    press(_KEY.Key_Return)
    assert said(window) == Checkout(
        6, ((5, 1, 0), (6, 0, 0)), ("It was good to be asked.",), TWO.statements
    )
    press(_KEY.Key_Return, held=CTRL)
    assert session(window).state.stage is Stage.PLENARY
    assert view(window).checkout.page is None


def test_numbers_are_put_right_by_arrows_and_signs(window: Window) -> None:
    page = open_(window)
    press(_KEY.Key_Plus, _KEY.Key_Plus, _KEY.Key_Minus)
    assert page.rows[0].steppers[0].value == 1
    press(_KEY.Key_Right, _KEY.Key_3, _KEY.Key_Left)
    assert QApplication.focusWidget() is page.rows[0].steppers[1]
    press(_KEY.Key_Delete)
    assert page.rows[0].steppers[1].value is None
    press(_KEY.Key_Down)
    assert QApplication.focusWidget() is page.rows[1].steppers[1]


@pytest.mark.slow
def test_one_hand_too_many_is_said_and_kept(window: Window) -> None:
    page = open_(window)
    press(_KEY.Key_6, _KEY.Key_Up, _KEY.Key_Right, _KEY.Key_1)
    assert page.rows[0].state.words == "one hand too many"
    checkout = said(window)
    assert checkout is not None
    assert checkout.answers[0] == (6, 1, 0)


@pytest.mark.slow
def test_from_ten_people_on_a_number_has_two_digits(window: Window) -> None:
    page = open_(window)
    page.people.setFocus()
    press(_KEY.Key_1)
    for _more in range(11):
        press(_KEY.Key_Plus) if page.people.hasFocus() else page.people.setFocus()
    session(window).checking_out.count_people(12)
    page.rows[0].steppers[0].setFocus()
    press(_KEY.Key_1)
    assert QApplication.focusWidget() is page.rows[0].steppers[0]
    press(_KEY.Key_1)
    assert page.rows[0].steppers[0].value == 11
    assert QApplication.focusWidget() is page.rows[0].steppers[1]


@pytest.mark.slow
def test_a_click_counts_at_either_end(window: Window) -> None:
    stepper = open_(window).rows[0].steppers[0]
    middle = stepper.height() // 2
    for _time in range(2):
        QTest.mouseClick(
            stepper, Qt.MouseButton.LeftButton, pos=QPoint(stepper.width() - 8, middle)
        )
    QTest.mouseClick(stepper, Qt.MouseButton.LeftButton, pos=QPoint(8, middle))
    assert stepper.value == 1


@pytest.mark.slow
def test_esc_leaves_it_for_the_stage_and_not_the_circle(window: Window) -> None:
    open_(window)
    press(_KEY.Key_4, _KEY.Key_Escape)
    assert view(window).checkout.page is None
    assert session(window).state.stage is Stage.COMMIT
    assert view(window).isVisible()
    checkout = said(window)
    assert checkout is not None
    assert checkout.answers[0] == (4, None, None)


@pytest.mark.slow
def test_the_rail_has_a_small_stop_that_takes_no_number(window: Window) -> None:
    """It leads there, and says whether it is done; the stages keep their keys."""
    rail = view(window).rail
    assert rail.stop is not None
    assert len(rail.stages) == len(Stage)
    rail.stop.click()
    assert "Check-out" in rail.stop.accessibleName()
    assert rail.stop.accessibleName().endswith("now")
    press(_KEY.Key_6, _KEY.Key_6)
    press(_KEY.Key_6, held=CTRL)
    assert session(window).state.stage is Stage.PLENARY
    assert rail.stop.accessibleName().endswith("done")
    (plenary,) = window.findChildren(PlenaryScreen)
    plenary.how.click()
    assert hands(window).way_on.words == "Back to the plenary"
    press(_KEY.Key_Return, held=CTRL)
    assert view(window).checkout.page is None


@pytest.mark.slow
def test_what_is_asked_before_the_plenary_is_seen(window: Window) -> None:
    """Where there is no action yet, the question stands in Commit, which is shown for it."""
    session(window).act_on(replace(session(window).state.circle, actions=()))
    open_(window)
    press(_KEY.Key_Return, held=CTRL)
    assert view(window).checkout.page is None
    assert session(window).state.stage is Stage.COMMIT
    card = view(window).questioning.card
    assert card is not None
    assert card.isVisible()


@pytest.mark.slow
def test_what_was_typed_and_not_entered_is_kept_too(window: Window) -> None:
    page = open_(window)
    page.words.setFocus()
    QTest.keyClicks(page.words, "Half a line")
    press(_KEY.Key_6, held=CTRL)
    checkout = said(window)
    assert checkout is not None
    assert checkout.words == ("Half a line",)


@pytest.mark.slow
def test_words_are_taken_away_again(window: Window) -> None:
    part = session(window).checking_out
    open_(window)
    part.add_words("One")
    part.add_words("Two")
    part.take_words_away("One")
    checkout = said(window)
    assert checkout is not None
    assert checkout.words == ("Two",)


@pytest.mark.slow
def test_what_has_left_does_not_change_any_more(window: Window, tmp_path: Path) -> None:
    """The page says so, and its numbers take no key."""
    open_(window)
    press(_KEY.Key_6, _KEY.Key_6)
    one = session(window)
    export_circle(one.library, one.library.circle(one.state.circle.id), tmp_path / "x.circle")
    press(_KEY.Key_Escape)
    page = open_(window)
    assert not page.rows[0].steppers[0].isEnabled()
    assert QApplication.focusWidget() is page.way_on
    one.checking_out.count(0, 0, 1)
    assert page.rows[0].steppers[0].value == 6
    press(_KEY.Key_R, held=CTRL)
    assert view(window).checkout.page is page


# In private.


def marked(window: Window, *marks: int, words: str = "") -> None:
    """One person's marks by keys, 0 for none; then the laptop is passed on."""
    for place, mark in enumerate(marks, 1):
        if mark:
            press(getattr(_KEY, f"Key_{mark}"))
        if place == len(marks) and words:
            private(window).page.words.setFocus()
            QTest.keyClicks(private(window).page.words, words)
        press(_KEY.Key_Return)


def begun(window: Window) -> PrivatePage:
    open_(window)
    press(_KEY.Key_R, held=CTRL)
    page = private(window)
    assert page.begin.hasFocus()
    press(_KEY.Key_Return)
    return page


@pytest.mark.slow
def test_the_laptop_goes_round_and_all_comes_at_once(window: Window) -> None:
    """Nothing is on the disk before its end, and then sums alone, in no order."""
    page = begun(window)
    assert not view(window).rail.isVisible()
    for person in range(6):
        marked(window, 1 if person else 3, 2, words="zest" if person == 1 else "")
        assert said(window) is None
        assert page.page.words.text() == ""
        assert not page.page.words.isUndoAvailable()
        assert page.page.marked is None
        if person < 5:
            press(_KEY.Key_Return)
    page.all_.click()
    assert said(window) == Checkout(6, ((5, 0, 1), (0, 6, 0)), ("zest",), TWO.statements)
    assert view(window).rail.isVisible()
    assert hands(window).rows[0].state.words == "all six"
    before = said(window)
    press(_KEY.Key_Z, held=CTRL)
    assert said(window) == before


@pytest.mark.slow
def test_the_disk_is_the_same_whoever_marked_first(
    qtbot: QtBot, theme: Theme, clock: SimulatedClock, tmp_path: Path
) -> None:
    """The row of it, to the byte, its version too: one save, whatever the order."""
    people = ((1, 3, "a"), (2, 0, "c"), (3, 1, "b"))
    rows = set()
    for at, order in enumerate(permutations(people)):
        with Library(tmp_path / str(at) / "library", clock) as library:
            library.save_event(TWO)
            window = shown(qtbot, Window(theme, library, clock))
            window.start_circle()
            session(window).members.set_names("Ann\nBob\nCy")
            begun(window)
            for place, (first, second, words) in enumerate(order):
                marked(window, first, second, words=words)
                if place + 1 < len(order):
                    press(_KEY.Key_Return)
            private(window).all_.click()
            path = library.path
            window.close()
        with closing(sqlite3.connect(path)) as conn:
            sql = "SELECT fields, version FROM addition WHERE sort = 'checkout'"
            fields, version = conn.execute(sql).fetchone()
            rows.add((fields, tuple(json.loads(version).values())))
    assert len(rows) == 1
    assert rows.pop()[1] == (1,)


@pytest.mark.slow
def test_broken_off_half_way_nothing_is_kept_of_anybody(window: Window) -> None:
    """Esc asks the facilitator, and shows no mark; neither the disk nor the log has a word."""
    page = begun(window)
    marked(window, 1, 2, words="Halfword")
    press(_KEY.Key_Return, _KEY.Key_2)
    press(_KEY.Key_Escape)
    assert page.shown is not page.page
    press(_KEY.Key_Escape)
    assert page.shown is page.page
    assert page.page.marked == 1
    press(_KEY.Key_Escape)
    page.off.click()
    assert hands(window).rows[0].steppers[0].value is None
    assert said(window) is None
    folder = session(window).library.path.parent
    assert not found_in_folder(folder, ("Halfword",))
    press(_KEY.Key_R, held=CTRL)
    assert not private(window).began


@pytest.mark.slow
def test_a_name_in_a_line_is_said_on_its_own_screen_alone(window: Window) -> None:
    """Nothing was passed on, what was marked stands; without the name it goes on."""
    page = begun(window)
    marked(window, 1, 2, words="Thank you, Dee")
    assert page.shown is page.page
    assert page.page.words.hasFocus()
    assert page.page.marked == 1
    page.page.words.set_text("Thank you all")
    press(_KEY.Key_Return)
    page.all_.click()
    checkout = said(window)
    assert checkout is not None
    assert (checkout.people, checkout.words) == (1, ("Thank you all",))
    hands(window).words.setFocus()
    QTest.keyClicks(hands(window).words, "Bob was late")
    press(_KEY.Key_Return)
    assert hands(window).words.text() == "Bob was late"
    assert said(window) == checkout


@pytest.mark.slow
def test_one_can_go_back_until_it_is_passed_on(window: Window) -> None:
    page = begun(window)
    press(_KEY.Key_1, _KEY.Key_Return, _KEY.Key_3, _KEY.Key_Left)
    assert page.page.marked == 0
    press(_KEY.Key_2, _KEY.Key_Return)
    assert page.page.marked == 2
    press(_KEY.Key_Return)
    page.all_.click()
    assert said(window) == Checkout(1, ((0, 1, 0), (0, 0, 1)), (), TWO.statements)


@pytest.mark.slow
def test_no_key_of_the_circle_works_while_it_goes_round(window: Window) -> None:
    """Neither another stage, nor undo, nor the room, nor the own note; and Enter held down passes
    nobody over.
    """
    page = begun(window)
    press(_KEY.Key_1)
    for key in (_KEY.Key_6, _KEY.Key_Z, _KEY.Key_R, _KEY.Key_J, _KEY.Key_K, _KEY.Key_T):
        press(key, held=CTRL)
        assert view(window).checkout.page is page
        assert page.page.marked == 0
    assert not view(window).beside.alone
    assert session(window).state.stage is Stage.COMMIT


@pytest.mark.slow
def test_a_window_that_only_reads_lets_nobody_mark_for_nothing(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_(window)
    monkeypatch.setattr(session(window).library, "reads", True)
    press(_KEY.Key_R, held=CTRL)
    assert view(window).checkout.page is page
    press(_KEY.Key_4)
    assert page.rows[0].steppers[0].value is None


@pytest.mark.slow
def test_it_is_said_before_it_begins_what_can_be_seen(window: Window) -> None:
    """Of six, that all said the same; of three, that nothing is shown apart."""
    open_(window)
    press(_KEY.Key_R, held=CTRL)
    said_first = private(window).shown.accessibleDescription()
    assert "all said the same can be seen" in said_first
    press(_KEY.Key_Escape)
    session(window).members.set_names("Ann\nBob\nCy")
    press(_KEY.Key_R, held=CTRL)
    few = private(window).shown.accessibleDescription()
    assert "You are three: nothing of it is shown apart." in few
    assert "all said the same" not in few


@pytest.mark.slow
def test_every_number_has_a_name_for_a_screen_reader(window: Window) -> None:
    from PySide6.QtGui import QAccessible

    open_(window)
    press(_KEY.Key_5)
    names = []
    for stepper in hands(window).findChildren(Stepper):
        found = QAccessible.queryAccessibleInterface(stepper)
        names.append((found.text(QAccessible.Text.Name), found.text(QAccessible.Text.Description)))
    assert ("Yes: It was long.", "5") in names
    assert ("No: It was loud.", "not counted yet") in names
    assert all(name for name, _value in names)


@pytest.mark.slow
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("wide", [800, 1024, 1440])
def test_numbers_stand_below_one_another_and_no_word_is_broken(
    qtbot: QtBot, library: Library, clock: SimulatedClock, wide: int, scale: float
) -> None:
    """In Welsh at 200 % a row whose end was shorter had its numbers elsewhere, and *Gwrandawyd* was
    two words.
    """
    with speaking(named("cy")):
        made = shown(
            qtbot, Window(Theme(LIGHT, scale=scale, still=True), library, clock), wide, 900
        )
        made.start_circle()
        session(made).members.set_names("Ann\nBob\nCy\nDee\nEve\nFay")
        view(made).checkout.open()
        for statement, counts in enumerate(((6, 0, 0), (3, 2, 0), (4, 1, 0))):
            for place, count in enumerate(counts):
                session(made).checking_out.count(statement, place, count)
        QApplication.processEvents()
        rows = hands(made).rows
        for place in range(3):
            assert len({row.steppers[place].x() for row in rows}) == 1
        for row in rows:
            assert row.statement.width() >= row.least_wide()
        made.close()
