"""Painting the ring: seats, arc, words in it, and the mark.

The middle of the ring: the seats' circle, the arc of the time, and the words in it.

The seats of the ring with their initials, their halo and focus, and the names outside.

What of the ring stands still while a turn runs, kept as a picture; and what moves.

The mark: a circle of people and the one who holds it, small.
"""

from collections.abc import Callable, Sequence
from math import ceil, pi

from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QIcon,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from storycircle.core.i18n import p_
from storycircle.ui.theme import theme
from storycircle.ui.theme.palette import Palette
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.card import antialiased, dashed, draw_disc, draw_sign, rounded
from storycircle.ui.widgets.display.direction import draw_line
from storycircle.ui.widgets.ring import geometry
from storycircle.ui.widgets.ring.geometry import ARC, ARC_SOON, ARC_WIDTH, Geometry
from storycircle.ui.widgets.ring.ring_model import (
    ABSENT,
    Label,
    RingView,
    SeatState,
    Step,
    initials,
)


def draw_middle(  # noqa: PLR0917 (a drawing and its measures)
    painter: QPainter, text: str, font: QFont, colour: str, x: float, base: float
) -> None:
    """Draw a line centred on x, on its base line."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    wide = QFontMetricsF(font).horizontalAdvance(text)
    draw_line(painter, QPointF(x - wide / 2, base), text)


class FacePainter:
    """One painting of the face of one ring; made anew for each."""

    def __init__(
        self,
        painter: QPainter,
        theme: Theme,
        ring: Geometry,
        *,
        room: bool,
    ) -> None:
        self._painter = painter
        self._theme = theme
        self._palette = theme.palette
        self._ring = ring
        self._room = room

    def paint_circle(self) -> None:
        """The seats' circle, and the face of the clock without its time."""
        painter, ring = self._painter, self._ring
        centre = QPointF(ring.cx, ring.cy)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._palette.line), 1.5))
        painter.drawEllipse(centre, ring.radius, ring.radius)
        radius, wide = geometry.ARC * ring.s, geometry.ARC_WIDTH * ring.s
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._palette.surface))
        painter.drawEllipse(centre, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._paint_track(centre, radius, wide)

    def paint_time(self, view: RingView, *, used: float, bead: float) -> None:
        """The arc and the beads.

        used is the length of the arc and bead how much of the newest bead is there, 0 to 1.
        """
        painter, ring = self._painter, self._ring
        centre = QPointF(ring.cx, ring.cy)
        radius, wide = geometry.ARC * ring.s, arc_width(view.step) * ring.s
        speaks = any(seat.state == SeatState.SPEAKING for seat in view.seats)
        if used > 0 or speaks:
            pen = QPen(QColor(self._palette.ember), wide)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
            # Sixteenths of a degree; a length of nothing would draw nothing, and it is a dot.
            painter.drawArc(box, 90 * 16, -max(1, round(min(1.0, used) * 360 * 16)))
        if view.step is Step.OVER:
            painter.setPen(QPen(QColor(self._palette.ember), max(2.0, 0.004 * ring.s)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            around = geometry.END_LINE * ring.s
            painter.drawEllipse(centre, around, around)
        self._paint_beads(min(view.beads, geometry.MOST_BEADS), bead)

    def _paint_beads(self, count: int, newest: float) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        for index in range(count):
            colour = QColor(self._palette.ember)
            if index == count - 1:
                colour.setAlphaF(newest)
            self._painter.setBrush(colour)
            x, y = self._ring.at(12 * index, geometry.BEAD_CIRCLE * self._ring.s)
            self._painter.drawEllipse(QPointF(x, y), *(geometry.BEAD * self._ring.s,) * 2)

    def _paint_track(self, centre: QPointF, radius: float, wide: float) -> None:
        """The empty arc; two thin circles in high contrast, where line is as strong as ink."""
        painter = self._painter
        if self._palette.high_contrast:
            painter.setPen(QPen(QColor(self._palette.line), 1))
            for edge in (radius - wide / 2, radius + wide / 2):
                painter.drawEllipse(centre, edge, edge)
        else:
            painter.setPen(QPen(QColor(self._palette.line), wide))
            painter.drawEllipse(centre, radius, radius)

    def paint_facilitator(self) -> None:
        """Who holds the circle: a bar at six o'clock, and *you* below, but not in the room."""
        ring, painter = self._ring, self._painter
        x, y = ring.cx, ring.cy + ring.radius
        half, thick = 0.028 * ring.s, max(4, 0.009 * ring.s)
        pen = QPen(QColor(self._palette.ink_2), thick)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        reach = half - thick / 2
        painter.drawLine(QPointF(x - reach, y), QPointF(x + reach, y))
        if not self._room and ring.line is None:
            font = theme.sans(max(14 * self._theme.scale, 0.024 * ring.s))
            base = y + thick / 2 + 4 + QFontMetricsF(font).ascent()
            you = p_("who holds the circle", "you")
            draw_middle(painter, you, font, self._palette.ink_2, x, base)


class SeatPainter:
    """One painting of all seats; made anew for each."""

    def __init__(self, painter: QPainter, palette: Palette, ring: Geometry) -> None:
        self._painter = painter
        self._palette = palette
        self._ring = ring
        self._thick = max(1.0, ring.s / 700)
        """Outlines grow with a ring that is seen from across the room."""

    def paint_seat(
        self, state: SeatState, name: str, at: QPointF, *, focus: bool, halo: float
    ) -> None:
        """One seat at its place, or under the pointer that drags it; halo is 0 to 1 of one."""
        painter, palette, r = self._painter, self._palette, self._ring.seat
        if halo > 0:
            reach = r * (1 + (geometry.HALO - 1) * halo)
            edge = QPen(QColor(palette.ember), 2.5 * self._thick)
            strong = palette.high_contrast  # no tints there: a ring instead
            self._disc(at, reach, "" if strong else palette.ember_soft, edge if strong else None)
        ground, ink, pen = self._seat_colours(state)
        self._disc(at, r, ground, pen)
        letters = initials(name)
        size = r * (0.9 if len(letters) == 1 else 0.74)
        font = theme.serif(size, 600)
        metrics = QFontMetricsF(font)
        draw_middle(painter, letters, font, ink, at.x(), at.y() + metrics.capHeight() / 2)
        if state == SeatState.HEARD:
            self._paint_tick(at)
        if focus:
            reach = r * geometry.HALO if state == SeatState.SPEAKING else r
            self._disc(at, reach + 4, "", QPen(QColor(palette.teal), 2))

    def _paint_tick(self, at: QPointF) -> None:
        """Draw the tick on the side towards the middle, where no name is."""
        r = self._ring.seat
        side = -1 if at.x() > self._ring.cx + 1 else 1
        spot = QPointF(at.x() + side * 0.72 * r, at.y() - 0.72 * r)
        radius = max(6.5, r / 3)
        self._disc(spot, radius + 1.5, self._palette.paper, None)
        draw_disc(self._painter, "tick", spot, radius, self._palette.teal, self._palette.on)

    def paint_numbers(self, seats: Sequence[QPointF], size: float) -> None:
        """The numbers of seats by their middles, towards the middle and below the tick."""
        painter, palette, off = self._painter, self._palette, 0.85 * self._ring.seat
        font, ground, ink = theme.sans(size, 600), QColor(palette.paper), QColor(palette.ink_2)
        metrics = QFontMetricsF(font)
        high = metrics.capHeight()
        painter.setFont(font)
        for number, at in enumerate(seats, 1):
            side = -1 if at.x() > self._ring.cx + 1 else 1
            spot, wide = QPointF(off * side, off) + at, metrics.horizontalAdvance(str(number))
            radius = max(high, wide) / 2 + 4
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawEllipse(spot, radius, radius)
            painter.setPen(ink)
            painter.drawText(spot + QPointF(-wide / 2, high / 2), str(number))

    def _seat_colours(self, state: SeatState) -> tuple[str, str, QPen | None]:
        """Ground, ink and outline of a seat; the outline's width in px."""
        palette, thick = self._palette, self._thick
        match state:
            case SeatState.SPEAKING:
                return palette.ember, palette.on, None
            case SeatState.NEXT:
                return palette.surface, palette.ink, QPen(QColor(palette.ember), 2.5 * thick)
            case SeatState.HEARD:
                return palette.teal_soft, palette.teal, QPen(QColor(palette.teal), 2 * thick)
            case SeatState.PASSED:
                return palette.paper, palette.ink_2, self._dashes(palette.ink_2, 2 * thick)
            case SeatState.AWAY | SeatState.APOLOGIES:
                return palette.paper, palette.ink_2, self._dashes(palette.edge, 1.5 * thick)
            case _:
                return palette.surface, palette.ink_2, QPen(QColor(palette.edge), 1.5 * thick)

    def _dashes(self, colour: str, width: float) -> QPen:
        """Dashes that come out even round a whole seat."""
        round_length = 2 * pi * self._ring.seat
        count = max(12, ceil(round_length / (7.5 * self._thick)))
        each = round_length / count / width
        pen = QPen(QColor(colour), width)
        pen.setDashPattern([each * 0.55, each * 0.45])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen

    def _disc(self, at: QPointF, radius: float, ground: str, pen: QPen | None) -> None:
        self._painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        self._painter.setPen(pen if pen is not None else Qt.PenStyle.NoPen)
        self._painter.drawEllipse(at, radius, radius)

    def paint_adding(self, at: QPointF, *, focus: bool) -> None:
        """The place for one more person."""
        r, teal = self._ring.seat, self._palette.teal
        self._disc(at, r, self._palette.paper, self._dashes(teal, 2))
        draw_sign(self._painter, "plus", at, r * 0.9, teal, 2)
        if focus:
            self._disc(at, r + 4, "", QPen(QColor(teal), 2))

    def paint_labels(self, labels: Sequence[Label], states: Sequence[SeatState | None]) -> None:
        """All names; None is the name of the place for one more."""
        for label, state in zip(labels, states, strict=True):
            faint = state in ABSENT
            ink = self._palette.ink_2 if faint else self._palette.ink
            if state is None:
                ink = self._palette.teal
            font = theme.serif(label.size, 600 if label.bold else 400)
            y = label.box.top
            for line in label.lines:
                y = self._label_line(label, line, font, ink, y, label.size * geometry.NAME_LINE)
            if label.word:
                following = state == SeatState.NEXT
                face = theme.sans(label.word_size, 600 if following else 400)
                colour = self._palette.ember_ink if following else self._palette.ink_2
                height = self._ring.name * geometry.WORD_LINE
                self._label_line(label, label.word, face, colour, y, height)

    def _label_line(  # noqa: PLR0917 (a drawing and its measures)
        self, label: Label, text: str, font: QFont, colour: str, top: float, height: float
    ) -> float:
        """Draw a line at its near end; the top of the next line."""
        metrics = QFontMetricsF(font)
        wide = metrics.horizontalAdvance(text)
        box = label.box
        left = box.left if label.side > 0 else box.right - wide
        if label.side == 0:
            left = (box.left + box.right - wide) / 2
        base = top + (height + metrics.ascent() - metrics.descent()) / 2
        self._painter.setFont(font)
        self._painter.setPen(QColor(colour))
        draw_line(self._painter, QPointF(left, base), text)
        return top + height


SHORT = 0.02  # of the circle: a movement up to this is a short stretch at the arc's end


class StillLayer:
    """The seats, their names and the empty circle: drawn anew only where they differ."""

    def __init__(self, widget: QWidget, ground: QColor) -> None:
        """ground: what lies below all of it; transparent where others paint that."""
        self._widget, self._ground = widget, ground
        self._picture = QPixmap()
        self._key: object = None

    def paint(self, painter: QPainter, key: object, draw: Callable[[QPainter], None]) -> None:
        """Put the layer down; key: all that it depends on beside the widget's size."""
        ratio = self._widget.devicePixelRatioF()
        whole = (key, self._widget.size(), ratio)
        if whole != self._key:
            self._key = whole
            self._picture = QPixmap(self._widget.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(self._ground)
            with antialiased(self._picture) as layer:
                draw(layer)
        painter.drawPixmap(0, 0, self._picture)


def only_time_went_by(old: RingView, new: RingView) -> bool:
    """Whether nothing differs but how much of a turn is used, and the words that say so."""
    step = new.used - old.used
    same = replace(
        new, used=old.used, spoken=old.spoken, time=old.time, lines=old.lines, left=old.left
    )
    return 0 <= step <= SHORT and same == old


def arc_width(step: Step) -> float:
    """How wide the arc is, in parts of the ring's size."""
    return ARC_WIDTH if step is Step.PLAIN else ARC_SOON


def arc_end(ring: Geometry, first: float, last: float, wide: float) -> QRect:
    """The box of a short stretch of the arc, with its round end, as it has to be painted anew."""
    half = wide * ring.s / 2 + 2
    ends = [QPointF(*ring.at(360 * min(1.0, used), ARC * ring.s)) for used in (first, last)]
    box = QRectF(ends[0], ends[1]).normalized()
    return box.adjusted(-half, -half, half, half).toAlignedRect()


SIX_HEARD = (SeatState.HEARD,) * 6


class Mark(QWidget):
    """size is in px at 100 %; states makes it a small picture of a real circle."""

    def __init__(
        self,
        theme: Theme,
        size: int,
        states: Sequence[SeatState] = SIX_HEARD,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size = theme.px(size)
        self._states = tuple(states)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            draw_mark(painter, self._theme.palette, self._size, self._states)


def draw_mark(
    painter: QPainter, palette: Palette, size: float, states: Sequence[SeatState]
) -> None:
    """Draw a small circle of people, size px wide, from the painter's corner."""
    middle, radius = size / 2, 0.385 * size
    ring = Geometry(size, middle, middle, len(states), 0)
    painter.setPen(QPen(QColor(palette.line), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(middle, middle), radius, radius)
    bar = QPen(QColor(palette.ink_2), max(2.0, 0.05 * size))
    bar.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(bar)
    half = 0.075 * size
    base = middle + radius
    painter.drawLine(QPointF(middle - half, base), QPointF(middle + half, base))
    crowd = min(1.0, 7 / (len(states) + 1))
    for index, state in enumerate(states):
        at = QPointF(*ring.centre(index))
        _draw_spot(painter, palette, at, max(2.5, 0.088 * size * crowd), state)


def _draw_spot(
    painter: QPainter, palette: Palette, at: QPointF, radius: float, state: SeatState
) -> None:
    filled = {SeatState.HEARD: palette.teal, SeatState.SPEAKING: palette.ember}
    if state in filled:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(filled[state]))
    else:
        absent = state in ABSENT
        colour = palette.ember if state == SeatState.NEXT else palette.edge
        pen = dashed(palette.ink_2, 1.5, 2, 1.5) if absent else QPen(QColor(colour), 1.5)
        painter.setPen(pen)
        painter.setBrush(QColor(palette.surface))
    painter.drawEllipse(at, radius, radius)


_ICON = (16, 32, 48, 128)  # px
_TILE = 0.2  # of its side: how round the ground of the icon is at its corners


def app_icon(palette: Palette) -> QIcon:
    """The app's sign for its windows, at all sizes."""
    icon = QIcon()
    for size in _ICON:
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_icon(painter, palette, size)
        icon.addPixmap(picture)
    return icon


def paint_icon(painter: QPainter, palette: Palette, size: int) -> None:
    """The app's sign, size: px: the mark on a tile of paper, one of the six speaking."""
    states = (*SIX_HEARD[:-1], SeatState.SPEAKING)
    rounded(painter, QRectF(0, 0, size, size), _TILE * size, palette.paper, None)
    draw_mark(painter, palette, size, states)
