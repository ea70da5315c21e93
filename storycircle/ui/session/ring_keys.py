"""The keys of the ring, wherever it is shown: a key to what it does in the circle."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from storycircle.core.turns.queue import STEP
from storycircle.ui.session.session import Session

Deed = Callable[[], None]
_REPEATING = (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus)


def ring_deed(session: Session, event: QKeyEvent) -> Deed | None:
    """What a key does to the turns; None where it is no key of the ring.

    A key that is held down does its work once; only + and - go on. Keys that need the seat in
    focus are the screen's own; without one, a start that is moved is that of the current turn.
    """
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    shifted = held == Qt.KeyboardModifier.ShiftModifier
    if held and not shifted:
        return None
    key = event.key()
    deed = _shifted_deeds(session).get(key) if shifted else None
    deed = deed or _deeds(session).get(key)
    if deed is None and event.text() in tuple("123456789"):
        deed = _calling(session, int(event.text()))
    if deed is not None and event.isAutoRepeat() and key not in _REPEATING:
        return _nothing
    return deed


def _deeds(session: Session) -> dict[int, Deed]:
    key = Qt.Key
    return {
        key.Key_Space: session.turns.start_or_pause,
        key.Key_Right: session.turns.next,
        key.Key_Left: session.turns.previous,
        key.Key_P: session.turns.pass_,
        key.Key_Plus: session.turns.more,
        key.Key_Equal: session.turns.more,
        key.Key_Minus: lambda: session.turns.more(-30),
        key.Key_R: session.turns.restart,
        key.Key_U: session.undo,
    }


def _shifted_deeds(session: Session) -> dict[int, Deed]:
    return {
        Qt.Key.Key_Space: session.turns.start_from_the_end_before,
        Qt.Key.Key_U: session.redo,
        Qt.Key.Key_Left: lambda: session.turns.move_start(None, STEP),
        Qt.Key.Key_Right: lambda: session.turns.move_start(None, -STEP),
    }


def _calling(session: Session, seat: int) -> Deed | None:
    """Letting the person on this seat speak next; None where nobody sits there."""
    members = session.state.circle.members
    return (lambda: session.turns.call(members[seat - 1].id)) if seat <= len(members) else None


def _nothing() -> None:
    """A key that is held down has done its work."""
