"""The report in each of its formats, by the ending of the file's name.

Each writer is loaded when it is first used: together they take a second.
"""
# ruff: noqa: PLC0415 (loading late is this file's whole work)

from collections.abc import Callable

from storycircle.paper.report_form import ReportForm


def _pdf(form: ReportForm) -> bytes:
    from storycircle.paper.report_pdf import write_pdf

    return write_pdf(form).pdf


def _docx(form: ReportForm) -> bytes:
    from storycircle.paper.report_docx import write_docx

    return write_docx(form)


def _xlsx(form: ReportForm) -> bytes:
    from storycircle.paper.report_xlsx import write_xlsx

    return write_xlsx(form)


def _csv(form: ReportForm) -> bytes:
    from storycircle.paper.report_csv import write_csv

    return write_csv(form)


def _md(form: ReportForm) -> bytes:
    from storycircle.paper.report_md import write_md

    return write_md(form)


FORMATS: dict[str, Callable[[ReportForm], bytes]] = {
    ".pdf": _pdf,
    ".docx": _docx,
    ".xlsx": _xlsx,
    ".csv": _csv,
    ".md": _md,
}
