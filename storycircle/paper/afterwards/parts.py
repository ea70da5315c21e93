"""The parts of a report that organisers write or stalls tell, as one form that every format reads.

A part is a title and blocks; each format writes each kind of block in its own manner, so that what
is said, and every figure in it, is the same in all of them.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum, auto

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.afterwards import chapter_text
from storycircle.core.afterwards.chapters import Chapter, front_and_back, told_again
from storycircle.core.afterwards.recommendations import (
    Lettered,
    Under,
    bear_none,
    under_headings,
)
from storycircle.core.afterwards.stalls import (
    Run,
    StallPlan,
    letters_of,
    runs_of,
    said_of_letters,
    stalls_named,
    without_letter,
)
from storycircle.core.i18n import N_, _, n_, p_
from storycircle.core.model import Gathered
from storycircle.core.text import Point, points_of
from storycircle.paper.figures.figures import Bars, DotLine, Mark

_MOST_LISTED = 40  # actions that no recommendation rests on, one by one


class Place(StrEnum):
    """Where a part stands: before what the circles did, after their actions, or at the end."""

    FRONT = auto()
    AFTER_ACTIONS = auto()
    BACK = auto()


class How(StrEnum):
    """How the texts beside a label are set."""

    TEXT = auto()
    ITALIC = auto()
    BULLETS = auto()
    QUOTED = auto()


class StoryPart(Struct, frozen=True):
    """A story that may be shared; a teller only where it is told with name, a circle there too,
    or where the circle chose that its stories without names stand under it.
    """

    title: str
    points: tuple[Point, ...]
    quote: str
    tags: tuple[str, ...]
    circle: int | None = None
    teller: str = ""


class Title(Struct, frozen=True):
    """A title within a part. side: what stands at the end of its line. deep: below another.
    listed: it stands in the contents of a project, too.
    """

    text: str
    side: str = ""
    deep: bool = False
    listed: bool = False


class Section(Struct, frozen=True):
    """A numbered section of a chapter, which stands in the contents. about: in a sentence."""

    title: str
    about: str = ""
    number: str = ""

    @property
    def heading(self) -> str:
        """The title after its number."""
        return numbered(self.number, self.title)


class Paragraph(Struct, frozen=True):
    text: str


class Bullets(Struct, frozen=True):
    items: tuple[str, ...]


class Said(Struct, frozen=True):
    """A quotation."""

    text: str


class Told(Struct, frozen=True):
    """A story that may be shared, where the organiser put it."""

    story: StoryPart


class Head(Struct, frozen=True):
    """What a list of labelled texts is of. name: "Stall A". small: below it. about: below title."""

    name: str
    small: str
    title: str
    about: str = ""


class Labelled(Struct, frozen=True):
    """Texts with what they are in the margin."""

    label: str
    texts: tuple[str, ...]
    how: How = How.TEXT


class Item(Struct, frozen=True):
    """A recommendation: its letter, its points, and what it rests on."""

    letter: str
    text: str
    points: tuple[str, ...] = ()
    about: str = ""


class Rows(Struct, frozen=True):
    """A table. about: below it. The first column says what a row is of, the others hold figures,
    each with what has to be said of it. bars: the same, drawn; a format that draws them on a page
    need not have the table beside it. said: each row in a sentence that can stand alone.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    about: str = ""
    bars: Bars | None = None
    said: tuple[str, ...] = ()


