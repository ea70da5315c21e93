"""The type styles of the design, one small factory each."""

from PySide6.QtWidgets import QWidget

from storycircle.ui.theme import type as faces
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.text import Text

_TITLES_STOP_AT = 1.5  # large titles grow to 150 % and no further


def _title(theme: Theme, text: str, px: float, line: float, *, balanced: bool = False) -> Text:
    scale = min(theme.scale, _TITLES_STOP_AT)
    font = faces.serif(px, 600, scale=scale)
    height = line * scale / theme.scale  # Text multiplies by the theme's own scale
    return Text(theme, text, font, theme.palette.ink, height, balanced=balanced)


def product_name(theme: Theme, text: str) -> Text:
    return _title(theme, text, 44, 52)


def page_title(theme: Theme, text: str) -> Text:
    return _title(theme, text, 28, 36)


def board_title(theme: Theme, text: str) -> Text:
    return _title(theme, text, 24, 32)


def question(theme: Theme, text: str, *, narrow: bool = False) -> Text:
    """The question in Stories, its lines of even length; narrow below 1100 px."""
    px, line = (21, 28) if narrow else (24, 32)
    return _title(theme, text, px, line, balanced=True)


def reading(theme: Theme, text: str) -> Text:
    """To read aloud."""
    return Text(theme, text, theme.serif(22), theme.palette.ink, 33)


def reading_question(theme: Theme, text: str) -> Text:
    return _title(theme, text, 32, 42, balanced=True)


def section(theme: Theme, text: str) -> Text:
    """A section's, a pane's or an action's title."""
    return Text(theme, text, theme.serif(20, 600), theme.palette.ink, 28)


def label(theme: Theme, text: str) -> Text:
    """The name of a field."""
    return Text(theme, text, theme.sans(14, 600), theme.palette.ink_2, 20)


def hint(theme: Theme, text: str, *, centred: bool = False, right: bool = False) -> Text:
    return Text(theme, text, theme.sans(14), theme.palette.ink_2, 20, centred=centred, right=right)


def app(theme: Theme, text: str, *, second: bool = False, strong: bool = False) -> Text:
    """The app's own sentences; second is ink-2, strong is semi-bold."""
    colour = theme.palette.ink_2 if second else theme.palette.ink
    return Text(theme, text, theme.sans(16, 600 if strong else 400), colour, 24)


def words(
    theme: Theme,
    text: str,
    px: float = 17,
    weight: int = 400,
    *,
    italic: bool = False,
    second: bool = False,
    parent: QWidget | None = None,
) -> Text:
    """People's words; a line is half as high again as its letters, as in the design."""
    colour = theme.palette.ink_2 if second else theme.palette.ink
    line = round(px * (1.27 if px < 17 else 1.5 if px < 20 else 1.4))
    font = theme.serif(px, weight, italic=italic)
    return Text(theme, text, font, colour, line, parent=parent)
