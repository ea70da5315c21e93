"""The theme is tried without a screen."""

import pytest
from PySide6.QtWidgets import QApplication

from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme, worn by the application."""
    light = Theme(LIGHT)
    apply_theme(qapp, light)
    return light
