"""What can be read, and what cannot be mistaken."""

import pytest

from storycircle.ui.theme.palette import (
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    DARK,
    LIGHT,
    Palette,
    blend,
    contrast,
)

ALL = pytest.mark.parametrize("palette", [LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK])
WORDS = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "sunk"),
    ("ink_2", "paper"),
    ("ink_2", "surface"),
    ("ink_2", "sunk"),
    ("ink_2", "teal_soft"),
    ("teal", "paper"),
    ("teal", "surface"),
    ("teal", "teal_soft"),
    ("ember_ink", "paper"),
    ("ember_ink", "surface"),
    ("ember_ink", "ember_soft"),
    ("on", "teal"),
    ("on", "ember"),
    ("warn", "paper"),
    ("warn", "surface"),
    ("warn", "warn_soft"),
    ("paper", "ink"),
]
PLAIN = ("paper", "surface", "sunk")
GROUNDS = (*PLAIN, "warn_soft", "ember_soft", "teal_soft")
"""Bars and cards have buttons on them, too."""


@ALL
@pytest.mark.parametrize(("words", "ground"), WORDS)
def test_words_are_readable(palette: Palette, words: str, ground: str) -> None:
    """Every pair of colours in which words are set has a contrast of at least 4.5."""
    assert contrast(getattr(palette, words), getattr(palette, ground)) >= 4.5


@ALL
@pytest.mark.parametrize("ground", GROUNDS)
def test_edges_that_carry_meaning_are_visible(palette: Palette, ground: str) -> None:
    """Outlines of fields, buttons and seats, and the focus ring, have a contrast of 3."""
    lines = (palette.edge, *((palette.teal, palette.ember) if ground in PLAIN else ()))
    assert all(contrast(line, getattr(palette, ground)) >= 3 for line in lines)


def test_contrast_is_that_of_wcag() -> None:
    """Black on white is 21, a colour on itself 1, whichever comes first."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast(LIGHT.teal, LIGHT.teal) == 1


def test_blend_goes_from_the_first_to_the_second() -> None:
    """A share of 0 and of 1 are the colours themselves."""
    assert blend("#102030", "#FFFFFF", 0) == "#102030"
    assert blend("#102030", "#FFFFFF", 1) == "#FFFFFF"
    assert blend("#000000", "#FFFFFF", 0.5) == "#808080"
