"""What leaves this laptop and what stays, in words, beside every way out."""

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.card import Card
from storycircle.ui.widgets.hairline import Hairline
from storycircle.ui.widgets.label import app, hint, label
from storycircle.ui.widgets.link import Link
from storycircle.ui.widgets.sign import draw_sign


class LeavingCard(Card):
    """Three lists: what leaves, ticked; what waits, and a way to see to it; what stays, locked.

    seeRequested: what waits is to be seen to. lookRequested: what is behind this line is to be
    shown.
    """

    seeRequested = Signal()
    lookRequested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, padding=20, ground=theme.palette.paper)
        self._theme = theme
        self._shown: tuple[tuple[str, ...], ...] | None = None
        self._inner: QWidget | None = None

    def show_lists(
        self,
        leaves: Sequence[str],
        stays: Sequence[str],
        waits: Sequence[str] = (),
        warning: str = "",
        looks: Collection[str] = (),
    ) -> None:
        """Show the lists of lines, and what is to be thought of before anything leaves.

        looks: the lines behind which there is something to be shown.
        """
        wanted = (tuple(leaves), tuple(stays), tuple(waits), (warning,))
        if wanted == self._shown:
            return
        self._shown = wanted
        if self._inner is not None:
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = QWidget()
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(app(self._theme, "What leaves this laptop", strong=True))
        for line in leaves or ("Nothing yet",):
            row = self._line(line, "tick", second=False)
            if line in looks:
                row.addWidget(self._look(line), 0, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        if warning:
            column.addWidget(hint(self._theme, warning))
        if waits:
            column.addWidget(Hairline(self._theme))
            column.addLayout(self._waiting())
        for line in waits:
            column.addLayout(self._line(line, "look", second=False))
        if stays:
            column.addWidget(Hairline(self._theme))
            column.addWidget(label(self._theme, "What stays"))
        for line in stays:
            column.addLayout(self._line(line, "lock", second=True))
        self.body().addWidget(self._inner)

    def _look(self, line: str) -> Link:
        look = Link(self._theme, "look", 16)
        look.setFixedHeight(self._theme.px(24))
        look.setAccessibleName(f"Look: {line}")
        look.clicked.connect(partial(self.lookRequested.emit, line))
        return look

    def _waiting(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(self._theme, "What waits"), 1)
        see = Link(self._theme, "See to it", 14)
        see.clicked.connect(self.seeRequested)
        row.addWidget(see)
        return row

    def _line(self, text: str, kind: str, *, second: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(_Sign(self._theme, kind, second=second), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(app(self._theme, text, second=second), 1)
        return row


class _Sign(QWidget):
    """A tick or a lock before a line."""

    def __init__(self, theme: Theme, kind: str, *, second: bool) -> None:
        super().__init__()
        self._kind = kind
        palette = theme.palette
        plain = palette.warn if kind == "look" else palette.teal
        self._colour = palette.ink_2 if second else plain
        self.setFixedSize(14, theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_sign(painter, self._kind, QPointF(7, self.height() / 2), 13, self._colour)
