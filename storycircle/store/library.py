"""The library: circles, events, files that are merged, and what only this laptop knows.

The library: one SQLite database on the laptop, everything in it. One class, one door.

Every change is one method and one transaction; when a method has returned, the change is on
disk. Raises Refused with a sentence, and then nothing of the change was kept.

Merging into the library, file by file; and taking it back, until the next change.
"""

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from storycircle.core.bounds import refuse_too_many
from storycircle.core.consent.retention import Handed, Handing
from storycircle.core.consent.verdict import Verdict, Yes, yes_in, yes_of
from storycircle.core.consent.withdrawal_code import proof_of, read_code, shown_code
from storycircle.core.errors import Refused
from storycircle.core.formats.sheet_code import Content
from storycircle.core.merge.decision import Outcome
from storycircle.core.model import Circle, Event, Gathered, NamesOnPaper, Placement
from storycircle.core.versioned_record import Record
from storycircle.store import erasure, tables
from storycircle.store.consent import consent_state
from storycircle.store.erasure_store import Erasable
from storycircle.store.events import Desk
from storycircle.store.exchange import (
    apply_merge,
    circle_file,
    confirmation,
    outgoing,
    whole_library,
)
from storycircle.store.exchange.apply_merge import Incoming, MergedFile, merge_into
from storycircle.store.exchange.confirmation import Accepted, Waiting
from storycircle.store.exchange.from_paper import merge_content, refuse_paper
from storycircle.store.exchange.outgoing import Leave
from storycircle.store.local import LaptopLibrary
from storycircle.store.rows import (
    circle_records,
    comparable,
    event_record,
    part_ids,
    placement_record,
    to_circle,
    to_event,
    to_placement,
    to_story,
    words_fields,
)
from storycircle.store.safety import backups
from storycircle.store.safety.disk import explained_change
from storycircle.store.saved_state import Standing, write_standing
from storycircle.store.tables import changed_here, differs


