"""What became of an action as a chip, and as a choice of five by their keys."""

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.core.reviews.review import ReviewState, state_word
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.chip import Chip, ChipKind
from storycircle.ui.widgets.controls.choice import Choice

KINDS = {
    ReviewState.NOT_STARTED: ChipKind.NOT_STARTED,
    ReviewState.UNDER_WAY: ChipKind.UNDER_WAY,
    ReviewState.DONE: ChipKind.DONE,
    ReviewState.CHANGED: ChipKind.CHANGED,
    ReviewState.LET_GO: ChipKind.LET_GO,
}
"""How each state looks: a sign and an outline, so that colour is never alone."""


def state_title(state: ReviewState | None) -> str:
    """A state in words, as a chip or a button has it."""
    return i18n.sentence(state_word(state))


def chip_of(theme: Theme, state: ReviewState) -> Chip:
    """The chip of a state."""
    return Chip(theme, state_title(state), KINDS[state])


class StateChoice(Choice):
    """How an action stands, by the keys 1 to 5; up and down go from action to action."""

    def __init__(self, theme: Theme) -> None:
        caps = {state.value: keys.REVIEW_STATE.cap_at(at) for at, state in enumerate(ReviewState)}
        options = [(state.value, state_title(state)) for state in ReviewState]
        super().__init__(theme, options, keys=caps, across=True)
        self.setAccessibleName(_("How it stands"))

    def show_state(self, state: ReviewState | None) -> None:
        """Show a state as chosen, or none."""
        self.set_value(state.value if state is not None else "")
