"""The key of bars, and dots, on the web page: drawn beside figures that are text."""

from collections.abc import Callable
from xml.etree import ElementTree as ET

from storycircle.paper.afterwards.parts import Dots
from storycircle.paper.figures.figures import Bars, Mark

_Add = Callable[[ET.Element, str, str], ET.Element]
_STEP, _LINE, _ROUND = 36, 13, 4


_CLASSES = {
    Mark.FILLED: "done",
    Mark.STRIPED: "under-way",
    Mark.DOTTED: "changed",
    Mark.EMPTY: "not-started",
    Mark.CROSSED: "let-go",
    Mark.DASHED: "no-word",
}


def drawn(mark: Mark) -> str:
    """The classes by which the page's style draws a form."""
    return f"state {_CLASSES[mark]}"


def key_drawn(section: ET.Element, bars: Bars, add: _Add) -> None:
    """What each form of a bar says, in one line."""
    line = add(section, "p", "")
    line.set("class", "key")
    for key in bars.keys:
        one = add(line, "span", "")
        add(one, "span", "").set("class", f"sign {drawn(key.mark)}")
        add(one, "span", " ".join(filter(None, (key.word, key.count))))


def dots_drawn(section: ET.Element, dots: Dots) -> None:
    """A line for each person, a dot for each meeting. What it shows stands in words above it."""
    high = _LINE * len(dots.lines) + 8
    wide = _STEP * len(dots.heads) + 180
    about = {"viewBox": f"0 0 {wide} {high}", "aria-hidden": "true", "class": "dots"}
    picture = ET.SubElement(section, "svg", about)
    for place, line in enumerate(dots.lines):
        y = _LINE * (place + 1)
        first = 10 + _STEP * line.first
        last = first + _STEP * (len(line.dots) - 1)
        ends = {"x1": str(first), "x2": str(last), "y1": str(y), "y2": str(y)}
        ET.SubElement(picture, "line", ends)
        for meeting, filled in enumerate(line.dots):
            if filled is None:
                continue
            at = {"cx": str(first + _STEP * meeting), "cy": str(y), "r": str(_ROUND)}
            ET.SubElement(picture, "circle", {**at, "class": "there" if filled else "away"})
        if line.end:
            text = ET.SubElement(picture, "text", {"x": str(last + 10), "y": str(y + 4)})
            text.text = line.end
