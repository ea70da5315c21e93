"""What organisers wrote and stalls tell: one form, the same words and figures in every format."""

import json
import re
from html.parser import HTMLParser
from io import BytesIO
from itertools import chain
from typing import Any

import pytest
from docx import Document
from msgspec.structs import replace
from openpyxl import load_workbook
from pypdf import PdfReader

from storycircle.core.afterwards.stalls import Run
from storycircle.core.consent.shareable import leaving_all
from storycircle.core.formats.json_document import read_document
from storycircle.core.model import Event, Gathered
from storycircle.jobs.report import gone_words, report_bytes
from storycircle.paper.afterwards.parts import (
    Head,
    Item,
    Labelled,
    Paragraph,
    Part,
    PartDocument,
    Place,
    Table,
    Title,
    Told,
)
from storycircle.paper.report.content import ReportForm, report_form
from storycircle.paper.report.event_part import By, Only
from storycircle.paper.report.formats import written_parts
from tests.core.formats.afterwards.test_report_parts_in_document import whole

FORMATS = (".pdf", ".html", ".docx", ".xlsx", ".md")


def document() -> dict[str, Any]:
    """An event with everything, whose words stand once each."""
    found = whole()
    found["stories"].append({"title": "Retold", "points": "Rook", "id": "story-2"})
    found["stories"].append({"title": "Listed", "id": "story-3"})
    found["event"]["chapters"][1]["text"] = "Words\n\n[story](story:story-2)\n\n> Heron"
    found["stalls"][0]["runs"][1]["people"] = 11
    return found


@pytest.fixture
def gathered() -> Gathered:
    return read_document(json.dumps(document()).encode(), "x.json")


def form_of(gathered: Gathered) -> ReportForm:
    return report_form(leaving_all(gathered))


def part(form: ReportForm, key: str) -> Part:
    return next(part for part in form.parts if part.key == key)


def test_chapters_stand_before_and_after(gathered: Gathered) -> None:
    """A foreword in front, the organiser's own behind, stalls and stories in between."""
    form = form_of(gathered)
    titles = {place: [part.title for part in form.parts_at(place)] for place in Place}
    assert titles == {
        Place.FRONT: ["Foreword"],
        Place.AFTER_ACTIONS: ["Stories under the headings", "From the market stalls"],
        Place.BACK: ["Recommendations", "Our own"],
    }


def test_a_stall_tells_its_runs_and_what_arose(gathered: Gathered) -> None:
    """With its letter, its people, what stays left out, and a name only by leave."""
    stalls = part(form_of(gathered), "stalls-held")
    assert stalls.about == "One stall, held two times in all."
    head = stalls.blocks[0]
    assert head == Head("Stall B", "9 and 11 people, 25 minutes", "Trees", "led by Ann")
    labelled = {b.label: b.texts for b in stalls.blocks if isinstance(b, Labelled)}
    assert labelled == {
        "Themes": ("Oaks",),
        "Discussed": ("Shade",),
        "Challenges": ("Money",),
        "Next steps": ("Ask",),
        "In their words": ("I love oaks", "I am Ann"),
    }


def test_recommendations_are_lettered_and_say_what_they_rest_on(gathered: Gathered) -> None:
    """Through all headings, one that was removed last; what bears none is said."""
    recommended = part(form_of(gathered), "recommended")
    titles = [(b.text, b.side) for b in recommended.blocks if isinstance(b, Title)]
    assert titles == [("First", "a to b"), ("Gone (no heading of the event any more)", "c")]
    items = [b for b in recommended.blocks if isinstance(b, Item)]
    assert [(i.letter, i.text, i.about) for i in items] == [
        ("a)", "Plant", "Circle 1, action 1"),
        ("b)", "Water", "no action or stall bears it"),
        ("c)", "Keep", "Stall B · from the learning set"),
    ]
    assert not [b for b in recommended.blocks if isinstance(b, Paragraph)]
    none = replace(gathered, recommendations=gathered.recommendations[1:])
    (said,) = (b for b in part(form_of(none), "recommended").blocks if isinstance(b, Paragraph))
    assert said.text == "This action bears no recommendation: Circle 1, action 1."


def test_what_came_from_a_learning_set_says_so(gathered: Gathered) -> None:
    """Beside what else bears it, and where nothing does."""
    of_set = tuple(replace(one, from_set=True) for one in gathered.recommendations)
    recommended = part(form_of(replace(gathered, recommendations=of_set)), "recommended")
    assert [b.about for b in recommended.blocks if isinstance(b, Item)] == [
        "Circle 1, action 1 · from the learning set",
        "from the learning set; no action or stall bears it",
        "Stall B · from the learning set",
    ]


def test_a_story_stands_once(gathered: Gathered) -> None:
    """Under its heading, in its chapter or at its stall; the rest are listed at the end."""
    form = form_of(gathered)
    assert [story.title for story in form.stories] == ["Listed"]
    told = [b.story.title for p in form.parts for b in p.blocks if isinstance(b, Told)]
    assert told == ["Told", "Retold"]
    assert "Three stories may be shared" in form.closing


def test_a_story_that_was_taken_back_is_gone_from_its_chapter(gathered: Gathered) -> None:
    """And the author is told which chapter that was."""
    assert gone_words(gathered) == ""
    left = replace(gathered, stories=tuple(s for s in gathered.stories if s.title != "Retold"))
    form = form_of(left)
    assert "Retold" not in repr(form.parts)
    assert "put into the chapter “Our own” may not be shared any more" in gone_words(left)


