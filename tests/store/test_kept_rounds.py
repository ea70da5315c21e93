"""Rounds in a library: kept with their circle or event, carried on with, and what leaves."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.shareable import Leaves, what_stays
from storycircle.core.formats.file_contents import inside
from storycircle.core.model import Circle, Event, Member, Note
from storycircle.core.rounds.named_round import NamedRound, RoundNote
from storycircle.core.shapes.shape import SHAPES
from storycircle.core.turns.queue import new_round
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.jobs.export import export_circle, export_pack
from storycircle.jobs.merge import merge_files
from storycircle.store.exchange import circle_file
from storycircle.store.library import Library
from storycircle.store.saved_state import SavedState
from tests.jobs.test_format_1 import CIRCLE_FILES, library_of, merged
from tests.support.fresh import fresh_library

ROUNDS = (
    NamedRound("r1", "Check-in", "How are you here?", 60, may_pass=False),
    NamedRound("r2", "Stories", stories=True),
)
MEMBERS = (Member("m1", "Al"), Member("m2", "Bo"))
NOTES = (RoundNote("r1", "m2", "tired, and glad", "Check-in"),)
HELD = Circle("c", 5, event="e", members=MEMBERS, rounds=ROUNDS, round_notes=NOTES)


@pytest.fixture
def held(library: Library) -> Library:
    library.save_event(Event("e", "An evening", rounds=ROUNDS[1:]))
    library.save_circle(HELD)
    return library


def test_rounds_and_what_was_noted_in_them_come_back(held: Library) -> None:
    """Beside the notes of the dialogue, which are others."""
    event = held.event("e")
    assert event is not None
    assert event.rounds == ROUNDS[1:]
    both = replace(HELD, dialogue=(Note("What now?", "Meet."),))
    held.save_circle(both)
    assert held.circle("c") == both
    fewer = replace(both, rounds=(), round_notes=())
    held.save_circle(fewer)
    assert held.circle("c") == fewer
    held.save_event(replace(event, rounds=()))
    assert held.event("e") == replace(event, rounds=())


def test_a_circle_is_carried_on_in_the_round_it_stood_in(library: Library) -> None:
    round_ = new_round(("m1", "m2"), 600, rounds=ROUNDS).start(0).next(20)
    round_ = replace(round_, rounds=(replace(ROUNDS[0], may_pass=True), ROUNDS[1]))
    round_ = round_.pass_turn(25).pass_turn(30).next_round().suspend(40)
    at = library.clock.now()
    stands = SavedState(Stage.STORIES, round_, plan_for(None, at), at)
    library.save_circle(HELD, stands)
    assert library.saved_state("c") == stands


def test_the_rounds_of_a_circle_leave_and_its_notes_do_not(held: Library, tmp_path: Path) -> None:
    """Their names and prompts are no secret; a note of a round without stories is one."""
    file = tmp_path / "x.circle"
    export_circle(held, held.circle("c"), file)
    assert b"How are you here?" in file.read_bytes()
    assert b"glad" not in file.read_bytes()
    texts = inside(Leaves.EVENT, HELD, held.event("e"), {}).texts
    assert "Round: Check-in" in texts
    assert "Prompt: How are you here?" in texts
    assert "Notes of the rounds" in what_stays(HELD)
    with fresh_library(tmp_path / "other" / "library", held.clock) as other:
        list(merge_files(other, [file]))
        assert other.circle("c").rounds == ROUNDS
        assert not other.circle("c").round_notes


def test_a_pack_has_the_rounds_of_its_event(held: Library, tmp_path: Path) -> None:
    event = held.event("e")
    assert event is not None
    export_pack(held, event, tmp_path / "pack.circle")
    with fresh_library(tmp_path / "other" / "library", held.clock) as other:
        list(merge_files(other, [tmp_path / "pack.circle"]))
        assert other.event("e") == event


def test_a_round_that_was_changed_on_one_laptop_arrives_at_the_other(
    held: Library, tmp_path: Path
) -> None:
    with fresh_library(tmp_path / "other" / "library", held.clock) as other:
        for rounds in (ROUNDS, SHAPES[2].rounds(), ()):
            held.save_circle(replace(HELD, rounds=rounds))
            export_circle(held, held.circle("c"), tmp_path / "x.circle")
            list(merge_files(other, [tmp_path / "x.circle"]))
            assert other.circle("c").rounds == rounds


# What was held before there were rounds with names.


def test_where_an_old_circle_stood_has_nothing_of_rounds_with_names(
    library: Library, clock: SimulatedClock
) -> None:
    """Its row is to the letter what it was before there were any."""
    round_ = new_round(("m1", "m2"), 600).start(0).next(20).pass_turn(25).suspend(30)
    stands = SavedState(Stage.STORIES, round_, plan_for(None, clock.now()), clock.now())
    library.save_circle(Circle("c", 1, members=MEMBERS), stands)
    with closing(sqlite3.connect(library.path)) as conn:
        (kept,) = conn.execute("SELECT round FROM saved_state").fetchone()
    assert kept == (
        '{"seats": ["m1", "m2"], "budget": 600.0, "to_come": ["m2"], "again": [], "heard": '
        '[{"member": "m1", "used": 20.0, "passed": false, "breath": 0.0}], "declined": [], '
        '"away": [], "asked_again": ["m2"], "share": null, "used": 0.0, "since": null, '
        '"breath": 10.0, "quiet_since": null, "idle": 0.0, "floor": 60, "given": 0.0, '
        '"given_to": null, "number": 1, "earlier": [], "second": 0.0, "late": 0.0, '
        '"gone_past": []}'
    )


def test_an_old_circle_leaves_as_it_did(tmp_path: Path, clock: SimulatedClock) -> None:
    """No word of rounds is in its file, until somebody names them."""
    with library_of("facilitator", tmp_path, clock) as library:
        for circle in library.circles():
            library.save_circle(circle)
            export_circle(library, circle, tmp_path / "x.circle")
            found = circle_file.read(tmp_path / "x.circle").records
            assert not [one for one in found if one.fields.get("sort") == "rounds"]


def test_old_files_and_circles_with_rounds_merge_both_ways(
    tmp_path: Path, clock: SimulatedClock
) -> None:
    """The rounds named since stay, whatever old file of the circle comes after."""
    with library_of("facilitator", tmp_path, clock) as library:
        circle = library.circles()[0]
        library.save_circle(replace(circle, rounds=ROUNDS))
        export_circle(library, library.circle(circle.id), tmp_path / "x.circle")
    with library_of("organiser", tmp_path, clock) as organiser:
        list(merge_files(organiser, [tmp_path / "x.circle"]))
        assert organiser.circle(circle.id).rounds == ROUNDS
        for name in CIRCLE_FILES:
            merged(organiser, name)
        assert organiser.circle(circle.id).rounds == ROUNDS
