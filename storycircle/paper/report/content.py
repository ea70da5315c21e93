"""The content of the report, the same for every format.

The report of an event as one form, read by every format: what is said, and in which order.

It is computed from an event that is already in its shareable form (`shareable.leaving_all`).

Sentences the report's formats share, on commitments and on stories.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from msgspec import Struct, field

from storycircle.core import i18n
from storycircle.core.checkout.shown import Sums, sums_of
from storycircle.core.error_sentences import Refused
from storycircle.core.headings import columns_of
from storycircle.core.i18n import N_, _, n_
from storycircle.core.model import Action, AgencyCount, Circle, Gathered, Slot, Story
from storycircle.core.reviews.review import Review
from storycircle.core.text import points_of
from storycircle.core.typed_input import parsed_day
from storycircle.paper.afterwards.parts import (
    Part,
    Place,
    StoryPart,
    at_stalls,
    parts_of,
    placed_stories,
)
from storycircle.paper.report.event_part import Only, held_on, part_of
from storycircle.paper.report.sentences import (
    arrivals_in_words,
    in_which_order,
    may_be_shared,
    missing_numbers,
    not_noted,
)


def beside_each_other(parts: Sequence[str], between: str) -> str:
    """Parts of one line, each in its own direction."""
    from storycircle.paper.typesetting.shaping import (  # noqa: PLC0415 (it loads what sets letters)
        joined,
    )

    return joined(parts, between)


TITLE = N_("What the circles committed to")
UNPLACED = N_("Not yet under a heading")


class Entry(Struct, frozen=True):
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
    stall: str = ""  # the market stall it arose from
    due: str = ""  # the date that `by` says, YYYY-MM-DD; empty where it says none
    said_on: str = ""  # the day the circle committed to it; empty where it is not known
    reviews: tuple[Review, ...] = ()  # the one that counts last

    @property
    def noted(self) -> bool:
        """Whether a name or a date was noted."""
        return bool(self.who or self.by)


class CirclePart(Struct, frozen=True):
    number: int
    theme: str
    facilitator: str
    members: tuple[str, ...]
    entries: tuple[Entry, ...]
    stories: tuple[StoryPart, ...]  # told with name
    region: str = ""
    venue: str = ""  # its own, where it has one
    iso_date: str = ""  # its own, where it has one
    from_paper: bool = False  # known from the code on its paper alone
    expected: int = 0  # people known before the day to come; 0 where nobody has said

    @property
    def where(self) -> str:
        """Where and when it was held, where it says so itself: "North, Town Hall, 3 May 2007"."""
        return beside_each_other(
            [t for t in (self.region, self.venue, i18n.day(self.iso_date)) if t], ", "
        )


class HeadingPart(Struct, frozen=True):
    """The actions under a heading; under none, where it is not placed."""

    title: str
    entries: tuple[Entry, ...]
    placed: bool


class ReportForm(Struct, frozen=True):
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
    awaited: int = 0  # how many circles were expected; 0 where nobody has said
    missing: tuple[int, ...] = ()  # numbers expected and not here
    corrected: tuple[int, ...] = ()  # numbers of circles that a later file changed
    stalls: tuple[str, ...] = ()
    programme: tuple[Slot, ...] = ()
    agencies: tuple[AgencyCount, ...] = ()  # where facilitators let their counts leave
    made: datetime | None = None
    only: str = ""  # of which part it is, in a sentence; empty for the whole
    checkout: Sums | None = None  # how it was, where anybody checked out
    parts: tuple[Part, ...] = ()  # what organisers wrote, and what stalls tell

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

    def parts_at(self, place: Place) -> tuple[Part, ...]:
        """The parts that stand at a place of the report."""
        return tuple(part for part in self.parts if part.place is place)

    @property
    def occasion(self) -> str:
        """The event and its day: "Whole System Event, 14 June 2007"."""
        return beside_each_other([part for part in (self.own, self.date) if part], ", ")


class Known(Struct, frozen=True):
    """What a library knows besides the circles themselves.

    corrected: ids of the circles that a later file changed after they first came. from_paper: ids
    of those known from the code on their paper alone. expected: by a circle's number, how many
    people were known before the day to come. made: when the report is made.
    """

    corrected: Collection[str] = ()
    from_paper: Collection[str] = ()
    expected: Mapping[int, int] = field(default_factory=dict)
    made: datetime | None = None


def report_form(
    gathered: Gathered, known: Known | None = None, only: Only | None = None
) -> ReportForm:
    """The form of a gathered event's report. Give it `leaving_all(gathered)`.

    only: the part of it that is wanted. Raises Refused where nothing is in it.
    """
    known = known or Known()
    if only is not None:
        gathered = part_of(gathered, only)
    event = gathered.event
    series, own = i18n.event_name(event.title)
    elsewhere = placed_stories(gathered)
    circles = tuple(
        _circle(gathered, circle, known, elsewhere)
        for circle in sorted(gathered.circles, key=lambda circle: circle.number)
    )
    entries = [entry for circle in circles for entry in circle.entries]
    noted = [[entry.noted for entry in circle.entries] for circle in circles]
    here = [circle.number for circle in circles]
    later = sorted(circle.number for circle in gathered.circles if circle.id in known.corrected)
    paper = sorted(circle.number for circle in circles if circle.from_paper)
    gaps = not_noted(noted, here)
    closing = _closing(circles, entries, gaps, _how_many_stories(gathered))
    came = arrivals_in_words(event.expected, here, later, paper)
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
        unnamed=_unnamed(gathered, elsewhere),
        not_noted=gaps,
        closing=" ".join(filter(None, (only.in_words() if only else "", closing, came))),
        awaited=event.expected,
        missing=tuple(missing_numbers(event.expected, here)),
        corrected=tuple(later),
        stalls=event.stalls,
        programme=event.programme if only is None else (),
        agencies=gathered.agencies,
        made=known.made,
        only=only.in_words() if only else "",
        checkout=sums_of(gathered.checkouts, event.statements),
        parts=parts_of(gathered, stories_told(gathered).get),
    )  # fmt: skip


def _how_many_stories(gathered: Gathered) -> tuple[int, int]:
    """How many stories may be shared, with name and without; a stall's quotations are none."""
    quoted = at_stalls(gathered)
    named = sum(len(circle.stories) for circle in gathered.circles)
    return named, sum(1 for story in gathered.stories if story.id not in quoted)


