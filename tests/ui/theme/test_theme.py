"""Faces and the style sheet."""

import pytest
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication

from storycircle.ui.theme.palette import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Palette
from storycircle.ui.theme.theme import Theme, apply_theme, stylesheet


def test_both_voices_are_the_apps_own_faces(theme: Theme) -> None:
    """Serif and sans come from the files we bring, not from whatever the laptop has."""
    assert QFontInfo(theme.serif(17)).family() == "Source Serif 4"
    assert QFontInfo(theme.sans(16, 600)).family().startswith("Source Sans 3")
    assert QFontInfo(theme.serif(17, italic=True)).italic()


def test_sizes_follow_the_text_scale(theme: Theme) -> None:
    """At 200 % a 17-px face is 34 px, and so are measures that grow with it."""
    large = Theme(theme.palette, 2.0)
    assert large.serif(17).pixelSize() == 34
    assert large.sans(16).pixelSize() == 32
    assert large.px(40) == 80


@pytest.mark.parametrize("palette", [LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK])
def test_the_style_sheet_is_complete(palette: Palette) -> None:
    """No placeholder is left in the sheet, whatever the theme."""
    assert "$" not in stylesheet(palette, 1.5)


def test_themes_can_be_changed(qapp: QApplication) -> None:
    """The application can be dressed again, as the system turns dark in the evening."""
    for palette in (LIGHT, DARK, LIGHT):
        apply_theme(qapp, Theme(palette))
        assert qapp.palette().window().color().name().upper() == palette.paper


def test_dark_is_told() -> None:
    """A theme knows whether it is dark."""
    assert Theme(DARK).dark
    assert not Theme(CONTRAST_LIGHT).dark
