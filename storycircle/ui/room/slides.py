"""Slides of the plenary: their content, layout and painting.

What a full screen shows the plenary, as plain values; and whoever has something to show.

A slide, laid out for a screen: the words as large as they may be, and all of them there.

Painting a slide: the title and its line, the actions, the time that counts, a line below.
"""

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, Qt, SignalInstance
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPen

from storycircle.ui.theme import theme
from storycircle.ui.theme.palette import Palette
from storycircle.ui.widgets.display.direction import draw_line
from storycircle.ui.widgets.display.label import TextLine, balanced_width, break_lines
from storycircle.ui.widgets.ring.geometry import ARC_SOON, ARC_WIDTH
from storycircle.ui.widgets.ring.ring_model import Step


class Item(Struct, frozen=True):
    """One action: its numeral, its words, and who and when."""

    numeral: str
    text: str
    who: str = ""


class Slide(Struct, frozen=True):
    """A title with its line, the actions, a line at the foot; and the time, where it counts.

    time: "2:35", or "+0:12" once it is over. beside: two short lines next to it. used: the part
    of the time that is used, 0 to 1. empty: what stands where there are no actions. large: the
    time is what people look for. step: whether the end of the time is near, or there.
    """

    title: str
    names: str = ""
    items: tuple[Item, ...] = ()
    foot: str = ""
    time: str = ""
    beside: tuple[str, ...] = ()
    used: float = 0.0
    empty: str = ""
    large: bool = False
    step: Step = Step.PLAIN


class Shown(Protocol):
    """Has something for the full screen. changed: it is another slide, or another time on it."""

    @property
    def changed(self) -> SignalInstance:
        """Emitted when there is something else to see."""

    def slide(self) -> Slide:
        """What is to be seen now."""

    def wait(self) -> float | None:
        """Seconds until it changes by itself; None where it does not."""

    def tick(self) -> None:
        """Called when those seconds are over."""

    def handler(self, event: QKeyEvent) -> Callable[[], None] | None:
        """What a key does here; None where it does nothing."""


LEFT, INDENT, RIGHT, FOOT = 120, 232, 142, 60  # px on a screen of 1920x1080, as are all below
TITLE, NAMES, TOP, QUESTION = 72, 36, 290, 34
LARGE, BESIDE = 220, 80  # radius of the time where it is large, and what the words leave for it
_ALL = (56, 52, 48, 44, 40, 36, 33, 30, 27)
"""Sizes for all actions at once; what does not fit at the last is read one by one."""
_ALONE = (84, 76, 68, 62, *_ALL, 24, 21, 18, 15, 12, 10, 8)
_LINE, _WHO, _WHO_LINE, _LEAST_WHO = 1.25, 32 / 56, 44 / 56, 24
_GAP = 0.75  # between two actions, in sizes


class Block(Struct, frozen=True):
    """An action: its lines from the top, in px, and whether it reads from the right."""

    numeral: str
    top: float
    size: float
    lines: tuple[TextLine, ...]
    who: tuple[TextLine, ...]
    from_right: bool
    cut: bool = False


class Layout(Struct, frozen=True):
    """All blocks of a slide with their fonts and the area they fill."""

    blocks: tuple[Block, ...]
    font: QFont
    who_font: QFont
    room: QRectF

    @property
    def cut(self) -> bool:
        """Whether an action is not whole here."""
        return any(block.cut for block in self.blocks)


def unit_of(width: float, height: float) -> float:
    """Px of this screen for one of 1920x1080."""
    return min(width / 1920, height / 1080)


def layout(slide: Slide, width: float, height: float) -> Layout:
    """The actions of a slide at the first size at which all are there."""
    unit = unit_of(width, height)
    foot = FOOT + (QUESTION * 1.8 if slide.foot else 0)
    left = LEFT if all(not item.numeral for item in slide.items) else INDENT
    sides = left + RIGHT + (LARGE * 2 + BESIDE if slide.large else 0)
    room = QRectF(left * unit, TOP * unit, width - sides * unit, height - (TOP + foot) * unit)
    sizes = _ALONE if len(slide.items) == 1 else _ALL
    # Even lines are as many as full ones: only those of the size that fits are made even.
    fits = (s for s in sizes if _height(_set(slide, s * unit, unit, room)) <= room.height())
    size = next(fits, None)
    made = _set(slide, (size or sizes[-1]) * unit, unit, room, even=True)
    return _spread(made if size else _shortened(made, room), room)


def _set(slide: Slide, px: float, unit: float, room: QRectF, *, even: bool = False) -> Layout:
    lines = _even if even else break_lines
    font = theme.serif(px, 600)
    who_font = theme.sans(max(_LEAST_WHO * unit, px * _WHO))
    blocks = tuple(
        Block(
            item.numeral,
            0.0,
            float(font.pixelSize()),
            tuple(lines(item.text, font, room.width())),
            tuple(break_lines(item.who, who_font, room.width())) if item.who else (),
            from_right(item.text),
        )
        for item in slide.items
    )
    return Layout(blocks, font, who_font, room)


