"""The records of a circle file that travels inside paper, where the event's rule shortens names.

A shortened record has a version that every other is newer than: when the circle's own file is
merged too, before or after, what was typed stands.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from storycircle.core.merging import Record
from storycircle.core.model import NamesOnPaper


def under_rule(records: Iterable[Record], rule: NamesOnPaper) -> Iterator[Record]:
    """The records with members' names as the rule says.

    Where it says none, there are no members, nobody stands behind an action, and stories told
    with a name are left out.
    """
    for record in records:
        if rule is NamesOnPaper.FIRST_WORD and record.kind == "member":
            first = str(record.fields["name"]).split()[0]
            yield _changed(record, {"name": first})
        elif rule is NamesOnPaper.NONE and record.kind == "action":
            yield _changed(record, {"who": "[]"})
        elif rule is not NamesOnPaper.NONE or not _names_someone(record):
            yield record


def _names_someone(record: Record) -> bool:
    return record.kind == "member" or (record.kind == "story" and "teller" in record.fields)


def _changed(record: Record, fields: dict[str, object]) -> Record:
    changed = {**record.fields, **fields}
    return record if changed == record.fields else replace(record, fields=changed, version={})
