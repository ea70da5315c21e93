"""Circles in their events: taken into one, brought home again, and their numbers."""

import json

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Event
from storycircle.core.size_limits import MOST_NUMBER
from storycircle.core.versioned_record import Record
from storycircle.store import tables
from storycircle.store.events import read_event
from storycircle.store.exchange import adoption, confirmation
from storycircle.store.exchange.from_paper import refuse_paper
from storycircle.store.library_base import StoreMixin

_WAYS = "circles went from: "
"""Before an event's id: the setting with the events into which circles of it were taken."""


class Moved(Struct, frozen=True):
    """A circle that was taken into another event, and what it takes to undo that.

    old: the event it was of; empty for none. into: the one it is of now. stories: those without
    names that went with it. gone: the old event, where it went too.
    """

    circle: Circle
    old: str
    into: str
    stories: tuple[str, ...] = ()
    gone: Record | None = None


class PlaceStore(StoreMixin):
    """The library's operations on which event a circle is of, and under which number."""

    def adopt(self, circle: Circle, event: Event) -> Moved:
        """Take a circle into an event, with its stories, its consents and its records: one that was
        begun without a pack, or was held under another. Returns what it takes to undo that.

        Stories without names go with it that are printed under it; those that nobody can link to a
        circle follow once no circle is left behind that they could be of, or with its next file.
        An event that was only that circle's own is deleted. Raises Refused for a circle known from
        paper alone: its file would undo it.
        """
        refuse_paper(self._conn, circle.id, circle.number)
        with self._change():
            head = tables.read(self._conn, "circle", circle.id)
            old = str(head.fields.get("event", "")) if head is not None else ""
            record = tables.read(self._conn, "event", old) if old else None
            self._set_head(circle.id, {"event": event.id})
            alone = adoption.in_event(
                self._conn, self._going_with(circle.id, old, event.id), event.id
            )
            self._keep(alone)
            if old:
                adoption.point(self._conn, old, event.id, self.device)
            followed = adoption.follow(self._conn)
            self._keep(followed)
        gone = record if read_event(self._conn, old) is None else None
        return Moved(circle, old, event.id, tuple(s.id for s in (*alone, *followed)), gone)

    def _going_with(self, circle: str, old: str, new: str) -> list[str]:
        """The stories without names that go with a circle that has left an event: all of them where
        every circle that they could be of went the same way.
        """
        under = tables.read_all(self._conn, "story", "under = ? AND circle IS NULL", [circle])
        ways = {new, *json.loads(self._setting(_WAYS + old) or "[]")}
        row = [_WAYS + old, json.dumps(sorted(ways))]
        self._conn.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", row)
        left = self._conn.execute("SELECT 1 FROM circle WHERE event = ?", [old]).fetchone()
        gone = confirmation.removed_numbers(self._conn, old)
        if not old or len(ways) > 1 or left is not None or gone:
            return [story.id for story in under]
        alone = tables.read_all(self._conn, "story", "circle IS NULL AND event = ?", [old])
        return list(dict.fromkeys(story.id for story in (*under, *alone)))

    def take_back_home(self, moved: Moved) -> None:
        """Undo that a circle was taken into an event: all is as it was. Raises Refused where it has
        gone on since.
        """
        with self._change():
            head = tables.read(self._conn, "circle", moved.circle.id)
            if head is None or head.removed or head.fields.get("event") != moved.into:
                raise Refused("changed-meanwhile")
            if moved.old and read_event(self._conn, moved.old) is None:
                if moved.gone is None:
                    raise Refused("changed-meanwhile")
                tables.write(self._conn, moved.gone)
            if moved.old:
                adoption.withdraw_pointer(self._conn, moved.old, self.device)
            self._keep([replace(head, fields={**head.fields, "event": moved.old or None})])
            self._keep(adoption.in_event(self._conn, moved.stories, moved.old))
            self._conn.execute("DELETE FROM setting WHERE name = ?", [_WAYS + moved.old])

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

    def known_numbers(self, event: str) -> frozenset[int]:
        """The numbers of which anything is known in an event: of its circles, of those removed
        here, of lists of names, and of copies that wait to be settled.
        """
        rows = self._conn.execute(
            "SELECT number FROM circle WHERE event = ?1"
            " UNION SELECT number FROM invited WHERE event = ?1 AND names != '[]'"
            " UNION SELECT json_extract(fields, '$.number') FROM conflicts"
            " WHERE kind = 'circle' AND json_extract(fields, '$.event') = ?1",
            [event],
        )
        here = frozenset(int(row["number"]) for row in rows)
        return here | confirmation.removed_numbers(self._conn, event)

    def _set_head(self, circle: str, fields: dict[str, object]) -> None:
        head = tables.read(self._conn, "circle", circle)
        if head is None or head.removed:
            raise Refused("changed-meanwhile")
        self._edit([replace(head, fields={**head.fields, **fields})])
