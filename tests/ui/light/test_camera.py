"""The door to cameras, on a machine that has none; and which picture is asked of one."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtMultimedia import QCameraFormat, QVideoSink
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.i18n import _
from storycircle.ui.light import camera
from storycircle.ui.light.camera import FORBIDDEN, NO_CAMERA, NOT_ALLOWED, Camera, best_format


@dataclass(frozen=True)
class Offered:
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


def test_the_picture_is_wide_enough_and_not_larger() -> None:
    """Near 1280 by 720, and of those the one with the most frames a second."""
    sizes = ((640, 480, 30), (1280, 720, 10), (3840, 2160, 30), (1280, 720, 30))
    offered = cast("list[QCameraFormat]", [Offered(*size) for size in sizes])
    assert best_format(offered) is offered[3]
    assert best_format(offered[:1]) is offered[0]
    assert best_format([]) is None
