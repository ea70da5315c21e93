"""The report of a whole project: its events, what stalls told, the events side by side, what is
recommended, and the programmes at the end. All of it is parts, so that every format says the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from storycircle.core import i18n
from storycircle.core.afterwards.matches import HeadingMatch
from storycircle.core.i18n import _, n_
from storycircle.core.model import Gathered
from storycircle.paper.afterwards.comparison import comparison
from storycircle.paper.afterwards.parts import (
    Block,
    Bullets,
    How,
    Labelled,
    Paragraph,
    Part,
    PartDocument,
    Place,
    Rows,
    Said,
    Title,
    Told,
)
from storycircle.paper.afterwards.what_became import (
    counts_columns,
    counts_rows,
    standing_of,
    what_became,
)
from storycircle.paper.report.content import ReportForm, counts, report_form
from storycircle.paper.report.overviews import shown


@dataclass(frozen=True, slots=True)
class OfProject:
    """One event of a project: its shareable form, and what its report says."""

    gathered: Gathered
    form: ReportForm


def project_document(
    title: str,
    events: Sequence[Gathered],
    matches: Iterable[HeadingMatch],
    made: datetime | None = None,
) -> PartDocument:
    """The report of a project. Give the shareable forms of its events."""
    order = sorted(events, key=lambda one: (one.event.date, one.event.title, one.event.id))
    every = [OfProject(one, report_form(one)) for one in order]
    parts: list[Part] = []
    for one in every:
        parts += _own(one, Place.FRONT)
    for one in every:
        parts += [_event(one), *_own(one, Place.AFTER_ACTIONS)]
        parts += [part for part in (_became(one), _stories(one)) if part is not None]
    if len(every) > 1:
        parts.append(comparison(order, matches))
    for one in every:
        parts += _own(one, Place.BACK)
    programmes = [_programme(one) for one in every if one.form.programme]
    days = tuple(one.form.occasion for one in every)
    sources = dict.fromkeys(one.gathered.event.source for one in every)
    return PartDocument(
        title,
        days,
        (*parts, *programmes),
        closing=" ".join((_in_figures(every), *filter(None, sources))),
        made=made,
    )


def _in_figures(every: Sequence[OfProject]) -> str:
    return _(
        "{events}, {circles}, {people} and {actions}.",
        events=n_("{Count} event", "{Count} events", len(every)),
        circles=n_("{count} circle", "{count} circles", sum(len(o.form.circles) for o in every)),
        people=n_("{count} person", "{count} people", sum(o.form.people for o in every)),
        actions=n_("{count} action", "{count} actions", sum(len(o.form.entries) for o in every)),
    )


def _own(one: OfProject, place: Place) -> list[Part]:
    """The parts of an event at a place, under names that no other event's have."""
    return [
        replace(part, key=f"{one.gathered.event.id}-{part.key}")
        for part in one.form.parts_at(place)
    ]


def _event(one: OfProject) -> Part:
    """An event: its question, its circles with members and actions, and these under headings."""
    form = one.form
    blocks: list[Block] = [Said(form.question)] if form.question else []
    blocks += [Paragraph(counts(form)), Paragraph(form.closing)]
    if form.circles:
        blocks += [Title(_("The circles")), *_circles(form)]
    if form.entries:
        blocks += [Title(_("The actions, under their headings")), *_headings(form)]
    about = ", ".join(text for text in (form.date, form.venue) if text)
    return Part(f"event-{one.gathered.event.id}", form.own, about, tuple(blocks), Place.BACK)


def _circles(form: ReportForm) -> Iterator[Block]:
    for circle in form.circles:
        name = _("Circle {number}", number=circle.number)
        names = ", ".join(circle.members) or _("no names noted")
        yield Labelled(name, (names,), How.ITALIC)
        words = tuple(entry.words for entry in circle.entries)
        yield Labelled("", words or (_("No action was written down."),), How.BULLETS)


def _headings(form: ReportForm) -> Iterator[Block]:
    for part in form.headings:
        yield Title(part.title, i18n.figures(len(part.entries)), deep=True)
        items = [
            _("{words} (circle {number})", words=entry.wording, number=entry.circle)
            for entry in part.entries
        ]
        yield Bullets(tuple(items)) if items else Paragraph(_("No action stands here."))


def _became(one: OfProject) -> Part | None:
    chapter = what_became(one.form)
    if chapter is None:
        return None
    standing = standing_of(one.form)
    columns = tuple(column.title for column in counts_columns(_("Heading")))
    rows = tuple(tuple(map(shown, row)) for row in counts_rows(standing.headings))
    blocks: list[Block] = [Rows(columns, rows)]
    blocks += [Paragraph(chapter.never_words)] if chapter.never else []
    title = f"{chapter.title}: {one.form.own}"
    key = f"became-{one.gathered.event.id}"
    return Part(key, title, chapter.about, tuple(blocks), Place.AFTER_ACTIONS)


def _stories(one: OfProject) -> Part | None:
    if not one.form.stories:
        return None
    title = _("Stories that may be shared")
    key = f"stories-{one.gathered.event.id}"
    return Part(key, title, one.form.own, tuple(map(Told, one.form.stories)), Place.AFTER_ACTIONS)


def _programme(one: OfProject) -> Part:
    rows = []
    for slot in one.form.programme:
        ends = [time.fromisoformat(at) for at in (slot.starts, slot.ends) if at]
        rows.append((slot.title, "–".join(map(i18n.clock, ends))))
    table = Rows((_("What"), _("Time")), tuple(rows))
    key = f"programme-{one.gathered.event.id}"
    return Part(key, _("The programme"), one.form.occasion, (table,), Place.BACK)
