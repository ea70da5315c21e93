"""The screen that shows codes: white in every theme, three a second, and never faster unasked."""

from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.formats import light_code
from storycircle.jobs.light.frames import codes_in_frame
from storycircle.paper.sheets.qr_codes import symbol
from storycircle.ui.light.code_screen import CodeLoop, CodeScreen, Words
from storycircle.ui.theme.palette import CONTRAST_DARK, DARK, LIGHT, Palette
from storycircle.ui.theme.theme import Theme, apply_theme
from tests.by_light.films import a_file

SEEN = "Its screen shows the tick"
PARTS = light_code.shown(light_code.whole(bytes(range(256)) * 40, lambda data: data[::-1] * 20))
SYMBOLS = tuple(symbol(part, level="L", version=light_code.VERSION) for part in PARTS)


def screen(
    qtbot: QtBot, palette: Palette = LIGHT, *, still: bool = False, scale: float = 1.0
) -> CodeScreen:
    """It shows some codes, 1024 px wide."""
    theme = Theme(palette, scale, still=still)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, theme)
    made = CodeScreen(theme, SYMBOLS, Words("Circle 5", ("Hold it so.",), SEEN))
    qtbot.addWidget(made)
    made.resize(1024, 700)
    made.show()
    made.activateWindow()
    made.setFocus()
    app.processEvents()  # the words beside it have their width
    return made


def test_three_a_second_unless_a_person_asks() -> None:
    """Faster by a step at a time, and slower down to one."""
    loop = CodeLoop(12)
    assert (loop.a_second, loop.harms) == (3, False)
    assert loop.faster().a_second == 4
    assert loop.faster().harms
    for _ in range(9):
        loop = loop.slower()
    assert loop.a_second == 1
    for _ in range(9):
        loop = loop.faster()
    assert loop.a_second == 6
    assert not loop.pause_or_go().harms


def test_after_the_last_comes_the_first_and_a_number_is_gone_to() -> None:
    """The receiver says which part is missing, of one digit or two."""
    loop = CodeLoop(12, place=11)
    assert loop.next().place == 0
    assert loop.next().running
    by_hand = loop.on()
    assert (by_hand.place, by_hand.running) == (0, False)
    assert by_hand.back().place == 11
    first = loop.digit(1)
    assert (first.place, first.running) == (0, False)
    assert first.digit(2).place == 11
    assert first.digit(5).place == 4  # there is no part 15
    assert loop.digit(0).place == 11


@pytest.mark.parametrize("palette", [LIGHT, DARK, CONTRAST_DARK])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_paper_white_and_read_as_it_stands(qtbot: QtBot, palette: Palette, scale: float) -> None:
    """In the dark theme too: what the screen has is what a camera reads."""
    shown = screen(qtbot, palette, still=True, scale=scale)
    picture = shown.grab().toImage()
    white = QColor("#ffffff").rgb()
    assert picture.pixel(2, 2) == white
    assert picture.pixel(1022, 2) == white
    grey = picture.convertToFormat(picture.Format.Format_Grayscale8)
    light = memoryview(grey.constBits())
    assert codes_in_frame(light, grey.bytesPerLine(), grey.height()) == [PARTS[0]]
    assert shown.picture.module >= 6


def test_the_codes_follow_one_another_by_themselves(qtbot: QtBot) -> None:
    """Three a second; Space lets it stand, and goes on."""
    shown = screen(qtbot)
    assert shown.timer.interval() == 333
    qtbot.waitUntil(lambda: shown.loop.place == 1, timeout=5_000)
    QTest.keyClick(shown, Qt.Key.Key_Space)
    assert not shown.timer.isActive()
    QTest.keyClick(shown, Qt.Key.Key_Plus)
    QTest.keyClick(shown, Qt.Key.Key_Space)
    assert shown.timer.interval() == 250
    assert "More than three can harm" in shown.speed.text()


def test_where_nothing_moves_the_next_comes_by_key(qtbot: QtBot) -> None:
    """Reduced motion: no code goes by itself."""
    shown = screen(qtbot, still=True)
    assert not shown.timer.isActive()
    QTest.keyClick(shown, Qt.Key.Key_Right)
    assert shown.part.text() == f"Part 2 of {len(PARTS)}"
    QTest.keyClick(shown, Qt.Key.Key_7)
    assert shown.part.text() == f"Part 7 of {len(PARTS)}"
    QTest.keyClick(shown, Qt.Key.Key_Left)
    assert shown.loop.place == 5
    assert not shown.timer.isActive()


def test_only_a_person_says_that_it_arrived(qtbot: QtBot) -> None:
    """By a key of its own, not by Enter; Esc says nothing."""
    shown = screen(qtbot, still=True)
    said: list[str] = []
    shown.seen.connect(lambda: said.append("seen"))
    shown.closed.connect(lambda: said.append("closed"))
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert said == []
    QTest.keyClick(shown, Qt.Key.Key_Y)
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert said == ["seen", "closed"]


def test_a_file_as_large_as_junes_has_a_dozen_parts() -> None:
    """As the films have it."""
    assert 9 <= len(light_code.shown(a_file(Random(1)))) <= 14  # noqa: S311
