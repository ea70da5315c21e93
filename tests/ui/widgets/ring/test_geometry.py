"""Where things stand on the ring."""

from itertools import pairwise
from math import hypot, sin

import pytest

from storycircle.core.i18n.language import speaking
from storycircle.languages import named
from storycircle.ui.widgets.ring.geometry import (
    BOLD,
    TIME,
    Geometry,
    Name,
    anchor,
    fit,
    seat_radius,
)
from storycircle.ui.widgets.ring.ring_model import (
    SeatState,
    SeatView,
    broken,
    elided,
    initials,
    lay_labels,
)

SIZES = pytest.mark.parametrize("n", range(2, 16))
ROOMS = [(824, 660), (608, 460), (1400, 500), (400, 800), (1920, 1000)]
MANY = [
    "Jo",
    "Brian R",
    "Bartholomew Featherstonehaugh-Cholmondeley",
    "Nguyễn Thị Hoa",
    "Oluwaseun A",
]


def narrow(text: str, size: float, bold: bool) -> float:
    """A stand-in for a face: half a size a letter, a little more if bold."""
    return len(text) * size * (0.54 if bold else 0.5)


def names(n: int) -> list[str]:
    return [MANY[i % len(MANY)] for i in range(n)]


def ring(n: int, width: float = 824, height: float = 660) -> Geometry:
    ems = tuple(Name(len(name) * 0.5, len(name) * 0.54) for name in names(n))
    return fit(ems, width, height)


@SIZES
def test_seat_0_is_at_the_facilitators_left(n: int) -> None:
    """Seen from six o'clock the first seat is at the left hand, the last at the other."""
    circle = ring(n)
    assert circle.centre(0)[0] < circle.cx
    assert circle.centre(n - 1)[0] > circle.cx


@SIZES
def test_seats_run_clockwise(n: int) -> None:
    """Each seat is the same step further clockwise, with the facilitator's place left free."""
    turns = [(ring(n).angle(i) - 180) % 360 for i in range(n)]
    steps = [b - a for a, b in zip([0, *turns], [*turns, 360], strict=True)]
    assert steps == pytest.approx([360 / (n + 1)] * (n + 1))


@SIZES
@pytest.mark.parametrize(("width", "height"), ROOMS)
def test_seats_never_overlap(n: int, width: int, height: int) -> None:
    """Two neighbours always have room between them, and both can be pressed."""
    circle = ring(n, width, height)
    points = [circle.centre(i) for i in range(n)]
    assert circle.seat >= 16
    for (ax, ay), (bx, by) in pairwise(points):
        assert hypot(ax - bx, ay - by) > 2 * circle.seat


@SIZES
@pytest.mark.parametrize(("width", "height"), ROOMS)
def test_seats_and_names_stay_inside(n: int, width: int, height: int) -> None:
    """Whoever speaks, every seat with its halo and every name lies inside the widget."""
    circle = ring(n, width, height)
    for speaker in range(n):
        seats = [
            SeatView(str(i), name, SeatState.SPEAKING if i == speaker else SeatState.NEXT)
            for i, name in enumerate(names(n))
        ]
        for index, label in enumerate(lay_labels(circle, seats, width, height, narrow)):
            x, y = circle.centre(index)
            reach = circle.seat * 1.34
            assert x - reach >= 0
            assert x + reach <= width
            assert y - reach >= 0
            assert y + reach <= height
            assert label.box.left >= -0.5
            assert label.box.right <= width + 0.5
            assert label.box.top >= -0.5
            assert label.box.bottom <= height + 0.5


@SIZES
@pytest.mark.parametrize("width", [260, 344, 520, 824])
def test_a_long_word_below_a_name_stays_inside(n: int, width: int) -> None:
    """Welsh has fourteen letters for apologies: they were cut where names were short."""
    with speaking(named("cy")):
        circle = fit((Name(1.5, 1.6),) * n, width, 660)
        seats = [SeatView(str(at), "Ann", SeatState.APOLOGIES) for at in range(n)]
        for label in lay_labels(circle, seats, width, 660, narrow):
            assert label.box.left >= -0.5
            assert label.box.right <= width + 0.5
            across = label.box.right - label.box.left
            assert narrow(label.word, label.word_size, False) <= across + 0.1
            assert label.word_size >= 0.5 * circle.name - 1
            assert label.word.startswith("ymdd") or not label.lines


@SIZES
def test_the_ring_does_not_depend_on_states(n: int) -> None:
    """Nothing jumps between turns: the ring is fitted to names alone."""
    assert ring(n) == ring(n)
    assert "state" not in fit.__annotations__


