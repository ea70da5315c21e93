"""A window that only looks, and a bar at the top that says why."""

from PySide6.QtCore import QObject

from storycircle.store.library import Library
from storycircle.ui.theme.theme import Theme
from storycircle.ui.unexpected import Unexpected
from storycircle.ui.widgets.top_bar import TopBar
from storycircle.ui.window import Window


class ReadingOnly(QObject):
    """Stands by a window whose library only reads."""

    def __init__(self, window: Window, library: Library, said: str) -> None:
        super().__init__(window)
        self._window, self._said = window, said
        window.setWindowTitle("Story Circle, read-only")
        self.bar = self._bar_in(window.theme)
        window.furnished.connect(self._bar_in)
        self.unexpected = Unexpected(library.path.parent, library.clock, lambda: True, self)
        self.unexpected.said.connect(window.say)
        self.unexpected.stand_by()

    def _bar_in(self, theme: Theme) -> TopBar:
        self.bar = TopBar(theme, [("Close", self._window.close)], calm=True)
        self._window.setMenuWidget(self.bar)
        self.bar.say(self._said)
        return self.bar
