"""The head of a heading, the field that names it, and the board's foot.

The head of a heading on the board: its name, its count, and the key that sends a card there.

The field in which a heading of the board is named, at the head of the board.

The foot of the headings board: the chosen card's two wordings, and what can be done with it.
"""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, SignalInstance
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
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.commands.command import NO_CAP, Cap
from storycircle.core.headings import Card
from storycircle.core.i18n import _, n_
from storycircle.ui.commands import TABS, has_key, press_of
from storycircle.ui.organiser.board.cards import CARRIED, carried_in
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.system.field_autosave import Draft, Place
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.keycap import cap_size, draw_cap
from storycircle.ui.widgets.controls.line_edit import Field
from storycircle.ui.widgets.controls.text_edit import Writing
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.card import antialiased, rounded
from storycircle.ui.widgets.display.direction import draw_line, is_mirrored, mirror
from storycircle.ui.widgets.display.label import break_lines
from storycircle.ui.widgets.display.layouts import ANY_SIZE, SentenceAndWays
from storycircle.ui.widgets.display.scroll_area import FoldingArea
from storycircle.ui.widgets.display.tip import set_tip

_LINE = 19
_LINES = 2
_NAMING = 280  # px at 100 % that the field of a name is wide at least, where its hint needs it
_MOST_LINES = 6  # of a heading's name, before it ends early


def _counted(name: str, count: int | None) -> str:
    if count is None:
        return name
    return n_("{name}, {number} action", "{name}, {number} actions", count, name=name, number=count)


class HeadingHead(QWidget):
    """Its name, on two lines or as many as it needs. pressed: it has the keyboard.

    keyed: a key that is the board's. dropped: an action's id. Double-click and F2 ask to rename it.
    """

    pressed = Signal()
    keyed = Signal(int)
    renameRequested = Signal()
    dropped = Signal(str)
    widened = Signal()  # it is wider or narrower, and may need more or fewer lines

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.heading = ""
        self._name, self._key = "", NO_CAP
        self._count: int | None = 0
        self._carried = self._chosen = False
        self._lines = _LINES
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        read_as(self, Role.ListItem, press=self.setFocus, chosen=lambda: self._chosen)
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_heading(self, heading: str, name: str, count: int | None, key: Cap) -> None:
        """The heading, the name it is shown under, its count, and its key while one is carried.
        count: None while it is not known.
        """
        self.heading = heading
        self._name, self._count, self._key = name, count, key
        self.setAccessibleName(_counted(name, count))
        self.setAccessibleDescription(key)
        set_tip(self, name)
        self.update()

    def set_state(self, *, chosen: bool, carried: bool) -> None:
        """chosen: its cards are those shown. carried: the arrows move it."""
        if (chosen, carried) != (self._chosen, self._carried):
            self._chosen, self._carried = chosen, carried
            self.update()

    def sizeHint(self) -> QSize:
        px = self._theme.px
        return QSize(px(120), px(_LINE) * self._lines + px(14))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.widened.emit()

    def lines_needed(self) -> int:
        """On how many lines its name stands at the width it has."""
        font = self._theme.sans(15, 600)
        lines = len(break_lines(self._name, font, max(40.0, self._room())))
        return max(_LINES, min(_MOST_LINES, lines))

    def set_lines(self, lines: int) -> None:
        """Be so many lines high, as its neighbours are."""
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()

    def _room(self) -> float:
        """Px for its name, beside its count and its key."""
        px = self._theme.px
        count = QFontMetricsF(self._theme.serif(17, 600)).horizontalAdvance(self._figures())
        key = cap_size(self._theme, self._key)[0] if self._key else 0.0
        return self.width() - max(count, key) - 2 * px(12) - px(8)

    def _figures(self) -> str:
        return "" if self._count is None else i18n.figures(self._count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = press_of(event)
        if held or key in TABS:
            super().keyPressEvent(event)
        elif has_key(event, keys.RENAME_HEADING) and self.heading:
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
        self.dropped.emit(carried_in(event.mimeData())[0])

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            self._paint_ground(painter)
            px, palette = self._theme.px, self._theme.palette
            top, side = px(7), px(12)
            right = self.width() - side
            font = self._theme.serif(17, 600)
            metrics = QFontMetricsF(font)
            count = self._figures()
            base = top + (px(_LINE) + metrics.ascent() - metrics.descent()) / 2
            painter.setFont(font)
            painter.setPen(QColor(palette.ink_2))
            wide = metrics.horizontalAdvance(count)
            at = self._side(right - wide, wide)
            draw_line(painter, QPointF(at, base), count)
            if self._key:
                wide = cap_size(self._theme, self._key)[0]
                middle = top + px(_LINE) * 1.5 + 2
                at, ink = self._side(right - wide, wide), palette.ink
                draw_cap(painter, self._theme, self._key, at, middle, ink, palette.teal)
            self._write(painter, side, top, self._room())

    def _write(self, painter: QPainter, left: int, top: int, room: float) -> None:
        font = self._theme.sans(15, 600)
        metrics = QFontMetricsF(font)
        lines = [line.text for line in break_lines(self._name, font, max(40.0, room))]
        if len(lines) > self._lines:
            rest = " ".join(lines[self._lines - 1 :])
            lines[self._lines - 1 :] = [metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room)]
        line = self._theme.px(_LINE)
        rise = (line + metrics.ascent() - metrics.descent()) / 2
        painter.setFont(font)
        painter.setPen(QColor(self._theme.palette.ink))
        for place, text in enumerate(lines):
            at = self._side(left, metrics.horizontalAdvance(text))
            draw_line(painter, QPointF(at, top + place * line + rise), text, of=self._name)

    def _side(self, left: float, wide: float) -> float:
        """The left side of a part so wide, which is at left where nothing is mirrored."""
        return mirror(left, wide, self.width(), mirrored=is_mirrored(self))

    def _paint_ground(self, painter: QPainter) -> None:
        palette = self._theme.palette
        box = QRectF(self.rect()).adjusted(4, 1, -4, -1)
        if self.hasFocus():
            ground = palette.teal_soft if self._carried else ""
            rounded(painter, box, 8, ground, QPen(QColor(palette.teal), 2))
        elif self._chosen:
            rounded(painter, box, 8, palette.surface, QPen(QColor(palette.edge), 1))


