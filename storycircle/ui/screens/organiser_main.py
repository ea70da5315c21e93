"""The middle of the organiser's screen: what was gathered, and where more is dropped."""

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from storycircle.core import words
from storycircle.core.model import Circle
from storycircle.jobs.gather import Merged
from storycircle.ui.screens.organiser_choices import ChoiceRows
from storycircle.ui.screens.organiser_drop import DropArea, MessageSlot, ProgressCard
from storycircle.ui.screens.organiser_reading import HERE, rows_of
from storycircle.ui.screens.organiser_table import FileTable
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets import label

ANY_HEIGHT = 16_777_215  # QWIDGETSIZE_MAX, which PySide does not name
_OFTEN = "Gather them as often as you like: nothing is counted twice."


class GatherColumn(QWidget):
    """Title, table, message, progress and the drop area, from the top down."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.drop = DropArea(theme)
        self.table = FileTable(theme)
        self.choices = ChoiceRows(theme)
        self.slot = MessageSlot(theme, self.drop.choose)
        self.progress = ProgressCard(theme)
        self._said = label.app(theme, "", second=True)
        column = self._column = QVBoxLayout(self)
        column.setSpacing(theme.px(16))
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(label.page_title(theme, "Gather the circles"))
        head.addWidget(self._said)
        column.addLayout(head)
        column.addWidget(self.table, 1000)  # its own height bounds it; the drop area has the rest
        column.addWidget(self.choices)
        column.addWidget(self.slot)
        column.addWidget(self.progress)
        column.addWidget(self.drop, 1)

    def add_below(self, widget: QWidget) -> None:
        """A widget more, below the drop area."""
        self._column.addWidget(widget)

    def set_room(self, width: int, *, beside: bool) -> None:
        """As drawn, closer where the window is small, or above the pane."""
        side = 32 if width >= 1280 else 24
        self._column.setContentsMargins(side, 24, side, 24)
        self.setMinimumHeight(0 if beside else self._theme.px(480))
        self.setMaximumHeight(ANY_HEIGHT if beside else self._theme.px(560))

    def show_circles(self, circles: Iterable[Circle]) -> None:
        """The circles an event holds already, while no file is gathered."""
        self.table.show_rows(rows_of(circles))
        self._refresh("")

    def begin(self) -> None:
        """Files are coming: their rows take the place of those that were here."""
        if any(row.outcome == HERE for row in self.table.rows()):
            self.table.show_rows([])
        self.slot.clear()
        self.progress.begin("Looking for circle files", stoppable=True)

    def add(self, merged: Merged) -> None:
        """One file more."""
        self.table.add_rows([merged])
        self.table.setVisible(True)
        self.drop.set_empty(False)
        self.table.scrollToBottom()

    def end(self, time: str) -> None:
        """Nothing is coming now."""
        self.progress.end()
        self._refresh(time)

    def _refresh(self, time: str) -> None:
        rows = self.table.rows()
        self.table.setVisible(bool(rows))
        self.drop.set_empty(not rows)
        count = len(rows)
        if not rows:
            said = f"One file from each circle. {_OFTEN}"
        elif rows[0].outcome == HERE:
            verb = "is" if count == 1 else "are"
            said = f"{words.sentence(words.counted(count, 'circle'))} {verb} here already. {_OFTEN}"
        else:
            said = f"{words.sentence(words.counted(count, 'file'))}, {time}. {_OFTEN}"
        self._said.setText(said)