def _even(text: str, font: QFont, width: float) -> list[TextLine]:
    return break_lines(text, font, balanced_width(text, font, width))


def line_height(layout: Layout) -> float:
    return float(layout.font.pixelSize()) * _LINE


def who_height(layout: Layout) -> float:
    return float(layout.who_font.pixelSize()) * _WHO_LINE / _WHO


def _tall(block: Block, layout: Layout) -> float:
    who = len(block.who) * who_height(layout) + (0.1 * block.size if block.who else 0.0)
    return len(block.lines) * line_height(layout) + who


def _height(layout: Layout) -> float:
    gaps = _GAP * layout.font.pixelSize() * max(0, len(layout.blocks) - 1)
    return sum(_tall(block, layout) for block in layout.blocks) + gaps


def _spread(made: Layout, room: QRectF) -> Layout:
    """The blocks from the top down; room left over parts them, but not far."""
    spare = max(0.0, room.height() - _height(made))
    gap = _GAP * made.font.pixelSize()
    gap += min(gap, spare / max(1, len(made.blocks)))
    top, blocks = room.top(), []
    for block in made.blocks:
        blocks.append(replace(block, top=top))
        top += _tall(block, made) + gap
    return replace(made, blocks=tuple(blocks))


def _shortened(made: Layout, room: QRectF) -> Layout:
    """Each action with as many lines as fit its share of the area; the rest is read out."""
    part = room.height() / max(1, len(made.blocks)) - _GAP * made.font.pixelSize()
    most = max(1, int((part - who_height(made)) // line_height(made)))
    blocks = []
    for block in made.blocks:
        lines, who = block.lines, block.who
        cut = len(lines) > most
        if cut:
            end = f"{lines[most - 1].text.rstrip(' .,')} …"
            lines = (*lines[: most - 1], TextLine(end, lines[most - 1].width))
        blocks.append(replace(block, lines=lines, who=who[:1], cut=cut))
    return replace(made, blocks=tuple(blocks))


def from_right(text: str) -> bool:
    """Whether a text begins with a script that reads from the right."""
    first = next((c for c in text if c.isalpha()), "")
    return "\u0590" <= first <= "\u08ff" or "\ufb1d" <= first <= "\ufefc"


_CLOCK, _ARC = 60, 9  # radius of the time's circle and the width of its arc, at 1920x1080
_APART = 4  # px from the arc to the line round it at the end
_CLOCK_AT = (186, 138)  # of its middle: from the right, from the top
_TITLE_AT, _NAMES_AT = 144, 192  # baselines, from the top
_FOOT_AT = 34  # of the foot's baseline, from below
_EMPTY = 44


class SlidePainter(Struct, frozen=True):
    """Paints slides of one size in the colours of one theme."""

    palette: Palette
    width: float
    height: float

    @property
    def unit(self) -> float:
        return unit_of(self.width, self.height)

    def paint(self, painter: QPainter, slide: Slide, layout: Layout) -> None:
        """Paint a slide that was laid out for this size."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._head(painter, slide)
        if slide.time:
            self._time(painter, slide)
        for block in layout.blocks:
            self._block(painter, block, layout)
        if slide.empty and not layout.blocks:
            font = theme.serif(_EMPTY * self.unit, italic=True)
            self._write(painter, slide.empty, font, self.palette.ink_2, layout.room)
        self._foot(painter, slide)

    def _head(self, painter: QPainter, slide: Slide) -> None:
        unit, left = self.unit, LEFT * self.unit
        painter.setPen(QColor(self.palette.ink))
        painter.setFont(theme.serif(TITLE * unit, 600))
        wide = self.width - left - (520 if slide.time and not slide.large else 142) * unit
        metrics = QFontMetricsF(painter.font())
        title = metrics.elidedText(slide.title, Qt.TextElideMode.ElideRight, wide)
        draw_line(painter, QPointF(left, _TITLE_AT * unit), title)
        font = theme.serif(NAMES * unit)
        lines = break_lines(slide.names, font, wide) if slide.names else []
        if len(lines) > 1:
            font = theme.serif(NAMES * 0.75 * unit)
            lines = break_lines(slide.names, font, wide)
        painter.setFont(font)
        painter.setPen(QColor(self.palette.ink_2))
        for place, line in enumerate(_most(lines, 2, font, wide)):
            down = _NAMES_AT + place * NAMES * 0.95
            draw_line(painter, QPointF(left, down * unit), line.text)

    def _time(self, painter: QPainter, slide: Slide) -> None:
        unit, palette = self.unit, self.palette
        times = LARGE / _CLOCK if slide.large else 1.0
        at = (RIGHT + LARGE, TOP + LARGE)
        at = at if slide.large else _CLOCK_AT
        centre = QPointF(self.width - at[0] * unit, at[1] * unit)
        radius = _CLOCK * unit * times
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        pen = QPen(QColor(palette.line), _ARC * unit * times)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        pen.setColor(QColor(palette.ember))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        if slide.step is not Step.PLAIN:  # the ring's steps, in its own measures
            pen.setWidthF(pen.widthF() * ARC_SOON / ARC_WIDTH)
        painter.setPen(pen)
        if slide.used > 0:
            painter.drawArc(box, 90 * 16, -round(min(1.0, slide.used) * 360 * 16))
        if slide.step is Step.OVER:
            around = radius + pen.widthF() / 2 + _APART * unit * times
            painter.setPen(QPen(QColor(palette.ember), max(2.0, 2 * unit * times)))
            painter.drawEllipse(centre, around, around)
        size = 40 if len(slide.time) < 5 else 31  # "+0:12" stands in the circle too
        font = theme.serif(size * unit * times, 600)
        self._middle(painter, slide.time, font, palette.ink, centre)
        if slide.large:
            below = QPointF(centre.x(), centre.y() + radius * 0.5)
            font = theme.sans(28 * unit)
            self._middle(painter, " ".join(slide.beside), font, palette.ink_2, below)
        else:
            self._beside(painter, slide, centre, radius)

    def _beside(self, painter: QPainter, slide: Slide, centre: QPointF, radius: float) -> None:
        """Short lines left of the time's circle."""
        unit, palette = self.unit, self.palette
        font = theme.sans(28 * unit)
        metrics = QFontMetricsF(font)
        top = centre.y() - (len(slide.beside) - 1) * 18 * unit
        for place, line in enumerate(slide.beside):
            wide = metrics.horizontalAdvance(line)
            base = top + place * 36 * unit + (metrics.ascent() - metrics.descent()) / 2
            painter.setFont(font)
            painter.setPen(QColor(palette.ink_2))
            draw_line(painter, QPointF(centre.x() - radius - 28 * unit - wide, base), line)

    def _block(self, painter: QPainter, block: Block, layout: Layout) -> None:
        base = block.top + block.size
        painter.setPen(QColor(self.palette.teal))
        painter.setFont(layout.font)
        draw_line(painter, QPointF(LEFT * self.unit, base), block.numeral)
        high = line_height(layout)
        self._lines(painter, block, layout, base)
        painter.setFont(layout.who_font)
        painter.setPen(QColor(self.palette.ink_2))
        base += high * (len(block.lines) - 1) + who_height(layout) + 0.1 * block.size
        for place, line in enumerate(block.who):
            left = self._left(block, layout, line, layout.who_font)
            draw_line(painter, QPointF(left, base + place * who_height(layout)), line.text)

    def _lines(self, painter: QPainter, block: Block, layout: Layout, base: float) -> None:
        painter.setPen(QColor(self.palette.ink))
        for place, line in enumerate(block.lines):
            left = self._left(block, layout, line, layout.font)
            draw_line(painter, QPointF(left, base + place * line_height(layout)), line.text)

    @staticmethod
    def _left(block: Block, layout: Layout, line: TextLine, font: QFont) -> float:
        """Where a line begins: at the right where its script does."""
        if not block.from_right:
            return layout.room.left()
        return layout.room.right() - QFontMetricsF(font).horizontalAdvance(line.text)

    def _foot(self, painter: QPainter, slide: Slide) -> None:
        font = theme.serif(QUESTION * self.unit, italic=True)
        wide = self.width - (LEFT + RIGHT) * self.unit
        metrics = QFontMetricsF(font)
        text = metrics.elidedText(slide.foot, Qt.TextElideMode.ElideRight, wide)
        painter.setFont(font)
        painter.setPen(QColor(self.palette.ink_2))
        at = QPointF(LEFT * self.unit, self.height - _FOOT_AT * self.unit)
        draw_line(painter, at, text)

    def _write(self, painter: QPainter, text: str, font: QFont, colour: str, room: QRectF) -> None:
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        for place, line in enumerate(break_lines(text, font, room.width())):
            down = room.top() + metrics.ascent() + place * metrics.height() * 1.15
            draw_line(painter, QPointF(room.left(), down), line.text)

    def _middle(
        self, painter: QPainter, text: str, font: QFont, colour: str, centre: QPointF
    ) -> None:
        metrics = QFontMetricsF(font)
        base = centre.y() + (metrics.ascent() - metrics.descent()) / 2
        painter.setFont(font)
        painter.setPen(QColor(colour))
        draw_line(painter, QPointF(centre.x() - metrics.horizontalAdvance(text) / 2, base), text)


def _most(lines: list[TextLine], count: int, font: QFont, wide: float) -> list[TextLine]:
    """At most so many lines; a list of names that is longer ends in an ellipsis."""
    if len(lines) <= count:
        return lines
    rest = " ".join(line.text for line in lines[count - 1 :])
    text = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, wide)
    return [*lines[: count - 1], TextLine(text, wide)]
