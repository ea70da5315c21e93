"""Reports, sheets and slides from a library's circles.

Sheets, slips and reports from a library's circles: always from their shareable form.

What a circle shows the plenary: its shareable form, with names as the event's rule says; of many,
each is read as it is shown.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, overload

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.afterwards.chapters import gone_from
from storycircle.core.consent.shareable import leaving, leaving_all, on_paper, rule_of
from storycircle.core.error_sentences import Refused
from storycircle.core.formats.json_document import write_document
from storycircle.core.i18n import _, n_
from storycircle.core.model import Circle, Event, Gathered
from storycircle.jobs import documents
from storycircle.jobs.documents import Size, check_ending, finished, save, sheet_with_data
from storycircle.jobs.progress import Progress, silent
from storycircle.languages import spoken
from storycircle.paper.report.event_part import Only, part_of
from storycircle.store.circles import ToReport
from storycircle.store.library import Library
from storycircle.store.safety.disk import explained, write_bytes

if TYPE_CHECKING:
    from storycircle.paper.report.content import Known
    from storycircle.paper.report.office.word_template import Template


def write_sheet(
    path: Path, event: Event | None, circles: Sequence[Circle], size: Size = "a4"
) -> str:
    """Write feedback sheets as a PDF file, whole or not at all. Raises Refused.

    Returns a sentence on letters that could not be set, empty where all were; so do those below.
    """
    check_ending(path, [".pdf"])
    return save(path, documents.sheets(event, circles, size))


def write_sheet_with_data(
    path: Path, library: Library, event: Event, circle: Circle, size: Size = "a4"
) -> str:
    """Write the sheet for the organiser: the circle file is attached. Raises Refused.

    It counts as an export.
    """
    check_ending(path, [".pdf"])
    sheet = sheet_with_data(library, event, circle)
    note = save(path, sheet.made(size))
    sheet.left(library, path)
    return note


def write_slips(path: Path, event: Event | None, circles: Sequence[Circle]) -> str:
    """Write a slip for each member as a PDF file, or a table for a mail merge. Raises Refused."""
    from storycircle.paper.sheets.mail_merge import (  # noqa: PLC0415 (when first used)
        ENDINGS,
        merge_table,
    )

    check_ending(path, [".pdf", *ENDINGS])
    if path.suffix.lower() == ".pdf":
        return save(path, documents.slips(event, circles))
    with spoken(event.language if event else ""):
        table = merge_table(event, [leaving(c) for c in circles], path.suffix.lower())
    write_bytes(path, table)
    return ""


def write_teller_slips(path: Path, event: Event | None, circles: Sequence[Circle]) -> str:
    """Write a slip for the teller of each story that leaves as a PDF file. Raises Refused."""
    if path.suffix.lower() in (".xlsx", ".csv"):
        raise Refused("tellers-on-paper")
    check_ending(path, [".pdf"])
    return save(path, documents.tellers(event, circles))


def write_blank(path: Path) -> str:
    """Write an empty sheet to fill in by hand as a PDF file. Raises Refused."""
    check_ending(path, [".pdf"])
    return save(path, documents.blank())


def write_checkout(path: Path, event: Event | None, circle: Circle | None = None) -> str:
    """Write slips for the check-out as a PDF file, for one circle where it is given, with the
    event's statements. Raises Refused.
    """
    check_ending(path, [".pdf"])
    return save(path, documents.checkout_slips(event, circle))


def write_guide(path: Path, name: str = "") -> str:
    """Write a page of the guide as a PDF file; all of it, where none is named. Raises Refused."""
    check_ending(path, [".pdf"])
    return save(path, documents.guide(name))


def write_card(path: Path, event: Event | None, circle: Circle | None = None) -> str:
    """Write the facilitator's card as a PDF file, for one circle where it is given.

    Names stand on it as they were typed: it is the facilitator's own. Raises Refused.
    """
    check_ending(path, [".pdf"])
    return save(path, documents.facilitator_card(event, circle))


def write_sign_in(path: Path, event: Event | None, circles: Sequence[Circle]) -> str:
    """Write a sign-in sheet as a PDF file, a page for each circle. Raises Refused."""
    check_ending(path, [".pdf"])
    return save(path, documents.sign_in(event, circles))


def read_template(path: Path) -> "Template":
    """An organisation's own Word template, looked at. Raises Refused."""
    from storycircle.paper.report.office.word_template import (  # noqa: PLC0415 (when first used)
        MOST_BYTES,
    )
    from storycircle.paper.report.word import usable_template  # noqa: PLC0415 (when first used)

    with explained(path, "cannot-read"):
        if not path.is_file():
            raise Refused("not-a-file" if path.exists() else "not-there", name=path.name)
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    return usable_template(path.name, data)


