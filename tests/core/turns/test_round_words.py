"""The end of a round is said as it was: told, passed and away are three things."""

import pytest

from storycircle.core.turns.queue import Round, new_round, step_out
from storycircle.core.turns.round import ended, last_turn

SIX = tuple("ABCDEF")


def _told(round_: Round, *tellers: str) -> Round:
    """These tell in turn, everyone else passes until nobody is left."""
    now = round_.spent(0)
    number = round_.number
    while not round_.over and round_.number == number:
        if round_.current in tellers:
            round_ = round_.start(now).next(now + 60)
            now += 60
        else:
            round_ = round_.pass_turn(now)
    return round_


def _away(round_: Round, *members: str) -> Round:
    for member in members:
        round_ = step_out(round_, member, 0)
    return round_


@pytest.mark.parametrize(
    ("tellers", "away", "title", "lines"),
    [
        ("ABCDEF", "", "All heard", ("Every story is told.",)),
        ("", "", "Round over", ("All six passed.",)),
        ("", "ABCDEF", "Nobody is here", ("All six are away.",)),
        ("ABCD", "", "Round over", ("Four told, two passed.",)),
        ("ABCDE", "F", "Round over", ("Five told, one is away.",)),
        ("", "EF", "Round over", ("Four passed, two are away.",)),
        ("ABC", "F", "Round over", ("Three told, two passed,", "one is away.")),
    ],
)
def test_the_end_is_said_as_it_was(
    tellers: str, away: str, title: str, lines: tuple[str, ...]
) -> None:
    """Nobody is said to have told who passed twice or was out of the room."""
    round_ = _told(_away(new_round(SIX, 1_500), *away), *tellers)
    assert round_.over
    assert ended(round_) == (title, lines)


@pytest.mark.parametrize(
    ("responding", "lines"),
    [("ABCDEF", "Everyone has responded."), ("AB", "Two responded, four passed.")],
)
def test_the_second_round_is_one_of_responses(responding: str, lines: str) -> None:
    """After it no story is spoken of, and its last turn is a response."""
    first = _told(new_round(SIX, 1_500), *SIX)
    assert last_turn(first) == "the last story"
    second = first.second_round()
    assert last_turn(second) == "the last response"
    assert ended(_told(second, *responding))[1] == (lines,)


def test_who_told_and_then_left_the_room_has_told() -> None:
    """Stepping out takes no story back."""
    assert ended(_away(_told(new_round(SIX, 1_500), *SIX), "B"))[0] == "All heard"
