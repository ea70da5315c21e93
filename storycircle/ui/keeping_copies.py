"""Copies of the library, made off the thread that draws: as it opens, after a finished circle.

Each copy is looked at whole, so this is also how damage is found that nobody has met yet.
"""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from storycircle.core.clocks import Clock
from storycircle.core.errors import Refused
from storycircle.store.library import Library
from storycircle.ui.work import Work


class KeepingCopies(QObject):
    """One copy at a time; a wish while one is made is granted after it. refused: a sentence."""

    refused = Signal(str)

    def __init__(self, library: Path, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._clock = library, clock
        self._work: Work | None = None
        self._again = False

    def soon(self) -> None:
        """Make a copy now, or as soon as the one under way is made."""
        if self._work is not None:
            self._again = True
            return
        self._work = Work(lambda _: _copied(self._library, self._clock), self)
        self._work.refused.connect(self.refused)
        self._work.finished.connect(self._made)
        self._work.start()

    def finish(self) -> None:
        """Wait for the copy under way, and make the one that was asked for."""
        while self._work is not None:
            self._work.wait()
            self._made()

    def _made(self) -> None:
        """A copy is made. After `finish` the thread's own news comes late: then another one can
        be under way, which is not let go.
        """
        if self._work is None or not self._work.isFinished():
            return
        self._work.deleteLater()
        self._work = None
        if self._again:
            self._again = False
            self.soon()


def _copied(library: Path, clock: Clock) -> str:
    try:
        with Library(library, clock) as own:
            return own.back_up()
    except Refused as refused:
        if refused.key != "damaged-file":
            raise
        raise Refused("damaged-library") from refused  # which says where the way back is
