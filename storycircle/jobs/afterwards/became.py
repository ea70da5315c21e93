"""What became of all actions of an event, as an organiser's page shows it and works on it."""

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.headings import columns_of
from storycircle.core.i18n import _, n_
from storycircle.core.long_work import between_steps
from storycircle.core.model import Action, Circle, Event, Gathered, new_id
from storycircle.core.reviews.review import (
    Due,
    EnteredBy,
    Review,
    ReviewState,
    due_of,
    in_order,
    is_overdue,
    newest,
    to_look_at,
)
from storycircle.jobs.afterwards.reviewing import Told, note_review
from storycircle.languages import spoken
from storycircle.paper.report.event_part import held_on
from storycircle.store.library import Library

Counts = Mapping[ReviewState | None, int]
"""How many actions are in each state; None is no word yet, which is no state."""


class BecameAction(Struct, frozen=True):
    """One action. action, circle: ids. number: the circle's. place: from 1, within it. wording: the
    report's. heading: empty where it is under none. reviews: the one that counts last. undecided:
    those of one day between which nothing decides.
    """

    action: str
    circle: str
    number: int
    place: int
    wording: str
    heading: str
    who: str
    reviews: tuple[Review, ...]
    due: Due
    overdue: bool
    undecided: tuple[Review, ...] = ()

    @property
    def review(self) -> Review | None:
        """The review that counts; None where there is no word yet."""
        return newest(self.reviews)

    @property
    def state(self) -> ReviewState | None:
        """What became of it; None where there is no word yet."""
        review = self.review
        return review.state if review else None

    @property
    def order(self) -> tuple[object, ...]:
        """By date, those without one last; then by circle."""
        return not self.due.date, self.due.date, self.number, self.circle, self.place


class BecameCircle(Struct, frozen=True):
    """A circle with actions: by whom it is known, and of how many actions it has told."""

    circle: str
    number: int
    people: str
    actions: int
    told: int


class BecameOf(Struct, frozen=True):
    """All actions of an event. headings: all that there are, in their order. circles: those with
    actions, by number.
    """

    event: str = ""
    day: str = ""
    headings: tuple[str, ...] = ()
    actions: tuple[BecameAction, ...] = ()
    circles: tuple[BecameCircle, ...] = ()

    @property
    def counts(self) -> Counts:
        """How many actions are in each state."""
        return counted(self.actions)

    @property
    def told(self) -> int:
        """Of how many actions anything was told."""
        return sum(1 for one in self.actions if one.reviews)

    @property
    def overdue(self) -> tuple[BecameAction, ...]:
        """The actions whose date has passed, the oldest first."""
        return tuple(sorted((a for a in self.actions if a.overdue), key=lambda one: one.order))

    @property
    def undecided(self) -> tuple[BecameAction, ...]:
        """The actions of which two reviews differ, and nothing says which counts."""
        return tuple(one for one in self.actions if one.undecided)

    @property
    def never(self) -> tuple[BecameCircle, ...]:
        """The circles that have told of none of their actions."""
        return tuple(one for one in self.circles if not one.told)


def counted(actions: Iterable[BecameAction]) -> Counts:
    """How many of some actions are in each state."""
    return Counter(one.state for one in actions)


def became_of(library: Library, event: Event) -> BecameOf:
    """What became of the actions of an event, as a library knows it now."""
    gathered = library.gathered_actions(event)
    today = library.clock.now().date().isoformat()
    with spoken(event.language):  # deadlines are read in it
        found = {
            action.id: _action(gathered, circle, action, place, today)
            for circle in gathered.circles
            for place, action in enumerate(circle.actions, 1)
        }
    columns = columns_of(gathered)
    order = [found[card.action] for column in columns for card in column.cards]
    circles = tuple(_circle(circle) for circle in gathered.circles if circle.actions)
    headings = tuple(column.heading for column in columns if column.heading)
    bare = ("",) if any(not column.heading for column in columns) else ()
    return BecameOf(event.id, event.date, (*headings, *bare), tuple(order), circles)


def _action(
    gathered: Gathered, circle: Circle, action: Action, place: int, today: str
) -> BecameAction:
    between_steps()
    due = due_of(action.by, held_on(circle, gathered.event), action.reviews)
    counts = newest(action.reviews)
    ours, others = circle.named(action)
    return BecameAction(
        action.id,
        circle.id,
        circle.number,
        place,
        gathered.wording_of(action),
        gathered.heading_of(action),
        i18n.who(ours, len(circle.members), others),
        in_order(action.reviews),
        due,
        is_overdue(due, counts.state if counts else None, today),
        to_look_at(action.reviews),
    )


def _circle(circle: Circle) -> BecameCircle:
    told = sum(1 for action in circle.actions if action.reviews)
    return BecameCircle(circle.id, circle.number, _people(circle), len(circle.actions), told)


def _people(circle: Circle) -> str:
    """By whom a circle is known: its first member, and how many more there are."""
    names = [*circle.shown_names().values()]
    if not names:
        return ""
    more = len(names) - 1
    if not more:
        return names[0]
    return n_("{name} and {count} more", "{name} and {count} more", more, name=names[0])


def note_told(library: Library, one: BecameAction, told: Told) -> None:
    """Note what an organiser was told of an action. Raises Refused."""
    circle = library.circle(one.circle)
    note_review(library, library.event(circle.event), circle, one.place, told)


def settle_reviews(library: Library, one: BecameAction, chosen: Review) -> None:
    """Say which of two reviews of one day counts: it is noted once more, knowing both. Raises
    Refused.
    """
    again = replace(chosen, id=new_id(), entered_by=EnteredBy.ORGANISER)
    library.add_review(library.circle(one.circle), one.action, again)


def about(became: BecameOf) -> str:
    """How many actions there are, and how many were told of, in a sentence or two."""
    count, told = len(became.actions), became.told
    if not count:
        return _("No action has come yet.")
    if became.day:
        actions = n_(
            "{Count} action of {day}.", "{Count} actions of {day}.", count, day=i18n.day(became.day)
        )
    else:
        actions = n_("{Count} action.", "{Count} actions.", count)
    if not told:
        return i18n.joined((actions, _("None has been told of yet.")), " ")
    said = n_("{Count} has been told of.", "{Count} have been told of.", told)
    return i18n.joined((actions, said), " ")
