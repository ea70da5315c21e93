"""A window that only looks: another one has the library, and a bar at the top says so."""

from PySide6.QtCore import QObject

from storycircle.store.library import Library
from storycircle.ui.theme.theme import Theme
from storycircle.ui.unexpected import Unexpected
from storycircle.ui.widgets.top_bar import TopBar
from storycircle.ui.window import Window

SAID = "This window only reads: another one has these circles. Nothing can be changed here."


class ReadingOnly(QObject):
    """Stands by a window whose library only reads."""

    def __init__(self, window: Window, library: Library) -> None:
        super().__init__(window)
        self._window = window
        window.setWindowTitle("Story Circle, read-only")
        self.bar = self._bar_in(window.theme)
        window.furnished.connect(self._bar_in)
        self.unexpected = Unexpected(library.path.parent, library.clock, lambda: True, self)
        self.unexpected.said.connect(window.say)
        self.unexpected.stand_by()

    def _bar_in(self, theme: Theme) -> TopBar:
        self.bar = TopBar(theme, [("Close", self._window.close)], calm=True)
        self._window.setMenuWidget(self.bar)
        self.bar.say(SAID)
        return self.bar
