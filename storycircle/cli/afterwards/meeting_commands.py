"""The command for paper of a meeting of a line; no logic."""

from pathlib import Path

import click

from storycircle.cli.options import OUT, note, opened
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle
from storycircle.jobs.export import choose_line
from storycircle.jobs.meetings.papers import BLANK, INQUIRIES, PROGRESS, WHO, write_of_meeting
from storycircle.store.library import Library


@click.command()
@click.option("--line", "line", metavar="TITLE|ID", help="Which line of meetings.")
@click.option("--number", type=int, help="Which meeting of it; the last one without.")
@click.option(
    "--paper",
    type=click.Choice([PROGRESS, INQUIRIES, BLANK, WHO]),
    default=PROGRESS,
    show_default=True,
    help="The progress report, a page for each inquiry, an empty one, or who was there.",
)
@OUT
@click.pass_obj
def meeting(path: Path | None, line: str | None, number: int | None, paper: str, out: Path) -> None:
    """Paper of a meeting, for its members: by itself the progress report, as a PDF."""
    with opened(path) as library:
        note(write_of_meeting(out, _chosen(library, line, number), paper))


def _chosen(library: Library, line: str | None, number: int | None) -> Circle:
    held = library.meetings(choose_line(library, line).id)
    for one in reversed(held):
        if number is None or (one.meeting is not None and one.meeting.number == number):
            return one
    raise Refused("no-meeting-here")


COMMANDS = (meeting,)
