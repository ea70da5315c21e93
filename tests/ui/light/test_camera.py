"""The door to cameras, on a machine that has none; and which picture is asked of one."""

from types import SimpleNamespace
from typing import ClassVar, cast

import pytest
from msgspec import Struct
from PySide6 import QtMultimedia
from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QCameraFormat, QVideoFrame, QVideoSink
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.i18n import _
from storycircle.ui.light import camera
from storycircle.ui.light.camera import (
    FORBIDDEN,
    NO_CAMERA,
    NO_PICTURE,
    NOT_ALLOWED,
    Camera,
    best_format,
)


class Offered(Struct, frozen=True):
    """A format as a camera offers it."""

    wide: int
    high: int
    rate: float

    def resolution(self) -> QSize:
        return QSize(self.wide, self.high)

    def maxFrameRate(self) -> float:
        return self.rate


def test_no_camera_is_said(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one sentence, and nothing is open."""
    assert qtbot is not None
    monkeypatch.setattr(camera, "_inputs", list)
    door, said = Camera(QVideoSink()), list[str]()
    door.failed.connect(said.append)
    door.open()
    assert said == [_(NO_CAMERA)]
    assert door.devices() == []
    assert not door.is_open


@pytest.mark.parametrize(
    ("system", "sentence"),
    [("win32", FORBIDDEN["win32"]), ("darwin", FORBIDDEN["darwin"]), ("linux", NOT_ALLOWED)],
)
def test_where_the_system_forbids_it_the_sentence_says_where_it_is_allowed(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, system: str, sentence: str
) -> None:
    """On Windows and macOS in the settings for privacy."""
    assert qtbot is not None
    denied = Qt.PermissionStatus.Denied
    monkeypatch.setattr(type(qapp), "checkPermission", lambda *_: denied, raising=False)
    monkeypatch.setattr(camera, "sys", SimpleNamespace(platform=system))
    door, said = Camera(QVideoSink()), list[str]()
    door.failed.connect(said.append)
    door.open()
    assert said == [sentence]
    assert not door.is_open


class TakenCamera(QObject):
    """Stands for Qt's camera where another program has it: some systems say so at once, on others
    no frame ever comes. tells: whether it says so.
    """

    errorOccurred = Signal(int, str)
    tells: ClassVar[bool] = True
    made: ClassVar[list["TakenCamera"]] = []

    def __init__(self, device: object, parent: QObject) -> None:
        super().__init__(parent)
        self.device, self.on = device, False
        self.made.append(self)

    def start(self) -> None:
        self.on = True
        if self.tells:
            self.errorOccurred.emit(1, "busy")

    def stop(self) -> None:
        self.on = False


class NoSession(QObject):
    """Stands for what joins a camera to a sink."""

    def setCamera(self, camera: object) -> None:
        """Nothing comes of it."""

    def setVideoSink(self, sink: object) -> None:
        """Nothing comes to it."""


@pytest.fixture
def taken(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> type[TakenCamera]:
    """One camera, which the system allows and another program has."""
    device = SimpleNamespace(
        id=lambda: SimpleNamespace(data=lambda: b"lid"),
        description=lambda: "The lid's",
        videoFormats=list,
        isDefault=lambda: True,
    )
    granted = Qt.PermissionStatus.Granted
    monkeypatch.setattr(type(qapp), "checkPermission", lambda *_: granted, raising=False)
    monkeypatch.setattr(camera, "_inputs", lambda: [device])
    monkeypatch.setattr(camera, "_PATIENCE", 60)
    monkeypatch.setattr(QtMultimedia, "QCamera", TakenCamera)
    monkeypatch.setattr(QtMultimedia, "QMediaCaptureSession", NoSession)
    monkeypatch.setattr(TakenCamera, "made", [])
    return TakenCamera


@pytest.mark.parametrize("tells", [True, False])
def test_a_camera_that_another_program_has(
    qtbot: QtBot, taken: type[TakenCamera], monkeypatch: pytest.MonkeyPatch, tells: bool
) -> None:
    """One sentence with its name, whether the system says so or only stays dark; and it is off."""
    monkeypatch.setattr(taken, "tells", tells)
    door, said = Camera(QVideoSink()), list[str]()
    door.failed.connect(said.append)
    door.open()
    qtbot.waitUntil(lambda: bool(said))
    qtbot.wait(150)
    assert said == [_(NO_PICTURE, camera="The lid's")]
    assert not door.is_open
    assert [one.on for one in taken.made] == [False]


def test_a_camera_that_gives_a_picture_is_waited_for_no_more(
    qtbot: QtBot, taken: type[TakenCamera], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its first frame is enough."""
    monkeypatch.setattr(taken, "tells", False)
    sink = QVideoSink()
    door, said = Camera(sink), list[str]()
    door.failed.connect(said.append)
    door.open()
    sink.setVideoFrame(QVideoFrame(QImage(64, 48, QImage.Format.Format_Grayscale8)))
    qtbot.wait(150)
    assert said == []
    assert door.is_open
    door.close()
    assert [one.on for one in taken.made] == [False]


def test_a_laptop_without_what_qt_reads_cameras_by(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not said that no camera was found: one may well be there."""
    assert qtbot is not None
    assert camera.can_see()
    monkeypatch.setattr(QtMultimedia.QMediaPlayer, "isAvailable", lambda _self: False)
    assert not camera.can_see()


def test_a_person_who_is_asked_and_says_no(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system asks first where nobody has decided: nothing is open until it has its answer."""
    assert qtbot is not None
    asked: list[object] = []
    undecided, denied = Qt.PermissionStatus.Undetermined, Qt.PermissionStatus.Denied
    monkeypatch.setattr(type(qapp), "checkPermission", lambda *_: undecided, raising=False)

    def ask(_app: object, *given: object) -> None:
        asked.append(given[-1])

    monkeypatch.setattr(type(qapp), "requestPermission", ask, raising=False)
    door, said = Camera(QVideoSink()), list[str]()
    door.failed.connect(said.append)
    door.open()
    assert said == []
    assert not door.is_open
    (answered,) = asked
    assert callable(answered)
    answered(SimpleNamespace(status=lambda: denied))
    assert said in ([NOT_ALLOWED], [FORBIDDEN["win32"]], [FORBIDDEN["darwin"]])


def test_the_picture_is_wide_enough_and_not_larger() -> None:
    """Near 1280 by 720, and of those the one with the most frames a second."""
    sizes = ((640, 480, 30), (1280, 720, 10), (3840, 2160, 30), (1280, 720, 30))
    offered = cast("list[QCameraFormat]", [Offered(*size) for size in sizes])
    assert best_format(offered) is offered[3]
    assert best_format(offered[:1]) is offered[0]
    assert best_format([]) is None
