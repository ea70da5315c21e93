"""The library: one SQLite database on the laptop, everything in it. One class, one door.

Every change is one method and one transaction; when a method has returned, the change is on
disk. Raises Refused with a sentence, and then nothing of the change was kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from storycircle.core.bounds import refuse_too_many
from storycircle.core.errors import Refused
from storycircle.core.handing import Handed, Handing
from storycircle.core.merging import Record
from storycircle.core.model import (
    Circle,
    Event,
    Gathered,
    NamesOnPaper,
    Placement,
    Sharing,
    with_sharing,
)
from storycircle.core.telling import proof_of, read_code, shown_code
from storycircle.store import circle_file, handing_on, tables, withdrawing
from storycircle.store.erasable import Erasable
from storycircle.store.gathering import Gathering
from storycircle.store.laptop import LaptopLibrary
from storycircle.store.merge import changed_here, differs
from storycircle.store.paper import refuse_paper
from storycircle.store.records import (
    circle_records,
    event_record,
    part_ids,
    placement_record,
    to_circle,
    to_event,
    to_placement,
)
from storycircle.store.running import Standing, write_standing
from storycircle.store.story_records import to_story, words_fields
from storycircle.store.withdrawing import Leave


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A story that was withdrawn by its code.

    carriers: when (ISO) and under what name files that carry it were written here. circle: its
    circle's id where it was told on this laptop; its next export withdraws it elsewhere.
    """

    carriers: tuple[tuple[str, str], ...]
    circle: str = ""


