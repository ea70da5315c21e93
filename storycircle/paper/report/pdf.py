"""The report as a PDF.

The report as a PDF: numbers first, then circles, headings, commitments and stories.

The report's first page: title, question, four numbers, and where the actions point.

Measures are points.

The report's pages on the circles: who sat in each, and its actions in its own words.

Measures are points.

The report's pages on the actions: each under its heading, in both wordings side by side.

Measures are points.

The report's pages on who committed to what, and the stories that may be shared.

Measures are points.
"""

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.i18n import _, n_
from storycircle.paper.afterwards.parts import Part, Place, StoryPart
from storycircle.paper.afterwards.pdf_parts import parts, write_all
from storycircle.paper.afterwards.pdf_what_became import became
from storycircle.paper.afterwards.what_became import what_became
from storycircle.paper.report.content import (
    OWN_WORDS,
    REPORT_WORDING,
    TITLE,
    CirclePart,
    Entry,
    HeadingPart,
    ReportForm,
    about_commitments,
    about_stories,
    actions_title,
    quoted,
    themes,
)
from storycircle.paper.report.pdf_contents import (
    ACTIONS,
    CIRCLES,
    COMMITMENTS,
    STORIES,
    circle_key,
    contents,
    heading_key,
)
from storycircle.paper.report.pdf_tables import tables
from storycircle.paper.report.sentences import UNTAGGED
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import INK, INK_2, Pen, Printed
from storycircle.paper.typesetting.line_breaking import balanced, packed, width, wrapped
from storycircle.paper.typesetting.page_flow import LEFT, RIGHT, Cell, Excerpt, Flow, at_once

_NARROW = LEFT + 362
"""The right edge of text that is read, not looked up."""
_CLOSING_LEADING, _ABOVE_CLOSING = 15.7, 24.0
_BELOW_BAR = 8.4
_BAR_X = LEFT + 181.5
_BAR_MOST = 238.0
_BAR_LEAST = 34.0
"""A bar of one action is no shorter than this, while the longest has room."""


def front(flow: Flow, form: ReportForm) -> bool:
    """The first page; it continues on more pages where an event has many headings. Whether there
    was room for what closes it.
    """
    flow.y = 85
    flow.text(form.series, fonts.SANS, 12, 16, colour=INK_2)
    flow.y += 12
    lines = balanced(_(TITLE), fonts.SERIF_BOLD, 36, RIGHT - LEFT)
    flow.row([Cell(LEFT, lines, fonts.SERIF_BOLD, 36)], 41.5)
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
    fits = [right for right in (_NARROW, RIGHT) if _closing_height(form, right) <= flow.room]
    if not form.circles or fits:
        _closing(flow, form, fits[0] if fits else _NARROW)
        return True
    return False


def _closing_height(form: ReportForm, right: float) -> float:
    return _CLOSING_LEADING * len(wrapped(form.closing, fonts.SERIF, 10.6, right - LEFT))


def _closing(flow: Flow, form: ReportForm, right: float) -> None:
    """What closes the first page; where that is full, it closes the contents."""
    flow.text(form.closing, fonts.SERIF, 10.6, _CLOSING_LEADING, right=right)


def _numbers(flow: Flow, form: ReportForm) -> None:
    """How many circles, people, actions and headings."""
    flow.need(80)
    circles, actions, headings = len(form.circles), len(form.entries), len(form.placed)
    # For translators: each of these words stands below its count in large figures.
    words = (
        n_("circle", "circles", circles),
        n_("person", "people", form.people),
        n_("action", "actions", actions),
        n_("heading", "headings", headings),
    )
    figures = [i18n.figures(n) for n in (circles, form.people, actions, headings)]
    places = [LEFT]
    for figure in figures[:-1]:
        places.append(places[-1] + max(115, width(figure, fonts.SERIF_BOLD, 40) + 20))
    cells = [Cell(x, [f], fonts.SERIF_BOLD, 40) for x, f in zip(places, figures, strict=True)]
    flow.row(cells, 46)
    flow.row(
        [Cell(x, [word], fonts.SANS, 11, INK_2) for x, word in zip(places, words, strict=True)], 17
    )
    flow.y += 32


