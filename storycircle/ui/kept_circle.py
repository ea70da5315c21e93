"""A circle whose every change is saved at once and, where it is an act, can be undone."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from storycircle.core import seating
from storycircle.core.clocks import Clock
from storycircle.core.errors import Refused
from storycircle.core.history import Changes, History, Step
from storycircle.core.model import Circle, Event, Member
from storycircle.core.programme import plan_for
from storycircle.core.settings import Settings
from storycircle.core.stage_clocks import StageClocks
from storycircle.core.timing import Stage, StagePlan
from storycircle.core.turns import Round
from storycircle.store.library import Library
from storycircle.store.running import Standing

_NO_CAME = (
    "A no came in from another laptop: that story stays here, until its teller is asked again."
)
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
        self,
        library: Library,
        clock: Clock,
        circle: Circle,
        standing: Standing | None = None,
        settings: Settings | None = None,
    ) -> None:
        """Take up a circle where it stood, or one that is new."""
        super().__init__()
        self.settings = settings or Settings()
        self.library = library
        self.clock = clock
        self.circle = circle
        self.at_event: Event | None = library.event(circle.event)
        now = clock.now()
        self.stage = standing.stage if standing else Stage.GATHER
        self.round: Round | None = standing.round if standing else None
        self.plan: StagePlan = standing.plan if standing else plan_for(self.at_event, now)
        self.clocks = standing.clocks if standing else StageClocks()
        if self.round is not None:
            # A merged file may have changed who is in the circle since it was left off.
            seats = tuple(member.id for member in circle.members)
            self.round = reseated(self.round, seats, clock.reading())
        self.unsaved = ""  # why what is on screen is not on the disk; empty where it is
        self.entered = clock.reading()  # when this stage was opened on screen
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
        """Put parts back as they were. Who came since then stays; nobody who left comes back."""
        self._history = history
        parts = dict(changes)
        members = self.circle.members
        if "members" in parts:
            order = [member.id for member in parts["members"]]
            members = _in_order(members, order)
            parts["members"] = members
        round_ = parts.get("round", self.round)
        if round_ is not None:
            seats = tuple(member.id for member in members)
            parts["round"] = reseated(round_, seats, self.clock.reading())
        self._set(parts)
        self._moved_by_hand()
        if "stage" in parts:
            self.stageChanged.emit()

    def _moved_by_hand(self) -> None:
        """What was restored is not gone on with by itself."""

    # What is written.

    def write(self, circle: Circle) -> None:
        """Keep what was typed; typing has its own undo in its field."""
        if circle != self.circle and self.may_change():
            self.circle = circle
            self.keep()
            self.changed.emit()

    def act_on(self, circle: Circle, said: str = "") -> None:
        """Keep a change of actions or ideas that can be undone."""
        self.act({"actions": circle.actions, "ideas": circle.ideas})
        if said:
            self.noticed.emit(said, True)

    def keep_time(self) -> None:
        """Keep how far the turn is, so that a crash loses a second at most."""
        if self.unsaved:
            self.keep()
        elif self.going is not None:
            self._keep_standing()

    def keep_unsaved(self) -> bool:
        """Save what is on screen alone; whether all of it is on the disk."""
        if self.unsaved:
            self.keep()
        return not self.unsaved

    def leave_off(self) -> None:
        """Keep where the circle stands, paused, before the window closes."""
        if self.unsaved:
            self.keep()
        else:
            self._keep_standing()

    def _keep_standing(self) -> None:
        self._saving(lambda: self.library.save_standing(self.circle.id, self.as_it_stands()))

    # Inner steps.

    def may_change(self) -> bool:
        """Whether anything may; where this window only reads, it says so."""
        if self.library.reads:
            self.refused.emit(str(Refused("only-reads")))
        return not self.library.reads

    def act(self, changes: Changes) -> None:
        """Change parts of the state, by name; nothing where nothing differs."""
        new = {part: value for part, value in changes.items() if self._part(part) != value}
        looks = self.library.reads and "stage" in new
        if not new or not (looks or self.may_change()):
            return
        before = {part: self._part(part) for part in new}
        self._history = self._history.with_step(Step(before, new))
        self._set(new)

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

    def attempt(self, act: Callable[[], None]) -> bool:
        """Do something, or say in its sentence why not; whether it was done."""
        try:
            act()
        except Refused as refused:
            self.refused.emit(self._why(refused))
            return False
        return True

    def _why(self, refused: Refused) -> str:
        """The sentence of a refusal, with what the core does not know of."""
        round_ = self.round
        if refused.key == "not-begun" and round_ is not None:
            return str(Refused("not-begun", name=self.name(round_.current)))
        if refused.key == "nothing-to-go-back-to" and round_ is not None and round_.number > 1:
            return str(Refused("second-round-begins"))
        return str(refused)

    def keep(self) -> None:
        """Save all of it now."""
        self._saving(self._save)

    def _save(self) -> None:
        """Save the circle; a story stays on screen too of which a no came in meanwhile."""
        kept = self.library.save_circle(self.circle, self.as_it_stands())
        if kept is not self.circle:
            self.circle = kept
            self.changed.emit()
            self.noticed.emit(_NO_CAME, False)

    def _saving(self, save: Callable[[], None]) -> None:
        """Save, and say whether it reached the disk; on screen nothing is lost either way."""
        if self.library.reads:
            return
        try:
            save()
        except Refused as refused:
            told, self.unsaved = self.unsaved, str(refused)
            if not told:
                self.refused.emit(self.unsaved)
            self.saved.emit(False)
        else:
            self.unsaved = ""
            self.saved.emit(True)

    @property
    def going(self) -> Stage | None:
        """The stage whose clock runs."""
        if self.round is not None and self.round.going:
            return Stage.STORIES
        return self.clocks.running

    def as_it_stands(self) -> Standing:
        """Where it stands now, with no clock running."""
        now = self.clock.reading()
        round_ = self.round.stand(now) if self.round is not None else None
        at, clocks = self.clock.now(), self.clocks.stop(now)
        speaking = self.round is not None and self.round.running
        return Standing(self.stage, round_, self.plan, at, clocks, self.going, speaking)


def reseated(round_: Round, seats: tuple[str, ...], now: float) -> Round:
    """A round with those who left gone, those who came in, and all on their seats."""
    for member in round_.seats:
        if member not in seats:
            round_ = seating.leave(round_, member, now)
    for place, member in enumerate(seats):
        if member not in round_.seats:
            round_ = seating.join(round_, member, place)
    return seating.seated(round_, seats)


def _in_order(members: tuple[Member, ...], order: list[str]) -> tuple[Member, ...]:
    """The members of now on the seats of then; who came since sits after them."""
    places = {id_: place for place, id_ in enumerate(order)}
    return tuple(sorted(members, key=lambda member: places.get(member.id, len(order))))
