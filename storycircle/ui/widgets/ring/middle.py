"""The words in the middle of the ring: laid out once for what they say, and drawn where they are
seen.

A turn is looked at twice a second. Each other time its arc has moved and no word: nothing is
measured then, and of a word that stands as it stood nothing is painted.
"""

from functools import lru_cache
from math import sqrt

from msgspec import Struct
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QRegion

from storycircle.ui.theme import theme
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.direction import draw_line
from storycircle.ui.widgets.ring import geometry
from storycircle.ui.widgets.ring.geometry import Geometry
from storycircle.ui.widgets.ring.ring_model import RingView, broken, elided

_LEAST = 13.0  # px: nothing is smaller
_FIGURES = frozenset("0123456789:+-\N{MINUS SIGN}")
_REACH, _REACH_OF_LATIN, _REACH_OF_FIGURES = (1.5, 0.7), (0.95, 0.3), (0.78, 0.1)
"""Of the size, what a line covers above and below its base, in whatever script; what it does in
plain Latin letters, and in figures: so that a time which changes leaves the name above it alone.
"""


@lru_cache(maxsize=512)
def measure(text: str, size: float, bold: bool) -> float:
    """Width of people's words in px; sizes on the ring already carry the text scale."""
    return QFontMetricsF(theme.serif(size, 600 if bold else 400)).horizontalAdvance(text)


@lru_cache(maxsize=512)
def measure_word(text: str, size: float, bold: bool) -> float:
    """Width in px of the word below a name."""
    return QFontMetricsF(theme.sans(size, 600 if bold else 400)).horizontalAdvance(text)


class Line(Struct, frozen=True):
    """A line of words with where it begins on its base line. of_people: in their voice, and bold;
    else in the app's. box: all that it may cover, in whatever script.
    """

    text: str
    size: float
    of_people: bool
    colour: str
    left: float
    base: float
    box: QRect

    @property
    def font(self) -> QFont:
        return theme.serif(self.size, 600) if self.of_people else theme.sans(self.size)


def draw_words(painter: QPainter, line: Line) -> None:
    """Draw a line of the middle."""
    painter.setFont(line.font)
    painter.setPen(QColor(line.colour))
    draw_line(painter, QPointF(line.left, line.base), line.text)


class Middle:
    """The middle's words of one ring, laid out anew where they or the ring differ."""

    def __init__(self, theme: Theme, *, room: bool) -> None:
        self._theme, self._room = theme, room
        self._key: object = None
        self._lines: tuple[Line, ...] = ()

    def lines(self, view: RingView, ring: Geometry, width: int) -> tuple[Line, ...]:
        """Name, time and lines. width: of the widget, in px."""
        said = (view.name, view.caption, view.time, view.quiet, view.lines, view.large)
        key = (*said, ring, width)
        if key != self._key:
            self._key = key
            self._lines = tuple(_Layout(self._theme, ring, width, room=self._room).of(view))
        return self._lines

    def changed(self, old: RingView, new: RingView, ring: Geometry, width: int) -> list[QRect]:
        """What the lines cover that differ between two views."""
        before, now = self.lines(old, ring, width), self.lines(new, ring, width)
        if before is now:
            return []
        return [one.box for one in (*before, *now) if one not in before or one not in now]

    def paint(
        self, painter: QPainter, view: RingView, ring: Geometry, width: int, seen: QRegion
    ) -> None:
        """Draw them. seen: what of the ring is painted; words outside of it are left."""
        for line in self.lines(view, ring, width):
            if seen.intersects(line.box):
                draw_words(painter, line)


