"""One number that is counted: typed, or changed by one. Empty is empty, and not nought."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.ui.commands import codes, has_key, is_pressed, press_of
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.announcement import announce
from storycircle.ui.widgets.display.card import antialiased, draw_sign, rounded
from storycircle.ui.widgets.display.direction import is_mirrored

_WIDE, _LEAST, _HIGH = 132, 84, 64  # px at 100 %
_FIGURE = 34  # px of the digits
_SIDE = 36  # px at each end that a click counts by
_SIGN = 11
_TENTH = 10


class Stepper(QWidget):
    """A number with a minus at its left and a plus at its right.

    counted: it is another one now; -1 where it is empty again. done: as many digits were typed as
    it can have. moved: an arrow was pressed, as places to the right and places down.
    """

    counted = Signal(int)
    done = Signal()
    moved = Signal(int, int)

    def __init__(self, theme: Theme, name: str) -> None:
        """name: what is counted, for a screen reader."""
        super().__init__()
        self._theme, self._name = theme, name
        self._value: int | None = None
        self._most = 9
        self._typing = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        read_as(self, Role.SpinBox, name=lambda: self._name, description=self._said)

    @property
    def value(self) -> int | None:
        """What was counted; None where nothing was."""
        return self._value

    def show_count(self, value: int | None, most: int) -> None:
        """Show a number. most: how many people there are; from ten on it may have two digits."""
        if (value, most) != (self._value, self._most):
            self._value, self._most = value, most
            self.update()

    def set_name(self, name: str) -> None:
        """Say otherwise what is counted."""
        self._name = name

    def _said(self) -> str:
        return _("not counted yet") if self._value is None else i18n.figures(self._value)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_WIDE), self._theme.px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(_LEAST), self._theme.px(_HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_pressed(event, keys.COUNT):
            self._type(codes(keys.COUNT).index(press_of(event).key))
        elif has_key(event, keys.ONE_MORE):
            self._step(1)
        elif has_key(event, keys.ONE_LESS):
            self._step(-1)
        elif is_pressed(event, keys.NOT_COUNTED):
            self._count(None)
        elif is_pressed(event, keys.UP):
            self.moved.emit(0, -1)
        elif is_pressed(event, keys.DOWN):
            self.moved.emit(0, 1)
        elif is_pressed(event, keys.LEFT, keys.RIGHT):
            on = is_pressed(event, keys.RIGHT) is not is_mirrored(self)
            self.moved.emit(1 if on else -1, 0)
        elif is_pressed(event, keys.ENTER):
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._typing = False
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x, side = event.position().x(), self._theme.px(_SIDE)
        if is_mirrored(self):
            x = self.width() - x
        if x < side:
            self._step(-1)
        elif x > self.width() - side:
            self._step(1)

    def _type(self, digit: int) -> None:
        """Take a digit: the first one, or a second one after it where there are so many people."""
        second = self._typing and self._value is not None and self._value < _TENTH
        whole = _TENTH * (self._value or 0) + digit if second else digit
        self._typing = not second
        self._count(whole, typed=True)
        if second or self._most < _TENTH or whole * _TENTH > self._most or not whole:
            self._typing = False
            self.done.emit()

    def _step(self, by: int) -> None:
        self._count(max(0, (self._value or 0) + by) if self._value is not None else max(0, by))
        announce(self, self._said())

    def _count(self, value: int | None, *, typed: bool = False) -> None:
        self._typing = typed and self._typing
        self.counted.emit(-1 if value is None else value)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette, focused = self._theme.palette, self.hasFocus()
            line = QPen(QColor(palette.teal if focused else palette.edge), 2 if focused else 1)
            rounded(painter, QRectF(self.rect()), 8, palette.paper, line)
            ink = palette.ink if self.isEnabled() else palette.ink_2
            self._paint_signs(painter, ink)
            painter.setPen(QColor(ink))
            painter.setFont(self._theme.serif(_FIGURE, 600))
            if self._value is not None:
                centre = Qt.AlignmentFlag.AlignCenter
                painter.drawText(self.rect(), centre, i18n.figures(self._value))
            elif focused:
                half, middle = self._theme.px(17), QPointF(self.rect().center())
                painter.setPen(QPen(QColor(palette.teal), 2))
                painter.drawLine(middle - QPointF(0, half), middle + QPointF(0, half))

    def _paint_signs(self, painter: QPainter, ink: str) -> None:
        size, inset = self._theme.px(_SIGN), self._theme.px(18)
        whole, mirrored, middle = self.width(), is_mirrored(self), self.height() / 2
        for sign, at in (("minus", inset), ("plus", whole - inset)):
            x = whole - at if mirrored else at
            draw_sign(painter, sign, QPointF(x, middle), size, ink, 1.5)
