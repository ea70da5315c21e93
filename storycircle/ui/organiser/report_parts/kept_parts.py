"""What an organiser adds to the report of the event that is shown: kept at once, and undone.

Each place has an undo of its own, as has each event.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, Slot

from storycircle.core import i18n
from storycircle.core.afterwards.chapters import Chapter, ChapterKind, StoryPlace, in_order
from storycircle.core.afterwards.matches import MOST_MATCHES, HeadingMatch
from storycircle.core.afterwards.recommendations import Recommendation
from storycircle.core.error_sentences import Refused
from storycircle.core.history import Changes, History, Step
from storycircle.core.i18n import _
from storycircle.core.model import Event
from storycircle.jobs.afterwards.chapter_writing import added
from storycircle.jobs.afterwards.comparing import (
    ComparisonRead,
    read_comparison,
    write_comparison,
)
from storycircle.jobs.afterwards.comparison_chapter import comparison_text, with_sentence
from storycircle.jobs.afterwards.report_around import ReportAround, report_around
from storycircle.store.afterwards.report_parts import Part, Parts
from storycircle.store.library import Library
from storycircle.ui.organiser.background_jobs import Lane
from storycircle.ui.organiser.organiser_state import OrganiserState
from storycircle.ui.system.background import Work
from storycircle.ui.system.field_autosave import Place


class Kind(StrEnum):
    """A place with an undo of its own."""

    ADVICE = "advice"
    CHAPTERS = "chapters"
    MATCHES = "matches"


class Host(Protocol):
    """The organiser's session as this knows it."""

    @property
    def state(self) -> OrganiserState:
        """What is shown of the library."""

    def refuse(self, why: Refused | str) -> None:
        """Say why something was not done."""


