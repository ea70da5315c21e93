"""Chips, and rows of a sequence.

Chips: a short word with a sign, to read (26 high) or to press (32 high).

A row that stands in a sequence: done, now, passed or to come; pressed, it is called.
"""

from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from storycircle.core.i18n import N_, _
from storycircle.ui.commands import AFTER, BEFORE, held_with, press_button
from storycircle.ui.theme.palette import Palette
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.focus_ring import FocusRing
from storycircle.ui.widgets.controls.steady_press import SteadyPress
from storycircle.ui.widgets.display.card import antialiased, dashed, draw_disc, draw_sign, rounded
from storycircle.ui.widgets.display.direction import draw_line, is_mirrored, mirror
from storycircle.ui.widgets.display.label import break_lines
from storycircle.ui.widgets.display.tip import set_tip


class ChipKind(StrEnum):
    """What a chip says; each has its sign or its outline, so that colour is never alone."""

    NEW = "new"
    SAME = "same"
    UPDATED = "updated"
    LOOK = "look"
    REFUSED = "refused"
    PASSED = "passed"
    PROGRESS = "progress"
    EXPORTED = "exported"
    DONE = "done"
    PLAIN = "plain"
    OUTLINE = "outline"
    UNDER_WAY = "under_way"
    CHANGED = "changed"
    NOT_STARTED = "not_started"
    LET_GO = "let_go"


_WORDS = {
    # For translators: of a circle whose file was opened, as the four below.
    ChipKind.NEW: N_("New"),
    ChipKind.SAME: N_("Same as before"),
    ChipKind.UPDATED: N_("Updated"),
    ChipKind.LOOK: N_("Needs a look"),
    ChipKind.REFUSED: N_("Refused"),
    # For translators: of a file that nobody named, and that brings nothing.
    ChipKind.PASSED: N_("Passed over"),
    ChipKind.PROGRESS: N_("In progress"),
    ChipKind.EXPORTED: N_("Exported"),
    ChipKind.DONE: N_("Done"),
    ChipKind.PLAIN: N_("Plain"),
    ChipKind.OUTLINE: N_("Outline"),
    # For translators: what became of an action, as the three below.
    ChipKind.UNDER_WAY: N_("Under way"),
    ChipKind.CHANGED: N_("Changed"),
    ChipKind.NOT_STARTED: N_("Not started"),
    ChipKind.LET_GO: N_("Let go"),
}
_SIGNS = {
    ChipKind.NEW: "plus",
    ChipKind.SAME: "same",
    ChipKind.UPDATED: "up",
    ChipKind.LOOK: "look",
    ChipKind.REFUSED: "minus",
    ChipKind.EXPORTED: "tick",
    ChipKind.DONE: "tick",
    ChipKind.UNDER_WAY: "onward",
    ChipKind.CHANGED: "changed",
    ChipKind.NOT_STARTED: "ring",
    ChipKind.LET_GO: "minus",
}


class _Colours(Struct, frozen=True):
    ground: str
    ink: str
    line: str
    width: float = 1
    dash: bool = False


def _colours_of(kind: ChipKind, palette: Palette) -> _Colours:
    strong = palette.high_contrast  # no tints there: an outline instead
    teal = _Colours(palette.teal_soft, palette.teal, palette.teal if strong else "")
    colours = {
        ChipKind.NEW: teal,
        ChipKind.DONE: teal,
        ChipKind.EXPORTED: teal,
        ChipKind.UPDATED: _Colours("", palette.teal, palette.teal, 1.5),
        ChipKind.UNDER_WAY: _Colours("", palette.teal, palette.teal, 1.5),
        ChipKind.CHANGED: _Colours(palette.sunk, palette.ink_2, palette.edge if strong else ""),
        ChipKind.LET_GO: _Colours("", palette.ink_2, palette.edge, dash=True),
        ChipKind.LOOK: _Colours(palette.warn_soft, palette.warn, palette.warn if strong else ""),
        ChipKind.REFUSED: _Colours("", palette.ink_2, palette.edge, dash=True),
        ChipKind.PROGRESS: _Colours(
            palette.ember_soft, palette.ember_ink, palette.ember if strong else ""
        ),
        ChipKind.PASSED: _Colours(palette.sunk, palette.ink_2, palette.edge if strong else ""),
        ChipKind.PLAIN: _Colours(palette.sunk, palette.ink_2, palette.edge if strong else ""),
    }
    return colours.get(kind, _Colours("", palette.ink_2, palette.edge))


