"""The demonstration of a project: nine meetings, two events, and the report of all of it."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Gathered
from storycircle.jobs.afterwards.demo_project import REPORTS, play_project
from storycircle.jobs.afterwards.projects import write_project_report
from storycircle.jobs.demo import Step
from storycircle.jobs.import_event import load_all, read_events
from storycircle.resources import example_project
from storycircle.store.library import Library

MEMBERS = [14, 14, 13, 13, 12, 11, 11, 10, 10]
"""Of the learning set, meeting by meeting."""


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Step]]:
    """The demonstration, played once."""
    folder = tmp_path_factory.mktemp("project")
    return folder, list(play_project(folder))


@pytest.fixture(scope="module")
def said(played: tuple[Path, list[Step]]) -> list[dict[str, object]]:
    """The events of the report as a document."""
    document = json.loads((played[0] / "report.json").read_bytes())
    found: list[dict[str, object]] = document["project"]["events"]
    return found


@pytest.mark.slow
def test_every_step_leaves_its_file(played: tuple[Path, list[Step]]) -> None:
    """Nine progress reports, twelve circles, four stalls, seven reports, none of them empty."""
    folder, steps = played
    for step in steps:
        assert step.where.stat().st_size > 0, step
    assert len(list((folder / "learning-set").glob("meeting-*.pdf"))) == len(MEMBERS)
    assert len(list(folder.glob("2007-*/circles/*.circle"))) == 12
    assert len(list(folder.glob("2007-06-14/stalls/*.circle"))) == 4
    assert {path.suffix[1:] for path in folder.glob("report.*")} == set(REPORTS)


def test_the_learning_set_met_nine_times(played: tuple[Path, list[Step]]) -> None:
    """Fourteen began and ten were there at the end; who came is in the set's own records."""
    with Library(
        played[0] / "organiser" / "library", SimulatedClock(datetime.fromisoformat("2007-10-02"))
    ) as library:
        (line,) = library.lines()
        held = library.meetings(line.id)
    assert [len(circle.members) for circle in held] == MEMBERS
    assert [circle.date[:7] for circle in held[::8]] == ["2006-10", "2007-06"]
    (old,) = {
        w.question for c in held[5:] if c.meeting for i in c.meeting.inquiries for w in i.worded
    }
    assert old == "How do we take forward integrated working?"


def test_the_document_says_how_many_were_in_the_set(played: tuple[Path, list[Step]]) -> None:
    """The figures of the membership, as in every other format; no name beside them."""
    document = json.loads((played[0] / "report.json").read_bytes())
    (line,) = document["project"]["lines"]
    assert line["members"] == MEMBERS
    assert line["months"][::8] == ["2006-10", "2007-06"]


def test_nothing_of_the_set_leaves_without_leave(
    played: tuple[Path, list[Step]], said: list[dict[str, object]]
) -> None:
    """Three questions left, those of the groups at the last meeting; each member's own stayed."""
    text = (played[0] / "report.json").read_text(encoding="utf-8")
    assert "How do I know whom to ring, without asking three people first?" not in text
    assert "drew a map of every team" not in text
    circles = said[0]["circles"]
    assert isinstance(circles, list)
    assert [len(circle.get("inquiries", ())) for circle in circles] == [0] * 8 + [3]


def test_june_is_that_of_the_day(example: Gathered) -> None:
    """Its circles, members, actions, headings and wordings are those of the event's own example."""
    june = read_events(example_project())[-1]
    assert [c.members for c in june.circles] == [c.members for c in example.circles]
    for one, other in zip(june.circles, example.circles, strict=True):
        assert [a.text for a in one.actions] == [a.text for a in other.actions]
        assert [june.wording_of(a) for a in one.actions] == [
            example.wording_of(a) for a in other.actions
        ]
        assert [a.heading for a in one.actions] == [a.heading for a in other.actions]
    for name in ("date", "venue", "question", "headings", "stalls", "programme"):
        assert getattr(june.event, name) == getattr(example.event, name)


