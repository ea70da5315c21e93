"""The ways out of paper that is shown: onto a printer, or into a file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core.commands.keys import BACK
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, n_
from storycircle.core.settings import Settings
from storycircle.jobs.documents import Made, Size, save
from storycircle.ui.printing.preview import PaperView
from storycircle.ui.printing.saved_file import FOLDER, OPEN, SavedFile
from storycircle.ui.system import printer as printing
from storycircle.ui.system.background import Work
from storycircle.ui.system.file_dialogs import ask_to_save
from storycircle.ui.system.printer import print_pages
from storycircle.ui.widgets.display.message import Answer

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


SAVE, STOP = "save", "stop"
"""Answers to what is told: the paper is to be saved in place of printed; no more pages."""
ANSWERS = frozenset((SAVE, STOP, OPEN, FOLDER))
"""All answers that `PaperOut.answer` takes."""
_MANY = 4  # pages: so many are printed before anybody could stop them


def _close() -> Answer:
    return Answer("", _("Close"), "second", BACK.cap)


class _Printing(Work):
    """Pages on their way to a printer. It belongs to the application, and outlives the screen."""


def finish_printing() -> None:
    """Come back when all pages are with their printers: the window closes."""
    app = QApplication.instance()
    if app is not None:
        for work in app.findChildren(_Printing):
            work.wait()


class _Pages(Struct, frozen=True):
    """What became of a printing: how many pages went where, and what is to be said of them."""

    count: int
    where: str
    note: str
    whole: bool


class KeepsSettings(Protocol):
    """What keeps the settings of this laptop, and with them its printer."""

    def settings(self) -> Settings:
        """What is set on this laptop."""

    def save_settings(self, settings: Settings) -> None:
        """Keep it. Raises Refused."""


class PaperOut(QObject):
    """Prints and saves what a view shows. reported: a title, a text, answers and a sign to be said.

    saved: a file was written. finished: no page is on its way to a printer any more.
    """

    reported = Signal(str, str, object, str)
    saved = Signal(Path)
    finished = Signal()

    def __init__(self, view: PaperView, kept: KeepsSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self._view, self._kept, self._parent = view, kept, parent
        self._work: Work | None = None
        self._waiting: Callable[[], None] | None = None  # for the pages that are being made
        self.saved_file = SavedFile(self)
        self.saved_file.refused.connect(self._not_opened)
        view.shown.connect(self._made)
        view.refused.connect(self._not_made)

    def answer(self, value: str) -> None:
        """What was answered to something told here."""
        if self.saved_file.answer(value):
            return
        if value == SAVE:
            self.save()
        elif value == STOP and self._work is not None:
            self._work.stop()

    def _made(self) -> None:
        """The pages are there: what was asked for meanwhile is done."""
        if self._view.made is not None and self._waiting is not None:
            act, self._waiting = self._waiting, None
            act()

    def _not_made(self) -> None:
        self._waiting = None

    def _say_made_first(self, note: str) -> None:
        """What was asked for is done once the pages are there; until then that is said."""
        self.reported.emit(_("The pages are being made."), note, (_close(),), "")

    # Onto a printer.

    def print_(self) -> None:
        """Ask for a printer; where there is none, say so and offer to save."""
        made, paper = self._view.made, self._view.paper
        if printing.no_printer():
            answers = (Answer(SAVE, _("Save as PDF"), "main"), Answer("", _("Close"), "quiet"))
            note = _("It can be saved as a PDF: any printer will take it.")
            self.reported.emit(_("No printer was found."), note, answers, "look")
        elif made is None:
            self._waiting = self.print_
            self._say_made_first(_("The printer is asked for as soon as they are there."))
        elif paper is not None and self._work is None:
            size = self._view.size_wanted()
            printer = printing.new_printer(size, self._kept.settings().printer)
            printer.setDocName(Path(paper.name).stem)
            pages = self._view.page.pages()
            printing.ask_for_printer(
                self._parent, printer, pages, lambda asked: self.print_on(asked, made, size)
            )

    def print_on(self, printer: "QPrinter", made: Made, size: Size) -> None:
        """Print on a printer that was chosen, off the thread that draws; it is remembered."""
        printing.set_page(printer, size)
        self._remember(printer)
        where = printer.printerName() or Path(printer.outputFileName()).name

        def job(work: Work) -> _Pages:
            all_there: list[bool] = []

            def step(done: int, of: int) -> bool:
                all_there[:] = [done == of]
                return work.progress(done, of, where)

            count = print_pages(printer, made.pdf, step)
            return _Pages(count, where, made.note, whole=all_there == [True])

        work = self._work = _Printing(job, QApplication.instance())
        work.advanced.connect(self._on_the_way)
        work.done.connect(self._printed)
        work.refused.connect(self._refused)
        work.finished.connect(self._ended)
        work.finished.connect(work.deleteLater)
        work.start()

    def wait(self) -> None:
        """Until the last page is with the printer."""
        if self._work is not None:
            self._work.wait()

    def _remember(self, printer: "QPrinter") -> None:
        """The next time begins with this printer; a file in its place is none."""
        name, settings = printer.printerName(), self._kept.settings()
        if not name or name == settings.printer:
            return
        try:
            self._kept.save_settings(replace(settings, printer=name))
        except Refused:
            return  # it prints all the same

    def _on_the_way(self, done: int, of: int, where: str) -> None:
        """Many pages take a while: that is said, with a way to stop."""
        if done == 0 and of > _MANY:
            note = n_(
                "{Count} page goes to {printer}, one by one.",
                "{Count} pages go to {printer}, one by one.",
                of,
                printer=where,
            )
            self.reported.emit(_("Printing."), note, (Answer(STOP, _("Stop")),), "")

    def _printed(self, done: "_Pages") -> None:
        if done.whole:
            text = n_(
                "{Count} page is on the way to {printer}.",
                "{Count} pages are on the way to {printer}.",
                done.count,
                printer=done.where,
            )
            self.reported.emit(_("Printing."), f"{text} {done.note}".rstrip(), (_close(),), "done")
        else:
            text = n_(
                "{Count} page went to {printer} before that, and may come out of it.",
                "{Count} pages went to {printer} before that, and may come out of it.",
                done.count,
                printer=done.where,
            )
            self.reported.emit(_("Stopped."), text, (_close(),), "")

    def _refused(self, why: str) -> None:
        answers = (Answer(SAVE, _("Save as PDF")), _close())
        self.reported.emit(_("Not printed."), why, answers, "look")

    def _ended(self) -> None:
        self._work = None
        self.finished.emit()

    # Into a file.

    def save(self) -> None:
        """Ask where, and write the very bytes that are shown."""
        paper = self._view.paper
        if paper is not None:
            title = _("Save {paper}", paper=paper.what)
            ask_to_save(
                self._parent, title, paper.name, "PDF (*.pdf)", lambda p: self.save_to(p[0])
            )

    def save_to(self, path: Path) -> None:
        """Write what is shown, whole or not at all, and say so."""
        made, ready = self._view.made, self._view.ready
        if made is None or ready is None:
            self._waiting = partial(self.save_to, path)
            self._say_made_first(_("They are saved by themselves, as soon as they are there."))
            return
        try:
            note = save(path, made)
            ready.saved(path)
        except Refused as refused:
            self.reported.emit(_("Not saved."), str(refused), (_close(),), "look")
            return
        self.saved.emit(path)
        folder = path.parent.name or path.parent
        lies = _("{name} is in {folder}.", name=path.name, folder=folder)
        answers = (*self.saved_file.answers(path), _close())
        self.reported.emit(_("Saved."), f"{lies} {note}".rstrip(), answers, "done")

    def _not_opened(self, why: str) -> None:
        self.reported.emit(_("Saved."), why, (_close(),), "look")
