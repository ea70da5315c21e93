"""The one door to the cameras of this laptop: which there are, one opened, and why none gives a
picture.

Qt's part for cameras is loaded here, when a camera is asked for: not every Linux has what it needs.
Nothing of what a camera sees is kept anywhere.
"""

import sys
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QCameraPermission, QCoreApplication, QObject, Qt, QTimer, Signal, Slot

from storycircle.core.i18n import N_, _

if TYPE_CHECKING:
    from PySide6.QtMultimedia import (
        QCamera,
        QCameraDevice,
        QCameraFormat,
        QMediaCaptureSession,
        QVideoFrame,
        QVideoSink,
    )

NO_SYSTEM = N_("This laptop lacks the camera system Story Circle uses (on Debian, libpulse0).")
NO_CAMERA = N_("No camera was found on this laptop. Plug one in.")
FORBIDDEN = {
    "win32": N_(
        "Windows lets Story Circle use no camera. It is allowed in Settings, under Privacy & "
        "security, Camera."
    ),
    "darwin": N_(
        "macOS lets Story Circle use no camera. It is allowed in System Settings, under Privacy & "
        "Security, Camera."
    ),
}
NOT_ALLOWED = N_("This system lets Story Circle use no camera.")
NO_PICTURE = N_(
    "{camera} gives no picture. Another program may be using it: close that, then choose the "
    "camera again."
)
_PATIENCE = 6_000  # ms for a first picture
_WANTED = 1280, 720
"""Wide and high enough for every code, and not so large that a slow laptop drops most frames."""


class Device(Struct, frozen=True):
    """A camera: its id, and its name as the system has it."""

    id: str
    name: str


class Camera(QObject):
    """A camera whose frames come to a sink while it is open. failed: a sentence that says why no
    picture comes.
    """

    failed = Signal(str)

    def __init__(self, sink: "QVideoSink", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sink = sink
        self._session: QMediaCaptureSession | None = None
        self._camera: QCamera | None = None
        self._name = ""
        self._wanted = ""
        self._waiting = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._waiting.timeout.connect(self._no_picture)
        sink.videoFrameChanged.connect(self._came)

    @property
    def is_open(self) -> bool:
        """Whether a camera is on."""
        return self._camera is not None

    def devices(self) -> list[Device]:
        """The cameras there are now, the system's own choice first."""
        return [Device(_id(one), one.description()) for one in _inputs()]

    def open(self, device: str = "") -> None:
        """Open a camera by its id, the first where none is named; the system may ask first whether
        it may.
        """
        self.close()
        self._wanted = device
        app = QCoreApplication.instance()
        assert app is not None  # noqa: S101 (there is a window)
        answer = app.checkPermission(QCameraPermission())
        if answer is Qt.PermissionStatus.Undetermined:
            app.requestPermission(QCameraPermission(), self, self._allowed)
        else:
            self._decided(allowed=answer is Qt.PermissionStatus.Granted)

    def close(self) -> None:
        """The camera is off, and its light too."""
        self._waiting.stop()
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.stop()
            camera.deleteLater()
        if self._session is not None:
            self._session.deleteLater()
            self._session = None

    def _allowed(self, permission: object) -> None:
        """The system, or a person it asked, has answered."""
        granted = getattr(permission, "status", lambda: None)()
        self._decided(allowed=granted is Qt.PermissionStatus.Granted)

    def _decided(self, *, allowed: bool) -> None:
        if not allowed:
            self.failed.emit(_(FORBIDDEN.get(sys.platform, NOT_ALLOWED)))
            return
        found = _inputs()
        chosen = next((one for one in found if _id(one) == self._wanted), None)
        device = chosen or (found[0] if found else None)
        if device is None:
            self.failed.emit(_(NO_CAMERA))
            return
        self._start(device)

    def _start(self, device: "QCameraDevice") -> None:
        from PySide6.QtMultimedia import QCamera, QMediaCaptureSession  # noqa: PLC0415 (above)

        self._name = device.description()
        self._camera = QCamera(device, self)
        best = best_format(device.videoFormats())
        if best is not None:
            self._camera.setCameraFormat(best)
        self._camera.errorOccurred.connect(self._no_picture)
        self._session = QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        self._waiting.start()
        self._camera.start()

    @Slot("QVideoFrame")
    def _came(self, _frame: "QVideoFrame") -> None:
        self._waiting.stop()

    def _no_picture(self, *_why: object) -> None:
        if self._camera is not None:
            self.close()
            self.failed.emit(_(NO_PICTURE, camera=self._name))


def can_see() -> bool:
    """Whether Qt's part for cameras can be loaded on this laptop, with what it plays films by: on
    some Linux one is there without the other, and then no camera is found.
    """
    try:
        from PySide6.QtMultimedia import QMediaPlayer  # noqa: PLC0415 (asked for here)
    except ImportError:
        return False
    return QMediaPlayer().isAvailable()


def new_sink(parent: QObject) -> "QVideoSink":
    """Where the frames of a camera come."""
    from PySide6.QtMultimedia import QVideoSink  # noqa: PLC0415 (above)

    return QVideoSink(parent)


def best_format(offered: "list[QCameraFormat]") -> "QCameraFormat | None":
    """The format nearest to 1280 by 720 that has the most frames a second; None where the camera
    offers none.
    """

    def order(one: "QCameraFormat") -> tuple[int, float]:
        size = one.resolution()
        return -abs(size.width() - _WANTED[0]) - abs(size.height() - _WANTED[1]), min(
            one.maxFrameRate(), 30
        )

    return max(offered, key=order, default=None)


def _inputs() -> "list[QCameraDevice]":
    from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415 (above)

    found = QMediaDevices.videoInputs()
    return sorted(found, key=lambda one: not one.isDefault())


def _id(device: "QCameraDevice") -> str:
    return bytes(device.id().data()).hex()
