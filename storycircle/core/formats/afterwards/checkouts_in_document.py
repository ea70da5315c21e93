"""Check-outs in a JSON document, read and written.

One circle's stands with the circle. Of smaller circles that are shown together, "checkouts" of the
document has the sums, with the numbers of the circles. Of other circles there is nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from uuid import NAMESPACE_URL, uuid5

from storycircle.core.checkout.checkout import (
    ANSWERS,
    MOST_PEOPLE,
    MOST_WORDS,
    NOT_COUNTED,
    STATEMENTS,
    Checkout,
    Row,
    hands,
)
from storycircle.core.checkout.shown import FEWEST_CIRCLES, Together, is_small
from storycircle.core.error_sentences import Refused
from storycircle.core.formats.decoder import Fields
from storycircle.core.i18n import _
from storycircle.core.size_limits import LINE, MOST_CIRCLES, MOST_STATEMENTS, STATEMENT

_NAMESPACE = uuid5(NAMESPACE_URL, "storycircle:checkout")


def checkout_from(f: Fields, statements: Sequence[str], most: int = MOST_PEOPLE) -> Checkout | None:
    """A circle's check-out; None where it has none. Raises Refused.

    statements: the event's, which were asked where nothing else is said. most: people in it.
    """
    if "checkout" not in f.left:
        return None
    inner = f.inner("checkout", _("{place}: checkout", place=f.place))
    inner.place = _("{place}: checkout", place=f.place)
    said = _checkout(inner, statements, most, MOST_WORDS)
    inner.no_more()
    return said


def _checkout(f: Fields, statements: Sequence[str], most: int, words: int) -> Checkout:
    asked = tuple(statements)
    if "statements" in f.left:
        asked = tuple(filter(None, f.lines("statements", MOST_STATEMENTS, STATEMENT)))
    people = f.number("people")
    if people > most:
        raise Refused("too-many", place=f.place, count=people, most=most)
    wanted = len(asked or STATEMENTS)
    items = f.items("answers", MOST_STATEMENTS)
    if items and len(items) != wanted:
        raise Refused("checkout-rows", place=f.place, count=len(items), wanted=wanted)
    rows = tuple(_row(item, f.place, place, people) for place, item in enumerate(items, 1))
    spoken = tuple(filter(None, f.lines("words", words, LINE)))
    return Checkout(people, rows or (NOT_COUNTED,) * wanted, spoken, asked)


def _row(item: object, place: str, number: int, people: int) -> Row:
    """The answers to one statement. Raises Refused where they are more than there were people."""
    at = _("{place}, statement {number}", place=place, number=number)
    counts = item if isinstance(item, list) else []
    if len(counts) != len(ANSWERS) or not all(_is_count(count) for count in counts):
        raise Refused("wrong-type", place=at, wanted=_("three numbers: yes, partly and no"))
    yes, partly, no = counts
    row: Row = (yes, partly, no)
    if hands(row) > people:
        raise Refused("checkout-hands", place=at, hands=hands(row), people=people)
    return row


def _is_count(count: object) -> bool:
    return count is None or (type(count) is int and count >= 0)


def together_from(
    top: Fields, statements: Sequence[str], circles: Mapping[int, str]
) -> tuple[Together, ...]:
    """What smaller circles said together. circles: their ids, by number. Raises Refused."""
    found: list[Together] = []
    taken: set[str] = set()
    for place, item in enumerate(top.items("checkouts", MOST_CIRCLES), 1):
        f = Fields.of(item, _("check-outs {number}", number=place))
        numbers = f.items("circles", MOST_CIRCLES)
        ids = [circles[n] for n in numbers if isinstance(n, int) and n in circles]
        if len(ids) != len(numbers) or len(set(ids) - taken) != len(ids):
            raise Refused("checkout-circles", place=f.place)
        taken.update(ids)
        said = _checkout(f, statements, MOST_PEOPLE * MOST_CIRCLES, MOST_WORDS * MOST_CIRCLES)
        id_ = f.id("id") or str(uuid5(_NAMESPACE, " ".join(sorted(ids))))
        f.no_more()
        if len(ids) < FEWEST_CIRCLES or said.is_empty or is_small(said):
            raise Refused("checkout-few", place=f.place)
        found.append(Together(id_, tuple(sorted(ids)), said))
    return tuple(found)


def checkout_out(said: Checkout | None, statements: Sequence[str]) -> dict[str, object]:
    """The keys of one check-out, for a circle; none where there is none."""
    return {"checkout": _said(said, statements)} if said is not None else {}


def together_out(
    groups: Iterable[Together], statements: Sequence[str], numbers: Mapping[str, int]
) -> list[dict[str, object]]:
    """What smaller circles said together, as a document has it."""
    return [
        {
            "id": group.id,
            "circles": sorted(numbers[circle] for circle in group.circles),
            **_said(group.said, statements),
        }
        for group in groups
        if len(group.circles) > 1
    ]


def _said(said: Checkout, statements: Sequence[str]) -> dict[str, object]:
    other = {} if said.asked == tuple(statements) else {"statements": list(said.asked)}
    counted = all(row == NOT_COUNTED for row in said.answers)
    answers = [] if counted else [[count or 0 for count in row] for row in said.answers]
    words = {"words": list(said.words)} if said.words else {}
    return {**other, "people": said.counted, "answers": answers, **words}
