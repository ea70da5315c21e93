"""Notes under the eight questions: one for each place, taken out where it is emptied."""

import pytest

from storycircle.core.error_sentences import Refused
from storycircle.core.lines.records import EIGHT_QUESTIONS
from storycircle.core.looking_back.notes import notes_of, with_note
from storycircle.core.size_limits import NOTES


def test_a_question_has_one_note_of_an_action_and_one_of_the_circle() -> None:
    """They are told apart, written over, and read in the questions' order."""
    notes = with_note((), "a", 3, " How few names there were. ", on="2007-09-06")
    notes = with_note(notes, "c", 3, "That we met at all.", on="2007-09-06")
    notes = with_note(notes, "a", 1, "We drew them.", on="2007-09-06")
    assert notes_of(notes, "a") == {1: "We drew them.", 3: "How few names there were."}
    assert [*notes_of(notes, "a")] == [1, 3]
    notes = with_note(notes, "a", 3, "Eleven.", on="2007-10-01")
    assert notes_of(notes, "a")[3] == "Eleven."
    assert len({note.id for note in notes}) == len(notes) == 3
    notes = with_note(notes, "a", 3, "  ", on="2007-10-01")
    assert notes_of(notes, "a") == {1: "We drew them."}
    assert notes_of(notes, "c") == {3: "That we met at all."}


def test_what_says_the_same_is_no_change() -> None:
    """The day of a note is the one on which its words were written."""
    notes = with_note((), "a", 3, "Eleven.", on="2007-09-06")
    assert with_note(notes, "a", 3, "Eleven.\n", on="2007-10-01") == notes
    assert with_note((), "a", 3, "", on="2007-10-01") == ()


@pytest.mark.parametrize("under", [0, len(EIGHT_QUESTIONS) + 1])
def test_there_are_eight_questions(under: int) -> None:
    with pytest.raises(Refused):
        with_note((), "a", under, "x", on="")


def test_a_note_has_the_bound_of_every_note() -> None:
    with_note((), "a", 1, "x" * NOTES, on="")
    with pytest.raises(Refused):
        with_note((), "a", 1, "x" * (NOTES + 1), on="")
