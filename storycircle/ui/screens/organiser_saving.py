"""Which files an organiser gathers, and where theirs go: names to begin from, and asking."""

import re
import unicodedata
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from storycircle.core import words
from storycircle.core.model import Event
from storycircle.ui.files import Chosen, ask_to_save

GATHERED = "Circle files, sheets and photographs of them (*.circle *.pdf *.png *.jpg *.jpeg)"
"""The files that a circle comes in."""
_KINDS = (
    ("PDF, to print and to send", ".pdf"),
    ("Word", ".docx"),
    ("Excel", ".xlsx"),
    ("Table as CSV", ".csv"),
    ("Text as Markdown", ".md"),
    ("Data as JSON", ".json"),
)


def suggested(event: Event, what: str, ending: str) -> str:
    """A name that every disk takes, memory sticks too: "Whole System Event, report.pdf"."""
    name = words.event_name(event.title)[1]
    # Letters that turn the reading direction could disguise the ending of a name.
    plain = "".join(c for c in name if unicodedata.category(c) not in ("Cf", "Cc"))
    safe = re.sub(r'[<>:"/\\|?*]', "-", plain).strip(" .")[:80].strip(" .")
    return ", ".join(part for part in (safe, what) if part) + ending


def ask_for_report(
    parent: QWidget, event: Event, chosen: Chosen, first: str = ".pdf"
) -> QFileDialog:
    """Ask where the report goes; the kind chosen in the dialog gives the name its ending.

    first: the ending that is offered first.
    """
    ordered = sorted(_KINDS, key=lambda kind: kind[1] != first)
    kinds = ";;".join(f"{label} (*{ending})" for label, ending in ordered)
    name = suggested(event, "report", first)
    dialog = ask_to_save(parent, "Save the report", name, kinds, chosen)

    def follow(kind: str) -> None:
        ending = kind.rpartition("*")[2].rstrip(")")
        dialog.setDefaultSuffix(ending.lstrip("."))
        for typed in dialog.selectedFiles()[:1]:
            dialog.selectFile(Path(typed).stem + ending)

    dialog.filterSelected.connect(follow)
    return dialog


def ask_for_pack(parent: QWidget, event: Event, chosen: Chosen) -> QFileDialog:
    """Ask where the event pack goes."""
    name = suggested(event, "event pack", ".circle")
    return ask_to_save(parent, "Make an event pack", name, "Event pack (*.circle)", chosen)
