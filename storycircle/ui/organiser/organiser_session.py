"""The organiser's session: what of the library is shown, and all that is done with it.

State flows one way. A page calls a method of the session; the session has the library keep it, or
runs a job on a thread of its own, and says what changed; pages look whether they are concerned.
Only the session and its jobs touch the library, so that all of it can be tested without a window.

Its parts, `merging`, `board` and `report_parts`, are given the session as their `Host`.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from storycircle.core import i18n
from storycircle.core.clock import Clock
from storycircle.core.error_sentences import Refused
from storycircle.core.headings import Board
from storycircle.core.i18n import _
from storycircle.core.members import copied
from storycircle.core.merge.circle_numbers import free_number
from storycircle.core.model import Circle, CircleSummary, Event, Gathered, Invited
from storycircle.core.names.reading import NamesRead
from storycircle.core.reviews.review import Review
from storycircle.core.settings import Settings
from storycircle.core.turns.queue import Round
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.jobs.afterwards.became import BecameAction, note_told, settle_reviews
from storycircle.jobs.afterwards.reviewing import Told
from storycircle.jobs.documents import CirclesToPrint
from storycircle.jobs.merge import MergeResult
from storycircle.jobs.report import CircleReports, reports_here
from storycircle.jobs.similar_actions import Likeness
from storycircle.paper.report.event_part import Only, offered
from storycircle.store.exchange.came import Whose
from storycircle.store.library import Library
from storycircle.store.library_base import Moment
from storycircle.store.organiser.circles_in_events import Moved
from storycircle.store.organiser.conflicts import Conflict
from storycircle.store.saved_state import SavedState
from storycircle.ui.organiser.background_jobs import Jobs, Lane, names
from storycircle.ui.organiser.board.editor import BoardEditor
from storycircle.ui.organiser.merge.controller import Ending, Merging
from storycircle.ui.organiser.organiser_state import (
    MERGING,
    JobKind,
    OrganiserState,
    Outcome,
    Running,
    differing,
)
from storycircle.ui.organiser.reading.off_thread import OffThread
from storycircle.ui.organiser.reading.read_state import (
    marked,
    named,
    of_event,
    read_circle,
    read_state,
    save_board,
    untitled,
    with_board,
    with_event,
    without_board,
)
from storycircle.ui.organiser.reading.view_model import CircleRead
from storycircle.ui.organiser.report_parts.kept_parts import ReportParts
from storycircle.ui.system.background import Job, Passphrases
from storycircle.ui.system.field_autosave import Place

_TOGETHER = 40  # ms for which files that are done are shown together


class OrganiserSession(QObject):
    """An organiser's library at work. state: what is shown of it, the only attribute that changes.

    changed: the parts of the state that are new. ended: the Outcome of a job, once the state says
    that it is over. advanced: how many files of how many the job with files has done. noticed: a
    sentence worth saying. refused: a sentence that says why not. undoable: what `undo` takes
    back, in a sentence. emptied: the Event that a circle was the last in.
    """

    changed = Signal(frozenset)
    ended = Signal(object)
    advanced = Signal(int, int)
    noticed = Signal(str)
    refused = Signal(str)
    undoable = Signal(str)
    emptied = Signal(object)
    _came = Signal(object)

    def __init__(self, library: Library, clock: Clock, parent: QObject | None = None) -> None:
        """Show the latest event of a library."""
        super().__init__(parent)
        self._library, self.clock = library, clock
        self.passphrases = Passphrases(self)
        self._jobs = Jobs(library.path, clock, self.passphrases.ask)
        self._files, self._codes, self._names = Lane(self), Lane(self), Lane(self)
        self._moved: Moved | None = None  # the circle that was brought home last
        self._ending: Ending = lambda _result, _why: None
        self._code_job = JobKind.WITHDRAW
        self._named = ""  # the event whose names are being read
        self.state = self.read(OrganiserState(), None)
        self._off_thread = OffThread(self, self._jobs, self)
        self.board, self.report_parts = BoardEditor(self), ReportParts(self, library, self)
        self.merging = Merging(self, self._jobs, self._came.emit)
        self._came.connect(self._row_came)
        self._coming: list[MergeResult] = []
        self._soon = QTimer(self, singleShot=True, interval=_TOGETHER)
        self._soon.timeout.connect(self._show_rows)
        self._files.advanced.connect(self.advanced)
        self._files.ended.connect(self._files_ended)
        self._codes.ended.connect(self._code_ended)
        self._names.ended.connect(self._names_ended)
        self._off_thread.ask()

    # What is shown.

    def show_event(self, event: str | None) -> None:
        """Show an event with the circles it holds; the latest where none is named. The rows of a
        merge that is over give way to these circles.
        """
        rows = self.state.rows if self.state.busy else ()
        self.apply(self.read(replace(self.state, rows=rows), event))

    def refresh(self) -> None:
        """Read again what is shown, where the library has changed since: circles may have been
        edited or erased elsewhere.
        """
        self.apply(self.read(self.state, self.state.shown))

    def show_board(self, near: Sequence[str] = ()) -> Board | None:
        """The board of the event that is shown, which is kept until `release_board`; None where
        there is no event. Of a large one the first actions are here at once, those of `near` among
        them, and `board_reading` says that all are being read.
        """
        if self.state.board is None and self.state.event is not None:
            self.apply(with_board(self._library, self.state, near))
        return self.state.board

    def to_print(self) -> CirclesToPrint:
        """The circles of the event that is shown, to be read where paper is made of them."""
        return self._jobs.to_print(self.state)

    def reports(self) -> CircleReports:
        """What the circles of the event that is shown report, each read as it is asked for."""
        return reports_here(self._library, self.state.event)

    def find_names(self) -> None:
        """Read whom the circles are of, off the drawing thread, so that they can be searched."""
        self._off_thread.find_names()

    def find_became(self) -> None:
        """Read what became of the actions of the event that is shown, off the drawing thread."""
        self._off_thread.find_became()

    def note_told(self, one: BecameAction, told: Told) -> bool:
        """Note a review that an organiser was told; False where it is refused."""
        act = partial(note_told, self._library, one, told)
        return self._decide(act, _("Noted. The circle’s own later word stands over it."))

    def settle_reviews(self, one: BecameAction, chosen: Review) -> bool:
        """Say which of two reviews counts; False where it is refused."""
        act = partial(settle_reviews, self._library, one, chosen)
        return self._decide(act, _("That one counts now. Both stay readable."))

    def read_circle(self, id_: str) -> CircleRead | None:
        """A circle to be read, and how it came; nothing is changed. None where it is not here."""
        return read_circle(self._library, id_)

    def hold_copy(self, id_: str) -> str:
        """Make another circle of one that was read, to be held here; its id, or "" where that is
        refused. Its stories stay with the one that came: their tellers said yes there.
        """
        circle = self._library.circle(id_)
        event = self._library.event(circle.event)
        known = self._library.known_numbers(event.id) if event else frozenset()
        number = free_number(known, event.expected) if event else 0  # one that is not waited for
        copy = copied(circle, number or circle.number)
        return copy.id if self._attempt(lambda: self._library.save_circle(copy)) else ""

    def release_board(self) -> None:
        """Hold the board no longer: no page shows it."""
        self.board.likeness = Likeness()
        self.apply(without_board(self.state))

    def circle_of(self, conflict: Conflict) -> Circle | None:
        """The circle of a record that waits to be settled; None where it is of none here."""
        fields = conflict.copies[0].fields
        id_ = conflict.id if conflict.kind == "circle" else fields.get("circle")
        if conflict.kind == "placement":
            id_ = self._library.circle_of_action(str(fields.get("action")))
        try:
            return self._library.circle(id_) if isinstance(id_, str) else None
        except KeyError:
            return None

    # The pack.

    def begin_event(self) -> None:
        """Begin a new event in the pack's form: it is kept once it has a title."""
        draft = untitled(self._library, None)
        invited = tuple(self._library.invited(draft.id))
        self.apply(replace(self.state, draft=draft, invited=invited))

    def write_event(self, event: Event) -> None:
        """Keep an event as it was typed; before it has a title it is a draft. Raises Refused."""
        state = self.state
        if event.title:
            self._library.save_event(event)
        if event.id == state.shown:
            events = with_event(state, event)
            board = of_event(state.board, event) if state.board else None
            self.apply(replace(state, events=events, event=event, board=board))
        elif event.title:
            self._library.note_opened(event.id)
            self.apply(self.read(state, event.id))
        else:
            self.apply(replace(state, draft=event))

    def save_invited(self, event: str, lists: tuple[Invited, ...]) -> None:
        """Keep the names known for the circles of an event. Raises Refused."""
        self._library.save_invited(event, lists)
        if event == self.state.in_form.id:
            invited = tuple(self._library.invited(event))
            known = self._library.known_numbers(self.state.shown or "")
            self.apply(replace(self.state, invited=invited, known=known))

    def read_names(self, path: Path, event: str) -> bool:
        """Read the names of a file off the drawing thread; nothing is kept of them yet. False
        where a file is being read already.
        """
        if self._names.busy:
            return False
        self._named = event
        self._names.begin(names(path))
        return True

    # The board.

    def save_board(self, after: Gathered) -> None:
        """Keep the headings and placements of the event that is shown. Raises Refused."""
        if self.state.board is not None:
            saved = save_board(self._library, self.state, self.state.board, after)
            self._off_thread.note_placed(saved.placed, saved.before, saved.after)
            self.apply(saved.state)

    # Circles, conflicts, and what waits.

    def adopt(self, circle: CircleSummary, event: Event) -> bool:
        """Take a circle into an event, from none or from another; False where it is refused."""
        done: list[Moved] = []
        act = partial(self._library.adopt, named(circle), event)
        if not self._done(lambda: done.append(act())):
            return False
        self._moved = done[0]
        name = i18n.event_name(event.title)[1]
        message = _("Circle {number} belongs to {event}.", number=circle.number, event=name)
        self._show_again()
        self.undoable.emit(message)
        old = self._library.event(self._moved.old)
        if old is not None and self._library.is_empty_event(old.id):
            self.emptied.emit(old)
        return True

    @property
    def can_undo(self) -> bool:
        """Whether a circle was taken into another event, and that can be undone."""
        return self._moved is not None

    def undo(self) -> None:
        """Take back that a circle was taken into another event, with an event that went since."""
        moved, self._moved = self._moved, None
        if moved is None:
            return
        message = _("Taken back. Circle {number} is where it was.", number=moved.circle.number)
        self._decide(lambda: self._library.take_back_home(moved), message)

    def drop_event(self, event: Event) -> bool:
        """Remove an event in which nothing is; False where it is refused."""
        message = _("“{event}” was empty, and is removed.", event=i18n.event_name(event.title)[1])
        if self._moved is not None and self._moved.old == event.id:
            self._moved = replace(self._moved, gone=self._library.event_record(event.id))
        return self._decide(lambda: self._library.drop_empty_event(event.id), message)

    def renumber(self, circle: CircleSummary, text: str) -> bool:
        """Give a circle the number that was typed; False where it is refused."""
        number = int(text) if text.strip().isdecimal() else 0
        message = _("What was circle {old} is circle {new}.", old=circle.number, new=number)
        return self._decide(lambda: self._library.renumber(named(circle), number), message)

    def settle(self, conflict: Conflict, fields: dict[str, object]) -> bool:
        """Settle a conflict with these fields of a record; False where it is refused."""
        return self._attempt(lambda: self._library.settle(conflict, fields))

    def keep_out(self, conflict: Conflict) -> bool:
        """Let a story that was withdrawn stay out; False where it is refused."""
        return self._attempt(lambda: self._library.keep_out(conflict))

    def confirm(self) -> bool:
        """Confirm the stories from other laptops that waited; False where it is refused."""
        return self._attempt(self._library.confirm)

    # Files written.

    def write(self, what: JobKind, path: Path, only: Only | None = None) -> None:
        """Write the report (only: a part of it), the pack or the letters of the event shown."""
        event = self.state.event
        if event is None or self.state.running is not None:
            return
        write = {JobKind.PACK: self._jobs.pack, JobKind.LETTERS: self._jobs.letters}
        job = write[what](event, path) if what in write else self._jobs.report(event, path, only)
        self.run(Running(what, path.name, part=only is not None), job, self._written)

    def pack_codes(self) -> Job:
        """The job that makes the codes of the pack of the event that stands in the form."""
        return self._jobs.pack_codes(self.state.in_form)

    def parts(self) -> tuple[Only, ...]:
        """The parts of the report that can be chosen."""
        state = self.state
        if state.event is None or state.reading:
            return ()
        headings = self._library.headings_used(state.event) if state.counted.placed else []
        return offered(state.event, state.circles, headings)

    def choose_template(self, path: Path) -> None:
        """Look at a Word document, off the drawing thread, whose looks the event's reports take."""
        if self.state.shown is not None:
            self._begin_code(JobKind.TEMPLATE, self._jobs.template(self.state.shown, path))

    def leave_template(self) -> None:
        """Let reports of the event look as they usually do."""
        event = self.state.shown
        if event is not None:
            self._attempt(lambda: self._library.keep_report_template(event, ""))

    # Codes and keys.

    def withdraw(self, code: str) -> None:
        """Take out the story of a withdrawal code."""
        self._begin_code(JobKind.WITHDRAW, self._jobs.withdraw(code))

    def make_key(self, passphrase: str, again: str) -> None:
        """Make a key to seal circle files, of a passphrase that was typed twice."""
        self._begin_code(JobKind.KEY, self._jobs.key(passphrase, again))

    # Threads.

    def stop(self) -> None:
        """Ask the job with files to end after the file it is at."""
        if self._files.busy:
            self._files.stop()
            self.passphrases.close()

    def wait_for_codes(self) -> None:
        """Come back when no code or key is at work, and nobody waits for a passphrase."""
        self.passphrases.close()
        self._codes.wait()

    def wait_for_names(self) -> None:
        """Come back when no list of names is being read."""
        self._names.wait()

    def stop_and_wait(self) -> None:
        """Come back when nothing is running: a file that is being merged is merged whole. What
        was looked at is let go.
        """
        self.stop()
        self._files.wait()
        self.merging.discard()
        if self.state.looked:
            self.apply(replace(self.state, looked=False, rows=()))
        self._off_thread.wait()

    # What is kept beside events and circles.

    def place(self, owner: str, field: str) -> Place:
        """Where refused text of a field is kept."""
        return Place(self._library, owner, field)

    def settings(self) -> Settings:
        """What is set on this laptop."""
        return self._library.settings()

    def save_settings(self, settings: Settings) -> None:
        """Keep what is set on this laptop. Raises Refused."""
        self._library.save_settings(settings)

    def plenary(self) -> Round | None:
        """The plenary of the event that is shown, as it was saved; None where it never began."""
        saved = self._library.saved_state(self.state.shown) if self.state.shown else None
        return saved.round if saved else None

    def save_plenary(self, round_: Round) -> None:
        """Save the state of the plenary. A disk that is full stops no clock: it is kept with the
        next press.
        """
        event = self.state.event
        if event is None:
            return
        now = self.clock.now()
        saved = SavedState(
            Stage.PLENARY, round_.suspend(self.clock.reading()), plan_for(event, now), now
        )
        with suppress(Refused):
            self._library.save_state(event.id, saved)

    def whose(self, conflict: Conflict) -> tuple[Whose, ...]:
        """Whose each copy is of a record that waits to be settled, in their order."""
        circle = self.circle_of(conflict)
        return self._library.whose(conflict, circle.id if circle is not None else None)

    # What is said.

    def refuse(self, why: Refused | str) -> None:
        """Say why something was not done, in a sentence."""
        self.refused.emit(str(why))

    def notice(self, message: str) -> None:
        """Say what came of something."""
        self.noticed.emit(message)

    # Reading.

    def read(self, state: OrganiserState, event: str | None) -> OrganiserState:
        """A state as the library has it now, while an event is shown; the latest if it is not."""
        return read_state(self._library, state, event)

    def rest(self) -> Job:
        """The job that reads the circles that the state lacks."""
        return self._jobs.rest(self.state, self._library.listed)

    def moment(self) -> Moment:
        """The moment of the library."""
        return self._library.moment()

    def read_whole_board(self) -> None:
        """Show the board with all cards, whatever that takes."""
        self.apply(with_board(self._library, self.state, whole=True))

    def is_current(self) -> bool:
        """Whether nothing of the library has changed since the state was read."""
        return self.state.read == self._library.moment()

    def read_whole(self) -> OrganiserState:
        """The state with all circles of its event, whatever that takes."""
        return read_state(self._library, self.state, self.state.shown, whole=True)

    def mark(self, rows: Sequence[MergeResult], event: str | None) -> tuple[MergeResult, ...]:
        """The rows with what is odd about them while an event is shown."""
        return marked(rows, self._library, event)

    # Inner steps.

    def apply(self, new: OrganiserState) -> None:
        """Make this the state, and say what changed."""
        parts = differing(self.state, new)
        self.state = new
        if parts:
            self.changed.emit(parts)
        self._off_thread.ask()

    def _done(self, act: Callable[[], object]) -> bool:
        """Do something, or say why not; whether it was done."""
        try:
            act()
        except Refused as refused:
            self.refuse(refused)
            return False
        return True

    def _attempt(self, act: Callable[[], object]) -> bool:
        """Change the library, and read it again either way."""
        done = self._done(act)
        self.refresh()
        return done

    def _decide(self, act: Callable[[], object], message: str) -> bool:
        done = self._done(act)
        if done:
            self.noticed.emit(message)
            self._show_again()
        return done

    def _show_again(self) -> None:
        """Show the event as it is now; rows of files say where their circles are."""
        rows = self.mark([self._where_now(row) for row in self.state.rows], self.state.shown)
        self.apply(self.read(replace(self.state, rows=rows), self.state.shown))

    def _where_now(self, row: MergeResult) -> MergeResult:
        circles = self._library.places_of([circle.id for circle in row.circles])
        number = circles[0].number if row.number is not None and len(circles) == 1 else row.number
        return replace(row, circles=circles, number=number)

    # The job with files.

    def run(self, running: Running, job: Job, ending: Ending) -> None:
        """Run a job with files, and give what it came to to its ending."""
        self._ending, self._coming = ending, []
        new = replace(self.state, running=running)
        self.apply(replace(new, rows=(), looked=False) if new.merging else new)
        self._files.begin(job)

    @Slot(object)
    def _row_came(self, row: MergeResult) -> None:
        """Many rows that come at once are shown at once."""
        self._coming.append(row)
        if len(self._coming) == 1:
            self._soon.start()

    @Slot()
    def _show_rows(self) -> None:
        if self._coming:
            rows, self._coming = (*self.state.rows, *self._coming), []
            self.apply(replace(self.state, rows=rows))

    @Slot(object, str)
    def _files_ended(self, result: Any, why: Refused | None) -> None:
        self._show_rows()
        self._ending(result, why)

    def end(self, new: OrganiserState, outcome: Outcome) -> None:
        """Say that the job with files is over, and what it came to."""
        if outcome.job in MERGING:
            new = replace(new, came=i18n.clock(self.clock.now()))
        self.apply(replace(new, running=None))
        self.ended.emit(outcome)

    def _written(self, path: Path | None, why: Refused | None) -> None:
        """A report was written, or a pack, which may have sealed the event to a key."""
        new = self.state
        job = new.running.job if new.running else JobKind.REPORT
        part = new.running is not None and new.running.part
        if job is JobKind.REPORT and path is not None and new.shown is not None and not part:
            when = {new.shown: i18n.clock(self.clock.now())}
            new = replace(new, written={**new.written, **when})
        self.end(self.read(new, new.shown), Outcome(job, why, path))

    # The other jobs.

    def _begin_code(self, job: JobKind, act: Job) -> None:
        if not self._codes.busy:
            self._code_job = job
            self._codes.begin(act)

    @Slot(object, str)
    def _code_ended(self, text: str | None, why: Refused | None) -> None:
        if not why:
            self.show_event(self.state.shown)
        self.ended.emit(Outcome(self._code_job, why, text=text or ""))

    @Slot(object, str)
    def _names_ended(self, read: NamesRead | None, why: Refused | None) -> None:
        """Names were read: they are asked about where their event is still the one in the form."""
        here = self.state.in_form.id == self._named
        self.ended.emit(Outcome(JobKind.NAMES, why, names=read if here else None))
