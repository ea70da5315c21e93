"""Processor time of a running turn, beside a bare window whose label changes once a second.

Both run offscreen for the same time, each in a process of its own, beside each other: neither is
at work for more than a hundredth of it. What is compared is the processor time of the span in
which the turn runs, start-up left out.
"""

from concurrent.futures import ThreadPoolExecutor

from benchmarks.figure import Figure
from benchmarks.kept import measured_once
from benchmarks.profiles import of_program
from benchmarks.programs import said

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
import subprocess, sys, tempfile
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
folder = tempfile.TemporaryDirectory()
clock = SystemClock()
path = Path(folder.name) / "library"
make = "import sys; from pathlib import Path; from storycircle.core.clock import SystemClock"
make += "; from storycircle.store.library import Library; Library(Path(sys.argv[1]), SystemClock())"
subprocess.run([sys.executable, "-c", make, str(path)], check=True)  # as after the very first start
library = Library(path, clock)
window = Window(theme, library, clock)
window.resize(1440, 900)
window.show()
window.start_circle()
window.session.members.set_names("Brian\\nDawn\\nSandra\\nJohn\\nSimon\\nAndrew")
window.session.time.go(Stage.STORIES)
window.session.turns.start_or_pause()
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
    with ThreadPoolExecutor(2) as beside:
        words = str(_seconds(quick=quick))
        ours, bare = beside.map(lambda text: said(text + _MEASURE, words), (RUNNING_TURN, _BARE))
    return ours, bare


def _seconds(*, quick: bool) -> float:
    return 10.0 if quick else 60.0


def profile_of(_name: str) -> str:
    """Where the time of ten seconds of a turn goes, with that of making the window."""
    return of_program(RUNNING_TURN + _MEASURE, "10")
