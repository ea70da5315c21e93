"""Processor time of a running turn, beside a bare window whose label changes once a second.

Both run offscreen for the same time, each in a process of its own, beside each other: neither is
at work for more than a hundredth of it. What is compared is the processor time of the span in
which the turn runs, start-up left out.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figure import Figure
from benchmarks.kept import measured_once
from benchmarks.profiles import of_program
from benchmarks.programs import said
from storycircle.core.clock import SystemClock
from storycircle.store.library import Library

_BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication(sys.argv)
label = QLabel("0")
label.resize(1440, 900)
label.show()
count = 0
def second():
    global count
    count += 1
    label.setText(str(count))
timer = QTimer()
timer.timeout.connect(second)
timer.start(1000)
"""

RUNNING_TURN = """
import sys
from pathlib import Path
from storycircle.core.clock import SystemClock
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from storycircle.ui.app.main_window import Window
app = QApplication(sys.argv)
theme = Theme(LIGHT)
apply_theme(app, theme)
clock = SystemClock()
library = Library(Path(sys.argv[-1]), clock)
window = Window(theme, library, clock)
window.resize(1440, 900)
window.show()
window.start_circle()
window.session.members.set_names("Brian\\nDawn\\nSandra\\nJohn\\nSimon\\nAndrew")
window.session.time.go(Stage.STORIES)
window.session.turns.start_or_pause()
"""
"""A turn that runs over the library at its last word. It loads what the app does, in its order, and
nothing for its own sake.
"""

_MEASURE = """
import json, os, time
seconds = float(sys.argv[1])
def begin():
    global before
    before = time.process_time()
    QTimer.singleShot(int(seconds * 1000), end)
def end():
    took = time.process_time() - before
    most = int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) * 1024
    print(json.dumps([took, most]), flush=True)
    os._exit(0)
QTimer.singleShot(1500, begin)
app.exec()
"""


AT_MOST = 5.5
"""As people have it: the arc glides, and is looked at twice a second. The bare window does next to
nothing, a label a second; once a second would be 4.
"""


def measure(*, quick: bool) -> Figure:
    """Processor seconds for 60 s of a running turn (quick: 10 s)."""
    seconds = _seconds(quick=quick)
    (ours, _), (floor, _) = turn_and_bare(quick=quick)
    note = f"{ours / seconds * 100:.1f} % of one processor; processor seconds in {seconds:.0f} s"
    return Figure("turn-cpu", ours, floor, AT_MOST, note)


@measured_once
def turn_and_bare(*, quick: bool) -> tuple[tuple[float, float], tuple[float, float]]:
    """Processor seconds and the most bytes of memory, of a running turn and of the bare window."""
    seconds = str(_seconds(quick=quick))
    with new_library() as path, ThreadPoolExecutor(2) as beside:
        programs = (RUNNING_TURN, _BARE)
        ours, bare = beside.map(lambda text: said(text + _MEASURE, seconds, path), programs)
    return ours, bare


@contextmanager
def new_library() -> Iterator[str]:
    """The path of a library as it is after the very first start."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library"
        Library(path, SystemClock()).close()
        yield str(path)


def _seconds(*, quick: bool) -> float:
    return 10.0 if quick else 60.0


def profile_of(_name: str) -> str:
    """Where the time of ten seconds of a turn goes, with that of making the window."""
    with new_library() as path:
        return of_program(RUNNING_TURN + _MEASURE, "10", path)
