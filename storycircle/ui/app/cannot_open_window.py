"""A small window for where the app cannot go on: what happened, and the ways out."""

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.commands.command import NO_CAP
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import N_, _
from storycircle.store.safety.disk import Holder
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.message import Answer, Message

CLOSE = Answer("", N_("Close"), "quiet")
BUSY = (Answer("again", N_("Try again")), Answer("read", N_("Open read-only")), CLOSE)
READ = Answer("read", N_("Look at it read-only"))
ELSEWHERE = Answer("elsewhere", N_("Another place …"))
ALONE = (Answer("", N_("Close"), "main"),)


class CannotOpen(QWidget):
    """Asks one thing; `answer` is what was chosen, empty where it was closed."""

    def __init__(self, theme: Theme, refused: Refused, answers: Sequence[Answer]) -> None:
        super().__init__()
        read_as(self, Role.Dialog)
        self.answer = ""
        self._loop = QEventLoop(self)
        shown = [_shown(answer) for answer in answers]
        self.message = Message(theme, refused.title, refused.rest, shown, sign="look")
        self.message.answered.connect(self._chosen)
        self.message.closed.connect(self.close)
        column = QVBoxLayout(self)
        air = theme.px(24)
        column.setContentsMargins(air, air, air, air)
        column.addWidget(self.message)
        self.setWindowTitle("Story Circle")
        wide = theme.px(600)
        self.setMinimumWidth(wide)
        column.activate()
        self.resize(wide, column.totalHeightForWidth(wide))
        self.message.setFocus()

    def ask(self) -> str:
        """Show it until it is answered."""
        self.show()
        self._loop.exec()
        return self.answer

    def _chosen(self, answer: str) -> None:
        self.answer = answer
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._loop.quit()
        super().closeEvent(event)


def _shown(answer: Answer) -> Answer:
    """An answer in the language in use, with the key that gives a quiet one."""
    key = keys.BACK.cap if answer.kind == "quiet" else NO_CAP
    return replace(answer, label=_(answer.label), key=key)


def ways_on(refused: Refused, library: Path) -> tuple[Answer, ...]:
    """What can be done where a library cannot be opened to write to it."""
    if refused.key not in ("shared-place", "cannot-write"):
        return ALONE
    there = library.is_file() and library.stat().st_size > 0
    return (*((READ,) if there else ()), ELSEWHERE, CLOSE)


def busy(holder: Holder | None) -> Refused:
    """Which window has the library, as a sentence."""
    if holder is None:
        return Refused("window-busy", holder="")
    since = i18n.clock(holder.since)
    which = _("(process {process}, since {time})", process=holder.process, time=since)
    return Refused("window-busy", holder=f" {which}")
