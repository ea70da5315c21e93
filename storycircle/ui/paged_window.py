"""The window's pages beside a circle: each made when it is first needed; the way there and back."""

from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from storycircle.core.clocks import Clock
from storycircle.core.settings import Settings
from storycircle.store.library import Library
from storycircle.ui.awake import Awake
from storycircle.ui.screens.about import AboutScreen
from storycircle.ui.screens.keys import KeysScreen
from storycircle.ui.screens.organiser import OrganiserScreen
from storycircle.ui.screens.settings import SettingsScreen
from storycircle.ui.sound import Chime
from storycircle.ui.theme.theme import Theme
from storycircle.ui.trail import Trail


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
        page = OrganiserScreen(self._theme, self._library, self._clock)
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
        help_ = QShortcut(QKeySequence("F1"), screen)
        help_.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        help_.activated.connect(self._show_keys)

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
