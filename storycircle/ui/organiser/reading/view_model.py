"""What the page says that shows a circle to be read, as plain values: no Qt."""

from collections.abc import Iterator, Sequence
from enum import Enum, auto

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.i18n import _, n_, p_
from storycircle.core.model import Action, Circle, Event, Sharing, Story
from storycircle.core.reviews.review import in_order
from storycircle.core.text import points_of
from storycircle.jobs.afterwards.reviewing import review_line
from storycircle.store.exchange.came import Came
from storycircle.ui.organiser.view_model import moment_in_words
from storycircle.ui.widgets.controls.chip import ChipKind


class CircleRead(Struct, frozen=True):
    """A circle with what may be read of it. unnamed: the stories without names that are printed
    under it. came: the files it came in, the first one first. first, corrected: when it came, and
    when a later file changed it; ISO, or empty. own: whether it was held on this laptop.
    """

    circle: Circle
    event: Event | None = None
    unnamed: tuple[Story, ...] = ()
    came: tuple[Came, ...] = ()
    first: str = ""
    corrected: str = ""
    own: bool = False


class Kind(Enum):
    """What a paragraph is."""

    LABEL = auto()  # a small word above what it names
    TEXT = auto()
    QUESTION = auto()
    HEADING = auto()
    ACTION = auto()
    STORY = auto()  # its title
    ABOUT = auto()  # in the app's voice, below what it is about
    POINT = auto()
    QUOTE = auto()


class Paragraph(Struct, frozen=True):
    """One paragraph to read. step: how far it stands in."""

    kind: Kind
    text: str
    step: int = 0


def title_of(read: CircleRead) -> str:
    """What the page is called."""
    return _("Circle {number}", number=read.circle.number)


def belongs_to(read: CircleRead) -> str:
    """Whose it is, in a sentence below the title."""
    people = len(read.circle.members)
    if not people:
        return _("It belongs to its people. Nothing here changes it.")
    return n_(
        "It belongs to its one person. Nothing here changes it.",
        "It belongs to its {count} people. Nothing here changes it.",
        people,
    )


def paragraphs(read: CircleRead) -> list[Paragraph]:
    """All that is to be read of a circle, from the top down."""
    circle = read.circle
    found = list(_head(read))
    found.append(Paragraph(Kind.HEADING, _("What they committed to")))
    for place, action in enumerate(circle.actions, 1):
        found.append(Paragraph(Kind.ACTION, f"{i18n.figures(place)}\u2002{action.text}"))
        if said := _who_and_when(circle, action):
            found.append(Paragraph(Kind.ABOUT, said))
        found += _reviews(action)
    if not circle.actions:
        found.append(Paragraph(Kind.ABOUT, _("No action has been written down.")))
    stories = shareable(read)
    heading = _("No story may be shared")
    if stories:
        count = len(stories)
        heading = n_(
            "Stories that may be shared: {count}", "Stories that may be shared: {count}", count
        )
    found.append(Paragraph(Kind.HEADING, heading))
    for story in stories:
        found += _told(circle, story)
    found.append(Paragraph(Kind.ABOUT, _("What stays in the circle is not shown here.")))
    return found


def shareable(read: CircleRead) -> list[Story]:
    """The stories that may leave: with names, and those without that the circle lets stand here."""
    leaving = [story for story in read.circle.stories if story.sharing is not Sharing.STAYS]
    there = {story.left_as for story in leaving}
    return [*leaving, *(story for story in read.unnamed if story.id not in there)]


def _head(read: CircleRead) -> Iterator[Paragraph]:
    circle, event = read.circle, read.event
    names = list(circle.shown_names().values())
    if names:
        yield Paragraph(Kind.LABEL, p_("the people of a circle", "With"))
        yield Paragraph(Kind.TEXT, ", ".join(names))
    if circle.facilitator:
        yield Paragraph(Kind.LABEL, _("Facilitator"))
        yield Paragraph(Kind.TEXT, circle.facilitator)
    question = circle.theme or (event.question if event else "")
    if question:
        yield Paragraph(Kind.LABEL, _("Question"))
        yield Paragraph(Kind.QUESTION, question)
    date = circle.date or (event.date if event else "")
    venue = circle.venue or (event.venue if event else "")
    if date or venue or circle.region:
        yield Paragraph(Kind.LABEL, _("When and where"))
        said = (i18n.day(date), venue, circle.region)
        yield Paragraph(Kind.TEXT, " · ".join(filter(None, said)))


def _reviews(action: Action) -> Iterator[Paragraph]:
    """All that was told of an action, the newest first."""
    for review in reversed(in_order(action.reviews)):
        yield Paragraph(Kind.POINT, i18n.sentence(review_line(review)), 1)


def _who_and_when(circle: Circle, action: Action) -> str:
    ours, others = circle.named(action)
    who = i18n.who(ours, len(circle.members), others)
    return " · ".join(filter(None, (i18n.sentence(who) if who else "", action.by)))


def _told(circle: Circle, story: Story) -> Iterator[Paragraph]:
    named = story.sharing is Sharing.NAMED
    yield Paragraph(Kind.STORY, story.title or _("A story"))
    teller = circle.shown_names().get(story.teller or "", "") if named else ""
    yield Paragraph(
        Kind.ABOUT,
        _("told by {name}", name=teller) if teller else p_("a story", "without names"),
    )
    for point in points_of(story.points):
        yield Paragraph(Kind.POINT, point.text, point.depth)
    if story.quote:
        yield Paragraph(Kind.QUOTE, story.quote)


def as_text(read: CircleRead) -> str:
    """The same as plain text, to be copied."""
    lines = [title_of(read)]
    for one in paragraphs(read):
        above = one.kind in (Kind.LABEL, Kind.HEADING, Kind.STORY, Kind.ACTION)
        lines += [""] * above + ["    " * one.step + one.text]
    return "\n".join(lines) + "\n"


class Step(Struct, frozen=True):
    """One file that a circle came in: what it was, its chip, and its name and time."""

    title: str
    kind: ChipKind
    about: str


_KINDS = {"new": ChipKind.NEW, "updated": ChipKind.UPDATED, "look": ChipKind.LOOK}


def how_it_came(read: CircleRead) -> list[Step]:
    """From which files a circle came, the newest first."""
    steps = [_step(one) for one in reversed(read.came)]
    known = {one.at for one in read.came}
    if read.corrected and read.corrected not in known:
        steps.insert(0, Step(_("Corrected"), ChipKind.UPDATED, moment_in_words(read.corrected)))
    if read.first and read.first not in known:
        steps.append(Step(_("Received"), ChipKind.NEW, moment_in_words(read.first)))
    return steps


def _step(one: Came) -> Step:
    title = _("Received") if one.outcome == "new" else _("Corrected")
    source = one.name or _("from the code on its paper")
    about = " · ".join((source, moment_in_words(one.at)))
    return Step(title, _KINDS.get(one.outcome, ChipKind.PLAIN), about)


def order_of(ids: Sequence[str], here: str) -> tuple[str, str]:
    """The circles before and after one, by id, in the order of a list; "" where there is none."""
    if here not in ids:
        return "", ""
    at = ids.index(here)
    return ids[at - 1] if at else "", ids[at + 1] if at + 1 < len(ids) else ""
