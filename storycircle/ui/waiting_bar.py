"""A quiet bar at the top of the window: a file waits until the turn is over."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.text import Text


class WaitingBar(QWidget):
    """Lies along the top of its parent and takes no focus. openRequested carries the file."""

    openRequested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.files: list[Path] = []
        self._text = Text(theme, "", theme.sans(15), theme.palette.ink, 22, lines=1)
        button = Button(theme, "Open it now", "", "second", padding=12)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self.open_all)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(32), theme.px(6), theme.px(32), theme.px(6))
        row.addWidget(self._text, 1)
        row.addWidget(button)
        parent.installEventFilter(self)
        self.hide()

    def wait_with(self, file: Path) -> None:
        """Let a file wait."""
        if file not in self.files:
            self.files.append(file)
        more = f" and {len(self.files) - 1} more" if len(self.files) > 1 else ""
        self._text.setText(f"{self.files[0].name}{more} waits until this turn is over.")
        self.setAccessibleName(self._text.text())
        self._place()
        self.show()
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

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.palette.sunk))
        line = QColor(self._theme.palette.line)
        painter.fillRect(0, self.height() - 1, self.width(), 1, line)
        painter.end()
