"""Merging circle files into a library, and a dry run on a copy of it.

Merging circle files into a library: any number, in any order, as often as one likes.

A copy of a library to try something on, gone afterwards: the library itself is only read.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.formats.sheet_code import Content
from storycircle.core.i18n import N_, _, beside_marks, n_
from storycircle.core.merge.changes import Change, changes_of, line_of
from storycircle.core.merge.decision import Outcome
from storycircle.core.text import shown_in_line
from storycircle.jobs.files.contents import Contents
from storycircle.jobs.files.kinds import MAY_HOLD, Kind
from storycircle.jobs.files.kinds import WORDS as KINDS
from storycircle.jobs.merge_sources import Batch, Looked, Source, batch_of
from storycircle.jobs.photographs import Photograph, content_words
from storycircle.jobs.progress import Progress, silent
from storycircle.jobs.workers.read_ahead import ReadAhead, Readers, read_ahead
from storycircle.store.afterwards import action_reviews, checkouts, report_parts
from storycircle.store.circles import OfCircle
from storycircle.store.exchange import adoption, circle_details, circle_file, event_details
from storycircle.store.exchange.apply_merge import Incoming
from storycircle.store.exchange.confirmation import Accepted, Waiting
from storycircle.store.library import Library
from storycircle.store.safety.disk import saved_at
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
    PASSED = "passed"
    SEALED = "sealed"
    SOUND = "sound"


WORDS: Mapping[str, str] = {
    # For translators: what became of a circle file that was merged.
    FileOutcome.NEW: N_("new"),
    FileOutcome.SAME: N_("same"),
    FileOutcome.UPDATED: N_("updated"),
    FileOutcome.LOOK: N_("needs a look"),
    FileOutcome.REFUSED: N_("refused"),
    # For translators: of a file that nobody named, which lay in a folder and brings nothing.
    FileOutcome.PASSED: N_("passed over"),
    FileOutcome.SEALED: N_("sealed"),
    FileOutcome.SOUND: N_("sound"),
}
"""What the command line prints for each, in every language: scripts depend on it. The window shows
them as messages.
"""
BECAME: Mapping[str, str] = {
    FileOutcome.NEW: N_("{name}: new."),
    FileOutcome.SAME: N_("{name}: same."),
    FileOutcome.UPDATED: N_("{name}: updated."),
    FileOutcome.LOOK: N_("{name}: needs a look."),
}
"""What the window says of a file that was opened, where nothing of it was refused."""
_CHANGES = (Outcome.NEW, Outcome.UPDATED, Outcome.LOOK)
_OF_LIGHT = ("light-part", "light-damaged")
"""What is refused of a circle that a screen showed: no picture of a holiday has that."""
_CIRCLE = ".circle"
_CALLED_SO = (Kind.SYSTEM, Kind.HIDDEN_FOLDER, Kind.LINK, *MAY_HOLD)
"""What may be called as a circle file is and was never one."""
_ORDER = (
    *(FileOutcome.SEALED, FileOutcome.SOUND),
    *(FileOutcome.PASSED, FileOutcome.REFUSED, FileOutcome.SAME),
    *(FileOutcome.UPDATED, FileOutcome.NEW, FileOutcome.LOOK),
)
"""What a file of several circles came to is the last of what they came to."""
_NEWER = N_("A newer Story Circle made it; what this one does not know is kept and passed on.")


class MergeResult(Struct, frozen=True):
    """What became of one file, or how a circle stands in a table of them.

    outcome: a FileOutcome, or a code of the table's own. why: the sentence where it was refused,
    else what it held. refusal: why it was refused. photographed: whether it is a photograph, or
    has several circles: then its note says all that came of it.

    note: what a photograph's code held and left out, or that a file holds more than is understood
    here. changes: what it changed of what was here before. unread: why part of a file was refused
    whose other part counts. circles: those in it, as they are in the library afterwards. aside: the
    titles of the events of these that are not the one worked on. twice: their numbers that another
    circle of their event has too. inside: the name of the archive that the file lay in.
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
    unread: tuple[Refused, ...] = ()
    circles: tuple[OfCircle, ...] = ()
    aside: tuple[str, ...] = ()
    twice: tuple[int, ...] = ()
    inside: str = ""

    @property
    def whole_name(self) -> str:
        """The file's name, with the archive's where it lay in one: several may have one name."""
        if not self.inside:
            return self.name
        # For translators: the name of a file, and that of the archive which it lay in.
        return _("{name}, in {archive}", name=self.name, archive=self.inside)

    def line(self) -> str:
        """As the command line prints it, on trial and in earnest."""
        return self._line(self.whole_name, WORDS[self.outcome], self.waits)

    def summary(self) -> str:
        """As the window's summary has it: with its circle, and without options to type."""
        head = self.whole_name
        if self.number is not None:
            head = _("{name} (Circle {number})", name=head, number=self.number)
        return self._line(head, _(WORDS[self.outcome]), self.left_out)

    def _line(self, head: str, outcome: str, waits: str) -> str:
        brings = self.outcome not in (FileOutcome.REFUSED, FileOutcome.PASSED)
        changes = "" if self.photographed else line_of(self.changes)
        parts = [changes, waits, self.note] if brings else [self.why]
        return beside_marks(shown_in_line, ": ".join([head, outcome, *filter(None, parts)]))

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

    @property
    def refused_in_part(self) -> bool:
        """Whether it was refused, or something in it was."""
        return self.refused or bool(self.unread)


