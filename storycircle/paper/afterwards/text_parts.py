"""What organisers wrote and stalls tell, as Markdown and as rows of a workbook."""

from collections.abc import Callable, Iterator

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
    Rows,
    Said,
    StoryPart,
    Title,
    Told,
)
from storycircle.paper.report.content import quoted, themes, where_told

Escaped = Callable[[str], str]
"""Makes one line of a text plain."""


def as_markdown(
    part: Part, escaped: Escaped, story: Callable[[StoryPart], Iterator[str]]
) -> Iterator[str]:
    """A part as lines of Markdown, an empty one after each block. story: the lines of a story."""
    yield from (f"## {escaped(part.title)}", "")
    if part.about:
        yield from (escaped(part.about), "")
    for block in part.blocks:
        if isinstance(block, Told):
            yield from story(block.story)
        else:
            yield from _lines(block, escaped)
            yield ""


def _lines(block: Block, escaped: Escaped) -> Iterator[str]:
    if isinstance(block, Title):
        side = f" ({escaped(block.side)})" if block.side else ""
        yield f"{'####' if block.deep else '###'} {escaped(block.text)}{side}"
    elif isinstance(block, Bullets):
        yield from (f"- {escaped(item)}" for item in block.items)
    elif isinstance(block, Said):
        yield f"> {escaped(block.text)}"
    elif isinstance(block, Head):
        yield f"### {escaped(block.name)}: {escaped(block.title)}"
        yield from ("", escaped(text)) if (text := _small(block)) else ()
    elif isinstance(block, Labelled):
        yield from (f"**{escaped(block.label)}**", "")
        mark = {How.BULLETS: "- ", How.QUOTED: "> "}.get(block.how, "")
        for place, text in enumerate(block.texts):
            yield from ([""] if place and not mark else ())
            yield f"{mark}{escaped(text)}"
    elif isinstance(block, Rows):
        yield f"| {' | '.join(map(escaped, block.columns))} |"
        yield f"|{' --- |' * len(block.columns)}"
        yield from (f"| {' | '.join(map(escaped, row))} |" for row in block.rows)
        yield from ("", escaped(block.about)) if block.about else ()
    elif isinstance(block, Item):
        yield f"**{escaped(block.letter)}** {escaped(block.text)}"
        yield from ("", *(f"- {escaped(point)}" for point in block.points)) if block.points else ()
        yield from ("", f"*{escaped(block.about)}*")
    elif isinstance(block, Paragraph):
        yield escaped(block.text)


def _small(head: Head) -> str:
    return ". ".join(text for text in (head.small, head.about) if text)


def as_rows(part: Part) -> Iterator[tuple[str, str, str]]:
    """A part as rows of a sheet: below which title, what it is or its letter, and its text. The
    first has its own title, as the name of a sheet is short.
    """
    below = part.title
    yield below, "", part.about
    for block in part.blocks:
        if isinstance(block, Title):
            below = block.text
            if block.side:
                yield below, "", block.side
        elif isinstance(block, Head):
            below = f"{block.name}: {block.title}"
            if text := _small(block):
                yield below, "", text
        else:
            for what, text in _cells(block):
                yield below, what, text


def tables_in(part: Part) -> Iterator[tuple[str, Rows]]:
    """The tables of a part, each with the title above it."""
    title = part.title
    for block in part.blocks:
        if isinstance(block, Title):
            title = block.text
        elif isinstance(block, Rows):
            yield title, block


def _cells(block: Block) -> Iterator[tuple[str, str]]:
    """Of each text of a block, what it is and the text."""
    if isinstance(block, Paragraph):
        yield "", block.text
    elif isinstance(block, Bullets):
        yield from (("–", item) for item in block.items)
    elif isinstance(block, Said):
        yield _("Quotation"), quoted(block.text)
    elif isinstance(block, Labelled):
        for text in block.texts:
            yield block.label, quoted(text) if block.how is How.QUOTED else text
    elif isinstance(block, Item):
        yield block.letter, block.text
        yield from ((block.letter, f"– {point}") for point in block.points)
        yield from [(block.letter, block.about)] if block.about else []
    elif isinstance(block, Told):
        yield from ((_("Story"), text) for text in _told(block.story) if text)
    elif isinstance(block, Rows):
        yield from _figures(block)


def _figures(block: Rows) -> Iterator[tuple[str, str]]:
    for row in block.rows:
        for column, cell in zip(block.columns[1:], row[1:], strict=True):
            yield f"{row[0]}, {column}", cell
    yield from [("", block.about)] if block.about else []


def _told(story: StoryPart) -> Iterator[str]:
    yield story.title
    yield where_told(story.circle, story.teller)
    yield from (point.text for point in story.points)
    yield quoted(story.quote) if story.quote else ""
    yield themes(story.tags)
