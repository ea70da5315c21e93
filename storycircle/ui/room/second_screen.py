"""Where the room's display and the plenary's full screen open.

Showing a running circle to the room: where the display opens, and when it goes.

Which screen the room's display opens on.

Where the plenary's full screen opens, and when it goes.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core.commands import keys
from storycircle.core.i18n import N_, _
from storycircle.core.settings import Settings
from storycircle.ui.room.display import RoomDisplay
from storycircle.ui.room.presenter import Presenter
from storycircle.ui.room.slides import Shown
from storycircle.ui.session.session import Session
from storycircle.ui.session.state import Part
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display import layouts


def screen_for_room(screens: Sequence[QScreen], own: QScreen, wanted: str) -> QScreen:
    """The screen of the wanted name, else any other than the window's own, else that."""
    others = [screen for screen in screens if screen is not own and not _mirrors(screen, own)]
    named = [screen for screen in others if screen.name() == wanted]
    return next(iter(named + others), own)


def _mirrors(screen: QScreen, own: QScreen) -> bool:
    """Whether a screen shows what the window's own shows: then it is no other screen.

    Screens that do not share one desktop each count from their own corner.
    """
    shared = screen in own.virtualSiblings()
    return shared and screen.geometry().intersects(own.geometry())


GONE = N_("The room’s screen is gone. {key} shows the ring here.")


SHOW_GONE = N_("The room’s screen is gone. {key} shows it here.")


class Room(QObject):
    """The room's display of one circle, for as long as the circle is open.

    Where the room is told something and has no display before it, the display comes for that, and
    goes with it. screenGone: a sentence for the window's notice, as the display's screen was
    unplugged. turned: the display came or went.
    """

    screenGone = Signal(str)
    turned = Signal()

    def __init__(
        self,
        theme: Theme,
        session: Session,
        window: QWidget,
        settings: Callable[[], Settings] = Settings,
    ) -> None:
        super().__init__(window)
        self._theme, self._session = theme, session
        self.window = window
        """The window the circle is in."""
        self._settings = settings
        self._screen: QScreen | None = None
        self.display: RoomDisplay | None = None
        self.for_words = False
        """Whether the display is there only for what the room is told."""
        self._gave_way: tuple[RoomDisplay, bool] | None = None
        session.changed.connect(self._follow)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(self._screen_removed)

    def shown(self) -> bool:
        """Whether the room has the display before it."""
        return self.display is not None

    def toggle(self) -> None:
        """Show the ring to the room, or put it away."""
        if self.display is None:
            self.open()
        else:
            self.close()

    def open(self, before: RoomDisplay | None = None) -> None:
        """Full screen on the room's screen; the keyboard stays with a window that can be seen.

        before: the display that was shown until this moment, as calm and as large.
        """
        if self.display is not None:
            return
        settings, own = self._settings(), self.window.screen()
        self._screen = screen_for_room(QGuiApplication.screens(), own, settings.room_screen)
        shown = RoomDisplay(self._theme, self._session, calm=settings.room_calm)
        if before is None and self._gave_way is not None:
            before = self._gave_way[0]
        if before is not None:
            shown.look_like(before)
        shown.closed.connect(self.close)
        self.display = shown
        elsewhere = self._screen is not own
        shown.set_elsewhere(elsewhere)
        shown.setScreen(self._screen)
        shown.setGeometry(self._screen.geometry())
        shown.showFullScreen()
        (self.window if elsewhere else shown).activateWindow()
        self.turned.emit()

    def close(self) -> None:
        """Put the display away; the focus is in the window, where it was. Words for which it came
        are taken away with it.
        """
        if self.display is None:
            return
        shown, self.display, self._screen = self.display, None, None
        for_words, self.for_words = self.for_words, False
        layouts.discard(shown)
        self.window.activateWindow()
        self.turned.emit()
        if for_words:
            self._session.telling.take_away()

    def give_way(self) -> None:
        """Let the window be seen that the display covers, until `come_back`. What the room reads is
        not taken away by it.
        """
        if self.display is not None:
            self._gave_way, self.for_words = (self.display, self.for_words), False
            self.close()

    def come_back(self) -> None:
        """Show the display that gave way, unless it stood there only for words that went."""
        if self._gave_way is None:
            return
        shown, for_words = self._gave_way
        if not for_words or self._session.state.told is not None:
            self.open(shown)
            self.for_words = for_words
        self._gave_way = None

    def _follow(self, parts: frozenset[Part]) -> None:
        if Part.TOLD not in parts:
            return
        if self._session.state.told is None and self.for_words:
            self.close()
        elif self._session.state.told is not None and self.display is None:
            self.for_words = True
            self.open()

    def leave(self) -> None:
        """The circle is left, and so is its display."""
        self._session.changed.disconnect(self._follow)
        self.for_words = False
        self.close()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.disconnect(self._screen_removed)
        self.deleteLater()

    def toggle_calm(self) -> None:
        """With digits, or the arc alone."""
        if self.display is not None:
            self.display.set_calm(not self.display.calm)

    def set_size(self, steps: int) -> None:
        """Larger or smaller by so many steps; 0 is the size of the design again."""
        if self.display is not None:
            self.display.set_size(steps)

    def _screen_removed(self, screen: QScreen) -> None:
        """The projector was unplugged, or the window's own screen: then they share one."""
        if self.display is None:
            return
        if screen is self._screen:
            self._give_up()
        else:
            QTimer.singleShot(0, self, self._part)  # once the window has moved

    def _part(self) -> None:
        elsewhere = self.display is not None and self.display.elsewhere
        if elsewhere and self.window.screen() is self._screen:
            self._give_up()

    def _give_up(self) -> None:
        self.close()
        self.screenGone.emit(_(GONE, key=keys.SHOW_ROOM.cap))


