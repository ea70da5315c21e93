"""The merge page: files dropped, files merged, and what to do next.

The middle of the organiser's screen: what was gathered, and where more is dropped.

The Gather place of the organiser's rail: files and pane, beside or below each other.

Below the table: what to do with files that were looked at, or with what was gathered.
"""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.model import Circle
from storycircle.jobs.merge import Merged, figures
from storycircle.ui.organiser.background_jobs import Doing
from storycircle.ui.organiser.codes_and_keys import OrganiserAsking
from storycircle.ui.organiser.event_pane import EventPane
from storycircle.ui.organiser.merge.changes_view import ChangesPane, ChoiceRows
from storycircle.ui.organiser.merge.drop_area import DropArea, MessageSlot, ProgressCard
from storycircle.ui.organiser.merge.file_table import FileTable
from storycircle.ui.organiser.merge.waiting import WaitingTicks
from storycircle.ui.organiser.view_model import HERE, rows_of
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.display import label
from storycircle.ui.widgets.display.layouts import Flow, scrolling, side_by_side

_NOTHING = f"Tick at least one file, or put the list away with {keys.BACK.cap}."


class LookFoot(QWidget):
    """One sentence left, the way on right: nothing is written before it is pressed."""

    mergeRequested = Signal()
    awayRequested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._said = label.app(theme, "", second=True)
        self.away = Button(theme, "Put away", keys.BACK.cap, "quiet")
        self.merge = Button(theme, "Merge", keys.NEXT_PLACE.cap, "main", tall=True)
        self.away.clicked.connect(self.awayRequested)
        self.merge.clicked.connect(self.mergeRequested)
        self.merge.refused.connect(self._said.setText)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        row.addWidget(self._said, 1)
        row.addWidget(self.away)
        row.addWidget(self.merge)
        self.hide()

    def show_counts(self, ticked: int, of: int) -> None:
        """How many files are ticked, of those that would change something."""
        self._said.setText("Nothing is written yet. Untick what is to stay out.")
        self.merge.set_text(f"Merge {i18n.counted(ticked, 'file')}")
        self.merge.set_not_now("" if ticked else _NOTHING)
        self.setAccessibleDescription(f"{ticked} of {of} files are ticked")


class DoneFoot(QWidget):
    """The summary to copy and to save, and the way back; quiet links."""

    copyRequested = Signal()
    saveRequested = Signal()
    backRequested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.copy = Link(theme, "Copy this summary", 14)
        self.save = Link(theme, "Save it", 14)
        self.back = Link(theme, "Take back this merge", 14)
        self.copy.clicked.connect(self.copyRequested)
        self.save.clicked.connect(self.saveRequested)
        self.back.clicked.connect(self.backRequested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row = Flow(theme.px(24), theme.px(4))
        for link in (self.copy, self.save, self.back):
            row.addWidget(link)
        column.addLayout(row)
        self.hide()

    def show_for(self, *, rows: bool, back: bool) -> None:
        """Whether there are rows to tell of, and a merge to take back."""
        self.copy.setVisible(rows)
        self.save.setVisible(rows)
        self.back.setVisible(back)
        self.setVisible(rows or back)


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
            said = f"{i18n.sentence(figures(rows))}."
        elif not rows:
            said = f"One file from each circle. {_OFTEN}"
        elif rows[0].outcome == HERE:
            verb = "is" if count == 1 else "are"
            said = f"{i18n.sentence(i18n.counted(count, 'circle'))} {verb} here already. {_OFTEN}"
        else:
            said = f"{i18n.sentence(i18n.counted(count, 'file'))}, {time}. {_OFTEN}"
        self._said.setText(said)


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
