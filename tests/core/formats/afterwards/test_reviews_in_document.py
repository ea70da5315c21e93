"""Reviews in a document: what is written is read again, and what is wrong is named by its place."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.error_sentences import Refused
from storycircle.core.formats.afterwards.reviews_in_document import reviews_from, reviews_out
from storycircle.core.formats.decoder import Fields
from storycircle.core.reviews.review import (
    MOST_REVIEWS,
    EnteredBy,
    Review,
    ReviewState,
    in_order,
    to_look_at,
)

ids = st.sampled_from("abcde")
reviews = st.lists(
    st.builds(
        Review,
        id=ids,
        state=st.sampled_from(ReviewState),
        on=st.sampled_from(["", "2007-08-29", "2007-09-06"]),
        happened=st.sampled_from(["", "Two came.", "Zwei\nkamen."]),
        next=st.sampled_from(["", "Meet."]),
        by=st.sampled_from(["", "October"]),
        told_by=st.sampled_from(["", "Dawn"]),
        entered_by=st.sampled_from(EnteredBy),
        knew=st.lists(ids, max_size=3, unique=True).map(tuple),
    ),
    max_size=5,
    unique_by=lambda review: review.id,
)


def read(listed: object) -> tuple[Review, ...]:
    return reviews_from(Fields("circle 5, action 1", {"reviews": listed}), "an action")


@given(reviews)
def test_what_is_written_is_read_again(told: list[Review]) -> None:
    """Every word, which of them counts, and which need a look; and the same ids each time."""
    again = read(reviews_out(told))
    there = {review.id for review in told}
    ordered = in_order(told)
    assert [review.says() for review in again] == [review.says() for review in ordered]
    place = {review.id: at for at, review in enumerate(ordered)}
    knew = [{place[id_] for id_ in r.knew if id_ in there and id_ != r.id} for r in ordered]
    now = {review.id: at for at, review in enumerate(again)}
    assert [{now[id_] for id_ in review.knew} for review in again] == knew
    assert len(to_look_at(again)) == len(to_look_at(told))
    assert read(reviews_out(again)) == again


def test_of_a_plain_list_the_later_day_counts_and_of_one_day_the_later_line() -> None:
    """As people write it by hand, in any order."""
    listed = [
        {"on": "2007-09-06", "state": "under way"},
        {"on": "2007-08-29", "state": "changed"},
        {"on": "2007-09-06", "state": "done"},
    ]
    told = read(listed)
    assert [review.state for review in told] == ["changed", "under_way", "done"]
    assert to_look_at(told) == ()


@pytest.mark.parametrize(
    ("review", "sentence"),
    [
        ({"state": "nearly"}, "review 1: state should be not started, under way"),
        ({"on": "2007-06-31", "state": "done"}, "review 1: on"),
        ({"state": "done", "entered_by": "me"}, "entered_by should be circle or organiser"),
        ({"on": "2007-06-14"}, "review 1: state"),
        ({"state": "done", "mood": "good"}, "mood"),
        ({"state": "done", "knew": ["a"]}, "knew"),
        ({"state": "done", "knew": [2]}, "knew"),
        ({"state": "done", "happened": "x" * 5_001}, "happened"),
        ("done", "an object"),
    ],
)
def test_what_is_wrong_is_named_by_its_place(review: Any, sentence: str) -> None:
    with pytest.raises(Refused, match="circle 5, action 1, review 1") as refused:
        read([review])
    assert sentence in str(refused.value)


def test_more_reviews_than_a_file_may_hold_are_refused() -> None:
    with pytest.raises(Refused, match="reviews"):
        read([{"state": "done"}] * (MOST_REVIEWS + 1))
