"""The schema, as one page. Libraries and circle files share it; they differ in application id.

Every record that travels has `id`, `version` (a version vector as JSON: device -> count) and
`digest` (SHA-256 over its fields). Lists are JSON. Empty text is text; NULL means "not here":
a circle file leaves NULL what may not leave the circle.
"""

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from storycircle.core.error_sentences import Refused

if TYPE_CHECKING:
    from sqlite_utils import Database


LIBRARY_ID = 0x53434C31  # "SCL1"
EARLY_LIBRARY_ID = 0x53434C42  # "SCLB": of libraries from before the first release
FILE_ID = 0x53434946  # "SCIF"
MEMBERS_ID = 0x5343494D  # "SCIM": of files for members only
VERSION = 1
"""The version of circle files, kept as SQLite's user_version."""
LIBRARY_VERSION = 3
"""The version of libraries, kept in the same place: how many steps `migrations` has."""
STEPS = ("0001_schema", "0002_lines", "0003_checkout")
"""The names of these steps."""

RECORDS: dict[str, dict[str, type]] = {
    # What the organiser decides before the day.
    "event": {
        "title": str,
        "date": str,
        "venue": str,
        "question": str,
        "dialogue_questions": str,  # JSON list
        "headings": str,  # JSON list
        "stalls": str,  # JSON list
        "programme": str,  # JSON list of [starts, ends, title]
        "expected": int,
        "source": str,
        # What is read out as a circle opens; NULL where the event says nothing of its own.
        "purpose": str,
        "ground_rules": str,  # JSON list
        "promise": str,
        "organisation": str,
        "keep_until": str,
        "recipients": str,  # JSON list of public keys
        "names_on_paper": str,
    },
    "circle": {
        "event": str,
        "number": int,
        "theme": str,
        "facilitator": str,
        "writer": str,
        "consent": int,
        "past": str,  # JSON list of [id, name, role, agency] of who left
        "also": str,  # JSON list of words to look for in stories without names
        "stories_here": int,
    },
    "member": {"circle": str, "place": int, "name": str, "role": str, "agency": str},
    # A story that left without names has neither circle nor teller, only the event it is of.
    "story": {
        "event": str,
        "circle": str,
        "teller": str,
        "place": int,
        "title": str,
        "points": str,
        "quote": str,
        "sharing": str,
        "left_as": str,
        "tags": str,  # JSON list
        "about": str,
        "choice": str,  # JSON object, as a teller was asked
        "answers": str,  # JSON list of [found, instead or null]
        "code": str,
        "proof": str,  # by which the code is known on other laptops
        "under": str,  # the circle a story without names is printed under
        "unconfirmed": int,  # 1 where a later no may have been lost with a damaged library
    },
    "note": {"circle": str, "place": int, "question": str, "notes": str},
    "idea": {
        "circle": str,
        "place": int,
        "text": str,
        "hands": int,
        "who": str,  # JSON list of members' ids, and of "name:" with a name for others
        "by": str,
        "heading": str,
        "stall": str,
        "story": str,
    },
    "action": {
        "circle": str,
        "place": int,
        "text": str,
        "who": str,  # JSON list of members' ids, and of "name:" with a name for others
        "by": str,
        "heading": str,
        # Where it arose: a market stall, a story's id; NULL where nobody has said.
        "stall": str,
        "story": str,
    },
    # The organiser's editing of an action.
    "placement": {"action": str, "heading": str, "wording": str, "rank": str},
    # Names known before the day, by circle: in event packs only.
    "invited": {"event": str, "number": int, "names": str},  # names as a JSON list
    # What a later version of this format adds to a record: kept and passed on, not understood.
    "addition": {"belongs": str, "sort": str, "event": str, "circle": str, "fields": str},
}
OF_LINES: dict[str, dict[str, type]] = {
    # Of lines of meetings: in libraries, and in files for members only. No circle file has them.
    "line": {
        "title": str,
        "question": str,
        "kind": str,
        "next": str,
        "ground_rules": str,  # JSON list
    },
    "meeting": {
        "circle": str,
        "line": str,
        "number": int,
        "stays": int,
        "ticked": str,  # JSON list of codes
        "last_time": str,  # JSON list of [id, text, [names], by, thread], with its state
    },
    "attendance": {
        "circle": str,
        "person": str,
        "member": str,
        "name": str,
        "came": str,
        "buddy": str,
        "reason": str,
    },
    "inquiry": {
        "circle": str,
        "place": int,
        "thread": str,
        "owners": str,  # JSON list of persons
        "question": str,
        "about": str,
        "worded": str,  # JSON list of [until, question]
        "choices": str,  # JSON list of objects, as each owner was asked
    },
    "inquiry_note": {
        "circle": str,
        "inquiry": str,
        "place": int,
        "on_day": str,
        "under_question": int,
        "text": str,
    },
    "inquiry_action": {
        "circle": str,
        "inquiry": str,
        "place": int,
        "text": str,
        "who": str,  # JSON list of persons, and of "name:" with a name for others
        "by": str,
        "heading": str,
        "stall": str,
    },
}
FIRST = tuple(RECORDS)
"""The kinds of the first schema of libraries; what came later has a step of its own."""
RECORDS |= OF_LINES

