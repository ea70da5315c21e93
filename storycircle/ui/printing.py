"""Printing a PDF that is made already: asking for a printer, and setting it up for the pages."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtWidgets import QDialog, QWidget

from storycircle.jobs.made import Size

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


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
