"""Eight hours of a circle at one change a second, and whether it grows."""

import gc
from pathlib import Path
from random import Random

from storycircle.store.library import Library
from storycircle.ui.session import Session
from tests.battery.holding import circle, clock, fill, folder, standing
from tests.battery.row import Fault, NotHere, Tally

MOST_MB = 20


def run(hours: int, chance: Random) -> Tally:
    """One change a second, of words, names, ideas and turns, after ten minutes to warm up."""
    tally = Tally()
    with folder() as place:
        at = clock()
        with Library(place / "library", at) as library:
            fill(library, at)
            session = Session(library, at, circle(), standing(at, circle(), 40_000))
            _held(session, 600, chance)
            before = _megabytes()
            _held(session, hours * 3_600, chance)
            grown = _megabytes() - before
            disk = sum(path.stat().st_size for path in place.rglob("*") if path.is_file()) / 1e6
        tally.add(held=grown < MOST_MB, why=f"grew by {grown:.1f} MB")
        tally.figures.append(f"{hours} h, memory {grown:+.1f} MB, on disk {disk:.1f} MB")
    return tally


def _held(session: Session, seconds: int, chance: Random) -> None:
    at = session.clock
    for second in range(seconds):
        at.forward(1)  # type: ignore[attr-defined]
        session.tick()
        what = second % 4
        if what == 0:
            session.set_details(theme=f"Asked at {second}: {chance.random()}")
        elif what == 1:
            session.set_details(facilitator=f"May {second}")
        elif what == 2:
            session.more(30 if second % 8 == 2 else -30)
        else:
            session.start_or_pause()


def _megabytes() -> float:
    gc.collect()
    status = Path("/proc/self/status")
    if not status.exists():
        raise NotHere("this system does not tell how much memory a process has")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1_000


FAULT = Fault("hours", f"memory grows by less than {MOST_MB} MB", 1, 8, run)
