"""The cards of one heading: a list that is drawn, dragged and keyed; a thousand are no work."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct, field
from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    QStringListModel,
    Qt,
)
from PySide6.QtGui import QColor, QDrag, QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from storycircle.core.headings import Card
from storycircle.core.i18n import _
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.card import antialiased, dashed, rounded
from storycircle.ui.widgets.display.direction import draw_line, is_mirrored, mirror
from storycircle.ui.widgets.display.label import break_lines
from storycircle.ui.widgets.display.tip import plain_tip

CARRIED = "application/x-storycircle-action"
GAP = 8  # px at 100 % between two cards, and at their sides
_LINE = 19
_PAD = 8
_SIDE = 12
_COMPACT = 2  # lines
_REMEMBERED = 5_000  # texts laid out

Index = QModelIndex | QPersistentModelIndex


class Marks(Struct, frozen=True):
    """What is marked on the board: the chosen card, whether it is carried, and those alike."""

    chosen: str = ""
    carried: bool = False
    alike: frozenset[str] = field(default_factory=frozenset)


class CardsModel(QStringListModel):
    """Cards as values; screen readers read the same. Qt itself counts the rows: a view asks for
    that twice for each row that it lays out.
    """

    def __init__(self) -> None:
        super().__init__()
        self.cards: tuple[Card, ...] = ()

    def show_cards(self, cards: Sequence[Card]) -> None:
        if tuple(cards) != self.cards:
            self.cards = tuple(cards)
            self.setStringList([""] * len(self.cards))

    def row_of(self, action: str) -> int:
        """The row of an action; -1 where it is not here."""
        return next((row for row, card in enumerate(self.cards) if card.action == action), -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        card = self.cards[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return card.wording
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(card.wording)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _(
                "Circle {number}, action {place}: {wording}",
                number=card.number,
                place=card.place,
                wording=card.wording,
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.NoItemFlags
        card = flag.ItemIsSelectable | flag.ItemIsEnabled | flag.ItemNeverHasChildren
        return card | flag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [CARRIED]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return carrying([self.cards[index.row()] for index in indexes])


def carrying(cards: Sequence[Card]) -> QMimeData:
    """What is carried while these cards are dragged."""
    data = QMimeData()
    data.setData(CARRIED, "\n".join(card.action for card in cards).encode())
    return data


def carried_in(data: QMimeData) -> tuple[str, ...]:
    """The ids of the actions that are dropped."""
    return tuple(bytes(data.data(CARRIED).data()).decode().split("\n"))


def drag_cards(source: QWidget, theme: Theme, cards: Sequence[Card]) -> None:
    """Drag cards from a widget until they are let go."""
    drag_of(source, theme, cards).exec(Qt.DropAction.MoveAction)


_DRAGGED = 260, 34  # px at 100 %
_OFF = 14, 12  # px at 100 % from the pointer


def drag_of(source: QWidget, theme: Theme, cards: Sequence[Card]) -> QDrag:
    """A drag that shows the first line of the first card, beside and below the pointer: it covers
    nothing of where the card goes.
    """
    px, palette, first = theme.px, theme.palette, cards[0]
    ratio = source.devicePixelRatioF()
    wide, high = px(_DRAGGED[0]), px(_DRAGGED[1])
    picture = QPixmap(round(wide * ratio), round(high * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    number = f"{first.number} +{len(cards) - 1}" if len(cards) > 1 else str(first.number)
    with antialiased(picture) as painter:
        rounded(
            painter, QRectF(0, 0, wide, high), 8, palette.surface, QPen(QColor(palette.teal), 2)
        )
        painter.setFont(theme.sans(14, 600))
        painter.setPen(QColor(palette.teal))
        box = QRectF(px(12), 0, wide - 2 * px(12), high)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, number)
        box.setLeft(box.left() + QFontMetricsF(painter.font()).horizontalAdvance(number) + px(9))
        painter.setFont(theme.serif(15))
        painter.setPen(QColor(palette.ink))
        text = " ".join(first.wording.split())
        elide = Qt.TextElideMode.ElideRight
        line = QFontMetricsF(painter.font()).elidedText(text, elide, box.width())
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, line)
    drag = QDrag(source)
    drag.setMimeData(carrying(cards))
    drag.setPixmap(picture)
    drag.setHotSpot(QPoint(-px(_OFF[0]), -px(_OFF[1])))
    return drag


class CardDrawing(QStyledItemDelegate):
    """Draws cards: the circle's number in teal, the report's wording in full or in two lines."""

    def __init__(self, theme: Theme, view: QWidget) -> None:
        super().__init__(view)
        self._theme = theme
        self.compact = False
        self.marks = Marks()
        self.digits = 1
        self._laid: dict[tuple[str, int, bool, int], list[str]] = {}

    def height(self, card: Card, width: int, *, compact: bool) -> int:
        """A card with the gap below it, in px; width is the column's."""
        px = self._theme.px
        lines = len(self._lines(card.wording, width, compact=compact))
        least = _COMPACT if compact else 1
        return px(_LINE) * max(least, lines) + 2 * px(_PAD) + px(GAP)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = option.rect.width() or _width(self.parent())
        card = index.model().cards[index.row()]  # type: ignore[attr-defined]
        return QSize(width, self.height(card, width, compact=self.compact))

    def _text_left(self) -> int:
        number = QFontMetricsF(self._theme.sans(14, 600)).horizontalAdvance("0" * self.digits)
        return self._theme.px(GAP + _SIDE) + round(number) + self._theme.px(9)

    @property
    def gap(self) -> int:
        """Below a card, in px."""
        return self._theme.px(GAP)

    def _lines(self, text: str, width: int, *, compact: bool) -> list[str]:
        """The lines of a card: what was laid out once is remembered."""
        key = (text, width, compact, self.digits)
        if key not in self._laid:
            if len(self._laid) >= _REMEMBERED:
                self._laid.clear()
            self._laid[key] = self._lay(text, width, compact=compact)
        return self._laid[key]

    def _lay(self, text: str, width: int, *, compact: bool) -> list[str]:
        font = self._theme.serif(15)
        room = width - self._text_left() - self._theme.px(GAP + 10)
        lines = [line.text for line in break_lines(text, font, max(40, room))]
        if compact and len(lines) > _COMPACT:
            rest = " ".join(lines[_COMPACT - 1 :])
            elide = Qt.TextElideMode.ElideRight
            lines[_COMPACT - 1 :] = [QFontMetricsF(font).elidedText(rest, elide, max(40, room))]
        return lines

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: Any = option.rect
        card: Card = index.model().cards[index.row()]  # type: ignore[attr-defined]
        bottom = _bottom(self.parent())
        if box.bottom() - self._theme.px(GAP) > bottom and box.top() > 0:
            return  # a card that does not fit is counted below, not cut in two
        theme, palette = self._theme, self._theme.palette
        gap = theme.px(GAP)
        frame = QRectF(box.left() + gap, box.top(), box.width() - 2 * gap, box.height() - gap)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rounded(painter, frame, 8, self._ground(card), self._pen(card))
        painter.setFont(theme.sans(14, 600))
        painter.setPen(QColor(palette.teal))
        metrics = QFontMetricsF(painter.font())
        number = str(card.number)
        right = box.left() + self._text_left() - theme.px(9)
        top = box.top() + theme.px(_PAD)
        base = (theme.px(_LINE) + metrics.ascent() - metrics.descent()) / 2
        wide = metrics.horizontalAdvance(number)
        at = mirror(right - wide, wide, _width(self.parent()), mirrored=self._mirrored())
        draw_line(painter, QPointF(at, top + base), number)
        self._write(painter, card, QPointF(box.left() + self._text_left(), top), box.width())
        painter.restore()

    def _write(self, painter: QPainter, card: Card, at: QPointF, width: int) -> None:
        font = self._theme.serif(15)
        metrics = QFontMetricsF(font)
        line = self._theme.px(_LINE)
        rise = (line + metrics.ascent() - metrics.descent()) / 2
        painter.setFont(font)
        painter.setPen(QColor(self._theme.palette.ink))
        for place, text in enumerate(self._lines(card.wording, width, compact=self.compact)):
            wide = metrics.horizontalAdvance(text)
            left = mirror(at.x(), wide, _width(self.parent()), mirrored=self._mirrored())
            base = at.y() + place * line + rise
            draw_line(painter, QPointF(left, base), text, of=card.wording)

    def _mirrored(self) -> bool:
        view = self.parent()
        return isinstance(view, QWidget) and is_mirrored(view)

    def _ground(self, card: Card) -> str:
        palette = self._theme.palette
        carried = self.marks.carried and card.action == self.marks.chosen
        return palette.teal_soft if carried else palette.surface

    def _pen(self, card: Card) -> QPen:
        palette = self._theme.palette
        if card.action == self.marks.chosen:
            return QPen(QColor(palette.teal), 2)
        if card.action in self.marks.alike:
            return dashed(palette.teal, 1.5, 4, 3)
        return QPen(QColor(palette.line), 1)


def _width(view: Any) -> int:
    return int(view.viewport().width())


def _bottom(view: Any) -> int:
    return int(view.viewport().height())
