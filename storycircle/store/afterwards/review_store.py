"""The library's operations on reviews that are being written, and on what is due."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.model import MOST_ACTIONS, Circle, Event, Gathered, Member
from storycircle.core.reviews.review import EnteredBy, Review, in_order, to_look_at
from storycircle.store import tables
from storycircle.store.afterwards import action_reviews
from storycircle.store.circles import read_circle
from storycircle.store.exchange import circle_details
from storycircle.store.exchange.from_paper import refuse_paper
from storycircle.store.library_base import StoreMixin
from storycircle.store.organiser.board import OF_EVENT, with_actions
from storycircle.store.tables import changed_here


class Waits(Struct, frozen=True):
    """An action of a circle, as a list of what is due needs it. by: as the circle committed to it.
    date: when the circle was held, where it says so itself. place: from 1.
    """

    action: str
    circle: str
    number: int
    place: int
    text: str
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
        """An event with its circles and what an organiser edited of their actions; of members the
        names alone, no story, and nothing that was noted.
        """
        gathered = with_actions(self._conn, event, OF_EVENT, [event.id])
        members = self._members(event)
        days = circle_details.places(self._conn, OF_EVENT, [event.id])
        reviews = action_reviews.read(self._conn)
        circles = []
        for one in gathered.circles:
            region, venue, day = days.get(one.id, _NOWHERE)
            own = tuple(members.get(one.id, ()))
            circle = replace(one, members=own, region=region, venue=venue, date=day)
            circles.append(action_reviews.with_reviews(circle, reviews))
        return replace(gathered, circles=tuple(circles))

    def _members(self, event: Event) -> dict[str, list[Member]]:
        """The members of the circles of an event by their names alone, in the order of seats: by
        circle.
        """
        cursor = self._conn.cursor()
        cursor.row_factory = None
        found: dict[str, list[Member]] = defaultdict(list)
        for id_, circle, name in cursor.execute(_MEMBERS, [event.id]):
            found[circle].append(Member(id_, name))
        return found

    def was_handed_over(self, circle: str) -> bool:
        """Whether a file of a circle was ever written on this laptop."""
        row = self._conn.execute("SELECT 1 FROM exported WHERE circle = ?", [circle]).fetchone()
        return row is not None

    def waiting_actions(self) -> Sequence[Waits]:
        """The actions of the circles that are held on this laptop, with their reviews: those of
        which anything says a date.
        """
        sql = _ACTIONS.format(of=_HELD_HERE)
        reviews = action_reviews.read(self._conn, held=True)
        found = self._actions(sql, (), reviews, action_reviews.HELD)
        return [one for one in found if one.by or one.reviews]

    def actions_to_do(self, event: str | None = None) -> Iterator[Waits]:
        """The actions of the circles of an event, or of all, with their reviews, by circle. No
        circle is read for it.
        """
        of, args = ("FROM circle", ()) if event is None else (_OF_EVENT, (event,))
        reviews = action_reviews.read(self._conn)
        ids = "(SELECT id FROM circle WHERE event = ?)" if event is not None else ""
        return self._actions(_ACTIONS.format(of=of), args, reviews, ids)

    def _actions(
        self, sql: str, args: Sequence[str], reviews: action_reviews.Reviews, ids: str
    ) -> Iterator[Waits]:
        """The actions that a statement finds. ids: of which circles, as a selection of SQL."""
        places = circle_details.places(self._conn, ids, args)
        cursor = self._conn.cursor()
        cursor.row_factory = None
        for id_, circle, number, place, text, by, event in cursor.execute(sql, args):
            told, (_region, _venue, day) = reviews.get((circle, id_)), places.get(circle, _NOWHERE)
            if place <= MOST_ACTIONS:
                known = in_order(told or ())
                yield Waits(id_, circle, number, place, text, by, event, day, known)

    def _is_own(self, review: Review) -> bool:
        """Whether a review was written by a circle on this laptop, and on no other since."""
        record = tables.read(self._conn, "addition", review.id)
        own = review.entered_by is EnteredBy.CIRCLE
        return own and record is not None and set(record.version) <= {self.device}


_NOWHERE = ("", "", "")
_MEMBERS = f"SELECT id, circle, name FROM member WHERE circle IN {OF_EVENT} ORDER BY place, id"  # noqa: S608
_HELD_HERE = "FROM saved_state CROSS JOIN circle ON circle.id = saved_state.circle"
_OF_EVENT = "FROM (SELECT * FROM circle WHERE event = ?) AS circle"
_ACTIONS = """
    SELECT action.id, action.circle, number, 1 + (
            SELECT count(*) FROM action AS other
            WHERE other.circle = action.circle
                AND (other.place < action.place
                    OR (other.place = action.place AND other.id < action.id))
        ), text, [by], ifnull(event, '')
    {of} CROSS JOIN action ON action.circle = circle.id
    ORDER BY number, action.circle, action.place, action.id"""
