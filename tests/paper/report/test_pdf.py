"""The report as a PDF: contents whose numbers are true, bookmarks, dates, heads that fit."""

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from msgspec.structs import replace
from pypdf import PdfReader
from pypdf.generic import Destination

from storycircle.core.consent.shareable import leaving_all
from storycircle.core.model import Action, Circle, Gathered, Member, Placement, Sharing, Story
from storycircle.languages import spoken
from storycircle.paper.afterwards.parts import PartDocument
from storycircle.paper.project.pdf_document import write_parts_pdf
from storycircle.paper.report.content import Known, report_form
from storycircle.paper.report.overviews import Key, tables_of
from storycircle.paper.report.pdf import write_pdf
from storycircle.paper.report.pdf_contents import contents, lines_of
from storycircle.paper.report.pdf_tables import tables
from storycircle.paper.typesetting.canvas import Pen
from storycircle.paper.typesetting.line_breaking import width
from storycircle.paper.typesetting.page_flow import LEFT, RIGHT, Cell, Flow


def _many(gathered: Gathered, count: int) -> Gathered:
    """An event of so many circles, each as one of June 2007."""
    circles = [
        replace(
            gathered.circles[n % 6],
            id=f"c{n}",
            number=n + 1,
            members=tuple(replace(m, id=f"{n}{m.id}") for m in gathered.circles[n % 6].members),
            actions=tuple(replace(a, id=f"{n}{a.id}") for a in gathered.circles[n % 6].actions),
        )
        for n in range(count)
    ]
    return leaving_all(replace(gathered, circles=tuple(circles), placements={}))


def _flat(reader: PdfReader, entries: Any, level: int = 0) -> list[tuple[int, str, int]]:
    """The bookmarks: how deep, their title, and the page they lead to, from 1."""
    found = []
    for entry in entries:
        if isinstance(entry, Destination):
            page = reader.get_destination_page_number(entry)
            assert page is not None
            found.append((level, str(entry.title), page + 1))
        else:
            found += _flat(reader, entry, level + 1)
    return found


def _page_of(reader: PdfReader, place: Any) -> int:
    """The page, from 1, that a link leads to."""
    return [page.indirect_reference for page in reader.pages].index(place[0]) + 1


@pytest.mark.parametrize("count", [6, 20])
def test_contents_and_bookmarks_lead_to_the_pages_they_name(
    count: int, hartlepool: Gathered
) -> None:
    """Each line's number is that of the page its title stands on, and of its bookmark."""
    form = report_form(_many(hartlepool, count))
    reader = PdfReader(BytesIO(write_pdf(form).pdf))
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    marks = _flat(reader, reader.outline)
    assert next(title for level, title, _page in marks if level == 0) == "Contents"
    inside = [title for level, title, _page in marks if level == 1]
    assert [f"Circle {n}" for n in range(1, count + 1)] == inside[:count]
    assert [part.title for part in form.headings] == inside[count:]
    pages = dict(reversed([(title, page) for _level, title, page in marks]))
    listed = texts[1]
    assert listed.startswith(f"{form.event} Contents Contents")
    lines = lines_of(form)
    assert len(lines) < 40
    for line in lines:
        number = re.search(rf"{re.escape(line.title)} (\d+)", listed)
        assert number, line
        first = re.sub(r"^Circles (\d+) to \d+$", r"Circle \1", line.title)
        assert int(number[1]) == pages[first]
        assert first in texts[pages[first] - 1]
    links = [note.get_object() for note in reader.pages[1]["/Annots"]]  # type: ignore[attr-defined]
    lead = [_page_of(reader, link["/Dest"]) for link in links]
    assert lead == [pages[re.sub(r"^Circles (\d+) to \d+$", r"Circle \1", n.title)] for n in lines]


@pytest.mark.parametrize("below", [0, 100, 150, 200])
def test_contents_leave_room_for_what_closes_the_first_page(
    hartlepool: Gathered, below: int
) -> None:
    """Fewer lines for circles, so that a few lines of closing words have no page of their own."""
    names = tuple(f"Heading {n}" for n in range(7))
    event = replace(hartlepool.event, headings=names)
    form = report_form(_many(replace(hartlepool, event=event), 600))
    flow = Flow(Pen("Contents"), "Head")
    contents(flow, form, below)
    assert flow.page == 2
    assert flow.room >= below


@pytest.mark.parametrize("headings", range(2, 16))
def test_no_bar_stands_alone_on_a_page(hartlepool: Gathered, headings: int) -> None:
    """The last two bars stand on one page."""
    names = tuple(f"A heading of the event with words of its own, {n}" for n in range(headings))
    event = replace(hartlepool.event, headings=names)
    placements = {
        action.id: Placement(action.id, names[0])
        for circle in hartlepool.circles
        for action in circle.actions
    }
    form = report_form(leaving_all(replace(hartlepool, event=event, placements=placements)))
    texts = [
        " ".join(p.extract_text().split()) for p in PdfReader(BytesIO(write_pdf(form).pdf)).pages
    ]
    before = texts[: next(n for n, text in enumerate(texts) if "Contents Contents" in text)]
    bars = [text.count("A heading of the event") for text in before]
    assert sum(bars) == headings
    assert 1 not in bars


