"""Merging circle files into a library, and a dry run on a copy of it.

Merging circle files into a library: any number, in any order, as often as one likes.

What a merge did, as a text that can be read, copied and saved: one form for all three.

A copy of a library to try something on, gone afterwards: the library itself is only read.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from storycircle.core import i18n
from storycircle.core.error_sentences import Refused
from storycircle.core.formats.sheet_code import Content
from storycircle.core.i18n import N_, _, n_
from storycircle.core.merge.changes import Change, changes_of, line_of
from storycircle.core.merge.decision import Outcome
from storycircle.core.text import shown_in_line
from storycircle.jobs.merge_sources import Batch, Source, batch_of
from storycircle.jobs.photographs import Photograph, content_words
from storycircle.jobs.progress import Progress, silent
from storycircle.store.exchange import adoption, circle_details, circle_file, event_language
from storycircle.store.exchange.apply_merge import Incoming
from storycircle.store.exchange.confirmation import Accepted, Waiting
from storycircle.store.library import Library
from storycircle.store.safety.workspace import workspace


@contextmanager
def trial(library: Library) -> Iterator[Library]:
    """A copy of a library, private, beside it on the disk. Raises Refused."""
    with workspace(library.path) as folder:
        path = folder / library.path.name
        library.copy_to(path)
        with closing(Library(path, library.clock, passing=library.device)) as copy:
            copy.write_carelessly()
            yield copy


class FileOutcome(StrEnum):
    """What became of a file that was merged, or only checked."""

    NEW = "new"
    SAME = "same"
    UPDATED = "updated"
    LOOK = "look"
    REFUSED = "refused"
    SEALED = "sealed"
    SOUND = "sound"


WORDS: Mapping[str, str] = {
    # For translators: what became of a circle file that was merged.
    FileOutcome.NEW: N_("new"),
    FileOutcome.SAME: N_("same"),
    FileOutcome.UPDATED: N_("updated"),
    FileOutcome.LOOK: N_("needs a look"),
    FileOutcome.REFUSED: N_("refused"),
    FileOutcome.SEALED: N_("sealed"),
    FileOutcome.SOUND: N_("sound"),
}
"""What the command line prints for each, in every language: scripts depend on it. The window shows
them as messages.
"""
_CHANGES = (Outcome.NEW, Outcome.UPDATED, Outcome.LOOK)
ReadSource = Incoming | Photograph | Refused
"""What a file held, or why it was refused."""
_NEWER = N_("A newer Story Circle made it; what this one does not know is kept and passed on.")


@dataclass(frozen=True, slots=True)
class MergeResult:
    """What became of one file, or how a circle stands in a table of them.

    outcome: a FileOutcome, or a code of the table's own. why: the sentence where it was refused,
    else what it held. refusal: why it was refused. photographed: whether it is a photograph.

    note: what a photograph's code held and left out, or that a file holds more than is understood
    here. changes: what it changed of what was here before.
    """

    name: str
    outcome: str
    why: str
    number: int | None = None
    people: int = 0
    actions: int = 0
    note: str = ""
    changes: tuple[Change, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    at: int = 0  # its place in the batch
    refusal: Refused | None = None
    photographed: bool = False

    def line(self) -> str:
        """As the command line prints it, on trial and in earnest."""
        return self._line(self.name, WORDS[self.outcome], self.waits)

    def summary(self) -> str:
        """As the window's summary has it: with its circle, and without options to type."""
        head = self.name
        if self.number is not None:
            head = _("{name} (Circle {number})", name=self.name, number=self.number)
        return self._line(head, _(WORDS[self.outcome]), self.left_out)

    def _line(self, head: str, outcome: str, waits: str) -> str:
        parts = [self.why] if self.refused else [line_of(self.changes), waits, self.note]
        return shown_in_line(": ".join([head, outcome, *filter(None, parts)]))

    @property
    def waits(self) -> str:
        """What was left out until a person accepts it, and how; empty where nothing was."""
        if not self.waiting:
            return ""
        wanted = dict.fromkeys(word for w in self.waiting for word in w.accepted_by)
        options = " ".join(f'--accept "{word}"' for word in wanted)
        return _(
            "{changes}: left out; to accept, merge it again with {options}",
            changes=self._waiting_in_words,
            options=options,
        )

    @property
    def left_out(self) -> str:
        """What was left out until a person accepts it; empty where nothing was."""
        changes = self._waiting_in_words
        return _("{changes}: left out", changes=changes) if changes else ""

    @property
    def _waiting_in_words(self) -> str:
        return "; ".join(waiting.text for waiting in self.waiting)

    @property
    def changes_something(self) -> bool:
        """Whether merging it writes, or wrote, anything."""
        return self.outcome in _CHANGES

    @property
    def refused(self) -> bool:
        return self.outcome == FileOutcome.REFUSED