class Table(Struct, frozen=True):
    """A table of texts. wide: the share of each column. marks: the form that stands before the
    first cell of each row. narrow: the places of columns whose texts are numbers.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wide: tuple[int, ...]
    about: str = ""
    marks: tuple[Mark, ...] = ()
    narrow: tuple[int, ...] = ()


class Dots(Struct, frozen=True):
    """Who was there, meeting by meeting, without names. heads: of the columns of dots. figures:
    below each. label: what the figures are. keys: of a filled dot and of an empty one. said:
    paragraphs beside them.
    """

    heads: tuple[str, ...]
    figures: tuple[str, ...]
    label: str
    lines: tuple[DotLine, ...]
    keys: tuple[str, str]
    said: tuple[str, ...] = ()

    @property
    def table(self) -> Rows:
        """The figures as a table."""
        return Rows(("", *self.heads), ((self.label, *self.figures),))


class Asked(Struct, frozen=True):
    """A question with what it is in the margin. small: below that. older: earlier wordings."""

    label: str
    small: str
    question: str
    older: tuple[str, ...] = ()
    italic: bool = False


Block = (
    Rows
    | Table
    | Dots
    | Asked
    | Section
    | Title
    | Paragraph
    | Bullets
    | Said
    | Told
    | Head
    | Labelled
    | Item
)


def numbered(number: str, title: str) -> str:
    """A title after its number; alone where it has none."""
    return f"{number}\u2002{title}" if number else title


def table_in(block: Block) -> Rows | Table | None:
    """The table that a block is, or stands for; None where it is none."""
    if isinstance(block, Dots):
        return block.table
    return block if isinstance(block, Rows | Table) else None


class Part(Struct, frozen=True):
    """One part of the report. key: by which links in the document find it. about: in a sentence."""

    key: str
    title: str
    about: str
    blocks: tuple[Block, ...]
    place: Place
    number: str = ""

    @property
    def heading(self) -> str:
        """The title after its number."""
        return numbered(self.number, self.title)


class TitleRow(Struct, frozen=True):
    """One row of a title page: a learning set or an event. small: its counts."""

    name: str
    lines: tuple[str, ...]
    small: str = ""


class Records(Struct, frozen=True):
    """A table of records for a workbook, which can be sorted and filtered. name: short. wide: a
    share of each column. right: the places of columns of numbers and dates.
    """

    name: str
    columns: tuple[str, ...]
    wide: tuple[int, ...]
    right: frozenset[int]
    rows: tuple[tuple[str | int | date, ...], ...]


ENDINGS = (".pdf", ".html", ".docx", ".xlsx", ".csv", ".md")


class PartDocument(Struct, frozen=True):
    """A document of parts alone, as a comparison or a project.

    title: in large type. lines: below it. question: in the words in which it was asked. closing:
    the last line. made: when; not said where it is None. over: above the title. rows, foot: of its
    title page; with rows its chapters are numbered, and the closing stands at the very end.
    records: for a workbook.
    """

    title: str
    lines: tuple[str, ...]
    parts: tuple[Part, ...]
    question: str = ""
    closing: str = ""
    made: datetime | None = None
    over: str = ""
    rows: tuple[TitleRow, ...] = ()
    foot: tuple[str, ...] = ()
    records: tuple[Records, ...] = ()

    @property
    def name(self) -> str:
        """By which it is known: on every page, and to programs."""
        return self.over or self.title


def parts_of(gathered: Gathered, story_of: Callable[[str], StoryPart | None]) -> tuple[Part, ...]:
    """The parts of an event's report, in their order. story_of: a story by the id under which it
    left, as the report shows it; None where it is not here any more.
    """
    front, back = front_and_back(gathered.chapters)
    found = [chapter_part(one, Place.FRONT, story_of) for one in front]
    stalls = _stalls(gathered, story_of)
    under = _under_headings(gathered, story_of)
    recommended = _recommendations(gathered)
    found += [part for part in (under, stalls, recommended) if part is not None]
    return (*found, *(chapter_part(one, Place.BACK, story_of) for one in back))


def placed_stories(gathered: Gathered) -> frozenset[str]:
    """The ids of the stories that stand in a chapter, under a heading or at a stall: they are not
    listed once more at the end.
    """
    under = {one.story for one in gathered.story_places if one.heading}
    return told_again(gathered.chapters) | under | at_stalls(gathered)


def at_stalls(gathered: Gathered) -> frozenset[str]:
    """The ids of the stories without names that are quotations of a stall."""
    return frozenset(one.story for run in gathered.runs for one in run.quotes)


# Chapters.


def chapter_part(
    chapter: Chapter, place: Place, story_of: Callable[[str], StoryPart | None]
) -> Part:
    """A chapter as the report has it. story_of: as for `parts_of`."""
    blocks = (_block(one, story_of) for one in chapter_text.blocks_of(chapter.text))
    shown = tuple(block for block in blocks if block is not None)
    return Part(f"chapter-{chapter.id}", chapter.title, "", shown, place)


def _block(block: chapter_text.Block, story_of: Callable[[str], StoryPart | None]) -> Block | None:
    if isinstance(block, chapter_text.Heading):
        return Title(block.text, deep=block.deep)
    if isinstance(block, chapter_text.Bullets):
        return Bullets(block.items)
    if isinstance(block, chapter_text.Quotation):
        return Said(" ".join(block.lines))
    if isinstance(block, chapter_text.Paragraph):
        return Paragraph(" ".join(block.lines))
    story = story_of(block.story)
    return Told(story) if story is not None else None


def _under_headings(gathered: Gathered, story_of: Callable[[str], StoryPart | None]) -> Part | None:
    by_heading: dict[str, list[StoryPart]] = {}
    for one in sorted(gathered.story_places, key=lambda one: one.story):
        story = story_of(one.story)
        if story is not None and one.heading:
            by_heading.setdefault(one.heading, []).append(story)
    order = [h for h in gathered.event.headings if h in by_heading]
    order += sorted(by_heading.keys() - set(order))
    blocks: list[Block] = []
    for heading in order:
        blocks += [Title(heading), *map(Told, by_heading[heading])]
    if not blocks:
        return None
    title = _("Stories under the headings")
    about = _("Put there by whoever made the report, by leave of those who told them.")
    return Part("told-under", title, about, tuple(blocks), Place.AFTER_ACTIONS)


# Stalls.

STALLS = N_("From the market stalls")


def _stalls(gathered: Gathered, story_of: Callable[[str], StoryPart | None]) -> Part | None:
    if not gathered.runs:
        return None
    event = gathered.event
    letters = letters_of(event.stalls, event.stall_plans)
    plans = {plan.title: plan for plan in event.stall_plans}
    titles = stalls_named(event.stalls, (run.stall for run in gathered.runs))
    blocks: list[Block] = []
    for title in titles:
        runs = runs_of(gathered.runs, title)
        plan = plans.get(title, StallPlan(title))
        if runs or plan.says:
            blocks.append(_stall_head(plan, letters.get(title, ""), runs))
            blocks += _stall(gathered, plan, runs, story_of)
    held = {run.stall for run in gathered.runs}
    about = _(
        "{stalls}, held {times}.",
        stalls=n_("{Count} stall", "{Count} stalls", len(held)),
        times=n_("once", "{count} times in all", len(gathered.runs)),
    )
    about = f"{about} {said_of_letters(event.stalls, event.stall_plans)}".rstrip()
    return Part("stalls-held", _(STALLS), about, tuple(blocks), Place.AFTER_ACTIONS)


def stall_name(letter: str) -> str:
    """A stall by its letter; one that is not of the event any more has none."""
    return _("Stall {letter}", letter=letter) if letter else _("A stall")


def _stall_head(plan: StallPlan, letter: str, runs: tuple[Run, ...]) -> Head:
    people = [i18n.figures(run.people) for run in runs if run.people]
    minutes = [i18n.figures(run.minutes) for run in runs if run.minutes]
    small = []
    if people:
        last = next(run.people for run in reversed(runs) if run.people)
        # For translators: numbers is one number, or several as "9 and 11"; the last decides.
        small.append(n_("{numbers} person", "{numbers} people", last, numbers=i18n.listed(people)))
    if minutes:
        last = next(run.minutes for run in reversed(runs) if run.minutes)
        # For translators: numbers is one number, or several as "25 and 20"; the last decides.
        small.append(
            n_("{numbers} minute", "{numbers} minutes", last, numbers=i18n.listed(minutes))
        )
    led = _("led by {names}", names=i18n.listed(list(plan.leads))) if plan.leads else ""
    return Head(stall_name(letter), ", ".join(small), without_letter(plan.title), led)


def _stall(
    gathered: Gathered,
    plan: StallPlan,
    runs: tuple[Run, ...],
    story_of: Callable[[str], StoryPart | None],
) -> Iterator[Labelled]:
    told = [story_of(one.story) for run in runs for one in run.quotes]
    arose = tuple(
        _("Circle {number}, action {place}: {words}", number=number, place=place, words=words)
        for number, place, words, stall in _actions(gathered)
        if stall == plan.title
    )
    every = (
        Labelled(_("Themes"), plan.themes, How.ITALIC),
        Labelled(_("Discussed"), tuple(text for run in runs for text in _lines(run.discussed))),
        Labelled(_("Challenges"), tuple(t for r in runs for t in r.challenges), How.BULLETS),
        Labelled(_("Next steps"), tuple(t for r in runs for t in r.next_steps), How.BULLETS),
        Labelled(_("In their words"), tuple(one.quote for one in told if one), How.QUOTED),
        Labelled(_("Actions from it"), arose, How.BULLETS),
    )
    return (one for one in every if one.texts)


def _lines(text: str) -> tuple[str, ...]:
    points: tuple[Point, ...] = points_of(text)
    return tuple(point.text for point in points)


def _actions(gathered: Gathered) -> Iterator[tuple[int, int, str, str]]:
    """Of each action its circle's number, its place, its words in the report and its stall."""
    for circle in sorted(gathered.circles, key=lambda circle: circle.number):
        for place, action in enumerate(circle.actions, 1):
            yield circle.number, place, gathered.wording_of(action), action.stall


