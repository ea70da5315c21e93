"""The shortcuts of the window, on all its screens: each is a command of the table."""

import ast
from collections.abc import Callable

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.commands.command import Command
from storycircle.core.commands.keys import COMMANDS
from storycircle.store.library import Library
from storycircle.ui.circle.consent.name_review_page import NamesPage
from storycircle.ui.commands import sequences
from storycircle.ui.organiser.compare_page import ComparePlace
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme
from tests.architecture.house import HOUSE
from tests.journeys.conftest import Opened
from tests.journeys.venue import SIX

BINDS = {"bind", "bind_each"}


def bound() -> set[str]:
    """The ids of the commands that the package binds."""
    return {
        ast.unparse(node.args[1]).rpartition(".")[2].lower().replace("_", "-")
        for file, tree in HOUSE.trees.items()
        if file != "ui/commands.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BINDS
    }


def spelt(command: Command) -> set[str]:
    """The keys of a command as Qt writes them."""
    return {one.toString() for key in command.keys for one in sequences(key)}


def test_each_shortcut_is_a_command_and_has_its_keys(
    qtbot: QtBot, open_window: Callable[[], Opened], library: Library, clock: SimulatedClock
) -> None:
    """No shortcut is made beside the table, none has other keys, all that are bound are found on
    some screen, and no widget takes one key for two commands.
    """
    window, hands = open_window()
    hands.press("F1", "Esc", "Ctrl+,", "Esc")
    hands.press("Ctrl+G", "Ctrl+1", "Ctrl+3", "Ctrl+4", "Ctrl+2", "F5", "Esc", "Ctrl+P", "Esc")
    hands.press("Esc", "Ctrl+N")
    hands.paste(SIX)
    hands.press("Ctrl+2", "Ctrl+6", "Ctrl+4", "Ctrl+5", "Ctrl+3")  # nothing is asked this way
    assert window.session is not None
    theme = Theme(LIGHT, still=True)
    # Two pages that come up only where something is to be settled.
    screens: list[QWidget] = [
        NamesPage(theme, window.session),
        ComparePlace(theme, OrganiserSession(library, clock)),
    ]
    for screen in screens:
        qtbot.addWidget(screen)
    found = [
        shortcut for screen in (window, *screens) for shortcut in screen.findChildren(QShortcut)
    ]
    table = {command.id: command for command in COMMANDS}
    given: dict[str, set[str]] = {}
    taken: dict[tuple[QWidget, str], str] = {}
    for shortcut in found:
        command = table[shortcut.objectName()]
        keys = {one.toString() for one in shortcut.keys()}  # noqa: SIM118 (no dictionary)
        given.setdefault(command.id, set()).update(keys)
        for key in keys:
            holder = shortcut.parent()
            assert isinstance(holder, QWidget)
            assert (holder, key) not in taken, (command.id, taken[holder, key])
            taken[holder, key] = command.id
    assert given == {id_: spelt(table[id_]) for id_ in bound()}
