"""Faces and the style sheet."""

from typing import Any

import pytest
from PySide6.QtGui import QFont, QFontInfo
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


@pytest.mark.slow
def test_no_menu_or_list_keeps_a_font_of_the_system(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows has one for each, in a size of its own, which no larger text makes larger; Qt takes
    them as the first style sheet is put on.
    """
    kinds: tuple[Any, ...] = ("QMenu", "QMenuBar", "QListView", "QMessageBox", "QLabel")
    put_on = QApplication.setStyleSheet

    def as_on_windows(app: QApplication, sheet: str) -> None:
        put_on(app, sheet)
        for kind in kinds:
            QApplication.setFont(QFont("DejaVu Serif", 8), kind)

    monkeypatch.setattr(QApplication, "setStyleSheet", as_on_windows)
    for scale in (2.0, 1.0):
        font = Theme(LIGHT, scale).sans(16)
        apply_theme(qapp, Theme(LIGHT, scale))
        for kind in kinds:
            found = QApplication.font(kind)
            assert (found.family(), found.pixelSize()) == (font.family(), font.pixelSize())


def test_dark_is_told() -> None:
    """A theme knows whether it is dark."""
    assert Theme(DARK).dark
    assert not Theme(CONTRAST_LIGHT).dark
