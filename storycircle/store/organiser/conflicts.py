"""What waits for a person: records that laptops changed without knowing of one another."""

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.consent.revocation import yes_in
from storycircle.core.error_sentences import Refused
from storycircle.core.merge.decision import settled
from storycircle.core.versioned_record import Record
from storycircle.store import tables
from storycircle.store.afterwards import report_parts
from storycircle.store.consent import consent_state
from storycircle.store.library_base import StoreMixin
from storycircle.store.rows import comparable, private


class Conflict(Struct, frozen=True):
    """One record that two laptops or more changed without knowing each other.

    copies: as they travel, the one that is shown and reported first. out: whether none of them is
    shown, as the record was withdrawn or taken out; a person decides whether its teller was asked
    anew.
    """

    kind: str
    id: str
    copies: tuple[Record, ...]
    out: bool = False


class ConflictStore(StoreMixin):
    """The library's operations on conflicts."""

    def conflicts(self) -> list[Conflict]:
        """All records that wait for a person to settle them."""
        rows = self._conn.execute("SELECT DISTINCT kind, id FROM conflicts ORDER BY kind, id")
        return [
            self._conflict(row["kind"], row["id"])
            for row in rows.fetchall()
            if tables.differs(self._conn, row["kind"], row["id"])
        ]

    def _conflict(self, kind: str, id_: str) -> Conflict:
        whole = tables.read(self._conn, kind, id_)
        out = whole is None or whole.removed
        copies = self._copies(kind, id_)
        return Conflict(copies[0].kind, id_, copies, out)

    def settle(self, conflict: Conflict, fields: dict[str, object]) -> None:
        """Save these fields as the settled ones of a record, wherever it is merged later.

        Raises Refused where another copy has come since the copies were read.
        """
        with self._change():
            kind = "addition" if conflict.kind in report_parts.KINDS else conflict.kind
            if self._copies(kind, conflict.id) != conflict.copies:
                raise Refused("changed-meanwhile")
            copies = self._kept_copies(kind, conflict.id)
            whole = tables.read(self._conn, kind, conflict.id)
            known = [*copies, *([whole] if whole is not None else [])]
            if kind == "addition":
                fields = report_parts.closed(fields, copies[0])
            record = settled(known, fields, self.device)
            if whole is not None:
                record = replace(record, fields={**private(whole), **record.fields})
            tables.write(self._conn, record)
            tables.write_conflicting(self._conn, conflict.id, [])

    def keep_out(self, conflict: Conflict) -> None:
        """Leave out a story that was withdrawn and then came with another yes, as nobody was asked
        anew: that yes has ended too. Raises Refused where another copy has come since.
        """
        with self._change():
            copies = self._copies(conflict.kind, conflict.id)
            if copies != conflict.copies:
                raise Refused("changed-meanwhile")
            for copy in copies:
                ended = consent_state.Ended(yes_in(copy), by_code=True)
                consent_state.take_no(self._conn, ended, self.device, brought=True)

    def _copies(self, kind: str, id_: str) -> tuple[Record, ...]:
        """The copies as a person reads them."""
        return tuple(map(report_parts.opened, self._kept_copies(kind, id_)))

    def _kept_copies(self, kind: str, id_: str) -> tuple[Record, ...]:
        whole = tables.read(self._conn, kind, id_)
        shown = [] if whole is None or whole.removed else [comparable(whole)]
        return (*shown, *tables.read_conflicting(self._conn, id_))
