"""The report's first page: title, question, four numbers, and where the actions point.

Measures are points.
"""

from storycircle.paper import fonts
from storycircle.paper.flow import LEFT, Cell, Flow
from storycircle.paper.pen import INK, INK_2
from storycircle.paper.report_form import HeadingPart, ReportForm
from storycircle.paper.setting import balanced

_NARROW = LEFT + 362
"""The right edge of text that is read, not looked up."""
_BAR_X = LEFT + 181.5
_BAR_MOST = 238.0
_BAR_LEAST = 34.0
"""A bar of one action is no shorter than this, while the longest has room."""


def front(flow: Flow, form: ReportForm) -> None:
    """The first page; it goes on over more where an event has many headings."""
    flow.y = 85
    flow.text(form.series, fonts.SANS, 12, 16, colour=INK_2)
    flow.y += 12
    flow.row([Cell(LEFT, ["What the circles", "committed to"], fonts.SERIF_BOLD, 36)], 41.5)
    flow.y += 12
    flow.text(form.occasion, fonts.SERIF, 13.2, 18.8)
    flow.text(form.venue, fonts.SERIF, 13.2, 18.8)
    flow.y += 24
    flow.pen.line((LEFT, flow.y), (LEFT + 85, flow.y), 0.8, INK)
    flow.y += 20
    if form.question:
        lines = balanced(form.question, fonts.SERIF_ITALIC, 17, _NARROW - 80 - LEFT + 20)
        flow.row([Cell(LEFT, lines, fonts.SERIF_ITALIC, 17)], 22.7)
        flow.y += 32
    _numbers(flow, form)
    if form.placed and form.entries:
        _chart(flow, form)
    flow.space(12)
    flow.text(form.closing, fonts.SERIF, 10.6, 15.7, right=_NARROW)


def _numbers(flow: Flow, form: ReportForm) -> None:
    """How many circles, people, actions and headings."""
    flow.need(80)
    figures = (
        (len(form.circles), "circle"),
        (form.people, "person"),
        (len(form.entries), "action"),
        (len(form.placed), "heading"),
    )
    places = [LEFT + 115 * place for place in range(4)]
    flow.row(
        [
            Cell(x, [f"{count:,}"], fonts.SERIF_BOLD, 40)
            for x, (count, _) in zip(places, figures, strict=True)
        ],
        46,
    )
    labels = [_plural(count, noun) for count, noun in figures]
    flow.row(
        [Cell(x, [said], fonts.SANS, 11, INK_2) for x, said in zip(places, labels, strict=True)], 17
    )
    flow.y += 32


def _plural(count: int, noun: str) -> str:
    if count == 1:
        return noun
    return "people" if noun == "person" else f"{noun}s"


def _chart(flow: Flow, form: ReportForm) -> None:
    """A bar for each heading, with its number; the number is what is read."""
    flow.need(90)
    flow.text("Where the actions point", fonts.SERIF_BOLD, 14.5, 18)
    flow.y += 5
    flow.rule(16)
    most = max(len(part.entries) for part in form.headings)
    step = min(_BAR_LEAST, _BAR_MOST / most)
    for part in form.headings:
        _bar(flow, part, step)


def _bar(flow: Flow, part: HeadingPart, step: float) -> None:
    lines = balanced(part.title, fonts.SERIF, 10.2, _BAR_X - LEFT - 20)
    flow.need(len(lines) * 13.5)
    count = len(part.entries)
    middle = flow.y + len(lines) * 13.5 / 2
    wide = step * count
    if count:
        flow.pen.bar(_BAR_X, middle - 7.1, wide, 14.2)
    at = _BAR_X + wide + (7 if count else 0)
    flow.pen.text(at, middle + 3.8, str(count), fonts.SERIF_BOLD, 11)
    flow.row([Cell(LEFT, lines, fonts.SERIF, 10.2)], 13.5)
    flow.space(8.4)
