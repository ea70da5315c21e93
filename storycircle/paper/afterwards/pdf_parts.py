"""What organisers wrote and stalls tell, on the pages of the report.

Measures are points.
"""

from collections.abc import Iterable

from storycircle.core.i18n import _
from storycircle.paper.afterwards.parts import (
    Block,
    Bullets,
    Head,
    How,
    Item,
    Labelled,
    Paragraph,
    Part,
    Place,
    Rows,
    Said,
    StoryPart,
    Title,
    Told,
)
from storycircle.paper.report.content import ReportForm, quoted, themes, where_told
from storycircle.paper.report.pdf_contents import part_key
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import INK, INK_2
from storycircle.paper.typesetting.line_breaking import width, wrapped
from storycircle.paper.typesetting.page_flow import LEFT, RIGHT, Cell, Flow, at_once

_X = LEFT + 88
"""Where what a label is of begins."""
_ITEM_X = LEFT + 29
_DASH = 14.0
_LEADING = 14.8
_TO_READ = RIGHT - 40
"""The right edge of text that is read."""


def parts(flow: Flow, form: ReportForm, place: Place) -> None:
    """The parts of a place, each on pages of its own."""
    write_all(flow, form.parts_at(place))


def write_all(flow: Flow, some: Iterable[Part]) -> None:
    """Parts one after another, each on pages of its own."""
    for part in some:
        _part(flow, part)


def _part(flow: Flow, part: Part) -> None:
    flow.section(part_key(part), part.title, part.about)
    for block in part.blocks:
        _block(flow, block)
    if part.blocks and isinstance(part.blocks[-1], Labelled):
        flow.rule()


def _block(flow: Flow, block: Block) -> None:
    if isinstance(block, Title):
        _title(flow, block)
    elif isinstance(block, Paragraph):
        _kept_text(flow, block.text, fonts.SERIF, 10.8, 15.6)
        flow.space(7)
    elif isinstance(block, Bullets):
        for item in block.items:
            _bullet(flow, item, LEFT, _TO_READ)
        flow.space(7)
    elif isinstance(block, Said):
        _kept_text(flow, quoted(block.text), fonts.SERIF_ITALIC, 11.5, 16, x=LEFT + 18)
        flow.space(8)
    elif isinstance(block, Told):
        _story(flow, block.story)
    elif isinstance(block, Head):
        _head(flow, block)
    elif isinstance(block, Labelled):
        _labelled(flow, block)
    elif isinstance(block, Rows):
        _rows(flow, block)
    else:
        _item(flow, block)


def _kept_text(
    flow: Flow, text: str, face: str, size: float, leading: float, *, x: float = LEFT
) -> None:
    """A paragraph that is read, of which no line stands alone."""
    lines = wrapped(text, face, size, _TO_READ - x)
    if lines:
        flow.row([Cell(x, lines, face, size, room=_TO_READ - x)], leading)


def _title(flow: Flow, title: Title) -> None:
    """A title with what stands at its side, never alone at the foot of a page."""
    size = 11.3 if title.deep else 13.6
    side = width(title.side, fonts.SERIF_BOLD, size) + 20 if title.side else 0
    lines = wrapped(title.text, fonts.SERIF_BOLD, size, RIGHT - LEFT - side)
    flow.space(6 if title.deep else 12)
    flow.need(len(lines) * 18 + 50)
    cells = [Cell(LEFT, lines, fonts.SERIF_BOLD, size, room=RIGHT - LEFT)]
    if title.side:
        cells.append(Cell(RIGHT, [title.side], fonts.SERIF_BOLD, size, anchor=1))
    flow.row(cells, 18)
    if title.side:
        flow.y += 1
        flow.rule(6)
    else:
        flow.y += 3


def _bullet(flow: Flow, text: str, x: float, right: float) -> None:
    lines = wrapped(text, fonts.SERIF, 10.5, right - x - _DASH)
    cells = [Cell(x, ["–"]), Cell(x + _DASH, lines, room=right - x - _DASH)]
    flow.row(cells, _LEADING)


def _head(flow: Flow, head: Head) -> None:
    """A stall's letter and people at the side, its title and who led it beside them."""
    title = wrapped(head.title, fonts.SERIF_BOLD, 13.6, RIGHT - _X)
    about = wrapped(head.about, fonts.SANS, 9.5, RIGHT - _X)
    small = wrapped(head.small, fonts.SANS, 9.2, _X - LEFT - 8)
    flow.space(10)
    flow.need(17 * len(title) + 13 * len(about) + 60)
    flow.rule(9)
    top, page = flow.y, flow.page
    name = wrapped(head.name, fonts.SERIF_BOLD, 13.6, _X - LEFT - 8)
    flow.row([Cell(LEFT, name, fonts.SERIF_BOLD, 13.6)], 17)
    if small:
        flow.row([Cell(LEFT, small, fonts.SANS, 9.2, INK_2)], 12.5)
    bottom, flow.y = flow.y, top if flow.page == page else flow.y
    flow.row([Cell(_X, title, fonts.SERIF_BOLD, 13.6, room=RIGHT - _X)], 17)
    if about:
        flow.row([Cell(_X, about, fonts.SANS, 9.5, INK_2, room=RIGHT - _X)], 13)
    flow.y = max(flow.y, bottom) + 6


