"""What a file may contain, record by record and word by word: only what the app itself can write.

A file of a circle comes from `outgoing.leave_of`, from `whole_library.handed_on` (as it came, and
one for each further copy) and inside a sheet. A pack comes from `outgoing.pack_of`, an event handed
on and the withdrawals from `whole_library.handed_on`.

Sizes, counts and places are those of the JSON document, from `core/size_limits.py` and
`core/text.py`.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from sqlite3 import Row
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core import size_limits
from storycircle.core.headings import is_rank
from storycircle.core.model import LARGEST, NamesOnPaper, Sharing
from storycircle.core.size_limits import LINE, MOST_TAGS, NOTES, PARAGRAPH
from storycircle.core.text import cleaned
from storycircle.core.turns.opening_words import MOST_RULES
from storycircle.core.versioned_record import Record
from storycircle.store import schema
from storycircle.store.exchange import sealed_file
from storycircle.store.rows import digest, from_row

_MANY = size_limits.MOST_CIRCLES * LARGEST


class FileKind(Struct, frozen=True):
    """A kind of file. records: the most records of each kind in it. removed: the kinds of its
    tombstones.
    """

    records: Mapping[str, int]
    removed: frozenset[str]


CIRCLE = FileKind(
    {
        "event": 1,
        "circle": 1,
        "member": size_limits.MOST_PARTS,
        "story": size_limits.MOST_PARTS,
        "action": size_limits.MOST_PARTS,
        "placement": size_limits.MOST_PARTS,
        "addition": _MANY,
    },
    frozenset({"member", "action", "story"}),
)
"""A circle, as its own laptop hands it over or as an organiser hands it on."""
EVENT = FileKind(
    {"event": 1, "invited": size_limits.MOST_CIRCLES, "story": _MANY, "addition": _MANY},
    frozenset(),
)
"""An event pack, or an event handed on with its stories without names."""
REST = FileKind({"story": _MANY, "addition": _MANY}, frozenset({"member", "action", "story"}))
"""What was withdrawn, what is gone of circles that are not in the archive, and stories without
names of events that are not in it either.
"""
IN_CIRCLE = frozenset({"member", "action"})
"""The kinds whose tombstones name their circle. That of a story does not: one without names is
not told together with its circle."""
_MOST_REMOVED = _MANY


def kind_of(records: Sequence[Record]) -> FileKind:
    """The kind of a file with these records."""
    kinds = {record.kind for record in records}
    if "circle" in kinds:
        return CIRCLE
    return EVENT if kinds & {"event", "invited"} else REST


def check(records: Sequence[Record], removed: Sequence[Record]) -> None:
    """Raise ValueError where no writer of ours writes these into one file."""
    kind = kind_of(records)
    counts = Counter(record.kind for record in records)
    if any(count > kind.records.get(name, 0) for name, count in counts.items()):
        raise ValueError(counts)
    if len(removed) > _MOST_REMOVED or not {one.kind for one in removed} <= kind.removed:
        raise ValueError(len(removed))
    ids = Counter(record.id for record in (*records, *removed))
    if any(count > 1 for count in ids.values()):
        raise ValueError(len(ids))  # an id is of one record, of one kind, and it is there or gone
    heads = {record.id for record in records if record.kind == "circle"}
    for record in records:
        inside = (record.fields.get("circle"), record.fields.get("under"))
        if not {place for place in inside if place} <= heads:
            raise ValueError(record.id)
    for tombstone in removed:
        named = tombstone.fields.get("circle")
        if (named is not None) != (tombstone.kind in IN_CIRCLE):
            raise ValueError(tombstone.id)
        if heads and named is not None and named not in heads:
            raise ValueError(tombstone.id)


_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]"
_MOST_ID = 300  # letters: an id of ours is 36, one of a withdrawal some hundred more
_OTHERS_IDS = ("event", "circle", "teller", "under", "action", "story", "belongs")
"""The fields that name another record."""
_MOST_DEVICES = 1_000
_MOST_NAMES = 1_000  # known before the day for one circle
_LETTERS: dict[str, dict[str, int]] = {
    "event": {
        **dict.fromkeys(("title", "venue", "source", "organisation"), LINE),
        **dict.fromkeys(("question", "purpose", "promise"), PARAGRAPH),
    },
    "circle": {"theme": PARAGRAPH, "facilitator": LINE},
    "member": {"name": LINE},
    "action": {"text": PARAGRAPH, "by": LINE, "heading": PARAGRAPH, "stall": PARAGRAPH},
    "placement": {"heading": PARAGRAPH, "wording": PARAGRAPH, "rank": LINE},
    "story": {"title": LINE, "points": NOTES, "quote": PARAGRAPH},
}
_LISTS: dict[str, dict[str, int]] = {
    "event": {
        "dialogue_questions": size_limits.MOST_QUESTIONS,
        "headings": size_limits.MOST_HEADINGS,
        "stalls": size_limits.MOST_STALLS,
        "ground_rules": MOST_RULES,
        "recipients": size_limits.MOST_KEYS,
    },
    "story": {"tags": MOST_TAGS},
    "action": {"who": size_limits.MOST_PARTS},
    "invited": {"names": _MOST_NAMES},
}


def sound_record(kind: str, row: Row) -> Record:
    """A row as a record, its types and digest checked. Raises ValueError."""
    early = from_row(kind, row)
    if row["digest"] != digest(kind, early.id, early.fields, early.version):
        raise ValueError(early.id)
    record = _of_today(early) if kind in schema.EARLY_CODES else early
    fields = record.fields
    columns = schema.RECORDS[kind]
    for key, value in fields.items():
        if type(value) is not columns[key]:
            raise ValueError(record.id)
    _check_id(record.id)
    _check_texts([value for value in fields.values() if isinstance(value, str)])
    never, always = _rules(kind)
    if not always <= fields.keys() or not never.isdisjoint(fields):
        raise ValueError(record.id)
    _check_meaning(record)
    _check_version(record.version)
    return record


def _of_today(record: Record) -> Record:
    """A record from before the first release with the codes that are written today."""
    codes = schema.EARLY_CODES.get(record.kind, {})
    found = {
        column: codes[column][value]
        for column, value in record.fields.items()
        if column in codes and isinstance(value, str) and value in codes[column]
    }
    return replace(record, fields={**record.fields, **found}) if found else record


def sound_tombstone(row: Row) -> Record:
    """A row of `removed` as a checked tombstone, which names its circle. Raises ValueError."""
    version = json.loads(row["version"])
    _check_version(version)
    _check_id(row["id"])
    if row["circle"] is not None:
        _check_id(row["circle"])
    fields = {} if row["circle"] is None else {"circle": row["circle"]}
    return Record(row["kind"], row["id"], fields, version, removed=True)


@cache
def _rules(kind: str) -> tuple[frozenset[str], frozenset[str]]:
    """The columns that no file fills, and those that each record of a file does."""
    never = frozenset(schema.PRIVATE.get(kind, ()))
    return never, frozenset(schema.RECORDS[kind]) - never - {*schema.MAY_LACK.get(kind, ())}


def _check_meaning(record: Record) -> None:
    """Refuse a record that the model cannot say. Raises ValueError."""
    fields: Mapping[str, Any] = record.fields
    for key, most in _LISTS.get(record.kind, {}).items():
        if key in fields:
            _check_list(json.loads(fields[key]), most)
    _check_letters(record)
    _check_others_ids(fields)
    if not 0 <= fields.get("place", 0) < size_limits.MOST_PARTS:
        raise ValueError(record.id)
    if not 1 <= fields.get("number", 1) <= size_limits.MOST_NUMBER:
        raise ValueError(record.id)
    if record.kind == "event":
        _check_event(fields)
    if record.kind == "placement":
        _check_placement(record)
    if record.kind == "invited" and record.id != _invited_id(fields):
        raise ValueError(record.id)
    if record.kind == "addition":
        _check_addition(fields)
    if record.kind == "story":
        _check_leaving(fields)


def _check_addition(fields: Mapping[str, Any]) -> None:
    """Refuse one that is no object, or that no file has. Raises ValueError."""
    if not isinstance(json.loads(fields["fields"]), dict) or fields["sort"] == schema.STAYS_HERE:
        raise ValueError(fields["sort"])


def _check_others_ids(fields: Mapping[str, Any]) -> None:
    for key in _OTHERS_IDS:
        if fields.get(key):
            _check_id(fields[key])


def _check_letters(record: Record) -> None:
    """Refuse a text longer than a document's, and a line that is more than one. Raises ValueError.

    Words in the place of names may be longer than the names: such a story is bounded by its file.
    """
    if record.kind == "story" and record.fields.get("sharing") != Sharing.NAMED:
        return
    for key, most in _LETTERS.get(record.kind, {}).items():
        value = record.fields.get(key)
        if isinstance(value, str) and (len(value) > most or (most == LINE and "\n" in value)):
            raise ValueError(record.id)


def _check_placement(record: Record) -> None:
    """Refuse a placement that is not that of its action, or has no place. Raises ValueError."""
    if record.id != f"{record.fields['action']}/placement":
        raise ValueError(record.id)
    if not is_rank(str(record.fields["rank"])):
        raise ValueError(record.id)


def _invited_id(fields: Mapping[str, Any]) -> str:
    return f"{fields['event']}/invited/{fields['number']}"


def _check_event(fields: Mapping[str, Any]) -> None:
    """Refuse an event with impossible times, dates, counts or keys. Raises ValueError."""
    NamesOnPaper(fields["names_on_paper"])
    rows = json.loads(fields["programme"])
    if not isinstance(rows, list) or len(rows) > size_limits.MOST_ROWS:
        raise ValueError(fields)
    for starts, ends, title in rows:
        _check_list([title], 1)
        _check_times(starts, ends)
    for key in ("date", "keep_until"):
        if fields[key] and date.fromisoformat(fields[key]).isoformat() != fields[key]:
            raise ValueError(fields)
    if not 0 <= fields["expected"] <= size_limits.MOST_NUMBER:
        raise ValueError(fields)
    sealed_file.check_recipients(json.loads(fields["recipients"]))


def _check_leaving(fields: Mapping[str, Any]) -> None:
    """Refuse a story without a yes, and one without names that names its circle or teller. Raises
    ValueError.
    """
    named = Sharing(fields["sharing"]) is Sharing.NAMED
    inside = {"circle", "place"} <= set(fields)
    if Sharing(fields["sharing"]) is Sharing.STAYS or named != inside:
        raise ValueError(fields)
    if not named and set(fields) & {"circle", "teller", "place"}:
        raise ValueError(fields)
    if named and fields["under"]:
        raise ValueError(fields)


def _check_list(values: Any, most: int) -> None:
    """Refuse all but a list of at most so many texts of a paragraph each. Raises ValueError."""
    _check_texts(values)
    if len(values) > most or any(len(value) > PARAGRAPH for value in values):
        raise ValueError(most)


def _check_texts(values: Any) -> None:
    """Refuse all but a list of texts as they are kept, without letters that no report can be
    written with. Raises ValueError.
    """
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError(values)
    together = " ".join(values)  # no letter composes with a space: it is clean where each one is
    if cleaned(together) != together:
        raise ValueError(values)


def _check_id(value: Any) -> None:
    if not isinstance(value, str) or cleaned(value) != value:
        raise ValueError(value)
    if not 0 < len(value) <= _MOST_ID:
        raise ValueError(value[:_MOST_ID])


def _check_times(starts: Any, ends: Any) -> None:
    """Refuse a row of a programme that does not begin at HH:MM, or ends before it begins. Raises
    ValueError.
    """
    if not re.fullmatch(_TIME, starts) or (ends is not None and not re.fullmatch(_TIME, ends)):
        raise ValueError(starts)
    if ends is not None and ends <= starts:
        raise ValueError(ends)


def _check_version(version: Any) -> None:
    """Refuse a version with a count that is none, or larger than any laptop's. Raises
    ValueError.
    """
    if not isinstance(version, dict) or len(version) > _MOST_DEVICES:
        raise ValueError(version)
    for device, count in version.items():
        _check_id(device)
        if type(count) is not int or not 0 < count <= size_limits.MOST_COUNT:
            raise ValueError(device)
