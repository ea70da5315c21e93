"""Merging step by step: files are looked at, some of them written, and the merge undone."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, Protocol

from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.clock import Clock
from storycircle.core.error_sentences import Refused
from storycircle.core.formats.sheet_code import Part
from storycircle.core.i18n import _
from storycircle.jobs.merge import FileOutcome, MergeResult
from storycircle.jobs.merge_summary import summary
from storycircle.store.exchange.confirmation import Waiting
from storycircle.store.safety.disk import write_bytes
from storycircle.ui.organiser.background_jobs import Jobs, Looked, MergedFiles, Tell
from storycircle.ui.organiser.organiser_state import JobKind, OrganiserState, Outcome, Running
from storycircle.ui.system.background import Job, Passphrases

_FIRST = (
    FileOutcome.UPDATED,
    FileOutcome.LOOK,
    FileOutcome.NEW,
    FileOutcome.REFUSED,
    FileOutcome.SAME,
    FileOutcome.PASSED,
)
"""The order of files that were looked at: after a long day most are the same."""
Ending = Callable[[Any, Refused | None], None]
"""Given what a job came to, and why it was refused."""


class Host(Protocol):
    """The organiser's session as its merging knows it."""

    clock: Clock
    passphrases: Passphrases

    @property
    def state(self) -> OrganiserState:
        """What is shown of the library."""

    def apply(self, new: OrganiserState) -> None:
        """Make this the state, and say what changed."""

    def read(self, state: OrganiserState, event: str | None) -> OrganiserState:
        """A state as the library has it now, while an event is shown."""

    def mark(self, rows: Sequence[MergeResult], event: str | None) -> tuple[MergeResult, ...]:
        """The rows with what is odd about them while an event is shown."""

    def run(self, running: Running, job: Job, ending: Ending) -> None:
        """Run a job with files, and give what it came to to its ending."""

    def end(self, new: OrganiserState, outcome: Outcome) -> None:
        """Say that the job with files is over, and what it came to."""

    def notice(self, message: str) -> None:
        """Say what came of something."""


def _in_order(rows: Sequence[MergeResult]) -> tuple[MergeResult, ...]:
    """What asks for a person first, and last what brings nothing."""

    def place(row: MergeResult) -> tuple[bool, int]:
        return not (row.aside or row.twice), _FIRST.index(FileOutcome(row.outcome))

    return tuple(sorted(rows, key=place))


class Merging:
    """What is done with files of circles. tell: told of each, on the thread of the job."""

    def __init__(self, host: Host, jobs: Jobs, tell: Tell) -> None:
        self._host, self._jobs, self._tell = host, jobs, tell
        self._looked: Looked | None = None  # with what was unpacked for it
        self._wanted = 0  # files of the merge that runs

    def look(self, paths: list[Path], read: Sequence[Part] = ()) -> None:
        """See what files, folders and archives would change; rows come as they are read. read: what
        a camera read.
        """
        if (paths or read) and self._host.state.running is None:
            self.discard()
            self._host.passphrases.open()
            job = self._jobs.look(paths, self._tell, read)
            self._host.run(Running(JobKind.LOOK), job, self._look_ended)

    def merge(
        self,
        left_out: AbstractSet[int] = frozenset(),
        accepted: Mapping[int, tuple[Waiting, ...]] | None = None,
    ) -> None:
        """Write what was looked at, without the files at some places; with what is accepted of
        others, by theirs.
        """
        looked, state = self._looked, self._host.state
        if looked is None or state.running is not None:
            return
        batch = looked.batch.without(left_out, accepted or {})
        self._wanted = len(batch.sources)
        self._host.passphrases.open()
        job = self._jobs.merge(batch, looked.opener, state.shown, self._tell)
        self._host.run(Running(JobKind.MERGE), job, self._merge_ended)

    def put_away(self) -> None:
        """Discard the preview, and show the circles of the event; nothing is written."""
        self.discard()
        state = replace(self._host.state, rows=(), looked=False)
        self._host.apply(self._host.read(state, state.shown))

    def undo_merge(self) -> None:
        """Undo the last merge."""
        if self._host.state.running is None:
            job = self._jobs.undo_merge()
            self._host.run(Running(JobKind.UNDO_MERGE), job, self._undo_ended)

    def discard(self) -> None:
        """Delete what was unpacked to be looked at."""
        if self._looked is not None:
            self._looked.close()
            self._looked = None

    # The summary.

    def summary(self, rows: Sequence[MergeResult]) -> str:
        """What came of the files or circles in the table, as a text to copy and to save."""
        event = self._host.state.event
        return summary(rows, event.title if event else "", self._host.clock.now())

    def save_summary(self, path: Path, rows: Sequence[MergeResult]) -> None:
        """Write the summary to a file."""
        try:
            write_bytes(path, self.summary(rows).encode())
        except Refused as refused:
            self._host.notice(str(refused))
            return
        self._host.notice(_("Saved as {name}.", name=i18n.short(path.name)))

    # What the jobs came to.

    def _look_ended(self, looked: Looked | None, why: Refused | None) -> None:
        host, new = self._host, self._host.state
        if looked is None:
            host.end(host.read(new, new.shown), Outcome(JobKind.LOOK, why))
        elif not looked.whole:
            looked.close()
            host.end(host.read(new, new.shown), Outcome(JobKind.LOOK, stopped=True))
        elif any(row.changes_something for row in new.rows):
            self._looked = looked
            rows = _in_order(host.mark(new.rows, new.shown))
            host.end(replace(new, rows=rows, looked=True), Outcome(JobKind.LOOK))
        else:
            looked.close()
            why = new.rows[0].refusal if len(new.rows) == 1 else None
            rows = () if why else _in_order(new.rows)
            host.end(replace(new, rows=rows), Outcome(JobKind.LOOK, why))

    def _merge_ended(self, merged: MergedFiles | None, why: Refused | None) -> None:
        self.discard()
        host, new = self._host, self._host.state
        if merged is None:
            host.end(host.read(new, new.shown), Outcome(JobKind.MERGE, why))
            return
        count, wanted = merged.count, self._wanted
        outcome = Outcome(JobKind.MERGE, stopped=count < wanted, merged=count, wanted=wanted)
        passed = FileOutcome.PASSED
        rows = sorted(new.rows, key=lambda row: row.outcome == passed)
        new = replace(new, rows=host.mark(rows, merged.event))
        host.end(host.read(new, merged.event), outcome)

    def _undo_ended(self, _result: None, why: Refused | None) -> None:
        host, new = self._host, self._host.state
        if not why:
            host.notice(_("Taken back. The circles are as they were before that merge."))
        host.end(host.read(new, new.shown), Outcome(JobKind.UNDO_MERGE, why))
