"""What organisers wrote and stalls tell, on the web page."""

from collections.abc import Callable
from xml.etree import ElementTree as ET

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
from storycircle.paper.report.content import quoted

Add = Callable[[ET.Element, str, str], ET.Element]
"""Adds an element with words of people at the end of another, and returns it."""


def write_part(
    section: ET.Element, part: Part, add: Add, story: Callable[[ET.Element, StoryPart], None]
) -> None:
    """A part below its title. story: writes a story."""
    if part.about:
        add(section, "p", part.about).set("class", "about")
    for block in part.blocks:
        if isinstance(block, Told):
            story(add(section, "article", ""), block.story)
        else:
            _block(section, block, add)


def _block(section: ET.Element, block: Block, add: Add) -> None:
    if isinstance(block, Title):
        title = f"{block.text} ({block.side})" if block.side else block.text
        add(section, "h4" if block.deep else "h3", title)
    elif isinstance(block, Paragraph):
        add(section, "p", block.text)
    elif isinstance(block, Bullets):
        _list(section, block.items, add)
    elif isinstance(block, Said):
        add(add(section, "blockquote", ""), "p", quoted(block.text))
    else:
        _other(section, block, add)


def _other(section: ET.Element, block: Block, add: Add) -> None:
    if isinstance(block, Head):
        add(section, "h3", f"{block.name}: {block.title}")
        for text in filter(None, (block.small, block.about)):
            add(section, "p", text).set("class", "second")
    elif isinstance(block, Labelled):
        _labelled(section, block, add)
    elif isinstance(block, Rows):
        _rows(section, block, add)
    elif isinstance(block, Item):
        add(section, "p", f"{block.letter} {block.text}")
        _list(section, block.points, add)
        add(section, "p", block.about).set("class", "second")


def _labelled(section: ET.Element, block: Labelled, add: Add) -> None:
    add(section, "h4", block.label)
    if block.how is How.BULLETS:
        _list(section, block.texts, add)
        return
    for text in block.texts:
        if block.how is How.QUOTED:
            add(add(section, "blockquote", ""), "p", quoted(text))
        else:
            add(section, "p", text)


def _list(section: ET.Element, items: tuple[str, ...], add: Add) -> None:
    if items:
        listed = add(section, "ul", "")
        for item in items:
            add(listed, "li", item)


def _rows(section: ET.Element, block: Rows, add: Add) -> None:
    table = add(section, "table", "")
    head = add(add(table, "thead", ""), "tr", "")
    for column in block.columns:
        add(head, "th", column).set("scope", "col")
    body = add(table, "tbody", "")
    for row in block.rows:
        made = add(body, "tr", "")
        add(made, "th", row[0]).set("scope", "row")
        for cell in row[1:]:
            add(made, "td", cell)
    if block.about:
        add(section, "p", block.about).set("class", "second")
