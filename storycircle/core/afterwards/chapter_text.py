"""The text of a chapter: a small form, read and written as a stated subset of Markdown.

A line of its own says what it is by how it begins: "## " a heading, "### " one below it, "- " a
bullet, "> " a quotation, and "[story](story:…)" is where a story that may be shared is told. All
else is a paragraph; an empty line ends one. A backslash before such a beginning takes its meaning
away. No other sign means anything: a star is a star.
"""

import re
from collections.abc import Iterable

from msgspec import Struct

from storycircle.core.text import cleaned

_STORY = r"\[story\]\(story:([0-9A-Za-z-]{1,64})\)"
_MEANS = r"\\|#{2,3} |- |> |\[story\]\(story:|(?:##|###|-|>)$"
_HEADING = r"(##|###) (.+)"


class Heading(Struct, frozen=True):
    """A heading within a chapter. deep: whether it is below another."""

    text: str
    deep: bool = False


class Paragraph(Struct, frozen=True):
    """Lines that belong together, as they were typed."""

    lines: tuple[str, ...]


class Bullets(Struct, frozen=True):
    """A list."""

    items: tuple[str, ...]


class Quotation(Struct, frozen=True):
    """What the author quotes, line by line."""

    lines: tuple[str, ...]


class Told(Struct, frozen=True):
    """Where a story that may be shared is told: its words are the story's, never the chapter's, so
    that a teller's no takes them away.
    """

    story: str


Block = Heading | Paragraph | Bullets | Quotation | Told


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a text as it is typed. Every text is one; nothing of its words is lost."""
    found: list[Block] = []
    joined = False  # whether the next line goes on with the last block
    for raw in cleaned(text).split("\n"):
        line = " ".join(raw.split())
        if not line:
            joined = False
            continue
        block = _block(line)
        last = found[-1] if joined and found else None
        if isinstance(block, Bullets) and isinstance(last, Bullets):
            found[-1] = Bullets((*last.items, *block.items))
        elif isinstance(block, Quotation) and isinstance(last, Quotation):
            found[-1] = Quotation((*last.lines, *block.lines))
        elif isinstance(block, Paragraph) and isinstance(last, Paragraph):
            found[-1] = Paragraph((*last.lines, *block.lines))
        else:
            found.append(block)
        joined = True
    return tuple(found)


def text_of(blocks: Iterable[Block]) -> str:
    """The text of blocks: `blocks_of` gives the same ones again."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks)


def told_in(text: str) -> frozenset[str]:
    """The ids of the stories that a text tells."""
    return frozenset(block.story for block in blocks_of(text) if isinstance(block, Told))


def words_of(text: str) -> str:
    """All that is read in a text, without its signs and without the stories told in it."""
    parts: list[str] = []
    for block in blocks_of(text):
        if isinstance(block, Heading):
            parts.append(block.text)
        elif isinstance(block, Bullets):
            parts += block.items
        elif isinstance(block, Paragraph | Quotation):
            parts += block.lines
    return "\n".join(parts)


def _block(line: str) -> Block:
    """What one line is by itself."""
    if (heading := re.fullmatch(_HEADING, line)) is not None:
        return Heading(heading[2], deep=heading[1] == "###")
    if line.startswith("- "):
        return Bullets((line[2:],))
    if line.startswith("> "):
        return Quotation((line[2:],))
    if (story := re.fullmatch(_STORY, line)) is not None:
        return Told(story[1])
    return Paragraph((line[1:] if line.startswith("\\") and re.match(_MEANS, line[1:]) else line,))


def _lines(block: Block) -> list[str]:
    if isinstance(block, Heading):
        return [f"{'###' if block.deep else '##'} {block.text}"]
    if isinstance(block, Bullets):
        return [f"- {item}" for item in block.items]
    if isinstance(block, Quotation):
        return [f"> {line}" for line in block.lines]
    if isinstance(block, Told):
        return [f"[story](story:{block.story})"]
    return [f"\\{line}" if re.match(_MEANS, line) else line for line in block.lines]
