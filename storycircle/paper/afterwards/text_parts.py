"""What organisers wrote and stalls tell, as Markdown and as rows of a workbook."""

from collections.abc import Callable, Iterator

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
    Rows,
    Said,
    Section,
    StoryPart,
    Table,
    Title,
    Told,
    table_in,
)
from storycircle.paper.report.content import quoted, themes, where_told

Escaped = Callable[[str], str]
"""Makes one line of a text plain."""


def as_markdown(
    part: Part, escaped: Escaped, story: Callable[[StoryPart], Iterator[str]]
) -> Iterator[str]:
    """A part as lines of Markdown, an empty one after each block. story: the lines of a story."""
    yield from (f"## {escaped(part.heading)}", "")
    if part.about:
        yield from (escaped(part.about), "")
    within = any(isinstance(block, Section) for block in part.blocks)
    for block in part.blocks:
        if isinstance(block, Told):
            yield from story(block.story)
        elif isinstance(block, Section):
            yield from (f"### {escaped(block.heading)}", "")
            yield from (escaped(block.about), "") if block.about else ()
        else:
            yield from _lines(block, escaped, within=within)
            yield ""


def _lines(block: Block, escaped: Escaped, *, within: bool) -> Iterator[str]:
    """within: whether titles stand within sections."""
    if isinstance(block, Title):
        side = f" ({escaped(block.side)})" if block.side else ""
        yield f"{'####' if block.deep or within else '###'} {escaped(block.text)}{side}"
    elif isinstance(block, Bullets):
        yield from (f"- {escaped(item)}" for item in block.items)
    elif isinstance(block, Said):
        yield f"> {escaped(block.text)}"
    elif isinstance(block, Head):
        yield f"{'####' if within else '###'} {escaped(block.name)}: {escaped(block.title)}"
        yield from ("", escaped(text)) if (text := _small(block)) else ()
    elif isinstance(block, Paragraph):
        yield escaped(block.text)
    else:
        yield from _more_lines(block, escaped)


def _more_lines(block: Block, escaped: Escaped) -> Iterator[str]:
    if isinstance(block, Labelled):
        yield from (f"**{escaped(block.label)}**", "") if block.label else ()
        mark = {How.BULLETS: "- ", How.QUOTED: "> "}.get(block.how, "")
        for place, text in enumerate(block.texts):
            yield from ([""] if place and not mark else ())
            yield f"{mark}{escaped(text)}"
    elif isinstance(block, Dots):
        yield from (line for text in block.said for line in (escaped(text), ""))
        yield from _table(block.table, escaped)
    elif isinstance(block, Rows | Table):
        yield from _table(block, escaped)
    elif isinstance(block, Asked):
        about = ", ".join(filter(None, (block.label, block.small)))
        yield f"**{escaped(block.question)}**"
        yield from (line for text in (about, *block.older) if text for line in ("", escaped(text)))
    elif isinstance(block, Item):
        yield f"**{escaped(block.letter)}** {escaped(block.text)}"
        yield from ("", *(f"- {escaped(point)}" for point in block.points)) if block.points else ()
        yield from ("", f"*{escaped(block.about)}*")


def _table(table: Rows | Table, escaped: Escaped) -> Iterator[str]:
    yield f"| {' | '.join(map(escaped, table.columns))} |"
    yield f"|{' --- |' * len(table.columns)}"
    yield from (f"| {' | '.join(map(escaped, row))} |" for row in table.rows)
    yield from ("", escaped(table.about)) if table.about else ()


def _small(head: Head) -> str:
    return ". ".join(text for text in (head.small, head.about) if text)


def as_rows(part: Part) -> Iterator[tuple[str, str, str]]:
    """A part as rows of a sheet: below which title, what it is or its letter, and its text. The
    first has its own title, as the name of a sheet is short.
    """
    below = part.heading
    yield below, "", part.about
    for block in part.blocks:
        if isinstance(block, Section):
            below = block.heading
            if block.about:
                yield below, "", block.about
        elif isinstance(block, Title):
            below = block.text
            if block.side:
                yield below, "", block.side
        elif isinstance(block, Head):
            below = f"{block.name}: {block.title}"
            if text := _small(block):
                yield below, "", text
        else:
            for what, text in texts_of(block):
                yield below, what, text


def tables_in(part: Part) -> Iterator[tuple[str, Rows | Table]]:
    """The tables of a part, each with the title above it."""
    title = part.heading
    for block in part.blocks:
        if isinstance(block, Title):
            title = block.text
        elif isinstance(block, Section):
            title = block.heading
        elif (table := table_in(block)) is not None:
            yield title, table


def texts_of(block: Block) -> Iterator[tuple[str, str]]:
    """Of each text of a block, what it is and the text."""
    if isinstance(block, Paragraph):
        yield "", block.text
    elif isinstance(block, Bullets):
        yield from (("–", item) for item in block.items)
    elif isinstance(block, Said):
        yield _("Quotation"), quoted(block.text)
    elif isinstance(block, Told):
        yield from ((_("Story"), text) for text in _told(block.story) if text)
    elif isinstance(block, Dots):
        yield from (("", text) for text in block.said)
        yield from _figures(block.table)
    elif isinstance(block, Rows | Table):
        yield from _figures(block)
    else:
        yield from _named_texts(block)


def _named_texts(block: Block) -> Iterator[tuple[str, str]]:
    """The texts of a block that says itself what they are."""
    if isinstance(block, Head):
        yield block.name, ". ".join(filter(None, (block.title, _small(block))))
    elif isinstance(block, Labelled):
        for text in block.texts:
            yield block.label, quoted(text) if block.how is How.QUOTED else text
    elif isinstance(block, Item):
        yield block.letter, block.text
        yield from ((block.letter, f"– {point}") for point in block.points)
        yield from [(block.letter, block.about)] if block.about else []
    elif isinstance(block, Asked):
        yield block.label, block.question
        yield from ((block.label, text) for text in (block.small, *block.older) if text)


def _figures(block: Rows | Table) -> Iterator[tuple[str, str]]:
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
