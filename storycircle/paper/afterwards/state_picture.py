"""Bars of states as a picture, for documents that hold no drawing of ours."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw

from storycircle.core.reviews.review import ReviewState, state_word
from storycircle.paper.afterwards.what_became import STATES, BecameGroup
from storycircle.paper.report.office.chart_picture import DOT, POINTS, Picture, high_of, ink
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import TEAL
from storycircle.paper.typesetting.line_breaking import balanced, width
from storycircle.paper.typesetting.shaping import runs_right_to_left

_WIDE, _NAMES, _BARS, _END = 162.0, 60.0, 66.0, 12.0
"""Millimetres, as the other picture has them."""
_SIZE, _LEADING, _NUMBER = 10.5, 12.5, 11.0
_BAR, _GAP, _KEY = 6.0, 3.4, 9.0
_MM = POINTS * DOT
"""Dots of a millimetre."""
_LEAST = 5.0
"""A part narrower than this has no number in it."""
_WHITE = "#FFFFFF"


def state_bars(groups: Sequence[BecameGroup], most: int) -> Picture:
    """A bar for each heading, its parts by state, below the key of the states. most: the actions of
    the longest bar.
    """
    fonts.register()
    labels = [balanced(group.title, fonts.SERIF, _SIZE, _NAMES * POINTS) for group in groups]
    heights = [high_of(lines) for lines in labels]
    high = _KEY + sum(heights) + _GAP * max(0, len(heights) - 1)
    image = Image.new("RGB", (round(_WIDE * _MM), round(high * _MM)), _WHITE)
    _key(image)
    top = _KEY
    for lines, row, group in zip(labels, heights, groups, strict=True):
        first = top + (row - len(lines) * _LEADING / POINTS) / 2
        for place, text in enumerate(lines):
            base = first * POINTS + place * _LEADING + 0.8 * _LEADING
            indent = _NAMES * POINTS - width(text, fonts.SERIF, _SIZE)
            left = indent if runs_right_to_left(text) else 0.0
            ink(image, (left, base), text, fonts.SERIF, _SIZE)
        _bar(image, group, most, top + row / 2)
        top += row + _GAP
    file = BytesIO()
    image.quantize(32).save(file, "PNG", dpi=(DOT * 72, DOT * 72), optimize=True)
    return Picture(file.getvalue(), _WIDE, high)


def _bar(image: Image.Image, group: BecameGroup, most: int, middle: float) -> None:
    step, x = (_WIDE - _BARS - _END) / max(1, most), _BARS
    for state in STATES:
        count = group.counts.get(state, 0)
        if not count:
            continue
        wide = step * count
        _part(image, (x, middle - _BAR / 2), wide, _BAR, state)
        if wide >= _LEAST:
            _number(image, (x + wide / 2, middle), str(count))
        x += wide
    at = (x + 2.4) * POINTS, middle * POINTS + 0.34 * _NUMBER
    ink(image, at, str(len(group.actions)), fonts.SERIF_BOLD, _NUMBER)


def _number(image: Image.Image, at: tuple[float, float], count: str) -> None:
    """The number of a part in its middle, on a white plate."""
    wide = width(count, fonts.SERIF_BOLD, _NUMBER) / POINTS
    x, y = at
    plate = (x - wide / 2 - 0.9, y - 2.1, x + wide / 2 + 0.9, y + 2.1)
    ImageDraw.Draw(image).rectangle(_dots(plate), fill=_WHITE)
    at = (x - wide / 2) * POINTS, y * POINTS + 0.34 * _NUMBER
    ink(image, at, count, fonts.SERIF_BOLD, _NUMBER)


def _key(image: Image.Image) -> None:
    """Each state with its form, over the whole width."""
    side, x = 3.4, 0.0
    words = [state_word(state) for state in STATES]
    size = 9.5
    taken = [side + 1.6 + width(word, fonts.SANS, size) / POINTS for word in words]
    gap = max(1.0, (_WIDE - sum(taken)) / (len(words) - 1))
    for state, word, takes in zip(STATES, words, taken, strict=True):
        _part(image, (x, 0.6), side, side, state)
        ink(image, ((x + side + 1.6) * POINTS, 3.6 * POINTS), word, fonts.SANS, size)
        x += takes + gap


def _part(
    image: Image.Image,
    at: tuple[float, float],
    wide: float,
    high: float,
    state: ReviewState | None,
) -> None:
    """A part of a bar, millimetres: each state has a form of its own."""
    x, top = at
    box = _dots((x, top, x + wide, top + high))
    if state is ReviewState.DONE:
        ImageDraw.Draw(image).rectangle(box, fill=TEAL)
        return
    part = Image.new("RGB", (box[2] - box[0] + 1, box[3] - box[1] + 1), _WHITE)
    draw = ImageDraw.Draw(part)
    across, down = part.size
    line = round(0.22 * _MM)
    if state is ReviewState.UNDER_WAY:
        for start in range(-down, across, round(1.77 * _MM)):
            draw.line((start, down, start + down, 0), fill=TEAL, width=round(0.6 * _MM))
    elif state is ReviewState.CHANGED:
        step, radius = round(1.3 * _MM), round(0.28 * _MM)
        for row, y in enumerate(range(step // 2, down, step)):
            for middle in range(step // 2 + (row % 2) * step // 2, across, step):
                spot = (middle - radius, y - radius, middle + radius, y + radius)
                draw.ellipse(spot, fill=TEAL)
    elif state is ReviewState.LET_GO:
        draw.line((0, down // 2, across, down // 2), fill=TEAL, width=round(0.45 * _MM))
    if state is None:
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
