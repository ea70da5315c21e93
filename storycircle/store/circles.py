"""The library's circles: read, listed and saved."""

import sqlite3
from dataclasses import replace

from storycircle.core.consent.agencies import leaving_counts
from storycircle.core.model import Circle, Placement
from storycircle.core.versioned_record import Record
from storycircle.store import tables
from storycircle.store.consent import consent_state
from storycircle.store.exchange import circle_details
from storycircle.store.exchange.from_paper import refuse_paper
from storycircle.store.library_base import StoreMixin
from storycircle.store.rows import circle_records, part_ids, to_circle, to_placement, to_story
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
    details = circle_details.read(conn)
    circles = [
        circle_details.with_details(
            to_circle(head, parts[head.id]), details, parts[head.id].get("member", ())
        )
        for head in heads
    ]
    return sorted(circles, key=lambda circle: (circle.number, circle.id))


def read_circle(conn: sqlite3.Connection, id_: str) -> Circle:
    """One circle. Raises KeyError."""
    head = tables.read(conn, "circle", id_)
    if head is None or head.removed:
        raise KeyError(id_)
    parts, details = tables.read_parts(conn, id_), circle_details.read(conn, id_)
    return circle_details.with_details(to_circle(head, parts), details, parts["member"])


def _details(circle: Circle) -> tuple[object, ...]:
    """What circle_details keeps of a circle."""
    return circle.region, circle.venue, circle.date, circle.send_agencies, leaving_counts(circle)


def read_placements(conn: sqlite3.Connection, circle: Circle) -> dict[str, Placement]:
    """The organiser's editing of a circle's actions, by action."""
    read = (tables.read(conn, "placement", f"{a.id}/placement") for a in circle.actions)
    found = [to_placement(record) for record in read if record and not record.removed]
    return {placed.action: placed for placed in found}


class CircleStore(StoreMixin):
    """The library's operations on one circle or many."""

    def circles(self, event: str | None = None, *, with_stories: bool = True) -> list[Circle]:
        """The circles of an event, or all, by number. with_stories: with stories and notes."""
        return read_circles(self._conn, event, with_stories=with_stories)

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
            refuse_paper(self._conn, circle.id, circle.number)
            before = self._last.circle(circle.id)
            records = circle_records(circle, before)
            if before is None or _details(before) != _details(circle):
                records += circle_details.records(self._conn, circle)
            stay = {record.id: to_story(record) for record in self._keep(records)}
            if stay:
                stories = tuple(stay.get(story.id, story) for story in circle.stories)
                circle = replace(circle, stories=stories)
            here = part_ids(circle)
            there = part_ids(before) if before else tables.ids_in(self._conn, circle.id)
            for kind, ids in there.items():
                for id_ in set(ids).difference(here[kind]):
                    record = tables.read(self._conn, kind, id_)
                    version = changed_here(self._conn, record, id_, self.device)
                    tables.write(self._conn, Record(kind, id_, {}, version, removed=True))
                    if kind == "story":
                        consent_state.note_change(self._conn, record, None, self.device)
            if saved is not None:
                write_saved_state(self._conn, circle.id, saved)
            moment = self._last.moment()
        self._last.note(circle, moment)
        return circle
