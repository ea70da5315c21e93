"""Sheets, slips and reports from a library's circles: always from their shareable form."""

from collections.abc import Collection, Sequence
from pathlib import Path

from storycircle.core.document_out import write_document
from storycircle.core.errors import Refused
from storycircle.core.model import Circle, Event, Gathered
from storycircle.core.sharing import leaving_all
from storycircle.jobs import made
from storycircle.jobs.made import Size, check_ending, finished, save
from storycircle.jobs.with_data import sheet_with_data
from storycircle.store.disk import write_bytes
from storycircle.store.library import Library


def write_sheet(
    path: Path, event: Event | None, circles: Sequence[Circle], size: Size = "a4"
) -> str:
    """Write feedback sheets as a PDF file, whole or not at all. Raises Refused.

    Returns a sentence on letters that could not be set, empty where all were; so do those below.
    """
    check_ending(path, [".pdf"])
    return save(path, made.sheets(event, circles, size))


def write_sheet_with_data(
    path: Path, library: Library, event: Event, circle: Circle, size: Size = "a4"
) -> str:
    """Write the sheet for the organiser: the circle file is attached. Raises Refused.

    It counts as an export.
    """
    check_ending(path, [".pdf"])
    sheet = sheet_with_data(library, event, circle)
    said = save(path, sheet.made(size))
    sheet.left(library, path)
    return said


def write_slips(path: Path, event: Event | None, circles: Sequence[Circle]) -> str:
    """Write a slip for each member as a PDF file. Raises Refused."""
    check_ending(path, [".pdf"])
    return save(path, made.slips(event, circles))


def write_teller_slips(path: Path, event: Event | None, circles: Sequence[Circle]) -> str:
    """Write a slip for the teller of each story that leaves as a PDF file. Raises Refused."""
    check_ending(path, [".pdf"])
    return save(path, made.tellers(event, circles))


def write_blank(path: Path) -> str:
    """Write an empty sheet to fill in by hand as a PDF file. Raises Refused."""
    check_ending(path, [".pdf"])
    return save(path, made.blank())


def write_card(path: Path, event: Event | None, circle: Circle | None = None) -> str:
    """Write the facilitator's card as a PDF file, for one circle where it is given.

    Names stand on it as they were typed: it is the facilitator's own. Raises Refused.
    """
    check_ending(path, [".pdf"])
    return save(path, made.card(event, circle))


def write_sign_in(path: Path, event: Event | None, circles: Sequence[Circle]) -> str:
    """Write a sign-in sheet as a PDF file, a page for each circle. Raises Refused."""
    check_ending(path, [".pdf"])
    return save(path, made.sign_in(event, circles))


def report_bytes(gathered: Gathered, ending: str, corrected: Collection[str] = ()) -> bytes:
    """A report of what may leave, in the format of a file ending. Raises Refused.

    corrected: ids of the circles that a later file changed.
    """
    shareable = leaving_all(gathered)
    if ending == ".json":
        return write_document(shareable)
    from storycircle.paper.report import FORMATS  # noqa: PLC0415 (when first used)
    from storycircle.paper.report_form import report_form  # noqa: PLC0415

    if ending not in FORMATS:
        raise Refused("ending-unknown", name=ending, endings=_endings())
    return FORMATS[ending](report_form(shareable, corrected))


def write_report(path: Path, library: Library, event: Event) -> str:
    """Write an event's report in the format its name ends in, and note what it carries.

    Raises Refused.
    """
    check_ending(path, _endings().split(" "))
    ending, gathered = path.suffix.lower(), library.gathered(event)
    corrected = {circle for circle, came in library.arrivals().items() if came.corrected}
    said = ""
    if ending == ".pdf":
        from storycircle.paper.report_form import report_form  # noqa: PLC0415 (when first used)
        from storycircle.paper.report_pdf import write_pdf  # noqa: PLC0415

        said = save(path, finished(write_pdf(report_form(leaving_all(gathered), corrected))))
    else:
        write_bytes(path, report_bytes(gathered, ending, corrected))
    library.reported(leaving_all(gathered), path.name)
    return said


def _endings() -> str:
    return ".pdf .docx .xlsx .csv .md .json"
