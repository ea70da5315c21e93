"""Sheets, slips and reports from a library's circles: always from their shareable form."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from storycircle.core.document_out import write_document
from storycircle.core.errors import Refused
from storycircle.core.model import Circle, Event, Gathered
from storycircle.core.sharing import leaving, leaving_all
from storycircle.core.teller_slip import teller_slips
from storycircle.jobs.export import file_name, seal_of
from storycircle.store import circle_file
from storycircle.store.disk import write_bytes
from storycircle.store.library import Library

Size = Literal["a4", "a3"]


def sheet_pdf(event: Event | None, circles: Sequence[Circle], size: Size = "a4") -> bytes:
    """The feedback sheets of circles, one after another, as a PDF."""
    from storycircle.paper.sheet import draw_sheets  # noqa: PLC0415 (reportlab: when first used)

    return draw_sheets(event, [leaving(circle) for circle in circles], size)


def write_sheet(
    path: Path, event: Event | None, circles: Sequence[Circle], size: Size = "a4"
) -> None:
    """Write feedback sheets as a PDF file, whole or not at all. Raises Refused."""
    check_ending(path, [".pdf"])
    write_bytes(path, sheet_pdf(event, circles, size))


def write_sheet_with_data(
    path: Path, library: Library, event: Event, circle: Circle, size: Size = "a4"
) -> None:
    """Write the sheet for the organiser: the circle file is attached. Raises Refused.

    It holds exactly what an export holds, and counts as one.
    """
    from storycircle.paper.sheet import Attachment, draw_sheet  # noqa: PLC0415 (when first used)

    check_ending(path, [".pdf"])
    leave, name = library.leave(circle), file_name(circle, ".circle")
    data = seal_of(library, circle).close(circle_file.content(leave, name))
    attached = Attachment(name, data)
    write_bytes(path, draw_sheet(event, leaving(circle), size, attached))
    library.exported(leave, path.name, circle_file.root(leave))


def write_slips(path: Path, event: Event | None, circles: Sequence[Circle]) -> None:
    """Write a slip for each member as a PDF file. Raises Refused."""
    from storycircle.paper.slips import draw_slips  # noqa: PLC0415 (reportlab: when first used)

    check_ending(path, [".pdf"])
    write_bytes(path, draw_slips(event, [leaving(circle) for circle in circles]))


def write_teller_slips(path: Path, event: Event | None, circles: Sequence[Circle]) -> None:
    """Write a slip for the teller of each story that leaves as a PDF file. Raises Refused."""
    from storycircle.paper.teller_slip import draw_teller_slips  # noqa: PLC0415 (when first used)

    check_ending(path, [".pdf"])
    slips = [slip for circle in circles for slip in teller_slips(circle, event)]
    write_bytes(path, draw_teller_slips(slips))


def write_blank(path: Path) -> None:
    """Write an empty sheet to fill in by hand as a PDF file. Raises Refused."""
    from storycircle.paper.blank import draw_blank  # noqa: PLC0415 (reportlab: when first used)

    check_ending(path, [".pdf"])
    write_bytes(path, draw_blank())


def report_bytes(gathered: Gathered, ending: str) -> bytes:
    """A report of what may leave, in the format of a file ending. Raises Refused."""
    shareable = leaving_all(gathered)
    if ending == ".json":
        return write_document(shareable)
    from storycircle.paper.report import FORMATS  # noqa: PLC0415 (when first used)
    from storycircle.paper.report_form import report_form  # noqa: PLC0415

    if ending not in FORMATS:
        raise Refused("ending-unknown", name=ending, endings=_endings())
    return FORMATS[ending](report_form(shareable))


def write_report(path: Path, library: Library, event: Event) -> None:
    """Write an event's report in the format its name ends in, and note what it carries.

    Raises Refused.
    """
    check_ending(path, _endings().split(" "))
    gathered = library.gathered(event)
    write_bytes(path, report_bytes(gathered, path.suffix.lower()))
    library.reported(leaving_all(gathered), path.name)


def check_ending(path: Path, endings: Sequence[str]) -> None:
    """Refuse a name whose ending no writer here has."""
    if path.suffix.lower() not in endings:
        raise Refused("ending-unknown", name=path.name, endings=" ".join(endings))


def _endings() -> str:
    return ".pdf .docx .xlsx .csv .md .json"
