"""What the commands share: how a refusal is said, a file to open, and the common options."""

import sys
from pathlib import Path
from typing import Any

import click

from storycircle.core.errors import Refused


class Door(click.Group):
    """The commands; a first word that is none of them is a file to open in the window."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        first = args[0]
        is_file = Path(first).suffix.lower() in (".circle", ".json") or Path(first).exists()
        if first not in self.commands and is_file:
            return "open", self.commands["open"], args
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command; what is refused is said in one sentence, and the status is 1."""
        try:
            return super().main(*args, **kwargs)
        except Refused as refused:
            click.echo(str(refused), err=True)
            sys.exit(1)


OUT = click.option("-o", "out", required=True, type=click.Path(path_type=Path), help="The file.")
EVENT = click.option("--event", "wanted", help="The event's title, where there are several.")
NUMBER = click.option("--circle", "number", type=int, help="The circle's number.")
FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
