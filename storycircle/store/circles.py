"""The library's circles: read, listed and saved."""

import sqlite3
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.lines.records import Line
from storycircle.core.model import MOST_ACTIONS, Circle, CircleSummary, Event, Placement, Story
from storycircle.core.reviews.review import Review
from storycircle.core.versioned_record import Record
from storycircle.store import tables
from storycircle.store.afterwards import action_reviews, checkouts
from storycircle.store.afterwards.review_rows import KIND as NOTES
from storycircle.store.afterwards.review_rows import note_records, to_notes
from storycircle.store.consent import consent_state
from storycircle.store.exchange import circle_details
from storycircle.store.exchange.from_paper import refuse_paper
from storycircle.store.library_base import Quiet, StoreMixin
from storycircle.store.lines.meeting_rows import (
    line_record,
    meeting_part_ids,
    meeting_records,
    to_line,
    to_meeting,
)
from storycircle.store.rows import (
    Rows,
    circle_records,
    part_ids,
    to_circle,
    to_placement,
    to_story,
)
from storycircle.store.saved_state import SavedState, write_saved_state
from storycircle.store.tables import changed_here


def read_circles(
    conn: sqlite3.Connection, event: str | None = None, *, with_stories: bool = True
) -> list[Circle]:
    """The circles of an event, or all, by number. with_stories: with stories and notes."""
    kinds = tables.PARTS if with_stories else tables.LISTED
    parts = tables.parts_by_circle(conn, kinds)
    where, args = ("event = ?", [event]) if event else ("1", [])
    heads = tables.read_all(conn, "circle", where, args)
    details, lines, said = circle_details.read(conn), read_lines(conn), checkouts.read(conn)
    circles = [_whole(head, parts[head.id], lines, details) for head in heads]
    circles = [replace(one, checkout=said[one.id]) if one.id in said else one for one in circles]
    reviews = action_reviews.read(conn)
    circles = [action_reviews.with_reviews(circle, reviews) for circle in circles]
    return sorted(circles, key=lambda circle: (circle.number, circle.id))


_HEADS = """
    SELECT circle.id, number, event, theme, facilitator,
        (SELECT count(*) FROM member WHERE member.circle = circle.id),
        (SELECT count(*) FROM action WHERE action.circle = circle.id),
        ifnull(arrivals.at, ''), ifnull(corrected, ''), stage, ifnull(saved_state.at, '')
    FROM circle
        LEFT JOIN arrivals ON arrivals.circle = circle.id
        LEFT JOIN saved_state ON saved_state.circle = circle.id
    WHERE {where} ORDER BY number, circle.id"""
# By the index each row would be looked up for its condition: ten times as long as a scan.
_PLACED = """
    SELECT circle, count(*) FROM action WHERE (heading != '' OR id IN
        (SELECT substr(id, 1, length(id) - length('/placement')) FROM placement WHERE heading != '')
    ){of} GROUP BY {by}"""
_PLACED_OF_FIRST = f"""
    SELECT count(*) FROM
        (SELECT id, heading FROM action WHERE circle = ? ORDER BY place, id LIMIT {MOST_ACTIONS})
            AS kept
        LEFT JOIN placement ON placement.id = kept.id || '/placement'
        WHERE kept.heading != '' OR placement.heading != ''"""  # noqa: S608 (of our own words)
_NOWHERE = ("", "", "")
_TOGETHER = 500  # rows fetched at once: those of ten thousand circles are never held beside them


def read_summaries(
    conn: sqlite3.Connection, which: str = "", args: Sequence[str] = ()
) -> list[CircleSummary]:
    """The circles as lists show them, by number; which: those of them, as a condition of SQL on
    their table. Ten thousand are read for the first screen: nothing is asked for one circle after
    another.

    Digests are not compared: a library is checked as it is opened, and a circle as it is read.
    """
    cursor = conn.cursor()
    cursor.row_factory = None  # plain tuples
    ids = f"(SELECT id FROM circle WHERE {which})" if which else ""  # noqa: S608 (our own words)
    of, by = (f" AND circle IN {ids}", "circle") if ids else ("", "+circle")
    cursor.execute(_PLACED.format(of=of, by=by), args)
    placed: dict[str, int] = {
        id_: n for some in iter(lambda: cursor.fetchmany(_TOGETHER), []) for id_, n in some
    }
    places = circle_details.places(conn, ids, args)

    def placed_of(circle: str, actions: int) -> int:
        if actions <= MOST_ACTIONS:
            return placed.get(circle, 0)
        # Those of a later version: the first ones are shown.
        found: tuple[int] = conn.execute(_PLACED_OF_FIRST, [circle]).fetchone()
        return found[0]

    cursor.execute(_HEADS.format(where=which or "1"), args)
    return [
        CircleSummary(
            *(id_, number, _shared(event), theme, _shared(led), people),
            *(min(actions, MOST_ACTIONS), placed_of(id_, actions) if actions else 0),
            *(_shared(came), _shared(corrected), stage, left),
            *places.get(id_, _NOWHERE),
        )
        for heads in iter(lambda: cursor.fetchmany(_TOGETHER), [])
        for id_, number, event, theme, led, people, actions, came, corrected, stage, left in heads
    ]


