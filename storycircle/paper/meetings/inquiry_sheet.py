"""An inquiry on a page: its question, the eight questions with what was noted, one to three actions
and the next date; as noted, or with lines to write on.

Measures are points. What is too long for a page in the least type goes on on the next one.
"""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.i18n import _, n_, p_
from storycircle.core.lines.records import EIGHT_QUESTIONS, Inquiry, InquiryAction, Line
from storycircle.core.meetings.next_meeting import names_in
from storycircle.core.model import MOST_ACTIONS, Circle, outside_name
from storycircle.paper.sheets.circle_sheet import BOTTOM, LEFT, RIGHT, TOP
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import INK, INK_2, Pen, Printed
from storycircle.paper.typesetting.line_breaking import balanced, inset, width, wrapped

_WORDS = LEFT + 30
_NOTES = LEFT + 179
_SMALL = 11.0
_FOOT = 40.0
"""Height of the foot."""
_SIZES = (13.0, 12.0, 11.0, 10.0, 9.0, 8.0)
_LEAST_ROW = 52.0
_LINE = 20.5
"""From one line to write on to the next."""
_LAST = len(EIGHT_QUESTIONS)


class _Row(Struct, frozen=True):
    """A row of the page: so high, and drawn from its top."""

    height: float
    draw: Callable[[Pen, float], None]


def draw_inquiries(circle: Circle, inquiries: Sequence[Inquiry]) -> Printed:
    """A page for each of some inquiries of a meeting, as they were noted."""
    pen = Pen(_("Inquiries: {line}", line=_title(circle)))
    names = names_in(circle)
    for place, inquiry in enumerate(inquiries):
        if place:
            pen.turn()
        rows = _fitted(inquiry, names)
        top = _head(pen, circle, inquiry, names)
        for row in rows:
            if top + row.height > BOTTOM - _FOOT and top > TOP + 60:
                pen.turn()
                top = TOP
            row.draw(pen, top)
            top += row.height
            pen.line((LEFT, top), (RIGHT, top))
        _foot(pen, circle.meeting.line if circle.meeting else None, len(inquiry.owners))
    return pen.done()