def merge_files(
    library: Library,
    paths: Sequence[Path],
    *,
    keep: bool = True,
    progress: Progress = silent,
    unseal: circle_file.Unseal | None = None,
    accepted: Accepted = (),
    readers: Readers | None = None,
) -> Iterator[MergeResult]:
    """Merge files, and all circle files in the folders and archives among them, one by one.

    Each is all or nothing; a refused one leaves the rest to go on. With keep=False nothing is
    changed. unseal: opens sealed files, such as `Opener.open`. readers: who reads and checks circle
    files; without any, this process, and of many one other. What comes of it is the same.
    """
    with batch_of(paths, library, progress) as batch:
        run = merged_batch if keep else looked_at
        yield from run(
            library, batch, progress=progress, unseal=unseal, accepted=accepted, readers=readers
        )


def looked_at(
    library: Library,
    batch: Batch,
    *,
    progress: Progress = silent,
    unseal: circle_file.Unseal | None = None,
    accepted: Accepted = (),
    readers: Readers | None = None,
) -> Iterator[MergeResult]:
    """What merging a batch would do, tried on a copy: the library is only read."""
    with trial(library) as copy:
        yield from _each(copy, batch, progress, unseal, accepted=accepted, readers=readers)


def merged_batch(
    library: Library,
    batch: Batch,
    *,
    progress: Progress = silent,
    unseal: circle_file.Unseal | None = None,
    accepted: Accepted = (),
    readers: Readers | None = None,
) -> Iterator[MergeResult]:
    """Merge a batch. A copy is kept before the first file that changes something, to which the
    merge can be taken back; before any sound file, where the library changed since the last copy.
    """
    copy = _CopyBefore(library)
    library.expect_many()
    try:
        yield from _each(
            library, batch, progress, unseal, accepted=accepted, copy=copy, readers=readers
        )
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
    readers: Readers | None = None,
) -> Iterator[MergeResult]:
    looked = batch.looked_into(progress)
    count = len(batch.sources)
    circles = [source.path for source in batch.sources if source.is_circle_file]
    with read_ahead(circles, readers) as ahead:
        for at, source in enumerate(batch.sources):
            if not progress(at, count, source.name):
                return
            ticked = source.accepted or accepted
            merging = _Merging(library, batch.folder, unseal, ticked, copy, ahead)
            if source.is_looked_into:
                if source.path not in looked:  # the reading was stopped
                    return
                merged = merging.all_in(source, looked[source.path])
            else:
                merged = merging.one(source)
            yield replace(merged, at=at, inside=source.inside)
    progress(count, count, "")


