"""The theme: palette, type, style sheet, and which of them is chosen.

A theme is a palette, a text scale and whether things may move; widgets are given it.

What a style sheet does best: scroll bars, menus, tooltips, fields and the window's ground.

The two voices: serif is people, sans is the app. The faces come with the app.

The theme: what the settings say, and where they say nothing, what the desktop asks for.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from string import Template
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from storycircle import resources
from storycircle.core.settings import TEXT_SIZES, Look, Movement, Settings
from storycircle.ui.theme.palette import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Palette

_SHEET = Template("""
QMainWindow, QDialog { background: $paper; }
QWidget { color: $ink; }
QToolTip {
  background: $ink; color: $paper; border: 0; padding: ${p6}px ${p8}px;
  font-family: "Source Sans 3"; font-size: ${p14}px;
}
QLineEdit, QTextEdit, QPlainTextEdit {
  background: $paper; color: $ink; border: 1px solid $edge; border-radius: 6px;
  selection-background-color: $teal; selection-color: $on;
}
QLineEdit { padding: 0 10px; }
QLineEdit[flat="true"] { background: transparent; border: 1px solid transparent; padding: 0 1px; }
QLineEdit[flat="true"]:hover { border: 1px solid $edge; }
QTextEdit, QPlainTextEdit { padding: 3px 7px; }
QLineEdit:focus { border: 2px solid $teal; padding: 0 9px; }
QTextEdit:focus, QPlainTextEdit:focus { border: 2px solid $teal; padding: 2px 6px; }
QLineEdit[flat="true"]:focus { background: $paper; border: 2px solid $teal; padding: 0; }
QLineEdit:disabled, QTextEdit:disabled, QLineEdit:read-only {
  border: 1px dashed $edge; color: $ink_2;
}
QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; border: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; border: 0; }
QScrollBar::handle { background: $edge; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $ink_2; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenuBar {
  background: $paper; color: $ink; border-bottom: 1px solid $line; font-size: ${p14}px;
}
QMenuBar::item { background: transparent; padding: 2px 10px; border-radius: 4px; }
QMenuBar::item:selected { background: $sunk; }
QMenuBar::item:pressed { background: $teal; color: $on; }
QMenu { background: $surface; color: $ink; border: 1px solid $edge; padding: 6px;
    menu-scrollable: 1; }
QMenu::item { padding: 6px 24px 6px 16px; border-radius: 4px; }
QMenu::item:selected { background: $teal; color: $on; }
QMenu::item:disabled { color: $ink_2; background: transparent; }
QMenu::separator { height: 1px; background: $line; margin: 6px 8px; }
QComboBox QAbstractItemView {
  background: $surface; color: $ink; border: 1px solid $edge; outline: 0; padding: 4px;
  selection-background-color: $teal; selection-color: $on;
}
QComboBox QAbstractItemView::item { min-height: ${p32}px; padding: 0 8px; }
QComboBox::item:selected { background: $teal; color: $on; }
QAbstractItemView { background: $paper; color: $ink; border: 1px solid $line; }
QHeaderView::section { background: $paper; color: $ink_2; border: 0; padding: 6px; }
""")


def stylesheet(palette: Palette, scale: float) -> str:
    """The application's style sheet; measures in px at 100 % times the scale."""
    colours = {name: value for name, value in asdict(palette).items() if isinstance(value, str)}
    sizes = {f"p{px}": str(round(px * scale)) for px in (6, 8, 14, 32)}
    return _SHEET.substitute(colours, **sizes)


_SERIF = ("Source Serif 4", "Noto Serif", "Noto Naskh Arabic", "DejaVu Serif", "Georgia", "serif")
_SANS = ("Source Sans 3", "Noto Sans", "Noto Naskh Arabic", "DejaVu Sans", "Segoe UI", "sans-serif")
_FACES = (
    "SourceSerif4_400Regular",
    "SourceSerif4_400Regular_Italic",
    "SourceSerif4_600SemiBold",
    "SourceSans3_400Regular",
    "SourceSans3_400Regular_Italic",
    "SourceSans3_600SemiBold",
)


def load_fonts() -> None:
    """Give Qt the six faces, once. Call after the QApplication exists."""
    if QFontDatabase.hasFamily(_SERIF[0]) and QFontDatabase.hasFamily(_SANS[0]):
        return
    for face in _FACES:
        # From bytes: a path with letters outside the system's code page opens too.
        QFontDatabase.addApplicationFontFromData(resources.font(face).read_bytes())


_SCRIPTS = (
    ("Noto Naskh Arabic", "NotoNaskhArabic"),
    ("Noto Sans Hebrew", "NotoSansHebrew"),
    ("Noto Sans Devanagari", "NotoSansDevanagari"),
    ("Noto Sans Bengali", "NotoSansBengali"),
    ("Noto Sans Gurmukhi", "NotoSansGurmukhi"),
)
"""The families for scripts that the six faces lack, and how their files begin."""
_OF_SCRIPTS = "[\u0590-\u06ff\u0750-\u077f\u08a0-\u0a7f\ua8e0-\ua8ff\ufb1d-\ufdff\ufe70-\ufeff]"
"""A letter of theirs: Hebrew, Arabic, Devanagari, Bengali or Gurmukhi."""


def load_script_fonts() -> None:
    """Give Qt the faces for other scripts, once: it takes them where a face of ours lacks a letter.

    They take about 5 ms, which a start need not wait for: a text that is shown before asks for
    them by `load_fonts_for`. Chinese, Japanese, Korean and Tamil are the system's to bring.
    """
    for family, file in _SCRIPTS:
        if not QFontDatabase.hasFamily(family):
            for weight in ("400Regular", "600SemiBold"):
                font = resources.font(f"{file}_{weight}")
                QFontDatabase.addApplicationFontFromData(font.read_bytes())


def load_fonts_for(text: str) -> None:
    """Give Qt the faces for other scripts where a text has letters of theirs."""
    if not text.isascii() and re.search(_OF_SCRIPTS, text):
        load_script_fonts()


@lru_cache(maxsize=256)
def _font(families: tuple[str, ...], px: int, weight: int, italic: bool) -> QFont:
    font = QFont()
    font.setFamilies(families)
    font.setPixelSize(px)
    font.setWeight(QFont.Weight(weight))
    font.setItalic(italic)
    return font


def serif(px: float, weight: int = 400, *, italic: bool = False, scale: float = 1.0) -> QFont:
    """The voice of people, px high at 100 %; weights 400 and 600."""
    return QFont(_font(_SERIF, max(1, round(px * scale)), weight, italic))


def sans(px: float, weight: int = 400, *, italic: bool = False, scale: float = 1.0) -> QFont:
    """The voice of the app, px high at 100 %; weights 400 and 600."""
    return QFont(_font(_SANS, max(1, round(px * scale)), weight, italic))


class Theme(Struct, frozen=True):
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
        return serif(px, weight, italic=italic, scale=self.scale)

    def sans(self, px: float, weight: int = 400, *, italic: bool = False) -> QFont:
        """The app's words, px high at 100 %."""
        return sans(px, weight, italic=italic, scale=self.scale)


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


_WITH_SYSTEM_FONTS: tuple[Any, ...] = (
    *("QMenu", "QMenuBar", "QMenuItem", "QMessageBox", "QLabel", "QTipLabel", "QTitleBar"),
    *("QStatusBar", "QMdiSubWindowTitleBar", "QDockWidgetTitle", "QPushButton", "QCheckBox"),
    *("QRadioButton", "QToolButton", "QAbstractItemView", "QListView", "QHeaderView"),
    *("QListBox", "QComboMenuItem", "QComboLineEdit", "QSmallFont", "QMiniFont"),
)
"""The kinds of widgets for which a system has fonts of its own, by Qt's names: Windows has them for
menus and lists, and they would not grow with the text. (Its types say that it takes bytes, and it
takes none.)
"""


class DrawnAlike(QApplication):
    """An application that draws the same on every system; their own styles would mix in their
    colours. Fusion is its style from the start: one that is handed over later lets PySide make
    all that it knows of styles, which nothing on the first page needs.
    """

    def __init__(self, words: Sequence[str]) -> None:
        """words: of the command line, the program's name first."""
        super().__init__([*words, "-style", "Fusion"])


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Dress the whole application. Call once it exists, and again when the theme changes.

    Does nothing if this theme is already applied: restyling takes about a second with many widgets.
    """
    sheet = stylesheet(theme.palette, theme.scale)
    if app.styleSheet() == sheet:
        return
    load_fonts()
    if not isinstance(app, DrawnAlike):
        app.setStyle("Fusion")
    app.setPalette(_qt_palette(theme.palette))
    font = theme.sans(16)
    app.setFont(font)
    app.setStyleSheet(sheet)
    for kind in _WITH_SYSTEM_FONTS:  # the first style sheet brings them in
        if app.font(kind) != font:
            app.setFont(font, kind)


_PLAIN_POINTS = 9.0, 13.0
"""Sizes of a system's own font that count as 100 %: from Windows' 9 to the Mac's 13."""


class Desktop(Struct, frozen=True):
    """What the desktop asks for; scale is its text size over 100 %, 1.0 to 2.0. still: that
    nothing moves.
    """

    dark: bool = False
    high_contrast: bool = False
    scale: float = 1.0
    still: bool = False


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
    return Desktop(theme.dark, theme.palette.high_contrast, theme.scale, theme.still)


def theme_for(desktop: Desktop, settings: Settings) -> Theme:
    """The theme on this desktop, with these settings."""
    scale = settings.text_size / 100 if settings.text_size else desktop.scale
    asked = desktop.still and settings.movement is Movement.SYSTEM
    still = asked or settings.movement is Movement.NONE
    return Theme(_palette(desktop, settings.look), scale, still)


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
