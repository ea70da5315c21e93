"""A quiet bar at the top of the window: a file waits until the turn is over."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.top_bar import TopBar


class WaitingBar(TopBar):
    """Lies along the top of its parent, so that nothing moves. openRequested carries the file."""

    openRequested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, [("Open it now", self.open_all)], parent, calm=True)
        self.files: list[Path] = []
        parent.installEventFilter(self)

    def wait_with(self, file: Path) -> None:
        """Let a file wait."""
        if file not in self.files:
            self.files.append(file)
        more = f" and {len(self.files) - 1} more" if len(self.files) > 1 else ""
        self._place()
        self.say(f"{self.files[0].name}{more} waits until this turn is over.")
        self.raise_()

    def open_all(self) -> None:
        """Ask for what waits to be opened, one after another."""
        files, self.files = self.files, []
        self.hide()
        for file in files:
            self.openRequested.emit(file)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(0, 0, parent.width(), self.sizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)
