"""Libraries of many gathered circles, and the window over them, each in a process of its own."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import cache
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from msgspec.structs import replace

from benchmarks.kept import measured_once, on_the_disk, place_of
from benchmarks.merge_files import EVENT, gathered_circles
from benchmarks.profiles import of_program
from storycircle.core.clock import SystemClock
from storycircle.store import tables
from storycircle.store.library import Library
from storycircle.store.rows import circle_records, event_record

FEW, SOME, MANY = 12, 600, 10_000
_TIMES = 3

_WINDOW = """
import json, sys, time
from importlib import import_module
from pathlib import Path
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from storycircle.core.clock import SystemClock
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.app.startup import AFTER_HOME, GIVES_WAY, organiser_ahead
from storycircle.ui.home.home_search import HomeSearch
from storycircle.ui.home.rows.row_list import RowList
from storycircle.ui.organiser.view_model import Place
from storycircle.ui.system.collecting import collecting_here
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from storycircle.ui.widgets.controls.search_bar import SearchField
app = QApplication(sys.argv)
sys.setswitchinterval(GIVES_WAY)  # as the app has it, and so is this:
collecting = collecting_here()
collecting.__enter__()
theme = Theme(LIGHT, still=True)
apply_theme(app, theme)
clock = SystemClock()
library = Library(Path(sys.argv[1]), clock)
took = {}
Wait = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
def rest():  # as between two keys: the event loop waits, and what is read beside it goes on
    loop = QEventLoop()
    QTimer.singleShot(40, loop.quit)
    loop.exec()
def most_memory():
    return int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) * 1024
def timed(name, act):
    rest()
    before = time.thread_time()
    act()
    app.processEvents()
    took[name] = time.thread_time() - before
def home():
    global window
    window = Window(theme, library, clock)
    window.resize(1440, 900)
    window.show()
timed("home", home)
for name in AFTER_HOME:  # a second of Home, which whoever goes on has seen
    import_module(f"storycircle.{name}")
for load in organiser_ahead(library):
    load()
before = time.process_time()
timed("gather", lambda: window.screens.show_organiser())
organiser = window.screens.organiser
while organiser.session.state.reading:
    app.processEvents(Wait)
whole = time.process_time() - before
of_gather = most_memory()
from storycircle.ui.organiser.places.places import LATER
while not all(f"storycircle.{name}" in sys.modules for name in LATER):  # and one of Gather
    app.processEvents(Wait)
for name in ("pack", "report"):
    timed(name, lambda: organiser.go(Place[name.upper()]))
timed("became", lambda: organiser.go(Place.BECAME))
timed("room", organiser.places.open_clock)
timed("print", organiser.places.open_paper)
timed("gather again", lambda: organiser.go(Place.GATHER))
circle = organiser.session.state.circles[-1].id
timed("read", lambda: organiser.places.read_circle(circle))
timed("compare", lambda: organiser.places.open_compare())
timed("home again", window.go_home)
window.screens.show_organiser()
app.processEvents()
memory = most_memory()
keys = {}
def key(name, act):
    rest()
    before = time.thread_time()
    act()
    app.processEvents()
    keys[name] = max(keys.get(name, 0), time.thread_time() - before)
def wait(known):
    for _turn in range(2_000):
        app.processEvents()
        if known():
            return
        time.sleep(0.005)
def search(name, field, known):
    ctrl = Qt.KeyboardModifier.ControlModifier
    if not field.isVisible():  # so few are not searched
        return
    key(f"{name}, Ctrl F", lambda: QTest.keyClick(field.window().focusWidget(), Qt.Key.Key_F, ctrl))
    wait(known)
    for letter in "zed7 q3":
        key(f"{name}, a letter", lambda: QTest.keyClicks(field, letter))
def through(name, rows):
    for way in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_Home):
        key(f"{name}, a key", lambda: QTest.keyClick(rows, way))
organiser.main.table.setFocus()
through("gather", organiser.main.table)
organiser.main.bar.setVisible(True)
search("gather", organiser.main.bar.field, lambda: organiser.session.state.people is not None)
organiser.go(Place.REPORT)
app.processEvents()
search("report", organiser.places.report.bar.field, lambda: True)
became = organiser.places.became
organiser.go(Place.BECAME)
while organiser.session.state.became is None:
    app.processEvents(Wait)
app.processEvents()
became.list.setFocus()
through("became", became.list)
search("became", became.bar.field, lambda: True)
window.go_home()
app.processEvents()
(rows,) = window.home.findChildren(RowList)
rows.setFocus()
through("home", rows)
for field in window.home.findChildren(SearchField):
    search("home", field, lambda: len(window.home.findChild(HomeSearch).known) > 0)
