"""Opens the room's display on a laptop with two screens, and says as JSON what came of it.

python tests/ui/room/on_two_screens.py [PICTURE]: where Qt finds two screens; a picture of the
display is kept if a path is given.
"""

import json
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core.clock import SystemClock
from storycircle.core.turns.schedule import Stage
from storycircle.jobs.import_event import read_file
from storycircle.resources import example_event
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.plenary_screen import PlenaryScreen
from storycircle.ui.room.second_screen import Room
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from tests.support.windows import breathe


def _band(window: Window, room: Room) -> dict[str, object]:
    """What the laptop shows of the room's display, and once that is put away."""
    view = window.circle.view
    assert view is not None
    band = view.room_band
    shown = band.isVisible(), band.picture.isVisible(), _is_drawn(band.picture)
    turn = band.turn.text()
    room.close()
    return {"band": [*shown, band.isVisible()], "turn": turn.partition(",")[0]}


def _slides(window: Window) -> dict[str, object]:
    """The plenary's full screen and the speaker's view of it, by key and by mouse."""
    session, view = window.session, window.circle.view
    assert session is not None
    assert view is not None
    session.turns.start_or_pause()
    session.time.go(Stage.PLENARY)
    breathe(100)
    QTest.keyClick(window, Qt.Key.Key_F5)
    breathe(200)
    screen = view.screen_of_stage()
    assert isinstance(screen, PlenaryScreen)
    speaker, presenter = screen.speaker, screen.show_.showing.presenter
    assert speaker is not None
    assert presenter is not None
    told: dict[str, object] = {
        "slides": presenter.screen().name(),
        "speaker": [speaker.isVisible(), window.isActiveWindow(), _is_drawn(speaker.picture)],
        "page": screen.print_.isVisible(),
        "coming": speaker.coming.text(),
    }
    QTest.keyClick(_focused(), Qt.Key.Key_PageDown)
    told["running"] = screen.show_.reporting.round.running
    QTest.mouseClick(speaker.buttons[0], Qt.MouseButton.LeftButton)
    told["paused"] = not screen.show_.reporting.round.running
    window.resize(1024, 700)
    told["still"] = screen.print_.isVisible()
    QTest.keyClick(_focused(), Qt.Key.Key_Escape)
    told["back"] = [screen.speaker is None, screen.print_.isVisible(), screen.print_.hasFocus()]
    return told | _unplugged(window, screen)


def _unplugged(window: Window, screen: PlenaryScreen) -> dict[str, object]:
    """The projector goes while the slides are on it; then the laptop's own screen."""
    view, told = window.circle.view, list[object]()
    assert view is not None
    for own in (False, True):
        QTest.keyClick(window, Qt.Key.Key_F5)
        presenter = screen.show_.showing.presenter
        assert presenter is not None
        gone, left = presenter.screen(), window.screen()
        if own:
            gone, left = left, gone
            window.setScreen(left)
            window.windowHandle().setScreen(left)
        QGuiApplication.instance().screenRemoved.emit(gone)  # type: ignore[union-attr]
        breathe(50)
        told.append(
            [
                screen.show_.showing.presenter is None,
                screen.speaker is None and screen.print_.isVisible(),
                window.isActiveWindow(),
                view.notice.accessibleName(),
            ]
        )
        window.setScreen(QGuiApplication.screens()[0])
        window.windowHandle().setScreen(QGuiApplication.screens()[0])
    return {"unplugged": told}


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _is_drawn(picture: QWidget) -> bool:
    """Whether a picture has more than its ground within its frame."""
    image = picture.grab().toImage()
    wide, high = image.width(), image.height()
    inside = {image.pixel(x, y) for x in range(8, wide - 8) for y in range(8, high - 8)}
    return len(inside) > 1


def main(picture: str = "") -> None:
    """A circle of three in Stories, its display opened."""
    app = QApplication([])
    theme = Theme(LIGHT, still=True)
    apply_theme(app, theme)
    clock = SystemClock()
    with tempfile.TemporaryDirectory() as folder, Library(Path(folder) / "l", clock) as library:
        library.save_event(read_file(example_event()).event)
        window = Window(theme, library, clock)
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        window.start_circle()
        window.setFocus()
        session = window.session
        assert session is not None
        session.members.set_names("Brian R\nDawn G\nSandra S")
        session.time.go(Stage.STORIES)
        session.turns.start_or_pause()
        breathe(200)
        room = window.findChildren(Room)[-1]
        room.open()
        display = room.display
        assert display is not None
        breathe(400)
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
        told |= _band(window, room)
        told |= _slides(window)
        room.open()
        display = room.display
        assert display is not None
        window.close()
        told["gone"] = not display.isVisible()
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
