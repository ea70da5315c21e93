"""The sheet for the wall: all words, in order, within the margins, as large as they can be."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace
from pypdf import PdfReader

from storycircle.core.consent.shareable import leaving
from storycircle.core.model import Action, Circle, Event, Gathered, Member
from storycircle.core.text import cleaned, one_line
from storycircle.paper.sheets.circle_sheet import INDENT, STEPS, draw_sheet, draw_sheets, lay_out
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import A4, MM, Pen, Printed
from storycircle.paper.typesetting.line_breaking import width
from tests.support.examples import examples

LATIN = st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_categories=("Cc", "Cs", "Cf"))
LINE = st.text(LATIN, min_size=1, max_size=60).map(one_line).filter(bool)
WORDS = st.one_of(LINE, st.text(LATIN, min_size=1, max_size=3_000).map(cleaned)).filter(str.strip)
Pages = Callable[[Printed], list[str]]


class Mark(Struct, frozen=True):
    """A text drawn: its left, baseline and right, in points from the top left."""

    x: float
    y: float
    right: float
    text: str
    face: str


def drawn(event: Event | None, circle: Circle) -> list[Mark]:
    """Everything written on a circle's sheets."""
    marks: list[Mark] = []
    plain = Pen.text

    def noting(pen: Pen, x: float, y: float, text: str, *face: Any, **how: Any) -> None:
        plain(pen, x, y, text, *face, **how)
        wide = width(text, *face)
        left = x - how.get("anchor", 0) * wide
        marks.append(Mark(left, y, left + wide, text, face[0]))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Pen, "text", noting)
        draw_sheet(event, leaving(circle))
    return [mark for mark in marks if mark.text]


def bare(text: str) -> str:
    return "".join(text.split())


@st.composite
def circles(draw: st.DrawFn) -> Circle:
    names = draw(st.lists(LINE, min_size=2, max_size=15))
    members = tuple(Member(str(n), name) for n, name in enumerate(names))
    ids = st.lists(st.sampled_from([m.id for m in members]), unique=True, max_size=len(members))
    actions = draw(
        st.lists(st.builds(Action, LINE, WORDS, ids.map(tuple), st.just("")), max_size=3)
    )
    theme = draw(st.one_of(st.just(""), LINE, WORDS))
    number = draw(st.integers(0, 99_999))
    return Circle("c", number, theme=theme, members=members, actions=tuple(actions))


@settings(max_examples=examples(12), deadline=None)
@given(circle=circles(), event=st.one_of(st.none(), st.builds(Event, st.just("e"), LINE)))
def test_every_word_stands_in_order_within_the_margins(circle: Circle, event: Event | None) -> None:
    """No action, name or question is cut, swapped or lost, and none runs off the paper."""
    marks = drawn(event, circle)
    assert min(mark.x for mark in marks) >= 16 * MM - 0.1
    assert max(mark.right for mark in marks) <= A4[0] - 16 * MM + 0.1
    assert max(mark.y for mark in marks) <= A4[1] - 13 * MM
    assert min(mark.y for mark in marks) >= 14 * MM
    body = bare("".join(m.text for m in marks if m.face == fonts.SERIF_BOLD and m.x == INDENT))
    actions = bare("".join(action.text for action in circle.actions))
    assert body.endswith(actions or bare("No action is written down yet."))
    everything = bare("".join(mark.text for mark in marks))
    assert bare(", ".join(circle.shown_names().values())) in everything
    assert bare(circle.theme) in everything


def test_the_circles_of_2007_fit_on_one_page_each(hartlepool: Gathered, pages: Pages) -> None:
    """What fits is one sheet, with each action in full."""
    forms = [leaving(circle) for circle in hartlepool.circles]
    texts = pages(draw_sheets(hartlepool.event, forms))
    assert len(texts) == 6
    for circle, text in zip(hartlepool.circles, texts, strict=True):
        assert f"Circle {circle.number}" in text
        assert "Sheet" not in text
        places = [text.index(action.text) for action in circle.actions]
        assert places == sorted(places)


def test_the_largest_step_that_fits_is_taken(hartlepool: Gathered, circle_5: Circle) -> None:
    """Few words are printed large, many words small: the sheet is read across a room."""
    short = replace(circle_5, actions=(Action("a", "Thank you."),))
    assert lay_out(hartlepool.event, leaving(short))[0].blocks[0].size == STEPS[0]
    sizes = {b.size for b in lay_out(hartlepool.event, leaving(circle_5))[0].blocks}
    assert len(sizes) == 1
    assert sizes < set(STEPS[1:-1])


