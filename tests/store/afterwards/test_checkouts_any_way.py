"""Two organisers' libraries through any history: all that ever left them tells nothing of few."""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from storycircle.core.checkout.checkout import FEWEST_SHOWN, Checkout, Row, hands
from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Event
from storycircle.jobs.export import hand_on
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import write_report
from storycircle.paper.report.event_part import By, Only
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.confirmation import Everything
from storycircle.store.library import Library
from storycircle.store.safety import restore
from tests.support.attacker import found_by
from tests.support.fresh import fresh_library

NOON = datetime(2007, 6, 14, 12)  # noqa: DTZ001 (the room's own time)
EVENT = Event("e", "An event", "2007-06-14", statements=("It was long.", "It was loud."))
STEPS = 22


class World:
    """A facilitator's laptop, an organiser who gathers its files, and one who has their archives.

    left: of which circles each figure is that ever left, found by the one line each circle said.
    """

    def __init__(self, folder: Path, chance: Random) -> None:
        self.folder, self.chance, clock = folder, chance, SimulatedClock(NOON)
        self.clock = clock
        self.own = fresh_library(folder / "own" / "library", clock)
        self.organisers = [fresh_library(folder / str(at) / "library", clock) for at in (1, 2)]
        for library in (self.own, *self.organisers):
            library.save_event(EVENT)
        self.circles: list[Circle] = []
        self.left: list[list[str]] = []

    def close(self) -> None:
        for library in (self.own, *self.organisers):
            library.close()

    def a_circle_comes(self) -> None:
        number, chance = len(self.circles) + 1, self.chance
        people = chance.choice((1, 2, 2, 3, 3, 4, 4, 5, 6))
        rows = tuple(self._row(people) for _statement in EVENT.statements)
        said = Checkout(people, rows, (f"line {number}.",), EVENT.statements)
        region = chance.choice(("North", "South"))
        circle = Circle(f"c{number}", number, "e", region=region, checkout=said)
        self.circles.append(self.own.save_circle(circle))
        self._gathered(circle)

    def a_file_comes_again(self) -> None:
        if self.circles:
            self._gathered(self.chance.choice(self.circles))

    def _gathered(self, circle: Circle) -> None:
        path = self.folder / "x.circle"
        circle_file.write(self.own.leave(circle, sealed=True), path)
        self.organisers[0].merge(circle_file.read(path), accepted=Everything())

    def _row(self, people: int) -> Row:
        whole = self.chance.random() < 0.7
        answered = people if whole else self.chance.randint(0, people)
        yes = self.chance.randint(0, answered)
        return yes, answered - yes, 0

    def a_circle_goes(self) -> None:
        library = self.chance.choice(self.organisers)
        here = library.circles("e")
        if here:
            library.erase_circle(self.chance.choice(here).id)

    def a_report_is_made(self) -> None:
        self._left(self.chance.choice(self.organisers), None)

    def a_part_is_made(self) -> None:
        region = self.chance.choice(("North", "South"))
        self._left(self.chance.choice(self.organisers), Only(By.REGION, region))

    def _left(self, library: Library, only: Only | None) -> None:
        path = self.folder / "report.json"
        with suppress(Refused):  # nothing is in that part yet
            write_report(path, library, EVENT, only=only)
            document = json.loads(path.read_bytes())
            figures = [c["checkout"] for c in document["circles"] if "checkout" in c]
            figures += document.get("checkouts", [])
            self.left += [figure["words"] for figure in figures]
            every = [line for figure in figures for line in figure["words"]]
            assert len(every) == len(set(every))

    def an_archive_goes(self) -> None:
        giver, taker = self.chance.sample(self.organisers, 2)
        path = self.folder / "all.zip"
        hand_on(giver, path)
        list(merge_files(taker, [path], accepted=Everything()))

    def a_copy_is_gone_back_to(self) -> None:
        library = self.organisers[0]
        name = library.back_up()
        self.a_circle_comes()
        self._left(library, None)
        library.close()
        restore.restore(library.path, name, NOON)
        self.organisers[0] = Library(library.path, self.clock)

    def found(self) -> Sequence[str]:
        """What a program finds of few people in all that ever left."""
        figures = [[int(f"line {c.number}." in words) for c in self.circles] for words in self.left]
        found = found_by(figures, [c.checkout.people for c in self.circles if c.checkout], 5)
        for statement in range(len(EVENT.statements)):
            answered = [
                hands(c.checkout.answers[statement]) for c in self.circles if c.checkout is not None
            ]
            own = [
                [count * (answered[at] > 0) for at, count in enumerate(figure)]
                for figure in figures
            ]
            found += found_by(own, answered, FEWEST_SHOWN)
        return found


ACTS = (
    *(World.a_circle_comes,) * 6,
    *(World.a_report_is_made,) * 4,
    *(World.a_part_is_made,) * 3,
    *(World.an_archive_goes,) * 3,
    *(World.a_circle_goes,) * 2,
    World.a_file_comes_again,
    World.a_copy_is_gone_back_to,
)


@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 40))]
)
def test_whatever_comes_and_goes_nothing_of_few_can_be_found(seed: int) -> None:
    """Reports of the whole and of parts, archives both ways, circles that go and come back, a copy
    gone back to.
    """
    chance = Random(seed)  # noqa: S311 (a game)
    with TemporaryDirectory() as folder:
        world = World(Path(folder), chance)
        try:
            for _step in range(STEPS):
                chance.choice(ACTS)(world)
            assert world.found() == []
        finally:
            world.close()
