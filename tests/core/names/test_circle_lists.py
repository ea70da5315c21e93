"""Invited names as organisers type them, a circle each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.error_sentences import Refused
from storycircle.core.model import Invited
from storycircle.core.names.circle_lists import readable_invited, typed_invited

FIVE = Invited("e", 5, ("Brian R", "Dawn G, health visiting"))
SIX = Invited("e", 6, ("Jo",))


def test_names_are_typed_under_their_circle() -> None:
    """And shown again as they were typed; a circle without names is none."""
    text = "Circle 5\nBrian R\nDawn G, health visiting\n\n6:\nJo\n7\n"
    assert readable_invited(text, "e") == ((FIVE, SIX), None)


def test_two_people_of_one_name_stay_two() -> None:
    """It is for people to say that one was written twice."""
    lists, _why = readable_invited("5\nJo\nJo", "e")
    assert lists == (Invited("e", 5, ("Jo", "Jo")),)


@pytest.mark.parametrize(
    "text",
    [
        "Agency\tCircle\tName\n\t5\tBrian R\nhealth visiting\t5\tDawn G\n\t6\tJo",
        "5\tBrian R\t\n5\tDawn G\thealth visiting\n6\tJo\t",
        "Circle 5\tBrian R\n\tDawn G\thealth visiting\nCircle 6\tJo",
        "Forename\tSurname\tCircle\tAgency\nBrian\tR\t5\t\nDawn\tG\t5\thealth visiting\nJo\t\t6\t",
    ],
)
def test_names_are_pasted_from_a_table(text: str) -> None:
    """With headings in any order or with none; an empty number means the one above."""
    assert readable_invited(text, "e") == ((FIVE, SIX), None)


@pytest.mark.parametrize("text", ["Ann\nBob", "Name\tAgency\nAnn\tSchool"])
def test_names_without_a_circle_are_refused(text: str) -> None:
    """The app does not decide who sits where."""
    lists, why = readable_invited(text, "e")
    assert not lists
    assert isinstance(why, Refused)
    assert "“Ann” is under no circle" in str(why)


WORDS = st.sampled_from("Ann Lee Brian Hartlepool School NHS B Siân ward de O’Neill".split())
LINES = st.builds(
    lambda name, agency: f"{' '.join(name)}, {' '.join(agency)}" if agency else " ".join(name),
    st.lists(WORDS, min_size=1, max_size=3),
    st.lists(WORDS, max_size=3),
)
LISTS = st.dictionaries(st.integers(1, 99), st.lists(LINES, min_size=1, max_size=8), max_size=4)


@given(LISTS)
def test_what_is_kept_is_read_as_it_was(lists: dict[int, list[str]]) -> None:
    """The list in the form is read again at each pause: nobody changes by that."""
    kept = tuple(Invited("e", number, tuple(names)) for number, names in sorted(lists.items()))
    assert readable_invited(typed_invited(kept), "e") == (kept, None)
