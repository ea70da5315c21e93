"""The library's operations on reviews that are being written, and on what is due."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.model import MOST_ACTIONS, Circle, Event, Member, Placement
from storycircle.core.reviews.review import EnteredBy, Review, in_order, to_look_at
from storycircle.store import tables
from storycircle.store.afterwards import action_reviews
from storycircle.store.circles import read_circle
from storycircle.store.exchange import circle_details
from storycircle.store.exchange.from_paper import refuse_paper
from storycircle.store.library_base import StoreMixin
from storycircle.store.organiser.board import OF_EVENT, circles_with_actions
from storycircle.store.rows import to_placement
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

    def circles_with_actions(self, event: Event) -> Iterator[Circle]:
        """The circles of an event one after another, by their ids, so that ten thousand are never
        held: of members the names alone, no story, and nothing that was noted.
        """
        days = circle_details.places(self._conn, OF_EVENT, [event.id])
        reviews, members = action_reviews.read(self._conn), self._members(event)
        id_, own = next(members, ("", ()))
        for one in circles_with_actions(self._conn, event, OF_EVENT, [event.id]):
            while id_ and id_ < one.id:
                id_, own = next(members, ("", ()))
            region, venue, day = days.get(one.id, _NOWHERE)
            here = own if id_ == one.id else ()
            circle = replace(one, members=here, region=region, venue=venue, date=day)
            yield action_reviews.with_reviews(circle, reviews)

    def all_placements(self, event: Event) -> dict[str, Placement]:
        """The organiser's editing of the actions of an event, by action."""
        found = tables.each(self._conn, "placement", _PLACED, [event.id])
        return {one.action: one for one in map(to_placement, found)}

    def _members(self, event: Event) -> Iterator[tuple[str, tuple[Member, ...]]]:
        """The members of the circles of an event by their names alone, in the order of seats: by
        circle, in the order of these.
        """
        cursor = self._conn.cursor()
        cursor.row_factory = None
        rows = cursor.execute(_MEMBERS, [event.id])
        for circle, own in groupby(rows, itemgetter(1)):
            yield circle, tuple(Member(id_, name) for id_, _circle, name in own)

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
_MEMBERS = (
    f"SELECT id, circle, name FROM member WHERE circle IN {OF_EVENT} ORDER BY circle, place, id"  # noqa: S608
)
_PLACED = f"id IN (SELECT id || '/placement' FROM action WHERE circle IN {OF_EVENT})"  # noqa: S608
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
