"""The report in each of its formats, by the ending of the file's name.

Each writer is loaded when it is first used: together they take a second.
"""

# ruff: noqa: PLC0415 (loading late is this file's whole work)
from collections.abc import Callable
from typing import TYPE_CHECKING

from storycircle.paper.afterwards.parts import PartDocument
from storycircle.paper.report.content import ReportForm

if TYPE_CHECKING:
    from storycircle.paper.report.office.word_template import Template


def _pdf(form: ReportForm) -> bytes:
    from storycircle.paper.report.pdf import write_pdf

    return write_pdf(form).pdf


def _docx(form: ReportForm) -> bytes:
    from storycircle.paper.report.word import write_docx

    return write_docx(form)


def _xlsx(form: ReportForm) -> bytes:
    from storycircle.paper.report.spreadsheet import write_xlsx

    return write_xlsx(form)


def _csv(form: ReportForm) -> bytes:
    from storycircle.paper.report.spreadsheet import write_csv

    return write_csv(form)


def _md(form: ReportForm) -> bytes:
    from storycircle.paper.report.markdown import write_md

    return write_md(form)


def _html(form: ReportForm) -> bytes:
    from storycircle.paper.report.web_page import write_html

    return write_html(form)


FORMATS: dict[str, Callable[[ReportForm], bytes]] = {
    ".pdf": _pdf,
    ".html": _html,
    ".docx": _docx,
    ".xlsx": _xlsx,
    ".csv": _csv,
    ".md": _md,
}


def written_parts(document: PartDocument, ending: str, template: "Template | None" = None) -> bytes:
    """The document in the format of a file's ending, which is one of `parts.ENDINGS`. template: how
    it looks in Word.
    """
    if ending == ".pdf":
        from storycircle.paper.project.pdf_document import write_parts_pdf

        return write_parts_pdf(document).pdf
    if ending == ".html":
        from storycircle.paper.report.web_page import write_parts_html

        return write_parts_html(document)
    if ending == ".docx":
        from storycircle.paper.report.word import write_parts_docx

        return write_parts_docx(document, template)
    if ending == ".xlsx":
        from storycircle.paper.project.workbook_document import write_parts_xlsx

        return write_parts_xlsx(document)
    if ending == ".csv":
        from storycircle.paper.report.spreadsheet import write_parts_csv

        return write_parts_csv(document)
    from storycircle.paper.report.markdown import write_parts_md

    return write_parts_md(document)
