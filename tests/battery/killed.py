"""SIGKILL of the real app, while stories are typed, turns run, actions move, files are merged,
and exports and sheets are written.
"""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from storycircle.core.clocks import SystemClock
from storycircle.jobs.export import export_circle
from storycircle.jobs.gather import check
from storycircle.store.library import Library
from storycircle.store.recovering import open_or_recover
from storycircle.ui.screens.home_reading import on_this_laptop
from tests.battery.app_to_kill import mark
from tests.battery.holding import circle, clock, fill, folder, standing
from tests.battery.row import Fault, NotHere, Tally

_MOST_TYPING = 2.3  # seconds: the two that are promised, and a busy laptop's own


@dataclass
class Heard:
    """What a killed app had said."""

    did: str = ""
    will: list[str] = field(default_factory=list)
    typed: list[tuple[float, int]] = field(default_factory=list)
    wrote: set[str] = field(default_factory=set)
    merged: set[int] = field(default_factory=set)
    act: str = ""

    def take(self, line: str) -> None:
        what, *words = line.split()
        if what == "will":
            self.will.append(words[0])
        elif what == "did":
            self.did, self.will = words[0], []
        elif what == "typed":
            self.typed.append((float(words[0]), int(words[1])))
        elif what == "wrote":
            self.wrote.add(words[0])
        elif what == "merged":
            self.merged.add(int(words[0]))
        elif what == "act":
            self.act = words[0]


def run(times: int, chance: Random) -> Tally:
    """Start it, let it be busy for up to a second and a half, kill it, and look."""
    if os.name != "posix":
        raise NotHere("this system has no SIGKILL")
    tally, acts, letters = Tally(), dict[str, int](), 0
    for _ in range(times):
        with folder() as place:
            _laptop(place)
            heard, killed_at = _killed(place, chance)
            acts[heard.act] = acts.get(heard.act, 0) + 1
            letters += len(heard.typed)
            why = _found(place, heard, killed_at)
            tally.add(held=not why, why=f"in {heard.act}: {why}")
    names = {"_type": "typing", "_turn": "turns", "_move": "actions", "_merge": "merging"}
    names |= {"_export": "exporting", "_print": "printing"}
    tally.figures.append(f"{letters} letters typed")
    said = [f"{names.get(act, act)} {count}" for act, count in sorted(acts.items())]
    tally.figures.append("killed while " + ", ".join(said))
    return tally


def _laptop(place: Path) -> None:
    """A circle under way, and three files of other circles."""
    at = SystemClock()
    with Library(place / "library", at) as library:
        fill(library, clock())
        held = library.circle("c1")
        begun = standing(clock(), held)
        library.save_standing("c1", type(begun)(begun.stage, begun.round, begun.plan, at.now()))
    for number in (5, 6, 7):
        with Library(place / f"other{number}", at) as other:
            held = circle(number)
            other.save_circle(held)
            export_circle(other, held, place / f"in-{number}.circle")


def _killed(place: Path, chance: Random) -> tuple[Heard, float]:
    words = [sys.executable, "-m", "tests.battery.app_to_kill", str(place)]
    words.append(str(chance.randrange(10**6)))
    heard = Heard()
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environ
    ) as app:
        if app.stdout is None:
            return heard, 0.0
        for line in app.stdout:
            if line == "begun\n":
                break
            heard.take(line)
        time.sleep(chance.random() * 1.5)
        killed_at = time.monotonic()
        app.send_signal(signal.SIGKILL)
        for line in app.stdout:
            if line.endswith("\n"):
                heard.take(line)
    return heard, killed_at


def _found(place: Path, heard: Heard, killed_at: float) -> str:
    """What is lost; empty where nothing is."""
    at = SystemClock()
    library, recovered = open_or_recover(place / "library", at)
    with library:
        kept = library.circle("c1")
        sure = [letters for when, letters in heard.typed if when < killed_at - _MOST_TYPING]
        longest = max(len(story.points) for story in kept.stories)
        there = {path.name for path in place.glob("out-*")}
        holds = {
            "something went wrong in it": not list(place.glob("report-*")),
            "a copy was needed": recovered is None,
            "an acknowledged change is lost": mark(kept) in {heard.did, *heard.will},
            f"typed {max(sure, default=0)}, kept {longest}": max(sure, default=0) <= longest,
            "Carry on is not offered": on_this_laptop(library, at).where is not None,
            "a merged circle is lost": heard.merged <= {c.number for c in library.circles()},
            "a written file is lost": heard.wrote <= there,
            "a file is half written": all(_whole(path) for path in place.glob("out-*")),
        }
    return next((why for why, holding in holds.items() if not holding), "")


def _whole(path: Path) -> bool:
    return not check(path).refused


FAULT = Fault(
    "killed",
    "0 acknowledged changes lost, at most 2 s of typing, files whole, Carry on offered",
    8,
    500,
    run,
)
