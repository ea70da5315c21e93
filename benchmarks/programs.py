"""Programs that are measured, each in a process of its own: what one prints last is its answer."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parent.parent
EMPTY_WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1440, 900)
"""
FIRST_PAINT = """
import json, os, time
from PySide6.QtCore import QEvent, QObject, QTimer
from shiboken6 import getAllValidWrappers
def painted():
    print(json.dumps(time.clock_gettime(time.CLOCK_MONOTONIC)), flush=True)
    os._exit(0)
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, painted)  # which comes once all that waits was answered
        return False
watch = Watch()
def shown(_window):  # it has the focus, and no picture yet
    for widget in getAllValidWrappers():
        if type(widget).__name__ == sys.argv[1]:
            widget.installEventFilter(watch)
app.focusWindowChanged.connect(shown)
"""
"""Says when a widget of a class was painted first, and ends. It is that widget alone which is
watched, and only what Python has made is looked through for it: a filter on the application, or a
look at all of Qt's own children, lets all classes of Qt be made, which would be counted as the
start's (40 ms where the page has a field).
"""


def said(program: str, *words: str, **environ: str) -> Any:
    """What a program says last, from JSON. environ: what its environment has besides."""
    done = subprocess.run(  # noqa: S603 (our own text, run by this very interpreter)
        [sys.executable, "-c", program, *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"} | environ,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])


def seconds_until_said(program: str, *words: str) -> float:
    """Seconds from the start of a process to the moment it says as its last line."""
    begun = time.clock_gettime(time.CLOCK_MONOTONIC)
    return float(said(program, *words)) - begun


def in_turn(runs: int, *ways: Callable[[], float]) -> list[float]:
    """The median of each of some ways, which take turns: what else the machine does hits all."""
    taken = [[way() for way in ways] for _ in range(runs)]
    return [median(each) for each in zip(*taken, strict=True)]
