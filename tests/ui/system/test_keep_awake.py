"""Keeping awake: asked off the window's thread, and where it cannot be, said and no more."""

import sys
import threading
import types
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.ui.system.keep_awake import CANNOT, Awake


class System:
    """Stands for wakepy: notes on which threads it was asked, and agrees or not."""

    def __init__(self, *, agrees: bool = True, breaks: type[Exception] | None = None) -> None:
        self.active, self._breaks = agrees, breaks
        self.asked: list[str] = []

    @contextmanager
    def presenting(self, *, on_fail: str) -> Iterator["System"]:
        assert on_fail == "pass"
        self.asked.append(threading.current_thread().name)
        if self._breaks is not None:
            raise self._breaks
        yield self
        self.asked.append(f"left on {threading.current_thread().name}")


def _stands_for(monkeypatch: pytest.MonkeyPatch, system: System) -> None:
    module = types.ModuleType("wakepy")
    module.keep = system  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "wakepy", module)


def _holding() -> int:
    return sum(thread.name == "keep-awake" for thread in threading.enumerate())


@pytest.fixture
def awake(qapp: QApplication) -> Iterator[Awake]:  # noqa: ARG001 (signals need an application)
    """Ends with no thread left behind."""
    made = Awake()
    yield made
    made.finish()
    assert _holding() == 0


def test_it_is_held_until_released(
    qtbot: QtBot, awake: Awake, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entered and left on one thread that is not the window's; asked once, however often held."""
    system = System()
    _stands_for(monkeypatch, system)
    with qtbot.waitSignal(awake.known) as news, qtbot.assertNotEmitted(awake.refused):
        awake.hold()
        awake.hold()
    assert news.args == [True]
    assert awake.works
    assert awake.why_not() == ""
    awake.finish()
    assert system.asked == ["keep-awake", "left on keep-awake"]


def test_another_circle_is_another_hold(
    qtbot: QtBot, awake: Awake, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Left and opened again, the laptop is asked again."""
    system = System()
    _stands_for(monkeypatch, system)
    for _ in range(2):
        with qtbot.waitSignal(awake.known):
            awake.hold()
        awake.release()
    awake.finish()
    assert sorted(system.asked) == ["keep-awake"] * 2 + ["left on keep-awake"] * 2


@pytest.mark.parametrize("breaks", [None, OSError, RuntimeError, KeyError])
def test_where_it_cannot_be_it_is_said_once(
    qtbot: QtBot, awake: Awake, monkeypatch: pytest.MonkeyPatch, breaks: type[Exception] | None
) -> None:
    """Refused or broken: one sentence, at the first circle alone, and no exception."""
    _stands_for(monkeypatch, System(agrees=False, breaks=breaks))
    with qtbot.waitSignal(awake.refused) as told:
        awake.hold()
    assert told.args == [CANNOT]
    awake.release()
    with qtbot.waitSignal(awake.known), qtbot.assertNotEmitted(awake.refused):
        awake.hold()
    assert awake.why_not() == CANNOT


def test_without_wakepy(qtbot: QtBot, awake: Awake, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that is missing is a laptop that cannot be kept awake."""
    monkeypatch.setitem(sys.modules, "wakepy", None)
    with qtbot.waitSignal(awake.refused):
        awake.hold()


@pytest.mark.skipif(sys.platform != "linux", reason="the session bus is Linux's own")
def test_without_a_session_bus(qtbot: QtBot, awake: Awake, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real wakepy, with no bus to ask: no warning, no exception, one sentence."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    with qtbot.waitSignal(awake.refused, timeout=20_000):
        awake.hold()


def test_released_before_the_answer(awake: Awake, monkeypatch: pytest.MonkeyPatch) -> None:
    """A circle that is closed at once leaves no thread behind."""
    _stands_for(monkeypatch, System())
    awake.hold()
    awake.finish()
    assert _holding() == 0