def _unnamed(gathered: Gathered, elsewhere: Collection[str]) -> tuple[StoryPart, ...]:
    """The stories without names that stand nowhere else in the report."""
    numbers = {circle.id: circle.number for circle in gathered.circles}
    alone = (story for story in gathered.stories if story.id not in elsewhere)
    return tuple(_story_part(story, numbers.get(story.under)) for story in alone)


def stories_told(gathered: Gathered) -> Mapping[str, StoryPart]:
    """Each story that may be shared, by the id under which it left."""
    numbers = {circle.id: circle.number for circle in gathered.circles}
    found = {s.id: _story_part(s, numbers.get(s.under)) for s in gathered.stories}
    for circle in gathered.circles:
        shown = circle.shown_names()
        for story in circle.stories:
            teller = shown.get(story.teller or "", "")
            found[story.id] = _story_part(story, circle.number, teller)
    return found


def _circle(
    gathered: Gathered, circle: Circle, known: Known, elsewhere: Collection[str]
) -> CirclePart:
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
        tuple(
            _story_part(s, circle.number, shown.get(s.teller or "", ""))
            for s in circle.stories
            if s.id not in elsewhere
        ),
        circle.region,
        circle.venue,
        circle.date,
        circle.id in known.from_paper,
        known.expected.get(circle.number, 0),
    )


def _entry(gathered: Gathered, circle: Circle, action: Action, place: int) -> Entry:
    ours, others = circle.named(action)
    wording, heading = gathered.wording_of(action), gathered.heading_of(action)
    return Entry(
        circle.number,
        place,
        action.text,
        wording,
        wording == action.text,
        heading or _(UNPLACED),
        bool(heading),
        (*ours, *others),
        i18n.who(ours, len(circle.members), others),
        i18n.is_everyone(ours, len(circle.members)) and not others,
        action.by,
        action.stall,
        _due(action.by),
        held_on(circle, gathered.event),
        action.reviews,
    )


