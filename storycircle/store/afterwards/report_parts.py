"""Stalls as they were held, recommendations, chapters, places of stories and matched headings as
they are kept: each an addition to its event, as the tables of the first format are closed.

They merge as every addition does, and a person decides between two of them that were written apart.
They travel between organisers; a stall's own file has its runs, and no other file of a circle, nor
a pack, has any of them. What is kept of a run without leave is in no file at all.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.afterwards.chapters import CHAPTER, Chapter, ChapterKind, StoryPlace
from storycircle.core.afterwards.matches import HeadingMatch
from storycircle.core.afterwards.recommendations import MOST_OF_ONE, Recommendation
from storycircle.core.afterwards.stalls import MOST_POINTS, MOST_RUNS, Run, RunQuote
from storycircle.core.headings import is_rank
from storycircle.core.model import Gathered
from storycircle.core.size_limits import LINE, MOST_NUMBER, NOTES, PARAGRAPH
from storycircle.core.text import cleaned, one_line
from storycircle.core.versioned_record import Record
from storycircle.store import tables
from storycircle.store.schema import STAYS_HERE

RUN, RECOMMENDATION, CHAPTER_SORT = "stall_run", "recommendation", "chapter"
STORY_PLACE, MATCH = "story_place", "heading_match"
"""The sorts of such additions; of each the fields hold what it says, or that it was taken out."""
KEPT = STAYS_HERE
"""That of quotations of a run without leave."""
SORTS = frozenset((RUN, RECOMMENDATION, CHAPTER_SORT, STORY_PLACE, MATCH, KEPT))
Part = Run | Recommendation | Chapter | StoryPlace | HeadingMatch
_GONE = {"gone": True}


class Parts(Struct, frozen=True):
    """All that an event has of them, each kind in a fixed order."""

    runs: tuple[Run, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    story_places: tuple[StoryPlace, ...] = ()
    matches: tuple[HeadingMatch, ...] = ()


def read(conn: sqlite3.Connection, event: str) -> Parts:
    """What is kept of an event; what makes no sense is as if it was not said."""
    marks = ", ".join("?" * len(SORTS))
    where = f"belongs = ? AND sort IN ({marks}) ORDER BY id"
    found: dict[str, list[Record]] = {sort: [] for sort in SORTS}
    for record in tables.read_all(conn, "addition", where, [event, *sorted(SORTS)]):
        found[str(record.fields["sort"])].append(record)
    kept = {record.id: _said(record).get("quotes") for record in found[KEPT]}
    runs = [_to_run(record, kept.get(f"{record.id}/{KEPT}")) for record in _there(found[RUN])]
    return Parts(
        tuple(sorted(runs, key=lambda run: (run.stall, run.place, run.id))),
        tuple(map(_to_recommendation, _there(found[RECOMMENDATION]))),
        tuple(map(_to_chapter, _there(found[CHAPTER_SORT]))),
        tuple(map(_to_place, _there(found[STORY_PLACE]))),
        tuple(filter(None, map(_to_match, _there(found[MATCH])))),
    )


def _there(records: Iterable[Record]) -> list[Record]:
    return [record for record in records if not is_gone(record)]


def records(event: str, part: Part) -> list[Record]:
    """A part as it is to be kept, without a version."""
    return [record_of(event, part), *([_kept(event, part)] if isinstance(part, Run) else [])]


def record_of(event: str, part: Part) -> Record:
    """A part as it may travel between organisers, without a version."""
    return _addition(event, *_written(event, part))


def _written(event: str, part: Part) -> tuple[str, str, Mapping[str, object]]:
    """The id, sort and content of a part."""
    if isinstance(part, Run):
        return part.id, RUN, _of_run(part)
    if isinstance(part, Recommendation):
        said: dict[str, object] = {
            "heading": part.heading,
            "text": part.text,
            "points": list(part.points),
            "actions": list(part.actions),
            "stalls": list(part.stalls),
            "rank": part.rank,
        }
        return part.id, RECOMMENDATION, said | ({"from_set": 1} if part.from_set else {})
    if isinstance(part, Chapter):
        chapter = {"title": part.title, "kind": part.kind.value, "text": part.text}
        return part.id, CHAPTER_SORT, {**chapter, "rank": part.rank}
    if isinstance(part, StoryPlace):
        return f"{part.story}/{STORY_PLACE}", STORY_PLACE, {"heading": part.heading}
    name = sha256("\n".join(part.pair).encode()).hexdigest()[:32]
    return f"{event}/{MATCH}/{name}", MATCH, {"pair": list(part.pair)}


def _of_run(run: Run) -> Mapping[str, object]:
    return {
        "stall": run.stall,
        "place": run.place,
        "people": run.people,
        "minutes": run.minutes,
        "discussed": run.discussed,
        "challenges": list(run.challenges),
        "next_steps": list(run.next_steps),
        "quotes": [[one.story, one.named] for one in run.quotes],
    }


def _kept(event: str, run: Run) -> Record:
    return _addition(event, f"{run.id}/{KEPT}", KEPT, {"quotes": list(run.kept)})


def changes(conn: sqlite3.Connection, event: str, part: Part) -> list[Record]:
    """The records to keep of a part: no empty ones that were never here."""
    found = []
    for record in records(event, part):
        empty = record.fields["sort"] == KEPT and not _said(record).get("quotes")
        if not empty or tables.read(conn, "addition", record.id) is not None:
            found.append(record)
    return found


def removals(conn: sqlite3.Connection, event: str, part: Part) -> list[Record]:
    """The records that say a part was taken out, wherever they are merged; none where it is not
    here.
    """
    return [
        replace(record, fields={**record.fields, "fields": _gone(record)})
        for record in records(event, part)
        if tables.read(conn, "addition", record.id) is not None
    ]


def _gone(record: Record) -> str:
    """What a part says that was taken out. A run goes on to say which quotations it had, so that
    the noes to these are in its stall's file.
    """
    said = _said(record)
    known = {key: said[key] for key in ("stall", "quotes") if record.fields["sort"] == RUN}
    return json.dumps({**_GONE, **known}, ensure_ascii=False)


def of_document(conn: sqlite3.Connection, gathered: Gathered) -> list[Record]:
    """The records of what a document says of an event."""
    parts: list[Part] = [
        *gathered.runs,
        *gathered.recommendations,
        *gathered.chapters,
        *gathered.story_places,
        *gathered.matches,
    ]
    return [record for part in parts for record in changes(conn, gathered.event.id, part)]


def with_parts(gathered: Gathered, parts: Parts) -> Gathered:
    """The event with what is kept of its report."""
    return replace(
        gathered,
        runs=parts.runs,
        recommendations=parts.recommendations,
        chapters=parts.chapters,
        story_places=parts.story_places,
        matches=parts.matches,
    )


def is_part(record: Record) -> bool:
    """Whether a record is such an addition."""
    return record.kind == "addition" and record.fields.get("sort") in SORTS


def is_run(record: Record) -> bool:
    """Whether a record says what was noted at a stall."""
    return record.kind == "addition" and record.fields.get("sort") == RUN


def travels(record: Record) -> bool:
    """Whether a record may be in any file."""
    return record.kind != "addition" or record.fields.get("sort") != KEPT


def stall_of(record: Record) -> str:
    """The title of the stall that a run's record is of."""
    return _line(_said(record).get("stall"))


