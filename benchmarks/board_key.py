"""A key on the board with 1,449 actions, over the same key with 100.

Each key sends the card that is shown under a heading, with nothing that goes with it: it is saved,
the next one comes, and the page is drawn. Processor milliseconds of a key, medians; the note says
what the slowest took, and what it took until the page with all of them stood.
"""

import os
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import cast

from benchmarks.figure import Figure
from benchmarks.profiles import of_act
from storycircle.core.model import Action, Circle, Event, Gathered

AT_MOST = 4.0
"""Of fourteen times as many actions: what is painted, and what is saved, is the same."""
_LARGE, _SMALL = 1449, 101
_KEYS, _QUICK = 60, 15
_HEADINGS = tuple(f"Heading {number}" for number in range(1, 7))


def measure(*, quick: bool) -> Figure:
    """Milliseconds of a key."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    count = _QUICK if quick else _KEYS
    floor, _opened = _keys(_SMALL, min(count, 40))
    ours, opened = _keys(_LARGE, count)
    note = f"slowest {max(ours):.0f} ms; {_LARGE:,} stand after {opened:.0f} ms"
    return Figure("board-key", median(ours), median(floor), AT_MOST, note)


def _event(count: int) -> Gathered:
    """Circles of three actions, of which no two say the same."""
    places = range(0, count, 3)
    words = [
        f"Do {n * 7919 % 10007:05d} by {n * 104729 % 99991:05d} together" for n in range(count)
    ]
    circles = tuple(
        Circle(
            f"c{first}",
            first // 3 + 1,
            "e",
            actions=tuple(Action(f"a{n}", words[n]) for n in range(first, min(first + 3, count))),
        )
        for first in places
    )
    return Gathered(Event("e", "A year", headings=_HEADINGS), circles)


def _keys(actions: int, count: int) -> tuple[list[float], float]:
    """Milliseconds of each of so many keys, and until the page stood."""
    from PySide6.QtCore import Qt  # noqa: PLC0415 (the platform is chosen before)
    from PySide6.QtTest import QTest  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from storycircle.core.clock import SystemClock  # noqa: PLC0415
    from storycircle.store.library import Library  # noqa: PLC0415
    from storycircle.ui.organiser.organiser_session import OrganiserSession  # noqa: PLC0415
    from storycircle.ui.organiser.sorting.place import HeadingsPlace  # noqa: PLC0415
    from storycircle.ui.theme.palette import LIGHT  # noqa: PLC0415
    from storycircle.ui.theme.theme import Theme, apply_theme  # noqa: PLC0415

    app = cast("QApplication", QApplication.instance() or QApplication([]))
    theme = Theme(LIGHT, still=True)
    apply_theme(app, theme)
    took, clock = [], SystemClock()
    with (
        tempfile.TemporaryDirectory() as folder,
        Library(Path(folder) / "l", clock) as held,
    ):
        held.load(_event(actions))
        session = OrganiserSession(held, clock)
        started = time.process_time()
        place = HeadingsPlace(theme, session)
        place.resize(1440, 900)
        place.show()
        place.refresh()
        place.enter()
        app.processEvents()
        opened = (time.process_time() - started) * 1000
        for number in range(count):
            while place.sorting.ticked:
                place.sorting.tick_all()
            started = time.process_time()
            key = Qt.Key(Qt.Key.Key_1 + number % len(_HEADINGS))
            QTest.keyClick(place.sorting.card, key)
            app.processEvents()
            took.append((time.process_time() - started) * 1000)
        if len(place.sorting.stream.waiting) > actions - count:
            raise RuntimeError("a key placed nothing")
        session.stop_and_wait()
        place.close()
    return took, opened


def profile_of(_name: str) -> str:
    """Where the time of opening the board and of fifteen keys goes."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return of_act(lambda: _keys(_LARGE, _QUICK))
