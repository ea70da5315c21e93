"""Reviews of actions as they are kept: each an addition to its action, as the tables of the first
format are closed.

They travel and merge as every addition does, and go with their action and their circle. A version
of the app that does not know them keeps them and passes them on. A review is written once; taken
back, a newer version of it says nothing but that, wherever it is merged.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.model import Action, Circle, NamesOnPaper
from storycircle.core.reviews.review import (
    MOST_REVIEWS,
    EnteredBy,
    Review,
    ReviewState,
    in_order,
)
from storycircle.core.size_limits import LINE, PARAGRAPH
from storycircle.core.text import cleaned, one_line
from storycircle.core.versioned_record import Record
from storycircle.store import tables

SORT = "review"
"""The sort of such an addition; its fields hold what a review says, or that it was taken back."""
Reviews = Mapping[tuple[str, str], Sequence[Review]]
"""Reviews by the ids of their circle and their action."""
_MOST_KNEW = 10 * MOST_REVIEWS  # several laptops may have noted as many as one may
_GONE = json.dumps({"gone": True})


HELD = "(SELECT circle FROM saved_state)"
"""The circles that are held on this laptop, as a selection of SQL."""


def read(conn: sqlite3.Connection, circle: str | None = None, *, held: bool = False) -> Reviews:
    """The reviews of a circle's actions, or of all. held: of those that are held here."""
    if held:
        found = tables.read_all(conn, "addition", f"sort = ? AND circle IN {HELD}", [SORT])
    elif circle is None:
        found = tables.read_all(conn, "addition", "sort = ?", [SORT])
    else:
        where = "belongs IN (SELECT id FROM action WHERE circle = ?) AND sort = ?"
        found = tables.read_all(conn, "addition", where, [circle, SORT])
    reviews: dict[tuple[str, str], list[Review]] = defaultdict(list)
    for record in found:
        review = _to_review(record)
        if review is not None:
            of = str(record.fields.get("circle", "")), str(record.fields["belongs"])
            reviews[of].append(review)
    return reviews


def with_reviews(circle: Circle, reviews: Reviews) -> Circle:
    """The circle with the reviews of its actions, of each the one that counts last."""
    told = {a.id: found for a in circle.actions if (found := reviews.get((circle.id, a.id)))}
    if not told:
        return circle
    actions = tuple(
        replace(action, reviews=in_order(told[action.id])) if action.id in told else action
        for action in circle.actions
    )
    return replace(circle, actions=actions)


def missing(conn: sqlite3.Connection, circle: Circle) -> list[Record]:
    """The records of reviews that a circle has and the library has not, as where an action that was
    taken out is put back.
    """
    found = (record_of(circle, a, review) for a in circle.actions for review in a.reviews)
    return [record for record in found if tables.read(conn, "addition", record.id) is None]


def of_document(conn: sqlite3.Connection, circle: Circle) -> list[Record]:
    """The records of the reviews in a document, without those that the library has under another
    id, word for word.
    """
    records: list[Record] = []
    for action in circle.actions:
        here = {review.says(): review.id for review in read_of(conn, action.id)}
        known = {review.id: here.get(review.says(), review.id) for review in action.reviews}
        for review in action.reviews:
            if review.says() not in here:
                knew = tuple(known.get(id_, id_) for id_ in review.knew)
                records.append(record_of(circle, action, replace(review, knew=knew)))
    return records


def read_of(conn: sqlite3.Connection, action: str) -> list[Review]:
    """The reviews of one action, in no order."""
    records = tables.read_all(conn, "addition", "belongs = ? AND sort = ?", [action, SORT])
    return [review for record in records if (review := _to_review(record)) is not None]


def refuse_one_more(conn: sqlite3.Connection, action: str) -> None:
    """Raise Refused where an action has as many reviews as any file of it may hold."""
    if len(read_of(conn, action)) >= MOST_REVIEWS:
        raise Refused("too-many-reviews", most=MOST_REVIEWS)


def record_of(circle: Circle, action: Action, review: Review) -> Record:
    """A review as a record, without a version."""
    said: dict[str, object] = {
        "on": review.on,
        "state": review.state.value,
        "happened": review.happened,
        "next": review.next,
        "by": review.by,
        "told_by": review.told_by,
        "entered_by": review.entered_by.value,
        "knew": list(review.knew),
    }
    return _addition(review.id, action.id, circle.id, json.dumps(said, ensure_ascii=False))


def taken_back(conn: sqlite3.Connection, id_: str) -> list[Record]:
    """The record of a review as one that was taken back; none where it is not here."""
    known = tables.read(conn, "addition", id_)
    if known is None or known.removed or not is_review(known) or known.fields["fields"] == _GONE:
        return []
    return [replace(known, fields={**known.fields, "fields": _GONE})]


def added(conn: sqlite3.Connection, records: Iterable[Record], rule: NamesOnPaper) -> list[Record]:
    """The reviews of the actions among these records, as they travel under a rule for names: one
    that a rule changes has a version that every other is newer than.
    """
    found: list[Record] = []
    for action in records:
        if action.kind == "action":
            kept = tables.read_all(
                conn, "addition", "belongs = ? AND sort = ? ORDER BY id", [action.id, SORT]
            )
            found += [_under_rule(record, rule) for record in kept]
    return found


def is_review(record: Record) -> bool:
    """Whether a record is a review."""
    return record.kind == "addition" and record.fields.get("sort") == SORT


def _under_rule(record: Record, rule: NamesOnPaper) -> Record:
    review = _to_review(record)
    if review is None or not review.told_by or rule is NamesOnPaper.AS_TYPED:
        return record
    name = review.told_by.split()[0] if rule is NamesOnPaper.FIRST_WORD else ""
    if name == review.told_by:
        return record
    said = json.loads(str(record.fields["fields"])) | {"told_by": name}
    fields = {**record.fields, "fields": json.dumps(said, ensure_ascii=False)}
    return replace(record, fields=fields, version={})


def _addition(id_: str, action: str, circle: str, said: str) -> Record:
    fields = {"belongs": action, "sort": SORT, "circle": circle, "fields": said}
    return Record("addition", id_, fields, {})


def _to_review(record: Record) -> Review | None:
    """The review of a record; None where it was taken back, or says no state that there is."""
    said: Mapping[str, Any] = json.loads(str(record.fields["fields"]))
    with suppress(ValueError, TypeError):
        knew = said.get("knew")
        return Review(
            record.id,
            ReviewState(str(said.get("state"))),
            _day(said.get("on")),
            _text(said.get("happened"), PARAGRAPH),
            _text(said.get("next"), PARAGRAPH),
            one_line(_text(said.get("by"), LINE)),
            one_line(_text(said.get("told_by"), LINE)),
            EnteredBy(str(said.get("entered_by"))),
            _ids(knew) if isinstance(knew, list) else (),
        )
    return None


def _ids(values: Sequence[object]) -> tuple[str, ...]:
    return tuple(value for value in values[:_MOST_KNEW] if isinstance(value, str))


def _text(value: object, most: int) -> str:
    return cleaned(value)[:most].strip() if isinstance(value, str) else ""


def _day(value: object) -> str:
    return date.fromisoformat(value).isoformat() if isinstance(value, str) and value else ""
