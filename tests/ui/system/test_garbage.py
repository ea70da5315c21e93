"""What nothing refers to any more goes on the drawing thread, and never amid its work."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from storycircle.ui.system.collecting import Collecting, collecting_here


class Page(QWidget):
    """A page that refers to itself, as one with a slot of its own does."""

    def __init__(self, gone: list[int]) -> None:
        super().__init__()
        self._gone, self._itself = gone, self

    def __del__(self) -> None:
        self._gone.append(threading.get_ident())


@pytest.fixture
def collected_by_itself() -> Iterator[None]:
    """As in a process that has just begun."""
    before = gc.isenabled()
    gc.collect()
    gc.enable()
    yield
    if not before:
        gc.disable()


def _much() -> None:
    """Work that leaves much garbage."""
    for _each in range(30_000):
        knot: list[object] = []
        knot.append(knot)


@pytest.mark.slow
@pytest.mark.usefixtures("qtbot", "collected_by_itself")
def test_a_page_goes_on_the_drawing_thread_and_from_its_event_loop() -> None:
    """Neither on a thread that works beside it, nor while the drawing thread is at work."""
    gone: list[int] = []
    with collecting_here():
        for _each in range(3):
            Page(gone)
        beside = threading.Thread(target=_much)
        beside.start()
        beside.join()
        _much()
        assert gone == []
        quiet = QEventLoop()
        QTimer.singleShot(2_500, quiet.quit)
        quiet.exec()
        assert len(gone) == 3
    assert set(gone) == {threading.get_ident()}
    assert gc.isenabled(), "as it was before"


def test_it_takes_a_hundredth_of_the_time() -> None:
    """Of ten thousand circles a look takes longer than a key may."""
    now, looks = [0.0], []

    def collect(generation: int) -> None:
        looks.append((now[0], generation))
        now[0] += 0.2

    limits = gc.get_threshold()
    more = (limits[0] + 1, limits[1] + 1, limits[2] + 1)
    collecting = Collecting(collect, lambda: more, lambda: now[0])
    for second in range(60):
        now[0] = max(now[0], second)
        collecting.look()
    assert looks == [(0, 2), (20, 2), (40, 2)], "0.2 s each, of 60"


def test_while_somebody_types_nothing_is_looked_for() -> None:
    """It waits for a quiet second; where there is none for half a minute, it comes all the same."""
    looks: list[int] = []
    limits = gc.get_threshold()
    counts = [limits[0] + 1, 0, 0]
    collecting = Collecting(looks.append, lambda: (counts[0], counts[1], counts[2]), lambda: 0.0)

    def second(awakenings: int) -> None:
        for _each in range(awakenings):
            collecting.awoke()
        collecting.look()

    counts[0] = 0
    for _each in range(40):
        second(40)
    counts[0] = limits[0] + 1
    for _each in range(10):
        second(40)
    assert looks == [], "before there was anything nobody waited for it"
    second(2)
    assert looks == [0], "what came to be lately, as nothing else is due"
    counts[1] = limits[1] + 1
    for _each in range(31):
        second(40)
    assert looks == [0, 1]
