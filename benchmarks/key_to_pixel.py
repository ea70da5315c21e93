"""A key in a story's field to its pixels, with autosave going on, beside a bare QPlainTextEdit.

Keys come by the clock, one each 25 ms with a breath after every 60, so that what is saved in the
middle of typing holds up the key that follows, and is counted: from when a key was due until its
letter was painted. Rows are p99; no key may have waited for 50 ms.
"""

from statistics import quantiles

from benchmarks.figure import Figure
from benchmarks.profiles import of_program
from benchmarks.programs import said

_OF_A_KEY = (
    "A story is written in a QTextEdit, as its points are indented paragraphs of a fixed height, "
    "and QPlainTextEdit, the floor, has neither: by itself, with no code of ours, a QTextEdit "
    "takes 1.2 to 1.7 ms for a key where the floor takes 0.6 to 0.9. The field is a third as wide "
    "as the floor's, so the paragraph that is drawn anew has three times its lines. Of ours a "
    "tenth of a millisecond is Python's, fourteen calls. No key waited for 50 ms."
)
REASONS = {
    "key": _OF_A_KEY,
    "key-points": _OF_A_KEY,
    "key-report": f"{_OF_A_KEY} While a report is written, two processes share memory and cache.",
}
"""Why a row does not hold, where it does not."""
_TYPED = """
import json, os, sys, time
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit
CASE, KEYS = sys.argv[1], int(sys.argv[2])
TEXT = "when the school rang we had nobody to ask and so it took three visits to begin again "
STORY = "\\n".join([TEXT[:28]] * 700 if CASE == "points" else [TEXT * 2] * 3)
class Watch(QObject):
    painted = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.painted = True
        return False
def typed(field):
    watch, waited = Watch(), []
    field.viewport().installEventFilter(watch)
    due = time.perf_counter() + 0.2
    for number in range(KEYS):
        while time.perf_counter() < due:
            QApplication.processEvents()
            if due - time.perf_counter() > 0.001:
                time.sleep(0.0005)
        watch.painted = False
        letter = TEXT[number % len(TEXT)]
        key = Qt.Key.Key_Space if letter == " " else Qt.Key(ord(letter.upper()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(field, event)
        while not watch.painted:
            QApplication.processEvents()
        waited.append(time.perf_counter() - due)
        due = max(due, time.perf_counter() - 0.025) + 0.025
        if number % 60 == 59:
            due += 0.4
    print(json.dumps(waited), flush=True)
    os._exit(0)
app = QApplication(sys.argv)
"""
_BARE = f"""{_TYPED}
window, field = QMainWindow(), QPlainTextEdit()
field.setPlainText(STORY)
window.setCentralWidget(field)
window.resize(1440, 900)
window.show()
field.setFocus()
field.moveCursor(QTextCursor.MoveOperation.End)
app.processEvents()
typed(field)
"""
_OURS = f"""{_TYPED}
import tempfile
from msgspec.structs import replace
from pathlib import Path
from threading import Thread
from storycircle.core.clock import SystemClock
from storycircle.core.model import Story, new_id
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from storycircle.ui.widgets.controls.text_edit import Points
theme = Theme(LIGHT)
apply_theme(app, theme)
folder, clock = Path(tempfile.mkdtemp()), SystemClock()
library = Library(folder / "library", clock)
window = Window(theme, library, clock)
window.resize(1440, 900)
window.show()
window.start_circle()
session = window.session
session.members.set_names("\\n".join(f"Person{{chr(97 + n)}} Name" for n in range(7)))
stories = tuple(
    Story(new_id(), member.id, f"A story {{n}}", STORY, left_as=new_id())
    for n, member in enumerate(session.state.circle.members)
)
session.apply(replace(session.state, circle=replace(session.state.circle, stories=stories)))
session.time.go(Stage.STORIES)
session.turns.start_or_pause()
app.processEvents()
(field,) = [f for f in window.findChildren(Points) if f.isVisible() and f.toPlainText()]
field.setFocus()
field.moveCursor(QTextCursor.MoveOperation.End)
app.processEvents()
if CASE == "report":
    from storycircle.jobs.apart.report_process import ReportTask, write_apart
    path = Path(sys.argv[3])
    with Library(path, clock) as other:
        event = other.events()[0].id
    def write():
        while True:
            write_apart(ReportTask(path, event, folder / "report.docx"))
    Thread(target=write, daemon=True).start()
typed(field)
"""
_LATE = 0.05


def story(*, quick: bool) -> Figure:
    """Milliseconds of the slowest of a hundred keys, in a story as people write it."""
    return _row("key", "short", 1.5, quick=quick)


def points(*, quick: bool) -> Figure:
    """The same in a story of 700 points."""
    return _row("key-points", "points", 1.5, quick=quick)


def report(*, quick: bool) -> Figure:
    """The same while a report of many circles is written by a process of its own."""
    from pathlib import Path  # noqa: PLC0415
    from tempfile import TemporaryDirectory  # noqa: PLC0415

    from benchmarks.many_circles import SOME, filled  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        library = filled(Path(folder) / "library", 100 if quick else SOME)
        return _row("key-report", "report", 2.0, str(library), quick=quick)


def _row(name: str, case: str, at_most: float, *words: str, quick: bool) -> Figure:
    keys, rounds = (200, 1) if quick else (1_000, 3)
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(rounds):
        bare += said(_BARE, case, str(keys))
        ours += said(_OURS, case, str(keys), *words)
    floor, took = (quantiles(each, n=100)[98] * 1000 for each in (bare, ours))
    late = sum(one > _LATE for one in ours)
    middle = quantiles(ours, n=2)[0] * 1000
    note = f"ms at p99; {middle:.2f} at p50, {max(ours) * 1000:.1f} at most, {late} over 50"
    # A key that waited for 50 ms breaks the row, however slow the floor was.
    return Figure(name, max(took, floor * at_most * 1.01) if late else took, floor, at_most, note)


def profile_of(name: str) -> str:
    """Where the time of 200 keys goes, with that of making the window."""
    return of_program(_OURS, "points" if name == "key-points" else "short", "200")
