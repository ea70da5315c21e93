"""What a screen reader must be told in a circle, and is not: a scripted circle, offscreen.

`MOMENTS` is the list; each has what a person does, or what time does, and the words to be heard.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import NoReturn
from unittest.mock import patch

from msgspec import Struct
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.store.library import Library
from storycircle.ui.app.banners import Unsaved
from storycircle.ui.app.main_window import Window
from storycircle.ui.system import printer
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from storycircle.ui.widgets.display import announcement
from tests.journeys.keyboard import Keyboard
from tests.support.fresh import fresh_library
from tests.support.windows import breathe

_NAMES = "Ann Able\nBob Brown\nCy Cole\nDi Dunn"
_POLITE = QAccessible.AnnouncementPoliteness.Polite
_PATIENCE = 5.0  # seconds: a sheet is set, or a file written and read back, by then


class Scene:
    """A window with a circle, hands on its keys, its time, and a folder for what is saved."""

    def __init__(self, window: Window, clock: SimulatedClock, folder: Path) -> None:
        self.window, self.clock, self.folder = window, clock, folder
        self.keys = Keyboard(window)

    def seconds(self, count: int) -> None:
        """Let time go by, looked at each second as the window's own timer does."""
        view = self.window.circle.view
        for _each in range(count):
            self.clock.forward(1)
            if view is not None:
                view.tick()

    def to_seconds_left(self, seconds: int) -> None:
        """Let time go by until the turn has so many seconds left."""
        session = self.window.session
        assert session is not None
        assert session.state.round is not None
        self.seconds(round(session.state.round.left(self.clock.reading())) - seconds)

    def press(self, *keys: str) -> None:
        self.keys.press(*keys)

    def save(self, key: str, name: str) -> None:
        """Save by the file dialog, as a person who types the name does."""
        self.press(key)
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit):
            field.selectAll()
            self.keys.write(str(self.folder / name) + "\n")
        self.window.activateWindow()  # no window manager gives it the keyboard back
        QTest.qWaitForWindowActive(self.window)

    @contextmanager
    def no_room(self) -> Iterator[None]:
        """The disk is full meanwhile."""

        def full(*_: object, **__: object) -> NoReturn:
            raise Refused("library-unsaved", why="there is no room left on this disk")

        with patch.object(Library, "save_circle", full):
            yield


class Moment(Struct, frozen=True):
    """what: as it is listed. do: what brings it about. words: all are in one announcement.

    first: it has to be the first that is said, as the title of a screen has.
    """

    what: str
    do: Callable[[Scene], object]
    words: tuple[str, ...]
    urgent: bool = False
    first: bool = False


def _keys(*keys: str) -> Callable[[Scene], object]:
    return lambda scene: scene.press(*keys)


def _named(scene: Scene) -> None:
    scene.press("Enter")  # it was read right
    scene.press("Ctrl+Enter")


def _full(scene: Scene) -> None:
    with scene.no_room():
        scene.press("Space")


def _ideas(scene: Scene) -> None:
    scene.press("F6")
    scene.keys.write("One\nTwo\nThree\nFour\n")


def _no_printer(scene: Scene) -> None:
    with patch.object(printer, "no_printer", lambda: True):
        scene.press("Ctrl+p")


