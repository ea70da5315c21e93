"""What a screen reader cannot name or tell the kind of, on a screen that is shown."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QWidget

from storycircle.core.commands.command import NO_CAP
from tests.support import as_read

_UNKNOWN = (QAccessible.Role.Client, QAccessible.Role.NoRole)


def without_name_or_role(window: QWidget) -> list[str]:
    """A line for each widget of a shown window that a reader cannot make out, and why."""
    return [
        f"{type(widget).__name__}: {why}" for widget in _shown(window) for why in _wrong(widget)
    ]


def controls(window: QWidget) -> int:
    """How many widgets of a window take the keyboard or are pressed."""
    return sum(map(_is_control, _shown(window)))


def headings(window: QWidget) -> list[str]:
    """The headings that a reader finds, in the order in which they were made."""
    found = map(as_read.read, _shown(window))
    return [as_read.name(one) for one in found if one.role() == QAccessible.Role.Heading]


def _shown(window: QWidget) -> Iterator[QWidget]:
    for widget in (window, *window.findChildren(QWidget)):
        if widget.isVisibleTo(window):
            yield widget


def _is_control(widget: QWidget) -> bool:
    takes_keys = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None
    return takes_keys or isinstance(widget, QAbstractButton)


def _wrong(widget: QWidget) -> Iterator[str]:
    found = as_read.read(widget)
    role, name = found.role(), as_read.name(found).strip()
    if role in _UNKNOWN and _is_control(widget):
        yield f"takes the keyboard and has no role ({name!r})"
    elif role in _UNKNOWN and name:
        yield f"has words and no role ({name!r})"
    for words in (name, as_read.description(found)):
        if words.startswith("<"):
            yield f"is read with its markup ({words[:40]!r})"
    if not name and (_is_control(widget) or role == QAccessible.Role.ListItem):
        yield "has no name"
    yield from _untold_key(widget, found)


def _untold_key(widget: QWidget, found: QAccessibleInterface) -> Iterator[str]:
    """The key on a button's cap, where its description leaves it out.

    Where it cannot be pressed now, the reason why stands instead.
    """
    key = getattr(widget, "_key", NO_CAP)
    pressed = isinstance(widget, QAbstractButton) and not getattr(widget, "not_now", False)
    if pressed and key and key not in as_read.description(found):
        yield f"shows {key} and does not tell it ({as_read.name(found)!r})"
