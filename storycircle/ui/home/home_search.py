"""The search of the first page: what is listed, by its words and by its people."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from storycircle.store.library import Library
from storycircle.ui.home.view_model import (
    Listed,
    Row,
    Search,
)

_AT_ONCE = 400  # circles whose people are read between two events


class HomeSearch(QObject):
    """Finds rows by words, and by people as soon as these are read: a few hundred circles between
    two events, so that no key waits for it.

    known: the people of circles by the circle's id, once all of them are read. namesKnown: they
    are, and what was typed meanwhile finds more.
    """

    namesKnown = Signal()

    def __init__(self, library: Library, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library
        self._listed: Listed | None = None
        self._search: Search | None = None  # as of what is listed and known
        self.known: dict[str, list[str]] = {}
        self._coming: dict[str, list[str]] = {}
        self._left: list[str] | None = None  # None: not begun
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._read)

    def look_in(self, listed: Listed) -> None:
        """Other circles are listed: people are read again as soon as somebody searches."""
        self._next.stop()
        self._listed, self._search = listed, None
        self._left, self.known, self._coming = None, {}, {}

    def begin(self) -> None:
        """Read the people of what is listed, where that was not begun."""
        if self._left is None and self._listed is not None:
            self._left = [circle.id for circle in self._listed.circles()]
            self._next.start()

    def found(self, text: str) -> Sequence[Row]:
        """The rows in which each word of a text is; all for none."""
        if self._listed is None:
            return ()
        if self._search is None:
            self._search = Search(self._library, self._listed, self.known)
        return self._search.found(text)

    def _read(self) -> None:
        """Read the next ones."""
        left = self._left or []
        self._coming |= self._library.people_of(left[-_AT_ONCE:])
        del left[-_AT_ONCE:]
        if not left:
            self._next.stop()
            self.known, self._search = self._coming, None
            self.namesKnown.emit()
