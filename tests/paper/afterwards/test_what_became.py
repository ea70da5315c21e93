"""What became of the actions: counted right, overdue first, and the same in every format."""

import csv
import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core.consent.shareable import leaving_all
from storycircle.core.formats.json_document import write_document
from storycircle.core.model import Action, Circle, Event, Gathered, Member
from storycircle.core.reviews.review import EnteredBy, Review, ReviewState, state_word
from storycircle.paper.afterwards.what_became import STATES, WhatBecame, what_became
from storycircle.paper.report.content import Known, ReportForm, report_form
from storycircle.paper.report.event_part import only_of
from storycircle.paper.report.formats import FORMATS

NOW = datetime(2007, 10, 1, 12)  # noqa: DTZ001 (the room's own time)
SIGNS = "<b>=1+1</b> | *a* _b_ & c"


def action(name: str, by: str = "", heading: str = "Share", *reviews: Review) -> Action:
    return Action(name, f"Text {name}.", (), by, heading, reviews=reviews)


def told(
    state: ReviewState, happened: str = "", following: str = "", by: str = "", told_by: str = ""
) -> Review:
    id_ = f"{state} {happened}"
    return Review(id_, state, "2007-09-06", happened, following, by, told_by)


CIRCLES = (
    Circle(
        "c1",
        1,
        "e",
        members=(Member("m", "Dawn"),),
        actions=(
            action("a", "12 July", "Share", told(ReviewState.DONE, "All came.")),
            action("b", "31 August", "Share", told(ReviewState.UNDER_WAY, SIGNS, "A list.")),
            action("c", "July", "Share"),
        ),
    ),
    Circle(
        "c2",
        2,
        "e",
        actions=(
            action("d", "soon", "Meet", told(ReviewState.CHANGED, "Less.", by="end of October")),
            action("e", "1 July", "Share", told(ReviewState.LET_GO, told_by="Dawn")),
        ),
    ),
    Circle("c3", 3, "e", actions=(action("f", "", ""),)),
    Circle("c4", 4, "e"),
)
EVENT = Event("e", "An event", "2007-06-14", headings=("Share", "Meet", "Empty"))


def form_of(*circles: Circle) -> ReportForm:
    return report_form(leaving_all(Gathered(EVENT, circles)), Known(made=NOW))


def chapter_of(*circles: Circle) -> WhatBecame:
    chapter = what_became(form_of(*circles))
    assert chapter is not None
    return chapter


def test_overdue_stands_first_then_by_date_and_what_has_none_last() -> None:
    share, meet, nowhere = chapter_of(*CIRCLES).headings
    assert [one.entry.words[5] for one in share.actions] == ["c", "b", "e", "a"]
    assert [one.date_words for one in share.actions] == [
        "overdue since 31 July 2007",
        "overdue since 31 August 2007",
        "",  # let go
        "",  # done
    ]
    assert [one.date_words for one in meet.actions] == ["now by 31 October 2007"]
    assert [one.state for one in nowhere.actions] == [None]


def test_what_is_said_of_all() -> None:
    chapter = chapter_of(*CIRCLES)
    assert chapter.title == "What became of the six actions"
    assert chapter.about == (
        "As reviewed up to 6 September 2007. Four actions have been told of. Two are overdue."
    )
    assert chapter.never_words == "Circle 3 has not told yet what became of its actions."
    assert "Meet: changed 1" in chapter.picture_words()


def test_two_reviews_between_which_nothing_decides_are_said() -> None:
    two = (told(ReviewState.DONE, "Yes."), told(ReviewState.LET_GO, "No."))
    circle = replace(CIRCLES[0], actions=(action("a", "", "Share", *two),))
    chapter = chapter_of(circle)
    assert chapter.actions[0].undecided
    assert "Of one two reviews of one day differ" in chapter.about


def test_without_a_review_a_report_is_as_it_was() -> None:
    """No chapter, and in no format a word of it."""
    bare = tuple(
        replace(c, actions=tuple(replace(a, reviews=()) for a in c.actions)) for c in CIRCLES
    )
    form = form_of(*bare)
    assert what_became(form) is None
    assert b"What became" not in FORMATS[".md"](form) + FORMATS[".html"](form)
    assert b"overdue" not in FORMATS[".csv"](form)


