"""A facilitator's own note for a circle: kept on this laptop, in nothing that leaves, and gone with
the circle.
"""

from pathlib import Path

import pytest

from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Event, Member
from storycircle.jobs.export import hand_on
from storycircle.jobs.merge import merge_files
from storycircle.store.library import Library
from tests.leaks.searching import found_in, found_in_folder

EVENT = Event("e", "E")
CIRCLE = Circle("c", 1, event="e", members=(Member("m", "Al"), Member("n", "Bo")))
WORD = "zanfolimbrek"
NOTE = f"Ask Al about {WORD} afterwards."


@pytest.fixture
def noted(library: Library) -> Library:
    """A library with a circle and a note for it."""
    library.save_event(EVENT)
    library.save_circle(CIRCLE)
    library.save_own_note("c", NOTE)
    return library


def test_a_note_is_kept_and_is_no_part_of_the_circle(noted: Library) -> None:
    """It is there after a restart, the circle is as it was, and an empty one is none."""
    assert noted.own_note("c") == NOTE
    assert noted.circle("c") == CIRCLE
    noted.close()
    with Library(noted.path, noted.clock) as again:
        assert again.own_note("c") == NOTE
        again.save_own_note("c", "")
        assert again.own_note("c") == ""


def test_there_is_no_note_without_its_circle(library: Library) -> None:
    """What comes after a circle was erased is not kept for nobody to erase."""
    assert not library.save_own_note("c", NOTE)
    assert library.own_note("c") == ""


def test_a_note_is_in_no_file_handed_on_and_in_no_library_merged(
    noted: Library, tmp_path: Path
) -> None:
    """All circles exported for another organiser, and what that organiser makes of them."""
    out, org = tmp_path / "out", tmp_path / "org"
    out.mkdir()
    hand_on(noted, out / "all.zip")
    with Library(org / "library", noted.clock) as organiser:
        list(merge_files(organiser, [out / "all.zip"]))
        assert [circle.id for circle in organiser.circles()] == ["c"]
        assert organiser.own_note("c") == ""
    assert found_in((out / "all.zip").read_bytes(), [WORD]) == set()
    assert found_in_folder(org, [WORD]) == set()


@pytest.mark.parametrize("what", ["circle", "event"])
def test_erasing_takes_the_note_from_every_byte(noted: Library, what: str) -> None:
    """The library, its log and its copies, older wordings of the note too."""
    noted.back_up()
    noted.save_own_note("c", f"{NOTE} And Bo.")
    noted.back_up()
    assert found_in_folder(noted.path.parent, [WORD]) == {WORD}
    if what == "circle":
        noted.erase_circle("c")
    else:
        noted.erase_event("e")
    assert found_in_folder(noted.path.parent, [WORD]) == set()
    noted.close()
    assert found_in_folder(noted.path.parent, [WORD]) == set()


def test_a_library_that_only_reads_takes_no_note(noted: Library) -> None:
    noted.close()
    with Library(noted.path, noted.clock, reads=True) as reading, pytest.raises(Refused):
        reading.save_own_note("c", "Other words")
