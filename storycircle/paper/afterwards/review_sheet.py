"""The review sheet: a circle's actions, five boxes for each, and lines to write on.

Measures are points. With long words the lines for what happened are fewer; then the rest is on a
further sheet.
"""

from collections.abc import Sequence

from msgspec import Struct

from storycircle.core.consent.shareable import Leaving, on_paper, rule_of
from storycircle.core.formats.sheet_code import review_content
from storycircle.core.i18n import _, n_, p_
from storycircle.core.model import Action, Circle, Event
from storycircle.core.reviews.review import ReviewState, state_word
from storycircle.paper.sheets.circle_sheet import BOTTOM, LEFT, RIGHT, TOP
from storycircle.paper.sheets.phrases import event_lines, who_and_when
from storycircle.paper.sheets.qr_codes import draw_squares, review_square
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import INK, INK_2, MM, Pen, Printed
from storycircle.paper.typesetting.line_breaking import (
    Row,
    balanced,
    first_fit,
    inset,
    rows,
    width,
    wrapped,
)

_X = LEFT + 13 * MM
"""Where the words begin; the numerals stand to the left."""
_CODE = 26 * MM
_RULE_Y = 122.0
"""The rule below the head, where the event’s name has no more than two lines."""
_EVENT = ((13.0, 2), (11.0, 3), (9.5, 99))
_EVENT_WIDE = RIGHT - LEFT - 62 * MM
_FOOT = 104.0
"""Height of the foot with its code."""
_LINE = 8.2 * MM
_BOX = 5 * MM
_SIZES = (15.5, 14.0, 13.0, 12.0)
_LINES = (3, 2, 1)
_NOTE = 11.5
_LABEL = 11.5
_STATE = 12.5
_DATE_WIDE = 50 * MM


class _Set(Struct, frozen=True):
    """An action, set: its words and who and when in lines, and how many lines follow."""

    number: int
    words: tuple[str, ...]
    size: float
    note: tuple[str, ...]
    lines: int

    @property
    def height(self) -> float:
        words = (0.95 + 1.2 * (len(self.words) - 1)) * self.size
        note = 1.35 * _NOTE * (1 + len(self.note))
        return 10 + words + note + 34 + self.lines * _LINE + 14


def draw_review_sheets(event: Event | None, forms: Sequence[Leaving]) -> Printed:
    """The review sheets of circles as one PDF, in the order given."""
    pen = Pen(_("What became of them: {event}", event=event.title) if event else _("Review"))
    turn = False
    for form in forms:
        circle = on_paper(form, rule_of(event)).circle
        rule = _rule_of(event)
        pages = _pages(circle, BOTTOM - _FOOT - rule)
        for number, page in enumerate(pages, 1):
            if turn:
                pen.turn()
            turn = True
            sheet = _("Sheet {number} of {count}", number=number, count=len(pages))
            _head(pen, event, circle, sheet if len(pages) > 1 else "")
            _actions(pen, page, rule)
            _foot(pen, event, circle)
    return pen.done()


def _rule_of(event: Event | None) -> float:
    """Where the rule below the head is."""
    return max(_RULE_Y, TOP + sum(row.height for row in _event_rows(event)) + 46)


def _event_rows(event: Event | None) -> tuple[Row, ...]:
    """The event's name and date, in full, beside the day on which the sheet is filled in."""
    if event is None:
        return ()

    def lines_at(size: float) -> list[str]:
        named = event_lines(event.title, event.date)
        return [line for part in named for line in wrapped(part, fonts.SANS, size, _EVENT_WIDE)]

    size, lines = first_fit(_EVENT, lines_at) or (9.5, [event.title])
    return rows(lines, fonts.SANS, size, 1.33 * size, colour=INK_2, room=_EVENT_WIDE)


def _pages(circle: Circle, room: float) -> list[list[_Set]]:
    """The actions on as few sheets as hold them, in the largest type with the most lines."""
    every = list(enumerate(circle.actions, 1))
    for lines in _LINES:
        for size in _SIZES:
            page = [_set(circle, action, number, size, lines) for number, action in every]
            if sum(one.height for one in page) <= room:
                return [page]
    pages: list[list[_Set]] = [[]]
    for number, action in every:
        one = _alone(circle, action, number, room)
        if pages[-1] and sum(other.height for other in pages[-1]) + one.height > room:
            pages.append([])
        pages[-1].append(one)
    return pages


def _alone(circle: Circle, action: Action, number: int, room: float) -> _Set:
    """An action that has a sheet for itself; only one of thousands of letters is set smaller."""
    tried = [_set(circle, action, number, size, 3) for size in (*_SIZES, 10.0, 8.0, 6.5, 5.0)]
    return next((one for one in tried if one.height <= room), tried[-1])


def _set(circle: Circle, action: Action, number: int, size: float, lines: int) -> _Set:
    wide = RIGHT - _X
    words = wrapped(action.text, fonts.SERIF_BOLD, size, wide)
    note = wrapped(who_and_when(circle, action), fonts.SANS, _NOTE, wide)
    return _Set(number, tuple(words), size, tuple(note), lines)


def _actions(pen: Pen, page: list[_Set], top: float) -> None:
    spare = BOTTOM - _FOOT - top - sum(one.height for one in page)
    share = min(30.0, spare / len(page))
    for place, one in enumerate(page):
        _action(pen, one, top)
        top += one.height + share
        if place < len(page) - 1:
            pen.line((LEFT, top), (RIGHT, top))


