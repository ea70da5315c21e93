"""Sheets, slips and reports from a library's circles: always from their shareable form."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from storycircle.core import words
from storycircle.core.document_out import write_document
from storycircle.core.errors import Refused
from storycircle.core.model import Circle, Event, Gathered
from storycircle.core.sharing import leaving, leaving_all
from storycircle.core.teller_slip import teller_slips
from storycircle.jobs.export import file_name, seal_of
from storycircle.jobs.progress import Progress, silent
from storycircle.store import circle_file
from storycircle.store.disk import write_bytes
from storycircle.store.library import Library

if TYPE_CHECKING:
    from storycircle.paper.pen import Printed

Size = Literal["a4", "a3"]
_MOST_SHOWN = 6


def sheet_pdf(event: Event | None, circles: Sequence[Circle], size: Size = "a4") -> bytes:
    """The feedback sheets of circles, one after another, as a PDF."""
    from storycircle.paper.sheet import draw_sheets  # noqa: PLC0415 (reportlab: when first used)

    return draw_sheets(event, [leaving(circle) for circle in circles], size).pdf


def write_sheet(
    path: Path, event: Event | None, circles: Sequence[Circle], size: Size = "a4"
) -> str:
    """Write feedback sheets as a PDF file, whole or not at all. Raises Refused.

    Returns a sentence on letters that could not be set, empty where all were; so do those below.
    """
    from storycircle.paper.sheet import draw_sheets  # noqa: PLC0415 (reportlab: when first used)

    check_ending(path, [".pdf"])
    return _write(path, draw_sheets(event, [leaving(circle) for circle in circles], size))


def write_sheet_with_data(
    path: Path, library: Library, event: Event, circle: Circle, size: Size = "a4"
) -> str:
    """Write the sheet for the organiser: the circle file is attached. Raises Refused.

    It holds exactly what an export holds, but for names, which are as the event's rule says;
    and counts as one.
    """
    from storycircle.paper.sheet import Attachment, draw_sheet  # noqa: PLC0415 (when first used)

    check_ending(path, [".pdf"])
    leave, name = library.leave(circle, event.names_on_paper), file_name(circle, ".circle")
    data = seal_of(library, circle).close(circle_file.content(leave, name))
    attached = Attachment(name, data)
    said = _write(path, draw_sheet(event, leaving(circle), size, attached))
    library.exported(leave, path.name, circle_file.root(leave))
    return said


def write_slips(path: Path, event: Event | None, circles: Sequence[Circle]) -> str:
    """Write a slip for each member as a PDF file. Raises Refused."""
    from storycircle.paper.slips import draw_slips  # noqa: PLC0415 (reportlab: when first used)

    check_ending(path, [".pdf"])
    return _write(path, draw_slips(event, [leaving(circle) for circle in circles]))


def write_teller_slips(path: Path, event: Event | None, circles: Sequence[Circle]) -> str:
    """Write a slip for the teller of each story that leaves as a PDF file. Raises Refused."""
    from storycircle.paper.teller_slip import draw_teller_slips  # noqa: PLC0415 (when first used)

    check_ending(path, [".pdf"])
    slips = [slip for circle in circles for slip in teller_slips(circle, event)]
    return _write(path, draw_teller_slips(slips))


def write_blank(path: Path) -> str:
    """Write an empty sheet to fill in by hand as a PDF file. Raises Refused."""
    from storycircle.paper.blank import draw_blank  # noqa: PLC0415 (reportlab: when first used)

    check_ending(path, [".pdf"])
    return _write(path, draw_blank())


def write_card(path: Path, event: Event | None, circle: Circle | None = None) -> str:
    """Write the facilitator's card as a PDF file, for one circle where it is given.

    Names stand on it as they were typed: it is the facilitator's own. Raises Refused.
    """
    from storycircle.paper.card import draw_card  # noqa: PLC0415 (reportlab: when first used)

    check_ending(path, [".pdf"])
    return _write(path, draw_card(event, leaving(circle).circle if circle else None))


def write_sign_in(path: Path, event: Event | None, circles: Sequence[Circle]) -> str:
    """Write a sign-in sheet as a PDF file, a page for each circle. Raises Refused."""
    from storycircle.paper.sign_in import draw_sign_in  # noqa: PLC0415 (when first used)

    check_ending(path, [".pdf"])
    return _write(path, draw_sign_in(event, [leaving(circle).circle for circle in circles]))


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


def write_report(path: Path, library: Library, event: Event, progress: Progress = silent) -> str:
    """Write an event's report in the format its name ends in, and note what it carries.

    Raises Refused, also where it is stopped before it is written: then nothing is.
    """
    check_ending(path, _endings().split(" "))
    _go_on(progress, 0, path)
    ending, gathered = path.suffix.lower(), library.gathered(event)
    corrected = {circle for circle, came in library.arrivals().items() if came.corrected}
    said = ""
    if ending == ".pdf":
        from storycircle.paper.report_form import report_form  # noqa: PLC0415 (when first used)
        from storycircle.paper.report_pdf import write_pdf  # noqa: PLC0415

        printed = write_pdf(report_form(leaving_all(gathered), corrected))
        _go_on(progress, 1, path)
        said = _write(path, printed)
    else:
        data = report_bytes(gathered, ending, corrected)
        _go_on(progress, 1, path)
        write_bytes(path, data)
    library.reported(leaving_all(gathered), path.name)
    return said


def _go_on(progress: Progress, done: int, path: Path) -> None:
    """Say how far it is. Raises Refused where it is told to stop."""
    if not progress(done, 2, path.name):
        raise Refused("stopped")


def boxes(missing: Sequence[str]) -> str:
    """A sentence on letters that no font here has; empty where there are none."""
    if not missing:
        return ""
    shown = words.listed([f"“{letter}”" for letter in missing[:_MOST_SHOWN]])
    left = len(missing) - _MOST_SHOWN
    more = f" and {words.counted(left, 'other')}" if left > 0 else ""
    many = len(missing) > 1
    return (
        f"No font on this laptop has {shown}{more}: "
        f"{'each stands as a box' if many else 'it stands as a box'} on paper."
    )


def _write(path: Path, printed: "Printed") -> str:
    write_bytes(path, printed.pdf)
    return boxes(printed.missing)


def check_ending(path: Path, endings: Sequence[str]) -> None:
    """Refuse a name whose ending no writer here has."""
    if path.suffix.lower() not in endings:
        raise Refused("ending-unknown", name=path.name, endings=" ".join(endings))


def _endings() -> str:
    return ".pdf .docx .xlsx .csv .md .json"
