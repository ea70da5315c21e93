"""Stories as records: their words, and what their tellers were asked."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from storycircle.core.merging import Record
from storycircle.core.model import Sharing, Story
from storycircle.core.telling import Answer, Choice, Words, proof_of


def story_fields(story: Story) -> dict[str, object]:
    """A story's own fields, without its place in a circle."""
    fields: dict[str, object] = {
        **words_fields(story),
        "left_as": story.left_as,
        "about": story.about,
        "choice": _json(asdict(story.choice)) if story.choice else "",
        "answers": _json([[answer.found, answer.instead] for answer in story.answers]),
        "code": story.code,
    }
    if story.unconfirmed:
        fields["unconfirmed"] = 1
    if story.teller is not None:
        fields["teller"] = story.teller
    return fields


def words_fields(story: Story) -> dict[str, object]:
    """What travels of a story: its words, how it is shared, and the proof of its code."""
    return {
        "title": story.title,
        "points": story.points,
        "quote": story.quote,
        "tags": _json(story.tags),
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
    said = fields.pop("words")
    return Choice(Words(**{**said, "tags": tuple(said["tags"])}), **fields)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
