"""What one file would change: what is here beside what takes its place, the differences marked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from storycircle.core.changes import Change, What
from storycircle.core.comparing import Piece, marked
from storycircle.jobs.gather import Merged
from storycircle.ui.screens.home_ground import scrolling
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets import label
from storycircle.ui.widgets.hairline import Hairline
from storycircle.ui.widgets.marked import MarkedText

_MOST = 60  # changes drawn; a file has a circle's worth, a forged one thousands
_NOTHING = "nothing here"
_GONE = "taken out"


class ChangesPane(QWidget):
    """A row for each change, below the table. Empty and hidden where a file changes nothing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._inside: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(4))
        self._column.addWidget(Hairline(theme))
        self._title = label.words(theme, "", 18, 600)
        self._column.addWidget(self._title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.px(140))
        self.hide()

    def show_row(self, row: Merged | None) -> None:
        """The changes of one file; nothing for none."""
        if self._inside is not None:
            self._column.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
            self._inside = None
        changes = row.changes if row is not None else ()
        self.setVisible(bool(changes))
        if row is None or not changes:
            return
        circle = f"Circle {row.number}" if row.number is not None else row.name
        self._title.setText(f"{circle}: what would change")
        area = scrolling(_Beside(self._theme, changes))
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # long lists are scrolled by key
        area.setAccessibleName(self._title.text())
        self._inside = area
        self._column.addWidget(area, 1)


class _Beside(QWidget):
    """Three columns: what it is, as it is here, as it is afterwards."""

    def __init__(self, theme: Theme, changes: Sequence[Change]) -> None:
        super().__init__()
        self._theme = theme
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, theme.px(8), 0)
        grid.setHorizontalSpacing(theme.px(20))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnMinimumWidth(0, theme.px(120))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        apart = all(change.what is What.LOOK for change in changes)
        grid.addWidget(label.label(theme, "Here"), 0, 1)
        grid.addWidget(label.label(theme, "In the file" if apart else "Afterwards"), 0, 2)
        for place, change in enumerate(changes[:_MOST], 1):
            self._add(grid, place, change)
        if len(changes) > _MOST:
            grid.addWidget(label.hint(theme, f"and {len(changes) - _MOST:,} more"), _MOST + 1, 0)
        grid.setRowStretch(_MOST + 2, 1)

    def _add(self, grid: QGridLayout, place: int, change: Change) -> None:
        theme = self._theme
        named = label.hint(theme, change.label)
        named.setFixedWidth(theme.px(120))
        grid.addWidget(named, place, 0, Qt.AlignmentFlag.AlignTop)
        pair = [MarkedText(theme, pieces, theme.serif(17), 24) for pieces in _pieces(change)]
        for text in pair:
            text.set_partners(pair)
        for column, text in enumerate(pair, 1):
            grid.addWidget(text, place, column)


def _pieces(change: Change) -> tuple[Sequence[Piece], Sequence[Piece]]:
    if change.what is What.NEW:
        return (Piece(_NOTHING, differs=False),), (Piece(change.new or _NOTHING, differs=True),)
    if change.what is What.WITHDRAWN:
        return (Piece(change.old or _NOTHING, differs=False),), (Piece(_GONE, differs=True),)
    old, new = change.old or _NOTHING, change.new or _NOTHING
    return marked(old, new), marked(new, old)