def _chart(flow: Flow, form: ReportForm) -> None:
    """A bar for each heading, with its number; the number is what is read."""
    flow.need(90)
    flow.text(_("Where the actions point"), fonts.SERIF_BOLD, 14.5, 18)
    flow.y += 5
    flow.rule(16)
    most = max(len(part.entries) for part in form.headings)
    step = min(_BAR_LEAST, _BAR_MOST / most)
    for place, part in enumerate(form.headings):
        if place == len(form.headings) - 2:  # no bar stands alone on a page
            flow.need(sum(13.5 * len(_bar_title(p)) + _BELOW_BAR for p in form.headings[-2:]))
        _bar(flow, part, step)


def _bar_title(part: HeadingPart) -> list[str]:
    return balanced(part.title, fonts.SERIF, 10.2, _BAR_X - LEFT - 20)


def _bar(flow: Flow, part: HeadingPart, step: float) -> None:
    lines = _bar_title(part)
    flow.need(len(lines) * 13.5)
    count = len(part.entries)
    middle = flow.y + len(lines) * 13.5 / 2
    wide = step * count
    if count:
        flow.pen.bar(_BAR_X, middle - 7.1, wide, 14.2)
    at = _BAR_X + wide + (7 if count else 0)
    flow.pen.text(at, middle + 3.8, i18n.figures(count), fonts.SERIF_BOLD, 11)
    flow.row([Cell(LEFT, lines, fonts.SERIF, 10.2)], 13.5)
    flow.space(_BELOW_BAR)


_X = LEFT + 85
"""Where a circle's names and actions stand; its number is to the left."""
_ACTION_X = _X + 17
_LEADING = 14.5
_BETWEEN = 2.7
"""Between two actions."""


def circles(flow: Flow, form: ReportForm) -> None:
    """All circles, by number, on pages of their own."""
    about = _("Membership and actions, as each circle wrote them.")
    flow.section(CIRCLES, _("The circles"), about)
    for place, circle in enumerate(form.circles):
        _circle(flow, circle, place)
    flow.rule()


def _circle(flow: Flow, circle: CirclePart, place: int) -> None:
    """A circle, kept together on a page where one page can hold it."""
    names = packed(circle.members, fonts.SERIF_ITALIC, 10.5, RIGHT - _X)
    theme = wrapped(circle.theme, fonts.SERIF_BOLD, 10.5, RIGHT - _X)
    where = wrapped(circle.where, fonts.SANS, 9.5, RIGHT - _X)
    actions = [wrapped(e.words, fonts.SERIF, 10.5, RIGHT - _ACTION_X) for e in circle.entries]
    count = (
        len(names) + len(theme) + len(where) + sum(len(lines) for lines in actions) + (not actions)
    )
    high = count * _LEADING + _BETWEEN * len(actions) + 22
    if at_once(high) < high and actions:  # then at least the first action stands below the names
        high -= _LEADING * sum(len(lines) for lines in actions)
        high += at_once(_LEADING * len(actions[0]))
    flow.need(max(high, 60))
    name = _("Circle {number}", number=circle.number)
    flow.pen.bookmark(circle_key(place), name, flow.y, level=1)
    flow.rule(9)
    top, page = flow.y, flow.page
    _side(flow, circle)
    bottom, flow.y = flow.y, top
    for lines, face in ((theme, fonts.SERIF_BOLD), (names, fonts.SERIF_ITALIC)):
        if lines:
            flow.row([Cell(_X, lines, face, room=RIGHT - _X)], _LEADING)
    if where:
        flow.row([Cell(_X, where, fonts.SANS, 9.5, INK_2, room=RIGHT - _X)], _LEADING)
    for entry, lines in zip(circle.entries, actions, strict=True):
        flow.space(_BETWEEN)
        flow.row(
            [Cell(_X, [str(entry.place)]), Cell(_ACTION_X, lines, room=RIGHT - _ACTION_X)], _LEADING
        )
    if not actions:
        flow.text(_("No action was written down."), fonts.SANS, 10, x=_X, colour=INK_2)
    if flow.page == page:
        flow.y = max(flow.y, bottom)
    flow.y += 11


