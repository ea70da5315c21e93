"""A stick of odd files ends with a line for each of them, and each line is true."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.shareable import leaving
from storycircle.core.formats import sheet_code
from storycircle.core.model import Gathered
from storycircle.jobs.export import export_circle
from storycircle.jobs.import_event import read_file
from storycircle.jobs.merge import MergeResult, merge_files
from storycircle.jobs.report import write_sheet_with_data
from storycircle.resources import example_event
from storycircle.store.library import Library
from tests.support.fresh import fresh_library
from tests.support.odd_files import (
    BRINGS,
    MAKERS,
    Said,
    Sound,
    fill,
)

CIRCLES = (1, 2)


def sound_files(example: Gathered, folder: Path, clock: SimulatedClock) -> Sound:
    """What is right, as the app writes it."""
    with fresh_library(folder / "own" / "library", clock) as own:
        own.load(example)
        event = own.events()[0]
        circles = []
        for number in CIRCLES:
            path = folder / f"{number}.circle"
            export_circle(own, own.circle(example.circles[number - 1].id), path)
            circles.append(path.read_bytes())
        write_sheet_with_data(folder / "x.pdf", own, event, own.circle(example.circles[3].id))
        own.copy_to(folder / "copy")
    content = sheet_code.content_of(example.event, leaving(example.circles[2]).circle)
    (code,) = sheet_code.cut(sheet_code.packed(content), 1)
    return Sound(
        tuple(circles), (folder / "x.pdf").read_bytes(), code, (folder / "copy").read_bytes()
    )


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    folder = tmp_path_factory.mktemp("sound")
    return sound_files(read_file(example_event()), folder, SimulatedClock(datetime(2007, 6, 14)))  # noqa: DTZ001


@pytest.fixture
def organiser(tmp_path: Path, clock: SimulatedClock) -> Iterator[Library]:
    with fresh_library(tmp_path / "organiser" / "library", clock) as library:
        yield library


def check_line(merged: MergeResult, kind: str, said: Said) -> None:
    """It says of a file what is true of it."""
    outcome, words = said
    expected = (outcome,) if outcome else ("new", "same", "updated", "look")
    assert merged.outcome in expected, (kind, merged.line())
    assert words in merged.line(), (kind, merged.line())
    assert "\n" not in merged.line()
    assert "sheet for the wall" not in merged.line()


def check_stick(organiser: Library, folder: Path, made: dict[str, tuple[str, Said]]) -> None:
    """As many lines as files, each true; what was unpacked is gone, and a second time is the same
    but that nothing is new.
    """
    first = list(merge_files(organiser, [folder]))
    assert [merged.name for merged in first] == sorted(made)
    for merged in first:
        check_line(merged, *made[merged.name])
    bringing = {name for name, (_kind, said) in made.items() if said[0] == BRINGS}
    second = list(merge_files(organiser, [folder]))
    assert {m.name for m in second if m.outcome in ("same", "look")} == bringing
    assert not list(organiser.path.parent.glob(".storycircle-*"))


CHOSEN = (
    *("circle file", "several attached", "portfolio", "secured PDF", "scan as PDF", "HEIC"),
    *("WebP", "mail with an archive", "cut circle file", "locked PDF", "holiday", "library"),
    *("letter", "empty", "half sound mail"),
)


def test_of_each_file_on_a_stick_it_is_said_what_it_is(
    organiser: Library, sound: Sound, tmp_path: Path
) -> None:
    """Circles come out of all that carries one, whatever it is called; the rest is told."""
    folder = tmp_path / "stick"
    folder.mkdir()
    check_stick(organiser, folder, fill(folder, sound, len(CHOSEN), 7, CHOSEN))
    assert {c.number for c in organiser.circles()} >= {1, 2, 3, 4, 5, 6}


@pytest.mark.slow
def test_two_hundred_odd_files_are_two_hundred_true_lines(
    organiser: Library, sound: Sound, tmp_path: Path
) -> None:
    """Every kind, right and broken, several times, under names that say nothing."""
    folder = tmp_path / "stick"
    folder.mkdir()
    count = max(220, 2 * len(MAKERS))
    check_stick(organiser, folder, fill(folder, sound, count, 2007))
