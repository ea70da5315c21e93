"""What waits for the first picture of a window, and is done after it a piece at a time."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

_APART = 10  # ms between two pieces: whoever presses a key meanwhile is answered first
_LATEST = (
    1_000  # ms after which it is done unpainted: a window that starts minimised has no picture
)


class AfterFirstPaint(QObject):
    """Calls functions one after another once a window was painted, giving way between any two."""

    def __init__(self, window: QWidget, acts: Iterable[Callable[[], object]]) -> None:
        """acts: in their order. A window that is never painted has them called all the same."""
        super().__init__(window)
        self._window, self._acts = window, iter(acts)
        self._next = QTimer(self, interval=_LATEST)
        self._next.timeout.connect(self._go_on)
        self._next.start()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._next.interval() == _LATEST:
            self._next.start(_APART)
        return super().eventFilter(watched, event)

    def _go_on(self) -> None:
        self._window.removeEventFilter(self)
        act = next(self._acts, None)
        if act is None:
            self._next.stop()
            return
        self._next.start(_APART)
        act()
