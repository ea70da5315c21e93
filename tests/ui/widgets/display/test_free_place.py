"""A free place on a page lies on nothing taken, and is found wherever there is one."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize

from storycircle.ui.widgets.display.free_place import EDGE, free_place

_PAGE = QRect(0, 0, 60, 50)


def _rects() -> st.SearchStrategy[list[QRect]]:
    corners, sizes = st.integers(-10, 60), st.integers(1, 40)
    return st.lists(st.builds(QRect, corners, corners, sizes, sizes), max_size=6)


def _free(place: QRect, taken: list[QRect]) -> bool:
    """Whether a place keeps its distance from all that is taken."""
    kept = place.adjusted(-EDGE, -EDGE, EDGE, EDGE)
    return _PAGE.contains(place) and not any(kept.intersects(rect) for rect in taken)


@given(_rects(), st.integers(1, 70), st.integers(1, 60), st.integers(-5, 60), st.integers(-5, 55))
def test_a_free_place_is_free_and_found(
    taken: list[QRect], wide: int, high: int, left: int, top: int
) -> None:
    """Where any is free it is one of them; where none is it says so."""
    size = QSize(wide, high)
    at = free_place(_PAGE, size, taken, QPoint(left, top))
    if at is None:
        every = product(range(_PAGE.width()), range(_PAGE.height()))
        assert not any(_free(QRect(QPoint(*corner), size), taken) for corner in every)
    else:
        assert _free(QRect(at, size), taken)


def test_the_wish_is_kept_where_it_is_free() -> None:
    """Nothing moves that need not."""
    wish = QPoint(7, 20)
    assert free_place(_PAGE, QSize(20, 10), [QRect(0, 40, 60, 10)], wish) == wish
