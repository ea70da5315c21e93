"""A project: events under one title, one report of all, and one document that is loaded again."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from storycircle.cli.main import main
from storycircle.core.clock import SimulatedClock
from storycircle.core.lines.records import LineKind, Ticked
from storycircle.core.meetings.next_meeting import first_meeting, new_line, with_ticked
from storycircle.core.model import Member, new_id
from storycircle.store.library import Library
from tests.core.formats.afterwards.test_report_parts_in_document import whole
from tests.paper.afterwards.test_parts_of_a_report import text_of
from tests.support.inside import conn_of


def run(library: Path, *args: object) -> Result:
    return CliRunner().invoke(main, ["--library", str(library), *map(str, args)])


def project() -> dict[str, Any]:
    """Two events: one with stalls, recommendations and chapters, and one before it."""
    june = whole()
    january: dict[str, Any] = {"format": "storycircle/1", "event": {"title": "Winter Day"}}
    june["event"] |= {"title": "Summer Day", "date": "2007-06-14"}
    june["event"]["programme"] = [{"starts": "09:30", "ends": None, "title": "Arrival"}]
    january["event"] |= {"date": "2007-01-25", "headings": ["Trust"]}
    january["circles"] = [
        {
            "number": 1,
            "members": [{"name": "Ann"}],
            "actions": [{"text": "Meet", "heading": "Trust"}],
        }
    ]
    inner = {"title": "The year", "events": [june, january], "matches": [["Trust", "First"]]}
    return {"format": "storycircle/1", "project": inner}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library into which the project was loaded."""
    path = tmp_path / "p.json"
    path.write_text(json.dumps(project()))
    done = run(tmp_path / "library", "load", path)
    assert (done.exit_code, len(done.output.splitlines())) == (0, 2), done.output
    return tmp_path / "library"


def test_a_project_s_document_is_written_and_loaded_again(library: Path, tmp_path: Path) -> None:
    """Letter for letter, with its matches, on another laptop; and once more it changes nothing."""
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    assert run(library, "report", "--project", "the year", "-o", first).exit_code == 0
    said = json.loads(first.read_text())["project"]
    assert [one["event"]["title"] for one in said["events"]] == ["Winter Day", "Summer Day"]
    assert said["matches"] == [["First", "Trust"]]
    for _time in range(2):
        assert run(tmp_path / "other", "load", first).exit_code == 0
        run(tmp_path / "other", "report", "--project", "The year", "-o", second)
        assert second.read_bytes() == first.read_bytes()


PARTS = (
    "Foreword", "The event of 25 January 2007", "The event of 14 June 2007",
    "From the market stalls", "Stories under the headings",
    "January 2007 and June 2007, side by side", "Our own", "Recommendations",
    "Annex 1: The programme", "Annex 2: The circles, their members and actions",
)  # fmt: skip


@pytest.mark.parametrize("ending", [".pdf", ".html", ".docx", ".xlsx", ".md"])
def test_the_report_of_a_project_has_all_chapters_in_their_order(
    library: Path, tmp_path: Path, ending: str
) -> None:
    """Foreword, each event, comparison, recommendations, annexes: the same in all formats."""
    out = tmp_path / f"r{ending}"
    assert run(library, "report", "--project", "The year", "-o", out).exit_code == 0
    said = text_of(out.read_bytes(), ending)
    for title in PARTS:
        assert title in said
    body = said[said.rindex("Why") :] if ending != ".xlsx" else said
    places = [body.find(title) for title in PARTS[1:]]
    assert places == sorted(places)
    for words in ("Meet", "Dig", "Shade", "Plant", "Two events, two circles", "Arrival"):
        assert words in said
    assert "Not for others" not in said


