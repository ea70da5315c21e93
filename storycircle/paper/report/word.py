"""The report as a Word document.

The report as a Word document, in real styles: contents, headings, numbered lists, a figure with its
caption, tables with a head; in an organisation's own template where there is one.
"""

from collections.abc import Sequence

from storycircle.core import i18n
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, n_, p_
from storycircle.core.model import Event, Gathered
from storycircle.paper.afterwards.parts import PartDocument, Place, StoryPart
from storycircle.paper.afterwards.what_became import (
    WhatBecame,
    action_columns,
    action_row,
    bars_of,
    counts_columns,
    counts_rows,
    what_became,
)
from storycircle.paper.afterwards.word_parts import parts, write_all
from storycircle.paper.figures.picture import bars_picture
from storycircle.paper.report.content import (
    OWN_WORDS,
    REPORT_WORDING,
    TITLE,
    ReportForm,
    about_commitments,
    about_stories,
    actions_title,
    counts,
    report_form,
    themes,
    where_told,
)
from storycircle.paper.report.office import word_contents, word_document
from storycircle.paper.report.office import word_styles as w
from storycircle.paper.report.office.chart_picture import MOST_BARS, bars, in_words
from storycircle.paper.report.office.word_body import Body
from storycircle.paper.report.office.word_template import UNREADABLE, Template, template_from
from storycircle.paper.report.overviews import Key, Kind, Table, shown, tables_of
from storycircle.paper.typesetting.canvas import MM
from storycircle.paper.typesetting.line_breaking import width

_STEP = 6
"""Millimetres a point is indented by, for each step."""
_LAST, _LINE = 3, 90  # paragraphs at the end of a story, and letters of each that is short


def write_docx(form: ReportForm, template: Template | None = None) -> bytes:
    """The report as a .docx file, as a template looks where one is given."""
    body, high = word_document.begin(template)
    title = _("{report}: {event}", report=_(TITLE), event=form.event)
    word_document.set_properties(body.document, title, form.iso_date)
    word_document.set_head_and_foot(body, _(TITLE), form.occasion)
    _front(body, form)
    parts(body, form, Place.FRONT, _story)
    _circles(body, form)
    if form.entries:
        _headings(body, form)
    if form.commitments:
        _commitments(body, form)
    parts(body, form, Place.AFTER_ACTIONS, _story)
    if (chapter := what_became(form)) is not None:
        _became(body, chapter)
    if form.stories:
        _stories(body, form)
    parts(body, form, Place.BACK, _story)
    _tables(body, tables_of(form))
    word_contents.fill(body, high)
    body.close()
    return word_document.docx_bytes(body)


def write_parts_docx(document: PartDocument, template: Template | None = None) -> bytes:
    """A document of parts as a .docx file, as a template looks where one is given."""
    body, high = word_document.begin(template)
    word_document.set_properties(body.document, document.name, "")
    word_document.set_head_and_foot(body, document.name, "")
    if document.over:
        body.text(document.over)
    body.text(document.title, w.TITLE)
    for line in document.lines:
        body.text(line, w.SUBTITLE)
    if document.question:
        body.text(document.question, w.QUOTE)
    for row in document.rows:
        said = ", ".join((*row.lines, row.small))
        body.text(_("{name}: {what}", name=row.name, what=said))
    for line in document.foot:
        body.text(line, w.SUBTITLE)
    if document.closing and not document.rows:
        body.text(document.closing)
    body.contents()
    write_all(body, document.parts, _story)
    if document.closing and document.rows:
        body.text(document.closing, w.CAPTION)
    word_contents.fill(body, high)
    body.close()
    return word_document.docx_bytes(body)


def usable_template(name: str, data: bytes) -> Template:
    """The template in a file's bytes, once a report without circles was written in it. Raises
    Refused.
    """
    template = template_from(name, data)
    try:
        write_docx(report_form(Gathered(Event("", name))), template)
    except UNREADABLE:
        raise Refused("template-not-word", name=name) from None
    return template