@SIZES
def test_short_names_do_not_meet(n: int) -> None:
    """With names of usual length no label covers another or a seat's middle."""
    ems = (Name(3.5, 3.8),) * n
    circle = fit(ems, 824, 660)
    seats = [SeatView(str(i), "Brian R", SeatState.NEXT) for i in range(n)]
    labels = lay_labels(circle, seats, 824, 660, narrow)
    for i, one in enumerate(labels):
        assert not any(one.box.meets(other.box) for other in labels[i + 1 :])


@pytest.mark.parametrize("n", range(2, 16))
@pytest.mark.parametrize("side", [200, 300, 465, 659])
def test_no_name_lies_on_another(n: int, side: int) -> None:
    """Where a ring is too small for all names, who speaks has theirs, and others their initials."""
    seats = tuple(
        SeatView(str(at), name, SeatState.SPEAKING if at == 1 else SeatState.HEARD)
        for at, name in enumerate(names(n))
    )
    labels = lay_labels(ring(n, side, side), seats, side, side, narrow)
    named = [label for label in labels if label.lines]
    assert not any(
        one.ink().meets(other.ink()) for one in named for other in named if one is not other
    )
    assert labels[1].lines
    assert len(named) == n or side < 465 or n > 11


@pytest.mark.slow
@pytest.mark.parametrize("n", range(5, 16))
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_time_is_never_smaller_than_the_names(n: int, scale: float) -> None:
    """In rooms from the least on: where the names would leave it less, they are left out, the ring
    grows, and above it there is a line for whose turn it is. Nothing lies outside.
    """
    least = 150 + 50 * scale
    bare = 0
    for width in (least, 1.5 * least, 628, 1200):
        for height in (least, 1.3 * least, 2 * least, 800):
            ems = tuple(Name(len(name) * 0.5, len(name) * 0.54) for name in names(n))
            circle = fit(ems, width, height, scale=scale, timed=True)
            assert TIME * circle.s >= circle.name * (1 if circle.line else BOLD)
            seats = [SeatView(str(at), name) for at, name in enumerate(names(n))]
            laid = lay_labels(circle, seats, width, height, narrow)
            if circle.line is None:
                continue
            bare += 1
            assert not any(label.lines or label.word for label in laid)
            assert circle.s >= fit(ems, width, height, scale=scale).s
            middles, reach = [circle.centre(at)[1] for at in range(n)], circle.seat * 1.34
            assert 0.7 * circle.name < circle.line < min(middles) - reach
            assert max(middles) + reach < height
    assert bare  # the least of rooms has none for fifteen names, nor for five long ones


def test_a_bleed_makes_a_larger_ring() -> None:
    """A margin that a speaker's name may run into is not taken from the ring."""
    ems = (Name(3.5, 3.8),) * 6
    assert fit(ems, 824, 660, bleed=32).s > fit(ems, 760, 660).s


def test_six_are_as_large_as_designed() -> None:
    """At 1440 x 900 with six people the ring is about 659 px, at 1024 x 700 about 465."""
    ems = tuple(Name(width, width * 1.05) for width in (3.55, 3.7, 4.2, 3.45, 4.0, 4.65))
    assert fit(ems, 824, 640, bleed=32).s == pytest.approx(659, rel=0.05)
    assert fit(ems, 608, 460, bleed=24).s == pytest.approx(465, rel=0.05)


def test_only_14_and_15_have_smaller_seats() -> None:
    """Up to 13 people a seat has its full size."""
    full = 0.062 * 659
    assert all(seat_radius(659, n) == pytest.approx(full, rel=0.01) for n in range(2, 14))
    assert seat_radius(659, 15) < seat_radius(659, 14) < full


def test_labels_are_anchored_by_their_near_end() -> None:
    """At the sides by the end near the seat, at the top and bottom by the middle."""
    assert [anchor(degrees) for degrees in (0, 10, 90, 180, 270)] == [0, 0, 1, 0, -1]
    assert abs(sin(0.2)) < 0.2


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("John R", "JR"),
        ("Chris", "C"),
        ("Chris (2)", "C"),
        ("Nguyễn Thị Hoa", "NH"),
        ("محمد عبد الرحمن", "م"),
        ("  ", ""),
        ("7", "7"),
        ("zoë", "Z"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    """First and last word; one letter where there is one word or where letters join up."""
    assert initials(name.strip()) == letters


def test_a_name_breaks_before_it_is_elided() -> None:
    """First two lines, and only what is still too wide loses its end."""

    def wide(text: str) -> float:
        return len(text) * 10

    assert broken("John R", 100, wide) == ("John R",)
    assert broken("Nguyễn Thị Hoa", 100, wide) == ("Nguyễn", "Thị Hoa")
    assert broken("Bartholomew Featherstonehaugh", 120, wide) == ("Bartholomew", "Featherston…")
    assert elided("Featherstonehaugh", 5, wide) == "…"
