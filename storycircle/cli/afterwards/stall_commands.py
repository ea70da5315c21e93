"""The command for market stalls; no logic."""

from pathlib import Path

import click

from storycircle.cli.options import EVENT, note, opened
from storycircle.core.afterwards.stalls import said_of_letters
from storycircle.core.i18n import _
from storycircle.core.model import Sharing
from storycircle.jobs.afterwards import stalls_held
from storycircle.jobs.afterwards.stalls_held import Noted
from storycircle.jobs.export import choose_event


@click.command()
@click.option(
    "--stall", "which", metavar="LETTER|TITLE", help="Which stall; all are listed without."
)
@click.option("--run", "place", type=int, default=1, help="Which time it is held, from 1.")
@click.option("--people", type=int, default=0, help="How many people came.")
@click.option("--minutes", type=int, default=0, help="How long it was held.")
@click.option("--discussed", default="", help="What was discussed.")
@click.option("--challenge", "challenges", multiple=True, help="A challenge; more than once.")
@click.option("--next", "next_steps", multiple=True, help="A next step; more than once.")
@click.option("--quote", default="", help="What somebody said, in their own words.")
@click.option(
    "--sharing",
    type=click.Choice([one.value for one in Sharing]),
    default=Sharing.STAYS.value,
    help="Whether the quotation may leave.",
)
@EVENT
@click.pass_obj
def stall(
    path: Path | None,
    /,
    *,
    which: str | None,
    place: int,
    people: int,
    minutes: int,
    discussed: str,
    challenges: tuple[str, ...],
    next_steps: tuple[str, ...],
    quote: str,
    sharing: str,
    wanted: str | None,
) -> None:
    """What was said at a market stall: note it as it is held, or list all stalls."""
    noted = Noted(people, minutes, discussed, challenges, next_steps)
    if which is None and (noted != Noted() or quote):
        raise click.UsageError(_("Say which stall, with --stall."))
    with opened(path) as library:
        chosen = choose_event(library, wanted)
        if which is not None:
            title = stalls_held.choose_stall(chosen, which)
            run = stalls_held.note_run(library, chosen, title, place, noted)
            if quote:
                note(stalls_held.note_quote(library, chosen, run, quote, Sharing(sharing)))
        for line in stalls_held.lines_of(library, chosen):
            click.echo(line)
        note(said_of_letters(chosen.stalls, chosen.stall_plans))


COMMANDS = (stall,)
