"""The organiser's part of the library: what two laptops said, circles taken into an event, names
known before the day, and when each circle came.
"""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from storycircle.core.bounds import MOST_NUMBER, refuse_too_many
from storycircle.core.clock import Clock
from storycircle.core.consent.verdict import yes_in
from storycircle.core.errors import Refused
from storycircle.core.merge.decision import Outcome, settled
from storycircle.core.model import Circle, Event, Gathered, Invited
from storycircle.core.versioned_record import Record
from storycircle.store import adoption, tables
from storycircle.store.consent import consent_state
from storycircle.store.exchange import confirmation
from storycircle.store.exchange.apply_merge import Incoming
from storycircle.store.exchange.from_paper import refuse_paper
from storycircle.store.rows import (
    comparable,
    event_record,
    invited_record,
    placement_record,
    private,
    to_invited,
)
from storycircle.store.tables import differs


@dataclass(frozen=True, slots=True)
class Apart:
    """One record that two laptops or more changed without knowing each other.

    copies: as they travel, the one that is shown and reported first. out: none of them is shown,
    as it was withdrawn or taken out; whether its teller was asked anew is for a person to say.
    """

    kind: str
    id: str
    copies: tuple[Record, ...]
    out: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """When a circle was first gathered, and when a later file changed it; ISO, or empty."""

    at: str
    corrected: str = ""


