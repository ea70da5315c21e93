"""The guide's marks are read as they are meant, and a text without them stands as it is."""

import pytest

from storycircle.core.formats.guide_text import Block, Piece, Style, read_guide


def test_a_page_is_read_in_blocks() -> None:
    """A heading, a paragraph over several lines, points, what belongs to a point, a picture."""
    page = """# For all

Press *Open a file*, or **do not**,
and type `storycircle list`.

- One [link](x.md)
- Two
  and a half

  More of two.

![What is *seen*](a.png)
"""
    assert read_guide(page) == [
        Block((Piece("For all"),), level=1),
        Block(
            (
                Piece("Press "),
                Piece("Open a file", Style.SHOWN),
                Piece(", or "),
                Piece("do not", Style.STRONG),
                Piece(", and type "),
                Piece("storycircle list", Style.TYPED),
                Piece("."),
            )
        ),
        Block((Piece("One link"),), mark="•", inside=True),
        Block((Piece("Two and a half"),), mark="•", inside=True),
        Block((Piece("More of two."),), inside=True),
        Block((Piece("What is *seen*"),), picture="a.png"),
    ]


@pytest.mark.parametrize(
    "words", ["a * b", "2. is no * point", "#", "-", "3.", "*", "**", "``", ""]
)
def test_stray_marks_lose_no_letter(words: str) -> None:
    """What is no mark of ours is text."""
    (block,) = read_guide(f"So: {words}")
    assert block.text == f"So: {words}".strip()
    assert all(piece.style is Style.PLAIN for piece in block.pieces)
