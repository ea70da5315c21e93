"""Where cards of the stream go: the headings, in full, each with its number and how many it has."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.commands.command import Cap
from storycircle.core.headings import Card
from storycircle.core.i18n import _, n_
from storycircle.ui.commands import by_code, codes, has_key, press_button, press_of
from storycircle.ui.organiser.board.cards import CARRIED, carried_in
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.focus_ring import FocusRing
from storycircle.ui.widgets.controls.steady_press import SteadyPress
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.card import antialiased, dashed, rounded
from storycircle.ui.widgets.display.direction import draw_line, is_mirrored, mirror
from storycircle.ui.widgets.display.label import TextLine, break_lines
from storycircle.ui.widgets.display.layouts import SentenceAndWays
from storycircle.ui.widgets.display.scroll_area import FoldingArea

_HIGH, _LOW = 76, 48  # px at 100 % of a heading at least, and where there are many or little room
_LINE, _HINT = 20, 18
_AROUND, _CLOSE = 20, 12  # px at 100 % above and below the words of one, and where it is low
_ROOM_FOR = "000"  # how many stand there has as much room from the first one on
_SIDE, _CAP = 16, 34
_UPWARDS = by_code(((keys.UP, -1), (keys.DOWN, 1)))


class Target(Struct, frozen=True):
    """A heading that cards go to. number: from 1. count: how many stand there; None while they are
    being read. alike: how many of its actions are much like the
    card that is shown. likely: whether that card is taken to go here. here: whether it stands here.
    takes: whether a press puts a card here. meant: whether digits pressed by now may mean it.
    """

    heading: str
    number: int
    count: int | None
    alike: int = 0
    likely: bool = False
    here: bool = False
    takes: bool = False
    meant: bool = False


class TargetRow(SteadyPress, QAbstractButton):
    """One heading. keyed: a key that is the page's. dropped: ids of actions."""

    keyed = Signal(int)
    dropped = Signal(tuple)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.view = Target("", 0, 0)
        self._low = False
        self._heights: dict[int, int] = {}  # by widths
        self._over = False  # a card is held over it
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the mouse leaves the keyboard with the card
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._ring = FocusRing(theme, self, 12)

    def show_view(self, view: Target, *, low: bool) -> None:
        """Show a heading; low: where there is little room for many."""
        if (view, low) == (self.view, self._low):
            return
        self.view, self._low = view, low
        self._heights.clear()
        self.setAccessibleName(self._said())
        self.setAccessibleDescription(self._told())
        self.updateGeometry()
        self.update()

    def _said(self) -> str:
        """The heading in words."""
        view = self.view
        if view.count is None:
            return _("{number}, {heading}", number=view.number, heading=view.heading)
        return n_(
            "{number}, {heading}, {figures} action",
            "{number}, {heading}, {figures} actions",
            view.count,
            number=view.number,
            heading=view.heading,
        )

    def _below(self) -> str:
        """What is said below the heading."""
        if self.view.here:
            return _("This card stands here.")
        if not self.view.alike:
            return ""
        return n_("{count} much like it is here", "{count} much like it are here", self.view.alike)

    def _told(self) -> str:
        """What a screen reader is told beside it: what is said below it, and what a press does."""
        places = self.view.takes and not self.view.here
        press = _("A press places the card here.") if places else ""
        return " ".join(filter(None, (self._below(), press)))

    def _figures(self) -> str:
        return "" if self.view.count is None else i18n.figures(self.view.count)

    def _count_width(self) -> float:
        metrics = QFontMetricsF(self._theme.serif(24, 600))
        wide = max(map(metrics.horizontalAdvance, (self._figures(), _ROOM_FOR)))
        return wide + self._theme.px(_SIDE)

    def _left(self) -> int:
        return self._theme.px(_SIDE + _CAP + 16)

    def _lines(self, text: str, width: int, *, hint: bool = False) -> list[TextLine]:
        room = width - self._left() - self._count_width() - self._theme.px(12)
        font = self._theme.sans(14) if hint else self._theme.sans(16, 600)
        return break_lines(text, font, max(60.0, room)) if text else []

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:  # layouts ask for the same few over and over
            self._heights[width] = self._height_at(width)
        return self._heights[width]

    def _height_at(self, width: int) -> int:
        """As high with something said below the heading as without, so that no row moves under
        the mouse as the next card comes.
        """
        px = self._theme.px
        words = px(_LINE) * len(self._lines(self.view.heading, width))
        below = px(_HINT) * max(1, len(self._lines(self._below(), width, hint=True)))
        least, around = (_LOW, _CLOSE) if self._low else (_HIGH, _AROUND)
        return max(px(least), words + below + px(around))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(400), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self._theme.px(_LOW))

    # What a person does.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if press_button(self, event):
            return
        key, held = press_of(event)
        if not held and (key in _UPWARDS or has_key(event, keys.LEFT, keys.REMOVE_HEADING)):
            self.keyed.emit(key)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of two is no second card: nobody has read it yet."""
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(CARRIED):
            event.acceptProposedAction()
            self._hold(on=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._hold(on=False)

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._hold(on=False)
        self.dropped.emit(carried_in(event.mimeData()))

    def _hold(self, *, on: bool) -> None:
        self._over = on
        self.update()

    # How it looks.

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            px, palette, view = self._theme.px, self._theme.palette, self.view
            rounded(painter, QRectF(self.rect()), 12, self._ground(), self._pen())
            middle, size = self.height() / 2, px(_CAP)
            cap = QRectF(self._side(px(_SIDE), size), middle - size / 2, size, size)
            meant = view.meant or (view.likely and not view.here)
            pen = QPen(QColor(palette.teal if meant else palette.edge), 2 if view.meant else 1)
            rounded(painter, cap, 6, palette.surface, pen)
            painter.setPen(QColor(palette.ink))
            painter.setFont(self._theme.sans(16, 600))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, str(view.number))
            painter.setPen(QColor(palette.ink_2))
            painter.setFont(self._theme.serif(24, 600))
            count = self._figures()
            wide = QFontMetricsF(painter.font()).horizontalAdvance(count)
            left = self.width() - px(_SIDE) - wide
            self._write(painter, TextLine(count, wide), left, middle - px(_LINE) / 2)
            self._words(painter)

    def _words(self, painter: QPainter) -> None:
        px, palette = self._theme.px, self._theme.palette
        lines = self._lines(self.view.heading, self.width())
        below = self._lines(self._below(), self.width(), hint=True)
        top = (self.height() - px(_LINE) * len(lines) - px(_HINT) * len(below)) / 2
        painter.setFont(self._theme.sans(16, 600))
        painter.setPen(QColor(palette.ink))
        for line in lines:
            self._write(painter, line, self._left(), top, of=self.view.heading)
            top += px(_LINE)
        painter.setFont(self._theme.sans(14))
        painter.setPen(QColor(palette.ink_2))
        for line in below:
            self._write(painter, line, self._left(), top - px(1))
            top += px(_HINT)

    def _write(
        self, painter: QPainter, line: TextLine, left: float, top: float, of: str = ""
    ) -> None:
        metrics = QFontMetricsF(painter.font())
        rise = (self._theme.px(_LINE) + metrics.ascent() - metrics.descent()) / 2
        draw_line(painter, QPointF(self._side(left, line.width), top + rise), line.text, of=of)

    def _side(self, left: float, wide: float) -> float:
        return mirror(left, wide, self.width(), mirrored=is_mirrored(self))

    def _ground(self) -> str:
        palette = self._theme.palette
        if self._over or self.isDown():
            return palette.teal_soft
        if self.view.likely or self.view.here:
            return palette.surface
        return palette.sunk if self.view.count != 0 else ""

    def _pen(self) -> QPen | None:
        palette = self._theme.palette
        if self._over or self.view.likely or self.view.here:
            return QPen(QColor(palette.teal), 2)
        if self.view.count == 0:
            return dashed(palette.edge)
        return QPen(QColor(palette.line), 1) if palette.high_contrast else None


_MANY = 7  # headings, from where they are lower


class Targets(QWidget):
    """The headings below each other. chosen: one was pressed. dropped: ids of actions that were
    dropped on one. renameRequested, removeRequested: of one in focus. left: back to the card.
    """

    chosen = Signal(str)
    dropped = Signal(str, tuple)
    renameRequested = Signal(str)
    removeRequested = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: list[TargetRow] = []
        self._column: QVBoxLayout = layouts.column(self, theme.px(8), (2, 2, 2, 2))
        self._column.addStretch(1)

    def show_targets(self, targets: Sequence[Target], *, low: bool) -> None:
        """Show these headings; low: where there is little room."""
        while len(self.rows) > len(targets):
            layouts.discard(self.rows.pop(), self._column)
        while len(self.rows) < len(targets):
            self.rows.append(self._made())
        low = low or len(targets) >= _MANY
        for row, view in zip(self.rows, targets, strict=True):
            row.show_view(view, low=low)
        first = next((row for row in self.rows if row.view.likely), None) or next(
            iter(self.rows), None
        )
        for row in self.rows:  # Tab comes to one of them; arrows go on from there
            stop = row is first or row.hasFocus()
            policy = Qt.FocusPolicy
            row.setFocusPolicy(policy.TabFocus if stop else policy.NoFocus)

    def take_focus(self) -> None:
        """Give the keyboard to the likely one, else the first."""
        likely = (row for row in self.rows if row.view.likely)
        row = next(likely, self.rows[0] if self.rows else None)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_heading(self, heading: str) -> None:
        """Give the keyboard to a heading."""
        for row in self.rows:
            if row.view.heading == heading:
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def in_focus(self) -> str:
        """The heading that has the keyboard; empty for none."""
        return next((row.view.heading for row in self.rows if row.hasFocus()), "")

    def _made(self) -> TargetRow:
        row = TargetRow(self._theme)
        row.clicked.connect(lambda: self.chosen.emit(row.view.heading))
        row.dropped.connect(lambda ids: self.dropped.emit(row.view.heading, ids))
        row.keyed.connect(lambda key: self._key(row, key))
        self._column.insertWidget(len(self.rows), row)
        return row

    def _key(self, row: TargetRow, key: int) -> None:
        if key in _UPWARDS:
            at = self.rows.index(row) + _UPWARDS[key]
            if 0 <= at < len(self.rows):
                self.rows[at].setFocus(Qt.FocusReason.OtherFocusReason)
        elif key in codes(keys.REMOVE_HEADING):
            self.removeRequested.emit(row.view.heading)
        else:
            self.left.emit()


class Where(QWidget):
    """`targets` are the headings. `send` sends what goes together to the likely one; once all are
    placed, it goes to the report.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.targets = Targets(theme)
        self.send = Button(theme, _("To the report"), kind="main")
        column = layouts.column(self, theme.px(8))
        column.addWidget(
            label.label(theme, _("Press a heading or its number, or drag the card here"))
        )
        self._area = FoldingArea(self.targets)
        column.addWidget(self._area, 1)
        self._foot, said = QWidget(), QWidget()
        words = layouts.column(said, 0)
        self._together, self._which = label.app(theme, "", strong=True), label.hint(theme, "")
        words.addWidget(self._together)
        words.addWidget(self._which)
        row = layouts.column(self._foot, 0)
        row.addLayout(SentenceAndWays(theme, said, (self.send,), spacing=16))
        column.addWidget(self._foot)

    def set_whole(self, whole: bool) -> None:
        """Be as high as all headings: the page around scrolls instead."""
        self._area.set_whole(whole)

    def set_wide(self, wide: int) -> None:
        """Be so many px wide, or for 0 as wide as there is room."""
        self.setMinimumWidth(wide)
        self.setMaximumWidth(wide or layouts.ANY_SIZE)

    def show_targets(self, targets: Sequence[Target], *, low: bool) -> None:
        """Show these headings; low: where there is little room."""
        self.targets.show_targets(targets, low=low)

    def show_foot(self, card: Card | None, ticked: int, number: int) -> None:
        """Say how many go together with a card, and offer the likely heading by its number: 0 for
        none. No card: all are placed.
        """
        if card is None:
            self.send.set_text(_("To the report"))
            self.send.set_key(keys.NEXT_PLACE.cap)
        elif number:
            self.send.set_text(_("To heading {number}", number=number))
            self.send.set_key(cap_of(number))
        self.send.setVisible(card is None or number > 0)
        together = which = ""
        if card is not None and ticked:
            together = n_("{Count} goes by itself", "{Count} go together", ticked + 1)
            which = n_(
                "circle {number} and the one that is ticked",
                "circle {number} and the {count} that are ticked",
                ticked,
                number=card.number,
            )
        self._together.setText(together)
        self._which.setText(which)
        self._foot.setVisible(card is None or number > 0 or ticked > 0)


def cap_of(number: int) -> Cap:
    """The cap of the key that sends a card to a heading by its number; from ten on, its digits."""
    digits = (*keys.SORT_NOUGHT.caps, *keys.SORT_TO.caps)
    return Cap(" ".join(digits[int(digit)] for digit in str(number)))
