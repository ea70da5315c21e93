"""The library's events: what they say and hold, names known before the day, arrivals."""

import json
import sqlite3
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.checkout.shown import within
from storycircle.core.consent.revocation import Verdict
from storycircle.core.error_sentences import Refused
from storycircle.core.event_choice import Opened, event_for
from storycircle.core.headings import changed_placements
from storycircle.core.lines.records import Line
from storycircle.core.model import (
    Circle,
    Event,
    Gathered,
    Invited,
    Placement,
    Story,
    latest_first,
    made_without_pack,
)
from storycircle.core.size_limits import refuse_too_many
from storycircle.core.versioned_record import Record
from storycircle.store import tables
from storycircle.store.afterwards import action_reviews, checkouts, report_parts
from storycircle.store.circles import meeting_changes, read_circles
from storycircle.store.consent import consent_state
from storycircle.store.exchange import adoption, circle_details, event_details
from storycircle.store.library_base import StoreMixin
from storycircle.store.rows import (
    circle_records,
    comparable,
    invited_record,
    placement_record,
    to_invited,
    to_placement,
    to_story,
    words_fields,
)


class Arrival(Struct, frozen=True):
    """When a circle was first gathered, and when a later file changed it; ISO, or empty."""

    at: str
    corrected: str = ""


def read_events(conn: sqlite3.Connection) -> list[Event]:
    """All events, the latest date first."""
    events = [
        event_details.to_whole_event(conn, record) for record in tables.read_all(conn, "event")
    ]
    return latest_first(events)


def read_event(conn: sqlite3.Connection, id_: str | None) -> Event | None:
    """One event, or None."""
    record = tables.read(conn, "event", id_) if id_ else None
    return event_details.to_whole_event(conn, record) if record and not record.removed else None


def _beside(conn: sqlite3.Connection, circle: Circle) -> list[Record]:
    """What is kept of a circle of a document beside its own parts, as records without versions."""
    return [*meeting_changes(conn, circle, None), *_added(conn, circle)]


def _unnamed_of(conn: sqlite3.Connection, event: str) -> tuple[Story, ...]:
    """The stories without names of an event, by their random ids, without the codes of those that
    were told at a stall here.
    """
    alone = "circle IS NULL AND event = ? ORDER BY id"
    records = tables.read_all(conn, "story", alone, [event])
    return tuple(replace(to_story(one), code="", proof=str(one.fields["proof"])) for one in records)


def _lines_of(circles: Iterable[Circle]) -> tuple[Line, ...]:
    """The lines of which some circles are meetings, by their ids."""
    found = {circle.meeting.line.id: circle.meeting.line for circle in circles if circle.meeting}
    return tuple(found[id_] for id_ in sorted(found))


_OPENED = "opened_event"
"""The name of the setting that says which event was opened last on this laptop, and when."""


def note_opened(conn: sqlite3.Connection, event: str, today: str) -> None:
    """Note that an event was opened or chosen on this laptop, within a change."""
    row = [_OPENED, json.dumps([event, today])]
    conn.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", row)


def read_opened(conn: sqlite3.Connection) -> Opened | None:
    """The event that was opened or chosen last on this laptop, or None; it may have gone since."""
    row = conn.execute("SELECT value FROM setting WHERE name = ?", [_OPENED]).fetchone()
    return Opened(*json.loads(row["value"])) if row is not None else None


def _added(conn: sqlite3.Connection, circle: Circle) -> list[Record]:
    """What a document says of a circle beyond the tables of the first format."""
    details = circle_details.records(conn, circle)
    said = checkouts.records(conn, circle) if circle.checkout else []
    return [*details, *said, *action_reviews.of_document(conn, circle)]