@pytest.mark.parametrize("points", [3, 4, 5])
def test_no_title_of_a_story_stands_alone_at_the_foot_of_a_page(
    hartlepool: Gathered, points: int
) -> None:
    """Its first words are on the page of its title, also where a few lines follow."""
    member = Member("m", "Ann B")
    stories = tuple(
        Story(
            *(f"s{n}", "m", f"Title {n}."),
            "\n".join([f"First {n}.", *["And then."] * (points - 1)]),
            sharing=Sharing.NAMED,
        )
        for n in range(60)
    )
    circle = Circle("c", 1, hartlepool.event.id, members=(member,), stories=stories)
    form = report_form(leaving_all(replace(hartlepool, circles=(circle,), placements={})))
    pages = [page.extract_text() for page in PdfReader(BytesIO(write_pdf(form).pdf)).pages]
    told = [page for page in pages if "told by Ann B" in page]
    assert len(told) > 4
    for n in range(60):
        (page,) = (page for page in told if f"Title {n}." in page)
        assert f"First {n}." in page


def test_it_says_that_it_is_not_tagged_and_which_form_everyone_can_read(
    hartlepool: Gathered,
) -> None:
    """In its properties; were it tagged one day, the sentence would have to go."""
    of_project = write_parts_pdf(PartDocument("Two events", (), ()))
    for printed in (write_pdf(report_form(leaving_all(hartlepool))), of_project):
        reader = PdfReader(BytesIO(printed.pdf))
        assert reader.metadata is not None
        assert "not tagged for screen readers" in str(reader.metadata.subject)
        assert "web page" in str(reader.metadata.subject)
        assert "/StructTreeRoot" not in str(reader.trailer["/Root"])


def test_it_says_its_title_its_language_and_when_it_was_made(hartlepool: Gathered) -> None:
    """The number at the foot of a page is its label in a reader."""
    made = datetime(2007, 6, 15, 9, 30, tzinfo=UTC)
    with spoken("cy"):
        form = report_form(leaving_all(hartlepool), Known(made=made))
        reader = PdfReader(BytesIO(write_pdf(form).pdf))
    assert reader.metadata is not None
    assert str(reader.metadata.title).endswith(f": {form.event}")
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.replace(tzinfo=UTC) == made
    assert reader.trailer["/Root"]["/Lang"] == "cy"  # type: ignore[index]
    for label, page in zip(reader.page_labels, reader.pages, strict=True):
        assert label in page.extract_text().split()


