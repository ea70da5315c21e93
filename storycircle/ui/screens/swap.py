"""The kind refusal of a fourth action: keep it as an idea, or say which of the three makes room."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from storycircle.core.errors import Refused
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.card import Card
from storycircle.ui.widgets.label import app, hint, section
from storycircle.ui.widgets.label import words as typed


class Swap(Card):
    """keepRequested: it stays an idea. swapRequested: the idea, and the place (from 0) it takes."""

    keepRequested = Signal()
    swapRequested = Signal(str, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.set_chosen(True)
        self.idea = ""
        body = self.body()
        body.setSpacing(8)
        body.addWidget(section(theme, str(Refused("three-is-the-most"))))
        said = "You can swap this idea for one of the three, or keep it with the ideas. "
        body.addWidget(app(theme, said + "Nothing is lost either way."))
        self._words = typed(theme, "", px=20)
        body.addWidget(self._words)
        row = QHBoxLayout()
        row.setSpacing(8)
        ask = "Press 1, 2 or 3 to say which of them makes room."
        body.addWidget(hint(theme, ask))
        for place in range(3):
            button = Button(theme, "Swap", str(place + 1))
            button.clicked.connect(lambda _=False, at=place: self._swap(at))
            row.addWidget(button)
        row.addStretch(1)
        self.keep = Button(theme, "Keep it as an idea", "Esc", "main")
        self.keep.clicked.connect(self.keepRequested)
        row.addWidget(self.keep)
        body.addLayout(row)

    def offer(self, idea: str, text: str, actions: list[str]) -> None:
        """Ask about an idea; `actions` are the words of the three, for the buttons' tips."""
        self.idea = idea
        self._words.setText(text)
        self.setAccessibleDescription("; ".join([text, *actions]))
        self.show()
        self.keep.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.keepRequested.emit()
        elif event.text() in ("1", "2", "3"):
            self._swap(int(event.text()) - 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keepRequested.emit()
        else:
            super().keyPressEvent(event)

    def _swap(self, place: int) -> None:
        self.swapRequested.emit(self.idea, place)
