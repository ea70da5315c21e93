"""Where the plenary's full screen opens, and when it goes."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core.settings import Settings
from storycircle.ui.room.presenter import Presenter
from storycircle.ui.room.screens import screen_for_room
from storycircle.ui.room.slide import Shown
from storycircle.ui.theme.theme import Theme


class Showing(QObject):
    """Shows something full screen beside a widget of the window. ended: it is put away."""

    ended = Signal()

    def __init__(self, theme: Theme, beside: QWidget, settings: Callable[[], Settings]) -> None:
        super().__init__(beside)
        self._theme, self._beside, self._settings = theme, beside, settings
        self._screen: QScreen | None = None
        self._focus: QWidget | None = None
        self.presenter: Presenter | None = None
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
        presenter.setScreen(self._screen)
        presenter.setGeometry(self._screen.geometry())
        presenter.showFullScreen()
        stays = keys_stay and self._screen is not own
        (window if stays else presenter).activateWindow()
        if not stays:
            presenter.setFocus()

    def close(self) -> None:
        """Put it away; the focus is in the window, where it was."""
        if self.presenter is None:
            return
        presenter, self.presenter, self._screen = self.presenter, None, None
        presenter.hide()
        presenter.deleteLater()
        self._beside.window().activateWindow()
        if self._focus is not None and self._beside.isAncestorOf(self._focus):
            self._focus.setFocus()
        self._focus = None
        self.ended.emit()

    def _screen_removed(self, gone: QScreen) -> None:
        """The projector was unplugged."""
        if gone is self._screen:
            self.close()


def is_shown() -> bool:
    """Whether the plenary has something before it: then no screen is made anew under it."""
    return any(
        isinstance(widget, Presenter) and widget.isVisible()
        for widget in QApplication.topLevelWidgets()
    )
