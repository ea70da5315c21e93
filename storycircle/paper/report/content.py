"""The content of the report, the same for every format.

The report of an event as one form, read by every format: what is said, and in which order.

It is computed from an event that is already in its shareable form (`shareable.leaving_all`).

The sentences on which circles are here, which are still missing, and which were corrected.

The sentence on what was not noted: which actions have neither a name nor a date.

Sentences the report's formats share, on commitments and on stories.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from storycircle.core import i18n
from storycircle.core.headings import columns_of
from storycircle.core.model import Action, Circle, Gathered, Story
from storycircle.core.text import Point, points_of
from storycircle.paper.sheets.phrases import may_be_shared, names_of
from storycircle.paper.typesetting.shaping import joined

MOST_NAMED = 12
"""Missing circles named one by one; a number typed wrong may be very high."""


def missing_numbers(expected: int, numbers: Collection[int]) -> list[int]:
    """The numbers expected, from 1, of which no circle is here."""
    there = set(numbers)
    return [number for number in range(1, expected + 1) if number not in there]


def arrivals_in_words(expected: int, numbers: Sequence[int], corrected: Sequence[int]) -> str:
    """How the circles stand, in sentences; empty where nothing was expected or corrected."""
    sentences = []
    if expected:
        sentences.append(_missing(expected, missing_numbers(expected, numbers)))
    if corrected:
        verb = "was" if len(corrected) == 1 else "were"
        sentences.append(f"{i18n.sentence(_named(corrected))} {verb} corrected after coming in.")
    return " ".join(sentences)


def _missing(expected: int, missing: Sequence[int]) -> str:
    here = expected - len(missing)
    if not missing:
        return f"All of the {i18n.counted(expected, 'circle')} expected are here."
    here_are = f"{i18n.sentence(i18n.number(here))} of {i18n.counted(expected, 'circle')} expected"
    verb = "is" if here == 1 else "are"
    if len(missing) > MOST_NAMED:
        return f"{here_are} {verb} here."
    lacking = "is" if len(missing) == 1 else "are"
    return f"{here_are} {verb} here: {_named(missing)} {lacking} still missing."


def _named(numbers: Sequence[int]) -> str:
    many = "s" if len(numbers) > 1 else ""
    return f"circle{many} {i18n.listed([str(number) for number in numbers])}"


_PLACES = ("first", "second", "third")


def not_noted(noted: Sequence[Sequence[bool]], numbers: Sequence[int]) -> str:
    """In one sentence, the actions without name and date; empty where all have one.

    noted: for each circle, whether each of its actions has a name or a date.
    """
    every = sum(len(circle) for circle in noted)
    missing = sum(1 for circle in noted for there in circle if not there)
    if not missing:
        return ""
    if missing == every:
        which = f"any of the {i18n.number(every)} actions" if every > 1 else "the one action"
        return f"No name or date was noted for {which}."
    where: dict[str, list[str]] = {}
    for circle, number in zip(noted, numbers, strict=True):
        if not all(circle):
            where.setdefault(_which(circle), []).append(str(number))
    parts = [
        f"{which} of {'circle' if len(circles) == 1 else 'circles'} {i18n.listed(circles)}"
        for which, circles in where.items()
    ]
    last = f", and {parts[-1]}" if len(parts) > 1 else parts[-1]
    which = "the other one" if missing == 1 else f"the other {i18n.number(missing)}"
    return f"No name or date was noted for {which}: {', '.join(parts[:-1])}{last}."


def _which(circle: Sequence[bool]) -> str:
    """Of one circle's actions: "all three", "both", "the second", "the first two"."""
    places = [place for place, there in enumerate(circle) if not there]
    if len(places) == len(circle):
        return {1: "the one", 2: "both"}.get(len(places), f"all {i18n.number(len(places))}")
    if len(places) > 1 and places == list(range(len(places))):
        return f"the first {i18n.number(len(places))}"
    if len(places) > 1 and places[-1] - places[0] == len(places) - 1:
        return f"the last {i18n.number(len(places))}"
    return f"the {i18n.listed([_PLACES[place] for place in places])}"


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
    placed: bool  # whether it stands under a heading
    who: tuple[str, ...]
    who_words: str
    everyone: bool  # whether the whole circle commits
    by: str

    @property
    def noted(self) -> bool:
        """Whether a name or a date was noted."""
        return bool(self.who or self.by)


@dataclass(frozen=True, slots=True)
class StoryPart:
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
    stories: tuple[StoryPart, ...]  # told with name


