"""The library's board: the actions of an event, where each stands, and nothing that was told.

Of ten thousand circles the first that wait are read at once, and all of them by another `Library`
on a thread of its own.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from storycircle.core.headings import numbered
from storycircle.core.model import Circle, Event, Gathered, Placement
from storycircle.core.versioned_record import Record
from storycircle.store import tables
from storycircle.store.library_base import StoreMixin
from storycircle.store.rows import to_circle, to_placement

OF_EVENT = "(SELECT id FROM circle WHERE event = ?)"
_STANDS = "coalesce(nullif(placement.heading, ''), action.heading)"
_UNMOVED = f"""
    SELECT kept.id, kept.number
    FROM (SELECT id, number FROM circle WHERE event = ? ORDER BY number, id LIMIT -1) AS kept
    WHERE EXISTS (
        SELECT 1 FROM action LEFT JOIN placement ON placement.id = action.id || '/placement'
        WHERE circle = kept.id AND {_STANDS} = '' AND ifnull(placement.rank, '') = '')
    LIMIT ?"""  # noqa: S608 (of our own words)
"""Circles with an action that waits where its number has it, by number: no more are looked at than
are wanted. The limit of the inner ones keeps their order.
"""
_MOVED = f"""
    SELECT circle.id, number, min(placement.rank) AS rank
    FROM placement
        JOIN action ON action.id = substr(placement.id, 1, length(placement.id) - 10)
        JOIN circle ON circle.id = action.circle
    WHERE placement.rank != '' AND event = ? AND {_STANDS} = ''
    GROUP BY circle.id ORDER BY rank, number, circle.id LIMIT ?"""  # noqa: S608 (of our own words)
"""Circles with an action that waits where somebody has put it, by where that is."""
_TOGETHER = 400  # ids in one statement


class BoardStore(StoreMixin):
    """The library's operations that read a board."""

    def actions_of(self, event: Event) -> Gathered:
        """An event with the actions of its circles alone, and where these stand."""
        return with_actions(self._conn, event, OF_EVENT, [event.id])

    def first_actions_of(self, event: Event, count: int, near: Sequence[str] = ()) -> Gathered:
        """The same of so many circles: of those with some actions, and of those of which an action
        waits first on the board; else of the first ones by number.
        """
        ids = self._circles_of(near[:_TOGETHER])
        for id_ in self._first_waiting(event.id, count):
            ids.setdefault(id_)
        sql = "SELECT id FROM circle WHERE event = ? ORDER BY number, id LIMIT ?"
        for row in self._conn.execute(sql, [event.id, count]):
            ids.setdefault(row["id"])
        first = list(ids)[: max(count, len(near))]
        which = f"({', '.join('?' * len(first))})"
        return with_actions(self._conn, event, which, first)

    def count_actions(self, event: Event) -> int:
        """How many actions the circles of an event have."""
        sql = f"SELECT count(*) FROM action WHERE circle IN {OF_EVENT}"  # noqa: S608
        (count,) = self._conn.execute(sql, [event.id]).fetchone()
        return int(count)

    def _circles_of(self, actions: Sequence[str]) -> dict[str, None]:
        """The ids of the circles of some actions, in the order of these."""
        marks = ", ".join("?" * len(actions))
        sql = f"SELECT id, circle FROM action WHERE id IN ({marks})"  # noqa: S608
        found = {row["id"]: row["circle"] for row in self._conn.execute(sql, list(actions))}
        return dict.fromkeys(found[id_] for id_ in actions if id_ in found)

    def _first_waiting(self, event: str, count: int) -> list[str]:
        """The ids of circles with an action under no heading, in the board's order."""
        cursor = self._conn.cursor()
        cursor.row_factory = None
        found = [
            (numbered(number, 0), number, id_)
            for id_, number in cursor.execute(_UNMOVED, [event, count])
        ]
        found += [
            (rank, number, id_) for id_, number, rank in cursor.execute(_MOVED, [event, count])
        ]
        return list(dict.fromkeys(id_ for _rank, _number, id_ in sorted(found)))[:count]


def with_actions(
    conn: sqlite3.Connection, event: Event, which: str, args: Sequence[str]
) -> Gathered:
    """An event with some of its circles, by number, and of these with the actions alone. which:
    their ids, as a condition of SQL.
    """
    circles = list(circles_with_actions(conn, event, which, args))
    circles.sort(key=lambda circle: (circle.number, circle.id))
    return Gathered(event, tuple(circles), _placements(conn, circles))


def circles_with_actions(
    conn: sqlite3.Connection, event: Event, which: str, args: Sequence[str]
) -> Iterator[Circle]:
    """The same circles one after another, by their ids."""
    own = [*args, event.id]
    heads = tables.each(conn, "circle", f"id IN {which} AND event = ? ORDER BY id", own)
    actions = tables.each(conn, "action", f"circle IN {which} ORDER BY circle", args)
    for head, parts in _with_parts(heads, actions):
        yield to_circle(head, {"action": parts})


def _with_parts(
    heads: Iterable[Record], parts: Iterable[Record]
) -> Iterator[tuple[Record, list[Record]]]:
    """Each circle's head with its parts, both in the order of the circles' ids. As each is made of
    them at once, the records of ten thousand are never held beside each other.
    """
    groups = groupby(parts, lambda record: str(record.fields["circle"]))
    circle, group = next(groups, ("", iter(())))
    for head in heads:
        while circle and circle < head.id:
            circle, group = next(groups, ("", iter(())))
        yield head, list(group) if circle == head.id else []


def _placements(conn: sqlite3.Connection, circles: Sequence[Circle]) -> dict[str, Placement]:
    """The organiser's editing of the actions of some circles, by action."""
    here = {action.id for circle in circles for action in circle.actions}
    if len(here) > _TOGETHER:
        records = tables.read_all(conn, "placement")
    else:
        marks = ", ".join("?" * len(here))
        ids = [f"{id_}/placement" for id_ in here]
        records = tables.read_all(conn, "placement", f"id IN ({marks})", ids)
    placed = (to_placement(record) for record in records)
    return {one.action: one for one in placed if one.action in here}