ADDED: dict[str, tuple[str, ...]] = {"story": ("unconfirmed",)}
"""The columns that circle files from before the first release do not have: they are NULL there."""
EARLY_CODES: dict[str, dict[str, dict[str, str]]] = {
    "event": {"names_on_paper": {"as typed": "as_typed", "first word": "first_word"}},
}
"""By kind and column, the codes in circle files from before the first release, and today's."""
MAY_LACK: dict[str, tuple[str, ...]] = {
    # Other columns that may be NULL.
    "event": ("purpose", "ground_rules", "promise"),
    "circle": ("event",),
    "story": ("event", "circle", "teller", "place", "unconfirmed"),
    "addition": ("event", "circle"),
    "action": ("stall", "story"),
    "idea": ("stall", "story"),
}

PRIVATE: dict[str, tuple[str, ...]] = {
    # Columns that no circle file fills.
    "circle": ("writer", "consent", "past", "also", "stories_here"),
    "member": ("role", "agency"),
    "story": ("left_as", "about", "choice", "answers", "code", "unconfirmed"),
    "action": ("story",),
    "inquiry": ("choices",),
}

OTHER: dict[str, tuple[dict[str, type], str | tuple[str, ...]]] = {
    # Tombstones: records that are gone, without their content.
    "removed": ({"id": str, "kind": str, "circle": str, "version": str}, "id"),
    # The other copies of records changed by laptops that did not know it, until a person settles
    # them.
    "conflicts": (
        {"id": str, "kind": str, "fields": str, "version": str, "digest": str},
        ("id", "digest"),
    ),
    # Circles known from the code on their paper alone, which their own file replaces.
    "paper": ({"circle": str, "content": str}, "circle"),
    # On a laptop only: the saved state of a circle, what has left, and this laptop's own name.
    "saved_state": (
        {"circle": str, "stage": int, "round": str, "plan": str, "at": str, "clocks": str},
        "circle",
    ),
    "left": ({"id": str, "circle": str, "version": str, "words": str}, "id"),
    "exported": ({"circle": str, "at": str, "name": str, "digest": str}, ("circle", "at")),
    # A facilitator's own words to open a circle with: JSON of purpose, rules and promise.
    "opening_words": ({"circle": str, "event": str, "words": str}, "circle"),
    # Which stories a file or report carries.
    "carried": ({"story": str, "at": str, "name": str}, ("story", "at", "name")),
    # Each yes that is known to have ended; by_code: 1 where it was withdrawn, 0 where it was taken
    # back or erased. circle: that of its story, if here. outside: 1 where it may have been on
    # another laptop, so that files have it.
    "withdrawn": (
        {"id": str, "proof": str, "by_code": int, "circle": str, "outside": int},
        ("id", "proof"),
    ),
    # What is still to be erased from the backups: JSON, with the names of those that are done.
    "owed": ({"id": str, "what": str, "through": str}, "id"),
    "setting": ({"name": str, "value": str}, "name"),
    # When a circle was first merged here, and when a later file last changed it.
    "arrivals": ({"circle": str, "at": str, "corrected": str}, "circle"),
}
FIRST_OTHER = tuple(OTHER)
"""Those of the first schema of libraries."""
OTHER |= {
    # Which circles' check-outs were shown together, for good: the id of their group, that of the
    # circle where it is one, and empty where it has left and is in none yet.
    "checkout_group": ({"circle": str, "shown": str}, "circle"),
}

_SEALED = {
    "saved_state": ("stage", "round", "plan", "at", "clocks"),
    "conflicts": ("fields", "version"),
}
"""The columns over which their row has a digest. All others of these tables stand in an index too:
the check of a library's pages finds where the two differ, so that a changed byte is no other row.
"""

MANIFEST: tuple[dict[str, type], str] = ({"root": str, "records": int}, "root")
"""In a circle file only: how many records it holds, and the digest of all their digests."""


