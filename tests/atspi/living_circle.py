"""A window whose circle goes on by itself, for a reader to look at: python living_circle.py FOLDER.

People come and go, a turn runs, someone is away and back, stages change, and the window closes.
Prints when the turn's quiet part begins and ends, in seconds since 1970.
"""

import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from storycircle.core import actions
from storycircle.core.clock import SimulatedClock
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.session.session import Session
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme

_STEP = 150  # ms
_TICKS = 40
_WHO = ("Ann Bob Cy", "Ann Di Bob Cy Ed", "Bob Ed Ann", "Bob Ed Ann Fay Gus")
Step = Callable[[], object]


class Living:
    """The window, and what happens in it, a step at a time."""

    def __init__(self, folder: Path) -> None:
        self.clock = SimulatedClock(datetime(2026, 11, 24, 9, 50))  # noqa: DTZ001 (a wall's time)
        self.library = Library(folder / "library", self.clock)
        theme = Theme(LIGHT, still=True)
        self.app = QApplication([])
        apply_theme(self.app, theme)
        self.window = Window(theme, self.library, self.clock)
        self.window.resize(1300, 850)
        self.window.show()
        self.window.activateWindow()

    @property
    def session(self) -> Session:
        session = self.window.session
        assert session is not None
        return session

    def steps(self) -> Iterator[Step]:
        """What happens, in its order."""
        yield self.window.start_circle
        yield self.window.setFocus
        for names in _WHO:
            yield partial(self._name, names)
        yield from (self._to(stage) for stage in (Stage.OPEN, Stage.STORIES))
        yield self._press(Qt.Key.Key_Space)
        yield from (self._tick,) * 3
        yield self._say_when
        yield from (self._tick,) * _TICKS
        yield self._say_when
        tab = Qt.Key.Key_Tab
        for key in (*map(ord, "AAPU "), tab, *map(ord, "AA")):
            yield self._press(Qt.Key(key))
        yield self._to(Stage.DIALOGUE)
        for idea in ("Lunch together", "A walk"):
            yield partial(self._idea, idea)
        yield from (self._to(stage) for stage in (Stage.COMMIT, Stage.DIALOGUE, Stage.COMMIT))
        yield self._commit
        yield self._to(Stage.PLENARY)
        yield self.window.go_home
        yield self.window.start_circle

    def _say_when(self) -> None:
        sys.stdout.write(f"{time.time()}\n")
        sys.stdout.flush()

    def _name(self, names: str) -> None:
        self.session.members.set_names("\n".join(names.split()))

    def _to(self, stage: Stage) -> Step:
        return lambda: self.session.time.go(stage)

    def _press(self, key: Qt.Key) -> Step:
        return lambda: QTest.keyClick(self.app.focusWidget() or self.window, key)

    def _tick(self) -> None:
        self.clock.forward(1)
        view = self.window.circle.view
        assert view is not None
        view.tick()

    def _idea(self, text: str) -> None:
        self.session.act_on(actions.with_idea(self.session.state.circle, text))

    def _commit(self) -> None:
        circle = self.session.state.circle
        self.session.act_on(actions.committed(circle, circle.ideas[0].id))

    def live(self) -> int:
        """Go through it all, and close."""
        steps, timer = self.steps(), QTimer()

        def go() -> None:
            step = next(steps, None)
            if step is not None:
                step()
                return
            timer.stop()
            self.window.close()
            self.library.close()
            self.app.quit()

        timer.timeout.connect(go)
        QTimer.singleShot(2_000, lambda: timer.start(_STEP))  # until the reader is there
        return self.app.exec()


if __name__ == "__main__":
    sys.exit(Living(Path(sys.argv[1])).live())
