"""Which files an organiser gathers, and where theirs go: names to begin from, and asking."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from storycircle.core import i18n
from storycircle.core.i18n import N_, _
from storycircle.core.model import Event
from storycircle.core.text import safe_name
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import JobKind
from storycircle.ui.system.file_dialogs import Chosen, ask_to_save

if TYPE_CHECKING:
    from storycircle.paper.report.event_part import Only

_KINDS = (
    (N_("PDF, to print and to send"), ".pdf"),
    # For translators: the name of a program.
    (N_("Web page"), ".html"),
    (N_("Word"), ".docx"),
    # For translators: the name of a program.
    (N_("Excel"), ".xlsx"),
    (N_("Table as CSV"), ".csv"),
    (N_("Text as Markdown"), ".md"),
    (N_("Data as JSON"), ".json"),
)

_USUAL = " ".join(
    f"*.{ending}"
    for ending in (
        *("circle", "pdf", "zip", "eml", "mbox"),
        *("png", "jpg", "jpeg", "jfif", "heic", "heif", "avif", "webp", "tif", "tiff"),
        *("mp4", "mov", "m4v"),
    )
)


def gathered_kinds() -> str:
    """The files that a circle comes in as a rule, as a dialog lists them; then all others, since a
    file is judged by its content and not by its name.
    """
    files = _("Circle files, sheets, photographs, mails, archives")
    every = _("All files")
    return f"{files} ({_USUAL});;{every} (*)"


def ask_where(
    parent: QWidget,
    session: OrganiserSession,
    what: JobKind,
    ending: str = ".pdf",
    only: "Only | None" = None,
) -> None:
    """Ask where a file of the event that is shown goes, and have it written. only: a part of the
    report.
    """
    event = session.state.event
    if event is None:
        return

    def write(paths: list[Path]) -> None:
        for path in paths[:1]:
            session.write(what, path, only)

    if what is JobKind.REPORT:
        ask_for_report(parent, event, write, ending, only)
    elif what is JobKind.LETTERS:
        ask_for_letters(parent, event, write)
    else:
        ask_for_pack(parent, event, write)


def suggested(event: Event, what: str, ending: str) -> str:
    """A name that every disk takes, memory sticks too: "Whole System Event, report.pdf"."""
    name = i18n.event_name(event.title)[1].strip(" .")[:80]
    return safe_name(", ".join(part for part in (name, what) if part), ending)


def ask_for_report(
    parent: QWidget, event: Event, chosen: Chosen, first: str = ".pdf", only: "Only | None" = None
) -> QFileDialog:
    """Ask where the report goes; the kind chosen in the dialog gives the name its ending.

    first: the ending that is offered first. only: the part that it is of, which its name says.
    """
    ordered = sorted(_KINDS, key=lambda kind: kind[1] != first)
    kinds = [(_(label), ending) for label, ending in ordered]
    # For translators: the end of a file's name, after the event's.
    what = _("report") if only is None else _("report of {part}", part=only.name)
    name = suggested(event, what, first)
    return _ask_among(parent, _("Save the report"), name, kinds, chosen)


def ask_for_letters(parent: QWidget, event: Event, chosen: Chosen) -> QFileDialog:
    """Ask where the table for letters goes, as a workbook or as CSV."""
    # For translators: the end of a file's name, after the event's.
    name = suggested(event, _("letters"), ".xlsx")
    kinds = [(_("Excel"), ".xlsx"), (_("Table as CSV"), ".csv")]
    return _ask_among(parent, _("Save a table for letters"), name, kinds, chosen)


def _ask_among(
    parent: QWidget, title: str, name: str, kinds: list[tuple[str, str]], chosen: Chosen
) -> QFileDialog:
    """Ask where a file goes; the kind chosen in the dialog gives its name its ending."""
    every = ";;".join(f"{label} (*{ending})" for label, ending in kinds)
    dialog = ask_to_save(parent, title, name, every, chosen)

    def follow(kind: str) -> None:
        ending = kind.rpartition("*")[2].rstrip(")")
        dialog.setDefaultSuffix(ending.lstrip("."))
        for typed in dialog.selectedFiles()[:1]:
            dialog.selectFile(Path(typed).stem + ending)

    dialog.filterSelected.connect(follow)
    return dialog


def ask_for_pack(parent: QWidget, event: Event, chosen: Chosen) -> QFileDialog:
    """Ask where the event pack goes."""
    # For translators: the end of a file's name, after the event's.
    name = suggested(event, _("event pack"), ".circle")
    kinds = _("Event pack") + " (*.circle)"
    return ask_to_save(parent, _("Make an event pack"), name, kinds, chosen)
