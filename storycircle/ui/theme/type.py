"""The two voices: serif is people, sans is the app. The faces come with the app."""

from PySide6.QtGui import QFont, QFontDatabase

from storycircle import resources

_SERIF = ["Source Serif 4", "Noto Serif", "Noto Naskh Arabic", "DejaVu Serif", "Georgia", "serif"]
_SANS = ["Source Sans 3", "Noto Sans", "Noto Naskh Arabic", "DejaVu Sans", "Segoe UI", "sans-serif"]
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


def _font(families: list[str], px: float, weight: int, *, italic: bool, scale: float) -> QFont:
    font = QFont()
    font.setFamilies(families)
    font.setPixelSize(max(1, round(px * scale)))
    font.setWeight(QFont.Weight(weight))
    font.setItalic(italic)
    return font


def serif(px: float, weight: int = 400, *, italic: bool = False, scale: float = 1.0) -> QFont:
    """The voice of people, px high at 100 %; weights 400 and 600."""
    return _font(_SERIF, px, weight, italic=italic, scale=scale)


def sans(px: float, weight: int = 400, *, italic: bool = False, scale: float = 1.0) -> QFont:
    """The voice of the app, px high at 100 %; weights 400 and 600."""
    return _font(_SANS, px, weight, italic=italic, scale=scale)
