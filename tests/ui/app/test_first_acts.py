"""What is pressed as soon as the first page is painted is done, before all else is loaded."""

import subprocess
import sys

import pytest

from storycircle.store.library import Library

_SOON = """
import sys
from pathlib import Path
from storycircle.ui.app import startup
from storycircle.ui.system.application import App
app = App(sys.argv[:1])
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from storycircle.ui.app.main_window import Window
SOON = 20  # ms after the first picture
def window():
    return next(top for top in app.topLevelWidgets() if isinstance(top, Window))
def act():
    loaded = "storycircle.ui.app.startup_services" in sys.modules
    {act}
    QTimer.singleShot(0, lambda: ended(loaded))
def ended(loaded):
    if window().isVisible():
        print(type(window().screens.currentWidget()).__name__, loaded)
        window().close()
    else:
        print("closed", loaded)
class FirstPaint(QObject):
    seen = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.seen:
            self.seen = True
            QTimer.singleShot(SOON, act)
        return False
watch = FirstPaint()
def shown(_window):
    window().home.installEventFilter(watch)
app.focusWindowChanged.connect(shown)
print(startup.begin(app, Path(sys.argv[1]), None))
"""


@pytest.mark.parametrize(
    ("act", "became"),
    [
        (
            "QTest.keyClick(app.focusWidget(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)",
            "CircleView False",
        ),
        (
            "QTest.mouseClick(window().home._ways.first, Qt.MouseButton.LeftButton)",
            "CircleView False",
        ),
        ("QTest.keyClick(app.focusWidget(), Qt.Key.Key_Escape)", "HomeScreen False"),
        (
            "QTest.keyClick(app.focusWidget(), Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)",
            "closed False",
        ),
        ("window().close()", "closed False"),
        ("window().home.newSetRequested.emit()", "HomeScreen False"),
        ("window().open_files([Path('no such file.circle')])", "HomeScreen False"),
    ],
)
def test_what_is_pressed_right_after_the_first_picture_is_done(
    act: str, became: str, library: Library
) -> None:
    """Before what stands beside the window is loaded; the window closes in order afterwards."""
    done = subprocess.run(
        [sys.executable, "-c", _SOON.replace("{act}", act), str(library.path)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:2] == [became, "0"]
