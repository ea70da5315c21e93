"""SIGKILL of the real app, while stories are typed, turns run, actions move, files are merged,
and exports and sheets are written.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from msgspec import Struct, field

from storycircle.core.clock import SystemClock
from storycircle.core.model import Circle
from storycircle.jobs.check_file import check
from storycircle.jobs.export import export_circle
from storycircle.store.library import Library
from storycircle.store.safety.recovery import open_or_recover
from storycircle.ui.home.view_model import on_this_laptop
from tests.battery.app_to_kill import mark
from tests.battery.holding import circle, clock, fill, folder, standing
from tests.battery.row import Fault, NotHere, Tally

_MOST_TYPING = 2.3  # seconds: the two that are promised, and a busy laptop's own
_ACTS = {
    "": "opening",
    "type": "typing",
    "turn": "turning",
    "move": "moving actions",
    "merge": "merging",
}
_ACTS |= {"export": "exporting", "print": "printing"}


class Heard(Struct):
    """What a killed app had said."""

    did: str = ""
    will: list[str] = field(default_factory=list)
    typed: list[tuple[float, int]] = field(default_factory=list)
    changes: int = 0
    wrote: set[str] = field(default_factory=set)
    merged: set[int] = field(default_factory=set)
    act: str = ""

    def take(self, line: str) -> None:
        what, *words = line.split()
        if what == "will":
            self.will.append(words[0])
        elif what == "did":
            self.did, self.will = words[0], []
            self.changes += 1
        elif what == "typed":
            self.typed.append((float(words[0]), int(words[1])))
        elif what == "wrote":
            self.wrote.add(words[0])
        elif what == "merged":
            self.merged.add(int(words[0]))
        elif what == "act":
            self.act = words[0]


def run(times: int, chance: Random) -> Tally:
    """Start it, let it be busy for a moment, kill it, and look. Every third one types without a
    pause for longer than typing may stay unsaved; the others do a bit of everything.
    """
    if os.name != "posix":
        raise NotHere("this system has no SIGKILL")
    tally = Tally()
    for number in range(times):
        with folder() as place:
            _laptop(place)
            types = number % 3 == 2
            heard, killed_at = _killed(place, chance, types=types)
            act = "type" if types else heard.act
            tally.count(f"killed while {_ACTS[act]}")
            tally.count("letters typed", heard.typed[-1][1] if heard.typed else 0)
            tally.count("changes acknowledged", heard.changes)
            tally.count("files written", len(heard.wrote))
            why = _found(place, heard, killed_at)
            tally.add(held=not why, why=f"in {act}: {why}")
    return tally


def _laptop(place: Path) -> None:
    """A circle under way, and three files of other circles."""
    at = SystemClock()
    with Library(place / "library", at) as library:
        fill(library, clock())
        held = library.circle("c1")
        begun = standing(clock(), held)
        library.save_state("c1", type(begun)(begun.stage, begun.round, begun.plan, at.now()))
    for number in (5, 6, 7):
        with Library(place / f"other{number}", at) as other:
            held = circle(number)
            other.save_circle(held)
            export_circle(other, held, place / f"in-{number}.circle")


def _killed(place: Path, chance: Random, *, types: bool) -> tuple[Heard, float]:
    words = [sys.executable, "-m", "tests.battery.app_to_kill", str(place)]
    words += [str(chance.randrange(10**6)), "type" if types else "all"]
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
        time.sleep(chance.uniform(2.4, 4.0) if types else chance.uniform(0, 1.5))
        killed_at = time.monotonic()
        app.send_signal(signal.SIGKILL)
        for line in app.stdout:
            if line.endswith("\n"):
                heard.take(line)
    return heard, killed_at


def _found(place: Path, heard: Heard, killed_at: float) -> str:
    """What is lost; empty where nothing is."""
    at = SystemClock()
    if not heard.did:
        return "it did not begin"
    library, recovered = open_or_recover(place / "library", at)
    with library:
        kept = library.circle("c1")
        sure = max(
            (count for when, count in heard.typed if when < killed_at - _MOST_TYPING), default=0
        )
        letters = _letters(kept) - _letters(circle(1))
        there = {path.name for path in place.glob("out-*")}
        known = {heard.did, *heard.will}
        holds = {
            "something went wrong in it": not list(place.glob("report-*")),
            "a copy was needed": recovered is None,
            "an acknowledged change is lost": mark(kept, library.saved_state("c1")) in known,
            f"typed {sure} letters, kept {letters}": sure <= letters,
            "Carry on is not offered": on_this_laptop(library, at).where is not None,
            "a merged circle is lost": heard.merged <= {c.number for c in library.circles()},
            "a written file is lost": heard.wrote <= there,
            "a file is half written": all(_whole(path) for path in place.glob("out-*")),
        }
    return next((why for why, holding in holds.items() if not holding), "")


def _letters(held: Circle) -> int:
    return sum(len("".join(story.points.split())) for story in held.stories)


def _whole(path: Path) -> bool:
    if path.name.endswith(("circle", "sheet.pdf")):
        return not check(path).refused
    data = path.read_bytes()
    return data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")


FAULT = Fault(
    "killed",
    "SIGKILL of the real app, offscreen, while stories are typed, turns run, actions move, files "
    "merge, exports and PDFs are written",
    "0 acknowledged changes lost, at most 2 s of typing; files whole; *Carry on* offered",
    6,
    500,
    run,
)
