"""What stands by the window while it is open: copies, second starts, damage, the unexpected."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from storycircle.core import i18n
from storycircle.core.clock import Clock
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import N_, _, n_
from storycircle.store.library import Library
from storycircle.store.safety.recovery import Recovered, found_damaged, recover_open
from storycircle.ui.app.banners import Unsaved
from storycircle.ui.app.crash_handler import Unexpected
from storycircle.ui.app.main_window import Window
from storycircle.ui.app.single_instance import Doorbell, WaitingBar
from storycircle.ui.commands import without
from storycircle.ui.home.settings_rows import copy_shown
from storycircle.ui.session.session import Session
from storycircle.ui.session.state import Part
from storycircle.ui.system.application import App
from storycircle.ui.system.background import Erasing, KeepingCopies, Work
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.context_menu import CopiesStay
from storycircle.ui.widgets.display.message import Answer, Message

_DELETED = N_("Those backups are deleted, and what was erased is gone with them.")


class Guard(QObject):
    """Made once the window is shown; the caller holds the library's lock."""

    def __init__(
        self,
        window: Window,
        library: Library,
        clock: Clock,
        recovered: Recovered | None = None,
    ) -> None:
        super().__init__(window)
        self._window, self._library, self._clock = window, library, clock
        self._recovered = recovered
        self._waits_for: Session | None = None
        self.bar: WaitingBar | None = None
        self.looking: Work | None = None  # through the library, which was opened without
        folder = library.path.parent
        self.unexpected = Unexpected(folder, clock, window.circle.save_typed, self)
        self.unexpected.said.connect(window.say)
        self.unexpected.stand_by()
        self.copies = KeepingCopies(library.path, clock, self)
        self.copies.refused.connect(window.say)
        window.circle.finished.connect(self.copies.soon)
        window.screens.restoreRequested.connect(self.restore)
        self.erasing = Erasing(library.path, clock, self)
        self.erasing.ended.connect(self._erased)
        window.screens.deleteOwingRequested.connect(self.delete_owing)
        window.furnished.connect(self._tell_recovered)
        self.doorbell = Doorbell(library.path, self)
        self.doorbell.rung.connect(self.receive)
        window.drops.dropped.connect(self.receive_all)
        self._take_files(self.receive)
        CopiesStay(self)
        self.unsaved = Unsaved(window)
        self._tell_recovered(window.theme)
        self.copies.soon()
        if library.owes():
            self.erasing.begin("", Library.erase_owed)

    def finish(self) -> None:
        """The window is closed: nothing is left under way."""
        self._take_files(None)
        self.doorbell.finish()
        if self.looking is not None:
            self.looking.wait()
        self.erasing.wait()
        self.copies.finish()

    # A second start, or a double click on a desktop that asks the app that runs.

    def _take_files(self, take: Callable[[Path], None] | None) -> None:
        app = App.instance()
        if isinstance(app, App):
            app.take_files(take)

    def receive(self, file: Path | None) -> None:
        """Come forward and open a file; while a turn runs it waits, and nothing moves."""
        session = self._window.session
        if session is None or not _speaking(session):
            self._forward()
            if file is not None:
                self._window.open_file(file)
            return
        if file is None:
            return
        if self.bar is None:
            self.bar = WaitingBar(self._window.theme, self._window)
            self.bar.openRequested.connect(self._window.open_file)
        self.bar.wait_with(file)
        if self._waits_for is not session:
            self._waits_for = session
            session.changed.connect(partial(self._look_whether_over, session))

    def receive_all(self, files: list[Path]) -> None:
        """Open files that were dropped; while a turn runs they wait, as from a second start."""
        session = self._window.session
        if session is not None and _speaking(session):
            for file in files:
                self.receive(file)
        else:
            self._window.open_files(files)

    def _look_whether_over(self, session: Session, _parts: frozenset[Part]) -> None:
        if self.bar is not None and self.bar.files and not _speaking(session):
            self.bar.open_all()

    def _forward(self) -> None:
        window = self._window
        window.setWindowState(without(window.windowState(), Qt.WindowState.WindowMinimized))
        window.show()
        window.raise_()
        window.activateWindow()

    # Going back to a copy.

    def restore(self, name: str) -> None:
        """Leave the circle, go back to a copy, and say so at home."""
        self.copies.finish()
        self._window.go_home()
        try:
            self._library.restore(name)
        except Refused as refused:
            self._window.say(str(refused))
            return
        self._window.go_home()
        when = copy_shown(name, self._clock.now())
        said = _("Your circles are as they were: {when}. What was here is kept too.", when=when)
        self._window.say(said)

    # A library that was opened without a look through it.

    def look_through(self) -> None:
        """Look through the library while it is used, and go back to a copy where it is damaged."""
        path, clock = self._library.path, self._clock
        self.looking = Work(lambda _work: found_damaged(path, clock), self)
        self.looking.done.connect(self._looked_through)
        self.looking.refused.connect(lambda said, _why: self._window.say(said))
        self.looking.start()

    @Slot(object)
    def _looked_through(self, found: tuple[str | None] | None) -> None:
        if found is None:
            return
        self.copies.finish()
        self._window.go_home()
        try:
            self._recovered = recover_open(self._library, *found)
        except Refused as refused:
            self._window.say(str(refused))
            return
        self._window.go_home()
        self._tell_recovered(self._window.theme)

    # What is still to be erased from the copies.

    def delete_owing(self) -> None:
        """Delete the copies that still hold what was erased; it was asked before."""
        self.erasing.begin(_DELETED, Library.delete_copies_owing)

    def _erased(self, what: str, why: str) -> None:
        if why or what:
            self._window.say(why or _(what))

    # A library that opened from a copy.

    def _tell_recovered(self, theme: Theme) -> None:
        if self._recovered is None:
            return
        title, text = recovered_words(self._recovered, self._library)
        answers = [Answer("there", _("Show what is there")), Answer("where", _("Where is it?"))]
        message = Message(theme, title, text, answers, sign="look")
        message.answered.connect(partial(self._answered, message))
        message.closed.connect(partial(self._answered, message, "there"))
        self._window.home.show_message(message)

    def _answered(self, message: Message, answer: str) -> None:
        if answer == "where" and self._recovered is not None:
            folder = self._recovered.folder
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
                self._window.say(_("It is {path}.", path=folder / self._recovered.kept))
            return
        self._recovered = None
        self._window.home.close_message(message)
        self._window.home.setFocus()


def _speaking(session: Session) -> bool:
    """Whether somebody's turn runs."""
    return session.state.round is not None and session.state.round.running


def recovered_words(recovered: Recovered, library: Library) -> tuple[str, str]:
    """What happened, what is safe, what may be missing."""
    if recovered.upto is None:
        lost = _(
            "What was kept here is damaged, and there is no backup of it. It is kept aside; you "
            "can begin anew."
        )
        return _("Your circles could not be opened."), lost
    time = i18n.clock(recovered.upto)
    said = _(
        "The newest one was damaged and is kept aside. Changes after {time} may be missing.",
        time=time,
    )
    if recovered.upto.date() != library.clock.now().date():
        said = _(
            "The newest one was damaged and is kept aside. Changes after {time} on {day} may be "
            "missing.",
            time=time,
            day=i18n.day(recovered.upto.date().isoformat()),
        )
    if recovered.unconfirmed:
        waiting = n_(
            "A no may be among them: {count} story that may leave waits until somebody confirms "
            "it.",
            "A no may be among them: {count} stories that may leave wait until somebody confirms "
            "it.",
            recovered.unconfirmed,
        )
        said = f"{said} {waiting}"
    return _("Your circles opened from a backup."), said
