"""Everything that an organiser's screen knows at one moment, as one frozen value without Qt."""

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from msgspec import Struct, field

from storycircle.core.error_sentences import Refused
from storycircle.core.headings import Board
from storycircle.core.merge.circle_numbers import free_number
from storycircle.core.model import CircleSummary, Event, Invited
from storycircle.core.names.reading import NamesRead
from storycircle.jobs.afterwards.became import BecameOf
from storycircle.jobs.merge import MergeResult
from storycircle.store.circles import OfCircle
from storycircle.store.library_base import Moment
from storycircle.store.organiser.conflicts import Conflict


class Part(StrEnum):
    """A part of the state, by which a change says what it changed."""

    EVENTS = "events"
    EVENT = "event"  # which one is shown, and what is said of it
    DRAFT = "draft"
    CIRCLES = "circles"  # those of the event, and those that belong to none
    PLACEMENTS = "placements"
    INVITED = "invited"
    CONFLICTS = "conflicts"
    UNCONFIRMED = "unconfirmed"
    MERGE_TO_UNDO = "merge_to_undo"
    RUNNING = "running"
    ROWS = "rows"
    LOOKED = "looked"
    WRITTEN = "written"
    KEY = "key"
    TEMPLATE = "template"
    BECAME = "became"  # what became of the actions
    PEOPLE = "people"  # whether they can be searched for


class JobKind(StrEnum):
    """What an organiser waits for."""

    LOOK = "look"
    MERGE = "merge"
    UNDO_MERGE = "undo_merge"
    REPORT = "report"
    PACK = "pack"
    WITHDRAW = "withdraw"
    KEY = "key"
    NAMES = "names"
    TEMPLATE = "template"
    LETTERS = "letters"


MERGING = frozenset({JobKind.LOOK, JobKind.MERGE, JobKind.UNDO_MERGE})
"""The jobs whose files are the rows of the table."""
_FEW_ASIDE = 6
"""Circles of another event, merged at once, that may have been held under its pack by mistake."""
WRITING = frozenset({JobKind.REPORT, JobKind.PACK, JobKind.LETTERS})
"""The jobs that write a file where the organiser said."""


class Counted(Struct, frozen=True):
    """What circles come to, counted once. numbers: those there are. twice: those there are twice,
    each with how often.
    """

    people: int = 0
    actions: int = 0
    placed: int = 0
    numbers: frozenset[int] = frozenset()
    twice: tuple[tuple[int, int], ...] = ()


def counted(circles: Sequence[CircleSummary]) -> Counted:
    """What these circles come to."""
    often = Counter(circle.number for circle in circles)
    return Counted(
        sum(circle.people for circle in circles),
        sum(circle.actions for circle in circles),
        sum(circle.placed for circle in circles),
        frozenset(often),
        tuple(sorted((number, count) for number, count in often.items() if count > 1)),
    )


class Whose(Struct, frozen=True):
    """By what a person knows a circle: its people, its first action, and the file in which it came
    last, empty where it came in none or only on paper. came: when; ISO, or empty.
    """

    people: tuple[str, ...] = ()
    action: str = ""
    file: str = ""
    came: str = ""


class Running(Struct, frozen=True):
    """The job with files that is at work. name: of the file that it writes. part: whether that is
    only a part of the report.
    """

    job: JobKind
    name: str = ""
    part: bool = False


class Outcome(Struct, frozen=True):
    """What a job came to. refusal: why it was refused; None where it was not.

    path: the file that was written. text: what is to be said of it. stopped: whether files were
    left unread; of those wanted, so many were merged. names: what was read of a list.
    """

    job: JobKind
    refusal: Refused | None = None
    path: Path | None = None
    text: str = ""
    stopped: bool = False
    merged: int = 0
    wanted: int = 0
    names: NamesRead | None = None

    @property
    def why(self) -> str:
        """The sentence of why it was refused; empty where it was not."""
        return str(self.refusal) if self.refusal is not None else ""