class Gathering(Desk):
    """The part of the library that takes in what other laptops hand over."""

    path: Path

    def merge(self, incoming: Incoming, *, keep: bool = True, accepted: Accepted = ()) -> Outcome:
        """Merge what one circle file held, and say what came of it.

        With keep=False nothing is changed: the outcome is what would happen.
        """
        merged = self.merge_file(incoming, keep=keep, accepted=accepted)
        if keep:
            self.tidy()
        return merged.outcome

    def merge_file(
        self, incoming: Incoming, *, keep: bool = True, accepted: Accepted = ()
    ) -> MergedFile:
        """Merge what a circle file held, all or nothing but for what waits to be accepted.

        After the last of several files `tidy` is wanted.
        """
        with self._change(keep=keep):
            merged = merge_into(self._conn, incoming, self.device, accepted)
            if merged.withdrawn:
                erasure.owe(self._conn, erasure.buried(merged.withdrawn))
            if merged.twin:
                self._be_renamed()
            self._came(incoming, merged.merged)
        return merged

    def merge_code(
        self, content: Content, *, keep: bool = True, accepted: Accepted = ()
    ) -> tuple[Outcome, bool, Waiting | None]:
        """Take in what the code on a circle's paper held, where its file is not here.

        Returns what came of it, whether what stands says the same as the paper, and what of it
        waits to be accepted. With keep=False nothing is changed.
        """
        back = confirmation.came_back(content.number)
        with self._change(keep=keep):
            if confirmation.was_removed(self._conn, content.circle):
                if not back.accepted(accepted):
                    return Outcome.SAME, True, back
                confirmation.forget_removal(self._conn, content.circle)
            outcome, says_so = merge_content(self._conn, content)
            if outcome is not Outcome.SAME:
                self._note_arrival(content.circle, outcome)
        return outcome, says_so, None

    @abstractmethod
    def erase_owed(self) -> None:
        """Erase what was struck out of the rows from all else. Raises Refused."""

    def tidy(self) -> None:
        """Let text that was written over leave the log, and what was withdrawn the copies too."""
        if erasure.all_owed(self._conn):
            self.erase_owed()
            return
        with explained_change():
            self._conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    # Taken back.

    def merged_onto(self, copy: str) -> None:
        """Note that files were merged, and which copy holds the library as it was before."""
        with self._change():
            apply_merge.note(self._conn, copy)

    def can_take_back(self) -> bool:
        """Whether nothing has changed since files were last merged, and the copy is there."""
        copy = apply_merge.noted(self._conn)
        return copy is not None and copy in backups.names(self.path)

    def take_back(self) -> None:
        """Let the library be as it was before files were last merged.

        What a teller withdrew stays withdrawn: it has gone from the copy too. Raises Refused
        where anything changed since, or the copy is gone, and then nothing is changed.
        """
        copy = apply_merge.noted(self._conn)
        if copy is None or copy not in backups.names(self.path):
            raise Refused("nothing-to-take-back")
        old = backups.folder(self.path) / copy
        with apply_merge.attached(self._conn, old), self._change():
            apply_merge.take_back(self._conn, self.device)
        self.tidy()


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A story that was withdrawn by its code.

    carriers: when (ISO) and under what name files that carry it were written here. circle: its
    circle's id where it was told on this laptop; its next export withdraws it elsewhere. later:
    its teller was asked again since, and it leaves by that later yes.
    """

    carriers: tuple[tuple[str, str], ...]
    circle: str = ""
    later: bool = False


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

    def save_circle(self, circle: Circle, standing: Standing | None = None) -> Circle:
        """Keep a circle as it is now: what changed, what is gone, and where it stands.

        Returns it as it is kept: a story stays of which a no came in from elsewhere.
        """
        with self._change():
            refuse_paper(self._conn, circle.id, circle.number)
            before = self._last.circle(circle.id)
            stay = {
                record.id: to_story(record) for record in self._keep(circle_records(circle, before))
            }
            if stay:
                stories = tuple(stay.get(story.id, story) for story in circle.stories)
                circle = replace(circle, stories=stories)
            here = part_ids(circle)
            there = part_ids(before) if before else tables.ids_in(self._conn, circle.id)
            for kind, ids in there.items():
                for id_ in set(ids).difference(here[kind]):
                    record = tables.read(self._conn, kind, id_)
                    version = changed_here(self._conn, record, id_, self.device)
                    tables.write(self._conn, Record(kind, id_, {}, version, removed=True))
                    if kind == "story":
                        consent_state.note_change(self._conn, record, None, self.device)
            if standing is not None:
                write_standing(self._conn, circle.id, standing)
            moment = self._last.moment()
        self._last.note(circle, moment)
        return circle

    def save_placements(self, placements: Iterable[Placement]) -> None:
        """Keep the organiser's editing of actions."""
        with self._change():
            self._keep([placement_record(placed) for placed in placements])

    def load(self, gathered: Gathered) -> int:
        """Keep a whole event: all of it or nothing. Returns how many of its stories stay out, as
        they were withdrawn, taken out or are here already.
        """
        told = {story.id: story for circle in gathered.circles for story in circle.stories}
        told |= {story.id: story for story in gathered.stories}
        with self._change():
            found = {id_: consent_state.may_load(self._conn, story) for id_, story in told.items()}
            self._keep([event_record(gathered.event)])
            for circle in gathered.circles:
                self._take(circle_records(circle), found)
            self._keep([placement_record(placed) for placed in gathered.placements.values()])
            fields = [{**words_fields(s), "event": gathered.event.id} for s in gathered.stories]
            of_event = zip(gathered.stories, fields, strict=True)
            self._take([Record("story", s.id, held, {}) for s, held in of_event], found)
        return sum(verdict is not Verdict.STANDS for verdict in found.values())

    def _take(self, records: list[Record], found: Mapping[str, Verdict]) -> None:
        """Keep the records of a document, and of its stories those that may come in."""
        for record in records:
            verdict = found[record.id] if record.kind == "story" else Verdict.STANDS
            if verdict is Verdict.STANDS:
                self._keep([record])
            elif verdict is Verdict.UNAWARE:
                theirs = replace(comparable(record), version={self.device: 1})
                consent_state.ask_about(self._conn, theirs)

    # Withdrawing.

    def withdraw(self, code: str) -> Withdrawn:
        """Withdraw the story of a teller's code, whoever that is: here it stays from now on, and
        what came from another laptop is erased. Raises Refused.
        """
        kept = read_code(code)
        if not kept:
            raise Refused("not-a-code", code=code[:40])
        yes = next((yes for yes in self._yeses() if proof_of(yes.id, kept) == yes.proof), None)
        known = consent_state.all_ended(self._conn).get(yes) if yes else None
        if yes is None or (known is not None and known.by_code):  # withdrawn already: it is gone
            raise Refused("code-unknown", code=shown_code(kept))
        own = consent_state.own_story(self._conn, yes)
        carried = self.carriers(own.id if own is not None else yes.id)
        gone = consent_state.Ended(yes, by_code=True, circle=known.circle if known else "")
        self._erase(erasure.by_code(gone))
        circle = str(own.fields["circle"]) if own is not None else gone.circle
        return Withdrawn(carried, circle, later=consent_state.leaves_from_here(self._conn, yes.id))

    def _yeses(self) -> list[Yes]:
        """Each yes that is known here: of stories that stand, that wait to be looked at, and that
        ended.
        """
        standing = tables.read_all(self._conn, "story", "sharing != 'stays'")
        found = [yes for record in standing if (yes := yes_of(to_story(record))) is not None]
        found += consent_state.all_ended(self._conn)
        beside = self._conn.execute("SELECT DISTINCT id FROM beside WHERE kind = 'story'")
        for row in beside.fetchall():
            found += [yes_in(copy) for copy in tables.read_beside(self._conn, row["id"])]
        return found

    def leave_unconfirmed(self) -> int:
        """Let every story that may leave wait for a person; how many those are."""
        with self._change():
            return consent_state.leave_unconfirmed(self._conn)

    def unconfirmed(self) -> int:
        """How many stories from other laptops are in no report until a person confirms them."""
        return len(self._unconfirmed())

    def confirm(self) -> None:
        """Let the stories from other laptops stand that waited since a recovery."""
        with self._change():
            for record in self._unconfirmed():
                fields = {k: v for k, v in record.fields.items() if k != "unconfirmed"}
                tables.write(self._conn, replace(record, fields=fields))

    def _unconfirmed(self) -> list[Record]:
        found = tables.read_all(self._conn, "story", "unconfirmed = 1")
        return [record for record in found if not consent_state.is_own(record)]

    # Where a circle stands, and what has left.

    def leave(self, circle: Circle, names: NamesOnPaper = NamesOnPaper.AS_TYPED) -> Leave:
        """All that a file of this circle is to hold: its shareable records and withdrawals.

        A file that travels inside paper has members' names as the event's rule says.
        """
        refuse_paper(self._conn, circle.id, circle.number)
        event = self.event(circle.event)
        placed = self.placements_of(circle) if event else {}
        return outgoing.leave_of(self._conn, circle, event, placed, names)

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
        return outgoing.pack_of(self._conn, event)

    def handed_on(self) -> list[Leave]:
        """All that is here of circles and may leave, a file each, for another organiser."""
        return whole_library.handed_on(self._conn, lambda id_: self.leave(self.circle(id_)))

    def is_held(self, circle: str) -> bool:
        """Whether a circle's own laptop is this one: only then is there anything that stays."""
        return whole_library.is_held(self._conn, circle)

    def exported(self, leave: Leave, name: str, digest: str) -> None:
        """Note that a file of a circle was written and read back."""
        with self._change():
            outgoing.note_left(self._conn, leave)
            self._conn.execute(
                "INSERT OR REPLACE INTO exported (circle, at, name, digest) VALUES (?, ?, ?, ?)",
                [leave.circle, self._now(), name, digest],
            )
            told = [record.id for record in leave.records if record.kind == "story"]
            outgoing.note_carried(self._conn, name, self._now(), told)

    def reported(self, shareable: Gathered, name: str) -> None:
        """Note that a report of this shareable form was written."""
        told = [story.id for circle in shareable.circles for story in circle.stories]
        told += [story.id for story in shareable.stories]
        with self._change():
            outgoing.note_carried(self._conn, name, self._now(), told)

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

    # Inner steps.

    def _keep(self, records: list[Record]) -> list[Record]:
        """Write the records that differ from what is kept, each with one more change of ours.

        Returns the stories that stay as their yes has ended.
        """
        narrowed = []
        for record in records:
            kept = record
            if record.kind == "story":
                kept = consent_state.allowed(self._conn, record)
                narrowed += [kept] if kept is not record else []
            if tables.holds(self._conn, kept):
                continue
            old = tables.read(self._conn, kept.kind, kept.id)
            version = changed_here(self._conn, old, kept.id, self.device)
            tables.write(self._conn, replace(kept, version=version))
            if kept.kind == "story":
                consent_state.note_change(self._conn, old, kept, self.device)
        return narrowed
