"""Putting an event from a JSON file into a library: all of it, once, or nothing."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Gathered
from storycircle.jobs.export import export_circle
from storycircle.jobs.import_event import load, read_file
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


def test_an_event_that_differs_is_refused(library: Library) -> None:
    """The organiser's question is not changed by an older file."""
    load(library, example_event())
    library.save_event(replace(library.events()[0], question="Another?"))
    with pytest.raises(Refused, match="differs from the file"):
        load(library, example_event())


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
