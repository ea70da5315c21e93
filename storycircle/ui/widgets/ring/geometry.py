"""Where things stand on the ring: pure measures from the design, no painting.

All lengths are px; angles are degrees clockwise from twelve. The facilitator sits at six o'clock
and seat 0 is at their left hand.
"""

from collections.abc import Callable, Sequence
from functools import cache, cached_property, lru_cache
from math import atan2, cos, pi, radians, sin

from msgspec import Struct

RADIUS = 0.385  # the circle the seats stand on, in parts of s, as are all below
ARC = 0.272
ARC_WIDTH = 0.026
ARC_SOON = 0.036  # its width from half a minute before the end
END_LINE = 0.297  # the line round the arc from the end on
BEAD_CIRCLE = 0.236
BEAD = 0.0085
HALO = 1.34  # in seat radii
MOST_BEADS = 30
TIME = 0.165  # size of the time in the middle; where it is long, a little less
TIME_ALONE = 0.19  # where no name stands above it
_LONG_TIME = 0.145  # of "+10:42"
SIDE_LABELS = (6.4, 4.8, 3.4)  # the most a name at the side may ask for, in name sizes
_WORD_WIDTH = 2.7  # "passed", the widest word below a name, in name sizes
BOLD = 1.08  # a speaker's name beside the others'
NAME_LINE = 1.16  # line height of a name, in name sizes
WORD_LINE = 1.05  # line height of the word below a name, in name sizes
WORD = 0.82  # size of that word, in name sizes
_FOCUS = 6  # from a seat's edge to the outer edge of its focus ring


class Name(Struct, frozen=True):
    """How wide a name is, in its own size: plain, and bold as a speaker's."""

    plain: float
    bold: float


class Box(Struct, frozen=True):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share any room."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


class Geometry(Struct, frozen=True, dict=True):
    """A ring of s px with its centre, and n seats."""

    s: float
    cx: float
    cy: float
    n: int
    name: float
    """Size of the names round the ring."""
    larger: float = 1.0
    """How much larger than the design's all words on it are."""
    line: float | None = None
    """Where there is no room for names round it: the base of the one line above it, whose turn it
    is. None where the names stand at their seats, and whose turn it is in the middle too."""

    @cached_property
    def radius(self) -> float:
        return RADIUS * self.s

    @cached_property
    def seat(self) -> float:
        """Radius of a seat."""
        return seat_radius(self.s, self.n)

    def angle(self, index: int) -> float:
        return angle(index, self.n)

    def centre(self, index: int) -> tuple[float, float]:
        """The middle of a seat."""
        return self.at(self.angle(index), self.radius)

    def at(self, degrees: float, radius: float) -> tuple[float, float]:
        turn = radians(degrees)
        return self.cx + radius * sin(turn), self.cy - radius * cos(turn)

    def label_radius(self, *, speaking: bool) -> float:
        reach = self.seat * (HALO if speaking else 1)
        return self.radius + reach + max(7, 0.016 * self.s)

    def label_box(self, index: int, width: float, height: float, *, speaking: bool = False) -> Box:
        """Where a label of this size stands: outside, by its near end, or its middle at the top."""
        radius = self.label_radius(speaking=speaking)
        left, top = _label_corner(_directions(self.n)[index], radius, width, height)
        left, top = self.cx + left, self.cy + top
        return Box(left, top, left + width, top + height)


@cache
def angle(index: int, n: int) -> float:
    """Where seat `index` of n stands; six o'clock is the facilitator's."""
    return (180 + (index + 1) * 360 / (n + 1)) % 360


@cache
def _directions(n: int) -> tuple[tuple[float, float, int], ...]:
    """Of each of n seats: how far to the right and down it stands, and which end of its label is
    near. A ring is fitted on every key that is pressed.
    """
    turns = [angle(index, n) for index in range(n)]
    return tuple((sin(radians(turn)), -cos(radians(turn)), anchor(turn)) for turn in turns)


def _label_corner(
    direction: tuple[float, float, int], radius: float, width: float, height: float
) -> tuple[float, float]:
    """The left upper corner of a label outside of a circle round 0, 0."""
    right, down, side = direction
    x, y = right * radius, down * radius
    left = x - width / 2 if side == 0 else x if side > 0 else x - width
    return left, y - height / 2 * (1 - down)


@lru_cache(maxsize=512)
def anchor(degrees: float) -> int:
    """Which end of a label is near: 1 its left, -1 its right, 0 its middle."""
    side = sin(radians(degrees))
    return 0 if abs(side) < 0.2 else 1 if side > 0 else -1


def seat_radius(s: float, n: int) -> float:
    """Seats grow with the ring, never meet their neighbours, and can always be pressed."""
    half = RADIUS * s * sin(radians(180 / (n + 1)))  # half the way to the neighbour's middle
    return max(min(16, 0.92 * half), min(0.062 * s, 0.72 * half))


def name_size(s: float, scale: float, *, room: bool = False, larger: float = 1.0) -> float:
    """Size of the names, at the text scale; larger for the room, and where it asks for more."""
    return max(16 * scale, (0.046 if room else 0.031) * s * larger)


