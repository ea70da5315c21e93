"""The guide on paper: all of its words, in order, and two pages for who holds a circle."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from storycircle.core.formats.guide_text import read_guide
from storycircle.jobs import documents
from storycircle.paper.sheets.guide_pages import draw_guide
from storycircle.paper.typesetting import fonts


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def words_of(reader: PdfReader) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


def test_who_holds_a_circle_reads_two_pages() -> None:
    """With two pictures from the screen; so it prints on the two sides of one sheet."""
    reader = read(documents.guide("facilitators").pdf)
    assert len(reader.pages) == 2
    assert [len(page.images) for page in reader.pages] == [1, 1]


@pytest.mark.parametrize("name", [*documents.GUIDES, documents.IN_DETAIL])
def test_every_word_is_printed_within_the_margins(name: str) -> None:
    """Each block whole and in order, but where a page ends within it."""
    (page,) = documents.guide_pages(name)
    made = documents.guide(name)
    text = words_of(read(made.pdf)).replace(" ", "")
    at, parted = 0, 0
    for block in read_guide(page.read_text(encoding="utf-8")):
        words = re.sub(r"\s+", "", block.text)
        found = text.find(words, at)
        parted += found < 0
        at = max(at, found)
    assert parted < len(read(made.pdf).pages)
    assert made.note == ""


@pytest.mark.parametrize("name", [*documents.GUIDES, documents.IN_DETAIL])
def test_no_letter_of_it_needs_a_font_of_the_laptop(name: str) -> None:
    """Some have none for signs: the three dots of a button were a box on Windows' paper."""
    (page,) = documents.guide_pages(name)
    letters = {letter for letter in page.read_text(encoding="utf-8") if not letter.isspace()}
    for face in fonts.ALL:
        fonts.face_named(face)
        assert {letter for letter in letters if ord(letter) not in fonts.coverage(face)} == set()


def test_the_whole_guide_begins_each_part_on_a_page_of_its_own() -> None:
    """And a viewer lists them."""
    reader = read(documents.guide().pdf)
    parts = [entry for entry in reader.outline if not isinstance(entry, list)]
    starts = [reader.get_destination_page_number(entry) for entry in parts]
    assert [entry.title for entry in parts] == [
        "For facilitators",
        "For organisers",
        "For a data-protection officer",
        "Guide, in detail",
    ]
    assert len({*starts}) == 4
    assert starts[:2] == [0, 2]


def test_a_long_word_and_a_long_page_stay_on_paper(tmp_path: Path) -> None:
    """A guide in another language may have both."""
    page = tmp_path / "page.md"
    page.write_text(f"# Lang\n\n{'Donaudampfschifffahrt' * 12} endet\n\n" + "- Noch eins.\n" * 200)
    reader = read(draw_guide([page]).pdf)
    assert len(reader.pages) > 3
    text = words_of(reader)
    assert text.count("Noch eins.") == 200
    lengths = [len(line) for sheet in reader.pages for line in sheet.extract_text().split("\n")]
    assert 60 < max(lengths) < 120
