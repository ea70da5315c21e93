"""One film after another, played into the sink that a camera would fill."""

import os
from queue import SimpleQueue
from random import Random

from msgspec import Struct
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoSink
from PySide6.QtWidgets import QApplication

from storycircle.core.formats import light_code
from storycircle.core.formats.light_code import Collector
from storycircle.paper.sheets.qr_codes import symbol
from storycircle.ui.light.frame_reader import FrameReader
from tests.by_light.camera import Camera, Condition

SECONDS = 1 / light_code.A_SECOND
_PATIENCE = 60  # seconds for one frame, on a machine that has other things to do


class Arrived(Struct, frozen=True):
    """What became of a film. seconds: of film until the file was whole; None where it never was.
    equal: it is the file that was shown, to the byte.
    """

    condition: Condition
    seconds: float | None
    equal: bool


def app() -> QApplication:
    """The application, whose windows are on no screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    there = QApplication.instance()
    return there if isinstance(there, QApplication) else QApplication([])


def played(condition: Condition, data: bytes, most: float) -> Arrived:
    """Show data, as `light_code.whole` made it, and film the screen for so many seconds at most."""
    parts = light_code.shown(data)
    symbols = [symbol(part, level="L", version=light_code.VERSION) for part in parts]
    sink = QVideoSink()
    reader, read = FrameReader(sink), SimpleQueue[list[bytes]]()
    reader.read.connect(lambda codes, *_: read.put(codes), Qt.ConnectionType.DirectConnection)
    collector = Collector()
    try:
        for at, picture in Camera(condition, symbols, SECONDS).frames(most):
            sink.setVideoFrame(QVideoFrame(as_frame(picture)))
            for code in read.get(timeout=_PATIENCE):
                found = collector.take(code)
                if found is not None and found.is_whole:
                    (came,) = light_code.files(found.parts)[0].values()
                    return Arrived(condition, at, came == data[16:])
    finally:
        reader.close()
    return Arrived(condition, None, equal=False)


def as_frame(picture: Image.Image) -> QImage:
    """A picture as cameras hand it to Qt."""
    grey = QImage.Format.Format_Grayscale8
    return QImage(picture.tobytes(), picture.width, picture.height, picture.width, grey).copy()


def a_file(random: Random) -> bytes:
    """A file as large as a June circle's, deflated or sealed: it does not deflate any more."""
    return light_code.whole(random.randbytes(random.randint(3_200, 4_500)), lambda data: data)
