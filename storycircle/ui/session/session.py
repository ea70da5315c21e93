"""One running circle, as a thin QObject: all that joins the core and the store to the views.

State flows one way. A view calls a method of a part of the session; that asks the core for the
next state and applies it; the session saves it and says what changed; views look whether they are
concerned. So a whole circle can be held, undone, saved and tested without any window.

To add a part: a class in a file of its own that is given the session as a `Host`.
"""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from storycircle.core.clock import Clock
from storycircle.core.error_sentences import Refused
from storycircle.core.history import Changes, History, Step
from storycircle.core.i18n import N_, _
from storycircle.core.meetings.presence import without_absent
from storycircle.core.model import Circle, Story
from storycircle.core.settings import Settings
from storycircle.core.turns import story_time
from storycircle.core.turns.queue import Round
from storycircle.core.turns.schedule import plan_for
from storycircle.core.turns.time_marks import RUNG
from storycircle.store.library import Library
from storycircle.store.saved_state import SavedState
from storycircle.ui.session.autosave import Autosave
from storycircle.ui.session.beside.checking_out import CheckingOut
from storycircle.ui.session.beside.meeting import MeetingEdits, seated_in_line
from storycircle.ui.session.beside.private_note import PrivateNote
from storycircle.ui.session.beside.reviews import Reviews
from storycircle.ui.session.beside.rounds import Rounds
from storycircle.ui.session.beside.telling import Telling
from storycircle.ui.session.consent import Consent
from storycircle.ui.session.member_edits import EventOfCircle, Members
from storycircle.ui.session.prompts import Prompts
from storycircle.ui.session.sleep_watch import SleepWatch, resumed
from storycircle.ui.session.state import (
    BY_UNDO,
    OF_TURNS,
    Part,
    SessionState,
    differing,
    put_back,
    reseated,
    values,
    with_rounds_of,
)
from storycircle.ui.session.timekeeper import Timekeeper
from storycircle.ui.session.turns import Turns
from storycircle.ui.system.background import Erasing

_PAGES = frozenset((Part.STAGE, Part.REVIEWING))
"""The parts by which another page of the circle is shown."""
_NO_CAME = N_(
    "A no came in from another laptop: that story stays here, until its teller is asked again."
)