def test_a_line_that_met_by_itself_is_in_the_report(library: Path, tmp_path: Path) -> None:
    """With --line: as a learning set's chapter, of what was ticked; and in the document, which is
    loaded elsewhere. A line that is not here, or one without a project, is refused.
    """
    line = new_line("Monday set", question="What next?", kind=LineKind.LEARNING_SET)
    members = [Member(new_id(), name) for name in ("Ana", "Bob", "Cid")]
    held = first_meeting(line, members, on="2006-10-12")
    with Library(library, SimulatedClock(datetime.fromisoformat("2007-10-01"))) as here:
        here.save_circle(with_ticked(held, (Ticked.APOLOGIES, Ticked.QUESTION)))
    out, document = tmp_path / "r.md", tmp_path / "r.json"
    args = ("report", "--project", "The year", "--line", "monday set", "-o")
    assert run(library, *args, out).exit_code == 0
    said = out.read_text(encoding="utf-8")
    assert "Monday set" in said
    assert "What next?" in said
    assert "| Members | 3 |" in said
    assert "Ana" not in said
    assert run(library, *args, document).exit_code == 0
    assert "Ana" not in document.read_text(encoding="utf-8")
    assert run(tmp_path / "other", "load", document).exit_code == 0
    done = run(library, "report", "--project", "The year", "--line", "Nobody", "-o", out)
    assert (done.exit_code, "Nobody" in done.output) == (1, True)
    assert run(library, "report", "--line", "Monday set", "-o", out).exit_code == 2


def test_a_line_stays_in_its_project_until_it_is_taken_out(library: Path, tmp_path: Path) -> None:
    """Once named, it is in every report of the project; another project refuses it; taken out, it
    is in none; and a report that is refused has changed nothing.
    """
    line = new_line("Monday set", question="What next?", kind=LineKind.LEARNING_SET)
    held = first_meeting(line, [Member(new_id(), "Ana"), Member(new_id(), "Bob")], on="2006-10-12")
    with Library(library, SimulatedClock(datetime.fromisoformat("2007-10-01"))) as here:
        here.save_circle(with_ticked(held, (Ticked.APOLOGIES, Ticked.QUESTION)))
        other = replace(here.events()[0], id=new_id(), title="Other day", project="Other years")
        here.save_event(other)
    out = tmp_path / "r.md"
    report = ("report", "--project", "The year", "-o", out)

    def has_it() -> bool:
        assert run(library, *report).exit_code == 0
        return "Monday set" in out.read_text(encoding="utf-8")

    assert not has_it()
    refused = run(library, *report[:-1], tmp_path / "r.doc", "--line", "Monday set")
    assert refused.exit_code == 1
    assert not has_it()
    assert run(library, *report, "--line", line.id).exit_code == 0
    assert has_it()
    elsewhere = ("report", "--project", "Other years", "-o", out, "--line", "Monday set")
    done = run(library, *elsewhere)
    assert done.exit_code == 1
    assert "The line “Monday set” is of the project “The year” already." in done.output
    assert run(library, *report, "--without-line", "monday set").exit_code == 0
    assert not has_it()
    assert run(library, *elsewhere).exit_code == 0
    with Library(library, SimulatedClock(datetime.fromisoformat("2007-10-01"))) as here:
        assert here.project_of_line(line.id) == "Other years"
        here.erase_circle(held.id)
        assert here.project_of_line(line.id) == ""


