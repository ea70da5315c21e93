"""A stall at work on this laptop: what is noted of it is saved at once, and its acts are undone.

State flows one way, as with a circle: a page calls a method of the session, the session has the
library keep it, and says that something changed.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from storycircle.core import i18n
from storycircle.core.afterwards.stalls import MOST_POINTS, Run, RunQuote, runs_of
from storycircle.core.clock import Clock
from storycircle.core.error_sentences import Refused
from storycircle.core.history import History, Step
from storycircle.core.i18n import _, n_
from storycircle.core.model import Event, Sharing, latest_first, new_id
from storycircle.core.size_limits import MOST_NUMBER, PARAGRAPH, bounded
from storycircle.core.text import one_line
from storycircle.store.library import Library
from storycircle.ui.circle.stall import stall_state as pure
from storycircle.ui.circle.stall.held_here import (
    MOST_MINUTES,
    Held,
    StallsHeld,
    key_of,
    read,
    stored,
)
from storycircle.ui.circle.stall.stall_state import Part, Quote, StallState
from storycircle.ui.circle.stall.stall_state import Step as At
from storycircle.ui.system.background import Erasing
from storycircle.ui.system.field_autosave import Place

_BEGUN, _PEOPLE, _KEPT, _NEXT = "begun", "people", "kept", "next_steps"
_GAP = "gap"
_MINUTE = 60


class StallSession(QObject):
    """A stall as it is held. state: the only attribute that changes.

    changed: something of it did. refused: a sentence that says why not. noticed: one worth saying.
    """

    changed = Signal()
    refused = Signal(str)
    noticed = Signal(str)

    def __init__(self, library: Library, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library, self.clock = library, clock
        self.erasing = Erasing(library.path, clock, self)
        self._history = History()
        self.state = StallState()

    # Which stall.

    def show_event(self, event: str | None) -> None:
        """Show the stalls of an event; those of the latest that has any where none is named."""
        events = tuple(latest_first(self.library.events()))
        with_stalls = tuple(one for one in events if one.stalls)
        wanted = next((one for one in events if one.id == event), None)
        stopped = next((one for one in with_stalls if self._held(one).interrupted), None)
        chosen = wanted or (self.state.event and next(iter(with_stalls), None)) or stopped
        chosen = chosen or next(iter(with_stalls), None)
        same = self.state.event is not None and chosen is not None
        stall = self.state.stall if same and self.state.event == chosen else ""
        if chosen is not None and not self.state.stall:
            stall = stall or self._stopped_at(chosen)
        offered = with_stalls if chosen is None or chosen in with_stalls else (chosen, *with_stalls)
        self.state = replace(self.state, events=offered)
        if not (stall and self.state.running):  # one whose time runs is gone back to as it is
            self._open(chosen, stall)

    def _held(self, event: Event) -> StallsHeld:
        return read(self.library.stalls_held(event.id))

    def _stopped_at(self, event: Event) -> str:
        """The stall of an event whose time ran as the app stopped; empty for none."""
        key = self._held(event).interrupted
        named = pure.opened(self.state, event, "", self.library.parts(event.id).runs, Held()).named
        return next((title for title in named if key and key_of(title) == key), "")

    def choose_event(self, event: str) -> None:
        """Show the stalls of another event."""
        self._open(next((one for one in self.state.events if one.id == event), None), "")

    def choose(self, stall: str) -> None:
        """Open a stall: where it was held already, at its last run."""
        if stall != self.state.stall:
            self._open(self.state.event, stall)

    def _open(self, event: Event | None, stall: str) -> None:
        self.stop_time()
        runs = self.library.parts(event.id).runs if event is not None else ()
        self._history = History()
        every = self._held(event) if event is not None else StallsHeld()
        asked = Held(self.state.wanted) if not self.state.stall else Held()
        held = every.stalls.get(key_of(stall), asked)
        new = pure.opened(self.state, event, stall, runs, replace(held, runs=False))
        if held.runs and held.noted is not None and held.place == new.place:
            gap = (self.clock.now() - held.noted).total_seconds()
            new = replace(new, gap=max(0.0, gap))
        self.apply(new)

    def _remember(self, held: Held, *, aloud: bool = True) -> None:
        """Keep how the time stands. aloud: whether that is a change that is shown, and whether it
        is said where the disk does not take it.
        """
        event, stall = self.state.event, self.state.stall
        if held == self.state.held:
            return
        if aloud:
            self.apply(replace(self.state, held=held))
        else:
            self.state = replace(self.state, held=held)
        if event is None or not stall:
            return
        try:
            every = self._held(event).with_stall(stall, held)
            self.library.keep_stalls_held(event.id, stored(every))
        except Refused as refused:
            if aloud:
                self.refused.emit(str(refused))

    # Runs and their time.

    def go(self, step: At, place: int = 0) -> None:
        """Show the stall as it is made ready, a run of it, or how it is handed over."""
        if step is At.RUN and self.state.at(place) is None:
            return
        self.apply(replace(self.state, step=step, place=place or self.state.place))

    def set_minutes(self, minutes: int) -> None:
        """Say how many minutes a run is to have."""
        wanted = max(1, min(minutes, MOST_MINUTES))
        self._remember(replace(self.state.held, wanted=wanted))

    def begin_run(self) -> None:
        """Begin the next run, with its time."""
        state = self.state
        if not state.stall:
            return
        try:
            run = Run(new_id(), state.stall, pure.next_place(state))
        except Refused as refused:
            self.refused.emit(str(refused))
            return
        self.stop_time()
        if self._keep(run):
            self._note(f"{_BEGUN} {run.id}", None, run)
            self._start(replace(self.state, step=At.RUN, place=run.place))

    def end_run(self) -> None:
        """End the run that is shown: its minutes are noted; on to the next, or to handing over."""
        self.stop_time()
        self._remember(self.state.held.ended(self.state.place, self.clock.now()))
        following = self.state.at(self.state.place + 1)
        if following is not None:
            self.go(At.RUN, following.place)
        elif self.state.place < self.state.expected:
            self.begin_run()
        else:
            self.go(At.LEAVES)

    def start_or_pause(self) -> None:
        """Let the time of the run that is shown go on, or stop it."""
        state = self.state
        if state.run is None or state.step is not At.RUN:
            return
        if state.running == state.place:
            self.stop_time()
        else:
            self.stop_time()
            self._start(self.state)

    def _start(self, state: StallState) -> None:
        """Let the time of the run that is shown run from now on."""
        reading, now = self.clock.reading(), self.clock.now()
        before = state.gone(state.place, reading)
        new = replace(state, running=state.place, before=before, began=reading, gap=0.0)
        self.apply(new)
        held = state.held.begun(state.place, now)
        self._remember(replace(held, place=state.place, seconds=before, runs=True, noted=now))

    def count_gap(self) -> None:
        """Count the time for which the app was closed to the run that ran then."""
        state, run = self.state, self.state.run
        if run is None or not state.gap:
            return
        before, after = state.held.seconds, state.held.seconds + state.gap
        self.apply(replace(state, gap=0.0))
        self._set_seconds(run, after)
        self._note(f"{_GAP} {run.id}", before, after)

    def _set_seconds(self, run: Run, seconds: float) -> None:
        held = replace(self.state.held, place=run.place, seconds=seconds, noted=self.clock.now())
        self._remember(held)
        minutes = min(round(seconds / _MINUTE), MOST_NUMBER)
        self._save(replace(run, minutes=minutes))

    def stop_time(self) -> None:
        """Stop the time that runs, and note its minutes."""
        state = self.state
        if state.running:
            seconds = state.gone(state.running, self.clock.reading())
            self.tick(ends=True)
            self.apply(replace(self.state, running=0))
            held = replace(self.state.held, place=state.running, seconds=seconds, runs=False)
            self._remember(replace(held, noted=self.clock.now()))

    def tick(self, *, ends: bool = False) -> None:
        """Note each whole minute of the run whose time runs. ends: a begun one counts too."""
        run = self.state.at(self.state.running)
        if run is None:
            return
        gone = self.state.gone(run.place, self.clock.reading())
        if int(gone) != int(self.state.held.seconds):  # each second, as a circle's time is kept
            now = self.clock.now()
            held = replace(self.state.held, place=run.place, seconds=gone, noted=now)
            self._remember(held, aloud=False)
        minutes = round(gone / _MINUTE) if ends else int(gone // _MINUTE)
        minutes = min(max(minutes, 1 if ends and gone else 0), MOST_NUMBER)
        if minutes != run.minutes:
            self._keep(replace(run, minutes=minutes))

    # What is noted.

    def place(self, field: str) -> Place | None:
        """Where text of a field is kept that was refused; None where no event is shown."""
        event = self.state.event
        return Place(self.library, event.id, field) if event is not None else None

    def write(self, run: str, part: Part, text: str) -> None:
        """Keep what was typed of a run. Raises Refused."""
        old = self._run(run)
        if old is not None:
            self._save(pure.written(old, part, text))

    def count_people(self, people: int) -> None:
        """Note how many people came to the run that is shown; -1 for not counted."""
        run = self.state.run
        wanted = max(0, min(people, MOST_NUMBER))
        if run is not None and wanted != run.people and self._keep(replace(run, people=wanted)):
            self._note(f"{_PEOPLE} {run.id}", run.people, wanted)

    def to_next_steps(self, line: str) -> bool:
        """Make a line a next step too; False where it is refused, or empty."""
        run = self.state.run
        words = one_line(line)
        if run is None or not words or words in run.next_steps:
            return False
        text = "\n".join((*run.next_steps, words))
        try:
            after = pure.written(run, Part.NEXT_STEPS, text)
        except Refused as refused:
            self.refused.emit(str(refused))
            return False
        return self._list_act(_NEXT, run, run.next_steps, after.next_steps)

    def add_words(self, text: str) -> None:
        """Note words that somebody said, which stay here until they say otherwise. Raises
        Refused.
        """
        run = self.state.run
        words = bounded(one_line(text), PARAGRAPH, _("A quotation"))
        if not words:
            raise Refused("words-needed", what=_("A quotation"))
        if run is None or words in run.kept:
            return
        if len(run.quotes) + len(run.kept) >= MOST_POINTS:
            raise Refused("too-many-quotes", most=MOST_POINTS)
        self._list_act(_KEPT, run, run.kept, (*run.kept, words))

    def take_words_away(self, words: str) -> None:
        """Take away words that stayed here."""
        run = self.state.run
        if run is not None and words in run.kept:
            left = tuple(one for one in run.kept if one != words)
            self._list_act(_KEPT, run, run.kept, left)

    def _list_act(
        self, what: str, run: Run, before: tuple[str, ...], after: tuple[str, ...]
    ) -> bool:
        changed = replace(run, kept=after) if what == _KEPT else replace(run, next_steps=after)
        kept = self._keep(changed)
        if kept:
            there, back = pure.list_change(before, after), pure.list_change(after, before)
            self._note(f"{what} {run.id}", there, back)
        return kept

    # May a quotation leave? Its speaker's word is no act of undo, as a teller's is none.

    def let_leave(self, words: str, sharing: Sharing) -> None:
        """A speaker's yes to words that stayed here."""
        run, event = self.state.run, self.state.event
        if run is None or event is None or words not in run.kept or sharing is Sharing.STAYS:
            return
        left = replace(run, kept=tuple(one for one in run.kept if one != words))
        try:
            code = self.library.add_quote(event, left, words, sharing)
        except Refused as refused:
            self.refused.emit(str(refused))
            return
        self._read_again()
        self.noticed.emit(
            _("It may leave. Its speaker can take it back with this code: {code}", code=code)
        )

    def name_speaker(self, quote: Quote, *, named: bool) -> None:
        """Change whether a quotation that may leave does so with names."""
        run = self.state.run
        if run is not None:
            quotes = tuple(
                RunQuote(one.story, named) if one.story == quote.story else one
                for one in run.quotes
            )
            self._keep(replace(run, quotes=quotes))

    def take_back(self, quote: Quote, *, keep: bool) -> None:
        """A speaker's no: the quotation is erased from this laptop's copies, and is taken out
        wherever the stall's next file is merged. keep: its words stay here.
        """
        run = self.state.run
        if run is None:
            return
        carried = dict.fromkeys(name for _at, name in self.library.carriers(quote.story))
        try:
            self.library.strike_quote(quote.story)
        except Refused as refused:
            self.refused.emit(str(refused))
            return
        if keep and quote.words not in run.kept:
            self._keep(replace(run, kept=(*run.kept, quote.words)))
        self._read_again()
        self.erasing.begin(quote.story, Library.erase_owed)
        if carried:
            files = [_("“{file}”", file=name) for name in carried]
            self.noticed.emit(
                n_(
                    "{files} carries it already. Export the stall again: that takes it out "
                    "wherever the file is gathered.",
                    "{files} carry it already. Export the stall again: that takes it out wherever "
                    "the file is gathered.",
                    len(files),
                    files=i18n.listed(files),
                )
            )

    # Undo.

    @property
    def can_undo(self) -> bool:
        """Whether there is an act to take back."""
        return bool(self._history.done)

    @property
    def can_redo(self) -> bool:
        """Whether there is an act to do again."""
        return bool(self._history.undone)

    def undo(self) -> None:
        """Take the last act at this stall back."""
        self._step_through(self._history.undo)

    def redo(self) -> None:
        """Do the act again that was undone last."""
        self._step_through(self._history.redo)

    def _step_through(self, step: Callable[[], tuple[History, Mapping[str, Any]]]) -> None:
        try:
            history, parts = step()
            for key, value in parts.items():
                self._put(key, value)
        except Refused as refused:
            self.refused.emit(str(refused))
            return
        self._history = history
        self._read_again()

    def _put(self, key: str, value: Any) -> None:
        what, _space, id_ = key.partition(" ")
        run = self._run(id_)
        if what == _BEGUN and value is not None:
            self._save(value)
        elif run is None:
            raise Refused("nothing-to-undo")
        elif what == _BEGUN:
            if not pure.is_empty(run):
                raise Refused("run-written")
            if self.state.event is not None:
                self.library.remove_part(self.state.event.id, run)
            self.apply(pure.without_run(self.state, run))
        elif what == _GAP:
            self.stop_time()
            self._set_seconds(self._run(id_) or run, value)
        elif what == _PEOPLE:
            self._save(replace(run, people=value))
        elif what == _KEPT:
            self._save(replace(run, kept=pure.changed_back(run.kept, value)))
        else:
            steps = pure.changed_back(run.next_steps, value)
            self._save(replace(run, next_steps=steps))

    def _note(self, key: str, before: Any, after: Any) -> None:
        self._history = self._history.with_step(Step({key: before}, {key: after}))
        self.changed.emit()

    # Inner steps.

    def apply(self, new: StallState) -> None:
        """Make this the state, with the quotations of the run it shows, and say that it changed."""
        run, event = new.run, new.event
        quotes: tuple[Quote, ...] = ()
        if run is not None and event is not None and run.quotes:
            named = {one.story: one.named for one in run.quotes}
            here = self.library.quotes_here(run)
            quotes = tuple(Quote(q.story, q.words, q.code, named[q.story]) for q in here)
        new = replace(new, quotes=quotes)
        if new != self.state:
            self.state = new
            self.changed.emit()

    def _run(self, id_: str) -> Run | None:
        return next((run for run in self.state.runs if run.id == id_), None)

    def _save(self, run: Run) -> None:
        """Keep a run. Raises Refused."""
        if self.state.event is not None and run != self._run(run.id):
            self.library.save_parts(self.state.event.id, [run])
            self.apply(pure.with_run(self.state, run))

    def _keep(self, run: Run) -> bool:
        """Keep a run, or say why not; whether it was kept."""
        return self._done(partial(self._save, run))

    def _done(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except Refused as refused:
            self.refused.emit(str(refused))
            return False
        return True

    def _read_again(self) -> None:
        """Take the runs as the library has them: their quotations are others now."""
        event, state = self.state.event, self.state
        if event is not None:
            runs = runs_of(self.library.parts(event.id).runs, state.stall)
            new = replace(state, runs=runs)
            self.state = replace(new, quotes=())
            self.apply(new)
            self.changed.emit()
