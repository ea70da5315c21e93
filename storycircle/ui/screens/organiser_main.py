"""The middle of the organiser's screen: what was gathered, and where more is dropped."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from storycircle.core import words
from storycircle.core.model import Circle
from storycircle.jobs.gather import Merged
from storycircle.jobs.summary import figures
from storycircle.ui.screens.organiser_changes import ChangesPane
from storycircle.ui.screens.organiser_choices import ChoiceRows
from storycircle.ui.screens.organiser_drop import DropArea, MessageSlot, ProgressCard
from storycircle.ui.screens.organiser_foot import DoneFoot, LookFoot
from storycircle.ui.screens.organiser_reading import HERE, rows_of
from storycircle.ui.screens.organiser_table import FileTable
from storycircle.ui.screens.organiser_waiting import WaitingTicks
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets import label

ANY_HEIGHT = 16_777_215  # QWIDGETSIZE_MAX, which PySide does not name
_TITLE, _LOOK = "Gather the circles", "What this would change"
_FIRST = ("updated", "needs a look", "new", "refused", "same")
_OFTEN = "Gather them as often as you like: nothing is counted twice."


class GatherColumn(QWidget):
    """Title, table, message, progress and the drop area, from the top down.

    While files are looked at, their changes and the way on stand where the drop area was, which
    lookShown says.
    """

    lookShown = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.drop = DropArea(theme)
        self.table = FileTable(theme)
        self.choices = ChoiceRows(theme)
        self.slot = MessageSlot(theme, self.drop.choose)
        self.progress = ProgressCard(theme)
        self.waiting = WaitingTicks(theme, self.table)
        self.changes = ChangesPane(theme)
        self.look, self.done = LookFoot(theme), DoneFoot(theme)
        self._looking = False
        self._below: list[QWidget] = []
        self._title = label.page_title(theme, _TITLE)
        self._said = label.app(theme, "", second=True)
        column = self._column = QVBoxLayout(self)
        column.setSpacing(theme.px(16))
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._title)
        head.addWidget(self._said)
        column.addLayout(head)
        column.addWidget(self.table, 1000)  # its own height bounds it; the drop area has the rest
        column.addWidget(self.waiting)
        column.addWidget(self.changes, 600)
        column.addWidget(self.done)
        column.addWidget(self.choices)
        column.addWidget(self.slot)
        column.addWidget(self.progress)
        column.addWidget(self.drop, 1)
        column.addWidget(self.look)

    def add_below(self, widget: QWidget) -> None:
        """A widget more, below the drop area."""
        self._below.append(widget)
        self._column.insertWidget(self._column.indexOf(self.look), widget)

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

    def begin(self, said: str, verb: str) -> None:
        """Files are coming: their rows take the place of those that were here. verb: what is done
        with one file after another; empty where it cannot be stopped.
        """
        self.table.show_rows([], ticks=False)
        self._shape(looking=False)
        self.done.hide()
        self.slot.clear()
        self.progress.begin(said, stoppable=bool(verb), verb=verb)

    def show_look(self) -> None:
        """The files that came are looked at, and can be ticked; nothing is written.

        What would change comes first: after a long day most files are the same.
        """
        rows = sorted(self.table.rows(), key=lambda row: _FIRST.index(row.outcome))
        self.table.show_rows(rows, ticks=True)
        self._shape(looking=True)
        self.waiting.show_rows(rows)
        self.table.setFocus()
        self.table.scrollToTop()

    def end_look(self) -> None:
        """Nothing is looked at any more."""
        if self._looking:
            self.table.show_rows([], ticks=False)
            self._shape(looking=False)

    def show_done(self, *, back: bool) -> None:
        """The rows say what came of their files. back: whether the merge can be taken back."""
        self.done.show_for(rows=bool(self.table.rows()), back=back)

    def _shape(self, *, looking: bool) -> None:
        self._looking = looking
        self.lookShown.emit(looking)
        self._title.setText(_LOOK if looking else _TITLE)
        self.look.setVisible(looking)
        for widget in (self.drop, *self._below):
            widget.setVisible(not looking)
        if looking:
            self.choices.hide()
        self.changes.show_row(None)
        self.waiting.show_rows([])

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
        if self._looking:
            said = f"{words.sentence(figures(rows))}."
        elif not rows:
            said = f"One file from each circle. {_OFTEN}"
        elif rows[0].outcome == HERE:
            verb = "is" if count == 1 else "are"
            said = f"{words.sentence(words.counted(count, 'circle'))} {verb} here already. {_OFTEN}"
        else:
            said = f"{words.sentence(words.counted(count, 'file'))}, {time}. {_OFTEN}"
        self._said.setText(said)
