"""How a tour looks: size of the window, colours, size of the text, and language."""

import argparse

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from storycircle.core.i18n.language import ENGLISH, Language
from storycircle.core.settings import Settings
from storycircle.ui.app.spoken_language import speak
from storycircle.ui.theme.theme import Desktop, Theme, apply_theme, theme_for
from tests.support.pseudo import BY_NAME

SIZES = ("800x600", "1024x700", "1280x800", "1366x768", "1440x900")
SCALES = (100, 150, 200)


class TourLook(Struct, frozen=True):
    """size: width and height of the window in px. scale: of the text, in per cent."""

    size: tuple[int, int] = (1440, 900)
    scale: int = 100
    dark: bool = False
    contrast: bool = False
    language: Language = ENGLISH

    @property
    def theme(self) -> Theme:
        """The theme that a desktop with these wishes is given; nothing moves in it."""
        desktop = Desktop(self.dark, self.contrast, self.scale / 100)
        return replace(theme_for(desktop, Settings()), still=True)

    def dress(self, app: QApplication) -> Theme:
        """Give an application this look; the theme that it has now."""
        speak(app, self.language)
        theme = self.theme
        apply_theme(app, theme)
        return theme

    def __str__(self) -> str:
        kind = "dark" if self.dark else "light"
        wide, high = self.size
        return f"{wide}x{high} {self.scale} % {kind}{' contrast' if self.contrast else ''}"


def add_looks(parser: argparse.ArgumentParser) -> None:
    """The options by which a command is told how a tour looks."""
    parser.add_argument("--size", default="1440x900", help="WxH, as 1024x700")
    parser.add_argument("--scale", type=int, default=100, choices=SCALES, help="of the text, in %%")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--contrast", action="store_true", help="as where the system asks for more")
    parser.add_argument("--language", default="en", choices=BY_NAME)


def look_of(given: argparse.Namespace) -> TourLook:
    """The look that those options ask for."""
    return TourLook(
        size_of(given.size), given.scale, given.dark, given.contrast, BY_NAME[given.language]
    )


def size_of(text: str) -> tuple[int, int]:
    """Width and height of "1024x700"."""
    wide, _, high = text.partition("x")
    return int(wide), int(high)
