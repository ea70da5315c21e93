"""The eight questions beside the ring, of which one is open, with the field to note under it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.commands.command import Cap
from storycircle.core.i18n import _
from storycircle.core.lines.records import EIGHT_QUESTIONS
from storycircle.ui.commands import press_button
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.focus_ring import FocusRing
from storycircle.ui.widgets.controls.keycap import HintLine, with_caps
from storycircle.ui.widgets.controls.steady_press import SteadyPress
from storycircle.ui.widgets.controls.text_edit import Writing
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.card import antialiased, draw_sign
from storycircle.ui.widgets.display.direction import draw_line, is_mirrored, mirror
from storycircle.ui.widgets.display.label import break_lines
from storycircle.ui.widgets.display.tip import set_tip

_RING = 22  # px at 100 % of the number's ring
_INDENT = 31
_LINE, _HIGH = 20, 31
_NOTE = 0.4  # of the width, that the first words have at most


class InquiryQuestion(SteadyPress, QAbstractButton):
    """One of them: its number or a tick, and the first words noted. A press opens or closes it."""

    def __init__(self, theme: Theme, number: int, text: str, key: Cap) -> None:
        super().__init__()
        self._theme, self._number, self._words = theme, number, text
        self._note, self._open = "", False
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(_("{number}. {question}", number=number, question=text))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._key = key
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._ring = FocusRing(theme, self, 4)
        self.show_note("", opened=False)

    def show_note(self, note: str, *, opened: bool) -> None:
        """Show what is noted, and whether the field below is open."""
        self._note, self._open = " ".join(note.split()), opened
        self.setAccessibleDescription(i18n.joined((self._note, self._key), " · "))
        set_tip(self, self._note)
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_button(self, event):
            super().keyPressEvent(event)

    def _room(self, width: int) -> int:
        """Px for the words of the question."""
        left = width - self._theme.px(_INDENT)
        return left if self._open or not self._note else round(left * (1 - _NOTE))

    def heightForWidth(self, width: int) -> int:
        lines = len(break_lines(self._words, self._font(), max(1, self._room(width))))
        return max(self._theme.px(_HIGH), self._theme.px(_LINE) * lines + self._theme.px(8))

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self.heightForWidth(max(1, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(_HIGH))

    def _font(self) -> QFont:
        return self._theme.sans(15, 600 if self._open else 400)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette, px, whole = self._theme.palette, self._theme.px, self.width()
            mirrored, size = is_mirrored(self), self._theme.px(_RING)
            box = QRectF(
                mirror(1, size, whole, mirrored=mirrored), px(_HIGH - _RING) / 2, size, size
            )
            if self._note and not self._open:
                painter.setPen(QPen(QColor(palette.teal), 1 if palette.high_contrast else 0))
                painter.setBrush(QColor(palette.teal_soft))
                painter.drawEllipse(box)
                draw_sign(painter, "tick", box.center(), size * 0.5, palette.teal, px(2))
            else:
                painter.setPen(QPen(QColor(palette.edge), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(box)
                painter.setFont(self._theme.sans(13))
                painter.setPen(QColor(palette.ink_2))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, i18n.figures(self._number))
            font = self._font()
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            strong = self._open or bool(self._note) or self.underMouse()
            painter.setPen(QColor(palette.ink if strong else palette.ink_2))
            base = px(_HIGH) / 2 + (metrics.ascent() - metrics.descent()) / 2
            room = self._room(whole)
            for at, line in enumerate(break_lines(self._words, font, max(1, room))):
                left = mirror(px(_INDENT), line.width, whole, mirrored=mirrored)
                draw_line(painter, QPointF(left, base + at * px(_LINE)), line.text, of=self._words)
            if self._note and not self._open:
                self._draw_note(painter, whole - px(_INDENT) - room - px(8), base)

    def _draw_note(self, painter: QPainter, room: float, base: float) -> None:
        """The first words of the note, at the other end of the row."""
        font = self._theme.serif(15, italic=True)
        metrics = QFontMetricsF(font)
        cut = metrics.elidedText(self._note, Qt.TextElideMode.ElideRight, room)
        wide = metrics.horizontalAdvance(cut)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.palette.ink_2))
        left = mirror(self.width() - wide - 1, wide, self.width(), mirrored=is_mirrored(self))
        draw_line(painter, QPointF(left, base), cut, of=self._note)


class EightQuestions(QWidget):
    """pressed: one of them, from 1, is to be opened or closed. opened: which is; 0 for none."""

    pressed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = layouts.column(self, 0)
        one, last = keys.EIGHT.caps[0], keys.EIGHT.caps[-1]
        asked = _("Eight questions, if they help: {first} to {last}")
        column.addWidget(HintLine(theme, with_caps(asked, first=one, last=last)))
        self._rows = layouts.column(spacing=0)
        column.addLayout(self._rows)
        self.opened = 0
        self.rows: list[InquiryQuestion] = []
        for number, key in enumerate(keys.EIGHT.caps, 1):
            row = InquiryQuestion(theme, number, _(EIGHT_QUESTIONS[number - 1]), key)
            row.clicked.connect(partial(self.pressed.emit, number))
            self.rows.append(row)
            self._rows.addWidget(row)
        self.note = Writing(theme, grows=True)
        self.note.hide()

    def open(self, number: int) -> None:
        """Let one of them be open, with the field below it; 0 closes all."""
        self.opened = number
        self._rows.removeWidget(self.note)
        if number:
            self._rows.insertWidget(number, self.note)
            QWidget.setTabOrder(self.rows[number - 1], self.note)  # else it is the window's last
            self.note.setAccessibleName(_(EIGHT_QUESTIONS[number - 1]))
        self.note.setVisible(bool(number))

    def show_notes(self, notes: Sequence[str]) -> None:
        """Show what is noted under each."""
        for number, (row, note) in enumerate(zip(self.rows, notes, strict=True), 1):
            row.show_note(note, opened=number == self.opened)

    def take_focus(self, number: int) -> None:
        """To the field that is open, or to the row that was closed."""
        (self.note if self.opened else self.rows[number - 1]).setFocus()
