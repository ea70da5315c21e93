"""The model as rows, and rows as the model: events, circles, and stories with what their tellers
were asked.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from sqlite3 import Row
from typing import Any, TypeVar

from msgspec import json as json_writer
from msgspec import to_builtins
from msgspec.structs import replace

from storycircle.core.actions import split
from storycircle.core.consent.withdrawal_code import proof_of
from storycircle.core.long_work import between_steps
from storycircle.core.model import (
    Action,
    Answer,
    Choice,
    Circle,
    Event,
    Idea,
    Invited,
    Member,
    NamesOnPaper,
    Note,
    Placement,
    Sharing,
    Slot,
    Story,
    Words,
    Writer,
)
from storycircle.core.rounds.named_round import RoundNote
from storycircle.core.versioned_record import Record
from storycircle.store.schema import PRIVATE, RECORDS


def story_fields(story: Story) -> dict[str, object]:
    """A story's own fields, without its place in a circle."""
    fields: dict[str, object] = {
        **words_fields(story),
        "left_as": story.left_as,
        "about": story.about,
        "choice": _as_json(to_builtins(story.choice)) if story.choice else "",
        "answers": _as_json([[answer.found, answer.instead] for answer in story.answers]),
        "code": story.code,
    }
    if story.unconfirmed:
        fields["unconfirmed"] = 1
    if story.teller is not None:
        fields["teller"] = story.teller
    return fields


def words_fields(story: Story) -> dict[str, object]:
    """The fields of a story that travel: its words, how it is shared, and the proof of its code."""
    return {
        "title": story.title,
        "points": story.points,
        "quote": story.quote,
        "tags": _as_json(story.tags),
        "sharing": story.sharing.value,
        "proof": proof_of(story.id, story.code) or story.proof,
        "under": story.under,
    }


def to_story(record: Record) -> Story:
    """The story of a record."""
    f: Mapping[str, Any] = record.fields
    code = f.get("code", "")
    return Story(
        id=record.id,
        teller=f.get("teller"),
        title=f["title"],
        points=f["points"],
        quote=f["quote"],
        sharing=Sharing(f["sharing"]),
        left_as=f.get("left_as", ""),
        tags=tuple(json.loads(f["tags"])),
        about=f.get("about", ""),
        choice=_choice(f.get("choice", "")),
        answers=tuple(Answer(*pair) for pair in json.loads(f.get("answers", "[]"))),
        code=code,
        proof="" if code else f["proof"],
        under=f["under"],
        unconfirmed=bool(f.get("unconfirmed", 0)),
    )


def _choice(kept: str) -> Choice | None:
    if not kept:
        return None
    fields = json.loads(kept)
    words = fields.pop("words")
    return Choice(Words(**{**words, "tags": tuple(words["tags"])}), **fields)


_compact, _spaced = json_writer.Encoder().encode, json_writer.format
T = TypeVar("T")
Rows = Mapping[str, Iterable[Record]]
"""Records by kind."""


def digest(kind: str, id_: str, fields: Mapping[str, object], version: Mapping[str, int]) -> str:
    """SHA-256 over every field of a record, in a fixed order.

    Over its JSON as Python's own `json` writes it, byte for byte, in half the time: a field is a
    text or a whole number, and fractions alone are written in another way.
    """
    parts = kind, id_, sorted(fields.items()), sorted(version.items())
    return sha256(_spaced(_compact(parts), indent=0)).hexdigest()


def version_text(version: Mapping[str, int]) -> str:
    """A version as it is kept."""
    counts = version.items()
    return _version_text(tuple(sorted(counts) if len(version) > 1 else counts))


_in_ascii = json.JSONEncoder().encode


@lru_cache(maxsize=1_024)  # one laptop's changes of one day are at a few versions
def _version_text(counts: tuple[tuple[str, int], ...]) -> str:
    return _in_ascii(dict(counts))


def to_row(record: Record, sealed: str | None = None) -> dict[str, object]:
    """A record as a row of its table. sealed: its digest, where it is known already."""
    return {
        "id": record.id,
        **record.fields,
        "version": version_text(record.version),
        "digest": sealed or digest(record.kind, record.id, record.fields, record.version),
    }


def from_row(kind: str, row: Mapping[str, Any] | Row) -> Record:
    """A row as a record; columns that are NULL are not its fields."""
    fields = {key: value for key in RECORDS[kind] if (value := row[key]) is not None}
    return Record(kind, row["id"], fields, dict(_version(row["version"])))


@lru_cache(maxsize=1_024)  # as of their texts
def _version(text: str) -> dict[str, int]:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError(text)  # noqa: TRY004 (what was read makes no sense)
    return found


def comparable(record: Record) -> Record:
    """A record without its private fields, as it is in a file."""
    private = PRIVATE.get(record.kind, ())
    fields = {key: value for key, value in record.fields.items() if key not in private}
    return replace(record, fields=fields)


