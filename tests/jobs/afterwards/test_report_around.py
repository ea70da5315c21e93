"""The report round its chapters: its parts in the order of the pages, and a chapter's pages."""

import json
from io import BytesIO

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from storycircle.core.afterwards.chapters import Chapter, in_order
from storycircle.core.consent.shareable import leaving_all
from storycircle.core.formats.json_document import read_document
from storycircle.core.model import Gathered
from storycircle.jobs.afterwards.report_around import (
    MadeFrom,
    ReportAround,
    chapter_pages,
    report_around,
)
from storycircle.jobs.report import report_bytes
from storycircle.paper.report.content import report_form
from storycircle.paper.report.pdf_contents import lines_of
from storycircle.store.library import Library
from tests.paper.afterwards.test_parts_of_a_report import document


@pytest.fixture
def gathered(library: Library) -> Gathered:
    read = read_document(json.dumps(document()).encode(), "x.json")
    library.load(read)
    return library.gathered(library.events()[0])


@pytest.fixture
def around(library: Library, gathered: Gathered) -> ReportAround:
    return report_around(library, gathered.event)


def words_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def test_the_parts_are_those_of_the_report_in_its_order(
    around: ReportAround, gathered: Gathered
) -> None:
    """With the chapters between them they are the contents of the report, line by line."""
    form = report_form(leaving_all(gathered))
    lines = [line.key for line in lines_of(form) if not line.level]
    written = [key for key in lines if not key.startswith("part-chapter-")]
    assert [part.key for part in (*around.between, *around.after)] == written
    made = {part.key: part.made_from for part in around.between}
    assert made["circles"] is MadeFrom.CIRCLES
    assert made["actions"] is MadeFrom.HEADINGS
    assert made["part-stalls-held"] is MadeFrom.PACK
    assert made["part-recommended"] is MadeFrom.RECOMMENDATIONS


def test_a_part_says_of_what_it_is_made(around: ReportAround, gathered: Gathered) -> None:
    """In a few words, each with its figure."""
    said = {part.key: part.about for part in around.between}
    assert said["circles"] == "from one circle"
    held = len({run.stall for run in gathered.runs})
    assert held == 1
    assert said["part-stalls-held"] == "from one stall"
    assert len(gathered.recommendations) > 1
    assert said["part-recommended"].startswith("a to ")


def test_a_chapter_prints_as_the_report_has_it(around: ReportAround, gathered: Gathered) -> None:
    """Its pages are the report's own, letter by letter, but for the numbers at their feet."""
    report = words_of(report_bytes(gathered, ".pdf"))
    for chapter in in_order(gathered.chapters):
        pages = words_of(chapter_pages(around, chapter).pdf)
        first = next(n for n, page in enumerate(report) if n > 1 and chapter.title in page[:200])
        for place, page in enumerate(pages):
            assert report[first + place] == f"{page} {first + place + 1}"


def test_a_story_that_was_withdrawn_is_on_no_page(around: ReportAround) -> None:
    """It stands in its chapter as long as it may be shared, and no moment longer."""
    every = around.told or {}
    told = next(id_ for id_, story in every.items() if story.title)
    chapter = Chapter("x", "Of stories", text=f"Before\n\n[story](story:{told})")
    words = every[told].title
    assert words in words_of(chapter_pages(around, chapter).pdf)[0]
    without = replace(around, told={})
    assert words not in words_of(chapter_pages(without, chapter).pdf)[0]