class _Merging(Struct, frozen=True):
    """Merges one file after another, in earnest where `copy` is there. folder: where what is in
    other files was unpacked.
    """

    library: Library
    folder: Path
    unseal: circle_file.Unseal | None
    accepted: Accepted
    copy: _CopyBefore | None
    ahead: ReadAhead

    def one(self, source: Source) -> MergeResult:
        """What became of a file that is one circle's, or of none."""
        if source.refusal is not None:
            return refused_row(source.name, source.refusal)
        if source.is_circle_file:
            return self._file(source.name, source.path)
        return without_circle(source, source.kind)

    def all_in(self, source: Source, looked: Looked) -> MergeResult:
        """What became of all circles in a file, in one row."""
        contents, name = looked.contents, source.name
        rows = [self._file(path.name, path) for path in contents.circles]
        codes = looked.codes
        if codes is not None and (codes.refusal is None or not rows):
            paper = _from_paper(self.library, name, codes, self.accepted, self.copy)
            if not rows or paper.outcome != FileOutcome.SAME:  # a sheet's code is its file's
                rows.append(paper)
        unread = list(contents.refused) + [row.refusal for row in rows if row.refusal is not None]
        rows = [row for row in rows if not row.refused]
        if not rows:
            return bringing_nothing(source, contents, unread)
        merged = replace(rows[0], name=name) if len(rows) == 1 else together(name, rows)
        return _with_unread(merged, unread)

    def _file(self, name: str, path: Path) -> MergeResult:
        """What became of a circle file. A sealed one is opened when it is its turn: who is asked
        for a passphrase can say no.
        """
        try:
            incoming = self.ahead.read(path, self.unseal)
        except Refused as refused:
            return refused_row(name, refused)
        if not str(path).startswith(f"{self.folder}{os.sep}"):
            # What was unpacked was written just now.
            incoming = replace(incoming, saved=saved_at(path))
        return _merged(self.library, name, incoming, self.accepted, self.copy)


def bringing_nothing(source: Source, contents: Contents, unread: list[Refused]) -> MergeResult:
    """What is said of a file without a circle: what is refused in it, or what it is."""
    seen = contents.kind in (Kind.PICTURE, Kind.FILM)  # a holiday, where nobody named it
    telling = [one for one in unread if one.key in _OF_LIGHT or not (source.found and seen)]
    if telling:
        return refused_row(source.name, telling[0])
    if contents.kind is Kind.FILM and not source.found:
        return refused_row(source.name, Refused("no-code-in-film", name=source.path.name))
    if contents.kind is Kind.PICTURE and not source.found:
        return refused_row(source.name, Refused("no-code", name=source.path.name))
    long = Kind.LONG_PDF in contents.others
    return without_circle(source, Kind.LONG_PDF if long else contents.kind)


def without_circle(source: Source, kind: Kind) -> MergeResult:
    """What is said of a file that brings nothing: refused where it was named, and where it is
    called a circle file, as one that was spoiled is.
    """
    what = _(KINDS[kind])
    if source.found and (_CIRCLE not in source.name.lower() or kind in _CALLED_SO):
        return MergeResult(source.name, FileOutcome.PASSED, what)
    return refused_row(source.name, Refused("other-kind", name=source.path.name, what=what))


def together(name: str, rows: Sequence[MergeResult]) -> MergeResult:
    """One row of several circles that came in one file."""
    outcome = max((FileOutcome(row.outcome) for row in rows), key=_ORDER.index)
    said = " ".join(_said_of(row) for row in rows)
    return MergeResult(
        name,
        outcome,
        said,
        None,
        sum(row.people for row in rows),
        sum(row.actions for row in rows),
        said,
        changes=tuple(change for row in rows for change in row.changes),
        waiting=tuple(waiting for row in rows for waiting in row.waiting),
        photographed=True,
        circles=tuple(circle for row in rows for circle in row.circles),
    )


def _said_of(row: MergeResult) -> str:
    """What came of one of several circles in a file."""
    if row.number is None or row.photographed:
        return row.why or row.note
    fields = {"number": row.number, "outcome": _(WORDS[row.outcome])}
    counted = line_of(row.changes)
    if counted:
        return _("Circle {number}: {outcome}: {changes}.", changes=counted, **fields)
    return _("Circle {number}: {outcome}.", **fields)


