"""What the place *What became* says, as plain values: rows in their groups, and their words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from storycircle.core import i18n
from storycircle.core.i18n import _, n_, p_
from storycircle.core.reviews.deadline import in_words, says_the_day
from storycircle.core.reviews.review import state_word
from storycircle.jobs.afterwards.became import BecameAction, BecameOf, Counts, counted
from storycircle.jobs.afterwards.reviewing import review_line
from storycircle.paper.afterwards.what_became import STATES


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The title of a group of actions."""

    title: str


ListRow = GroupRow | BecameAction
"""A row of the list."""


@dataclass(frozen=True, slots=True)
class BarRow:
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


ALL, OVERDUE, UNTOLD = "", "overdue", "untold"
"""Parts of the list beside the states: all of it, what is late, and what nobody told of."""


def parts_of(became: BecameOf) -> Mapping[str, tuple[str, int]]:
    """The parts of which one can be shown alone: its words, and how many actions it has."""
    counts = Counter(one.state for one in became.actions)
    parts = {ALL: (p_("all actions", "All"), len(became.actions))}
    late = sum(one.overdue for one in became.actions)
    if late:
        parts[OVERDUE] = (i18n.sentence(_("overdue")), late)
    for state in STATES:
        if counts[state]:
            parts[state or UNTOLD] = (i18n.sentence(state_word(state)), counts[state])
    return parts


def texts_of(became: BecameOf) -> dict[str, str]:
    """What of each action can be searched for, without regard to capitals, by the action: its
    words, its circle's number, who does it, by when, its heading, and what was told of it.
    """
    return {
        one.action: "\n".join(
            (one.wording, str(one.number), one.who, one.due.text, one.heading, said_line(one))
        ).casefold()
        for one in became.actions
    }


def found_of(became: BecameOf, texts: Mapping[str, str], text: str, part: str) -> BecameOf:
    """The same with those actions of a part alone that hold each word of a text."""
    words = text.casefold().split()
    if not words and part == ALL:
        return became
    actions = (one for one in became.actions if _is_of(one, part))
    found = (one for one in actions if all(word in texts[one.action] for word in words))
    return replace(became, actions=tuple(found))


def _is_of(one: BecameAction, part: str) -> bool:
    if part == OVERDUE:
        return one.overdue
    return part in {ALL, one.state or UNTOLD}


def rows_of(became: BecameOf, *, by_circle: bool) -> tuple[ListRow, ...]:
    """All actions once: those to look at, the overdue ones, then by heading or by circle."""
    return tuple(_rows(became, by_circle=by_circle))


def _rows(became: BecameOf, *, by_circle: bool) -> Iterator[ListRow]:
    undecided, overdue = became.undecided, became.overdue
    above = {one.action for one in undecided}
    if undecided:
        yield GroupRow(_("To look at first: {count}", count=i18n.figures(len(undecided))))
        yield from undecided
    late = [one for one in overdue if one.action not in above]
    if late:
        yield GroupRow(_("Overdue first: {count}", count=i18n.figures(len(late))))
        yield from late
    above |= {one.action for one in late}
    for title, actions in _groups(became, by_circle=by_circle):
        rest = sorted((a for a in actions if a.action not in above), key=lambda one: one.order)
        if not rest:
            continue
        more = n_("{figures} more", "{figures} more", len(rest))
        some = more if len(rest) < len(actions) else ""
        yield GroupRow(i18n.joined((title, some), " · "))
        yield from rest


def _groups(became: BecameOf, *, by_circle: bool) -> Iterator[tuple[str, Sequence[BecameAction]]]:
    if by_circle:
        of_circle: dict[str, list[BecameAction]] = {one.circle: [] for one in became.circles}
        for action in became.actions:
            of_circle[action.circle].append(action)
        for circle in became.circles:
            yield _("Circle {number}", number=circle.number), of_circle[circle.circle]
        return
    under: dict[str, list[BecameAction]] = {heading: [] for heading in became.headings}
    for action in became.actions:
        under[action.heading].append(action)
    for heading, actions in under.items():
        yield heading_title(heading), actions


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
