"""What organisers wrote and stalls tell, on the pages of the report.

Measures are points.
"""

from collections.abc import Iterable

from storycircle.core.i18n import _
from storycircle.paper.afterwards.parts import (
    Asked,
    Block,
    Bullets,
    Dots,
    Head,
    How,
    Item,
    Labelled,
    Paragraph,
    Part,
    Place,
    Rows,
    Said,
    Section,
    StoryPart,
    Table,
    Title,
    Told,
)
from storycircle.paper.figures.pdf_figures import bars_height, draw_bars, draw_dots, draw_mark
from storycircle.paper.report.content import ReportForm, quoted, themes, where_told
from storycircle.paper.report.pdf_contents import block_key, part_key
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import INK, INK_2
from storycircle.paper.typesetting.line_breaking import balanced, width, wrapped
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
    flow.section(part_key(part), part.heading, part.about)
    within = 1
    for place, block in enumerate(part.blocks):
        if isinstance(block, Section):
            _section(flow, block, block_key(part, place), first=place == 0)
            within = 2
        else:
            marked = isinstance(block, Title) and block.listed
            following = part.blocks[place + 1 : place + 2]
            if isinstance(block, Title) and following:
                flow.need(44 + _least(following[0]))
            _block(flow, block, (block_key(part, place), within) if marked else None)
    if part.blocks and isinstance(part.blocks[-1], Labelled):
        flow.rule()


def _section(flow: Flow, section: Section, key: str, *, first: bool) -> None:
    """A section's title with what it holds, never alone at the foot of a page."""
    if not first:
        flow.space(18)
    lines = wrapped(section.heading, fonts.SERIF_BOLD, 16, RIGHT - LEFT)
    flow.need(21 * len(lines) + 90)
    flow.pen.bookmark(key, section.heading, flow.y, level=1)
    flow.row([Cell(LEFT, lines, fonts.SERIF_BOLD, 16, room=RIGHT - LEFT)], 21)
    flow.text(section.about, fonts.SERIF_ITALIC, 11, 15, colour=INK_2)
    flow.y += 7


def _least(block: Block) -> float:
    """How much of a block has to stand on the page of the title above it."""
    if isinstance(block, Table):
        _left, wide = _columns(block)
        return 26 + at_once(_tall(block.rows[0], wide)) if block.rows else 26
    if isinstance(block, Rows) and block.bars is not None:
        return bars_height(block.bars)
    if isinstance(block, Rows):
        return min(_KEPT, 20.0 * (len(block.rows) + 2))
    return 0.0


_Marked = tuple[str, int] | None
"""The key of a title that the contents have, and its level there."""


def _block(flow: Flow, block: Block, marked: _Marked = None) -> None:
    if isinstance(block, Title):
        _title(flow, block, marked)
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
    else:
        _beside(flow, block)


def _beside(flow: Flow, block: Block) -> None:
    """A block that is set in columns."""
    if isinstance(block, Head):
        _head(flow, block)
    elif isinstance(block, Labelled):
        _labelled(flow, block)
    elif isinstance(block, Rows):
        _rows(flow, block)
    elif isinstance(block, Table):
        _table(flow, block)
    elif isinstance(block, Dots):
        draw_dots(flow, block)
    elif isinstance(block, Asked):
        _asked(flow, block)
    elif isinstance(block, Item):
        _item(flow, block)


def _kept_text(
    flow: Flow, text: str, face: str, size: float, leading: float, *, x: float = LEFT
) -> None:
    """A paragraph that is read, of which no line stands alone."""
    lines = wrapped(text, face, size, _TO_READ - x)
    if lines:
        flow.row([Cell(x, lines, face, size, room=_TO_READ - x)], leading)


def _title(flow: Flow, title: Title, marked: _Marked) -> None:
    """A title with what stands at its side, never alone at the foot of a page."""
    size = 11.3 if title.deep else 13.6
    side = width(title.side, fonts.SERIF_BOLD, size) + 20 if title.side else 0
    lines = wrapped(title.text, fonts.SERIF_BOLD, size, RIGHT - LEFT - side)
    flow.space(6 if title.deep else 12)
    flow.need(len(lines) * 18 + 50)
    if marked:
        flow.pen.bookmark(marked[0], title.text, flow.y, level=marked[1])
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
    x = _X if block.label or dash else LEFT
    for place, text in enumerate(block.texts):
        said = quoted(text) if block.how is How.QUOTED else text
        lines = wrapped(said, face, 10.5, RIGHT - x - dash)
        cells = [Cell(x + dash, lines, face, 10.5, room=RIGHT - x - dash)]
        if dash:
            cells.insert(0, Cell(x, ["–"]))
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
    if table.bars is not None:
        draw_bars(flow, table.bars)
        if table.about and not table.bars.columns:
            flow.text(table.about, fonts.SANS, 9.2, 13, colour=INK_2)
        flow.space(10)
        return
    beside = len(table.columns) - 1
    each = min(108.0, (RIGHT - LEFT) * 0.68 / max(1, beside))
    first = RIGHT - LEFT - each * beside
    whole = sum(_row_high(row, first) for row in table.rows) + 36
    flow.need(whole if whole <= _KEPT else 0)
    edges = [RIGHT - each * (beside - place - 1) for place in range(beside)]
    _row(flow, table.columns, first, edges, each, head=True)
    for row in table.rows:
        flow.rule(3)
        _row(flow, row, first, edges, each, head=False)
    flow.rule(5)
    if table.about:
        flow.text(table.about, fonts.SANS, 9.2, 13, colour=INK_2)
    flow.space(10)


