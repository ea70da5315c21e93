"""Reads the codes in a camera's frames off the drawing thread.

While one frame is read, those that come are dropped but for the last: a queue would fall behind
the screen, and a reader that waits would lose codes in step with it.
"""

from threading import Condition
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, QThread, Signal
from PySide6.QtGui import QImage

from storycircle.jobs.light.frames import codes_in_frame

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame, QVideoSink

_PICTURE = 320  # px: the small picture is no wider


class FrameReader(QThread):
    """Give it a sink; it reads what comes there until it is closed.

    read: the codes in a frame, a small picture of it, and how many dots it has. Sent once a frame
    was read, from the thread that reads.
    """

    read = Signal(list, QImage, QSize)

    def __init__(self, sink: "QVideoSink", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waits = Condition()
        self._next: QVideoFrame | None = None
        self._closed = False
        self.dropped = 0
        """Frames that gave way to newer ones."""
        self._sink = sink
        sink.videoFrameChanged.connect(self.take)
        self.start()

    def take(self, frame: "QVideoFrame") -> None:
        """A frame came. Takes no time: it only stands in the place of the one before."""
        if not frame.isValid():
            return
        with self._waits:
            self.dropped += self._next is not None
            self._next = frame
            self._waits.notify()

    def close(self) -> None:
        """Read no more; what is being read is forgotten."""
        self._sink.videoFrameChanged.disconnect(self.take)
        with self._waits:
            self._closed, self._next = True, None
            self._waits.notify()
        self.wait()

    def run(self) -> None:
        while True:
            with self._waits:
                while self._next is None and not self._closed:
                    self._waits.wait()
                if self._closed:
                    return
                frame, self._next = self._next, None
            assert frame is not None  # noqa: S101 (it waited for one)
            codes, picture = look(frame)
            if not self._closed:
                self.read.emit(codes, picture, frame.size())


def look(frame: "QVideoFrame") -> tuple[list[bytes], QImage]:
    """The codes in a frame, and a small picture of it, both in shades of grey."""
    grey = _brightness(frame)
    if grey.isNull():
        return [], grey
    codes = codes_in_frame(memoryview(grey.constBits()), grey.bytesPerLine(), grey.height())
    return codes, grey.scaledToWidth(min(_PICTURE, grey.width()))


def _brightness(frame: "QVideoFrame") -> QImage:
    """How bright a frame is at each dot. Most cameras say so by itself, beside the colours."""
    from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat  # noqa: PLC0415 (when a camera is)

    kinds = QVideoFrameFormat.PixelFormat
    apart = (
        kinds.Format_Y8,
        kinds.Format_NV12,
        kinds.Format_NV21,
        kinds.Format_YUV420P,
        kinds.Format_YV12,
    )
    as_grey = QImage.Format.Format_Grayscale8
    if frame.pixelFormat() in apart and frame.map(QVideoFrame.MapMode.ReadOnly):
        try:
            wide, high, line = frame.width(), frame.height(), frame.bytesPerLine(0)
            return QImage(frame.bits(0), wide, high, line, as_grey).copy()
        finally:
            frame.unmap()
    return frame.toImage().convertToFormat(as_grey)
