"""The head of a heading on the board: its name, its count, and the key that sends a card there."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from storycircle.ui.screens.board_cards import CARRIED
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.keycap import cap_size, draw_cap
from storycircle.ui.widgets.sign import rounded
from storycircle.ui.widgets.text import break_lines
from storycircle.ui.widgets.tip import set_tip

_LINE = 19
_LINES = 2


class HeadingHead(QWidget):
    """Two lines of its name. pressed: it has the keyboard. keyed: a key that is the board's.

    dropped: an action's id. Double-click and F2 ask to rename it.
    """

    pressed = Signal()
    keyed = Signal(int)
    renameRequested = Signal()
    dropped = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.heading = ""
        self._name, self._count, self._key = "", 0, ""
        self._carried = self._chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_heading(self, heading: str, name: str, count: int, key: str) -> None:
        """The heading, the name it is shown under, its count, and its key while one is carried."""
        self.heading = heading
        self._name, self._count, self._key = name, count, key
        self.setAccessibleName(f"{name}, {count} action{'' if count == 1 else 's'}")
        set_tip(self, name)
        self.update()

    def set_state(self, *, chosen: bool, carried: bool) -> None:
        """chosen: its cards are those shown. carried: the arrows move it."""
        if (chosen, carried) != (self._chosen, self._carried):
            self._chosen, self._carried = chosen, carried
            self.update()

    def sizeHint(self) -> QSize:
        px = self._theme.px
        return QSize(px(120), px(_LINE) * _LINES + px(14))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held or key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_F2 and self.heading:
            self.renameRequested.emit()
        else:
            self.keyed.emit(key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        if self.heading:
            self.renameRequested.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.pressed.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(CARRIED):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(bytes(event.mimeData().data(CARRIED).data()).decode())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        px, palette = self._theme.px, self._theme.palette
        top, side = px(7), px(12)
        right = self.width() - side
        font = self._theme.serif(17, 600)
        metrics = QFontMetricsF(font)
        count = f"{self._count:,}"
        base = top + (px(_LINE) + metrics.ascent() - metrics.descent()) / 2
        painter.setFont(font)
        painter.setPen(QColor(palette.ink_2))
        room = right - metrics.horizontalAdvance(count)
        painter.drawText(QPointF(room, base), count)
        if self._key:
            wide = cap_size(self._theme, self._key)[0]
            middle = top + px(_LINE) * 1.5 + 2
            draw_cap(
                painter, self._theme, self._key, right - wide, middle, palette.ink, palette.teal
            )
            room = min(room, right - wide)
        self._write(painter, side, top, room - px(8) - side)
        painter.end()

    def _write(self, painter: QPainter, left: int, top: int, room: float) -> None:
        font = self._theme.sans(15, 600)
        metrics = QFontMetricsF(font)
        lines = [line.text for line in break_lines(self._name, font, max(40.0, room))]
        if len(lines) > _LINES:
            rest = " ".join(lines[_LINES - 1 :])
            lines[_LINES - 1 :] = [metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room)]
        line = self._theme.px(_LINE)
        rise = (line + metrics.ascent() - metrics.descent()) / 2
        painter.setFont(font)
        painter.setPen(QColor(self._theme.palette.ink))
        for place, text in enumerate(lines):
            painter.drawText(QPointF(left, top + place * line + rise), text)

    def _paint_ground(self, painter: QPainter) -> None:
        palette = self._theme.palette
        box = QRectF(self.rect()).adjusted(4, 1, -4, -1)
        if self.hasFocus():
            ground = palette.teal_soft if self._carried else ""
            rounded(painter, box, 8, ground, QPen(QColor(palette.teal), 2))
        elif self._chosen:
            rounded(painter, box, 8, palette.surface, QPen(QColor(palette.edge), 1))
