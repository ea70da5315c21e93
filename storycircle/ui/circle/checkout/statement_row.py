"""One statement, with how many said yes, partly and no, and how many hands are still to come."""

from math import ceil

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from storycircle.core.checkout.checkout import (
    ANSWERS,
    NOT_COUNTED,
    Checkout,
    Row,
    is_whole,
    missing,
)
from storycircle.core.i18n import _, n_
from storycircle.ui.circle.checkout.stepper import Stepper
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.card import Hairline, antialiased, draw_sign
from storycircle.ui.widgets.display.direction import draw_line, is_mirrored, mirror
from storycircle.ui.widgets.display.label import Text, label
from storycircle.ui.widgets.display.layouts import ANY_SIZE

STATE = 118  # px at 100 % for what stands at the end of a row
_TICK = 20
MOST_WIDE, LEAST_WIDE = 132, 84  # px at 100 % of a number
BESIDE_NUMBERS = 330  # px at 100 % of the statement, what stands at the end, and what is between
BETWEEN = 12  # px at 100 % between two of them


class RowState(QWidget):
    """Whether every hand is counted: a tick and "all six", "2 to come", or one too many."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._words, self._sign, self._colour = "", "", ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        read_as(self, Role.StaticText, name=lambda: self._words)

    @property
    def words(self) -> str:
        return self._words

    def show_row(self, said: Checkout, row: Row) -> None:
        """Say how a row stands."""
        palette, left = self._theme.palette, missing(said, row)
        self._sign, self._colour = "", palette.ink_2
        if row == NOT_COUNTED:
            self._words = _("not yet")
        elif left > 0 and not is_whole(row):
            self._words = n_("{count} to come", "{count} to come", left)
        elif left > 0:
            self._words = n_("{count} unmarked", "{count} unmarked", left)
        elif left < 0:
            self._sign, self._colour = "look", palette.warn
            self._words = n_("{count} hand too many", "{count} hands too many", -left)
        else:
            self._sign, self._colour = "tick", palette.teal
            self._words = n_("all {count}", "all {count}", said.people)
        self.updateGeometry()
        self.update()

    def most_wide(self, people: int) -> int:
        """Px of the widest of all that it may come to say where there are so many people."""
        may_say = (
            _("not yet"),
            n_("{count} to come", "{count} to come", people),
            n_("{count} unmarked", "{count} unmarked", people),
            n_("{count} hand too many", "{count} hands too many", people),
            n_("all {count}", "all {count}", people),
        )
        metrics = QFontMetricsF(self._theme.sans(14, 600))
        return self._with_sign(max(map(metrics.horizontalAdvance, may_say)))

    def _with_sign(self, wide: float) -> int:
        return round(wide) + self._theme.px(_TICK) + 2

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(self._font()).horizontalAdvance(self._words)
        return QSize(self._with_sign(wide), self._theme.px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _font(self) -> QFont:
        return self._theme.sans(14, 600 if self._sign else 400)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            metrics, whole = QFontMetricsF(self._font()), self.width()
            wide, mirrored = metrics.horizontalAdvance(self._words), is_mirrored(self)
            left = mirror(whole - wide - 1, wide, whole, mirrored=mirrored)
            base = (self.height() + metrics.ascent() - metrics.descent()) / 2
            painter.setFont(self._font())
            painter.setPen(QColor(self._colour))
            draw_line(painter, QPointF(left, base), self._words)
            if self._sign:
                self._paint_sign(painter, left + wide if mirrored else left, mirrored=mirrored)

    def _paint_sign(self, painter: QPainter, beside: float, *, mirrored: bool) -> None:
        gap = self._theme.px(12)
        centre = QPointF(beside + (gap if mirrored else -gap), self.height() / 2)
        draw_sign(painter, self._sign, centre, self._theme.px(11), self._colour)


class StatementRow(QWidget):
    """A statement with its three numbers.

    counted: another number for an answer (from 0), -1 where it is empty. done: that answer is
    typed. moved: from an answer, so many places to the right and down.
    """

    counted = Signal(int, int)
    done = Signal(int)
    moved = Signal(int, int, int)

    def __init__(self, theme: Theme, statement: str) -> None:
        super().__init__()
        self._theme = theme
        self._narrow: bool | None = None
        font = theme.serif(20, 600)
        self.statement = Text(theme, statement, font, theme.palette.ink, 28, balanced=True)
        self.state = RowState(theme)
        self.steppers: list[Stepper] = []
        self._captions: list[QWidget] = []
        for place, answer in enumerate(ANSWERS):
            name = _("{answer}: {statement}", answer=_(answer), statement=statement)
            self._captions.append(label(theme, _(answer)))
            self.steppers.append(self._stepper(place, name))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, theme.pad(12), 0, theme.pad(12))
        self._grid.setHorizontalSpacing(theme.pad(BETWEEN))
        self._grid.setVerticalSpacing(theme.px(4))
        for widget in (self.statement, self.state, *self.steppers, *self._captions):
            widget.setParent(self)  # before it is shown: else it would be a window
        read_as(self, Role.Grouping, name=lambda: statement)
        self.fit(narrow=False, wide=MOST_WIDE, end=theme.px(STATE))

    def _stepper(self, place: int, name: str) -> Stepper:
        stepper = Stepper(self._theme, name)
        stepper.counted.connect(lambda value: self.counted.emit(place, value))
        stepper.done.connect(lambda: self.done.emit(place))
        stepper.moved.connect(lambda right, down: self.moved.emit(place, right, down))
        return stepper

    def least_wide(self) -> int:
        """Px of the longest word of the statement, which is not broken."""
        metrics = QFontMetricsF(self._theme.serif(20, 600))
        words = self.statement.text().split()
        return ceil(max(map(metrics.horizontalAdvance, words), default=0.0))

    def fit(self, *, narrow: bool, wide: int, end: int) -> None:
        """Put the statement above its numbers, each under its answer, where there is no room; else
        the numbers are so many px wide, at 100 %. end: px for what stands behind them.
        """
        most = self._theme.px(wide)
        self._grid.setColumnMinimumWidth(4, 0 if narrow else end)
        for stepper in self.steppers:
            stepper.setMaximumWidth(ANY_SIZE if narrow else most)
            stepper.setMinimumWidth(self._theme.px(LEAST_WIDE) if narrow else most)
        if narrow is self._narrow:
            return
        self._narrow = narrow
        grid = self._grid
        for widget in (self.statement, self.state, *self.steppers, *self._captions):
            grid.removeWidget(widget)
        for place, (caption, stepper) in enumerate(zip(self._captions, self.steppers, strict=True)):
            caption.setVisible(narrow)
            if narrow:
                grid.addWidget(caption, 1, place)
                grid.addWidget(stepper, 2, place)
            else:
                grid.addWidget(stepper, 0, place + 1)
        grid.setColumnStretch(0, 1)
        for column in (1, 2, 3):
            grid.setColumnStretch(column, int(narrow and column < len(ANSWERS)))
        if narrow:
            grid.addWidget(self.statement, 0, 0, 1, 3)
            grid.addWidget(self.state, 3, 0, 1, 3, Qt.AlignmentFlag.AlignTrailing)
        else:
            middle = Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(self.statement, 0, 0)
            grid.addWidget(self.state, 0, 4, middle | Qt.AlignmentFlag.AlignTrailing)

    def show_row(self, said: Checkout, row: Row, *, fixed: bool) -> None:
        """Show the numbers of this row."""
        for stepper, count in zip(self.steppers, row, strict=True):
            stepper.show_count(count, said.people)
            stepper.setEnabled(not fixed)
        self.state.show_row(said, row)


class Heads(QWidget):
    """What stands above the numbers of all rows: yes, partly, no."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._heads: list[QWidget] = []
        column = layouts.column(self, theme.px(8))
        grid = self._grid = QGridLayout()
        grid.setHorizontalSpacing(theme.pad(BETWEEN))
        grid.addWidget(label(theme, _("Statement")), 0, 0)
        grid.setColumnStretch(0, 1)
        for place, answer in enumerate(ANSWERS, 1):
            head = label(theme, _(answer))
            self._heads.append(head)
            grid.addWidget(head, 0, place)
        column.addLayout(grid)
        column.addWidget(Hairline(theme))

    def fit(self, wide: int, end: int) -> None:
        """Stand above numbers that are so many px wide, at 100 %, and have `end` px behind them."""
        self._grid.setColumnMinimumWidth(4, end)
        for head in self._heads:
            head.setFixedWidth(self._theme.px(wide))