_FACES = {How.ITALIC: fonts.SERIF_ITALIC, How.QUOTED: fonts.SERIF_ITALIC}


def _labelled(flow: Flow, block: Labelled) -> None:
    face = _FACES.get(block.how, fonts.SERIF)
    label = wrapped(block.label, fonts.SANS, 9.5, _X - LEFT - 8)
    dash = _DASH if block.how is How.BULLETS else 0.0
    for place, text in enumerate(block.texts):
        said = quoted(text) if block.how is How.QUOTED else text
        lines = wrapped(said, face, 10.5, RIGHT - _X - dash)
        cells = [Cell(_X + dash, lines, face, 10.5, room=RIGHT - _X - dash)]
        if dash:
            cells.insert(0, Cell(_X, ["–"]))
        if place == 0:
            cells.insert(0, Cell(LEFT, label, fonts.SANS, 9.5, INK_2))
        flow.row(cells, _LEADING)
    flow.space(6)


def _item(flow: Flow, item: Item) -> None:
    """A recommendation with its letter before it, and in small type what it rests on."""
    lines = wrapped(item.text, fonts.SERIF, 10.8, RIGHT - _ITEM_X)
    flow.need(at_once(_LEADING * len(lines) + 16))
    letter = Cell(LEFT, [item.letter], fonts.SERIF_BOLD, 10.8)
    flow.row([letter, Cell(_ITEM_X, lines, fonts.SERIF, 10.8, room=RIGHT - _ITEM_X)], 15.4)
    for point in item.points:
        _bullet(flow, point, _ITEM_X, RIGHT)
    flow.text(item.about, fonts.SANS, 9, 13.5, x=_ITEM_X, colour=INK_2)
    flow.space(7)


def _story(flow: Flow, story: StoryPart) -> None:
    """A story where the organiser put it."""
    x = LEFT + 18
    flow.need(60)
    title = story.title or _("A story")
    flow.text(title, fonts.SERIF_BOLD, 10.8, 15, x=x, right=_TO_READ)
    flow.text(where_told(story.circle, story.teller), fonts.SANS, 9.2, 13, x=x, colour=INK_2)
    for point in story.points:
        flow.text(point.text, fonts.SERIF, 10.5, _LEADING, x=x + 12 * point.depth, right=_TO_READ)
    if story.quote:
        flow.text(quoted(story.quote), fonts.SERIF_ITALIC, 11.5, 16, x=x, right=_TO_READ)
    flow.text(themes(story.tags), fonts.SANS, 9.2, 13, x=x, right=_TO_READ, colour=INK_2)
    flow.space(9)


def _rows(flow: Flow, table: Rows) -> None:
    """A table whose figures stand at the right of their columns."""
    beside = len(table.columns) - 1
    each = min(96.0, (RIGHT - LEFT) * 0.62 / max(1, beside))
    first = RIGHT - LEFT - each * beside
    edges = [RIGHT - each * (beside - place - 1) for place in range(beside)]
    _row(flow, table.columns, first, edges, each, head=True)
    for row in table.rows:
        flow.rule(3)
        _row(flow, row, first, edges, each, head=False)
    flow.rule(5)
    if table.about:
        flow.text(table.about, fonts.SANS, 9.2, 13, colour=INK_2)
    flow.space(10)


def _row(
    flow: Flow,
    texts: tuple[str, ...],
    first: float,
    edges: list[float],
    each: float,
    *,
    head: bool,
) -> None:
    face = fonts.SANS if head else fonts.SERIF
    size, colour = (9.5, INK_2) if head else (10.5, INK)
    cells = [Cell(LEFT, wrapped(texts[0], face, size, first - 10) or [""], face, size, colour)]
    for text, right in zip(texts[1:], edges, strict=True):
        bold = fonts.SANS if head else fonts.SERIF_BOLD
        lines = wrapped(text, bold, size, each - 10) or [""]
        cells.append(Cell(right, lines, bold, size, colour, anchor=1))
    flow.need(at_once(14.2 * max(len(cell.lines) for cell in cells)))
    flow.row(cells, 14.2)
    flow.y += 3
