"""Eight hours of a circle in its window at one change a second, and whether it grows."""

import gc
import os
from pathlib import Path
from random import Random

from storycircle.core.clock import SimulatedClock
from storycircle.store.library import Library
from tests.battery.holding import circle, clock, fill, folder, standing
from tests.battery.row import Fault, NotHere, Tally

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.ui.app.main_window import Window
from storycircle.ui.app.startup_services import Guard
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.session.session import Session
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme

MOST_MB = 20
_WARM = 900  # seconds until caches of letters and pages are full


def run(minutes: int, chance: Random) -> Tally:
    """One change a second, of words typed and pasted, turns, ideas and stages, drawn each time."""
    tally = Tally()
    app = QApplication.instance() or QApplication([])
    theme = Theme(LIGHT, still=True)
    if isinstance(app, QApplication):
        apply_theme(app, theme)
    with folder() as place:
        at = clock()
        with Library(place / "library", at) as library:
            fill(library, at)
            library.save_state("c1", standing(at, circle(), 60_000))
            window = Window(theme, library, at)
            window.resize(1024, 700)
            window.show()
            guard = Guard(window, library, at)
            window.carry_on("c1")
            _held(window, at, _WARM, chance)
            before = _megabytes()
            _held(window, at, minutes * 60, chance)
            grown = _megabytes() - before
            guard.finish()
            window.close()
            disk = sum(path.stat().st_size for path in place.rglob("*") if path.is_file()) / 1e6
        tally.add(held=grown < MOST_MB, why=f"grew by {grown:.1f} MB")
        tally.figures.append(f"{minutes} min, memory {grown:+.1f} MB, on disk {disk:.1f} MB")
    return tally


def _held(window: Window, at: SimulatedClock, seconds: int, chance: Random) -> None:
    session = window.session
    if session is None:
        raise RuntimeError("no circle is open")
    points: QWidget = window.findChildren(StoriesScreen)[0].story.points
    for second in range(seconds):
        at.forward(1)
        session.tick()
        _changed(session, points, second, chance)
        QApplication.processEvents()


def _changed(session: Session, points: QWidget, second: int, chance: Random) -> None:
    what = second % 6
    if what == 0:
        session.members.set_details(theme=f"Asked at {second}: {chance.random()}")
    elif what == 1:
        QTest.keyClick(points, Qt.Key.Key_A if second % 600 > 300 else Qt.Key.Key_Backspace)
    elif what == 2:
        session.turns.more(30 if second % 12 == 2 else -30)
    elif what == 3:
        session.turns.start_or_pause()
    elif what == 4:
        session.undo()
    else:
        session.redo()
    session.save_time()


def _megabytes() -> float:
    gc.collect()
    status = Path("/proc/self/status")
    if not status.exists():
        raise NotHere("this system does not tell how much memory a process has")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1_000


FAULT = Fault(
    "hours",
    "8 simulated hours of a circle in its window, one change a second",
    f"memory grows by less than {MOST_MB} MB",
    1,
    480,
    run,
    "minutes",
)
