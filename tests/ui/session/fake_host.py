"""A session that holds a state, notes what is done with it, and knows nothing else."""

from datetime import datetime

from msgspec import Struct, field

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Member
from storycircle.core.turns.queue import new_round
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.ui.session.state import SessionState


class FakeHost(Struct):
    """What a part sees of a session. undoable: of each change that was applied, in order."""

    state: SessionState
    clock: SimulatedClock
    undoable: list[bool] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def apply(
        self, new: SessionState, *, undoable: bool = True, message: str = "", save: bool = True
    ) -> bool:
        """Take a state."""
        del save
        taken = new != self.state
        self.state = new
        if taken:
            self.undoable.append(undoable)
            self.messages += [message] if message else []
        return taken

    def refuse(self, why: Refused | str) -> None:
        """Note a refusal by its key."""
        self.refusals.append(why.key if isinstance(why, Refused) else why)

    def notice(self, message: str) -> None:
        """Note a message."""
        self.messages.append(message)


def host_of(people: int = 3) -> FakeHost:
    """A circle of so many people that has come to its stories, at ten o'clock."""
    clock = SimulatedClock(datetime(2026, 11, 24, 10, 0))  # noqa: DTZ001 (the laptop's own time)
    members = tuple(Member(f"m{n}", f"Person {n}") for n in range(people))
    circle = Circle("c", 1, members=members)
    round_ = new_round(tuple(member.id for member in members), 25 * 60.0)
    plan = plan_for(None, clock.now())
    return FakeHost(SessionState(circle, plan, Stage.STORIES, round_), clock)
