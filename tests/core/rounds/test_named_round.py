"""Rounds with names: what is refused, the shapes to choose from, and what a person changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.rounds.named_round import (
    MOST_ROUNDS,
    NAME,
    PROMPT,
    NamedRound,
    as_rows,
    checked,
    of_rows,
)
from storycircle.core.shapes import edits
from storycircle.core.shapes.how_it_fits import how_it_fits, what_they_take, with_time
from storycircle.core.shapes.shape import SHAPES, STORY_CIRCLE, shape_of

ONE = NamedRound("1", "Check-in", seconds=60)
TWO = NamedRound("2", "Stories", stories=True)

rounds = st.lists(
    st.builds(
        NamedRound,
        id=st.uuids().map(str),
        name=st.sampled_from(["A", "B", "C", "D", "E"]),
        prompt=st.sampled_from(["", "What now?", "Beth nawr?"]),
        seconds=st.sampled_from([0, 15, 60, 7200]),
        may_pass=st.booleans(),
        notes=st.booleans(),
    ),
    max_size=5,
    unique_by=lambda one: one.name,
).map(tuple)


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ([replace(ONE, name=" \n")], "needs a name"),
        ([replace(ONE, name="a" * (NAME + 1))], "at most 60"),
        ([replace(ONE, prompt="a" * (PROMPT + 1))], "prompt of “Check-in” is longer"),
        ([replace(ONE, seconds=14)], "so short"),
        ([replace(ONE, seconds=7201)], "so long"),
        ([ONE, replace(TWO, name="CHECK-in")], "Two rounds are called"),
        ([replace(ONE, id=f"{n}", name=f"R{n}") for n in range(20)], "20 rounds, and 12"),
    ],
)
def test_what_cannot_be_a_round_is_refused_in_a_sentence(
    listed: list[NamedRound], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        checked(listed)


def test_a_story_is_noted_or_it_is_none() -> None:
    """A round without notes has no stories to let leave."""
    assert not checked([replace(TWO, notes=False)])[0].stories


@given(rounds)
def test_rounds_travel_and_come_back_the_same(listed: tuple[NamedRound, ...]) -> None:
    assert of_rows(as_rows(checked(listed))) == checked(listed)


@pytest.mark.parametrize(
    "rows",
    [
        None,
        {},
        "rounds",
        [["1", "A"]],
        [["1", "A", "", True, True, True, False]],
        [["1", "A", "", 60, 1, True, False]],
        [["", "A", "", 60, True, True, False]],
        [["1", "", "", 60, True, True, False]],
        [["1", "A", "", -5, True, True, False]],
        [["1", "A", "", 0, True, True, False], ["1", "B", "", 0, True, True, False]],
        [[f"{n}", f"R{n}", "", 0, True, True, False] for n in range(MOST_ROUNDS + 1)],
    ],
)
def test_rounds_of_a_file_that_make_no_sense_are_none(rows: object) -> None:
    """They hang together: half of them would be another circle."""
    assert of_rows(rows) == ()


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_can_be_held_and_is_known_again(shape: object) -> None:
    """Each is explained in one sentence, and stands until a word of it is changed."""
    (found,) = [one for one in SHAPES if one is shape]
    listed = checked(found.rounds())
    assert len({one.id for one in listed}) == len(listed)
    assert shape_of(listed) is found
    assert found.about.endswith(".")
    assert shape_of((replace(listed[0], prompt="Mine"), *listed[1:])) is None


def test_no_rounds_are_the_story_circle_of_always() -> None:
    assert shape_of(()) is STORY_CIRCLE


@given(rounds, st.data())
def test_a_list_that_is_changed_keeps_what_has_begun(
    listed: tuple[NamedRound, ...], data: st.DataObject
) -> None:
    """Moved or taken away: the first ones stay, each of the others is there once or gone."""
    if not listed:
        return
    held = data.draw(st.integers(0, len(listed)))
    place = data.draw(st.integers(0, len(listed) - 1))
    one, places = listed[place], data.draw(st.integers(-5, 5))
    if place < held:
        with pytest.raises(Refused, match="has begun here"):
            edits.moved(listed, one.id, places, held)
        with pytest.raises(Refused, match="has begun here"):
            edits.removed(listed, one.id, held)
        return
    if len(listed) < 2:
        return
    moved = edits.moved(listed, one.id, places, held)
    left = edits.removed(listed, one.id, held)
    assert moved[:held] == left[:held] == checked(listed)[:held]
    assert {r.id for r in moved} == {r.id for r in listed}
    assert {r.id for r in left} == {r.id for r in listed} - {one.id}


def test_one_more_round_has_a_name_of_its_own() -> None:
    listed = edits.added((replace(ONE, name="Round 2"),))
    assert [one.name for one in listed] == ["Round 2", "Round 3"]
    for _more in range(MOST_ROUNDS - 2):
        listed = edits.added(listed)
    with pytest.raises(Refused, match="13 rounds, and 12 is the most"):
        edits.added(listed)


def test_the_last_round_is_not_taken_away() -> None:
    with pytest.raises(Refused, match="at least one round"):
        edits.removed((ONE,), "1")


@pytest.mark.parametrize(
    ("typed", "seconds"), [("", 0), ("2", 120), ("1:30", 90), ("45 s", 45), ("½", None)]
)
def test_a_time_is_typed_as_anywhere_else(typed: str, seconds: int | None) -> None:
    if seconds is None:
        with pytest.raises(Refused):
            with_time(ONE, typed)
    else:
        assert with_time(ONE, typed).seconds == seconds


def test_no_minutes_at_all_is_no_time() -> None:
    with pytest.raises(Refused, match="leave it empty for a fair share"):
        with_time(ONE, "0")


def test_how_rounds_fit_is_said_in_a_sentence() -> None:
    """With the figures that the ring will show."""
    both = (ONE, TWO, NamedRound("3", "Closing", seconds=60))
    assert "12 min of 25 min" in how_it_fits(both, 6, 1500)
    assert "2:10 in each" in how_it_fits(both, 6, 1500)
    assert "they need 18 min, and the stories have 15 min" in how_it_fits(both, 6, 900)
    assert how_it_fits((ONE,), 6, 1500) == "With six people they take 6 min of 25 min."
    assert how_it_fits((TWO,), 6, 1500) == "With six people everybody has 4:10 in each round."
    assert what_they_take(both, 6).startswith("With six people those with minutes take 12 min")
    assert how_it_fits((), 6, 1500) == how_it_fits(both, 0, 1500) == what_they_take((), 6) == ""
