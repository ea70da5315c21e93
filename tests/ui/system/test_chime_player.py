"""The chime: played where it can be, and where not, one sentence and no exception."""

import subprocess
import sys
import types
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QObject, QThread, QUrl, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle import resources
from storycircle.ui.system.chime_player import (
    NO_LOUDSPEAKER,
    NO_SYSTEM,
    NOT_PLAYED,
    Chime,
    loudness,
)


class Effect(QObject):
    """Stands for QSoundEffect: notes what was played, how loud, and on which thread."""

    class Status(Enum):
        Ready = 2
        Error = 3

    statusChanged = Signal()
    played: ClassVar[list[tuple[str, float, bool]]] = []
    now: ClassVar["Effect.Status"] = Status.Ready

    def __init__(self, device: "Device", parent: QObject) -> None:
        super().__init__(parent)
        self._device, self._source, self._volume = device, QUrl(), 0.0

    def audioDevice(self) -> "Device":
        return self._device

    def setAudioDevice(self, device: "Device") -> None:
        self._device = device

    def setSource(self, source: QUrl) -> None:
        self._source = source

    def setVolume(self, volume: float) -> None:
        self._volume = volume

    def status(self) -> "Effect.Status":
        return self.now

    def play(self) -> None:
        app = QApplication.instance()
        assert app is not None
        elsewhere = QThread.currentThread() is not app.thread()
        self.played.append((self._source.toLocalFile(), self._volume, elsewhere))


class Device:
    """A loudspeaker, or none."""

    there = True

    def isNull(self) -> bool:
        return not self.there


class Devices:
    @staticmethod
    def defaultAudioOutput() -> Device:
        return Device()


@pytest.fixture
def chime(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Chime]:  # noqa: ARG001
    """A chime on a laptop that has sound."""
    module = types.ModuleType("PySide6.QtMultimedia")
    module.QSoundEffect = Effect  # type: ignore[attr-defined]
    module.QMediaDevices = Devices  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", module)
    monkeypatch.setattr(Effect, "played", [])
    made = Chime()
    yield made
    made.finish()


def test_it_plays_our_file_off_the_windows_thread(qtbot: QtBot, chime: Chime) -> None:
    """As loud as asked, as often as asked, while the window goes on."""
    for volume in (100, 50):
        with qtbot.waitSignal(chime.silenced) as told:
            chime.play(volume)
        assert told.args == [""]
    here = resources.chime().as_posix()
    assert Effect.played == [(here, 1.0, True), (here, 0.25, True)]
    assert chime.why_silent() == ""


def test_no_loudspeaker(qtbot: QtBot, chime: Chime, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so, and plays once there is one."""
    monkeypatch.setattr(Device, "there", False)
    with qtbot.waitSignal(chime.silenced):
        chime.play(60)
    assert chime.why_silent() == NO_LOUDSPEAKER
    monkeypatch.setattr(Device, "there", True)
    with qtbot.waitSignal(chime.silenced):
        chime.play(60)
    assert chime.why_silent() == ""
    assert len(Effect.played) == 1


def test_no_sound_system(qtbot: QtBot, chime: Chime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library that Qt's sound needs."""
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    with qtbot.waitSignal(chime.silenced):
        chime.play(60)
    assert chime.why_silent() == NO_SYSTEM


def test_a_sound_that_does_not_load(
    qtbot: QtBot, chime: Chime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A system that takes the file and does not play it."""
    monkeypatch.setattr(Effect, "now", Effect.Status.Error)
    with qtbot.waitSignal(chime.silenced):
        chime.play(60)
    assert chime.why_silent() == NOT_PLAYED


def test_a_chime_that_never_rang_ends_too(chime: Chime) -> None:
    """No thread is begun for nothing, and ending twice is fine."""
    assert not chime.findChildren(QThread)
    chime.finish()
    chime.finish()


def test_loudness_goes_from_nothing_to_whole() -> None:
    """Never backwards, whatever is asked."""
    steps = [loudness(volume) for volume in range(-5, 106)]
    assert steps[0] == 0
    assert steps[-1] == 1
    assert steps == sorted(steps)


REAL = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from storycircle.ui.system.chime_player import Chime
app = QApplication([])
chime = Chime()
chime.silenced.connect(lambda why: (print(why), QTimer.singleShot(0, app.quit)))
QTimer.singleShot(20_000, app.quit)
print("QtMultimedia" in str(sys.modules.keys()))
chime.play(1)
app.exec()
chime.finish()
print("ended")
"""


def test_whatever_this_machine_has_nothing_breaks() -> None:
    """The real thing, in a process of its own: it answers, ends by itself, and loads late."""
    done = subprocess.run(
        [sys.executable, "-c", REAL],
        capture_output=True,
        encoding="utf-8",
        cwd=Path(__file__).parent.parent.parent.parent,
        timeout=60,
        check=False,
    )
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert lines[0] == "False"
    assert lines[1] in ("", NO_SYSTEM, NO_LOUDSPEAKER, NOT_PLAYED)
    assert lines[-1] == "ended"
