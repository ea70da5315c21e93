"""Named rounds in the JSON document: read into an event or a circle, and written from them."""

from collections.abc import Mapping, Sequence
from uuid import NAMESPACE_URL, uuid5

from msgspec import to_builtins

from storycircle.core.afterwards.turn_counts import TurnCounts
from storycircle.core.error_sentences import Refused
from storycircle.core.formats.decoder import Fields
from storycircle.core.i18n import _
from storycircle.core.rounds.named_round import (
    LONGEST,
    MOST_ROUNDS,
    NAME,
    PROMPT,
    SHORTEST,
    NamedRound,
    RoundNote,
)
from storycircle.core.size_limits import MOST_PARTS, NOTES
from storycircle.core.text import one_line

_NAMESPACE = uuid5(NAMESPACE_URL, "storycircle:rounds")


def rounds_from(f: Fields, of: str) -> tuple[NamedRound, ...]:
    """The named rounds of an event or a circle. of: its id, from which theirs follow. Raises
    Refused, naming the place.
    """
    rounds: list[NamedRound] = []
    for number, item in enumerate(f.items("rounds", MOST_ROUNDS), 1):
        inner = Fields.of(item, _("{place}, round {number}", place=f.place, number=number))
        name = inner.needed("name", NAME)
        if any(name.casefold() == one.name.casefold() for one in rounds):
            raise Refused("same-round", place=f.place, name=name)
        notes = inner.yes_or_no("notes", default=True)
        one = NamedRound(
            str(uuid5(_NAMESPACE, f"{of} {name.casefold()}")),
            name,
            one_line(inner.text("prompt", PROMPT)),
            inner.seconds_of_minutes("minutes", SHORTEST, LONGEST),
            inner.yes_or_no("may_pass", default=True),
            notes,
            inner.yes_or_no("stories", default=False) and notes,
        )
        inner.no_more()
        rounds.append(one)
    return tuple(rounds)


def turns_from(f: Fields) -> TurnCounts | None:
    """How the turns of a circle's stories went; None where nothing is said. Raises Refused."""
    if "turns" not in f.left:
        return None
    inner = f.inner("turns", _("{place}: turns", place=f.place))
    heard, passed, over = (_count(inner, key) for key in ("heard", "passed", "over"))
    inner.no_more()
    if over > heard:
        raise Refused("more-over-than-heard", place=inner.place, heard=heard, over=over)
    return TurnCounts(heard, passed, over)


def _count(f: Fields, key: str) -> int:
    value = f.left.pop(key, 0)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_PARTS:
        wanted = _("a whole number from 0 to {most}", most=MOST_PARTS)
        raise Refused("wrong-type", place=f"{f.place}: {key}", wanted=wanted)
    return value


def turns_out(counts: TurnCounts | None) -> dict[str, int]:
    """How turns went, as a document has it; empty for nothing."""
    return to_builtins(counts) if counts is not None else {}


def rounds_out(rounds: Sequence[NamedRound]) -> list[dict[str, object]]:
    """Rounds as a document has them."""
    return [
        {
            "name": one.name,
            **({"prompt": one.prompt} if one.prompt else {}),
            **({"minutes": _minutes(one.seconds)} if one.seconds else {}),
            "may_pass": one.may_pass,
            "notes": one.notes,
            **({"stories": True} if one.stories else {}),
        }
        for one in rounds
    ]


def _minutes(seconds: int) -> float:
    return seconds // 60 if seconds % 60 == 0 else seconds / 60


def round_notes_from(
    f: Fields, rounds: Sequence[NamedRound], ids: Mapping[str, str]
) -> tuple[RoundNote, ...]:
    """What was noted in rounds without stories. rounds: those of the circle, else of its event.
    ids: of its members by name. Raises Refused.
    """
    named = {one.name: one for one in rounds if not one.stories}
    found: dict[tuple[str, str], RoundNote] = {}
    for number, item in enumerate(f.items("round_notes", MOST_PARTS), 1):
        inner = Fields.of(item, _("{place}, round note {number}", place=f.place, number=number))
        name, who, text = (
            inner.needed("round", NAME),
            inner.needed("who"),
            inner.text("text", NOTES),
        )
        inner.no_more()
        if name not in named:
            raise Refused("not-a-round", place=inner.place, name=name)
        if who not in ids:
            raise Refused("not-a-member", place=inner.place, name=who)
        found[named[name].id, ids[who]] = RoundNote(named[name].id, ids[who], text, name)
    return tuple(found.values())


def round_notes_out(
    notes: Sequence[RoundNote], names: Mapping[str, str]
) -> list[dict[str, object]]:
    """Notes of rounds as a document has them, of members who are still in the circle."""
    return [
        {"round": note.name, "who": names[note.member], "text": note.text}
        for note in notes
        if note.member in names and note.text
    ]
