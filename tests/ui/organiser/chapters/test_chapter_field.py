"""The field of a chapter: what stands in it is the small form, and comes out as it went in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.afterwards.chapter_text import (
    Bullets,
    Heading,
    Paragraph,
    Quotation,
    Told,
    blocks_of,
    text_of,
)
from storycircle.ui.organiser.chapters.chapter_field import ChapterField, Look
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme
from tests.journeys.keyboard import Keyboard
from tests.support.windows import shown

_words = st.text("ab#>-\\*_ é\u200f[]()story:1", max_size=12)
_typed = st.lists(st.one_of(_words, st.sampled_from(["", "## a", "### b", "- c", "> d", "\\- e"])))


def field_of(text: str) -> ChapterField:
    assert QApplication.instance() is not None
    made = ChapterField(Theme(LIGHT, still=True), lambda story: f"story {story}")
    made.set_text(text)
    return made


@pytest.mark.usefixtures("qapp")
@settings(deadline=None)
@given(lines=_typed)
def test_a_text_goes_in_and_comes_out_as_it_was(lines: list[str]) -> None:
    """Whatever is typed in a file: its blocks are the field's, and the field's text is theirs."""
    text = "\n".join(lines)
    field = field_of(text)
    assert field.blocks() == blocks_of(text)
    assert field.text() == text_of(blocks_of(text))
    again = field_of(field.text())
    assert again.text() == field.text()


@pytest.mark.usefixtures("qapp")
def test_all_kinds_of_blocks_are_held() -> None:
    """Two lists beside each other stay two; lines of a paragraph stay lines."""
    blocks = (
        Heading("What has shifted"),
        Paragraph(("One line", "and the next")),
        Bullets(("a", "b")),
        Bullets(("c",)),
        Quotation(("All I did", "was pick up the phone.")),
        Told("1-2"),
        Heading("Deeper", deep=True),
    )
    assert field_of(text_of(blocks)).blocks() == blocks


@pytest.mark.slow
def test_two_hundred_thousand_letters_go_in_and_out(qapp: QApplication) -> None:
    """The longest chapter there may be."""
    assert qapp is not None
    text = "\n\n".join(["word " * 39 + "end"] * 1_000)
    assert field_of(text).text() == text


@pytest.mark.slow
def test_headings_bullets_and_quotations_are_written_by_keys(qtbot: QtBot) -> None:
    """Enter goes on with a list and ends it on an empty bullet; Backspace takes a look away."""
    field = shown(qtbot, ChapterField(Theme(LIGHT, still=True), lambda _s: "“Told.”"))
    field.setFocus()
    keyboard = Keyboard(field)
    keyboard.write("Conclusions")
    field.turn_into(Look.HEADING)
    keyboard.press("Enter")
    assert field.look is Look.PARAGRAPH
    keyboard.write("one")
    field.turn_into(Look.BULLET)
    keyboard.write("\ntwo\n\nAfter")
    keyboard.press("Enter")
    keyboard.write("Said")
    field.turn_into(Look.QUOTATION)
    assert field.text() == "## Conclusions\n\n- one\n- two\n\nAfter\n\n> Said"
    field.moveCursor(QTextCursor.MoveOperation.StartOfBlock)
    QApplication.processEvents()

    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.text().endswith("After\n\nSaid")
    field.moveCursor(QTextCursor.MoveOperation.End)
    field.tell("s-1")
    keyboard.write("x")
    assert field.text().endswith("[story](story:s-1)\n\nx")
    keyboard.press("Up")
    keyboard.write("never")
    assert "never" not in field.text()
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert "story:" not in field.text()
