"""What a screen reader finds of widgets, asked by the same door as the system's own."""

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

Role = QAccessible.Role
_TEXT = QAccessible.Text


def read(widget: QWidget) -> QAccessibleInterface:
    """How a widget is found."""
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None, widget
    return found


def name(found: QAccessibleInterface) -> str:
    """What it is called."""
    return found.text(_TEXT.Name)


def description(found: QAccessibleInterface) -> str:
    """What is said of it besides."""
    return found.text(_TEXT.Description)


def parts(found: QAccessibleInterface, role: QAccessible.Role) -> list[QAccessibleInterface]:
    """Of what is right inside and shown, all that has a role."""
    inside = (found.child(place) for place in range(found.childCount()))
    return [one for one in inside if one.role() == role and not one.state().invisible]


def everything(found: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """What is found, and all that is shown inside it."""
    yield found
    for place in range(found.childCount()):
        child = found.child(place)
        if child is not None and not child.state().invisible:
            yield from everything(child)


def press(found: QAccessibleInterface) -> None:
    """What a reader does to press it."""
    found.actionInterface().doAction("Press")


def in_focus(widget: QWidget) -> QAccessibleInterface:
    """What has the keyboard: a widget, or the part of it that says so."""
    found = read(widget)
    return found.focusChild() or found
