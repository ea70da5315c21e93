"""What organisers wrote and stalls tell, in the Word report: in its real styles, so that the author
can take the document on.
"""

from collections.abc import Callable, Iterable

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
from storycircle.paper.report.content import ReportForm, quoted
from storycircle.paper.report.office import word_styles as w
from storycircle.paper.report.office.word_body import Body

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
        body.heading(part.title, w.CHAPTER)
        if part.about:
            body.text(part.about, w.LEAD)
        for block in part.blocks:
            if isinstance(block, Told):
                story(body, block.story)
            else:
                _block(body, block)


def _block(body: Body, block: Block) -> None:
    if isinstance(block, Title):
        text = f"{block.text} ({block.side})" if block.side else block.text
        body.heading(text, w.ENTRY if block.deep else w.SECTION)
    elif isinstance(block, Paragraph):
        body.text(block.text)
    elif isinstance(block, Bullets):
        _bullets(body, block.items)
    elif isinstance(block, Said):
        body.text(quoted(block.text), w.QUOTE)
    else:
        _other(body, block)


def _other(body: Body, block: Block) -> None:
    if isinstance(block, Head):
        body.heading(f"{block.name}: {block.title}", w.SECTION)
        for text in (block.small, block.about):
            if text:
                body.text(text, w.NAMES)
    elif isinstance(block, Labelled):
        _labelled(body, block)
    elif isinstance(block, Rows):
        figures = len(block.columns) - 1
        rows = [[(cell, w.CELL if n == 0 else w.CELL_LABEL) for n, cell in enumerate(row)]
                for row in block.rows]  # fmt: skip
        body.table(block.columns, rows, (2, *[1] * figures))
        if block.about:
            body.text(block.about, w.CAPTION)
    elif isinstance(block, Item):
        body.text(f"{block.letter} {block.text}", keep=bool(block.points or block.about))
        _bullets(body, block.points)
        body.text(block.about, w.CAPTION)


def _labelled(body: Body, block: Labelled) -> None:
    body.heading(block.label, w.ENTRY)
    if block.how is How.BULLETS:
        _bullets(body, block.texts)
        return
    for text in block.texts:
        if block.how is How.QUOTED:
            body.text(quoted(text), w.QUOTE)
        else:
            body.text(text)


def _bullets(body: Body, items: tuple[str, ...]) -> None:
    for item in items:
        body.text(f"–\u2002{item}", indent=_STEP)
