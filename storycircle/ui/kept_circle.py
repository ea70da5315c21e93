"""A circle whose every change is saved at once and, where it is an act, can be undone."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from storycircle.core import seating
from storycircle.core.errors import Refused
from storycircle.core.history import Changes, History, Step
from storycircle.core.model import Circle, Event
from storycircle.core.timing import Clock, Stage, StagePlan, plan_for
from storycircle.core.turns import Round
from storycircle.store.library import Library
from storycircle.store.running import Standing

_OF_CIRCLE = ("members", "actions", "ideas")


class KeptCircle(QObject):
    """The state of a running circle: the circle, its stage, its round and its plan.

    changed: something of it is new. noticed: a sentence worth saying, and whether it can be
    undone. refused: a sentence that says why not. saved: whether the last change is on the disk.
    """

    changed = Signal()
    stageChanged = Signal()
    noticed = Signal(str, bool)
    refused = Signal(str)
    saved = Signal(bool)

    def __init__(
        self, library: Library, clock: Clock, circle: Circle, standing: Standing | None = None
    ) -> None:
        """Take up a circle where it stood, or one that is new."""
        super().__init__()
        self.library = library
        self.clock = clock
        self.circle = circle
        self.at_event: Event | None = library.event(circle.event)
        now = clock.now()
        self.stage = standing.stage if standing else Stage.GATHER
        self.round: Round | None = standing.round if standing else None
        self.plan: StagePlan = standing.plan if standing else plan_for(self.at_event, now)
        self.entered = clock.reading()  # when this stage was entered, for its bar
        self._history = History()

    def name(self, member: str | None) -> str:
        """A member's name as people see it; empty for nobody."""
        return self.circle.shown_names().get(member or "", "")

    # Undo.

    def undo(self) -> None:
        self.attempt(lambda: self._restore(*self._history.undo()))

    def redo(self) -> None:
        self.attempt(lambda: self._restore(*self._history.redo()))

    def _restore(self, history: History, changes: Changes) -> None:
        self._history = history
        self._set(changes)
        if self.round is not None:
            # Who came since then stays; who left is not brought back.
            seats = tuple(member.id for member in self.circle.members)
            self.round = reseated(self.round, seats, self.clock.reading())
        if "stage" in changes:
            self.stageChanged.emit()

    # What is written.

    def write(self, circle: Circle) -> None:
        """Keep what was typed; typing has its own undo in its field."""
        if circle != self.circle:
            self.circle = circle
            self.keep()
            self.changed.emit()

    def act_on(self, circle: Circle, said: str = "") -> None:
        """Keep a change of members, actions or ideas that can be undone."""
        self.act({part: getattr(circle, part) for part in _OF_CIRCLE})
        if said:
            self.noticed.emit(said, True)

    def keep_time(self) -> None:
        """Keep how far the turn is, so that a crash loses a second at most."""
        if self.round is not None and self.round.running:
            self._saving(lambda: self.library.save_standing(self.circle.id, self._standing()))

    def leave_off(self) -> None:
        """Keep where the circle stands, paused, before the window closes."""
        self._saving(lambda: self.library.save_standing(self.circle.id, self._standing()))

    # Inner steps.

    def act(self, changes: Changes) -> None:
        """Change parts of the state, by name; nothing where nothing differs."""
        before = {part: self._part(part) for part in changes}
        if all(before[part] == value for part, value in changes.items()):
            return
        self._history = self._history.with_step(Step(before, dict(changes)))
        self._set(changes)

    def _part(self, part: str) -> Any:
        return getattr(self.circle if part in _OF_CIRCLE else self, part)

    def _set(self, changes: Changes) -> None:
        for part, value in changes.items():
            if part in _OF_CIRCLE:
                self.circle = replace(self.circle, **{part: value})
            else:
                setattr(self, part, value)
        self.keep()
        self.changed.emit()

    def attempt(self, act: Callable[[], None]) -> None:
        """Do something, or say in its sentence why not."""
        try:
            act()
        except Refused as refused:
            sentence = str(refused)
            if refused.key == "not-begun" and self.round is not None:
                who = self.name(self.round.current)
                sentence = str(Refused("not-begun", name=who))
            self.refused.emit(sentence)

    def keep(self) -> None:
        """Save all of it now."""
        self._saving(lambda: self.library.save_circle(self.circle, self._standing()))

    def _saving(self, save: Callable[[], None]) -> None:
        """Save, and say whether it reached the disk; on screen nothing is lost either way."""
        try:
            save()
        except Refused as refused:
            self.saved.emit(False)
            self.refused.emit(str(refused))
        else:
            self.saved.emit(True)

    def _standing(self) -> Standing:
        round_ = self.round
        if round_ is not None and round_.running:
            round_ = round_.pause(self.clock.reading())
        return Standing(self.stage, round_, self.plan, self.clock.now())


def reseated(round_: Round, seats: tuple[str, ...], now: float) -> Round:
    """A round with those who left gone, those who came in, and all on their seats."""
    for member in round_.seats:
        if member not in seats:
            round_ = seating.leave(round_, member, now)
    for place, member in enumerate(seats):
        if member not in round_.seats:
            round_ = seating.join(round_, member, place)
    return seating.seated(round_, seats)
