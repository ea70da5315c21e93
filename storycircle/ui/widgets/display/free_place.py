"""Where something can lie on a page without lying on what can be pressed.

What can be pressed: buttons, fields, rows of lists, and every widget of ours that hears the mouse.
A widget of which only some parts hear it, as the ring's seats, says which in `pressed_parts`.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QTableView,
    QTextEdit,
    QWidget,
)

_PRESSED = (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit, QTextEdit)
_HEARS = frozenset({"mousePressEvent", "mouseReleaseEvent", "mouseDoubleClickEvent"})
_OWN = __name__.partition(".")[0]
EDGE = 4  # px that are kept round what can be pressed


def pressed_within(page: QWidget, part: QRect, *, but: type[QWidget]) -> list[QRect]:
    """What can be pressed now on a part of a page, in the page's px. but: widgets passed over."""
    found: list[QRect] = []
    inside = [(page, QPoint(), part)]  # a widget, its corner, and what is seen of it, on the page
    while inside:
        widget, corner, seen = inside.pop()
        for child in widget.children():
            if not isinstance(child, QWidget) or isinstance(child, but):
                continue
            if child.isHidden() or child.isWindow() or not child.isEnabled():
                continue
            place = child.geometry().translated(corner).intersected(seen)
            if place.isEmpty():
                continue
            at = corner + child.pos()
            inside.append((child, at, place))
            parts: Callable[[], Sequence[QRect]] | None = getattr(child, "pressed_parts", None)
            if isinstance(widget, QAbstractItemView):
                found += _clipped(_rows(widget) if widget.viewport() is child else (), at, place)
            elif parts is not None:
                found += _clipped(parts(), at, place)
            elif isinstance(child, _PRESSED) or _hears(type(child)):
                found.append(place)
    return found


def _clipped(parts: Sequence[QRect], corner: QPoint, seen: QRect) -> list[QRect]:
    """What is seen of parts of a widget. corner: the widget's, on the page."""
    on_page = (part.translated(corner).intersected(seen) for part in parts)
    return [part for part in on_page if not part.isEmpty()]


def free_place(page: QRect, size: QSize, taken: Sequence[QRect], wish: QPoint) -> QPoint | None:
    """The place on a page for something of a size that lies on nothing taken: the one nearest to
    the wish, as far as height goes; None where there is none.
    """
    last = page.bottom() + 1 - size.height()
    heights = {wish.y(), last, page.top()}
    for rect in taken:
        heights |= {rect.top() - EDGE - size.height(), rect.bottom() + 1 + EDGE}
    fit = (high for high in heights if page.top() <= high <= last)
    for high in sorted(fit, key=lambda high: (abs(high - wish.y()), high)):
        band = QRect(page.left(), high, page.width(), size.height())
        left = _free_left(band, size.width(), taken, wish.x())
        if left is not None:
            return QPoint(left, high)
    return None


def _free_left(band: QRect, wide: int, taken: Sequence[QRect], wish: int) -> int | None:
    """The left of a free stretch of a band that is so wide, nearest to the wish; None without."""
    kept = (rect.adjusted(-EDGE, -EDGE, EDGE, EDGE) for rect in taken)
    spans = sorted((rect.left(), rect.right() + 1) for rect in kept if rect.intersects(band))
    free, at = [], band.left()
    for left, right in (*spans, (band.right() + 1, band.right() + 1)):
        if left - at >= wide:
            free.append(min(max(wish, at), left - wide))
        at = max(at, right)
    return min(free, key=lambda left: abs(left - wish), default=None)


def _rows(view: QAbstractItemView) -> Sequence[QRect]:
    """The rows of a list, as one; all heads of a table that is sorted by them."""
    if isinstance(view, QHeaderView):
        return (view.viewport().rect(),) if view.sectionsClickable() else ()
    model = view.model()
    count = model.rowCount(view.rootIndex()) if model is not None else 0
    if not count:
        return ()
    if isinstance(view, QTableView):  # of which any column may be hidden
        top = view.rowViewportPosition(0)
        foot = view.rowViewportPosition(count - 1) + view.rowHeight(count - 1)
    else:
        top = view.visualRect(model.index(0, 0)).top()
        foot = view.visualRect(model.index(count - 1, 0)).bottom() + 1
    return (QRect(0, top, view.viewport().width(), foot - top),)


def _hears(kind: type[QWidget]) -> bool:
    """Whether a class of ours does something with the mouse; a list's rows do, and not the list."""
    if issubclass(kind, QAbstractItemView):
        return False
    for base in kind.__mro__:
        if base.__module__.partition(".")[0] == _OWN and not _HEARS.isdisjoint(vars(base)):
            return True
    return False
