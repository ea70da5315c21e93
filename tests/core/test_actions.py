"""The rule of three actions, and what becomes of a fourth by every way to a circle."""

from functools import partial

import pytest

from storycircle.core.actions import commit, committed, moved_back, split, with_action
from storycircle.core.error_sentences import Refused
from storycircle.core.model import MOST_ACTIONS, Action, Circle, Idea, Member, may_commit
from storycircle.core.size_limits import LINE

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


def test_people_outside_the_circle_are_named_with_an_action() -> None:
    """They stay while members come and go there, and who is a member after all is one."""
    members = (Member("m1", "Ann"), Member("m2", "Bob"))
    circle = Circle("c", 5, members=members, actions=ACTIONS[:1])

    def who(circle: Circle) -> tuple[list[str], list[str]]:
        return circle.named(circle.actions[0])

    circle = with_action(circle, "a0", others=" Megan  Pugh, the clerk, Megan Pugh, bob,")
    assert who(circle) == (["Bob"], ["Megan Pugh", "the clerk"])
    circle = with_action(circle, "a0", who=("m1",))
    assert who(circle) == (["Ann"], ["Megan Pugh", "the clerk"])
    back = moved_back(circle, "a0")
    assert who(committed(back, back.ideas[0].id)) == who(circle)
    assert who(with_action(circle, "a0", others="")) == (["Ann"], [])
    for wrong, key in (("x" * (LINE + 1), "too-long"), ("a,b,c,d,e,f", "too-many-outside")):
        with pytest.raises(Refused) as refusal:
            with_action(circle, "a0", others=wrong)
        assert refusal.value.key == key


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
