"""The one place that wires: screens' wishes to the session, the store and each other."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from storycircle.core.errors import Refused
from storycircle.core.timing import Clock
from storycircle.jobs.gather import gather
from storycircle.jobs.load import load
from storycircle.store.library import Library
from storycircle.ui.beginning import new_session, taken_up
from storycircle.ui.circle_view import CircleView
from storycircle.ui.files import ask_to_open
from storycircle.ui.screens.about import AboutScreen
from storycircle.ui.screens.home import HomeScreen
from storycircle.ui.screens.keys import KeysScreen
from storycircle.ui.screens.organiser import OrganiserScreen
from storycircle.ui.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.notice import Notice

_OPEN_KINDS = "Circle files and event packs (*.circle *.pdf);;Events (*.json)"


class Window(QMainWindow):
    """The application's window, over one library."""

    def __init__(self, theme: Theme, library: Library, clock: Clock) -> None:
        super().__init__()
        self._theme, self._library, self._clock = theme, library, clock
        self._before: QWidget | None = None
        self._focus: QWidget | None = None
        self._circle: CircleView | None = None
        self.setWindowTitle("Story Circle")
        self.setMinimumSize(800, 600)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.notice = Notice(theme, self._stack)
        self.home = HomeScreen(theme, library, clock)
        self.keys = KeysScreen(theme)
        self.about = AboutScreen(theme)
        self.organiser = OrganiserScreen(theme, library, clock)
        for screen in (self.home, self.keys, self.about, self.organiser):
            self._stack.addWidget(screen)
        self._wire()
        self.go_home()

    def _wire(self) -> None:
        home = self.home
        home.startRequested.connect(self.start_circle)
        home.openRequested.connect(self._ask_to_open)
        home.gatherRequested.connect(self._gather)
        home.circleRequested.connect(self.carry_on)
        home.eventRequested.connect(self._gather_event)
        home.keysRequested.connect(self._show_keys)
        home.aboutRequested.connect(lambda: self._stack.setCurrentWidget(self.about))
        self.keys.backRequested.connect(self._back)
        self.about.backRequested.connect(self.go_home)
        self.organiser.backRequested.connect(self.go_home)
        for screen in (self.about, self.organiser):
            self._help_on(screen)

    def _help_on(self, screen: QWidget) -> None:
        """F1 shows the keys; the first page has its own."""
        help_ = QShortcut(QKeySequence("F1"), screen)
        help_.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        help_.activated.connect(self._show_keys)

    @property
    def session(self) -> Session | None:
        """The circle that is open, if one is."""
        return self._circle.session if self._circle else None

    def start_circle(self) -> None:
        """A new circle, with names to be typed."""
        self._show_circle(new_session(self._library, self._clock))

    def carry_on(self, circle: str) -> None:
        """A circle where it stood, paused."""
        kept = self._library.circle(circle)
        self._show_circle(taken_up(self._library, self._clock, kept))

    def open_file(self, path: Path) -> None:
        """Open an event pack, a circle file or an event document. What is refused is said."""
        try:
            if path.suffix.lower() == ".json":
                held = load(self._library, path)
                self.notice.say(f"{held.event.title} is on this laptop now.")
            else:
                merged = next(iter(gather(self._library, [path])))
                self.notice.say(merged.why if merged.refused else f"{path.name}: {merged.outcome}.")
        except Refused as refused:
            self.notice.say(str(refused))
        self.home.refresh()

    def go_home(self) -> None:
        """Home; a circle that was open is kept where it stands."""
        self._leave_circle()
        self.home.refresh()
        self._stack.setCurrentWidget(self.home)

    def closeEvent(self, event: QCloseEvent) -> None:
        """All that was typed is saved, and the circle stands where it was, paused."""
        self._leave_circle()
        self.organiser.close()
        super().closeEvent(event)

    def _show_circle(self, session: Session) -> None:
        self._leave_circle()
        self._circle = CircleView(self._theme, session)
        self._circle.homeRequested.connect(self.go_home)
        self._help_on(self._circle)
        self._stack.addWidget(self._circle)
        self._stack.setCurrentWidget(self._circle)
        self._circle.screen_of_stage().entered()

    def _leave_circle(self) -> None:
        if self._circle is None:
            return
        self._circle.finish()
        self._circle.session.leave_off()
        self._stack.removeWidget(self._circle)
        self._circle.deleteLater()
        self._circle = None

    def _ask_to_open(self) -> None:
        title = "Open an event pack or a circle"
        ask_to_open(self, title, _OPEN_KINDS, lambda paths: self.open_file(paths[0]))

    def _gather(self) -> None:
        self._gather_event(None)

    def _gather_event(self, event: str | None) -> None:
        self.organiser.show_event(event)
        self._stack.setCurrentWidget(self.organiser)
        self.organiser.setFocus()

    def _show_keys(self) -> None:
        if self._stack.currentWidget() is not self.keys:
            self._before = self._stack.currentWidget()
            self._focus = QApplication.focusWidget()
            self._stack.setCurrentWidget(self.keys)
            self.keys.setFocus()

    def _back(self) -> None:
        """From the keys to where one was, with the cursor where it was."""
        if self._before is None or self._before is self.home:
            self.go_home()
            return
        self._stack.setCurrentWidget(self._before)
        (self._focus or self._before).setFocus()
