"""Recommendations in an order of a person's choice: moves hold, whatever ranks there were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core.afterwards.recommendations import (
    MOST_RECOMMENDATIONS,
    Recommendation,
    under_headings,
)
from storycircle.core.error_sentences import Refused
from storycircle.jobs.afterwards import recommending

HEADINGS = ("First", "Second", "Third")
Every = dict[str, Recommendation]


def kept(every: Every, changed: list[Recommendation]) -> Every:
    return {**every, **{one.id: one for one in changed}}


def ids(every: Every, heading: str) -> list[str]:
    return [one.id for one in recommending.of_heading([*every.values()], heading)]


@given(
    ranks=st.lists(st.sampled_from(["", "i", "i", "c", "x"]), min_size=1, max_size=8),
    acts=st.lists(
        st.tuples(st.integers(0, 7), st.sampled_from(HEADINGS), st.integers(0, 8)), max_size=12
    ),
)
def test_one_that_is_moved_stands_where_it_was_put(
    ranks: list[str], acts: list[tuple[int, str, int]]
) -> None:
    """And all others stay in their order; ranks that were missing or equal are no hindrance."""
    every = {
        str(n): Recommendation(str(n), HEADINGS[n % 2], "x", rank=r) for n, r in enumerate(ranks)
    }
    for who, heading, place in acts:
        id_ = str(who % len(every))
        before = [other for other in ids(every, heading) if other != id_]
        changed = recommending.moved([*every.values()], id_, heading, place)
        every = kept(every, changed)
        before.insert(min(place, len(before)), id_)
        assert ids(every, heading) == before


def test_letters_go_on_through_all_headings_past_z() -> None:
    """Thirty: a to z, then aa and so on, in the order of the headings."""
    every: Every = {}
    for number in range(30):
        _new, changed = recommending.added([*every.values()], HEADINGS[number % 3])
        every = kept(every, changed)
    letters = [
        one.letter for under in under_headings(every.values(), HEADINGS) for one in under.lettered
    ]
    assert letters[:2] == ["a", "b"]
    assert letters[25:] == ["z", "aa", "bb", "cc", "dd"]


def test_at_the_end_of_a_heading_one_goes_to_the_next() -> None:
    """Up and down go through all headings, also empty ones, and stop at the ends."""
    every = {
        "a": Recommendation("a", "First", "A", rank="i"),
        "c": Recommendation("c", "Third", "C", rank="i"),
    }

    def step(id_: str, by: int) -> list[Recommendation]:
        return recommending.stepped([*every.values()], HEADINGS, id_, by)

    every = kept(every, step("a", 1))
    assert ids(every, "Second") == ["a"]
    every = kept(every, step("a", 1))
    assert ids(every, "Third") == ["a", "c"]
    every = kept(every, step("a", 1))
    assert ids(every, "Third") == ["c", "a"]
    assert step("a", 1) == []
    every = kept(every, step("c", -1))
    assert ids(every, "Second") == ["c"]


def test_too_many_are_refused_in_a_sentence() -> None:
    """Of recommendations, of points, and of actions that one rests on."""
    one = Recommendation("a", "First", "A")
    with pytest.raises(Refused, match="at most 500 recommendations"):
        recommending.added([replace(one, id=str(n)) for n in range(MOST_RECOMMENDATIONS)], "First")
    with pytest.raises(Refused, match="at most 100 points"):
        recommending.pointed(one, "\n".join(map(str, range(101))))
    with pytest.raises(Refused, match="at most 100 points"):
        recommending.linked(replace(one, actions=tuple(map(str, range(100)))), action="b")
    with pytest.raises(Refused, match="A recommendation is longer"):
        recommending.worded(one, "x" * 5_001)


def test_links_are_put_and_taken_one_by_one() -> None:
    """An action or a stall is there once, however often it is linked."""
    one = recommending.linked(Recommendation("a", "First", "A"), action="x")
    one = recommending.linked(recommending.linked(one, action="x"), stall="Bees")
    assert (one.actions, one.stalls) == (("x",), ("Bees",))
    assert recommending.unlinked(one, action="x").actions == ()
    assert recommending.unlinked(one, stall="Bees").stalls == ()
