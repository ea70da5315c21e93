"""The square codes at the foot of a sheet: as few and as small as a photograph can still read.

Measured on paper rendered at 150 dots an inch, turned, blurred and saved as JPEG: a module of
0.43 mm reads, smaller ones do not. So a code is 30 mm wide, grows to 45 mm as it holds more,
and beyond that there are two; beyond two the actions are shortened.
"""

from msgspec import Struct

from storycircle.core.formats import sheet_code
from storycircle.core.formats.sheet_code import Content
from storycircle.launcher import find_runtime
from storycircle.paper.typesetting.canvas import INK, MM, Pen

MODULE = 30 / 69
"""Millimetres: a code of 30 mm is of version 13, with 69 modules."""
LEAST = 30 * MM
QUIET = 4 * MODULE * MM
"""Left empty around a code: four modules."""
_MOST_BYTES = 708 - sheet_code.HEADER  # of version 21 at level M: 101 modules, 43.9 mm
_MOST_CODES = 2
_DARK = bytes([1]) + bytes(255)
"""Of a picture in shades of grey, 1 where it is black."""


class Squares(Struct, frozen=True):
    """Codes to draw beside each other: rows of modules, and the side of each in points.

    letters: 0, or the first letters of each action that they hold.
    """

    symbols: tuple[tuple[bytes, ...], ...]
    side: float
    letters: int = 0

    @property
    def wide(self) -> float:
        return len(self.symbols) * self.side + (len(self.symbols) - 1) * 2 * QUIET


def squares(content: Content) -> Squares | None:
    """The codes for a circle; None where it says nothing, or not even a short form fits."""
    if not content.members and not content.actions:
        return None
    whole = sheet_code.packed(content)
    count = -(-len(whole) // _MOST_BYTES)
    letters = 0
    if count > _MOST_CODES:
        letters = _letters_that_fit(content)
        if not letters:
            return None
        whole, count = sheet_code.packed(content.shortened(letters)), _MOST_CODES
    symbols = tuple(symbol(part) for part in sheet_code.cut(whole, count))
    largest = max(len(each) for each in symbols)
    return Squares(symbols, max(LEAST, largest * MODULE * MM), letters)


def review_square(content: Content, side: float) -> Squares:
    """The code on a review sheet, so wide: it holds little, so that its modules are large."""
    return Squares((symbol(sheet_code.cut(sheet_code.packed(content), 1)[0]),), side)


def draw_squares(pen: Pen, drawn: Squares, right: float, bottom: float) -> None:
    """The codes side by side, the last with its right at `right`; all stand on `bottom`."""
    x = right - drawn.wide
    for each in drawn.symbols:
        pen.modules(each, x, bottom - drawn.side, drawn.side, INK)
        x += drawn.side + 2 * QUIET


def _letters_that_fit(content: Content) -> int:
    """How many letters of each action fit; 0 where none do."""
    most = max((len(action.text) for action in content.actions), default=0)
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if len(sheet_code.packed(content.shortened(middle))) <= _MOST_CODES * _MOST_BYTES:
            low = middle
        else:
            high = middle - 1
    return low


def symbol(data: bytes, *, level: str = "M", version: int = 0) -> tuple[bytes, ...]:
    """The modules of a code, row by row, 1 where it is dark. level: of its correction. version: its
    size; 0 is the least that holds the data.
    """
    find_runtime()
    import zxingcpp  # noqa: PLC0415 (only where a sheet is drawn, and once it is found)

    # The library that reads codes makes them too, in a tenth of segno's time.
    wanted = {"ec_level": level, **({"version": version} if version else {})}
    made = zxingcpp.create_barcode(data, zxingcpp.BarcodeFormat.QRCode, **wanted)
    picture = made.to_image(scale=1, add_quiet_zones=False)
    dots = bytes(memoryview(picture))  # type: ignore[arg-type]  # its stub forgets the buffer
    wide = picture.shape[1]
    dark = dots.translate(_DARK)
    return tuple(dark[start : start + wide] for start in range(0, len(dark), wide))
