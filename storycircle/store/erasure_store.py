"""The library's part that erases: out of the rows, the pages, the log and the copies.

It cannot be undone. The rows go at once; all else takes longer, for each copy is written anew.
"""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Collection
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from storycircle.core import i18n
from storycircle.core.consent.retention import keep_until
from storycircle.core.errors import Refused
from storycircle.core.model import Circle, Event, Sharing
from storycircle.core.stories import without_kept_notes
from storycircle.store import erasure
from storycircle.store import erasure as owed
from storycircle.store.erasure import Erasure, Owed
from storycircle.store.safety import backups, restore
from storycircle.store.saved_state import Standing


class Erasable(ABC):
    """What goes for good; the library itself is the rest of this class."""

    path: Path
    device: str
    _conn: sqlite3.Connection

    @abstractmethod
    def _change(self, *, keep: bool = True) -> AbstractContextManager[None]:
        """One transaction. Raises Refused, and then nothing of it was kept."""

    @abstractmethod
    def circle(self, id_: str) -> Circle:
        """One circle. Raises KeyError."""

    @abstractmethod
    def circles(self, event: str | None = None) -> list[Circle]:
        """The circles of an event, or all."""

    @abstractmethod
    def events(self) -> list[Event]:
        """All events."""

    @abstractmethod
    def standing(self, circle: str) -> Standing | None:
        """Where a circle stood when it was last open here."""

    @abstractmethod
    def save_circle(self, circle: Circle, standing: Standing | None = None) -> Circle:
        """Keep a circle as it is now; as it is kept."""

    def strike_story(self, id_: str) -> None:
        """Take a story out of the rows: the quick first step of erasing it."""
        self._strike(erasure.story(id_))

    def erase_story(self, id_: str) -> None:
        """Erase a story from this laptop. If it had left, the next export withdraws it."""
        self._erase(erasure.story(id_))

    def strike_circle(self, id_: str) -> None:
        """Take a circle and all in it out of the rows: the quick first step of removing it."""
        self._strike(erasure.circle(id_))

    def erase_circle(self, id_: str) -> None:
        """Remove a circle and all in it from this laptop."""
        self._erase(erasure.circle(id_))

    def strike_notes(self, id_: str) -> None:
        """Take what was noted of a circle's stories that stay out of the rows: the quick first
        step of erasing it.
        """
        circle = self.circle(id_)
        stays = [s.id for s in circle.stories if s.sharing is Sharing.STAYS]
        # Written down first: a kill in between strikes them out again, and nothing is forgotten.
        self._strike(erasure.words_of(stays))
        self.save_circle(without_kept_notes(circle))

    def erase_notes(self, id_: str) -> Circle:
        """Erase what was noted of a circle's stories that stay; the circle as it is then."""
        self.strike_notes(id_)
        self.erase_owed()
        return self.circle(id_)

    # What was struck out of the rows, and is to go from all else.

    def erase_owed(self) -> None:
        """Erase what was struck out of the rows from the pages, the log and the copies too.

        Raises Refused where some of it has to wait; then it is done as soon as that can be.
        """
        wanted = owed.all_owed(self._conn)
        if not wanted:
            return

        def strike(conn: sqlite3.Connection) -> None:
            for one in wanted:
                one.erasure.strike(conn, self.device)

        try:
            restore.rewrite(self.path, strike, self._gone_through(wanted))
            erasure.clean(self._conn)
            erasure.wait_for_workspaces(self.path.parent)
        except Refused as refused:
            if refused.key == "erased-not-clean":
                raise
            raise self._still_owed(refused) from refused
        with self._change():
            owed.done(self._conn, wanted)

    def owes(self) -> bool:
        """Whether anything is still to be erased."""
        return bool(owed.all_owed(self._conn))

    def copies_owing(self) -> list[str]:
        """The names of the copies that an erasing has not gone through yet."""
        return owed.still_to_go_through(owed.all_owed(self._conn), backups.names(self.path))

    def delete_copies_owing(self) -> None:
        """Delete the copies that there is no room to write anew, and erase what is owed. Raises
        Refused.
        """
        restore.delete(self.path, self.copies_owing())
        self.erase_owed()

    def _gone_through(self, wanted: Collection[Owed]) -> restore.GoneThrough:
        """Which copies need no second look, and the note that one more was gone through."""

        def note(copy: str) -> None:
            with self._change():
                owed.went_through(self._conn, wanted, copy)

        names = backups.names(self.path)
        return restore.GoneThrough({*names} - {*owed.still_to_go_through(wanted, names)}, note)

    def _still_owed(self, why: Refused) -> Refused:
        """What is said where an erasing has to wait."""
        count = len(self.copies_owing())
        if not count:
            return Refused("erased-owed", why=why.reason)
        copies = i18n.sentence(i18n.counted(count, "copy", "copies"))
        return Refused("erased-copies-owed", copies=copies, why=why.reason)

    def overdue(self, today: date, keep_days: int) -> list[Circle]:
        """The circles whose time to be kept here is over."""
        events = {event.id: event for event in self.events()}
        found = []
        for circle in self.circles():
            standing = self.standing(circle.id)
            held = standing.at if standing else None
            until = keep_until(events.get(circle.event or ""), held, keep_days, today)
            if until is not None and until < today:
                found.append(circle)
        return found

    def _strike(self, erasure: Erasure) -> None:
        """Take something out of the rows, and write down that it is to go from all else."""
        with self._change():
            erasure.strike(self._conn, self.device)
            owed.owe(self._conn, erasure)

    def _erase(self, erasure: Erasure) -> None:
        self._strike(erasure)
        self.erase_owed()
