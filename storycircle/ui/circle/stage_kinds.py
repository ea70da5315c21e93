"""Which screen a stage has. What a circle comes to late, or never, is loaded as it comes there."""

from storycircle.core.turns.schedule import Stage
from storycircle.ui.circle.commit_screen import CommitScreen
from storycircle.ui.circle.dialogue_screen import DialogueScreen
from storycircle.ui.circle.gather.gather_screen import GatherScreen
from storycircle.ui.circle.open_screen import OpenScreen
from storycircle.ui.circle.stage_screen import StageScreen
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.session.state import SessionState

_SCREENS: dict[Stage, type[StageScreen]] = {
    Stage.GATHER: GatherScreen,
    Stage.OPEN: OpenScreen,
    Stage.STORIES: StoriesScreen,
    Stage.DIALOGUE: DialogueScreen,
    Stage.COMMIT: CommitScreen,
}


def kind_of_screen(state: SessionState) -> type[StageScreen]:
    """The kind of screen that is shown now."""
    if state.reviewing:
        from storycircle.ui.circle.review.review_screen import ReviewScreen  # noqa: PLC0415 (see above)

        return ReviewScreen
    if state.stage is Stage.PLENARY:
        from storycircle.ui.circle.plenary_screen import PlenaryScreen  # noqa: PLC0415 (see above)

        return PlenaryScreen
    return _SCREENS[state.stage]
