"""The shortcuts of the window, on all its screens: each is a command of the table."""

import ast
from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.commands.keys import COMMANDS
from storycircle.store.library import Library
from storycircle.ui.circle.beside.meeting_panel import MeetingPanel
from storycircle.ui.circle.consent.name_review_page import NamesPage
from storycircle.ui.circle.review.review_screen import ReviewScreen
from storycircle.ui.circle.stall.stall_screen import StallScreen
from storycircle.ui.circle.stall.stall_session import StallSession
from storycircle.ui.commands import always, bindings_in
from storycircle.ui.organiser.became.page import BecamePlace
from storycircle.ui.organiser.chapters.chapters_page import ChaptersPage
from storycircle.ui.organiser.compare_page import ComparePlace
from storycircle.ui.organiser.events.events_page import EventsPlace
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.reading.page import CirclePage
from storycircle.ui.organiser.recommend.page import RecommendPlace
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme
from tests.architecture.house import HOUSE, ROOT
from tests.journeys.conftest import Opened
from tests.journeys.venue import SIX
from tests.support.syntax import tree_of

_COMMAND = {"bind": 1, "bind_each": 1, "PaperPage": 4}
"""Which argument is the command."""


def bound() -> set[str]:
    """The ids of the commands that the package binds; what prints a page is bound by it."""
    return {
        ast.unparse(node.args[_COMMAND[node.func.id]]).rpartition(".")[2].lower().replace("_", "-")
        for file, source in HOUSE.sources.items()
        if file != "ui/commands.py" and any(f"{name}(" in source for name in _COMMAND)
        for node in ast.walk(tree_of(ROOT / "storycircle" / file))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in _COMMAND
    } & {command.id for command in COMMANDS}


def test_each_shortcut_is_a_command_and_has_its_keys(
    qtbot: QtBot, open_window: Callable[[], Opened], library: Library, clock: SimulatedClock
) -> None:
    """No shortcut is made beside the table, none has other keys, all that are bound are found on
    some screen, and no widget takes one key for two commands.
    """
    window, hands = open_window()
    hands.press("F1", "Esc", "Ctrl+,", "Esc")
    window.screens.show_guide_paper()
    window.go_home()
    hands.press("Ctrl+G", "Ctrl+1", "Ctrl+3", "Ctrl+4", "Ctrl+2", "F5", "Esc", "Ctrl+P", "Esc")
    hands.press("Esc", "Ctrl+N")
    hands.paste(SIX)
    hands.press("Enter")  # it was read right
    hands.press("Ctrl+2", "Ctrl+6", "Ctrl+K", "Esc")
    hands.press("Ctrl+4", "Ctrl+5", "Ctrl+3")  # nothing is asked this way
    assert window.session is not None
    theme = Theme(LIGHT, still=True)
    organiser = OrganiserSession(library, clock)
    # Pages that come up only where something is to be settled, or to be read.
    screens: list[QWidget] = [
        NamesPage(theme, window.session),
        ComparePlace(theme, organiser),
        CirclePage(theme, organiser),
        BecamePlace(theme, organiser),
        ReviewScreen(theme, window.session),
        MeetingPanel(theme, window.session),
        RecommendPlace(theme, organiser),
        ChaptersPage(theme, organiser),
        EventsPlace(theme, organiser),
        StallScreen(theme, StallSession(library, clock, window)),
    ]
    for screen in screens:
        qtbot.addWidget(screen)
    given: dict[str, set[str]] = {}
    taken: dict[tuple[QWidget, str], str] = {}
    for binding in [one for screen in (window, *screens) for one in bindings_in(screen)]:
        given.setdefault(binding.command.id, set()).add(binding.key)
        if binding.when is always:  # else one of them at a time, as the next test sees
            assert (binding.widget, binding.key) not in taken, (binding.command.id, binding.key)
            taken[binding.widget, binding.key] = binding.command.id
    table = {command.id: set(command.keys) for command in COMMANDS}
    assert given == {id_: table[id_] for id_ in bound()}
