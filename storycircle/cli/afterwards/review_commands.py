"""The commands for what became of actions; one short function each, no logic."""

from pathlib import Path

import click

from storycircle.cli.options import EVENT, NUMBER, event_or_none, not_the_library, note, opened
from storycircle.core.i18n import _
from storycircle.core.reviews.review import WRITTEN, state_written
from storycircle.jobs import export
from storycircle.jobs.afterwards import reviewing
from storycircle.jobs.afterwards.reviewing import Told


@click.command()
@NUMBER
@click.option("--action", "place", type=int, metavar="K", help="Which of its actions, from 1.")
@click.option("--state", type=click.Choice([*WRITTEN.values()]))
@click.option("--happened", default="", help="What happened.")
@click.option("--next", "following", default="", help="The next step.")
@click.option("--by", default="", help="A new date, in any words.")
@click.option("--on", default="", help="The day it was told; today where it is not said.")
@click.option("--told-by", default="", help="Who told it.")
@click.option(
    "-o",
    "out",
    type=click.Path(path_type=Path),
    callback=not_the_library,
    help="Print the review sheet into this PDF.",
)
@EVENT
@click.pass_obj
def review(
    path: Path | None,
    /,
    *,
    number: int | None,
    place: int | None,
    state: str | None,
    out: Path | None,
    wanted: str | None,
    **told: str,
) -> None:
    """What became of a circle's actions: note it, print the sheet for it, or read it."""
    if out is not None and (state is not None or place is not None or any(told.values())):
        raise click.UsageError(_("-o prints the sheet; what was told is noted without it."))
    if state is None and (place is not None or any(told.values())):
        raise click.UsageError(_("Say the state too, with --state."))
    with opened(path) as library:
        event = event_or_none(library, wanted)
        if out is not None and number is None:
            circles = library.circles(event.id if event else None)
            note(reviewing.write_review_sheets(out, event, circles))
            return
        circle = export.choose_circle(library, event, number)
        if out is not None:
            note(reviewing.write_review_sheets(out, event, [circle]))
        elif (found := state_written(state or "")) is None:
            for line in reviewing.lines_of(library, event, circle):
                click.echo(line)
        else:
            told["next"] = told.pop("following")
            typed = Told(found, **told)
            note(reviewing.note_review(library, event, circle, place, typed))


@click.command()
@EVENT
@click.pass_obj
def due(path: Path | None, wanted: str | None) -> None:
    """What is due, by its date: date, circle, action and state, with tabs between them."""
    with opened(path) as library:
        event = export.choose_event(library, wanted) if wanted is not None else None
        found = reviewing.due(library, event)
    for one in found.actions:
        click.echo("\t".join(reviewing.due_row(one)))
    note(found.remark)


COMMANDS = (review, due)
