"""What of check-outs may be shown: the sums are right, and nothing of few people can be found."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.checkout.checkout import FEWEST_SHOWN, Checkout, Row, hands
from storycircle.core.checkout.shown import (
    Together,
    Waiting,
    groups_of,
    is_small,
    may_be_group,
    sums_of,
    together,
    within,
)
from storycircle.core.consent.shareable import leaving_all
from storycircle.core.formats.json_document import read_document, write_document
from storycircle.core.model import Circle, Event, Gathered
from storycircle.paper.report.event_part import By, Only, choices, part_of
from tests.support.attacker import Attacker, coefficients, found_by

OWN = ("It was long.", "It was loud.")
EVENT = Event("e", "An event", "2007-06-14", statements=OWN)
ALL_FIVE: Row = (5, 0, 0)


def said(*rows: Row, people: int = 0, words: tuple[str, ...] = ()) -> Checkout:
    return Checkout(people or max(map(hands, rows)), rows, words, OWN[: len(rows)])


def circles(*checkouts: Checkout) -> list[Waiting]:
    return [Waiting(f"c{at}", one) for at, one in enumerate(checkouts)]


# The rule.


def test_a_circle_of_five_stands_alone_and_one_of_four_waits() -> None:
    assert groups_of(circles(said(ALL_FIVE), said((4, 0, 0)))) == [("c0",)]


def test_few_answers_in_a_large_circle_are_few_people() -> None:
    """Six sat there, and three answered the second statement."""
    assert is_small(said((6, 0, 0), (1, 1, 1)))
    assert not is_small(said((6, 0, 0), (0, 0, 0)))
    assert is_small(said((2, 0, 0), (2, 0, 0)))


@pytest.mark.parametrize(
    ("rows", "may"),
    [
        ([[(2, 0, 0)], [(2, 0, 0)]], False),  # four people
        ([[(2, 0, 0)], [(0, 3, 0)]], True),
        ([[(2, 0, 0), (2, 0, 0)], [(3, 0, 0), (0, 0, 0)]], False),  # one circle's second answers
        ([[(4, 0, 0)]], False),  # one circle
        ([[(2, 0, 0), (0, 1, 0)], [(3, 0, 0), (1, 0, 0)]], False),  # two people's second answers
    ],
)
def test_smaller_circles_are_shown_together(rows: list[list[Row]], *, may: bool) -> None:
    assert may_be_group([said(*one) for one in rows]) is may


def test_who_is_left_over_goes_with_the_last_group() -> None:
    three = circles(said((4, 0, 0)), said((3, 0, 0)), said((1, 0, 0)))
    assert groups_of(three) == [("c0", "c1", "c2")]


def test_circles_that_were_asked_otherwise_are_not_added() -> None:
    other = replace(said((2, 0, 0)), asked=("Another one.",))
    assert groups_of(circles(said((3, 0, 0)), other)) == []


def test_nothing_is_of_a_check_out_in_which_nothing_was_said() -> None:
    assert groups_of(circles(said((None, None, None), people=6))) == []


def test_a_group_of_a_part_is_all_in_it() -> None:
    pair = together("g", {"a": said((3, 0, 0)), "b": said((0, 3, 0))})
    assert within([pair], ["a"]) == ()
    assert within([pair], ["a", "b", "c"]) == (pair,)


def test_statements_of_the_event_come_first_and_those_it_has_no_more_after_them() -> None:
    old = replace(said(ALL_FIVE), asked=("Long ago.",))
    groups = [Together("a", ("a",), old), Together("b", ("b",), said(ALL_FIVE, (0, 5, 0)))]
    sums = sums_of(groups, OWN)
    assert sums is not None
    assert [(one.statement, one.row) for one in sums.figures] == [
        (OWN[0], (5, 0, 0)),
        (OWN[1], (0, 5, 0)),
        ("Long ago.", (5, 0, 0)),
    ]
    assert (sums.people, sums.circles) == (10, 2)


# The attacker.


class Held(Struct, frozen=True):
    """A circle as it came: on which day of the story, from which region."""

    circle: str
    region: str
    said: Checkout


def row_of(random: Random, people: int, *, all_answer: bool) -> Row:
    answered = people if all_answer else random.randint(0, people)
    yes = random.randint(0, answered)
    partly = random.randint(0, answered - yes)
    return yes, partly, answered - yes - partly


def an_event(random: Random) -> list[Held]:
    """Circles of one to seven people, more small ones than there should be."""
    found = []
    for at in range(random.randint(2, 8)):
        people = random.choice((1, 2, 2, 3, 3, 4, 4, 5, 6, 7))
        whole = random.random() < 0.7
        rows = tuple(row_of(random, people, all_answer=whole) for _ in OWN)
        checkout = Checkout(people, rows, (f"word{at}",), OWN)
        found.append(Held(f"c{at}", random.choice(("North", "South")), checkout))
    random.shuffle(found)
    return found


def played(held: Sequence[Held], *, forgets: bool = False) -> Iterator[tuple[str, Gathered]]:
    """Everything that leaves, as one circle after another comes and one goes: the whole and each
    region, before and after, with the groups as they were written down. forgets: they were not.
    """
    shown: dict[str, str] = {}
    days = [held[: len(held) - 1], held, held[1:], held]
    for day, here in enumerate(days):
        if forgets:
            shown.clear()
        waiting = [
            Waiting(one.circle, one.said, (one.region,)) for one in here if one.circle not in shown
        ]
        for group in groups_of(waiting):
            shown |= dict.fromkeys(group, group[0])
        gathered = Gathered(
            EVENT,
            tuple(
                Circle(one.circle, at, "e", region=one.region, checkout=one.said)
                for at, one in enumerate(here, 1)
            ),
            checkouts=within(groups_as_written(shown, held), [one.circle for one in here]),
        )
        shareable = leaving_all(gathered)
        yield f"{day} whole", shareable
        for region in choices(shareable, By.REGION):
            yield f"{day} {region}", part_of(shareable, Only(By.REGION, region))


def groups_as_written(shown: Mapping[str, str], held: Sequence[Held]) -> list[Together]:
    by_group: dict[str, dict[str, Checkout]] = {}
    for one in held:
        if one.circle in shown:
            by_group.setdefault(shown[one.circle], {})[one.circle] = one.said
    return [together(f"g-{id_}", members) for id_, members in by_group.items()]


def figures_of(name: str, gathered: Gathered) -> dict[str, int]:
    """How many said yes to each statement, as the report's form has it, and each group's."""
    found = {}
    sums = sums_of(gathered.checkouts, EVENT.statements)
    for at, one in enumerate(sums.figures if sums else ()):
        found[f"{name} {at}"] = one.row[0]
    for group in gathered.checkouts:
        for at, row in enumerate(group.said.answers):
            found[f"{name} {group.id} {at}"] = row[0] or 0
    return found


def all_figures(held: Sequence[Held], *, forgets: bool = False) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, gathered in played(held, forgets=forgets):
        found |= figures_of(name, gathered)
    return found


def with_other_answer(one: Held, statement: int) -> Held:
    """The circle with one answer more or less that is yes, and as many answers as before."""
    yes, partly, no = (count or 0 for count in one.said.answers[statement])
    if yes:
        row: Row = (yes - 1, partly + 1, no)
    else:
        row = (1, partly - 1, no) if partly else (1, partly, no - 1)
    rows = [*one.said.answers]
    rows[statement] = row
    return replace(one, said=replace(one.said, answers=tuple(rows)))


def attack(held: Sequence[Held], *, forgets: bool = False) -> list[str]:
    """What a program finds of few people from everything that ever left, taken together."""
    found = []
    base = all_figures(held, forgets=forgets)
    for statement in range(len(OWN)):
        answered = [hands(one.said.answers[statement]) for one in held]
        changes = []
        for at, one in enumerate(held):
            if answered[at]:
                other = [*held[:at], with_other_answer(one, statement), *held[at + 1 :]]
                changes.append(coefficients(base, all_figures(other, forgets=forgets)))
            else:
                changes.append({})
        figures = [[abs(change.get(key, 0)) for change in changes] for key in base]
        found += found_by(figures, answered, FEWEST_SHOWN)
    found += found_by(list(spoken(held)), [one.said.people for one in held], FEWEST_SHOWN)
    return found


def spoken(held: Sequence[Held]) -> Iterator[list[int]]:
    """Of which circles each list of words is that left."""
    for _name, gathered in played(held):
        sums = sums_of(gathered.checkouts, EVENT.statements)
        words = set(sums.words if sums else ())
        yield [int(bool(words.intersection(one.said.words))) for one in held]


def test_the_attacker_finds_what_there_is_to_find() -> None:
    """The whole before and after one circle of four, as it would be without the rule."""
    attacker = Attacker([[1, 1, 0], [1, 1, 1]])
    assert attacker.finds([0, 0, 1])
    assert not attacker.finds([1, 0, 0])
    assert found_by([[1, 1, 0], [1, 1, 1]], [4, 4, 4], FEWEST_SHOWN) == ["(2,)"]
    assert found_by([[1, 1, 0], [0, 1, 1]], [2, 2, 2], FEWEST_SHOWN) == ["(0, 1)", "(1, 2)"]


def test_groups_that_are_made_anew_each_day_are_found_out() -> None:
    """The attacker is no straw man: without the groups written down it finds few people."""
    random = Random(1)  # noqa: S311 (a game)
    assert any(attack(an_event(random), forgets=True) for _event in range(60))


@pytest.mark.parametrize(
    "some", [0, *(pytest.param(some, marks=pytest.mark.slow) for some in range(1, 10))]
)
def test_of_a_hundred_events_no_two_outputs_nor_all_of_them_tell_of_few(some: int) -> None:
    """A thousand in all: the whole and the parts, as the report and the document have them, before
    and after one more circle, and one less.
    """
    random = Random(some)  # noqa: S311 (a game)
    for _event in range(100):
        held = an_event(random)
        assert attack(held) == [], held


@given(st.randoms(use_true_random=False))
def test_sums_are_right_and_only_smaller_circles_are_left_out(random: Random) -> None:
    held = an_event(random)
    groups = groups_of([Waiting(one.circle, one.said) for one in held])
    shown = {circle for group in groups for circle in group}
    assert all(is_small(one.said) for one in held if one.circle not in shown)
    assert sum(map(len, groups)) == len(shown)
    by_id = {one.circle: one.said for one in held}
    made = [together(str(at), {c: by_id[c] for c in group}) for at, group in enumerate(groups)]
    sums = sums_of(made, OWN)
    if sums is None:
        assert not shown
        return
    for at, text in enumerate(OWN):
        rows = [by_id[circle].answers[at] for circle in shown]
        expected = tuple(sum(row[answer] or 0 for row in rows) for answer in range(3))
        figure = next((one.row for one in sums.figures if one.statement == text), (0, 0, 0))
        assert figure == expected
    assert sums.people == sum(by_id[circle].counted for circle in shown)
    assert sorted(sums.words) == sorted(w for circle in shown for w in by_id[circle].words)


def test_words_stand_in_an_order_that_no_other_words_change() -> None:
    """One more line, wherever it comes from, moves no other: so the order says nothing of whence
    they came.
    """
    words = tuple(f"line {at}" for at in range(12))
    orders = []
    for some in (words[:11], words, words[1:]):
        sums = sums_of([Together("g", ("g",), said(ALL_FIVE, words=some))])
        assert sums is not None
        orders.append([word for word in sums.words if word in words[1:11]])
    assert all(one == other for one, other in pairwise(orders))
    assert orders[0] != sorted(orders[0])


@given(st.randoms(use_true_random=False))
def test_a_document_has_what_may_be_shown_and_no_more(random: Random) -> None:
    """It is read again to the same sums, and has nothing of a smaller circle by itself."""
    held = an_event(random)
    for _name, shareable in played(held):
        data = write_document(shareable)
        again = read_document(data, "x.json")
        alone = [
            Together(circle.id, (circle.id,), circle.checkout)
            for circle in again.circles
            if circle.checkout is not None
        ]
        assert not any(is_small(one.said) for one in alone)
        assert sums_of([*alone, *again.checkouts], OWN) == sums_of(shareable.checkouts, OWN)
        quiet = {c.id for c in shareable.circles} - {
            c for g in shareable.checkouts for c in g.circles
        }
        for one in held:
            if one.circle in quiet:
                assert not any(word.encode() in data for word in one.said.words)
