"""Events side by side as a text of the organiser's: a sentence, or the whole comparison."""

from collections.abc import Iterator

from storycircle.core import i18n
from storycircle.core.afterwards import chapter_text
from storycircle.core.afterwards.chapter_text import Block, Heading, blocks_of, text_of
from storycircle.core.afterwards.chapters import Chapter
from storycircle.core.i18n import _
from storycircle.core.model import Event
from storycircle.languages import spoken
from storycircle.paper.afterwards.parts import Bullets, Paragraph, Part, Rows, Title
from storycircle.store.library import Library


def with_sentence(chapter: Chapter, sentence: str) -> Chapter:
    """A chapter with a sentence as a paragraph at its end."""
    blocks = (*blocks_of(chapter.text), chapter_text.Paragraph((sentence,)))
    return Chapter(chapter.id, chapter.title, chapter.kind, text_of(blocks), chapter.rank)


def comparison_text(library: Library, event: Event, part: Part) -> str:
    """A comparison as the text of a chapter, which its author can go on with: every figure with its
    circles, the cautions, and the day on which it was counted.
    """
    with spoken(event.language):
        today = i18n.day(library.clock.now().date().isoformat())
        counted = _("As it was counted on {day}.", day=today)
    first = chapter_text.Paragraph((f"{part.about} {counted}",))
    return text_of((first, *_blocks(part)))


def _blocks(part: Part) -> Iterator[Block]:
    for block in part.blocks:
        if isinstance(block, Title):
            yield Heading(block.text, deep=block.deep)
        elif isinstance(block, Rows) and block.said:
            yield chapter_text.Bullets(block.said)
        elif isinstance(block, Bullets):
            yield chapter_text.Bullets(block.items)
        elif isinstance(block, Paragraph):
            yield chapter_text.Paragraph((block.text,))
