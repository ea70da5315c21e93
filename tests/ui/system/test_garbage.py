"""What nothing refers to any more goes on the drawing thread, and never amid its work."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from storycircle.ui.system.background import Collecting, collecting_here


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
@pytest.mark.usefixtures("collected_by_itself")
def test_a_page_goes_on_the_drawing_thread_and_from_its_event_loop(qtbot: QtBot) -> None:
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
        qtbot.waitUntil(lambda: len(gone) == 3, timeout=20_000)
    assert set(gone) == {threading.get_ident()}
    assert gc.isenabled(), "as it was before"


def test_a_look_through_all_there_is_comes_for_a_hundredth_of_the_time() -> None:
    """Of ten thousand circles it takes longer than a key may: it is rare, and the others go on."""
    now, looks = [0.0], []

    def collect(generation: int) -> None:
        looks.append((now[0], generation))
        now[0] += 0.2 if generation == 2 else 0.001

    limits = gc.get_threshold()
    more = (limits[0] + 1, limits[1] + 1, limits[2] + 1)
    collecting = Collecting(collect, lambda: more, lambda: now[0])
    for second in range(60):
        now[0] = max(now[0], second)
        collecting.look()
    whole = [at for at, generation in looks if generation == 2]
    assert whole == [0, 20, 40], "0.2 s each, of 60"
    assert len(looks) == 60, "what came to be lately is collected each second"


def test_while_somebody_types_nothing_looks_through_all_there_is() -> None:
    """It waits for a quiet second; where there is none for half a minute, it comes all the same."""
    looks: list[int] = []
    limits = gc.get_threshold()
    more = (limits[0] + 1, limits[1] + 1, limits[2] + 1)
    collecting = Collecting(looks.append, lambda: more, lambda: 0.0)

    def second(awakenings: int) -> None:
        for _each in range(awakenings):
            collecting.awoke()
        collecting.look()

    for _each in range(10):
        second(40)
    assert set(looks) == {1}, "what came to be lately is collected"
    second(2)
    assert looks[-1] == 2
    looks.clear()
    for _each in range(31):
        second(40)
    assert looks == [1] * 30 + [2]
