"""Reads one PDF: the files attached to it, then the square codes on its pages. A program of its
own, run by jobs/files/contents.py.

PDFs have hung and broken readers, so they are opened in a process with bounds on memory and time.
Attached files are told first, of the document and of its notes, whatever they are called: what a
page does to the process afterwards takes none of them away.
"""

import sys
from collections.abc import Iterator
from ctypes import c_ulong

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from storycircle.jobs.subprocesses.reader_output import tell
from storycircle.jobs.subprocesses.square_codes import codes_in, sharpened

MOST_MEMORY = 2_000_000_000
_LONG, _LONGER = 2600, 4200  # px of a page's longer side: A4 at 220 and at 360 dots an inch
_LOCKED = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
_DEEP = 3  # groups in groups in which a page's pictures are looked for
_UNREADABLE = (pypdfium2.PdfiumError, ValueError, MemoryError, OSError, RuntimeError)


def main(most_files: int, most_each: int, most_pages: int) -> None:
    """Tell what is attached to a PDF and the codes on its pages, or why it is not opened."""
    try:
        pdf = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        pages = len(pdf)
    except pypdfium2.PdfiumError as error:
        tell(refused="pdf-locked" if error.err_code in _LOCKED else "damaged-file")
        tell(end=True)
        return
    _tell_attached(pdf, min(pages, most_pages), most_files, most_each)
    _tell_codes(pdf, min(pages, most_pages))
    if pages > most_pages:
        tell(long=True)
    tell(end=True)


def _tell_attached(pdf: pypdfium2.PdfDocument, pages: int, most: int, most_each: int) -> None:
    told: set[bytes] = set()
    for count, attached in enumerate(_attached(pdf, pages)):
        if count == most:
            tell(refused="too-many-inside")
            return
        name = ""
        try:
            name = attached.get_name()
            size = c_ulong()
            pdfium.FPDFAttachment_GetFile(attached, None, 0, size)
            if size.value > most_each:
                tell(name=name, refused="too-big-to-read")
                continue
            data = bytes(attached.get_data())
        except _UNREADABLE:
            tell(name=name, refused="damaged-file")
            continue
        if data not in told:
            tell(data, name=name, whole=True)
        told.add(data)


def _attached(pdf: pypdfium2.PdfDocument, pages: int) -> Iterator[pypdfium2.PdfAttachment]:
    """What is attached to the document, and to the notes on its pages."""
    for at in range(pdf.count_attachments()):
        yield pdf.get_attachment(at)
    for number in range(pages):
        try:
            page = pdf[number]
        except pypdfium2.PdfiumError:
            continue
        for at in range(pdfium.FPDFPage_GetAnnotCount(page)):
            note = pdfium.FPDFPage_GetAnnot(page, at)
            if note:
                raw = pdfium.FPDFAnnot_GetFileAttachment(note)
                if raw:
                    yield pypdfium2.PdfAttachment(raw, pdf)
                pdfium.FPDFPage_CloseAnnot(note)
        page.close()


def _tell_codes(pdf: pypdfium2.PdfDocument, pages: int) -> None:
    told: set[bytes] = set()
    for number in range(pages):
        tell(page=number)
        try:
            page = pdf[number]
            codes = codes_in(_pictures(page))
            page.close()
        except _UNREADABLE:
            tell(refused="page-unreadable")
            continue
        for code in codes:
            if code not in told:
                tell(code, code=True)
            told.add(code)


def _pictures(page: pypdfium2.PdfPage) -> Iterator[Image.Image]:
    """A page as pictures: larger and sharper ones where it has pictures itself, as scans have."""
    yield _drawn(page, _LONG)
    if any(page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEP)):
        large = _drawn(page, _LONGER)
        yield large
        yield sharpened(large)


def _drawn(page: pypdfium2.PdfPage, side: int) -> Image.Image:
    wide, high = page.get_size()
    scale = side / max(wide, high, 1)
    drawn: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    return drawn.convert("L")
