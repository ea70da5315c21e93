"""What the board reads: the actions and where they stand, of all circles or of the first."""

import gc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.headings import board_of, columns_of
from storycircle.core.model import Action, Circle, Event, Gathered, Member, Placement
from storycircle.core.versioned_record import Record
from storycircle.store.library import Library
from tests.support.inside import conn_of

EVENT = Event("e", "An event", headings=("A", "B"))
COUNT = 30


@pytest.fixture
def held(library: Library) -> Library:
    """Thirty circles of two actions each, told to have people and stories, and one elsewhere."""
    library.save_event(EVENT)
    for number in range(1, COUNT + 1):
        library.save_circle(_circle(number, EVENT.id))
    library.save_event(Event("other", "Another"))
    library.save_circle(
        replace(_circle(77, "other"), id="x", actions=(Action("x-0", "Elsewhere"),))
    )
    return library


def _circle(number: int, event: str) -> Circle:
    actions = tuple(Action(f"{number:02}-{n}", f"Do {number} {n}", ("m",)) for n in range(2))
    people = (Member(f"m{number}", f"Zed{number}"),)
    return Circle(f"c{number}", number, event, members=people, actions=actions)


def _numbers(gathered: Gathered) -> list[int]:
    return [circle.number for circle in gathered.circles]


def test_the_board_has_all_actions_and_nothing_else(held: Library) -> None:
    """The same columns as of an event that is read whole, and of no circle who was there."""
    held.save_placements([Placement("05-1", "B", "Otherwise", "m"), Placement("x-0", "A")])
    board, whole = held.actions_of(EVENT), held.gathered(EVENT)
    assert columns_of(board) == columns_of(whole)
    assert board.placements == whole.placements
    assert not any(circle.members or circle.stories for circle in board.circles)
    assert held.count_actions(EVENT) == 2 * COUNT


def test_the_first_that_wait_are_read_first(held: Library) -> None:
    """However many stand under headings already, and wherever a person put one of them."""
    sorted_ = [Placement(f"{n:02}-{a}", "A") for n in range(1, 21) for a in range(2)]
    held.save_placements([*sorted_, Placement("30-1", rank="1"), Placement("29-0", rank="z")])
    first = held.first_actions_of(EVENT, 3)
    assert _numbers(first) == [21, 22, 30]
    shown = board_of(first).columns[0].cards
    assert [card.action for card in shown[:3]] == ["30-1", "21-0", "21-1"]
    assert [card.action for card in board_of(held.gathered(EVENT)).columns[0].cards[:3]] == [
        card.action for card in shown[:3]
    ]


def test_what_was_shown_is_read_before_all_else(held: Library) -> None:
    """The card that a person comes back to; of an event that is sorted, the first circles."""
    near = held.first_actions_of(EVENT, 3, ["17-1", "gone", "02-0"])
    assert _numbers(near) == [1, 2, 17]
    held.save_placements(
        [Placement(f"{n:02}-{a}", "A") for n in range(1, COUNT + 1) for a in range(2)]
    )
    assert _numbers(held.first_actions_of(EVENT, 3)) == [1, 2, 3]
    assert held.first_actions_of(Event("none", "Empty"), 3).circles == ()


def test_an_action_that_was_altered_is_not_shown(held: Library) -> None:
    """What was written is compared with its digest, as wherever words are read."""
    conn_of(held).execute("UPDATE action SET text = 'Say this' WHERE id = '03-0'")
    for read in (held.actions_of, lambda event: held.first_actions_of(event, 5)):
        with pytest.raises(Refused):
            read(EVENT)


def _waiting_in_order(whole: Gathered) -> list[str]:
    """The circles of the first column, in its order: worked out from all that is read."""
    cards = [card for column in columns_of(whole) if not column.heading for card in column.cards]
    return list(dict.fromkeys(card.circle for card in cards))


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_first_that_wait_are_those_of_the_board(held: Library, data: st.DataObject) -> None:
    """Whatever was sorted, moved or sorted and moved: each read alone, in the board's order."""
    ids = [f"{number:02}-{place}" for number in range(1, COUNT + 1) for place in range(2)]
    places = st.tuples(
        st.sampled_from(["", "", "A"]), st.sampled_from(["", "", "1", "i5", "m", "z"])
    )
    drawn = data.draw(st.lists(places, min_size=len(ids), max_size=len(ids)))
    held.save_placements(
        [
            Placement(id_, heading, rank=rank)
            for id_, (heading, rank) in zip(ids, drawn, strict=True)
        ]
    )
    expected = _waiting_in_order(held.gathered(EVENT))
    count = data.draw(st.integers(1, COUNT))
    first = {circle.id for circle in held.first_actions_of(EVENT, count).circles}
    assert set(expected[:count]) <= first
    assert len(first) == count


def test_of_many_that_wait_no_more_are_looked_at_than_are_wanted(held: Library) -> None:
    """Steps of statements, counted: twenty times as many circles are put in order, and no more."""

    def steps() -> int:
        taken = [0]

        def step() -> int:
            taken[0] += 1
            return 0

        conn = conn_of(held)
        conn.set_progress_handler(step, 10)
        held.first_actions_of(EVENT, 3)
        conn.set_progress_handler(None, 0)
        return taken[0] * 10

    few = steps()
    for number in range(COUNT + 1, 21 * COUNT + 1):
        held.save_circle(_circle(number, EVENT.id))
    assert (steps() - few) / (20 * COUNT) < 40, "of each circle its number, and of none its actions"


def test_of_many_circles_the_records_of_one_are_held_at_a_time(held: Library) -> None:
    """Those of ten thousand beside each other were a third of what the window takes; and each is
    what it is where it is read alone.
    """
    held.save_circle(replace(_circle(COUNT + 1, EVENT.id), actions=(), members=()))
    gc.collect()
    others = {id(one) for one in gc.get_objects() if isinstance(one, Record)}  # of other tests
    most, found = 0, []
    for circle in held.circles_with_actions(EVENT):
        records = (one for one in gc.get_objects() if isinstance(one, Record))  # a list holds them
        most = max(most, sum(id(one) not in others for one in records))
        found.append(circle)
    assert 0 < most <= 8
    whole = {circle.id: circle for circle in held.circles(EVENT.id)}
    assert [circle.id for circle in found] == sorted(whole)
    for circle in found:
        assert circle.actions == whole[circle.id].actions
        assert [one.name for one in circle.members] == [m.name for m in whole[circle.id].members]
