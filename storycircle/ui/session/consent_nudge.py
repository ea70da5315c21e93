"""The story of which the breath after it says that its teller may be asked; pure, no Qt."""

from storycircle.core import i18n
from storycircle.core.consent.permission_to_leave import never_asked
from storycircle.core.i18n import _
from storycircle.core.model import Story
from storycircle.core.turns.schedule import Stage
from storycircle.core.turns.time_prompts import Asked
from storycircle.ui.session.state import SessionState


def story_to_ask(state: SessionState) -> Story | None:
    """The story that was just told, in the breath after it, where nobody was asked for it yet and
    nobody said *Later*.
    """
    round_ = state.round
    if not state.settings.ask_after_story or state.stage is not Stage.STORIES:
        return None
    if (
        round_ is None
        or round_.begun
        or not round_.heard
        or (Asked.CONSENT, state.turn) in state.settled
    ):
        return None
    last = round_.heard[-1]
    here = {member.id for member in state.circle.members}
    if last.passed or last.member not in here:
        return None
    return never_asked(state.circle, last.member)


def nudge(state: SessionState) -> str:
    """What is asked of that story, "" where there is none."""
    story = story_to_ask(state)
    if story is None:
        return ""
    return _("May {name}’s story leave?", name=i18n.short(state.name(story.teller)))
