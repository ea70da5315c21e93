"""A gap in the middle of a circle: whose time it was."""

import pytest

from storycircle.core.turns.queue import counted, new_round, not_counted, passed_by


def test_a_gap_that_does_not_count_leaves_the_turn_as_it_was() -> None:
    """The laptop slept for twelve minutes; the person has what they had, the stage ends on time."""
    round_ = new_round(("A", "B", "C"), 1_500).start(0)
    woken = not_counted(round_, 720)
    assert woken.elapsed(820) == 100
    assert woken.spent(820) == 820
    assert woken.share_after(820) == 140


def test_a_gap_that_counts_after_all_is_the_turns() -> None:
    """The story went on while the lid was shut."""
    round_ = not_counted(new_round(("A", "B"), 1_500).start(0), 60)
    assert counted(round_, 60).elapsed(160) == 160
    assert counted(round_, 60).spent(160) == 160


def test_a_gap_in_a_breath_does_not_make_the_breath_longer() -> None:
    """Nobody forgot to start: the laptop was asleep."""
    round_ = new_round(("A", "B"), 600).start(0).next(100)
    woken = not_counted(round_, 300)
    assert woken.quiet(410) == 10
    assert woken.spent(410) == 410


def test_a_gap_while_the_app_was_shut_is_nobodys_until_someone_says_so() -> None:
    """After a crash the turn stands where it stood; the stage still ends as planned."""
    stood = new_round(("A", "B"), 600).start(0).suspend(100)
    back = passed_by(stood, 90)
    assert back.elapsed(5_000) == 100
    assert back.spent(5_000) == 190
    assert counted(back, 90).elapsed(5_000) == 190


def test_a_stage_that_stands_has_no_gap() -> None:
    """Sleep takes no time from a stage whose clock was not running."""
    stood = new_round(("A", "B"), 600).start(0).suspend(100)
    assert not_counted(stood, 500) == stood
    assert stood.spent(9_999) == pytest.approx(100)
