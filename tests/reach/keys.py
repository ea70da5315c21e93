"""Keys that a page shows and that do nothing there, from the page or from its rail."""

import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from msgspec import Struct
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core import actions
from storycircle.core.clock import SimulatedClock
from storycircle.core.commands import keys
from storycircle.core.commands.command import Command, caption
from storycircle.core.commands.keys import COMMANDS
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.action_card import ActionCard
from storycircle.ui.circle.dialogue_screen import IdeaRow
from storycircle.ui.circle.plenary_screen import PlenaryScreen
from storycircle.ui.commands import Binding, sequences
from storycircle.ui.organiser.view_model import Place
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from storycircle.ui.widgets.controls.button import Button, HintButton
from storycircle.ui.widgets.controls.keycap import HintLine, KeyCap
from storycircle.ui.widgets.display.message import Notice
from storycircle.ui.widgets.display.rail import Rail, StageButton, StageState
from storycircle.ui.widgets.ring.ring import Ring
from tests.support.windows import breathe

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SIX = "Brian R\nDawn G\nSandra S\nJohn R\nSimon R\nAndrew H"
OF_THE_FOCUS: dict[Command, type[QWidget] | None] = {
    keys.SEAT_ON: Ring,
    keys.SEAT_BACK: Ring,
    keys.HANDS: IdeaRow,
    keys.NO_HANDS: IdeaRow,
    keys.COMMIT_IDEA: IdeaRow,
    keys.TO_IDEAS: ActionCard,
    keys.ENTER: None,
}
"""Commands about what has the focus, with its kind: from the rail they have nothing to act on.

Enter is that of the button in focus.
"""


class Outcome(Struct, frozen=True):
    """What a press came to: the commands asked for, and what is otherwise than before."""

    asked: tuple[str, ...]
    state: str
    page: str
    said: str


def dead_keys() -> list[str]:
    """The keys that do nothing where they are shown, or another thing from the rail: a line each
    with the page.
    """
    return [line for name, go in PAGES.items() for line in _dead_on(name, go)]


def shown_keys(page: QWidget) -> list[str]:
    """The keys whose caps stand on a page, as the table has them."""
    caps: set[str] = set()
    for widget in page.findChildren(QWidget):
        if widget.isVisible():
            if (isinstance(widget, Button) and not widget.not_now) or isinstance(
                widget, HintButton | KeyCap
            ):
                caps.add(widget._key)
            elif isinstance(widget, HintLine):
                caps |= {token.text for token in widget._tokens if token.cap}
    return [key for key in _spelt() if caption(key) in caps]


def _spelt() -> list[str]:
    """Every key of the table, once."""
    return list(dict.fromkeys(key for command in COMMANDS for key in command.keys))


def _dead_on(name: str, go: Callable[[Window], None]) -> Iterator[str]:
    with _window() as window:
        go(window)
        _settle()
        page = window.screens.currentWidget()
        shown = shown_keys(page) if page is not None else []
        railed = _stage_of_rail(window) is not None
    for key in shown:
        from_page = _outcome(go, key, on_rail=False)
        if from_page is None:
            yield f"{name}: {caption(key)} does nothing"
        elif railed and not _about(key):
            from_rail = _outcome(go, key, on_rail=True)
            if from_rail is None:
                yield f"{name}: {caption(key)} does nothing from the rail"
            elif from_rail != from_page:
                yield f"{name}: {caption(key)} does another thing from the rail"


def _about(key: str) -> list[type[QWidget] | None]:
    """The kinds of widget that the commands of a key are about."""
    return [kind for command, kind in OF_THE_FOCUS.items() if key in command.keys]


def _outcome(go: Callable[[Window], None], key: str, *, on_rail: bool) -> Outcome | None:
    """What a press of a key comes to on a page; None where it comes to nothing.

    A binding is only asked for, not done: so nothing is printed, and no dialog waits for anybody.
    """
    with _window() as window:
        go(window)
        _settle()
        stage = _stage_of_rail(window)
        if on_rail and stage is not None:
            stage.setFocus()
        for kind in filter(None, _about(key)):
            for widget in window.findChildren(kind)[:1]:
                widget.setFocus()
        before = _looks(window)
        asked: list[str] = []
        with patch.object(Binding, "do", lambda binding: asked.append(binding.command.id)):
            _press(QApplication.focusWidget() or window, key)
        after = _looks(window)
        return None if after == before and not asked else Outcome(tuple(asked), *after)


