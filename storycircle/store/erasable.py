"""The library's part that erases: out of the rows, the pages, the log and the copies.

It cannot be undone. The rows go at once; all else takes longer, for each copy is written anew.
"""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from storycircle.core.keeping import keep_until
from storycircle.core.model import Circle, Event, Sharing
from storycircle.core.writing import without_kept_notes
from storycircle.store import erasing
from storycircle.store.running import Standing


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
    def save_circle(self, circle: Circle, standing: Standing | None = None) -> None:
        """Keep a circle as it is now."""

    def strike_story(self, id_: str) -> None:
        """Take a story out of the rows: the quick first step of erasing it."""
        with self._change():
            erasing.story(id_, self.device)(self._conn)

    def erase_story(self, id_: str) -> None:
        """Erase a story from this laptop. If it had left, the next export withdraws it."""
        self.strike_story(id_)
        erasing.everywhere(self._conn, self.path, erasing.story(id_, self.device))

    def erase_circle(self, id_: str) -> None:
        """Remove a circle and all in it from this laptop."""
        self._erase(erasing.circle(id_))

    def strike_notes(self, id_: str) -> tuple[str, ...]:
        """Take what was noted of a circle's stories that stay out of the rows: the quick first
        step of erasing it. Returns the stories' ids.
        """
        circle = self.circle(id_)
        stays = tuple(s.id for s in circle.stories if s.sharing is Sharing.STAYS)
        self.save_circle(without_kept_notes(circle))
        self._strike(erasing.words_of(stays))
        return stays

    def erase_struck(self, stories: Iterable[str]) -> None:
        """Erase what was noted of stories from all but the rows, where it was struck out."""
        erasing.everywhere(self._conn, self.path, erasing.words_of(stories))

    def erase_notes(self, id_: str) -> Circle:
        """Erase what was noted of a circle's stories that stay; the circle as it is then."""
        self.erase_struck(self.strike_notes(id_))
        return self.circle(id_)

    def overdue(self, today: date, keep_days: int) -> list[Circle]:
        """The circles whose time to be kept here is over."""
        events = {event.id: event for event in self.events()}
        found = []
        for circle in self.circles():
            standing = self.standing(circle.id)
            held = standing.at if standing else None
            until = keep_until(events.get(circle.event or ""), held, keep_days)
            if until is not None and until < today:
                found.append(circle)
        return found

    def _strike(self, change: erasing.Change) -> None:
        with self._change():
            change(self._conn)

    def _erase(self, change: erasing.Change) -> None:
        self._strike(change)
        erasing.everywhere(self._conn, self.path, change)
