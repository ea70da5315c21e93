"""Clocks set back and forward, the lid shut in mid-sentence, a window that stalls."""

from collections.abc import Callable
from random import Random

from storycircle.core.clock import SimulatedClock
from storycircle.store.library import Library
from storycircle.store.safety import backups
from storycircle.ui.session.session import Session
from tests.battery.holding import circle, clock, fill, folder, standing
from tests.battery.row import Fault, Tally

Shock = Callable[[SimulatedClock], float]
"""Does something to a clock; the seconds of it that a turn may count without asking."""


def _wall(seconds: float) -> Shock:
    def shock(at: SimulatedClock) -> float:
        at.set_wall(seconds)
        return 0.0

    return shock


def _to_1970(at: SimulatedClock) -> float:
    at.set_wall(-(at.now() - at.now().replace(year=1970)).total_seconds())
    return 0.0


def _suspend(at: SimulatedClock) -> float:
    at.sleep(45 * 60)
    return 0.0


def _stall(at: SimulatedClock) -> float:
    at.forward(5)
    return 5.0


SHOCKS: dict[str, Shock] = {
    "back an hour": _wall(-3_600),
    "forward a day": _wall(86_400),
    "to 1970": _to_1970,
    "asleep for 45 minutes": _suspend,
    "stalled for 5 seconds": _stall,
}


def run(times: int, chance: Random) -> Tally:
    """A shock in a random second of a turn, one kind after another."""
    tally = Tally()
    for number in range(times):
        name = list(SHOCKS)[number % len(SHOCKS)]
        why = _tried(SHOCKS[name], chance)
        tally.count(name)
        tally.add(held=not why, why=f"{name}: {why}")
    return tally


def _tried(shock: Shock, chance: Random) -> str:
    with folder() as place:
        at = clock()
        with Library(place / "library", at) as library:
            fill(library, at)
            library.back_up()
            session = Session(library, at, circle(), standing(at, circle()))
            session.turns.start_or_pause()
            order = [chance.randrange(1, 60) for _ in range(3)]
            spoken = 0.0
            for seconds in order:
                spoken += _speak(session, at, seconds)
            spoken += shock(at)
            session.tick()
            asked = session.prompts.current()
            for _ in range(20):
                session.tick()
                spoken += _speak(session, at, 1)
            return _found(session, library, spoken, asked=asked is not None)


def _speak(session: Session, at: SimulatedClock, seconds: int) -> float:
    for _ in range(seconds):
        at.forward(1)
        session.tick()
        session.save_time()
    return float(seconds)


def _found(session: Session, library: Library, spoken: float, *, asked: bool) -> str:
    """What is wrong; empty where nothing is."""
    round_ = session.state.round
    if round_ is None or not round_.running:
        return "the turn stopped"
    elapsed = round_.elapsed(session.clock.reading())
    if abs(elapsed - spoken) > 0.01:
        return f"{elapsed:.1f} s counted of {spoken:.1f}"
    if asked and _asks_twice(session):
        return "asked twice"
    session.turns.next()
    made = library.back_up()
    holds = {
        "the order changed": _heard(session) == ["c1m0"],
        "the copy just made was thrown away": made in backups.names(library.path),
        "the circle changed": library.circle("c1") == session.state.circle,
    }
    return next((why for why, holding in holds.items() if not holding), "")


def _heard(session: Session) -> list[str]:
    return (
        [turn.member for turn in session.state.round.heard]
        if session.state.round is not None
        else []
    )


def _asks_twice(session: Session) -> bool:
    """Whether a question that was put off comes again."""
    question = session.prompts.current()
    if question is None:
        return False
    session.prompts.put_off(question.asked)
    again = session.prompts.current()
    return again is not None and again.asked is question.asked


FAULT = Fault(
    "clocks",
    "clock back an hour, forward a day, to 1970; suspend of 45 minutes; stalled for 5 s",
    "time and order right, one question at most",
    10,
    30,
    run,
)