def columns_by_table() -> dict[str, list[str]]:
    """The columns of each table of a library, in their order."""
    records = {kind: ["id", *columns, "version", "digest"] for kind, columns in RECORDS.items()}
    return records | {name: list(columns) for name, (columns, _pk) in OTHER.items()}


def is_latest(conn: sqlite3.Connection) -> bool:
    """Whether a library has taken all steps, by its own list of them: no library for migrations is
    imported for the answer. False also where that list cannot be made out.
    """
    try:
        (version,) = conn.execute("PRAGMA user_version").fetchone()
        found = conn.execute(
            "SELECT migration_set, name, applied_at FROM _sqlite_migrations"
        ).fetchall()
    except (sqlite3.DatabaseError, Refused):
        return False
    taken = tuple(sorted(name for owner, name, _when in found if owner == "storycircle"))
    return version == LIBRARY_VERSION and taken == STEPS


def create(db: "Database") -> None:
    """Make the tables of a library, the rows of each in the order of its key.

    The keys are random. In any other order SQLite numbers rows as they come, and so says which
    stories came together.
    """
    for kind in FIRST:
        _table(db, kind, *_of_records(kind), ordered=True)
    for name in FIRST_OTHER:
        _other(db, name)
    for kind in ("member", "story", "note", "idea", "action"):
        db.table(kind).create_index(["circle"])
    db.table("circle").create_index(["event"])
    db.table("addition").create_index(["belongs"])
    db.table("story").create_index(["left_as"])
    for name in FIRST_OTHER:
        _twice(db, name)


def create_lines(db: "Database") -> None:
    """Make the tables of lines in a library."""
    for kind in OF_LINES:
        _table(db, kind, *_of_records(kind), ordered=True)
    for kind in IN_MEETINGS:
        db.table(kind).create_index(["circle"])
    db.table("meeting").create_index(["line"])


def create_checkout(db: "Database") -> None:
    """Make the table of what was shown of check-outs in a library."""
    _other(db, "checkout_group")
    _twice(db, "checkout_group")


def create_members_file(db: "Database") -> None:
    """Make the tables of a file for members only, whose writer sorts by id."""
    for kind in FOR_MEMBERS:
        _table(db, kind, *_of_records(kind), ordered=False)
    _table(db, "removed", *OTHER["removed"], ordered=False)
    _table(db, "manifest", *MANIFEST, ordered=False)


def create_file(db: "Database") -> None:
    """Make the tables of a circle file, whose writer sorts by id."""
    for kind in TRAVELLING:
        _table(db, kind, *_of_records(kind), ordered=False)
    _table(db, "removed", *OTHER["removed"], ordered=False)
    _table(db, "manifest", *MANIFEST, ordered=False)


TRAVELLING = ("event", "circle", "member", "story", "action", "placement", "invited", "addition")
"""The kinds of record that a circle file holds; dialogue and ideas never leave.

Within one version these tables never change: what a later Story Circle adds travels as additions,
each with the id of the record it belongs to, a sort of its own, and a JSON object.
"""


STAYS_HERE = "stall_kept"
"""The sort of additions that no file ever has: quotations of a stall without leave."""
ASKED_ABOUT = ("stall_run", "recommendation", "chapter", "story_place")
"""The sorts of additions between two of which a person decides."""

IN_MEETINGS = ("meeting", "attendance", "inquiry", "inquiry_note", "inquiry_action")
"""The kinds of record that belong to a circle as a meeting of its line."""
GOING_ON = ("member", "action", *IN_MEETINGS)
"""The kinds of a circle's records that go on within its line."""
FOR_MEMBERS = ("line", "circle", *GOING_ON, "addition")
"""The kinds of record that a file for members only holds: no story, no note, no idea."""


def _of_records(kind: str) -> tuple[dict[str, type], str]:
    """The columns and the key of a table of records."""
    return {"id": str, **RECORDS[kind], "version": str, "digest": str}, "id"


def _other(db: "Database", name: str) -> None:
    _table(db, name, *OTHER[name], ordered=True)


def _twice(db: "Database", name: str) -> None:
    """Make the index in which a row's columns stand a second time."""
    twice = [column for column in OTHER[name][0] if column not in _SEALED.get(name, ())]
    db.table(name).create_index(twice, f"{name}_twice")


def _table(
    db: "Database",
    name: str,
    columns: dict[str, Any],
    pk: str | Sequence[str],
    *,
    ordered: bool,
) -> None:
    """Make a table. ordered: whether its rows are in the order of their key."""
    sql = db.create_table_sql(name, columns, pk=pk, strict=True).rstrip().removesuffix(";")
    db.conn.execute(f"{sql}, WITHOUT ROWID" if ordered else sql)