class ReportParts(QObject):
    """The parts of the report of the event that is shown. changed: some of them did here.

    aroundRead: what its report has beside its chapters, as ReportAround. compared: events side by
    side, as ComparisonRead. written: the path of a comparison that was saved.
    """

    compared = Signal(object)
    written = Signal(object)

    changed = Signal()
    aroundRead = Signal(object)

    def __init__(self, host: Host, library: Library, parent: QObject) -> None:
        super().__init__(parent)
        self._host, self._library = host, library
        self._read: tuple[object, Parts] = (None, Parts())
        self._writes = 0
        self._histories: dict[tuple[str, Kind], History] = {}
        self._lane = Lane(self)
        self._lane.ended.connect(self._around_read)
        self._comparing, self._writing = Lane(self), Lane(self)
        self._comparing.ended.connect(self._compared)
        self._writing.ended.connect(self._saved)

    @property
    def of_event(self) -> str:
        """The id of the event that is shown; empty where none is."""
        return self._host.state.shown or ""

    @property
    def parts(self) -> Parts:
        """All that is kept of it, read again once the session has read the library anew, or once
        something was kept here.
        """
        if not self.of_event:
            return Parts()
        now = (self.of_event, self._host.state.read, self._writes)
        if self._read[0] != now:
            self._read = (now, self._library.parts(self.of_event))
        return self._read[1]

    def read_around(self) -> bool:
        """Read off the drawing thread what the report has beside its chapters; whether that was
        begun.
        """
        event = self._host.state.event
        if event is None or self._lane.busy:
            return False
        path, clock = self._library.path, self._library.clock

        def act(_work: Work) -> ReportAround:
            with Library(path, clock, reads=True, checked=True) as library:
                return report_around(library, event)

        self._lane.begin(act)
        return True

    @Slot(object, str)
    def _around_read(self, read: ReportAround | None, why: Refused | None) -> None:
        if why:
            self._host.refuse(why)
        elif read is not None and read.event.id == self.of_event:
            self.aroundRead.emit(read)
        else:
            self.read_around()

    def compare(self, others: Sequence[str]) -> bool:
        """Read off the drawing thread the event that is shown beside others; whether that was
        begun.
        """
        if self._comparing.busy:
            return False
        act = self._with_events(others, read_comparison)
        if act is not None:
            self._comparing.begin(act)
        return act is not None

    def save_comparison(self, others: Sequence[str], path: Path) -> None:
        """Write the event that is shown beside others, in the format of the file's name."""

        def write(library: Library, events: Sequence[Event]) -> Path:
            write_comparison(path, library, events)
            return path

        act = self._with_events(others, write)
        if act is not None and not self._writing.busy:
            self._writing.begin(act)

    def _with_events(
        self, others: Sequence[str], act: Callable[[Library, Sequence[Event]], Any]
    ) -> Callable[[Work], Any] | None:
        by_id = {event.id: event for event in self._host.state.events}
        events = [by_id[id_] for id_ in (self.of_event, *others) if id_ in by_id]
        path, clock = self._library.path, self._library.clock
        if len(events) < 2:
            return None

        def job(_work: Work) -> Any:
            with Library(path, clock) as library:
                return act(library, events)

        return job

    @Slot(object, str)
    def _compared(self, read: ComparisonRead | None, why: Refused | None) -> None:
        if why:
            self._host.refuse(why)
        if read is not None:
            self.compared.emit(read)

    @Slot(object, str)
    def _saved(self, path: Path | None, why: Refused | None) -> None:
        if why:
            self._host.refuse(why)
        if path is not None:
            self.written.emit(path)

    def take_apart(self, match: HeadingMatch, others: Sequence[str]) -> None:
        """Two headings stand for one no more, in whichever of these events that is kept."""
        if match.pair in {one.pair for one in self.parts.matches}:
            self.keep(Kind.MATCHES, (), [match])
        for event in others:
            if match.pair in {one.pair for one in self._library.parts(event).matches}:
                self._library.remove_part(event, match)
        self.changed.emit()

    def put_sentence(self, sentence: str, chapter: str, title: str) -> Chapter | None:
        """Put a sentence at the end of a chapter, by its id, or into a new one of this title. The
        chapter as it is then; None where that is refused.
        """
        every = in_order(self.parts.chapters)
        known = next((one for one in every if one.id == chapter), None)
        if known is not None:
            put = with_sentence(known, sentence)
            return put if self.keep(Kind.MATCHES, [put]) else None
        return self._new_chapter(Kind.MATCHES, title, sentence)

    def put_comparison(self, read: ComparisonRead) -> Chapter | None:
        """Put a comparison into the report as a chapter that its author can go on with; the one
        that says just that already stays alone. None where it is refused.
        """
        event = self._host.state.event
        if event is None:
            return None
        text = comparison_text(self._library, event, read.part)
        same = (one for one in in_order(self.parts.chapters) if one.text == text)
        return next(same, None) or self._new_chapter(Kind.CHAPTERS, read.part.title, text)

    def _new_chapter(self, of: Kind, title: str, text: str) -> Chapter | None:
        every, made = in_order(self.parts.chapters), list[Chapter]()

        def add() -> list[Chapter]:
            new, changed = added(every, ChapterKind.OWN, title)
            made.append(replace(new, text=text))
            return [one for one in changed if one.id != new.id] + made

        return made[0] if self.attempt(of, add) else None

    def match(self, match: HeadingMatch) -> bool:
        """Two headings stand for one from now on; False where it is refused."""
        if len(self.parts.matches) >= MOST_MATCHES:
            self._host.refuse(Refused("too-many-matches", most=MOST_MATCHES))
            return False
        return self.keep(Kind.MATCHES, [match])

    @property
    def apart(self) -> frozenset[str]:
        """The pairs of headings that somebody here said are two, by their keys."""
        event = self.of_event
        return frozenset(self._library.headings_apart(event).split()) if event else frozenset()

    def keep_apart(self, match: HeadingMatch) -> None:
        """Say here that two headings are two, and are not to be asked about again."""
        self._keep_apart(self.apart | {key_of_pair(match)})

    def ask_again(self) -> None:
        """Let all pairs be asked about again that somebody here said are two."""
        self._keep_apart(frozenset())

    def _keep_apart(self, pairs: frozenset[str]) -> None:
        try:
            self._library.keep_headings_apart(self.of_event, " ".join(sorted(pairs)))
        except Refused as refused:
            self._host.refuse(refused)

    def stop_and_wait(self) -> None:
        """Come back when nothing is being read or written."""
        for lane in (self._lane, self._comparing, self._writing):
            lane.wait()

    def place(self, field: str) -> Place | None:
        """Where a text that was refused is kept; None where no event is shown."""
        return Place(self._library, self.of_event, field) if self.of_event else None

    def keep(
        self, of: Kind, after: Iterable[Part], gone: Iterable[Part] = (), *, undoable: bool = True
    ) -> bool:
        """Keep these as they are now, and take others out; False where it is refused, and said.

        undoable: False for typing, which has its own undo in its field.
        """
        after, gone = list(after), list(gone)
        before = _by_key(self.parts)
        try:
            self._write(after, gone)
        except Refused as refused:
            self._host.refuse(refused)
            return False
        now: dict[str, Part | None] = {_key(part): part for part in after}
        now |= {_key(part): None for part in gone}
        changed = {key: part for key, part in now.items() if before.get(key) != part}
        if undoable and changed:
            step = Step({key: before.get(key) for key in changed}, changed)
            at = (self.of_event, of)
            self._histories[at] = self._history(of).with_step(step)
        if changed:
            self.changed.emit()
        return True

    def attempt(self, of: Kind, change: Callable[[], Iterable[Part]]) -> bool:
        """Keep what a change gives; False where that is refused, and said."""
        try:
            after = list(change())
        except Refused as refused:
            self._host.refuse(refused)
            return False
        return self.keep(of, after)

    def write(self, part: Part) -> None:
        """Keep what was typed. Raises Refused."""
        if _by_key(self.parts).get(_key(part)) != part:
            self._write([part], [])
            self.changed.emit()

    def can_undo(self, of: Kind) -> bool:
        """Whether there is an act of a place to take back."""
        return bool(self._history(of).done)

    def can_redo(self, of: Kind) -> bool:
        """Whether there is an act of a place to do again."""
        return bool(self._history(of).undone)

    def undo(self, of: Kind) -> None:
        """Take the last act of a place back."""
        self._step_through(of, self._history(of).undo)

    def redo(self, of: Kind) -> None:
        """Do the act of a place again that was undone last."""
        self._step_through(of, self._history(of).redo)

    def _step_through(self, of: Kind, step: Callable[[], tuple[History, Changes]]) -> None:
        here = _by_key(self.parts)
        try:
            history, parts = step()
            left = _other_side(parts, history)
            back = [
                _with_words(part, here.get(key), left.get(key))
                for key, part in parts.items()
                if part
            ]
            gone = [here[key] for key, part in parts.items() if part is None and key in here]
            self._write(back, gone)
        except Refused as refused:
            self._host.refuse(refused)
            return
        self._histories[self.of_event, of] = history
        self.changed.emit()
        self._say_what_stays(parts, left, back)

    def _say_what_stays(self, parts: Changes, left: Changes, back: Iterable[Part]) -> None:
        """Say of which chapters the words stay that the act changed, and their author since."""
        for part in back:
            every = (part, parts.get(_key(part)), left.get(_key(part)))
            now, wanted, act = (one.text if isinstance(one, Chapter) else "" for one in every)
            if isinstance(part, Chapter) and act and wanted not in (act, now):
                title = i18n.short(part.title)
                self._host.refuse(
                    _("“{title}” was written on since: its words stay as they are.", title=title)
                )

    def _write(self, after: list[Part], gone: list[Part]) -> None:
        self._writes += 1
        if after:
            self._library.save_parts(self.of_event, after)
        for part in gone:
            self._library.remove_part(self.of_event, part)

    def _history(self, of: Kind) -> History:
        return self._histories.get((self.of_event, of), History())


