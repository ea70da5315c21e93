"""The keys of the ring, wherever it is shown: a key to what it does in the circle."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from storycircle.core.commands import keys
from storycircle.core.commands.command import Command
from storycircle.core.turns.queue import STEP
from storycircle.ui.commands import by_code, codes, press_of
from storycircle.ui.session.session import Session

Handler = Callable[[], None]
_REPEATING = (*codes(keys.MORE), *codes(keys.LESS))


def ring_handler(session: Session, event: QKeyEvent) -> Handler | None:
    """What a key does to the turns; None where it is no key of the ring.

    A key that is held down does its work once; only + and - go on. Keys that need the seat in
    focus are the screen's own; without one, a start that is moved is that of the current turn.
    """
    key, held = press_of(event)
    shifted = held == Qt.KeyboardModifier.ShiftModifier
    if held and not shifted:
        return None
    handler = _shifted_handlers(session).get(key) if shifted else None
    handler = handler or _handlers(session).get(key)
    if handler is None and key in codes(keys.CALL_SEAT):
        handler = _calling(session, codes(keys.CALL_SEAT).index(key))
    if handler is not None and event.isAutoRepeat() and key not in _REPEATING:
        return _nothing
    return handler


def _handlers(session: Session) -> dict[int, Handler]:
    handlers: tuple[tuple[Command, Handler], ...] = (
        (keys.START, session.turns.start_or_pause),
        (keys.NEXT, session.turns.next),
        (keys.PREVIOUS, session.turns.previous),
        (keys.PASS, session.turns.pass_),
        (keys.MORE, session.turns.more),
        (keys.LESS, lambda: session.turns.more(-30)),
        (keys.RESTART, session.turns.restart),
        (keys.RING_UNDO, session.undo_turn),
    )
    return by_code(handlers)


def _shifted_handlers(session: Session) -> dict[int, Handler]:
    handlers: tuple[tuple[Command, Handler], ...] = (
        (keys.BEGUN_BEFORE, session.turns.start_from_the_end_before),
        (keys.RING_REDO, session.redo_turn),
        (keys.BEGAN_EARLIER, lambda: session.turns.move_start(None, STEP)),
        (keys.BEGAN_LATER, lambda: session.turns.move_start(None, -STEP)),
    )
    return by_code(handlers)


def _calling(session: Session, place: int) -> Handler | None:
    """Letting the person on a seat speak next, counted from 0; None where nobody sits there."""
    members = session.state.circle.members
    return (lambda: session.turns.call(members[place].id)) if place < len(members) else None


def _nothing() -> None:
    """A key that is held down has done its work."""