def write_names(path: Path, event: Event | None, circles: Sequence[Circle]) -> str:
    """Write a list of names as a PDF file, a page for each circle that has any. Raises Refused."""
    check_ending(path, [".pdf"])
    listed = [circle for circle in circles if circle.members]
    if not listed:
        raise Refused("no-names")
    return save(path, documents.names(event, listed))


def report_bytes(
    gathered: Gathered,
    ending: str,
    known: "Known | None" = None,
    only: Only | None = None,
    *,
    template: "Template | None" = None,
    written: datetime | None = None,
) -> bytes:
    """A report of what may leave, in the format of a file ending. Raises Refused.

    known: what the library knows besides. only: the part that is wanted; all where it is None.
    template: how it looks in Word. written: when, as a workbook says it.
    """
    shareable = leaving_all(gathered)
    if ending == ".json":
        return write_document(part_of(shareable, only) if only else shareable)
    from storycircle.paper.report.content import report_form  # noqa: PLC0415 (when first used)
    from storycircle.paper.report.formats import FORMATS  # noqa: PLC0415 (when first used)

    if ending not in FORMATS:
        raise Refused("ending-unknown", name=ending, endings=_endings())
    with spoken(gathered.event.language):
        form = report_form(shareable, known, only)
        if ending == ".docx":
            from storycircle.paper.report.word import write_docx  # noqa: PLC0415 (when first used)

            return write_docx(form, template)
        if ending == ".xlsx":
            from storycircle.paper.report.spreadsheet import (  # noqa: PLC0415 (when first used)
                write_xlsx,
            )

            return write_xlsx(form, written)
        return FORMATS[ending](form)


def known_of(library: Library, event: Event) -> "Known":
    """What a library knows of an event besides its circles, as the report says it."""
    from storycircle.paper.report.content import Known  # noqa: PLC0415 (when first used)

    corrected = {circle for circle, came in library.arrivals().items() if came.corrected}
    expected = {invited.number: len(invited.names) for invited in library.invited(event.id)}
    return Known(corrected, library.from_paper(), expected, library.clock.now())


def write_report(
    path: Path,
    library: Library,
    event: Event,
    progress: Progress = silent,
    *,
    only: Only | None = None,
    template: Path | None = None,
) -> str:
    """Write an event's report in the format its name ends in, and note what it carries.

    only: the part of it that is wanted; all where it is None. template: a Word document whose
    looks a report in Word takes.

    Raises Refused, also where it is stopped before it is written: then nothing is.
    """
    check_ending(path, _endings().split(" "))
    if template is not None and path.suffix.lower() != ".docx":
        raise Refused("template-for-word", name=path.name)
    looks = read_template(template) if template is not None else None
    _report(progress, 0, path)
    library.show_checkouts(event)
    ending, gathered = path.suffix.lower(), library.gathered(event)
    known = known_of(library, event)
    note = looks.note if looks else ""
    if ending == ".pdf":
        from storycircle.paper.report.content import report_form  # noqa: PLC0415 (when first used)
        from storycircle.paper.report.pdf import write_pdf  # noqa: PLC0415 (when first used)

        with spoken(event.language):
            printed = write_pdf(report_form(leaving_all(gathered), known, only))
        _report(progress, 1, path)
        note = save(path, finished(printed))
    else:
        data = report_bytes(
            gathered, ending, known, only, template=looks, written=library.clock.now()
        )
        _report(progress, 1, path)
        write_bytes(path, data)
    note = " ".join(filter(None, (note, gone_words(gathered))))
    shareable = leaving_all(gathered)
    library.reported(part_of(shareable, only) if only else shareable, path.name)
    return note


def gone_words(gathered: Gathered) -> str:
    """Which chapters lost a story that was put into them, for their author; empty for none."""
    shareable = leaving_all(gathered)
    here = {story.id for story in shareable.stories}
    here |= {story.id for circle in shareable.circles for story in circle.stories}
    gone = gone_from(gathered.chapters, here)
    titles = i18n.listed([f"“{chapter.title}”" for chapter in gone])
    if not gone:
        return ""
    return n_(
        "A story that was put into the chapter {titles} may not be shared any more: it is in no "
        "report. Look at what stands around it.",
        "Stories that were put into the chapters {titles} may not be shared any more: they are in "
        "no report. Look at what stands around them.",
        len(gone),
        titles=titles,
    )


