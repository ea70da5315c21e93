"""Text saved as it is typed: on a pause of 300 ms, on leaving the field, every 2 s at the most."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from storycircle.ui.widgets.field import Field
from storycircle.ui.widgets.writing import Writing

_PAUSE_MS = 300
_MOST_MS = 2_000


class Draft(QObject):
    """Watches one field and hands its text on to be saved."""

    def __init__(self, field: Field | Writing, save: Callable[[str], None]) -> None:
        super().__init__(field)
        self._field = field
        self._save = save
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)
        self._filling = False
        field.textChanged.connect(self._typed)
        field.installEventFilter(self)

    @property
    def waiting(self) -> bool:
        """Whether something was typed that is not saved yet."""
        return self._timer.isActive()

    def fill(self, text: str) -> None:
        """Show a text that is saved already; what is being typed is never overwritten."""
        if self.waiting or self._text() == text:
            return
        self._filling = True
        if isinstance(self._field, Field):
            self._field.setText(text)
        else:
            self._field.set_text(text)
        self._filling = False

    def flush(self) -> None:
        """Save now what was typed."""
        if self._since.isValid():
            self._timer.stop()
            self._since.invalidate()
            self._save(self._text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.flush()
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        if self._filling:
            return
        if not self._since.isValid():
            self._since.start()
        left = _MOST_MS - self._since.elapsed()
        self._timer.start(max(0, min(_PAUSE_MS, left)))

    def _text(self) -> str:
        return self._field.text()


def flush_all(widget: QWidget) -> None:
    """Save what was typed in any field of a screen."""
    for draft in widget.findChildren(Draft):
        draft.flush()