MOMENTS = (
    Moment("a circle is begun", _keys("Ctrl+n"), ("Circle 1", "Gather"), first=True),
    Moment("a pasted list", lambda s: s.keys.paste(_NAMES), ("four people", "Answers: Take these")),
    Moment("to Open", _named, ("Circle 1", "Open"), first=True),
    Moment("to Stories", _keys("Ctrl+Enter"), ("Circle 1", "Stories"), first=True),
    Moment("has somebody begun?", lambda s: s.seconds(25), ("Has Ann Able begun?", "Answers:")),
    Moment("a turn starts", _keys("Space"), ("Ann Able speaks", "left")),
    Moment("thirty seconds more", _keys("+"), ("Now", "left")),
    Moment("thirty seconds less", _keys("-"), ("Now", "left")),
    Moment("pause", _keys("Space"), ("Paused", "left")),
    Moment("it goes on", _keys("Space"), ("Ann Able goes on", "left")),
    Moment("who was called", _keys("3"), ("After that comes Cy Cole.",)),
    Moment("that is undone", _keys("u"), ("After that comes Bob Brown.",)),
    Moment("half a minute left", lambda s: s.to_seconds_left(29), ("Half a minute left.",)),
    Moment("the end", lambda s: s.to_seconds_left(-1), ("The time is over.",)),
    Moment("a minute over", lambda s: s.to_seconds_left(-61), ("One minute over.",)),
    Moment("two minutes over", lambda s: s.to_seconds_left(-121), ("Two minutes over.",)),
    Moment("change of turn", _keys("Right"), ("Bob Brown is next.",)),
    Moment("a pass, and its undo", _keys("p"), ("Bob Brown passed", "U undoes.")),
    Moment("undo", _keys("u"), ("Bob Brown is next.",)),
    Moment("redo", _keys("Shift+u"), ("Cy Cole is next.",)),
    Moment("somebody is away", _keys("a"), ("Cy Cole is away.",)),
    Moment("they are back", _keys("u"), ("Cy Cole is back.",)),
    Moment(
        "a question with its answers",
        _keys("Ctrl+4"),
        ("have not been heard", "Answers: Stay with the stories and On to Dialogue."),
    ),
    Moment("its answer, on to Dialogue", _keys("Tab", "Enter"), ("Dialogue",), first=True),
    Moment("back to Stories", _keys("Ctrl+3"), ("Stories",), first=True),
    Moment("nothing can be saved", _full, ("no room left on this disk",), urgent=True),
    Moment("all is saved again", _keys("Space"), ("All of it is saved again.",)),
    Moment("time is short", lambda s: s.to_seconds_left(-900), ("Time is short", "Answers:")),
    Moment("the keys", _keys("F1"), ("Keys",), first=True),
    Moment("back from the keys", _keys("Esc"), ("Stories",), first=True),
    Moment("every story is told", _keys(*["Right", "Space"] * 4, "Right"), ("told.",)),
    Moment("a refusal", _keys("p"), ("Nobody is left to speak",)),
    Moment("to Dialogue", _keys("Ctrl+Enter"), ("Dialogue",), first=True),
    Moment("the stage’s time starts", _keys("Ctrl+Space"), ("The time runs", "left")),
    Moment("it pauses", _keys("Ctrl+Space"), ("Paused", "left")),
    Moment("an idea", _ideas, ("An idea: Four.",)),
    Moment("to Commit", _keys("Ctrl+Enter"), ("Commit",), first=True),
    Moment("an action", _keys("Ctrl+Up"), ("Action one: One.",)),
    Moment("a third", _keys("Ctrl+Up", "Ctrl+Up"), ("Action three: Three.",)),
    Moment("a fourth is refused, with a way", _keys("Ctrl+Up"), ("Three is the most", "Four")),
    Moment("the swap", _keys("1"), ("Swapped.", "undoes.")),
    Moment("an idea is taken away", _keys("Delete"), ("taken away", "undoes.")),
    Moment("to Plenary", _keys("Ctrl+6"), ("Plenary",), first=True),
    Moment("no printer", _no_printer, ("No printer was found.", "Answers: Save as PDF")),
    Moment("the sheet is saved", lambda s: s.save("Ctrl+Shift+s", "a.pdf"), ("Saved.", "a.pdf")),
    Moment("it is exported", lambda s: s.save("Ctrl+e", "a.circle"), ("Exported", "Answers:")),
    Moment("settings", _keys("Ctrl+,"), ("Settings",), first=True),
    Moment("home", _keys("Esc", "Esc", "Esc"), ("Story Circle",)),
    Moment("the organiser", _keys("Ctrl+g"), ("Gather",), first=True),
)


def not_announced() -> list[str]:
    """What of the list was not said as it should be, in its order; empty where all was."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme = Theme(LIGHT, still=True)
    apply_theme(app, theme)
    clock = SimulatedClock(datetime(2026, 11, 24, 9, 50))  # noqa: DTZ001 (the room's own time)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        library = stack.enter_context(fresh_library(folder / "library", clock))
        window = Window(theme, library, clock)
        stack.callback(window.deleteLater)
        stack.callback(window.close)
        bar = Unsaved(window)
        stack.callback(bar.deleteLater)
        window.resize(1440, 900)
        window.show()
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        said = stack.enter_context(_hearing())
        scene = Scene(window, clock, folder)
        return [row for moment in MOMENTS if (row := _missing(moment, scene, said))]


def _missing(moment: Moment, scene: Scene, said: list[tuple[str, bool]]) -> str:
    """Bring a moment about; what was said in place of its words, "" where they were."""
    said.clear()
    moment.do(scene)

    def heard() -> bool:
        return any(
            all(word in text for word in moment.words) and urgent == moment.urgent
            for text, urgent in (said[:1] if moment.first else said)
        )

    until = time.monotonic() + _PATIENCE
    while not heard() and time.monotonic() < until:
        breathe(10)
    if heard():
        return ""
    return f"{moment.what}: {' … '.join(moment.words)!r} not in {[text for text, _ in said]}"


@contextmanager
def _hearing() -> Iterator[list[tuple[str, bool]]]:
    """What is announced from now on, with whether it is urgent."""
    said: list[tuple[str, bool]] = []

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        said.append((event.message(), event.politeness() is not _POLITE))

    with patch.object(announcement, "send", hear):
        yield said
