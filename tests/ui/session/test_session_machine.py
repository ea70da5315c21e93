"""Any order of what a facilitator can do: undo and redo are exact, and so is what is kept."""

import tempfile
from datetime import datetime
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

from storycircle.core import actions
from storycircle.core.clock import SimulatedClock
from storycircle.core.shapes.shape import SHAPES, Shape
from storycircle.core.turns.schedule import Stage
from storycircle.ui.app.open_circle import new_session, resumed_session
from tests.support.examples import examples
from tests.support.fresh import fresh_library

_PARTS = ("stage", "round", "plan", "clocks")


class Facilitating(RuleBasedStateMachine):
    """A session on a library of its own, driven without any window."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = SimulatedClock(datetime(2026, 11, 24, 9, 50))  # noqa: DTZ001
        self.library = fresh_library(Path(self.folder.name) / "library", self.clock)
        self.session = new_session(self.library, self.clock)

    def teardown(self) -> None:
        self.library.close()
        self.folder.cleanup()

    @initialize(people=st.integers(2, 6))
    def sit_down(self, people: int) -> None:
        self.session.members.set_names("\n".join(f"Person {n}" for n in range(people)))
        self.session.time.go(Stage.STORIES)

    def state(self) -> dict[str, object]:
        circle = self.session.state.circle
        return {part: getattr(self.session.state, part) for part in _PARTS} | {
            "members": circle.members,
            "ideas": circle.ideas,
            "actions": circle.actions,
            "rounds": circle.rounds,
        }

    def anyone(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from([m.id for m in self.session.state.circle.members]))

    @rule(seconds=st.sampled_from([0.5, 30.0, 400.0]))
    def time_goes_by(self, seconds: float) -> None:
        self.clock.forward(seconds)
        self.session.tick()

    @rule(seconds=st.sampled_from([60.0, 2_700.0]))
    def the_laptop_sleeps(self, seconds: float) -> None:
        self.clock.sleep(seconds)
        self.session.tick()

    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        question = self.session.prompts.current()
        if question is not None:
            reply, _label = data.draw(st.sampled_from(question.answers))
            self.session.prompts.reply(question.asked, reply)

    @rule(name=st.sampled_from(["start_or_pause", "start_from_the_end_before", "next"]))
    def turn(self, name: str) -> None:
        getattr(self.session.turns, name)()

    @rule(name=st.sampled_from(["previous", "pass_", "more", "restart"]))
    def turn_otherwise(self, name: str) -> None:
        getattr(self.session.turns, name)()

    @rule()
    def next_round(self) -> None:
        self.session.turns.next_round()

    @rule(shape=st.sampled_from(SHAPES), typed=st.booleans())
    def other_rounds(self, shape: Shape, *, typed: bool) -> None:
        """Another shape after what has begun, or a round that is worded anew."""
        rounds = self.session.rounds
        held = rounds.listed()[: rounds.held()]
        names = {one.name for one in held}
        new = (*held, *(one for one in shape.rounds() if one.name not in names))
        if typed:
            new = tuple(replace(one, prompt=f"{one.prompt}?"[-20:]) for one in rounds.listed())
        before = self.session.state
        if not self.session.attempt(lambda: rounds.change(new, typed=typed)):
            assert self.session.state == before

    @rule(data=st.data())
    def note_in_round(self, data: st.DataObject) -> None:
        named = self.session.state.round.named if self.session.state.round else None
        if named is not None:
            member = self.anyone(data)
            self.session.rounds.note(named, member, "heard")
            assert self.session.state.circle.round_note(named.id, member) == "heard"

    @rule(name=st.sampled_from(["start_stage", "pause_stage"]))
    def clocks(self, name: str) -> None:
        getattr(self.session.time, name)()

    @rule(stage=st.sampled_from(list(Stage)))
    def go(self, stage: Stage) -> None:
        self.session.time.go(stage)

    @rule(data=st.data())
    def call(self, data: st.DataObject) -> None:
        self.session.turns.call(self.anyone(data))

    @rule(data=st.data())
    def away_or_back(self, data: st.DataObject) -> None:
        self.session.turns.step_out_or_in(self.anyone(data))

    @rule(data=st.data(), places=st.integers(-3, 3))
    def move_seat(self, data: st.DataObject, places: int) -> None:
        self.session.members.move_seat(self.anyone(data), places)

    @rule(data=st.data(), earlier=st.sampled_from([-15.0, 15.0]))
    def move_start(self, data: st.DataObject, earlier: float) -> None:
        self.session.turns.move_start(self.anyone(data), earlier)

    @rule(text=st.sampled_from(["25 min", "5 min", "until 10.45", "soon"]))
    def set_time(self, text: str) -> None:
        self.session.time.set_time(text)

    @rule()
    def an_idea(self) -> None:
        self.session.act_on(actions.with_idea(self.session.state.circle, "Meet for lunch"))

    @rule(count=st.integers(1, 6))
    def undo_and_redo(self, count: int) -> None:
        """Undo then redo is the identity, however many steps."""
        before, steps = self.state(), 0
        for _step in range(count):
            changed = self.state()
            self.session.undo()
            if self.state() == changed:
                break
            steps += 1
        for _step in range(steps):
            self.session.redo()
        assert self.state() == before

    @precondition(lambda self: self.session.state.round is not None)
    @rule()
    def carry_on(self) -> None:
        """A crash at any moment: the circle is taken up as it was, its turn paused."""
        before = self.session.state.round
        now = self.clock.reading()
        self.session.leave_off()
        self.session = resumed_session(self.library, self.clock, self.session.state.circle)
        after = self.session.state.round
        assert before is not None
        assert after is not None
        assert after.suspend(now) == before.suspend(now)

    @invariant()
    def what_is_kept_is_what_is_so(self) -> None:
        """Every state survives saving and loading."""
        self.session.leave_off()
        kept = self.library.saved_state(self.session.state.circle.id)
        assert kept == self.session.paused_state()
        assert self.library.circle(self.session.state.circle.id) == self.session.state.circle

    @invariant()
    def the_round_that_is_on_is_one_of_the_circle(self) -> None:
        """However it was planned, undone and carried on."""
        state = self.session.state
        if state.round is not None:
            assert state.round.rounds == state.circle.rounds
            assert state.round.number <= max(2, len(state.circle.rounds))

    @invariant()
    def there_is_a_way_on(self) -> None:
        """Never a state without one: a turn to begin or end, or a round that is over."""
        round_ = self.session.state.round
        assert round_ is None or round_.over or round_.current in round_.seats


TestFacilitating = Facilitating.TestCase
TestFacilitating.settings = settings(
    max_examples=examples(10), stateful_step_count=15, deadline=None
)