def _head(pen: Pen, event: Event | None, circle: Circle, sheet: str) -> None:
    field = RIGHT - 34 * MM
    top, rule = TOP, _rule_of(event)
    for row in _event_rows(event):
        pen.row(LEFT, top, row)
        top += row.height
    today = p_("label", "today is")
    pen.text(field - 6, TOP + 11, today, fonts.SANS, _LABEL, colour=INK_2, anchor=1)
    pen.line((field, TOP + 15), (RIGHT, TOP + 15))
    pen.text(RIGHT, TOP + 32, sheet, fonts.SANS_BOLD, _LABEL, anchor=1)
    title = _("Circle {number}", number=circle.number)
    size = 36.0 * min(1.0, 200 / width(title, fonts.SERIF_BOLD, 36))
    pen.text(LEFT, rule - 16, title, fonts.SERIF_BOLD, size)
    what = n_(
        "What became of our action",
        "What became of our {count} actions",
        len(circle.actions),
    )
    room = RIGHT - LEFT - width(title, fonts.SERIF_BOLD, size) - 20
    steps = ((17.0, 1), (15.0, 2), (12.0, 2), (10.0, 9))
    fitted = first_fit(steps, lambda tried: balanced(what, fonts.SERIF_ITALIC, tried, room))
    tried, lines = fitted or (10.0, [what])
    for place, line in enumerate(lines):
        y = rule - 16 - (len(lines) - 1 - place) * 1.2 * tried
        pen.text(RIGHT, y, line, fonts.SERIF_ITALIC, tried, anchor=1)
    pen.line((LEFT, rule), (RIGHT, rule), 1.4, INK)


def _action(pen: Pen, one: _Set, top: float) -> None:
    y = top + 10 + 0.95 * one.size
    pen.text(LEFT, y, str(one.number), fonts.SERIF_BOLD, one.size)
    for line in one.words:
        x = _X + inset(line, fonts.SERIF_BOLD, one.size, RIGHT - _X)
        pen.text(x, y, line, fonts.SERIF_BOLD, one.size)
        y += 1.2 * one.size
    y += 1.35 * _NOTE - 1.2 * one.size
    for line in one.note:
        pen.text(_X + inset(line, fonts.SANS, _NOTE, RIGHT - _X), y + 2, line, fonts.SANS, _NOTE)
        y += 1.35 * _NOTE
    _boxes(pen, y - 3)
    _lines(pen, y + 34, one.lines)


def _boxes(pen: Pen, top: float) -> None:
    """The five states, each with a box to tick, over the whole width."""
    words = [state_word(state) for state in ReviewState]
    beside = _BOX + 6
    size = _STATE
    while sum(width(w, fonts.SANS, size) + beside + 6 for w in words) > RIGHT - _X and size > 7:
        size -= 0.5
    wide = [beside + width(word, fonts.SANS, size) for word in words]
    gap = (RIGHT - _X - sum(wide)) / (len(words) - 1)
    x = _X
    for word, taken in zip(words, wide, strict=True):
        pen.box(x, top, _BOX)
        pen.text(x + beside, top + _BOX - 3, word, fonts.SANS, size)
        x += taken + gap


def _lines(pen: Pen, y: float, count: int) -> None:
    """What happened, the next step and a new date, with lines to write on."""
    happened, following = p_("label", "what happened"), p_("label", "the next step")
    new = p_("label", "new date")
    wide = max(width(label, fonts.SANS, _LABEL) for label in (happened, following))
    start = _X + wide + 8
    pen.text(_X, y - 5, happened, fonts.SANS, _LABEL, colour=INK_2)
    for _line in range(count):
        pen.line((start, y), (RIGHT, y))
        y += _LINE
    end = RIGHT - _DATE_WIDE
    pen.text(_X, y - 5, following, fonts.SANS, _LABEL, colour=INK_2)
    pen.line((start, y), (end - 12, y))
    pen.text(end, y - 6, new, fonts.SANS, _LABEL, colour=INK_2)
    pen.line((end, y), (RIGHT, y))


def _foot(pen: Pen, event: Event | None, circle: Circle) -> None:
    top = BOTTOM - _FOOT + 8
    pen.line((LEFT, top), (RIGHT, top))
    label = p_("label", "told by")
    end = LEFT + 285
    pen.text(LEFT, top + 30, label, fonts.SANS, _LABEL, colour=INK_2)
    pen.line((LEFT + width(label, fonts.SANS, _LABEL) + 6, top + 35), (end, top + 35))
    said = (
        _("One tick for each action. Letting go is an answer too."),
        _("Give this sheet back, or photograph it: the square says which circle it is."),
    )
    room = RIGHT - LEFT - _CODE - 24
    lines = [line for text in said for line in wrapped(text, fonts.SANS, _LABEL, room)]
    for place, line in enumerate(lines):
        y = BOTTOM - 5 - (len(lines) - 1 - place) * 1.4 * _LABEL
        pen.text(LEFT, y, line, fonts.SANS, _LABEL, colour=INK_2)
    code = review_square(review_content(event, circle), _CODE)
    draw_squares(pen, code, RIGHT, BOTTOM)
