"""The theme: what the settings say, and where they say nothing, what the desktop asks for."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from storycircle.core.settings import TEXT_SIZES, Look, Settings
from storycircle.ui.theme.palette import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Palette
from storycircle.ui.theme.theme import Theme

_PLAIN_POINTS = 9.0, 13.0
"""Sizes of a system's own font that count as 100 %: from Windows' 9 to the Mac's 13."""


@dataclass(frozen=True)
class Desktop:
    """What the desktop asks for; scale is its text size over 100 %, 1.0 to 2.0."""

    dark: bool = False
    high_contrast: bool = False
    scale: float = 1.0


def desktop_of(app: QApplication) -> Desktop:
    """What this desktop asks for. Look before the app is dressed: after that, its font is ours."""
    hints = app.styleHints()
    contrast = hints.accessibility().contrastPreference()
    points = app.font().pointSizeF()
    return Desktop(
        dark=hints.colorScheme() is Qt.ColorScheme.Dark,
        high_contrast=contrast is Qt.ContrastPreference.HighContrast,
        scale=max(1.0, min(2.0, points / _PLAIN_POINTS[1])) if points > 0 else 1.0,
    )


def desktop_like(theme: Theme) -> Desktop:
    """The desktop that would ask for a theme."""
    return Desktop(theme.dark, theme.palette.high_contrast, theme.scale)


def theme_for(desktop: Desktop, settings: Settings) -> Theme:
    """The theme on this desktop, with these settings."""
    scale = settings.text_size / 100 if settings.text_size else desktop.scale
    return Theme(_palette(desktop, settings.look), scale, settings.still)


def _palette(desktop: Desktop, look: Look) -> Palette:
    if look is Look.SYSTEM and not desktop.high_contrast:
        return DARK if desktop.dark else LIGHT
    if look in (Look.SYSTEM, Look.HIGH_CONTRAST):
        return CONTRAST_DARK if desktop.dark else CONTRAST_LIGHT
    return DARK if look is Look.DARK else LIGHT


def next_size(scale: float, steps: int) -> int:
    """The size of text so many steps larger, or smaller, than a text scale: per cent."""
    here = min(range(len(TEXT_SIZES)), key=lambda place: abs(TEXT_SIZES[place] - scale * 100))
    return TEXT_SIZES[max(0, min(len(TEXT_SIZES) - 1, here + steps))]
