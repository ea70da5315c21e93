"""The headings board: what moves is the placement, never the circle's own words."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core import headings as board
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Action, Circle, Event, Gathered
from tests.support.strategies import gathereds

COUNTS_OF_2007 = [1, 1, 7, 4, 3]


def counts(gathered: Gathered) -> list[int]:
    return [len(column.cards) for column in board.columns_of(gathered)]


def three(*headings: str) -> Gathered:
    """Three circles of one action each, under these headings, of an event with A and B."""
    event = Event("e", "An event", headings=("A", "B"))
    circles = tuple(
        Circle(f"c{n}", n, "e", actions=(Action(f"a{n}", f"Do {n}", heading=heading),))
        for n, heading in enumerate(headings, 1)
    )
    return Gathered(event, circles)


def under(gathered: Gathered, heading: str) -> list[str]:
    columns = {column.heading: column.cards for column in board.columns_of(gathered)}
    return [card.action for card in columns.get(heading, ())]


def test_the_five_headings_of_2007(example: Gathered) -> None:
    """Sixteen actions under five headings, 1/1/7/4/3, and none without one."""
    assert counts(example) == COUNTS_OF_2007


@given(gathereds(), st.data())
def test_an_action_goes_where_it_is_put(gathered: Gathered, data: st.DataObject) -> None:
    """To the very place, the others in their order; no word of a circle changes."""
    cards = board.cards_of(gathered)
    if not cards:
        return
    card = data.draw(st.sampled_from(cards))
    headings = [column.heading for column in board.columns_of(gathered)]
    heading = data.draw(st.sampled_from(headings))
    place = data.draw(st.integers(0, 5))
    if not heading and card.chosen:
        with pytest.raises(Refused):
            board.moved(board.board_of(gathered), card.action, heading, place)
        return
    others = [id_ for id_ in under(gathered, heading) if id_ != card.action]
    after = board.with_placements(
        gathered, board.moved(board.board_of(gathered), card.action, heading, place)
    )
    expected = [*others[:place], card.action, *others[place:]]
    assert under(after, heading) == expected
    assert after.circles == gathered.circles
    for other in headings:
        if other != heading:
            assert under(after, other) == [a for a in under(gathered, other) if a != card.action]
    assert after.wording_of(_action(after, card.action)) == card.wording


def _action(gathered: Gathered, id_: str) -> Action:
    return next(a for circle in gathered.circles for a in circle.actions if a.id == id_)


def test_a_move_changes_one_placement_alone() -> None:
    """So that two organisers who move different cards agree."""
    gathered = three("A", "A", "A")
    moved = board.moved(board.board_of(gathered), "a3", "A", 1)
    assert [placed.action for placed in moved] == ["a3"]


def test_neighbours_of_one_place_are_spread() -> None:
    """Where two laptops chose the same place, a third card still fits between."""
    gathered = three("A", "A", "A")
    same = [replace(placed, rank="m") for n in (1, 2) for placed in _anywhere(gathered, f"a{n}")]
    gathered = board.with_placements(gathered, same)
    after = board.with_placements(gathered, board.moved(board.board_of(gathered), "a3", "A", 1))
    assert under(after, "A") == ["a1", "a3", "a2"]


def _anywhere(gathered: Gathered, action: str) -> board.Placements:
    return board.moved(board.board_of(gathered), action, "A", 0)


def test_unplaced_stand_first_only_while_there_are_any() -> None:
    """The column of what has no heading comes and goes."""
    gathered = three("", "A")
    assert [column.heading for column in board.columns_of(gathered)] == ["", "A", "B"]
    after = board.with_placements(gathered, board.moved(board.board_of(gathered), "a1", "B", 0))
    assert [column.heading for column in board.columns_of(after)] == ["A", "B"]


def test_what_a_circle_chose_itself_is_not_undone() -> None:
    """It may go under another heading, not back to none."""
    with pytest.raises(Refused, match="Circle 1 put this under “A” itself"):
        board.moved(board.board_of(three("A")), "a1", "", 0)


def test_headings_are_added_renamed_reordered_and_taken_away() -> None:
    """A renamed heading keeps its cards, though circles had chosen its old name."""
    gathered = board.with_heading(three("A", "B", "A"), "C")
    assert board.headings_of(gathered) == ("A", "B", "C")
    gathered = board.renamed(gathered, "A", "Alpha")
    assert under(gathered, "Alpha") == ["a1", "a3"]
    assert gathered.circles == three("A", "B", "A").circles
    gathered = board.reordered(gathered, "C", -9)
    assert board.headings_of(gathered) == ("C", "Alpha", "B")
    assert board.headings_of(board.without_heading(gathered, "C")) == ("Alpha", "B")


@pytest.mark.parametrize("name", ["", "  ", "b"])
def test_two_headings_never_share_a_name(name: str) -> None:
    """Nor has one none."""
    gathered = three("A")
    with pytest.raises(Refused):
        board.with_heading(gathered, name)
    with pytest.raises(Refused):
        board.renamed(gathered, "A", name)


def test_a_heading_may_change_its_case() -> None:
    """Renaming a heading to itself, in capitals, is not a second one."""
    assert board.headings_of(board.renamed(three("A"), "A", "a")) == ("a", "B")


def test_a_heading_in_use_stays() -> None:
    """No action loses its heading by a slip."""
    with pytest.raises(Refused, match="move them first"):
        board.without_heading(three("A"), "A")


def test_the_reports_wording_stands_beside_the_circles_own() -> None:
    """The circle's own words typed again are no wording of the report."""
    gathered = three("A")
    worded = board.worded(gathered, "a1", " Do the first \n")
    assert worded.wording == "Do the first"
    after = board.with_placements(gathered, [worded])
    assert board.cards_of(after)[0].words == "Do 1"
    assert board.worded(after, "a1", "Do 1").wording == ""