def _with_unread(row: MergeResult, unread: Sequence[Refused]) -> MergeResult:
    """A row that says too what was refused of its file."""
    if not unread:
        return row
    said = " ".join(each.title if each.promise else str(each) for each in unread)
    note = f"{row.note} {said}".lstrip()
    return replace(row, why=f"{row.why} {said}".lstrip(), note=note, unread=tuple(unread))


def refused_row(name: str, refused: Refused) -> MergeResult:
    return MergeResult(name, FileOutcome.REFUSED, str(refused), refusal=refused)


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
        return refused_row(name, refused)
    shown = Outcome.SAME if merged.outcome is Outcome.OLDER else merged.outcome
    whole = shown is Outcome.NEW or merged.for_paper
    changes = () if whole else changes_of(merged.steps)
    content_words = row_of(name, FileOutcome(shown), incoming)
    head = incoming.circle()
    circles = library.places_of([head.id]) if head is not None else ()
    return replace(content_words, changes=changes, waiting=merged.waiting, circles=circles)


def _from_paper(
    library: Library, name: str, read: Photograph, accepted: Accepted, copy: _CopyBefore | None
) -> MergeResult:
    """What became of the circles that a photograph's codes told of."""
    if read.refusal is not None:
        return refused_row(name, read.refusal)
    if read.lent:
        note = _("parts of a code met before")
        return MergeResult(name, FileOutcome.SAME, "", note=note, photographed=True)
    outcomes, notes, waits = [], [], []
    for content in read.contents:
        if content.review:
            outcomes.append(Outcome.SAME)
            notes.append(_review_sheet(content))
            continue
        if copy is not None:
            copy.keep(partial(_on_trial, library, content, accepted))
        outcome, agrees, waiting = library.merge_code(content, accepted=accepted)
        if waiting is not None:
            outcomes.append(Outcome.LOOK)
            waits.append(waiting)
            continue
        outcomes.append(outcome)
        notes.append(_code_words(content, outcome, agrees=agrees))
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
        circles=library.places_of([content.circle for content in read.contents]),
    )


def _code_words(content: Content, outcome: Outcome, *, agrees: bool) -> str:
    """What came of one code, in words."""
    number = content.number
    if not agrees:
        return _(
            "Circle {number}, known from its file, which says something else and stands.",
            number=number,
        )
    if outcome is Outcome.SAME:
        return _("Circle {number}, known already.", number=number)
    return content_words(content)


def _review_sheet(content: Content) -> str:
    return _(
        "The review sheet of circle {number}: type in what is ticked and written on it.",
        number=content.number,
    )


def _on_trial(library: Library, content: Content, accepted: Accepted) -> Outcome:
    return library.merge_code(content, keep=False, accepted=accepted)[0]


_UNDERSTOOD = (
    adoption.is_pointer,
    event_details.is_detail,
    circle_details.is_detail,
    action_reviews.is_review,
    checkouts.is_checkout,
    report_parts.is_part,
)


def _has_newer(incoming: Incoming, withdrawn: int) -> bool:
    """Whether additions came of which this version knows nothing. Most files have none at all."""
    count = incoming.count("addition")
    if not count:
        return False
    return count > withdrawn + sum(sum(map(is_one, incoming.records)) for is_one in _UNDERSTOOD)


def row_of(name: str, outcome: FileOutcome, incoming: Incoming) -> MergeResult:
    withdrawn = incoming.withdraws()
    note = _(_NEWER) if _has_newer(incoming, withdrawn) else ""
    circle = incoming.circle()
    if circle is None and withdrawn and not incoming.count("event"):
        words = n_("{Count} story withdrawn.", "{Count} stories withdrawn.", withdrawn)
        return MergeResult(name, outcome, f"{words} {note}".rstrip(), note=note)
    if circle is None and (runs := sum(map(report_parts.is_run, incoming.records))):
        words = n_("{Count} run of a market stall.", "{Count} runs of market stalls.", runs)
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
