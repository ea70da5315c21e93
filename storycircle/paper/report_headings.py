"""The report's pages on the actions: each under its heading, in both wordings side by side.

Measures are points.
"""

from storycircle.core import words
from storycircle.paper import fonts
from storycircle.paper.flow import LEFT, RIGHT, Cell, Flow
from storycircle.paper.pen import INK, INK_2
from storycircle.paper.report_form import Entry, HeadingPart, ReportForm
from storycircle.paper.report_words import OWN_WORDS, REPORT_WORDING
from storycircle.paper.setting import wrapped

_WIDE = 238.0
"""Of the report's wording."""
_CIRCLE_X = LEFT + 268
"""The right edge of the circle's number."""
_OWN_X = LEFT + 278
_LEADING = 12.3
_BETWEEN = 4.5


def headings(flow: Flow, form: ReportForm) -> None:
    """Every action under its heading: the report's wording beside the circle's own words."""
    flow.turn()
    count = len(form.placed)
    title = f"The actions, under {words.counted(count, 'heading')}" if count else "The actions"
    flow.section(title, "")
    flow.y -= 6
    flow.row(
        [
            Cell(LEFT, [REPORT_WORDING], fonts.SANS, 9.5, INK_2),
            Cell(_CIRCLE_X, ["Circle"], fonts.SANS, 9.5, INK_2, anchor=1),
            Cell(_OWN_X, [OWN_WORDS], fonts.SANS, 9.5, INK_2),
        ],
        14,
    )
    flow.y += 6
    for part in form.headings:
        _heading(flow, part)


def _heading(flow: Flow, part: HeadingPart) -> None:
    """A heading with its count; it never stands alone at the foot of a page."""
    title = wrapped(part.title, fonts.SERIF_BOLD, 12.3, RIGHT - LEFT - 40)
    first = _height(part.entries[0]) if part.entries else _LEADING
    flow.need(len(title) * 16 + 9 + min(first, 200))
    count = [str(len(part.entries))]
    flow.row(
        [
            Cell(LEFT, title, fonts.SERIF_BOLD, 12.3),
            Cell(RIGHT, count, fonts.SERIF_BOLD, 12.3, anchor=1),
        ],
        16,
    )
    flow.y += 1
    flow.rule(4)
    for entry in part.entries:
        flow.row(_cells(entry), _LEADING)
        flow.space(_BETWEEN)
    if not part.entries:
        flow.text("No action stands here.", fonts.SANS, 9.2, _LEADING, colour=INK_2)
        flow.space(_BETWEEN)
    flow.space(4)


def _cells(entry: Entry) -> list[Cell]:
    own = wrapped(entry.words, fonts.SERIF_ITALIC, 9.2, RIGHT - _OWN_X)
    second = Cell(_OWN_X, own, fonts.SERIF_ITALIC, 9.2, INK_2, room=RIGHT - _OWN_X)
    if entry.same:
        second = Cell(_OWN_X, ["in the same words"], fonts.SANS, 9.2, INK_2)
    return [
        Cell(LEFT, wrapped(entry.wording, fonts.SERIF, 9.7, _WIDE), fonts.SERIF, 9.7, room=_WIDE),
        Cell(_CIRCLE_X, [str(entry.circle)], fonts.SANS_BOLD, 9.7, INK, anchor=1),
        second,
    ]


def _height(entry: Entry) -> float:
    return _LEADING * max(len(cell.lines) for cell in _cells(entry))