def _shared(text: Any) -> Any:
    """A text that many circles have, held once."""
    return sys.intern(text) if text else text


def read_strays(conn: sqlite3.Connection, own: Sequence[str]) -> list[CircleSummary]:
    """The circles of no event, and of some events that laptops made for themselves."""
    marks = ", ".join("?" * len(own))
    return read_summaries(conn, f"event IS NULL OR event IN ({marks})", own)


def read_names(
    conn: sqlite3.Connection, circles: Sequence[str] | None = None
) -> dict[str, list[str]]:
    """The members' names of some circles, or of every one, in the order of its seats: by circle."""
    args = list(circles or ())
    marks = ", ".join("?" * len(args))
    which = "IS NOT NULL" if circles is None else f"IN ({marks})"
    sql = f"SELECT circle, name FROM member WHERE circle {which} ORDER BY circle, place, id"  # noqa: S608
    cursor = conn.cursor()
    cursor.row_factory = None
    names: dict[str, list[str]] = defaultdict(list)
    for id_, name in cursor.execute(sql, args).fetchall():
        names[id_].append(name)
    return dict(names)


def read_circle(conn: sqlite3.Connection, id_: str) -> Circle:
    """One circle. Raises KeyError."""
    head = tables.read(conn, "circle", id_)
    if head is None or head.removed:
        raise KeyError(id_)
    parts, details = tables.read_parts(conn, id_), circle_details.read(conn, id_)
    circle = _whole(head, parts, read_lines(conn), details)
    circle = replace(circle, checkout=checkouts.read(conn, id_).get(id_))
    return action_reviews.with_reviews(circle, action_reviews.read(conn, id_))


def _whole(
    head: Record, parts: Rows, lines: Mapping[str, Line], details: circle_details.Details
) -> Circle:
    """The circle of its records, with what additions say of it, as a meeting of its line."""
    circle = replace(to_circle(head, parts), review_notes=to_notes(parts))
    if parts.get("meeting"):
        meeting = to_meeting(parts, lines, [member.id for member in circle.members])
        circle = replace(circle, meeting=meeting)
    return circle_details.with_details(circle, details, parts.get("member", ()))


def read_lines(conn: sqlite3.Connection) -> dict[str, Line]:
    """All lines that are kept here, by their ids."""
    return {record.id: to_line(record) for record in tables.read_all(conn, "line")}


def meeting_changes(
    conn: sqlite3.Connection, circle: Circle, before: Circle | None
) -> list[Record]:
    """The records of a circle as a meeting that are to be saved; its line only where it is not
    known here, as it has changes of its own.
    """
    if circle.meeting is None or circle.meeting.of_file:
        return []
    line = line_record(circle.meeting.line)
    known = tables.read(conn, "line", line.id)
    new = [line] if known is None or known.removed else []
    return [*new, *meeting_records(circle, before)]


def _all_ids(circle: Circle) -> dict[str, list[str]]:
    """The ids of all that is in a circle, by kind, with what it has as a meeting, and with what it
    noted as it looked back.
    """
    found = {**part_ids(circle), **(meeting_part_ids(circle) if circle.meeting else {})}
    return {**found, NOTES: [*found.get(NOTES, ()), *(note.id for note in circle.review_notes)]}


_OF_DETAILS = (
    *("region", "venue", "date", "members", "send_agencies", "agencies", "meeting"),
    *("rounds", "turns"),
)
"""All of a circle that is no meeting of which `_details` is made."""


def _details_differ(before: Circle, circle: Circle) -> bool:
    """Whether circle_details keeps something else of a circle than before."""
    same = (getattr(before, name) is getattr(circle, name) for name in _OF_DETAILS)
    if circle.meeting is None and all(same):  # as it is at nearly every change
        return False
    return _details(before) != _details(circle)


def _details(circle: Circle) -> tuple[object, ...]:
    """What circle_details keeps of a circle."""
    from storycircle.core.consent.agencies import leaving_counts  # noqa: PLC0415 (when first needed)
    from storycircle.core.consent.shareable import leaving  # noqa: PLC0415

    place = circle.region, circle.venue, circle.date
    meeting = leaving(circle).circle.meeting if circle.meeting else None
    said = replace(meeting, left_as=frozenset()) if meeting else None
    return *place, circle.send_agencies, leaving_counts(circle), said, circle.rounds, circle.turns


