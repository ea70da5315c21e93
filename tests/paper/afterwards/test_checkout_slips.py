"""Slips for the check-out: four alike, nothing on them that tells one from another, nothing cut."""

from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from pypdf import PdfReader

from storycircle.cli.main import main
from storycircle.core.checkout.checkout import STATEMENTS
from storycircle.core.model import Circle, Event
from storycircle.core.size_limits import STATEMENT
from storycircle.jobs.documents import CHECKOUT, checkout_slips, papers_of
from storycircle.store.library import Library

EVENT = Event("e", "Whole System Event", "2007-06-14")
LONG = "so many words that nobody reads them out in one breath and yet " * 3


def placed(pdf: bytes) -> list[tuple[str, float, float]]:
    """The texts of the page, each with its place from the left and the top."""
    page = PdfReader(BytesIO(pdf)).pages[0]
    found: list[tuple[str, float, float]] = []

    def note(text: str, _cm: object, matrix: list[float], _font: object, _size: object) -> None:
        if text.strip():
            found.append((text.strip(), matrix[4], float(page.mediabox.height) - matrix[5]))

    page.extract_text(visitor_text=note)
    return found


def test_the_four_are_alike() -> None:
    """The same words at the same places: nobody can be told by their slip."""
    words = [text for text, _x, _y in placed(checkout_slips(EVENT, Circle("c", 5, "e")).pdf)]
    assert len(words) % 4 == 0
    for text in (*STATEMENTS[:1], "How was it?", "Circle 5 · Whole System Event", "14 June 2007"):
        assert " ".join(words).count(text) == 4, text


@pytest.mark.parametrize("count", [1, 2, 4])
def test_long_statements_stand_whole_on_the_slip_and_do_not_meet(count: int) -> None:
    """The longest that an event may have, as many as it may have, and what becomes of the slip."""
    asked = tuple(f"{at} {LONG}"[:STATEMENT].strip() for at in range(count))
    made = checkout_slips(replace(EVENT, statements=asked))
    assert len(PdfReader(BytesIO(made.pdf)).pages) == 1
    first = [(text, y) for text, x, y in placed(made.pdf) if x < 100 and y < 421]
    said = " ".join(text for text, _y in first)
    for statement in asked:
        assert statement in said
    assert said.endswith("Only the sum of all slips is shown.")
    rows = sorted(y for _text, y in first)
    assert all(below - above > 7 for above, below in pairwise(rows))


def test_it_is_among_what_prints(library: Library) -> None:
    library.save_event(EVENT)
    circle = library.save_circle(Circle("c", 5, "e"))
    papers = {paper.key: paper for paper in papers_of(library, EVENT, circle)}
    assert papers[CHECKOUT].name == "circle 5 check-out.pdf"
    assert papers[CHECKOUT].ready("a4").make().pdf.startswith(b"%PDF")


def test_the_command_line_prints_them(tmp_path: Path) -> None:
    """Of an empty library too: blank, with the method's own statements."""
    out = tmp_path / "slips.pdf"
    command = ["--library", str(tmp_path / "library"), "check-out", "-o", str(out)]
    assert CliRunner().invoke(main, command).exit_code == 0
    text = " ".join(text for text, _x, _y in placed(out.read_bytes()))
    assert text.count("I was heard.") == 4
