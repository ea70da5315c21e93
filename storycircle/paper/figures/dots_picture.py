"""Dots as a picture, for documents that hold no drawing of ours: a line for each person, a dot for
each meeting.
"""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageDraw

from storycircle.paper.afterwards.parts import Dots
from storycircle.paper.figures.figures import DotLine
from storycircle.paper.report.office.chart_picture import DOT, POINTS, WIDE, Picture, ink
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import INK, TEAL
from storycircle.paper.typesetting.line_breaking import width

_MM = POINTS * DOT
"""Dots of a millimetre."""
_STEP, _LINE, _ROUND, _LEFT = 12.0, 4.6, 1.15, 2.5
"""Millimetres: from meeting to meeting at most, from line to line, of a dot, before the first."""
_NAMED = 42.0
"""Millimetres that are kept at the end of the longest line, for why somebody left."""
_KEY, _FOOT, _SIZE = 7.0, 7.0, 9.5


def dots_picture(dots: Dots) -> Picture:
    """The lines of dots below the key of their forms, and the heads of the meetings below them."""
    fonts.register()
    high = _KEY + _LINE * len(dots.lines) + _FOOT
    image = Image.new("RGB", (round(WIDE * _MM), round(high * _MM)), "#FFFFFF")
    step = min(_STEP, (WIDE - _LEFT - _NAMED) / max(1, len(dots.heads) - 1))
    _keys(image, dots)
    for place, line in enumerate(dots.lines):
        _line(image, line, _KEY + (place + 0.5) * _LINE, step)
    base = (_KEY + _LINE * len(dots.lines) + 4.4) * POINTS
    for place, head in enumerate(dots.heads):
        middle = (_LEFT + place * step) * POINTS
        at = max(0.0, middle - width(head, fonts.SANS, _SIZE) / 2)
        ink(image, (at, base), head, fonts.SANS, _SIZE)
    file = BytesIO()
    image.quantize(32).save(file, "PNG", dpi=(DOT * 72, DOT * 72), optimize=True)
    return Picture(file.getvalue(), WIDE, high)


def in_words(dots: Dots) -> str:
    """The same for who does not see it: how many there were, and of each line its dots."""
    every = "; ".join(
        f"{head} {figure}" for head, figure in zip(dots.heads, dots.figures, strict=True)
    )
    return "; ".join((f"{dots.label}: {every}", *_lines_in_words(dots)))


def _lines_in_words(dots: Dots) -> Iterator[str]:
    there, away = dots.keys
    for line in dots.lines:
        known = [dot for dot in line.dots if dot is not None]
        said = f"{there} {sum(known)}, {away} {len(known) - sum(known)}"
        yield f"{said}, {line.end}" if line.end else said


def _line(image: Image.Image, line: DotLine, y: float, step: float) -> None:
    draw = ImageDraw.Draw(image)
    first = _LEFT + line.first * step
    last = first + (len(line.dots) - 1) * step
    draw.line([round(side * _MM) for side in (first, y, last, y)], fill=INK, width=round(0.2 * _MM))
    for place, filled in enumerate(line.dots):
        if filled is not None:
            _dot(draw, first + place * step, y, filled=filled)
    if line.end:
        at = (last + 3.0) * POINTS, y * POINTS + 0.34 * _SIZE
        ink(image, at, line.end, fonts.SANS, _SIZE - 1)


def _dot(draw: ImageDraw.ImageDraw, x: float, y: float, *, filled: bool) -> None:
    box = [round(side * _MM) for side in (x - _ROUND, y - _ROUND, x + _ROUND, y + _ROUND)]
    draw.ellipse(box, fill=TEAL if filled else "#FFFFFF", outline=TEAL, width=round(0.35 * _MM))


def _keys(image: Image.Image, dots: Dots) -> None:
    draw, x = ImageDraw.Draw(image), _LEFT
    for word, filled in zip(dots.keys, (True, False), strict=True):
        _dot(draw, x, 2.2, filled=filled)
        ink(image, ((x + 2.6) * POINTS, 2.2 * POINTS + 0.34 * _SIZE), word, fonts.SANS, _SIZE)
        x += 2.6 + width(word, fonts.SANS, _SIZE) / POINTS + 8.0