def extent(
    s: float,
    names: Sequence[Name],
    scale: float,
    *,
    widest: float,
    room: bool,
    bold: bool,
    larger: float = 1.0,
    bare: bool = False,
) -> Box:
    """The box of all seats, halos and labels of two lines, round a centre at 0, 0.

    widest is the most a name asks for, in name sizes. bare: seats alone, without any words.
    """
    n = len(names)
    size = name_size(s, scale, room=room, larger=larger)
    ring = Geometry(s, 0, 0, n, size)
    radius, label_radius = ring.radius, ring.label_radius(speaking=bold)
    reach = max(ring.seat * HALO + (_FOCUS if bare else 0), ring.seat + _FOCUS)
    # The facilitator's mark and the word "you" below it.
    below = radius + (0.01 * s if room or bare else 0.018 * s + 6 + 1.3 * 16 * scale)
    across, down = [-radius, radius], [-radius, radius, below]
    height = size * (NAME_LINE + WORD_LINE)
    for name, direction in zip(names, _directions(n), strict=True):
        x, y = direction[0] * radius, direction[1] * radius
        across += (x - reach, x + reach)
        down += (y - reach, y + reach)
        if bare:
            continue
        wide = max(_WORD_WIDTH, min(widest, name.bold * BOLD if bold else name.plain)) * size
        left, top = _label_corner(direction, label_radius, wide, height)
        across += (left, left + wide)
        down += (top, top + height)
    return Box(min(across), min(down), max(across), max(down))


@lru_cache(maxsize=32)
def fit(
    names: tuple[Name, ...],
    width: float,
    height: float,
    *,
    scale: float = 1.0,
    bleed: float = 0.0,
    room: bool = False,
    larger: float = 1.0,
    timed: bool = False,
) -> Geometry:
    """The largest ring for this room, its box in the middle.

    Whoever speaks, s is the same: nothing jumps between turns. bleed is a side margin that only
    a speaker's bold name may run into. larger makes the words larger, and the rest give way.
    timed: it shows a time, which is never smaller than the names: where they would leave it so
    little room, the seats have their initials alone, and who speaks stands in a line above.
    """
    for widest in SIDE_LABELS:
        ring = _fit(
            names, width, height, widest, scale=scale, bleed=bleed, room=room, larger=larger
        )
        # Where long names leave too little for the seats, names give way first.
        if ring.seat < 0.8 * ring.radius * sin(radians(180 / (ring.n + 1))):
            break
    if timed and names and _LONG_TIME * ring.s < BOLD * ring.name:
        return _bare(names, width, height, scale=scale, larger=larger)
    return ring


def _bare(
    names: Sequence[Name], width: float, height: float, *, scale: float, larger: float
) -> Geometry:
    """The largest ring of seats alone that leaves room for a line above it."""
    line = NAME_LINE * 16 * scale

    def box_at(s: float) -> Box:
        return extent(s, names, scale, widest=0, room=False, bold=True, bare=True)

    def fits(s: float) -> bool:
        box = box_at(s)
        return box.right - box.left <= width and box.bottom - box.top <= height - line

    s = _largest(width, height, fits)
    box = box_at(s)
    top = (height - line - box.bottom + box.top) / 2
    cx = (width - box.left - box.right) / 2
    base = top + 0.8 * line
    return Geometry(s, cx, top + line - box.top, len(names), 16 * scale, larger, base)


def _largest(width: float, height: float, fits: Callable[[float], bool]) -> float:
    """The largest s that fits, to a quarter of a px."""
    low, high = 60.0, max(61.0, width, height) * 1.5
    while high - low > 0.25:
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def _fit(
    names: Sequence[Name],
    width: float,
    height: float,
    widest: float,
    *,
    scale: float,
    bleed: float,
    room: bool,
    larger: float,
) -> Geometry:
    def box_at(s: float, *, bold: bool) -> Box:
        return extent(s, names, scale, widest=widest, room=room, bold=bold, larger=larger)

    def fits(s: float) -> bool:
        calm, loud = box_at(s, bold=False), box_at(s, bold=True)
        return (
            calm.right - calm.left <= width - 2 * bleed
            and loud.right - loud.left <= width
            and loud.bottom - loud.top <= height
        )

    low = _largest(width, height, fits)
    box = box_at(low, bold=True)
    cx = (width - box.left - box.right) / 2
    if room:  # the circle stands under the middle of the question where its names leave it room
        cx = min(max(width / 2, -box.left), width - box.right)
    cy = (height - box.top - box.bottom) / 2
    size = name_size(low, scale, room=room, larger=larger)
    return Geometry(low, cx, cy, len(names), size, larger)


def seat_at(ring: Geometry, x: float, y: float, count: int) -> int | None:
    """Which of the first `count` seats is under a point; None for none."""
    for index in range(count):
        seat_x, seat_y = ring.centre(index)
        if (x - seat_x) ** 2 + (y - seat_y) ** 2 <= (ring.seat + 4) ** 2:
            return index
    return None


def nearest_place(ring: Geometry, x: float, y: float) -> int:
    """The seat nearest to a point by its angle: where a drag ended."""
    turn = atan2(x - ring.cx, ring.cy - y) - pi  # from six o'clock, in radians
    place = round(turn % (2 * pi) / (2 * pi / (ring.n + 1))) - 1
    return max(0, min(ring.n - 1, place))
