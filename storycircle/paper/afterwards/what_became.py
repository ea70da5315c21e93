"""What became of the actions, as one form that every format of the report reads.

There is such a chapter once anybody has reviewed anything; a report before that is as it was.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.i18n import N_, _, n_, p_
from storycircle.core.reviews.review import (
    Due,
    Review,
    ReviewState,
    due_of,
    is_overdue,
    newest,
    state_of,
    state_word,
    to_look_at,
)
from storycircle.paper.figures.figures import Bar, BarRow, Bars, Key, Mark
from storycircle.paper.report.content import Entry, HeadingPart, ReportForm, beside_each_other
from storycircle.paper.report.overviews import Cell, Column, Kind, as_date

TITLE = N_("What became of them")
STATES: tuple[ReviewState | None, ...] = (
    ReviewState.DONE,
    ReviewState.UNDER_WAY,
    ReviewState.CHANGED,
    ReviewState.NOT_STARTED,
    ReviewState.LET_GO,
    None,
)
"""The parts of a bar from its beginning; None is no word yet, which is no state."""
MARKS: Mapping[ReviewState | None, Mark] = {
    ReviewState.DONE: Mark.FILLED,
    ReviewState.UNDER_WAY: Mark.STRIPED,
    ReviewState.CHANGED: Mark.DOTTED,
    ReviewState.NOT_STARTED: Mark.EMPTY,
    ReviewState.LET_GO: Mark.CROSSED,
    None: Mark.DASHED,
}
"""The form in which each state is drawn."""
_NEVER_LISTED = 40


class Became(Struct, frozen=True):
    """What became of one action. review: the one that counts; None where there is no word yet.

    undecided: whether another of the same day says something else, and nothing says which counts.
    """

    entry: Entry
    review: Review | None
    due: Due
    overdue: bool
    undecided: bool

    @property
    def state(self) -> ReviewState | None:
        return self.review.state if self.review else None

    @property
    def date_words(self) -> str:
        """What its date says, in words: that it is overdue, or that it was moved; else empty."""
        if self.overdue:
            return _("overdue since {date}", date=i18n.day(self.due.date))
        if self.due.moved:
            by = i18n.day(self.due.date) if self.due.date else self.due.text
            return _("now {deadline}", deadline=i18n.by_when(by))
        return ""

    @property
    def told(self) -> str:
        """The day on which it was told, and who told it: "6 September 2007, Dawn G"."""
        if self.review is None:
            return ""
        return beside_each_other(
            [t for t in (i18n.day(self.review.on), self.review.told_by) if t], ", "
        )

    @property
    def order(self) -> tuple[object, ...]:
        """Overdue first, the oldest before; then by date, those without one last."""
        date = self.due.date
        return not self.overdue, not date, date, self.entry.circle, self.entry.place


class BecameGroup(Struct, frozen=True):
    """The actions of a heading or a circle, with how many are in each state."""

    title: str
    actions: tuple[Became, ...]

    @property
    def counts(self) -> Mapping[ReviewState | None, int]:
        return Counter(one.state for one in self.actions)


class WhatBecame(Struct, frozen=True):
    """The chapter: its counts, its actions by heading and by circle, and who never reviewed.

    title, about: in words. never: numbers of the circles with actions of which nothing was told.
    """

    title: str
    about: str
    headings: tuple[BecameGroup, ...]
    circles: tuple[BecameGroup, ...]
    never: tuple[int, ...]

    @property
    def actions(self) -> tuple[Became, ...]:
        """All actions by heading, in the order in which they are read."""
        return tuple(one for group in self.headings for one in group.actions)

    @property
    def counts(self) -> Mapping[ReviewState | None, int]:
        return Counter(one.state for one in self.actions)

    @property
    def most(self) -> int:
        """Actions of the longest bar."""
        return max(len(group.actions) for group in self.headings)

    @property
    def never_words(self) -> str:
        """Which circles have never reviewed, in a sentence; empty where all have."""
        if not self.never:
            return ""
        listed = i18n.listed([str(number) for number in self.never[:_NEVER_LISTED]])
        if len(self.never) > _NEVER_LISTED:
            return n_(
                "{Count} circle has not told yet what became of its actions.",
                "{Count} circles have not told yet what became of their actions.",
                len(self.never),
            )
        return n_(
            "Circle {numbers} has not told yet what became of its actions.",
            "Circles {numbers} have not told yet what became of their actions.",
            len(self.never),
            numbers=listed,
        )

    def picture_words(self) -> str:
        """The bars in words, for those who do not see them."""
        return "; ".join(
            _("{heading}: {states}", heading=group.title, states=counts_in_words(group.counts))
            for group in self.headings
        )


def what_became(form: ReportForm) -> WhatBecame | None:
    """The chapter of a report; None where nobody has reviewed anything."""
    return standing_of(form) if any(entry.reviews for entry in form.entries) else None


def standing_of(form: ReportForm) -> WhatBecame:
    """How all actions stand, also where nobody has reviewed anything. There has to be an action."""
    days = [review.on for entry in form.entries for review in entry.reviews]
    last = max(days, default="")
    today = form.made.date().isoformat() if form.made else last
    headings = tuple(_group(part.title, part.entries, today) for part in _in_order(form.headings))
    circles = tuple(
        _group(_("Circle {number}", number=circle.number), circle.entries, today)
        for circle in form.circles
        if circle.entries
    )
    return WhatBecame(
        n_("What became of the action", "What became of the {count} actions", len(form.entries)),
        _about(headings, last),
        headings,
        circles,
        tuple(
            circle.number
            for circle in form.circles
            if circle.entries and not any(entry.reviews for entry in circle.entries)
        ),
    )


def _in_order(headings: Sequence[HeadingPart]) -> list[HeadingPart]:
    """The headings under which an action stands."""
    return [part for part in headings if part.entries]


def _group(title: str, entries: Iterable[Entry], today: str) -> BecameGroup:
    actions = []
    for entry in entries:
        due, state = due_of(entry.by, entry.said_on, entry.reviews), state_of(entry.reviews)
        undecided = bool(to_look_at(entry.reviews))
        overdue = is_overdue(due, state, today)
        actions.append(Became(entry, newest(entry.reviews), due, overdue, undecided))
    return BecameGroup(title, tuple(sorted(actions, key=lambda one: one.order)))


def _about(headings: Sequence[BecameGroup], last: str) -> str:
    actions = [one for group in headings for one in group.actions]
    told = sum(1 for one in actions if one.review is not None)
    late = sum(1 for one in actions if one.overdue)
    said = [_("As reviewed up to {date}.", date=i18n.day(last))] if last else []
    if told:
        said.append(
            n_("{Count} action has been told of.", "{Count} actions have been told of.", told)
        )
    else:
        said.append(_("None has been told of yet."))
    if late:
        said.append(n_("{Count} is overdue.", "{Count} are overdue.", late))
    undecided = sum(1 for one in actions if one.undecided)
    if undecided:
        said.append(
            n_(
                "Of {count} two reviews of one day differ, and both wait for a look.",
                "Of {count} two reviews of one day differ, and both wait for a look.",
                undecided,
            )
        )
    return " ".join(said)


def counts_in_words(counts: Mapping[ReviewState | None, int]) -> str:
    """How many are in each state: "done 2, no word yet 1"."""
    return ", ".join(
        _("{state} {count}", state=state_word(state), count=i18n.figures(counts[state]))
        for state in STATES
        if counts.get(state)
    )


def bars_of(
    groups: Sequence[BecameGroup], counts: Mapping[ReviewState | None, int] | None = None
) -> Bars:
    """A bar for each group, its parts by state. counts: how many are in each state in all, which
    the key says where they are given.
    """
    keys = tuple(
        Key(MARKS[state], state_word(state), str(counts.get(state, 0)) if counts else "")
        for state in STATES
    )
    rows = []
    for group in groups:
        parts = tuple((MARKS[s], group.counts[s]) for s in STATES if group.counts.get(s))
        bar = Bar("", parts, i18n.figures(len(group.actions)))
        rows.append(BarRow(group.title, (bar,)))
    return Bars(keys, tuple(rows))


# The same as tables, for formats that are read as tables.


def counts_columns(of: str) -> tuple[Column, ...]:
    """The columns of a table of counts. of: what its rows are."""
    states = (Column(state_word(state), 2, Kind.NUMBER) for state in STATES)
    total = p_("head of a column", "All")
    return (Column(of, 6), *states, Column(total, 2, Kind.NUMBER))


def counts_rows(groups: Iterable[BecameGroup]) -> tuple[tuple[Cell, ...], ...]:
    """How many of each group are in each state: nought is empty, never in the total."""
    return tuple(
        (group.title, *(group.counts.get(s) or "" for s in STATES), len(group.actions))
        for group in groups
    )


def action_columns() -> tuple[Column, ...]:
    """The columns of the table of actions below a heading."""
    return (
        Column(_("Action"), 9),
        Column(_("Circle"), 2, Kind.NUMBER),
        Column(_("State"), 4),
        Column(_("What happened, and who told it"), 8),
    )


def action_row(one: Became) -> tuple[Cell, ...]:
    """An action with its state and its newest review."""
    state = beside_each_other([t for t in (state_word(one.state), one.date_words) if t], ", ")
    return one.entry.wording, one.entry.circle, state, review_words(one)


def review_words(one: Became) -> str:
    """What the review that counts says, with who told it; empty where there is no word yet."""
    if one.review is None:
        return ""
    following = _("Next: {next}", next=one.review.next) if one.review.next else ""
    beside = _("Another review of that day says something else.") if one.undecided else ""
    parts = (one.review.happened, following, one.told, beside)
    return "\n".join(" ".join(part.split()) for part in parts if part)


def every_column() -> tuple[Column, ...]:
    """The columns of the table with all that is known of each action."""
    return (
        Column(_("Circle"), 2, Kind.NUMBER),
        Column(p_("head of a column", "No."), 1, Kind.NUMBER),
        Column(_("Action"), 7),
        Column(_("Heading"), 4),
        Column(_("State"), 3),
        Column(_("Overdue"), 2),
        Column(_("By when, as said"), 3),
        Column(_("Date"), 3, Kind.DATE),
        Column(_("Told on"), 3, Kind.DATE),
        Column(_("What happened"), 7),
        Column(_("Next step"), 4),
        Column(_("Told by"), 3),
    )


def every_row(one: Became) -> tuple[Cell, ...]:
    """All that is known of an action, a cell each."""
    review, entry = one.review, one.entry
    told = (review.happened, review.next, review.told_by) if review else ("", "", "")
    return (
        entry.circle,
        entry.place,
        entry.wording,
        entry.heading,
        state_word(one.state),
        _("overdue") if one.overdue else "",
        i18n.day(one.due.text),
        as_date(one.due.date),
        as_date(review.on) if review else "",
        *told,
    )
