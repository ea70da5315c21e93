"""Keys by their place on real X keyboards: `xvfb-run -a python -m tests.keyboards` (setxkbmap too).

Each press is made by the X server, in the layout that it has; what a line says was not done.
"""

import ctypes
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "xcb")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from storycircle.core.clock import SimulatedClock
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.session.session import Session
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from tests.support.windows import breathe

LAYOUTS = tuple(sys.argv[1:]) or ("gb", "ru", "ara", "gr", "il", "in", "fr", "de", "cz", "us,ru")
SHIFT, CTRL = 50, 37
P, U, Z_AT, FULL_STOP, SPACE, RIGHT, F11 = 33, 30, 52, 60, 65, 114, 95
DIGITS = range(10, 16)  # 1 to 6
ENTER, KEYPAD_ENTER, KEYPAD_3 = 36, 104, 89
SIX = "Brian R\nDawn G\nSandra S\nJohn R\nSimon R\nAndrew H"
WAIT = 2.0  # seconds for a press to come through


class Hands:
    """Presses keys by their codes, as the X server counts places."""

    def __init__(self) -> None:
        x11, self._xtst = (ctypes.CDLL(name) for name in ("libX11.so.6", "libXtst.so.6"))
        x11.XOpenDisplay.restype = ctypes.c_void_p
        x11.XFlush.argtypes = [ctypes.c_void_p]
        self._xtst.XTestFakeKeyEvent.argtypes = [
            ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong,
        ]  # fmt: skip
        self._x11, self._display = x11, x11.XOpenDisplay(None)

    def press(self, code: int, *held: int) -> None:
        """One key, with others held."""
        for one in (*held, code):
            self._fake(one, down=True)
        for one in (code, *reversed(held)):
            self._fake(one, down=False)
        self._x11.XFlush(self._display)

    def _fake(self, code: int, *, down: bool) -> None:
        self._xtst.XTestFakeKeyEvent(self._display, code, int(down), 0)


def until(so: Callable[[], bool]) -> bool:
    """Whether something comes to be so in a while."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        breathe(15)
        if so():
            return True
    return False


def _current(session: Session) -> str | None:
    return session.state.round.current if session.state.round else None


def not_done(window: Window, hands: Hands, clock: SimulatedClock) -> list[str]:
    """The keys of the ring, the stages and the room that do nothing on the layout of now."""
    session = window.session
    assert session is not None
    session.time.go(Stage.STORIES)
    lost: list[str] = []

    def done(name: str, code: int, *held: int, so: Callable[[], bool]) -> None:
        clock.forward(1)
        hands.press(code, *held)
        if not until(so):
            lost.append(name)

    done("Space", SPACE, so=lambda: bool(session.state.round and session.state.round.running))
    before = _current(session)
    done("P passes", P, so=lambda: _current(session) != before)
    done("U undoes", U, so=lambda: _current(session) == before)
    members = session.state.circle.members
    for held in ((), (SHIFT,)):  # in French and Czech a digit needs Shift, and is one without too
        if held and not _digits_need_shift():
            continue
        place = 4 if held else 3
        done(
            f"digit {place + 1}{' with Shift' * bool(held)}", DIGITS[place], *held,
            so=partial(_is_near, session, members[place].id),
        )  # fmt: skip
    done("Ctrl 2", DIGITS[1], CTRL, so=lambda: session.state.stage is Stage.OPEN)
    done("Ctrl 3", DIGITS[2], CTRL, so=lambda: session.state.stage is Stage.STORIES)
    done("F11", F11, so=lambda: not window.circle.hidden_from_room())
    breathe(200)
    done("the remote's blank key", FULL_STOP, so=lambda: _calm(window))
    done("F11 again", F11, so=window.circle.hidden_from_room)
    breathe(100)
    window.activateWindow()
    breathe(200)
    for name, code in (("Enter", ENTER), ("keypad Enter", KEYPAD_ENTER)):
        session.time.go(Stage.GATHER)
        breathe(30)
        done(f"Ctrl {name}", code, CTRL, so=lambda: session.state.stage is Stage.OPEN)
    return lost


_LAYOUT = ["gb"]


def _digits_need_shift() -> bool:
    return _LAYOUT[-1] in {"fr", "cz"}


def _is_near(session: Session, member: str) -> bool:
    """Whether somebody speaks, or is next."""
    return session.state.round is not None and member in session.state.round.to_come[:2]


def _calm(window: Window) -> bool:
    room = window.circle._remote.room if window.circle._remote else None
    return room is not None and room.display is not None and room.display.calm


def main() -> int:
    """Try each layout in turn."""
    app = QApplication([])
    theme = Theme(LIGHT, still=True)
    apply_theme(app, theme)
    hands, found = Hands(), 0
    for layout in LAYOUTS:
        subprocess.run(["setxkbmap", layout], check=True)  # noqa: S607 (wherever it is)
        _LAYOUT.append(layout)
        clock = SimulatedClock(datetime(2026, 11, 24, 9, 50))  # noqa: DTZ001 (the clock of a wall)
        with (
            tempfile.TemporaryDirectory() as folder,
            Library(Path(folder) / "library", clock) as library,
        ):
            window = Window(theme, library, clock)
            window.resize(1280, 800)
            window.show()
            window.activateWindow()
            QTest.qWaitForWindowActive(window)
            window.start_circle()
            window.setFocus()
            assert window.session is not None
            window.session.members.set_names(SIX)
            lost = not_done(window, hands, clock)
            window.close()
            breathe(50)
        found += len(lost)
        sys.stdout.write(f"{layout}: {', '.join(lost) or 'all'}\n")
        sys.stdout.flush()
    return min(found, 1)


if __name__ == "__main__":
    sys.exit(main())