def draw_blank_inquiry(line: Line | None) -> Printed:
    """A page with lines to write on, for one inquiry of a line."""
    pen = Pen(_("An inquiry, to fill in by hand"))
    pen.text(LEFT, TOP + 12, line.title if line else "", fonts.SANS, _SMALL, colour=INK_2)
    _field(pen, RIGHT - 130, TOP + 14, p_("label", "date"), RIGHT)
    asked = _("The question, as it is worded now")
    pen.text(LEFT, TOP + 52, asked, fonts.SANS, _SMALL, colour=INK_2)
    for at in (TOP + 82, TOP + 110):
        pen.line((LEFT, at), (RIGHT, at))
    _field(pen, LEFT, TOP + 136, p_("before owners", "of"), RIGHT)
    top = TOP + 152
    pen.line((LEFT, top), (RIGHT, top), 1.4, INK)
    room = BOTTOM - _FOOT - top
    last = _actions((), {}, 11.0)
    each = (room - last.height) / (_LAST - 1)
    for number in range(1, _LAST):
        _noted(number, (), 11.0, each).draw(pen, top)
        for at in range(1, max(1, int((each - 6) // _LINE)) + 1):
            pen.line((_NOTES, top + 4 + at * _LINE), (RIGHT, top + 4 + at * _LINE))
        top += each
        pen.line((LEFT, top), (RIGHT, top))
    last.draw(pen, top)
    _foot(pen, line, 1, blank=True)
    return pen.done()


def _title(circle: Circle) -> str:
    return circle.meeting.line.title if circle.meeting else ""


def _head(pen: Pen, circle: Circle, inquiry: Inquiry, names: Mapping[str, str]) -> float:
    """Draw what stands above the eight questions; where they begin."""
    number = circle.meeting.number if circle.meeting else circle.number
    said = _("{line}, meeting {number}", line=_title(circle), number=i18n.figures(number))
    day = i18n.day(circle.date)
    top = _lines(pen, said, fonts.SANS, _SMALL, TOP, right=RIGHT - 130, colour=INK_2)
    pen.text(RIGHT, TOP + 12, day, fonts.SANS, _SMALL, colour=INK_2, anchor=1)
    top += 14
    pen.text(LEFT, top + 10, _("Inquiry"), fonts.SANS, _SMALL, colour=INK_2)
    top += 14
    size = 22.0 if len(inquiry.question) < 120 else 16.0 if len(inquiry.question) < 400 else 11.0
    for line in balanced(inquiry.question, fonts.SERIF_BOLD, size, RIGHT - LEFT):
        left = LEFT + inset(line, fonts.SERIF_BOLD, size, RIGHT - LEFT)
        pen.text(left, top + size, line, fonts.SERIF_BOLD, size)
        top += 1.16 * size
    top += 6
    if inquiry.worded:
        old = inquiry.worded[-1]
        before = _("before: {question}", question=old.question)
        if old.on:
            day = i18n.day(old.on)
            before = _("until {day}: {question}", day=day, question=old.question)
        top = _lines(pen, before, fonts.SERIF_ITALIC, 12, top, colour=INK_2)
    owners = i18n.listed([names[one] for one in inquiry.owners if names.get(one)])
    pen.text(LEFT, top + 20, p_("before owners", "of"), fonts.SANS, _SMALL, colour=INK_2)
    top = _lines(pen, owners, fonts.SERIF, 14, top + 6, left=_WORDS + 18)
    top += 8
    pen.line((LEFT, top), (RIGHT, top), 1.4, INK)
    return top


def _fitted(inquiry: Inquiry, names: Mapping[str, str]) -> list[_Row]:
    """The rows in the largest type with which they fit below the head; else in the least."""
    rows: list[_Row] = []
    for size in _SIZES:
        rows = _rows(inquiry, names, size)
        if sum(row.height for row in rows) <= BOTTOM - _FOOT - TOP - 150:
            break
    return rows


def _rows(inquiry: Inquiry, names: Mapping[str, str], size: float) -> list[_Row]:
    notes = [""] * (_LAST + 1)
    for note in inquiry.notes:
        notes[note.under] = "\n".join(filter(None, (notes[note.under], note.text)))
    beside = notes[0]
    rows = [
        _noted(number, wrapped(notes[number], fonts.SERIF, size, RIGHT - _NOTES), size)
        for number in range(1, _LAST)
    ]
    rows.append(_actions(inquiry.actions, names, size, notes[_LAST]))
    if beside:
        rows.insert(0, _noted(0, wrapped(beside, fonts.SERIF, size, RIGHT - _NOTES), size))
    return rows


def _noted(number: int, lines: Sequence[str], size: float, high: float = 0.0) -> _Row:
    """What was noted under a question; a line to write on where nothing was."""
    asked = _(EIGHT_QUESTIONS[number - 1]) if number else _("Under no question")
    label = wrapped(asked, fonts.SERIF_ITALIC, 11.5, _NOTES - _WORDS - 10)
    wide = 16 + max(len(lines) * 1.28 * size, len(label) * 14.5)
    height = high or max(_LEAST_ROW if size > _SIZES[-1] else 30.0, wide)

    def draw(pen: Pen, top: float) -> None:
        if number:
            pen.text(LEFT, top + 20, i18n.figures(number), fonts.SERIF_BOLD, 14)
        _block(pen, label, (fonts.SERIF_ITALIC, 11.5), (_WORDS, _NOTES - 10), top + 8, leading=14.5)
        _block(pen, lines, (fonts.SERIF, size), (_NOTES, RIGHT), top + 8, leading=1.28 * size)
        if not lines and not high:
            pen.line((_NOTES, top + 30), (RIGHT, top + 30))

    return _Row(height, draw)


def _actions(
    actions: Sequence[InquiryAction], names: Mapping[str, str], size: float, note: str = ""
) -> _Row:
    """The last question, with one to three actions; lines to write on for those to come."""
    label = wrapped(_(EIGHT_QUESTIONS[-1]), fonts.SERIF_ITALIC, 11.5, _NOTES - _WORDS - 10)
    many = wrapped(_("one to three actions"), fonts.SANS, 9.5, _NOTES - _WORDS - 10)
    noted = wrapped(note, fonts.SERIF, size, RIGHT - _NOTES)
    left = _NOTES + 22
    each = [
        (
            wrapped(one.text, fonts.SERIF_BOLD, size, RIGHT - left),
            wrapped(_who_and_when(one, names), fonts.SANS, 10.5, RIGHT - left),
        )
        for one in actions
    ]
    blank = MOST_ACTIONS - len(each) if not each else 1 if len(each) < MOST_ACTIONS else 0
    high = 12 + len(noted) * 1.28 * size + blank * 46
    high += sum(len(text) * 1.25 * size + len(who) * 13 + 8 for text, who in each)

    def draw(pen: Pen, top: float) -> None:
        pen.text(LEFT, top + 20, i18n.figures(_LAST), fonts.SERIF_BOLD, 14)
        column = _WORDS, _NOTES - 10
        y = _block(pen, label, (fonts.SERIF_ITALIC, 11.5), column, top + 8, leading=14.5)
        _block(pen, many, (fonts.SANS, 9.5), column, y + 3, leading=12, colour=INK_2)
        y = _block(pen, noted, (fonts.SERIF, size), (_NOTES, RIGHT), top + 8, leading=1.28 * size)
        for number, (text, who) in enumerate(each, 1):
            pen.text(_NOTES, y + size, i18n.figures(number), fonts.SERIF_BOLD, size)
            y = _block(pen, text, (fonts.SERIF_BOLD, size), (left, RIGHT), y, leading=1.25 * size)
            y = _block(pen, who, (fonts.SANS, 10.5), (left, RIGHT), y, leading=13) + 8
        for number in range(len(each) + 1, len(each) + blank + 1):
            pen.text(_NOTES, y + 16, i18n.figures(number), fonts.SERIF_BOLD, 13)
            pen.line((left, y + 18), (RIGHT, y + 18))
            _field(pen, left, y + 39, p_("label", "who"), RIGHT - 126)
            _field(pen, RIGHT - 114, y + 39, p_("label", "by when"), RIGHT)
            y += 46

    return _Row(max(high, 30 + 14.5 * len(label) + 12 * len(many)), draw)


def _who_and_when(action: InquiryAction, names: Mapping[str, str]) -> str:
    who = i18n.listed([name for one in action.who if (name := names.get(one) or outside_name(one))])
    return i18n.joined((who, i18n.by_when(action.by)), " · ")


def _foot(pen: Pen, line: Line | None, owners: int, *, blank: bool = False) -> None:
    """When the line meets next, and that what stands here stays in it."""
    y = BOTTOM - 12
    label = _("Next meeting")
    pen.text(LEFT, y, label, fonts.SANS, _SMALL, colour=INK_2)
    left = LEFT + width(label, fonts.SANS, _SMALL) + 8
    if line is not None and line.next and not blank:
        pen.text(left, y, i18n.day(line.next), fonts.SERIF, 14)
    else:
        pen.line((left, y + 2), (left + 150, y + 2))
    stays = n_(
        "It stays in the set, unless its owner says otherwise.",
        "It stays in the set, unless all {count} say otherwise.",
        max(1, owners),
    )
    pen.text(RIGHT, y, stays, fonts.SANS, 9.5, colour=INK_2, anchor=1)


def _field(pen: Pen, x: float, y: float, label: str, end: float) -> None:
    """A label with a line to write on behind it, up to `end`."""
    pen.text(x, y - 3, label, fonts.SANS, 10.5, colour=INK_2)
    pen.line((x + width(label, fonts.SANS, 10.5) + 6, y), (end, y))


def _lines(
    pen: Pen,
    text: str,
    face: str,
    size: float,
    top: float,
    *,
    left: float = LEFT,
    right: float = RIGHT,
    colour: str = INK,
) -> float:
    """Write a text in as many lines as it takes; where it ends."""
    lines = wrapped(text, face, size, right - left)
    return _block(pen, lines, (face, size), (left, right), top, leading=1.3 * size, colour=colour)


def _block(
    pen: Pen,
    lines: Sequence[str],
    type_: tuple[str, float],
    between: tuple[float, float],
    top: float,
    *,
    leading: float,
    colour: str = INK,
) -> float:
    """Write lines below each other; where they end. type_: face and size. between: their left and
    right.
    """
    (face, size), (left, right) = type_, between
    for line in lines:
        x = left + inset(line, face, size, right - left)
        pen.text(x, top + 0.95 * size, line, face, size, colour=colour)
        top += leading
    return top