def _report(progress: Progress, done: int, path: Path) -> None:
    """Say how far it is. Raises Refused where it is told to stop."""
    if not progress(done, 2, path.name):
        raise Refused("stopped")


def _endings() -> str:
    return ".pdf .html .docx .xlsx .csv .md .json"


class Reported(Struct, frozen=True):
    """One circle's report: actions as pairs of the words, and who and when (may be empty)."""

    title: str
    names: str = ""
    actions: tuple[tuple[str, str], ...] = ()
    question: str = ""


def reported(event: Event | None, circle: Circle) -> Reported:
    """A circle as the plenary sees it, in the words of its sheet."""
    from storycircle.paper.sheets import (  # noqa: PLC0415 (reading directions: when first used)
        phrases,
    )

    shown = on_paper(leaving(circle), rule_of(event)).circle
    named = [] if phrases.nameless(shown) else list(shown.shown_names().values())
    actions = tuple((act.text, phrases.who_and_when(shown, act)) for act in shown.actions)
    question = circle.theme or (event.question if event else "")
    title = _("Circle {number}", number=circle.number)
    return Reported(title, ", ".join(named), actions, question)


def expected(number: int, event: Event) -> Reported:
    """A circle that has not come here: the plenary hears it all the same."""
    return Reported(_("Circle {number}", number=number), question=event.question)


_REMEMBERED = 8  # reports: the slide, the one before and the ones after


class CircleReports(Mapping[str, Reported]):
    """The reports of an event's circles, and of those that are still expected, by a name that
    stays the same when a circle's file comes: its number.
    """

    def __init__(
        self, event: Event | None, here: Sequence[ToReport], read: Callable[[str], Circle]
    ) -> None:
        """here: the circles that have come, by number. read: one of them, by its id."""
        self._event, self._read_circle = event, read
        self._read: dict[str, Reported] = {}
        self._seats: dict[str, tuple[int, ToReport | None]] = {}
        numbers = {circle.number for circle in here}
        count = event.expected if event is not None else 0
        every: list[tuple[int, ToReport | None]] = [(circle.number, circle) for circle in here]
        every += [(n, None) for n in range(1, count + 1) if n not in numbers]
        again: dict[int, int] = {}
        for number, circle in sorted(every, key=lambda pair: pair[0]):
            self._seats[f"{number} {again.get(number, 0)}"] = number, circle
            again[number] = again.get(number, 0) + 1

    def __len__(self) -> int:
        return len(self._seats)

    def __iter__(self) -> Iterator[str]:
        return iter(self._seats)

    def __contains__(self, seat: object) -> bool:
        return seat in self._seats

    def __getitem__(self, seat: str) -> Reported:
        number, circle = self._seats[seat]
        if seat not in self._read:
            if len(self._read) >= _REMEMBERED:
                del self._read[next(iter(self._read))]
            self._read[seat] = self._of(number, circle)
        return self._read[seat]

    def _of(self, number: int, circle: ToReport | None) -> Reported:
        waited = expected(number, self._event or Event("", ""))
        if circle is None:
            return waited
        try:
            return reported(self._event, self._read_circle(circle.id))
        except KeyError:  # erased since, by another window
            return waited

    def title(self, seat: str) -> str:
        """The title of a seat's report, which is known without reading it."""
        return expected(self._seats[seat][0], self._event or Event("", "")).title

    def acting(self) -> "ReportsInTurn":
        """The reports of the circles that have actions, one after another."""
        return ReportsInTurn(self, [s for s, (_n, one) in self._seats.items() if one and one.acts])


def no_reports() -> CircleReports:
    """Those of no circle."""
    return CircleReports(None, (), lambda id_: Circle(id_, 0))


def reports_here(library: Library, event: Event | None) -> CircleReports:
    """What the circles of an event report that are in a library."""
    here = library.to_report(event.id) if event is not None else ()
    return CircleReports(event, here, library.circle)


class ReportsInTurn(Sequence[Reported]):
    """Some reports in their order, each read as it is asked for."""

    def __init__(self, reports: CircleReports, seats: Sequence[str]) -> None:
        self._reports, self._seats = reports, seats

    def __len__(self) -> int:
        return len(self._seats)

    @overload
    def __getitem__(self, at: int) -> Reported: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Reported]: ...

    def __getitem__(self, at: int | slice) -> Reported | Sequence[Reported]:
        if isinstance(at, slice):
            return ReportsInTurn(self._reports, self._seats[at])
        return self._reports[self._seats[at]]
