"""The menus say what the keys do on the page that is shown, and are the very same actions."""

from collections.abc import Callable
from functools import partial

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.commands import keys
from storycircle.core.i18n import sentence
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.app.menu_bar import MENUS
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from tests.journeys.keyboard import Keyboard
from tests.support.many_actions import many
from tests.support.six_people import SIX
from tests.support.windows import shown

pytestmark = pytest.mark.slow


@pytest.fixture
def window(qtbot: QtBot, library: Library, clock: SimulatedClock, qapp: QApplication) -> Window:
    """The window at Home, at 100 %."""
    theme = Theme(LIGHT, still=True)
    apply_theme(qapp, theme)
    return shown(qtbot, Window(theme, library, clock))


def entries(window: Window) -> dict[str, bool]:
    """What the menus say as they open, and whether it can be chosen."""
    window.menu.refresh()
    items = [item.action for item in window.menu.items]
    return {one.text(): one.isEnabled() for one in items if one.isVisible()}


def entry(window: Window, words: str) -> QAction:
    """The entry with these words."""
    window.menu.refresh()
    return next(item.action for item in window.menu.items if item.action.text() == words)


def offered(window: Window) -> set[str]:
    """The entries that can be chosen now."""
    return {words for words, can in entries(window).items() if can}


ALWAYS = {
    *("Settings", "Close", "Quit", "Larger text", "Smaller text", "Text as large as the system’s"),
    *("The guide", "Keys", "What is a story circle?", "About Story Circle"),
    "Go on with a line that was handed on …",
}


def in_stories(window: Window) -> None:
    """Six people, about to tell."""
    window.start_circle()
    assert window.session is not None
    typing = QApplication.focusWidget()
    if typing is not None:
        typing.clearFocus()  # else the list of names, still empty, is what counts
    window.session.members.set_names(SIX)
    window.session.time.go(Stage.STORIES)


def test_on_each_page_the_entries_are_those_whose_key_does_something(window: Window) -> None:
    """Home, Stories, Keys over the circle, and the organiser's pack."""
    ways_in = {"New circle", "Open a file …", "Gather the circles"}
    ways_in |= {"New learning set …", "Hold a market stall …", "Read from the camera …"}
    assert offered(window) == ALWAYS | ways_in
    in_stories(window)
    stages = {stage.title for stage in Stage}
    here = {"Start or pause the time", "Next person", "May this story leave?", "The time plan"}
    here |= {"Your own note", "The rounds", "Next meeting of these people"}
    here |= {"Who is there, and what was open", "How was it? The check-out"}
    room = {"Show the ring to the room", "To the other side", "Tell the room something"}
    assert offered(window) == ALWAYS | stages | here | room
    window.screens.show_keys()
    assert offered(window) == (ALWAYS | {"Show the ring to the room"}) - {"Keys"}
    window.go_home()
    window.screens.show_organiser()
    assert {"Pack", "Gather", "Headings", "Report", "The room’s clock"} < offered(window)
    assert not entries(window)["New circle"]
    Keyboard(window).press("Ctrl+1")
    assert "New event" in offered(window)


def test_an_entry_is_the_action_of_its_key(window: Window) -> None:
    """So that no key is ever asked for twice in a window."""
    every = [action for action in window.findChildren(QAction) if action.shortcuts()]
    taken = [keys.toString() for action in every for keys in action.shortcuts()]
    assert len(taken) == len(set(taken))
    assert all(item.action in every for item in window.menu.items if item.key)
    in_stories(window)
    entry(window, "Show the ring to the room").trigger()
    assert window.circle.hidden_from_room() is False
    assert {"Larger in the room", "Smaller in the room"} < offered(window)
    assert "Larger text" not in entries(window)


def test_an_entry_of_several_commands_is_one_key(window: Window) -> None:
    """An entry changes its words with the page, and never its key."""
    assert window.menu.items
    for _title, rows in MENUS:
        for row in filter(None, rows):
            assert len({one.keys[0] for one in row if one.keys}) <= 1
            assert all(row.values()) or all(len(one.keys) > 1 for one in row)


def test_a_command_of_no_entry_says_its_own_words_where_it_has_the_key(window: Window) -> None:
    """In the check-out Ctrl R is *in private*, and an entry of another page has that key."""
    in_stories(window)
    Keyboard(window).press("Ctrl+k")
    assert "Tell the room something" not in offered(window)
    assert sentence(keys.IN_PRIVATE.words) in entries(window)


def test_a_key_stands_in_one_entry(window: Window) -> None:
    """Commands of one key share theirs: else an entry is asked for words of another’s command."""
    assert window.menu.items
    of_rows = [
        {key for command in row for key in command.keys}
        for _title, rows in MENUS
        for row in filter(None, rows)
    ]
    every = [key for of_row in of_rows for key in of_row]
    assert len(every) == len(set(every))


def test_find_is_offered_where_there_is_a_search_and_leads_into_it(
    window: Window, library: Library, qtbot: QtBot
) -> None:
    """On *What became* of many actions; nowhere that has nothing to search."""
    assert "Find" in entries(window)
    assert "Find" not in offered(window)
    gathered, _belongs = many(120)
    library.load(gathered)
    window.screens.show_organiser("e")
    organiser = window.screens.organiser
    Keyboard(window).press("Ctrl+5")
    became = organiser.places.became
    qtbot.waitUntil(became.bar.isVisible, timeout=20_000)
    assert became.list.hasFocus()
    assert "Find" in offered(window)
    entry(window, "Find").trigger()
    assert became.bar.field.hasFocus()
    Keyboard(window).press("Ctrl+1")
    assert "Find" not in offered(window)


