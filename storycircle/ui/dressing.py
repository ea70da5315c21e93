"""Keeping the application in the theme that settings and desktop ask for, as either changes."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from storycircle.core.settings import Settings
from storycircle.ui.theme.choosing import Desktop, theme_for
from storycircle.ui.theme.theme import Theme, apply_theme

_AGAIN = 500  # ms until the next try, where the window is in the middle of something


class Dressing(QObject):
    """The theme that is worn. dressed: the application wears another one; make the screens anew.

    may_change says whether screens can be made anew at this moment.
    """

    dressed = Signal(Theme)

    def __init__(
        self,
        theme: Theme,
        desktop: Desktop,
        settings: Callable[[], Settings],
        may_change: Callable[[], bool],
    ) -> None:
        super().__init__()
        self.theme = theme
        self._desktop, self._settings, self._may_change = desktop, settings, may_change
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._dress)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.styleHints().colorSchemeChanged.connect(self._scheme_changed)

    def look_again(self) -> None:
        """The settings changed. What follows waits until the key or click at hand is done with,
        since the widget that had it is made anew too.
        """
        self._timer.start(0)

    def finish(self) -> None:
        """The window closes: nothing is to be looked at any more."""
        self._timer.stop()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.styleHints().colorSchemeChanged.disconnect(self._scheme_changed)

    @Slot(Qt.ColorScheme)
    def _scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        """The desktop turned dark, as some do in the evening."""
        dark = scheme is Qt.ColorScheme.Dark
        self._desktop = Desktop(dark, self._desktop.high_contrast, self._desktop.scale)
        self.look_again()

    @Slot()
    def _dress(self) -> None:
        theme = theme_for(self._desktop, self._settings())
        app = QApplication.instance()
        if theme == self.theme or not isinstance(app, QApplication):
            return
        if not self._may_change():
            self._timer.start(_AGAIN)
            return
        self.theme = theme
        apply_theme(app, theme)
        self.dressed.emit(theme)
