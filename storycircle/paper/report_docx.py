"""The report as a Word document, in real styles: headings, numbered lists, tables with a head."""

from collections.abc import Sequence
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as Doc
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from storycircle.core import words
from storycircle.paper.docx_file import docx_bytes
from storycircle.paper.docx_styles import add_table, dress, restart_numbers
from storycircle.paper.report_form import TITLE, ReportForm, Told
from storycircle.paper.report_words import (
    OWN_WORDS,
    REPORT_WORDING,
    about_commitments,
    about_stories,
    themes,
)


def write_docx(form: ReportForm) -> bytes:
    """The report as a .docx file."""
    document = Document()
    dress(document)
    _properties(document, form)
    _front(document, form)
    _circles(document, form)
    if form.entries:
        _headings(document, form)
    if form.commitments:
        _commitments(document, form)
    if form.stories:
        _stories(document, form)
    return docx_bytes(document)


def _properties(document: Doc, form: ReportForm) -> None:
    about = document.core_properties
    about.title = f"{TITLE}: {form.event}"[:255]
    about.author = "Story Circle"
    about.last_modified_by = "Story Circle"
    about.comments = ""
    about.language = "en-GB"
    try:
        day = datetime.fromisoformat(form.iso_date).replace(tzinfo=UTC)
    except ValueError:
        day = datetime(2000, 1, 1, tzinfo=UTC)
    about.created = about.modified = day


def _front(document: Doc, form: ReportForm) -> None:
    if form.series:
        document.add_paragraph(form.series)
    document.add_paragraph(TITLE, "Title")
    for text in (form.occasion, form.venue):
        if text:
            document.add_paragraph(text)
    if form.question:
        document.add_paragraph(form.question, "Quote")
    counts = (
        words.counted(len(form.circles), "circle"),
        words.people(form.people),
        words.counted(len(form.entries), "action"),
        words.counted(len(form.placed), "heading"),
    )
    _strong(document, f"{words.sentence(words.listed(counts))}.")
    if form.placed and form.entries:
        document.add_heading("Where the actions point", 2)
        rows = [(part.title, str(len(part.entries))) for part in form.headings]
        add_table(document, ("Heading", "Actions"), rows, (130, 30))
    document.add_paragraph(form.closing)


def _circles(document: Doc, form: ReportForm) -> None:
    document.add_heading("The circles", 1)
    for circle in form.circles:
        document.add_heading(f"Circle {circle.number}", 2)
        if circle.theme:
            document.add_paragraph(circle.theme, "Quote")
        if circle.members:
            _kept(document.add_paragraph()).add_run(", ".join(circle.members)).italic = True
        numbered = [document.add_paragraph(e.words, "List Number") for e in circle.entries]
        restart_numbers(document, numbered)
        if not numbered:
            document.add_paragraph("No action was written down.")


def _headings(document: Doc, form: ReportForm) -> None:
    count = len(form.placed)
    title = f"The actions, under {words.counted(count, 'heading')}" if count else "The actions"
    document.add_heading(title, 1)
    for part in form.headings:
        document.add_heading(f"{part.title} ({len(part.entries)})", 2)
        if not part.entries:
            document.add_paragraph("No action stands here.")
            continue
        rows = [
            (e.wording, str(e.circle), "in the same words" if e.same else e.words)
            for e in part.entries
        ]
        titles = (REPORT_WORDING, "Circle", OWN_WORDS)
        add_table(document, titles, rows, (80, 14, 68))


def _commitments(document: Doc, form: ReportForm) -> None:
    document.add_heading("Who committed to what", 1)
    document.add_paragraph(about_commitments(form))
    rows = [(str(e.circle), e.words, e.who_words, words.day(e.by)) for e in form.commitments]
    add_table(document, ("Circle", "Action", "Who", "By when"), rows, (14, 76, 40, 32))
    if form.not_noted:
        document.add_paragraph(form.not_noted)


def _stories(document: Doc, form: ReportForm) -> None:
    document.add_heading("Stories that may be shared", 1)
    document.add_paragraph(about_stories(form))
    for story in form.stories:
        _story(document, story)


def _story(document: Doc, story: Told) -> None:
    document.add_heading(story.title or "A story", 2)
    where: Sequence[str] = (
        f"Circle {story.circle}" if story.circle is not None else "",
        f"told by {story.teller}" if story.teller else "",
    )
    if any(where):
        document.add_paragraph(", ".join(part for part in where if part))
    for point in story.points:
        indent = document.add_paragraph(point.text).paragraph_format
        indent.left_indent = Mm(6 * point.depth) if point.depth else None
    if story.quote:
        document.add_paragraph(story.quote, "Quote")
    if story.tags:
        document.add_paragraph(themes(story.tags))


def _strong(document: Doc, text: str) -> None:
    document.add_paragraph().add_run(text).bold = True


def _kept(paragraph: Paragraph) -> Paragraph:
    """The paragraph, kept on the page of what follows."""
    paragraph.paragraph_format.keep_with_next = True
    return paragraph