class Showing(QObject):
    """Shows something full screen beside a widget of the window.

    ended: it is put away. screenGone: a sentence for a notice, as its screen was unplugged.
    """

    ended = Signal()
    screenGone = Signal(str)

    def __init__(self, theme: Theme, beside: QWidget, settings: Callable[[], Settings]) -> None:
        super().__init__(beside)
        self._theme, self._beside, self._settings = theme, beside, settings
        self._screen: QScreen | None = None
        self._focus: QWidget | None = None
        self.presenter: Presenter | None = None
        self.elsewhere = False
        """Whether it stands on another screen than the window."""
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(self._screen_removed)

    def open(self, shown: Shown, *, keys_stay: bool = False) -> None:
        """Full screen, on the second screen if there is one.

        It has the keyboard; with keys_stay only where it covers the window.
        """
        self.close()
        window = self._beside.window()
        own = window.screen()
        self._focus = QApplication.focusWidget()
        self._screen = screen_for_room(QGuiApplication.screens(), own, self._settings().room_screen)
        presenter = self.presenter = Presenter(self._theme, shown)
        presenter.closed.connect(self.close)
        self.elsewhere = self._screen is not own
        presenter.setScreen(self._screen)
        presenter.setGeometry(self._screen.geometry())
        presenter.showFullScreen()
        stays = keys_stay and self.elsewhere
        (window if stays else presenter).activateWindow()
        if not stays:
            presenter.setFocus()

    def close(self) -> None:
        """Put it away; the focus is in the window, where it was."""
        if self.presenter is None:
            return
        presenter, self.presenter, self._screen = self.presenter, None, None
        layouts.discard(presenter)
        self.ended.emit()  # first: what had the focus may be hidden until then
        self._beside.window().activateWindow()
        if self._focus is not None and self._beside.isAncestorOf(self._focus):
            self._focus.setFocus()
        self._focus = None

    def _screen_removed(self, screen: QScreen) -> None:
        """The projector was unplugged, or the window's own screen: then they share one."""
        if self.presenter is None:
            return
        if screen is self._screen:
            self._give_up()
        else:
            QTimer.singleShot(0, self, self._part)  # once the window has moved

    def _part(self) -> None:
        if self.elsewhere and self._beside.window().screen() is self._screen:
            self._give_up()

    def _give_up(self) -> None:
        if self.presenter is not None:
            self.close()
            self.screenGone.emit(_(SHOW_GONE, key=keys.PRESENT.cap))


def is_shown() -> bool:
    """Whether the plenary has something before it: then no screen is made anew under it."""
    return any(
        isinstance(widget, Presenter) and widget.isVisible()
        for widget in QApplication.topLevelWidgets()
    )