def test_what_is_sorted_changes_those_actions_alone() -> None:
    """Each stands by its circle's number, or where somebody put it; what stands there is not
    written again.
    """
    gathered = board.with_heading(_three(), "A")
    placements = board.sent(board.board_of(gathered), ["c", "a", "a", "gone"], "A")
    assert [(placed.action, placed.rank) for placed in placements] == [("c", ""), ("a", "")]
    after = board.with_placements(gathered, placements)
    assert [card.action for card in board.columns_of(after)[1].cards] == ["a", "c"]
    assert board.sent(board.board_of(after), ["a", "c"], "A") == ()
    by_hand = board.with_placements(after, board.moved(board.board_of(after), "c", "A", 0))
    again = board.with_placements(by_hand, board.sent(board.board_of(by_hand), ["b"], "A"))
    assert again.placements["c"] == by_hand.placements["c"], "its place was chosen by a person"


def _three() -> Gathered:
    """Three circles of one action each, under no heading."""
    words = {"a": "A shared lunch", "b": "Thank the bus drivers", "c": "Lunch in the hall"}
    circles = (
        Circle(f"circle {id_}", number, "e", actions=(Action(id_, text),))
        for number, (id_, text) in enumerate(words.items(), 1)
    )
    return Gathered(Event("e", "E"), tuple(circles))


@pytest.mark.parametrize(
    ("text", "those"),
    [
        ("", "abc"),
        ("LUNCH", "ac"),
        ("lunch hall", "c"),
        ("2", "b"),
        ("2 lunch", ""),
        ("unc", "ac"),
        ("food", "a"),
    ],
)
def test_a_search_finds_every_word_or_a_circles_number(text: str, those: str) -> None:
    """In the circle's words or in the report's, whatever their case; headings stay, also empty."""
    gathered = board.with_heading(_three(), "A")
    worded = board.with_placements(gathered, [board.worded(gathered, "a", "Food for all")])
    found = board.found(board.columns_of(worded), text)
    assert [column.heading for column in found] == ["", "A"]
    assert "".join(card.action for column in found for card in column.cards) == those


@given(st.data())
def test_a_place_among_those_that_are_shown_is_one_among_all(data: st.DataObject) -> None:
    """What is put after a card that is shown stands right after it, and so is first of those shown
    where it is put first.
    """
    ids = [f"{n}" for n in range(data.draw(st.integers(1, 8)))]
    cards = tuple(board.Card(id_, "c", 1, 1, id_, id_, "A", id_, "") for id_ in ids)
    shown = [id_ for id_ in ids if data.draw(st.booleans())]
    action = data.draw(st.sampled_from(ids))
    place = data.draw(st.integers(0, len(shown)))
    others = [id_ for id_ in ids if id_ != action]
    there = board.whole_place(board.Column("A", cards), shown, action, place)
    others.insert(there, action)
    seen = [id_ for id_ in shown if id_ != action]
    order = [id_ for id_ in others if id_ == action or id_ in seen]
    assert order.index(action) == min(place, len(seen))


@given(gathereds(), st.data())
def test_a_board_that_follows_is_the_board_made_anew(
    gathered: Gathered, data: st.DataObject
) -> None:
    """Whatever is moved, sorted, worded, taken back, or done to headings, also to many at once."""
    shown = board.board_of(gathered)
    states = [gathered]
    for _act in range(data.draw(st.integers(1, 6))):
        now, ids = states[-1], sorted(shown.cards)
        named = [*board.headings_of(now), "New"]
        ways = ["back", "headings", *(["move", "sort", "word", "rename"] if ids else [])]
        way, heading = data.draw(st.sampled_from(ways)), data.draw(st.sampled_from(named))
        with suppress(Refused):
            if way == "back":
                now = replace(data.draw(st.sampled_from(states)), circles=now.circles)
            elif way == "headings":
                order = data.draw(st.permutations([*now.event.headings, heading]))
                now = replace(now, event=replace(now.event, headings=tuple(order)))
            elif way == "rename":
                now = board.renamed(now, heading, f"{heading} again")
            else:
                now = board.with_placements(now, _done(shown, way, heading, data))
        states.append(now)
        shown = board.board_of(now, shown)
        anew = board.board_of(now)
        assert (shown.columns, dict(shown.cards)) == (anew.columns, dict(anew.cards))
        assert board.headings_of(now) == tuple(c.heading for c in anew.columns if c.heading)


def _done(shown: board.Board, way: str, heading: str, data: st.DataObject) -> board.Placements:
    ids = sorted(shown.cards)
    some = data.draw(st.lists(st.sampled_from(ids)))
    if way == "move":
        return board.moved(shown, data.draw(st.sampled_from(ids)), heading, 0)
    if way == "sort":
        return board.sent(shown, some, heading)
    return tuple(board.worded(shown.gathered, id_, "Otherwise") for id_ in some)