def private(record: Record) -> dict[str, object]:
    """The private fields of a record, which never leave."""
    private = PRIVATE.get(record.kind, ())
    return {key: record.fields[key] for key in private if key in record.fields}


def event_record(event: Event) -> Record:
    """An event as a record, without a version.

    Words to open with are fields only where it has some: an event without is the record it was
    before there were such words, on every laptop.
    """
    rules = _as_json(event.ground_rules) if event.ground_rules else ""
    opening = {"purpose": event.purpose, "ground_rules": rules, "promise": event.promise}
    return Record(
        "event",
        event.id,
        {
            "title": event.title,
            "date": event.date,
            "venue": event.venue,
            "question": event.question,
            "dialogue_questions": _as_json(event.dialogue_questions),
            "headings": _as_json(event.headings),
            "stalls": _as_json(event.stalls),
            "programme": _as_json([[s.starts, s.ends, s.title] for s in event.programme]),
            "expected": event.expected,
            "source": event.source,
            **{key: words for key, words in opening.items() if words},
            "organisation": event.organisation,
            "keep_until": event.keep_until,
            "recipients": _as_json(event.recipients),
            "names_on_paper": event.names_on_paper.value,
        },
        {},
    )


def placement_record(placed: Placement) -> Record:
    """A placement as a record, without a version."""
    fields = {"heading": placed.heading, "wording": placed.wording, "rank": placed.rank}
    fields["action"] = placed.action
    # An id of its own: two records never share one, so that neither can be taken for the other.
    return Record("placement", f"{placed.action}/placement", fields, {})


def circle_records(circle: Circle, before: Circle | None = None) -> list[Record]:
    """A circle as records, without versions: itself, then all that is in it, in order.

    With the same circle as it was before, only those that differ from what they were.
    """
    id_ = circle.id
    old = before or Circle(id_, circle.number)
    records = []
    if before is None or _of_head(circle) != _of_head(before):
        records.append(Record("circle", id_, _head(circle), {}))
    for place, member in _differing(circle.members, old.members):
        fields: dict[str, object] = {"name": member.name, "role": member.role}
        fields["agency"] = member.agency
        records.append(_part("member", member.id, circle, place, fields))
    for place, story in _differing(circle.stories, old.stories):
        records.append(_part("story", story.id, circle, place, story_fields(story)))
    for place, note in _differing(circle.dialogue, old.dialogue):
        fields = {"question": note.question, "notes": note.notes}
        records.append(_part("note", f"{id_}/{place}", circle, place, fields))
    for place, said in _differing(circle.round_notes, old.round_notes):
        fields = {"question": said.name, "notes": said.text}
        records.append(_part("note", _round_note_id(circle, said), circle, place, fields))
    for place, idea in _differing(circle.ideas, old.ideas):
        fields = {"text": idea.text, "hands": idea.hands, "who": _as_json(idea.who)}
        fields |= {"by": idea.by, "heading": idea.heading, **_arising(idea)}
        records.append(_part("idea", idea.id, circle, place, fields))
    for place, action in _differing(circle.actions, old.actions):
        fields = {"text": action.text, "who": _as_json(action.who), "by": action.by}
        fields |= {"heading": action.heading, **_arising(action)}
        records.append(_part("action", action.id, circle, place, fields))
    return records


def part_ids(circle: Circle) -> dict[str, list[str]]:
    """The ids of all that is in a circle, by kind."""
    return {
        "member": [member.id for member in circle.members],
        "story": [story.id for story in circle.stories],
        "note": [
            *[f"{circle.id}/{place}" for place in range(len(circle.dialogue))],
            *[_round_note_id(circle, note) for note in circle.round_notes],
        ],
        "idea": [idea.id for idea in circle.ideas],
        "action": [action.id for action in circle.actions],
    }


def _of_head(circle: Circle) -> tuple[object, ...]:
    """All that `_head` is made of, which most changes leave as it is."""
    who = circle.number, circle.event, circle.theme, circle.facilitator, circle.writer
    return *who, circle.consent, circle.past, circle.also, circle.stories_here


def _head(circle: Circle) -> dict[str, object]:
    head: dict[str, object] = {
        "number": circle.number,
        "theme": circle.theme,
        "facilitator": circle.facilitator,
        "writer": circle.writer.value,
        "consent": int(circle.consent),
        "past": _as_json([[m.id, m.name, m.role, m.agency] for m in circle.past]),
        "also": _as_json(circle.also),
        "stories_here": int(circle.stories_here),
    }
    if circle.event is not None:
        head["event"] = circle.event
    return head


def _differing(parts: Sequence[T], before: Sequence[T]) -> Iterator[tuple[int, T]]:
    """The parts that differ from the part in their place before, with their places."""
    if parts is before:  # as most lists of a circle are at most changes
        return
    for place, part in enumerate(parts):
        old = before[place] if place < len(before) else None
        if part is not old and part != old:  # most are the very same object
            yield place, part


