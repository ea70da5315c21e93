"""The chime: once at the half minute, once at the end, and for nothing that is over."""

from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.turns.chime import LATE, Chimes, Moment, due

STEPS = st.lists(st.floats(0.01, LATE - 0.01), min_size=1, max_size=300)


def _heard(lefts: list[float], share: float) -> list[Moment]:
    """The moments that ring as the time left of one turn is seen to be these seconds."""
    chimes, heard = Chimes(), []
    for left in lefts:
        chimes, moment = chimes.tick("turn", left, share)
        if moment is not None:
            heard.append(moment)
    return heard


def _running(start: float, steps: list[float]) -> list[float]:
    lefts = [start]
    for step in steps:
        lefts.append(lefts[-1] - step)
    return lefts


@given(st.floats(1, 400), STEPS)
def test_a_turn_rings_for_each_moment_it_runs_through(start: float, steps: list[float]) -> None:
    """However often one looks, each moment that the time runs through rings exactly once."""
    lefts = _running(start, steps)
    expected = [moment for moment in Moment if start > moment.value >= lefts[-1]]
    assert _heard(lefts, 240) == expected


@given(st.floats(1, 60), STEPS)
def test_a_short_share_rings_at_its_end_alone(start: float, steps: list[float]) -> None:
    """In a share of a minute or less the half minute is not rung for."""
    assert Moment.HALF_MINUTE not in _heard(_running(start, steps), 60)
    assert Moment.HALF_MINUTE in _heard([31, 29.9], 60.5)


@given(st.lists(st.floats(-100, 300), min_size=2, max_size=60), st.floats(0, 400))
def test_nothing_rings_early_or_late_or_twice(lefts: list[float], share: float) -> None:
    """Whatever is given, taken or slept through: a moment rings as it comes, within LATE, and
    again only if it lay ahead again.
    """
    chimes, passed = Chimes(), dict.fromkeys(Moment, lefts[0] <= 0)
    for left in lefts:
        chimes, moment = chimes.tick("turn", left, share)
        if moment is not None:
            assert moment.value - LATE < left <= moment.value
            assert not passed[moment]
        for each in Moment:
            passed[each] = left <= each.value


def test_more_time_lets_it_ring_again() -> None:
    """Thirty seconds more at the half minute: it rings at the new half minute, not at once."""
    half = Moment.HALF_MINUTE
    assert _heard([31, 29, 59, 40, 30.1, 29.9, 28], 240) == [half, half]
    assert _heard([0.5, -0.5, 29.5, 10, -0.1, -5], 240) == [Moment.END, Moment.END]


def test_a_paused_turn_is_silent() -> None:
    """Time that stands rings for nothing, on the moment or beside it."""
    for left in (30.0, 29.99, 0.0, -0.01):
        assert _heard([left] * 5, 240) == []


def test_another_turn_is_only_looked_at() -> None:
    """Going on, going back or carrying on after a crash rings for nothing by itself."""
    chimes, _ = Chimes().tick("John", 31, 240)
    chimes, moment = chimes.tick("Dawn", 29, 240)
    assert moment is None
    _, moment = chimes.tick("John", 29.5, 240)
    assert moment is None


def test_a_laptop_that_slept_rings_for_nothing() -> None:
    """A gap of minutes passes both moments without a sound."""
    assert due(100, -620, 240) is None
    assert due(100, 20, 240) is None
