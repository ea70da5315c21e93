"""An event as a chapter of its project's report: stalls, actions under their headings, who
committed to what, how it was, and what became of the actions. What stands in annexes is here too.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import time

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.i18n import _, n_
from storycircle.core.model import Gathered
from storycircle.core.reviews.review import state_word
from storycircle.paper.afterwards import how_it_was
from storycircle.paper.afterwards.parts import (
    Block,
    How,
    Labelled,
    Paragraph,
    Part,
    Place,
    Rows,
    Said,
    Section,
    Table,
    Title,
    TitleRow,
)
from storycircle.paper.afterwards.what_became import (
    MARKS,
    Became,
    WhatBecame,
    bars_of,
    counts_columns,
    counts_rows,
    review_words,
    what_became,
)
from storycircle.paper.report.content import (
    OWN_WORDS,
    REPORT_WORDING,
    ReportForm,
    about_commitments,
    actions_title,
    counts,
)
from storycircle.paper.report.overviews import shown
from storycircle.paper.report.sentences import arrivals_in_words, may_be_shared

STALLS, UNDER, RECOMMENDED = "stalls-held", "told-under", "recommended"
"""The keys of an event's own parts."""


class OfProject(Struct, frozen=True):
    """One event of a project: its shareable form, and what its report says."""

    gathered: Gathered
    form: ReportForm

    @property
    def id(self) -> str:
        return self.gathered.event.id

    @property
    def day_or_name(self) -> str:
        """By which it is called among the others: its day, or its own title without one."""
        return self.form.date or self.form.own

    def part(self, key: str) -> Part | None:
        """One of the parts of its own report; None where that has none such."""
        return next((part for part in self.form.parts if part.key == key), None)


def event_title(one: OfProject) -> str:
    """The title of an event's chapter."""
    if not one.form.date:
        return one.form.own
    return _("The event of {day}", day=one.form.date)


def event_chapter(one: OfProject, asked: str = "") -> Part:
    """An event: its question and its counts, then a section for each thing that is known of it.
    asked: the question of the whole project, which is not said again.
    """
    form = one.form
    blocks: list[Block] = [Said(form.question)] if form.question not in ("", asked) else []
    blocks += [Paragraph(" ".join(filter(None, (counts(form), _came(form)))))]
    for sections in (_own(one, STALLS), _actions(form), _own(one, UNDER), _commitments(form),
                     _how_it_was(form), _became(form)):  # fmt: skip
        blocks += sections
    about = ", ".join(text for text in (form.own, form.venue) if text and text != event_title(one))
    return Part(f"event-{one.id}", event_title(one), about, tuple(blocks), Place.BACK)


def _came(form: ReportForm) -> str:
    """Whether all circles are here that were expected, and how many stories may be shared."""
    here = [circle.number for circle in form.circles]
    paper = [circle.number for circle in form.circles if circle.from_paper]
    said = [arrivals_in_words(form.awaited, here, form.corrected, paper)]
    if form.stories:
        bare = len(form.unnamed)
        said.append(may_be_shared(len(form.stories) - bare, bare))
    return " ".join(filter(None, said))


def _own(one: OfProject, key: str) -> Iterator[Block]:
    """A part of the event's own report as a section."""
    if (part := one.part(key)) is not None:
        yield Section(part.title, part.about)
        yield from part.blocks


def _actions(form: ReportForm) -> Iterator[Block]:
    """Every action under its heading, in the report's wording beside the circle's own words."""
    if not form.entries:
        return
    yield Section(actions_title(form))
    columns = (_(REPORT_WORDING), _("Circle"), _(OWN_WORDS))
    for part in form.headings:
        yield Title(part.title, i18n.figures(len(part.entries)), deep=True)
        rows = tuple(
            (e.wording, i18n.figures(e.circle), _("in the same words") if e.same else e.words)
            for e in part.entries
        )
        if rows:
            yield Table(columns, rows, (11, 2, 10), narrow=(1,))
        else:
            yield Paragraph(_("No action stands here."))


def _commitments(form: ReportForm) -> Iterator[Block]:
    if not form.commitments:
        return
    yield Section(_("Who committed to what"), about_commitments(form))
    columns = (_("Circle"), _("Action"), _("Who"), _("By when"))
    rows = tuple(
        (i18n.figures(e.circle), e.words, e.who_words, i18n.day(e.by)) for e in form.commitments
    )
    yield Table(columns, rows, (3, 11, 6, 5))
    if form.not_noted:
        yield Paragraph(form.not_noted)


