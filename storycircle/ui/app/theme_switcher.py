"""The application's theme, text size and language, as settings and desktop change.

Keeping the application in the theme and language that settings and desktop ask for, as either
changes.

Ctrl with the mouse wheel: larger and smaller text, whatever the pointer is over.
"""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core.i18n import _, figures
from storycircle.core.i18n.language import language
from storycircle.core.settings import Settings
from storycircle.ui.app.spoken_language import language_for, speak
from storycircle.ui.theme.theme import Desktop, Theme, apply_theme, next_size, theme_for

_AGAIN = 500  # ms until the next try, where the window is in the middle of something


class Dressing(QObject):
    """The theme that is worn, and the language. dressed: another one is; make the screens anew.

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

    def wanted(self) -> Theme:
        """The theme that settings and desktop ask for now."""
        return theme_for(self._desktop, self._settings())

    def finish(self) -> None:
        """The window closes: nothing is to be looked at any more."""
        self._timer.stop()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.styleHints().colorSchemeChanged.disconnect(self._scheme_changed)

    @Slot(Qt.ColorScheme)
    def _scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        """The desktop turned dark, as some do in the evening."""
        self._desktop = replace(self._desktop, dark=scheme is Qt.ColorScheme.Dark)
        self.look_again()

    def set_still(self, still: bool) -> None:
        """Whether the desktop asks that nothing moves."""
        if still != self._desktop.still:
            self._desktop = replace(self._desktop, still=still)
            self.look_again()

    @Slot()
    def _dress(self) -> None:
        theme, spoken = self.wanted(), language_for(self._settings())
        app = QApplication.instance()
        same = theme == self.theme and spoken is language()
        if same or not isinstance(app, QApplication):
            return
        if not self._may_change():
            self._timer.start(_AGAIN)
            return
        self.theme = theme
        speak(app, spoken)
        apply_theme(app, theme)
        self.dressed.emit(theme)


class TextSize(QObject):
    """Larger and smaller text, by key and by wheel: kept in the settings, and said once it is so.

    wanted: other settings are to be kept. said: the sentence that says how large the text is.
    """

    wanted = Signal(Settings)
    said = Signal(str)

    def __init__(self, dressing: Dressing, settings: Callable[[], Settings]) -> None:
        super().__init__(dressing)
        self._dressing, self._settings = dressing, settings
        self._waits = False

    def turn(self, steps: int) -> None:
        """So many sizes larger, or smaller."""
        self.set_size(next_size(self._dressing.theme.scale, steps))

    def set_size(self, percent: int) -> None:
        """A size of text in per cent, or 0 for the system's."""
        self.wanted.emit(replace(self._settings(), text_size=percent))
        self._waits = True
        if self._dressing.wanted() == self._dressing.theme:
            self.say()

    def say(self) -> None:
        """The screens are as they are wanted now: say how large, where that was asked for."""
        if self._waits:
            self._waits = False
            percent = figures(round(self._dressing.wanted().scale * 100))
            self.said.emit(_("The text is at {percent} %.", percent=percent))


_NOTCH = 120  # what a wheel reports for one notch, in eighths of a degree


class TextWheel(QObject):
    """Watches windows. turned: notches up, negative downwards.

    A window sees its wheel before any field or scroll bar in it does.
    """

    turned = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gathered = 0

    def watch(self, window: QWidget) -> None:
        """Watch a window; call it once the window is shown."""
        handle = window.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self)
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._gather(event.angleDelta().y())
                return True
            self._gathered = 0
        return super().eventFilter(watched, event)

    def _gather(self, turn: int) -> None:
        """Touchpads report a notch in many small parts."""
        self._gathered += turn
        notches = int(self._gathered / _NOTCH)
        if notches:
            self._gathered -= notches * _NOTCH
            self.turned.emit(notches)
