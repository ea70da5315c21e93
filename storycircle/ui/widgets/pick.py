"""One of a longer list, opened by its field: a heading, a printer, a language."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.sign import draw_sign, rounded


class Pick(QComboBox):
    """40 high; options as (value, label)."""

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        options: Sequence[tuple[str, str]] = (),
        *,
        serif: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFont(theme.serif(17) if serif else theme.sans(16))
        self.setFixedHeight(theme.px(40))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.set_options(options)
        self.activated.connect(lambda _: self.chosen.emit(self.value()))

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Another list; the first is shown, without a signal."""
        self.clear()
        for value, label in options:
            self.addItem(label, value)

    def value(self) -> str:
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Show a value, without the signal chosen; one that is not listed shows none."""
        self.setCurrentIndex(self.findData(value))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(96), self._theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        focus = self.hasFocus()
        pen = QPen(QColor(palette.teal), 2) if focus else QPen(QColor(palette.edge), 1)
        rounded(painter, QRectF(self.rect()), 6, palette.paper, pen)
        painter.setFont(self.font())
        painter.setPen(QColor(palette.ink))
        inside = self.rect().adjusted(12, 0, -self._theme.px(32), 0)
        words = painter.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, inside.width()
        )
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        at = QPointF(self.width() - self._theme.px(18), self.height() / 2)
        draw_sign(painter, "below", at, self._theme.px(12), palette.ink, self._theme.px(2))
        painter.end()
