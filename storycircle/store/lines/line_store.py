"""The library's lines: their records, their meetings, what is handed on within them."""

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.lines.records import Line
from storycircle.core.meetings.next_meeting import in_order, missing_between
from storycircle.core.merge.decision import Outcome
from storycircle.core.model import Circle
from storycircle.core.versioned_record import Record
from storycircle.store import tables
from storycircle.store.afterwards import action_reviews
from storycircle.store.circles import read_circle, read_lines
from storycircle.store.exchange import circle_details
from storycircle.store.exchange.apply_merge import merge_records
from storycircle.store.library_base import StoreMixin
from storycircle.store.lines.meeting_rows import line_record
from storycircle.store.rows import comparable
from storycircle.store.saved_state import PROJECT_OF_LINE
from storycircle.store.schema import FOR_MEMBERS, GOING_ON

ADDED = frozenset(
    {circle_details.PLACE, circle_details.LINE_OF, circle_details.ROUNDS, action_reviews.SORT}
)
"""The sorts of additions that go on within a line: where and when a meeting was, its rounds, what
of it leaves the line, and what became of its actions.
"""


class ForMembers(Struct, frozen=True):
    """What is handed on within a line: records, then tombstones. line: the line's id. name: that of
    the file it came in.
    """

    line: str
    records: tuple[Record, ...]
    removed: tuple[Record, ...] = ()
    name: str = ""


class GoesOn(Struct, frozen=True):
    """What came of a file for members only. meetings: how many are here now. missing: the numbers
    of the earlier ones that are not. apart: how much of it was changed on two laptops that knew
    nothing of each other, and waits for a person.
    """

    line: Line
    outcome: Outcome
    meetings: int
    missing: tuple[int, ...] = ()
    apart: int = 0


class LineStore(StoreMixin):
    """The library's operations on lines of meetings."""

    def lines(self) -> list[Line]:
        """All lines whose meetings go on here, by title."""
        return sorted(read_lines(self._conn).values(), key=lambda line: (line.title, line.id))

    def meetings(self, line: str) -> list[Circle]:
        """The meetings of a line that are here, the earliest first."""
        rows = self._conn.execute("SELECT circle FROM meeting WHERE line = ?", [line]).fetchall()
        return in_order(read_circle(self._conn, row["circle"]) for row in rows)

    def meeting_places(self) -> dict[str, tuple[str, int]]:
        """Of each circle that is a meeting, its line's id and which meeting of it it is."""
        rows = self._conn.execute("SELECT circle, line, number FROM meeting").fetchall()
        return {row["circle"]: (row["line"], row["number"]) for row in rows}

    def save_line(self, line: Line) -> None:
        """Save a line's title, question, ground rules and next date as they are now."""
        with self._change():
            self._keep([line_record(line)])

    def project_of_line(self, line: str) -> str:
        """The title of the project whose report a line is in; "" where it is in none."""
        return self._setting(f"{PROJECT_OF_LINE}{line}")

    def keep_project_of_line(self, line: str, title: str) -> None:
        """Keep of which project a line is, "" for none. It stays on this laptop, as the line does:
        its circles alone leave, and say nothing of a project.
        """
        if self.project_of_line(line) == title:
            return
        with self._change():
            sql = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"
            self._conn.execute(sql, [f"{PROJECT_OF_LINE}{line}", title])

    # What is handed on within a line.

    def for_members(self, line: str) -> ForMembers:
        """All that goes on to the next facilitator of a line: its meetings, when and where they
        were, who was there, the inquiries with what was noted and what follows, the actions and
        what became of them. Not the stories, dialogue notes, ideas, roles and agencies, nor what
        owners said of leaving: these stay where they were told. Raises Refused where no meeting of
        it is here.
        """
        head = tables.read(self._conn, "line", line)
        met = self._conn.execute("SELECT circle FROM meeting WHERE line = ?", [line]).fetchall()
        circles = [str(row["circle"]) for row in met]
        if head is None or head.removed or not circles:
            raise Refused("no-meeting-here")
        found, removed = [head], list[Record]()
        for circle in circles:
            known = tables.read(self._conn, "circle", circle)
            found += [known] if known is not None and not known.removed else []
            for kind in GOING_ON:
                found += tables.read_all(self._conn, kind, "circle = ?", [circle])
            found += self._added(circle)
            removed += self._taken_out(circle)
        records = sorted(map(comparable, found), key=_order)
        return ForMembers(line, tuple(records), tuple(removed))

    def _added(self, circle: str) -> list[Record]:
        """What is added to a meeting and to its actions, as far as it goes on within the line."""
        where = "belongs = ? OR belongs IN (SELECT id FROM action WHERE circle = ?)"
        found = tables.read_all(self._conn, "addition", where, [circle, circle])
        return [one for one in found if one.fields["sort"] in ADDED]

    def _taken_out(self, circle: str) -> list[Record]:
        """What was taken out of a meeting, as tombstones."""
        rows = self._conn.execute("SELECT * FROM removed WHERE circle = ? ORDER BY id", [circle])
        found = (tables.read(self._conn, row["kind"], row["id"]) for row in rows.fetchall())
        return [
            replace(one, fields={"circle": circle})
            for one in found
            if one is not None and one.kind in GOING_ON
        ]

    def handed_on_within(self, line: str, name: str) -> None:
        """Note that a file for members only was written, under a name: it may be written anew."""
        with self._change():
            sql = "INSERT OR REPLACE INTO exported (circle, at, name, digest) VALUES (?, ?, ?, '')"
            self._conn.execute(sql, [line, self._now(), name])

    def go_on(self, came: ForMembers) -> GoesOn:
        """Take in a file for members only, so that the line goes on here; all or nothing. The
        meetings that are here already are merged with it, record by record.
        """
        with self._change():
            steps = merge_records(self._conn, (*came.records, *came.removed), self.device)
            if any(step.twin for step in steps):
                self._be_renamed()
        # Of an addition no person has to look at two copies.
        outcomes = {
            Outcome.UPDATED
            if step.outcome is Outcome.LOOK and step.after.kind == "addition"
            else step.outcome
            for step in steps
        }
        line = read_lines(self._conn)[came.line]
        here = [at for of, at in self.meeting_places().values() if of == came.line]
        two = tables.in_two_copies(self._conn)
        apart = sum(
            one.id in two and tables.differs(self._conn, one.kind, one.id) for one in came.records
        )
        lacking = tuple(missing_between(here))
        return GoesOn(line, _whole(outcomes), len(here), lacking, apart)


def _whole(outcomes: set[Outcome]) -> Outcome:
    for one in (Outcome.LOOK, Outcome.NEW, Outcome.UPDATED):
        if one in outcomes:
            return Outcome.UPDATED if one is Outcome.NEW and len(outcomes) > 1 else one
    return Outcome.SAME


def _order(record: Record) -> tuple[int, str]:
    return FOR_MEMBERS.index(record.kind), record.id
