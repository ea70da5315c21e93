"""The slider: by key, by mouse, in both directions of reading."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.ui.theme.palette import CONTRAST_DARK
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.slider import Slider

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def slider(qtbot: QtBot, theme: Theme) -> Slider:
    """Half loud, and shown."""
    made = Slider(theme, "How loud", 50)
    qtbot.addWidget(made)
    made.resize(222, 32)
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    return made


def test_keys_move_it(slider: Slider) -> None:
    """Arrows by 5, pages by 20, Home and End to the ends."""
    values = []
    keys = Qt.Key
    for key in (keys.Key_Right, keys.Key_Left, keys.Key_PageUp, keys.Key_Home, keys.Key_End):
        QTest.keyClick(slider, key)
        values.append(slider.value())
    assert values == [55, 50, 70, 0, 100]


def test_the_mouse_takes_it_along(qtbot: QtBot, slider: Slider) -> None:
    """It goes where it is pressed, follows, and its value is news once it is let go."""
    with qtbot.assertNotEmitted(slider.valueChanged):
        QTest.mousePress(slider, LEFT, pos=QPoint(31, 16))
        assert slider.sliderPosition() == 10
        QTest.mouseMove(slider, QPoint(500, 16))
        assert slider.sliderPosition() == 100
        QTest.mouseMove(slider, QPoint(131, 16))
    with qtbot.waitSignal(slider.valueChanged):
        QTest.mouseRelease(slider, LEFT, pos=QPoint(131, 16))
    assert slider.value() == 60


def test_it_is_mirrored_with_its_page(slider: Slider) -> None:
    """Where people read from the right, loud is at the left."""
    slider.setValue(100)
    right = slider.handle().x()
    slider.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert slider.handle().x() < 20 < right
    QTest.mouseClick(slider, LEFT, pos=QPoint(210, 16))
    assert slider.value() < 5


def test_the_wheel_is_left_to_the_page(slider: Slider) -> None:
    """Scrolling past it makes nothing louder."""
    at, none = QPointF(100, 16), Qt.KeyboardModifier.NoModifier
    wheel = QWheelEvent(
        at, at, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, none,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(slider, wheel)
    assert slider.value() == 50
    assert not wheel.isAccepted()


def test_it_draws_at_every_size(qtbot: QtBot, slider: Slider) -> None:
    """In high contrast and at 200 % too; its handle stays inside."""
    large = Slider(Theme(CONTRAST_DARK, 2.0), "How loud", 100)
    qtbot.addWidget(large)
    for made in (slider, large):
        assert not made.grab().isNull()
        assert made.rect().contains(made.handle().toPoint())
    assert slider.accessibleName() == "How loud"
