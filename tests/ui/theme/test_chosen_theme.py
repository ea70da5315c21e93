"""Which theme is worn: what the settings say, and else what the desktop asks for."""

import pytest
from PySide6.QtWidgets import QApplication

from storycircle.core.settings import TEXT_SIZES, Look, Movement, Settings
from storycircle.ui.theme.palette import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Palette
from storycircle.ui.theme.theme import (
    Desktop,
    Theme,
    desktop_like,
    desktop_of,
    next_size,
    theme_for,
)

NIGHT = Desktop(dark=True, scale=1.3)


@pytest.mark.parametrize(
    ("look", "by_day", "by_night"),
    [
        (Look.SYSTEM, LIGHT, DARK),
        (Look.LIGHT, LIGHT, LIGHT),
        (Look.DARK, DARK, DARK),
        (Look.HIGH_CONTRAST, CONTRAST_LIGHT, CONTRAST_DARK),
    ],
)
def test_the_look(look: Look, by_day: Palette, by_night: Palette) -> None:
    """A look that was chosen holds on any desktop; high contrast goes dark with the desktop."""
    assert theme_for(Desktop(), Settings(look)).palette is by_day
    assert theme_for(NIGHT, Settings(look)).palette is by_night


def test_a_desktop_in_high_contrast_is_followed() -> None:
    """Unless another look was chosen here."""
    stark = Desktop(high_contrast=True)
    assert theme_for(stark, Settings()).palette is CONTRAST_LIGHT
    assert theme_for(stark, Settings(Look.LIGHT)).palette is LIGHT


def test_the_size_of_text_and_movement() -> None:
    """0 is the desktop's own size; a size that was chosen holds; still goes into the theme."""
    assert theme_for(NIGHT, Settings()).scale == pytest.approx(1.3)
    assert theme_for(NIGHT, Settings(text_size=200)).scale == pytest.approx(2)
    assert theme_for(NIGHT, Settings(movement=Movement.NONE)).still
    assert not theme_for(NIGHT, Settings()).still


@pytest.mark.parametrize("asked", [True, False])
def test_a_desktop_that_asks_for_less_motion_is_followed(asked: bool) -> None:
    """Unless the settings say always, or never."""
    desktop = Desktop(still=asked)
    assert theme_for(desktop, Settings()).still is asked
    assert not theme_for(desktop, Settings(movement=Movement.GENTLE)).still
    assert theme_for(desktop, Settings(movement=Movement.NONE)).still


@pytest.mark.parametrize("palette", [LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK])
@pytest.mark.parametrize("scale", [1.0, 1.4, 2.0])
def test_a_desktop_like_a_theme_asks_for_it(palette: Palette, scale: float) -> None:
    """What nobody set stays as it was worn first."""
    theme = Theme(palette, scale)
    assert theme_for(desktop_like(theme), Settings()) == theme


def test_this_desktop_can_be_asked(qapp: QApplication) -> None:
    """Whatever it answers, the text is between 100 and 200 %."""
    assert 1 <= desktop_of(qapp).scale <= 2


def test_sizes_go_up_and_down_and_stop_at_the_ends() -> None:
    """From any scale to its neighbours among the sizes, and no further than the last."""
    assert next_size(1.0, 1) == 150
    assert next_size(1.3, 1) == 200
    assert next_size(1.0, -1) == TEXT_SIZES[0]
    assert next_size(2.0, 3) == TEXT_SIZES[-1]
    assert next_size(2.0, -1) == 150
