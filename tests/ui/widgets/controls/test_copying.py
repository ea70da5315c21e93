"""What is copied says that it stays on this laptop, whatever widget copies it and by which way."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from storycircle.jobs.merge import FileOutcome, MergeResult
from storycircle.ui.organiser.merge.file_table import FileTable
from storycircle.ui.organiser.reading.page import CircleText
from storycircle.ui.organiser.reading.view_model import Kind, Paragraph
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.context_menu import CopiesStay, copy_text
from storycircle.ui.widgets.controls.line_edit import Field
from storycircle.ui.widgets.controls.text_edit import Writing


def _stays(qapp: QApplication) -> bool:
    """Whether what is on the clipboard says that it stays here."""
    asked = " ".join(qapp.clipboard().mimeData().formats())
    wishes = "CanUploadToCloudClipboard", "CanIncludeInClipboardHistory", "passwordManagerHint"
    return all(wish in asked for wish in wishes)


def test_what_is_copied_is_to_stay_on_this_laptop(qapp: QApplication) -> None:
    """No history of the clipboard keeps it, and none sends it to another machine."""
    copy_text("The heron")
    assert qapp.clipboard().mimeData().text() == "The heron"
    assert _stays(qapp)


def _field(theme: Theme) -> QWidget:
    field = Field(theme, "The heron")
    field.selectAll()
    return field


def _writing(theme: Theme) -> QWidget:
    writing = Writing(theme)
    writing.set_text("The heron")
    writing.selectAll()
    return writing


def _table(theme: Theme) -> QWidget:
    table = FileTable(theme)
    table.show_rows([MergeResult("heron.circle", FileOutcome.NEW, "The heron", 3, 7, 2)])
    table.setCurrentIndex(table.model().index(0, 1))
    return table


def _circle(theme: Theme) -> QWidget:
    text = CircleText(theme)
    text.show_paragraphs([Paragraph(Kind.TEXT, "The heron")])
    text.selectAll()
    return text


_COPYING = (_field, _writing, _table, _circle)


@pytest.mark.parametrize("make", _COPYING)
@pytest.mark.parametrize("key", ["Ctrl+C", "Ctrl+Ins"])
def test_the_keys_of_copying_are_no_way_round(
    qtbot: QtBot, qapp: QApplication, make: Callable[[Theme], QWidget], key: str
) -> None:
    """In a field of one line or of many, in a table, in words to read; there is nothing to wait
    for: the first that a history sees says so.
    """
    widget = make(Theme(LIGHT))
    qtbot.addWidget(widget)
    widget.show()
    widget.setFocus()
    qapp.clipboard().clear()
    QTest.keySequence(widget, QKeySequence(key))
    assert "The heron" in qapp.clipboard().text()
    assert _stays(qapp)


def test_what_is_cut_is_to_stay_here_too(qtbot: QtBot, qapp: QApplication) -> None:
    """It is gone from its field, and Ctrl Z brings it back; a passphrase is never copied."""
    for make in (_field, _writing):
        widget = make(Theme(LIGHT))
        qtbot.addWidget(widget)
        widget.show()
        widget.setFocus()
        qapp.clipboard().clear()
        QTest.keySequence(widget, QKeySequence("Ctrl+X"))
        assert isinstance(widget, Field | Writing)
        assert (widget.text(), qapp.clipboard().text()) == ("", "The heron")
        assert _stays(qapp)
        QTest.keySequence(widget, QKeySequence("Ctrl+Z"))
        assert widget.text() == "The heron"
    secret = _field(Theme(LIGHT))
    assert isinstance(secret, Field)
    qtbot.addWidget(secret)
    secret.setEchoMode(Field.EchoMode.Password)
    secret.selectAll()
    secret.show()
    qapp.clipboard().clear()
    for key in ("Ctrl+C", "Ctrl+X"):
        QTest.keySequence(secret, QKeySequence(key))
    assert (qapp.clipboard().text(), secret.text()) == ("", "The heron")


def test_whatever_copies_by_itself_is_answered(qtbot: QtBot, qapp: QApplication) -> None:
    """Qt's own menus and lists that open: what they copy says at once that it stays here."""
    guard = QWidget()
    qtbot.addWidget(guard)
    CopiesStay(guard, lambda _mode: True)  # without a screen nobody knows whose it is
    choices = QListWidget()
    qtbot.addWidget(choices)
    choices.addItems(["The heron"])
    choices.setCurrentRow(0)
    choices.show()
    QTest.keySequence(choices, QKeySequence("Ctrl+C"))
    assert qapp.clipboard().text() == "The heron"
    assert _stays(qapp)
    for make in (_field, _writing):
        widget = make(Theme(LIGHT))
        qtbot.addWidget(widget)
        qapp.clipboard().clear()
        menu = widget.createStandardContextMenu()  # type: ignore[attr-defined]
        next(one for one in menu.actions() if one.objectName() == "edit-copy").trigger()
        assert qapp.clipboard().text() == "The heron"
        assert _stays(qapp)


def test_what_is_pasted_into_one_line_is_one_line(qtbot: QtBot) -> None:
    """Two cells of a table, and two lines of a mail: a tab there is a space, as a line's end is."""
    told_by = Writing(Theme(LIGHT), single=True)
    qtbot.addWidget(told_by)
    for pasted, wanted in (
        ("Ann\tLee", "Ann Lee"),
        ("Ann Lee,\r\nBo\tRay", "Ann Lee, Bo Ray"),
        ("Ann\u2028Lee", "Ann Lee"),
    ):
        told_by.clear()
        source = QMimeData()
        source.setText(pasted)
        told_by.insertFromMimeData(source)
        assert told_by.text() == wanted
        assert told_by.document().blockCount() == 1
