"""The organiser's jobs: what each does with a library of its own, and how one runs at a time."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QObject, Signal, Slot

from storycircle.core.clock import Clock
from storycircle.core.error_sentences import Refused
from storycircle.core.formats.sheet_code import Part
from storycircle.core.headings import Board, board_of
from storycircle.core.i18n import _
from storycircle.core.model import Circle, CircleSummary, Event, Gathered, made_without_pack
from storycircle.core.names.reading import NamesRead
from storycircle.core.text import fingerprint
from storycircle.jobs.afterwards.became import BecameOf, became_of
from storycircle.jobs.apart.report_process import FROM, ReportTask, write_apart
from storycircle.jobs.documents import CirclesToPrint
from storycircle.jobs.export import export_pack, export_sealing_pack, withdrawn_lines
from storycircle.jobs.light.sending import ToShow, pack_to_show
from storycircle.jobs.merge import MergeResult, looked_at, merged_batch
from storycircle.jobs.merge_sources import Batch, batch_of
from storycircle.jobs.names_file import read_names_file
from storycircle.jobs.progress import refuse_if_stopped
from storycircle.jobs.report import read_template, write_report, write_slips
from storycircle.jobs.similar_actions import Likeness
from storycircle.paper.report.event_part import Only
from storycircle.store.exchange import sealed_file
from storycircle.store.exchange.sealed_file import Opener
from storycircle.store.library import Library
from storycircle.ui.organiser.organiser_state import OrganiserState
from storycircle.ui.organiser.reading.read_state import read_state, without_board
from storycircle.ui.system.background import Job, Work

Tell = Callable[[MergeResult], None]
"""Told of each file as it is looked at or merged, on the job's own thread."""


class Looked(Struct, frozen=True):
    """What merging some files would do; nothing is written yet. whole: none was left unread.

    What was unpacked for it is there until it is closed.
    """

    batch: Batch
    opener: Opener
    unpacked: ExitStack
    whole: bool

    def close(self) -> None:
        """Delete what was unpacked."""
        self.unpacked.close()


class MergedFiles(Struct, frozen=True):
    """How many files were merged or refused, and the event to show after it."""

    count: int
    event: str | None


class BoardRead(Struct, frozen=True):
    """A whole board, and how much alike its actions are."""

    board: Board
    likeness: Likeness