def merge_files(
    library: Library,
    paths: Sequence[Path],
    *,
    keep: bool = True,
    progress: Progress = silent,
    unseal: circle_file.Unseal | None = None,
    accepted: Accepted = (),
) -> Iterator[MergeResult]:
    """Merge files, and all circle files in the folders and archives among them, one by one.

    Each is all or nothing; a refused one leaves the rest to go on. With keep=False nothing is
    changed. unseal: opens sealed files, such as `Opener.open`.
    """
    with batch_of(paths, library, progress) as batch:
        run = merged_batch if keep else looked_at
        yield from run(library, batch, progress=progress, unseal=unseal, accepted=accepted)


def looked_at(
    library: Library,
    batch: Batch,
    *,
    progress: Progress = silent,
    unseal: circle_file.Unseal | None = None,
    accepted: Accepted = (),
) -> Iterator[MergeResult]:
    """What merging a batch would do, tried on a copy: the library is only read."""
    with trial(library) as copy:
        yield from _each(copy, batch, progress, unseal, accepted=accepted)


def merged_batch(
    library: Library,
    batch: Batch,
    *,
    progress: Progress = silent,
    unseal: circle_file.Unseal | None = None,
    accepted: Accepted = (),
) -> Iterator[MergeResult]:
    """Merge a batch. A copy is kept before the first file that changes something, to which the
    merge can be taken back; before any sound file, where the library changed since the last copy.
    """
    copy = _CopyBefore(library)
    try:
        yield from _each(library, batch, progress, unseal, accepted=accepted, copy=copy)
    finally:
        if copy.name:
            library.merged_onto(copy.name)
        library.tidy()


class _CopyBefore:
    """The copy that is kept before the first change of a merge; none where nothing changes."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._looked = False
        self.name = ""

    def keep(self, outcome: Callable[[], Outcome]) -> None:
        """Keep it, where it is not kept yet and an outcome on trial is a change. Raises Refused
        where the file is refused on trial: then nothing is written.
        """
        if self.name:
            return
        if outcome() in _CHANGES:
            self.name = self._library.back_up(empty=True)
        elif not self._looked:
            self._looked = True
            self._library.back_up()


def _each(
    library: Library,
    batch: Batch,
    progress: Progress,
    unseal: circle_file.Unseal | None,
    *,
    accepted: Accepted,
    copy: _CopyBefore | None = None,
) -> Iterator[MergeResult]:
    pictures = batch.pictures(progress)
    count = len(batch.sources)

    def read_of(source: Source) -> ReadSource:
        if source.refusal is not None:
            return source.refusal
        return pictures.get(source.path) or _opened(source.path)

    for at, source in enumerate(batch.sources):
        if not progress(at, count, source.name):
            return
        read = _unsealed(source.path, read_of(source), unseal)
        if isinstance(read, Refused):
            yield replace(_refused(source.name, read), at=at)
        elif isinstance(read, Incoming):
            ticked = source.accepted or accepted
            yield replace(_merged(library, source.name, read, ticked, copy), at=at)
        elif not batch.passed_over(source, read):
            ticked = source.accepted or accepted
            yield replace(_from_paper(library, source.name, read, ticked, copy), at=at)
    progress(count, count, "")


def check(path: Path) -> MergeResult:
    """Whether a file is a sound circle file, as far as it can be seen without opening a seal."""
    name = shown_in_line(path.name)
    try:
        incoming = circle_file.read(path)
    except Refused as refused:
        if refused.key == "sealed":
            why = _("Only whoever it is sealed to can look inside.")
            return MergeResult(name, FileOutcome.SEALED, why)
        return _refused(name, refused)
    return _row_of(name, FileOutcome.SOUND, incoming)


def _refused(name: str, refused: Refused) -> MergeResult:
    return MergeResult(name, FileOutcome.REFUSED, str(refused), refusal=refused)


def _unsealed(path: Path, found: ReadSource, unseal: circle_file.Unseal | None) -> ReadSource:
    """A sealed file is opened when it is its turn: who is asked for a passphrase can say no."""
    sealed = isinstance(found, Refused) and found.key == "sealed"
    return _opened(path, unseal) if sealed and unseal is not None else found


def _opened(path: Path, unseal: circle_file.Unseal | None = None) -> Incoming | Refused:
    try:
        return circle_file.read(path, unseal)
    except Refused as refused:
        return refused


def _merged(
    library: Library,
    name: str,
    incoming: Incoming,
    accepted: Accepted,
    copy: _CopyBefore | None,
) -> MergeResult:
    try:
        if copy is not None:
            copy.keep(lambda: library.merge_file(incoming, keep=False, accepted=accepted).merged)
        merged = library.merge_file(incoming, accepted=accepted)
    except Refused as refused:
        return _refused(name, refused)
    shown = Outcome.SAME if merged.outcome is Outcome.OLDER else merged.outcome
    whole = shown is Outcome.NEW or merged.for_paper
    changes = () if whole else changes_of(merged.steps)
    content_words = _row_of(name, FileOutcome(shown), incoming)
    return replace(content_words, changes=changes, waiting=merged.waiting)


def _from_paper(
    library: Library, name: str, read: Photograph, accepted: Accepted, copy: _CopyBefore | None
) -> MergeResult:
    """What became of the circles that a photograph's codes told of."""
    if read.refusal is not None:
        return _refused(name, read.refusal)
    if read.lent:
        note = _("parts of a code met before")
        return MergeResult(name, FileOutcome.SAME, "", note=note, photographed=True)
    outcomes, notes, waits = [], [], []
    for content in read.contents:
        if copy is not None:
            copy.keep(partial(_on_trial, library, content, accepted))
        outcome, agrees, waiting = library.merge_code(content, accepted=accepted)
        if waiting is not None:
            outcomes.append(Outcome.LOOK)
            waits.append(waiting)
            continue
        outcomes.append(outcome)
        number = content.number
        if not agrees:
            words = _(
                "Circle {number}, known from its file, which says something else and stands.",
                number=number,
            )
        elif outcome is Outcome.SAME:
            words = _("Circle {number}, known already.", number=number)
        else:
            words = content_words(content)
        notes.append(words)
    order = (Outcome.SAME, Outcome.UPDATED, Outcome.NEW, Outcome.LOOK)
    found = max(outcomes, key=order.index)
    first = read.contents[0]
    people, actions = len(first.members), len(first.actions)
    note = " ".join(notes)
    return MergeResult(
        name,
        FileOutcome(found),
        note,
        first.number,
        people,
        actions,
        note,
        waiting=tuple(waits),
        photographed=True,
    )


