"""The contents of the report as a PDF, and the places that its lines and bookmarks lead to.

Measures are points.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from storycircle.core.i18n import _
from storycircle.paper.afterwards.parts import Part, Place
from storycircle.paper.afterwards.pdf_what_became import BECAME
from storycircle.paper.afterwards.what_became import what_became
from storycircle.paper.report.content import ReportForm, actions_title
from storycircle.paper.report.overviews import Table, tables_of
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.line_breaking import width, wrapped
from storycircle.paper.typesetting.page_flow import LEFT, RIGHT, Cell, Flow

CIRCLES, ACTIONS, COMMITMENTS, STORIES = "circles", "actions", "commitments", "stories"
"""The places that sections are known by in the document."""
_MOST_LINES = 16
"""Lines of circles in the contents; more circles than that share them."""
_LEAST_LINES = 6
"""The same where something else has to stand on the page of the contents."""


def circle_key(place: int) -> str:
    """The place of a circle, counted from 0."""
    return f"circle-{place}"


def heading_key(place: int) -> str:
    """The place of a heading, counted from 0."""
    return f"heading-{place}"


def part_key(part: Part) -> str:
    """The place of a part."""
    return f"part-{part.key}"


def block_key(part: Part, place: int) -> str:
    """The place of a section or title of a part. place: of the block in it, from 0."""
    return f"part-{part.key}-{place}"


def table_key(table: Table) -> str:
    """The place of a table."""
    return f"table-{table.key}"


class Line(Struct, frozen=True):
    """A line of the contents. level: 1 for what stands within a section."""

    key: str
    title: str
    level: int = 0


def lines_of(form: ReportForm, most: int = _MOST_LINES) -> list[Line]:
    """The lines of the contents, in the order of the pages. most: of them for circles."""
    lines = _part_lines(form, Place.FRONT)
    if form.circles:
        lines += [Line(CIRCLES, _("The circles")), *_circle_lines(form, most)]
    if form.entries:
        lines.append(Line(ACTIONS, actions_title(form)))
        lines += [Line(heading_key(n), part.title, 1) for n, part in enumerate(form.headings)]
    if form.commitments:
        lines.append(Line(COMMITMENTS, _("Who committed to what")))
    lines += _part_lines(form, Place.AFTER_ACTIONS)
    if (chapter := what_became(form)) is not None:
        lines.append(Line(BECAME, chapter.title))
    if form.stories:
        lines.append(Line(STORIES, _("Stories that may be shared")))
    lines += _part_lines(form, Place.BACK)
    lines += [Line(table_key(table), table.title) for table in tables_of(form)]
    return lines


def _part_lines(form: ReportForm, place: Place) -> list[Line]:
    return [Line(part_key(part), part.title) for part in form.parts_at(place)]


def _circle_lines(form: ReportForm, most: int) -> Iterator[Line]:
    """A line for each circle, or for as many in a row as keeps the contents short."""
    step = -(-len(form.circles) // most)
    for start in range(0, len(form.circles), step):
        some = form.circles[start : start + step]
        first, last = some[0].number, some[-1].number
        title = _("Circle {number}", number=first)
        if len(some) > 1:
            title = _("Circles {first} to {last}", first=first, last=last)
        yield Line(circle_key(start), title, 1)


def contents(flow: Flow, form: ReportForm, below: float = 0) -> None:
    """The contents with the numbers of their pages; each line leads to its place. below: what else
    is to stand on their page, where fewer lines for circles make room for it.
    """
    flow.section("contents", _("Contents"), "")
    room = flow.room - below
    choices = (lines_of(form, most) for most in range(_MOST_LINES, _LEAST_LINES - 1, -1))
    fitting = (lines for lines in choices if _height(lines) <= room)
    _write(flow, next(fitting, lines_of(form)))


def contents_of(flow: Flow, lines: Iterable[Line]) -> None:
    """Lines of contents, on a page of their own."""
    flow.section("contents", _("Contents"), "")
    _write(flow, lines)


def _write(flow: Flow, lines: Iterable[Line]) -> None:
    for line in lines:
        _contents_line(flow, line)


def _height(lines: Iterable[Line]) -> float:
    """How high lines of contents are below each other."""
    high = 0.0
    for line in lines:
        (_face, _size, lead), _x, titles, before = _set(line)
        high += before + lead * len(titles)
    return high


def _set(line: Line) -> tuple[tuple[str, float, float], float, list[str], float]:
    """Face, size and leading of a line, where it begins, its words in lines, and the gap above."""
    face, size, lead = (fonts.SERIF, 10.5, 16.2) if line.level else (fonts.SERIF_BOLD, 11.5, 18)
    x = LEFT + 28 * line.level
    titles = wrapped(line.title, face, size, RIGHT - x - 60)
    return (face, size, lead), x, titles, 0 if line.level else 7


def _contents_line(flow: Flow, line: Line) -> None:
    (face, size, lead), x, titles, before = _set(line)
    flow.space(before)
    flow.need(lead * len(titles))
    top = flow.y
    flow.row([Cell(x, titles, face, size)], lead)
    foot = flow.y - 0.24 * lead
    flow.pen.dots(x + width(titles[-1], face, size) + 6, RIGHT - 26, foot)
    flow.pen.page_of(line.key, foot, face, size, RIGHT)
    flow.pen.link(line.key, x, top, RIGHT, flow.y)
