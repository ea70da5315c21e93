"""Ctrl+Z belongs to the field while something typed can be taken back; else it is the circle's."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence


def leaves_to_circle(event: QEvent, *, undo: bool, redo: bool) -> bool:
    """Whether an event asks for an undo or redo that the field has nothing for.

    undo, redo: whether the field has typing to take back, or to do again.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.matches(QKeySequence.StandardKey.Undo):
        return not undo
    return event.matches(QKeySequence.StandardKey.Redo) and not redo
