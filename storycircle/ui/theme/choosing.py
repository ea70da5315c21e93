"""The theme that the system asks for: light or dark, and its text size up to 200 %."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from storycircle.ui.theme.palette import DARK, LIGHT
from storycircle.ui.theme.theme import Theme

_PLAIN_POINTS = 9.0, 13.0
"""Sizes of a system's own font that count as 100 %: from Windows' 9 to the Mac's 13."""


def theme_for(app: QApplication) -> Theme:
    """The theme for this desktop."""
    dark = app.styleHints().colorScheme() is Qt.ColorScheme.Dark
    points = app.font().pointSizeF()
    scale = max(1.0, min(2.0, points / _PLAIN_POINTS[1])) if points > 0 else 1.0
    return Theme(DARK if dark else LIGHT, scale)
