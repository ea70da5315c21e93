"""What a teller takes back is in no chapter, quotation, comparison or count of a project's report:
searched in the raw bytes of every format.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document

from storycircle.core.afterwards.chapters import Chapter
from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.meetings.inquiries import with_leave
from storycircle.core.model import Event, Sharing
from storycircle.jobs.afterwards.comparing import write_comparison
from storycircle.jobs.afterwards.demo_project import REPORTS
from storycircle.jobs.afterwards.projects import write_project_report
from storycircle.jobs.import_event import load_all
from storycircle.resources import example_project
from storycircle.store.library import Library
from tests.leaks.searching import found_in

TOLD, QUOTED, NAMED = "Nobody had a key", "a lower rung than", "hung a bell on the door"
TITLE = "Every Child Matters: Change for Children in Hartlepool"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library with the project of 2006 and 2007, of which one story is told in a chapter."""
    clock = SimulatedClock(datetime.fromisoformat("2007-10-01T14:05:00"))
    with Library(tmp_path / "library", clock) as found:
        load_all(found, example_project())
        yield found


def events(library: Library) -> list[Event]:
    """The two events with circles, by date."""
    return sorted((e for e in library.events() if e.headings), key=lambda event: event.date)


def put_into_a_chapter(library: Library) -> str:
    """Tell a story of January in a chapter of June; its withdrawal code."""
    january, june = events(library)
    circle = library.circles(january.id)[0]
    (story,) = circle.stories
    chapter = Chapter("own", "A story", text=f"Before\n\n[story](story:{story.left_as})", rank="z")
    library.save_parts(january.id, [chapter])
    assert june.id
    return story.code


def reports(library: Library, folder: Path) -> dict[str, bytes]:
    """The report and the comparison in every format, as bytes."""
    folder.mkdir()
    found = {}
    for ending in REPORTS:
        path = folder / f"report.{ending}"
        write_project_report(path, library, TITLE)
        found[path.name] = path.read_bytes()
        if ending != "json":
            beside = folder / f"beside.{ending}"
            write_comparison(beside, library, events(library))
            found[beside.name] = beside.read_bytes()
    return found


@pytest.mark.slow
def test_a_story_that_is_taken_back_is_nowhere(library: Library, tmp_path: Path) -> None:
    """Not in its chapter, nor in the annex, nor in the counts of the comparison; and whoever wrote
    the chapter is told.
    """
    code = put_into_a_chapter(library)
    before = reports(library, tmp_path / "before")
    whole = {name for name in before if name.startswith("report") and not name.endswith(".csv")}
    assert {name for name, data in before.items() if found_in(data, [TOLD])} == whole
    assert "| Stories that may be shared | 6 | 6 |" in before["beside.md"].decode()
    library.withdraw(code)
    after = reports(library, tmp_path / "after")
    assert [name for name, data in after.items() if found_in(data, [TOLD])] == []
    assert "| Stories that may be shared | 5 | 6 |" in after["beside.md"].decode()
    assert "| Stories that may be shared | 5 | 6 |" in after["report.md"].decode()
    note = write_project_report(tmp_path / "once.md", library, TITLE)
    assert "put into the chapter “A story” may not be shared any more" in note
    assert "Before" in after["report.md"].decode()


@pytest.mark.slow
def test_a_quotation_that_is_taken_back_is_nowhere(library: Library, tmp_path: Path) -> None:
    """Neither what was said without names at a stall, nor a word with its speaker's own code."""
    june = events(library)[1]
    run = library.parts(june.id).runs[0]
    code = library.add_quote(june, run, f"Somebody {NAMED}.", Sharing.NAMED)
    before = reports(library, tmp_path / "before")
    for words in (QUOTED, NAMED):
        assert sum(bool(found_in(data, [words])) for data in before.values()) >= 6, words
    library.withdraw(code)
    after = reports(library, tmp_path / "after")
    assert [name for name, data in after.items() if found_in(data, [NAMED])] == []
    said = library.gathered(june).stories
    library.take_quote_back(next(story.id for story in said if QUOTED in story.quote))
    last = reports(library, tmp_path / "last")
    assert [name for name, data in last.items() if found_in(data, [QUOTED])] == []


@pytest.mark.slow
def test_an_inquiry_to_which_one_owner_says_no_is_nowhere(library: Library, tmp_path: Path) -> None:
    """The no of one of the group is enough: its question, older wording and notes go."""
    (first,) = (event for event in library.events() if not event.headings)
    circle = next(c for c in library.circles(first.id) if c.number == 9)
    assert circle.meeting is not None
    inquiry = next(i for i in circle.meeting.inquiries if i.question.startswith("How do I develop"))
    words = ["How do I develop multi-agency", "take forward integrated working", "Six visits"]
    before = reports(library, tmp_path / "before")
    assert found_in(before["report.pdf"], words) == set(words)
    at = library.clock.now()
    no = with_leave(circle, inquiry.id, inquiry.owners[1], Sharing.STAYS, at=at, event=first)
    library.save_circle(no)
    after = reports(library, tmp_path / "after")
    assert {name: found for name, data in after.items() if (found := found_in(data, words))} == {}


@pytest.mark.slow
def test_the_organisation_s_template_dresses_the_report(library: Library, tmp_path: Path) -> None:
    """Its styles and its head stay; for any other format it is refused, and nothing is written."""
    template = tmp_path / "house.docx"
    house = Document()
    house.styles["Heading 1"].font.name = "Georgia"
    house.sections[0].header.paragraphs[0].text = "House of Ours"
    house.save(str(template))
    out = tmp_path / "report.docx"
    write_project_report(out, library, TITLE, template)
    dressed = Document(str(out))
    assert dressed.styles["Heading 1"].font.name == "Georgia"
    assert dressed.sections[0].header.paragraphs[0].text == "House of Ours"
    headings = [p.text for p in dressed.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings[1:4] == ["1\u2002Summary", "2\u2002Introduction", "3\u2002The learning set"]
    with pytest.raises(Refused, match="template"):
        write_project_report(tmp_path / "report.pdf", library, TITLE, template)
    assert not (tmp_path / "report.pdf").exists()
