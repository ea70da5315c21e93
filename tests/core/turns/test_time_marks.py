"""Marks of a turn's time: the half minute, the end, each minute over; each once, none too late."""

from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.turns.time_marks import END, HALF_MINUTE, LATE, RUNG, TimeMarks, passed

STEPS = st.lists(st.floats(0.01, LATE - 0.01), min_size=1, max_size=300)
MARKS = (*RUNG, -60, -120, -180, -240, -300, -360, -420, -480, -540, -600, -660, -720, -780, -840)


def _heard(lefts: list[float], share: float) -> list[int]:
    """The marks that are passed as the time left of one turn is seen to be these seconds."""
    marks, heard = TimeMarks(), []
    for left in lefts:
        marks, mark = marks.tick("turn", left, share)
        if mark is not None:
            heard.append(mark)
    return heard


def _running(start: float, steps: list[float]) -> list[float]:
    lefts = [start]
    for step in steps:
        lefts.append(lefts[-1] - step)
    return lefts


@given(st.floats(1, 400), STEPS)
def test_a_turn_passes_each_mark_it_runs_through(start: float, steps: list[float]) -> None:
    """However often one looks, each mark that the time runs through comes exactly once."""
    lefts = _running(start, steps)
    expected = [mark for mark in MARKS if start > mark >= lefts[-1]]
    assert _heard(lefts, 240) == expected


@given(st.floats(1, 60), STEPS)
def test_a_short_share_has_no_half_minute(start: float, steps: list[float]) -> None:
    """In a share of a minute or less it comes too soon to help."""
    assert HALF_MINUTE not in _heard(_running(start, steps), 60)
    assert HALF_MINUTE in _heard([31, 29.9], 60.5)


@given(st.lists(st.floats(-100, 300), min_size=2, max_size=60), st.floats(0, 400))
def test_nothing_comes_early_or_late_or_twice(lefts: list[float], share: float) -> None:
    """Whatever is given, taken or slept through: a mark comes as it is passed, within LATE, and
    again only if it lay ahead again.
    """
    marks, gone = TimeMarks(), dict.fromkeys(MARKS, False)
    for left in lefts:
        marks, mark = marks.tick("turn", left, share)
        if mark is not None:
            assert mark - LATE < left <= mark
            assert not gone[mark]
        for each in MARKS:
            gone[each] = left <= each


def test_more_time_brings_a_mark_again() -> None:
    """Thirty seconds more at the half minute: it comes at the new half minute, not at once."""
    lefts = [31, 29, 59, 40, 30.1, 29.9, 28]
    assert _heard(lefts, 240) == [HALF_MINUTE, HALF_MINUTE]
    assert _heard([0.5, -0.5, 29.5, 10, -0.1, -5], 240) == [END, END]


def test_a_paused_turn_passes_nothing() -> None:
    """Time that stands is at no mark, on it or beside it."""
    for left in (30.0, 29.99, 0.0, -0.01, -60.0):
        assert _heard([left] * 5, 240) == []


def test_another_turn_is_only_looked_at() -> None:
    """Going on, going back or carrying on after a crash passes nothing by itself."""
    marks, _ = TimeMarks().tick("John", 31, 240)
    marks, mark = marks.tick("Dawn", 29, 240)
    assert mark is None
    _, mark = marks.tick("John", 29.5, 240)
    assert mark is None


def test_a_laptop_that_slept_passes_nothing() -> None:
    """A gap of minutes runs over all marks in silence."""
    assert passed(100, -620, 240) is None
    assert passed(100, 20, 240) is None
