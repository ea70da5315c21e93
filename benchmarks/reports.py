"""A report of 1,000 circles, beside the same content written bare by the same libraries.

The bare writers are handed what the report was found to say, paragraph by paragraph and cell by
cell, and write it in the plainest way that does not search: no styles of its own, no contents, no
chart. The floor of the PDF is the fastest of other writers that are installed, of the three that
speed was compared with: reportlab's own platypus, fpdf2 and WeasyPrint.
"""

import gc
import time
from collections.abc import Callable, Sequence
from functools import cache, partial
from io import BytesIO
from statistics import median
from typing import Any, TypeAlias
from xml.etree import ElementTree as ET

from msgspec.structs import replace

from benchmarks.figure import Figure
from benchmarks.merge_files import EVENT, gathered_circles
from benchmarks.profiles import of_act
from benchmarks.report_writers import OTHERS
from storycircle.core.consent.shareable import leaving_all
from storycircle.core.model import Gathered, Placement
from storycircle.paper.report.content import ReportForm, report_form
from storycircle.paper.report.formats import FORMATS

_COUNT, _QUICK, _TENTH = 1_000, 100, 10
_RUNS = 5  # of each, in turn
_AT_MOST, _PDF_AT_MOST = 1.2, 0.5
_HEADINGS = ("Health", "School", "Getting there", "Being heard")
Rows = Sequence[Sequence[Any]]


def docx(*, quick: bool) -> Figure:
    """Processor seconds of the Word report, beside its paragraphs and tables alone."""
    return _row("docx", _docx_content, _bare_docx, quick=quick)


def xlsx(*, quick: bool) -> Figure:
    """The same of the workbook, beside its cells alone."""
    return _row("xlsx", _xlsx_content, _bare_xlsx, quick=quick)


def html(*, quick: bool) -> Figure:
    """The same of the web page, beside its elements alone, made and written by the same library."""
    return _row("html", _html_content, _bare_html, quick=quick)


def pdf(*, quick: bool) -> Figure:
    """The same of the PDF, beside the fastest other writer."""
    count = _QUICK if quick else _COUNT
    form = _form(count)
    ours = _seconds(lambda: FORMATS[".pdf"](form))
    others = {}
    for name, write in OTHERS.items():
        try:
            others[name] = _seconds(partial(write, form))
        except ImportError:
            continue
    fastest = min(others, key=lambda name: others[name])
    missing = ", ".join(sorted(set(OTHERS) - set(others)))
    note = f"of {count:,} circles; beside {fastest}" + (f"; not here: {missing}" if missing else "")
    return Figure("report-pdf", ours, others[fastest], _PDF_AT_MOST, note)


def seconds_of_pdf(count: int) -> float:
    """Processor seconds of the PDF of so many circles."""
    form = _form(count)
    return _seconds(lambda: FORMATS[".pdf"](form))


@cache
def _form(count: int) -> ReportForm:
    circles = tuple(gathered_circles(count))
    placements = {
        action.id: Placement(action.id, _HEADINGS[place % len(_HEADINGS)])
        for circle in circles
        for place, action in enumerate(circle.actions)
    }
    event = replace(EVENT, headings=_HEADINGS, expected=count)
    return report_form(leaving_all(Gathered(event, circles, placements)))