def _looks(window: Window) -> tuple[str, str, str]:
    """The circle's state, the page, and what is said."""
    session = window.session
    state = "" if session is None else _without_ids(repr(session.state))
    said = [notice.accessibleName() for notice in window.findChildren(Notice) if notice.isVisible()]
    display = window.circle.hidden_from_room()
    return state, f"{window.screens.title} {display}", " ".join(said)


def _without_ids(state: str) -> str:
    """A state in which each id is the number of its first place: two circles are alike in it."""
    found: dict[str, str] = {}
    return _ID.sub(lambda id_: found.setdefault(id_[0], f"#{len(found)}"), state)


def _stage_of_rail(window: Window) -> StageButton | None:
    """The stage on the rail that the page is of; None on a page without a rail."""
    page = window.screens.currentWidget()
    rails = [rail for rail in page.findChildren(Rail) if rail.isVisible()] if page else []
    every = [button for rail in rails for button in rail.stages]
    return next((one for one in every if one._stage.state is StageState.NOW), None)


def _press(target: QWidget, key: str) -> None:
    combination = sequences(key)[-1][0]  # type: ignore[index]  # left out of Qt's stubs
    QTest.keyClick(target, combination.key(), combination.keyboardModifiers())


def _settle() -> None:
    breathe(20)
    QApplication.processEvents()


@contextmanager
def _window() -> Iterator[Window]:
    """The window, at Home, on a laptop of its own."""
    app = QApplication.instance()
    app = app if isinstance(app, QApplication) else QApplication([])
    theme = Theme(LIGHT, still=True)
    apply_theme(app, theme)
    clock = SimulatedClock(datetime(2026, 11, 24, 9, 50))  # noqa: DTZ001 (the clock of a wall)
    with (
        tempfile.TemporaryDirectory() as folder,
        Library(Path(folder) / "library", clock) as library,
    ):
        window = Window(theme, library, clock)
        window.resize(1440, 900)
        window.show()
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        try:
            yield window
        finally:
            window.close()
            for made in window.findChildren(PlenaryScreen):
                made.paper.wait()  # its pages come from another thread
            breathe(20)
            window.deleteLater()


def _circle(stage: Stage) -> Callable[[Window], None]:
    """A circle of six in a stage, with a turn told and ideas collected."""

    def go(window: Window) -> None:
        window.start_circle()
        session = window.session
        assert session is not None
        window.setFocus()
        session.members.set_names(SIX)
        session.time.go(Stage.STORIES)
        session.turns.start_or_pause()
        session.turns.next()
        session.turns.start_or_pause()
        for text in ("One joint visit", "A who’s who"):
            session.act_on(actions.with_idea(session.state.circle, text))
            idea = session.state.circle.ideas[-1].id
            session.act_on(actions.with_hands(session.state.circle, idea, 2))
        if stage > Stage.DIALOGUE:
            first = session.state.circle.ideas[0].id
            session.act_on(actions.committed(session.state.circle, first))
        session.time.go(stage)

    return go


def _place(place: Place) -> Callable[[Window], None]:
    def go(window: Window) -> None:
        window.screens.show_organiser()
        window.screens.organiser.go(place)

    return go


def _home(_window: Window) -> None:
    """Where the window opens."""


def _clock(window: Window) -> None:
    window.screens.show_organiser()
    window.screens.organiser.places.open_clock()


def _paper(window: Window) -> None:
    window.screens.show_organiser()
    window.screens.organiser.places.open_paper()


PAGES: dict[str, Callable[[Window], None]] = {
    "home": _home,
    **{f"circle, {stage.name.lower()}": _circle(stage) for stage in Stage},
    **{f"organiser, {place.name.lower()}": _place(place) for place in Place},
    "organiser, clock": _clock,
    "organiser, paper": _paper,
    "about": lambda window: window.screens.show_about(),
    "settings": lambda window: window.screens.show_settings(),
}
"""Every page that has keys of its own on it. F1 shows those of all others."""

if __name__ == "__main__":
    for line in dead_keys():
        print(line)  # noqa: T201 (this is what the command says)