class HeadingName(QWidget):
    """Hidden until asked for; a name that was refused stands in it again. done: the name."""

    done = Signal(str)
    opened = Signal()
    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        name: Callable[[str, str], bool],
        at: Callable[[str], Place | None],
        refusals: SignalInstance | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """name: gives the old name (empty for a new heading) another; False where it is refused,
        which is told.

        at: the place of what was refused, by the old name.
        """
        super().__init__(parent)
        self._old = ""
        self._name = name
        self.field = Field(theme, serif=False)
        self._draft = Draft(
            self.field, self._accept, lambda: at(self._old), entered=True, refusals=refusals
        )
        self.field.returnPressed.connect(self._done)
        self._use = Button(theme, _("Add"), keys.ENTER.cap, padding=12, act=self._done)
        column = layouts.column(self, 0)
        column.addLayout(SentenceAndWays(theme, self.field, (self._use,), spacing=8))
        self._theme = theme
        self.hide()

    def add(self) -> None:
        """Ask for the name of a new heading."""
        self._ask("", _("Add"), _("Name of the new heading"))

    def rename(self, old: str) -> None:
        """Ask for another name."""
        self._ask(old, _("Rename"), _("Another name for this heading"))

    def _ask(self, old: str, button: str, hint: str) -> None:
        self._old = old
        self._use.set_text(button)
        self._draft.turn_to(old)
        self.field.set_hint(hint)
        wide = self.field.fontMetrics().horizontalAdvance(hint) + self._theme.px(24)
        self.field.setMinimumWidth(min(wide, self._theme.px(_NAMING)))
        self.field.setAccessibleName(hint)
        self.show()
        self.field.setFocus()
        self.field.selectAll()
        self.opened.emit()
        self._draft.tell()

    def close_name(self) -> None:
        """Close the field, and discard what was typed."""
        self._draft.discard()
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if has_key(event, keys.BACK):
            self.close_name()
        else:
            super().keyPressEvent(event)

    def _done(self) -> None:
        if self._draft.take():
            self.close_name()
            self.done.emit(self.field.text())

    def _accept(self, text: str) -> bool:
        return self._name(self._old, text)


HIGH = 112  # px at 100 %
_STACKED = 720  # below this width over the text's scale the foot's parts stand below each other
_WORDING = 88  # px at 100 % that the report's wording is high there
"""The end of the name under which a refused wording is kept with its circle."""