def _on_trial(library: Library, content: Content, accepted: Accepted) -> Outcome:
    return library.merge_code(content, keep=False, accepted=accepted)[0]


def _row_of(name: str, outcome: FileOutcome, incoming: Incoming) -> MergeResult:
    withdrawn = incoming.withdraws()
    understood = withdrawn + sum(map(adoption.is_pointer, incoming.records))
    understood += sum(map(event_language.is_language, incoming.records))
    understood += sum(map(circle_details.is_detail, incoming.records))
    note = _(_NEWER) if incoming.count("addition") > understood else ""
    circle = incoming.circle()
    if circle is None and withdrawn and not incoming.count("event"):
        words = n_("{Count} story withdrawn.", "{Count} stories withdrawn.", withdrawn)
        return MergeResult(name, outcome, f"{words} {note}".rstrip(), note=note)
    if circle is None and (told := incoming.count("story")):
        words = n_("{Count} story without names.", "{Count} stories without names.", told)
        return MergeResult(name, outcome, f"{words} {note}".rstrip(), note=note)
    if circle is None:
        words = _("An event pack, without circles.")
        return MergeResult(name, outcome, f"{words} {note}".rstrip(), note=note)
    people, actions = incoming.count("member"), incoming.count("action")
    words = _(
        "{actions}, {stories}.",
        actions=n_("{Count} action", "{Count} actions", actions),
        stories=n_("{count} story", "{count} stories", incoming.count("story")),
    )
    number = circle.fields["number"]
    assert isinstance(number, int)  # noqa: S101 (circle_file.read has checked every type)
    return MergeResult(name, outcome, f"{words} {note}".rstrip(), number, people, actions, note)


def figures(rows: Sequence[MergeResult]) -> str:
    """How many files came to what: "Nine files: six new, one updated and two refused."."""
    outcomes = Counter(row.outcome for row in rows)
    # For translators: of so many files. "{count} needs a look" is said of several too.
    said = {
        FileOutcome.NEW: n_("{count} new", "{count} new", outcomes[FileOutcome.NEW]),
        FileOutcome.UPDATED: n_(
            "{count} updated", "{count} updated", outcomes[FileOutcome.UPDATED]
        ),
        FileOutcome.LOOK: n_(
            "{count} needs a look", "{count} needs a look", outcomes[FileOutcome.LOOK]
        ),
        FileOutcome.SAME: n_("{count} the same", "{count} the same", outcomes[FileOutcome.SAME]),
        FileOutcome.REFUSED: n_(
            "{count} refused", "{count} refused", outcomes[FileOutcome.REFUSED]
        ),
    }
    counts = [words for outcome, words in said.items() if outcomes[outcome]]
    if not counts:
        return n_("{Count} file.", "{Count} files.", len(rows))
    return n_(
        "{Count} file: {outcomes}.",
        "{Count} files: {outcomes}.",
        len(rows),
        outcomes=i18n.listed(counts),
    )


def summary(rows: Sequence[MergeResult], event: str, now: datetime) -> str:
    """The whole text: what was gathered and when, then a line for each file."""
    day, time = i18n.day(now.date().isoformat()), i18n.clock(now)
    gathered = _("Gathered on {day}, {time}", day=day, time=time)
    lines = [row.summary() for row in rows]
    return "\n".join([event or "Story Circle", gathered, figures(rows), "", *lines, ""])
