"""Whether what was written is safe: said in a word, at the pane's top right."""

from enum import StrEnum

from PySide6.QtCore import QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.sign import draw_sign


class SavedState(StrEnum):
    SAVED = "Saved"
    SAVING = "Saving …"
    NOT_YET = "Not saved yet"


class Saved(QWidget):
    """Saving is said only after 300 ms: most saves are over before it could be read.

    said: other words for Saved, where the page has room for them.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, said: str = "") -> None:
        super().__init__(parent)
        self._theme = theme
        self._said = said
        self._state = SavedState.SAVED
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(300)
        self._patience.timeout.connect(lambda: self._show(SavedState.SAVING))
        self.setAccessibleName(self._words(self._state))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_state(self, state: SavedState) -> None:
        """Say another state; "saving" waits a moment first."""
        if state == SavedState.SAVING:
            if not self._patience.isActive() and self._state != SavedState.SAVING:
                self._patience.start()
            return
        self._patience.stop()
        self._show(state)

    def _show(self, state: SavedState) -> None:
        if state != self._state:
            self._state = state
            self.setAccessibleName(self._words(state))
            self.update()

    def _words(self, state: SavedState) -> str:
        return self._said if self._said and state is SavedState.SAVED else state.value

    def sizeHint(self) -> QSize:
        # Room for the longest word, so that nothing beside it moves.
        metrics = QFontMetricsF(self._theme.sans(14))
        widest = max(metrics.horizontalAdvance(self._words(state)) for state in SavedState)
        return QSize(round(widest) + self._theme.px(20), self._theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        font = self._theme.sans(14)
        metrics = QFontMetricsF(font)
        late = self._state == SavedState.NOT_YET
        left = self.width() - metrics.horizontalAdvance(self._words(self._state))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = float(self._theme.px(20))
        middle = self.height() / 2
        sign = {SavedState.SAVED: "tick", SavedState.NOT_YET: "look"}.get(self._state)
        if sign:
            colour = palette.warn if late else palette.teal
            centre = QPointF(left - self._theme.px(12), middle)
            draw_sign(painter, sign, centre, self._theme.px(11), colour, self._theme.px(2))
        painter.setFont(font)
        painter.setPen(QColor(palette.warn if late else palette.ink_2))
        base = middle + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(left, base), self._words(self._state))
        painter.end()
