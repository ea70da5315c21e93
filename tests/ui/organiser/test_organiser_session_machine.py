"""Any order of what an organiser can do: what is shown is what the library holds, and each change
says its parts.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Action, Circle, Event, Invited, own_event
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import Part, differing
from tests.support.examples import examples
from tests.support.fresh import fresh_library

_HEADINGS = st.sampled_from(["", "A", "B", "C"])


class Organising(RuleBasedStateMachine):
    """A session on a library of its own, driven without any window."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = SimulatedClock(datetime(2026, 11, 24, 9, 50))  # noqa: DTZ001
        self.library = fresh_library(Path(self.folder.name) / "library", self.clock)
        own = own_event("2026-11-24")
        for event in (Event("e", "One", headings=("A", "B")), Event("f", "Two"), own):
            self.library.save_event(event)
        for number, event_id in enumerate(("e", "e", "f", own.id), 1):
            actions = tuple(Action(f"{number}-{n}", f"Do {number} {n}") for n in range(2))
            self.library.save_circle(Circle(f"c{number}", number, event_id, actions=actions))
        self.session = OrganiserSession(self.library, self.clock)
        self.before = self.session.state
        self.said: set[Part] = set()
        self.session.changed.connect(self.said.update)

    def teardown(self) -> None:
        self.library.close()
        self.folder.cleanup()

    @rule(event=st.sampled_from(["e", "f", "gone", None]))
    def show(self, event: str | None) -> None:
        self.session.show_event(event)

    @rule()
    def begin_event(self) -> None:
        self.session.begin_event()

    @rule(title=st.sampled_from(["", "One", "Three"]), expected=st.integers(0, 9))
    def type_event(self, title: str, expected: int) -> None:
        event = self.session.state.in_form
        self.session.write_event(replace(event, title=title or event.title, expected=expected))

    @rule(numbers=st.sets(st.integers(1, 3)))
    def type_names(self, numbers: set[int]) -> None:
        event = self.session.state.in_form.id
        self.session.save_invited(event, tuple(Invited(event, n, ("Al",)) for n in numbers))

    @rule(place=st.integers(0, 5), number=st.sampled_from(["1", "2", "7", "x"]))
    def renumber(self, place: int, number: str) -> None:
        for circle in self.session.state.circles[place : place + 1]:
            self.session.renumber(circle, number)

    @rule()
    def adopt(self) -> None:
        state = self.session.state
        for circle in state.strays[-1:]:
            if state.event is not None and circle.event != state.shown:
                self.session.adopt(circle, state.event)

    @rule(place=st.integers(0, 7), heading=_HEADINGS, at=st.integers(0, 3))
    def carry(self, place: int, heading: str, at: int) -> None:
        for card in self.session.board.cards[place : place + 1]:
            self.session.board.carry(card.action, heading, at)

    @rule(old=_HEADINGS, new=_HEADINGS)
    def headings(self, old: str, new: str) -> None:
        board = self.session.board
        with suppress(Refused):
            board.rename_heading(old, new) if old else board.add_heading(new)

    @rule(count=st.integers(1, 4))
    def undo_and_redo(self, count: int) -> None:
        """Undo then redo is the identity, however many steps."""
        before, steps = self.session.board.columns, 0
        for _step in range(count):
            changed = self.session.board.columns
            self.session.board.undo()
            if self.session.board.columns == changed:
                break
            steps += 1
        for _step in range(steps):
            self.session.board.redo()
        assert self.session.board.columns == before

    @invariant()
    def what_is_shown_is_what_is_held(self) -> None:
        """A session that is opened now shows the same."""
        state = self.session.state
        again = OrganiserSession(self.library, self.clock)
        again.show_event(state.shown)
        if state.board is not None:
            again.show_board()
        parts = differing(again.state, state)
        assert parts <= {Part.DRAFT, Part.INVITED} if state.draft else not parts

    @invariant()
    def every_change_is_said(self) -> None:
        """A view that draws what it is told of has drawn all of it."""
        assert differing(self.before, self.session.state) <= self.said
        self.before = self.session.state
        self.said.clear()


TestOrganising = Organising.TestCase
TestOrganising.settings = settings(max_examples=examples(10), stateful_step_count=15, deadline=None)
