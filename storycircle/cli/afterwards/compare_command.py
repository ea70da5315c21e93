"""The command that sets events side by side; no logic."""

from pathlib import Path

import click

from storycircle.cli.options import OUT, note, opened
from storycircle.jobs.afterwards import comparing


@click.command()
@click.argument("events", nargs=-1, required=True)
@click.option("--match", multiple=True, metavar="A=B", help="Two headings that stand for one.")
@click.option("--apart", multiple=True, metavar="A=B", help="Two headings that do not any more.")
@OUT
@click.pass_obj
def compare(
    path: Path | None,
    /,
    *,
    events: tuple[str, ...],
    match: tuple[str, ...],
    apart: tuple[str, ...],
    out: Path,
) -> None:
    """Set EVENTS side by side, each by its title or id."""
    with opened(path) as library:
        chosen = comparing.choose_events(library, events)
        for pairs, part in ((match, False), (apart, True)):
            for pair in pairs:
                comparing.match_headings(library, chosen, pair, apart=part)
        for line in comparing.write_comparison(out, library, chosen):
            note(line)


COMMANDS = (compare,)
