"""The Gather place of the organiser's rail: files and pane, beside or below each other."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from storycircle.ui.screens.home_ground import scrolling, side_by_side
from storycircle.ui.screens.organiser_asking import OrganiserAsking
from storycircle.ui.screens.organiser_main import ANY_HEIGHT, GatherColumn
from storycircle.ui.screens.organiser_pane import EventPane
from storycircle.ui.screens.organiser_work import Doing
from storycircle.ui.theme.theme import Theme


class GatherPlace(QWidget):
    """What was gathered in the middle, the event so far at the right.

    changed: a story was taken out, or a key made.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.main = GatherColumn(theme)
        self.pane = EventPane(theme)
        self._inside = QWidget()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._inside)
        outer = QVBoxLayout(self)
        for layout in (outer, self._halves):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        outer.addWidget(scrolling(self._inside))
        self._halves.addWidget(self.main, 1)
        self._halves.addWidget(self.pane)
        self.main.lookShown.connect(self.pane.headings.setHidden)  # one main button a screen

    def join(self, doing: Doing) -> None:
        """Show each file as it is gathered, and how far the gathering is."""
        doing.advanced.connect(self.main.progress.advance)
        self.main.progress.stopRequested.connect(doing.stop)
        asking = self.asking = OrganiserAsking(
            self._theme, doing.path, doing.clock, doing.passphrases
        )
        asking.changed.connect(self.changed)
        doing.ended.connect(asking.put_away)
        self.main.add_below(asking)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.asking.stop_and_wait()

    def set_room(self, width: int, height: int, rail: int) -> None:
        """Of the whole window, in px, and how much of its width the rail takes."""
        beside = side_by_side(self._halves, width / self._theme.scale)
        # Side by side both fill the window, and the table scrolls by itself.
        self._inside.setMaximumHeight(height if beside else ANY_HEIGHT)
        self.main.set_room(width, beside=beside)
        self.pane.set_room(width if beside else width - rail, beside=beside)