# Recommendations.

RECOMMENDATIONS = N_("Recommendations")


def _recommendations(gathered: Gathered) -> Part | None:
    under = under_headings(gathered.recommendations, gathered.event.headings)
    if not under:
        return None
    where = _where(gathered)
    letters = letters_of(gathered.event.stalls, gathered.event.stall_plans)
    blocks: list[Block] = []
    for heading in under:
        blocks.append(Title(_heading(heading), _span(heading), listed=True))
        blocks += [_item(one, where, letters) for one in heading.lettered]
    none = [where[id_] for id_ in bear_none(where, gathered.recommendations)]
    if none:
        blocks.append(Paragraph(_bear_none(none)))
    about = _(
        "{recommendations}, lettered through all headings. Below each stand the actions and stalls "
        "it rests on.",
        recommendations=n_(
            "{Count} recommendation", "{Count} recommendations", len(gathered.recommendations)
        ),
    )
    return Part("recommended", _(RECOMMENDATIONS), about, tuple(blocks), Place.BACK)


def _heading(under: Under) -> str:
    if not under.heading:
        return _("Under no heading")
    if under.known:
        return under.heading
    return _("{heading} (no heading of the event any more)", heading=under.heading)


def _span(under: Under) -> str:
    first, last = under.lettered[0].letter, under.lettered[-1].letter
    if first == last:
        return first
    # For translators: letters of recommendations, as "a to d".
    return _("{first} to {last}", first=first, last=last)


