"""The library: one SQLite database on the laptop, everything in it. One class, one door.

Every change is one method and one transaction; when a method has returned, the change is on
disk. Raises Refused with a sentence, and then nothing of the change was kept.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from storycircle.core.errors import Refused
from storycircle.core.merging import Outcome, Record
from storycircle.core.model import Circle, Event, Gathered, Placement, new_id
from storycircle.core.timing import Clock
from storycircle.store import backups, opening, tables
from storycircle.store.desk import Desk
from storycircle.store.disk import explained_change
from storycircle.store.merge import Incoming, changed_here, differs, merge_into
from storycircle.store.records import (
    circle_records,
    event_record,
    placement_record,
    to_circle,
    to_event,
    to_placement,
    to_story,
)
from storycircle.store.running import Standing, read_standing, write_standing
from storycircle.store.withdrawing import Leave, leave_of, note_left, pack_of


class Library(Desk):
    """An open library. Use it as a context manager, or close it."""

    def __init__(self, path: Path, clock: Clock) -> None:
        """Open the library at a path, or make one there. Raises Refused."""
        self.path = path
        self.clock = clock
        self._db = opening.open_library(path)
        self._conn: sqlite3.Connection = self._db.conn
        self.device = self._setting("device") or self._new_device()

    def close(self) -> None:
        self._conn.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Reading.

    def events(self) -> list[Event]:
        """All events, the latest date first."""
        events = [to_event(record) for record in tables.read_all(self._conn, "event")]
        return sorted(events, key=lambda event: (event.date, event.title), reverse=True)

    def event(self, id_: str | None) -> Event | None:
        record = tables.read(self._conn, "event", id_) if id_ else None
        return to_event(record) if record and not record.removed else None

    def circles(self, event: str | None = None) -> list[Circle]:
        """The circles of an event, or all; by number."""
        parts = tables.parts_by_circle(self._conn)
        where, args = ("event = ?", [event]) if event else ("1", [])
        heads = tables.read_all(self._conn, "circle", where, args)
        circles = [to_circle(head, parts[head.id]) for head in heads]
        return sorted(circles, key=lambda circle: (circle.number, circle.id))

    def circle(self, id_: str) -> Circle:
        """One circle. Raises KeyError."""
        head = tables.read(self._conn, "circle", id_)
        if head is None or head.removed:
            raise KeyError(id_)
        return to_circle(head, tables.read_parts(self._conn, id_))

    def gathered(self, event: Event) -> Gathered:
        """An event with all that is known of it here; not yet its shareable form."""
        circles = self.circles(event.id)
        here = {action.id for circle in circles for action in circle.actions}
        placed = [to_placement(record) for record in tables.read_all(self._conn, "placement")]
        alone = "circle IS NULL AND event = ? ORDER BY id"
        unnamed = tables.read_all(self._conn, "story", alone, [event.id])
        return Gathered(
            event,
            tuple(circles),
            {placement.action: placement for placement in placed if placement.action in here},
            tuple(to_story(record) for record in unnamed),
        )

    def beside(self) -> int:
        """How many records were changed on two laptops, and wait for a person to settle them."""
        rows = self._conn.execute("SELECT DISTINCT kind, id FROM beside").fetchall()
        return sum(differs(self._conn, row["kind"], row["id"]) for row in rows)

    # Changing.

    def save_event(self, event: Event) -> None:
        """Keep an event as it is now."""
        with self._change():
            self._keep([event_record(event)])

    def save_circle(self, circle: Circle, standing: Standing | None = None) -> None:
        """Keep a circle as it is now: what changed, what is gone, and where it stands."""
        records = circle_records(circle)
        kept = {record.id for record in records}
        with self._change():
            self._keep(records)
            for parts in tables.read_parts(self._conn, circle.id).values():
                for record in parts:
                    if record.id not in kept:
                        version = changed_here(self._conn, record, record.id, self.device)
                        gone = Record(record.kind, record.id, {}, version, removed=True)
                        tables.write(self._conn, gone)
            if standing is not None:
                write_standing(self._conn, circle.id, standing)

    def save_placements(self, placements: Iterable[Placement]) -> None:
        """Keep the organiser's editing of actions."""
        with self._change():
            self._keep([placement_record(placed) for placed in placements])

    def load(self, gathered: Gathered) -> None:
        """Keep a whole event: all of it or nothing."""
        with self._change():
            self._keep([event_record(gathered.event)])
            for circle in gathered.circles:
                self._keep(circle_records(circle))
            self._keep([placement_record(placed) for placed in gathered.placements.values()])
            for story in gathered.stories:
                fields = {"title": story.title, "points": story.points, "quote": story.quote}
                fields |= {"sharing": story.sharing.value, "event": gathered.event.id}
                self._keep([Record("story", story.id, fields, {})])

    def merge(self, incoming: Incoming, *, keep: bool = True) -> Outcome:
        """Merge what a circle file held, all or nothing, and say what came of it.

        With keep=False nothing is changed: the outcome is what would happen.
        """
        with self._change(keep=keep):
            outcome = merge_into(self._conn, incoming)
            self._came(incoming, outcome)
        if keep:
            self._tidy()
        return outcome

    def erase_circle(self, id_: str) -> None:
        """Remove a circle and all in it from this laptop, its bytes too."""
        with self._change():
            for kind in tables.PARTS:
                inside = f"SELECT id FROM [{kind}] WHERE circle = ?"  # noqa: S608
                self._conn.execute(f"DELETE FROM beside WHERE id IN ({inside})", [id_])  # noqa: S608
                self._conn.execute(f"DELETE FROM [{kind}] WHERE circle = ?", [id_])  # noqa: S608
            for kind in ("running", "left", "exported", "removed", "came"):
                self._conn.execute(f"DELETE FROM [{kind}] WHERE circle = ?", [id_])  # noqa: S608
            for table in ("circle", "beside"):
                self._conn.execute(f"DELETE FROM [{table}] WHERE id = ?", [id_])  # noqa: S608
        self._tidy()

    # Where a circle stands, and what has left.

    def standing(self, circle: str) -> Standing | None:
        """Where a circle stood when it was last open here."""
        return read_standing(self._conn, circle)

    def save_standing(self, circle: str, standing: Standing) -> None:
        with self._change():
            write_standing(self._conn, circle, standing)

    def leave(self, circle: Circle) -> Leave:
        """All that a file of this circle is to hold: its shareable records and withdrawals."""
        event = self.event(circle.event)
        placed = self.gathered(event).placements if event else {}
        return leave_of(self._conn, circle, event, placed)

    def pack(self, event: Event) -> Leave:
        """All that an event pack is to hold."""
        return pack_of(self._conn, event)

    def exported(self, leave: Leave, name: str, digest: str) -> None:
        """Note that a file of a circle was written and read back."""
        with self._change():
            note_left(self._conn, leave)
            self._conn.execute(
                "INSERT OR REPLACE INTO exported (circle, at, name, digest) VALUES (?, ?, ?, ?)",
                [leave.circle, self.clock.now().isoformat(timespec="seconds"), name, digest],
            )

    def last_export(self, circle: str) -> tuple[str, str] | None:
        """When (ISO) and under what file name a circle was last exported from here."""
        row = self._conn.execute(
            "SELECT at, name FROM exported WHERE circle = ? ORDER BY at DESC", [circle]
        ).fetchone()
        return (row["at"], row["name"]) if row else None

    def back_up(self) -> str:
        """Keep a copy of the library as it is, and say its name."""
        with explained_change():
            return backups.make(self._conn, self.path, self.clock.now())

    # Inner steps.

    @contextmanager
    def _change(self, *, keep: bool = True) -> Iterator[None]:
        with explained_change(), self._db.atomic():
            if keep:
                yield
                return
            self._conn.execute("SAVEPOINT looked")
            yield
            self._conn.execute("ROLLBACK TO looked")

    def _keep(self, records: list[Record]) -> None:
        """Write the records that differ from what is kept, each with one more change of ours."""
        for record in records:
            old = tables.read(self._conn, record.kind, record.id)
            if old is None or old.removed or dict(old.fields) != dict(record.fields):
                version = changed_here(self._conn, old, record.id, self.device)
                tables.write(self._conn, replace(record, version=version))

    def _tidy(self) -> None:
        """Let deleted text leave the disk: from the pages, then from the write-ahead log."""
        with explained_change():
            self._conn.execute("PRAGMA incremental_vacuum").fetchall()
            self._conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _setting(self, name: str) -> str:
        row = self._conn.execute("SELECT value FROM setting WHERE name = ?", [name]).fetchone()
        return str(row["value"]) if row else ""

    def _new_device(self) -> str:
        device = new_id()
        with self._change():
            self._conn.execute("INSERT INTO setting VALUES ('device', ?)", [device])
        return device


def choose_event(library: Library, wanted: str | None) -> Event:
    """The event asked for by title or id; the only one where nothing was asked. Raises Refused."""
    events = library.events()
    if wanted is not None:
        for event in events:
            if wanted.casefold() in (event.title.casefold(), event.id):
                return event
        raise Refused("event-unknown", wanted=wanted)
    if not events:
        raise Refused("no-event")
    if len(events) > 1:
        raise Refused("which-event", titles=json.dumps([e.title for e in events])[1:-1])
    return events[0]
