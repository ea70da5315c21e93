"""A choice of one: segments, or a longer list.

A choice of one: joined segments, the chosen one teal with a tick.

One of a longer list, opened by its field: a heading, a printer, a language.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QRadioButton, QSizePolicy, QWidget

from storycircle.core.commands.command import NO_CAP, Cap
from storycircle.ui.commands import press_button
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.focus_ring import FocusRing
from storycircle.ui.widgets.controls.keycap import cap_size, draw_cap
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.card import antialiased, draw_sign, rounded


class _Segment(QRadioButton):
    """A radio button that looks like a part of a bar: Qt's own arrow keys and reading aloud."""

    def __init__(self, theme: Theme, text: str, key: Cap, *, ticked: bool) -> None:
        super().__init__()
        self._theme = theme
        self._words = ""
        self._key = key
        self._ticked = ticked
        self._high = theme.px(20) + theme.pad(20)
        self.first = False
        self.last = False
        self.setFont(theme.sans(14, 600) if ticked else theme.sans(14.5, 600))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_words(text)

    def set_words(self, text: str) -> None:
        self._words = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_button(self, event, enter=False):
            super().keyPressEvent(event)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def _parts(self) -> tuple[float, float, float]:
        """Widths in px of the tick with its gap, the words, and the cap with its gap."""
        tick = self._theme.px(20) if self._ticked and self.isChecked() else 0
        words = QFontMetricsF(self.font()).horizontalAdvance(self._words)
        cap = cap_size(self._theme, self._key)[0] + self._theme.px(10) if self._key else 0
        return tick, words, cap

    def sizeHint(self) -> QSize:
        _, words, cap = self._parts()
        tick = self._theme.px(20) if self._ticked else 0
        return QSize(round(words + cap + tick) + self._theme.pad(24), self._high)

    def minimumSizeHint(self) -> QSize:
        _, words, cap = self._parts()
        return QSize(round(words + cap) + self._theme.pad(14), self._high)

    def _outline(self, rect: QRectF, radius: float) -> QPainterPath:
        """The box, round only at the ends of the whole bar."""
        path = QPainterPath()
        path.addRoundedRect(rect, radius, radius)
        square = QPainterPath()
        flipped = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        leftmost, rightmost = (self.last, self.first) if flipped else (self.first, self.last)
        if not leftmost:
            square.addRect(QRectF(rect.left(), rect.top(), radius, rect.height()))
        if not rightmost:
            square.addRect(QRectF(rect.right() - radius, rect.top(), radius, rect.height()))
        return path.united(square)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette = self._theme.palette
            on = self.isChecked()
            # Neighbours share one line: each but the first is drawn a pixel further left.
            flipped = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            left = 0.5 if (self.last if flipped else self.first) else -0.5
            rect = QRectF(self.rect()).adjusted(left, 0.5, -0.5, -0.5)
            ground = palette.teal if on else palette.sunk if self.underMouse() else palette.paper
            painter.setPen(QPen(QColor(palette.edge), 1))
            painter.setBrush(QColor(ground))
            painter.drawPath(self._outline(rect, 7.5))
            ink = palette.on if on else palette.ink
            tick, words, cap = self._parts()
            at = (self.width() - tick - words - cap) / 2
            middle = self.height() / 2
            if tick:
                centre = QPointF(at + self._theme.px(7), middle)
                draw_sign(painter, "tick", centre, self._theme.px(12), ink, self._theme.px(2))
            metrics = QFontMetricsF(self.font())
            base = middle + (metrics.ascent() - metrics.descent()) / 2
            painter.setFont(self.font())
            painter.setPen(QColor(ink))
            painter.drawText(QPointF(at + tick, base), self._words)
            if cap:
                edge = ink if on else palette.ink_2
                start = at + tick + words + self._theme.px(10)
                draw_cap(painter, self._theme, self._key, start, middle, ink, edge)


class Choice(QWidget):
    """Options as (value, label); arrow keys move, each move chooses.

    chosenAgain: what was chosen already was pressed once more.
    """

    chosen = Signal(str)
    chosenAgain = Signal(str)

    def __init__(
        self,
        theme: Theme,
        options: Sequence[tuple[str, str]],
        *,
        ticked: bool = True,
        keys: Mapping[str, Cap] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._segments: dict[str, _Segment] = {}
        self._before = ""  # what was chosen as a segment was pressed
        row = layouts.row(self, 0)
        for index, (value, label) in enumerate(options):
            segment = _Segment(theme, label, (keys or {}).get(value, NO_CAP), ticked=ticked)
            segment.first = index == 0
            segment.last = index == len(options) - 1
            segment.toggled.connect(lambda on, value=value: self._report(on, value))
            segment.pressed.connect(self._note)
            segment.clicked.connect(lambda _on, value=value: self._again(value))
            self._segments[value] = segment
            row.addWidget(segment, 1)
            # Round the whole bar: the segments leave no room between them.
            FocusRing(theme, segment, 8, around=self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if options:
            self.setFocusProxy(self._segments[options[0][0]])

    def _report(self, on: bool, value: str) -> None:
        if on:
            self.setFocusProxy(self._segments[value])
            self.chosen.emit(value)

    def _note(self) -> None:
        self._before = self.value()

    def _again(self, value: str) -> None:
        if value == self._before:
            self.chosenAgain.emit(value)

    def value(self) -> str:
        """The chosen value; "" while none is."""
        return next((value for value, part in self._segments.items() if part.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Show a value as chosen, without a signal; "" shows none."""
        if value == self.value():
            return
        for key, segment in self._segments.items():
            segment.blockSignals(True)
            segment.setAutoExclusive(False)
            segment.setChecked(key == value)
            segment.setAutoExclusive(True)
            segment.blockSignals(False)
            segment.update()
        if value in self._segments:
            self.setFocusProxy(self._segments[value])

    def set_label(self, value: str, label: str) -> None:
        """Other words for one option."""
        self._segments[value].set_words(label)


class Pick(QComboBox):
    """40 high; options as (value, label)."""

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        options: Sequence[tuple[str, str]] = (),
        *,
        serif: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFont(theme.serif(17) if serif else theme.sans(16))
        self.setFixedHeight(theme.px(40))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.set_options(options)
        self.activated.connect(lambda _: self.chosen.emit(self.value()))

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Another list; the first is shown, without a signal."""
        self.clear()
        for value, label in options:
            self.addItem(label, value)

    def value(self) -> str:
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Show a value, without the signal chosen; one that is not listed shows none."""
        self.setCurrentIndex(self.findData(value))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(96), self._theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette = self._theme.palette
            focus = self.hasFocus()
            pen = QPen(QColor(palette.teal), 2) if focus else QPen(QColor(palette.edge), 1)
            rounded(painter, QRectF(self.rect()), 6, palette.paper, pen)
            painter.setFont(self.font())
            painter.setPen(QColor(palette.ink))
            inside = self.rect().adjusted(12, 0, -self._theme.px(32), 0)
            words = painter.fontMetrics().elidedText(
                self.currentText(), Qt.TextElideMode.ElideRight, inside.width()
            )
            painter.drawText(
                inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words
            )
            at = QPointF(self.width() - self._theme.px(18), self.height() / 2)
            draw_sign(painter, "below", at, self._theme.px(12), palette.ink, self._theme.px(2))