def test_a_part_of_a_report_has_its_part_of_the_chapter() -> None:
    gathered = leaving_all(Gathered(EVENT, CIRCLES))
    chapter = what_became(report_form(gathered, Known(made=NOW), only_of("heading=Meet")))
    assert chapter is not None
    assert [one.entry.words for one in chapter.actions] == ["Text d."]


states = st.sampled_from([*ReviewState, None])


@given(st.lists(st.lists(st.tuples(states, st.sampled_from(["", "1 July", "October"]),
       st.sampled_from(["Share", "Meet", ""])), max_size=3), min_size=1, max_size=5))  # fmt: skip
def test_the_counts_are_those_of_the_actions(
    drawn: list[list[tuple[ReviewState | None, str, str]]],
) -> None:
    """By heading, by circle and in all; every action stands once."""
    circles = []
    for number, actions in enumerate(drawn, 1):
        made = [
            action(f"{number}{n}", by, heading, *([told(state)] if state else []))
            for n, (state, by, heading) in enumerate(actions)
        ]
        circles.append(Circle(f"c{number}", number, "e", actions=tuple(made)))
    chapter = what_became(form_of(*circles))
    every = Counter(state for actions in drawn for state, _by, _heading in actions)
    if not any(state for state in every):
        assert chapter is None
        return
    assert chapter is not None
    assert chapter.counts == every
    for groups in (chapter.headings, chapter.circles):
        assert sum((Counter(group.counts) for group in groups), Counter()) == every
    late = [one for one in chapter.actions if one.overdue]
    assert {one.due.date for one in late} <= {"2007-07-01"}
    assert not {one.state for one in late} & {ReviewState.DONE, ReviewState.LET_GO}
    quiet = [n for n, made in enumerate(drawn, 1) if made and not any(s for s, _b, _h in made)]
    assert list(chapter.never) == quiet


@pytest.fixture
def said(pages: Callable[[bytes], list[str]]) -> Callable[[str], str]:
    """All that a format says of the event above."""

    def read(ending: str) -> str:
        data = FORMATS[ending](form_of(*CIRCLES))
        if ending == ".pdf":
            return " ".join(pages(data))
        if ending == ".docx":
            document = Document(BytesIO(data))
            texts = [paragraph.text for paragraph in document.paragraphs]
            texts += [c.text for t in document.tables for row in t.rows for c in row.cells]
            return " ".join(texts)
        if ending == ".xlsx":
            book = openpyxl.load_workbook(BytesIO(data))
            cells = (c.value for sheet in book.worksheets for row in sheet.iter_rows() for c in row)
            return " ".join(str(value) for value in cells if value is not None)
        return data.decode("utf-8-sig")

    return read


@pytest.mark.parametrize("ending", [".pdf", ".html", ".docx", ".xlsx", ".md"])
def test_every_format_says_all_of_it(said: Callable[[str], str], ending: str) -> None:
    """Title, states in words, what happened, the next step, who told it, who never did."""
    text = " ".join(said(ending).split())
    words = [
        "What became of the six actions",
        "All came.",
        "A list.",
        "no word yet",
        "Circle 3 has",
    ]
    words += [state_word(state) for state in STATES if state is not ReviewState.NOT_STARTED]
    assert [word for word in words if word not in text] == []
    assert "Dawn" in text.partition("What became")[2]
    assert "overdue" in text


def test_csv_has_columns_for_it(said: Callable[[str], str]) -> None:
    """What looks like a formula is none there either."""
    rows = list(csv.DictReader(StringIO(said(".csv"))))
    assert [row["state"] for row in rows] == [
        *("done", "under way", "no word yet", "changed", "let go", "no word yet", ""),
    ]
    assert [row["overdue"] for row in rows] == ["", "overdue", "overdue", "", "", "", ""]
    assert rows[1]["what happened"] == SIGNS
    assert rows[3]["date"] == "2007-10-31"