def key_of_pair(match: HeadingMatch) -> str:
    """By what a pair of headings is known on this laptop, without its words."""
    return sha256("\n".join(match.pair).encode()).hexdigest()[:16]


def _key(part: Part) -> str:
    """By what a part is known among all others."""
    if isinstance(part, HeadingMatch):
        return "\n".join(("match", *part.pair))
    if isinstance(part, StoryPlace):
        return f"place {part.story}"
    return part.id


def _by_key(parts: Parts) -> dict[str, Part]:
    every: tuple[Part, ...] = (
        *parts.recommendations,
        *parts.chapters,
        *parts.story_places,
        *parts.matches,
    )
    return {_key(part): part for part in every}


def _other_side(parts: Changes, history: History) -> Changes:
    """What the act that is stepped through had on its other side."""
    for step in (*history.done[-1:], *history.undone[-1:]):
        if parts is step.before:
            return step.after
        if parts is step.after:
            return step.before
    return {}


def _with_words(part: Part, here: Part | None, left: Part | None) -> Part:
    """A part put back, with what was typed of it since: typing has its own undo in its field. left:
    as the act itself left it; words that are those still are put back with the rest.
    """
    if isinstance(part, Recommendation) and isinstance(here, Recommendation):
        return replace(part, text=here.text, points=here.points)
    if isinstance(part, Chapter) and isinstance(here, Chapter):
        if isinstance(left, Chapter) and (left.title, left.text) == (here.title, here.text):
            return part
        return Chapter(part.id, here.title, part.kind, here.text, part.rank)
    return part
