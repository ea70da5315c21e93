"""The door: one short function a command, no logic. Only the window needs a display."""

import importlib
import os
import sys
from pathlib import Path
from typing import Any

import click

from storycircle import __version__
from storycircle.core import words
from storycircle.core.errors import Refused
from storycircle.core.timing import SystemClock
from storycircle.door import (
    EVENT,
    FILES,
    NUMBER,
    OUT,
    Door,
    default_library,
    event_or_none,
    note,
    opened,
)
from storycircle.jobs import export as exporting
from storycircle.jobs import gather as gathering
from storycircle.jobs import printing
from storycircle.store import backups as copies
from storycircle.store.library import Library, choose_event


@click.group(cls=Door, invoke_without_command=True)
@click.option(
    "--library",
    "path",
    envvar="STORYCIRCLE_LIBRARY",
    type=click.Path(path_type=Path),
    help="The library to use instead of your own.",
)
@click.version_option(__version__, prog_name="storycircle")
@click.pass_context
def main(ctx: click.Context, path: Path | None) -> None:
    """Hold a circle, hear every voice, leave with one to three actions.

    With no command, or with a FILE, the window opens.
    """
    ctx.obj = path
    if ctx.invoked_subcommand is None:
        _window(path, None)


@main.command("open", hidden=True)
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def open_(path: Path | None, file: Path) -> None:
    """Open the window, at a file."""
    _window(path, file)


@main.command()
@click.argument("document", type=click.Path(path_type=Path))
@click.pass_obj
def load(path: Path | None, document: Path) -> None:
    """Put an event and its circles from a JSON DOCUMENT into the library."""
    from storycircle.jobs.load import load as load_document  # noqa: PLC0415

    with opened(path) as library:
        held = load_document(library, document)
        click.echo(
            f"{held.event.title}: {words.counted(len(held.circles), 'circle')}, "
            f"{words.people(held.people())}, {words.counted(held.actions(), 'action')}."
        )


@main.command("list")
@click.pass_obj
def list_(path: Path | None) -> None:
    """Events and circles, one line each."""
    with opened(path) as library:
        for event in library.events():
            click.echo(f"{event.title} ({words.day(event.date) or 'no date'})")
            for circle in library.circles(event.id):
                _echo_circle(circle.number, len(circle.members), len(circle.actions))
        for circle in library.circles():
            if circle.event is None:
                _echo_circle(circle.number, len(circle.members), len(circle.actions))


@main.command()
@OUT
@EVENT
@click.pass_obj
def pack(path: Path | None, out: Path, wanted: str | None) -> None:
    """An event without circles, for facilitators' laptops."""
    with opened(path) as library:
        exporting.export_pack(library, choose_event(library, wanted), out)


@main.command()
@NUMBER
@OUT
@EVENT
@click.pass_obj
def export(path: Path | None, number: int | None, out: Path, wanted: str | None) -> None:
    """What may leave a circle, as a circle file for the organiser."""
    with opened(path) as library:
        event = choose_event(library, wanted)
        exporting.export_circle(library, exporting.choose_circle(library, event, number), out)


@main.command()
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@FILES
@click.pass_obj
def merge(path: Path | None, files: tuple[Path, ...], *, dry_run: bool) -> None:
    """Gather circle FILES or folders into the library, one line for each file."""
    found = gathering.circle_files(files)
    refused = False
    with opened(path) as library:
        for merged in gathering.gather(library, found, keep=not dry_run):
            click.echo(merged.line(), err=merged.refused)
            refused = refused or merged.refused
    sys.exit(1 if refused else 0)


