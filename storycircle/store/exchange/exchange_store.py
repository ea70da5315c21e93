"""The library's exchange with other laptops: files merged, a merge undone, files exported."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from storycircle.core.consent.retention import Handed, Handing
from storycircle.core.error_sentences import Refused
from storycircle.core.merge.decision import Outcome
from storycircle.core.model import Circle, Event, Gathered, NamesOnPaper
from storycircle.core.versioned_record import Record
from storycircle.store import erasure, tables
from storycircle.store.circles import read_circle, read_placements
from storycircle.store.connection import keep_log
from storycircle.store.consent import consent_state
from storycircle.store.erasure_store import erase_owed
from storycircle.store.events import note_opened, read_event
from storycircle.store.exchange import (
    adoption,
    apply_merge,
    came,
    circle_file,
    confirmation,
    outgoing,
    whole_library,
)
from storycircle.store.exchange.apply_merge import Incoming, MergedFile, merge_into
from storycircle.store.exchange.came import Came, Whose
from storycircle.store.exchange.confirmation import Accepted, Waiting
from storycircle.store.exchange.from_paper import merge_content, refuse_paper
from storycircle.store.exchange.outgoing import Leave
from storycircle.store.library_base import StoreMixin
from storycircle.store.organiser.conflicts import Conflict
from storycircle.store.safety import backups
from storycircle.store.safety.disk import explained_change, is_elsewhere
from storycircle.store.saved_state import read_saved_state

if TYPE_CHECKING:
    from storycircle.core.formats.sheet_code import Content

_ELSEWHERE = "handed_over:"
"""Before a circle's id: the setting that says when a file of it was written to another disk."""


