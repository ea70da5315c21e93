"""A notice: one sentence for eight seconds, with one Undo; it never takes the keyboard."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.sign import rounded
from storycircle.ui.widgets.text import Text

_STAYS = 8_000  # ms


class Notice(QWidget):
    """Lies at the foot of its parent, in the middle, on an ink ground."""

    undoRequested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._right, self._lift = 0, 24
        palette = theme.palette
        self._text = Text(theme, "", theme.sans(16), palette.paper, 24)
        self._undo = Button(theme, "Undo", "U", "notice")
        self._undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._undo.clicked.connect(self._ask_undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(18), theme.px(10), theme.px(10), theme.px(10))
        row.setSpacing(theme.px(16))
        row.addWidget(self._text, 1)
        row.addWidget(self._undo)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STAYS)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, undo: bool = False, key: str = "U") -> None:
        """Show a sentence, and read it out; a second one takes the place of the first."""
        self._text.setText(text)
        self._undo.setVisible(undo)
        self._undo.set_key(key)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def keep_free(self, right: int, below: int) -> None:
        """Leave px free at the right and below, where controls stand that it must not cover."""
        self._right, self._lift = right, below
        self._place()

    def _ask_undo(self) -> None:
        self.hide()
        self._timer.stop()
        self.undoRequested.emit()

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        layout = self.layout()
        whole = parent.width() - self._right
        room = max(160, whole - 48)
        wide = min(room, self.sizeHint().width(), self._theme.px(560))
        high = layout.heightForWidth(wide) if layout else self.sizeHint().height()
        self.setGeometry((whole - wide) // 2, parent.height() - high - self._lift, wide, high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        rounded(painter, QRectF(self.rect()), 8, palette.ink, None)
        painter.end()
