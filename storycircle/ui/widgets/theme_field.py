"""Themes of a story, in one quiet field: a comma or Enter ends each."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.field import Field


class ThemeField(Field):
    """Its text is the themes with commas between."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, hint="with commas between", parent=parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not enter or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif self.text().strip() and not self.text().rstrip().endswith(","):
            self.end(False)
            self.insert(", ")


def themes_of(text: str) -> tuple[str, ...]:
    """The themes of such a field's text."""
    return tuple(filter(None, (theme.strip() for theme in text.split(","))))