def _measure(theme: Theme, text: str, font: QFont, *, sign: bool, height: int) -> QSize:
    words = QFontMetricsF(font).horizontalAdvance(text)
    sides = theme.px(24 if height > theme.px(28) else 22)
    return QSize(round(words + sides + (theme.px(18) if sign else 0)) + 1, height)


def _draw(
    painter: QPainter, theme: Theme, box: QRectF, colours: _Colours, *, sign: str, text: str
) -> None:
    pen = QPen(QColor(colours.line), colours.width) if colours.line else None
    if colours.dash:
        pen = dashed(colours.line, colours.width)
    rounded(painter, box, box.height() / 2, colours.ground, pen)
    font = theme.sans(14, 600)
    metrics = QFontMetricsF(font)
    room = theme.px(18) if sign else 0
    full = metrics.horizontalAdvance(text)
    words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width() - room - 12)
    left = box.left() + (box.width() - room - min(full, metrics.horizontalAdvance(words))) / 2
    middle = box.center().y()
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    wide = min(full, metrics.horizontalAdvance(words))
    inside = 2 * box.center().x()
    if sign:
        beside = mirror(left + theme.px(5.5), 0, inside, mirrored=mirrored)
        centre = QPointF(beside, middle)
        draw_sign(painter, sign, centre, theme.px(11), colours.ink, theme.px(2))
    painter.setFont(font)
    painter.setPen(QColor(colours.ink))
    base = middle + (metrics.ascent() - metrics.descent()) / 2
    at = mirror(left + room, wide, inside, mirrored=mirrored)
    draw_line(painter, QPointF(at, base), words)


