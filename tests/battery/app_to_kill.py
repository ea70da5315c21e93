"""The real app in a process of its own, doing one thing after another: made to be killed.

python -m tests.battery.app_to_kill FOLDER SEED WHAT says on its output what it is about to keep
("will"), what was kept when the call came back, as before the window says Saved ("did"), how many
letters were typed, and each file. WHAT is "all", or "type" to type without a pause.
"""

import os
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from random import Random

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from storycircle.core import actions
from storycircle.core.clock import SystemClock
from storycircle.core.model import Circle
from storycircle.core.turns.schedule import Stage
from storycircle.jobs.export import export_circle
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import write_report, write_sheet_with_data, write_slips
from storycircle.store.library import Library
from storycircle.store.safety.disk import Lock
from storycircle.store.saved_state import SavedState
from storycircle.ui.app.main_window import Window
from storycircle.ui.app.startup_services import Guard
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.session.session import Session
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme

_LETTERS = (Qt.Key.Key_A, Qt.Key.Key_E, Qt.Key.Key_O)
_NAMES = 3  # of files that are written: so most are written over an older one


def say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def mark(circle: Circle, standing: SavedState | None) -> str:
    """A circle and whose turn it is in a few letters, to compare."""
    turns = ""
    if standing is not None and standing.round is not None:
        at = standing.round
        heard = [turn.member for turn in at.heard]
        turns = repr((standing.stage, heard, at.to_come, at.again, at.declined, at.given))
    return sha256((repr(circle) + turns).encode()).hexdigest()[:16]


class Spoken(Library):
    """A library that says what it is about to keep, and that it kept it."""

    _held: Circle | None = None

    def save_circle(self, circle: Circle, standing: SavedState | None = None) -> Circle:
        self._held = circle
        say("will", mark(circle, standing))
        kept = super().save_circle(circle, standing)
        say("did", mark(circle, standing))
        return kept

    def save_state(self, circle: str, standing: SavedState) -> None:
        if self._held is None:
            raise SystemExit(5)
        say("will", mark(self._held, standing))
        super().save_state(circle, standing)
        say("did", mark(self._held, standing))


class Busy:
    """Does what a facilitator does, much faster."""

    def __init__(self, window: Window, library: Library, folder: Path, chance: Random) -> None:
        self._window, self._library, self._folder, self._chance = window, library, folder, chance
        self._files = self._letters = 0
        session = window.session
        if session is None:
            raise SystemExit(3)
        self._session: Session = session
        self._screen = window.findChildren(StoriesScreen)[0]

    def act(self) -> None:
        ways: dict[Callable[[], None], int] = {
            self.type: 60,
            self._turn: 40,
            self._move: 40,
            self._merge: 12,
            self._export: 12,
            self._print: 2,  # they take much longer than the others
        }
        (way,) = self._chance.choices(list(ways), list(ways.values()))
        say("act", way.__name__.strip("_"))
        way()

    def type(self) -> None:
        points = self._screen.story.points
        points.setFocus()
        for _ in range(self._chance.randrange(1, 6)):
            before = len(points.text())
            QTest.keyClick(points, self._chance.choice(_LETTERS))
            self._letters += len(points.text()) - before
            say("typed", time.monotonic(), self._letters)

    def _turn(self) -> None:
        session = self._session
        ways = [
            session.turns.start_or_pause,
            session.turns.more,
            session.turns.more,
            session.turns.next,
        ]
        self._chance.choice([*ways, session.turns.pass_, session.undo])()

    def _move(self) -> None:
        session = self._session
        text = f"Action {self._chance.random()}"
        circle = actions.with_idea(session.state.circle, text)
        if len(circle.actions) < 3:
            circle = actions.committed(circle, circle.ideas[-1].id)
        else:
            circle = actions.moved_up(circle, circle.actions[-1].id, self._chance.choice([-1, 1]))
        session.act_on(circle)

    def _merge(self) -> None:
        (merged,) = merge_files(
            self._library, [self._chance.choice(sorted(self._folder.glob("in-*")))]
        )
        say("merged", merged.number)

    def _export(self) -> None:
        path = self._next("circle")
        export_circle(self._library, self._session.state.circle, path)
        say("wrote", path.name)

    def _print(self) -> None:
        event, circle = self._session.state.event, self._session.state.circle
        if event is None:
            return
        ways: list[tuple[str, Callable[[Path], object]]] = [
            ("sheet.pdf", lambda path: write_sheet_with_data(path, self._library, event, circle)),
            ("slips.pdf", lambda path: write_slips(path, event, [circle])),
            ("report.pdf", lambda path: write_report(path, self._library, event)),
        ]
        ending, write = self._chance.choice(ways)
        path = self._next(ending)
        write(path)
        say("wrote", path.name)

    def _next(self, ending: str) -> Path:
        self._files += 1
        return self._folder / f"out-{self._files % _NAMES}.{ending}"


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
        if session is None or session.state.stage is not Stage.STORIES:
            return 3
        session.write(replace(session.state.circle, theme=f"Taken up {seed}"))
        busy = Busy(window, library, folder, Random(seed))  # noqa: S311 (to be said again)
        timer = QTimer()
        timer.timeout.connect(busy.act if sys.argv[3] == "all" else busy.type)
        timer.start(10)
        say("begun")
        status = app.exec()
        guard.finish()
        return status


if __name__ == "__main__":
    sys.exit(main())
