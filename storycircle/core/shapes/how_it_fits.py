"""The time of named rounds: as it is typed, and how it fits that of the stories, in a sentence."""

from collections.abc import Sequence

from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, n_
from storycircle.core.rounds.named_round import (
    NamedRound,
    fair_rounds,
    fair_turns,
    set_time,
    with_a_time,
)
from storycircle.core.turns.fair_share import FLOOR, each_has
from storycircle.core.typed_input import shown_length, turn_typed


def how_it_fits(
    rounds: Sequence[NamedRound],
    people: int,
    seconds: float,
    floor: float = FLOOR,
    spared: int = 0,
) -> str:
    """How these rounds fit for so many people; "" where there are none.

    seconds: what the stories have. floor: the shortest turn in a round that has no time of its own.
    spared: turns that small groups spare where each has one together.
    """
    if not rounds or people <= 0:
        return ""
    own, fair = with_a_time(rounds, people, spared), fair_turns(rounds, people, spared)
    who, whole = n_("{count} person", "{count} people", people), shown_length(seconds)
    needed = own + fair * floor
    if needed > seconds:
        return _(
            "With {people} they need {need}, and the stories have {whole}.",
            people=who,
            need=shown_length(needed),
            whole=whole,
        )
    time = shown_length(own)
    if not fair:
        return _("With {people} they take {time} of {whole}.", people=who, time=time, whole=whole)
    each = i18n.length(each_has(fair, seconds - own))
    if not own:
        return _("With {people} everybody has {each} in each round.", people=who, each=each)
    return _(
        "With {people} those with minutes take {time} of {whole}, and everybody has {each} in each "
        "of the others.",
        people=who,
        time=time,
        whole=whole,
        each=each,
    )


def what_they_take(rounds: Sequence[NamedRound], people: int) -> str:
    """What these rounds take with so many people, where nobody knows yet how long the stories have;
    "" where there are none.
    """
    if not rounds:
        return ""
    own = people * set_time(rounds)
    who, time = n_("{count} person", "{count} people", people), shown_length(own)
    if not own:
        return _("All rounds share out the time of the stories.")
    if not fair_rounds(rounds):
        return _("With {people} they take {time}.", people=who, time=time)
    return _(
        "With {people} those with minutes take {time}; the others share the rest.",
        people=who,
        time=time,
    )


def with_time(one: NamedRound, text: str) -> NamedRound:
    """The round with a time for each as it was typed, none for a fair share. Raises Refused."""
    if not text.strip():
        return replace(one, seconds=0)
    seconds = turn_typed(text)
    if not seconds:
        raise Refused("round-time", name=one.name)
    return replace(one, seconds=seconds)


def in_words(one: NamedRound) -> str:
    """All that is said of a round, in a line."""
    parts = (
        one.name,
        # For translators: how long each person has in a round.
        _("{time} each", time=i18n.length(one.seconds)) if one.seconds else "",
        one.prompt,
        "" if one.may_pass else _("nobody passes"),
        _("stories") if one.stories else _("notes are taken") if one.notes else "",
    )
    return i18n.joined(parts, " · ")
