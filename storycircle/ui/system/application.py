"""The application, and the files that the desktop asks it to open while it runs."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent

from storycircle.ui.theme.theme import DrawnAlike


class App(DrawnAlike):
    """The application, which the desktop can ask to open a file. On macOS a double click comes so,
    and never as a word. What comes before anybody takes it is kept.
    """

    _take: Callable[[Path], None] | None = None

    def take_files(self, take: Callable[[Path], None] | None) -> None:
        """Give each file to a function from now on, those first that were kept; or to none."""
        self._take = take
        while take is not None and self._kept:
            take(self._kept.pop(0))

    @cached_property
    def _kept(self) -> list[Path]:
        return []

    def event(self, event: QEvent) -> bool:
        if not isinstance(event, QFileOpenEvent) or not event.file():
            return super().event(event)
        self._kept.append(Path(event.file()))
        self.take_files(self._take)
        return True
