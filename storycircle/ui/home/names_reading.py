"""Reads whom circles are of, a few hundred between two events, so that no key waits for it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer

from storycircle.store.library import Library

_AT_ONCE = 400  # circles


class NamesReading(QObject):
    """known: the people of circles by the circle's id, once all of them are read."""

    def __init__(self, library: Library, done: Callable[[], None], parent: QObject) -> None:
        """done: called when they are known."""
        super().__init__(parent)
        self._library, self._done = library, done
        self.known: dict[str, list[str]] = {}
        self._coming: dict[str, list[str]] = {}
        self._left: list[str] | None = None  # None: not begun
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._read)

    def begin(self, circles: Sequence[str]) -> None:
        """Read the people of these, where that was not begun."""
        if self._left is None:
            self._left = list(circles)
            self._next.start()

    def forget(self) -> None:
        """Other circles are listed."""
        self._next.stop()
        self._left, self.known, self._coming = None, {}, {}

    def _read(self) -> None:
        """Read the next ones."""
        left = self._left or []
        self._coming |= self._library.people_of(left[-_AT_ONCE:])
        del left[-_AT_ONCE:]
        if not left:
            self._next.stop()
            self.known = self._coming
            self._done()
