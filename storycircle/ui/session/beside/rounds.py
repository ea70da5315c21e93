"""What a facilitator does with the rounds of a circle: one shape or another, more, fewer, reworded.

A list is changed as an act that undo takes back; what is typed of a round has its own undo.
"""

from msgspec.structs import replace

from storycircle.core.rounds.named_round import NamedRound
from storycircle.core.shapes.how_it_fits import how_it_fits
from storycircle.core.shapes.shape import STORY_CIRCLE, WITH_RESPONSES, shape_of
from storycircle.core.stories import with_round_note
from storycircle.core.turns.story_time import time_for_stories
from storycircle.ui.session.host import Host


class Rounds:
    """The named rounds of a running circle."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._unnamed: tuple[NamedRound, ...] = ()

    def listed(self) -> tuple[NamedRound, ...]:
        """The rounds as they are shown to be changed: also those of a circle without named ones."""
        state = self._host.state
        if state.rounds:
            return state.rounds
        second = state.round is not None and (state.round.second or state.round.number > 1)
        shape = WITH_RESPONSES if second else STORY_CIRCLE
        if len(self._unnamed) != len(shape.planned):  # their ids stay while they are looked at
            self._unnamed = shape.rounds()
        return self._unnamed

    def held(self) -> int:
        """How many of them have begun, and stay in their places."""
        round_ = self._host.state.round
        return round_.number if round_ is not None and round_.started else 0

    def change(
        self, rounds: tuple[NamedRound, ...], *, typed: bool = False, message: str = ""
    ) -> None:
        """Let the circle have these rounds. typed: words in a field. message: a sentence to show.
        Raises Refused.
        """
        state = self._host.state
        own = state.event is not None and state.event.rounds
        if not own and not self.held() and shape_of(rounds) is STORY_CIRCLE:
            rounds = ()  # the circle of always has no list
        self._host.apply(state.with_rounds(rounds), undoable=not typed, message=message)

    def note(self, round_: NamedRound, member: str, text: str) -> None:
        """Keep what was noted of a member's turn in a round. Raises Refused."""
        state = self._host.state
        circle = with_round_note(state.circle, round_, member, text)
        self._host.apply(replace(state, circle=circle), undoable=False)

    def fit(self) -> str:
        """How the rounds fit the time of the stories, in a sentence."""
        state = self._host.state
        people, floor = state.circle.present, state.settings.shortest_turn
        spared = state.round.spared if state.round is not None else 0
        seconds = time_for_stories(state.plan, self._host.clock.now())
        if state.round is not None and state.round.started:
            seconds = state.round.budget
        return how_it_fits(self.listed(), people, seconds, floor, spared)