def quotes_of(record: Record) -> list[str]:
    """The ids of the stories without names that are quotations of a run's record."""
    return [one.story for one in _quotes(_said(record).get("quotes"))]


def is_gone(record: Record) -> bool:
    """Whether a record says that its part was taken out."""
    return record.removed or _said(record).get("gone") is True


def in_event(conn: sqlite3.Connection, event: str) -> bool:
    """Whether an event has any of them."""
    marks = ", ".join("?" * len(SORTS))
    where = f"belongs = ? AND sort IN ({marks})"
    found = tables.read_all(conn, "addition", where, [event, *sorted(SORTS)])
    return any(not is_gone(record) for record in found)


# As a person reads two of them beside each other.


_KINDS = {
    RUN: "run",
    RECOMMENDATION: "recommendation",
    CHAPTER_SORT: "chapter",
    STORY_PLACE: "story_place",
}
KINDS = frozenset(_KINDS.values())
"""The kinds under which a person reads them."""
_LISTS = frozenset(("challenges", "next_steps", "points", "actions", "stalls"))
_SILENT = frozenset(("quotes", "place", "gone"))
_AS_NUMBERS = frozenset(("people", "minutes"))


def opened(record: Record) -> Record:
    """A record with what it says as fields of their own, for a person to compare; any other record
    as it is.
    """
    kind = _KINDS.get(str(record.fields.get("sort", "")))
    if record.kind != "addition" or kind is None:
        return record
    fields: dict[str, object] = {}
    for key, value in _said(record).items():
        if key in _SILENT:
            continue
        name = "chapter_kind" if key == "kind" else key
        fields[name] = json.dumps(value, ensure_ascii=False) if key in _LISTS else value
    return Record(kind, record.id, fields, record.version)


