"""Bars as a picture, for documents that hold no drawing of ours."""

from io import BytesIO

from PIL import Image, ImageDraw

from storycircle.paper.figures.figures import Bar, BarRow, Bars, Mark
from storycircle.paper.report.office.chart_picture import DOT, POINTS, Picture, ink
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import TEAL
from storycircle.paper.typesetting.line_breaking import balanced, width
from storycircle.paper.typesetting.text_direction import runs_right_to_left

_WIDE, _NAMES, _BARS, _END = 162.0, 60.0, 66.0, 12.0
"""Millimetres, as the other picture has them."""
_NAMED = 26.0
"""Before bars of which each has a name."""
_SIZE, _LEADING, _NUMBER = 10.5, 12.5, 11.0
_BAR, _LOW, _BETWEEN, _GAP, _KEY = 6.0, 3.8, 1.0, 3.4, 9.0
_MM = POINTS * DOT
"""Dots of a millimetre."""
_LEAST = 5.0
"""A part narrower than this has no number in it."""
_WHITE = "#FFFFFF"


def bars_picture(bars: Bars, most: int = 0) -> Picture:
    """Bars below the key of their forms. most: of the longest bar, where these are some of more."""
    fonts.register()
    heights = [_high(bars, row) for row in bars.rows]
    high = _KEY + sum(heights) + _GAP * max(0, len(heights) - 1)
    image = Image.new("RGB", (round(_WIDE * _MM), round(high * _MM)), _WHITE)
    _key(image, bars)
    top = _KEY
    for row, tall in zip(bars.rows, heights, strict=True):
        _row(image, bars, row, (top, tall), most or bars.most)
        top += tall + _GAP
    file = BytesIO()
    image.quantize(32).save(file, "PNG", dpi=(DOT * 72, DOT * 72), optimize=True)
    return Picture(file.getvalue(), _WIDE, high)


def _label(row: BarRow) -> list[str]:
    return balanced(row.title, fonts.SERIF, _SIZE, _NAMES * POINTS)


def _high(bars: Bars, row: BarRow) -> float:
    each = _LOW if bars.several else _BAR
    tall = len(row.bars) * (each + _BETWEEN) - _BETWEEN
    return max(tall, _BAR, len(_label(row)) * _LEADING / POINTS)


def _row(image: Image.Image, bars: Bars, row: BarRow, at: tuple[float, float], most: int) -> None:
    """What bars are of, and the bars. at: the top of the row and its height, mm."""
    top, tall = at
    lines = _label(row)
    first = top + (tall - len(lines) * _LEADING / POINTS) / 2
    for place, text in enumerate(lines):
        base = first * POINTS + place * _LEADING + 0.8 * _LEADING
        indent = _NAMES * POINTS - width(text, fonts.SERIF, _SIZE)
        left = indent if runs_right_to_left(text) else 0.0
        ink(image, (left, base), text, fonts.SERIF, _SIZE)
    each = _LOW if bars.several else _BAR
    y = top + (tall - len(row.bars) * (each + _BETWEEN) + _BETWEEN) / 2
    for bar in row.bars:
        begin = _BARS
        if bars.several and bars.columns:
            ink(image, (_BARS * POINTS, (y + each) * POINTS - 1.6), bar.name, fonts.SANS, 8.5)
            begin += _NAMED
        step = (_WIDE - begin - _END) / max(1, bar.long if bars.columns else most)
        _bar(image, bar, (begin, y), each, step)
        y += each + _BETWEEN


def _bar(image: Image.Image, bar: Bar, at: tuple[float, float], high: float, step: float) -> None:
    x, top = at
    middle = top + high / 2
    for mark, count in bar.parts:
        if not count:
            continue
        wide = step * count
        _part(image, (x, top), wide, high, mark)
        if wide >= _LEAST and len(bar.parts) > 1:
            _number(image, (x + wide / 2, middle), str(count), high)
        x += wide
    end = (x + (2.4 if bar.long else 0)) * POINTS, middle * POINTS + 0.34 * _NUMBER
    ink(image, end, bar.end, fonts.SERIF_BOLD, _NUMBER)


def _number(image: Image.Image, at: tuple[float, float], count: str, high: float) -> None:
    """The number of a part in its middle, on a white plate."""
    size = _NUMBER if high >= _BAR else 8.5
    wide = width(count, fonts.SERIF_BOLD, size) / POINTS
    x, y = at
    tall = 2.1 if high >= _BAR else 1.5
    plate = (x - wide / 2 - 0.9, y - tall, x + wide / 2 + 0.9, y + tall)
    ImageDraw.Draw(image).rectangle(_dots(plate), fill=_WHITE)
    at = (x - wide / 2) * POINTS, y * POINTS + 0.34 * size
    ink(image, at, count, fonts.SERIF_BOLD, size)


def _key(image: Image.Image, bars: Bars) -> None:
    """Each form with what it says; over the whole width, where there are many."""
    side, x = 3.4, 0.0
    size = 9.5
    taken = [side + 1.6 + width(key.word, fonts.SANS, size) / POINTS for key in bars.keys]
    gap = max(1.0, min(9.0, (_WIDE - sum(taken)) / max(1, len(taken) - 1)))
    for key, takes in zip(bars.keys, taken, strict=True):
        _part(image, (x, 0.6), side, side, key.mark)
        ink(image, ((x + side + 1.6) * POINTS, 3.6 * POINTS), key.word, fonts.SANS, size)
        x += takes + gap


def _part(
    image: Image.Image, at: tuple[float, float], wide: float, high: float, mark: Mark
) -> None:
    """A part of a bar, millimetres: each has a form of its own."""
    x, top = at
    box = _dots((x, top, x + wide, top + high))
    if mark is Mark.FILLED:
        ImageDraw.Draw(image).rectangle(box, fill=TEAL)
        return
    part = Image.new("RGB", (box[2] - box[0] + 1, box[3] - box[1] + 1), _WHITE)
    draw = ImageDraw.Draw(part)
    across, down = part.size
    line = round(0.22 * _MM)
    if mark is Mark.STRIPED:
        for start in range(-down, across, round(1.77 * _MM)):
            draw.line((start, down, start + down, 0), fill=TEAL, width=round(0.6 * _MM))
    elif mark is Mark.DOTTED:
        step, radius = round(1.3 * _MM), round(0.28 * _MM)
        for row, y in enumerate(range(step // 2, down, step)):
            for middle in range(step // 2 + (row % 2) * step // 2, across, step):
                spot = (middle - radius, y - radius, middle + radius, y + radius)
                draw.ellipse(spot, fill=TEAL)
    elif mark is Mark.CROSSED:
        draw.line((0, down // 2, across, down // 2), fill=TEAL, width=round(0.45 * _MM))
    if mark is Mark.DASHED:
        _dashed(draw, across, down, line)
    else:
        draw.rectangle((0, 0, across - 1, down - 1), outline=TEAL, width=line)
    image.paste(part, box[:2])


def _dashed(draw: ImageDraw.ImageDraw, across: int, down: int, line: int) -> None:
    dash, step = round(0.8 * _MM), round(1.5 * _MM)
    for start in range(0, across, step):
        for y in (line // 2, down - 1 - line // 2):
            draw.line((start, y, min(across, start + dash), y), fill=TEAL, width=line)
    for start in range(0, down, step):
        for x in (line // 2, across - 1 - line // 2):
            draw.line((x, start, x, min(down, start + dash)), fill=TEAL, width=line)


def _dots(box: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(side * _MM) for side in box)
    return left, top, right, bottom