def to_event(record: Record) -> Event:
    """The event of a record."""
    f: Mapping[str, Any] = record.fields
    return Event(
        id=record.id,
        title=f["title"],
        date=f["date"],
        venue=f["venue"],
        question=f["question"],
        dialogue_questions=tuple(json.loads(f["dialogue_questions"])),
        headings=tuple(json.loads(f["headings"])),
        stalls=tuple(json.loads(f["stalls"])),
        programme=tuple(Slot(*row) for row in json.loads(f["programme"])),
        expected=f.get("expected", 0),
        source=f["source"],
        purpose=f.get("purpose", ""),
        ground_rules=tuple(json.loads(f.get("ground_rules", "[]"))),
        promise=f.get("promise", ""),
        organisation=f["organisation"],
        keep_until=f["keep_until"],
        recipients=tuple(json.loads(f["recipients"])),
        names_on_paper=NamesOnPaper(f.get("names_on_paper", NamesOnPaper.AS_TYPED)),
    )


def to_placement(record: Record) -> Placement:
    """The placement of a record."""
    f: Mapping[str, Any] = record.fields
    return Placement(f["action"], f["heading"], f["wording"], f.get("rank", ""))


def invited_record(invited: Invited) -> Record:
    """The names known for a circle as a record, without a version."""
    fields = {"event": invited.event, "number": invited.number, "names": _as_json(invited.names)}
    return Record("invited", f"{invited.event}/invited/{invited.number}", fields, {})


def to_invited(record: Record) -> Invited:
    """The names known for a circle, of a record."""
    f: Mapping[str, Any] = record.fields
    return Invited(f["event"], f["number"], tuple(json.loads(f["names"])))


def to_circle(head: Record, parts: Rows) -> Circle:
    """The circle of its records. Its parts may come in any order."""
    f: Mapping[str, Any] = head.fields
    members = [
        Member(id_, p["name"], p.get("role", ""), p.get("agency", ""))
        for id_, p in _ordered(parts, "member")
    ]
    actions = [
        Action(id_, p["text"], tuple(json.loads(p["who"])), p["by"], p["heading"], *_arose(p))
        for id_, p in _ordered(parts, "action")
    ]
    stories = sorted(parts.get("story", ()), key=_place)
    ideas = [
        Idea(
            id_,
            p["text"],
            p["hands"],
            tuple(json.loads(p["who"])),
            p["by"],
            p["heading"],
            *_arose(p),
        )
        for id_, p in _ordered(parts, "idea")
    ]
    # Two laptops may have added actions without knowing each other: none of them is lost.
    kept, too_many = split(actions)
    return Circle(
        id=head.id,
        number=f["number"],
        event=f.get("event"),
        theme=f["theme"],
        facilitator=f["facilitator"],
        writer=Writer(f.get("writer", Writer.FACILITATOR)),
        consent=bool(f.get("consent", 0)),
        past=tuple(Member(*row) for row in json.loads(f.get("past", "[]"))),
        also=tuple(json.loads(f.get("also", "[]"))),
        stories_here=bool(f.get("stories_here", 0)),
        members=tuple(members),
        stories=tuple(to_story(record) for record in stories),
        dialogue=tuple(
            Note(p["question"], p["notes"])
            for id_, p in _ordered(parts, "note")
            if _ROUND not in id_
        ),
        round_notes=tuple(
            _round_note(id_, p) for id_, p in _ordered(parts, "note") if _ROUND in id_
        ),
        ideas=(*ideas, *too_many),
        actions=kept,
    )


_ROUND = "/round/"
"""In the id of a note of a named round, between its circle, and its round and member."""


def is_round_note(record: Record) -> bool:
    """Whether a record of kind note is of a named round, and not of the dialogue."""
    return record.kind == "note" and _ROUND in record.id


def _round_note_id(circle: Circle, note: RoundNote) -> str:
    return f"{circle.id}{_ROUND}{note.round}/{note.member}"


def _round_note(id_: str, fields: Mapping[str, Any]) -> RoundNote:
    round_, _slash, member = id_.partition(_ROUND)[2].partition("/")
    return RoundNote(round_, member, fields["notes"], fields["question"])


def _arising(one: Action | Idea) -> dict[str, object]:
    """The stall and the story in which an action or an idea arose: fields only where they are
    known.
    """
    return {key: value for key, value in (("stall", one.stall), ("story", one.story)) if value}


def _arose(fields: Mapping[str, Any]) -> tuple[str, str]:
    return fields.get("stall", ""), fields.get("story", "")


def _part(kind: str, id_: str, circle: Circle, place: int, fields: dict[str, object]) -> Record:
    return Record(kind, id_, {"circle": circle.id, "place": place, **fields}, {})


def _place(record: Record) -> tuple[Any, str]:
    return record.fields["place"], record.id


def _ordered(parts: Rows, kind: str) -> list[tuple[str, Mapping[str, Any]]]:
    between_steps()
    found = sorted(parts.get(kind, ()), key=_place)
    return [(record.id, record.fields) for record in found]


_as_json = json.JSONEncoder(ensure_ascii=False).encode
