"""What the place *What became* says, as plain values: rows in their groups, and their words."""

from datetime import date

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.i18n import _
from storycircle.core.reviews.deadline import in_words, says_the_day
from storycircle.core.reviews.review import state_word
from storycircle.jobs.afterwards.became import BecameAction, BecameOf, Counts, counted
from storycircle.jobs.afterwards.reviewing import review_line
from storycircle.paper.afterwards.what_became import STATES


class GroupRow(Struct, frozen=True):
    """The title of a group of actions."""

    title: str


ListRow = GroupRow | BecameAction
"""A row of the list."""


class BarRow(Struct, frozen=True):
    """A bar: what it is of, and how many actions are in each state."""

    title: str
    counts: Counts

    @property
    def total(self) -> int:
        """How many actions there are in all."""
        return sum(self.counts.values())

    @property
    def words(self) -> str:
        """The bar in words, for those who do not see it."""
        parts = [
            _("{state} {count}", state=state_word(state), count=i18n.figures(self.counts[state]))
            for state in STATES
            if self.counts.get(state)
        ]
        said = ", ".join(parts) if parts else _("no actions")
        return _("{heading}: {states}", heading=self.title, states=said)


def bars_of(became: BecameOf) -> tuple[BarRow, ...]:
    """A bar for each heading, also for those under which nothing stands."""
    return tuple(
        BarRow(heading_title(heading), counted(a for a in became.actions if a.heading == heading))
        for heading in became.headings
    )


def heading_title(heading: str) -> str:
    """A heading; in words where there is none."""
    return heading or _("Under no heading yet")


_LONG = 60  # letters of a deadline, from which on its date alone stands in a row


def when_words(one: BecameAction, today: date) -> str:
    """When an action is due: what was said with the date that was understood and its distance, the
    date alone where what was said is that day or is long; else as it was said.
    """
    if not one.due.date:
        return i18n.by_when(one.due.text) if one.due.text else _("no date noted")
    understood = in_words(one.due.date, today)
    if says_the_day(one.due.text, one.due.date) or len(one.due.text) > _LONG:
        return understood
    return _("{deadline}: {date}", deadline=i18n.by_when(one.due.text), date=understood)


def said_line(one: BecameAction) -> str:
    """What happened, by the review that counts, on one line."""
    review = one.review
    return " ".join(review.happened.split()) if review else ""


def spoken_row(one: BecameAction, today: date) -> str:
    """All that a row says beside its action."""
    state = _("two reviews differ") if one.undecided else state_word(one.state)
    late = _("overdue") if one.overdue else ""
    return i18n.joined((state, late, when_words(one, today), said_line(one)), ", ")


def told_lines(one: BecameAction) -> list[str]:
    """All that was told of an action, the newest first, a line each."""
    return [i18n.sentence(review_line(review)) for review in reversed(one.reviews)]


def told_on_rail(became: BecameOf | None) -> tuple[str, bool]:
    """How far the telling is, as the rail says it, and whether all is told."""
    if became is None or not became.actions:
        return "", False
    told, every = became.told, len(became.actions)
    said = _("{told} of {total} told", told=i18n.figures(told), total=i18n.figures(every))
    return said, told == every
