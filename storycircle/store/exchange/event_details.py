"""An event's language, its rounds, what is said of its stalls, and the statements of its check-out:
additions to the event, as the tables of the first format are closed.

They travel and merge as every addition does. A version of the app that does not know their sorts
keeps them and passes them on.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from storycircle.core.afterwards.stalls import MOST_POINTS, StallPlan
from storycircle.core.i18n.language import is_code
from storycircle.core.model import Event
from storycircle.core.rounds.named_round import as_rows, of_rows
from storycircle.core.shapes.how_it_fits import in_words
from storycircle.core.size_limits import LINE, MOST_STALLS, MOST_STATEMENTS, STATEMENT
from storycircle.core.text import cleaned, one_line
from storycircle.core.versioned_record import Record
from storycircle.store import tables
from storycircle.store.rows import event_record, to_event

LANGUAGE, STATEMENTS, ROUNDS = "language", "statements", "rounds"
STALLS, PROJECT = "stalls", "project"
"""The sorts of such additions. A language has its code, empty for none; statements are a list, and
so are rounds, and what is said of stalls. A project has its title.
"""
SORTS = (LANGUAGE, STATEMENTS, ROUNDS, STALLS, PROJECT)


def records(conn: sqlite3.Connection, event: Event) -> list[Record]:
    """An event as it is to be kept, without versions: itself, and of its details those that say
    something, or said something here before.
    """
    said: dict[str, Mapping[str, object]] = {
        LANGUAGE: {"code": event.language},
        STATEMENTS: {"statements": list(event.statements)},
        ROUNDS: {"rounds": as_rows(event.rounds)},
        STALLS: {"stalls": [_plan_row(plan) for plan in event.stall_plans]},
        PROJECT: {"title": event.project},
    }
    found = [event_record(event)]
    for sort, content in said.items():
        id_ = _id(event.id, sort)
        if any(content.values()) or tables.read(conn, "addition", id_) is not None:
            written = json.dumps(content, ensure_ascii=False)
            fields = {"belongs": event.id, "sort": sort, "fields": written}
            found.append(Record("addition", id_, fields, {}))
    return found


def whole(event: Event) -> Record:
    """An event with its details as one record, to be compared with another and never kept."""
    record = event_record(event)
    details = {
        LANGUAGE: event.language,
        STATEMENTS: json.dumps(list(event.statements)),
        ROUNDS: json.dumps([in_words(one) for one in event.rounds]),
        PROJECT: event.project,
        "stall_plans": json.dumps([_plan_words(plan) for plan in event.stall_plans]),
    }
    return replace(record, fields={**record.fields, **details})


def added(conn: sqlite3.Connection, events: Iterable[Record]) -> list[Record]:
    """The details of the events among these records, as they travel."""
    ids = [_id(one.id, sort) for one in events if one.kind == "event" for sort in SORTS]
    found = (tables.read(conn, "addition", id_) for id_ in ids)
    return [one for one in found if one is not None and not one.removed]


def to_whole_event(conn: sqlite3.Connection, record: Record) -> Event:
    """The event of a record, with its details; what makes no sense is as if it was not said."""
    said: dict[str, Any] = {}
    for one in added(conn, [record]):
        said |= json.loads(str(one.fields["fields"]))
    code = said.get("code")
    return replace(
        to_event(record),
        language=code if isinstance(code, str) and is_code(code) else "",
        statements=_statements(said.get("statements")),
        rounds=of_rows(said.get("rounds")),
        stall_plans=_plans(said.get("stalls")),
        project=_line(said.get("title")),
    )


def is_detail(record: Record) -> bool:
    """Whether a record says such a thing."""
    return record.kind == "addition" and record.fields.get("sort") in SORTS


def _statements(said: object) -> tuple[str, ...]:
    """Statements as they may be: so many, each so long, and none of them empty."""
    texts = said if isinstance(said, list) else []
    lines = (one_line(cleaned(text)) for text in texts if isinstance(text, str))
    short = tuple(line for line in lines if 0 < len(line) <= STATEMENT)
    return short[:MOST_STATEMENTS]


def _plan_row(plan: StallPlan) -> list[object]:
    return [plan.title, plan.letter, list(plan.themes), list(plan.leads)]


def _plan_words(plan: StallPlan) -> str:
    """What is said of a stall, in one line."""
    return "; ".join(filter(None, (plan.letter, plan.title, *plan.themes, *plan.leads)))


def _plans(said: object) -> tuple[StallPlan, ...]:
    found = []
    for row in said[:MOST_STALLS] if isinstance(said, list) else []:
        match row:
            case [str(title), str(letter), list(themes), list(leads)] if one_line(title):
                mark = letter if letter.isalpha() and len(letter) <= _MOST_LETTERS else ""
                plan = StallPlan(_line(title), mark, _lines(themes), _lines(leads))
                found += [plan] if plan.says else []
    return tuple(found)


_MOST_LETTERS = 3  # of the letter of a stall


def _line(text: object) -> str:
    return one_line(cleaned(text))[:LINE] if isinstance(text, str) else ""


def _lines(texts: list[object]) -> tuple[str, ...]:
    return tuple(filter(None, map(_line, texts)))[:MOST_POINTS]


def _id(event: str, sort: str) -> str:
    return f"{event}/{sort}"
