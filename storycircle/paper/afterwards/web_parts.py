"""What organisers wrote and stalls tell, on the web page."""

from collections.abc import Callable
from xml.etree import ElementTree as ET

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
)
from storycircle.paper.figures.figures import Bar, Bars
from storycircle.paper.figures.web_figures import dots_drawn, drawn, key_drawn
from storycircle.paper.report.content import quoted

Add = Callable[[ET.Element, str, str], ET.Element]
"""Adds an element with words of people at the end of another, and returns it."""


def write_part(
    section: ET.Element, part: Part, add: Add, story: Callable[[ET.Element, StoryPart], None]
) -> None:
    """A part below its title. story: writes a story."""
    if part.about:
        add(section, "p", part.about).set("class", "about")
    within = any(isinstance(block, Section) for block in part.blocks)
    for place, block in enumerate(part.blocks):
        if isinstance(block, Told):
            story(add(section, "article", ""), block.story)
        elif isinstance(block, Section):
            add(section, "h3", block.heading).set("id", section_name(part, place))
            if block.about:
                add(section, "p", block.about).set("class", "about")
        else:
            _block(section, block, add, within=within)


def section_name(part: Part, place: int) -> str:
    """The anchor of a section. place: of its block in the part, from 0."""
    return f"part-{part.key}-{place}"


def _block(section: ET.Element, block: Block, add: Add, *, within: bool) -> None:
    """within: whether titles stand within sections."""
    if isinstance(block, Title):
        title = f"{block.text} ({block.side})" if block.side else block.text
        add(section, "h4" if block.deep or within else "h3", title)
    elif isinstance(block, Paragraph):
        add(section, "p", block.text)
    elif isinstance(block, Bullets):
        _list(section, block.items, add)
    elif isinstance(block, Said):
        add(add(section, "blockquote", ""), "p", quoted(block.text))
    else:
        _other(section, block, add, within=within)


def _other(section: ET.Element, block: Block, add: Add, *, within: bool) -> None:
    if isinstance(block, Head):
        add(section, "h4" if within else "h3", f"{block.name}: {block.title}")
        for text in filter(None, (block.small, block.about)):
            add(section, "p", text).set("class", "second")
    elif isinstance(block, Labelled):
        _labelled(section, block, add, within=within)
    elif isinstance(block, Item):
        add(section, "p", f"{block.letter} {block.text}")
        _list(section, block.points, add)
        add(section, "p", block.about).set("class", "second")
    else:
        _tabular(section, block, add)


def _tabular(section: ET.Element, block: Block, add: Add) -> None:
    if isinstance(block, Rows):
        _rows(section, block, add)
    elif isinstance(block, Table):
        _table(section, block, add)
    elif isinstance(block, Dots):
        for text in block.said:
            add(section, "p", text)
        if block.lines:
            dots_drawn(section, block)
        _rows(section, block.table, add)
    elif isinstance(block, Asked):
        about = ", ".join(filter(None, (block.label, block.small)))
        if about:
            add(section, "p", about).set("class", "second")
        add(section, "p", block.question).set("class", "question" if block.italic else "asked")
        for old in block.older:
            add(section, "p", old).set("class", "about")


def _labelled(section: ET.Element, block: Labelled, add: Add, *, within: bool) -> None:
    if block.label:
        add(section, "h5" if within else "h4", block.label)
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
    if block.bars is not None:
        key_drawn(section, block.bars, add)
    long = any(len(row[0]) > _SHORT for row in block.rows)
    body = _head(section, block.columns, add, 34 if long else 16)
    rows = block.bars.rows if block.bars is not None else ()
    for place, row in enumerate(block.rows):
        made = add(body, "tr", "")
        add(made, "th", row[0]).set("scope", "row")
        for cell in row[1:]:
            add(made, "td", cell)
        if block.bars is not None and place < len(rows):
            made.set("class", "over")
            below = add(body, "tr", "")
            below.set("aria-hidden", "true")
            wide = add(below, "td", "")
            wide.set("colspan", str(len(block.columns)))
            for bar in rows[place].bars:
                _bar(wide, bar, block.bars, add)
    if block.about:
        add(section, "p", block.about).set("class", "second")


def _bar(cell: ET.Element, bar: Bar, bars: Bars, add: Add) -> None:
    """A bar that repeats the figures of its row."""
    states = add(cell, "span", "")
    states.set("class", "states")
    most = bar.long if bars.columns else bars.most
    for mark, count in bar.parts:
        if count:
            part = add(states, "span", "")
            part.set("class", drawn(mark))
            part.set("style", f"inline-size:{100 * count / most:.1f}%")


_SHORT = 14
"""Letters of what a row is of, for which a narrow column is enough."""


def _head(section: ET.Element, columns: tuple[str, ...], add: Add, first: int) -> ET.Element:
    """A table below the titles of its columns; its body. first: percent of its first column."""
    table = add(section, "table", "")
    group = add(table, "colgroup", "")
    for place in range(len(columns)):
        share = first if place == 0 else (100 - first) / max(1, len(columns) - 1)
        add(group, "col", "").set("style", f"width:{share:.1f}%")
    head = add(add(table, "thead", ""), "tr", "")
    for column in columns:
        add(head, "th", column).set("scope", "col")
    return add(table, "tbody", "")


def _table(section: ET.Element, block: Table, add: Add) -> None:
    table = add(section, "table", "")
    group = add(table, "colgroup", "")
    for share in block.wide:
        add(group, "col", "").set("style", f"width:{100 * share / sum(block.wide):.0f}%")
    head = add(add(table, "thead", ""), "tr", "")
    for column in block.columns:
        add(head, "th", column).set("scope", "col")
    body = add(table, "tbody", "")
    for place, row in enumerate(block.rows):
        made = add(body, "tr", "")
        for at, text in enumerate(row):
            marked = at == 0 and bool(block.marks)
            cell = add(made, "td", "" if marked else text)
            if marked:
                add(cell, "span", "").set("class", f"sign {drawn(block.marks[place])}")
                add(cell, "span", text)
    if block.about:
        add(section, "p", block.about).set("class", "second")
