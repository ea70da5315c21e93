"""Reviews of an action in a JSON document, read and written.

A review is taken to have known those that stand before it in the list and are not of a later day.
Where that is not so, "knew" says which ones it knew, by their places from 1. So a document says of
reviews made apart what the laptops that made them know.
"""

from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5

from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.formats.decoder import Fields
from storycircle.core.i18n import _
from storycircle.core.reviews.review import (
    MOST_REVIEWS,
    WRITTEN,
    EnteredBy,
    Review,
    in_order,
    state_written,
)
from storycircle.core.size_limits import PARAGRAPH

_NAMESPACE = uuid5(NAMESPACE_URL, "storycircle:review")


def reviews_from(f: Fields, action: str) -> tuple[Review, ...]:
    """The reviews of an action, by the id of which theirs follow. Raises Refused."""
    found: list[Review] = []
    knew: list[tuple[int, ...] | None] = []
    for number, item in enumerate(f.items("reviews", MOST_REVIEWS), 1):
        place = _("{action}, review {number}", action=f.place, number=number)
        inner = Fields.of(item, place)
        found.append(_review(inner, f"{action} review {number}"))
        knew.append(_knew(inner))
        inner.no_more()
    reviews = []
    for at, (review, places) in enumerate(zip(found, knew, strict=True)):
        known = places if places is not None else _by_itself(found, at)
        if any(place > len(found) for place in known):
            where = _("{action}, review {number}", action=f.place, number=at + 1)
            raise Refused("wrong-type", place=f"{where}: knew", wanted=_wanted())
        reviews.append(replace(review, knew=tuple(found[p - 1].id for p in known if p != at + 1)))
    return in_order(reviews)


def reviews_out(reviews: Sequence[Review]) -> list[dict[str, object]]:
    """The reviews of an action as a document has them, the one that counts last."""
    ordered = in_order(reviews)
    places = {review.id: place for place, review in enumerate(ordered, 1)}
    out = []
    for at, review in enumerate(ordered):
        entry: dict[str, object] = {
            "on": review.on,
            "state": WRITTEN[review.state],
            "happened": review.happened,
            "next": review.next,
            "by": review.by,
            "told_by": review.told_by,
        }
        entry = {key: value for key, value in entry.items() if value}
        entry["entered_by"] = review.entered_by.value
        knew = tuple(sorted(places[id_] for id_ in review.knew if id_ in places))
        if knew != _by_itself(ordered, at):
            entry["knew"] = list(knew)
        out.append(entry)
    return out


def _by_itself(reviews: Sequence[Review], at: int) -> tuple[int, ...]:
    """The places of those that a review is taken to have known."""
    day = reviews[at].on
    return tuple(place for place, one in enumerate(reviews[:at], 1) if one.on <= day)


def _review(f: Fields, known_by: str) -> Review:
    state = state_written(f.needed("state"))
    if state is None:
        raise Refused("wrong-state", place=f"{f.place}: state")
    entered = f.line("entered_by") or EnteredBy.CIRCLE
    if entered not in list(EnteredBy):
        raise Refused("wrong-entered", place=f"{f.place}: entered_by")
    review = Review(
        "",
        state,
        f.date("on"),
        f.text("happened", PARAGRAPH),
        f.text("next", PARAGRAPH),
        f.line("by"),
        f.line("told_by"),
        EnteredBy(entered),
    )
    # Who told it is no part: on some paper names are not to be found out.
    words = (known_by, review.on, state.value, review.happened, review.next, review.by, entered)
    return replace(review, id=str(uuid5(_NAMESPACE, repr(words))))


def _knew(f: Fields) -> tuple[int, ...] | None:
    """The places of the reviews that were known; None where nothing is said."""
    if "knew" not in f.left:
        return None
    places = f.items("knew", MOST_REVIEWS)
    if not all(type(place) is int and place > 0 for place in places):
        raise Refused("wrong-type", place=f"{f.place}: knew", wanted=_wanted())
    return tuple(sorted({place for place in places if isinstance(place, int)}))


def _wanted() -> str:
    return _("a list of the numbers of reviews beside it")