def test_the_report_holds_what_was_played(said: list[dict[str, object]]) -> None:
    """Both events with their circles, stalls, reviews, check-outs, recommendations and chapters."""
    scripts = read_events(example_project())
    for script, event in zip(scripts[1:], said[1:], strict=True):
        circles = event["circles"]
        assert isinstance(circles, list)
        assert sum(len(one["members"]) for one in circles) == script.people()
        actions = [action for one in circles for action in one["actions"]]
        assert len(actions) == script.actions()
        reviewed = sum(bool(a.reviews) for c in script.circles for a in c.actions)
        assert sum("reviews" in action for action in actions) == reviewed
        assert sum("checkout" in one for one in circles) == len(
            [c for c in script.circles if c.checkout]
        )
    june = said[2]
    head, stalls = june["event"], june["stalls"]
    assert isinstance(head, dict)
    assert isinstance(stalls, list)
    assert len(head["recommendations"]) == 26
    assert [one["kind"] for one in head["chapters"]][:4] == [
        "foreword", "summary", "introduction", "learning set",
    ]  # fmt: skip
    assert [len(one["runs"]) for one in stalls] == [2, 2, 2, 2]
    assert sum(len(run.get("quotes", ())) for one in stalls for run in one["runs"]) == 4
    rests = [one for one in head["recommendations"] if one.get("actions")]
    assert rests[0]["actions"] == [[5, 3]]


def test_turns_are_those_that_were_played(said: list[dict[str, object]]) -> None:
    """Everyone was heard; where time was short, the last of each circle went over it."""
    for event, over in zip(said[1:], (0, 1), strict=True):
        circles = event["circles"]
        assert isinstance(circles, list)
        for one in circles:
            assert one["turns"] == {"heard": len(one["members"]), "passed": 0, "over": over}


def test_what_is_made_up_is_said(said: list[dict[str, object]]) -> None:
    """In each document of the file, and so in what the report closes with."""
    for script, event in zip(read_events(example_project()), said, strict=True):
        assert "Made up for this demonstration" in script.event.source
        assert event["source"] == script.event.source


def test_its_report_is_loaded_elsewhere(played: tuple[Path, list[Step]], tmp_path: Path) -> None:
    """The document of the project is one that another organiser opens."""
    with Library(
        tmp_path / "library", SimulatedClock(datetime.fromisoformat("2007-10-02"))
    ) as library:
        loaded = load_all(library, played[0] / "report.json")
    assert [len(one.gathered.circles) for one in loaded] == [9, 6, 6]


OF_PERSONS = ("Each line is a person", "Why, as far as it was noted")
"""How the sentences begin that are said of the drawing of each person's meetings: the document has
how many there were, and nobody's own way through them.
"""


@pytest.mark.slow
def test_the_document_says_every_figure_that_the_other_formats_say(
    played: tuple[Path, list[Step]], tmp_path: Path
) -> None:
    """Loaded elsewhere and written there on the same day: every table of the report is the same,
    letter for letter, and so is every word, but for the drawing of who was there.
    """
    clock = SimulatedClock(datetime.fromisoformat("2007-10-01T14:05:00"))
    with (
        Library(played[0] / "organiser" / "library", clock) as first,
        Library(tmp_path / "library", clock) as second,
    ):
        title = first.events()[0].project
        write_project_report(tmp_path / "first.json", first, title)
        load_all(second, tmp_path / "first.json")
        for name, library in (("first", first), ("second", second)):
            for ending in ("csv", "md", "pdf"):
                write_project_report(tmp_path / f"{name}.{ending}", library, title)
    tables = [(tmp_path / f"{name}.csv").read_bytes() for name in ("first", "second")]
    assert tables[0].count(b"\n") > 150
    assert tables[0] == tables[1]
    words = [
        [line for line in path.read_text(encoding="utf-8").split("\n\n")
         if not line.startswith(OF_PERSONS)]
        for path in (tmp_path / "first.md", tmp_path / "second.md")
    ]  # fmt: skip
    assert words[0] == words[1]


@pytest.mark.slow
def test_it_is_played_again_over_itself(played: tuple[Path, list[Step]]) -> None:
    """As often as one likes: each step leaves its file once more."""
    folder, steps = played
    again = list(play_project(folder))
    assert [(step.what, step.where) for step in again] == [(s.what, s.where) for s in steps]


def test_it_is_played_over_no_other_library(tmp_path: Path) -> None:
    """A folder with somebody's library is refused, and stays as it was."""
    library = tmp_path / "organiser" / "library"
    library.parent.mkdir()
    library.write_bytes(b"theirs")
    with pytest.raises(Refused, match="organiser/library"):
        next(play_project(tmp_path))
    assert library.read_bytes() == b"theirs"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["organiser"]
