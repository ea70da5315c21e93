"""The ways out of paper that is shown: onto a printer, or into a file."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core import i18n
from storycircle.core.commands.keys import BACK
from storycircle.core.refusal_sentences import Refused
from storycircle.core.settings import Settings
from storycircle.jobs.documents import Made, Size, save
from storycircle.ui.printing.preview import PaperView
from storycircle.ui.system import printer as printing
from storycircle.ui.system.background import Work
from storycircle.ui.system.file_dialogs import ask_to_save
from storycircle.ui.system.printer import print_pages
from storycircle.ui.widgets.display.message import Answer

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


SAVE, STOP = "save", "stop"
"""Answers to what is told: the paper is to be saved in place of printed; no more pages."""
_CLOSE = Answer("", "Close", "second", BACK.cap)
_MANY = 4  # pages: so many are printed before anybody could stop them


class _Printing(Work):
    """Pages on their way to a printer. It belongs to the application, and outlives the screen."""


def finish_printing() -> None:
    """Come back when all pages are with their printers: the window closes."""
    app = QApplication.instance()
    if app is not None:
        for work in app.findChildren(_Printing):
            work.wait()


@dataclass(frozen=True)
class _Pages:
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
        view.shown.connect(self._made)
        view.refused.connect(self._not_made)

    def answer(self, value: str) -> None:
        """What was answered to something told here."""
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

    # Onto a printer.

    def print_(self) -> None:
        """Ask for a printer; where there is none, say so and offer to save."""
        made, paper = self._view.made, self._view.paper
        if printing.no_printer():
            answers = (Answer(SAVE, "Save as PDF", "main"), Answer("", "Close", "quiet"))
            note = "It can be saved as a PDF: any printer will take it."
            self.reported.emit("No printer was found.", note, answers, "look")
        elif made is None:
            self._waiting = self.print_
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
            note = f"{i18n.sentence(i18n.counted(of, 'page'))} go to {where}, one by one."
            self.reported.emit("Printing.", note, (Answer(STOP, "Stop"),), "")

    def _printed(self, done: "_Pages") -> None:
        count = i18n.sentence(i18n.counted(done.count, "page"))
        verb = "is" if done.count == 1 else "are"
        if done.whole:
            text = f"{count} {verb} on the way to {done.where}. {done.note}".rstrip()
            self.reported.emit("Printing.", text, (_CLOSE,), "done")
        else:
            text = f"{count} went to {done.where} before that, and may come out of it."
            self.reported.emit("Stopped.", text, (_CLOSE,), "")

    def _refused(self, why: str) -> None:
        self.reported.emit("Not printed.", why, (Answer(SAVE, "Save as PDF"), _CLOSE), "look")

    def _ended(self) -> None:
        self._work = None
        self.finished.emit()

    # Into a file.

    def save(self) -> None:
        """Ask where, and write the very bytes that are shown."""
        paper = self._view.paper
        if paper is not None:
            title = f"Save {paper.what}"
            ask_to_save(
                self._parent, title, paper.name, "PDF (*.pdf)", lambda p: self.save_to(p[0])
            )

    def save_to(self, path: Path) -> None:
        """Write what is shown, whole or not at all, and say so."""
        made, ready = self._view.made, self._view.ready
        if made is None or ready is None:
            self._waiting = partial(self.save_to, path)
            return
        try:
            note = save(path, made)
            ready.saved(path)
        except Refused as refused:
            self.reported.emit("Not saved.", str(refused), (_CLOSE,), "look")
            return
        self.saved.emit(path)
        lies = f"{path.name} is in {path.parent.name or path.parent}."
        self.reported.emit("Saved.", f"{lies} {note}".rstrip(), (_CLOSE,), "done")