class BoardFoot(QWidget):
    """The circle's words plain, the report's in a field."""

    moveRequested = Signal()
    besideRequested = Signal()

    def __init__(self, theme: Theme, session: OrganiserSession) -> None:
        super().__init__()
        self._theme, self._session = theme, session
        self._card: Card | None = None
        self._circle = label.words(theme, "", 18, 600)
        self.about = label.hint(theme, "")
        self.own = label.words(theme, "", 15)
        self.wording = Writing(theme, px=15, line=19)
        self.wording.setAccessibleName(_("The report’s wording"))
        self._draft = Draft(self.wording, self._word, self._place, refusals=session.refused)
        self.move_button = Button(
            theme, _("Move"), keys.MOVE_CARD.cap, padding=14, act=self.moveRequested
        )
        self.beside = Button(
            theme,
            _("Side by side"),
            keys.SIDE_BY_SIDE.cap,
            "quiet",
            padding=8,
            act=self.besideRequested,
        )
        self._row = layouts.row(self, theme.px(24), (0, theme.px(2), 0, 0))
        self._lay_out()
        self.set_room(_STACKED)
        self.show_card(None, "")

    def _lay_out(self) -> None:
        theme = self._theme
        self._who = QWidget()
        who = layouts.column(self._who, 0)
        who.addWidget(self._circle)
        who.addWidget(self.about)
        who.addStretch(1)
        self._who.setFixedWidth(theme.px(148))
        own, report = QVBoxLayout(), QVBoxLayout()
        for column, name, widget in (
            (own, _("The circle’s own words"), self._words()),
            (report, _("The report’s wording"), self.wording),
        ):
            column.setSpacing(0)
            column.addWidget(label.label(theme, name))
            column.addWidget(widget, 1)
        buttons = layouts.column(spacing=theme.px(4))
        buttons.addSpacing(theme.px(16))
        buttons.addWidget(self.move_button, 0, Qt.AlignmentFlag.AlignRight)
        buttons.addWidget(self.beside, 0, Qt.AlignmentFlag.AlignRight)
        buttons.addStretch(1)
        self._row.addWidget(self._who)
        self._row.addLayout(own, 5)
        self._row.addLayout(report, 6)
        self._row.addLayout(buttons)

    def _words(self) -> QWidget:
        inside = QWidget()
        column = layouts.column(inside, margins=(0, self._theme.px(3), 0, 0))
        column.addWidget(self.own)
        column.addStretch(1)
        self._own = FoldingArea(inside)
        return self._own

    def show_card(self, card: Card | None, alike: str) -> None:
        """Show a card, or none; alike says which others say much the same."""
        old = self._card.action if self._card else None
        self._card = card
        self._circle.setText(_("Circle {number}", number=card.number) if card else "")
        own = (
            _("Action {place}. The circle’s words never change.", place=card.place) if card else ""
        )
        self.about.setText(alike or own)
        self.own.setText(card.words if card else "")
        if card is not None and card.action == old:
            self._draft.fill(card.wording)
        else:
            self._draft.turn_to(card.wording if card else "")
            self._draft.tell()
        self.wording.setEnabled(card is not None)
        self.move_button.set_not_now("" if card else _("Choose a card first."))
        self.beside.setVisible(bool(alike))

    def begin_wording(self) -> None:
        """Go to the report's wording, at its end."""
        self.wording.setFocus(Qt.FocusReason.OtherFocusReason)
        self.wording.moveCursor(QTextCursor.MoveOperation.End)

    def flush(self) -> None:
        """Save what is being typed."""
        self._draft.flush()

    def _word(self, text: str) -> bool:
        return self._card is None or self._session.board.word(self._card.action, text)

    def _place(self) -> Place | None:
        return self._session.board.place_of_wording(self._card)

    def set_room(self, width: int) -> None:
        """Closer where the window is small; width over the text's scale."""
        narrow, stacked = width < 1100, width < _STACKED
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if stacked else direction.LeftToRight)
        self._row.setSpacing(self._theme.px(12 if narrow else 24))
        who = self._theme.px(112 if narrow else 148)
        self._who.setMinimumWidth(0 if stacked else who)
        self._who.setMaximumWidth(ANY_SIZE if stacked else who)
        self._own.set_whole(stacked)
        self.wording.setMinimumHeight(self._theme.px(_WORDING if stacked else 0))
        self.wording.setMaximumHeight(self._theme.px(_WORDING) if stacked else ANY_SIZE)
        high = self._theme.px(HIGH)
        self.setMinimumHeight(0 if stacked else high)
        self.setMaximumHeight(ANY_SIZE if stacked else high)
