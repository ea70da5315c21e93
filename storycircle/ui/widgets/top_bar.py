"""A quiet bar along the top: one sentence that stays, and what can be done about it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.text import Text

Deed = tuple[str, Callable[[], object]]
"""A button's words, and what it does."""


class TopBar(QWidget):
    """Takes no focus as it comes; calm is for what can wait, the other ground for what cannot."""

    def __init__(
        self, theme: Theme, deeds: Sequence[Deed], parent: QWidget | None = None, *, calm: bool
    ) -> None:
        super().__init__(parent)
        palette = theme.palette
        self._ground = palette.sunk if calm else palette.warn_soft
        self._edge = palette.line if calm else palette.warn
        self.text = Text(theme, "", theme.sans(15), palette.ink, 22, lines=1 if calm else 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(32), theme.px(6), theme.px(32), theme.px(6))
        row.setSpacing(theme.px(12))
        row.addWidget(self.text, 1)
        self.buttons = []
        for words, deed in deeds:
            button = Button(theme, words, "", "second", padding=12)
            if calm:
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, act=deed: act())
            row.addWidget(button)
            self.buttons.append(button)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence, and read it out."""
        self.text.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._ground))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(self._edge))
        painter.end()
