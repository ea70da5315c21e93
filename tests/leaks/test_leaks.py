"""A quick number of the circles that `python -m tests.leaks` makes by the thousand."""

from pathlib import Path

import pytest

from tests.leaks.erased import left_behind, taken_back
from tests.leaks.guessing import HIGHEST, TOLD, tallies
from tests.leaks.how_it_was import checkout_leaks
from tests.leaks.leaving import leaks
from tests.leaks.meetings import set_leaks
from tests.leaks.stalls import stall_leaks

pytestmark = pytest.mark.slow


def few(seeds: int) -> list[object]:
    """The first two seeds in the quick suite, the others beside it."""
    return [*range(2), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, seeds))]


@pytest.mark.parametrize("seed", few(12))
def test_nothing_that_stays_is_in_anything_that_leaves(seed: int, tmp_path: Path) -> None:
    """Raw bytes and text of the circle file, sheets, slips and every format of the report."""
    assert leaks(seed, tmp_path) == []


@pytest.mark.parametrize("seed", few(12))
def test_of_a_learning_set_nothing_leaves_but_by_its_owners(seed: int, tmp_path: Path) -> None:
    """Inquiries, notes, apologies, buddies, reasons, persons' ids; the sealed file too."""
    assert set_leaks(seed, tmp_path) == []


@pytest.mark.parametrize("seed", few(8))
def test_what_few_people_said_is_in_nothing_that_can_be_read(seed: int, tmp_path: Path) -> None:
    """Circle files, paper, packs, archives, every report as one circle after another comes."""
    assert checkout_leaks(seed, tmp_path) == []


@pytest.mark.parametrize("seed", few(6))
def test_of_a_stall_nothing_leaves_without_leave(seed: int, tmp_path: Path) -> None:
    """Its file, packs, sheets, archives and reports; a speaker's no reaches all of them."""
    assert stall_leaks(seed, tmp_path) == []


@pytest.mark.parametrize("seed", few(8))
def test_nothing_that_was_erased_is_on_the_disk(seed: int, tmp_path: Path) -> None:
    """A story, the notes of those that stay, and a circle: library, log, copies."""
    assert left_behind(seed, tmp_path) == []


@pytest.mark.parametrize("seed", few(5))
def test_what_is_taken_back_is_gone_from_the_organisers_bytes(seed: int, tmp_path: Path) -> None:
    """Named, exported, merged; then it stays, and the next file takes it out for good."""
    assert taken_back(seed, tmp_path) == []


def test_tellers_are_guessed_no_better_than_by_chance(tmp_path: Path) -> None:
    """Whoever has the file, the seats and the turns learns nothing; with the answer, they would."""
    found = tallies(range(25), tmp_path)
    assert {way for way, tally in found.items() if tally.z > HIGHEST} == {TOLD}
