"""Guessing who told the stories without names, from all that a circle file shows.

Each way of guessing puts the stories of a file in an order, and says that the first was told by
the first member, or by whoever had the first turn. If nothing in the file follows the tellers,
each story is guessed right as often as one in so many who may have told it: those in the circle
who have no story with their name. The test statistic is z = (right - expected) / deviation over
all stories of all circles, by the normal approximation of a sum of such chances.
"""

from collections.abc import Callable, Iterator
from math import sqrt
from pathlib import Path
from random import Random

from msgspec import Struct

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Circle, Sharing
from storycircle.core.versioned_record import Record
from storycircle.store.exchange import circle_file
from storycircle.store.library import Library
from tests.leaks.circles import EVENT, Made, made
from tests.leaks.leaving import NOON

HIGHEST = 4.0
"""z beyond this is no chance: one in 30,000 where the file says nothing."""
TOLD = "told the answer"

Order = Callable[[list[Record]], list[Record]]


def _by(key: Callable[[Record], object]) -> Order:
    return lambda stories: sorted(stories, key=lambda story: (str(key(story)), story.id))


ORDERS: dict[str, Order] = {
    "as they lie in the file": lambda stories: stories,
    "from the end of the file": lambda stories: stories[::-1],
    "by how often they were changed": _by(lambda s: f"{sum(s.version.values()):09}"),
    "by proof": _by(lambda s: s.fields["proof"]),
    "by length": _by(lambda s: f"{len(str(s.fields['points'])):09}"),
    "by first word": _by(lambda s: s.fields["title"]),
    "by the middle of the id": _by(lambda s: s.id[14:]),
}


class Tally(Struct):
    """How often a way of guessing was right, and how often it would be by chance."""

    right: int = 0
    expected: float = 0.0
    variance: float = 0.0

    def add(self, *, right: bool, chance: float) -> None:
        self.right += right
        self.expected += chance
        self.variance += chance * (1 - chance)

    @property
    def z(self) -> float:
        return (self.right - self.expected) / sqrt(self.variance) if self.variance else 0.0


def tallies(seeds: range, folder: Path) -> dict[str, Tally]:
    """All ways of guessing over the circles of these seeds, and one that is told the answer: the
    stories in the order of their turns, which shows that guessing well would be seen.
    """
    found: dict[str, Tally] = {}
    for seed in seeds:
        # Of every other circle all stories leave without names: the most there is to go by.
        every = Sharing.ANONYMOUS if seed % 2 else None
        one = made(Random(seed), every=every)  # noqa: S311 (not to keep secrets)
        stories = _as_they_lie(one, folder / str(seed))
        tellers = {s.left_as: s.teller for s in one.circle.stories}
        for way, guesses in _ways(one, stories):
            tally = found.setdefault(way, Tally())
            possible = _possible(one.circle, stories)
            for story, guess in guesses:
                teller = tellers[story]
                chance = 1 / len(possible) if teller in possible else 0.0
                tally.add(right=teller == guess, chance=chance)
    return found


def _ways(one: Made, stories: list[Record]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    possible = _possible(one.circle, stories)
    seats = [m.id for m in one.circle.members if m.id in possible]
    turns = [member for member in one.heard if member in possible]
    unnamed = [story for story in stories if story.fields["sharing"] == "anonymous"]
    told = [s.left_as for s in one.circle.stories]
    lists = {"members": seats, "turns": turns, "members from the end": seats[::-1]}
    for listed, people in lists.items():
        for name, order in ORDERS.items():
            ranked = [story.id for story in order(unnamed)]
            yield f"{name}, to {listed}", list(zip(ranked, people, strict=False))
    answer = sorted((story.id for story in unnamed), key=told.index)
    yield TOLD, list(zip(answer, turns, strict=False))


def _possible(circle: Circle, stories: list[Record]) -> set[str]:
    """Who may have told a story without names, as far as the file says."""
    named = {story.fields.get("teller") for story in stories}
    rest = {member.id for member in circle.members if member.id not in named}
    return rest or {member.id for member in circle.members}


def _as_they_lie(one: Made, folder: Path) -> list[Record]:
    """The stories of the circle's file in the order of its rows, written as facilitators do: the
    circle is saved after each story.
    """
    folder.mkdir(parents=True)
    with Library(folder / "library", SimulatedClock(NOON)) as library:
        library.save_event(EVENT)
        for count in range(len(one.circle.stories) + 1):
            library.save_circle(_until(one.circle, count))
        leave = library.leave(one.circle)
    circle_file.write(leave, folder / "x.circle")
    return [r for r in _rows(folder / "x.circle") if r.kind == "story"]


def _until(circle: Circle, count: int) -> Circle:
    return Circle(
        circle.id,
        circle.number,
        event=circle.event,
        members=circle.members,
        past=circle.past,
        also=circle.also,
        stories=circle.stories[:count],
        dialogue=circle.dialogue,
        ideas=circle.ideas,
        actions=circle.actions,
        facilitator=circle.facilitator,
        stories_here=circle.stories_here,
    )


def _rows(path: Path) -> list[Record]:
    """A file's records in the order of their rows, as anybody with SQLite sees them."""
    import sqlite3

    conn = sqlite3.connect(path)
    order = [row[0] for row in conn.execute("SELECT id FROM story ORDER BY rowid")]
    conn.close()
    records = {record.id: record for record in circle_file.read(path).records}
    return [records[id_] for id_ in order]
