"""The list of recommendations under their headings, gone through by keys and dragged like cards."""

import math
from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.ui.commands import OF_A_LIST, codes, has_key, is_pressed, press_of
from storycircle.ui.organiser.recommend.view_model import AdviceRow, HeadingRow, ListRow
from storycircle.ui.theme import theme as faces
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.chip import ChipKind, chip_width, draw_chip
from storycircle.ui.widgets.display.card import antialiased, draw_sign, rounded
from storycircle.ui.widgets.display.direction import draw_line, is_mirrored, mirror
from storycircle.ui.widgets.display.label import break_lines
from storycircle.ui.widgets.display.scroll_area import (
    bring_into_view,
    let_rows_scroll,
    room_beside_bar,
)
from storycircle.ui.widgets.display.tip import plain_tip

Index = QModelIndex | QPersistentModelIndex
CARRIED = "application/x-storycircle-recommendation"
_LETTER, _BEARS = 44, 200  # px at 100 % of the columns
_LINE, _SMALL, _PAD, _GROUP = 24, 20, 6, 44
_CHIP, _SIGN = 24, 20  # px at 100 %: how high a chip is, and what a heading leaves for its sign
_NARROW = 520  # px at 100 %: narrower, what bears one stands below it


class _Rows(QStringListModel):
    """The rows as values; screen readers read them here. Qt itself counts them: a view asks for
    that twice for each row that it lays out.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[ListRow] = ()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, roles = self.rows[index.row()], Qt.ItemDataRole
        if isinstance(row, HeadingRow):
            words = i18n.joined((row.title, row.said), ", ")
            return words if role in (roles.DisplayRole, roles.AccessibleTextRole) else None
        if role == roles.DisplayRole:
            return row.one.text
        if role == roles.ToolTipRole:
            return plain_tip(row.one.text)
        if role == roles.AccessibleTextRole:
            return _("{letter}: {text}", letter=row.letter, text=words_of(row))
        if role == roles.AccessibleDescriptionRole:
            return i18n.joined((*row.one.points, row.bears), ", ")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        row = self.rows[index.row()] if index.isValid() else None
        if not isinstance(row, AdviceRow):
            return (
                flag.ItemIsEnabled | flag.ItemIsSelectable if is_stop(row) else flag.ItemIsEnabled
            )
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled

    def show(self, rows: Sequence[ListRow]) -> None:
        """These and no others."""
        self.rows = rows
        self.setStringList([""] * len(rows))


def is_stop(row: ListRow | None) -> bool:
    """Whether the keyboard stops at a row: a recommendation, or a heading that is folded."""
    return isinstance(row, AdviceRow) or (isinstance(row, HeadingRow) and row.folded)


def words_of(row: AdviceRow) -> str:
    """The words of a recommendation; that there are none yet."""
    return row.one.text or _("nothing written yet")


class AdviceList(QListView):
    """Up and down go through the recommendations. moved: the keyboard is at another one.

    carried: an id, the heading it goes to, and its place there. stepped: an id, by how many places.
    sent: an id, and the number of a heading, from 1. foldRequested: a heading is to be folded, or
    opened.
    """

    moved = Signal(object)
    carried = Signal(str, str, int)
    stepped = Signal(str, int)
    sent = Signal(str, int)
    foldRequested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.model_ = _Rows()
        self.setModel(self.model_)
        self._drawing = _Drawing(theme, self)
        self._sending = False
        self.setItemDelegate(self._drawing)
        self.setAccessibleName(_("Recommendations"))
        let_rows_scroll(self)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)

    @property
    def rows(self) -> Sequence[ListRow]:
        """The rows that are shown."""
        return self.model_.rows

    @property
    def current(self) -> AdviceRow | None:
        """The recommendation that the keyboard is at."""
        place = self.currentIndex().row()
        row = self.rows[place] if 0 <= place < len(self.rows) else None
        return row if isinstance(row, AdviceRow) else None

    @property
    def folded_here(self) -> HeadingRow | None:
        """The folded heading that the keyboard is at."""
        place = self.currentIndex().row()
        row = self.rows[place] if 0 <= place < len(self.rows) else None
        return row if isinstance(row, HeadingRow) and row.folded else None

    @property
    def sending(self) -> bool:
        """Whether the number of a heading is waited for."""
        return self._sending

    def show_rows(
        self, rows: Sequence[ListRow], wanted: str = "", heading: str | None = None
    ) -> None:
        """Show these; the keyboard stays where it is, or goes to the one wanted, or to a folded
        heading.
        """
        before, folded, at = self.current, self.folded_here, self.verticalScrollBar().value()
        if rows != self.rows:
            self._drawing.forget()
            self.model_.show(rows)
            self.verticalScrollBar().setValue(at)
        policy = Qt.FocusPolicy
        stops = any(map(is_stop, rows))
        self.setFocusPolicy(policy.StrongFocus if stops else policy.NoFocus)
        if not wanted and heading is None and folded is not None:
            heading = folded.heading
        self.go_to(wanted or (before.one.id if before is not None else ""), heading)

    def go_to(self, id_: str, heading: str | None = None) -> None:
        """Let the keyboard be at a recommendation, else at a folded heading, else at the first."""
        stops = [n for n, row in enumerate(self.rows) if is_stop(row)]
        here = [n for n in stops if id_ and self._id(n) == id_]
        titles = [n for n in stops if not self._id(n) and self._heading(n) == heading]
        for place in (here or titles or stops)[:1]:
            self.setCurrentIndex(self.model_.index(place, 0))
        if not stops:
            self.moved.emit(None)

    def _heading(self, place: int) -> str:
        row = self.rows[place]
        return row.heading if isinstance(row, HeadingRow) else row.one.heading

    def _id(self, place: int) -> str:
        row = self.rows[place]
        return row.one.id if isinstance(row, AdviceRow) else ""

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._sending = False
        self.viewport().update()
        if current.isValid() and self.hasFocus():
            self.scrollTo(current)
            bring_into_view(self, self.visualRect(current))
        self.moved.emit(self.current)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, held: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Qt's own moves, past the titles of headings."""
        index = super().moveCursor(action, held)
        kinds = QAbstractItemView.CursorAction
        down = action in (kinds.MoveDown, kinds.MovePageDown, kinds.MoveHome, kinds.MoveNext)
        place = index.row()
        while 0 <= place < len(self.rows) and not is_stop(self.rows[place]):
            place += 1 if down else -1
        if not 0 <= place < len(self.rows):
            return self.currentIndex()
        return self.model_.index(place, 0)

    # Keys.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        one = self.current
        if self._sending and is_pressed(event, keys.ADVICE_TO) and one is not None:
            self._sending = False
            self.sent.emit(one.one.id, codes(keys.ADVICE_TO).index(press_of(event).key) + 1)
        elif one is not None and is_pressed(event, keys.ADVICE_UP, keys.ADVICE_DOWN):
            self.stepped.emit(one.one.id, -1 if has_key(event, keys.ADVICE_UP) else 1)
        elif event.key() in OF_A_LIST and not event.modifiers():
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A heading that is pressed folds, or opens."""
        place = self.indexAt(event.position().toPoint()).row()
        row = self.rows[place] if 0 <= place < len(self.rows) else None
        if isinstance(row, HeadingRow):
            if row.count:
                self.foldRequested.emit(row.heading)
        else:
            super().mousePressEvent(event)

    def wait_for_number(self) -> None:
        """Wait for the number of a heading, to which the one in hand goes; or no more."""
        self._sending = not self._sending and self.current is not None

    def stop_sending(self) -> bool:
        """Wait for no number any more; whether one was waited for."""
        was, self._sending = self._sending, False
        return was

    # Dragging.

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: ARG002
        one = self.current
        if one is not None:
            drag = QDrag(self)
            drag.setMimeData(carrying(one.one.id))
            drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(CARRIED):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(CARRIED):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        id_ = bytes(event.mimeData().data(CARRIED).data()).decode()
        event.acceptProposedAction()
        heading, place = self.place_at(event.position().toPoint().y(), id_)
        self.carried.emit(id_, heading, place)

    def place_at(self, y: int, id_: str) -> tuple[str, int]:
        """The heading at a height, and how many of its others stand above that."""
        heading, place = "", 0
        for row_place, row in enumerate(self.rows):
            box = self.visualRect(self.model_.index(row_place, 0))
            if row_place and box.center().y() >= y:
                break
            if isinstance(row, HeadingRow):
                heading, place = row.heading, 0
                if row.folded:
                    place = row.count
            elif row.one.id != id_:
                place += 1
        return heading, place

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._drawing.forget()
            self.scheduleDelayedItemsLayout()

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if self.current is None and self.folded_here is None:
            self.go_to("")
        self.viewport().update()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        index = self.currentIndex()
        if index.isValid() and is_stop(self.rows[index.row()]):
            box = self.visualRect(index).adjusted(1, 1, -1, -2)
            palette = self._theme.palette
            with antialiased(self.viewport()) as painter:
                pen = QPen(QColor(palette.teal if self.hasFocus() else palette.edge), 2)
                rounded(painter, QRectF(box), 8, "", pen)


def carrying(id_: str) -> QMimeData:
    """What is carried while a recommendation is dragged."""
    data = QMimeData()
    data.setData(CARRIED, id_.encode())
    return data


class _Laid(Struct, frozen=True):
    """The words of a row in lines. chips: what bears it, each with its kind and its place beside
    the words, px. beside: the same of what is said there.
    """

    text: tuple[str, ...]
    points: tuple[str, ...]
    chips: tuple[tuple[str, ChipKind, QRectF], ...]
    beside: QPointF
    high: int


class _Drawing(QStyledItemDelegate):
    """Draws rows: letter, words with points below, and what bears it."""

    def __init__(self, theme: Theme, view: AdviceList) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self._serif, self._small = theme.serif(17), theme.sans(14)
        self._strong, self._letter = theme.sans(14, 600), theme.serif(18, 600)
        self._points = theme.serif(15)
        self._laid: dict[int, _Laid] = {}

    def forget(self) -> None:
        """Other rows, or another width."""
        self._laid.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        row = self._view.rows[index.row()]
        wide = self._theme.px(200)
        if isinstance(row, HeadingRow):
            return QSize(wide, self._theme.px(_GROUP - _SMALL + _SMALL * len(self._titles(row))))
        return QSize(wide, self._of(index.row(), row).high)

    def _width(self) -> int:
        return max(1, room_beside_bar(self._view))

    def _narrow(self) -> bool:
        return self._width() < self._theme.px(_NARROW)

    def _of(self, place: int, row: AdviceRow) -> _Laid:
        laid = self._laid.get(place)
        if laid is None:
            laid = self._laid[place] = self._lay(row)
        return laid

    def _lay(self, row: AdviceRow) -> _Laid:
        px = self._theme.px
        faces.load_fonts_for(row.one.text)
        beside = 0 if self._narrow() else px(_BEARS + 12)
        room = max(40, self._width() - px(_LETTER) - beside - px(8))
        text = _lines(words_of(row), self._serif, room)
        points = tuple(
            line for point in row.one.points for line in _lines(f"•  {point}", self._points, room)
        )
        words = px(_LINE) * len(text) + px(_SMALL) * len(points)
        chips, after, said = self._lay_chips(row, room if self._narrow() else px(_BEARS))
        high = words + said if self._narrow() else max(words, said)
        return _Laid(text, points, chips, after, high + 2 * px(_PAD))

    def _lay_chips(
        self, row: AdviceRow, room: float
    ) -> tuple[tuple[tuple[str, ChipKind, QRectF], ...], QPointF, int]:
        """What bears a row, beside each other while there is room, and how high all of that is."""
        px, chips = self._theme.px, list[tuple[str, ChipKind, QRectF]]()
        left, top = 0.0, 0.0
        for at, text in enumerate(row.named):
            wide = min(room, chip_width(self._theme, text))
            if left and left + wide > room:
                left, top = 0.0, top + px(_CHIP + 4)
            kind = ChipKind.PLAIN if at < row.acts else ChipKind.OUTLINE
            chips.append((text, kind, QRectF(left, top, wide, px(_CHIP))))
            left += wide + px(6)
        wide = QFontMetricsF(self._small).horizontalAdvance(row.beside)
        if left and row.beside and left + wide > room:
            left, top = 0.0, top + px(_CHIP + 4)
        return tuple(chips), QPointF(left, top), round(top) + px(_CHIP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        row, palette = self._view.rows[index.row()], self._theme.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, HeadingRow):
            self._paint_heading(painter, box, row)
        else:
            self._paint_row(painter, box, row, self._of(index.row(), row))
        line = QRect(box.left(), box.bottom(), self._width(), 1)
        painter.fillRect(line, QColor(palette.line))
        painter.restore()

    def _titles(self, row: HeadingRow) -> tuple[str, ...]:
        """The title of a heading in lines, beside the letters that are under it."""
        beside = QFontMetricsF(self._small).horizontalAdvance(row.said)
        room = self._width() - beside - self._theme.px(20 + _SIGN)
        return _lines(row.title, self._strong, max(40, room))

    def _paint_heading(self, painter: QPainter, box: QRect, row: HeadingRow) -> None:
        px, palette = self._theme.px, self._theme.palette
        lines = self._titles(row)
        top: float = box.bottom() - px(_SMALL * len(lines) + 6)
        painter.setPen(QColor(palette.ink if row.known else palette.warn))
        for place, line in enumerate(lines):
            at = px(4 + _SIGN)
            self._write(painter, line, self._strong, at, top + place * px(_SMALL), _SMALL)
        painter.setPen(QColor(palette.ink_2))
        beside = QFontMetricsF(self._small).horizontalAdvance(row.said)
        self._write(painter, row.said, self._small, self._width() - beside - px(4), top, _SMALL)
        if row.count:
            mirrored = is_mirrored(self._view)
            left = mirror(px(12), 0, self._width(), mirrored=mirrored)
            sign = "below" if not row.folded else "backward" if mirrored else "onward"
            middle = QPointF(left, top + px(_SMALL) / 2)
            draw_sign(painter, sign, middle, px(11), palette.ink_2, px(2))

    def _paint_row(self, painter: QPainter, box: QRect, row: AdviceRow, laid: _Laid) -> None:
        px, palette = self._theme.px, self._theme.palette
        top: float = box.top() + px(_PAD)
        painter.setPen(QColor(palette.teal))
        wide = QFontMetricsF(self._letter).horizontalAdvance(row.letter)
        self._write(painter, row.letter, self._letter, px(_LETTER - 14) - wide, top, _LINE)
        painter.setPen(QColor(palette.ink if row.one.text else palette.ink_2))
        for line in laid.text:
            self._write(painter, line, self._serif, px(_LETTER), top, _LINE)
            top += px(_LINE)
        painter.setPen(QColor(palette.ink_2))
        for line in laid.points:
            self._write(painter, line, self._points, px(_LETTER), top, _SMALL)
            top += px(_SMALL)
        left: float = px(_LETTER)
        if not self._narrow():
            left, top = self._width() - px(_BEARS) - px(4), box.top() + px(_PAD)
        for text, kind, place in laid.chips:
            side = mirror(
                left + place.left(),
                place.width(),
                self._width(),
                mirrored=is_mirrored(self._view),
            )
            where = QRectF(side, top + place.top(), place.width(), place.height())
            draw_chip(painter, self._theme, where, kind, text)
        painter.setPen(QColor(palette.ink_2))
        at, down = left + laid.beside.x(), top + laid.beside.y() + px(2)
        self._write(painter, row.beside, self._small, at, down, _SMALL)

    def _write(  # noqa: PLR0917 (a drawing and its measures)
        self, painter: QPainter, text: str, font: QFont, left: float, top: float, line: int
    ) -> None:
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        base = top + (self._theme.px(line) + metrics.ascent() - metrics.descent()) / 2
        wide = metrics.horizontalAdvance(text)
        at = mirror(left, wide, self._width(), mirrored=is_mirrored(self._view))
        draw_line(painter, QPointF(math.floor(at), base), text)


def _lines(text: str, font: QFont, room: float) -> tuple[str, ...]:
    return tuple(line.text for line in break_lines(" ".join(text.split()), font, room))
