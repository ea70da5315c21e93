"""Pages on a printer: as large as on screen, with all their ink; a PDF stands for the printer."""

from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader
from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter

from storycircle.core.error_sentences import Refused
from storycircle.core.model import Gathered
from storycircle.jobs import documents
from storycircle.jobs.documents import Made, Size
from storycircle.ui.system.background import Work
from storycircle.ui.system.printer import new_printer, pages, placed, print_pages, set_page

pytestmark = pytest.mark.usefixtures("qapp")
A4, A3 = QSizeF(210, 297), QSizeF(297, 420)
_DPI = 50


@pytest.fixture
def sheet(example: Gathered) -> Made:
    """The sheets of two circles."""
    return documents.sheets(example.event, example.circles[:2])


def printer_to(path: Path, size: Size = "a4") -> QPrinter:
    """A printer that prints into a file."""
    printer = new_printer(size)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    set_page(printer, size)
    return printer


def ink(page: QImage) -> QRectF:
    """The box of all that is dark on a page, in mm at 50 dots an inch."""
    grey = page.convertToFormat(QImage.Format.Format_Grayscale8)
    size, step = (grey.width(), grey.height()), grey.bytesPerLine()
    seen = Image.frombytes("L", size, bytes(grey.constBits()), "raw", "L", step)
    box = seen.point([255] * 128 + [0] * 128).getbbox()
    assert box is not None
    left, top, right, bottom = (edge * 25.4 / _DPI for edge in box)
    return QRectF(left, top, right - left, bottom - top)


@pytest.mark.slow
@pytest.mark.parametrize("size", ["a4", "a3"])
def test_what_is_printed_is_what_was_made(example: Gathered, tmp_path: Path, size: Size) -> None:
    """The same paper, the same number of pages, and the ink where it was, to a millimetre."""
    sheets = documents.sheets(example.event, example.circles[:2], size)
    path = tmp_path / "printed.pdf"
    assert print_pages(printer_to(path, size), sheets.pdf) == 2
    printed = path.read_bytes()
    paper = A3 if size == "a3" else A4
    for page in PdfReader(path).pages:
        assert float(page.mediabox.width) / 72 * 25.4 == pytest.approx(paper.width(), abs=1)
        assert float(page.mediabox.height) / 72 * 25.4 == pytest.approx(paper.height(), abs=1)
    before, after = next(pages(sheets.pdf, _DPI)), next(pages(printed, _DPI))
    assert after.size() == before.size()
    for edge in ("left", "top", "right", "bottom"):
        assert getattr(ink(after), edge)() == pytest.approx(getattr(ink(before), edge)(), abs=1)
    pictures = [image.image for page in PdfReader(path).pages for image in page.images]
    assert pictures
    for picture in pictures:
        assert picture is not None
        assert picture.width <= paper.width() / 25.4 * 300 + 1


def test_the_size_is_set_again_after_the_dialog(tmp_path: Path) -> None:
    """A driver that fell back from A3 to A4, lying down, prints A3 upright all the same."""
    printer = printer_to(tmp_path / "x.pdf", "a3")
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    set_page(printer, "a3")
    paper = printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter)
    assert paper.width() == pytest.approx(297, abs=1)
    assert paper.height() == pytest.approx(420, abs=1)


@pytest.mark.parametrize(
    ("page", "paper", "reach", "wide"),
    [
        (A4, QPageSize.PageSizeId.A4, 4.2, 210),  # an ordinary printer: as large as it is
        (A4, QPageSize.PageSizeId.A4, 14.0, 182),  # one that cannot reach what is on it
        (A3, QPageSize.PageSizeId.A4, 5.0, 200),  # one that has no A3
        (A4, QPageSize.PageSizeId.Letter, 5.0, 190.5),  # other paper, not so high
    ],
)
def test_a_page_is_fitted_to_what_the_printer_reaches(
    page: QSizeF, paper: QPageSize.PageSizeId, reach: float, wide: float
) -> None:
    """All of it is on the paper, its shape is kept, and it is no smaller than it must be."""
    margins = QMarginsF(reach, reach, reach, reach)
    layout = QPageLayout(
        QPageSize(paper),
        QPageLayout.Orientation.Portrait,
        margins,
        QPageLayout.Unit.Millimeter,
        margins,
    )
    box = placed(page, layout)
    assert box.width() == pytest.approx(wide, abs=1)
    assert box.height() / box.width() == pytest.approx(page.height() / page.width(), rel=0.001)
    whole = layout.fullRect(QPageLayout.Unit.Millimeter).adjusted(-0.6, -0.6, 0.6, 0.6)
    assert whole.contains(box)


@pytest.mark.slow
def test_pages_asked_for_are_printed_alone(sheet: Made, tmp_path: Path) -> None:
    """Page 2 of 2, by the range of the dialog; or both, the last one first."""
    path = tmp_path / "x.pdf"
    printer = printer_to(path)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString("2"))
    assert print_pages(printer, sheet.pdf) == 1
    second = list(pages(sheet.pdf, _DPI))[1]
    assert ink(next(pages(path.read_bytes(), _DPI))).height() == pytest.approx(
        ink(second).height(), abs=1
    )
    backwards = printer_to(path)
    backwards.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert print_pages(backwards, sheet.pdf) == 2


def test_a_printer_that_takes_nothing_is_said(sheet: Made, tmp_path: Path) -> None:
    """One sentence; there is no half of a file."""
    printer = printer_to(tmp_path / "none" / "x.pdf")
    with pytest.raises(Refused, match=r"did not accept the pages\. Nothing was printed"):
        print_pages(printer, sheet.pdf)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_pages_are_printed_off_the_thread_that_draws(sheet: Made, tmp_path: Path) -> None:
    """The whole of it runs in a work of its own, and can be stopped between two pages."""
    path = tmp_path / "x.pdf"
    printer = printer_to(path)
    work = Work(lambda _work: print_pages(printer, sheet.pdf))
    work.start()
    assert work.wait(20_000)
    assert len(PdfReader(path).pages) == 2
    stopped = printer_to(tmp_path / "y.pdf")
    assert print_pages(stopped, sheet.pdf, lambda done, _of: done < 1) == 1
