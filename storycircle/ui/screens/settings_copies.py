"""The settings' row of backups: which there are, and going back to one."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal

from storycircle.core import words
from storycircle.core.thinning import LAST, MOST
from storycircle.store import backups, copy_names
from storycircle.ui.screens.settings_row import SettingRow
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.pick import Pick

_HINT = f"The last {LAST}, then one a day, a week, a month; {MOST} at most"
_SURE = "Go back, yes"
_DELETE, _SURE_DELETE = "Delete them instead …", "Delete, yes"


class CopiesRow(SettingRow):
    """restoreRequested carries a copy's name, deleteOwingRequested comes for those that still hold
    what was erased: each once its button was pressed twice.
    """

    restoreRequested = Signal(str)
    deleteOwingRequested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Backups", _HINT)
        self.copies = Pick(theme)
        self.copies.chosen.connect(lambda _: self._unsure())
        self.add(self.copies, "The backup to go back to", 320)
        self.go_back = Button(theme, "Go back to it …")
        self.go_back.clicked.connect(self._pressed)
        self.add(self.go_back, "Go back to this backup")
        self.delete_owing = Button(theme, _DELETE)
        self.delete_owing.clicked.connect(self._delete_pressed)
        self.add(self.delete_owing, "Delete the backups that still hold what was erased")
        self.fill()
        self._owing, self._owes = 0, False

    def show_of(self, library: Path, now: datetime, owing: int, *, owes: bool) -> None:
        """List the copies of a library, the newest first. owing: how many of them still hold what
        was erased. owes: whether anything does.
        """
        self._owing, self._owes = owing, owes
        found = [(name, copy_shown(name, now)) for name in backups.names(library)]
        self.copies.set_options(found or [("", "None yet")])
        self.copies.setEnabled(bool(found))
        self.go_back.setEnabled(bool(found))
        self._unsure()

    def _unsure(self) -> None:
        self.go_back.set_text("Go back to it …")
        self.delete_owing.set_text(_DELETE)
        self.delete_owing.setVisible(bool(self._owing))
        self.say(owing_said(self._owing, owes=self._owes), look=self._owes)

    def _delete_pressed(self) -> None:
        if self.delete_owing.text() != _SURE_DELETE:
            self._unsure()
            self.delete_owing.set_text(_SURE_DELETE)
            self.say(
                "Those backups go, and what was erased with them. There is no going back to them. "
                "Press again to delete them.",
                look=True,
            )
            return
        self._unsure()
        self.deleteOwingRequested.emit()

    def _pressed(self) -> None:
        if self.go_back.text() != _SURE:
            self.go_back.set_text(_SURE)
            when = self.copies.currentText()
            self.say(
                f"Your circles will be as they were: {when}. What is here now is kept as a "
                "backup too. Press again to go back.",
                look=True,
            )
            return
        self._unsure()
        self.restoreRequested.emit(self.copies.value())


def owing_said(owing: int, *, owes: bool) -> str:
    """How many copies still hold what was erased, in a sentence; empty where nothing does."""
    if not owes:
        return ""
    if not owing:
        return "What was erased is still in the library’s own file: it goes once there is room."
    copies = words.sentence(words.counted(owing, "backup"))
    return f"{copies} still to be gone through: what was erased is gone from there too, then."


def copy_shown(name: str, now: datetime) -> str:
    """A copy by when it was made: "today at 11.31" or "14 June 2007 at 9.05"."""
    made = copy_names.made_at(name)
    if made is None:
        return name
    day = "today" if made.date() == now.date() else words.day(made.date().isoformat())
    return f"{day} at {words.clock(made)}"
