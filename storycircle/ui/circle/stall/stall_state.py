"""Everything that a stall held here is at one moment, as one frozen value without Qt."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace

from storycircle.core.afterwards.stalls import (
    MOST_POINTS,
    MOST_RUNS,
    Run,
    StallPlan,
    letters_of,
    runs_of,
    stalls_named,
)
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.model import Event
from storycircle.core.size_limits import NOTES, PARAGRAPH, bounded
from storycircle.core.text import cleaned, one_line
from storycircle.ui.circle.stall.held_here import Held, Times

USUAL_RUNS = 2
_MINUTE = 60


class Step(StrEnum):
    """Where a stall is: it is made ready, a run is held, it is handed over."""

    READY = "ready"
    RUN = "run"
    LEAVES = "leaves"


class Part(StrEnum):
    """What is written of a run."""

    DISCUSSED = "discussed"
    CHALLENGES = "challenges"
    NEXT_STEPS = "next_steps"


class Quote(Struct, frozen=True):
    """A quotation that may leave, with its words. story: its id. code: for its speaker's no."""

    story: str
    words: str
    code: str
    named: bool


class StallState(Struct, frozen=True):
    """A stall as it is held. events: those of this laptop that have stalls.

    stall: its title; empty where none is chosen. runs: in their order. quotes: those of the run
    that is shown. place: which run that is, from 1; 0 before the first. running: the place of the
    run whose time runs; 0 for none. before: seconds that it had at the reading `began`. held: how
    its time stands here. gap: seconds for which the app was closed while it ran, and nobody has
    said whose they are.
    """

    events: tuple[Event, ...] = ()
    event: Event | None = None
    stall: str = ""
    runs: tuple[Run, ...] = ()
    named: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    step: Step = Step.READY
    place: int = 0
    running: int = 0
    before: float = 0.0
    began: float = 0.0
    held: Held = field(default_factory=Held)
    gap: float = 0.0

    @property
    def wanted(self) -> int:
        """How many minutes a run is to have."""
        return self.held.wanted

    @property
    def run(self) -> Run | None:
        """The run that is shown; None before the first."""
        return self.at(self.place)

    def at(self, place: int) -> Run | None:
        """The run of a place; None where it was not begun."""
        return next((run for run in self.runs if run.place == place), None)

    @property
    def plan(self) -> StallPlan:
        """What the pack says of the stall."""
        plans = self.event.stall_plans if self.event else ()
        return next((p for p in plans if p.title == self.stall), StallPlan(self.stall))

    @property
    def letters(self) -> dict[str, str]:
        """The letter of each stall of the event, by its title."""
        plans = self.event.stall_plans if self.event else ()
        return dict(letters_of(self.named, plans))

    @property
    def expected(self) -> int:
        """How many runs there are to be."""
        return max(USUAL_RUNS, *(run.place for run in self.runs), 0)

    def gone(self, place: int, reading: float) -> float:
        """Seconds of a run so far."""
        run = self.at(place)
        if run is None:
            return 0.0
        if place == self.running:
            return self.before + max(0.0, reading - self.began)
        if place == self.held.place:
            return self.held.seconds
        return float(run.minutes * _MINUTE)

    def times(self, place: int, now: datetime, reading: float) -> Times:
        """When a run began, and when it ended or is to end; a run to come begins where the one
        before it ends.
        """
        known = self.held.times.get(place, Times())
        long = timedelta(minutes=self.wanted)
        if known.began is None:
            before = self.times(place - 1, now, reading) if place > 1 else Times()
            over = self.held.times.get(place - 1, Times()).ended is not None
            ends = before.ended
            known = Times() if ends is None or over else Times(ends, ends + long)
        elif known.ended is None:
            left = self.wanted * _MINUTE - self.gone(place, reading)
            known = Times(known.began, now + timedelta(seconds=max(0.0, left)))
        return known


def opened(
    state: StallState, event: Event | None, stall: str, runs: Iterable[Run], held: Held
) -> StallState:
    """The state as a stall of an event is opened: at its last run, its time paused."""
    every = tuple(runs)
    named = stalls_named(event.stalls if event else (), (run.stall for run in every))
    mine = runs_of(every, stall) if stall else ()
    place = mine[-1].place if mine else 0
    return replace(
        state,
        event=event,
        stall=stall if stall in named else "",
        runs=mine,
        named=named,
        quotes=(),
        step=Step.RUN if mine else Step.READY,
        place=place,
        running=0,
        held=held,
        gap=0.0,
    )


def with_run(state: StallState, run: Run) -> StallState:
    """The state with a run as it is now."""
    others = [one for one in state.runs if one.id != run.id]
    return replace(state, runs=tuple(sorted((*others, run), key=lambda one: (one.place, one.id))))


def without_run(state: StallState, run: Run) -> StallState:
    """The state without a run that was begun by mistake."""
    left = tuple(one for one in state.runs if one.id != run.id)
    place = left[-1].place if left else 0
    step = state.step if left else Step.READY
    running = 0 if state.running == run.place else state.running
    return replace(state, runs=left, place=place, step=step, running=running)


def next_place(state: StallState) -> int:
    """The place of the run that is begun next. Raises Refused where there are too many."""
    place = max((run.place for run in state.runs), default=0) + 1
    if place > MOST_RUNS:
        raise Refused("run-unclear", most=MOST_RUNS)
    return place


def is_empty(run: Run) -> bool:
    """Whether nothing is noted of a run."""
    said = (run.discussed, run.challenges, run.next_steps, run.quotes, run.kept)
    return not any(said) and not run.people


def text_of(run: Run, part: Part) -> str:
    """What is written of a run, as its field shows it."""
    if part is Part.DISCUSSED:
        return run.discussed
    return "\n".join(run.challenges if part is Part.CHALLENGES else run.next_steps)


def written(run: Run, part: Part, text: str) -> Run:
    """The run with what was typed. Raises Refused where it is too much."""
    what = _("The notes")
    if part is Part.DISCUSSED:
        return replace(run, discussed=bounded(cleaned(text).strip("\n"), NOTES, what))
    lines = _points(text, what)
    if part is Part.CHALLENGES:
        return replace(run, challenges=lines)
    return replace(run, next_steps=lines)


def _points(text: str, what: str) -> tuple[str, ...]:
    typed = (bounded(one_line(line), PARAGRAPH, what) for line in cleaned(text).split("\n"))
    lines = tuple(line for line in typed if line)
    if len(lines) > MOST_POINTS:
        raise Refused("too-many-points", most=MOST_POINTS)
    return lines


Change = tuple[Sequence[str], Sequence[str]]
"""What a list of words lost, and what it has more."""


def list_change(before: Sequence[str], after: Sequence[str]) -> Change:
    """What a list of words lost from one moment to another, and what it has more."""
    gone, came = list(before), []
    for words in after:
        if words in gone:
            gone.remove(words)
        else:
            came.append(words)
    return tuple(gone), tuple(came)


def changed_back(now: Sequence[str], change: Change) -> tuple[str, ...]:
    """A list of words without what a change brought, and with what it took away."""
    lost, came = change
    left = list(now)
    for words in came:
        if words in left:
            left.remove(words)
    return (*left, *lost)
