"""The commands by which circles come, go and are joined; one short function each, no logic."""

import sys
from pathlib import Path

import click

from storycircle.cli import options
from storycircle.cli.options import EVENT, FILES, NUMBER, OUT, note, opened
from storycircle.cli.window import default_library
from storycircle.core import i18n
from storycircle.core.consent.permission_to_leave import few_tellers
from storycircle.core.consent.shareable import what_leaves, what_waits
from storycircle.core.error_sentences import PLAINLY, Refused
from storycircle.core.i18n import _, n_
from storycircle.core.model import Gathered
from storycircle.core.text import fingerprint
from storycircle.jobs import check_file
from storycircle.jobs import export as exporting
from storycircle.jobs import merge as gathering
from storycircle.jobs.afterwards.stalls_held import choose_stall, export_stall
from storycircle.jobs.export import choose_event, hand_on, withdrawn_lines
from storycircle.jobs.report import gone_words
from storycircle.jobs.workers.asked_for import MOST_WORKERS, leaving_words, readers_of
from storycircle.store.exchange import sealed_file
from storycircle.store.library import Library

_CHOOSE = "--settings here | --settings file"


@click.command()
@click.argument("document", type=click.Path(path_type=Path))
@click.option(
    "--settings",
    type=click.Choice(["here", "file"]),
    help="Which stand, where the event is here already with others: those here, or the file's.",
)
@click.pass_obj
def load(path: Path | None, document: Path, settings: str | None) -> None:
    """Put an event and its circles from a JSON DOCUMENT into the library."""
    from storycircle.jobs.import_event import Side, load_all  # noqa: PLC0415

    with opened(path) as library:
        try:
            every = load_all(library, document, Side(settings) if settings else None)
        except Refused as refused:
            if refused.key == "event-differs":
                note(_("To choose, load it again with {options}.", options=_CHOOSE))
            raise
        for loaded in every:
            _echo_loaded(loaded.gathered, loaded.left_out)


def _echo_loaded(gathered: Gathered, left_out: int) -> None:
    said = _(
        "{event}: {circles}, {people}, {actions}.",
        event=gathered.event.title,
        circles=n_("{count} circle", "{count} circles", len(gathered.circles)),
        people=n_("{count} person", "{count} people", gathered.people()),
        actions=n_("{count} action", "{count} actions", gathered.actions()),
    )
    click.echo(said)
    if left_out:
        out = n_(
            "{Count} story left out: withdrawn, or here already.",
            "{Count} stories left out: withdrawn, or here already.",
            left_out,
        )
        click.echo(out, err=True)


@click.command()
@click.option("--sealed", is_flag=True, help="Circle files are sealed to your key.")
@click.option("--spare", multiple=True, metavar="KEY", help="A second key that opens them too.")
@OUT
@EVENT
@click.pass_obj
def pack(
    path: Path | None, out: Path, wanted: str | None, spare: tuple[str, ...], *, sealed: bool
) -> None:
    """An event without circles, for facilitators' laptops."""
    with opened(path) as library:
        event = choose_event(library, wanted)
        if sealed or spare:
            exporting.export_sealing_pack(library, event, out, spare)
        else:
            exporting.export_pack(library, event, out)


@click.command()
@NUMBER
@click.option("--passphrase", "sealed", is_flag=True, help=f"Seal it. {PLAINLY}")
@click.option("--all", "every", is_flag=True, help="All circles, as an archive (.zip) to merge.")
@click.option(
    "--members-only", "within", is_flag=True, help=f"A line, for its members. Sealed: {PLAINLY}"
)
@click.option("--line", "line", metavar="TITLE|ID", help="Which line of meetings.")
@click.option("--stall", "stall", metavar="LETTER|TITLE", help="A market stall, for the organiser.")
@OUT
@EVENT
@click.pass_obj
def export(
    path: Path | None,
    /,
    *,
    number: int | None,
    line: str | None,
    stall: str | None,
    out: Path,
    wanted: str | None,
    sealed: bool,
    every: bool,
    within: bool,
) -> None:
    """What may leave a circle, as a circle file for the organiser."""
    with opened(path) as library:
        if within:
            _export_for_members(library, line, out)
            return
        if every:
            hand_on(library, out)
            return
        event = choose_event(library, wanted)
        phrase = options.new_passphrase() if sealed else ""
        if stall is not None:
            export_stall(library, event, choose_stall(event, stall), out, phrase)
            return
        circle = exporting.choose_circle(library, event, number)
        exporting.export_circle(library, circle, out, phrase)
        contents = i18n.listed([line.lower() for line in what_leaves(circle)])
        leaving = _("What leaves this laptop: {contents}.", contents=contents)
        click.echo(leaving if contents else _("What leaves this laptop: nothing yet."), err=True)
        for remark in (*what_waits(circle), few_tellers(circle)):
            if remark:
                click.echo(remark, err=True)