def test_the_workbook_has_every_review_and_a_chart() -> None:
    """Numbers are numbers, dates are dates, and what is typed is text."""
    book = openpyxl.load_workbook(BytesIO(FORMATS[".xlsx"](form_of(*CIRCLES))))
    counts = book["What became of them"]
    assert len(counts._charts) == 1
    rows = list(counts.iter_rows(min_row=5, max_row=8, values_only=True))
    assert rows[0] == ("Heading", *map(state_word, STATES), "All")
    assert rows[1] == ("Share", 1, 1, None, None, 1, 1, 4)
    told_rows = list(book["Reviews"].iter_rows(min_row=2, values_only=True))
    assert len(told_rows) == 4
    assert (told_rows[1][4], told_rows[1][5], told_rows[1][8]) == (SIGNS, "A list.", "the circle")
    assert all(c.data_type != "f" for s in book.worksheets for row in s.iter_rows() for c in row)


@pytest.mark.parametrize(("count", "high"), [(12, 1), (600, 0)])
def test_the_counts_print_at_a_size_that_can_be_read(count: int, high: int) -> None:
    """A few circles on one page; hundreds on as many as they need, the head on each."""
    circles = [
        Circle(f"c{n}", n, "e", actions=(action(f"a{n}", "", "Share", told(ReviewState.DONE)),))
        for n in range(1, count + 1)
    ]
    book = openpyxl.load_workbook(BytesIO(FORMATS[".xlsx"](form_of(*circles))))
    sheet = book["What became of them"]
    setup: Any = sheet.page_setup
    fitted = [1 if pages is None else int(pages) for pages in (setup.fitToWidth, setup.fitToHeight)]
    assert fitted == [1, high]
    (head,) = (row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "Circle")
    assert sheet.print_title_rows == (None if high else f"${head}:${head}")


def test_the_summary_and_each_action_say_their_states() -> None:
    """Below the counts each heading by state, its zeros empty but in the sum, with a chart of it; a
    report in which nobody told anything has neither.
    """
    book = openpyxl.load_workbook(BytesIO(FORMATS[".xlsx"](form_of(*CIRCLES))))
    rows = list(book["Summary"].iter_rows(max_col=8, values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == "Actions by heading")
    assert rows[head][1:] == ("Actions", *map(state_word, STATES))
    table = {str(row[0]): row[1:] for row in rows[head + 1 :]}
    assert table["Share"] == (4, 1, 1, None, None, 1, 1)
    assert table["All"] == (6, 1, 1, 1, 0, 1, 2)
    counts = {str(row[0]): row[1] for row in rows[:head]}
    assert (counts["Actions told of since"], counts["Actions overdue"]) == (4, 2)
    heads, *actions = book["Actions"].iter_rows(values_only=True)
    state, late = heads.index("State"), heads.index("Overdue")
    found = [(row[state], row[late]) for row in actions]
    assert found.count(("under way", "overdue")) == 1
    bare = [replace(c, actions=tuple(replace(a, reviews=()) for a in c.actions)) for c in CIRCLES]
    without = openpyxl.load_workbook(BytesIO(FORMATS[".xlsx"](form_of(*bare))))
    assert "State" not in [cell.value for cell in without["Actions"][1]]
    assert "done" not in [cell.value for row in without["Summary"].iter_rows() for cell in row]


def test_many_headings_and_long_words_stay_on_their_pages(
    pages: Callable[[bytes], list[str]],
) -> None:
    """Six headings of three actions, all with long reviews: nothing is lost."""
    words = [f"w{n}" for n in range(120)]
    circles = [
        Circle(
            f"c{n}",
            n,
            "e",
            actions=tuple(
                action(f"{n}{m}", "July", f"Heading {n} " * 6, told(ReviewState.UNDER_WAY,
                       f"q{n}x{m} {' '.join(words)}", told_by="Somebody With A Long Name " * 3))
                for m in range(3)
            ),
        )
        for n in range(1, 7)
    ]  # fmt: skip
    text = " ".join(pages(FORMATS[".pdf"](form_of(*circles))))
    assert [f"q{n}x{m}" for n in range(1, 7) for m in range(3) if f"q{n}x{m} " not in text] == []


def test_json_writes_the_reviews() -> None:
    document = json.loads(write_document(leaving_all(Gathered(EVENT, CIRCLES))))
    review = document["circles"][1]["actions"][0]["reviews"][0]
    assert review == {
        "on": "2007-09-06",
        "state": "changed",
        "happened": "Less.",
        "by": "end of October",
        "entered_by": EnteredBy.CIRCLE.value,
    }
