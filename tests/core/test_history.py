"""Undo, and where it stops: what was erased cannot come back."""

import pytest

from storycircle.core.error_sentences import Refused
from storycircle.core.history import History, Step
from storycircle.core.model import Action, Story

GONE = Story("s", "m", "A title", "Her very words")


def test_undo_stops_where_a_story_was_erased() -> None:
    """Acts after the last that held it can be undone; before them a sentence says why not."""
    history = History()
    for before, after in ((1, 2), (2, (GONE,)), ((GONE,), 3), (3, 4)):
        history = history.with_step(Step({"part": before}, {"part": after}))
    history = history.without(GONE)
    assert "Her very words" not in repr(history)
    history, parts = history.undo()
    assert parts == {"part": 3}
    with pytest.raises(Refused, match="undo stops there"):
        history.undo()
    history, parts = history.redo()
    assert parts == {"part": 4}
    again = history.with_step(Step({"part": 4}, {"part": 5}))
    with pytest.raises(Refused, match="undo stops there"):
        again.undo()[0].undo()[0].undo()


def test_words_that_went_elsewhere_are_found_too() -> None:
    """A line of the story made an action is in the history as an action."""
    step = Step({"actions": ()}, {"actions": (Action("a", "Do as in: Her very words"),)})
    assert History((step,)).without(GONE).done == ()


def test_what_was_undone_cannot_be_done_again_where_it_held_the_story() -> None:
    """Redo is no way back either."""
    history, _ = History((Step({"stories": (GONE,)}, {"stories": ()}),)).undo()
    assert history.without(GONE).undone == ()


def test_a_history_without_the_story_stays_as_it_is() -> None:
    """Erasing one story takes nobody's other steps."""
    history = History((Step({"part": 1}, {"part": "Some words"}),))
    assert history.without(GONE) == history
    with pytest.raises(Refused, match="nothing to undo"):
        History().without(GONE).undo()


def test_undo_of_some_parts_leaves_what_was_done_since_with_others() -> None:
    """The last act of the ring goes back though an idea came after it, and comes again."""
    history = History()
    for part in ("ring", "ideas", "stage"):
        history = history.with_step(Step({part: 0}, {part: 1}))
    history, parts = history.undo({"ring", "members"})
    assert parts == {"ring": 0}
    assert [set(step.after) for step in history.done] == [{"ideas"}, {"stage"}]
    history, parts = history.redo({"ring", "members"})
    assert parts == {"ring": 1}
    assert history.undo()[1] == {"ring": 0}


def test_undo_of_some_parts_stops_at_an_act_that_changed_more() -> None:
    """What came before the ring was opened is no act of the ring."""
    history = History(
        (Step({"ring": 0}, {"ring": 1}), Step({"ring": 1, "stage": 0}, {"ring": 2, "stage": 1}))
    )
    with pytest.raises(Refused, match="nothing to undo"):
        history.undo({"ring"})
    assert history.undo()[1] == {"ring": 1, "stage": 0}