_KEPT = 300.0
"""A table of figures up to this height stands on one page."""


def _row_high(row: tuple[str, ...], first: float) -> float:
    return 14.2 * len(wrapped(row[0], fonts.SERIF, 10.5, first - 10) or [""]) + 6


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
    # The lines of a head are as long as each other: no event has its last word alone in one.
    set_in_lines = balanced if head else wrapped
    for text, right in zip(texts[1:], edges, strict=True):
        bold = fonts.SANS if head else fonts.SERIF_BOLD
        lines = set_in_lines(text, bold, size, each - 10) or [""]
        cells.append(Cell(right, lines, bold, size, colour, anchor=1))
    flow.need(at_once(14.2 * max(len(cell.lines) for cell in cells)))
    flow.row(cells, 14.2)
    flow.y += 3


def _asked(flow: Flow, asked: Asked) -> None:
    """A question beside what it is, its older wordings below it."""
    x = LEFT + 108
    face, size, leading = (
        (fonts.SERIF_ITALIC, 14, 18) if asked.italic else (fonts.SERIF_BOLD, 11, 15)
    )
    question = wrapped(asked.question, face, size, RIGHT - x)
    older = [wrapped(old, fonts.SERIF_ITALIC, 10, RIGHT - x) for old in asked.older]
    tall = leading * len(question) + sum(13.5 * len(lines) + 2 for lines in older)
    flow.need(at_once(tall + 12))
    top, page = flow.y, flow.page
    for text, size_ in ((asked.label, 9.5), (asked.small, 9.5)):
        if text:
            side = wrapped(text, fonts.SANS, size_, x - LEFT - 10)
            flow.row([Cell(LEFT, side, fonts.SANS, size_, INK_2)], 13)
    bottom, flow.y = flow.y, top if flow.page == page else flow.y
    flow.row([Cell(x, question, face, size, room=RIGHT - x)], leading)
    for lines in older:
        flow.y += 2
        flow.row([Cell(x, lines, fonts.SERIF_ITALIC, 10, INK_2, room=RIGHT - x)], 13.5)
    flow.y = max(flow.y, bottom) + 6
    flow.rule(8)


def _table(flow: Flow, table: Table) -> None:
    """A table of texts; its head stands on each page that it goes over."""
    left, wide = _columns(table)
    flow.need(_least(table))
    _texts(flow, table, table.columns, left, wide, head=True)
    flow.rule(3)
    for place, row in enumerate(table.rows):
        page = flow.page
        flow.need(at_once(_tall(row, wide) + _last_after(table, place, wide)))
        if flow.page != page:
            _texts(flow, table, table.columns, left, wide, head=True)
            flow.rule(3)
        if table.marks:
            draw_mark(flow.pen, (LEFT, flow.y + 2.2), _SIGN, _SIGN, table.marks[place])
        _texts(flow, table, row, left, wide, head=False)
        flow.rule(3)
    flow.y += 3
    if table.about:
        flow.text(table.about, fonts.SANS, 9.2, 13, colour=INK_2)
    flow.space(8)


_SIGN = 9.0
_GAP = 12.0


def _last_after(table: Table, place: int, wide: list[float]) -> float:
    """How high the last row is, for the one before it: it never stands on a page alone."""
    return _tall(table.rows[-1], wide) if place == len(table.rows) - 2 else 0.0


def _tall(row: tuple[str, ...], wide: list[float]) -> float:
    """How high a row is."""
    lines = (
        sum(len(wrapped(line, fonts.SERIF, 10, room) or [""]) for line in text.split("\n"))
        for text, room in zip(row, wide, strict=True)
    )
    return 13.6 * max(lines) + 8


def _columns(table: Table) -> tuple[list[float], list[float]]:
    """Where each column begins, and how wide it is."""
    first = _SIGN + 5 if table.marks else 0.0
    share = (RIGHT - LEFT - first) / sum(table.wide)
    left, x = [], LEFT + first
    for part in table.wide:
        left.append(x)
        x += part * share
    return left, [part * share - _GAP for part in table.wide[:-1]] + [table.wide[-1] * share]


def _texts(
    flow: Flow,
    table: Table,
    texts: tuple[str, ...],
    left: list[float],
    wide: list[float],
    *,
    head: bool,
) -> None:
    cells = []
    for place, (text, x, room) in enumerate(zip(texts, left, wide, strict=True)):
        number = place in table.narrow
        face, size, colour = fonts.SERIF, 10.0, INK
        if head:
            face, size, colour = fonts.SANS, 9.5, INK_2
        elif number:
            face = fonts.SANS_BOLD
        elif table.marks and place == 0:
            face, size = fonts.SANS, 9.6
        paragraphs = [wrapped(line, face, size, room) or [""] for line in text.split("\n")]
        lines = [line for some in paragraphs for line in some]
        if number:
            cells.append(Cell(x + room, lines, face, size, colour, anchor=1))
        else:
            cells.append(Cell(x, lines, face, size, colour, room=room))
    flow.row(cells, 13.6)
    flow.y += 2
