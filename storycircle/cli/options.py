"""Options that all commands share, how refusals are said, and asking for a passphrase.

What every command stands on: how refusals are said, common options, and the library.

Asking for a passphrase at the command line: typed unseen, or given by the environment.
"""

import importlib
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from storycircle.cli.window import default_library, refusals_said
from storycircle.core.clock import SystemClock
from storycircle.core.error_sentences import PLAINLY, Refused
from storycircle.core.i18n import _
from storycircle.core.model import Event
from storycircle.store.library import Library
from storycircle.store.safety import backups
from storycircle.store.safety.disk import explained


class Door(click.Group):
    """The commands; a first word that is none of them is a file to open in the window.

    later: those whose modules are loaded as they are asked for, by name.
    """

    def __init__(self, *args: Any, later: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._later = later or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self._later})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self._later and cmd_name not in self.commands:
            for command in importlib.import_module(self._later[cmd_name]).COMMANDS:
                self.add_command(command)
        return super().get_command(ctx, cmd_name)

    def every_command(self) -> dict[str, click.Command]:
        """All commands by their names, with the modules loaded that have them."""
        ctx = click.Context(self)
        found = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        return {name: command for name, command in found.items() if command is not None}

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        first = args[0]
        is_file = Path(first).suffix.lower() in (".circle", ".json") or Path(first).exists()
        if first not in self.list_commands(ctx) and is_file:
            return "open", self.commands["open"], args
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command; what is refused is said in one sentence, and the status is 1."""
        with refusals_said():
            return super().main(*args, **kwargs)


def not_the_library(ctx: click.Context, option: click.Parameter, out: Path | None) -> Path | None:
    """A file to write, where one is named, that is no part of the library. Raises Refused."""
    return _apart(ctx, option, out) if out is not None else None


def _apart(ctx: click.Context, _option: click.Parameter, out: Path) -> Path:
    """A file to write that is no part of the library. Raises Refused."""
    library = (ctx.obj or default_library()).absolute()
    with explained(out):
        place = out.parent.resolve() / out.name
        home = library.parent.resolve()
        kept = backups.folder(library).resolve()
        own = {library.name + end for end in ("", "-wal", "-shm", "-journal")}
        if kept in (place, *place.parents) or (place.parent == home and place.name in own):
            raise Refused("own-library", name=out.name)
        if out.exists() and library.exists() and out.samefile(library):
            raise Refused("own-library", name=out.name)
    return out


OUT = click.option(
    "-o",
    "out",
    required=True,
    type=click.Path(path_type=Path),
    callback=_apart,
    help="The file.",
)
EVENT = click.option("--event", "wanted", help="The event's title, where there are several.")
NUMBER = click.option("--circle", "number", type=int, help="The circle's number.")
FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))


@contextmanager
def opened(path: Path | None, *, listing: bool = False) -> Iterator[Library]:
    """The library at a path, or the user's own, open for one command. Raises Refused.

    What is still to be erased goes first; where it has to wait, that is said, and the command goes
    on. listing: whether the command reads events and circles as lists show them, and nothing else.
    """
    with Library(path or default_library(), SystemClock(), listing=listing) as library:
        try:
            library.erase_owed()
        except Refused as refused:
            note(str(refused))
        yield library


def event_or_none(library: Library, wanted: str | None) -> Event | None:
    """The event asked for, or the only one; none where the library is empty."""
    from storycircle.jobs.export import choose_event  # noqa: PLC0415 (when first needed)

    return choose_event(library, wanted) if wanted or library.events() else None


def note(text: str) -> None:
    """Say on stderr what a writer has to say, if anything."""
    if text:
        click.echo(text, err=True)


VARIABLE = "STORYCIRCLE_PASSPHRASE"


def passphrase(name: str) -> str:
    """The passphrase of a sealed file, or of the organiser's key where no name is given.

    Empty where nobody is there to answer.
    """
    given = os.environ.get(VARIABLE, "")
    if given or not sys.stdin.isatty():
        return given
    what = _("Passphrase of {name}", name=name) if name else _("Passphrase of your key")
    asked: str = click.prompt(what, hide_input=True, err=True, default="", show_default=False)
    return asked


def new_passphrase() -> str:
    """A passphrase to be, typed twice; what forgetting it means is said first. Raises Refused."""
    given = os.environ.get(VARIABLE, "")
    if given:
        return given
    if not sys.stdin.isatty():
        raise Refused("no-passphrase")
    click.echo(_(PLAINLY), err=True)
    first: str = click.prompt(_("Passphrase"), hide_input=True, err=True)
    second: str = click.prompt(_("The same again"), hide_input=True, err=True)
    if first != second:
        raise Refused("passphrases-differ")
    return first
