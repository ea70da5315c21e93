"""Reads the codes in one film of a screen: a program of its own, run as photo_reader.py is.

Qt's own decoder plays it, without a window and without sound, from memory; a film in which no code
of ours is met for a while is something else, and is not played to its end.
"""

import os
import sys
from time import monotonic
from typing import TYPE_CHECKING

from storycircle.jobs.light.frames import codes_in_frame
from storycircle.jobs.subprocesses.reader_output import tell

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication, QImage

MOST_MEMORY = 6_000_000_000
"""Bytes of addresses: Qt's decoder asks for many, and uses few of them."""
_QUIET = 20_000  # ms of film without a code, after which it is something else
_NEVER = 40  # seconds without a frame
_TICK_MS = 500


def main(most_seconds: int) -> None:
    """Tell the codes of a film, or that it cannot be played. most_seconds: of it that are read."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_LOGGING_RULES"] = "*=false"
    data = sys.stdin.buffer.read()
    try:
        from PySide6.QtGui import QGuiApplication  # noqa: PLC0415 (here alone: jobs know no Qt)

        _Film(QGuiApplication([]), data, most_seconds * 1_000).play()
    except ImportError:  # a Linux that lacks what Qt plays films with
        tell(refused="film-unreadable")
    tell(end=True)


class _Film:
    """A film, played once from its beginning. most: ms of it."""

    def __init__(self, app: "QGuiApplication", data: bytes, most: int) -> None:
        from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QTimer  # noqa: PLC0415
        from PySide6.QtMultimedia import QMediaPlayer, QVideoSink  # noqa: PLC0415 (may be lacking)

        self._app, self._most = app, most
        self._told: set[bytes] = set()
        self._code_at, self._frame_at = 0, monotonic()
        self._bytes = QByteArray(data)
        self._file = QBuffer(self._bytes)
        self._file.open(QIODevice.OpenModeFlag.ReadOnly)
        self._player, self._sink = QMediaPlayer(), QVideoSink()
        self._sink.videoFrameChanged.connect(lambda frame: self._look(frame.toImage()))
        self._player.errorOccurred.connect(lambda *_: self._failed())
        self._player.mediaStatusChanged.connect(lambda _: self._changed())
        self._player.setVideoSink(self._sink)
        self._timer = QTimer(interval=_TICK_MS)
        self._timer.timeout.connect(self._end_if_late)

    def play(self) -> None:
        """Play it until it ends, or has nothing more to say."""
        if not self._player.isAvailable():  # Qt's own part for films cannot be loaded
            tell(refused="film-unreadable")
            return
        self._player.setSourceDevice(self._file)
        self._timer.start()
        self._player.play()
        self._app.exec()
        self._player.stop()

    def _look(self, frame: "QImage") -> None:
        grey = frame.convertToFormat(frame.Format.Format_Grayscale8)
        if grey.isNull():
            return
        self._frame_at = monotonic()
        light = memoryview(grey.constBits())
        for code in codes_in_frame(light, grey.bytesPerLine(), grey.height()):
            self._code_at = self._player.position()
            if code not in self._told:
                self._told.add(code)
                tell(code, code=True)

    def _end_if_late(self) -> None:
        at = self._player.position()
        stuck = monotonic() - self._frame_at > _NEVER
        if at > self._most or at - self._code_at > _QUIET or stuck:
            self._app.quit()

    def _changed(self) -> None:
        status, kinds = self._player.mediaStatus(), self._player.MediaStatus
        if status is kinds.LoadedMedia and not self._player.hasVideo():
            self._failed()
        elif status is kinds.EndOfMedia:
            self._app.quit()

    def _failed(self) -> None:
        if not self._told:
            tell(refused="film-unreadable")
        self._app.quit()
