"""The text of a chapter: what is typed is read, written and read again the same."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from storycircle.core.afterwards.chapter_text import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Quotation,
    Told,
    blocks_of,
    text_of,
    told_in,
    words_of,
)
from tests.support.examples import examples
from tests.support.strategies import needed

typed = st.text(
    st.one_of(st.sampled_from("#-> \\\n[]()*_ab"), st.characters(exclude_categories=["Cs"])),
    max_size=80,
)
some = st.lists(needed, min_size=1, max_size=3).map(tuple)
blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, needed, st.booleans()),
    st.builds(Paragraph, some),
    st.builds(Bullets, some),
    st.builds(Quotation, some),
    st.builds(Told, st.uuids().map(str)),
)


def test_each_sign_means_what_is_said() -> None:
    """Headings, bullets, a quotation, a story and paragraphs, each by how its line begins."""
    text = (
        "## One\n\nFirst\nand on\n\n### Two\n- a\n- b\n> said\n> so\n\n[story](story:ab-1)\nLast *"
    )
    assert blocks_of(text) == (
        Heading("One"),
        Paragraph(("First", "and on")),
        Heading("Two", deep=True),
        Bullets(("a", "b")),
        Quotation(("said", "so")),
        Told("ab-1"),
        Paragraph(("Last *",)),
    )
    assert told_in(text) == {"ab-1"}
    assert "ab-1" not in words_of(text)


@pytest.mark.parametrize("line", ["## x", "- x", "> x", "\\x", "\\- x", "[story](story:x)", "-"])
def test_a_paragraph_may_begin_as_anything(line: str) -> None:
    """A backslash takes the meaning away, and stands in no report."""
    one = (Paragraph((line,)),)
    assert blocks_of(text_of(one)) == one


@settings(max_examples=examples(200))
@given(st.lists(blocks, max_size=6).map(tuple))
def test_blocks_are_written_and_read_the_same(found: tuple[Block, ...]) -> None:
    """What a window shows is what is kept, and what comes back."""
    assert blocks_of(text_of(found)) == found


@settings(max_examples=examples(200))
@given(typed)
@example("\\")
@example("#\n##\n###\n-\n>")
@example("\\\\- a")
def test_text_goes_into_the_field_and_back_the_same(text: str) -> None:
    """Once kept, a text does not change however often it is opened."""
    kept = text_of(blocks_of(text))
    assert text_of(blocks_of(kept)) == kept
    assert blocks_of(kept) == blocks_of(text)


@settings(max_examples=examples(100))
@given(st.lists(needed.filter(lambda t: "\\" not in t and "[story]" not in t), max_size=5))
def test_no_word_is_lost(words: list[str]) -> None:
    """Whatever is typed as lines is read as lines, signs at their beginning apart."""
    signs = ("##", "###", "-", ">")
    read, wrote = words_of("\n\n".join(words)).split(), " ".join(words).split()
    assert [w for w in read if w not in signs] == [w for w in wrote if w not in signs]