def _where(gathered: Gathered) -> dict[str, str]:
    """Where each action is, in words, by its id; in the order of the circles."""
    return {
        action.id: _("Circle {number}, action {place}", number=circle.number, place=place)
        for circle in sorted(gathered.circles, key=lambda circle: circle.number)
        for place, action in enumerate(circle.actions, 1)
    }


def _item(one: Lettered, where: Mapping[str, str], letters: Mapping[str, str]) -> Item:
    rests = [where[id_] for id_ in one.one.actions if id_ in where]
    rests += [stall_name(letters[t]) if t in letters else t for t in one.one.stalls]
    if one.one.from_set:
        nothing = _("from the learning set; no action or stall bears it")
        rests += [_("from the learning set")] if rests else []
    else:
        nothing = _("no action or stall bears it")
    about = " · ".join(rests) or nothing
    # For translators: the letter of a recommendation, as it stands before it.
    return Item(
        p_("before a recommendation", "{letter})", letter=one.letter),
        one.one.text,
        one.one.points,
        about,
    )


def _bear_none(none: list[str]) -> str:
    if len(none) > _MOST_LISTED:
        return n_(
            "{Count} action bears no recommendation.",
            "{Count} actions bear no recommendation.",
            len(none),
        )
    return n_(
        "This action bears no recommendation: {actions}.",
        "These {count} actions bear no recommendation: {actions}.",
        len(none),
        actions="; ".join(none),
    )