class Jobs:
    """The jobs by name, each to be run on a thread; a library is opened there for each.

    path: where the library is. ask: asks for a passphrase on the thread of the job.
    """

    def __init__(self, path: Path, clock: Clock, ask: Callable[[str], str]) -> None:
        self._path, self._clock, self._ask = path, clock, ask

    def look(self, paths: list[Path], tell: Tell, read: Sequence[Part] = ()) -> Job:
        """See what merging files, folders and archives would do. Its result is what was Looked.
        read: what a camera read.
        """

        def act(work: Work) -> Looked:
            opener = Opener(self._path, self._ask)
            with self._library() as library, ExitStack() as stack:
                batch = stack.enter_context(batch_of(paths, library, work.progress, read))
                last = -1
                for merged in looked_at(library, batch, progress=work.progress, unseal=opener.open):
                    last = merged.at
                    tell(merged)
                whole = not work.stopped or last == len(batch.sources) - 1
                return Looked(batch, opener, stack.pop_all(), whole)

        return act

    def merge(self, batch: Batch, opener: Opener, shown: str | None, tell: Tell) -> Job:
        """Merge what is chosen of what was looked at, while an event is shown. Its result is
        MergedFiles.
        """

        def act(work: Work) -> MergedFiles:
            count = 0
            with self._library() as library:
                before = circle_counts(library)
                for merged in merged_batch(
                    library, batch, progress=work.progress, unseal=opener.open
                ):
                    count += 1
                    tell(merged)
                return MergedFiles(count, in_front(library, before, shown))

        return act

    def undo_merge(self) -> Job:
        """Let the library be as it was before the last merge."""

        def act(_work: Work) -> None:
            with self._library() as library:
                library.take_back()

        return act

    def can_undo(self) -> Job:
        """See whether the last merge can be undone: all records are compared. Its result says."""

        def act(_work: Work) -> bool:
            with self._library() as library:
                return library.can_take_back()

        return act

    def report(self, event: Event, path: Path, only: Only | None = None) -> Job:
        """Write the report, or a part of it; it can be stopped until it is written. Of many circles
        it is written in a process of its own, where one can be started. Its result is the path.
        """

        def act(work: Work) -> Path:
            with self._library() as library:
                kept = library.report_template(event.id) if path.suffix.lower() == ".docx" else ""
                template = Path(kept) if kept else None
                if template is not None and not template.is_file():
                    raise Refused("template-gone", name=template.name)
                many = library.circle_counts().get(event.id, 0) >= FROM
            task = ReportTask(self._path, event.id, path, only, template)
            if not many or write_apart(task, work.progress) is None:
                with self._library() as library:
                    write_report(path, library, event, work.progress, only=only, template=template)
            return path

        return act

    def letters(self, event: Event, path: Path) -> Job:
        """Write the table for letters to everyone. Its result is the path."""

        def act(_work: Work) -> Path:
            with self._library() as library:
                write_slips(path, event, library.circles(event.id))
            return path

        return act

    def template(self, event: str, path: Path) -> Job:
        """Look at a Word template, and keep it for an event's reports. Its result says what is to
        be known of it.
        """

        def act(_work: Work) -> str:
            note = read_template(path).note
            with self._library() as library:
                library.keep_report_template(event, str(path.absolute()))
            return note

        return act

    def pack(self, event: Event, path: Path) -> Job:
        """Write the pack; where there is a key, it has circle files sealed to it. Its result is
        the path.
        """
        sealing = sealed_file.key_files(self._path)[1].exists()
        write = export_sealing_pack if sealing else export_pack

        def act(_work: Work) -> Path:
            with self._library() as library:
                write(library, event, path)
            return path

        return act

    def pack_codes(self, event: Event) -> Job:
        """Make the codes of the pack, to be shown to cameras. Its result is ToShow."""

        def act(_work: Work) -> ToShow:
            with self._library() as library:
                shown = pack_to_show(library, event)
            assert shown.symbols  # noqa: S101 (made here, where nobody waits for them)
            return shown

        return act

    def people(self) -> Job:
        """Read the names of all circles' people. Its result is those, by circle."""

        def act(_work: Work) -> dict[str, list[str]]:
            with self._reader() as library:
                return library.names()

        return act

    def became(self, event: Event) -> Job:
        """Read what became of the actions of an event. Its result says."""

        def act(_work: Work) -> BecameOf:
            with self._reader() as library:
                return became_of(library, event)

        return act

    def rest(self, state: OrganiserState, listed: Sequence[CircleSummary] | None) -> Job:
        """Read all circles of the event that a state shows, of which it has the first. Its result
        is a state that has them. listed: all that there are, where these are read already.
        """
        asked = without_board(state)

        def act(_work: Work) -> OrganiserState:
            with self._reader() as library:
                if listed is not None:
                    library.listed = listed
                return read_state(library, asked, state.shown, whole=True)

        return act

    def board(self, event: Event) -> Job:
        """Read all actions of an event, and prepare the comparing of them. Its result is what was
        read; None where it was stopped.
        """

        def act(work: Work) -> BoardRead | None:
            with self._reader() as library:
                gathered = library.actions_of(event)
            board, likeness = None if work.stopped else board_of(gathered), Likeness()
            if board is None or work.stopped:
                return None
            likeness.prepare(board.cards)
            return BoardRead(board, likeness)

        return act

    def to_print(self, state: OrganiserState) -> CirclesToPrint:
        """The circles of the event that a state shows, read on whichever thread asks for the first
        of them; between two it can be stopped.
        """

        def read() -> list[Circle]:
            circles = []
            with self._reader() as library:
                for one in library.to_report(state.shown or ""):
                    refuse_if_stopped()
                    circles.append(library.circle(one.id))
            return circles

        def gathered() -> Gathered:
            with self._reader() as library:
                event = library.event(state.shown)
                if event is None:
                    raise Refused("nothing-to-review")
                return library.gathered(event)

        return CirclesToPrint(read, state.reading or len(state.circles), gathered)

    def withdraw(self, code: str) -> Job:
        """Take out the story of a withdrawal code. Its result says what it was in."""

        def act(_work: Work) -> str:
            with self._library() as library:
                lines = withdrawn_lines(library.withdraw(code))
                return " ".join(line.strip() for line in lines)

        return act

    def key(self, passphrase: str, again: str) -> Job:
        """Make a key to seal circle files. Its result says what follows of it."""

        def act(_work: Work) -> str:
            if passphrase != again:
                raise Refused("passphrases-differ")
            short = fingerprint(sealed_file.make_key(self._path, passphrase))
            return _(
                "Packs made here from now on have their circle files sealed to it. Its "
                "fingerprint, to compare: {fingerprint}.",
                fingerprint=short,
            )

        return act

    def _library(self) -> Library:
        return Library(self._path, self._clock)

    def _reader(self) -> Library:
        """The library that the window has open, to be read beside it."""
        return Library(self._path, self._clock, reads=True, checked=True)


def names(path: Path) -> Job:
    """Read the names of a file. Its result is what was read."""

    def act(_work: Work) -> NamesRead:
        return read_names_file(path)

    return act


class Lane(QObject):
    """One job at a time. ended: what it came to, and why it was refused."""

    advanced = Signal(int, int)
    ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: Work | None = None
        self._result: Any = None
        self._why: Refused | None = None

    @property
    def busy(self) -> bool:
        """Whether a job is at work."""
        return self._work is not None

    def begin(self, act: Job) -> None:
        """Run a job; the one before has ended."""
        work = self._work = Work(act, self)
        self._result, self._why = None, None
        work.advanced.connect(self._advanced)
        work.done.connect(self._done)
        work.refused.connect(self._refused)
        work.finished.connect(self._finished)
        work.start()

    def stop(self) -> None:
        """Ask the job to end after the file it is at."""
        if self._work is not None:
            self._work.stop()

    def wait(self) -> None:
        """Come back when no thread is at work; what it came to is said a moment later."""
        if self._work is not None:
            self._work.wait()

    # Slots of an object of the drawing thread: Qt brings the job's signals over to it.

    @Slot(int, int, str)
    def _advanced(self, done: int, of: int, _what: str) -> None:
        self.advanced.emit(done, of)

    @Slot(object)
    def _done(self, result: Any) -> None:
        self._result = result

    @Slot(str, object)
    def _refused(self, _sentence: str, why: Refused) -> None:
        self._why = why

    @Slot()
    def _finished(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work.deleteLater()
            self.ended.emit(self._result, self._why)


def in_front(library: Library, before: dict[str, int], shown: str | None) -> str | None:
    """The event to show after gathering: the one that was worked on, which stays in front. Where
    there was none, or only an empty one that a laptop had made, the one that grew most.
    """
    event, after = library.event(shown), circle_counts(library)
    if event is not None and (after[event.id] or not made_without_pack(event)):
        return event.id
    growth = {id_: count - before.get(id_, 0) for id_, count in after.items()}
    return max(growth, key=lambda id_: growth[id_], default=None)


def circle_counts(library: Library) -> dict[str, int]:
    """How many circles each event has."""
    counts = library.circle_counts()
    return {event.id: counts.get(event.id, 0) for event in library.events()}
