"""The commands that put things on paper; one short function each, no logic."""

from pathlib import Path

import click

from storycircle.cli.options import EVENT, NUMBER, OUT, event_or_none, note, opened
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.model import Circle
from storycircle.jobs import export
from storycircle.jobs import report as printing
from storycircle.jobs.afterwards.projects import write_project_report
from storycircle.jobs.documents import GUIDES, IN_DETAIL, Size, note_on_leaving
from storycircle.jobs.export import choose_event
from storycircle.paper.report.event_part import only_of
from storycircle.store.library import Library


@click.command()
@NUMBER
@click.option("--size", type=click.Choice(["a4", "a3"]), default="a4", show_default=True)
@click.option("--with-data", is_flag=True, help="Attach the circle file, for the organiser.")
@OUT
@EVENT
@click.pass_obj
def sheet(
    path: Path | None,
    number: int | None,
    size: Size,
    out: Path,
    wanted: str | None,
    *,
    with_data: bool,
) -> None:
    """The feedback sheet of a circle, or of all circles, as a PDF."""
    with opened(path) as library:
        event = choose_event(library, wanted)
        if with_data:
            circle = export.choose_circle(library, event, number)
            note(printing.write_sheet_with_data(out, library, event, circle, size))
            note(note_on_leaving(out, circle))
        else:
            note(printing.write_sheet(out, event, _circles(library, event.id, number), size))


@click.command()
@NUMBER
@click.option("--stories", is_flag=True, help="For the tellers of stories that leave.")
@OUT
@EVENT
@click.pass_obj
def slips(
    path: Path | None, number: int | None, out: Path, wanted: str | None, *, stories: bool
) -> None:
    """A slip for each member, four to a page, as a PDF; or a table for letters, .xlsx or .csv."""
    write = printing.write_teller_slips if stories else printing.write_slips
    with opened(path) as library:
        event = choose_event(library, wanted)
        note(write(out, event, _circles(library, event.id, number)))


@click.command()
@click.option("--only", "part", help="A part: heading=…, region=… or month=2007-06.")
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    help="A Word document (.docx) whose styles, logo and fonts the report takes.",
)
@click.option("--project", "project", metavar="TITLE", help="All events of a project.")
@click.option(
    "--line", "lines", multiple=True, metavar="TITLE|ID", help="A line that is of the project."
)
@click.option(
    "--without-line", "without", multiple=True, metavar="TITLE|ID", help="One that is not any more."
)
@OUT
@EVENT
@click.pass_obj
def report(
    path: Path | None,
    /,
    *,
    out: Path,
    wanted: str | None,
    part: str | None,
    template: Path | None,
    project: str | None,
    lines: tuple[str, ...],
    without: tuple[str, ...],
) -> None:
    """All circles of an event, or a part: .pdf .html .docx .xlsx .csv .md or .json.

    A PDF is not tagged for screen readers: .html is the form that everyone can read.
    """
    if project is not None:
        if part is not None or wanted is not None:
            raise click.UsageError(_("--project is of all its events: no part and no event."))
        with opened(path) as library:
            said = write_project_report(
                out, library, project, template, lines=lines, without=without
            )
            note(said)
        return
    if lines or without:
        raise click.UsageError(_("A line is of the report of a project: give --project too."))
    only = only_of(part) if part is not None else None
    with opened(path) as library:
        event = choose_event(library, wanted)
        note(printing.write_report(out, library, event, only=only, template=template))


@click.command()
@OUT
def blank(out: Path) -> None:
    """Empty sheets to fill in by hand when a laptop fails."""
    printing.write_blank(out)


@click.command()
@click.option(
    "--for",
    "whom",
    type=click.Choice([*GUIDES, IN_DETAIL]),
    help="One page of it; without it, all of them.",
)
@OUT
def guide(out: Path, whom: str | None) -> None:
    """The guide, as a PDF: for facilitators on two pages, for organisers, for data protection."""
    note(printing.write_guide(out, whom or ""))


@click.command()
@NUMBER
@OUT
@EVENT
@click.pass_obj
def card(path: Path | None, number: int | None, out: Path, wanted: str | None) -> None:
    """The facilitator's card: the method, the times and the keys on one page."""
    with opened(path) as library:
        event = event_or_none(library, wanted)
        circle = export.choose_circle(library, event, number) if number is not None else None
        note(printing.write_card(out, event, circle))


@click.command("check-out")
@NUMBER
@OUT
@EVENT
@click.pass_obj
def check_out(path: Path | None, number: int | None, out: Path, wanted: str | None) -> None:
    """Slips for the check-out (how was it), four alike on a page, as a PDF."""
    with opened(path) as library:
        event = event_or_none(library, wanted)
        circle = export.choose_circle(library, event, number) if number is not None else None
        note(printing.write_checkout(out, event, circle))


@click.command("sign-in")
@NUMBER
@OUT
@EVENT
@click.pass_obj
def sign_in(path: Path | None, number: int | None, out: Path, wanted: str | None) -> None:
    """A sign-in sheet for each circle, or an empty one: names to be ticked."""
    with opened(path) as library:
        event = event_or_none(library, wanted)
        circles = library.circles(event.id) if event else []
        if number is not None:
            circles = [export.choose_circle(library, event, number)]
        note(printing.write_sign_in(out, event, circles))


@click.command()
@NUMBER
@OUT
@EVENT
@click.pass_obj
def names(path: Path | None, number: int | None, out: Path, wanted: str | None) -> None:
    """A list of the names of each circle, in the order in which they sit."""
    with opened(path) as library:
        event = choose_event(library, wanted)
        note(printing.write_names(out, event, _circles(library, event.id, number)))


def _circles(library: Library, event: str, number: int | None) -> list[Circle]:
    if number is not None:
        return [export.choose_circle(library, library.event(event), number)]
    circles = library.circles(event)
    if not circles:
        raise Refused("no-circles")
    return circles


COMMANDS = (sheet, slips, report, blank, card, check_out, sign_in, names, guide)