class OrganiserState(Struct, frozen=True):
    """What of the library an organiser is shown, and what is being done with it.

    event: the one that is shown. circles: its circles, as lists show them. reading: how many these
    are, while only the first of them are here and the others are being read; else 0. counted: what
    these come to. strays: those of no event, or of another that a laptop made for itself. whose: by
    what circles are known that wait for a word, by their ids. known: the numbers of which anything
    is known in the event. board: the event's actions under its headings, where a page has asked for
    them. board_read: the moment of the library up to which the board has what is there.
    board_reading: how many actions are being read for it, while only the first of them are here or
    those of before; else 0. people: the names of all circles' people, by circle, once somebody
    searches. read: the moment of the library at which all of this was read. draft: a new event, in
    the pack's form, that has no title yet. conflicts: what was changed on two laptops and waits for
    a person. unconfirmed: stories that are in no report until somebody has asked. merged: whether
    there is a merge that was not taken back. merge_to_undo: whether it still can be, once that is
    known. running: the job with files. rows: the files that were looked at or merged. came: when
    the last of them did. looked: whether they wait to be merged. written: when the report of each
    event was, by its id. key: the fingerprint of the organiser's own key. key_made: whether there
    is one. template: the path of the Word document whose looks the reports of the event take.
    became: what became of the actions of the event that is shown, once a page has asked for it.
    """

    events: tuple[Event, ...] = ()
    event: Event | None = None
    circles: tuple[CircleSummary, ...] = ()
    reading: int = 0
    counted: Counted = Counted()
    strays: tuple[CircleSummary, ...] = ()
    whose: Mapping[str, Whose] = field(default_factory=dict)
    known: frozenset[int] = frozenset()
    board: Board | None = None
    board_read: Moment | None = None
    board_reading: int = 0
    people: Mapping[str, list[str]] | None = None
    read: Moment | None = None
    draft: Event | None = None
    invited: tuple[Invited, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unconfirmed: int = 0
    merged: bool = False
    merge_to_undo: bool = False
    running: Running | None = None
    rows: tuple[MergeResult, ...] = ()
    came: str = ""
    looked: bool = False
    written: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    key_made: bool = False
    template: str = ""
    became: BecameOf | None = None

    @property
    def shown(self) -> str | None:
        """The id of the event that is shown."""
        return self.event.id if self.event else None

    @property
    def free(self) -> int:
        """A number that no circle has and none is waited for; 0 where there is none."""
        return free_number(self.known, self.event.expected if self.event else 0)

    @property
    def aside(self) -> tuple[OfCircle, ...]:
        """The circles of the files that were merged last which are of another event than the one
        that is shown; none where these are many: then another event was gathered.
        """
        found = [circle for row in self.rows if row.aside for circle in row.circles]
        other = tuple(c for c in found if c.event != self.shown and not self.looked)
        return other if len(other) <= _FEW_ASIDE else ()

    @property
    def in_form(self) -> Event:
        """The event in the pack's form: a new one, or the one that is shown."""
        return self.draft or self.event or Event("", "")

    @property
    def report_written(self) -> str:
        """When the report of the event that is shown was written; empty where it was not."""
        return self.written.get(self.shown or "", "")

    @property
    def merging(self) -> bool:
        """Whether files are being looked at or merged, or a merge is being undone."""
        return self.running is not None and self.running.job in MERGING

    @property
    def busy(self) -> bool:
        """Whether files are coming, wait to be merged, or one is being written."""
        return self.running is not None or self.looked


def differing(old: OrganiserState, new: OrganiserState) -> frozenset[Part]:
    """The parts in which two states differ."""
    parts = {part for part in Part if _value(old, part) != _value(new, part)}
    if old.board is not None and new.board is not None:
        # A board that was only read, or is no longer wanted, is no change.
        one, other = old.board.gathered, new.board.gathered
        placed = one.placements == other.placements and not (old.board_reading > new.board_reading)
        parts |= set() if placed else {Part.PLACEMENTS}
        parts |= {Part.CIRCLES} if one.circles != other.circles else set()
    return frozenset(parts)


def _value(state: OrganiserState, part: Part) -> object:
    if part is Part.CIRCLES:
        return state.circles, state.reading, state.strays, state.whose, state.known
    if part is Part.PLACEMENTS:
        return None
    if part is Part.ROWS:
        return state.rows, state.came
    if part is Part.KEY:
        return state.key, state.key_made
    return getattr(state, part)
