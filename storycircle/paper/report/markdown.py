"""The report as Markdown: what people typed is escaped, so that it reads as it was typed."""

import re
from collections.abc import Iterable, Iterator, Sequence

from storycircle.core import i18n
from storycircle.core.i18n import _
from storycircle.paper.afterwards.parts import PartDocument, Place, StoryPart
from storycircle.paper.afterwards.text_parts import as_markdown
from storycircle.paper.afterwards.what_became import (
    WhatBecame,
    action_columns,
    action_row,
    counts_columns,
    counts_rows,
    what_became,
)
from storycircle.paper.report.content import (
    OWN_WORDS,
    REPORT_WORDING,
    TITLE,
    ReportForm,
    about_commitments,
    about_stories,
    counts,
    themes,
    where_told,
)
from storycircle.paper.report.overviews import Cell, Column, shown, tables_of

_ANYWHERE = re.compile(r"([\\`*_<>|~$])|&(?=[#\w])|\[(?=\^|[ xX]\])|\](?=[(\[:])|\[(?=[^\]]*\]:)")
_FIRST = re.compile(r"[#+=-]|\d+(?=[.)])")
_STEP = "&emsp;"  # spaces would make code of what is indented


def escaped(text: str) -> str:
    """Text on one line with Markdown's signs made plain; spare line ends become spaces."""
    line = " ".join(text.split("\n")).strip()
    line = _ANYWHERE.sub(lambda found: f"\\{found[0]}", line)
    first = _FIRST.match(line)
    if first and first[0].isdigit():
        return f"{first[0]}\\{line[first.end() :]}"
    return f"\\{line}" if first else line


def write_md(form: ReportForm) -> bytes:
    """The report as Markdown, UTF-8."""
    return ("\n".join(_lines(form)).rstrip() + "\n").encode()


def _lines(form: ReportForm) -> Iterator[str]:
    yield from _title(_(TITLE), 1)
    for text in (form.series, form.occasion, form.venue):
        if text:
            yield from (escaped(text), "")
    if form.question:
        yield from (f"> {escaped(form.question)}", "")
    yield from (counts(form), "", form.closing, "")
    yield from _parts(form, Place.FRONT)
    yield from _circles(form)
    if form.entries:
        yield from _headings(form)
    if form.commitments:
        yield from _commitments(form)
    yield from _parts(form, Place.AFTER_ACTIONS)
    if (chapter := what_became(form)) is not None:
        yield from _became(chapter)
    if form.stories:
        yield from (*_title(_("Stories that may be shared")), about_stories(form), "")
        for story in form.stories:
            yield from _story(story)
    yield from _parts(form, Place.BACK)
    for table in tables_of(form):
        yield from _title(table.title)
        yield from ([table.about, ""] if table.about else ())
        yield from _table([column.title for column in table.columns], table.texts)


def _parts(form: ReportForm, place: Place) -> Iterator[str]:
    for part in form.parts_at(place):
        yield from as_markdown(part, escaped, _story)


def _circles(form: ReportForm) -> Iterator[str]:
    yield from _title(_("The circles"))
    for circle in form.circles:
        yield from _title(_("Circle {number}", number=circle.number), 3)
        for line in (circle.theme, circle.where):
            yield from ([escaped(line), ""] if line else ())
        if circle.members:
            yield from (escaped(", ".join(circle.members)), "")
        for entry in circle.entries:
            yield f"{entry.place}. {escaped(entry.words)}"
        yield from ([""] if circle.entries else [_("No action was written down."), ""])


def _headings(form: ReportForm) -> Iterator[str]:
    yield from _title(_("The actions, under their headings"))
    for part in form.headings:
        yield from _title(f"{escaped(part.title)} ({len(part.entries)})", 3)
        if part.entries:
            rows = [
                (e.wording, str(e.circle), _("in the same words") if e.same else e.words)
                for e in part.entries
            ]
            yield from _table((_(REPORT_WORDING), _("Circle"), _(OWN_WORDS)), rows)


def _commitments(form: ReportForm) -> Iterator[str]:
    yield from (*_title(_("Who committed to what")), about_commitments(form), "")
    rows = [(str(e.circle), e.words, e.who_words, i18n.day(e.by)) for e in form.commitments]
    yield from _table((_("Circle"), _("Action"), _("Who"), _("By when")), rows)
    if form.not_noted:
        yield from (form.not_noted, "")


def _became(chapter: WhatBecame) -> Iterator[str]:
    yield from (*_title(chapter.title), chapter.about, "")
    for title, groups in ((_("Heading"), chapter.headings), (_("Circle"), chapter.circles)):
        yield from _typed_table(counts_columns(title), counts_rows(groups))
    for group in chapter.headings:
        yield from _title(f"{escaped(group.title)} ({len(group.actions)})", 3)
        yield from _typed_table(action_columns(), [action_row(one) for one in group.actions])
    if chapter.never:
        yield from (chapter.never_words, "")


def _typed_table(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    texts = [[shown(cell) for cell in row] for row in rows]
    return _table([column.title for column in columns], texts)


def _story(story: StoryPart) -> Iterator[str]:
    yield from _title(escaped(story.title) or _("A story"), 3)
    if story.circle is not None:
        yield from (where_told(story.circle, escaped(story.teller)), "")
    for point in story.points:
        yield from (f"{_STEP * point.depth}{escaped(point.text)}", "")
    if story.quote:
        yield from (f"> {escaped(story.quote)}", "")
    if story.tags:
        yield from (escaped(themes(story.tags)), "")


def _title(title: str, depth: int = 2) -> tuple[str, str]:
    return f"{'#' * depth} {title}", ""


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(titles)} |"
    yield f"|{' --- |' * len(titles)}"
    for row in rows:
        yield f"| {' | '.join(map(escaped, row))} |"
    yield ""


def write_parts_md(document: PartDocument) -> bytes:
    """A document of parts as Markdown, UTF-8."""
    lines = [escaped(document.over), ""] if document.over else []
    lines += _title(escaped(document.title), 1)
    for text in document.lines:
        lines += [escaped(text), ""]
    if document.question:
        lines += [f"> {escaped(document.question)}", ""]
    for row in document.rows:
        said = ", ".join((*row.lines, row.small))
        lines += [f"**{escaped(row.name)}**: {escaped(said)}", ""]
    for text in document.foot:
        lines += [escaped(text), ""]
    closing = [escaped(document.closing), ""] if document.closing else []
    lines += closing if not document.rows else []
    for part in document.parts:
        lines += as_markdown(part, escaped, _story)
    lines += closing if document.rows else []
    return ("\n".join(lines).rstrip() + "\n").encode()
