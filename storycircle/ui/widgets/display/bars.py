"""Bars: the window's edge, a quiet bar at its top, and how far a stage has come.

The edge of the facilitator's window: a quiet line that asks whether someone has begun.

A quiet bar along the top: one sentence that stays, and what can be done about it.

How far a stage has come: a piece for each person, or one piece filled so far.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHideEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QRegion,
    QShowEvent,
)
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from storycircle.core.commands.command import Cap
from storycircle.core.i18n import _
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Act, Button
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.accessible import Role, read_as, read_quietly
from storycircle.ui.widgets.display.announcement import announce, announce_question
from storycircle.ui.widgets.display.card import antialiased, dashed, rounded
from storycircle.ui.widgets.display.direction import draw_line
from storycircle.ui.widgets.display.label import Text, TextLine, break_lines
from storycircle.ui.widgets.display.layouts import Flow
from storycircle.ui.widgets.ring.ring_model import Step

_SIDE = 24  # px at its left and right


class EdgeView(Struct, frozen=True):
    """Whether someone has begun, for how long nobody's time has run, and the two starts."""

    question: str
    since: str
    from_now: str
    from_before: str
    keys: tuple[Cap, Cap]


class EdgeBar(QWidget):
    """Lies along the foot of its parent, in one row or two, and takes no focus."""

    fromNow = Signal()
    fromBefore = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        read_as(self, Role.Grouping)
        self._theme = theme
        self._view: EdgeView | None = None
        self._free = 0
        palette = theme.palette
        self._question = Text(theme, "", theme.serif(17, 600), palette.ink, 24, lines=1)
        self._since = Text(theme, "", theme.sans(14), palette.ink_2, 20, lines=1)
        read_quietly(self._since)
        self._now = self._button("main", self.fromNow)
        self._before = self._button("second", self.fromBefore)
        words_row = layouts.row(spacing=theme.px(12))
        words_row.addWidget(self._question)
        words_row.addWidget(self._since, 1)
        buttons = Flow(theme.px(12), theme.px(8))
        buttons.addWidget(self._now)
        buttons.addWidget(self._before)
        self._halves = layouts.row(self, margins=(_SIDE, theme.pad(8), _SIDE, theme.pad(8)))
        self._halves.addLayout(words_row, 1)
        self._halves.addLayout(buttons)
        self.hide()

    def _button(self, kind: str, asked: Act) -> Button:
        button = Button(self._theme, "", kind=kind, padding=12, act=asked)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def show_view(self, view: EdgeView | None) -> None:
        """Ask, or ask no more."""
        if view == self._view:
            return
        self._view = view
        if view is None:
            self.hide()
            return
        self._question.setText(view.question)
        self._since.setText(view.since)
        self._now.set_text(view.from_now)
        self._before.set_text(view.from_before)
        self._now.set_key(view.keys[0])
        self._before.set_key(view.keys[1])
        self.setAccessibleName(view.question)
        self._place()
        if self.isHidden():
            self.show()
            self.raise_()
            answers = ((view.from_now, view.keys[0]), (view.from_before, view.keys[1]))
            # For translators: what a question is answered with, and the key that does so.
            choices = [_("{answer} with {key}", answer=words, key=key) for words, key in answers]
            announce_question(self, view.question, "", choices)

    def keep_free(self, beside: int) -> None:
        """Leave px free on the pane's side."""
        self._free = beside
        self._place()

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            wide = parent.width() - self._free
            beside = self._needed() <= wide - 2 * _SIDE
            direction = QBoxLayout.Direction
            self._halves.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
            self._halves.setSpacing(self._theme.pad(24 if beside else 6))
            high = self._halves.totalHeightForWidth(wide)
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self.setGeometry(self._free if mirrored else 0, parent.height() - high, wide, high)

    def _needed(self) -> int:
        """The width in px at which all of it stands beside each other."""
        words = self._question.sizeHint().width() + self._since.sizeHint().width()
        buttons = self._now.sizeHint().width() + self._before.sizeHint().width()
        return words + buttons + 2 * self._theme.px(12) + self._theme.pad(24)

    # While nothing is asked, it hears nothing of what it lies above: keys of whole pages come by.

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            parent.installEventFilter(self)
        self._place()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            parent.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with QPainter(self) as painter:
            palette = self._theme.palette
            painter.fillRect(self.rect(), QColor(palette.ember_soft))
            painter.fillRect(QRectF(0, 0, self.width(), 2), QColor(palette.ember))


Action = tuple[str, Callable[[], object]]
"""A button's words, and what it does."""


