"""The Word document as Word has it: contents, figure, head and foot, tables; and its time."""

import time
from io import BytesIO
from typing import Any
from unittest.mock import patch

import pytest
from docx import Document
from docx.document import Document as Doc
from docx.oxml.ns import qn
from docx.table import Table
from lxml import etree
from msgspec.structs import replace
from PIL import Image

from storycircle.core.consent.shareable import leaving_all
from storycircle.core.model import Gathered, Sharing, Story
from storycircle.paper.report.content import ReportForm, report_form
from storycircle.paper.report.office.chart_picture import MOST_BARS, bars
from storycircle.paper.report.overviews import tables_of
from storycircle.paper.report.word import write_docx
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import MM
from storycircle.paper.typesetting.line_breaking import width


def many(gathered: Gathered, count: int) -> ReportForm:
    """A report of so many circles."""
    six = gathered.circles
    circles = tuple(replace(six[n % 6], id=str(n), number=n + 1) for n in range(count))
    return report_form(leaving_all(replace(gathered, circles=circles)))


def read(form: ReportForm) -> Doc:
    return Document(BytesIO(write_docx(form)))


def contents(document: Doc) -> list[tuple[str, int]]:
    """The lines of the contents, with their pages."""
    links = document.element.iter(qn("w:hyperlink"))
    texts = [[one.text for one in link.iter(qn("w:t"))] for link in links]
    return [("".join(words[:-1]), int(words[-1])) for words in texts]


def test_the_contents_are_a_field_that_is_filled(told: Gathered) -> None:
    """Every chapter and heading has a line, leads to its place, and says a page that can be."""
    document = read(report_form(leaving_all(told)))
    fields = [one.text for one in document.element.iter(qn("w:instrText"))]
    assert fields[0].split()[0] == "TOC"
    wanted = [
        p.text for p in document.paragraphs
        if p.style is not None and p.style.name in ("Heading 1", "Heading 2")
    ]  # fmt: skip
    lines = contents(document)
    assert [text for text, _page in lines] == wanted
    pages = [page for _text, page in lines]
    assert pages == sorted(pages)
    assert pages[0] == 2
    names = {one.get(qn("w:name")) for one in document.element.iter(qn("w:bookmarkStart"))}
    assert {link.get(qn("w:anchor")) for link in document.element.iter(qn("w:hyperlink"))} == names
    begun = [one.get(qn("w:fldCharType")) for one in document.element.iter(qn("w:fldChar"))]
    assert begun.count("begin") == begun.count("separate") == begun.count("end")


def test_the_pages_grow_with_what_stands_before_them(hartlepool: Gathered) -> None:
    """Counted by the rules of Word: six circles to a page, so ten times as many take ten."""
    few, more = (dict(contents(read(many(hartlepool, count)))) for count in (6, 60))
    assert (few["The circles"], more["The circles"]) == (2, 2)
    assert few["The actions, under five headings"] == 4
    assert more["The actions, under five headings"] in range(12, 15)


def test_the_figure_says_its_numbers_in_words_and_has_a_numbered_caption(
    hartlepool: Gathered,
) -> None:
    """Who does not see the picture hears every number; its own number is a field."""
    form = report_form(leaving_all(hartlepool))
    document = read(form)
    (shape,) = document.element.iter(qn("wp:docPr"))
    about = shape.get("descr")
    counted = zip(form.headings, ("one", "one", "seven", "four", "three"), strict=True)
    assert all(f"{part.title}: {count}" in about for part, count in counted)
    (caption,) = [
        p for p in document.paragraphs if p.style is not None and p.style.name == "Caption"
    ]
    assert caption.text == "Figure 1. Where the sixteen actions point."
    assert "SEQ Figure" in caption.paragraph_format.element.xpath("string(.//w:instrText)")