def _how_it_was(form: ReportForm) -> Iterator[Block]:
    """The check-out: each statement with its answers, and the lines of words."""
    sums = form.checkout
    if sums is None:
        return
    yield Section(_(how_it_was.TITLE), how_it_was.about(sums))
    heads = (_("Statement"), *how_it_was.answers())
    rows = tuple((f.statement, *map(i18n.figures, f.row)) for f in sums.figures)
    if rows:
        yield Rows(heads, rows, bars=how_it_was.bars_of(sums))
    if sums.words:
        yield Title(_(how_it_was.SPOKEN), deep=True)
        yield Paragraph(how_it_was.about_words(sums))
        yield Labelled("", sums.words, How.ITALIC)


def _became(form: ReportForm) -> Iterator[Block]:
    """What became of the actions: bars by heading, then each action with its newest review."""
    chapter = what_became(form)
    if chapter is None:
        return
    yield Section(chapter.title, chapter.about)
    yield _bars(chapter)
    columns = (_("State"), _("Action"), _("Circle"), _("What happened, and who told it"))
    told = _told(chapter)
    for group in chapter.headings:
        yield Title(group.title, i18n.figures(len(group.actions)), deep=True)
        yield Table(
            columns,
            tuple(_row(one, told) for one in group.actions),
            (10, 18, 4, 17),
            marks=tuple(MARKS[one.state] for one in group.actions),
            narrow=(2,),
        )
    if chapter.never:
        yield Paragraph(chapter.never_words)


def _bars(chapter: WhatBecame) -> Rows:
    heads = tuple(column.title for column in counts_columns(_("Heading")))
    rows = [tuple(map(shown, row)) for row in counts_rows(chapter.headings)]
    whole = tuple(str(chapter.counts.get(state, 0)) for state in MARKS)
    rows.append((_("All"), *whole, i18n.figures(len(chapter.actions))))
    return Rows(heads, tuple(rows), bars=bars_of(chapter.headings, chapter.counts))


_Told = Mapping[int, tuple[int, int]]
"""By a circle's number, of how many of its actions it has told, and how many there are."""


def _told(chapter: WhatBecame) -> _Told:
    found: dict[int, tuple[int, int]] = {}
    for one in chapter.actions:
        told, every = found.get(one.entry.circle, (0, 0))
        found[one.entry.circle] = told + (one.review is not None), every + 1
    return found


def _row(one: Became, told: _Told) -> tuple[str, ...]:
    state = "\n".join(filter(None, (state_word(one.state), one.date_words)))
    said = review_words(one) or _why_none(one.entry.circle, *told[one.entry.circle])
    return state, one.entry.wording, i18n.figures(one.entry.circle), said


def _why_none(number: int, told: int, every: int) -> str:
    """Why there is no word of an action: its circle has told of none, or of others."""
    if not told:
        return _("Circle {number} has not reviewed yet.", number=number)
    return n_(
        "Circle {number} has told of {told} of its {count} action.",
        "Circle {number} has told of {told} of its {count} actions.",
        every,
        number=number,
        told=i18n.number(told),
    )


# On the title page and in the annexes.


def event_row(one: OfProject) -> TitleRow:
    """An event on the title page: its day and place, and what there is of it."""
    form = one.form
    said = [
        n_("{count} circle", "{count} circles", len(form.circles)),
        n_("{count} person", "{count} people", form.people),
        n_("{count} action", "{count} actions", len(form.entries)),
    ]
    if form.stalls:
        said.append(n_("{count} market stall", "{count} market stalls", len(form.stalls)))
    lines = tuple(text for text in (form.date, form.venue) if text)
    return TitleRow(form.own, lines, " · ".join(said))


def programme_blocks(every: Iterable[OfProject]) -> Iterator[Block]:
    """The programme of each event."""
    for one in every:
        yield Title(one.form.occasion)
        rows = tuple((_hours(slot.starts, slot.ends), slot.title) for slot in one.form.programme)
        yield Table((_("Time"), _("What")), rows, (1, 4))


def _hours(starts: str, ends: str | None) -> str:
    return "–".join(i18n.clock(time.fromisoformat(at)) for at in (starts, ends) if at)


def circles_blocks(every: Iterable[OfProject]) -> Iterator[Block]:
    """The circles of each event, with their members and actions in their own words."""
    for one in every:
        yield Title(one.form.occasion)
        for circle in one.form.circles:
            name = _("Circle {number}", number=circle.number)
            names = ", ".join(circle.members) or _("no names noted")
            yield Labelled(name, (names,), How.ITALIC)
            words = tuple(entry.words for entry in circle.entries)
            yield Labelled("", words or (_("No action was written down."),), How.BULLETS)