def closed(fields: Mapping[str, object], like: Record) -> dict[str, object]:
    """The fields of an addition that says what a person settled on. like: one of the copies, which
    has what nobody was asked about.
    """
    said = {key: value for key, value in _said(like).items() if key in _SILENT - {"gone"}}
    for key, value in fields.items():
        name = "kind" if key == "chapter_kind" else key
        said[name] = json.loads(str(value)) if name in _LISTS and value is not None else value
    for name in _AS_NUMBERS & said.keys():
        said[name] = said[name] or 0
    written = json.dumps(said if any(fields.values()) else _GONE, ensure_ascii=False)
    return {**like.fields, "fields": written}


# Reading what may have come from anywhere.


def _to_run(record: Record, kept: object) -> Run:
    said = _said(record)
    return Run(
        record.id,
        _line(said.get("stall")),
        max(1, _count(said.get("place"), MOST_RUNS)),
        _count(said.get("people"), MOST_NUMBER),
        _count(said.get("minutes"), MOST_NUMBER),
        _text(said.get("discussed"), NOTES),
        _lines(said.get("challenges"), MOST_POINTS),
        _lines(said.get("next_steps"), MOST_POINTS),
        _quotes(said.get("quotes")),
        _lines(kept, MOST_POINTS),
    )


def _quotes(said: object) -> tuple[RunQuote, ...]:
    found = []
    for row in said[:MOST_POINTS] if isinstance(said, list) else []:
        match row:
            case [str(story), bool(named)] if story:
                found.append(RunQuote(story, named))
    return tuple(found)


def _to_recommendation(record: Record) -> Recommendation:
    said = _said(record)
    return Recommendation(
        record.id,
        _line(said.get("heading")),
        one_line(_text(said.get("text"), PARAGRAPH)),
        _lines(said.get("points"), MOST_OF_ONE),
        _lines(said.get("actions"), MOST_OF_ONE),
        _lines(said.get("stalls"), MOST_OF_ONE),
        _rank(said.get("rank")),
        said.get("from_set") == 1,
    )


def _to_chapter(record: Record) -> Chapter:
    said = _said(record)
    kind = said.get("kind")
    return Chapter(
        record.id,
        _line(said.get("title")),
        ChapterKind(kind) if kind in list(ChapterKind) else ChapterKind.OWN,
        _text(said.get("text"), CHAPTER),
        _rank(said.get("rank")),
    )


def _to_place(record: Record) -> StoryPlace:
    return StoryPlace(
        record.id.removesuffix(f"/{STORY_PLACE}"), _line(_said(record).get("heading"))
    )


def _to_match(record: Record) -> HeadingMatch | None:
    match _said(record).get("pair"):
        case [str(one), str(other)] if one != other:
            return HeadingMatch(_line(one), _line(other))
    return None


def _said(record: Record) -> Mapping[str, Any]:
    said = json.loads(str(record.fields["fields"]))
    return said if isinstance(said, dict) else {}


def _addition(event: str, id_: str, sort: str, content: Mapping[str, object]) -> Record:
    said = json.dumps(content, ensure_ascii=False)
    return Record("addition", id_, {"belongs": event, "sort": sort, "fields": said}, {})


def _count(value: object, most: int) -> int:
    return min(max(value, 0), most) if type(value) is int else 0


def _text(value: object, most: int) -> str:
    return cleaned(value)[:most].strip() if isinstance(value, str) else ""


def _line(value: object) -> str:
    return one_line(value)[:LINE] if isinstance(value, str) else ""


def _lines(values: object, most: int) -> tuple[str, ...]:
    texts = values if isinstance(values, list) else []
    lines = (one_line(text)[:PARAGRAPH] for text in texts if isinstance(text, str))
    return tuple(line for line in lines if line)[:most]


def _rank(value: object) -> str:
    return value if isinstance(value, str) and is_rank(value) else ""
