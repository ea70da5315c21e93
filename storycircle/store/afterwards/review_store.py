"""The library's operations on reviews that are being written, and on what is due."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from storycircle.core.error_sentences import Refused
from storycircle.core.model import MOST_ACTIONS, Circle, Event, Gathered
from storycircle.core.reviews.review import EnteredBy, Review, in_order, to_look_at
from storycircle.store import tables
from storycircle.store.afterwards import action_reviews
from storycircle.store.circles import read_circle, read_circles
from storycircle.store.exchange import circle_details
from storycircle.store.exchange.from_paper import refuse_paper
from storycircle.store.library_base import StoreMixin
from storycircle.store.rows import to_placement
from storycircle.store.tables import changed_here


@dataclass(frozen=True, slots=True)
class Waits:
    """An action of a circle that is held here, as a list of what is due needs it. by: as the circle
    committed to it. date: when the circle was held, where it says so itself. place: from 1.
    """

    action: str
    circle: str
    number: int
    place: int
    by: str
    event: str
    date: str
    reviews: tuple[Review, ...]


class ReviewStore(StoreMixin):
    """Reviews as a circle writes them."""

    def review_in_hand(self, action: str, on: str) -> Review | None:
        """The review of an action that is still being written: the circle's own of that day, of
        this laptop alone, which no other knew. on: YYYY-MM-DD.
        """
        reviews = action_reviews.read_of(self._conn, action)
        if to_look_at(reviews):  # the next one knows both, and so decides
            return None
        known = {id_ for review in reviews for id_ in review.knew}
        for review in reversed(in_order(reviews)):
            if review.on == on and review.id not in known and self._is_own(review):
                return review
        return None

    def write_review(self, circle: Circle, action: str, review: Review) -> Circle:
        """Save a review that is being written, over what it said before; return the circle with it.

        A new one is noted as knowing all that are here. Raises Refused as `add_review` does.
        """
        with self._change():
            refuse_paper(self._conn, circle.id, circle.number)
            actions = {a.id: a for a in read_circle(self._conn, circle.id).actions}
            if action not in actions:
                raise Refused("changed-meanwhile")
            there = {one.id: one for one in action_reviews.read_of(self._conn, action)}
            before = there.get(review.id)
            if before is None:
                action_reviews.refuse_one_more(self._conn, action)
            knew = tuple(sorted(there)) if before is None else before.knew
            record = action_reviews.record_of(circle, actions[action], replace(review, knew=knew))
            self._keep([record])
        return read_circle(self._conn, circle.id)

    def take_back_review(self, circle: Circle, id_: str) -> Circle:
        """Take back a review that was begun by mistake; return the circle without it. Its words may
        be in copies of the library until those are gone: `erase_review` erases them.
        """
        with self._change():
            for record in action_reviews.taken_back(self._conn, id_):
                version = changed_here(self._conn, record, id_, self.device)
                tables.write(self._conn, replace(record, version=version))
        return read_circle(self._conn, circle.id)

    def gathered_actions(self, event: Event) -> Gathered:
        """An event with its circles and what an organiser edited of their actions; no story, and
        nothing that was noted.
        """
        circles = read_circles(self._conn, event.id, with_stories=False)
        placed = map(to_placement, tables.read_all(self._conn, "placement"))
        return Gathered(event, tuple(circles), {one.action: one for one in placed})

    def was_handed_over(self, circle: str) -> bool:
        """Whether a file of a circle was ever written on this laptop."""
        row = self._conn.execute("SELECT 1 FROM exported WHERE circle = ?", [circle]).fetchone()
        return row is not None

    def waiting_actions(self) -> Sequence[Waits]:
        """The actions of the circles that are held on this laptop, with their reviews: those of
        which anything says a date.
        """
        reviews = action_reviews.read(self._conn, held=True)
        places = circle_details.places(self._conn, action_reviews.HELD)
        cursor = self._conn.cursor()
        cursor.row_factory = None
        rows = cursor.execute(_WAITING).fetchall()
        found = []
        for id_, circle, number, place, by, event in rows:
            told, (_region, _venue, day) = reviews.get((circle, id_)), places.get(circle, _NOWHERE)
            if place <= MOST_ACTIONS and (by or told):
                known = in_order(told or ())
                found.append(Waits(id_, circle, number, place, by, event, day, known))
        return found

    def _is_own(self, review: Review) -> bool:
        """Whether a review was written by a circle on this laptop, and on no other since."""
        record = tables.read(self._conn, "addition", review.id)
        own = review.entered_by is EnteredBy.CIRCLE
        return own and record is not None and set(record.version) <= {self.device}


_NOWHERE = ("", "", "")
_WAITING = """
    SELECT action.id, action.circle, number, 1 + (
            SELECT count(*) FROM action AS other
            WHERE other.circle = action.circle
                AND (other.place < action.place
                    OR (other.place = action.place AND other.id < action.id))
        ), [by], ifnull(event, '')
    FROM saved_state CROSS JOIN circle ON circle.id = saved_state.circle
        CROSS JOIN action ON action.circle = circle.id
    ORDER BY number, action.circle, action.place, action.id"""
