"""The words of a kind of circle: a learning set's meeting says nothing of stories."""

from datetime import datetime, timedelta
from string import Formatter

import pytest
from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.lines.records import LineKind
from storycircle.core.meetings.next_meeting import line_from
from storycircle.core.model import Circle, Member
from storycircle.core.turns import time_prompts
from storycircle.core.turns.circle_words import IN_CIRCLE, IN_SET, CircleWords, words_in, words_of
from storycircle.core.turns.on_time import Course, foot
from storycircle.core.turns.queue import new_round
from storycircle.core.turns.round import ended, last_turn
from storycircle.core.turns.schedule import Span, Stage, plan_for
from tests.support.a_meeting import meeting, started

NOW = datetime(2007, 5, 17, 9, 40)  # noqa: DTZ001
OF_STORIES = ("stor", "dialogue", "plenary")
TEXTS = [name for name in CircleWords.__struct_fields__ if name not in ("named", "stories")]


def says_nothing_of_stories(*texts: str) -> None:
    """No text has a word of a circle of stories."""
    for text in texts:
        assert not [word for word in OF_STORIES if word in text.casefold()], text


@pytest.mark.parametrize("name", TEXTS)
def test_both_kinds_say_the_same_thing_each_in_its_words(name: str) -> None:
    ours, sets = getattr(IN_CIRCLE, name), getattr(IN_SET, name)
    assert ours != sets
    says_nothing_of_stories(sets)
    parts = [{f for _t, f, _s, _c in Formatter().parse(text) if f} for text in (ours, sets)]
    assert parts[0] == parts[1]


def test_a_sets_stages_have_names_of_their_own() -> None:
    assert [IN_SET.named(stage) for stage in Stage] == [
        *("Gather", "Open", "Rounds", "Together", "Commit", "Close")
    ]
    assert [IN_CIRCLE.named(stage) for stage in Stage] == [stage.title for stage in Stage]


def test_what_a_circle_is_decides_its_words() -> None:
    """A circle, and a line of circles, tell stories; of a file only what may leave is known."""
    circle = Circle("c", 1, members=tuple(Member(f"m{n}", f"N{n}") for n in range(3)))
    assert words_of(circle) is IN_CIRCLE
    assert words_of(line_from(circle, "Us")) is IN_CIRCLE
    assert words_of(line_from(circle, "Us", kind=LineKind.LEARNING_SET)) is IN_SET
    assert words_of(started()) is IN_SET
    of_file = replace(started(), meeting=replace(meeting(started()), of_file=True))
    assert words_of(of_file) is IN_CIRCLE
    assert words_in(None) is words_in(LineKind.LINE) is IN_CIRCLE


def test_all_that_time_says_of_a_set_is_in_its_words() -> None:
    """The foot of the rail in every stage, at every moment; what time asks; how a round ends."""
    plan = plan_for(None, NOW)
    for stage in Stage:
        for left in (None, -60.0, 0.0, 300.0):
            for minutes in range(0, 150, 10):
                when = NOW + timedelta(minutes=minutes)
                says_nothing_of_stories(foot(plan, Course(stage, left), when, IN_SET))
                done = Course(stage, left, done=stage < Stage.PLENARY)
                says_nothing_of_stories(foot(plan, done, when, IN_SET))
    round_ = new_round(("A", "B", "C"), 300)
    span, late = Span(NOW, NOW + timedelta(minutes=25)), NOW + timedelta(minutes=5)
    for asked in (
        time_prompts.about_lateness(span, late, round_, IN_SET),
        time_prompts.about_each(300, plan, NOW, IN_SET),
        time_prompts.about_unheard(["A"], IN_SET.named(Stage.DIALOGUE), words=IN_SET),
        time_prompts.about_rounds(["Closing"], IN_SET.named(Stage.DIALOGUE), IN_SET),
    ):
        says_nothing_of_stories(asked.title, asked.text, *(said for _reply, said in asked.answers))
    says_nothing_of_stories(last_turn(round_, IN_SET))
    one = round_.start(0).next(60)
    two = one.start(60).next(120).pass_turn(121).pass_turn(122)
    assert ended(two, IN_SET)[1] == ("Two spoke, one passed.",)
    assert ended(two, IN_CIRCLE)[1] == ("Two told, one passed.",)
    all_ = one.start(60).next(120).start(120).next(180)
    assert ended(all_, IN_SET)[1] == ("Everyone has had their time.",)
    with pytest.raises(Refused, match="Together would begin before Rounds has had a minute"):
        plan.beginning(Stage.DIALOGUE, NOW, IN_SET.named)
