"""Two hundred hostile or broken files: each is refused, nothing is changed, the rest is merged."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Event, Gathered
from storycircle.jobs.export import export_circle
from storycircle.jobs.merge import MergeResult, merge_files
from storycircle.jobs.report import report_bytes
from storycircle.store.exchange import circle_file
from storycircle.store.library import Library
from storycircle.store.safety import backups
from tests.store.exchange.test_circle_file import FULL
from tests.support.hostile import MAKERS, hostile_files
from tests.support.inside import conn_of

SEED = 2007
_TECHNICAL = re.compile(r"traceback|error|exception|sqlite|0x[0-9a-f]|/tmp", re.IGNORECASE)


@pytest.fixture
def sound(library: Library, tmp_path: Path) -> bytes:
    library.save_event(Event("e", "An event"))
    library.save_circle(FULL)
    circle_file.write(library.leave(FULL), tmp_path / "five.circle")
    return (tmp_path / "five.circle").read_bytes()


@pytest.fixture
def organiser(tmp_path: Path, clock: SimulatedClock) -> Iterator[Library]:
    with Library(tmp_path / "organiser" / "library", clock) as opened:
        yield opened


def check_sentence(merged: MergeResult, path: Path) -> None:
    """It names the file, in one line of plain words."""
    assert merged.outcome == "refused", (path.name, merged.line())
    said = merged.why
    assert "\n" not in said
    assert said.endswith(".")
    assert 20 < len(said) < 250, said
    assert not _TECHNICAL.search(said), said
    inside_archive = path.suffix == ".zip" and "5.circle" in said
    assert path.name in said or inside_archive, said
    named = f"{merged.name}, in {merged.inside}" if merged.inside else merged.name
    assert merged.line().startswith(f"{named}: refused: ")


def refused_all(organiser: Library, example: Gathered, folder: Path, bad: list[Path]) -> None:
    """The whole of it, for some files."""
    with Library(folder / "elsewhere", organiser.clock) as other:
        other.load(example)
        good = [folder / f"{circle.number}.circle" for circle in example.circles]
        for circle, path in zip(example.circles, good, strict=True):
            export_circle(other, circle, path)
    list(merge_files(organiser, good[:1]))
    library, dump = organiser.path.read_bytes(), list(conn_of(organiser).iterdump())
    for path, merged in zip(bad, merge_files(organiser, bad), strict=True):
        check_sentence(merged, path)
    assert organiser.path.read_bytes() == library
    assert list(conn_of(organiser).iterdump()) == dump
    step = len(bad) // len(good)
    batch = list(bad)
    for place, path in enumerate(good):
        batch.insert(place * step, path)
    found = list(merge_files(organiser, batch))
    assert sorted(m.name for m in found if not m.refused) == sorted(path.name for path in good)
    assert len(found) == len(batch)
    with Library(folder / "clean", organiser.clock) as clean:
        list(merge_files(clean, good))
        assert _report(clean) == _report(organiser)


def _report(library: Library) -> bytes:
    return report_bytes(library.gathered(library.events()[0]), ".json")


@pytest.mark.slow
def test_each_kind_of_hostile_file_is_refused(
    organiser: Library, example: Gathered, sound: bytes, tmp_path: Path
) -> None:
    """Every kind once: cut, flipped, tampered with, forged, bombs, links, devices, archives."""
    folder = tmp_path / "stick"
    folder.mkdir()
    bad = hostile_files(folder, sound, len(MAKERS), SEED)
    refused_all(organiser, example, folder, bad)
    assert len(backups.names(organiser.path)) == 2  # what was refused made none


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1999, 2026])
def test_two_hundred_hostile_files_are_refused(
    organiser: Library, example: Gathered, sound: bytes, tmp_path: Path, seed: int
) -> None:
    """Broken at other places each time, and always the same for one seed."""
    folder = tmp_path / "stick"
    folder.mkdir()
    refused_all(organiser, example, folder, hostile_files(folder, sound, 200, seed))
