"""Reading ahead keeps the order, reads one more and never two, and loses no refusal."""

from collections.abc import Generator
from contextlib import closing
from typing import cast

import pytest

from storycircle.jobs.read_ahead import read_ahead


def test_each_comes_in_order_with_what_was_read_of_it() -> None:
    assert list(read_ahead(lambda n: n * n, range(5))) == [(n, n * n) for n in range(5)]


@pytest.mark.parametrize("things", [[], [7]])
def test_none_and_one_come_as_they_are(things: list[int]) -> None:
    assert list(read_ahead(str, things)) == [(n, str(n)) for n in things]


def test_never_more_than_one_is_read_ahead() -> None:
    """A folder of thousands is not held in memory, and stopping stops after one more."""
    read: list[int] = []
    with closing(
        cast(Generator[object, None, None], read_ahead(read.append, range(100)))
    ) as coming:
        next(coming)
        next(coming)
    assert read == [0, 1, 2]  # closing waits for the one that is being read


def test_what_reading_raises_is_raised_at_its_turn() -> None:
    def read(number: int) -> int:
        return 1 // number

    coming = read_ahead(read, [1, 0, 1])
    assert next(coming) == (1, 1)
    with pytest.raises(ZeroDivisionError):
        next(coming)