def _export_for_members(library: Library, wanted: str | None, out: Path) -> None:
    """Say what is in a line's file, and what is not, before a passphrase is chosen for it."""
    line = exporting.choose_line(library, wanted)
    for said in exporting.members_lines(library, line):
        click.echo(said, err=True)
    exporting.export_for_members(library, line, out, options.new_passphrase())


@click.command("go-on")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def go_on(path: Path | None, file: Path) -> None:
    """Go on with a line of meetings from its FILE for members only."""
    with opened(path) as library:
        came = exporting.go_on_from(library, file, options.passphrase)
        for said in exporting.went_on(came):
            click.echo(said)


@click.command()
@click.pass_obj
def key(path: Path | None) -> None:
    """Make your key, to which the circle files of your event can be sealed."""
    public = sealed_file.make_key(path or default_library(), options.new_passphrase())
    click.echo(public)
    print_ = fingerprint(public)
    click.echo(_("Its fingerprint, to compare: {fingerprint}", fingerprint=print_), err=True)


@click.command()
@click.argument("code")
@click.pass_obj
def withdraw(path: Path | None, code: str) -> None:
    """Take out the story of a teller's withdrawal CODE, whoever that is."""
    with opened(path) as library:
        for line in withdrawn_lines(library.withdraw(code)):
            click.echo(line)
        for event in library.events():
            note(gone_words(library.gathered(event)))


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@click.option(
    "--accept",
    multiple=True,
    metavar="FINGERPRINT|TITLE",
    help="Take in what needs your leave: as the line of its file says.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, MOST_WORKERS),
    metavar="N",
    help="So many processes read and check circle files.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="A Dask cluster reads and checks them: tls://, or on this laptop itself.",
)
@FILES
@click.pass_obj
def merge(
    path: Path | None,
    files: tuple[Path, ...],
    accept: tuple[str, ...],
    workers: int | None,
    scheduler: str | None,
    *,
    dry_run: bool,
) -> None:
    """Gather circle FILES, folders or archives into the library, one line for each file."""
    refused = False
    with opened(path) as library, readers_of(workers, scheduler) as readers:
        note(leaving_words(scheduler))
        unseal = sealed_file.Opener(library.path, options.passphrase).open
        found = gathering.merge_files(
            library,
            files,
            keep=not dry_run,
            unseal=unseal,
            accepted=accept,
            readers=readers,
        )
        for merged in found:
            click.echo(merged.line(), err=merged.refused)
            refused = refused or merged.refused_in_part
    sys.exit(1 if refused else 0)


@click.command()
@FILES
@click.pass_obj
def check(library: Path | None, files: tuple[Path, ...]) -> None:
    """Is this a sound circle file? One line for each file."""
    beside = library or default_library()
    found = [check_file.check(path, beside) for path in files]
    for checked in found:
        click.echo(checked.line(), err=checked.refused)
    sys.exit(1 if any(checked.refused for checked in found) else 0)


@click.command()
@click.option("--project", "project", is_flag=True, help="The whole project of 2006 and 2007.")
@click.argument("folder", type=click.Path(path_type=Path))
def demo(folder: Path, *, project: bool) -> None:
    """A whole event in FOLDER, from six laptops to the merged report; or a whole project."""
    from storycircle.jobs.afterwards.demo_project import play_project  # noqa: PLC0415 (first used)
    from storycircle.jobs.demo import play  # noqa: PLC0415 (imported when first used)

    made = []
    for step in play_project(folder) if project else play(folder):
        click.echo(f"  {step.what} …", err=True)
        made.append(step)
    wide = max(len(step.what) for step in made)
    long = max(len(step.how) for step in made)
    for step in made:
        where = step.where.relative_to(folder)
        click.echo(f"{step.what:{wide}}  {step.how:{long}}  {where}")


COMMANDS = (load, pack, export, go_on, key, withdraw, merge, check, demo)
