"""Text saved as it is typed: on a pause of 300 ms, on leaving the field, every 2 s at the most."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from storycircle.ui.widgets.field import Field
from storycircle.ui.widgets.writing import Writing

_PAUSE_MS = 300
_MOST_MS = 2_000


class Draft(QObject):
    """Watches one field and hands its text on to be saved. moved: it waits to be, or was.

    refused: whether what is in the field was not taken: saving it gave False.
    """

    moved = Signal()

    def __init__(
        self, field: Field | Writing, save: Callable[[str], object], *, settles: bool = False
    ) -> None:
        """With `settles`, leaving the field shows what was kept of what was typed."""
        super().__init__(field)
        self._field = field
        self._save = save
        self._settles = settles
        self._kept = self._text()  # as the circle has it, which may be tidier than the field
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)
        self._filling = False
        self._saving = False
        self.refused = False
        field.textChanged.connect(self._typed)
        field.installEventFilter(self)

    @property
    def waiting(self) -> bool:
        """Whether something was typed that is not saved yet."""
        return self._since.isValid()

    def fill(self, text: str) -> None:
        """Show what the circle has, where that has changed by something else than typing here.

        A space at the end of what is being typed, or words that were refused, stay in the field.
        """
        changed = text != self._kept
        self._kept = text
        if changed and not self.waiting and not self._saving:
            self._show(text)

    def turn_to(self, text: str) -> None:
        """Show something else: another person's words. What was typed is saved before."""
        self.flush()
        self.refused = False
        self._kept = text
        self._show(text)

    def flush(self) -> None:
        """Save now what was typed."""
        if self._since.isValid():
            self._timer.stop()
            self._since.invalidate()
            self._saving = True
            try:
                self.refused = self._save(self._text()) is False
            finally:
                self._saving = False
            self.moved.emit()

    def _show(self, text: str) -> None:
        if self._text() == text:
            return
        self._filling = True
        if isinstance(self._field, Field):
            self._field.setText(text)
        else:
            self._field.set_text(text)
        self._filling = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.flush()
            if self._settles:
                self._show(self._kept)
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        if self._filling:
            return
        if not self._since.isValid():
            self._since.start()
        left = _MOST_MS - self._since.elapsed()
        self._timer.start(max(0, min(_PAUSE_MS, left)))
        self.moved.emit()

    def _text(self) -> str:
        return self._field.text()


def flush_all(widget: QWidget) -> None:
    """Save what was typed in any field of a screen."""
    for draft in widget.findChildren(Draft):
        draft.flush()
