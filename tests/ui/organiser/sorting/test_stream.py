"""Which card comes next, and with what: none is lost or comes twice, back is the way one came."""

from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.headings import Card
from storycircle.jobs.similar_actions import LIKELY, Alike
from storycircle.ui.organiser.sorting.stream import Company, Stream

FOUR = ("a", "b", "c", "d")


def begun(waiting: tuple[str, ...] = FOUR) -> Stream:
    return Stream().over(waiting, waiting)


def test_the_next_one_comes_by_itself() -> None:
    assert begun().current == "a"
    assert begun().placed(("a",)).current == "b"
    assert begun().placed(("a", "b", "d")).current == "c"
    assert begun(("a",)).placed(("a",)).current == ""


def test_what_is_put_off_comes_at_the_end_in_its_order() -> None:
    stream = begun().later().later()
    assert (stream.current, stream.order) == ("c", ("c", "d", "a", "b"))
    assert stream.placed(("c",)).placed(("d",)).current == "a"
    alone = begun(("a",)).later()
    assert alone.current == "a"


def test_back_goes_the_way_one_came() -> None:
    """Also to one that stands under a heading; down from there goes on to what waits."""
    stream = begun().placed(("a",)).later()
    assert stream.current == "c"
    assert stream.back().current == "b"
    assert stream.back().order == ("b", "c", "d")
    there = stream.back().back()
    assert there.current == "a"
    kept = there.over(("b", "c", "d"), FOUR)
    assert kept.current == "a", "looked at again, wherever it stands"
    assert kept.later().current == "b"
    assert begun().back() == begun()


def test_one_that_was_chosen_comes_now_and_the_other_waits_on() -> None:
    stream = begun().at("c")
    assert stream.current == "c"
    assert stream.placed(("c",)).current == "a"
    assert stream.back().current == "a"


def test_what_was_taken_back_comes_again() -> None:
    stream = begun().placed(("a", "b")).over(("c", "d"), FOUR)
    again = stream.came_back("a").over(FOUR, FOUR)
    assert (again.current, again.to_come) == ("a", ("b", "c", "d"))


def test_what_is_gone_is_gone() -> None:
    """A circle was erased, or another laptop placed an action meanwhile."""
    stream = begun().later().over(("b", "d"), ("a", "b", "d"))
    assert (stream.current, stream.order, stream.seen) == ("b", ("b", "d"), ("a",))
    assert begun().over((), ()).current == ""


ACTS = st.lists(st.sampled_from(("place", "later", "back", "choose", "undo")), max_size=30)


@given(ACTS)
def test_whatever_is_done_all_wait_until_they_are_placed(acts: list[str]) -> None:
    """The current one is one of those that wait or is looked back at, and every one comes."""
    placed: list[str] = []
    stream = begun()
    for act in acts:
        waiting = tuple(id_ for id_ in FOUR if id_ not in placed)
        if act == "place" and stream.current and stream.current in waiting:
            placed.append(stream.current)
            stream = stream.placed((stream.current,))
        elif act == "later" and stream.current:
            stream = stream.later()
        elif act == "back":
            stream = stream.back()
        elif act == "choose" and waiting:
            stream = stream.at(waiting[-1])
        elif act == "undo" and placed:
            stream = stream.came_back(placed.pop())
        waiting = tuple(id_ for id_ in FOUR if id_ not in placed)
        stream = stream.over(waiting, FOUR)
        assert sorted(stream.order) == sorted(waiting)
        assert list(stream.to_come) == [id_ for id_ in stream.order if id_ != stream.current]
        cards = {id_: card(id_) for id_ in FOUR}
        beside = frozenset(acts[:1] and {"b"})
        shown = stream.cards_to_come([cards[id_] for id_ in waiting], cards, beside)
        assert [one.action for one in shown] == [i for i in stream.to_come if i not in beside]
        assert stream.current in (FOUR if stream.looking_back else waiting or ("",))
    for _ in range(2 * len(FOUR)):
        waiting = tuple(id_ for id_ in FOUR if id_ not in placed)
        if stream.current in waiting:
            placed.append(stream.current)
            stream = stream.placed((stream.current,))
        else:
            stream = stream.later()
        stream = stream.over(tuple(id_ for id_ in FOUR if id_ not in placed), FOUR)
    assert sorted(placed) == sorted(FOUR)


def card(id_: str, heading: str = "") -> Card:
    return Card(id_, "c", 1, 1, id_, id_, heading, id_, "")


def company(*placed: str) -> tuple[Company, dict[str, Card]]:
    """Two that wait, one likely and one not, and others as likely that stand under headings."""
    others = [card(f"p{n}", heading) for n, heading in enumerate(placed)]
    alike = [Alike(card("b"), LIKELY), *(Alike(one, LIKELY) for one in others)]
    alike.append(Alike(card("c"), LIKELY - 1))
    cards = {one.card.action: one.card for one in alike} | {"a": card("a")}
    return Company("a", tuple(alike)), cards


def test_only_likely_ones_are_ticked_before_anybody_looks() -> None:
    near, cards = company("Lunch", "Lunch")
    assert near.ticked_at_first(cards) == ("b",)
    assert [one.action for one in near.waiting(cards)] == ["b", "c"]
    assert near.likely == "Lunch"
    assert company()[0].likely == ""


def test_what_was_sorted_this_way_and_that_ticks_nothing() -> None:
    """A person has shown that likeness says nothing there; the heading of most is still offered."""
    near, cards = company("Lunch", "Buses", "Buses")
    assert near.ticked_at_first(cards) == ()
    assert near.likely == "Buses"
    assert company("Lunch", "Lunch", "Lunch", "Buses")[0].ticked_at_first(cards) == ("b",)


def test_what_was_searched_for_goes_together() -> None:
    near, cards = company("Lunch", "Buses")
    found = Company("a", near.alike, ("a", "c", "p0"))
    assert found.ticked_at_first(cards) == ("c",)
