"""The door: one short function a command, no logic. Only the window needs a display."""

from collections import defaultdict
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import click

from storycircle import __version__
from storycircle.cli.options import Door, opened
from storycircle.cli.window import LIBRARY, default_library, open_window
from storycircle.core import i18n
from storycircle.core.clock import SystemClock
from storycircle.core.i18n import _, n_
from storycircle.core.model import CircleSummary
from storycircle.crash_dumps import leave_nothing
from storycircle.store.safety import backups as copies
from storycircle.store.safety import restore as restore_module
from storycircle.store.safety.disk import without_a_window

_MODULES: dict[str, tuple[str, ...]] = {
    "exchange_commands": (
        *("load", "pack", "export", "go-on", "key", "withdraw", "merge", "check", "demo"),
    ),
    "print_commands": (
        *("sheet", "slips", "report", "blank", "card", "check-out", "sign-in", "names", "guide"),
    ),
    "afterwards.review_commands": ("review", "due"),
    "afterwards.meeting_commands": ("meeting",),
    "afterwards.stall_commands": ("stall",),
    "afterwards.compare_command": ("compare",),
}
_HERE = __name__.rpartition(".")[0]
LATER = {name: f"{_HERE}.{module}" for module, names in _MODULES.items() for name in names}
"""Commands by name, with the module that has them. It is loaded as one of them is asked for, so
that no other command, and not the window, waits for what it needs.
"""


@click.group(cls=Door, later=LATER, invoke_without_command=True)
@click.option(
    "--library",
    "path",
    envvar=LIBRARY,
    type=click.Path(path_type=Path),
    help="The library to use instead of your own.",
)
@click.version_option(__version__, prog_name="storycircle")
@click.pass_context
def main(ctx: click.Context, path: Path | None) -> None:
    """Hold a circle, hear every voice, leave with one to three actions.

    With no command, or with a FILE, the window opens.
    """
    leave_nothing()
    ctx.obj = path
    if ctx.invoked_subcommand is None:
        open_window(path, None)


@main.command("open", hidden=True)
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def open_(path: Path | None, file: Path) -> None:
    """Open the window, at a file."""
    open_window(path, file)


@main.command("list")
@click.pass_obj
def list_(path: Path | None) -> None:
    """Events and circles, one line each."""
    counted = cache(_counted)  # most circles have as many as another
    line = partial(_line, counted)
    with opened(path, listing=True) as library:
        circles: dict[str | None, list[CircleSummary]] = defaultdict(list)
        for circle in library.summaries():
            circles[circle.event].append(circle)
        events = library.events()
        if not events and not circles:  # beside what other programs read: there it has no line
            click.echo(_("There is no event and no circle in this library yet."), err=True)
        for event in events:
            day = i18n.day(event.date) or _("no date")
            # At once: said line by line, ten thousand circles take a third longer.
            click.echo("\n".join((f"{event.title} ({day})", *map(line, circles[event.id]))))
        for circle in circles[None]:
            click.echo(line(circle))


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
    library = path or default_library()
    with without_a_window(library):
        kept = restore_module.restore(library, name, SystemClock().now())
    said = _("Restored. What was there before is kept as “{name}”.", name=kept)
    click.echo(said if kept else _("Restored."))


def _counted(people: int, actions: int) -> dict[str, str]:
    """So many people and actions, in words."""
    return {
        "people": n_("{count} person", "{count} people", people),
        "actions": n_("{count} action", "{count} actions", actions),
    }


def _line(counted: Callable[[int, int], dict[str, str]], circle: CircleSummary) -> str:
    words = counted(circle.people, circle.actions)
    line = _("Circle {number}: {people}, {actions}", number=circle.number, **words)
    return f"  {line}"