class Desk(ABC):
    """Changes that only an organiser makes; the library itself is the rest of this class."""

    clock: Clock
    device: str
    _conn: sqlite3.Connection

    @abstractmethod
    def _change(self, *, keep: bool = True) -> AbstractContextManager[None]:
        """One transaction. Raises Refused, and then nothing of it was kept."""

    @abstractmethod
    def _be_renamed(self) -> None:
        """Count changes under another name from now on, within a change."""

    @abstractmethod
    def _keep(self, records: list[Record]) -> list[Record]:
        """Write the records that differ, each with one more change of this laptop."""

    # What two laptops said.

    def apart(self) -> list[Apart]:
        """All that waits for a person to settle it."""
        rows = self._conn.execute("SELECT DISTINCT kind, id FROM beside ORDER BY kind, id")
        return [
            self._apart(row["kind"], row["id"])
            for row in rows.fetchall()
            if differs(self._conn, row["kind"], row["id"])
        ]

    def _apart(self, kind: str, id_: str) -> Apart:
        whole = tables.read(self._conn, kind, id_)
        out = whole is None or whole.removed
        return Apart(kind, id_, self._copies(kind, id_), out)

    def settle(self, apart: Apart, fields: dict[str, object]) -> None:
        """Let these fields stand for a record, wherever it is gathered later.

        Raises Refused where another copy has come since the copies were read.
        """
        with self._change():
            copies = self._copies(apart.kind, apart.id)
            if copies != apart.copies:
                raise Refused("changed-meanwhile")
            whole = tables.read(self._conn, apart.kind, apart.id)
            known = [*copies, *([whole] if whole is not None else [])]
            record = settled(known, fields, self.device)
            if whole is not None:
                record = replace(record, fields={**private(whole), **record.fields})
            tables.write(self._conn, record)
            tables.write_beside(self._conn, apart.id, [])

    def keep_out(self, apart: Apart) -> None:
        """Let a story stay out that was withdrawn and then came with another yes, as nobody was
        asked anew: that yes has ended too. Raises Refused where another copy has come since.
        """
        with self._change():
            copies = self._copies(apart.kind, apart.id)
            if copies != apart.copies:
                raise Refused("changed-meanwhile")
            for copy in copies:
                gone = consent_state.Ended(yes_in(copy), by_code=True)
                consent_state.take_no(self._conn, gone, self.device, brought=True)

    def _copies(self, kind: str, id_: str) -> tuple[Record, ...]:
        whole = tables.read(self._conn, kind, id_)
        shown = [] if whole is None or whole.removed else [comparable(whole)]
        return (*shown, *tables.read_beside(self._conn, id_))

    # The board.

    def save_board(self, before: Gathered, after: Gathered) -> None:
        """Keep the headings and the placements in which two states of one event differ."""
        changed = [p for key, p in after.placements.items() if before.placements.get(key) != p]
        records = [placement_record(placed) for placed in changed]
        if after.event != before.event:
            refuse_too_many(after.event)
            records.append(event_record(after.event))
        with self._change():
            self._keep(records)

    # Circles and numbers.

    def adopt(self, circle: Circle, event: Event) -> None:
        """Take a circle into an event. An event that was only that circle's own goes, and its
        stories without names come along. Raises Refused for one known from paper alone: its
        file would undo it.
        """
        refuse_paper(self._conn, circle.id, circle.number)
        with self._change():
            self._set_head(circle.id, {"event": event.id})
            if circle.event:
                adoption.point(self._conn, circle.event, event.id, self.device)
            self._keep(adoption.follow(self._conn))

    def renumber(self, circle: Circle, number: int) -> None:
        """Give a circle another number. Raises Refused where its event has that number already,
        and for one known from paper alone: its file would undo it.
        """
        refuse_paper(self._conn, circle.id, circle.number)
        if not 1 <= number <= MOST_NUMBER:
            raise Refused("number-unclear")
        same = "event IS ? AND number = ? AND id != ?"
        args = [circle.event, number, circle.id]
        with self._change():
            if self._conn.execute(f"SELECT 1 FROM circle WHERE {same}", args).fetchone():  # noqa: S608
                raise Refused("number-taken", number=number)
            self._set_head(circle.id, {"number": number})

    def _set_head(self, circle: str, fields: dict[str, object]) -> None:
        head = tables.read(self._conn, "circle", circle)
        if head is None or head.removed:
            raise Refused("changed-meanwhile")
        self._keep([replace(head, fields={**head.fields, **fields})])

    # Names known before the day.

    def invited(self, event: str) -> list[Invited]:
        """The names known for the circles of an event, by number."""
        found = [
            to_invited(r) for r in tables.read_all(self._conn, "invited", "event = ?", [event])
        ]
        return sorted((i for i in found if i.names), key=lambda invited: invited.number)

    def save_invited(self, event: str, lists: Iterable[Invited]) -> None:
        """Keep these names for the circles of an event, and none besides."""
        new = {invited.number: invited for invited in lists}
        old = [invited.number for invited in self.invited(event)]
        emptied = [Invited(event, number) for number in old if number not in new]
        with self._change():
            self._keep([invited_record(invited) for invited in (*new.values(), *emptied)])

    # When circles came.

    def arrivals(self) -> dict[str, Arrival]:
        """When each circle that was gathered here came, by its id."""
        rows = self._conn.execute("SELECT * FROM came")
        return {row["circle"]: Arrival(row["at"], row["corrected"]) for row in rows}

    def _came(self, incoming: Incoming, outcome: Outcome) -> None:
        """Note a file's circle, and let its stories follow it into the event that took it in."""
        self._keep(adoption.follow(self._conn))
        head = incoming.circle()
        if head is None or confirmation.was_removed(self._conn, head.id):
            return
        self._note_arrival(head.id, outcome)

    def _note_arrival(self, circle: str, outcome: Outcome) -> None:
        """Note that a circle came, by its file or its paper, or was changed by what came."""
        now = self.clock.now().isoformat(timespec="seconds")
        known = self._conn.execute("SELECT 1 FROM came WHERE circle = ?", [circle]).fetchone()
        if known is None:
            self._conn.execute("INSERT INTO came VALUES (?, ?, '')", [circle, now])
        elif outcome in (Outcome.UPDATED, Outcome.LOOK):
            self._conn.execute("UPDATE came SET corrected = ? WHERE circle = ?", [now, circle])