class Session(QObject):
    """A running circle. state: all of it at this moment, the only attribute that changes.

    changed: the parts of the state that are new. noticed: a sentence worth saying, and whether it
    can be undone. refused: a sentence that says why not. saved: whether the last change is on the
    disk. erased: what was being erased is gone from the disk; or some of it may be left. chimeDue:
    the moment for the soft chime. markPassed: the seconds left of a turn, or of a stage, at a mark
    of its time. undone: an act is undone, or done again where it says True; what was said of it is
    no longer so. What changed comes after it.
    """

    changed = Signal(frozenset)
    stageChanged = Signal()
    noticed = Signal(str, bool)
    refused = Signal(str)
    saved = Signal(bool)
    erased = Signal(bool)
    chimeDue = Signal()
    markPassed = Signal(int)
    undone = Signal(bool)

    def __init__(
        self,
        library: Library,
        clock: Clock,
        circle: Circle,
        saved: SavedState | None = None,
        settings: Settings | None = None,
        *,
        practice: int = 0,
    ) -> None:
        """Open a circle where it stood, or one that is new.

        practice: how many of its seconds go by in one, for a circle that is thrown away afterwards;
        0 for any other.
        """
        super().__init__()
        self.practice = practice
        self.library = library
        self.clock = clock
        self.state = _opened(library, clock, circle, saved, settings or Settings())
        self._history = History()
        erasing = Erasing(library.path, clock, self)
        erasing.ended.connect(self._erased)
        self.autosave = Autosave(library, clock)
        self.time = Timekeeper(self)
        self.turns = Turns(self)
        self.members = Members(self, library)
        self.event_choice = EventOfCircle(self, library)
        self.prompts = Prompts(self, self.members.answer)
        self.consent = Consent(self, library, erasing, self._forget)
        self.private_note = PrivateNote(library, circle.id, self.save)
        self.meeting = MeetingEdits(self, library)
        self.reviews = Reviews(self, library)
        self.rounds = Rounds(self)
        self.telling = Telling(self, self._pause_all, self._ring_for_break)
        self.checking_out = CheckingOut(self, library)
        self._sleep = SleepWatch(self)

    # What changes.

    def apply(
        self, new: SessionState, *, undoable: bool = True, message: str = "", save: bool = True
    ) -> bool:
        """Make this the state, and say what changed; whether it was taken.

        A window that only reads takes another stage to look at, and nothing else. undoable: as an
        act that undo takes back. message: a sentence to show. save: on the disk at once; else with
        the next change.
        """
        old = self.state
        parts = differing(old, new)
        if self.library.reads and save and parts and not parts & _PAGES:
            self.refuse(Refused("only-reads"))
            return False
        if undoable and (acts := parts & BY_UNDO):
            step = Step(values(old, acts), values(new, acts))
            self._history = self._history.with_step(step)
        self._take(new, parts, save=save)
        if parts and message:
            self.noticed.emit(message, undoable)
        return bool(parts)

    def write(self, circle: Circle) -> None:
        """Keep a circle as it was typed; typing has its own undo in its field."""
        self.apply(replace(self.state, circle=circle), undoable=False)

    def act_on(self, circle: Circle, message: str = "") -> None:
        """Keep a circle's actions and ideas, as an act that undo takes back."""
        here = replace(self.state.circle, actions=circle.actions, ideas=circle.ideas)
        self.apply(replace(self.state, circle=here))
        if message:
            self.noticed.emit(message, True)

    def take_settings(self, settings: Settings) -> None:
        """Use other settings from this moment, also in a round that has begun."""
        state, floor = self.state, settings.shortest_turn
        new = replace(state, settings=settings)
        if state.round is not None and floor != state.settings.shortest_turn:

            def with_floor(round_: Round | None) -> Round | None:
                return replace(round_, floor=floor) if round_ is not None else None

            new = replace(new, round=with_floor(state.round))
            self._history = self._history.with_part(Part.ROUND, with_floor)
        self._take(new, differing(state, new), save=False)

    @property
    def can_undo(self) -> bool:
        """Whether there is an act to take back."""
        return bool(self._history.done)

    @property
    def can_redo(self) -> bool:
        """Whether there is an act to do again."""
        return bool(self._history.undone)

    def undo(self) -> None:
        """Take the last act back."""
        self._restore(self._history.undo)

    def redo(self) -> None:
        """Do the act again that was undone last."""
        self._restore(self._history.redo, again=True)

    @property
    def can_undo_turn(self) -> bool:
        """Whether there is an act of the ring to take back."""
        try:
            _of_turns(self._history.undo, "no-turn-to-undo")
        except Refused:
            return False
        return True

    def undo_turn(self) -> None:
        """Take the last act of the ring back, whatever was done since in other stages."""
        self._restore(lambda: _of_turns(self._history.undo, "no-turn-to-undo"))

    def redo_turn(self) -> None:
        """Do the act of the ring again that was undone last."""
        self._restore(lambda: _of_turns(self._history.redo, "no-turn-to-redo"), again=True)

    def tick(self) -> None:
        """Look at what time brings: a sleep, a chime, the end of a breath, or of a break."""
        self.telling.tick()
        if self.library.reads:
            return
        self._sleep.tick()
        self.time.fit_time()
        mark = self.time.mark_passed()
        if mark is not None:
            self.markPassed.emit(mark)
            turn = self.state.round is not None and self.state.round.running
            if turn and mark in RUNG and self.state.settings.chime:
                self.chimeDue.emit()
        self.turns.end_breath(asking=self.prompts.current() is not None)

    # What is said.

    def refuse(self, why: Refused | str) -> None:
        """Say why something was not done, in a sentence."""
        self.refused.emit(self._why(why) if isinstance(why, Refused) else why)

    def notice(self, message: str) -> None:
        """Say what came of something, where nothing of it can be undone."""
        self.noticed.emit(message, False)

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do something, or say in its sentence why not; whether it was done."""
        try:
            act()
        except Refused as refused:
            self.refuse(refused)
            return False
        return True

    # What is saved.

    def save(self) -> None:
        """Save all of it now."""
        if self.library.reads:
            return
        kept = self._saving(self.autosave.save)
        if kept is not None and kept is not self.state.circle:
            old, new = self.state, replace(self.state, circle=kept)
            self._take(new, frozenset({Part.STORIES, Part.CHECKOUT}), save=False)
            if kept.stories != old.circle.stories:
                self.notice(_(_NO_CAME))

    def save_time(self) -> None:
        """Save how far the turn is, so that a crash loses a second at most."""
        if self.autosave.unsaved:
            self.save()
        elif self.state.going is not None:
            self.leave_off()

    def save_unsaved(self) -> bool:
        """Save what is on screen alone; whether all of it is on the disk."""
        if self.autosave.unsaved:
            self.save()
        return not self.autosave.unsaved

    def leave_off(self) -> None:
        """Save the circle, paused, before the window closes."""
        if self.autosave.unsaved:
            self.save()
        elif not self.library.reads:
            self._saving(self.autosave.save_time)

    def paused_state(self) -> SavedState:
        """The state to save, with no clock running."""
        return self.state.paused(self.clock.reading(), self.clock.now())

    # Inner steps.

    def _pause_all(self) -> None:
        """Let the turn stand, or the stage's clock, whichever runs."""
        round_, clocks = self.state.round, self.state.clocks
        if round_ is not None and round_.running:
            self.turns.start_or_pause()
        elif clocks.running is not None:
            self.apply(replace(self.state, clocks=clocks.stop(self.clock.reading())))

    def _ring_for_break(self) -> None:
        """Chime as a break ends, but never into a story."""
        speaking = self.state.round is not None and self.state.round.running
        if self.state.settings.chime and not speaking:
            self.chimeDue.emit()

    def _take(self, new: SessionState, parts: frozenset[Part], *, save: bool) -> None:
        self.state = new
        if not parts:
            return
        if save:
            self.save()
        self.changed.emit(parts)
        if parts & _PAGES:
            self.stageChanged.emit()

    def _restore(self, step: Callable[[], tuple[History, Changes]], *, again: bool = False) -> None:
        try:
            history, changes = step()
        except Refused as refused:
            self.refuse(refused)
            return
        self._history = history
        self.undone.emit(again)
        new = put_back(self.state, changes, self.clock.reading())
        if new.round is not None:  # as much time as the plan leaves now, not as it left then
            fitted = story_time.fitted(new.round, new.plan, self.clock.now())
            new = replace(new, round=without_absent(fitted, new.circle, self.clock.reading()))
        self._take(new, differing(self.state, new) | {Part(part) for part in changes}, save=True)

    def _saving(self, save: Callable[[SessionState], Circle | None]) -> Circle | None:
        """Save, and say whether it reached the disk; on screen nothing is lost either way."""
        before = self.autosave.unsaved
        kept = save(self.state)
        if self.autosave.unsaved and not before:
            self.refused.emit(self.autosave.unsaved)
        self.saved.emit(not self.autosave.unsaved)
        return kept

    def _why(self, refused: Refused) -> str:
        """The sentence of a refusal, with what the core does not know of."""
        round_ = self.state.round
        if refused.key == "not-begun" and round_ is not None:
            return str(Refused("not-begun", name=self.state.speakers(round_.current)))
        if refused.key == "nothing-to-go-back-to" and round_ is not None and round_.number > 1:
            if round_.named is not None:
                return str(Refused("round-begins", name=round_.named.name))
            return str(Refused("second-round-begins"))
        return str(refused)

    def _forget(self, story: Story) -> None:
        self._history = self._history.without(story)

    def _erased(self, story: str, why: str) -> None:
        if why:
            self.refuse(why)
        elif story:
            self.notice(_("Erased. It cannot come back."))
            self.consent.notice_what_carries(story)
        self.erased.emit(not why)