class _SeenPen(Pen):
    """A pen that tells where running heads begin and end, and on which pages lines stand."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.heads: list[tuple[float, float]] = []
        self.lines: list[int] = []

    def text(self, x: float, y: float, text: str, face: str, size: float, **more: Any) -> None:
        super().text(x, y, text, face, size, **more)
        if y < 60 and text:
            wide = width(text, face, size)
            left = x - more.get("anchor", 0) * wide
            self.heads.append((left, left + wide))
        elif text == "word":
            self.lines.append(self._page)


@pytest.mark.parametrize("event", ["Short", "A very long name of an event " * 9, "W" * 300])
def test_both_running_heads_fit_their_line(event: str) -> None:
    """Shortened to the width that is there: the section's name leaves room for the event's."""
    title = "Where stories and the actions that came of them stand, one by one"
    for section in ("Contents", title, title * 4):
        pen = _SeenPen("Heads")
        Flow(pen, event).turn(section)
        (left, end), (start, right) = pen.heads
        assert left == pytest.approx(LEFT)
        assert end < start - 8
        assert right <= RIGHT + 0.01


def test_no_line_of_a_parted_row_stands_alone() -> None:
    """Whatever room is left, and however long the row."""
    for used in range(0, 60, 7):
        for count in (3, 50, 51, 52, 53, 96, 97, 98, 99, 146, 147):
            pen = _SeenPen("Lines")
            flow = Flow(pen, "Head")
            flow.y += used * 11.0
            flow.row([Cell(LEFT, ["word"] * count)], 14.5)
            assert len(pen.lines) == count
            assert all(pen.lines.count(page) > 1 for page in set(pen.lines)), (used, count)


class _IndexPen(Pen):
    """A pen that tells the lines of the index, by page, column and place."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.seen: list[tuple[int, int, float, str]] = []
        self.page = 0

    def turn(self) -> None:
        super().turn()
        self.page += 1

    def text(self, x: float, y: float, text: str, face: str, size: float, **more: Any) -> None:
        super().text(x, y, text, face, size, **more)
        if size == 9.7 and text:
            column = int((x - LEFT) // ((RIGHT - LEFT) / 3))
            self.seen.append((self.page, column, y, text))


@pytest.mark.parametrize("names", [1, 3, 61, 170, 400])
def test_no_column_of_the_index_ends_within_a_name(hartlepool: Gathered, names: int) -> None:
    """Each column of each page begins with a name, and every circle of each follows."""
    circles = [
        replace(
            hartlepool.circles[0],
            id=f"c{n}",
            number=1000 + n,
            members=tuple(
                Member(f"{n}-{name}", f"Zed {name:03}") for name in range(names) if name % 40 >= n
            ),
            actions=(),
        )
        for n in range(40)
    ]
    form = report_form(leaving_all(replace(hartlepool, circles=tuple(circles), placements={})))
    (table,) = (one for one in tables_of(form) if one.key is Key.NAMES)
    pen = _IndexPen("Index")
    tables(Flow(pen, "Head"), form)
    lines = sorted(pen.seen)
    assert " ".join(text for *_place, text in lines) == " ".join(
        f"{name}, {numbers}" for name, numbers in table.texts
    )
    columns: dict[tuple[int, int], list[str]] = {}
    for page, column, _y, text in lines:
        columns.setdefault((page, column), []).append(text)
    assert [c for c in columns.values() if not c[0].startswith("Zed ")] == []
    last = max(page for page, _column in columns)
    high = [len(lines) for (page, _column), lines in columns.items() if page == last]
    assert max(high) - min(high) <= 8 or len(table.texts) < 9


@pytest.mark.parametrize("more", [0, 4, 9, 14])
def test_the_running_head_names_what_a_page_begins_with(hartlepool: Gathered, more: int) -> None:
    """Also where a part comes to stand at the top of a page because it did not fit below another;
    and stories of one title are a line with a title each.
    """
    told = Story("s", None, "A tale", "Words.", sharing=Sharing.ANONYMOUS)
    stories = tuple(replace(told, id=f"s{n}", left_as=f"l{n}") for n in range(2 + more))
    form = report_form(leaving_all(replace(hartlepool, stories=stories)))
    reader = PdfReader(BytesIO(write_pdf(form).pdf))
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    marks = [one for one in _flat(reader, reader.outline) if one[0] == 0 and one[2] > 1]
    titles = [title for _level, title, _page in marks]
    for _level, title, page in marks:
        heads = [f"{form.event} {other} {title}" for other in titles if other != title]
        assert not any(texts[page - 1].startswith(head) for head in heads), (page, title)
    listed = " ".join(texts).rpartition("Where it stands")[2]
    assert listed.count("A tale") >= min(len(stories), 2)


@pytest.mark.slow
def test_titles_stand_above_what_follows_them(hartlepool: Gathered) -> None:
    """No heading, story or table has its title at the foot of one page and its words on the next:
    each bookmark's title and what follows it are on one page.
    """
    for more in (0, 5, 12, 16, 20):
        long = Action("x", "word " * 40 * (more + 1), by="soon")
        first = Circle("c", 1, "e", members=(Member("m", "Ann"),), actions=(long,))
        gathered = replace(hartlepool, circles=(first, *_many(hartlepool, 4).circles[1:]))
        form = report_form(leaving_all(gathered))
        reader = PdfReader(BytesIO(write_pdf(form).pdf))
        texts = [" ".join(page.extract_text().split()) for page in reader.pages]
        for _level, title, page in _flat(reader, reader.outline):
            after = texts[page - 1].rpartition(title)[2].removesuffix(f" {page}").split()
            assert len(after) > 3, (more, title)


@pytest.mark.slow
def test_the_end_of_a_story_stands_with_what_it_ends(hartlepool: Gathered) -> None:
    """Its themes, a quotation, a last point of a line: none begins a page by itself, wherever on a
    page the story comes to stand.
    """
    words, themes = "It came at night, and nobody had asked. " * 3, ("school",)
    for quote in ("", "Nobody asked."):
        made = Story("s", None, "A tale", f"{words}\nThe end.", quote, sharing=Sharing.ANONYMOUS)
        for more in range(12):
            first = replace(made, id="f", left_as="f", points=words * (more + 1))
            others = (
                replace(made, id=f"s{n}", left_as=f"l{n}", tags=themes[: n % 2]) for n in range(16)
            )
            stories = (first, *others)
            form = report_form(leaving_all(replace(hartlepool, stories=stories)))
            for page in PdfReader(BytesIO(write_pdf(form).pdf)).pages:
                text = " ".join(page.extract_text().split())
                head = f"{form.event} Stories that may be shared "
                begins = text.removeprefix(head)
                assert not begins.startswith(("Themes", "The end.", "“Nobody")), (more, begins[:60])
