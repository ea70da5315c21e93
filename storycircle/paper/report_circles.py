"""The report's pages on the circles: who sat in each, and its actions in its own words.

Measures are points.
"""

from storycircle.core import words
from storycircle.paper import fonts
from storycircle.paper.flow import LEFT, RIGHT, Cell, Flow
from storycircle.paper.pen import INK_2
from storycircle.paper.report_form import CirclePart, ReportForm
from storycircle.paper.setting import packed, wrapped

_X = LEFT + 85
"""Where a circle's names and actions stand; its number is to the left."""
_ACTION_X = _X + 17
_LEADING = 14.5
_BETWEEN = 2.7
"""Between two actions."""


def circles(flow: Flow, form: ReportForm) -> None:
    """All circles, by number, on pages of their own."""
    flow.turn()
    flow.section("The circles", "Membership and actions, as each circle wrote them.")
    for circle in form.circles:
        _circle(flow, circle)
    flow.rule()


def _circle(flow: Flow, circle: CirclePart) -> None:
    """A circle, kept together on a page where one page can hold it."""
    names = packed(circle.members, fonts.SERIF_ITALIC, 10.5, RIGHT - _X)
    theme = wrapped(circle.theme, fonts.SERIF_BOLD, 10.5, RIGHT - _X)
    actions = [wrapped(e.words, fonts.SERIF, 10.5, RIGHT - _ACTION_X) for e in circle.entries]
    count = len(names) + len(theme) + sum(len(lines) for lines in actions) + (not actions)
    flow.need(max(count * _LEADING + _BETWEEN * len(actions) + 22, 60))
    flow.rule(9)
    top, page = flow.y, flow.page
    _side(flow, circle)
    bottom, flow.y = flow.y, top
    for lines, face in ((theme, fonts.SERIF_BOLD), (names, fonts.SERIF_ITALIC)):
        if lines:
            flow.row([Cell(_X, lines, face, room=RIGHT - _X)], _LEADING)
    for entry, lines in zip(circle.entries, actions, strict=True):
        flow.space(_BETWEEN)
        flow.row(
            [Cell(_X, [str(entry.place)]), Cell(_ACTION_X, lines, room=RIGHT - _ACTION_X)], _LEADING
        )
    if not actions:
        flow.text("No action was written down.", fonts.SANS, 10, x=_X, colour=INK_2)
    if flow.page == page:
        flow.y = max(flow.y, bottom)
    flow.y += 11


def _side(flow: Flow, circle: CirclePart) -> None:
    """The circle's number and how many people sat in it."""
    title = wrapped(f"Circle {circle.number}", fonts.SERIF_BOLD, 14.5, _X - LEFT - 8)
    flow.row([Cell(LEFT, title, fonts.SERIF_BOLD, 14.5)], 16)
    people = words.people(len(circle.members)) if circle.members else "no names noted"
    flow.row([Cell(LEFT, [people], fonts.SANS, 9.5, INK_2)], 13)
