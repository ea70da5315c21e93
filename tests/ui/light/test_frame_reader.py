"""The reader of a camera's frames: off the drawing thread, and never behind the camera."""

from queue import SimpleQueue
from random import Random
from threading import Event

import pytest
from PIL import Image, ImageOps
from PySide6.QtCore import QEventLoop, QSize, Qt, QThread, QTimer
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat, QVideoSink
from pytestqt.qtbot import QtBot

from storycircle.core.formats import light_code
from storycircle.paper.sheets.qr_codes import symbol
from storycircle.ui.light import frame_reader
from storycircle.ui.light.frame_reader import FrameReader, look
from tests.by_light.camera import Camera, Condition, drawn
from tests.by_light.films import a_file, as_frame, played

STILL = Condition((1280, 720), 30, (0, 0, 0), 0.85, 0.4, 0, 1, 0, 0, 0, 0, 1)


def picture(data: bytes = b"") -> tuple[bytes, Image.Image]:
    """What a code holds, and how a camera sees it."""
    part = light_code.shown(light_code.whole(data or bytes(range(200)), lambda held: held))[0]
    symbols = [symbol(part, level="L", version=light_code.VERSION)]
    (frame,) = (frame for _, frame in Camera(STILL, symbols, 1).frames(1 / 30))
    return part, frame


@pytest.mark.slow
def test_a_film_arrives(qtbot: QtBot) -> None:  # noqa: ARG001 (Qt's application)
    """One of those that `python -m tests.by_light` plays; the others are as this one."""
    random = Random(5)  # noqa: S311 (a film)
    film = played(drawn(random), a_file(random), 40)
    assert film.seconds is not None
    assert film.equal
    assert film.seconds < 25


@pytest.mark.parametrize("turned", [ImageOps.flip, ImageOps.mirror, lambda p: p.rotate(180)])
def test_upside_down_and_mirrored(turned: object) -> None:
    """A camera in a lid that is folded back, and one that shows itself as a mirror."""
    part, seen = picture()
    codes, small = look(QVideoFrame(as_frame(turned(seen))))  # type: ignore[operator]
    assert codes == [part]
    assert small.size() == QSize(320, 180)


def test_half_the_screen_and_something_else() -> None:
    """Nothing is read of them, and nothing is taken for ours."""
    _, seen = picture()
    half = seen.copy()
    half.paste(70, (640, 0, 1280, 720))
    other = Camera(STILL, [symbol(b"https://example.org/menu")], 1).frames(1 / 30)
    for frame in (half, *(frame for _, frame in other), Image.new("L", (640, 480), 9)):
        assert look(QVideoFrame(as_frame(frame)))[0] == []


@pytest.mark.parametrize("kind", ["Format_NV12", "Format_YUV420P", "Format_BGRX8888"])
def test_frames_as_cameras_have_them(kind: str) -> None:
    """Brightness and colours apart, or together."""
    part, seen = picture()
    formats = QVideoFrameFormat.PixelFormat
    if kind == "Format_BGRX8888":
        frame = QVideoFrame(as_frame(seen).convertToFormat(QImage.Format.Format_RGB32))
    else:
        frame = QVideoFrame(QVideoFrameFormat(QSize(1280, 720), formats[kind]))
        assert frame.map(QVideoFrame.MapMode.WriteOnly)
        line, grey = frame.bytesPerLine(0), seen.tobytes()
        bright = memoryview(frame.bits(0))
        for row in range(720):
            bright[row * line : row * line + 1280] = grey[row * 1280 : (row + 1) * 1280]
        frame.unmap()
    assert look(frame)[0] == [part]


def test_frames_are_dropped_and_never_queued(
    qtbot: QtBot,  # noqa: ARG001 (Qt's application)
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """While one is read the newest waits, and those between are gone."""
    begun, goes_on = Event(), Event()
    looked: list[int] = []

    def slowly(frame: QVideoFrame) -> tuple[list[bytes], QImage]:
        looked.append(frame.width())
        begun.set()
        goes_on.wait(30)
        return [], QImage()

    monkeypatch.setattr(frame_reader, "look", slowly)
    sink, read = QVideoSink(), SimpleQueue[object]()
    reader = FrameReader(sink)
    reader.read.connect(lambda codes, *_: read.put(codes), Qt.ConnectionType.DirectConnection)
    sink.setVideoFrame(QVideoFrame(QImage(101, 10, QImage.Format.Format_Grayscale8)))
    assert begun.wait(30)
    for wide in range(102, 122):
        sink.setVideoFrame(QVideoFrame(QImage(wide, 10, QImage.Format.Format_Grayscale8)))
    goes_on.set()
    read.get(timeout=30)
    read.get(timeout=30)
    assert looked == [101, 121]
    assert reader.dropped == 19
    reader.close()


def test_the_drawing_thread_draws_while_a_frame_is_read(
    qtbot: QtBot,  # noqa: ARG001 (Qt's application)
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever reading takes, the window's own thread goes on."""
    on: list[bool] = []
    main = QThread.currentThread()

    def look_on(frame: QVideoFrame) -> tuple[list[bytes], QImage]:
        on.append(QThread.currentThread() is main)
        return look(frame)

    monkeypatch.setattr(frame_reader, "look", look_on)
    sink, loop = QVideoSink(), QEventLoop()
    reader = FrameReader(sink)
    reader.read.connect(loop.quit)
    sink.setVideoFrame(QVideoFrame(as_frame(picture()[1])))
    QTimer.singleShot(30_000, loop.quit)
    loop.exec()
    assert on == [False]
    reader.close()


def test_closed_it_reads_no_more(qtbot: QtBot) -> None:  # noqa: ARG001 (Qt's application)
    """A frame that comes later goes nowhere."""
    sink = QVideoSink()
    reader = FrameReader(sink)
    reader.close()
    sink.setVideoFrame(QVideoFrame(as_frame(picture()[1])))
    assert reader.isFinished()
