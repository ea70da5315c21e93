"""A choice that narrows: its keys go before its options stand below each other, and come back."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.reviews.review import ReviewState
from storycircle.ui.review.states import StateChoice
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.choice import Choice
from tests.support.windows import shown


def heights(choice: Choice) -> list[int]:
    """The height at each width, from wide to narrow."""
    layout = choice.layout()
    assert layout is not None
    return [layout.heightForWidth(width) for width in range(900, 100, -20)]


def test_its_keys_go_before_its_options_are_stacked(qtbot: QtBot) -> None:
    """The same five with keys and without: with keys they are beside each other for as long as they
    are without any, and each option is said with its key all the same.
    """
    theme = Theme(LIGHT, still=True)
    with_keys = StateChoice(theme)
    options = [
        (state.value, part.text())
        for state, part in zip(ReviewState, with_keys.findChildren(QRadioButton), strict=True)
    ]
    without = Choice(theme, options)
    for choice in (with_keys, without):
        qtbot.addWidget(choice)
    assert heights(with_keys) == heights(without)
    parts = with_keys.findChildren(QRadioButton)
    assert [part.accessibleDescription() for part in parts] == list("12345")


def test_up_and_down_are_the_pages(qtbot: QtBot) -> None:
    """Left and right choose; up and down choose nothing, and reach what is round it."""
    pressed: list[int] = []

    class Page(QWidget):
        def keyPressEvent(self, event: object) -> None:
            pressed.append(event.key())  # type: ignore[attr-defined]

    page = Page()
    choice = StateChoice(Theme(LIGHT, still=True))
    choice.setParent(page)
    shown(qtbot, page, 800, 100)
    choice.show_state(ReviewState.UNDER_WAY)
    choice.setFocus()
    focus = choice.focusProxy()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Down)
    QTest.keyClick(focus, Qt.Key.Key_Up)
    assert choice.value() == ReviewState.UNDER_WAY.value
    assert pressed == [Qt.Key.Key_Down, Qt.Key.Key_Up]
    QTest.keyClick(focus, Qt.Key.Key_Right)
    assert choice.value() == ReviewState.DONE.value