@dataclass(frozen=True, slots=True)
class HeadingPart:
    """The actions under a heading; under none, where it is not placed."""

    title: str
    entries: tuple[Entry, ...]
    placed: bool


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
    unnamed: tuple[StoryPart, ...]  # stories of the event that left without names
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
        return tuple(part for part in self.headings if part.placed)

    @property
    def commitments(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.noted)

    @property
    def stories(self) -> tuple[StoryPart, ...]:
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
    series, own = i18n.event_name(event.title)
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
        date=i18n.day(event.date),
        venue=event.venue,
        question=event.question,
        circles=circles,
        headings=_headings(gathered, circles),
        unnamed=tuple(_story_part(story, numbers.get(story.under)) for story in gathered.stories),
        not_noted=gaps,
        closing=f"{closing} {arrivals_in_words(event.expected, here, later)}".rstrip(),
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
        tuple(_story_part(s, circle.number, shown.get(s.teller or "", "")) for s in circle.stories),
    )


def _entry(gathered: Gathered, circle: Circle, action: Action, place: int) -> Entry:
    who = names_of(circle, action)
    wording, heading = gathered.wording_of(action), gathered.heading_of(action)
    return Entry(
        circle.number,
        place,
        action.text,
        wording,
        wording == action.text,
        heading or UNPLACED,
        bool(heading),
        tuple(who),
        i18n.who(who, len(circle.members)),
        i18n.is_everyone(who, len(circle.members)),
        action.by,
    )


def _story_part(story: Story, circle: int | None = None, teller: str = "") -> StoryPart:
    points = points_of(story.points)
    return StoryPart(story.title, points, story.quote, story.tags, circle, teller)


def _headings(gathered: Gathered, circles: tuple[CirclePart, ...]) -> tuple[HeadingPart, ...]:
    """The columns of the headings board, what stands under none last."""
    ordered = sorted(gathered.circles, key=lambda circle: circle.number)
    entries = {
        action.id: entry
        for circle, part in zip(ordered, circles, strict=True)
        for action, entry in zip(circle.actions, part.entries, strict=True)
    }
    parts = [
        HeadingPart(
            column.heading or UNPLACED,
            tuple(entries[c.action] for c in column.cards),
            placed=bool(column.heading),
        )
        for column in columns_of(gathered)
    ]
    return tuple(sorted(parts, key=lambda part: not part.placed))


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
    sentences = [
        f"{i18n.sentence(i18n.counted(len(circles), 'circle'))} {'is' if one else 'are'} here."
    ]
    if entries:
        waiting = sum(1 for entry in entries if not entry.placed)
        where = "every action stands under a heading"
        if waiting == len(entries):
            where = "every action stands once more, not yet under a heading"
        elif waiting:
            where = f"the actions stand under headings, {i18n.number(waiting)} not yet under one"
        opens = "It appears" if one else "Each appears"
        sentences.append(f"{opens} first in its own words; then {where}, {_BOTH}.")
        if not any(entry.noted for entry in entries):
            sentences.append(gaps)
    if any(stories):
        sentences.append(f"{may_be_shared(*stories, ('story', 'stories'))}.")
        sentences.append("Every other story stayed in its circle.")
    else:
        sentences.append("No story is shared here.")
    return " ".join(sentences)


REPORT_WORDING = "In the report’s wording"
OWN_WORDS = "In the circle’s own words"
_OPENING = tuple("“\"‘'«„")  # noqa: RUF001 (marks people type)


def about_commitments(form: ReportForm) -> str:
    """How many actions name people: "Eight of the sixteen actions name people"."""
    every = len(form.entries)
    naming = sum(1 for entry in form.entries if entry.who)
    only = "Only what was noted in the circle."
    if not naming:
        return only
    if naming == every:
        return f"{only} Every action names people."
    verb = "names" if naming == 1 else "name"
    share = f"{i18n.number(naming)} of the {i18n.number(every)} actions {verb} people."
    return f"{only} {i18n.sentence(share)}"


def quoted(text: str) -> str:
    """Words someone said, in quotation marks, unless they were typed with their own."""
    return text if text[:1] in _OPENING else f"“{text}”"


def themes(tags: Sequence[str]) -> str:
    """A story's themes in one line; empty where it has none."""
    if not tags:
        return ""
    first, *others = tags
    return joined([f"Themes: {first}", *others], ", ")


def about_stories(form: ReportForm) -> str:
    """How many, and how: "Two, each without names, by leave of those who told them"."""
    total, bare = len(form.stories), len(form.unnamed)
    named = total - bare
    if total == 1:
        manner = "without names" if bare else "with name"
        return f"One, {manner}, by leave of the person who told it."
    if named and bare:
        manner = f"{i18n.number(named)} with name and {i18n.number(bare)} without names"
    else:
        manner = "each without names" if bare else "each with the name of its teller"
    return f"{i18n.sentence(i18n.number(total))}, {manner}, by leave of those who told them."
