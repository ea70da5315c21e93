"""A theme is a palette, a text scale and whether things may move; widgets are given it."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from storycircle.ui.theme import type as faces
from storycircle.ui.theme.palette import Palette
from storycircle.ui.theme.stylesheet import stylesheet


@dataclass(frozen=True)
class Theme:
    """Handed to each widget as it is made; another theme means widgets made again."""

    palette: Palette
    scale: float = 1.0
    """Text size over 100 %: 1.0 to 2.0."""
    still: bool = False
    """Nothing moves by itself."""

    @property
    def dark(self) -> bool:
        return self.palette.dark

    def px(self, measure: float) -> int:
        """A measure in px at 100 %, for things that grow with the text."""
        return round(measure * self.scale)

    def pad(self, measure: float) -> int:
        """A space in px at 100 %, for paddings: they grow with the text, but half as fast."""
        return round(measure * (1 + (self.scale - 1) * 0.45))

    def serif(self, px: float, weight: int = 400, *, italic: bool = False) -> QFont:
        """People's words, px high at 100 %."""
        return faces.serif(px, weight, italic=italic, scale=self.scale)

    def sans(self, px: float, weight: int = 400, *, italic: bool = False) -> QFont:
        """The app's words, px high at 100 %."""
        return faces.sans(px, weight, italic=italic, scale=self.scale)


def _qt_palette(palette: Palette) -> QPalette:
    roles = QPalette.ColorRole
    named = {
        roles.Window: palette.paper,
        roles.WindowText: palette.ink,
        roles.Base: palette.paper,
        roles.AlternateBase: palette.sunk,
        roles.Text: palette.ink,
        roles.Button: palette.surface,
        roles.ButtonText: palette.ink,
        roles.BrightText: palette.on,
        roles.Highlight: palette.teal,
        roles.HighlightedText: palette.on,
        roles.Link: palette.teal,
        roles.LinkVisited: palette.teal,
        roles.ToolTipBase: palette.ink,
        roles.ToolTipText: palette.paper,
        roles.PlaceholderText: palette.ink_2,
    }
    made = QPalette()
    for role, colour in named.items():
        made.setColor(role, QColor(colour))
    made.setColor(QPalette.ColorGroup.Disabled, roles.Text, QColor(palette.ink_2))
    made.setColor(QPalette.ColorGroup.Disabled, roles.WindowText, QColor(palette.ink_2))
    return made


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Dress the whole application. Call once it exists, and again when the theme changes.

    What is worn already is left alone: dressing takes a second where many widgets live.
    """
    faces.load_fonts()
    sheet = stylesheet(theme.palette, theme.scale)
    if app.styleSheet() == sheet:
        return
    # Fusion draws the same everywhere; the system's own styles would mix in their colours.
    fusion = QStyleFactory.create("Fusion")
    if fusion is not None:
        app.setStyle(fusion)
    app.setPalette(_qt_palette(theme.palette))
    app.setFont(theme.sans(16))
    app.setStyleSheet(sheet)
