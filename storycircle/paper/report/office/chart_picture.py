"""Bars with their names and numbers as a picture, for documents that hold no drawing of ours.

Letters of every script are shaped as on paper, and drawn by HarfBuzz itself.
"""

from collections.abc import Sequence
from io import BytesIO

import uharfbuzz as hb
from msgspec import Struct
from PIL import Image, ImageDraw
from reportlab.pdfbase import pdfmetrics

from storycircle.core.i18n import number
from storycircle.core.text import turned_visible
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import INK, TEAL
from storycircle.paper.typesetting.line_breaking import balanced, width
from storycircle.paper.typesetting.shaping import line as set_line
from storycircle.paper.typesetting.shaping import runs_right_to_left

_DPI = 300
DOT = _DPI / 72  # dots of a point
POINTS = 72 / 25.4  # of a millimetre
WIDE = 162.0
"""Millimetres, as the text of our page is wide."""
_NAMES, _BARS, _END = 60.0, 66.0, 12.0
"""Millimetres: the names' column, where bars begin, and what is left for a number at the end."""
_SIZE, _LEADING, _NUMBER = 10.5, 12.5, 12.0
_BAR, _GAP = 6.0, 3.4
MOST_BARS = 18
"""Bars of one picture: it stands on a page together with its caption."""


class Picture(Struct, frozen=True):
    """A picture as a PNG file. wide, high: millimetres."""

    png: bytes
    wide: float
    high: float

    def file(self) -> BytesIO:
        """The picture as a file to be read."""
        return BytesIO(self.png)


def bars(values: Sequence[tuple[str, int]], most: int, *, wide: float = WIDE) -> Picture:
    """A bar for each name, its number at its end. most: the number that is as long as can be."""
    fonts.register()
    labels = [balanced(name, fonts.SERIF, _SIZE, _NAMES * POINTS) for name, _count in values]
    heights = [high_of(lines) for lines in labels]
    high = max(1.0, sum(heights) + _GAP * max(0, len(heights) - 1))
    size = round(wide * POINTS * DOT), round(high * POINTS * DOT)
    image = Image.new("RGB", size, "#FFFFFF")
    draw = ImageDraw.Draw(image)
    top = 0.0
    for lines, row, (_name, count) in zip(labels, heights, values, strict=True):
        first = top + (row - len(lines) * _LEADING / POINTS) / 2
        for place, text in enumerate(lines):
            base = first * POINTS + place * _LEADING + 0.8 * _LEADING
            indent = _NAMES * POINTS - width(text, fonts.SERIF, _SIZE)
            left = indent if runs_right_to_left(text) else 0.0
            ink(image, (left, base), text, fonts.SERIF, _SIZE)
        long = (wide - _BARS - _END) * count / max(1, most)
        middle = top + row / 2
        box = (_BARS, middle - _BAR / 2, _BARS + long, middle + _BAR / 2)
        if count:
            draw.rectangle([round(side * POINTS * DOT) for side in box], fill=TEAL)
        at = (_BARS + long + 2.4) * POINTS, middle * POINTS + 0.34 * _NUMBER
        ink(image, at, f"{count:,}", fonts.SERIF_BOLD, _NUMBER)
        top += row + _GAP
    file = BytesIO()
    image.quantize(32).save(file, "PNG", dpi=(_DPI, _DPI), optimize=True)
    return Picture(file.getvalue(), wide, high)


def in_words(values: Sequence[tuple[str, int]]) -> str:
    """What such a picture shows, for those who do not see it: names and numbers."""
    return "; ".join(f"{name}: {number(count)}" for name, count in values)


def high_of(lines: Sequence[str]) -> float:
    return max(_BAR, len(lines) * _LEADING / POINTS)


def ink(image: Image.Image, at: tuple[float, float], text: str, face: str, size: float) -> None:
    """Draw a line of text; at: where its baseline begins, points from the top left."""
    drawn = hb.RasterDraw()
    set_text = set_line(turned_visible(text), face)
    for piece in set_text.pieces:
        about = pdfmetrics.getFont(piece.face)
        font = hb.Font(about.hbFace)
        scale = size * DOT / font.face.upem
        x = at[0] + piece.x * size
        y = at[1] - piece.y * size
        for letter in piece.text:
            drawn.transform = (scale, 0, 0, scale, x * DOT, -y * DOT)
            drawn.draw_glyph(font, about.face.charToGlyph.get(ord(letter), 0))
            x += about.face.getCharWidth(ord(letter)) / 1000 * size
    ink = drawn.render()
    if ink is None or not ink.buffer:
        return
    box = ink.extents
    mask = Image.frombytes("L", (box.stride, box.height), ink.buffer, "raw", "L", 0, -1)
    mask = mask.crop((0, 0, box.width, box.height))
    colour = Image.new("RGB", mask.size, INK)
    image.paste(colour, (box.x_origin, -box.y_origin - box.height), mask)
