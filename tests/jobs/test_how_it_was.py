"""What a report says of check-outs, in every format: sums over groups, and nothing beneath them."""

from collections.abc import Mapping
from random import Random

import pytest

from storycircle.core.checkout.checkout import Checkout, Row
from storycircle.core.checkout.shown import Waiting, groups_of, together
from storycircle.core.model import Circle, Event, Gathered, Member
from storycircle.jobs.report import report_bytes
from tests.leaks.searching import layers

ENDINGS = (".html", ".md", ".json", ".csv", ".docx", ".xlsx", ".pdf")
STATEMENTS = ("It was long.", "It was loud.")
EVENT = Event("e", "An event", "2007-06-14", statements=STATEMENTS)
FEW = {"a": (2, 1, 0), "b": (0, 0, 3), "left over": (0, 2, 0)}
"""Smaller circles: the first two are a group, and the last goes with them or is in no figure."""


def said(row: Row, words: str) -> Checkout:
    return Checkout(sum(count or 0 for count in row), (row, row), (words,), STATEMENTS)


def report(rows: Mapping[str, Row], ending: str, *, alone: str = "") -> list[bytes]:
    """The report of circles that answered so, layer by layer. alone: the one in no group."""
    told = {id_: said(row, f"words of {id_}") for id_, row in rows.items()}
    grouped = groups_of([Waiting(id_, one) for id_, one in told.items() if id_ != alone])
    groups = tuple(
        together(f"g{at}", {id_: told[id_] for id_ in g}) for at, g in enumerate(grouped)
    )
    circles = tuple(
        Circle(id_, at, "e", members=(Member(f"m{at}", f"Name {at}"),), checkout=one)
        for at, (id_, one) in enumerate(told.items(), 1)
    )
    data = report_bytes(Gathered(EVENT, circles, checkouts=groups), ending)
    return list(layers(data))[1:] or [data]


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_format_says_more_than_the_sum_of_a_group(ending: str) -> None:
    """Answers that change places within a group, and all that a circle in none said, change no
    byte; another sum does, where the format has the figures.
    """
    before = report(FEW, ending, alone="left over")
    swapped = {**FEW, "a": (1, 1, 1), "b": (1, 0, 2)}
    assert report(swapped, ending, alone="left over") == before
    otherwise = {**FEW, "left over": (1, 0, 1)}
    assert report(otherwise, ending, alone="left over") == before
    more = {**FEW, "a": (1, 2, 0)}
    assert (report(more, ending, alone="left over") == before) == (ending == ".csv")


@pytest.mark.parametrize("ending", [".json", ".md"])
def test_it_holds_of_any_event(ending: str) -> None:
    """Fifty events by chance, each with two of a group whose answers change places."""
    tried = 0
    for seed in range(50):
        random = Random(seed)  # noqa: S311 (a game)
        rows: dict[str, Row] = {}
        for at in range(random.randint(2, 6)):
            people = random.choice((2, 3, 4, 6))
            yes = random.randint(0, people)
            rows[f"c{at}"] = (yes, people - yes, 0)
        grouped = groups_of([Waiting(id_, said(row, "")) for id_, row in rows.items()])
        pair = next((group for group in grouped if len(group) > 1), None)
        if pair is None:
            continue
        one, other = rows[pair[0]], rows[pair[1]]
        if (one[0] or 0) > 0 and (other[1] or 0) > 0:
            tried += 1
            swapped = dict(rows)
            swapped[pair[0]] = ((one[0] or 0) - 1, (one[1] or 0) + 1, 0)
            swapped[pair[1]] = ((other[0] or 0) + 1, (other[1] or 0) - 1, 0)
            assert report(swapped, ending) == report(rows, ending), seed
    assert tried > 10
