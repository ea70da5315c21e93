"""The gallery: the actions of all circles here, slowly turning, while people walk around."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from storycircle.core.clocks import Clock
from storycircle.jobs.presenting import Reported
from storycircle.ui.room.slide import Item, Slide

SECONDS = 20.0
"""How long each circle stands: time to read three actions aloud."""
_NOTHING = "No circle has written down an action yet."


class Gallery(QObject):
    """One circle after another, by itself or by key. changed: it is another one."""

    changed = Signal()

    def __init__(
        self, reports: Sequence[Reported], clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._reports = [report for report in reports if report.actions]
        self._clock = clock
        self._place = 0
        self._since: float | None = clock.reading()  # None while it stands

    @property
    def standing(self) -> bool:
        """Whether it waits for a key to turn."""
        return self._since is None

    def slide(self) -> Slide:
        if not self._reports:
            return Slide("The gallery", empty=_NOTHING)
        report = self._reports[self._place]
        items = tuple(Item(str(n), *told) for n, told in enumerate(report.actions, 1))
        return Slide(report.title, report.names, items, report.question)

    def wait(self) -> float | None:
        """Seconds until the next circle; None where it stands, or is the only one."""
        if self._since is None or len(self._reports) < 2:
            return None
        return max(0.0, SECONDS - (self._clock.reading() - self._since))

    def look(self) -> None:
        """Turn, where the time for it has come."""
        if self.wait() == 0:
            self.turn(1)

    def turn(self, by: int) -> None:
        """So many circles on; after the last comes the first."""
        if self._reports:
            self._place = (self._place + by) % len(self._reports)
        if self._since is not None:
            self._since = self._clock.reading()
        self.changed.emit()

    def stand_or_go(self) -> None:
        """Let this one stand, or turn again."""
        self._since = self._clock.reading() if self._since is None else None
        self.changed.emit()

    def deed(self, event: QKeyEvent) -> Callable[[], None] | None:
        deeds: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Space: self.stand_or_go,
            Qt.Key.Key_PageDown: lambda: self.turn(1),
            Qt.Key.Key_Right: lambda: self.turn(1),
            Qt.Key.Key_PageUp: lambda: self.turn(-1),
            Qt.Key.Key_Left: lambda: self.turn(-1),
        }
        return deeds.get(event.key())
