"""The report of an event as one form, read by every format: what is said, and in which order.

It is computed from an event that is already in its shareable form (`sharing.leaving_all`).
"""

from collections.abc import Collection
from dataclasses import dataclass

from storycircle.core import words
from storycircle.core.board import columns_of
from storycircle.core.model import Action, Circle, Gathered, Story
from storycircle.core.points import Point, points_of
from storycircle.paper.direction import joined
from storycircle.paper.phrases import may_be_shared, names_of
from storycircle.paper.standing import missing_numbers, standing
from storycircle.paper.unnoted import not_noted

TITLE = "What the circles committed to"
_BOTH = "in the report’s wording beside the circle’s"
UNPLACED = "Not yet under a heading"


@dataclass(frozen=True, slots=True)
class Entry:
    """One action: the circle's own words, and the report's wording of them.

    same: both are equal, letter by letter. who_words: "all six" or names; by: as it was said.
    """

    circle: int
    place: int  # 1 to 3, within its circle
    words: str
    wording: str
    same: bool
    heading: str  # UNPLACED where there is none
    who: tuple[str, ...]
    who_words: str
    by: str

    @property
    def noted(self) -> bool:
        """Whether a name or a date was noted."""
        return bool(self.who or self.by)


@dataclass(frozen=True, slots=True)
class Told:
    """A story that may be shared; a teller only where it is told with name, a circle there too,
    or where the circle chose that its stories without names stand under it.
    """

    title: str
    points: tuple[Point, ...]
    quote: str
    tags: tuple[str, ...]
    circle: int | None = None
    teller: str = ""


@dataclass(frozen=True, slots=True)
class CirclePart:
    number: int
    theme: str
    facilitator: str
    members: tuple[str, ...]
    entries: tuple[Entry, ...]
    stories: tuple[Told, ...]  # told with name


@dataclass(frozen=True, slots=True)
class HeadingPart:
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ReportForm:
    """Everything a report says. `headings` are the event's, in its order, then any others."""

    event: str  # the full title
    series: str
    own: str
    iso_date: str
    date: str  # in words
    venue: str
    question: str
    circles: tuple[CirclePart, ...]
    headings: tuple[HeadingPart, ...]
    unnamed: tuple[Told, ...]  # stories of the event that left without names
    not_noted: str
    closing: str
    missing: tuple[int, ...] = ()  # numbers expected and not here
    corrected: tuple[int, ...] = ()  # numbers of circles that a later file changed

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All actions, circle by circle."""
        return tuple(entry for circle in self.circles for entry in circle.entries)

    @property
    def people(self) -> int:
        return sum(len(circle.members) for circle in self.circles)

    @property
    def placed(self) -> tuple[HeadingPart, ...]:
        """The headings, without the list of what stands under none."""
        return tuple(part for part in self.headings if part.title != UNPLACED)

    @property
    def commitments(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.noted)

    @property
    def stories(self) -> tuple[Told, ...]:
        """All stories that may be shared: with name, circle by circle, then without."""
        named = tuple(story for circle in self.circles for story in circle.stories)
        return named + self.unnamed

    @property
    def occasion(self) -> str:
        """The event and its day: "Whole System Event, 14 June 2007"."""
        return joined([part for part in (self.own, self.date) if part], ", ")


def report_form(gathered: Gathered, corrected: Collection[str] = ()) -> ReportForm:
    """The form of a gathered event's report. Give it `leaving_all(gathered)`.

    corrected: ids of the circles that a later file changed after they first came.
    """
    event = gathered.event
    series, own = words.event_name(event.title)
    circles = tuple(
        _circle(gathered, circle) for circle in sorted(gathered.circles, key=lambda c: c.number)
    )
    entries = [entry for circle in circles for entry in circle.entries]
    numbers = {circle.id: circle.number for circle in gathered.circles}
    stories = (sum(len(circle.stories) for circle in circles), len(gathered.stories))
    noted = [[entry.noted for entry in circle.entries] for circle in circles]
    here = [circle.number for circle in circles]
    later = sorted(circle.number for circle in gathered.circles if circle.id in corrected)
    gaps = not_noted(noted, here)
    closing = _closing(circles, entries, gaps, stories)
    return ReportForm(
        event=event.title,
        series=series,
        own=own,
        iso_date=event.date,
        date=words.day(event.date),
        venue=event.venue,
        question=event.question,
        circles=circles,
        headings=_headings(gathered, circles),
        unnamed=tuple(_told(story, numbers.get(story.under)) for story in gathered.stories),
        not_noted=gaps,
        closing=f"{closing} {standing(event.expected, here, later)}".rstrip(),
        missing=tuple(missing_numbers(event.expected, here)),
        corrected=tuple(later),
    )  # fmt: skip


def _circle(gathered: Gathered, circle: Circle) -> CirclePart:
    shown = circle.shown_names()
    return CirclePart(
        circle.number,
        circle.theme,
        circle.facilitator,
        tuple(shown.values()),
        tuple(
            _entry(gathered, circle, action, place)
            for place, action in enumerate(circle.actions, start=1)
        ),
        tuple(_told(s, circle.number, shown.get(s.teller or "", "")) for s in circle.stories),
    )


def _entry(gathered: Gathered, circle: Circle, action: Action, place: int) -> Entry:
    who = names_of(circle, action)
    wording = gathered.wording_of(action)
    return Entry(
        circle.number,
        place,
        action.text,
        wording,
        wording == action.text,
        gathered.heading_of(action) or UNPLACED,
        tuple(who),
        words.who(who, len(circle.members)),
        action.by,
    )


def _told(story: Story, circle: int | None = None, teller: str = "") -> Told:
    points = points_of(story.points)
    return Told(story.title, points, story.quote, story.tags, circle, teller)


def _headings(gathered: Gathered, circles: tuple[CirclePart, ...]) -> tuple[HeadingPart, ...]:
    """The columns of the headings board, what stands under none last."""
    ordered = sorted(gathered.circles, key=lambda circle: circle.number)
    entries = {
        action.id: entry
        for circle, part in zip(ordered, circles, strict=True)
        for action, entry in zip(circle.actions, part.entries, strict=True)
    }
    parts = [
        HeadingPart(column.heading or UNPLACED, tuple(entries[c.action] for c in column.cards))
        for column in columns_of(gathered)
    ]
    return tuple(sorted(parts, key=lambda part: part.title == UNPLACED))


def _closing(
    circles: tuple[CirclePart, ...], entries: list[Entry], gaps: str, stories: tuple[int, int]
) -> str:
    """The paragraph that closes the first page: only what is known.

    `gaps` says what was not noted: it stands here where there is no table for it to stand under.
    `stories` are those told with name, and those without.
    """
    if not circles:
        return "No circle is gathered here yet."
    one = len(circles) == 1
    said = [
        f"{words.sentence(words.counted(len(circles), 'circle'))} {'is' if one else 'are'} here."
    ]
    if entries:
        waiting = sum(1 for entry in entries if entry.heading == UNPLACED)
        where = "every action stands under a heading"
        if waiting == len(entries):
            where = "every action stands once more, not yet under a heading"
        elif waiting:
            where = f"the actions stand under headings, {words.number(waiting)} not yet under one"
        opens = "It appears" if one else "Each appears"
        said.append(f"{opens} first in its own words; then {where}, {_BOTH}.")
        if not any(entry.noted for entry in entries):
            said.append(gaps)
    if any(stories):
        said.append(f"{may_be_shared(*stories, ('story', 'stories'))}.")
        said.append("Every other story stayed in its circle.")
    else:
        said.append("No story is shared here.")
    return " ".join(said)
