"""Names, one a line; what stands after the first comma (an agency) is quieter."""

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.writing import Writing


class _AfterComma(QSyntaxHighlighter):
    """Colours the rest of a line behind its first comma."""

    def __init__(self, colour: str, document: QTextDocument) -> None:
        super().__init__(document)
        self._format = QTextCharFormat()
        self._format.setForeground(QColor(colour))

    def highlightBlock(self, text: str) -> None:
        comma = text.find(",")
        if comma >= 0:
            self.setFormat(comma + 1, len(text) - comma - 1, self._format)


class Lines(Writing):
    """A list of names to type or to paste."""

    def __init__(self, theme: Theme, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, hint, line=32, parent=parent)
        self._quiet = _AfterComma(theme.palette.ink_2, self.document())
