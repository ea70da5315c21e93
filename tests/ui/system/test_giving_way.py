"""Work beside the drawing thread stands while that one is at work, and never for long."""

from time import monotonic

import pytest
from PySide6.QtCore import SIGNAL, QAbstractEventDispatcher, QThread
from pytestqt.qtbot import QtBot

from storycircle.core.headings import board_of
from storycircle.core.long_work import between_steps, standing
from storycircle.core.model import Gathered
from storycircle.jobs.afterwards.became import became_of
from storycircle.jobs.similar_actions import Likeness
from storycircle.store.library import Library
from storycircle.ui.system.background import Work


def _counting(steps: list[float], until: int) -> Work:
    """A job of so many steps."""

    def job(_work: Work) -> None:
        while len(steps) < until:
            steps.append(monotonic())
            QThread.usleep(100)
            between_steps()

    return Work(job)


def _heard() -> list[int]:
    """How many hear of the event loop, as it wakes and as it waits."""
    loop = QAbstractEventDispatcher.instance()
    return [loop.receivers(SIGNAL(name)) for name in ("awake()", "aboutToBlock()")]


def _at_work(seconds: float) -> None:
    """What a key sets off: the drawing thread comes back to its event loop after so long."""
    until = monotonic() + seconds
    while monotonic() < until:
        QThread.usleep(500)


def test_it_stands_while_the_drawing_thread_is_at_work(qtbot: QtBot) -> None:
    """From one of its steps on, until the event loop waits for something to do."""
    steps: list[float] = []
    heard = _heard()
    work = _counting(steps, 300)
    with qtbot.waitSignal(work.finished, timeout=20_000):
        work.start()
        qtbot.waitUntil(lambda: len(steps) > 20)
        _at_work(0.05)
        known = len(steps)
        _at_work(0.05)
        assert len(steps) == known, "not a step in the middle of it"
        assert known < 300
    assert len(steps) == 300
    assert _heard() == heard, "the event loop tells nobody who has gone"


def test_whoever_waits_for_it_on_the_drawing_thread_waits_not_for_ever(qtbot: QtBot) -> None:
    """After a fifth of a second it goes on, whatever is done there."""
    steps: list[float] = []
    work = _counting(steps, 1_000)
    work.start()
    qtbot.waitUntil(lambda: len(steps) > 5)
    assert work.wait(20_000)
    assert len(steps) == 1_000


@pytest.mark.parametrize("what", ["board", "likeness", "became"])
def test_what_is_read_for_a_large_event_has_steps(
    library: Library, example: Gathered, what: str
) -> None:
    """At least one for each action: between two of them a key is answered."""
    library.load(example)
    board = board_of(example)
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1

    with standing(step):
        if what == "board":
            board_of(library.actions_of(example.event))
        elif what == "likeness":
            Likeness().prepare(board.cards)
        else:
            became_of(library, example.event)
    assert steps >= 2 * len(board.cards)
