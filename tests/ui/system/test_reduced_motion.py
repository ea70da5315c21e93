"""What each system says of motion is read, and asked again when one comes back."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.ui.system import reduced_motion
from storycircle.ui.system.reduced_motion import (
    SystemMotion,
    Tell,
    ask_system,
    gtk_is_still,
    is_still,
    still_at_once,
    windows_is_still,
)

PROGRAM = Path(__file__).with_name("fake_portal.py")


@pytest.mark.parametrize(
    ("key", "value", "still"),
    [
        ("reduced-motion", 1, True),
        ("reduced-motion", 0, False),
        ("reduced-motion", 7, False),
        ("reduced-motion", None, False),
        ("enable-animations", False, True),
        ("enable-animations", True, False),
        ("enable-animations", None, False),
        ("AnimationDurationFactor", "0", True),
        ("AnimationDurationFactor", "0.5", False),
        ("AnimationDurationFactor", None, False),
    ],
)
def test_what_the_portal_answers(key: str, value: object, still: bool) -> None:
    """What is unknown asks for nothing."""
    assert is_still(key, value) is still


class Windows:
    """Stands for user32. moves: what it says of animations; None where it refuses to say."""

    def __init__(self, moves: int | None) -> None:
        self._moves = moves

    def SystemParametersInfoW(self, action: int, number: int, out: object, change: int) -> int:
        assert (action, number, change) == (0x1042, 0, 0)
        if self._moves is None:
            return 0
        ctypes.cast(out, ctypes.POINTER(ctypes.c_int))[0] = self._moves  # type: ignore[arg-type]
        return 1


@pytest.mark.parametrize(("moves", "still"), [(1, False), (0, True), (None, False)])
def test_windows_is_asked_for_its_animations(moves: int | None, still: bool) -> None:
    assert windows_is_still(Windows(moves)) is still


@pytest.mark.parametrize(
    ("text", "still"),
    [
        ("[Settings]\ngtk-enable-animations=0\n", True),
        ("[Settings]\ngtk-enable-animations=true\n", False),
        ("[Settings]\ngtk-theme-name=Adwaita%\n", False),
        ("[Settings]\ngtk-enable-animations=perhaps\n", False),
        ("not a file of settings", False),
        ("\udce9", False),
    ],
)
def test_gtk_is_asked_where_there_is_no_portal(tmp_path: Path, text: str, still: bool) -> None:
    """In the first folder that has its file; what cannot be read asks for nothing."""
    (tmp_path / "gtk-3.0").mkdir()
    file = tmp_path / "gtk-3.0" / "settings.ini"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert gtk_is_still([tmp_path / "none", tmp_path]) is still


def test_systems_that_say_it_at_once_are_heard_before_the_window(
    monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    """And one that cannot be asked is not waited for."""
    assert qapp

    def gone() -> bool:
        raise OSError

    monkeypatch.setattr(reduced_motion, "_AT_ONCE", {"win32": lambda: True, "darwin": gone})
    assert [still_at_once(system) for system in ("win32", "darwin", "linux")] == [
        True,
        False,
        False,
    ]
    told: list[bool] = []
    for system in ("win32", "darwin"):
        ask_system(QObject(), system)(told.append)
    assert told == [True, False]


def test_it_is_asked_again_when_one_comes_back(qtbot: QtBot, qapp: QApplication) -> None:
    """From the system's settings, say."""
    answers = [False, True]

    def ask(tell: Tell) -> None:
        tell(answers.pop(0))

    motion = SystemMotion(ask)
    with qtbot.waitSignal(motion.told) as first:
        motion.watch()
    with qtbot.waitSignal(motion.told) as second:
        qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert (first.args, second.args) == ([False], [True])


def test_it_is_not_asked_before_the_first_picture(qtbot: QtBot, qapp: QApplication) -> None:
    """The application is come to as its window opens."""
    asked: list[Tell] = []
    motion = SystemMotion(asked.append)
    motion.watch()
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert not asked
    qtbot.waitUntil(lambda: len(asked) == 1)


def test_linux_answers_without_a_portal(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Its own file says it then; the window never waits."""
    (tmp_path / "gtk-4.0").mkdir()
    (tmp_path / "gtk-4.0" / "settings.ini").write_text("[Settings]\ngtk-enable-animations=0\n")
    monkeypatch.setattr(reduced_motion, "_config_folders", lambda: [tmp_path])
    parent = QObject()
    motion = SystemMotion(ask_system(parent, "linux"))
    with qtbot.waitSignal(motion.told, timeout=4_000) as told:
        motion.watch()
    assert told.args == [True]


@pytest.mark.slow
@pytest.mark.skipif(which("dbus-run-session") is None, reason="there is no bus to be had")
@pytest.mark.parametrize(
    ("key", "value", "still"),
    [
        ("reduced-motion", "1", "true"),
        ("enable-animations", "false", "true"),
        ("enable-animations", "true", "false"),
        ("AnimationDurationFactor", '"0"', "true"),
    ],
)
def test_a_portal_on_a_real_bus_is_heard(key: str, value: str, still: str, tmp_path: Path) -> None:
    """New desktops, GNOME and KDE: one of the keys is known, the others are refused."""
    done = subprocess.run(
        [*("dbus-run-session", "--", sys.executable), str(PROGRAM), key, value],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
        env={
            **os.environ,
            "PYTHONPATH": str(PROGRAM.parents[3]),
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_CONFIG_HOME": str(tmp_path),
        },
    )
    assert done.stdout.strip() == still, done.stderr[-2_000:]
