"""Giving a circle to the organiser: its file, open or sealed, written off the thread that draws."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from storycircle.core.commands import keys
from storycircle.core.error_sentences import PLAINLY, Refused
from storycircle.core.i18n import _
from storycircle.core.model import Circle
from storycircle.core.text import free_name
from storycircle.jobs.export import export_circle, file_name
from storycircle.store.library import Library
from storycircle.ui.session.session import Session
from storycircle.ui.system.background import Work
from storycircle.ui.system.file_dialogs import ask_to_save
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.label import hint, section
from storycircle.ui.widgets.display.message import AskCard


def sealing_card(theme: Theme) -> AskCard:
    """Asks for a passphrase, twice; what forgetting it means is said before."""
    fields = (_("A passphrase"), _("The same again"))
    title, do = _("A sealed circle file"), _("Seal it")
    return AskCard(theme, title, _(PLAINLY), fields, do, hidden=True)


def passphrase_in(typed: Sequence[str]) -> str:
    """The passphrase that was typed twice. Raises Refused for none, and for two."""
    first, again = typed
    if not first:
        raise Refused("no-passphrase")
    if first != again:
        raise Refused("passphrases-differ")
    return first


class HandOver(QWidget):
    """exported: the file, and the circle as it was written. refused: why it was not."""

    exported = Signal(Path, object)
    refused = Signal(str)

    def __init__(self, theme: Theme, session: Session, *, bare: bool = False) -> None:
        """bare: without its title and its button, where that stands elsewhere on the page."""
        super().__init__()
        self._theme, self._session = theme, session
        self._work: Work | None = None
        self._writing: tuple[Path, Circle] | None = None
        self._card: AskCard | None = None
        self._column = layouts.column(self, theme.px(8))
        if not bare:
            self._column.addWidget(section(theme, _("Give it to the organiser")))
        words, key = _("Export the circle file"), keys.EXPORT.cap
        self.button = Button(theme, words, key, "second", wide=True, act=self.export)
        self._column.addWidget(self.button)
        self.button.setHidden(bare)
        self.status = hint(theme, "")
        self._column.addWidget(self.status)
        self.seal = Link(theme, _("Seal it with a passphrase"), 14, act=self.ask_passphrase)
        self._column.addWidget(self.seal)
        self.refresh()

    def refresh(self) -> None:
        """Show whether the file is sealed by the event's pack, or can be here."""
        event, at_work = self._session.state.event, self._work is not None
        sealed = event is not None and bool(event.recipients)
        self.seal.setVisible(not sealed and not at_work and self._card is None)
        to_key = _("It is sealed to the organiser’s key: nobody else can open it.")
        self.status.setText(_("Exporting …") if at_work else to_key if sealed else "")
        self.status.setVisible(at_work or sealed)
        self.button.setEnabled(not at_work)

    def export(self) -> None:
        """Ask for a place to save the file, and write it."""
        if not self._stays():
            self._ask_where("")

    def _stays(self) -> bool:
        """Whether nothing is handed over as this is a practice circle; that is said."""
        if self._session.practice:
            self._session.refuse(Refused("practice-stays"))
        return bool(self._session.practice)

    def ask_passphrase(self) -> None:
        """Ask for a passphrase, and seal the file with it."""
        if self._stays():
            return
        self._close_message()
        card = self._card = sealing_card(self._theme)
        card.answered.connect(self._typed)
        card.closed.connect(self._given_up)
        self._column.insertWidget(self._column.indexOf(self.button), card)
        card.show()
        card.setFocus()
        self.refresh()

    def export_to(self, path: Path, passphrase: str = "") -> None:
        """Write the circle as it is at this moment; it is read back before it counts. A practice
        circle is refused.
        """
        if self._work is not None or self._stays():
            return
        session, circle = self._session, self._session.state.circle
        library, clock = session.library.path, session.clock

        def job(_work: Work) -> None:
            with Library(library, clock) as opened:
                export_circle(opened, circle, path, passphrase)

        self._writing = (path, circle)
        work = self._work = Work(job, self)
        work.done.connect(self._done)  # slots of this thread: Qt brings the news over
        work.refused.connect(self._refused)
        work.start()
        self.refresh()

    def wait(self) -> None:
        """Until nothing is being written any more."""
        if self._work is not None:
            self._work.wait()

    def _typed(self, typed: list[str]) -> None:
        self._close_message()
        self.button.setFocus()
        try:
            passphrase = passphrase_in(typed)
        except Refused as refused:
            self.refused.emit(str(refused))
        else:
            self._ask_where(passphrase)

    def _given_up(self) -> None:
        self._close_message()
        self.seal.setFocus()

    def _close_message(self) -> None:
        if self._card is not None:
            layouts.discard(self._card)
            self._card = None
            self.refresh()

    def _ask_where(self, passphrase: str) -> None:
        circle = self._session.state.circle
        taken = self._session.library.names_exported(but=circle.id)
        name = free_name(file_name(circle, ".circle", self._session.state.event), taken)
        title, kind = _("Export the circle file"), _("Circle files ({ending})", ending="*.circle")
        ask_to_save(self, title, name, kind, lambda paths: self.export_to(paths[0], passphrase))

    @Slot(object)
    def _done(self, _result: object) -> None:
        written = self._ended()
        if written is not None:
            self.exported.emit(*written)

    @Slot(str)
    def _refused(self, why: str) -> None:
        self._ended()
        self.refused.emit(why)

    def _ended(self) -> tuple[Path, Circle] | None:
        if self._work is not None:
            self._work.wait()
            self._work.deleteLater()
        written, self._writing, self._work = self._writing, None, None
        self.refresh()
        return written
