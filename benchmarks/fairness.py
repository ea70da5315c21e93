"""Does a circle end on time? 1,000 simulated circles of 25 minutes, with people as they are.

In each, five to seven people (now and then two to fifteen) tell in turn. Some stop early, half
run over, some by minutes; breaths are three to twenty-five seconds long; people pass, leave,
come late, and starts are forgotten. Whoever is last ends within 25 s of their share, since
nobody is left to give that time back. What is measured is how many seconds after the planned
end the last story ended, over the circles in which every share stayed above the floor.
"""

import random

from benchmarks.figure import Figure
from storycircle.core.turns.queue import Round, join, leave, new_round

STAGE = 25 * 60.0
FLOOR = 30.0
"""Seconds over the plan that count as on time."""


def measure(*, quick: bool) -> Figure:
    """The worst circle of 1,000 (quick: 100)."""
    seeds = range(100 if quick else 1_000)
    ends = {seed: _end_of_circle(random.Random(seed)) for seed in seeds}  # noqa: S311
    counted = {seed: end - STAGE for seed, end in ends.items() if end is not None}
    worst = max(counted, key=lambda seed: counted[seed])
    at_the_floor = len(ends) - len(counted)
    note = (
        f"worst of {len(counted)} circles: {counted[worst]:.1f} s over the plan (seed {worst}); "
        f"{at_the_floor} more came down to the shortest turn"
    )
    return Figure("fairness", max(0.0, counted[worst]), FLOOR, 1.0, note)


def _end_of_circle(chance: random.Random) -> float | None:
    """When the last story of one circle ended, in seconds; None where a share met the floor."""
    people = chance.choice([5, 6, 7, 6, 5, 7, chance.randint(2, 15)])
    round_ = new_round(tuple(f"p{n}" for n in range(people)), STAGE)
    now, arrived, floored = 0.0, people, False
    while not round_.over:
        if round_.going:
            now += chance.uniform(3, 25)
        round_, arrived = _someone_comes_or_goes(chance, round_, now, arrived)
        if round_.over:
            break
        if chance.random() < 0.08:
            round_ = round_.pass_turn(now)
            continue
        forgotten = chance.uniform(0, 40) if chance.random() < 0.15 else 0.0
        now += forgotten
        round_ = round_.start(now, ago=chance.choice([0.0, forgotten]))
        floored = floored or round_.next_share(now) <= round_.floor
        now += _told(chance, round_, now)
        round_ = round_.next(now)
    return None if floored else round_.spent(now)


def _someone_comes_or_goes(
    chance: random.Random, round_: Round, now: float, arrived: int
) -> tuple[Round, int]:
    if chance.random() < 0.03 and len(round_.seats) > 2:
        round_ = leave(round_, chance.choice(round_.seats), now)
    if chance.random() < 0.03 and len(round_.seats) < 15 and round_.following:
        round_ = join(round_, f"p{arrived}", chance.randrange(len(round_.seats)))
        arrived += 1
    return round_, arrived


def _told(chance: random.Random, round_: Round, now: float) -> float:
    """Seconds a person goes on for, from now."""
    share = round_.left(now)
    if round_.following is None:
        return max(1.0, share + chance.uniform(-60, 25))
    if chance.random() < 0.5:
        return max(1.0, share * chance.uniform(0.5, 1.0))
    return max(1.0, share + min(180.0, chance.expovariate(1 / 40)))
