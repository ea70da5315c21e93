"""Market stalls: what the pack says of each, what was noted as it was held, and its letter."""

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from storycircle.core.afterwards.recommendations import letter
from storycircle.core.i18n import _, listed

MOST_RUNS = 20
"""Times that one stall is held."""
MOST_POINTS = 50
"""Challenges, next steps or quotations of one run; themes or leaders of a stall."""
_LETTERED = r"([A-Z]{1,2}): *(?=\S)"


class StallPlan(Struct, frozen=True):
    """What an event's pack says of a stall. title: as it stands in the event's list of stalls."""

    title: str
    letter: str = ""
    themes: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()

    @property
    def says(self) -> bool:
        """Whether it says more than a title does."""
        return bool(self.letter or self.themes or self.leads)


class RunQuote(Struct, frozen=True):
    """A quotation that its speaker lets leave: the words are those of a story without names.

    story: its id, under which the speaker's no is known. named: whether it leaves as it was said,
    with whatever names are in it.
    """

    story: str
    named: bool = False


class Run(Struct, frozen=True):
    """One time that a stall was held.

    stall: the title of its stall. place: which time, from 1. people, minutes: 0 where nobody said.
    kept: quotations without leave, which stay on the laptop.
    """

    id: str
    stall: str
    place: int = 1
    people: int = 0
    minutes: int = 0
    discussed: str = ""
    challenges: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    quotes: tuple[RunQuote, ...] = ()
    kept: tuple[str, ...] = ()


def own_letter(title: str) -> str:
    """The letter with which a stall's title begins, as "A: Nobody does it better"; else empty."""
    found = re.match(_LETTERED, title)
    return found[1] if found else ""


def without_letter(title: str) -> str:
    """A stall's title without the letter with which it begins."""
    return re.sub(_LETTERED, "", title, count=1) if own_letter(title) else title


def letters_of(titles: Iterable[str], plans: Iterable[StallPlan] = ()) -> Mapping[str, str]:
    """The letter of each stall, by its title: its own, else the next that is free. No two are
    equal; of two that ask for one letter the first has it.
    """
    asked = {plan.title: plan.letter for plan in plans}
    order = list(dict.fromkeys(titles))
    found: dict[str, str] = {}
    for title in order:
        wanted = asked.get(title) or own_letter(title)
        if wanted and wanted not in found.values():
            found[title] = wanted
    place = 0
    for title in order:
        while title not in found:
            free = letter(place).upper()
            place += 1
            if free not in found.values():
                found[title] = free
    return {title: found[title] for title in order}


def lettered(title: str, letters: Mapping[str, str]) -> str:
    """A stall as lists name it: its letter and its title."""
    letter = letters.get(title, "")
    return _("{letter}: {title}", letter=letter, title=without_letter(title)) if letter else title


def same_letters(titles: Iterable[str], plans: Iterable[StallPlan] = ()) -> tuple[str, ...]:
    """The letters for which more than one stall asks."""
    asked = {plan.title: plan.letter for plan in plans}
    wanted = [asked.get(title) or own_letter(title) for title in dict.fromkeys(titles)]
    return tuple(sorted({one for one in wanted if one and wanted.count(one) > 1}))


def said_of_letters(titles: Iterable[str], plans: Iterable[StallPlan] = ()) -> str:
    """That more than one stall asks for a letter, in a sentence; empty where none does."""
    twice = same_letters(titles, plans)
    if not twice:
        return ""
    return _(
        "More than one stall was called {letters}; each has a letter of its own here.",
        letters=listed(list(twice)),
    )


def runs_of(runs: Iterable[Run], stall: str) -> tuple[Run, ...]:
    """The runs of a stall in their order."""
    mine = (run for run in runs if run.stall == stall)
    return tuple(sorted(mine, key=lambda run: (run.place, run.id)))


def stalls_named(titles: Sequence[str], *beside: Iterable[str]) -> tuple[str, ...]:
    """The stalls of an event in its order, then those that are named elsewhere alone."""
    others = (title for some in beside for title in some if title)
    return tuple(dict.fromkeys((*titles, *sorted(set(others) - set(titles)))))
