"""How the circle stands, and what comes by the clock: true whether a stage began or not."""

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from storycircle.core.model import Gathered
from storycircle.core.turns.on_time import Course, foot, pace
from storycircle.core.turns.schedule import Stage, plan_for

DAY = datetime(2007, 6, 14, 11, 16)  # noqa: DTZ001 (the room's own time)
GATHER, OPEN, STORIES = Stage.GATHER, Stage.OPEN, Stage.STORIES
DIALOGUE, PLENARY = Stage.DIALOGUE, Stage.PLENARY


@pytest.mark.parametrize(
    ("course", "at", "stands", "comes"),
    [
        (Course(GATHER), 11.16, "9 min in hand", "Stories begin at 11.25"),
        (Course(GATHER), 11.25, "5 min behind", "Stories begin at 11.25"),
        (Course(OPEN), 11.23, "on time", "Stories begin at 11.25"),
        (Course(OPEN), 11.28, "3 min behind", "Stories were to begin at 11.25"),
        (Course(STORIES), 11.20, "5 min in hand", "Stories begin at 11.25"),
        (Course(STORIES), 11.25, "on time", "Stories begin at 11.25"),
        (Course(STORIES), 11.31, "6 min behind", "Stories were to begin at 11.25"),
        (Course(STORIES), 11.52, "27 min behind", "Stories were to begin at 11.25"),
        (Course(STORIES, 1_200), 11.30, "on time", "Stories end at 11.50"),
        (Course(STORIES, 1_380), 11.30, "3 min behind", "Stories end at 11.53"),
        (Course(STORIES, 1_200, goes=False), 11.35, "5 min behind", "Stories would end at 11.55"),
        (Course(STORIES, -60), 11.51, "1 min behind", "Stories were to end at 11.50"),
        (Course(STORIES, -60), 11.45, "5 min in hand", "The time for Stories is used"),
        (Course(STORIES, 500, done=True), 11.42, "8 min in hand", "Dialogue begins at 11.50"),
        (
            Course(STORIES, -300, done=True),
            11.55,
            "5 min behind",
            "Dialogue was to begin at 11.50",
        ),
        (Course(DIALOGUE), 11.42, "8 min in hand", "Dialogue begins at 11.50"),
        (Course(DIALOGUE), 11.57, "7 min behind", "Dialogue was to begin at 11.50"),
        (Course(DIALOGUE, 1_200), 11.57, "7 min behind", "Dialogue ends at 12.17"),
        (Course(DIALOGUE, 0), 12.15, "5 min behind", "Dialogue was to end at 12.10"),
        (Course(PLENARY), 12.25, "5 min in hand", "Plenary begins at 12.30"),
        (Course(PLENARY), 12.46, "on time", "Plenary ends at 12.50"),
        (Course(PLENARY), 12.55, "5 min behind", "Plenary was to end at 12.50"),
    ],
)
def test_the_words_are_true_however_a_stage_goes(
    example: Gathered, course: Course, at: float, stands: str, comes: str
) -> None:
    """Not begun and late, told early, over its time, or standing: never simply on time."""
    hour, minute = divmod(round(at * 100), 100)
    now = DAY.replace(hour=hour, minute=minute)
    plan = plan_for(example.event, DAY)
    assert (pace(plan, course, now), foot(plan, course, now)) == (stands, comes)


def test_half_a_minute_is_on_time(example: Gathered) -> None:
    """Nobody is told of seconds."""
    plan = plan_for(example.event, DAY)
    now = plan.spans[STORIES].ends - timedelta(seconds=325)
    assert pace(plan, Course(STORIES, 300), now) == "on time"


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("left", [None, 900.0, -60.0])
@pytest.mark.parametrize("minutes", [-300, 0, 20, 300])
def test_a_plan_that_nobody_made_claims_nothing(
    stage: Stage, left: float | None, minutes: int
) -> None:
    """Neither 19 minutes in hand as stories begin at once, nor behind as people come late; what
    comes next is said all the same. Said by somebody, the same times are kept to.
    """
    plan = plan_for(None, DAY)
    now = DAY + timedelta(minutes=minutes)
    for done in (False, True):
        course = Course(stage, left, done=done)
        assert pace(plan, course, now) == ""
        assert pace(replace(plan, made=True), course, now) != ""
    if stage is not Stage.PLENARY:
        assert foot(plan, Course(stage, left), now) != ""
    assert pace(plan.in_all(5_400, DAY), Course(Stage.COMMIT), DAY).endswith("min in hand")
