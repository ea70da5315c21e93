"""Which files an organiser gathers, and where theirs go: names to begin from, and asking."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from storycircle.core import i18n
from storycircle.core.clock import Clock
from storycircle.core.commands.keys import BACK
from storycircle.core.model import Event
from storycircle.core.text import safe_name
from storycircle.ui.organiser.background_jobs import Doing
from storycircle.ui.organiser.merge.page import GatherPlace
from storycircle.ui.system.file_dialogs import Chosen, ask_to_save
from storycircle.ui.widgets.display.message import Answer

_CLOSE = Answer("close", "Close", "quiet", BACK.cap)

GATHERED = "Circle files, sheets, photographs, archives (*.circle *.pdf *.png *.jpg *.jpeg *.zip)"
"""The files that a circle comes in."""
_KINDS = (
    ("PDF, to print and to send", ".pdf"),
    ("Word", ".docx"),
    ("Excel", ".xlsx"),
    ("Table as CSV", ".csv"),
    ("Text as Markdown", ".md"),
    ("Data as JSON", ".json"),
)


class Saving(QObject):
    """Asks where the report or the pack goes, and says that it is there.

    began: something is being written. noticed: a sentence to be said in passing.
    """

    began = Signal()
    noticed = Signal(str)

    def __init__(self, doing: Doing, gather: GatherPlace, clock: Clock, parent: QWidget) -> None:
        super().__init__(parent)
        self._doing, self._gather, self._clock, self._over = doing, gather, clock, parent
        self.about: Event | None = None  # the one that is shown
        self.what = ""  # what is being written: "report" or "pack"
        self._written: dict[str, str] = {}  # when each event's report was, by event id

    def written(self, event: str | None) -> str:
        """When an event's report was written; empty where it was not yet."""
        return self._written.get(event or "", "")

    def ask(self, what: str, ending: str = ".pdf") -> None:
        """Ask where it goes; of anything but "report" and "pack" nothing is asked."""
        if self.about is not None and what == "report":
            ask_for_report(self._over, self.about, partial(self.save, what), ending)
        elif self.about is not None and what == "pack":
            ask_for_pack(self._over, self.about, partial(self.save, what))

    def save(self, what: str, paths: list[Path]) -> None:
        """Write it, off the thread that draws."""
        if self.about is None or self._doing.busy or not paths:
            return
        self.what = what
        self._gather.pane.slot.clear()
        report = what == "report"
        self._gather.main.progress.begin(f"Writing {paths[0].name}", stoppable=report, verb="")
        write = self._doing.save_report if report else self._doing.make_pack
        write(self.about, paths[0])
        self.began.emit()

    def done(self, path: Path, *, in_place: bool) -> None:
        """It is written; said in the pane where that is what is shown."""
        if self.what == "report" and self.about is not None:
            self._written[self.about.id] = i18n.clock(self._clock.now())
        said = f"“{path.name}” is in {path.parent.name or path.parent}."
        if in_place:
            self._gather.pane.slot.say("Saved.", said, (_CLOSE,), "done")
        else:
            self.noticed.emit(f"Saved. {said}")

    def refused(self, sentence: str) -> None:
        """It could not be written there."""
        answers = (Answer(self.what, "Choose another place", "second"), _CLOSE)
        self._gather.pane.slot.say(sentence, "", answers, "look")


def suggested(event: Event, what: str, ending: str) -> str:
    """A name that every disk takes, memory sticks too: "Whole System Event, report.pdf"."""
    name = i18n.event_name(event.title)[1].strip(" .")[:80]
    return safe_name(", ".join(part for part in (name, what) if part), ending)


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