def _side(flow: Flow, circle: CirclePart) -> None:
    """The circle's number and how many people sat in it."""
    number = _("Circle {number}", number=circle.number)
    title = wrapped(number, fonts.SERIF_BOLD, 14.5, _X - LEFT - 8)
    flow.row([Cell(LEFT, title, fonts.SERIF_BOLD, 14.5)], 16)
    people = _("no names noted")
    if circle.members:
        people = n_("{count} person", "{count} people", len(circle.members))
    flow.row([Cell(LEFT, [people], fonts.SANS, 9.5, INK_2)], 13)


_WIDE = 238.0
"""Of the report's wording."""
_CIRCLE_X = LEFT + 268
"""The right edge of the circle's number."""
_OWN_X = LEFT + 278
_HEADINGS_LEADING = 12.3
_HEADINGS_BETWEEN = 4.5


def headings(flow: Flow, form: ReportForm) -> None:
    """Every action under its heading: the report's wording beside the circle's own words."""
    flow.section(ACTIONS, actions_title(form), "")
    flow.y -= 6
    _titles(flow)
    for place, part in enumerate(form.headings):
        _heading(flow, part, place)


def _titles(flow: Flow) -> None:
    """What stands in the columns of both wordings."""
    flow.row(
        [
            Cell(LEFT, [_(REPORT_WORDING)], fonts.SANS, 9.5, INK_2),
            Cell(_CIRCLE_X, [_("Circle")], fonts.SANS, 9.5, INK_2, anchor=1),
            Cell(_OWN_X, [_(OWN_WORDS)], fonts.SANS, 9.5, INK_2),
        ],
        14,
    )
    flow.y += 6


def _heading(flow: Flow, part: HeadingPart, place: int) -> None:
    """A heading with its count; it never stands alone at the foot of a page."""
    title = wrapped(part.title, fonts.SERIF_BOLD, 12.3, RIGHT - LEFT - 40)
    first = _height(part.entries[0]) if part.entries else _HEADINGS_LEADING
    _keep(flow, len(title) * 16 + 9 + at_once(first))
    flow.pen.bookmark(heading_key(place), part.title, flow.y, level=1)
    count = [i18n.figures(len(part.entries))]
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
        _keep(flow, at_once(_height(entry)))
        flow.row(_cells(entry), _HEADINGS_LEADING)
        flow.space(_HEADINGS_BETWEEN)
    if not part.entries:
        flow.text(_("No action stands here."), fonts.SANS, 9.2, _HEADINGS_LEADING, colour=INK_2)
        flow.space(_HEADINGS_BETWEEN)
    flow.space(4)


def _keep(flow: Flow, height: float) -> None:
    """Begin a new page unless this height is left, with the titles of the columns again."""
    page = flow.page
    flow.need(height)
    if flow.page != page:
        _titles(flow)


def _cells(entry: Entry) -> list[Cell]:
    own = wrapped(entry.words, fonts.SERIF_ITALIC, 9.2, RIGHT - _OWN_X)
    second = Cell(_OWN_X, own, fonts.SERIF_ITALIC, 9.2, INK_2, room=RIGHT - _OWN_X)
    if entry.same:
        second = Cell(_OWN_X, [_("in the same words")], fonts.SANS, 9.2, INK_2)
    return [
        Cell(LEFT, wrapped(entry.wording, fonts.SERIF, 9.7, _WIDE), fonts.SERIF, 9.7, room=_WIDE),
        Cell(_CIRCLE_X, [str(entry.circle)], fonts.SANS_BOLD, 9.7, INK, anchor=1),
        second,
    ]