def _reviews(circle: Circle) -> list[tuple[Review, ...]]:
    return [action.reviews for action in circle.actions]


def read_placements(conn: sqlite3.Connection, circle: Circle) -> dict[str, Placement]:
    """The organiser's editing of a circle's actions, by action."""
    read = (tables.read(conn, "placement", f"{a.id}/placement") for a in circle.actions)
    found = [to_placement(record) for record in read if record and not record.removed]
    return {placed.action: placed for placed in found}


class OfCircle(Struct, frozen=True):
    """Where a circle is: its number, its event by id and title, which are empty for none, and who
    held it.
    """

    id: str
    number: int
    event: str = ""
    title: str = ""
    facilitator: str = ""


class ToReport(Struct, frozen=True):
    """A circle that reports back: its id, its number, and whether it has any action."""

    id: str
    number: int
    acts: bool


class CircleStore(StoreMixin):
    """The library's operations on one circle or many."""

    def circles(self, event: str | None = None, *, with_stories: bool = True) -> list[Circle]:
        """The circles of an event, or all, by number. with_stories: with stories and notes."""
        return read_circles(self._conn, event, with_stories=with_stories)

    def summaries(self, event: str | None = None) -> list[CircleSummary]:
        """The circles of an event, or all, by number, as lists and counts show them.

        All of them are read once for as long as nobody changes anything.
        """
        known = self.listed
        if known is None:
            if event:
                return read_summaries(self._conn, "event = ?", [event])
            known = self.listed = read_summaries(self._conn)
        return [circle for circle in known if not event or circle.event == event]

    @property
    def listed(self) -> Sequence[CircleSummary] | None:
        """All circles as `summaries` has read them; None where that was not done, or is out of
        date. Another `Library` that reads the same file can be given them, and reads them no more.
        """
        known = self._listed
        return known[1] if known is not None and known[0] == self.moment() else None

    @listed.setter
    def listed(self, known: Sequence[CircleSummary]) -> None:
        self._listed = self.moment(), known

    def first_summaries(self, event: str, count: int) -> list[CircleSummary]:
        """The first circles of an event by number, however many it has."""
        known = self.listed
        if known is not None:
            return list(islice((one for one in known if one.event == event), count))
        sql = "SELECT id FROM circle WHERE event = ? ORDER BY number, id LIMIT ?"
        ids = [row["id"] for row in self._conn.execute(sql, [event, count])]
        return read_summaries(self._conn, f"circle.id IN ({', '.join('?' * len(ids))})", ids)

    def strays(self, own: Sequence[str]) -> list[CircleSummary]:
        """The circles of no event, and of some events that laptops made for themselves."""
        known = self.listed
        if known is not None:
            return [one for one in known if one.event is None or one.event in own]
        return read_strays(self._conn, own)

    def stories_under(self, circle: str) -> list[Story]:
        """The stories without names that are printed under a circle, by their random ids."""
        records = tables.read_all(self._conn, "story", "under = ? ORDER BY id", [circle])
        return [to_story(record) for record in records]

    def circle_of_action(self, action: str) -> str | None:
        """The id of the circle that committed to an action; None where it is not here."""
        sql = "SELECT circle FROM action WHERE id = ?"
        row = self._conn.execute(sql, [action]).fetchone()
        return row["circle"] if row is not None else None

    def headings_used(self, event: Event) -> list[str]:
        """The headings under which actions of an event stand: in its order, then others by name."""
        sql = """
            SELECT DISTINCT coalesce(nullif(placement.heading, ''), action.heading) AS heading
            FROM circle JOIN action ON action.circle = circle.id
                LEFT JOIN placement ON placement.id = action.id || '/placement'
            WHERE circle.event = ?"""
        used = {str(row["heading"] or "") for row in self._conn.execute(sql, [event.id])}
        known = [heading for heading in event.headings if heading in used]
        return [*known, *sorted(used.difference(known, {""}))]

    def circle_counts(self) -> dict[str, int]:
        """How many circles each event has that has any, by its id."""
        sql = "SELECT event, count(*) AS count FROM circle WHERE event IS NOT NULL GROUP BY event"
        return {row["event"]: row["count"] for row in self._conn.execute(sql)}

    def names(self, circle: str | None = None) -> dict[str, list[str]]:
        """The members' names of a circle, or of every one, in the order of seats: by circle."""
        return read_names(self._conn, [circle] if circle else None)

    def people_of(self, circles: Sequence[str]) -> dict[str, list[str]]:
        """The members' names of some circles, in the order of seats: by circle."""
        return read_names(self._conn, circles)

    def places_of(self, circles: Sequence[str] | None = None) -> tuple[OfCircle, ...]:
        """Where some circles are of those that are here, or all."""
        marks = ", ".join("?" * len(circles or ()))
        where = "1" if circles is None else f"circle.id IN ({marks})"
        sql = f"""SELECT circle.id, number, ifnull(event, ''), ifnull(title, ''), facilitator
            FROM circle LEFT JOIN event ON event.id = circle.event
            WHERE {where} ORDER BY number, circle.id"""  # noqa: S608 (of our own words)
        cursor = self._conn.cursor()
        cursor.row_factory = None
        return tuple(OfCircle(*row) for row in cursor.execute(sql, list(circles or ())))

    def first_actions(self, circles: Sequence[str]) -> dict[str, str]:
        """The words of the first action of each of some circles that has any, by circle."""
        marks = ", ".join("?" * len(circles))
        sql = f"SELECT circle, text FROM action WHERE circle IN ({marks})"  # noqa: S608
        rows = self._conn.execute(f"{sql} ORDER BY circle, place DESC, id DESC", list(circles))
        return {row["circle"]: row["text"] for row in rows}

    def to_report(self, event: str) -> tuple[ToReport, ...]:
        """The circles of an event that report back, by number."""
        sql = """SELECT id, number, EXISTS (SELECT 1 FROM action WHERE action.circle = circle.id)
            FROM circle WHERE event = ? ORDER BY number, id"""
        cursor = self._conn.cursor()
        cursor.row_factory = None
        found = cursor.execute(sql, [event]).fetchall()
        return tuple(ToReport(id_, number, bool(acts)) for id_, number, acts in found)

    def circle(self, id_: str) -> Circle:
        """One circle. Raises KeyError."""
        return read_circle(self._conn, id_)

    def placements_of(self, circle: Circle) -> dict[str, Placement]:
        """The organiser's editing of a circle's actions, by action."""
        return read_placements(self._conn, circle)

    def save_circle(self, circle: Circle, saved: SavedState | None = None) -> Circle:
        """Save a circle as it is now, with what was removed from it and its saved state.

        Returns the circle as it is kept: a story stays here whose yes was ended on another laptop.
        """
        with self._change():
            before, quiet = self._last.circle(circle.id)
            if before is None:
                refuse_paper(self._conn, circle.id, circle.number)
            records = circle_records(circle, before)
            records += meeting_changes(self._conn, circle, before)
            if circle.review_notes:
                records += note_records(circle, before)
            if before is None or _details_differ(before, circle):
                records += circle_details.records(self._conn, circle)
            if before is None or _reviews(before) != _reviews(circle):
                records += action_reviews.missing(self._conn, circle)
            if before is None or before.checkout != circle.checkout:
                records += checkouts.records(self._conn, circle)
                circle = checkouts.as_fixed(self._conn, circle)
            stay = {record.id: to_story(record) for record in self._keep(records, quiet)}
            if stay:
                stories = tuple(stay.get(story.id, story) for story in circle.stories)
                circle = replace(circle, stories=stories)
            removed = self._remove_gone(before, circle, quiet)
            told = {(record.kind, record.id) for record in records if record.kind == "story"}
            self._learns = before is None or "story" in removed or not told.issubset(quiet)
            if saved is not None:
                write_saved_state(self._conn, circle.id, saved)
            moment = self._last.later()
        self._last.note(circle, quiet, moment)
        return circle

    def _remove_gone(self, before: Circle | None, circle: Circle, quiet: Quiet) -> set[str]:
        """Remove what is in a circle no more; return the kinds of it. before: as it is here, where
        that is known.
        """
        here, kinds = _all_ids(circle), set()
        there = _all_ids(before) if before else tables.ids_in(self._conn, circle.id)
        for kind, ids in there.items():
            for id_ in set(ids).difference(here.get(kind, ())):
                kinds.add(kind)
                quiet.pop((kind, id_), None)
                record = tables.read(self._conn, kind, id_)
                version = changed_here(self._conn, record, id_, self.device)
                tables.write(self._conn, Record(kind, id_, {}, version, removed=True))
                if kind == "story":
                    consent_state.note_change(self._conn, record, None, self.device)
        return kinds

    def add_review(self, circle: Circle, action: str, review: Review) -> Circle:
        """Save a review of one of a circle's actions; return the circle with it.

        The review is noted as knowing all that are here. Raises Refused for a circle that is known
        from paper alone, an action that is gone, and one review too many.
        """
        with self._change():
            refuse_paper(self._conn, circle.id, circle.number)
            actions = {a.id: a for a in read_circle(self._conn, circle.id).actions}
            if action not in actions:
                raise Refused("changed-meanwhile")
            action_reviews.refuse_one_more(self._conn, action)
            knew = tuple(sorted(one.id for one in action_reviews.read_of(self._conn, action)))
            review = replace(review, knew=knew)
            self._keep([action_reviews.record_of(circle, actions[action], review)])
        return read_circle(self._conn, circle.id)
