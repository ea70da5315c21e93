"""The two voices: serif is people, sans is the app. The faces come with the app."""

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from storycircle import resources

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
    if _SERIF[0] in QFontDatabase.families() and _SANS[0] in QFontDatabase.families():
        return
    for face in _FACES:
        # From bytes: a path with letters outside the system's code page opens too.
        QFontDatabase.addApplicationFontFromData(resources.font(face).read_bytes())


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