def _height(entry: Entry) -> float:
    return _HEADINGS_LEADING * max(len(cell.lines) for cell in _cells(entry))


_COMMITMENT_X = LEFT + 62
_WHO_X = LEFT + 289
_BY_X = LEFT + 391
_QUOTE_X = _COMMITMENT_X + 18
_INDENT = 14
_COMMITMENT_LEADING = 14.2
_COMMITMENT_BETWEEN = 9.0


def commitments(flow: Flow, form: ReportForm) -> None:
    """A table of the actions that name people or a date; a sentence on the others."""
    flow.section(COMMITMENTS, _("Who committed to what"), about_commitments(form))
    _table(flow, form.commitments)
    flow.y += 6
    flow.text(form.not_noted, fonts.SERIF, 10.5, _COMMITMENT_LEADING, colour=INK_2)


def stories(flow: Flow, form: ReportForm) -> None:
    """The stories that may be shared: with name under their circle, the others without."""
    title = _("Stories that may be shared")
    if form.commitments and not form.parts_at(Place.AFTER_ACTIONS):
        flow.part(STORIES, title, about_stories(form), _story_head(form.stories[0]))
    else:
        flow.section(STORIES, title, about_stories(form))
    for story in form.stories:
        _story(flow, story)


def _table(flow: Flow, entries: tuple[Entry, ...]) -> None:
    _commitment_titles(flow)
    for _number, there in groupby(entries, key=lambda entry: entry.circle):
        for place, entry in enumerate(there):
            _commitment(flow, entry, first=place == 0)
        flow.y += 4
    flow.rule()


def _commitment_titles(flow: Flow) -> None:
    places = ((_COMMITMENT_X, _("Action")), (_WHO_X, _("Who")), (_BY_X, _("By when")))
    flow.row([Cell(x, [title], fonts.SANS, 9.5, INK_2) for x, title in places], 14)
    flow.y += 3


def _commitment(flow: Flow, entry: Entry, *, first: bool) -> None:
    """An action with who and by when. first: of its circle, which is named before it, as it is
    again on each page.
    """
    circle = _("Circle {number}", number=entry.circle)
    cells, page = _commitment_cells(entry, circle), flow.page
    high = _COMMITMENT_LEADING * max(len(cell.lines) for cell in cells)
    flow.need(_COMMITMENT_BETWEEN + at_once(high))
    if flow.page != page:
        _commitment_titles(flow)
    if first or flow.page != page:
        flow.rule(4)
    else:
        flow.y += _COMMITMENT_BETWEEN
        cells = _commitment_cells(entry, "")
    flow.row(cells, _COMMITMENT_LEADING)


def _commitment_cells(entry: Entry, circle: str) -> list[Cell]:
    who = [entry.who_words]
    if not entry.everyone:
        who = packed(entry.who, fonts.SERIF, 10.5, _BY_X - _WHO_X - 8)
    wide = _WHO_X - _COMMITMENT_X - 14
    label = wrapped(circle, fonts.SERIF_BOLD, 10.5, _COMMITMENT_X - LEFT - 4)
    return [
        Cell(LEFT, label, fonts.SERIF_BOLD),
        Cell(_COMMITMENT_X, wrapped(entry.words, fonts.SERIF, 10.5, wide), room=wide),
        Cell(_WHO_X, who),
        Cell(_BY_X, wrapped(i18n.day(entry.by), fonts.SERIF, 10.5, RIGHT - _BY_X)),
    ]


def _story_head(story: StoryPart) -> float:
    """The height of a story's title with the first of what follows it."""
    title = wrapped(story.title, fonts.SERIF_BOLD, 11.3, RIGHT - _COMMITMENT_X)
    head = 9 + 16 * max(1, len(title)) + (15 if story.teller else 0)
    return head + _together(_pieces(story))


