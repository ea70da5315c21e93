"""The real app in a process of its own, doing one thing after another: made to be killed.

python -m tests.battery.app_to_kill FOLDER SEED says on its output what it is about to keep
("will"), what was kept when the call came back ("did"), each letter typed, and each file.
"""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from storycircle.core import writing
from storycircle.core.clocks import SystemClock
from storycircle.core.model import Circle
from storycircle.core.timing import Stage
from storycircle.jobs.export import export_circle
from storycircle.jobs.gather import gather
from storycircle.jobs.printing import write_sheet_with_data
from storycircle.store.library import Library
from storycircle.store.lock import Lock
from storycircle.store.running import Standing
from storycircle.ui.guard import Guard
from storycircle.ui.screens.stories import StoriesScreen
from storycircle.ui.session import Session
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from storycircle.ui.window import Window

_LETTERS = (Qt.Key.Key_A, Qt.Key.Key_E, Qt.Key.Key_O, Qt.Key.Key_Space)


def say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def mark(circle: Circle) -> str:
    """A circle in a few letters, to compare."""
    return sha256(repr(circle).encode()).hexdigest()[:16]


class Spoken(Library):
    """A library that says what it is about to keep, and that it kept it."""

    def save_circle(self, circle: Circle, standing: Standing | None = None) -> None:
        say("will", mark(circle))
        super().save_circle(circle, standing)
        say("did", mark(circle))


class Busy:
    """Does what a facilitator does, much faster."""

    def __init__(self, window: Window, library: Library, folder: Path, chance: Random) -> None:
        self._window, self._library, self._folder, self._chance = window, library, folder, chance
        self._files = 0
        session = window.session
        if session is None:
            raise SystemExit(3)
        self._session: Session = session
        self._screen = window.findChildren(StoriesScreen)[0]

    def act(self) -> None:
        ways: dict[Callable[[], None], int] = {
            self._type: 60,
            self._turn: 40,
            self._move: 40,
            self._merge: 12,
            self._export: 12,
            self._print: 1,  # it takes much longer than the others
        }
        (way,) = self._chance.choices(list(ways), list(ways.values()))
        say("act", way.__name__)
        way()

    def _type(self) -> None:
        points = self._screen.story.points
        points.setFocus()
        for _ in range(self._chance.randrange(1, 6)):
            QTest.keyClick(points, self._chance.choice(_LETTERS))
            say("typed", time.monotonic(), len(points.text()))

    def _turn(self) -> None:
        self._chance.choice([self._session.start_or_pause, self._session.more])()

    def _move(self) -> None:
        session = self._session
        text = f"Action {self._chance.random()}"
        circle = writing.with_idea(session.circle, text)
        if len(circle.actions) < 3:
            circle = writing.committed(circle, circle.ideas[-1].id)
        else:
            circle = writing.moved_up(circle, circle.actions[-1].id, self._chance.choice([-1, 1]))
        session.act_on(circle)

    def _merge(self) -> None:
        (merged,) = gather(self._library, [self._chance.choice(sorted(self._folder.glob("in-*")))])
        say("merged", merged.number)

    def _export(self) -> None:
        self._files += 1
        path = self._folder / f"out-{self._files}.circle"
        export_circle(self._library, self._session.circle, path)
        say("wrote", path.name)

    def _print(self) -> None:
        session = self._session
        if session.at_event is None:
            return
        self._files += 1
        path = self._folder / f"out-{self._files}.pdf"
        write_sheet_with_data(path, self._library, session.at_event, session.circle)
        say("wrote", path.name)


def main() -> int:
    """Take up the circle that is there, and be busy until the kill comes."""
    folder, seed = Path(sys.argv[1]), int(sys.argv[2])
    app = QApplication(sys.argv[:1])
    theme = Theme(LIGHT, still=True)
    apply_theme(app, theme)
    clock = SystemClock()
    lock = Lock(folder / "library")
    if not lock.take():
        return 4
    with Spoken(folder / "library", clock) as library:
        window = Window(theme, library, clock)
        window.show()
        guard = Guard(window, library, clock)
        window.carry_on("c1")
        session = window.session
        if session is None or session.stage is not Stage.STORIES:
            return 3
        session.circle = replace(session.circle, theme=f"Taken up {seed}")
        session.keep()
        busy = Busy(window, library, folder, Random(seed))  # noqa: S311 (to be said again)
        timer = QTimer()
        timer.timeout.connect(busy.act)
        timer.start(10)
        say("begun")
        status = app.exec()
        guard.finish()
        return status


if __name__ == "__main__":
    sys.exit(main())
