"""Printing a PDF that is made already: its pages as pictures of at most 300 dots an inch."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter
from PySide6.QtWidgets import QDialog, QWidget

from storycircle.jobs.printing import Size

_MOST_DPI = 300


def no_printer() -> bool:
    """Whether this laptop knows no printer: the dialog must not be opened then."""
    from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415 (when first used)

    return not QPrinterInfo.availablePrinterNames()


def print_pdf(parent: QWidget, pdf: bytes, size: Size) -> None:
    """Ask for a printer and print all pages. Opened beside the circle, never stopping it."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 (when first used)

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(_page(size))
    dialog = QPrintDialog(printer, parent)

    def accepted() -> None:
        # Drivers fall back from A3 to A4 in the dialog: the size is set again after it.
        printer.setPageSize(_page(size))
        printer.setFullPage(True)
        printer.setResolution(min(printer.resolution(), _MOST_DPI))
        painter = QPainter(printer)
        for place, page in enumerate(pages(pdf, printer.resolution())):
            if place:
                printer.newPage()
            painter.drawImage(0, 0, page)
        painter.end()

    dialog.accepted.connect(accepted)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # its own open() wants a slot by name


def pages(pdf: bytes, dpi: int) -> list[QImage]:
    """The pages of a PDF as pictures on white."""
    from PySide6.QtPdf import QPdfDocument  # noqa: PLC0415 (when first used)

    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument(None)  # type: ignore[call-overload]
    document.load(buffer)
    drawn = []
    for number in range(document.pageCount()):
        points = document.pagePointSize(number)
        dots = QSize(round(points.width() / 72 * dpi), round(points.height() / 72 * dpi))
        page = QImage(dots, QImage.Format.Format_RGB32)
        page.fill(QColor("white"))
        painter = QPainter(page)
        painter.drawImage(0, 0, document.render(number, dots))
        painter.end()
        drawn.append(page)
    document.close()
    return drawn


def _page(size: Size) -> QPageSize:
    return QPageSize(QPageSize.PageSizeId.A3 if size == "a3" else QPageSize.PageSizeId.A4)
