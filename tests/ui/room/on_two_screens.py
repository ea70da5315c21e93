"""Opens the room's display on a laptop with two screens, and says as JSON what came of it.

python tests/ui/room/on_two_screens.py [PICTURE]: where Qt finds two screens; a picture of the
display is kept if a path is given.
"""

import json
import sys
import tempfile
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from storycircle.core.clock import SystemClock
from storycircle.core.turns.schedule import Stage
from storycircle.jobs.import_event import read_file
from storycircle.resources import example_event
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.room.second_screen import Room
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme


def main(picture: str = "") -> None:
    """A circle of three in Stories, its display opened."""
    app = QApplication([])
    theme = Theme(LIGHT, still=True)
    apply_theme(app, theme)
    clock = SystemClock()
    with tempfile.TemporaryDirectory() as folder, Library(Path(folder) / "l", clock) as library:
        library.save_event(read_file(example_event()).event)
        window = Window(theme, library, clock)
        window.show()
        window.activateWindow()
        window.start_circle()
        window.setFocus()
        session = window.session
        assert session is not None
        session.members.set_names("Brian R\nDawn G\nSandra S")
        session.time.go(Stage.STORIES)
        session.turns.start_or_pause()
        QTest.qWait(200)
        room = window.findChildren(Room)[-1]
        room.open()
        display = room.display
        assert display is not None
        QTest.qWait(400)
        if picture:
            display.screen().grabWindow(0).save(picture)
        told = {
            "screens": [screen.name() for screen in app.screens()],
            "window": window.screen().name(),
            "display": display.screen().name(),
            "where": display.geometry().getRect(),
            "whole": display.geometry() == display.screen().geometry(),
            "keyboard": window.isActiveWindow(),
        }
        window.close()
        told["gone"] = not display.isVisible()
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
