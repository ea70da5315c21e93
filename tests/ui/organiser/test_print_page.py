"""Paper of all circles that is asked for while its pages are still being made."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event as Gate

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.consent.shareable import Leaving, leaving
from storycircle.core.model import Circle
from storycircle.jobs import documents
from storycircle.ui.organiser.organiser_screen import OrganiserScreen
from storycircle.ui.system import printer
from tests.journeys.keyboard import Keyboard

_MADE = "The pages are being made."


def seen_in(place: QWidget) -> list[str]:
    """The words that are in sight on a page, from the top down."""
    words = [one for one in place.findChildren(QLabel) if one.isVisible() and one.text()]
    words = [one for one in words if not one.visibleRegion().isEmpty()]
    words.sort(key=lambda one: one.mapTo(place, QPoint()).y())
    return [one.text() for one in words]


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Open it, and the sheets of the circles are laid out."""
    opened = Gate()

    def late(circle: Circle) -> Leaving:
        assert opened.wait(20)
        return leaving(circle)

    monkeypatch.setattr(documents, "leaving", late)
    yield opened
    opened.set()


def test_a_pdf_that_is_asked_for_before_its_pages_are_there_is_said_and_written(
    qtbot: QtBot, screen: OrganiserScreen, tmp_path: Path, gate: Gate
) -> None:
    """In sight where the pages will stand, and beside them where the file was asked for."""
    Keyboard(screen).press("Ctrl+p")
    place = screen.places.paper
    assert seen_in(place).count(_MADE) == 1
    path = tmp_path / "all sheets.pdf"
    Keyboard(screen).press("Ctrl+Shift+S")
    qtbot.waitUntil(lambda: bool(screen.findChildren(QFileDialog)))
    dialog = screen.findChildren(QFileDialog)[0]
    dialog.filesSelected.emit([str(path)])
    dialog.reject()
    QApplication.processEvents()
    seen = seen_in(place)
    assert seen.count(_MADE) == 2
    assert "They are saved by themselves, as soon as they are there." in seen
    assert not path.exists()
    gate.set()
    qtbot.waitUntil(lambda: "Saved." in seen_in(place), timeout=20_000)
    assert _MADE not in seen_in(place)
    assert len(PdfReader(path).pages) == place.paper.page.pages() == 6


def test_a_printer_is_asked_for_once_the_pages_are_there_and_that_is_said(
    qtbot: QtBot, screen: OrganiserScreen, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Print is never answered by nothing at all."""
    asked: list[int] = []
    monkeypatch.setattr(printer, "no_printer", lambda: False)
    monkeypatch.setattr(
        printer, "ask_for_printer", lambda _over, _printer, pages, _act: asked.append(pages)
    )
    Keyboard(screen).press("Ctrl+p")
    place = screen.places.paper
    place.print_.click()
    QApplication.processEvents()
    assert "The printer is asked for as soon as they are there." in seen_in(place)
    assert asked == []
    gate.set()
    qtbot.waitUntil(lambda: asked == [6], timeout=20_000)
