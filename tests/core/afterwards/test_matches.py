"""Headings that a person matched: which of them are joined in a ring."""

from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.afterwards.matches import HeadingMatch, names_of, rings_in

LETTERS = "abcdefxy"
PAIRS = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=9)


def test_a_row_is_no_ring_and_a_ring_is_said_once() -> None:
    """Whoever matched, in whichever order."""
    row = [HeadingMatch("a", "b"), HeadingMatch("b", "c")]
    assert rings_in(LETTERS, row) == ()
    assert rings_in(LETTERS, [*row, HeadingMatch("b", "a")]) == ()
    ring = [*row, HeadingMatch("c", "a")]
    assert rings_in(LETTERS, ring) == (("a", "b", "c"),)
    assert rings_in(LETTERS, [*ring[::-1], HeadingMatch("x", "y"), HeadingMatch("x", "x")]) == (
        ("a", "b", "c"),
    )


@given(PAIRS)
def test_without_a_ring_every_pair_that_goes_parts_a_heading(found: list[tuple[str, str]]) -> None:
    """And in a ring there is one that parts none."""
    matches = [HeadingMatch(one, other) for one, other in found if one != other]
    unique = {one.pair: one for one in matches}
    headings = "abcdef"

    def groups(of: list[HeadingMatch]) -> int:
        return len(set(names_of(headings, of).values()))

    whole = groups(matches)
    idle = [
        pair
        for pair in unique
        if groups([one for one in unique.values() if one.pair != pair]) == whole
    ]
    assert bool(idle) is bool(rings_in(LETTERS, matches))
