"""Events side by side: each figure with its circles, and nothing called a change that is few."""

import pytest
from msgspec.structs import replace

from storycircle.core.afterwards.matches import HeadingMatch, names_of, rings_in
from storycircle.core.afterwards.turn_counts import TurnCounts
from storycircle.core.checkout.checkout import Checkout
from storycircle.core.checkout.shown import together
from storycircle.core.consent.shareable import leaving_all
from storycircle.core.model import Action, Circle, Event, Gathered, Member, Slot
from storycircle.core.reviews.review import Review, ReviewState
from storycircle.paper.afterwards.comparison import comparison
from storycircle.paper.afterwards.parts import ENDINGS, Bullets, Part, PartDocument, Rows
from storycircle.paper.report.formats import written_parts
from tests.paper.afterwards.test_parts_of_a_report import text_of

JANUARY = Event("j", "Winter", "2007-01-25", headings=("Trust", "Share"))
JUNE = Event("u", "Summer", "2007-06-14", headings=("Culture", "Share"))


def event(of: Event, circles: int, people: int = 6, reviewed: int = 0) -> Gathered:
    """An event with circles of so many people, two actions each, some of them reviewed."""
    held = []
    for number in range(1, circles + 1):
        members = tuple(Member(f"{of.id}{number}{n}", f"P{n}") for n in range(people))
        reviews = (Review("r", ReviewState.DONE, "2007-09-01"),) if number <= reviewed else ()
        actions = (
            Action(f"{of.id}{number}a", "Do", heading=of.headings[0], reviews=reviews),
            Action(f"{of.id}{number}b", "Rest", heading="Share"),
        )
        held.append(Circle(f"{of.id}{number}", number, of.id, members=members, actions=actions))
    return leaving_all(Gathered(of, tuple(held)))


def tables(part: Part) -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for b in part.blocks if isinstance(b, Rows) for row in b.rows}


def care(part: Part) -> str:
    return " ".join(text for b in part.blocks if isinstance(b, Bullets) for text in b.items)


def test_every_figure_stands_with_its_circles() -> None:
    """In the head of its column, or beside it where it is of fewer."""
    part = comparison([event(JUNE, 6, 7, reviewed=5), event(JANUARY, 6, 6, reviewed=6)], [])
    heads = [b.columns for b in part.blocks if isinstance(b, Rows)]
    assert {h[1:] for h in heads} == {
        ("January 2007, six circles", "June 2007, six circles", "Difference")
    }
    said = tables(part)
    assert said["People"] == ("36", "42", "+6")
    assert said["People in a circle"] == ("6", "7", "+1")
    assert said["Actions"] == ("12", "12", "0")
    assert said["Reviewed since"] == ("6", "5 in 5", "−1")  # noqa: RUF001
    assert said["Done"] == ("6", "5 in 5", "−1")  # noqa: RUF001


def test_minutes_for_stories_are_those_of_the_programme() -> None:
    """A programme that says no times of circles has none, and is compared with nothing."""
    times = (Slot("10:20", "11:00", "Story Circle"), Slot("11:00", "11:40", "Dialogue"))
    january = replace(JANUARY, programme=times)
    june = replace(JUNE, programme=(Slot("11:25", "11:50", "Story Circle"),))
    both = [event(january, 6), event(june, 6)]
    assert tables(comparison(both, []))["Minutes for stories"] == ("40", "25", "−15")  # noqa: RUF001
    said = "The minutes for stories were not the same: 40 in January 2007 and 25 in June 2007."
    assert said in care(comparison(both, []))
    assert "minutes" not in care(comparison([both[0], event(JUNE, 6)], []))
    some = tables(comparison([both[0], event(JUNE, 6)], []))
    assert some["Minutes for stories"] == ("40", "–", "–")
    assert "Minutes for stories" not in tables(comparison([event(JANUARY, 6), event(JUNE, 6)], []))


def test_turns_are_compared_where_circles_say_how_they_went() -> None:
    """Each sum with the circles it is of; where none said it, there is no row of them."""
    january, june = event(JANUARY, 6), event(JUNE, 6)
    assert "Turns heard" not in tables(comparison([january, june], []))
    timed = [replace(c, turns=TurnCounts(6, 1, 2)) for c in january.circles]
    some = [replace(c, turns=TurnCounts(5, 0, 3)) for c in june.circles[:5]]
    both = [
        replace(january, circles=tuple(timed)),
        replace(june, circles=(*some, june.circles[5])),
    ]
    said = tables(comparison(both, []))
    assert said["Turns heard"] == ("36", "25 in 5", "−11")  # noqa: RUF001
    assert said["Turns passed"] == ("6", "0 in 5", "−6")  # noqa: RUF001
    assert said["Turns over time"] == ("12", "15 in 5", "+3")
    alone = tables(comparison([both[0], june], []))
    assert alone["Turns over time"] == ("12", "–", "–")


