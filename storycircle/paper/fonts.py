"""The six faces everything on paper is set in, given to reportlab once.

Fonts go into each document as subsets. Faces are named here and nowhere else.
"""

from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from storycircle import resources

SERIF = "SourceSerif4"
SERIF_ITALIC = "SourceSerif4-Italic"
SERIF_BOLD = "SourceSerif4-SemiBold"
SANS = "SourceSans3"
SANS_ITALIC = "SourceSans3-Italic"
SANS_BOLD = "SourceSans3-SemiBold"

_FILES = {
    SERIF: "SourceSerif4_400Regular",
    SERIF_ITALIC: "SourceSerif4_400Regular_Italic",
    SERIF_BOLD: "SourceSerif4_600SemiBold",
    SANS: "SourceSans3_400Regular",
    SANS_ITALIC: "SourceSans3_400Regular_Italic",
    SANS_BOLD: "SourceSans3_600SemiBold",
}


@cache
def register() -> None:
    """Make the faces known to reportlab; a second call does nothing."""
    for face, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(face, str(resources.font(file))))
