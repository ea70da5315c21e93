"""What an organiser types: a teller's code, a passphrase for sealed files, one for a new key."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from storycircle.core.commands.keys import BACK
from storycircle.core.i18n import N_, _, p_
from storycircle.ui.organiser.merge.drop_area import MessageSlot
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import JobKind, Outcome, Part
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Link
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.layouts import Flow
from storycircle.ui.widgets.display.message import Answer, AskCard

_TAKES_BACK = N_("A teller takes a story back")
_CODE = N_("Type the code from the slip. Nobody needs to say whose it is or why.")
_SEALS = N_(
    "Packs made here from then on have circle files sealed so that you alone can open them. "
    "Whoever forgets the passphrase cannot open them either: nobody can."
)
_OWN = N_("These files are sealed to your key. Its passphrase opens all of them.")
_FILE = N_("It is sealed with a passphrase of its own. Whoever made it knows it.")
_DONE = {JobKind.WITHDRAW: N_("Taken out."), JobKind.KEY: N_("The key is made.")}


def _close() -> tuple[Answer]:
    """The one answer to what is told."""
    return (Answer("close", _("Close"), "second", BACK.cap),)


class OrganiserAsking(QWidget):
    """Quiet links, and a card where something is asked."""

    def __init__(self, theme: Theme, session: OrganiserSession) -> None:
        super().__init__()
        self._theme, self.session = theme, session
        session.passphrases.wanted.connect(self._ask_passphrase)
        session.changed.connect(self._changed)
        session.ended.connect(self._ended)
        self._card: AskCard | None = None
        column = layouts.column(self, theme.px(8))
        row = self._ways = Flow(theme.px(20), theme.px(4))
        self.code = Link(theme, _(_TAKES_BACK), 14, act=self.ask_code)
        self.key = Link(theme, _("Make a key to seal files"), 14, act=self.ask_key)
        row.addWidget(self.code)
        row.addWidget(self.key)
        self.short = label.hint(theme, "")
        row.addWidget(self.short)
        column.addLayout(row)
        self.slot = MessageSlot(theme, self.code)
        column.insertWidget(0, self.slot)
        self._show_key()

    def add_way(self, link: Link) -> None:
        """One more link, after these."""
        self._ways.addWidget(link)

    def ask_code(self) -> None:
        """Ask for a withdrawal code."""
        fields, do = (_("The code"),), _("Take it out")
        self._ask(_(_TAKES_BACK), _(_CODE), fields, do, self._withdraw, self.close_prompt)

    def ask_key(self) -> None:
        """Ask for the passphrase of a new key, twice."""
        title, do = _("A key to seal circle files"), _("Make the key")
        fields, no = (_("A passphrase"), _("The same again")), self.close_prompt
        self._ask(title, _(_SEALS), fields, do, self._make_key, no, hidden=True)

    def stop_and_wait(self) -> None:
        """No work outlives the screen, and nobody waits for an answer."""
        self.session.wait_for_codes()
        self.close_prompt()

    @Slot(str)
    def _ask_passphrase(self, name: str) -> None:
        title, text = _("Sealed files"), _(_OWN)
        if name:
            title, text = _("“{name}” is sealed.", name=name), _(_FILE)
        fields, no = (_("Its passphrase"),), partial(self._given, [""])
        self._ask(title, text, fields, p_("button", "Open"), self._given, no, hidden=True)

    def _given(self, typed: list[str]) -> None:
        self.close_prompt()
        self.session.passphrases.answer(typed[0])

    def _withdraw(self, typed: list[str]) -> None:
        self.close_prompt()
        self.session.withdraw(typed[0])

    def _make_key(self, typed: list[str]) -> None:
        self.close_prompt()
        self.session.make_key(*typed)

    def _ended(self, outcome: Outcome) -> None:
        """What is refused is said where it was asked."""
        if outcome.job not in _DONE:
            self.close_prompt()  # whoever asked for a passphrase asks no more
        elif outcome.why:
            self.slot.say(outcome.why, "", _close(), "look")
        else:
            self.slot.say(_(_DONE[outcome.job]), outcome.text, _close(), "done")

    def _changed(self, parts: frozenset[Part]) -> None:
        if Part.KEY in parts:
            self._show_key()

    def _show_key(self) -> None:
        """One key for a library: it is offered where there is none, else it is said which it is."""
        state = self.session.state
        self.key.setVisible(not state.key_made)
        self.short.setText(_("Your key: {fingerprint}", fingerprint=state.key) if state.key else "")

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
        self.close_prompt()
        self.slot.clear()
        self._card = AskCard(self._theme, title, text, fields, do, hidden=hidden)
        self._card.answered.connect(yes)
        self._card.closed.connect(no)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, self._card)
        self._card.setFocus()

    def close_prompt(self) -> None:
        """Ask no more."""
        layouts.discard(self._card)
        self._card = None
