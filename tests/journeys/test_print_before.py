"""What a facilitator prints before a circle comes from the window: nobody needs a command line."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from storycircle.jobs.documents import BLANK, CARD, NAMES, SIGN_IN
from storycircle.ui.circle.gather.gather_screen import GatherScreen
from storycircle.ui.printing.paper_page import PaperPage
from tests.journeys.conftest import Opened


def _text(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


@pytest.mark.slow
def test_the_sheets_of_gather_print_from_gather(
    open_window: Callable[[], Opened], qtbot: QtBot
) -> None:
    """Sign-in sheet, list of names, card and an empty sheet, each with what it should say."""
    window, keyboard = open_window()
    keyboard.press("Ctrl+n")
    keyboard.write("Ann Able\nBob Brown")
    keyboard.press("Ctrl+p")
    page = window.findChild(PaperPage)
    assert page is not None
    assert page.isVisible()
    found = {}
    for key in (SIGN_IN, NAMES, CARD, BLANK):
        page.paper.choose(key)
        qtbot.waitUntil(lambda: page.paper.made is not None)
        assert page.paper.made is not None
        found[key] = _text(page.paper.made.pdf)
    assert all("Ann Able" in found[key] for key in (SIGN_IN, NAMES, CARD))
    assert "Who is here" in found[SIGN_IN]
    assert "Names" in found[NAMES]
    assert "Ann Able" not in found[BLANK]
    keyboard.press("Esc")
    assert window.circle.view is not None
    screen = window.circle.view.screen_of_stage()
    assert isinstance(screen, GatherScreen)
    assert screen.isVisible()
    assert not page.isVisible()
    screen.event_line.print_.click()
    assert page.isVisible()