def test_a_command_that_was_grey_in_an_open_menu_still_has_its_key(window: Window) -> None:
    """Grey is a look that the menu has while it is open; the key asks for itself."""
    menu = window.menu.findChildren(QMenu)[0]
    in_stories(window)
    menu.popup(window.pos())
    assert not next(i.action for i in window.menu.items if i.key == "Ctrl+N").isEnabled()
    menu.close()
    window.go_home()
    Keyboard(window).press("Ctrl+N")
    assert window.session is not None


def test_f10_opens_the_menus_and_esc_gives_the_focus_back(window: Window, qtbot: QtBot) -> None:
    """As on every desktop; the ring has the keyboard again."""
    in_stories(window)
    before = QApplication.focusWidget()
    hands = Keyboard(window)
    hands.press("F10")
    popup = QApplication.activePopupWidget()
    assert popup is window.menu.findChildren(QMenu)[0]
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    QTest.keyClick(window.menu, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is before)


def test_undo_from_the_menu_acts_on_the_page(window: Window) -> None:
    """The menu takes no focus from what its entry is about."""
    in_stories(window)
    session = window.session
    assert session is not None
    session.turns.pass_()
    speaking = session.state.round
    assert speaking is not None
    assert speaking.again
    entry(window, "Undo").trigger()
    assert session.state.round != speaking
    assert "Redo" in offered(window)


@pytest.mark.parametrize(
    ("size", "scale", "seen"),
    [((1024, 700), 1.0, True), ((1366, 768), 1.5, True), ((1024, 700), 2.0, False)],
)
def test_a_window_that_is_low_for_its_text_folds_the_menus_until_they_are_asked_for(
    window: Window, qtbot: QtBot, size: tuple[int, int], scale: float, seen: bool
) -> None:
    """The circle has the room; F10 shows them all the same."""
    window.resize(*size)
    settings = replace(window.library.settings(), text_size=round(scale * 100))
    window.screens.settingsChanged.emit(settings)
    qtbot.waitUntil(lambda: window.theme.scale == scale)
    assert window.menu.isVisible() is seen
    Keyboard(window).press("F10")
    assert window.menu.isVisible()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()
    qtbot.waitUntil(lambda: window.menu.isVisible() is seen)


def test_full_screen_the_window_has_no_menus_and_all_their_keys(window: Window) -> None:
    window.showFullScreen()
    assert not window.menu.isVisible()
    Keyboard(window).press("Ctrl+N")
    assert window.session is not None
    window.showNormal()
    assert window.menu.isVisible()


def test_ctrl_plus_minus_and_0_size_the_text_and_say_so(window: Window, qtbot: QtBot) -> None:
    """In the steps of the settings; at the largest it is said that there is no more."""
    hands = Keyboard(window)
    for key, scale in (("+", 1.5), ("+", 2.0), ("+", 2.0), ("-", 1.5), ("0", 1.0)):
        QTest.keyClick(window, _PLAIN[key], Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(partial(_is_at, window, scale))
        assert f"{round(scale * 100)} %" in window.notice.accessibleName()
    assert hands.presses == 0


def _is_at(window: Window, scale: float) -> bool:
    return window.theme.scale == scale


_PLAIN = {"+": Qt.Key.Key_Plus, "-": Qt.Key.Key_Minus, "0": Qt.Key.Key_0}


@pytest.mark.parametrize("leave", ["Keys", "circle", "organiser"])
def test_ctrl_w_closes_what_is_open_and_at_home_the_window(window: Window, leave: str) -> None:
    """A page is left as by Esc; nothing is lost by it."""
    open_it: dict[str, Callable[[], None]] = {
        "Keys": window.screens.show_keys,
        "circle": window.start_circle,
        "organiser": window.screens.show_organiser,
    }
    open_it[leave]()
    hands = Keyboard(window)
    hands.press("Ctrl+W")
    assert window.screens.currentWidget() is window.home
    hands.press("Ctrl+W")
    assert not window.isVisible()


def test_a_screen_reader_finds_the_menus_with_their_names_and_keys(window: Window) -> None:
    """A menu bar with menus, and in each its entries, with the keys that do the same."""
    bar = QAccessible.queryAccessibleInterface(window.menu)
    assert bar.role() is QAccessible.Role.MenuBar
    menus = [bar.child(at) for at in range(bar.childCount())]
    assert [one.text(QAccessible.Text.Name) for one in menus] == ["File", "Circle", "View", "Help"]
    file = QAccessible.queryAccessibleInterface(window.menu.findChildren(QMenu)[0])
    told = [file.child(at) for at in range(file.childCount())]
    named = {
        one.text(QAccessible.Text.Name): one.text(QAccessible.Text.Accelerator) for one in told
    }
    assert named["New circle"] == "Ctrl+N"
    assert named["Quit"] == "Ctrl+Q"


def test_help_leads_to_the_guide_the_method_and_what_the_app_is_made_of(window: Window) -> None:
    """*About* is where a Mac has it."""
    wanted = {keys.GUIDE, keys.METHOD, keys.BUILT}
    helped = {item.named: item.action for item in window.menu.items if wanted & item.of.keys()}
    assert list(helped) == ["The guide", "What is a story circle?", "About Story Circle"]
    for action, page in zip(
        helped.values(),
        (window.screens.guide, window.screens.about, window.screens.built),
        strict=True,
    ):
        action.trigger()
        assert window.screens.currentWidget() is page
    assert helped["About Story Circle"].menuRole() is QAction.MenuRole.AboutRole
