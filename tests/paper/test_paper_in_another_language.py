"""What is printed in an event's language has no word of another."""

import re
from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace

from storycircle.core.consent.shareable import leaving
from storycircle.core.i18n.language import speaking
from storycircle.core.model import Action, Circle, Event, Gathered, Member, Story
from storycircle.paper.report.content import Known, report_form
from storycircle.paper.report.formats import FORMATS
from storycircle.paper.sheets.blank_forms import draw_blank, draw_sign_in
from storycircle.paper.sheets.circle_sheet import draw_sheet
from storycircle.paper.sheets.slips import draw_slips
from storycircle.paper.typesetting.canvas import Printed
from tests.support.capitals import CAPITALS

CIRCLE = Circle(
    id="c",
    number=2,
    members=(Member("m", "ANN"), Member("n", "BO")),
    actions=(Action("a", "MEET", ("m",), by="AT NOON"), Action("b", "TALK")),
)
STORY = Story(id="s", teller=None, title="", points="POINT", quote="SO", tags=("ONE", "TWO"))
EVENT = Event("e", "SERIES - EVENT", "2007-06-14", headings=("TALKING",), expected=3)


@pytest.fixture(autouse=True)
def _in_capitals() -> Iterator[None]:
    with speaking(CAPITALS):
        yield


def test_the_report_has_no_word_of_english(pages: Callable[[bytes], list[str]]) -> None:
    """Told in whole messages, each of which was asked for in the language it is printed in."""
    form = report_form(Gathered(EVENT, (CIRCLE,), stories=(STORY,)), Known({"c"}))
    text = (FORMATS[".md"](form) + FORMATS[".csv"](form)).decode()
    text += " ".join(pages(FORMATS[".pdf"](form)))
    assert "STILL MISSING" in text
    assert re.findall("[a-z]+", text) == []


@pytest.mark.parametrize("circle", [CIRCLE, replace(CIRCLE, actions=(), members=())])
def test_sheets_and_slips_have_no_word_of_english(
    circle: Circle, pages: Callable[[Printed], list[str]]
) -> None:
    """Nor have the forms to fill in by hand."""
    drawn = [
        draw_sheet(EVENT, leaving(circle)),
        draw_slips(EVENT, [leaving(circle)]),
        draw_sign_in(None, ()),
        draw_blank(),
    ]
    texts = [text for printed in drawn for text in pages(printed)]
    assert re.findall("[a-z]+", " ".join(texts)) == []