def _row(
    ending: str,
    content_of: Callable[[bytes], Any],
    bare: Callable[[Any], bytes],
    *,
    quick: bool,
) -> Figure:
    count = _QUICK if quick else _COUNT
    write = FORMATS[f".{ending}"]
    form, tenth = _form(count), _form(count // _TENTH)
    content = content_of(write(form))
    taken = [(_seconds(lambda: write(form)), _seconds(lambda: bare(content))) for _ in range(_RUNS)]
    ours, floor = (median(each) for each in zip(*taken, strict=True))
    grown = ours / max(1e-9, median(_seconds(lambda: write(tenth)) for _ in range(_RUNS)))
    note = f"processor seconds of {count:,} circles; {grown:.1f} times those of a tenth of them"
    return Figure(f"report-{ending}", ours, floor, _AT_MOST, note)


def _seconds(act: Callable[[], object]) -> float:
    gc.collect()  # what the other has left behind is no part of it
    begun = time.process_time()
    act()
    return time.process_time() - begun


Block = tuple[str, Any]
Tree: TypeAlias = tuple[str, dict[str, str], str, str, list[Any]]


def _docx_content(data: bytes) -> list[Block]:
    """What a document says, in order: paragraphs with their style, and rows of tables."""
    from docx import Document  # noqa: PLC0415 (loaded before anything is timed)
    from docx.oxml.ns import qn  # noqa: PLC0415

    def words(element: Any) -> str:
        return "".join(text.text or "" for text in element.iter(qn("w:t")))

    found: list[Block] = []
    for element in Document(BytesIO(data)).element.body:
        if element.tag == qn("w:tbl"):
            cells = [
                [words(cell) for cell in row.iter(qn("w:tc"))] for row in element.iter(qn("w:tr"))
            ]
            found.append(("table", cells))
        elif element.tag == qn("w:p"):
            found.append(("text", words(element)))
    return found


def _bare_docx(content: list[Block]) -> bytes:
    from docx import Document  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from lxml.etree import SubElement  # noqa: PLC0415

    document = Document()
    body = document.element.body
    last = body[-1]
    body.remove(last)
    paragraph, run, text, style = qn("w:p"), qn("w:r"), qn("w:t"), qn("w:pStyle")

    def write(parent: Any, words: str) -> None:
        made = SubElement(parent, paragraph)
        SubElement(SubElement(made, qn("w:pPr")), style, {qn("w:val"): "Normal"})
        SubElement(SubElement(made, run), text).text = words

    for kind, said in content:
        if kind == "text":
            write(body, said)
            continue
        table = SubElement(body, qn("w:tbl"))
        SubElement(SubElement(table, qn("w:tblPr")), qn("w:tblW"), {qn("w:w"): "0"})
        for cells in said:
            row = SubElement(table, qn("w:tr"))
            for words in cells:
                cell = SubElement(row, qn("w:tc"))
                SubElement(SubElement(cell, qn("w:tcPr")), qn("w:tcW"), {qn("w:w"): "2000"})
                write(cell, words)
    body.append(last)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _xlsx_content(data: bytes) -> list[tuple[str, Rows]]:
    """The sheets of a workbook, with their cells."""
    from openpyxl import load_workbook  # noqa: PLC0415

    book = load_workbook(BytesIO(data), read_only=True)
    return [(sheet.title, [*sheet.iter_rows(values_only=True)]) for sheet in book]


def _bare_xlsx(content: list[tuple[str, Rows]]) -> bytes:
    from xlsxwriter import Workbook  # noqa: PLC0415

    file = BytesIO()
    book = Workbook(file, {"in_memory": True, "default_date_format": "d mmm yyyy"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    for title, rows in content:
        sheet = book.add_worksheet(title)
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(at, place, cell, plain)
                elif cell is not None:
                    sheet.write(at, place, cell)
    book.close()
    return file.getvalue()


def _html_content(data: bytes) -> Any:
    """The elements of a page, each with its attributes and texts."""
    from lxml import html as parser  # noqa: PLC0415

    def content(element: Any) -> Tree:
        parts = [content(one) for one in element if isinstance(one.tag, str)]
        about = dict(element.attrib)
        return str(element.tag), about, element.text or "", element.tail or "", parts

    return content(parser.fromstring(data.decode()))


def _bare_html(content: "Tree") -> bytes:
    def made(parent: ET.Element, one: "Tree") -> None:
        tag, about, text, tail, parts = one
        element = ET.SubElement(parent, tag, about)
        element.text, element.tail = text, tail
        for part in parts:
            made(element, part)

    page = ET.Element("div")
    made(page, content)
    return ET.tostring(page, "unicode", method="html").encode()


def profile_of(name: str) -> str:
    """Where the time of a report of 100 circles goes."""
    form = _form(_QUICK)
    return of_act(lambda: FORMATS[f".{name.removeprefix('report-')}"](form))
