"""How far a stage has come: a piece for each person, or one piece filled so far."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.sign import dashed, rounded

_GAP = 4  # px between two pieces


class PieceState(StrEnum):
    HEARD = "heard"
    PASSED = "passed"
    RUNNING = "running"
    TO_COME = "to come"
    WORK = "at work"


@dataclass(frozen=True)
class Piece:
    """A person, or a whole stage; used is the part filled, from 0 to 1."""

    state: PieceState
    used: float = 0.0


@dataclass(frozen=True)
class BarView:
    """The pieces in turn, and the words below at the left and at the right."""

    pieces: tuple[Piece, ...] = ()
    left: str = ""
    right: str = ""


class StageBar(QWidget):
    """8 px high, with a line of words below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = BarView()
        self._words = True
        self._bar = 8 if theme.scale < 1.5 else 12
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_view(self, view: BarView) -> None:
        """Draw another state."""
        if view != self._view:
            words = bool(view.left or view.right) != bool(self._view.left or self._view.right)
            self._view = view
            self.setAccessibleName(". ".join(text for text in (view.left, view.right) if text))
            if words:
                self.updateGeometry()
            self.update()

    def setWords(self, shown: bool) -> None:
        """Whether the words below are shown; low windows give them up."""
        self._words = shown
        self.updateGeometry()
        self.update()

    def _has_words(self) -> bool:
        return self._words and bool(self._view.left or self._view.right)

    def sizeHint(self) -> QSize:
        height = self._bar + (self._theme.px(26) if self._has_words() else 0)
        return QSize(self._theme.px(320), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        count = max(1, len(self._view.pieces))
        wide = (self.width() - _GAP * (count - 1)) / count
        flipped = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for index, piece in enumerate(self._view.pieces):
            place = count - 1 - index if flipped else index
            self._piece(painter, QRectF(place * (wide + _GAP), 0, wide, self._bar), piece)
        if self._has_words():
            self._paint_words(painter, flipped=flipped)
        painter.end()

    def _piece(self, painter: QPainter, box: QRectF, piece: Piece) -> None:
        palette, radius = self._theme.palette, box.height() / 2
        if piece.state == PieceState.PASSED:
            rounded(painter, box, radius, "", dashed(palette.ink_2, 1))
            return
        if palette.high_contrast and piece.state != PieceState.HEARD:
            # Line is as strong as ink there: what is to come is an outline, not a filled bar.
            rounded(painter, box, radius, "", QPen(QColor(palette.edge), 1))
        else:
            heard = piece.state == PieceState.HEARD
            rounded(painter, box, radius, palette.teal if heard else palette.line, None)
        if piece.state in (PieceState.RUNNING, PieceState.WORK) and piece.used > 0:
            colour = palette.ember if piece.state == PieceState.RUNNING else palette.teal
            filled = QRectF(box)
            filled.setWidth(box.width() * min(1.0, piece.used))
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                filled.moveRight(box.right())
            whole = QPainterPath()
            whole.addRoundedRect(box, radius, radius)
            part = QPainterPath()
            part.addRect(filled)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawPath(whole.intersected(part))

    def _paint_words(self, painter: QPainter, *, flipped: bool) -> None:
        font = self._theme.sans(14)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.palette.ink_2))
        middle = self._bar + self._theme.px(6 + 10)
        base = middle + (metrics.ascent() - metrics.descent()) / 2
        right = metrics.horizontalAdvance(self._view.right)
        room = self.width() - right - (16 if right else 0)
        left = metrics.elidedText(self._view.left, Qt.TextElideMode.ElideRight, max(0.0, room))
        ends = (0.0, self.width() - right)
        if flipped:
            ends = (self.width() - metrics.horizontalAdvance(left), 0.0)
        painter.drawText(QPointF(ends[0], base), left)
        painter.drawText(QPointF(ends[1], base), self._view.right)
