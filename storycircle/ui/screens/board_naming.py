"""The field in which a heading of the board is named, at the head of the board."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from storycircle.ui.drafts import Draft, Place
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.field import Field


class HeadingName(QWidget):
    """Hidden until asked for; a name that was refused stands in it again. done: the name."""

    done = Signal(str)
    opened = Signal()
    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        name: Callable[[str, str], bool],
        at: Callable[[str], Place | None],
        told: SignalInstance | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """name: gives the old name (empty for a new heading) another; False where it is refused,
        which is told.

        at: the place of what was refused, by the old name.
        """
        super().__init__(parent)
        self._old = ""
        self._name = name
        self.field = Field(theme, serif=False)
        self._draft = Draft(self.field, self._taken, lambda: at(self._old), entered=True, told=told)
        self.field.returnPressed.connect(self._done)
        self._use = Button(theme, "Add", "Enter", "second", padding=12)
        self._use.clicked.connect(self._done)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.field, 1)
        row.addWidget(self._use)
        self.hide()

    def add(self) -> None:
        """Ask for the name of a new heading."""
        self._ask("", "Add", "Name of the new heading")

    def rename(self, old: str) -> None:
        """Ask for another name."""
        self._ask(old, "Rename", "Another name for this heading")

    def _ask(self, old: str, button: str, hint: str) -> None:
        self._old = old
        self._use.set_text(button)
        self._draft.turn_to(old)
        self.field.set_hint(hint)
        self.field.setAccessibleName(hint)
        self.show()
        self.field.setFocus()
        self.field.selectAll()
        self.opened.emit()
        self._draft.tell()

    def close_name(self) -> None:
        """Ask no more: what was typed is let go of."""
        self._draft.let_go()
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_name()
        else:
            super().keyPressEvent(event)

    def _done(self) -> None:
        if self._draft.take():
            self.close_name()
            self.done.emit(self.field.text())

    def _taken(self, text: str) -> bool:
        return self._name(self._old, text)