def test_bars_are_as_long_as_their_numbers() -> None:
    """Measured in the picture: twice the number, twice the bar; no number, no bar."""
    picture = bars([("a", 10), ("b", 5), ("c", 0)], 10)
    image = Image.open(BytesIO(picture.png)).convert("RGB")
    teal = [
        sum(image.getpixel((x, y)) == (29, 91, 85) for x in range(image.width))
        for y in (int(image.height * share) for share in (1 / 8, 1 / 2, 7 / 8))
    ]
    assert teal[0] > 500
    assert abs(teal[0] - 2 * teal[1]) < 5
    assert teal[2] == 0


@pytest.mark.slow
def test_many_headings_have_more_than_one_figure_on_one_scale(hartlepool: Gathered) -> None:
    """A figure is never higher than a page."""
    headings = tuple(f"Heading {n}" for n in range(2 * MOST_BARS))
    event = replace(hartlepool.event, headings=headings)
    document = read(report_form(leaving_all(replace(hartlepool, event=event))))
    high = [shape.height.mm for shape in document.inline_shapes]
    assert len(high) > 1
    assert max(high) < 220


def test_head_foot_language_and_title(hartlepool: Gathered) -> None:
    """On each page but the first; page numbers are fields; the language is the event's."""
    document = read(report_form(leaving_all(hartlepool)))
    section, index, _end = document.sections
    assert section.different_first_page_header_footer
    assert index.header.paragraphs[0].text == section.header.paragraphs[0].text
    assert not index.different_first_page_header_footer
    assert section.header.paragraphs[0].text == (
        "What the circles committed to\tWhole System Event, 14 June 2007"
    )
    assert section.first_page_header.paragraphs[0].text == ""
    for foot in (section.footer, section.first_page_footer):
        fields = [one.text.strip() for one in foot.part.element.iter(qn("w:instrText"))]
        assert fields == ["PAGE", "NUMPAGES"]
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    assert document.core_properties.language == "en-GB"


def test_a_long_title_leaves_the_head_on_one_line(hartlepool: Gathered) -> None:
    """What is too long ends at a word."""
    event = replace(hartlepool.event, title="A word " * 60)
    document = read(report_form(leaving_all(replace(hartlepool, event=event))))
    head = document.sections[0].header.paragraphs[0].text
    assert head.startswith("What the circles committed to\t")
    assert head.endswith(" …")
    assert len(head) < 140


def test_the_head_has_room_for_a_wider_type(hartlepool: Gathered) -> None:
    """Where neither of our faces is there, LibreOffice puts one a quarter wider: still one line."""
    title = "Bridges: what 600 circles of the North East set themselves"
    event = replace(hartlepool.event, title=title)
    document = read(report_form(leaving_all(replace(hartlepool, event=event))))
    left, right = document.sections[0].header.paragraphs[0].text.split("\t")
    assert left == "What the circles committed to"
    assert right.startswith("Bridges: what 600 circles")
    assert right.endswith(" …")
    line = 162 * MM
    assert 1.25 * sum(width(text, fonts.SANS, 9) for text in (left, right)) < line


def test_nothing_stands_alone_and_no_row_breaks(hartlepool: Gathered) -> None:
    """Headings keep with what follows, lines with their neighbours, rows whole, heads repeated."""
    document = read(report_form(leaving_all(hartlepool)))
    for name in ("Title", "Heading 1", "Heading 2", "Entry Heading", "Table Head", "Table Lead"):
        style: Any = document.styles[name]
        assert style.paragraph_format.keep_with_next, name
    paragraphs: list[Any] = [s for s in document.styles if s.type == 1 and s.name in _OURS]
    assert len(paragraphs) == len(_OURS)
    assert all(style.paragraph_format.widow_control for style in paragraphs)
    for table in document.tables:
        assert table.style is not None
        assert table.style.name == "Table Plain"
        widths = [column.width.mm for column in table.columns if column.width is not None]
        assert sum(widths) == pytest.approx(162, abs=0.2)
    for table in document.element.iter(qn("w:tbl")):
        rows = list(table.iter(qn("w:tr")))
        assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_no_page_ends_between_a_circle_and_its_first_action(hartlepool: Gathered) -> None:
    """Its heading, place, theme and names are each on the page of what follows."""
    circles = tuple(
        replace(circle, theme="What helps a family?", venue="Town Hall")
        for circle in hartlepool.circles
    )
    document = read(report_form(leaving_all(replace(hartlepool, circles=circles))))
    kept = []
    for paragraph in document.paragraphs:
        style: Any = paragraph.style
        if style.name == "Entry Heading" and paragraph.text.startswith("Circle "):
            kept = [("", True)]
        elif style.name == "List Number" and kept:
            assert "What helps a family?" in [text for text, _keep in kept]
            assert [text for text, keep in kept if not keep] == []
            kept = []
        elif kept:
            keep = paragraph.paragraph_format.keep_with_next
            keep = style.paragraph_format.keep_with_next if keep is None else keep
            kept.append((paragraph.text, bool(keep)))


