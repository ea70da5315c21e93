"""The window's pages, the way back, and where the keyboard was.

The window's pages beside a circle: each made when it is first needed; the way there and back.

The way to a page and back: which screens one came through, and where the keyboard was.

Where the keyboard was on a screen, so that it can be there again on one made anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from storycircle.core.clock import Clock
from storycircle.core.commands import keys
from storycircle.core.settings import Settings
from storycircle.store.library import Library
from storycircle.ui.circle.circle_view import CircleView
from storycircle.ui.commands import bind
from storycircle.ui.home.about_screen import AboutScreen
from storycircle.ui.home.settings_screen import SettingsScreen
from storycircle.ui.home.shortcuts_screen import KeysScreen
from storycircle.ui.organiser.organiser_screen import OrganiserScreen
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.system.chime_player import Chime
from storycircle.ui.system.keep_awake import Awake
from storycircle.ui.theme.theme import Theme


@dataclass(frozen=True)
class FocusPlace:
    """A widget by what it is: its kind, its name, and which of those that share both."""

    kind: type[QWidget]
    name: str
    number: int

    def found_in(self, screen: QWidget) -> QWidget | None:
        """The same place on another screen of its kind."""
        same = _alike(screen, self.kind, self.name)
        return same[self.number] if self.number < len(same) else None


def focus_place(screen: QWidget, focus: QWidget) -> FocusPlace | None:
    """Where the focus is on a screen; None where it is on the screen itself, or elsewhere."""
    if focus is screen or not screen.isAncestorOf(focus):
        return None
    kind, name = type(focus), focus.accessibleName()
    return FocusPlace(kind, name, _alike(screen, kind, name).index(focus))


def _alike(screen: QWidget, kind: type[QWidget], name: str) -> list[QWidget]:
    found: list[QWidget] = screen.findChildren(kind)
    return [widget for widget in found if type(widget) is kind and widget.accessibleName() == name]


Stop = tuple[QWidget, QWidget | None]
"""A screen, and what had the keyboard on it."""


class Trail:
    """The screens of a stack that lie between here and where one began; each stands on it once."""

    def __init__(self, stack: QStackedWidget) -> None:
        self._stack = stack
        self._stops: list[Stop] = []

    def turn_to(self, page: QWidget) -> None:
        """Go to a page; one that was come through already is gone back to."""
        here = self._stack.currentWidget()
        if here is None or here is page:
            return
        screens = [screen for screen, _ in self._stops]
        if page in screens:
            del self._stops[screens.index(page) :]
        else:
            self._stops.append((here, QApplication.focusWidget()))
        self._go_to(page, None)

    def back(self) -> bool:
        """To the last screen come through, with the cursor where it was; False at the beginning."""
        if not self._stops:
            return False
        self._go_to(*self._stops.pop())
        return True

    def clear(self) -> None:
        """One begins here."""
        self._stops = []

    def renew(self, anew: Mapping[QWidget, QWidget]) -> None:
        """Screens were made in the place of others: stand and lead back through the new ones."""
        self._stops = [_renewed(stop, anew) for stop in self._stops]
        here = self._stack.currentWidget()
        if here is not None:
            self._go_to(*_renewed((here, QApplication.focusWidget()), anew))

    def _go_to(self, screen: QWidget, focus: QWidget | None) -> None:
        self._stack.setCurrentWidget(screen)
        if focus is not None and shiboken6.isValid(focus):
            focus.setFocus()
        elif isinstance(screen, CircleView):
            screen.screen_of_stage().entered()
        elif not _has_focus(screen):
            screen.setFocus()


def _has_focus(screen: QWidget) -> bool:
    """Whether the screen, as it was shown, put the focus somewhere itself."""
    focus = QApplication.focusWidget()
    return focus is not None and screen.isAncestorOf(focus)


def _renewed(stop: Stop, anew: Mapping[QWidget, QWidget]) -> Stop:
    """The stop on the screen that was made in the place of its own."""
    screen, focus = stop
    place: FocusPlace | None = None
    if focus is not None and shiboken6.isValid(focus):
        place = focus_place(screen, focus)
    return anew[screen], place.found_in(anew[screen]) if place else None


class PagedWindow(QMainWindow):
    """A stack of pages. homeRequested: back, with nowhere to go back to."""

    homeRequested = Signal()
    settingsChanged = Signal(Settings)
    restoreRequested = Signal(str)
    deleteOwingRequested = Signal()

    def __init__(
        self, theme: Theme, library: Library, clock: Clock, awake: Awake | None = None
    ) -> None:
        super().__init__()
        self._theme, self._library, self._clock = theme, library, clock
        self.chime, self._awake = Chime(self), awake
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._trail = Trail(self._stack)

    @cached_property
    def keys(self) -> KeysScreen:
        page = KeysScreen(self._theme)
        page.backRequested.connect(self._back)
        self._stack.addWidget(page)
        return page

    @cached_property
    def about(self) -> AboutScreen:
        page = AboutScreen(self._theme)
        page.backRequested.connect(self._back)
        self._help_on(page)
        self._stack.addWidget(page)
        return page

    @cached_property
    def organiser(self) -> OrganiserScreen:
        session = OrganiserSession(self._library, self._clock)
        page = OrganiserScreen(self._theme, session)
        page.backRequested.connect(self.homeRequested)
        self._help_on(page)
        self._stack.addWidget(page)
        return page

    @cached_property
    def settings(self) -> SettingsScreen:
        library, clock = self._library, self._clock
        page = SettingsScreen(self._theme, library, clock, self.chime, self._awake)
        page.backRequested.connect(self._back)
        page.whyRequested.connect(self._show_about)
        page.changed.connect(self.settingsChanged)
        page.restoreRequested.connect(self.restoreRequested)
        page.deleteOwingRequested.connect(self.deleteOwingRequested)
        self._help_on(page)
        self._stack.addWidget(page)
        return page

    def _made(self) -> list[str]:
        """The pages there are, by name."""
        return [name for name in ("keys", "about", "organiser", "settings") if name in vars(self)]

    def _help_on(self, screen: QWidget) -> None:
        """F1 shows the keys; the first page has its own."""
        bind(screen, keys.HELP, self._show_keys)

    # To a page and back.

    def _show_keys(self) -> None:
        self._trail.turn_to(self.keys)

    def _show_about(self) -> None:
        self._trail.turn_to(self.about)

    def _show_settings(self) -> None:
        self._trail.turn_to(self.settings)

    def _back(self) -> None:
        if not self._trail.back():
            self.homeRequested.emit()
