"""Several lines to write in: plain text, even line heights, as high as its text if wished."""

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.typed_undo import leaves_to_circle

_EDGE = 8  # px between the widget's edge and the text, as the style sheet sets it


class Writing(QTextEdit):
    """px is the size and line the line height at 100 %; single: Enter makes no new line."""

    enterPressed = Signal()

    def __init__(
        self,
        theme: Theme,
        hint: str = "",
        *,
        px: float = 17,
        line: float = 26,
        weight: int = 400,
        italic: bool = False,
        serif: bool = True,
        grows: bool = False,
        single: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._hint = hint
        self._line = line * theme.scale
        self._grows = grows
        self._single = single
        voice = theme.serif if serif else theme.sans
        self.setFont(voice(px, weight, italic=italic))
        self.setAcceptRichText(False)
        self.setCursorWidth(2)
        self.setTabChangesFocus(True)
        self.setAccessibleDescription(hint)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(theme.px(5))
        self.set_text("", force=True)
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
            self.document().documentLayout().documentSizeChanged.connect(self._follow_text)

    def text(self) -> str:
        """What is written, a line for each paragraph."""
        return self.toPlainText()

    def set_text(self, text: str, *, force: bool = False) -> None:
        """Show a text. The same text leaves the cursor and the undo steps as they are."""
        if text == self.text() and not force:
            return
        self.setPlainText(text)
        self._dress(QTextCursor(self.document()))
        # Dressing is not something a person did: it is not theirs to undo.
        self.document().clearUndoRedoStacks()

    def block_format(self) -> QTextBlockFormat:
        """How every paragraph is set; widgets built on this one add to it."""
        block = QTextBlockFormat()
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight
        block.setLineHeight(self._line, fixed.value)
        return block

    def _dress(self, cursor: QTextCursor) -> None:
        blocked = self.blockSignals(True)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(self.block_format())
        self.blockSignals(blocked)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste and drop bring words only: no fonts, no pictures, no links."""
        if source.hasText():
            text = source.text().replace("\r\n", "\n").replace("\r", "\n")
            self.textCursor().insertText(" ".join(text.split("\n")) if self._single else text)

    def event(self, event: QEvent) -> bool:
        text = self.document()
        undo, redo = text.isUndoAvailable(), text.isRedoAvailable()
        if leaves_to_circle(event, undo=undo, redo=redo):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # Ctrl+Enter is the screen's: next person, or on
        elif enter and self._single:
            self.enterPressed.emit()
        else:
            super().keyPressEvent(event)

    def _follow_text(self) -> None:
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._grows and event.oldSize().width() != event.size().width():
            # Later: what is asked for while the layout is at work is not heard.
            QTimer.singleShot(0, self, self.updateGeometry)

    def sizeHint(self) -> QSize:
        if not self._grows:
            return QSize(self._theme.px(240), self._theme.px(120))
        return QSize(self._theme.px(240), self.heightForWidth(self.width()))

    def hasHeightForWidth(self) -> bool:
        return self._grows

    def heightForWidth(self, width: int) -> int:
        """The height of the whole text, set as wide as it will be, in px."""
        text = self.document().clone()
        text.setTextWidth(max(1, width - _EDGE))
        return max(self._theme.px(40), round(text.size().height()) + _EDGE)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(96), self.sizeHint().height() if self._grows else 64)

    def hint_left(self) -> float:
        """Where the hint begins, in px of the viewport."""
        return self.document().documentMargin()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.document().isEmpty() and self._hint:
            painter = QPainter(self.viewport())
            painter.setFont(self._theme.sans(16))
            painter.setPen(QColor(self._theme.palette.ink_2))
            left = self.hint_left()
            # In the middle of the first line, where the letters will be.
            spare = (self._line - painter.fontMetrics().height()) / 2
            top = self.document().documentMargin() + max(0.0, spare)
            room = QRectF(left, top, self.viewport().width() - left - 4, self._line * 3)
            painter.drawText(room, Qt.TextFlag.TextWordWrap, self._hint)
            painter.end()