def test_what_is_wrong_is_said(library: Path, tmp_path: Path) -> None:
    """An unknown project, an event in it twice, one that is no event, a match of one heading."""
    done = run(library, "report", "--project", "Nought", "-o", tmp_path / "r.pdf")
    assert "No event is of a project “Nought”. Projects here:" in done.output
    assert "The year" in done.output
    document = project()
    document["project"]["events"].append(document["project"]["events"][0])
    assert "event 3 of the project: the event “Summer Day” stands" in loaded(tmp_path, document)
    document = project()
    document["project"]["events"][1]["event"]["titel"] = ""
    assert "event 2 of the project: event: there is no key “titel” here." in loaded(
        tmp_path, document
    )
    document = project()
    document["project"]["matches"] = [["Trust"]]
    assert "project, match 1 should be a list of two headings." in loaded(tmp_path, document)
    assert "no event and no circle" in run(tmp_path / "new", "list").output


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"members": [3, 0]}, "project, line 1: members 2 should be a whole number from 1 to"),
        ({"members": [3], "months": ["2006-13"]}, "project, line 1: months 1 should be a month"),
        ({"members": [3, 4], "months": ["2006-10"]}, "months are given for 1 meetings and members"),
        ({"membres": [3]}, "project, line 1: there is no key “membres” here."),
        ({"id": ""}, "project, line 1: id"),
    ],
)
def test_a_line_that_is_wrong_in_a_project_is_refused(
    tmp_path: Path, line: dict[str, object], said: str
) -> None:
    """By its place, and nothing of the project is loaded."""
    document = project()
    document["project"]["lines"] = [
        {"id": "set", "title": "The set", "kind": "learning set"} | line
    ]
    assert said in loaded(tmp_path, document)
    assert "no event and no circle" in run(tmp_path / "new", "list").output


def test_a_circle_may_be_of_a_line_that_its_project_names(tmp_path: Path) -> None:
    """Named once for all events; how many there were is said, where a document said it."""
    document = project()
    line = {"id": "set", "title": "The set", "kind": "learning set", "members": [4, None, 3]}
    document["project"]["lines"] = [line | {"months": ["2006-10", "", "2006-12"]}]
    met: dict[str, Any] = {"format": "storycircle/1"}
    met["event"] = {"title": "The set", "date": "2006-10-12"}
    met["circles"] = [{"number": place, "line": "set"} for place in (1, 2, 3)]
    document["project"]["events"].append(met)
    path, out = tmp_path / "p.json", tmp_path / "r.md"
    path.write_text(json.dumps(document))
    assert run(tmp_path / "new", "load", path).exit_code == 0
    assert run(tmp_path / "new", "report", "--project", "The year", "-o", out).exit_code == 0
    said = out.read_text(encoding="utf-8")
    assert "| Members | 4 | – | 3 |" in said
    assert "October 2006 to December 2006" in said
    again = tmp_path / "again.json"
    run(tmp_path / "new", "report", "--project", "The year", "-o", again)
    (there,) = json.loads(again.read_text(encoding="utf-8"))["project"]["lines"]
    assert (there["members"], there["months"]) == ([4, None, 3], ["2006-10", "", "2006-12"])
    archive = tmp_path / "all.zip"
    run(tmp_path / "new", "export", "--all", "-o", archive)
    clock = SimulatedClock(datetime.fromisoformat("2007-10-01"))
    for library in (tmp_path / "merged", tmp_path / "new"):
        run(library, "merge", archive)
        with Library(library, clock) as here:
            (event,) = (one for one in here.events() if one.title == "The set")
            assert [one.people for one in here.gathered(event).membership] == [4, None, 3]
            here.erase_event(event.id)
            sql = "SELECT sort FROM addition WHERE belongs = ?"
            assert conn_of(here).execute(sql, [event.id]).fetchall() == []


def loaded(tmp_path: Path, document: dict[str, Any]) -> str:
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(document))
    done = run(tmp_path / "new", "load", path)
    assert done.exit_code == 1
    return done.output


def test_one_refused_event_keeps_all_out(library: Path, tmp_path: Path) -> None:
    """A circle that is here in other words: nothing of the project is loaded."""
    document = project()
    other = {"format": "storycircle/1", "event": {"title": "Autumn", "date": "2007-10-01"}}
    document["project"]["events"].insert(0, other)
    document["project"]["events"][2]["circles"][0]["actions"][0]["text"] = "Otherwise"
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(document))
    assert run(library, "load", path).exit_code == 1
    assert "Autumn" not in run(library, "list").output