window.screens.show_organiser()
app.processEvents()
timed("board", lambda: organiser.go(Place.HEADINGS))
session, place = organiser.session, organiser.places.headings
def pressed(name, *ways):  # while another thread is at work it is the wait that is felt
    for way in ways:
        rest()
        before = time.perf_counter()
        QTest.keyClick(QApplication.focusWidget(), way)
        app.processEvents()
        keys[name] = max(keys.get(name, 0), time.perf_counter() - before)
while session.state.board_reading:
    pressed("board, a key while it is read", Qt.Key.Key_1, Qt.Key.Key_Down)
    app.processEvents(Wait)
if place.currentWidget() is place.sorting:  # of few actions a board is seen at once
    while place.sorting.ticked:  # these texts are all much alike: one card is sent
        place.sorting.tick_all()
    for way in (Qt.Key.Key_1, Qt.Key.Key_U, Qt.Key.Key_Down, Qt.Key.Key_Up):
        key("board, a key", lambda: QTest.keyClick(QApplication.focusWidget(), way))
    ctrl = Qt.KeyboardModifier.ControlModifier
    key("board, Ctrl F", lambda: QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F, ctrl))
    for letter in "zed7 q3":
        key("board, a letter", lambda: QTest.keyClicks(place.board.ground.search, letter))
said = {"places": took, "gather memory": of_gather, "memory": memory, "keys": keys}
print(json.dumps({**said, "whole": whole}), flush=True)
import os
os._exit(0)
"""

_FILL = """
import sys
from pathlib import Path
from benchmarks.many_circles import fill
fill(Path(sys.argv[1]), int(sys.argv[2]))
print("{}")
"""

_EMPTY = """
import json, sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1440, 900)
window.show()
app.processEvents()
most = int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) * 1024
print(json.dumps({"memory": most}), flush=True)
import os
os._exit(0)
"""


def fill(path: Path, count: int) -> None:
    """Make a library of so many gathered circles, as the merge leaves them."""
    Library(path, SystemClock()).close()
    with closing(sqlite3.connect(path)) as conn, conn:
        by_kind: dict[str, list[Any]] = {}
        headings = ("Health", "School", "Getting there", "Being heard")
        records = [event_record(replace(EVENT, expected=count, headings=headings))]
        for circle in gathered_circles(count):
            records += circle_records(circle)
            row = [circle.id, "2007-06-14T13:20:00"]
            conn.execute("INSERT INTO arrivals VALUES (?, ?, '')", row)
        for record in records:
            by_kind.setdefault(record.kind, []).append(replace(record, version={"d": 1}))
        for kind, of_kind in by_kind.items():
            tables.write_new(conn, kind, of_kind)
        one = by_kind["action"][0]  # that another laptop has put otherwise
        other = replace(one, fields={**one.fields, "text": "Otherwise"}, version={"x": 1})
        tables.write_conflicting(conn, one.id, [one, other])


def filled(path: Path, count: int) -> Path:
    """The same at a path: a copy of one that is made once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_made(count), path)
    return path


@cache
def _made(count: int) -> Path:
    path = place_of(f"library-{count}")
    _said(_FILL, str(path), str(count))  # there: what it holds would count as a window's
    on_the_disk()
    return path


@measured_once
def run(count: int) -> dict[str, Any]:
    """What each place of a window over so many circles took until its first picture, processor
    seconds of the drawing thread; what Gather took until all of it was read, on all threads; its
    memory then and after all places, bytes; and the slowest press of each kind of key, seconds.
    """
    with TemporaryDirectory() as folder:
        return _said(_WINDOW, str(filled(Path(folder) / "library", count)))


@measured_once
def runs(*, quick: bool) -> dict[int, dict[str, Any]]:
    """The same of few circles, of some and of many: medians of three runs of each, one after the
    other in turn (quick: one run, and none of many).
    """
    counts, times = ((FEW, SOME), 1) if quick else ((FEW, SOME, MANY), _TIMES)
    found: dict[int, list[dict[str, Any]]] = {count: [] for count in counts}
    for _time in range(times):
        for count in counts:
            with TemporaryDirectory() as folder:
                path = filled(Path(folder) / "library", count)
                found[count].append(_said(_WINDOW, str(path)))
    return {count: _medians(of_count) for count, of_count in found.items()}


def _medians(said: list[Any]) -> Any:
    """The median of each number that several runs say."""
    if not isinstance(said[0], dict):
        return median(said)
    return {name: _medians([one[name] for one in said]) for name in said[0]}


def empty_window() -> dict[str, Any]:
    """The memory of an empty window, bytes."""
    return _said(_EMPTY)


def _said(program: str, *words: str) -> dict[str, Any]:
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(  # noqa: S603 (our own text, run by this very interpreter)
        [sys.executable, "-c", program, *words],
        capture_output=True,
        text=True,
        check=True,
        env=environ,
    )
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


def profile_of_window(count: int) -> str:
    """Where the time of a window goes that shows every place and takes every key."""
    with TemporaryDirectory() as folder:
        return of_program(_WINDOW, str(filled(Path(folder) / "library", count)))
