"""A pasted list of names is looked at before anybody takes a seat."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.open_circle import new_session
from storycircle.ui.circle.circle_view import CircleView
from storycircle.ui.circle.gather.gather_screen import GatherScreen
from storycircle.ui.names.check import NamesCheck
from storycircle.ui.theme.theme import Theme

TABLE = "Name\tAgency\tE-mail\nAnn Lee\tSchool\ta@y.org\nRay, Bo\tNHS\tb@y.org\nCy\t\tc@y.org"


@pytest.fixture
def view(library: Library, clock: SimulatedClock, theme: Theme, qtbot: QtBot) -> CircleView:
    """A circle that gathers, shown."""
    made = CircleView(theme, new_session(library, clock))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    return made


def _screen(view: CircleView) -> GatherScreen:
    screen = view.screen_of_stage()
    assert isinstance(screen, GatherScreen)
    return screen


def _paste(view: CircleView, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    _screen(view).names.setFocus()
    _screen(view).names.insertFromMimeData(data)


def _press(key: Qt.Key) -> None:
    """Press a key where the focus is."""
    at = QApplication.focusWidget()
    assert at is not None
    QTest.keyClick(at, key)


def _check(view: CircleView) -> NamesCheck:
    (found,) = (one for one in view.findChildren(NamesCheck) if one.isVisible())
    return found


def _names(view: CircleView) -> list[str]:
    return [member.name for member in view.session.state.circle.members]


def test_a_table_is_read_and_nothing_is_taken_until_enter(view: CircleView) -> None:
    """What stood before is not touched; addresses are nowhere, agencies beside their people."""
    view.session.members.set_names("Di")
    _paste(view, TABLE)
    assert _check(view).title.text() == "I read three people. Is that right?"
    assert "Left out: the column “E-mail”." in _check(view).how.text()
    assert _names(view) == ["Di"]
    assert [row.sure for row in _check(view).rows.values()] == [True, False, True]
    _press(Qt.Key.Key_Return)
    assert _names(view) == ["Di", "Ann Lee", "Bo Ray", "Cy"]
    assert [m.agency for m in view.session.state.circle.members] == ["", "School", "NHS", ""]
    assert "@" not in _screen(view).names.text()
    assert _screen(view).names.isVisible()


def test_who_sits_here_already_is_not_seated_again_and_that_is_said(view: CircleView) -> None:
    """A second person of the same name is not lost without a word: they can be typed."""
    view.session.members.set_names("Ann Lee, School\nDi")
    _paste(view, TABLE)
    _press(Qt.Key.Key_Return)
    assert _names(view) == ["Ann Lee", "Di", "Bo Ray", "Cy"]
    assert view.notice.isVisible()
    said = "Ann Lee is here already, and was not seated again. For another of the name, type it."
    assert view.notice.accessibleName() == said
    view.session.members.set_names("Ann Lee, School\nAnn Lee, School")
    assert _names(view) == ["Ann Lee", "Ann Lee"]


def test_esc_puts_it_back(view: CircleView) -> None:
    """Wherever the focus is in it."""
    view.session.members.set_names("Di")
    for part in (0, 1, None):
        _paste(view, TABLE)
        if part is not None:
            _check(view).rows[part].fields[0].setFocus()
        _press(Qt.Key.Key_Escape)
        assert _names(view) == ["Di"]
        assert _screen(view).names.isVisible()
        assert _screen(view).names.hasFocus()


def test_a_doubt_is_answered_and_a_word_typed_over(view: CircleView) -> None:
    """The other way to read it, and any word put right, count."""
    _paste(view, TABLE)
    row = _check(view).rows[1]
    assert row.choice is not None
    row.choice.setFocus()
    _press(Qt.Key.Key_Right)
    assert row.sure
    field = _check(view).rows[2].fields[1]
    field.setFocus()
    QTest.keyClicks(field, "Poe")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert _names(view) == ["Ann Lee", "Ray", "Cy Poe"]
    assert view.session.state.circle.members[1].agency == "Bo"


def test_the_columns_can_mean_something_else(view: CircleView) -> None:
    """Chosen, the table is read again."""
    _paste(view, "Ann\tLee\nBo\tRay")
    check = _check(view)
    check.ask_columns()
    check.columns[1].set_value("agency")
    check.columns[0].set_value("name")
    check.read_again()
    check.take.click()
    assert [(m.name, m.agency) for m in view.session.state.circle.members] == [
        ("Ann", "Lee"),
        ("Bo", "Ray"),
    ]


def test_one_name_alone_is_written_as_it_is(view: CircleView) -> None:
    """There is nothing to ask about."""
    _paste(view, "Ann Lee")
    assert _screen(view).names.text() == "Ann Lee"


def test_of_a_list_of_all_circles_this_one_is_read(view: CircleView) -> None:
    """By the circle's number."""
    view.session.members.set_details(number=2)
    _paste(view, "Circle\tName\n1\tAnn\n2\tBo\n2\tCy")
    assert _check(view).title.text() == "I read two people. Is that right?"


def test_more_than_a_circle_holds_is_said(view: CircleView) -> None:
    """Nothing is cut off in silence; whose name is emptied is left out."""
    _paste(view, "\n".join(f"P{letter}" for letter in "abcdefghijklmnopq"))
    check = _check(view)
    assert check.take.not_now
    assert "There is room for 15" in check.room.text()
    for row in (check.rows[0], check.rows[1]):
        for field in row.fields:
            field.selectAll()
            QTest.keyClick(field, Qt.Key.Key_Delete)
    check.take.click()
    assert len(_names(view)) == 15


def test_the_circle_does_not_open_over_a_list(view: CircleView) -> None:
    """The list is answered first; the way on says so."""
    _paste(view, TABLE)
    assert _screen(view).way_on.not_now
    _screen(view).go_on()
    assert view.session.state.stage is Stage.GATHER
    assert _check(view).take.hasFocus()
