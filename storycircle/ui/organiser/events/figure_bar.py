"""A bar beside a figure of the comparison, as long as its part of the largest one."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.card import antialiased, rounded
from storycircle.ui.widgets.display.direction import is_mirrored, mirror

_HIGH, _LEAST, _MOST = 12, 24, 110  # px at 100 %: its height, and how wide it is
_ROUND = 3


class FigureBar(QWidget):
    """Drawn beside a figure that says the same: nobody who does not see it misses anything."""

    def __init__(self, theme: Theme, part: float) -> None:
        """part: of the largest figure, 0 to 1."""
        super().__init__()
        self._theme, self._part = theme, part
        self.setFixedHeight(theme.px(_HIGH))
        self.setMinimumWidth(theme.px(_LEAST))
        self.setMaximumWidth(theme.px(_MOST))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette, box = self._theme.palette, QRectF(self.rect())
            pen = QPen(QColor(palette.line), 1) if palette.high_contrast else None
            rounded(painter, box, _ROUND, "" if pen else palette.line, pen)
            if self._part > 0:
                wide = max(2.0 * _ROUND, self._part * self.width())
                left = mirror(0, wide, self.width(), mirrored=is_mirrored(self))
                rounded(painter, QRectF(left, 0, wide, box.height()), _ROUND, palette.teal, None)
