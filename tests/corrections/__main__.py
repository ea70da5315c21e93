"""Prints what becomes of 1,000 corrections of names: `python -m tests.corrections [COUNT]`.

Each is a circle of six of whom some have spoken, and its list of names put right in one to three
ways. The exit status is 1 where somebody who has spoken went without a question.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator

from msgspec import Struct, field

from storycircle.core.consent.nicknames import nicknames
from storycircle.core.members import Known, members_typed, name_doubts
from storycircle.core.model import Member
from tests.masking.sentences import language

_LANGUAGES = ("en", "cy", "ga", "de", "pl", "tr", "hu")
_MOST = 3  # corrections of one list


class Correction(Struct, frozen=True):
    """A circle, its list as it was put right, and who stands on each line in truth.

    truth: ids of the lines, "" for a newcomer. ways: what was done to the list.
    """

    known: Known
    lines: tuple[str, ...]
    truth: tuple[str, ...]
    ways: tuple[str, ...]


class Outcome(Struct):
    """How many lists went right without a word, how many were asked about, and what went wrong.

    lost: who has spoken is neither on a seat nor asked about. mixed: a line of one person bears
    another's story without a question.
    """

    silent: int = 0
    asked: int = 0
    lost: list[Correction] = field(default_factory=list)
    mixed: list[Correction] = field(default_factory=list)
    asked_of: Counter[str] = field(default_factory=Counter)


Line = tuple[str, str]
"""Whose line it is, and what stands on it."""
_Way = Callable[[list[Line], int, random.Random], None]


def _put(made: Callable[[list[str], random.Random], str]) -> _Way:
    """A way that changes the words of one line."""

    def way(lines: list[Line], at: int, rng: random.Random) -> None:
        whose, name = lines[at]
        lines[at] = (whose, made(name.split(), rng) or name)

    return way


def _short(words: list[str], _rng: random.Random) -> str:
    short = sorted(nicknames(words[0].casefold()))
    return " ".join((short[0].title(), *words[1:])) if short else ""


def _surname(words: list[str], rng: random.Random) -> str:
    other = rng.choice(language(rng.choice(_LANGUAGES)).surnames)[0]
    return f"{words[0]} {rng.choice((other, f'{words[-1]}-{other}'))}"


def _misspelt(words: list[str], rng: random.Random) -> str:
    name = words[0]
    at = rng.randrange(1, max(2, len(name) - 1))
    return " ".join((name[:at] + name[at : at + 1] + name[at:], *words[1:]))


def _moved(lines: list[Line], at: int, rng: random.Random) -> None:
    lines.insert(rng.randrange(len(lines)), lines.pop(at))


def _come(lines: list[Line], at: int, rng: random.Random) -> None:
    spoken = language(rng.choice(_LANGUAGES))
    name = f"{rng.choice(spoken.forenames)[0]} {rng.choice(spoken.surnames)[0]}"
    lines.insert(at, ("", name))


def _gone(lines: list[Line], at: int, _rng: random.Random) -> None:
    del lines[at]


def _replaced(lines: list[Line], at: int, rng: random.Random) -> None:
    """Another person altogether in somebody's place."""
    _come(lines, at, rng)
    del lines[at + 1]


_WAYS: dict[str, _Way] = {
    "short form": _put(_short),
    "marriage": _put(_surname),
    "forename alone": _put(lambda words, _: words[0]),
    "surname first": _put(lambda words, _: " ".join((words[-1], *words[:-1]))),
    "initial": _put(lambda words, _: f"{words[0]} {words[-1][0]}"),
    "title": _put(lambda words, _: " ".join(("Dr", *words))),
    "capitals": _put(lambda words, _: " ".join(words).upper()),
    "letter mended": _put(_misspelt),
    "another order": _moved,
    "somebody comes": _come,
    "somebody goes": _gone,
    "another in their place": _replaced,
}


def corrections(count: int, seed: int) -> Iterator[Correction]:
    """So many circles with their lists put right, the ways in turn."""
    rng = random.Random(seed)  # noqa: S311 (the same each time)
    ways = tuple(_WAYS)
    for number in range(count):
        spoken = language(_LANGUAGES[number % len(_LANGUAGES)])
        forenames, surnames = rng.sample(spoken.forenames, 6), rng.sample(spoken.surnames, 6)
        members = tuple(
            Member(f"m{at}", f"{first[0]} {last[0]}")
            for at, (first, last) in enumerate(zip(forenames, surnames, strict=True))
        )
        busy = frozenset(member.id for member in rng.sample(members, rng.randint(1, 6)))
        lines = [(member.id, member.name) for member in members]
        done = (ways[number % len(ways)], *rng.choices(ways, k=rng.randrange(_MOST)))
        for way in done:
            _WAYS[way](lines, rng.randrange(len(lines)), rng)
        whose, names = zip(*lines, strict=True)
        yield Correction(Known(members, members, (), busy), names, whose, done)


def judged(some: Iterator[Correction]) -> Outcome:
    """What became of corrections, as the list of names reads them."""
    outcome = Outcome()
    for one in some:
        text = "\n".join(one.lines)
        members, doubts = members_typed(text, one.known), name_doubts(text, one.known)
        asked = {doubt.member for doubt in doubts}
        there = {member.id for member in members}
        if not set(one.known.busy) <= there:
            outcome.lost.append(one)
        seats = {member.name: member.id for member in members if member.id not in asked}
        here = {member.id for member in one.known.before}
        wrong = any(
            seats.get(line, whose) not in (whose, "")
            and seats[line] in here
            and seats[line] in one.known.busy
            for line, whose in zip(one.lines, one.truth, strict=True)
        )
        left = set(one.known.busy) - set(one.truth)  # they went, so it has to be asked
        if wrong or not left <= asked:
            outcome.mixed.append(one)
        elif asked:
            outcome.asked += 1
            outcome.asked_of.update(one.ways)
        else:
            outcome.silent += 1
    return outcome


def main() -> int:
    """Corrections read and counted; 0 where nobody who has spoken is lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.corrections")
    parser.add_argument("count", nargs="?", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=2007)
    parser.add_argument("--show", type=int, default=5, help="so many of those that went wrong")
    chosen = parser.parse_args()
    outcome = judged(corrections(chosen.count, chosen.seed))
    print(f"{chosen.count} lists put right in one to {_MOST} ways")
    print(f"  right without a word {outcome.silent}, asked {outcome.asked}")
    print(f"  who has spoken lost without a question {len(outcome.lost)}")
    print(f"  one person's story under another's name {len(outcome.mixed)}")
    for way, count in outcome.asked_of.most_common():
        print(f"    {count} asked about: {way}")
    for one in (*outcome.lost, *outcome.mixed)[: chosen.show]:
        print(f"    {one.ways} {[m.name for m in one.known.before]} -> {one.lines}")
    return 1 if outcome.lost else 0


if __name__ == "__main__":
    sys.exit(main())
