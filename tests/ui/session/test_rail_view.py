"""What the rail ticks: stages that were held, and none that nobody was in."""

from msgspec.structs import replace

from storycircle.core import actions
from storycircle.core.model import Gathered, Note
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.open_circle import resumed_session
from storycircle.ui.session.circle_rail import rail_view
from storycircle.ui.session.session import Session
from storycircle.ui.widgets.display.rail import StageState
from tests.support.six_people import Wait, tell


def ticked(session: Session) -> set[Stage]:
    """The stages with a tick."""
    stages = zip(Stage, rail_view(session).stages, strict=True)
    return {stage for stage, shown in stages if shown.state is StageState.DONE}


BEFORE = {Stage.GATHER, Stage.OPEN}


def test_open_is_ticked_where_it_was_shown_and_not_where_it_was_gone_past(
    library: Library, circle: Session
) -> None:
    """From the names straight on, nothing was read out; once it was, a restart forgets it not."""
    circle.time.go(Stage.PLENARY)
    assert ticked(circle) == {Stage.GATHER}
    circle.time.go(Stage.OPEN)
    circle.time.go(Stage.PLENARY)
    assert ticked(circle) == BEFORE
    circle.undo()
    circle.undo()
    circle.time.go(Stage.PLENARY)
    assert ticked(circle) == BEFORE
    again = resumed_session(library, circle.clock, circle.state.circle)
    assert ticked(again) == BEFORE


def test_a_stage_that_nobody_was_in_is_not_ticked(circle: Session, wait: Wait) -> None:
    """Gone past, or only looked at, it stays to come; told, started or written in, it was held."""
    circle.time.go(Stage.OPEN)
    circle.time.go(Stage.PLENARY)
    assert ticked(circle) == BEFORE
    circle.time.go(Stage.STORIES)
    tell(circle, wait)
    for stage in (Stage.DIALOGUE, Stage.COMMIT, Stage.PLENARY):
        circle.time.go(stage)
    assert ticked(circle) == BEFORE | {Stage.STORIES}
    state = circle.state
    circle.time.go(Stage.DIALOGUE)
    circle.time.start_stage()
    circle.time.go(Stage.PLENARY)
    assert ticked(circle) == BEFORE | {Stage.STORIES, Stage.DIALOGUE}
    circle.state = state
    noted = replace(state.circle, dialogue=(Note("What struck us?", "The bench"),))
    circle.write(actions.with_idea(noted, "Meet in June"))
    assert ticked(circle) == BEFORE | {Stage.STORIES, Stage.DIALOGUE}
    circle.act_on(actions.committed(circle.state.circle, circle.state.circle.ideas[0].id))
    assert ticked(circle) == set(Stage) - {Stage.PLENARY}


def test_a_circle_that_was_held_elsewhere_was_held(
    library: Library, circle: Session, example: Gathered
) -> None:
    """Its file brings no times and no notes of the dialogue: nothing says that a stage was not."""
    library.load(example)
    opened = resumed_session(library, circle.clock, library.circles()[4])
    opened.time.go(Stage.PLENARY)
    assert ticked(opened) == set(Stage) - {Stage.PLENARY}


def test_the_time_of_stories_that_are_all_told_is_nobodys(circle: Session, wait: Wait) -> None:
    """From the dialogue on no rail says that it runs; while somebody is still to come, it does."""
    runs: list[bool] = []
    for _member in circle.state.circle.members:
        tell(circle, wait, 60)
        circle.time.go(Stage.DIALOGUE)
        runs.append(rail_view(circle).stages[Stage.STORIES - 1].runs)
        circle.time.go(Stage.STORIES)
    assert runs == [*[True] * 5, False]