def test_too_much_for_one_sheet_goes_to_a_second(circle_5: Circle, pages: Pages) -> None:
    """Type never goes below 18 points: whole actions move to sheet 2, and sheet 1 says so."""
    text = "We will meet on the first Monday of every month and say what became of it. " * 8
    long = replace(circle_5, actions=tuple(replace(a, text=text) for a in circle_5.actions))
    first, *others = pages(draw_sheet(None, leaving(long)))
    assert f"Sheet 1 of {len(others) + 1}" in first
    assert "on sheet 2 →" in first
    assert text.strip() in first
    assert "We told six stories" not in first
    assert "We told six stories" in others[-1]


def test_an_action_longer_than_a_sheet_is_split(circle_5: Circle, pages: Pages) -> None:
    """An action no sheet can hold goes on on the next, at the same size."""
    words = [f"word{n}" for n in range(900)]
    long = replace(circle_5, actions=(Action("a", " ".join(words)),))
    texts = pages(draw_sheet(None, leaving(long)))
    assert "Action 1 goes on on sheet 2 →" in texts[0]
    said = [word for text in texts for word in text.split() if word.startswith("word")]
    assert said == words


def test_who_and_when_stand_below_each_action(circle_5: Circle, pages: Pages) -> None:
    """The sheet says who stands behind an action, and says plainly when nobody was noted."""
    text = pages(draw_sheet(None, leaving(circle_5)))[0]
    assert "All six of us · by the end of September" in text
    assert "Brian R, Dawn G, Simon R · by 12 July 2007" in text
    assert "No name or date was noted" in text


def test_the_foot_counts_stories_and_tells_none(circle_5: Circle, pages: Pages) -> None:
    """What was told stays in the circle: the wall learns how many stories there were, no more."""
    text = pages(draw_sheet(None, leaving(circle_5)))[0]
    assert "We told six stories. Two may be shared, one with name and one without names." in text
    assert "Title" not in text
    assert "Point" not in text


def test_a_circle_without_members_or_actions_has_a_kind_sheet(pages: Pages) -> None:
    """An empty circle prints, and says what is missing."""
    text = pages(draw_sheet(None, leaving(Circle("c", 12))))[0]
    assert "No names were noted." in text
    assert "No action is written down yet." in text
    assert "told" not in text


def test_equal_names_are_told_apart(pages: Pages) -> None:
    """Two people called Chris are two people on paper too."""
    circle = Circle("c", 1, members=(Member("a", "Chris"), Member("b", "Chris")))
    assert "Chris, Chris (2)" in pages(draw_sheet(None, leaving(circle)))[0]


def test_markup_prints_as_typed(pages: Pages) -> None:
    """Text is never read as markup: no file is fetched, nothing vanishes."""
    typed = "<b>bold</b> &amp; <img src=/etc/passwd>"
    circle = Circle(
        "c", 1, theme=typed, members=(Member("a", typed),), actions=(Action("b", typed),)
    )
    text = pages(draw_sheet(Event("e", typed), leaving(circle)))[0]
    assert text.count(typed) == 4


def test_a3_is_the_same_sheet_larger(circle_5: Circle, pages: Pages) -> None:
    """A3 says what A4 says, on paper of twice the area."""
    form = leaving(circle_5)
    large = draw_sheet(None, form, "a3")
    assert pages(large) == pages(draw_sheet(None, form))
    box = PdfReader(BytesIO(large.pdf)).pages[0].mediabox
    assert [round(float(side) / 72 * 25.4) for side in (box.width, box.height)] == [297, 420]


def test_the_document_is_the_same_each_time_with_its_fonts(circle_5: Circle) -> None:
    """Same circle, same bytes; only our embedded faces; title, author and language for readers."""
    pdf = draw_sheet(None, leaving(circle_5)).pdf
    assert pdf == draw_sheet(None, leaving(circle_5)).pdf
    assert b"Helvetica" not in pdf
    reader = PdfReader(BytesIO(pdf))
    assert reader.metadata is not None
    assert reader.metadata.author == "Story Circle"
    assert reader.metadata.title == "Circle 5: Story circle"
    assert str(reader.root_object["/Lang"]) == "en-GB"
