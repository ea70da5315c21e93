"""Putting an event from a JSON file into a library: all of it, once, or nothing."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Gathered, NamesOnPaper
from storycircle.core.shapes.shape import SHAPES
from storycircle.jobs.export import export_circle
from storycircle.jobs.import_event import Side, load, read_file
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import report_bytes, write_report
from storycircle.resources import example_event
from storycircle.store.library import Library
from tests.support.bad_places import make_pipe
from tests.support.inside import conn_of


def dump(library: Library) -> list[str]:
    return list(conn_of(library).iterdump())


def test_loading_twice_is_quiet(library: Library, example: Gathered) -> None:
    """The same file again changes nothing."""
    load(library, example_event())
    before = list(conn_of(library).iterdump())
    load(library, example_event())
    assert list(conn_of(library).iterdump()) == before
    assert library.gathered(library.events()[0]) == example


def test_what_a_circle_wrote_is_not_overwritten(library: Library) -> None:
    """A file that differs from the library is refused, with nothing half-loaded."""
    load(library, example_event())
    circle = library.circles()[4]
    library.save_circle(replace(circle, theme="Changed here"))
    before = list(conn_of(library).iterdump())
    with pytest.raises(Refused, match=f"Circle {circle.number} is in this library already"):
        load(library, example_event())
    assert list(conn_of(library).iterdump()) == before


SETTINGS: dict[str, object] = {
    "question": "Another?",
    "headings": ("One",),
    "programme": (),
    "expected": 7,
    "purpose": "To hear each other.",
    "ground_rules": ("One speaks.",),
    "promise": "It goes nowhere.",
    "organisation": "The council",
    "keep_until": "2008-06-14",
    "names_on_paper": NamesOnPaper.NONE,
    "language": "cy",
    "statements": ("I was heard.",),
    "rounds": SHAPES[1].rounds(),
    "stalls": ("One",),
    "dialogue_questions": ("And now?",),
}


@pytest.mark.parametrize("key", SETTINGS)
@pytest.mark.parametrize("side", [None, Side.HERE, Side.FILE])
def test_a_person_decides_whose_settings_of_an_event_stand(
    library: Library, example: Gathered, tmp_path: Path, key: str, side: Side | None
) -> None:
    """Undecided, nothing is loaded and both sides are said, whatever it is that differs; decided,
    those of the side that was chosen stand, and a circle that was not here comes in.
    """
    document = json.loads(example_event().read_bytes())
    some = tmp_path / "some.json"
    some.write_text(json.dumps({**document, "circles": document["circles"][:2]}))
    load(library, some)
    changes: dict[str, Any] = {key: SETTINGS[key]}
    here = replace(library.events()[0], **changes)
    library.save_event(here)
    before = dump(library)
    if side is None:
        with pytest.raises(Refused, match="with other settings than in the file") as refused:
            load(library, example_event())
        both = str(refused.value)
        assert both.count(": here ") == 1, both
        assert "in the file" in both
        assert dump(library) == before
        return
    load(library, example_event(), side)
    assert library.events() == [here if side is Side.HERE else example.event]
    assert len(library.circles()) == 6
    after = dump(library)
    load(library, example_event(), side)
    assert dump(library) == after


def test_the_same_rounds_are_the_same_wherever_they_were_named(
    library: Library, tmp_path: Path
) -> None:
    """Named in the window, written out, and loaded again: nothing differs, and nothing changes."""
    load(library, example_event())
    event = replace(library.events()[0], rounds=SHAPES[2].rounds())
    library.save_event(event)
    path = tmp_path / "report.json"
    write_report(path, library, event)
    before = dump(library)
    load(library, path)
    assert dump(library) == before
    library.save_event(replace(event, rounds=(replace(event.rounds[0], seconds=90),)))
    with pytest.raises(Refused, match="Rounds: here") as refused:
        load(library, path)
    assert str(refused.value).count(": here ") == 1


def test_a_long_list_of_what_differs_is_cut(library: Library) -> None:
    """The sentence can be read, whatever is in either."""
    load(library, example_event())
    changes: dict[str, Any] = {**SETTINGS, "question": "Another? " * 500}
    library.save_event(replace(library.events()[0], **changes))
    with pytest.raises(Refused, match="more settings differ") as refused:
        load(library, example_event())
    assert len(str(refused.value)) < 900


def test_new_circles_of_a_known_event_are_added(library: Library, tmp_path: Path) -> None:
    """A second file with more circles of the same event completes it."""
    document = json.loads(example_event().read_bytes())
    some = {**document, "circles": document["circles"][:2]}
    path = tmp_path / "some.json"
    path.write_text(json.dumps(some))
    load(library, path)
    assert len(library.circles()) == 2
    load(library, example_event())
    assert len(library.circles()) == 6


def test_the_report_as_json_can_be_loaded(
    library: Library, tmp_path: Path, example: Gathered
) -> None:
    """What is written is the shape that is read: with all but what stays."""
    load(library, example_event())
    path = tmp_path / "report.json"
    write_report(path, library, library.events()[0])
    again = read_file(path)
    assert (again.people(), again.actions()) == (36, 16)
    assert report_bytes(again, ".json") == path.read_bytes() == report_bytes(example, ".json")


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda _path: None, "is not there"),
        (lambda path: path.mkdir(), "is not a file"),
        (make_pipe, "is not a file"),
        (lambda path: path.write_bytes(b""), "is not JSON"),
        (lambda path: path.write_bytes(b"\xff\xfe"), "is not UTF-8"),
        (lambda path: path.write_text('{"format": "storycircle/1"}'), "event is needed"),
    ],
)
def test_what_is_no_event_is_refused_and_nothing_changed(
    library: Library, tmp_path: Path, make: Callable[[Path], object], why: str
) -> None:
    """Whatever is named, one sentence comes back and the library is as it was."""
    path = tmp_path / "event.json"
    make(path)
    before = list(conn_of(library).iterdump())
    with pytest.raises(Refused, match=why):
        load(library, path)
    assert list(conn_of(library).iterdump()) == before
    assert not list(tmp_path.rglob("*.backup"))


def test_two_hundred_megabytes_are_refused_without_being_read(
    library: Library, tmp_path: Path
) -> None:
    """A film dropped by mistake does not fill the memory."""
    path = tmp_path / "film.json"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    began = time.perf_counter()
    with pytest.raises(Refused, match=r"film\.json is larger than 64 MB"):
        load(library, path)
    assert time.perf_counter() - began < 0.05


def test_one_document_on_two_laptops_holds_each_story_once(
    library: Library, tmp_path: Path, clock: SimulatedClock
) -> None:
    """A story told with a name is not doubled where two laptops that loaded it are merged."""
    stories = [{"teller": "A", "title": "Kept"}, {"teller": "A", "title": "T", "sharing": "named"}]
    circle = {"number": 1, "members": [{"name": "A"}], "stories": stories}
    document = {"format": "storycircle/1", "event": {"title": "E"}, "circles": [circle]}
    path = tmp_path / "d.json"
    path.write_text(json.dumps(document))
    with Library(tmp_path / "other", clock) as other:
        for each in (library, other, library):
            load(each, path)
        export_circle(other, other.circles()[0], tmp_path / "1.circle")
    outcomes = [merged.outcome for merged in merge_files(library, [tmp_path / "1.circle"])]
    assert outcomes == ["same"]
    assert [story.title for story in library.circles()[0].stories] == ["Kept", "T"]
    assert len(library.conflicts()) == 0
