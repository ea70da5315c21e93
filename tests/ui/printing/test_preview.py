"""A page of a PDF, drawn as it prints."""

import io

import pytest
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from storycircle.ui.printing.preview import PageView
from storycircle.ui.theme.palette import DARK
from storycircle.ui.theme.theme import Theme


@pytest.fixture
def pdf() -> bytes:
    """Two pages of A4, the first half black."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.rect(0, 0, 595, 421, fill=1)
    canvas.showPage()
    canvas.drawString(100, 100, "two")
    canvas.save()
    return out.getvalue()


def test_a_page_is_white_paper_as_large_as_fits(qtbot: QtBot, pdf: bytes) -> None:
    """White above, black below, in the dark theme too, with the shape of A4."""
    page = PageView(Theme(DARK))
    qtbot.addWidget(page)
    page.resize(500, 600)
    page.show_pdf(pdf)
    box = page.page_box()
    assert page.pages() == 2
    assert box.width() / box.height() == pytest.approx(595 / 842, rel=0.01)
    assert box.height() >= 597
    picture = page.grab().toImage()
    ratio = picture.devicePixelRatio()
    middle = box.center().x() * ratio
    top = picture.pixelColor(int(middle), int((box.top() + 50) * ratio))
    foot = picture.pixelColor(int(middle), int((box.bottom() - 50) * ratio))
    assert (top.name(), foot.name()) == ("#ffffff", "#000000")


def test_what_is_no_pdf_shows_nothing(qtbot: QtBot, pdf: bytes) -> None:
    """Other bytes leave the room empty and break nothing; a page that is not there is not shown."""
    page = PageView(Theme(DARK))
    qtbot.addWidget(page)
    page.show_pdf(b"not a pdf")
    assert page.pages() == 0
    assert page.page_box().isEmpty()
    page.grab()
    page.show_pdf(pdf)
    page.show_page(7)
    page.show_page(1)
    page.grab()
    page.clear()
    assert page.pages() == 0