def test_a_mean_has_one_decimal() -> None:
    """38 people in six circles are 6.3 in each."""
    more = event(JANUARY, 5, 6)
    wide = replace(more.circles[0], members=(*more.circles[0].members, Member("x", "X")))
    part = comparison([replace(more, circles=(wide, *more.circles[1:])), event(JUNE, 5, 6)], [])
    assert tables(part)["People in a circle"] == ("6.2", "6", "−0.2")  # noqa: RUF001


@pytest.mark.parametrize("circles", range(5))
def test_nothing_that_is_of_fewer_than_five_circles_is_called_a_change(circles: int) -> None:
    """There is no difference, and the reader is told why; the figures stand all the same."""
    part = comparison([event(JANUARY, circles, 3), event(JUNE, 6, 6)], [])
    differences = {cells[-1] for cells in tables(part).values()}
    assert differences <= {"too few to compare", "–"}
    said = care(part)
    assert ("too few to call anything a change" in said) is (circles > 0)
    assert ("no circle is here" in said) is (circles == 0)
    assert "do not measure a change" in said


def test_a_check_out_of_few_circles_is_not_compared() -> None:
    """Each statement with its answers, and of how many circles they are."""
    rows = ((5, 1, 0), (4, 1, 1), (6, 0, 0), (3, 2, 1))
    said = Checkout(6, rows, (), ())
    both = []
    for of in (JANUARY, JUNE):
        gathered = event(of, 6)
        groups = tuple(together(c.id, {c.id: said}) for c in gathered.circles[:3])
        both.append(replace(gathered, checkouts=groups))
    found = tables(comparison(both, []))
    answers = "yes 15, partly 3, no 0 in 3"
    assert found["I was heard."] == (answers, answers, "–")


def test_matched_headings_stand_in_one_row() -> None:
    """The later event's name first, and what the other called it; also in a ring."""
    match = HeadingMatch("Trust", "Culture")
    part = comparison([event(JANUARY, 5), event(JUNE, 5)], [match])
    assert tables(part)["Culture (in January 2007: Trust)"] == ("5", "5", "0")
    assert "Trust" not in tables(part)
    apart = tables(comparison([event(JANUARY, 5), event(JUNE, 5)], []))
    dash = "–"
    assert (apart["Trust"], apart["Culture"]) == (("5", dash, dash), (dash, "5", dash))


def test_headings_matched_in_a_ring_are_one() -> None:
    """And in whichever order they were matched."""
    ring = [HeadingMatch("a", "b"), HeadingMatch("b", "c"), HeadingMatch("c", "a")]
    for matches in (ring, ring[::-1], [*ring, *ring]):
        assert dict(names_of("abcd", matches)) == {"a": "a", "b": "a", "c": "a", "d": "d"}
    assert dict(names_of("ab", [HeadingMatch("a", "gone")])) == {"a": "a", "b": "b"}


def test_a_ring_of_matches_is_said_with_a_way_on() -> None:
    """Where taking out one match would part nothing; a row of matches is no ring, nor is one that
    was made twice, or that names a heading which no event has.
    """
    ring = [HeadingMatch("a", "b"), HeadingMatch("b", "c"), HeadingMatch("c", "a")]
    assert rings_in("dcba", [*ring, HeadingMatch("d", "gone")]) == (("c", "b", "a"),)
    for none in (ring[:2], [*ring[:2], HeadingMatch("b", "a")], []):
        assert rings_in("abcd", none) == ()
    assert rings_in("ab", ring) == ()
    spring = Event("s", "Spring", "2007-04-01", headings=("Ground", "Share"))
    both = [event(JANUARY, 5), event(spring, 5), event(JUNE, 5)]
    pairs = [("Trust", "Ground"), ("Ground", "Culture"), ("Culture", "Trust")]
    matches = [HeadingMatch(*pair) for pair in pairs]
    said = care(comparison(both, matches))
    assert (
        "These headings were matched in a ring, and stand in one row: “Culture”, “Ground” and "
        "“Trust”. To part one of them, take out every match of it." in said
    )
    assert "ring" not in care(comparison(both, matches[:2]))


def test_three_events_have_no_difference() -> None:
    """And two of one month are known by their days, or by their titles."""
    spring = replace(JANUARY, id="s", date="2007-06-01", title="Spring")
    part = comparison([event(JANUARY, 5), event(JUNE, 5), event(spring, 5)], [])
    columns = next(b.columns for b in part.blocks if isinstance(b, Rows))
    assert columns[1:] == (
        "25 January 2007, five circles",
        "1 June 2007, five circles",
        "14 June 2007, five circles",
    )


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_format_has_every_figure(ending: str) -> None:
    """One form feeds them."""
    part = comparison([event(JANUARY, 6, 6, reviewed=6), event(JUNE, 6, 7, reviewed=5)], [])
    said = text_of(written_parts(PartDocument("Both", ("A", "B"), (part,)), ending), ending)
    said = said.replace(" ", "")
    every = {c for b in part.blocks if isinstance(b, Rows) for row in b.rows for c in row}
    assert [cell for cell in every if cell.replace(" ", "") not in said] == []