class _Layout:
    """Where each line stands, and how large it is."""

    def __init__(self, theme: Theme, ring: Geometry, width: int, *, room: bool) -> None:
        self._theme, self._palette = theme, theme.palette
        self._ring, self._width, self._room = ring, width, room

    def of(self, view: RingView) -> list[Line]:
        ring, palette = self._ring, self._palette
        s, x, y = ring.s, ring.cx, ring.cy
        inside = 2 * (geometry.ARC - geometry.ARC_WIDTH) * s
        lines: list[Line] = []
        if ring.line is not None:
            lines.append(self._above(view, ring.line))
        elif view.name:
            wanted = (0.0705 if view.large else 0.052) * s * self._larger(view)
            size = self._fitting(view.name, max(15.0, wanted), inside * 0.82)
            names, step = self._name_lines(view, size, inside), 1.1 * size
            top = 0.098 * s if view.time else step * (len(names) - 1) - 0.004 * s
            for number, shown in enumerate(names):
                lines.append(self._people(shown, size, palette.ink, x, y - top + number * step))
        elif view.caption:
            lines += self._caption(view)
        if view.time:
            colour = palette.ink_2 if view.quiet else palette.ink
            wanted = geometry.TIME if ring.line is None else geometry.TIME_ALONE
            size = self._fitting(view.time, wanted * s, inside * 0.92)
            lines.append(self._people(view.time, size, colour, x, y + 0.052 * s))
        return lines + self._below(view)

    def _people(self, text: str, size: float, colour: str, x: float, base: float) -> Line:
        """A line in the voice of people, centred on x."""
        return self._line(text, size, colour, x, base, of_people=True)

    def _app(self, text: str, size: float, x: float, base: float) -> Line:
        """A line in the voice of the app, centred on x."""
        return self._line(text, size, self._palette.ink_2, x, base, of_people=False)

    @staticmethod
    def _line(
        text: str, size: float, colour: str, x: float, base: float, *, of_people: bool
    ) -> Line:
        px = max(1, round(size))
        wide = measure(text, px, True) if of_people else measure_word(text, px, False)
        aside = px / 3
        high, low = _REACH_OF_LATIN if text.isascii() else _REACH
        if _FIGURES.issuperset(text):
            high, low = _REACH_OF_FIGURES
        box = QRectF(x - wide / 2 - aside, base - high * px, wide + 2 * aside, (high + low) * px)
        return Line(text, px, of_people, colour, x - wide / 2, base, box.toAlignedRect())

    def _above(self, view: RingView, base: float) -> Line:
        """Whose turn it is, or the line of the time, above a ring without names."""
        ring = self._ring
        reach = 2 * min(ring.cx, self._width - ring.cx) - 4
        if view.name:
            size = self._fitting(view.name, ring.name, reach)
            shown = elided(view.name, reach, lambda text: measure(text, size, True))
            return self._people(shown, size, self._palette.ink, ring.cx, base)
        size = max(1, round(ring.name))
        shown = elided(view.caption, reach, lambda text: measure_word(text, size, False))
        return self._app(shown, size, ring.cx, base)

    def _larger(self, view: RingView) -> float:
        """How much larger the middle's words are: beside a time there is little room for it."""
        return min(self._ring.larger, 1.2) if view.time else self._ring.larger

    def _line_size(self, view: RingView) -> float:
        """Size of the lines: larger in the room, and again where they stand by a large name."""
        part = (0.041 if view.large else 0.0365) if self._room else 0.031
        return max(14 * self._theme.scale, part * self._ring.s * self._larger(view))

    def _name_lines(self, view: RingView, size: int, inside: float) -> tuple[str, ...]:
        """The name in one line, or in two where it stands alone and is too wide for the circle."""

        def wide(text: str) -> float:
            return measure(text, size, True)

        if view.time:
            chord = self._chord(0.098 * self._ring.s + 0.7 * size)
            return (elided(view.name, max(inside * 0.82, chord), wide),)
        return broken(view.name, inside * 0.82, wide)

    def _caption(self, view: RingView) -> list[Line]:
        """The line above the time, if it fits: what it says of the time stands beside it too."""
        ring, above = self._ring, 0.098 * self._ring.s
        size = max(14 * self._theme.scale, 0.034 * ring.s * self._larger(view))
        chord = self._chord(above + 0.7 * size)
        wide = measure_word(view.caption, size, False)
        if wide > chord:
            size *= chord / wide
        return [self._app(view.caption, size, ring.cx, ring.cy - above)] if size >= _LEAST else []

    def _chord(self, off: float) -> float:
        """How wide the face of the clock is so far off its middle, in px."""
        s = self._ring.s
        inside = (geometry.ARC - geometry.ARC_WIDTH / 2) * s - 3
        return 2 * sqrt(max(inside**2 - off**2, (0.1 * s) ** 2))

    def _below(self, view: RingView) -> list[Line]:
        """The lines under the time, each as wide as the face of the clock is there."""
        ring, scale = self._ring, self._theme.scale
        s, size = ring.s, self._line_size(view)
        least = 0.056 * s if view.large else 0.044 * s
        step = max(17 * scale, least * self._larger(view))
        # At 200 % the second line would reach the arc: then it goes, as the design says.
        most = 1 if step > 0.06 * s and view.time and scale > 1 else 3
        lines = []
        for number, line in enumerate(view.lines[:most]):
            fits = size
            while True:  # a smaller line stands higher, where the circle is wider
                first = max(0.108 * s, 0.052 * s + 0.9 * fits) if view.time else 0.004 * s + step
                below = first + number * step
                chord = self._chord(below)
                wide = measure_word(line, fits, False)
                if wide <= chord or fits <= _LEAST:
                    break
                fits = max(_LEAST, min(fits - 1, fits * chord / wide))
            if wide > chord:
                break  # what does not fit is said elsewhere too
            lines.append(self._app(line, fits, ring.cx, ring.cy + below))
        return lines

    @staticmethod
    def _fitting(text: str, size: float, width: float) -> int:
        """People's words at this size, or down to 0.7 of it where that makes them fit; in whole
        px.
        """
        wide = measure(text, size, True)
        return max(1, round(size * max(0.7, min(1.0, width / max(1.0, wide)))))
