"""Handing a stall over: what of it leaves, what stays, and its file."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, n_
from storycircle.core.text import free_name
from storycircle.jobs.afterwards.stalls_held import export_stall, stall_file_name
from storycircle.store.library import Library
from storycircle.ui.circle.consent.what_leaves import LeavingCard
from storycircle.ui.circle.export_panel import passphrase_in, sealing_card
from storycircle.ui.circle.stall.halves import StallPage
from storycircle.ui.circle.stall.stall_session import StallSession
from storycircle.ui.circle.stall.stall_state import USUAL_RUNS
from storycircle.ui.commands import bind
from storycircle.ui.system.background import Work
from storycircle.ui.system.file_dialogs import ask_to_save
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.label import RemarkLine
from storycircle.ui.widgets.display.message import AskCard


class LeavesPage(StallPage):
    """exported: the file that was written."""

    exported = Signal(Path)

    def __init__(self, theme: Theme, session: StallSession) -> None:
        super().__init__(theme, session)
        self._work: Work | None = None
        self._card: AskCard | None = None
        self._writing = Path()
        column = self.main
        column.addWidget(label.page_title(theme, _("Hand the stall over")))
        about = _("One file for the organiser. Nothing else of this stall leaves this laptop.")
        column.addWidget(label.app(theme, about, second=True))
        column.addSpacing(theme.px(8))
        self.card = LeavingCard(theme)
        column.addWidget(self.card)
        self.again = Button(theme, _("Hold another run"), act=session.begin_run)
        column.addWidget(self.again)
        column.addStretch(1)
        self.pane.addWidget(label.section(theme, _("Give it to the organiser")))
        self.export = Button(
            theme,
            _("Export the stall’s file"),
            keys.EXPORT_STALL.cap,
            "main",
            wide=True,
            act=self.ask_where,
        )
        self.pane.addWidget(self.export)
        self.status = label.hint(theme, "")
        self.pane.addWidget(self.status)
        self.seal = Link(theme, _("Seal it with a passphrase"), 14, act=self._ask_passphrase)
        self.pane.addWidget(self.seal)
        self._remark = RemarkLine(theme)
        self.pane.addWidget(self._remark)
        self.pane.addStretch(1)
        merged = _("It is gathered with the circles’ files, and merges as they do.")
        self.pane.addWidget(label.hint(theme, merged))
        bind(self, keys.EXPORT_STALL, self.ask_where)
        session.erasing.ended.connect(self._erased)
        self.refresh()

    def refresh(self) -> None:
        state = self.session.state
        event = state.event
        sealed = event is not None and bool(event.recipients)
        at_work = self._work is not None
        self.seal.setVisible(not sealed and not at_work and self._card is None)
        to_key = _("It is sealed to the organiser’s key: nobody else can open it.")
        self.status.setText(_("Exporting …") if at_work else to_key if sealed else "")
        self.status.setVisible(at_work or sealed)
        self.export.setEnabled(not at_work)
        empty = Refused("stall-empty", title=i18n.short(state.stall))
        self.export.set_not_now("" if state.runs else str(empty))
        self.again.setVisible(len(state.runs) >= USUAL_RUNS)
        self.card.show_lists({}, self._stays(), more=self._leaves())

    def _leaves(self) -> list[str]:
        """What of the stall is in its file, a line each."""
        runs = self.session.state.runs
        if not runs:
            return []
        said = n_(
            "{Count} run: people, minutes, what was discussed, challenges, next steps",
            "{Count} runs: people, minutes, what was discussed, challenges, next steps",
            len(runs),
        )
        count = sum(len(self.session.library.quotes_here(run)) for run in runs)
        quotes = n_("{Count} quotation", "{Count} quotations", count) if count else ""
        return [said, *([quotes] if quotes else [])]

    def _stays(self) -> list[str]:
        kept = sum(len(run.kept) for run in self.session.state.runs)
        count = n_("{Count} quotation without a yes", "{Count} quotations without a yes", kept)
        return [*([count] if kept else []), _("Who said a quotation, and who was at the stall")]

    def enter(self) -> None:
        self.export.setFocus()

    def _erased(self, _name: str, why: str) -> None:
        """What could not be erased from some copy yet is said."""
        if why:
            self.session.noticed.emit(why)

    # Its file.

    def ask_where(self, passphrase: str = "") -> None:
        """Ask for a place to save the file, and write it."""
        state = self.session.state
        if not state.runs or state.event is None:
            self.session.refused.emit(str(Refused("stall-empty", title=i18n.short(state.stall))))
            return
        self.session.stop_time()
        taken = self.session.library.names_exported(but="")
        name = free_name(stall_file_name(state.event, state.stall), taken)
        title, kind = _("Export the stall’s file"), _("Circle files ({ending})", ending="*.circle")
        ask_to_save(self, title, name, kind, lambda paths: self.export_to(paths[0], passphrase))

    def export_to(self, path: Path, passphrase: str = "") -> None:
        """Write the stall as it is at this moment; it is read back before it counts."""
        event, stall = self.session.state.event, self.session.state.stall
        if self._work is not None or event is None:
            return
        place, clock = self.session.library.path, self.session.clock

        def job(_work: Work) -> None:
            with Library(place, clock) as opened:
                export_stall(opened, event, stall, path, passphrase)

        self._writing = path
        work = self._work = Work(job, self)
        work.done.connect(self._done)  # slots of this thread: Qt brings the news over
        work.refused.connect(self._refused)
        work.start()
        self.refresh()

    def wait(self) -> None:
        """Until nothing is being written or erased any more."""
        if self._work is not None:
            self._work.wait()
        self.session.erasing.wait()

    @Slot(object)
    def _done(self, _result: object) -> None:
        self._ended()
        path = self._writing
        folder = path.parent.name or str(path.parent)
        said = _("“{name}” is in {folder}.", name=path.name, folder=folder)
        self._remark.show_remark(_("Saved."), said)
        self.exported.emit(path)

    @Slot(str)
    def _refused(self, why: str) -> None:
        self._ended()
        self._remark.show_remark(why)

    def _ended(self) -> None:
        if self._work is not None:
            self._work.wait()
            self._work.deleteLater()
        self._work = None
        self.refresh()

    def _ask_passphrase(self) -> None:
        """Ask for a passphrase, and seal the file with it."""
        self._close_card()
        card = self._card = sealing_card(self._theme)
        card.answered.connect(self._typed)
        card.closed.connect(self._given_up)
        self.pane.insertWidget(self.pane.indexOf(self.export), card)
        card.show()
        card.setFocus()
        self.refresh()

    def _typed(self, typed: list[str]) -> None:
        self._close_card()
        self.export.setFocus()
        try:
            passphrase = passphrase_in(typed)
        except Refused as refused:
            self._remark.show_remark(str(refused))
        else:
            self.ask_where(passphrase)

    def _given_up(self) -> None:
        self._close_card()
        self.seal.setFocus()

    def _close_card(self) -> None:
        if self._card is not None:
            layouts.discard(self._card, self.pane)
            self._card = None
            self.refresh()
