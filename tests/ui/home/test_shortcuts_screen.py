"""The keys and the page about story circles: to read, and Esc goes back."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.commands import command, keys
from storycircle.core.commands.command import SECTION_TITLES, Section
from storycircle.ui.home.about_screen import AboutScreen
from storycircle.ui.home.shortcuts_screen import COLUMNS, KeysScreen
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.keycap import KeyCap


def _opened(qtbot: QtBot, screen: QWidget) -> None:
    qtbot.addWidget(screen)
    screen.resize(1024, 700)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.setFocus()


@pytest.mark.parametrize("make", [KeysScreen, AboutScreen])
def test_escape_and_the_button_go_back(
    qtbot: QtBot, theme: Theme, make: type[KeysScreen | AboutScreen]
) -> None:
    """Esc goes back from both pages, and so does Enter on Back, which has the focus."""
    screen = make(theme)
    _opened(qtbot, screen)
    with qtbot.waitSignal(screen.backRequested):
        QTest.keyClick(screen, Qt.Key.Key_Escape)
    focused = QApplication.focusWidget()
    assert focused is not None
    with qtbot.waitSignal(screen.backRequested):
        QTest.keyClick(focused, Qt.Key.Key_Return)


def _whole(screen: QWidget) -> bool:
    texts = screen.findChildren(QLabel)
    return all(text.height() >= text.heightForWidth(text.width()) for text in texts)


def test_the_page_tells_each_command_that_the_table_says_it_tells(
    qtbot: QtBot, theme: Theme
) -> None:
    """Every section has its title and its rows, in order: the caps of the table, then its words."""
    screen = KeysScreen(theme)
    _opened(qtbot, screen)
    assert sorted(section.name for column in COLUMNS for section in column) == sorted(
        section.name for section in Section
    )
    shown = [text.text() for text in screen.findChildren(QLabel)]
    caps = [cap.accessibleName() for cap in screen.findChildren(KeyCap)]
    assert len(keys.COMMANDS) > 60
    for section in (section for column in COLUMNS for section in column):
        assert SECTION_TITLES[section] in shown
        rows = keys.commands_in(section)
        told = [row.row_caps() for row in rows]
        assert len(told) == len(set(told)), "one key is told twice in a section"
        for row in rows:
            for cap in row.row_caps():
                assert caps.pop(0) == cap.replace("…", " … ")
            assert row.row_words() in shown
    assert caps == []


def test_about_says_what_the_method_needs(qtbot: QtBot, theme: Theme) -> None:
    """The page tells of passing, of the actions, of what stays, and why no sound is recorded."""
    screen = AboutScreen(theme)
    _opened(qtbot, screen)
    said = " ".join(text.text() for text in screen.findChildren(QLabel))
    for words in ("Anyone may pass", "one, two or three", "stays in the circle", "No sound"):
        assert words.casefold() in said.casefold()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_off(qtbot: QtBot, theme: Theme, scale: float) -> None:
    """At 1024x700 every text has the height it needs, at 100 % and at 200 %."""
    for screen in (KeysScreen(Theme(theme.palette, scale)), AboutScreen(Theme(LIGHT, scale))):
        _opened(qtbot, screen)
        qtbot.waitUntil(partial(_whole, screen))


def test_on_a_mac_the_page_shows_the_keys_that_work_there(
    theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """⌘ for Ctrl, and other keys where the system has its own."""
    monkeypatch.setattr(command, "system", lambda: command.MAC)
    screen = KeysScreen(theme)
    qtbot.addWidget(screen)
    caps = {cap.accessibleName() for cap in screen.findChildren(KeyCap)}
    assert {"⌘", "⌥", "⇧"} < caps
    assert not caps & {"Ctrl", "Alt", "Shift", "F11"}
