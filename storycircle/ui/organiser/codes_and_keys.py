"""What an organiser types: a teller's code, a passphrase for sealed files, one for a new key."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from storycircle.core.clock import Clock
from storycircle.core.commands.keys import BACK
from storycircle.core.errors import Refused
from storycircle.core.text import fingerprint
from storycircle.jobs.export import withdrawn_lines
from storycircle.store.exchange import sealed_file
from storycircle.store.library import Library
from storycircle.ui.organiser.merge.drop_area import MessageSlot
from storycircle.ui.system.background import Job, Passphrases, Work
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Link
from storycircle.ui.widgets.display import label
from storycircle.ui.widgets.display.message import Answer, AskCard

_CODE = (
    "A teller takes a story back",
    "Type the code from the slip. Nobody needs to say whose it is or why.",
)
_SEALS = (
    "Packs made here from then on have circle files sealed so that you alone can open them. "
    "Whoever forgets the passphrase cannot open them either: nobody can."
)
_KEY = ("A key to seal circle files", _SEALS)
_OWN = "These files are sealed to your key. Its passphrase opens all of them."
_FILE = "It is sealed with a passphrase of its own. Whoever made it knows it."
_CLOSE = (Answer("close", "Close", "second", BACK.cap),)


def own_fingerprint(library: Path) -> str:
    """The fingerprint of the organiser's key beside a library; empty where there is none."""
    try:
        return fingerprint(sealed_file.public_key(library))
    except Refused:
        return ""


class OrganiserAsking(QWidget):
    """Two quiet links, and a card where something is asked. changed: circles may have changed."""

    changed = Signal()

    def __init__(self, theme: Theme, library: Path, clock: Clock, passphrases: Passphrases) -> None:
        super().__init__()
        self._theme, self._library, self._clock = theme, library, clock
        self._passphrases = passphrases
        passphrases.wanted.connect(self._ask_passphrase)
        self._card: AskCard | None = None
        self._work: Work | None = None
        self._title = ""  # of the message once it is done
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        row = QHBoxLayout()
        row.setSpacing(theme.px(20))
        self.code = Link(theme, "A teller takes a story back", 14)
        self.code.clicked.connect(self.ask_code)
        self.key = Link(theme, "Make a key to seal files", 14)
        self.key.clicked.connect(self.ask_key)
        row.addWidget(self.code)
        row.addWidget(self.key)
        self.short = label.hint(theme, "")
        row.addWidget(self.short, 1)
        column.addLayout(row)
        self.slot = MessageSlot(theme, self.code)
        column.insertWidget(0, self.slot)
        self._show_key()

    @property
    def busy(self) -> bool:
        """Whether a code or a key is at work."""
        return self._work is not None

    def ask_code(self) -> None:
        """Ask for a withdrawal code."""
        self._ask(*_CODE, ("The code",), "Take it out", self._withdraw, self.put_away)

    def ask_key(self) -> None:
        """Ask for the passphrase of a new key, twice."""
        fields = ("A passphrase", "The same again")
        self._ask(*_KEY, fields, "Make the key", self._make_key, self.put_away, hidden=True)

    def stop_and_wait(self) -> None:
        """No work outlives the screen, and nobody waits for an answer."""
        self._passphrases.close()
        if self._work is not None:
            self._work.wait()
        self.put_away()

    @Slot(str)
    def _ask_passphrase(self, name: str) -> None:
        title, text = (f"“{name}” is sealed.", _FILE) if name else ("Sealed files", _OWN)
        fields, no = ("Its passphrase",), partial(self._given, [""])
        self._ask(title, text, fields, "Open", self._given, no, hidden=True)

    def _given(self, typed: list[str]) -> None:
        self.put_away()
        self._passphrases.answer(typed[0])

    def _withdraw(self, typed: list[str]) -> None:
        def job(_work: Work) -> str:
            with Library(self._library, self._clock) as library:
                lines = withdrawn_lines(library.withdraw(typed[0]))
                return " ".join(line.strip() for line in lines)

        self._begin(job, "Taken out.")

    def _make_key(self, typed: list[str]) -> None:
        def job(_work: Work) -> str:
            if typed[0] != typed[1]:
                raise Refused("passphrases-differ")
            short = fingerprint(sealed_file.make_key(self._library, typed[0]))
            said = "Packs made here from now on have their circle files sealed to it."
            return f"{said} Its fingerprint, to compare: {short}."

        self._begin(job, "The key is made.")

    def _begin(self, job: Job, title: str) -> None:
        """Do it off the thread that draws; what is refused is said where it was asked."""
        if self._work is not None:
            return
        self.put_away()
        work = self._work = Work(job, self)
        self._title = title
        work.done.connect(self._done)  # a slot of this thread: Qt brings the result over
        work.refused.connect(self._refused)
        work.finished.connect(self._finished)
        work.start()

    @Slot(object)
    def _done(self, said: str) -> None:
        self.slot.say(self._title, said, _CLOSE, "done")
        self._show_key()
        self.changed.emit()

    @Slot(str)
    def _refused(self, sentence: str) -> None:
        self.slot.say(sentence, "", _CLOSE, "look")

    @Slot()
    def _finished(self) -> None:
        if self._work is not None:
            self._work.deleteLater()
            self._work = None

    def _show_key(self) -> None:
        """One key for a library: it is offered where there is none, else it is said which it is."""
        self.key.setVisible(not sealed_file.key_files(self._library)[0].exists())
        own = own_fingerprint(self._library)
        self.short.setText(f"Your key: {own}" if own else "")

    def _ask(  # noqa: PLR0917 (a question and its two ways on)
        self,
        title: str,
        text: str,
        fields: tuple[str, ...],
        do: str,
        yes: Callable[[list[str]], None],
        no: Callable[[], None],
        *,
        hidden: bool = False,
    ) -> None:
        self.put_away()
        self.slot.clear()
        self._card = AskCard(self._theme, title, text, fields, do, hidden=hidden)
        self._card.answered.connect(yes)
        self._card.closed.connect(no)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, self._card)
        self._card.setFocus()

    def put_away(self) -> None:
        """Ask no more."""
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None
