"""The rule of three actions, and what becomes of a fourth by every way to a circle."""

from functools import partial

import pytest

from storycircle.core.actions import commit, committed, split
from storycircle.core.error_sentences import Refused
from storycircle.core.model import MOST_ACTIONS, Action, Circle, Idea, may_commit

ACTIONS = tuple(Action(f"a{n}", f"Action {n}") for n in range(5))


def test_a_circle_commits_to_three_at_most() -> None:
    """None is no mistake: a sheet can be printed before anything is agreed."""
    assert [may_commit(count) for count in range(5)] == [True, True, True, True, False]
    assert may_commit(MOST_ACTIONS)
    assert not may_commit(MOST_ACTIONS + 1)


def test_a_session_refuses_a_fourth() -> None:
    """An idea stays an idea, and an action is not added; which refusal it is says its key."""
    circle = Circle("c", 5, actions=ACTIONS[:3], ideas=(Idea("i", "One more"),))
    for more in (partial(commit, circle, ACTIONS[3]), partial(committed, circle, "i")):
        with pytest.raises(Refused) as refusal:
            more()
        assert refusal.value.key == "three-is-the-most"
    two = Circle("c", 5, actions=ACTIONS[:2], ideas=circle.ideas)
    assert [action.text for action in committed(two, "i").actions] == [
        "Action 0", "Action 1", "One more"
    ]  # fmt: skip


def test_a_circle_cannot_be_made_with_four() -> None:
    with pytest.raises(Refused) as refusal:
        Circle("c", 5, actions=ACTIONS[:4])
    assert refusal.value.key == "too-many-actions"


def test_actions_of_two_laptops_that_are_too_many_are_ideas() -> None:
    """None of them is lost: the first three stand, the others keep their words."""
    kept, ideas = split(ACTIONS)
    assert kept == ACTIONS[:3]
    assert [(idea.id, idea.text) for idea in ideas] == [
        ("a3/idea", "Action 3"), ("a4/idea", "Action 4")
    ]  # fmt: skip
    assert split(ACTIONS[:2]) == (ACTIONS[:2], ())
