"""What prints of a meeting holds every word that was noted, and says whom it is for."""

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from storycircle.core.i18n.language import speaking
from storycircle.core.lines.records import EIGHT_QUESTIONS
from storycircle.core.meetings.inquiries import reworded, with_inquiry, with_inquiry_note
from storycircle.core.meetings.next_meeting import with_left, with_line
from storycircle.core.model import Circle
from storycircle.jobs.meetings.papers import (
    blank_inquiry,
    inquiry_sheets,
    papers_of_meeting,
    progress_report,
    who_was_there,
)
from storycircle.languages import named
from tests.support.a_meeting import meeting, persons, started
from tests.support.scripts import SCRIPTS, letters, said


def _noted(times: int) -> tuple[Circle, list[str]]:
    """A meeting whose inquiry has a note of so many words under each question; all these words."""
    circle, words = started(), list[str]()
    for under in range(len(EIGHT_QUESTIONS) + 1):
        text = [f"w{under}x{n}" for n in range(times)]
        words += text
        circle = with_inquiry_note(circle, "q", under, " ".join(text), on="2007-03-08")
    circle = reworded(circle, "q", "How do we visit each other?", "2007-03-08")
    line = with_line(meeting(circle).line, next_on="2007-04-19")
    return replace(circle, meeting=replace(meeting(circle), line=line)), words


def _read(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.parametrize(
    ("language", "times", "report", "sheet"),
    [("en", 3, 1, 1), ("cy", 20, 1, 1), ("en", 150, 2, 3)],
)
def test_no_word_is_cut(language: str, times: int, report: int, sheet: int) -> None:
    """The type grows smaller first, then there is a further page; each says when to meet again."""
    circle, words = _noted(times)
    with speaking(named(language)):
        made = _read(progress_report(circle).pdf), _read(inquiry_sheets(circle).pdf)
    assert (len(made[0]), len(made[1])) == (report, sheet)
    for pages in made:
        whole = " ".join(pages)
        assert [word for word in words if word not in whole.split()] == []
        assert "2007" in whole
        assert "How do we visit each other?" in " ".join(whole.split())


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler")
@pytest.mark.parametrize("script", SCRIPTS)
def test_an_inquiry_is_on_paper_in_its_own_script(script: str, tmp_path: Path) -> None:
    """Its question, as it was worded first and last, and what was noted of it, letter by letter."""
    name, text = SCRIPTS[script]
    circle = with_inquiry_note(started(), "q", 1, text, on="2007-03-08")
    circle = reworded(circle, "q", name, "2007-03-08")
    for paper in (inquiry_sheets(circle), progress_report(circle)):
        assert paper.note == ""
        read = letters(said(paper.pdf, tmp_path))
        assert letters(name) in read
        assert letters(text) in read


def test_who_was_there_says_who_was_not() -> None:
    """Apologies with the buddy, who left with the reason: nobody is in two places."""
    circle = with_left(started(), "m3", "another job")
    for made in (who_was_there(circle), progress_report(circle)):
        text = " ".join(" ".join(_read(made.pdf)).split())
        assert "Ben Bold, whose buddy is Ann Able" in text
        assert "Di Dare: another job" in text
        assert "For members of the set." in text
        assert "role" not in text


def test_each_inquiry_has_a_page_and_the_blank_one_has_lines() -> None:
    """What a meeting offers is what it has: no page of inquiries where there is none."""
    circle = with_inquiry(started(), persons(started())[2:3], "What is mine?", id_="r")
    assert len(_read(inquiry_sheets(circle).pdf)) == 2
    (blank,) = _read(blank_inquiry(meeting(circle).line).pdf)
    assert all(question.split(",")[0].split()[0] in blank for question in EIGHT_QUESTIONS)
    for page in (blank, *_read(inquiry_sheets(circle).pdf)):
        assert "one to three actions" in page
    without = replace(circle, meeting=replace(meeting(circle), inquiries=()))
    assert [paper.key for paper in papers_of_meeting(without)] == ["progress", "blank", "who"]
    assert papers_of_meeting(replace(circle, meeting=None)) == []
