"""May an inquiry leave its set? Asked of each of its owners, by the very words that would leave."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.consent.inquiry_leave import agreed, to_ask_yet, words_for
from storycircle.core.i18n import N_, _
from storycircle.core.lines.records import Inquiry
from storycircle.core.model import Circle, Sharing
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.choice import Choice, Pick
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.label import hint, label
from storycircle.ui.widgets.display.message import Answer, Message

_CHOICES = (
    (Sharing.STAYS, N_("Stays here")),
    (Sharing.ANONYMOUS, N_("Without names")),
    (Sharing.NAMED, N_("With name")),
)
_OTHERWISE = "otherwise"
_OTHER_WAY = {
    Sharing.ANONYMOUS: (Sharing.NAMED, N_("Read it with name")),
    Sharing.NAMED: (Sharing.ANONYMOUS, N_("Read it without names")),
}


class OwnersLeave(QWidget):
    """The foot of an inquiry: the choice of each owner, and what all of them allow.

    settleRequested: names that were found in it are to be looked at.
    """

    settleRequested = Signal(str)

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._theme, self._session = theme, session
        self._inquiry: Inquiry | None = None
        self._message: Message | None = None
        column = self._column = layouts.column(self, theme.px(4))
        column.addWidget(label(theme, _("May this inquiry leave the set?")))
        self.owner = Pick(theme)
        self.owner.setAccessibleName(_("Whose answer it is"))
        self.owner.chosen.connect(lambda _owner: self._show_choice())
        column.addWidget(self.owner)
        self.choice = Choice(theme, [(value.value, _(words)) for value, words in _CHOICES])
        self.choice.setAccessibleName(_("May this inquiry leave the set?"))
        self.choice.chosen.connect(self._choose)
        self.choice.chosenAgain.connect(self._choose)
        column.addWidget(self.choice)
        self.status = hint(theme, "")
        column.addWidget(self.status)

    def show_inquiry(self, inquiry: Inquiry | None, names: Mapping[str, str]) -> None:
        """Show who of its owners was asked; nothing where there is no inquiry."""
        before, self._inquiry = self._inquiry, inquiry
        self.setVisible(inquiry is not None)
        if inquiry is None:
            self._close()
            return
        if before is None or before.id != inquiry.id:
            self._close()
        if before is None or (before.id, before.owners) != (inquiry.id, inquiry.owners):
            kept = self.owner.value()
            self.owner.set_options([(one, names.get(one, "")) for one in inquiry.owners])
            if kept in inquiry.owners:
                self.owner.set_value(kept)
        self.owner.setVisible(len(inquiry.owners) > 1)
        self._show_choice()
        self.status.setText(_status(self._session.state.circle, inquiry, names))

    def _show_choice(self) -> None:
        inquiry, owner = self._inquiry, self.owner.value()
        if inquiry is not None:
            asked = to_ask_yet(self._session.state.circle, inquiry)
            chosen = {one.owner: one.sharing for one in inquiry.choices if one.owner not in asked}
            self.choice.set_value(chosen.get(owner, Sharing.STAYS.value))

    def _choose(self, value: str) -> None:
        """A yes is given where the words are read out; a no counts at once."""
        inquiry, owner, sharing = self._inquiry, self.owner.value(), Sharing(value)
        if inquiry is None:
            return
        if sharing is Sharing.STAYS:
            self._session.attempt(lambda: self._session.meeting.choose(inquiry.id, owner, sharing))
            return
        self._show_choice()
        self._close()
        words = words_for(self._session.state.circle, inquiry, sharing)
        text = "\n".join(filter(None, (words.teller, words.title, words.points, *words.tags)))
        name = i18n.short(self._session.meeting.names().get(owner, ""))
        title = _("Read this out to {name}: may it leave the set?", name=name)
        # An arrow key that comes to a yes asks at once: the other one is reached from there.
        other, words_of_it = _OTHER_WAY[sharing]
        answers = (
            Answer("", _("It stays here")),
            Answer(value, _("Yes, these words")),
            Answer(_OTHERWISE, _(words_of_it)),
        )
        message = self._message = Message(self._theme, title, text, answers)
        message.answered.connect(
            lambda said: (
                self._choose(other.value)
                if said == _OTHERWISE
                else self._answered(inquiry, owner, said)
            )
        )
        message.closed.connect(self._put_off)
        self._column.insertWidget(0, message)
        message.show()
        message.setFocus()
        QTimer.singleShot(
            0, message, message.setFocus
        )  # an arrow key takes the focus along with it

    def _answered(self, inquiry: Inquiry, owner: str, said: str) -> None:
        sharing = Sharing(said) if said else Sharing.STAYS
        self._put_off()
        session = self._session
        session.attempt(lambda: session.meeting.choose(inquiry.id, owner, sharing))
        if sharing is Sharing.ANONYMOUS:
            self.settleRequested.emit(inquiry.id)

    def _put_off(self) -> None:
        self._close()
        self.choice.setFocus()

    def _close(self) -> None:
        layouts.discard(self._message)
        self._message = None


def _status(circle: Circle, inquiry: Inquiry, names: Mapping[str, str]) -> str:
    """What the owners allow so far."""
    allowed, waits = agreed(circle, inquiry), to_ask_yet(circle, inquiry)
    if allowed is Sharing.STAYS:
        return _("It stays in the set: one of its owners said no.")
    if waits:
        who = i18n.listed([names.get(one, "") for one in waits])
        return _("It stays in the set until each has said yes. Still to ask: {names}.", names=who)
    if allowed is Sharing.NAMED:
        return _("It may leave, with the names of its owners.")
    return _("It may leave without names, once each name in it was looked at.")
