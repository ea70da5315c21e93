"""The keys of the ring, wherever it is shown: a key to what it does in the circle."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from storycircle.core.commands import keys
from storycircle.core.commands.command import Command
from storycircle.core.turns.queue import STEP
from storycircle.ui.commands import by_code, codes, is_held, press_of
from storycircle.ui.session.session import Session

Handler = Callable[[], None]
SECOND_DIGIT_MS = 700
"""How long a 1 waits for the second digit of a seat from ten on."""
TEN = 10
_DIGITS = (*codes(keys.SEAT_TEN), *codes(keys.CALL_SEAT))
_REPEATING = (*codes(keys.MORE), *codes(keys.LESS))


class RingKeys(QObject):
    """What keys do to the turns. Seats from ten on have two digits: where there are so many, a 1
    waits a moment for the second one.
    """

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._parent = session, parent
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(SECOND_DIGIT_MS)
        self._waiting.timeout.connect(self._call_first)

    def handler(self, event: QKeyEvent) -> Handler | None:
        """What a key does; None where it is no key of the ring.

        A key that is held down does its work once; only + and - go on. Keys that need the seat in
        focus are the screen's own; without one, a start that is moved is that of the current turn.
        """
        key, held = press_of(event)
        shifted = held == Qt.KeyboardModifier.ShiftModifier
        if held and not shifted:
            return None
        session = self._session
        handler = _shifted_handlers(session).get(key) if shifted else None
        handler = handler or _handlers(session).get(key)
        digit = _DIGITS.index(key) if handler is None and key in _DIGITS else None
        if key not in _REPEATING and is_held(self._parent, event):
            return _nothing if handler is not None or digit is not None else None
        if digit is not None:
            return self._of_digit(digit)
        return partial(self._whole, handler) if handler is not None else None

    def settle(self) -> None:
        """Call the first seat, where its digit waits for a second one that does not come."""
        if self._waiting.isActive():
            self._call_first()

    def _of_digit(self, digit: int) -> Handler | None:
        """What a digit does: the second of a seat from ten on, the first, or all of a number."""
        call = _calling(self._session, TEN + digit) if self._waiting.isActive() else None
        if call is not None:
            return partial(self._second, call)
        if digit == 1 and len(self._session.state.circle.members) >= TEN:
            return partial(self._whole, self._waiting.start)
        call = _calling(self._session, digit)
        return partial(self._whole, call) if call is not None else None

    def _second(self, call: Handler) -> None:
        self._waiting.stop()
        call()

    def _whole(self, act: Handler) -> None:
        """Any other key than a second digit says that a 1 before it was the whole number."""
        self.settle()
        act()

    def _call_first(self) -> None:
        self._waiting.stop()
        call = _calling(self._session, 1) or _nothing
        call()


def _handlers(session: Session) -> dict[int, Handler]:
    handlers: tuple[tuple[Command, Handler], ...] = (
        (keys.START, session.turns.start_or_pause),
        (keys.NEXT, session.turns.next),
        (keys.PREVIOUS, session.turns.previous),
        (keys.PASS, session.turns.pass_),
        (keys.MORE, session.turns.more),
        (keys.LESS, lambda: session.turns.more(-30)),
        (keys.MINUTE_EACH, session.turns.more_each),
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


def _calling(session: Session, number: int) -> Handler | None:
    """Letting the person on a seat speak next, counted from 1; None where nobody sits there."""
    members = session.state.circle.members
    if not 0 < number <= len(members):
        return None
    return lambda: session.turns.call(members[number - 1].id)


def _nothing() -> None:
    """A key that is held down has done its work."""
