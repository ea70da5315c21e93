"""A field that grows is measured once for each text and width, and is never as high as it was."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls import text_edit
from storycircle.ui.widgets.controls.text_edit import Points, Writing

WIDTHS = (120, 300, 601)
LONG = "what she said to the man in the office, and what he did then " * 6


@pytest.fixture
def field(qtbot: QtBot) -> Writing:
    """A field that grows, with a text of some lines."""
    field = Writing(Theme(LIGHT, still=True), "a hint", grows=True)
    qtbot.addWidget(field)
    field.set_text(LONG)
    return field


def _fresh(field: Writing) -> list[int]:
    """How high Qt itself sets the text now, with the edge above and below."""
    copy = field.document().clone(field)
    highs = []
    for width in WIDTHS:
        copy.setTextWidth(width - 16)
        highs.append(round(copy.size().height()) + 8)
    return highs


def _more(field: Writing) -> None:
    QTest.keyClicks(field, "and then ")


def _line(field: Writing) -> None:
    QTest.keyClick(field, Qt.Key.Key_Return)


def _pasted(field: Writing) -> None:
    field.textCursor().insertText(LONG)


def _larger(field: Writing) -> None:
    larger = QFont(field.font())
    larger.setPixelSize(31)
    field.setFont(larger)


def _margin(field: Writing) -> None:
    field.document().setDocumentMargin(21)


def _indented(field: Writing) -> None:
    cursor = QTextCursor(field.document())
    block = cursor.blockFormat()
    block.setIndent(3)
    cursor.setBlockFormat(block)


ACTS: list[Callable[[Writing], None]] = [
    _more,
    _line,
    _pasted,
    Writing.undo,
    Writing.redo,
    _larger,
    _margin,
    _indented,
    lambda field: field.setLayoutDirection(Qt.LayoutDirection.RightToLeft),
    lambda field: field.set_text("short"),
    lambda field: field.clear(),
]


def test_after_whatever_happens_to_a_text_its_height_is_the_new_one(field: Writing) -> None:
    """Each act follows on a field that was measured before it, at the same widths."""
    for act in ACTS:
        before = [field.heightForWidth(width) for width in WIDTHS]
        act(field)
        after = [field.heightForWidth(width) for width in WIDTHS]
        fresh = [max(high, 40) for high in _fresh(field)]
        assert after == fresh, (act, before)


def test_points_that_are_set_further_in_are_measured_anew(qtbot: QtBot) -> None:
    points = Points(Theme(LIGHT, still=True))
    qtbot.addWidget(points)
    points.set_text(LONG)
    before = points.heightForWidth(200)
    points.set_text(f"\t\t{LONG}")
    assert points.heightForWidth(200) > before


def test_a_layout_that_asks_again_copies_nothing(
    field: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same words were copied whole at each question: five hundred times a page."""
    made: list[QTextDocument] = []

    def one() -> QTextDocument:
        made.append(QTextDocument())
        return made[-1]

    monkeypatch.setattr(text_edit, "QTextDocument", one)
    for _ in range(50):
        for width in WIDTHS:
            field.heightForWidth(width)
    assert len(made) == len(WIDTHS)
