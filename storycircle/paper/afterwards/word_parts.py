"""What organisers wrote and stalls tell, in the Word report: in its real styles, so that the author
can take the document on.
"""

from collections.abc import Callable, Iterable, Sequence

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
from storycircle.paper.figures.dots_picture import dots_picture, in_words
from storycircle.paper.figures.picture import bars_picture
from storycircle.paper.report.content import ReportForm, quoted
from storycircle.paper.report.office import word_styles as w
from storycircle.paper.report.office.word_body import Body
from storycircle.paper.typesetting.canvas import MM
from storycircle.paper.typesetting.line_breaking import width

_STEP = 6
"""Millimetres a bullet is indented by."""


def parts(
    body: Body, form: ReportForm, place: Place, story: Callable[[Body, StoryPart], None]
) -> None:
    """The parts of a place, a chapter each. story: writes a story."""
    write_all(body, form.parts_at(place), story)


def write_all(body: Body, some: Iterable[Part], story: Callable[[Body, StoryPart], None]) -> None:
    """Parts one after another, a chapter each."""
    for part in some:
        body.heading(part.heading, w.CHAPTER)
        if part.about:
            body.text(part.about, w.LEAD)
        within = any(isinstance(block, Section) for block in part.blocks)
        title = part.title
        for block in part.blocks:
            if isinstance(block, Title | Section):
                title = block.text if isinstance(block, Title) else block.title
            if isinstance(block, Told):
                story(body, block.story)
            elif isinstance(block, Rows) and block.bars is not None:
                about = f"{title}. {block.bars.in_words()}"
                body.figure(bars_picture(block.bars), about, f"{title}.")
                _block(body, block, within=within)
            elif isinstance(block, Dots) and block.lines:
                about = f"{title}. {in_words(block)}"
                body.figure(dots_picture(block), about, f"{title}.")
                _block(body, block, within=within)
            else:
                _block(body, block, within=within)


def _block(body: Body, block: Block, *, within: bool) -> None:
    """within: whether titles stand within sections."""
    if isinstance(block, Title):
        text = f"{block.text} ({block.side})" if block.side else block.text
        body.heading(text, w.ENTRY if block.deep or within else w.SECTION)
    elif isinstance(block, Section):
        body.heading(block.heading, w.SECTION)
        if block.about:
            body.text(block.about, w.LEAD)
    elif isinstance(block, Paragraph):
        body.text(block.text)
    elif isinstance(block, Bullets):
        _bullets(body, block.items)
    elif isinstance(block, Said):
        body.text(quoted(block.text), w.QUOTE)
    else:
        _other(body, block, within=within)


def _other(body: Body, block: Block, *, within: bool) -> None:
    if isinstance(block, Head):
        body.heading(f"{block.name}: {block.title}", w.ENTRY if within else w.SECTION)
        for text in (block.small, block.about):
            if text:
                body.text(text, w.NAMES)
    elif isinstance(block, Labelled):
        _labelled(body, block)
    elif isinstance(block, Item):
        body.text(f"{block.letter} {block.text}", keep=bool(block.points or block.about))
        _bullets(body, block.points)
        body.text(block.about, w.CAPTION)
    else:
        _tabular(body, block)


def _tabular(body: Body, block: Block) -> None:
    if isinstance(block, Table):
        styles = [w.CELL_LABEL if n in block.narrow else w.CELL for n in range(len(block.wide))]
        cells = [list(zip(row, styles, strict=True)) for row in block.rows]
        body.table(block.columns, cells, _widths(body, block.columns, block.wide, block.narrow))
    elif isinstance(block, Dots):
        for text in block.said:
            body.text(text)
        _tabular(body, block.table)
    elif isinstance(block, Asked):
        body.heading(block.question, w.ENTRY)
        if about := ", ".join(filter(None, (block.label, block.small))):
            body.text(about, w.NAMES)
        for old in block.older:
            body.text(old, w.NAMES)
    elif isinstance(block, Rows):
        figures = len(block.columns) - 1
        rows = [[(cell, w.CELL if n == 0 else w.CELL_LABEL) for n, cell in enumerate(row)]
                for row in block.rows]  # fmt: skip
        wide = (_NAMES, *[_FIGURE] * figures)
        beside = tuple(range(1, figures + 1)) if figures > _MANY else ()
        body.table(block.columns, rows, _widths(body, block.columns, wide, beside))
        if block.about:
            body.text(block.about, w.CAPTION)


def _labelled(body: Body, block: Labelled) -> None:
    if block.label:
        body.heading(block.label, w.ENTRY)
    if block.how is How.BULLETS:
        _bullets(body, block.texts)
        return
    for text in block.texts:
        if block.how is How.QUOTED:
            body.text(quoted(text), w.QUOTE)
        else:
            body.text(text, w.NAMES if block.how is How.ITALIC else w.BODY)


_NAMES, _FIGURE = 22, 13
"""Shares of a table of figures: what each row is of, and a figure below the name of its event."""
_MANY = 3
"""Columns of figures from which on each is as narrow as its title lets it be."""
_BOLDER, _BESIDE = 1.32, 4.0
"""How much wider a title may be in the faces that stand in for ours; mm of a cell beside it."""


def _widths(
    body: Body, columns: Sequence[str], shares: Sequence[int], narrow: Sequence[int]
) -> list[float]:
    """Mm of the columns: narrow ones are as wide as the longest word of their titles, the others
    share what is left.
    """
    head = body.styles.looks[w.CELL_HEAD]
    needed = {
        place: max(width(word, head.metrics, head.size) for word in columns[place].split() or [""])
        * _BOLDER / MM + _BESIDE
        for place in narrow
    }  # fmt: skip
    left = max(body.wide / 3, body.wide - sum(needed.values()))
    every = sum(share for place, share in enumerate(shares) if place not in needed)
    return [needed.get(place, left * share / max(1, every)) for place, share in enumerate(shares)]


def _bullets(body: Body, items: tuple[str, ...]) -> None:
    for item in items:
        body.text(f"–\u2002{item}", indent=_STEP)