class EventStore(StoreMixin):
    """The library's operations on events, and on what is kept for each of them."""

    def event_to_begin(self) -> Event | None:
        """The event of a circle that is begun now, where nobody says another; None where it needs
        one of its own.
        """
        return event_for(read_events(self._conn), read_opened(self._conn), self._today())

    def note_opened(self, event: str) -> None:
        """Note that an event was opened or chosen: new circles are of it."""
        if read_opened(self._conn) == Opened(event, self._today()):
            return
        with self._change():
            note_opened(self._conn, event, self._today())

    def drop_unused_event(self, event: str) -> None:
        """Delete an event that this laptop made for its own circles and in which nothing is."""
        record = read_event(self._conn, event)
        if record is None or not made_without_pack(record):
            return
        with self._change():
            if adoption.is_empty(self._conn, event):
                adoption.delete_event(self._conn, event)

    def is_empty_event(self, event: str) -> bool:
        """Whether nothing is in an event: no circle, no story without names, no list of names."""
        return adoption.is_empty(self._conn, event)

    def drop_empty_event(self, event: str) -> None:
        """Delete an event in which nothing is from this laptop. Raises Refused where something is;
        a file of it brings it again.
        """
        with self._change():
            if not adoption.is_empty(self._conn, event):
                raise Refused("changed-meanwhile")
            adoption.delete_event(self._conn, event)

    def _today(self) -> str:
        return self.clock.now().date().isoformat()

    def events(self) -> list[Event]:
        """All events, the latest date first."""
        return read_events(self._conn)

    def event(self, id_: str | None) -> Event | None:
        """One event, or None."""
        return read_event(self._conn, id_)

    def gathered(self, event: Event) -> Gathered:
        """An event with all that is known of it here; not yet its shareable form."""
        circles = read_circles(self._conn, event.id)
        here = {action.id for circle in circles for action in circle.actions}
        placed = [to_placement(record) for record in tables.read_all(self._conn, "placement")]
        unnamed = _unnamed_of(self._conn, event.id)
        gathered = Gathered(
            event,
            tuple(circles),
            {placement.action: placement for placement in placed if placement.action in here},
            unnamed,
            circle_details.event_agencies(self._conn, event),
            _lines_of(circles),
            within(checkouts.groups(self._conn), [circle.id for circle in circles]),
            membership=circle_details.event_membership(self._conn, event),
        )
        return report_parts.with_parts(gathered, report_parts.read(self._conn, event.id))

    def event_record(self, id_: str) -> Record | None:
        """An event as it is kept, to be put back by `take_back_home`; None where it is not here."""
        return tables.read(self._conn, "event", id_)

    def save_event(self, event: Event) -> None:
        """Save an event as it is now. Raises Refused where it is too large for a file."""
        refuse_too_many(event)
        with self._change():
            self._edit(event_details.records(self._conn, event))

    def save_placements(self, placements: Iterable[Placement]) -> None:
        """Save the organiser's editing of actions."""
        with self._change():
            self._edit([placement_record(placed) for placed in placements])

    def load(self, gathered: Gathered) -> int:
        """Save a whole event: all of it or nothing. Returns how many of its stories stay out, as
        they were withdrawn, taken out or are here already.
        """
        stories = {story.id: story for circle in gathered.circles for story in circle.stories}
        stories |= {story.id: story for story in gathered.stories}
        with self._change():
            found = {
                id_: consent_state.may_load(self._conn, story) for id_, story in stories.items()
            }
            self._edit(event_details.records(self._conn, gathered.event))
            for circle in gathered.circles:
                self._take(circle_records(circle), found)
                self._keep(_beside(self._conn, circle))
            self._keep(circle_details.of_event(gathered))
            self._keep(checkouts.of_document(self._conn, gathered.event, gathered.checkouts))
            self._keep([placement_record(placed) for placed in gathered.placements.values()])
            self._keep(report_parts.of_document(self._conn, gathered))
            fields = [{**words_fields(s), "event": gathered.event.id} for s in gathered.stories]
            of_event = zip(gathered.stories, fields, strict=True)
            self._take([Record("story", s.id, values, {}) for s, values in of_event], found)
        return sum(verdict is not Verdict.STANDS for verdict in found.values())

    def _take(self, records: list[Record], found: Mapping[str, Verdict]) -> None:
        """Save the records of a document, and of its stories those that may come in."""
        for record in records:
            verdict = found[record.id] if record.kind == "story" else Verdict.STANDS
            if verdict is Verdict.STANDS:
                self._keep([record])
            elif verdict is Verdict.UNAWARE:
                theirs = replace(comparable(record), version={self.device: 1})
                consent_state.ask_about(self._conn, theirs)

    # The board.

    def save_board(self, before: Gathered, after: Gathered) -> None:
        """Save the headings and the placements in which two states of one event differ."""
        changed = changed_placements(before, after).values()
        records = [placement_record(placed) for placed in changed]
        if after.event != before.event:
            refuse_too_many(after.event)
            records += event_details.records(self._conn, after.event)
        with self._change():
            self._edit(records)

    # Names known before the day.

    def invited(self, event: str) -> list[Invited]:
        """The names known for the circles of an event, by number."""
        found = [
            to_invited(r) for r in tables.read_all(self._conn, "invited", "event = ?", [event])
        ]
        return sorted((i for i in found if i.names), key=lambda invited: invited.number)

    def save_invited(self, event: str, lists: Iterable[Invited]) -> None:
        """Save these names for the circles of an event, and delete all others."""
        new = {invited.number: invited for invited in lists}
        old = [invited.number for invited in self.invited(event)]
        emptied = [Invited(event, number) for number in old if number not in new]
        with self._change():
            self._edit([invited_record(invited) for invited in (*new.values(), *emptied)])

    # When circles came, and how.

    def from_paper(self) -> frozenset[str]:
        """The ids of the circles that are known from the code on their paper alone."""
        return frozenset(row["circle"] for row in self._conn.execute("SELECT circle FROM paper"))

    def arrivals(self) -> dict[str, Arrival]:
        """When each circle that was gathered here came, by its id."""
        rows = self._conn.execute("SELECT * FROM arrivals")
        return {row["circle"]: Arrival(row["at"], row["corrected"]) for row in rows}

    def arrival(self, circle: str) -> Arrival | None:
        """When a circle came; None where it was not gathered here."""
        sql = "SELECT * FROM arrivals WHERE circle = ?"
        row = self._conn.execute(sql, [circle]).fetchone()
        return Arrival(row["at"], row["corrected"]) if row is not None else None