def test_a_part_of_an_event_has_no_chapters(gathered: Gathered) -> None:
    """They are about the whole; nor has its document."""
    placed = replace(
        gathered,
        circles=tuple(
            replace(c, actions=tuple(replace(a, heading="First") for a in c.actions))
            for c in gathered.circles
        ),
    )
    only = Only(By.HEADING, "First")
    assert report_form(leaving_all(placed), None, only).parts == ()
    said = json.loads(report_bytes(placed, ".json", None, only))
    assert "stalls" not in said
    assert "chapters" not in said["event"]


def test_an_event_with_no_circle_still_has_its_chapters(gathered: Gathered) -> None:
    """A report can be written before the day."""
    alone = replace(gathered, circles=())
    for ending in FORMATS:
        assert "Heron" in text_of(report_bytes(alone, ending), ending)


def test_two_stalls_with_one_letter_are_said(gathered: Gathered) -> None:
    """Each has one of its own all the same."""
    event = replace(gathered.event, stalls=("A: Bees", "A: Boats", "Trees"))
    stalls = part(form_of(replace(gathered, event=event)), "stalls-held")
    assert "More than one stall was called A" in stalls.about


def test_thirty_recommendations_go_on_with_aa(gathered: Gathered) -> None:
    """In every format."""
    many = tuple(
        replace(gathered.recommendations[0], id=str(n), text=f"Thing {n}", rank=f"{n:02}1")
        for n in range(30)
    )
    wide = replace(gathered, recommendations=many)
    for ending in FORMATS:
        said = text_of(report_bytes(wide, ending), ending)
        assert "aa)" in said.replace("\\", "")
        assert "dd)" in said.replace("\\", "")


def texts_in(form: ReportForm) -> set[str]:
    """Every text of every block, and the figures in them."""
    found: set[str] = set()

    def walk(value: object) -> None:
        if isinstance(value, str):
            if not isinstance(value, Place) and value.strip():
                found.add(value)
        elif isinstance(value, tuple):
            for one in value:
                walk(one)
        elif hasattr(value, "__dataclass_fields__"):
            names = value.__dataclass_fields__
            for name in names:
                if name not in ("key", "place", "how"):
                    walk(getattr(value, name))

    walk(form.parts)
    return found


class Reader(HTMLParser):
    """The text of a page, without its style."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def text_of(data: bytes, ending: str) -> str:
    """All that is read in a report, as one line."""
    if ending == ".pdf":
        pages = PdfReader(BytesIO(data)).pages
        text = "\n".join(page.extract_text() for page in pages)
    elif ending == ".html":
        reader = Reader()
        reader.feed(data.decode())
        text = " ".join(reader.said)
    elif ending == ".docx":
        body = Document(BytesIO(data)).element.body
        text = "\n".join("".join(p.itertext()) for p in body.iter() if p.tag.endswith("}p"))
    elif ending == ".xlsx":
        cells = chain.from_iterable(
            sheet.iter_rows(values_only=True) for sheet in load_workbook(BytesIO(data)).worksheets
        )
        text = "\n".join(str(cell) for row in cells for cell in row if cell is not None)
    else:
        text = data.decode().replace("\\", "")
    return " ".join(text.split())


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_says_every_word_and_figure(gathered: Gathered, ending: str) -> None:
    """One form feeds them: nothing is in one and not in another."""
    said = text_of(report_bytes(gathered, ending), ending)
    said = said.replace(" ", "")
    missing = [t for t in texts_in(form_of(gathered)) if "".join(t.split()) not in said]
    assert missing == []


def test_no_row_of_a_table_stands_alone_on_its_last_page() -> None:
    """The last two go over together, however many there are; and none is lost."""
    for many in range(20, 60, 3):
        rows = tuple((f"row{n:02d}.", "A\nB" if n % 2 else "A") for n in range(many))
        part = Part("p", "Rows", "", (Table(("No.", "What"), rows, (1, 3)),), Place.BACK)
        data = written_parts(PartDocument("Rows", (), (part,)), ".pdf")
        pages = [page.extract_text() for page in PdfReader(BytesIO(data)).pages]
        counts = [len(re.findall(r"row\d\d\.", page)) for page in pages]
        assert sum(counts) == many
        assert 1 not in counts, (many, counts)


@pytest.mark.slow
def test_a_chapter_of_its_full_length_is_in_every_format(gathered: Gathered) -> None:
    """One paragraph of 200,000 letters: no writer gives up, and its end is there."""
    text = ("word " * 39_998) + "at-the-end"
    chapters = (replace(gathered.chapters[1], text=text),)
    long = replace(gathered, chapters=chapters)
    for ending in FORMATS:
        assert "at-the-end" in text_of(report_bytes(long, ending), ending), ending


def test_a_stall_that_is_not_of_the_event_any_more_is_told() -> None:
    """Its words are not lost with its title."""
    event = Event("e", "An event")
    run = Run("r", "Old name", discussed="Kept")
    stalls = part(form_of(Gathered(event, runs=(run,))), "stalls-held")
    assert stalls.blocks[0] == Head("A stall", "", "Old name", "")
