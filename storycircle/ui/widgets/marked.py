"""Text in which stretches are marked, underlined and tinted both: where two copies differ."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from storycircle.core.comparing import Piece
from storycircle.ui.theme.theme import Theme

_LINE_SEPARATOR = "\u2028"  # what a text layout breaks at


class MarkedText(QWidget):
    """Wraps; a marked stretch is bold, on warn-soft, with a line of 2 px below it."""

    def __init__(self, theme: Theme, pieces: Sequence[Piece], font: QFont, line: float) -> None:
        super().__init__()
        self._theme = theme
        self._line = theme.px(line)
        self._font = font
        self._layout = QTextLayout()
        self._ranges: list[tuple[int, int]] = []
        self._partners: tuple[MarkedText, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._set(pieces)

    def _set(self, pieces: Sequence[Piece]) -> None:
        text = "".join(piece.text for piece in pieces)
        self.setAccessibleName(text)
        marked = [piece.text.strip() for piece in pieces if piece.differs and piece.text.strip()]
        self.setAccessibleDescription(f"Differs: {'; '.join(marked)}" if marked else "")
        formats, at = [], 0
        for piece in pieces:
            if piece.differs:
                self._ranges.append((at, len(piece.text)))
                look = QTextCharFormat()
                look.setFontWeight(600)
                look.setBackground(QColor(self._theme.palette.warn_soft))
                stretch = QTextLayout.FormatRange()
                stretch.start, stretch.length, stretch.format = at, len(piece.text), look
                formats.append(stretch)
            at += len(piece.text)
        self._layout.setFont(self._font)
        self._layout.setText(text.replace("\n", _LINE_SEPARATOR))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setFormats(formats)

    def _lay(self, width: float) -> int:
        """Lay the text out in a width; its height in px."""
        self._layout.beginLayout()
        count = 0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            line.setPosition(QPointF(0, count * self._line + (self._line - line.height()) / 2))
            count += 1
        self._layout.endLayout()
        return max(1, count) * self._line

    def set_partners(self, others: Sequence["MarkedText"]) -> None:
        """Texts that stand beside this one: all are as high as the highest."""
        self._partners = tuple(other for other in others if other is not self)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self._lay(width), *(other._lay(width) for other in self._partners), 0)  # noqa: SLF001 (their own kind)

    def sizeHint(self) -> QSize:
        return QSize(240, self._lay(self.width() or 240))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._line)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        self._lay(self.width())
        painter = QPainter(self)
        painter.setPen(QColor(self._theme.palette.ink))
        self._layout.draw(painter, QPointF(0, 0))
        for start, length in self._ranges:
            self._underline(painter, start, start + length)
        painter.end()

    def _underline(self, painter: QPainter, start: int, end: int) -> None:
        text = self._layout.text()
        for place in range(self._layout.lineCount()):
            line = self._layout.lineAt(place)
            first = max(start, line.textStart())
            last = min(end, line.textStart() + line.textLength())
            last -= len(text[first:last]) - len(text[first:last].rstrip())
            if first < last:
                left, right = (_x(line.cursorToX(at)) for at in (first, last))
                foot = round(line.y() + line.height()) - 1
                box = QRectF(min(left, right), foot, abs(right - left), 2)
                painter.fillRect(box, QColor(self._theme.palette.warn))


def _x(found: object) -> float:
    """PySide gives the place alone, or with the cursor's own."""
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]
