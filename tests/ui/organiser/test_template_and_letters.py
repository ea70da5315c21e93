"""The organiser's own Word template, kept with the event; and the table for letters."""

from pathlib import Path

import openpyxl
import pytest
from docx import Document
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from storycircle.store.library import Library
from storycircle.ui.organiser.organiser_screen import OrganiserScreen
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.view_model import Place
from storycircle.ui.printing.saved_file import OPEN
from tests.journeys.keyboard import Keyboard


def choose(qtbot: QtBot, screen: OrganiserScreen, path: Path) -> None:
    """Choose a file in the dialog that is open, and wait for what comes of it."""
    qtbot.waitUntil(lambda: bool(screen.findChildren(QFileDialog)))
    dialog = screen.findChildren(QFileDialog)[0]
    with qtbot.waitSignal(screen.session.ended, timeout=30_000):
        dialog.filesSelected.emit([str(path)])
        dialog.reject()
    qtbot.waitUntil(lambda: not screen.findChildren(QFileDialog))


def save_word(qtbot: QtBot, screen: OrganiserScreen, path: Path) -> None:
    screen.places.report.buttons[".docx"].click()
    choose(qtbot, screen, path)


@pytest.mark.slow
def test_a_template_is_chosen_kept_used_and_left(
    qtbot: QtBot, screen: OrganiserScreen, library: Library, tmp_path: Path
) -> None:
    """It stays with the event of this laptop; gone from its place it is missed in a sentence."""
    template = tmp_path / "our letter.docx"
    document = Document()
    document.styles["Heading 1"].font.name = "Verdana"
    document.save(str(template))
    screen.go(Place.REPORT)
    page = screen.places.report
    assert page.template.accessibleName() == "Use your own template"
    page.template.click()
    choose(qtbot, screen, template)
    assert page.template.accessibleName() == "Leave this template"
    assert library.report_template(library.events()[0].id) == str(template)
    assert OrganiserSession(library, screen.session.clock).state.template == str(template)

    save_word(qtbot, screen, tmp_path / "ours.DOCX")
    assert Document(str(tmp_path / "ours.DOCX")).styles["Heading 1"].font.name == "Verdana"
    screen.places.report.buttons[".pdf"].click()
    choose(qtbot, screen, tmp_path / "plain.pdf")
    assert (tmp_path / "plain.pdf").exists(), "a template is no hindrance to other forms"

    template.unlink()
    with qtbot.waitSignal(screen.session.ended) as ended:
        page.buttons[".docx"].click()
        qtbot.waitUntil(lambda: bool(screen.findChildren(QFileDialog)))
        screen.findChildren(QFileDialog)[0].filesSelected.emit([str(tmp_path / "gone.docx")])
        screen.findChildren(QFileDialog)[0].reject()
    assert ended.args[0].refusal.key == "template-gone"
    assert not (tmp_path / "gone.docx").exists()

    page.template.click()
    assert library.report_template(library.events()[0].id) == ""
    save_word(qtbot, screen, tmp_path / "usual.docx")
    faces = Document(str(tmp_path / "usual.docx")).styles["Heading 1"].font.name
    assert faces == "Source Serif 4"


def test_what_is_no_template_is_told_in_place(
    qtbot: QtBot, screen: OrganiserScreen, library: Library, tmp_path: Path
) -> None:
    """The sentence stands in the page; nothing is kept, and the way to another is there."""
    (tmp_path / "x.docx").write_bytes(b"no document")
    screen.go(Place.REPORT)
    page = screen.places.report
    page.template.click()
    choose(qtbot, screen, tmp_path / "x.docx")
    assert page.slot.message is not None
    assert page.slot.message.accessibleName() == "“x.docx” is not a document of Word’s."
    assert library.report_template(library.events()[0].id) == ""
    assert page.template.accessibleName() == "Use your own template"


def test_a_table_for_letters_is_saved_beside_the_paper(
    qtbot: QtBot, screen: OrganiserScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the page that prints the slips; and that page says at once what it is doing."""
    Keyboard(screen).press("Ctrl+p")
    place = screen.places.paper
    assert place.paper.made is None
    assert "The pages are being made." in [
        one.text() for one in place.paper.page.children() if hasattr(one, "text")
    ]
    place.letters.click()
    choose(qtbot, screen, tmp_path / "letters.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "letters.xlsx")["People"]
    assert sheet.max_row == 37
    message = place.slot.message
    assert message is not None
    assert message.accessibleName() == "Saved."
    opened: list[Path] = []
    monkeypatch.setattr(place.out.saved_file, "open_file", opened.append)
    message.answered.emit(OPEN)
    assert opened == [tmp_path / "letters.xlsx"]
    assert place.slot.message is None
    qtbot.waitUntil(lambda: place.paper.made is not None, timeout=20_000)
    assert place.paper.page.pages() == 6


def test_another_paper_is_chosen_while_one_is_being_made(
    qtbot: QtBot, screen: OrganiserScreen
) -> None:
    """The window does not wait for pages nobody wants any more: only the last choice is shown."""
    Keyboard(screen).press("Ctrl+p")
    paper = screen.places.paper.paper
    for key in ("all slips", "sign-in", "all slips", "names", "sheets", "all slips"):
        paper.choose(key)
        assert paper.made is None
        assert paper.page.pages() == 0, "what is not chosen is not shown"
    qtbot.waitUntil(lambda: paper.made is not None, timeout=20_000)
    assert paper.paper is not None
    assert paper.paper.key == "all slips"
    assert paper.page.pages() == 9