class TopBar(QWidget):
    """Takes no focus as it comes; calm is for what can wait, the other ground for what cannot."""

    def __init__(
        self, theme: Theme, actions: Sequence[Action], parent: QWidget | None = None, *, calm: bool
    ) -> None:
        super().__init__(parent)
        read_as(self, Role.Grouping)
        palette = theme.palette
        self._calm = calm
        self._ground = palette.sunk if calm else palette.warn_soft
        self._edge = palette.line if calm else palette.warn
        self.text = Text(theme, "", theme.sans(15), palette.ink, 22)
        row = Flow(theme.px(12), theme.px(6), self)
        row.setContentsMargins(theme.pad(32), theme.px(6), theme.pad(32), theme.px(6))
        row.add(self.text, 1)
        self.buttons = []
        for words, action in actions:
            button = Button(theme, words, padding=12, act=lambda _=False, act=action: act())
            if calm:
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
            self.buttons.append(button)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence, and read it out."""
        self.text.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
        announce(self, sentence, urgent=not self._calm)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(self._ground))
            painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(self._edge))


_GAP = 4  # px between two pieces
_AROUND = 4  # px above and below the bar: for its steps, so that nothing moves as they come
_WIDER = 2  # px that the bar grows by at either side half a minute before the end


class PieceState(StrEnum):
    HEARD = "heard"
    PASSED = "passed"
    RUNNING = "running"
    TO_COME = "to_come"
    WORK = "work"


class Piece(Struct, frozen=True):
    """A person, or a whole stage; used is the part filled, from 0 to 1. step: whether the end of
    its time is near, or there.
    """

    state: PieceState
    used: float = 0.0
    step: Step = Step.PLAIN


class BarView(Struct, frozen=True):
    """The pieces in turn, and the words below at the left and at the right."""

    pieces: tuple[Piece, ...] = ()
    left: str = ""
    right: str = ""


class _Words(Struct, frozen=True):
    """A line of words below the bar, with its width in px and its row from above."""

    text: str
    wide: float
    row: int
    at_right: bool = False


class StageBar(QWidget):
    """8 px high, with a line of words below. It grows wider half a minute before the end of its
    time, and has a line round it from the end on.
    """

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, on_paper: bool = False
    ) -> None:
        """on_paper: it lies on the window's paper, which it paints with itself: each second would
        else paint all that lies below it, up to the window.
        """
        super().__init__(parent)
        self._theme = theme
        self._ground = QColor(theme.palette.paper) if on_paper else None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, on_paper)
        self._view = BarView()
        self._laid: tuple[object, tuple[_Words, ...]] | None = None
        self._words = True
        self._bar = 8 if theme.scale < 1.5 else 12
        read_as(self, Role.StaticText, name=self.words)
        self._font, self._gap, self._step = theme.sans(14), theme.px(2), theme.px(20)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_view(self, view: BarView) -> None:
        """Draw another state. A part that has not grown by a pixel is not painted again."""
        if view == self._view:
            return
        said = (view.left, view.right) != (self._view.left, self._view.right)
        before, now = self._seen(self._view), self._seen(view)
        words = self._laid_words() if said else ()
        self._view = view
        if said:
            self._say_anew(words)
        if len(before) != len(now):
            self.update()
            return
        for index, (old, new) in enumerate(zip(before, now, strict=True)):
            if old != new:
                self.update(self._around(self._box(index)))

    def _say_anew(self, before: tuple["_Words", ...]) -> None:
        """Have the words painted that are others than before, or stand elsewhere."""
        now = self._laid_words()
        if len({one.row for one in before}) != len({one.row for one in now}):
            self.updateGeometry()
        for one in (*before, *now):
            if one not in before or one not in now:
                self.update(self._around_words(one))

    def _seen(self, view: BarView) -> tuple[object, ...]:
        """What of the pieces can be told from another state's: parts by their pixels."""
        count = max(1, len(view.pieces))
        wide = (self.width() - _GAP * (count - 1)) / count * self.devicePixelRatioF()
        parts = [(one.state, one.step, round(min(1.0, one.used) * wide)) for one in view.pieces]
        return tuple(parts)

    def _box(self, index: int) -> QRectF:
        """Where a piece is, without what stands out of it."""
        count = max(1, len(self._view.pieces))
        wide = (self.width() - _GAP * (count - 1)) / count
        flipped = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        place = count - 1 - index if flipped else index
        return QRectF(place * (wide + _GAP), _AROUND, wide, self._bar)

    @staticmethod
    def _around(box: QRectF) -> QRect:
        """All that a piece may cover."""
        return box.adjusted(-1, -_AROUND, 1, _AROUND).toAlignedRect()

    def words(self) -> str:
        """What stands below, for a screen reader that asks: it is another each second."""
        return ". ".join(text for text in (self._view.left, self._view.right) if text)

    def setWords(self, shown: bool) -> None:
        """Whether the words below are shown; low windows give them up."""
        self._words = shown
        self.updateGeometry()
        self.update()

    def _has_words(self) -> bool:
        return self._words and bool(self._view.left or self._view.right)

    def _left_lines(self, width: float) -> tuple[list[TextLine], bool]:
        """The lines of the words at the left, and whether those at the right stand beside them."""
        font, view = self._font, self._view
        if not view.left:
            return [], True
        right = QFontMetricsF(font).horizontalAdvance(view.right)
        left = QFontMetricsF(font).horizontalAdvance(view.left)
        beside = left + right + (16 if right else 0) <= width
        return [TextLine(view.left, left)] if beside else break_lines(
            view.left, font, width
        ), beside

    def _rows(self, width: float) -> int:
        """How many lines of words there are at a width."""
        if not self._has_words():
            return 0
        lines, beside = self._left_lines(width)
        return max(1, len(lines)) + (0 if beside or not self._view.right else 1)

    def heightForWidth(self, width: int) -> int:
        rows = self._rows(width)
        return self._thick + (self._gap + self._step * rows if rows else 0)

    @property
    def _thick(self) -> int:
        """Px of the bar with what is kept free for its steps."""
        return self._bar + 2 * _AROUND

    def sizeHint(self) -> QSize:
        height = self._thick + (self._gap + self._theme.px(20) if self._has_words() else 0)
        return QSize(self._theme.px(320), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        seen = event.region()
        with antialiased(self) as painter:
            if self._ground is not None:
                painter.fillRect(event.rect(), self._ground)
            for index, piece in enumerate(self._view.pieces):
                box = self._box(index)
                if seen.intersects(self._around(box)):
                    self._piece(painter, box, piece)
            if self._has_words() and seen.boundingRect().bottom() >= self._thick:
                self._paint_words(painter, seen)

    def _piece(self, painter: QPainter, box: QRectF, piece: Piece) -> None:
        palette = self._theme.palette
        if piece.step is Step.SOON:
            box = box.adjusted(0, -_WIDER, 0, _WIDER)
        elif piece.step is Step.OVER:
            line = box.adjusted(1, 1 - _AROUND, -1, _AROUND - 1)
            rounded(painter, line, line.height() / 2, "", QPen(QColor(palette.ember), 2))
            box = box.adjusted(_AROUND, 0, -_AROUND, 0)
        radius = box.height() / 2
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

    def _laid_words(self) -> tuple["_Words", ...]:
        """The words below, each where it stands; laid out once for what they say."""
        if not self._has_words():
            return ()
        key = (self._view.left, self._view.right, self.width())
        if self._laid is None or self._laid[0] != key:
            lines, beside = self._left_lines(self.width())
            words = [_Words(line.text, line.width, row) for row, line in enumerate(lines)]
            if self._view.right:
                wide = QFontMetricsF(self._font).horizontalAdvance(self._view.right)
                row = max(0, len(words) - 1) if beside else len(words)
                words.append(_Words(self._view.right, wide, row, at_right=True))
            self._laid = (key, tuple(words))
        return self._laid[1]

    def _left_of(self, words: "_Words") -> float:
        flipped = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return self.width() - words.wide if words.at_right != flipped else 0.0

    def _around_words(self, words: "_Words") -> QRect:
        """All that a line of words may cover, in whatever script."""
        aside, step = self._font.pixelSize() / 3, self._step
        top = self._thick + self._gap + words.row * step
        left = self._left_of(words) - aside
        box = QRectF(left, top - step / 2, words.wide + 2 * aside, 2 * step).toAlignedRect()
        box.setTop(max(self._thick, box.top()))  # the bar itself is painted by its pixels
        return box

    def _paint_words(self, painter: QPainter, seen: QRegion) -> None:
        metrics = QFontMetricsF(self._font)
        painter.setFont(self._font)
        painter.setPen(QColor(self._theme.palette.ink_2))
        middle = self._thick + self._gap + self._theme.px(10)
        base = middle + (metrics.ascent() - metrics.descent()) / 2
        for words in self._laid_words():
            if seen.intersects(self._around_words(words)):
                down = words.row * self._theme.px(20)
                draw_line(painter, QPointF(self._left_of(words), base + down), words.text)