class Library(LaptopLibrary, Erasable, Gathering):
    """All that is known on this laptop. Use it as a context manager, or close it."""

    # Reading.

    def events(self) -> list[Event]:
        """All events, the latest date first."""
        events = [to_event(record) for record in tables.read_all(self._conn, "event")]
        return sorted(events, key=lambda event: (event.date, event.title), reverse=True)

    def event(self, id_: str | None) -> Event | None:
        record = tables.read(self._conn, "event", id_) if id_ else None
        return to_event(record) if record and not record.removed else None

    def circles(self, event: str | None = None, *, told: bool = True) -> list[Circle]:
        """The circles of an event, or all; by number. For a list of them, without what was told."""
        kinds = tables.PARTS if told else tables.LISTED
        parts = tables.parts_by_circle(self._conn, kinds)
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

    def placements_of(self, circle: Circle) -> dict[str, Placement]:
        """The organiser's editing of a circle's actions, by action."""
        read = (tables.read(self._conn, "placement", f"{a.id}/placement") for a in circle.actions)
        found = [to_placement(record) for record in read if record and not record.removed]
        return {placed.action: placed for placed in found}

    def beside(self) -> int:
        """How many records were changed on two laptops, and wait for a person to settle them."""
        rows = self._conn.execute("SELECT DISTINCT kind, id FROM beside").fetchall()
        return sum(differs(self._conn, row["kind"], row["id"]) for row in rows)

    # Changing.

    def save_event(self, event: Event) -> None:
        """Keep an event as it is now. Raises Refused where no file could hold it."""
        refuse_too_many(event)
        with self._change():
            self._keep([event_record(event)])

    def save_circle(self, circle: Circle, standing: Standing | None = None) -> None:
        """Keep a circle as it is now: what changed, what is gone, and where it stands."""
        refuse_paper(self._conn, circle.id, circle.number)
        with self._change():
            before = self._last.circle(circle.id)
            self._keep(circle_records(circle, before))
            here = part_ids(circle)
            there = part_ids(before) if before else tables.ids_in(self._conn, circle.id)
            for kind, ids in there.items():
                for id_ in set(ids).difference(here[kind]):
                    record = tables.read(self._conn, kind, id_)
                    version = changed_here(self._conn, record, id_, self.device)
                    tables.write(self._conn, Record(kind, id_, {}, version, removed=True))
            if standing is not None:
                write_standing(self._conn, circle.id, standing)
            moment = self._last.moment()
        self._last.note(circle, moment)

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
                fields = {**words_fields(story), "event": gathered.event.id}
                self._keep([Record("story", story.id, fields, {})])

    # Withdrawing.

    def withdraw(self, code: str) -> Withdrawn:
        """Withdraw the story of a teller's code, whoever that is: here it stays from now on, and
        what came from another laptop is erased. Raises Refused.
        """
        kept = read_code(code)
        if not kept:
            raise Refused("not-a-code", code=code[:40])
        own = next((c for c in self.circles() for s in c.stories if s.code == kept), None)
        if own is not None:
            (story,) = (s for s in own.stories if s.code == kept)
            stays = replace(with_sharing(story, Sharing.STAYS), choice=None)
            stories = tuple(stays if s is story else s for s in own.stories)
            self.save_circle(replace(own, stories=stories))
            return Withdrawn(self.carriers(story.id), own.id)
        found = self._conn.execute("SELECT id, proof FROM story WHERE proof != ''").fetchall()
        for row in found:
            if proof_of(row["id"], kept) == row["proof"]:
                carried = self.carriers(row["id"])
                self._erase(partial(withdrawing.withdraw, id_=row["id"], proof=row["proof"]))
                return Withdrawn(carried)
        raise Refused("code-unknown", code=shown_code(kept))

    # Where a circle stands, and what has left.

    def leave(self, circle: Circle, names: NamesOnPaper = NamesOnPaper.AS_TYPED) -> Leave:
        """All that a file of this circle is to hold: its shareable records and withdrawals.

        A file that travels inside paper has members' names as the event's rule says.
        """
        refuse_paper(self._conn, circle.id, circle.number)
        event = self.event(circle.event)
        placed = self.placements_of(circle) if event else {}
        return withdrawing.leave_of(self._conn, circle, event, placed, names)

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
        state = Handed.OVER if row["digest"] == now else Handed.CHANGED
        if state is Handed.CHANGED and (event := self.event(circle.event)) is not None:
            # A file that travels inside paper has names as the event's rule says.
            on_paper = circle_file.root(self.leave(circle, event.names_on_paper))
            state = Handed.OVER if row["digest"] == on_paper else state
        return Handing(state, now, datetime.fromisoformat(row["at"]), row["name"])

    def pack(self, event: Event) -> Leave:
        """All that an event pack is to hold."""
        return withdrawing.pack_of(self._conn, event)

    def handed_on(self) -> list[Leave]:
        """All that is here of circles and may leave, a file each, for another organiser."""
        return handing_on.handed_on(self._conn, lambda id_: self.leave(self.circle(id_)))

    def exported(self, leave: Leave, name: str, digest: str) -> None:
        """Note that a file of a circle was written and read back."""
        with self._change():
            withdrawing.note_left(self._conn, leave)
            self._conn.execute(
                "INSERT OR REPLACE INTO exported (circle, at, name, digest) VALUES (?, ?, ?, ?)",
                [leave.circle, self._now(), name, digest],
            )
            told = [record.id for record in leave.records if record.kind == "story"]
            withdrawing.note_carried(self._conn, name, self._now(), told)

    def reported(self, shareable: Gathered, name: str) -> None:
        """Note that a report of this shareable form was written."""
        told = [story.id for circle in shareable.circles for story in circle.stories]
        told += [story.id for story in shareable.stories]
        with self._change():
            withdrawing.note_carried(self._conn, name, self._now(), told)

    def carriers(self, story: str) -> tuple[tuple[str, str], ...]:
        """When (ISO) and under what name files were written here that carry a story."""
        return tuple(withdrawing.carriers(self._conn, story))

    def names_exported(self, but: str) -> list[str]:
        """The names under which other circles than one were exported from here."""
        rows = self._conn.execute("SELECT name FROM exported WHERE circle != ?", [but])
        return [row["name"] for row in rows]

    def last_export(self, circle: str) -> tuple[str, str] | None:
        """When (ISO) and under what file name a circle was last exported from here."""
        row = self._conn.execute(
            "SELECT at, name FROM exported WHERE circle = ? ORDER BY at DESC", [circle]
        ).fetchone()
        return (row["at"], row["name"]) if row else None

    # Inner steps.

    def _keep(self, records: list[Record]) -> None:
        """Write the records that differ from what is kept, each with one more change of ours."""
        for record in records:
            if tables.holds(self._conn, record):
                continue
            old = tables.read(self._conn, record.kind, record.id)
            version = changed_here(self._conn, old, record.id, self.device)
            tables.write(self._conn, replace(record, version=version))
