"""A round with a name: its prompt, its time, and what is done in it.

A pack or a facilitator names the rounds of a circle. A list without any is the circle of today: one
round of stories, and a shorter second one where it is wanted.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.text import cleaned, one_line

MOST_ROUNDS = 12
"""Rounds of one circle."""
NAME = 60
"""Letters of a round's name: it stands above the ring."""
PROMPT = 500
"""Letters of a prompt: it is read aloud, and read in the room."""
SHORTEST, LONGEST = 15, 2 * 60 * 60
"""Seconds of each turn in a round that has a time."""


class NamedRound(Struct, frozen=True):
    """One round as it is planned: everybody has a turn in it.

    seconds: of each turn; 0 for a fair share of what the others leave. may_pass: whether one may
    pass. notes: whether notes are taken. stories: whether what is noted is a story, which its
    teller may let leave; all other notes stay on the laptop.
    """

    id: str
    name: str
    prompt: str = ""
    seconds: int = 0
    may_pass: bool = True
    notes: bool = True
    stories: bool = False


class RoundNote(Struct, frozen=True):
    """What was noted of a member's turn in a named round without stories; it stays on this laptop.

    round: the id of that round. name: what it was called then.
    """

    round: str
    member: str
    text: str = ""
    name: str = ""


def checked(rounds: Iterable[NamedRound]) -> tuple[NamedRound, ...]:
    """The rounds as they are kept. Raises Refused where one has no name, two have the same, a time
    cannot be, or they are too many.
    """
    found: list[NamedRound] = []
    for one in rounds:
        clean = replace(one, name=one_line(cleaned(one.name)), prompt=one_line(cleaned(one.prompt)))
        if not clean.name:
            raise Refused("round-unnamed")
        if len(clean.name) > NAME:
            raise Refused("round-name-long", most=NAME)
        if len(clean.prompt) > PROMPT:
            raise Refused("round-prompt-long", name=clean.name, most=PROMPT)
        if clean.seconds and not SHORTEST <= clean.seconds <= LONGEST:
            raise Refused("round-time", name=clean.name)
        if any(clean.name.casefold() == other.name.casefold() for other in found):
            raise Refused("round-twice", name=clean.name)
        found.append(replace(clean, stories=clean.stories and clean.notes))
    if len(found) > MOST_ROUNDS:
        raise Refused("rounds-many", count=len(found), most=MOST_ROUNDS)
    return tuple(found)


def without_ids(rounds: Sequence[NamedRound]) -> tuple[NamedRound, ...]:
    """What is said of the rounds: two lists say the same whatever ids they were given where."""
    return tuple(replace(one, id="") for one in rounds)


def as_rows(rounds: Sequence[NamedRound]) -> list[list[object]]:
    """The rounds as they are kept and travel."""
    return [
        [one.id, one.name, one.prompt, one.seconds, one.may_pass, one.notes, one.stories]
        for one in rounds
    ]


def of_rows(rows: object) -> tuple[NamedRound, ...]:
    """Rounds as they came; none where a row makes no sense, as all of them hang together."""
    found = []
    for row in rows if isinstance(rows, list) else []:
        match row:
            case [
                str(id_),
                str(name),
                str(prompt),
                int(seconds),
                bool(may_pass),
                bool(notes),
                bool(stories),
            ] if id_ and not isinstance(seconds, bool):
                found.append(NamedRound(id_, name, prompt, seconds, may_pass, notes, stories))
            case _:
                return ()
    if len({one.id for one in found}) < len(found):
        return ()
    try:
        return checked(found)
    except Refused:
        return ()


# How the time of a circle fits its rounds.


def set_time(rounds: Sequence[NamedRound]) -> int:
    """Seconds that each person has in those rounds whose turns have a time."""
    return sum(one.seconds for one in rounds)


def fair_rounds(rounds: Sequence[NamedRound]) -> int:
    """How many rounds share out what is left; a circle without named rounds has one of stories."""
    return sum(1 for one in rounds if not one.seconds) if rounds else 1


def is_of_groups(one: NamedRound) -> bool:
    """Whether a small group has one turn together in a round: where stories are told, or notes are
    taken of air time that all share out. A word from each is each person's own.
    """
    return one.stories or (one.notes and not one.seconds)


def turns_of(one: NamedRound, people: int, spared: int = 0) -> int:
    """How many turns a round has with so many people. spared: turns that small groups spare where
    each has one together.
    """
    return max(0, people - spared) if is_of_groups(one) else people


def with_a_time(rounds: Sequence[NamedRound], people: int, spared: int = 0) -> int:
    """Seconds of all turns that have a time of their own."""
    return sum(one.seconds * turns_of(one, people, spared) for one in rounds)


def fair_turns(rounds: Sequence[NamedRound], people: int, spared: int = 0) -> int:
    """How many turns share out what is left; in a circle without named rounds, those of its
    stories.
    """
    if not rounds:
        return max(0, people - spared)
    return sum(turns_of(one, people, spared) for one in rounds if not one.seconds)
