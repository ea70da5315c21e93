"""What was written on the day format 1 was closed opens and merges with every later version.

The files in tests/fixtures/format-1 never change. A later version may know more of a record than
they say; what they do say must be found as it was.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from msgspec import to_builtins

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.permission_to_leave import State, state
from storycircle.core.model import Sharing
from storycircle.core.settings import Settings
from storycircle.core.turns.schedule import Stage
from storycircle.jobs.import_event import load
from storycircle.jobs.merge import MergeResult, merge_files
from storycircle.store.exchange.sealed_file import Opener
from storycircle.store.library import Library
from tests.support.fresh import fresh_library

FORMAT_1 = Path(__file__).parents[1] / "fixtures" / "format-1"
CIRCLE_FILES = ("before-a-no.circle", "circle-5.circle", "sheet-with-data.pdf", "all.zip")


@contextmanager
def library_of(kind: str, tmp_path: Path, clock: SimulatedClock) -> Iterator[Library]:
    """A copy of a kept library, open in today's app."""
    path = tmp_path / kind / "library"
    path.parent.mkdir(mode=0o700)
    shutil.copy(FORMAT_1 / f"{kind}.library", path)
    with Library(path, clock) as library:
        yield library


def known(found: object, then: object) -> object:
    """What was found, without the fields that the day of format 1 did not know."""
    if isinstance(then, dict) and isinstance(found, dict):
        return {key: known(found.get(key), value) for key, value in then.items()}
    if isinstance(then, list) and isinstance(found, list | tuple) and len(then) == len(found):
        return [known(one, other) for one, other in zip(found, then, strict=True)]
    return found


def merged(library: Library, name: str) -> list[MergeResult]:
    unseal = Opener(library.path, lambda _what: "three old doors").open
    return list(merge_files(library, [FORMAT_1 / name], unseal=unseal))


@pytest.mark.parametrize("kind", ["facilitator", "organiser"])
def test_every_field_of_a_library_is_as_it_was(
    tmp_path: Path, clock: SimulatedClock, kind: str
) -> None:
    then: list[dict[str, Any]] = json.loads((FORMAT_1 / "known.json").read_text("utf-8"))[kind]
    with library_of(kind, tmp_path, clock) as library:
        found = [to_builtins(library.gathered(event)) for event in library.events()]
    assert known(json.loads(json.dumps(found)), then) == then


def test_a_facilitator_carries_on_where_the_circle_stood(
    tmp_path: Path, clock: SimulatedClock
) -> None:
    """Stage, settings, own words, and the number that was not taken."""
    with library_of("facilitator", tmp_path, clock) as library:
        (circle,) = library.circles()
        saved, opening = library.saved_state(circle.id), library.opening(circle.id)
        assert saved is not None
        assert opening is not None
        assert (saved.stage, saved.round is not None) == (Stage.DIALOGUE, True)
        assert opening.rules == ("Phones away.",)
        assert library.settings() == Settings(
            text_size=150, chime=True, keep_days=60, printer="Office"
        )
        assert library.typed(circle.id)["number"].text == "5a"
        leaves = [story.id for story in circle.stories if state(story, circle) is State.LEAVES]
        assert leaves == ["told-named", "told-without-names"]
        library.save_circle(circle)


def test_an_organiser_still_has_what_waits_to_be_looked_at(
    tmp_path: Path, clock: SimulatedClock
) -> None:
    with library_of("organiser", tmp_path, clock) as library:
        (conflict,) = library.conflicts()
        library.settle(conflict, {})
        assert len(library.conflicts()) == 0
        known_by_code = [circle.number for circle in library.circles() if circle.number == 3]
        assert known_by_code == [3]


@pytest.mark.parametrize("name", [*CIRCLE_FILES, "circle-5-with-a-passphrase.circle"])
def test_a_file_merges_into_an_empty_library(library: Library, name: str) -> None:
    """Circle 5 with six people and three actions, whatever carried it."""
    lines = merged(library, name)
    assert not any(one.refused for one in lines), [one.line() for one in lines]
    (circle,) = [circle for circle in library.circles() if circle.number == 5]
    assert (len(circle.members), len(circle.actions)) == (6, 3)


def test_a_pack_a_picture_and_a_report_come_in(library: Library, clock: SimulatedClock) -> None:
    assert [one.outcome for one in merged(library, "pack.circle")] == ["new"]
    assert [one.outcome for one in merged(library, "sheet-3.png")] == ["new"]
    (event,) = library.events()
    assert event.keep_until == "2007-12-31"
    with fresh_library(library.path.parent.parent / "by-json" / "library", clock) as other:
        assert load(other, FORMAT_1 / "report.json").gathered.event.title == event.title


@pytest.mark.parametrize("first", ["before-a-no.circle", "circle-5.circle"])
@pytest.mark.parametrize("knows", ["circle-5.circle", "all.zip"])
def test_a_withdrawal_of_that_day_still_stands(library: Library, first: str, knows: str) -> None:
    """The older file, merged before or after, does not bring the story back."""
    for name in (first, knows, "before-a-no.circle"):
        merged(library, name)
    (event,) = library.events()
    assert "Was once allowed" not in json.dumps(to_builtins(library.gathered(event)))


@pytest.mark.slow
def test_a_kept_library_takes_the_kept_files(tmp_path: Path, clock: SimulatedClock) -> None:
    """All that it merged then is the same today, and what was withdrawn stays out."""
    with library_of("organiser", tmp_path, clock) as library:
        for name in (*CIRCLE_FILES, "sheet-3.png"):
            outcomes = {one.outcome for one in merged(library, name)}
            assert outcomes <= {"same", "look"}, name
        stories = [story for event in library.events() for story in library.gathered(event).stories]
        assert {story.sharing for story in stories} == {Sharing.ANONYMOUS}
        assert [story.title for story in stories] == ["A letter nobody read"]