def _due(by: str) -> str:
    """The date that a deadline says, as YYYY-MM-DD; empty where it says none that is certain."""
    try:
        return parsed_day(by)
    except Refused:
        return ""


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
            column.heading or _(UNPLACED),
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
        return _("No circle is gathered here yet.")
    sentences = [n_("{Count} circle is here.", "{Count} circles are here.", len(circles))]
    if entries:
        waiting = sum(1 for entry in entries if not entry.placed)
        sentences.append(in_which_order(len(circles), waiting, len(entries)))
        if not any(entry.noted for entry in entries):
            sentences.append(gaps)
    if any(stories):
        sentences.append(may_be_shared(*stories))
        sentences.append(_("Every other story stayed in its circle."))
    else:
        sentences.append(_("No story is shared here."))
    return " ".join(sentences)


REPORT_WORDING = N_("In the report’s wording")
OWN_WORDS = N_("In the circle’s own words")
_OPENING = tuple("“\"‘'«„")  # noqa: RUF001 (marks people type)


def about_commitments(form: ReportForm) -> str:
    """How many actions name people: "Eight of the sixteen actions name people"."""
    every = len(form.entries)
    naming = sum(1 for entry in form.entries if entry.who)
    only = _("Only what was noted in the circle.")
    if not naming:
        return only
    if naming == every:
        share = _("Every action names people.")
    else:
        share = n_(
            "{Count} of the {every} actions names people.",
            "{Count} of the {every} actions name people.",
            naming,
            every=i18n.number(every),
        )
    return f"{only} {share}"


def counts(form: ReportForm) -> str:
    """The event in numbers: "Six circles, 36 people, 16 actions and five headings."."""
    return _(
        "{circles}, {people}, {actions} and {headings}.",
        circles=n_("{Count} circle", "{Count} circles", len(form.circles)),
        people=n_("{count} person", "{count} people", form.people),
        actions=n_("{count} action", "{count} actions", len(form.entries)),
        headings=n_("{count} heading", "{count} headings", len(form.placed)),
    )


def actions_title(form: ReportForm) -> str:
    """The title above the actions under their headings."""
    count = len(form.placed)
    if not count:
        return _("The actions")
    return n_("The actions, under {count} heading", "The actions, under {count} headings", count)


def where_told(circle: int | None, teller: str) -> str:
    """Where a story was told and by whom; empty where neither is said."""
    if circle is None:
        return _("told by {teller}", teller=teller) if teller else ""
    if teller:
        return _("Circle {number}, told by {teller}", number=circle, teller=teller)
    return _("Circle {number}", number=circle)


def quoted(text: str) -> str:
    """Words someone said, in quotation marks, unless they were typed with their own."""
    return text if text[:1] in _OPENING else f"“{text}”"


def themes(tags: Sequence[str]) -> str:
    """A story's themes in one line; empty where it has none."""
    if not tags:
        return ""
    first, *others = tags
    # For translators: a story's themes; the others follow after commas.
    return beside_each_other([_("Themes: {themes}", themes=first), *others], ", ")


def about_stories(form: ReportForm) -> str:
    """How many, and how: "Two, each without names, by leave of those who told them"."""
    total, bare = len(form.stories), len(form.unnamed)
    named = total - bare
    if named and bare:
        return n_(
            "{Count}, {named} with name and {unnamed} without names, by leave of those who told "
            "them.",
            "{Count}, {named} with name and {unnamed} without names, by leave of those who told "
            "them.",
            total,
            named=i18n.number(named),
            unnamed=i18n.number(bare),
        )
    if bare:
        return n_(
            "One, without names, by leave of the person who told it.",
            "{Count}, each without names, by leave of those who told them.",
            total,
        )
    return n_(
        "One, with name, by leave of the person who told it.",
        "{Count}, each with the name of its teller, by leave of those who told them.",
        total,
    )