@main.command()
@NUMBER
@click.option("--size", type=click.Choice(["a4", "a3"]), default="a4", show_default=True)
@click.option("--with-data", is_flag=True, help="Attach the circle file, for the organiser.")
@OUT
@EVENT
@click.pass_obj
def sheet(
    path: Path | None,
    number: int | None,
    size: printing.Size,
    out: Path,
    wanted: str | None,
    *,
    with_data: bool,
) -> None:
    """The feedback sheet of a circle, or of all circles, as a PDF."""
    with opened(path) as library:
        event = choose_event(library, wanted)
        if with_data:
            circle = exporting.choose_circle(library, event, number)
            note(printing.write_sheet_with_data(out, library, event, circle, size))
        else:
            note(printing.write_sheet(out, event, _circles(library, event.id, number), size))


@main.command()
@NUMBER
@OUT
@EVENT
@click.pass_obj
def slips(path: Path | None, number: int | None, out: Path, wanted: str | None) -> None:
    """A slip for each member, four to a page, as a PDF."""
    with opened(path) as library:
        event = choose_event(library, wanted)
        note(printing.write_slips(out, event, _circles(library, event.id, number)))


@main.command()
@OUT
@EVENT
@click.pass_obj
def report(path: Path | None, out: Path, wanted: str | None) -> None:
    """All circles of an event: .pdf .docx .xlsx .csv .md or .json."""
    with opened(path) as library:
        note(printing.write_report(out, library, choose_event(library, wanted)))


@main.command()
@click.pass_obj
def backups(path: Path | None) -> None:
    """The copies of the library that are kept, the newest first."""
    for name in copies.names(path or default_library()):
        click.echo(name)


@main.command()
@click.argument("name")
@click.pass_obj
def restore(path: Path | None, name: str) -> None:
    """Go back to a kept copy; what is there now is kept as a copy too."""
    kept = copies.restore(path or default_library(), name, SystemClock().now())
    click.echo(f"Restored. What was there before is kept as “{kept}”." if kept else "Restored.")


@main.command()
@OUT
def blank(out: Path) -> None:
    """Empty sheets to fill in by hand when a laptop fails."""
    printing.write_blank(out)


@main.command()
@NUMBER
@OUT
@EVENT
@click.pass_obj
def card(path: Path | None, number: int | None, out: Path, wanted: str | None) -> None:
    """The facilitator's card: the method, the times and the keys on one page."""
    with opened(path) as library:
        event = event_or_none(library, wanted)
        circle = exporting.choose_circle(library, event, number) if number is not None else None
        note(printing.write_card(out, event, circle))


@main.command("sign-in")
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
            circles = [exporting.choose_circle(library, event, number)]
        note(printing.write_sign_in(out, event, circles))


@main.command()
@FILES
def check(files: tuple[Path, ...]) -> None:
    """Is this a sound circle file? One line for each file."""
    found = [gathering.check(path) for path in files]
    for checked in found:
        click.echo(checked.line(), err=checked.refused)
    sys.exit(1 if any(checked.refused for checked in found) else 0)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def demo(folder: Path) -> None:
    """A whole event in FOLDER, from six laptops to the merged report."""
    from storycircle.jobs.demo import play  # noqa: PLC0415 (imported when first used)

    made = []
    for step in play(folder):
        click.echo(f"  {step.what} …", err=True)
        made.append(step)
    wide = max(len(step.what) for step in made)
    long = max(len(step.how) for step in made)
    for step in made:
        where = step.where.relative_to(folder)
        click.echo(f"{step.what:{wide}}  {step.how:{long}}  {where}")


def _circles(library: Library, event: str, number: int | None) -> list[Any]:
    if number is not None:
        return [exporting.choose_circle(library, library.event(event), number)]
    circles = library.circles(event)
    if not circles:
        raise Refused("no-circles")
    return circles


def _echo_circle(number: int, people: int, actions: int) -> None:
    counts = f"{words.people(people)}, {words.counted(actions, 'action')}"
    click.echo(f"  Circle {number}: {counts}")


def _window(path: Path | None, file: Path | None) -> None:
    """Start the window by name, so that no other command loads Qt."""
    start = importlib.import_module("storycircle.ui.start")
    status: int = start.run(path or default_library(), file, dict(os.environ))
    sys.exit(status)
