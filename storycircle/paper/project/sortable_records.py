"""The tables of a project that can be sorted and filtered: its actions, reviews and circles, of all
events together.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from storycircle.core import i18n
from storycircle.core.i18n import _, p_
from storycircle.core.reviews.review import state_word
from storycircle.paper.afterwards.parts import Records
from storycircle.paper.afterwards.what_became import Became, standing_of
from storycircle.paper.project.event_chapter import OfProject
from storycircle.paper.report.overviews import as_date

_Row = tuple[str | int | date, ...]


def records_of(every: Sequence[OfProject]) -> tuple[Records, ...]:
    """Actions, reviews and circles; none of what there is none of."""
    found = (_actions(every), _reviews(every), _circles(every))
    return tuple(one for one in found if one.rows)


def _actions(every: Sequence[OfProject]) -> Records:
    columns = (
        _("Event"), _("Circle"), p_("head of a column", "No."), _("In the circle’s own words"),
        _("In the report’s wording"), _("Heading"), _("Who"), _("By when, as said"), _("Date"),
        _("Stall"), _("State"), _("Overdue"), _("Told on"), _("What happened"), _("Next step"),
        _("Told by"),
    )  # fmt: skip
    wide = (3, 2, 1, 7, 7, 5, 4, 3, 3, 4, 3, 2, 3, 7, 4, 3)
    rows = tuple(row for one in every for row in _of_event(one))
    return Records(
        p_("sheet of a workbook", "Actions"), columns, wide, frozenset((1, 2, 8, 12)), rows
    )


def _of_event(one: OfProject) -> Iterator[_Row]:
    if not one.form.entries:
        return
    became = sorted(standing_of(one.form).actions, key=lambda b: (b.entry.circle, b.entry.place))
    for each in became:
        entry, review = each.entry, each.review
        told = (review.happened, review.next, review.told_by) if review else ("", "", "")
        yield (
            as_date(one.form.iso_date) or one.form.own, entry.circle, entry.place, entry.words,
            entry.wording, entry.heading, ", ".join(entry.who), i18n.day(entry.by),
            as_date(each.due.date), entry.stall, state_word(each.state), _late(each),
            as_date(review.on) if review else "", *told,
        )  # fmt: skip


def _late(one: Became) -> str:
    return _("overdue") if one.overdue else ""


def _reviews(every: Sequence[OfProject]) -> Records:
    columns = (
        _("Event"), _("Circle"), p_("head of a column", "No."), _("Told on"), _("State"),
        _("What happened"), _("Next step"), _("New date"), _("Told by"),
    )  # fmt: skip
    rows = tuple(
        (
            as_date(one.form.iso_date) or one.form.own, e.circle, e.place, as_date(r.on),
            state_word(r.state), r.happened, r.next, i18n.day(r.by), r.told_by,
        )
        for one in every
        for e in one.form.entries
        for r in e.reviews
    )  # fmt: skip
    wide = (3, 2, 1, 3, 3, 9, 6, 3, 3)
    return Records(p_("sheet of a workbook", "Reviews"), columns, wide, frozenset((1, 2, 3)), rows)


def _circles(every: Sequence[OfProject]) -> Records:
    columns = (_("Event"), _("Circle"), _("People"), _("Names"), _("Actions"))
    rows = tuple(
        (
            as_date(one.form.iso_date) or one.form.own, circle.number, len(circle.members),
            ", ".join(circle.members), len(circle.entries),
        )
        for one in every
        for circle in one.form.circles
    )  # fmt: skip
    wide = (3, 2, 2, 9, 2)
    return Records(p_("sheet of a workbook", "Circles"), columns, wide, frozenset((1, 2, 4)), rows)