def _front(body: Body, form: ReportForm) -> None:
    if form.series:
        body.text(form.series)
    body.text(_(TITLE), w.TITLE)
    for text in (form.occasion, form.venue):
        if text:
            body.text(text, w.SUBTITLE)
    if form.question:
        body.text(form.question, w.QUOTE)
    body.text(counts(form))
    body.text(form.closing)
    body.contents()


def _circles(body: Body, form: ReportForm) -> None:
    body.heading(_("The circles"), w.CHAPTER)
    for circle in form.circles:
        body.heading(_("Circle {number}", number=circle.number), w.ENTRY)
        if circle.where:
            body.text(circle.where, w.NAMES)
        if circle.theme:
            body.text(circle.theme, keep=True)
        if circle.members:
            body.text(", ".join(circle.members), w.NAMES)
        body.numbered([entry.words for entry in circle.entries])
        if not circle.entries:
            body.text(_("No action was written down."))


def _headings(body: Body, form: ReportForm) -> None:
    body.heading(actions_title(form), w.CHAPTER)
    _chart(body, form)
    for part in form.headings:
        body.heading(f"{part.title} ({len(part.entries)})", w.SECTION)
        if not part.entries:
            body.text(_("No action stands here."))
            continue
        titles = (_(REPORT_WORDING), _("Circle"), _(OWN_WORDS))
        rows = [
            (
                e.wording,
                (_("Circle {number}", number=e.circle), w.CELL_LABEL),
                (_("in the same words"), w.CELL_LABEL) if e.same else (e.words, w.CELL_QUOTE),
            )
            for e in part.entries
        ]
        body.table(titles, rows, (72, 24, 66))


def _chart(body: Body, form: ReportForm) -> None:
    """Where the actions point, as a figure, and more than one where there are many headings."""
    values = [(part.title, len(part.entries)) for part in form.headings]
    if not form.placed:
        return
    most = max(count for _name, count in values)
    for first in range(0, len(values), MOST_BARS):
        some = values[first : first + MOST_BARS]
        about = _("Where the actions point. {counts}", counts=in_words(some))
        caption = n_(
            "Where the {count} action points.",
            "Where the {count} actions point.",
            len(form.entries),
        )
        body.figure(bars(some, most), about, caption)


def _commitments(body: Body, form: ReportForm) -> None:
    body.heading(_("Who committed to what"), w.CHAPTER)
    body.text(about_commitments(form), w.LEAD)
    rows = [
        ((_("Circle {number}", number=e.circle), w.CELL_LABEL), e.words,
         (e.who_words, w.CELL_LABEL), (i18n.day(e.by), w.CELL_LABEL))
        for e in form.commitments
    ]  # fmt: skip
    body.table((_("Circle"), _("Action"), _("Who"), _("By when")), rows, (24, 70, 38, 30))
    if form.not_noted:
        body.text(form.not_noted, w.CAPTION)


def _became(body: Body, chapter: WhatBecame) -> None:
    """What became of the actions: a figure, then each below its heading, then by circle."""
    body.heading(chapter.title, w.CHAPTER)
    body.text(chapter.about)
    for first in range(0, len(chapter.headings), MOST_BARS):
        some = chapter.headings[first : first + MOST_BARS]
        about = _("What became of them. {counts}", counts=chapter.picture_words())
        picture = bars_picture(bars_of(some), chapter.most)
        body.figure(picture, about, _("What became of them, by heading."))
    for group in chapter.headings:
        body.heading(f"{group.title} ({len(group.actions)})", w.SECTION)
        rows = []
        for one in group.actions:
            action, circle, state, told = action_row(one)
            label = _("Circle {number}", number=circle)
            cells = ((label, w.CELL_LABEL), (str(state), w.CELL_LABEL))
            rows.append((str(action), *cells, str(told)))
        body.table([column.title for column in action_columns()], rows, (54, 22, 32, 54))
    body.heading(p_("title of a table", "By circle"), w.SECTION)
    columns = counts_columns(_("Circle"))
    counted = [
        [(shown(cell), w.CELL_LABEL) for cell in row] for row in counts_rows(chapter.circles)
    ]
    body.table([column.title for column in columns], counted, (28, 15, 19, 22, 21, 16, 24, 13))
    if chapter.never:
        body.text(chapter.never_words)


