"""Below the table: what to do with files that were looked at, or with what was gathered."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from storycircle.core import words
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets import label
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.flow import Flow
from storycircle.ui.widgets.link import Link

_NOTHING = "Tick at least one file, or put the list away with Esc."


class LookFoot(QWidget):
    """One sentence left, the way on right: nothing is written before it is pressed."""

    mergeRequested = Signal()
    awayRequested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._said = label.app(theme, "", second=True)
        self.away = Button(theme, "Put away", "Esc", "quiet")
        self.merge = Button(theme, "Merge", "Ctrl Enter", "main", tall=True)
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
        self.merge.set_text(f"Merge {words.counted(ticked, 'file')}")
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