class ExchangeStore(StoreMixin):
    """The library's operations that take files in and select what files contain."""

    _followed = False  # whether each story is where its circle is, since files began to be merged

    # Merging.

    def merge(self, incoming: Incoming, *, keep: bool = True, accepted: Accepted = ()) -> Outcome:
        """Merge the content of one circle file, and return the outcome. keep: whether it is saved;
        with False nothing is changed, and the outcome is what would happen.
        """
        merged = self.merge_file(incoming, keep=keep, accepted=accepted)
        if keep:
            self.tidy()
        return merged.outcome

    def merge_file(
        self, incoming: Incoming, *, keep: bool = True, accepted: Accepted = ()
    ) -> MergedFile:
        """Merge the content of a circle file, all or nothing but for what waits to be accepted.

        After the last of several files the caller calls `tidy`.
        """
        with self._change(keep=keep):
            merged = merge_into(self._conn, incoming, self.device, accepted)
            if merged.withdrawn:
                erasure.owe(self._conn, erasure.buried(merged.withdrawn))
            if merged.twin:
                self._be_renamed()
            self._came(incoming, merged)
        self._followed = self._followed or keep
        return merged

    def merge_code(
        self, content: "Content", *, keep: bool = True, accepted: Accepted = ()
    ) -> tuple[Outcome, bool, Waiting | None]:
        """Take in the content of the code on a circle's paper, where its file is not here.

        Returns the outcome, whether the library says the same as the paper, and what of it waits to
        be accepted. keep: whether it is saved; with False nothing is changed.
        """
        back = confirmation.came_back(content.number)
        with self._change(keep=keep):
            if confirmation.was_removed(self._conn, content.circle):
                if not back.accepted(accepted):
                    return Outcome.SAME, True, back
                confirmation.forget_removal(self._conn, content.circle)
            outcome, agrees = merge_content(self._conn, content)
            if outcome is not Outcome.SAME:
                came.note_arrival(self._conn, content.circle, Came(self._now(), "", outcome))
        return outcome, agrees, None

    def _came(self, incoming: Incoming, merged: MergedFile) -> None:
        """Note the arrival of a file's circle, or that an event's pack was opened, and move the
        stories of a circle into the event that took it in.
        """
        events = came.events_in(incoming.records, merged.steps) if self._followed else None
        self._keep(adoption.follow(self._conn, events))
        new = merged.new
        self._keep(adoption.with_their_circle(self._conn, incoming.records, new))
        head = incoming.circle()
        packed = [record.id for record in incoming.records if record.kind == "event"]
        if head is None and len(packed) == 1:
            note_opened(self._conn, packed[0], self.clock.now().date().isoformat())
        facilitator = str(head.fields.get("facilitator") or "") if head is not None else ""
        file = Came(self._now(), incoming.name, merged.merged, facilitator, incoming.saved)
        circle = head.id if head is not None else None
        first = merged.merged is Outcome.NEW
        came.note_brought(
            self._conn, incoming.records, merged.steps, file, circle=circle, first=first
        )
        if head is None or (head.id not in new and confirmation.was_removed(self._conn, head.id)):
            return
        came.note_arrival(self._conn, head.id, file, corrects=merged.corrects)

    def whose(self, conflict: Conflict, circle: str | None) -> tuple[Whose, ...]:
        """Whose each copy of a record is that waits to be settled, in their order. circle: that of
        the record, where it is of one.
        """
        return tuple(self._whose(copy, circle) for copy in conflict.copies)

    def _whose(self, copy: Record, circle: str | None) -> Whose:
        owner = came.part_of(copy, circle).partition("/")[0]
        files = came.brought(self._conn, owner, copy)
        if len(files) == 1:
            return Whose(came=files[0])
        if files:  # one version came in several: which of them had these words, nothing says
            return Whose()
        if copy.version.get(self.device, 0) or (circle is not None and self.is_held(circle)):
            return Whose(own=True, changed=self._changed_at(copy, circle))
        first = came.read(self._conn, circle) if circle is not None else []
        return Whose(came=first[0] if first else None)

    def _changed_at(self, copy: Record, circle: str | None) -> str:
        """When this laptop last changed a record, or the circle it is in, ISO; empty where nothing
        says so.
        """
        at = came.changed_here(self._conn, came.part_of(copy, circle))
        if at or circle is None or copy.kind == "placement":
            return at
        saved = read_saved_state(self._conn, circle)
        return saved.at.isoformat() if saved is not None else ""

    def how_it_came(self, circle: str) -> list[Came]:
        """The files of a circle that were taken in here, the first one first."""
        return came.read(self._conn, circle)

    def expect_many(self) -> None:
        """Be ready for the content of many files, one after the other, until `tidy`."""
        keep_log(self._conn, many=True)

    def tidy(self) -> None:
        """Remove overwritten text from the log, and withdrawn text from the backups too."""
        self._followed = False
        keep_log(self._conn)
        if erasure.all_owed(self._conn):
            erase_owed(self.path, self._conn, self.device, self._change)
            return
        with explained_change():
            self._conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    # Undoing a merge.

    def merged_onto(self, copy: str) -> None:
        """Note that files were merged. copy: the name of the backup with the library from
        before.
        """
        with self._change():
            apply_merge.note(self._conn, copy)

    def has_merged(self) -> bool:
        """Whether files were merged, and were not taken back since; cheap, before it is asked
        whether they still can be.
        """
        return apply_merge.has_note(self._conn)

    def can_take_back(self) -> bool:
        """Whether nothing has changed since files were last merged, and the backup is there. All
        records are compared: with ten thousand circles that is not for the drawing thread.
        """
        copy = apply_merge.noted(self._conn)
        return copy is not None and copy in backups.names(self.path)

    def take_back(self) -> None:
        """Undo the last merge of files.

        What a teller withdrew stays withdrawn: it was erased from the backup too. Raises Refused
        where anything changed since, or the backup is missing, and then nothing is changed.
        """
        copy = apply_merge.noted(self._conn)
        if copy is None or copy not in backups.names(self.path):
            raise Refused("nothing-to-take-back")
        old = backups.folder(self.path) / copy
        with apply_merge.attached(self._conn, old), self._change():
            apply_merge.take_back(self._conn, self.device)
            came.forget_gone(self._conn)
        self.tidy()

    # What is exported.

    def leave(
        self,
        circle: Circle,
        names: NamesOnPaper = NamesOnPaper.AS_TYPED,
        *,
        sealed: bool = False,
    ) -> Leave:
        """The content of a file of this circle: its shareable records and withdrawals.

        A file that travels inside paper has members' names as the event's rule says. sealed:
        whether it is to be sealed, and may have the check-out of few people.
        """
        refuse_paper(self._conn, circle.id, circle.number)
        event = read_event(self._conn, circle.event)
        placed = read_placements(self._conn, circle) if event else {}
        return outgoing.leave_of(
            self._conn, circle, event, placed, names, device=self.device, sealed=sealed
        )

    def handing(self, circle: Circle) -> Handing:
        """Whether a circle was handed over from here, and whether it has changed since.

        Raises Refused for one known from paper alone.
        """
        now = circle_file.root(self.leave(circle))
        row = self._conn.execute(
            "SELECT * FROM exported WHERE circle = ? ORDER BY at DESC", [circle.id]
        ).fetchone()
        if row is None:
            return Handing(Handed.NEVER, now)
        event = read_event(self._conn, circle.event)
        left = row["digest"] == now or row["digest"] in _other_roots(self, circle, event)
        state = Handed.OVER if left else Handed.CHANGED
        elsewhere = self._setting(_ELSEWHERE + circle.id) == row["at"]
        return Handing(state, now, datetime.fromisoformat(row["at"]), row["name"], elsewhere)

    def pack(self, event: Event) -> Leave:
        """The content of an event pack."""
        return outgoing.pack_of(self._conn, event)

    def handed_on(self) -> list[Leave]:
        """All that is here of circles and may leave, as one file's content each, for another
        organiser.
        """
        return whole_library.handed_on(
            self._conn, lambda id_: self.leave(read_circle(self._conn, id_))
        )

    def is_held(self, circle: str) -> bool:
        """Whether a circle's own laptop is this one: only then is there anything that stays."""
        return whole_library.is_held(self._conn, circle)

    def is_anothers(self, circle: str) -> bool:
        """Whether a circle came from another laptop, and was never held on this one."""
        sql = "SELECT 1 FROM arrivals WHERE circle = ?"
        came_here = self._conn.execute(sql, [circle]).fetchone() is not None
        return came_here and not self.is_held(circle)

    def exported(self, leave: Leave, path: Path, digest: str, *, shown: bool = False) -> None:
        """Note that a circle's file was written and read back, or shown to another laptop."""
        name, at = path.name, self._now()
        with self._change():
            if shown or is_elsewhere(path, self.path):
                row = [_ELSEWHERE + leave.circle, at]
                sql = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"
                self._conn.execute(sql, row)
            outgoing.note_left(self._conn, leave)
            self._conn.execute(
                "INSERT OR REPLACE INTO exported (circle, at, name, digest) VALUES (?, ?, ?, ?)",
                [leave.circle, at, name, digest],
            )
            carried = [record.id for record in leave.records if record.kind == "story"]
            outgoing.note_carried(self._conn, name, at, carried)

    def reported(self, shareable: Gathered, name: str) -> None:
        """Note that a report of this shareable form was written."""
        carried = [story.id for circle in shareable.circles for story in circle.stories]
        carried += [story.id for story in shareable.stories]
        with self._change():
            outgoing.note_carried(self._conn, name, self._now(), carried)

    def carriers(self, story: str) -> tuple[tuple[str, str], ...]:
        """When (ISO) and under what name files were written here that carry a story."""
        return tuple(outgoing.carriers(self._conn, story))

    def names_exported(self, but: str) -> list[str]:
        """The names under which other circles than one were exported from here."""
        rows = self._conn.execute("SELECT name FROM exported WHERE circle != ?", [but])
        return [row["name"] for row in rows]

    def names_of(self, circle: str) -> set[str]:
        """The names under which a circle was exported from here."""
        sql = "SELECT name FROM exported WHERE circle = ?"
        return {row["name"] for row in self._conn.execute(sql, [circle])}

    def last_export(self, circle: str) -> tuple[str, str] | None:
        """When (ISO) and under what file name a circle was last exported from here."""
        row = self._conn.execute(
            "SELECT at, name FROM exported WHERE circle = ? ORDER BY at DESC", [circle]
        ).fetchone()
        return (row["at"], row["name"]) if row else None

    # Stories to be confirmed.

    def leave_unconfirmed(self) -> int:
        """Mark every story that may leave as one to be confirmed by a person; return how many those
        are.
        """
        with self._change():
            return consent_state.leave_unconfirmed(self._conn)

    def unconfirmed(self) -> int:
        """How many stories from other laptops are in no report until a person confirms them."""
        return len(self._unconfirmed())

    def confirm(self) -> None:
        """Confirm the stories from other laptops that waited since a recovery."""
        with self._change():
            for record in self._unconfirmed():
                fields = {k: v for k, v in record.fields.items() if k != "unconfirmed"}
                tables.write(self._conn, replace(record, fields=fields))

    def _unconfirmed(self) -> list[Record]:
        found = tables.read_all(self._conn, "story", "unconfirmed = 1")
        return [record for record in found if not consent_state.is_own(record)]


def _other_roots(store: ExchangeStore, circle: Circle, event: Event | None) -> set[str]:
    """The digests of what a circle's file holds sealed, and inside paper, where names are as the
    event's rule says.
    """
    rules = {NamesOnPaper.AS_TYPED, *([event.names_on_paper] if event else [])}
    ways = [(rule, sealed) for rule in rules for sealed in (False, True)]
    return {circle_file.root(store.leave(circle, rule, sealed=on)) for rule, on in ways}