def _stories(body: Body, form: ReportForm) -> None:
    body.heading(_("Stories that may be shared"), w.CHAPTER)
    body.text(about_stories(form))
    for story in form.stories:
        _story(body, story)


def _story(body: Body, story: StoryPart) -> None:
    body.heading(story.title or _("A story"), w.ENTRY)
    if where := where_told(story.circle, story.teller):
        body.text(where, w.NAMES)
    pieces = [(point.text, w.BODY, _STEP * point.depth) for point in story.points]
    pieces += [(story.quote, w.QUOTE, 0)] if story.quote else []
    pieces += [(themes(story.tags), w.BODY, 0)] if story.tags else []
    for place, (text, style, indent) in enumerate(pieces, 1):
        # What is left of a story stays with what is before it, where that is only a few lines.
        rest = [after for after, _style, _indent in pieces[place:]]
        keep = 0 < len(rest) <= _LAST and all(len(after) <= _LINE for after in rest)
        body.text(text, style, indent=indent, keep=keep)


def _tables(body: Body, tables: Sequence[Table]) -> None:
    """The tables that every format has, one after another in a chapter."""
    if tables:
        # For translators: the chapter with who came, actions by person and by date, and the like.
        body.heading(_("Lists"), w.CHAPTER)
    for table in tables:
        _table(body, table)


def _table(body: Body, table: Table) -> None:
    # Where columns begin, no program keeps the heading above them on their page.
    body.heading(table.title, w.SECTION, turns=table.key is Key.NAMES)
    if table.about:
        body.text(table.about, w.LEAD)
    if table.key is Key.NAMES:
        body.in_columns(
            # For translators: a name in the index, and after it the circles it is in.
            [_("{name}, {circles}", name=name, circles=numbers) for name, numbers in table.texts],
            w.INDEX,
        )
        return
    styles = [w.CELL if column.kind is Kind.TEXT else w.CELL_LABEL for column in table.columns]
    rows = [list(zip(row, styles, strict=True)) for row in table.texts]
    titles = [column.title for column in table.columns]
    body.table(titles, rows, _widths(body, table))


_MOST_DATE = 100.0
"""Points of a deadline that is no date; what is longer goes on below."""
_BESIDE = 11.0  # points of a cell beside its text


def _widths(body: Body, table: Table) -> list[float]:
    """Mm of the columns: numbers and dates take what they need on one line, titles too, and texts
    share what is left.
    """
    head, cell = (body.styles.looks[name] for name in (w.CELL_HEAD, w.CELL_LABEL))
    needed: dict[int, float] = {}
    for place, column in enumerate(table.columns):
        if column.kind is not Kind.TEXT:
            wide = [width(row[place], cell.metrics, cell.size) for row in table.texts]
            title = width(column.title, head.metrics, head.size)
            most = max(one for one in (0.0, *wide) if one < _MOST_DATE)
            needed[place] = (_BESIDE + max(title * _BOLDER, most * _WIDER)) / MM
    every = sum(c.wide for place, c in enumerate(table.columns) if place not in needed)
    left = max(body.wide / 3, body.wide - sum(needed.values()))
    return [
        needed.get(place, left * column.wide / max(1, every))
        for place, column in enumerate(table.columns)
    ]


_WIDER, _BOLDER = 1.24, 1.32
"""Where our faces are not installed others stand in their place: DejaVu is the widest of them."""