def _together(pieces: Sequence["_Piece"]) -> float:
    """The height that the first of these stands on a page with: what is left of a story goes with
    what is before it, where that is only a few lines.
    """
    if not pieces:
        return 0.0
    rest = sum(other.high for other in pieces[1:])
    return at_once(pieces[0].high) + (rest if rest <= _FEW else 0)


def _story(flow: Flow, story: StoryPart) -> None:
    flow.need(_story_head(story))
    flow.rule(9)
    side = [_("Circle {number}", number=story.circle)] if story.circle is not None else []
    title = wrapped(story.title, fonts.SERIF_BOLD, 11.3, RIGHT - _COMMITMENT_X)
    if side or title:
        flow.row(
            [
                Cell(LEFT, side, fonts.SERIF_BOLD),
                Cell(_COMMITMENT_X, title, fonts.SERIF_BOLD, 11.3),
            ],
            16,
        )
    if story.teller:
        teller = _("told by {teller}", teller=story.teller)
        flow.text(teller, fonts.SANS, 9.5, 15, x=_COMMITMENT_X, colour=INK_2)
    pieces = _pieces(story)
    for place, part in enumerate(pieces):
        flow.need(_together(pieces[place:]))
        flow.space(part.before)
        flow.text(part.text, part.face, part.size, part.leading, x=part.x, colour=part.colour)
    flow.space(11)


class _Piece(Struct, frozen=True):
    """A point of a story, its quotation or its themes: points."""

    text: str
    face: str
    size: float
    leading: float
    x: float
    before: float = 0.0
    colour: str = INK

    @property
    def high(self) -> float:
        lines = wrapped(self.text, self.face, self.size, RIGHT - self.x)
        return self.before + self.leading * len(lines)


def _pieces(story: StoryPart) -> list[_Piece]:
    parts = [
        _Piece(p.text, fonts.SERIF, 10.5, 15.7, _COMMITMENT_X + p.depth * _INDENT)
        for p in story.points
    ]
    if story.quote:
        said = quoted(story.quote)
        parts.append(_Piece(said, fonts.SERIF_ITALIC, 12.3, 16, _QUOTE_X, before=6))
    if story.tags:
        about = themes(story.tags)
        parts.append(_Piece(about, fonts.SANS, 9.5, 14, _COMMITMENT_X, 4, INK_2))
    return parts


_FEW = 60.0  # points: a last point, a quotation and the themes, of a line each


def write_chapter_pdf(event: str, part: Part) -> Printed:
    """The pages that a chapter has in the report, without their numbers. event: its title."""
    pen = Pen(_("{report}: {event}", report=_(TITLE), event=event))
    flow = Excerpt(pen, event)
    write_all(flow, [part])
    return pen.done()


def write_pdf(form: ReportForm) -> Printed:
    """The report as a PDF on A4, with as many pages as it needs."""
    title = _("{report}: {event}", report=_(TITLE), event=form.event)
    pen = Pen(title, made=form.made, about=_(UNTAGGED))
    flow = Flow(pen, form.event)
    closed = front(flow, form)
    below = 0 if closed else _ABOVE_CLOSING + _closing_height(form, _NARROW)
    if form.circles or form.parts:
        contents(flow, form, below)
    if not closed:
        flow.space(_ABOVE_CLOSING)
        _closing(flow, form, _NARROW)
    parts(flow, form, Place.FRONT)
    if form.circles:
        circles(flow, form)
    if form.entries:
        headings(flow, form)
    if form.commitments:
        commitments(flow, form)
    parts(flow, form, Place.AFTER_ACTIONS)
    if (chapter := what_became(form)) is not None:
        became(flow, chapter)
    if form.stories:
        stories(flow, form)
    parts(flow, form, Place.BACK)
    tables(flow, form)
    flow.number()
    return pen.done()
