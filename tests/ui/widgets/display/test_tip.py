"""Tips show what was written, and open nothing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.display.tip import describe_quietly, plain_tip, set_tip
from tests.support import as_read

SHOWN = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=("C", "Z"))
) | st.text("<>&;/='\"abi")


class Watched(QTextDocument):
    """A document that notes what it would open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def loadResource(self, _: int, name: QUrl | str) -> None:
        self.opened.append(name if isinstance(name, str) else name.toString())


def shown(tip: str) -> tuple[str, list[str]]:
    """What Qt shows of a tip, and what it opens for it."""
    document = Watched()
    document.setHtml(tip)
    document.size()
    return document.toPlainText(), document.opened


@pytest.mark.usefixtures("qapp")
@given(words=st.lists(SHOWN, min_size=1).map("\n  ".join))
def test_a_tip_shows_every_letter(words: str) -> None:
    """Whatever was typed is read as it was typed."""
    assert shown(plain_tip(words)) == (words, [])


def test_a_picture_named_in_a_text_is_not_opened(theme: Theme, tmp_path: Path) -> None:
    """Not of a button that says why it cannot be pressed; such a text would be opened raw."""
    text = f'<img src="{tmp_path / "picture.png"}">'
    assert shown(text)[1] != []
    button = Button(theme, "Go on")
    button.set_not_now(text)
    assert shown(button.toolTip()) == (text, [])
    button.set_not_now("")
    assert button.toolTip() == ""


def test_a_tip_is_read_without_its_markup(qtbot: QtBot) -> None:
    """Where a widget has no other description, which stays otherwise."""
    tipped, described, unseen = QWidget(), QWidget(), QWidget()
    for widget in (tipped, described, unseen):
        qtbot.addWidget(widget)
    described.setAccessibleDescription("Space")
    for text in ("Ann <Able>", "Bob", ""):
        for widget in (tipped, described):
            set_tip(widget, text)
        describe_quietly(unseen, text)
        assert as_read.description(as_read.read(tipped)) == text
        assert as_read.description(as_read.read(described)) == "Space"
        assert as_read.description(as_read.read(unseen)) == text
        assert not unseen.accessibleDescription(), "else Qt tells of each change"
