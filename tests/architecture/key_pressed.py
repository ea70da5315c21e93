"""One key followed through the package: P, by which a turn is passed.

From the press until the row is on the disk and the ring is drawn again, in the whole window.
"""

import os
import sys
import tempfile
from collections import Counter
from datetime import datetime
from pathlib import Path
from types import FrameType

from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from storycircle.core.clock import SimulatedClock
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from tests.architecture.house import ROOT
from tests.architecture.measures import Measure
from tests.journeys.keyboard import Keyboard

FILES = 74  # 63 before what a reader finds, menus, names, folding pages and parted questions came,
# and the words of a kind of circle; the rail and the words in the ring have files of their own
CALLS = 2_380  # 1,900 before them; 60 keep fields to themselves, 40 ask the round, and the keys
_PACKAGE = f"{ROOT / 'storycircle'}{os.sep}"
_DRAWN = 5  # rounds of Qt's events, in which layouts settle and all is drawn


def key_measures() -> tuple[Measure, ...]:
    """What a press of P passes through: files, and calls of functions."""
    calls = followed()
    return (
        Measure("key P: files until it is on the disk and drawn", len(calls), FILES),
        Measure("key P: calls until it is on the disk and drawn", calls.total(), CALLS),
    )


def followed() -> Counter[str]:
    """The calls by file of the package, as the second of six passes while their turn runs."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance()
    app = app if isinstance(app, QApplication) else QApplication([])
    theme = Theme(LIGHT, still=True)
    apply_theme(app, theme)
    clock = SimulatedClock(datetime(2026, 11, 24, 9, 50))  # noqa: DTZ001 (the clock of a wall)
    with (
        tempfile.TemporaryDirectory() as folder,
        Library(Path(folder) / "library", clock) as library,
    ):
        window = Window(theme, library, clock)
        window.resize(1440, 900)
        window.show()
        window.activateWindow()
        window.start_circle()
        session = window.session
        if session is None:
            raise RuntimeError("no circle is open")
        session.members.set_names("Dawn\nAnn\nBo\nCy\nDi\nEd")
        session.time.go(Stage.STORIES)
        keyboard = Keyboard(window)
        keyboard.press("Space")
        keyboard.press("Right")
        keyboard.press("Space")
        clock.forward(30)
        session.tick()
        # What saves the time each second has just done so, and so is not among what is followed.
        QSignalSpy(session.saved).wait(2_000)
        speaking = session.state.round and session.state.round.current
        calls = _calls(app, keyboard)
        if session.state.round is None or session.state.round.current == speaking:
            raise RuntimeError("the turn was not passed")
        window.close()
    return calls


def _calls(app: QApplication, keyboard: Keyboard) -> Counter[str]:
    calls: Counter[str] = Counter()

    def note(frame: FrameType, event: str, _value: object) -> None:
        name = frame.f_code.co_filename
        if event == "call" and name.startswith(_PACKAGE):
            calls[name.removeprefix(_PACKAGE)] += 1

    sys.setprofile(note)
    keyboard.press("P")
    for _ in range(_DRAWN):
        app.processEvents()
    sys.setprofile(None)
    return calls


if __name__ == "__main__":
    for file, count in followed().most_common():
        sys.stdout.write(f"{count:5} {file}\n")
