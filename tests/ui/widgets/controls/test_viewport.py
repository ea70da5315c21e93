"""A field's viewport is one that PySide knows, and is in all else as Qt's own."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.text_edit import Lines, Points, Writing


@pytest.mark.parametrize("kind", [Writing, Points, Lines])
def test_a_fields_viewport_is_as_qts_own(
    qtbot: QtBot, theme: Theme, kind: type[Writing | Points | Lines]
) -> None:
    ours, plain = kind(theme), QTextEdit()
    for field in (ours, plain):
        qtbot.addWidget(field)
        field.show()
    QApplication.processEvents()
    assert _manner(ours.viewport()) == _manner(plain.viewport())
    assert ours.viewport().focusProxy() is ours
    # By what the letters are measured: Qt's own viewport is gone.
    assert ours.document().documentLayout().paintDevice() is ours.viewport()


def _manner(viewport: QWidget) -> list[object]:
    """How it takes the pointer, what is dropped and the keyboard."""
    return [
        viewport.objectName(),
        viewport.cursor().shape(),
        viewport.hasMouseTracking(),
        viewport.acceptDrops(),
        viewport.focusPolicy(),
        viewport.backgroundRole(),
        [one for one in Qt.WidgetAttribute if viewport.testAttribute(one)],
    ]
