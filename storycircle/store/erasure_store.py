"""The library's erasing: from the rows, the pages, the log and the backups.

It cannot be undone. The rows are deleted at once; all else takes longer, as each backup is written
anew.
"""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from msgspec import Struct

from storycircle.core.consent.revocation import Yes, yes_in, yes_of
from storycircle.core.consent.withdrawal_code import proof_of, read_code, shown_code
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import n_
from storycircle.core.model import Sharing
from storycircle.core.stories import without_kept_notes
from storycircle.store import erasure, tables
from storycircle.store.circles import read_circle
from storycircle.store.consent import consent_state
from storycircle.store.erasure import Erasure
from storycircle.store.exchange import outgoing
from storycircle.store.exchange.from_paper import refuse_paper
from storycircle.store.library_base import StoreMixin
from storycircle.store.rows import circle_records, to_story
from storycircle.store.safety import backups, restore

Change = Callable[[], AbstractContextManager[None]]
"""One transaction of a library."""


def erase_owed(path: Path, conn: sqlite3.Connection, device: str, change: Change) -> None:
    """Erase what was deleted from the rows from the pages, the log and the backups too.

    Raises Refused where some of it has to wait; then it is done as soon as that can be.
    """
    wanted = erasure.all_owed(conn)
    if not wanted:
        return

    def strike(copy: sqlite3.Connection) -> None:
        for one in wanted:
            one.erasure.strike(copy, device)

    def note(copy: str) -> None:
        with change():
            erasure.went_through(conn, wanted, copy)

    names = backups.names(path)
    through = {*names} - {*erasure.still_to_go_through(wanted, names)}
    try:
        restore.rewrite(path, strike, restore.GoneThrough(through, note))
        erasure.clean(conn)
        erasure.wait_for_workspaces(path.parent)
    except Refused as refused:
        if refused.key == "erased-not-clean":
            raise
        raise _still_owed(path, conn, refused) from refused
    with change():
        erasure.done(conn, wanted)


def copies_owing(path: Path, conn: sqlite3.Connection) -> list[str]:
    """The names of the backups in which some erasure is not done yet."""
    return erasure.still_to_go_through(erasure.all_owed(conn), backups.names(path))


def _still_owed(path: Path, conn: sqlite3.Connection, why: Refused) -> Refused:
    """The refusal of an erasing that has to wait."""
    count = len(copies_owing(path, conn))
    if not count:
        return Refused("erased-owed", why=why.reason)
    copies = n_(
        "{Count} copy still to be gone through.", "{Count} copies still to be gone through.", count
    )
    return Refused("erased-copies-owed", copies=copies, why=why.reason)


class Withdrawn(Struct, frozen=True):
    """A story that was withdrawn by its code.

    carriers: when (ISO) and under what name files that carry it were written here. circle: its
    circle's id where it is of this laptop; the next export withdraws it elsewhere. later: whether
    its teller was asked again since, so that it leaves by that later yes.
    """

    carriers: tuple[tuple[str, str], ...]
    circle: str = ""
    later: bool = False


class ErasureStore(StoreMixin):
    """The library's operations that erase for good."""

    def strike_story(self, id_: str) -> None:
        """Delete a story from the rows: the quick first step of erasing it."""
        self._strike(erasure.story(id_))

    def erase_story(self, id_: str) -> None:
        """Erase a story from this laptop. If it had left, the next export withdraws it."""
        self._erase(erasure.story(id_))

    def erase_inquiry(self, id_: str) -> None:
        """Erase an inquiry with all that was noted of it at its meeting. If it had left, the next
        export withdraws it.
        """
        self._erase(erasure.inquiry(id_))

    def erase_review(self, id_: str) -> None:
        """Take back a review of an action: its words are erased here, and wherever the next file of
        its circle is merged.
        """
        self._erase(erasure.review(id_))

    def erase_circle(self, id_: str) -> None:
        """Remove a circle and all in it from this laptop."""
        self._erase(erasure.circle(id_))

    def erase_event(self, id_: str) -> None:
        """Remove an event from this laptop, with every circle in it and all that came of it."""
        rows = self._conn.execute("SELECT id FROM circle WHERE event = ? ORDER BY id", [id_])
        self._erase(erasure.event(id_, [row["id"] for row in rows.fetchall()]))

    def strike_notes(self, id_: str) -> None:
        """Delete what was noted of a circle's stories that stay, and the facilitator's own note,
        from the rows: the quick first step of erasing it.
        """
        circle = read_circle(self._conn, id_)
        refuse_paper(self._conn, id_, circle.number)
        stays = [s.id for s in circle.stories if s.sharing is Sharing.STAYS]
        # Written down first: a kill in between strikes them out again, and nothing is forgotten.
        self._strike(erasure.notes(id_, stays))
        with self._change():
            self._keep(circle_records(without_kept_notes(circle), circle))

    def withdraw(self, code: str) -> Withdrawn:
        """Withdraw the story of a teller's code: one told here stays from now on, and one from
        another laptop is erased. Raises Refused.
        """
        kept = read_code(code)
        if not kept:
            raise Refused("not-a-code", code=code[:40])
        yes = next((yes for yes in self._yeses() if proof_of(yes.id, kept) == yes.proof), None)
        known = consent_state.all_ended(self._conn).get(yes) if yes else None
        if yes is None or (known is not None and known.by_code):  # withdrawn already: it is gone
            raise Refused("code-unknown", code=shown_code(kept))
        own = consent_state.own_story(self._conn, yes)
        carried = tuple(outgoing.carriers(self._conn, own.id if own is not None else yes.id))
        ended = consent_state.Ended(yes, by_code=True, circle=known.circle if known else "")
        self._erase(erasure.by_code(ended))
        circle = str(own.fields["circle"]) if own is not None else ended.circle
        return Withdrawn(carried, circle, later=consent_state.leaves_from_here(self._conn, yes.id))

    def _yeses(self) -> list[Yes]:
        """Every yes that is known here: of stories that are kept, of conflicts, and those that
        ended.
        """
        current = tables.read_all(self._conn, "story", "sharing != 'stays'")
        found = [yes for record in current if (yes := yes_of(to_story(record))) is not None]
        found += consent_state.all_ended(self._conn)
        rows = self._conn.execute("SELECT DISTINCT id FROM conflicts WHERE kind = 'story'")
        for row in rows.fetchall():
            found += [yes_in(copy) for copy in tables.read_conflicting(self._conn, row["id"])]
        return found

    # Erasures that are not finished.

    def erase_owed(self) -> None:
        """Erase what was deleted from the rows from the pages, the log and the backups too.

        Raises Refused where some of it has to wait; then it is done as soon as that can be.
        """
        if self.owes():
            self._look_through()
        erase_owed(self.path, self._conn, self.device, self._change)

    def owes(self) -> bool:
        """Whether anything is still to be erased."""
        return bool(erasure.all_owed(self._conn))

    def copies_owing(self) -> list[str]:
        """The names of the backups in which some erasure is not done yet."""
        return copies_owing(self.path, self._conn)

    def delete_copies_owing(self) -> None:
        """Delete the backups that the disk has no space to write anew, and erase what is owed.
        Raises Refused.
        """
        restore.delete(self.path, self.copies_owing())
        self.erase_owed()

    def _strike(self, wanted: Erasure) -> None:
        """Delete something from the rows, and write down that it is to be erased everywhere
        else.
        """
        with self._change():
            wanted.strike(self._conn, self.device)
            erasure.owe(self._conn, wanted)

    def _erase(self, wanted: Erasure) -> None:
        self._strike(wanted)
        self.erase_owed()