def _of_turns(
    step: Callable[[frozenset[Part]], tuple[History, Changes]], none: str
) -> tuple[History, Changes]:
    """A step of the history among those of the ring, which has a round before it and after. Raises
    Refused by this key where there is none.
    """
    try:
        history, changes = step(OF_TURNS)
    except Refused as refused:
        raise (refused if refused.key == "erased" else Refused(none)) from refused
    if changes.get(Part.ROUND, changes) is None:
        raise Refused(none)
    return history, changes


def _opened(
    library: Library, clock: Clock, circle: Circle, saved: SavedState | None, settings: Settings
) -> SessionState:
    """The state with which a circle is opened."""
    event = library.event(circle.event)
    circle = seated_in_line(library, circle)
    now = clock.reading()
    if saved is None:
        plan = plan_for(event, clock.now())
        return SessionState(circle, plan, settings=settings, event=event, entered=now)
    round_ = saved.round
    if round_ is not None:
        # A merged file may have changed who is in the circle since it was left off.
        round_ = reseated(round_, tuple(member.id for member in circle.members), now)
        round_ = with_rounds_of(circle, round_)
    state = SessionState(
        circle,
        saved.plan,
        saved.stage,
        round_,
        saved.clocks,
        settings=settings,
        event=event,
        entered=now,
        handed_over=library.was_handed_over(circle.id),
        open_shown=saved.open_shown,
    )
    return resumed(state, saved, clock)
