"""The whole window while its camera reads: how soon it answers keys, and what reading costs."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from unittest.mock import patch

from msgspec import Struct, field
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core.clock import SystemClock
from storycircle.core.formats import light_code
from storycircle.jobs.import_event import load
from storycircle.paper.sheets.qr_codes import symbol
from storycircle.resources import example_event
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.light import camera as cameras
from storycircle.ui.organiser.merge.camera_page import CameraPage
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from tests.by_light.camera import Camera, Condition
from tests.by_light.films import SECONDS, as_frame
from tests.support.no_camera import NoCamera

PLAIN = Condition((1280, 720), 30, (8, -6, 4), 0.85, 0.6, 0.05, 0.8, 0, 0, 0, 0, 1)
"""A usual camera in a hand."""
KEYS = 100
_APART = 0.05  # seconds from one key to the next, whether those before are answered or not
_PRESSED = QEvent.Type(QEvent.registerEventType())


class Busy(Struct):
    """What reading in earnest leaves of the laptop. processor: of one core, for all that the
    program does. waits: ms from each press until what it changed was drawn. read: frames that were
    read, of so many seen.
    """

    processor: float = 0
    waits: list[float] = field(default_factory=list)
    read: int = 0
    seen: int = 0


def busy(condition: Condition, data: bytes) -> Busy:
    """Play a film as fast as it was taken into the organiser's whole window, in which six circles
    are, and press keys meanwhile.
    """
    parts = light_code.shown(data)[:-1]  # never whole: the reading goes on
    symbols = [symbol(part, level="L", version=light_code.VERSION) for part in parts]
    film = [as_frame(picture) for _, picture in Camera(condition, symbols, SECONDS).frames(4)]
    with _camera_page() as page:
        return _watched(page, film, condition.rate)


@contextmanager
def _camera_page() -> Iterator[CameraPage]:
    app = QCoreApplication.instance()
    assert isinstance(app, QApplication)
    theme = Theme(LIGHT)
    apply_theme(app, theme)
    with (
        TemporaryDirectory() as folder,
        patch.object(cameras, "Camera", NoCamera),
        Library(Path(folder) / "library", SystemClock()) as library,
    ):
        load(library, example_event())
        window = Window(theme, library, SystemClock())
        window.resize(1440, 900)
        window.show()
        window.activateWindow()
        window.screens.show_organiser()
        places = window.screens.organiser.places
        places.gather.camera.open()
        page = places.currentWidget()
        assert isinstance(page, CameraPage)
        _run(500)  # what is read off the drawing thread as the window opens
        yield page
        window.close()


def _watched(page: CameraPage, film: list[QImage], rate: int) -> Busy:
    found = Busy()
    reader, sink, window = page.reader, page.sink, page.window()
    assert reader is not None
    assert sink is not None
    frames = _over_and_over(film)

    def next_frame() -> None:
        found.seen += 1
        sink.setVideoFrame(QVideoFrame(next(frames)))

    def read(*_: object) -> None:
        found.read += 1

    camera = QTimer(interval=1000 // rate, timerType=Qt.TimerType.PreciseTimer)
    camera.timeout.connect(next_frame)
    reader.read.connect(read)
    presses = _Presses(window, found.waits)
    camera.start()
    began, at = time.process_time(), time.perf_counter()
    presses.run()
    found.processor = (time.process_time() - began) / (time.perf_counter() - at)
    camera.stop()
    return found


class _Presses(QObject):
    """Presses Tab at moments of another thread, as a keyboard does, whatever the window is at."""

    def __init__(self, window: QWidget, waits: list[float]) -> None:
        super().__init__()
        self._window, self._waits = window, waits
        self._pressed: list[float] = []
        self._loop = QEventLoop()

    def run(self) -> None:
        """Come back when all are answered."""
        thread = Thread(target=self._press)
        thread.start()
        self._loop.exec()
        thread.join()

    def _press(self) -> None:
        for _ in range(KEYS):
            self._pressed.append(time.perf_counter())
            QCoreApplication.postEvent(self, QEvent(_PRESSED))
            time.sleep(_APART)

    def event(self, event: QEvent) -> bool:
        """A press is answered once what it changed is drawn."""
        if event.type() != _PRESSED:
            return super().event(event)
        QTest.keyClick(self._window, Qt.Key.Key_Tab)
        QCoreApplication.sendPostedEvents(self._window, QEvent.Type.UpdateRequest.value)
        self._waits.append((time.perf_counter() - self._pressed[len(self._waits)]) * 1_000)
        if len(self._waits) == KEYS:
            self._loop.quit()
        return True


def _over_and_over(film: list[QImage]) -> Iterator[QImage]:
    while True:
        yield from film


def _run(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
