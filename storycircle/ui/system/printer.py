"""Printing a PDF: the printer, and the pages as pictures.

The pages of a PDF as pictures, and on a printer: of at most 300 dots an inch.

Printing a PDF that is made already: asking for a printer, and setting it up for the pages.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QDialog, QWidget

from storycircle.core.error_sentences import Refused
from storycircle.jobs.documents import Size

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter


MOST_DPI = 300
_OWN_MARGIN = 9.0  # mm: nothing on our paper but cut marks stands nearer to its edge
_SAME = 2.0  # mm by which two sizes of paper may differ and be one
_POINT = 25.4 / 72  # mm

Step = Callable[[int, int], bool]
"""Told the pages done, of how many; False where the printing is to stop."""


@contextmanager
def opened(pdf: bytes) -> "Iterator[QPdfDocument]":
    """A PDF, open for as long as it is drawn. It lives on the thread that opens it."""
    from PySide6.QtPdf import QPdfDocument  # noqa: PLC0415 (when first used)

    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument(None)  # type: ignore[call-overload]
    document.load(buffer)
    try:
        yield document
    finally:
        document.close()


def pages(pdf: bytes, dpi: int) -> Iterator[QImage]:
    """The pages of a PDF as pictures on white, one after another."""
    with opened(pdf) as document:
        for number in range(document.pageCount()):
            yield _picture(document, number, dpi)


def print_pages(printer: "QPrinter", pdf: bytes, step: Step = lambda _done, _of: True) -> int:
    """Draw the pages that the dialog asked for on a printer; how many there were.

    Raises Refused where the printer takes none. A printing that is stopped ends where it is.
    """
    with opened(pdf) as document:
        wanted = _wanted(printer, document.pageCount())
        painter = QPainter()
        if not wanted or not painter.begin(printer):
            raise Refused("no-print", name=printer.printerName() or printer.outputFileName())
        try:
            for place, number in enumerate(wanted):
                if not step(place, len(wanted)):
                    printer.abort()
                    return place
                if place and not printer.newPage():
                    raise Refused("no-print", name=printer.printerName())
                _draw(painter, printer, document, number)
        finally:
            painter.end()
    step(len(wanted), len(wanted))
    return len(wanted)


def placed(page: QSizeF, layout: QPageLayout) -> QRectF:
    """Where a page lies on the printer's paper, in mm from the paper's corner.

    As large as it is where the paper is the same and the printer reaches all that is on it; else
    as large as fits where the printer can print, in its middle.
    """
    millimetre = QPageLayout.Unit.Millimeter
    paper = layout.fullRect(millimetre)
    least = layout.minimumMargins()
    unit = 1.0 if layout.units() == millimetre else _POINT
    reach = max(least.left(), least.top(), least.right(), least.bottom()) * unit
    alike = abs(paper.width() - page.width()) < _SAME
    alike = alike and abs(paper.height() - page.height()) < _SAME
    if alike and reach <= _OWN_MARGIN:
        return QRectF(0, 0, page.width(), page.height())
    left, top = least.left() * unit, least.top() * unit
    wide = paper.width() - left - least.right() * unit
    high = paper.height() - top - least.bottom() * unit
    scale = min(wide / page.width(), high / page.height())
    box = QRectF(0, 0, page.width() * scale, page.height() * scale)
    box.moveCenter(QRectF(left, top, wide, high).center())
    return box


def _draw(painter: QPainter, printer: "QPrinter", document: "QPdfDocument", number: int) -> None:
    points = document.pagePointSize(number)
    page = QSizeF(points.width() * _POINT, points.height() * _POINT)
    box = placed(page, printer.pageLayout())
    dots = printer.resolution() / 25.4
    scale = box.width() / page.width()
    picture = _picture(document, number, min(MOST_DPI, printer.resolution()) * scale)
    corner = box.topLeft() * dots
    painter.drawImage(QRectF(corner, box.size() * dots), picture)


def _picture(document: "QPdfDocument", number: int, dpi: float) -> QImage:
    points = document.pagePointSize(number)
    dots = QSize(round(points.width() / 72 * dpi), round(points.height() / 72 * dpi))
    page = QImage(dots, QImage.Format.Format_RGB32)
    page.fill(QColor("white"))  # QtPdf leaves the ground transparent
    with QPainter(page) as painter:
        painter.drawImage(0, 0, document.render(number, dots))
    return page


def _wanted(printer: "QPrinter", count: int) -> list[int]:
    """The numbers, from 0, of the pages that were asked for; in the order asked for."""
    from PySide6.QtPrintSupport import QPrinter as Kind  # noqa: PLC0415 (when first used)

    numbers = list(range(count))
    if printer.printRange() is Kind.PrintRange.PageRange:
        ranges = printer.pageRanges()
        first, last = printer.fromPage() or 1, printer.toPage() or count
        chosen = [n for n in numbers if ranges.contains(n + 1)]
        numbers = chosen if not ranges.isEmpty() else numbers[first - 1 : last]
    backwards = printer.pageOrder() is Kind.PageOrder.LastPageFirst
    return numbers[::-1] if backwards else numbers


def no_printer() -> bool:
    """Whether this laptop knows no printer: the dialog must not be opened then."""
    from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415 (when first used)

    return not QPrinterInfo.availablePrinterNames()


def new_printer(size: Size, name: str = "") -> "QPrinter":
    """The printer of this name; where it is gone, the system's own choice."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo  # noqa: PLC0415 (when first used)

    mode = QPrinter.PrinterMode.HighResolution
    known = QPrinterInfo.printerInfo(name) if name else QPrinterInfo()
    printer = QPrinter(mode) if known.isNull() else QPrinter(known, mode)
    set_page(printer, size)
    return printer


def ask_for_printer(
    parent: QWidget, printer: "QPrinter", pages: int, chosen: Callable[["QPrinter"], None]
) -> QDialog:
    """The system's own dialog, opened beside the circle, never stopping it."""
    from PySide6.QtPrintSupport import QPrintDialog  # noqa: PLC0415 (when first used)

    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, pages)
    dialog.accepted.connect(lambda: chosen(printer))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # its own open() wants a slot by name
    return dialog


def set_page(printer: "QPrinter", size: Size) -> None:
    """Upright pages of a size, counted from the paper's edge.

    To be called again after the dialog: drivers fall back from A3 to A4 in it.
    """
    wanted = QPageSize.PageSizeId.A3 if size == "a3" else QPageSize.PageSizeId.A4
    printer.setPageSize(QPageSize(wanted))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