_OURS = {
    "Normal", "Body Text", "Title", "Subtitle", "Quote", "Heading 1", "Heading 2",
    "Entry Heading", "TOC Heading", "toc 1", "toc 2", "Caption", "List Number", "Names",
    "Table Head", "Table Text", "Table Label", "Table Quote", "Table Lead", "index 1",
}  # fmt: skip


def test_the_lists_stand_one_after_another(hartlepool: Gathered) -> None:
    """In one chapter, each with its title and what is said of it on the page of its first row: a
    table of three rows has no page of its own.
    """
    form = report_form(leaving_all(hartlepool))
    document = read(form)
    lines = contents(document)
    titles = [table.title for table in tables_of(form)]
    assert [text for text, _page in lines][-len(titles) :] == titles
    headings = [p for p in document.paragraphs if p.style is not None and p.text in titles]
    assert {p.style.name for p in headings if p.style is not None} == {"Heading 2"}
    at = dict(lines)
    pages = [at[title] for title in titles]
    assert len(set(pages)) < len(titles)
    kept = [
        all(p.paragraph_format.keep_with_next for cell in row.cells for p in cell.paragraphs)
        for table in document.tables
        for row in table.rows[-2:]
        if len(table.rows) > 2
    ]
    assert kept == [True, False] * (len(kept) // 2), "the last row would be alone"
    body = list(document.element.body)
    for title in titles:
        (place,) = (n for n, one in enumerate(body) if one.tag == qn("w:p") and one.text == title)
        after = body[place + 1]
        if title == "Index of names":
            continue
        if after.tag == qn("w:p"):
            assert after.pPr.pStyle.val == "TableLead"
            after = body[place + 2]
        assert after.tag == qn("w:tbl")
    columns = [one.get(qn("w:num")) for one in document.element.iter(qn("w:cols"))]
    assert columns[-2:] == ["3", "1"]
    styled: list[Any] = document.paragraphs
    names = [p.text for p in styled if p.style.name == "index 1" and p.text]
    assert names == [f"{name}, {where}" for name, where in tables_of(form)[-1].texts]


def test_the_index_begins_a_page_with_its_heading(hartlepool: Gathered) -> None:
    """LibreOffice keeps no heading with columns that begin below it: it would stand at the foot of
    the page before. The contents say that page.
    """
    document = read(many(hartlepool, 12))
    (title,) = [p for p in document.paragraphs if p.text == "Index of names"]
    assert title.paragraph_format.page_break_before
    pages = dict(contents(document))
    assert pages["Index of names"] > pages["The programme"]


_DEJAVU_BOLD = {"Circle": 3.184, "Came": 3.130, "Date": 2.693}
"""Widths in sizes of the type, of DejaVu Sans Bold: what Linux has for a face that is not there."""
_DEJAVU_DAY = 6.632  # of 14 June 2007


def test_short_columns_have_room_for_a_wider_face(hartlepool: Gathered) -> None:
    """No title breaks within a word, and no date, where our faces are not installed."""
    six = tuple(replace(one, date="2007-06-14") for one in hartlepool.circles)
    document = read(many(replace(hartlepool, circles=six), 6))
    came = next(t for t in document.tables if t.cell(0, 0).text == "Circle" and "Came" in _row(t))
    for title, column in zip(_row(came), came.columns, strict=True):
        if title in _DEJAVU_BOLD:
            wide = _DEJAVU_BOLD[title] * 9.5
            if title == "Date":
                wide = max(wide, _DEJAVU_DAY * 10)
            assert column.width.pt - 8 > wide, title


def _row(table: Table) -> list[str]:
    return [cell.text for cell in table.rows[0].cells]


def test_the_end_of_a_story_is_kept_with_what_it_ends(hartlepool: Gathered) -> None:
    """Its themes and a quotation of a line; a last point of several lines may begin a page."""
    story = Story("s", None, "A tale", "Long. " * 80, "Nobody asked.", sharing=Sharing.ANONYMOUS)
    lines = replace(story, id="t", left_as="u", points=f"{story.points}\nThe end.", tags=("bus",))
    told = replace(hartlepool, stories=(story, replace(lines, points=f"One.\n{lines.points}")))
    document = read(report_form(leaving_all(told)))
    kept = {p.text[:5]: bool(p.paragraph_format.keep_with_next) for p in document.paragraphs}
    assert (kept["Long."], kept["The e"], kept["Nobod"], kept["One."]) == (True, True, True, False)
    assert kept["Theme"] is False


def test_nothing_is_formatted_by_hand(told: Gathered) -> None:
    """A run has no face, size, weight or colour of its own: an organisation changes a style."""
    document = read(report_form(leaving_all(told)))
    by_hand = ("w:rFonts", "w:b", "w:i", "w:sz", "w:color")
    body = document.element.body
    assert not [one for one in body.iter(*map(qn, by_hand)) if one.getparent().tag == qn("w:rPr")]


def test_what_runs_from_the_right_begins_there(hartlepool: Gathered) -> None:
    """A heading in Arabic is a paragraph from right to left."""
    event = replace(hartlepool.event, question="ماذا نفعل معا؟")
    document = read(report_form(leaving_all(replace(hartlepool, event=event))))
    turned = [
        p.text for p in document.paragraphs if p.paragraph_format.element.xpath("./w:pPr/w:bidi")
    ]
    assert "ماذا نفعل معا؟" in turned


@pytest.mark.slow
def test_it_takes_time_in_step_with_its_length(hartlepool: Gathered) -> None:
    """Eight times the circles take less than sixteen times as long; with a search in the library
    at each paragraph it was more than fifty.
    """

    def seconds(count: int) -> float:
        form = many(hartlepool, count)
        best = 1e9
        for _again in range(2):
            start = time.perf_counter()
            write_docx(form)
            best = min(best, time.perf_counter() - start)
        return best

    write_docx(many(hartlepool, 6))
    bare = seconds(6)  # fonts, styles, the figure: the same for all
    assert seconds(800) - bare < 16 * max(seconds(100) - bare, 0.02)


def test_no_element_is_made_for_a_paragraph_or_a_cell(told: Gathered) -> None:
    """What is told is written as text: made one by one, elements took three times all the rest."""
    made = []
    for count in (6, 60):
        form = many(told, count)
        with patch.object(etree, "SubElement", wraps=etree.SubElement) as asked:
            document = read(form)
        made.append(asked.call_count)
        assert len(document.element.body) > 100
    few, most = made
    lines_of_contents = 12  # elements of each
    assert most - few <= lines_of_contents * 54 * 2


def test_a_letter_that_no_document_can_hold_is_no_broken_file(told: Gathered) -> None:
    """It is kept out as it is typed; were it not, there would be no file rather than half a one."""
    form = report_form(leaving_all(replace(told, event=replace(told.event, question="A\x0bB"))))
    with pytest.raises(ValueError, match="x0b"):
        write_docx(form)
