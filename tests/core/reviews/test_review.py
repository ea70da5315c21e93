"""Which review of an action counts: by what it knew, its day, and who noted it."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core.reviews.review import (
    Due,
    EnteredBy,
    Review,
    ReviewState,
    due_of,
    in_order,
    is_overdue,
    newest,
    state_of,
    to_look_at,
)

OLD = Review("old", ReviewState.UNDER_WAY, "2007-09-06", "Two came.")
NEW = Review("new", ReviewState.DONE, "2007-08-29", "It is done.", knew=("old",))

few = st.lists(
    st.builds(
        Review,
        id=st.sampled_from("abcde"),
        state=st.sampled_from(ReviewState),
        on=st.sampled_from(["", "2007-08-29", "2007-09-06"]),
        happened=st.sampled_from(["", "x"]),
        entered_by=st.sampled_from(EnteredBy),
        knew=st.lists(st.sampled_from("abcde"), max_size=3).map(tuple),
    ),
    max_size=5,
    unique_by=lambda review: review.id,
)


def test_the_one_that_knew_the_other_counts_whatever_its_day() -> None:
    assert newest([NEW, OLD]) == NEW
    assert in_order([NEW, OLD]) == (OLD, NEW)
    assert to_look_at([NEW, OLD]) == ()


def test_else_the_later_day_counts() -> None:
    assert newest([replace(NEW, knew=()), OLD]) == OLD


def test_of_one_day_the_circle_counts_over_the_organiser() -> None:
    told = replace(OLD, id="told", state=ReviewState.DONE, entered_by=EnteredBy.ORGANISER)
    assert newest([told, OLD]) == OLD
    assert to_look_at([told, OLD]) == ()
    later = replace(told, on="2007-09-07")
    assert newest([later, OLD]) == later  # until the circle's own later word


def test_two_of_one_day_and_one_kind_need_a_look_until_one_knows_both() -> None:
    other = replace(OLD, id="other", state=ReviewState.LET_GO)
    assert set(to_look_at([OLD, other])) == {OLD, other}
    assert to_look_at([OLD, replace(OLD, id="again")]) == ()  # they say the same
    settled = replace(OLD, id="s", knew=("old", "other"))
    assert newest([other, settled, OLD]) == settled
    assert to_look_at([other, settled, OLD]) == ()


@given(few, st.randoms())
def test_every_laptop_sees_the_same_whatever_order_they_came_in(
    reviews: list[Review], chance: object
) -> None:
    """No review is lost, the last one counts, and what needs a look does so everywhere."""
    mixed = list(reviews)
    getattr(chance, "shuffle")(mixed)  # noqa: B009 (a Random of hypothesis)
    assert in_order(mixed) == in_order(reviews)
    assert sorted(in_order(mixed), key=lambda r: r.id) == sorted(reviews, key=lambda r: r.id)
    assert to_look_at(mixed) == to_look_at(reviews)
    assert newest(mixed) == (in_order(reviews)[-1] if reviews else None)


def test_thousands_of_reviews_are_put_in_order_at_once() -> None:
    """As a file from a stranger may have them: each knew the one before, or none knew another."""
    chain = [replace(OLD, id=f"{n:05d}", knew=(f"{n - 1:05d}",)) for n in range(3_000)]
    assert in_order(reversed(chain)) == tuple(chain)
    apart = [replace(OLD, id=f"{n:05d}", happened=f"{n:05d}") for n in range(3_000)]
    assert in_order(reversed(apart)) == tuple(apart)
    ring = [replace(OLD, id=str(n), knew=(str((n + 1) % 3),)) for n in range(3)]
    assert len(in_order(ring)) == 3


def test_a_new_date_stands_until_a_newer_review_gives_another() -> None:
    first = replace(OLD, by="end of October")
    later = replace(NEW, knew=("old",), on="2007-11-01")
    assert due_of("12 July", "2007-06-14", []) == Due("12 July", "2007-07-12", said_on="2007-06-14")
    due = due_of("12 July", "2007-06-14", [first, later])
    assert due == Due("end of October", "2007-10-31", moved=True, said_on="2007-09-06")
    assert is_overdue(due, ReviewState.UNDER_WAY, "2007-11-01")
    assert is_overdue(due, None, "2007-11-01")
    assert not is_overdue(due, state_of([first, later]), "2007-11-01")  # done
    assert not is_overdue(due, None, "2007-10-31")