class Chip(QLabel):
    """A chip to read."""

    def __init__(
        self, theme: Theme, text: str, kind: ChipKind, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._theme = theme
        self._kind = kind
        self.setFont(theme.sans(14, 600))
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        sign = self._kind in _SIGNS
        height = self._theme.px(26)
        return _measure(self._theme, self.text(), self.font(), sign=sign, height=height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(48), self._theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            colours = _colours_of(self._kind, self._theme.palette)
            sign = _SIGNS.get(self._kind, "")
            _draw(painter, self._theme, QRectF(self.rect()), colours, sign=sign, text=self.text())


def state_chip(theme: Theme, kind: ChipKind) -> Chip:
    """A chip with the usual word for its kind."""
    return Chip(theme, _(_WORDS[kind]), kind)


class PressChip(SteadyPress, QAbstractButton):
    """A chip that is on or off: who commits to an action."""

    def __init__(
        self, theme: Theme, text: str, on: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = ""
        self.setCheckable(True)
        self.setChecked(on)
        self.setFont(theme.sans(14, 600))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._ring = FocusRing(theme, self, theme.px(16))
        self.toggled.connect(self.updateGeometry)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Other words; an ampersand is a letter here."""
        self._words = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_button(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        on, height = self.isChecked(), self._theme.px(32)
        return _measure(self._theme, self._words, self.font(), sign=on, height=height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(48), self._theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette = self._theme.palette
            on = self.isChecked()
            colours = _colours_of(ChipKind.DONE if on else ChipKind.OUTLINE, palette)
            if self.underMouse() and not on:
                colours = _Colours(palette.sunk, colours.ink, colours.line)
            box = QRectF(self.rect())
            sign = "tick" if on else ""
            _draw(painter, self._theme, box, colours, sign=sign, text=self._words)


def chip_width(theme: Theme, text: str) -> int:
    """How wide a chip of a word without a sign is, px."""
    return _measure(theme, text, theme.sans(14, 600), sign=False, height=theme.px(26)).width()


def draw_chip(painter: QPainter, theme: Theme, box: QRectF, kind: ChipKind, text: str) -> None:
    """Draw a chip without a sign where it is a part of a painted row."""
    _draw(painter, theme, box, _colours_of(kind, theme.palette), sign="", text=text)


class AwayChip(SteadyPress, QAbstractButton):
    """A chip that can be taken away: by Delete, or by its cross. A press elsewhere is a click.

    awayRequested: it is to go. inHand: it has the keyboard.
    """

    awayRequested = Signal()
    inHand = Signal()

    def __init__(self, theme: Theme, text: str, kind: ChipKind = ChipKind.PLAIN) -> None:
        super().__init__()
        self._theme, self._words, self._kind = theme, text, kind
        self.setFont(theme.sans(14, 600))
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setAccessibleDescription(_("Delete takes it away."))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._ring = FocusRing(theme, self, theme.px(16))

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def _cross(self) -> QRectF:
        """Where the cross is."""
        wide = self._theme.px(28)
        left = mirror(self.width() - wide, wide, self.width(), mirrored=is_mirrored(self))
        return QRectF(left, 0, wide, self.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        away = self.isDown() and self._cross().contains(event.position())
        if away:
            self.setDown(False)
            self.awayRequested.emit()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (BEFORE, AFTER) and not held_with(event):
            self.awayRequested.emit()
        elif not press_button(self, event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.inHand.emit()

    def sizeHint(self) -> QSize:
        height = self._theme.px(32)
        return _measure(self._theme, self._words, self.font(), sign=True, height=height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(64), self._theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme, cross = self._theme, self._cross()
        with antialiased(self) as painter:
            colours = _colours_of(self._kind, theme.palette)
            pen = QPen(QColor(colours.line), colours.width) if colours.line else None
            box = QRectF(self.rect())
            rounded(painter, box, box.height() / 2, colours.ground, pen)
            metrics = QFontMetricsF(self.font())
            room = self.width() - cross.width() - theme.px(12)
            words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
            wide = metrics.horizontalAdvance(words)
            at = mirror(theme.px(12), wide, self.width(), mirrored=is_mirrored(self))
            base = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
            painter.setFont(self.font())
            painter.setPen(QColor(colours.ink))
            draw_line(painter, QPointF(at, base), words)
            strong = self.underMouse() or self.hasFocus()
            colour = theme.palette.ink if strong else colours.ink
            draw_sign(painter, "cross", cross.center(), theme.px(9), colour, theme.px(2))


DONE, NOW, PASSED, TO_COME = "done", "now", "passed", "to_come"
_STATES = {DONE: N_("done"), NOW: N_("now"), PASSED: N_("passed"), TO_COME: N_("to come")}


_ROW_LINE = 22  # px at 100 % from one line of a row's words to the next
_ROW_LEAST = 88  # px at 100 % that a row's words have beside what stands after them


class RowView(Struct, frozen=True):
    """What a row says: before (a time), its words, and at its right how it stands."""

    state: str
    words: str
    before: str = ""
    after: str = ""


class StateRow(SteadyPress, QAbstractButton):
    """36 high, and higher where its words need another line: a dot as on the rail, so that colour
    is never alone. Serif is people's words.
    """

    def __init__(
        self, theme: Theme, *, pressable: bool, serif: bool = False, before: int = 0
    ) -> None:
        """before: px at 100 % that the words leave for what stands before them."""
        super().__init__()
        self._theme, self._before = theme, theme.px(before)
        self._view = RowView(TO_COME, "")
        self._plain = theme.serif(17) if serif else theme.sans(16)
        self._strong = theme.serif(17, 600) if serif else theme.sans(16, 600)
        if pressable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self._ring = FocusRing(theme, self, 6)
        policy = Qt.FocusPolicy.StrongFocus if pressable else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        size = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        size.setHeightForWidth(True)
        self.setSizePolicy(size)

    def show_view(self, view: RowView) -> None:
        """Show another state."""
        if view != self._view:
            before = self._view.words, len(self._lines(self.width()))
            self._view = view
            parts = (view.before, view.words, view.after or _(_STATES[view.state]))
            self.setAccessibleName(", ".join(part for part in parts if part))
            set_tip(self, view.words)
            if (view.words, len(self._lines(self.width()))) != before:
                self.updateGeometry()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_button(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(36))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(36))

    def heightForWidth(self, width: int) -> int:
        px = self._theme.px
        return px(36) + (len(self._lines(width)) - 1) * px(_ROW_LINE)

    def _lines(self, width: int) -> list[str]:
        """The words at a width; and last what stands after them, where it leaves them too little
        beside it.
        """
        theme, view = self._theme, self._view
        font = self._strong if view.state == NOW else self._plain
        room = width - theme.px(32) - self._before
        after = self._after_width()
        below = bool(after) and room - after < theme.px(_ROW_LEAST)
        beside = room - (after + theme.px(12) if after and not below else 0)
        lines = [line.text for line in break_lines(view.words, font, max(1, beside))]
        return [*lines, view.after] if below else lines

    def _after_width(self) -> float:
        font = self._theme.sans(14, 600 if self._view.state == NOW else 400)
        return QFontMetricsF(font).horizontalAdvance(self._view.after)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            self._dot(painter)
            theme, view = self._theme, self._view
            now = view.state == NOW
            left, lines = theme.px(32), self._lines(self.width())
            if view.before:
                self._write(painter, view.before, left, strong=False, second=not now)
            font = self._strong if now else self._plain
            second = view.state == DONE and bool(self._before)
            below = len(lines) > 1 and lines[-1] == view.after
            for place, text in enumerate(lines[:-1] if below else lines):
                painter.setFont(font)
                painter.setPen(QColor(theme.palette.ink_2 if second else theme.palette.ink))
                base = self._base(font) + place * theme.px(_ROW_LINE)
                wide = QFontMetricsF(font).horizontalAdvance(text)
                at = self._side(left + self._before, wide)
                draw_line(painter, QPointF(at, base), text, of=view.words)
            if below:
                base = (len(lines) - 1) * theme.px(_ROW_LINE)
                self._write(painter, view.after, left + self._before, strong=now, down=base)
            else:
                self._write(painter, view.after, self.width(), at_right=True, strong=now)

    def _side(self, left: float, wide: float) -> float:
        """The left side of a part so wide, which is at left where nothing is mirrored."""
        return mirror(left, wide, self.width(), mirrored=is_mirrored(self))

    def _base(self, font: object) -> float:
        """Where the first line of words stands."""
        metrics = QFontMetricsF(font)  # type: ignore[call-overload]
        return float((self._theme.px(36) + metrics.ascent() - metrics.descent()) / 2)

    def _write(
        self,
        painter: QPainter,
        text: str,
        at: float,
        *,
        strong: bool,
        at_right: bool = False,
        second: bool = True,
        down: int = 0,
    ) -> None:
        """Small words in the app's voice, so many px below the first line."""
        font = self._theme.sans(14, 600 if strong else 400)
        wide = QFontMetricsF(font).horizontalAdvance(text)
        painter.setFont(font)
        colour = self._theme.palette.ink_2 if second else self._theme.palette.ink
        painter.setPen(QColor(colour))
        base = self._base(font) + down
        left = self._side(at - wide if at_right else at, wide)
        draw_line(painter, QPointF(left, base), text)

    def _dot(self, painter: QPainter) -> None:
        palette, radius = self._theme.palette, self._theme.px(9)
        centre = QPointF(self._side(self._theme.px(12), 0), self._theme.px(36) / 2)
        if self._view.state == DONE:
            draw_disc(painter, "tick", centre, radius, palette.teal, palette.on)
            return
        now = self._view.state == NOW
        painter.setPen(QPen(QColor(palette.ember if now else palette.edge), 1.5))
        if self._view.state == PASSED:
            painter.setPen(dashed(palette.ink_2, 1.5))
        painter.setBrush(QColor(palette.ember) if now else Qt.BrushStyle.NoBrush)
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
