"""Key points: Enter makes the next one, Tab sets it further in, a dot stands before each."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.writing import Writing

_DEEPEST = 3
_CTRL = Qt.KeyboardModifier.ControlModifier


class Points(Writing):
    """Plain text in and out: one point a line, a leading tab for each step in."""

    def __init__(self, theme: Theme, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, hint, parent=parent)
        self.setTabChangesFocus(False)
        self.document().setIndentWidth(theme.px(24))

    def text(self) -> str:
        """The points, a line each; a tab before one for each step it stands further in."""
        lines = []
        block = self.document().begin()
        while block.isValid():
            lines.append("\t" * block.blockFormat().indent() + block.text())
            block = block.next()
        return "\n".join(lines)

    def set_text(self, text: str, *, force: bool = False) -> None:
        """Show the points. The same text leaves the cursor as it is."""
        if text == self.text() and not force:
            return
        lines = text.split("\n")
        super().set_text("\n".join(line.lstrip("\t") for line in lines), force=True)
        for number, line in enumerate(lines):
            depth = min(_DEEPEST, len(line) - len(line.lstrip("\t")))
            if depth:
                self._indent(self.document().findBlockByNumber(number), depth)
        self.document().clearUndoRedoStacks()

    def block_format(self) -> QTextBlockFormat:
        block = super().block_format()
        block.setLeftMargin(self._theme.px(24))
        block.setBottomMargin(self._theme.px(8))
        return block

    def hint_left(self) -> float:
        return super().hint_left() + self._theme.px(24)

    def _indent(self, block: QTextBlock, depth: int) -> None:
        changed = QTextBlockFormat(block.blockFormat())
        changed.setIndent(depth)
        QTextCursor(block).setBlockFormat(changed)

    def _shift(self, steps: int) -> bool:
        """Move the point with the cursor in or out; False where it can go no further."""
        block = self.textCursor().block()
        depth = block.blockFormat().indent() + steps
        if not 0 <= depth <= _DEEPEST:
            return False
        self._indent(block, depth)
        self.textChanged.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cursor = self.textCursor()
        at_start = cursor.atBlockStart() and not cursor.hasSelection()
        if event.key() == Qt.Key.Key_Tab and event.modifiers() & _CTRL:
            QWidget.focusNextPrevChild(self, True)  # Tab itself sets a point further in
        elif event.key() == Qt.Key.Key_Tab:
            self._shift(1)
        elif event.key() == Qt.Key.Key_Backtab:
            # Out by a step; from the outermost it is the way back, so nobody is caught in here.
            if not self._shift(-1):
                QWidget.focusNextPrevChild(self, False)
        elif event.key() == Qt.Key.Key_Backspace and at_start and self._shift(-1):
            pass
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.palette.edge))
        layout = self.document().documentLayout()
        radius = self._theme.px(3)
        scrolled = self.verticalScrollBar().value()
        block = self.document().begin()
        while block.isValid():
            depth = block.blockFormat().indent()
            box = layout.blockBoundingRect(block)
            left = self.document().documentMargin() + self._theme.px(4 + 24 * depth)
            middle = QPointF(left + radius, box.top() - scrolled + self._line * 0.54)
            painter.drawEllipse(middle, radius, radius)
            block = block.next()
        painter.end()
