"""An event pack that the camera read on the first page: its key is compared aloud before it is
taken. Whatever else was read is looked at where circles are gathered.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, n_
from storycircle.store.library import Library
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.message import Answer, Message

if TYPE_CHECKING:
    from storycircle.core.formats.sheet_code import Part

_TAKE = "take"


class FirstPage(Protocol):
    """The first page, as somebody who asks something there knows it."""

    theme: Theme

    def ask(self, message: Message) -> None:
        """Ask something in the place of what was asked before."""

    def stop_asking(self) -> None:
        """Put away what is asked."""

    def refresh(self) -> None:
        """Show what the library holds now."""


class PackReading(QObject):
    """Takes what the camera read. said: what came of it, in a sentence. lookRequested: parts that
    are to be looked at where circles are gathered.
    """

    said = Signal(str)
    lookRequested = Signal(list)

    def __init__(self, library: Library, home: Callable[[], FirstPage], parent: QObject) -> None:
        """home: the first page, which is another one in another theme."""
        super().__init__(parent)
        self._library, self._home = library, home

    def take(self, parts: "list[Part]") -> None:
        """Ask about a pack; have all else looked at as files are."""
        from storycircle.jobs.light.arrived_pack import pack_in  # noqa: PLC0415 (when first needed)

        pack = pack_in(parts)
        if pack is None:
            self.lookRequested.emit(parts)
            return
        event = i18n.event_name(pack.title)[1]
        home = self._home()
        if pack.keys:
            text = n_(
                "Circle files of it will be sealed to this key:\n{keys}\nThe organiser’s screen "
                "shows it too: let it be read aloud, and take the pack if all of it is the "
                "same.",
                "Circle files of it will be sealed to these keys:\n{keys}\nThe organiser’s screen "
                "shows them too: let them be read aloud, and take the pack if all of it is the "
                "same.",
                len(pack.keys),
                keys="\n".join(pack.keys),
            )
            yes = _("It is the same: take the pack")
        else:
            text = _(
                "It has no key: circle files of it will not be sealed. If the organiser’s screen "
                "shows a key, do not take it."
            )
            yes = _("Take the pack")
        answers = (Answer(_TAKE, yes), Answer("", _("Not now"), "quiet", keys.BACK.cap))
        title = _("The event pack of “{event}” is here.", event=event)
        message = Message(home.theme, title, text, answers)
        message.answered.connect(partial(self._answered, parts, event))
        message.closed.connect(home.stop_asking)
        home.ask(message)

    def _answered(self, parts: "list[Part]", event: str, answer: str) -> None:
        self._home().stop_asking()
        if answer == _TAKE:
            self._take(parts, event)
            self._home().refresh()

    def _take(self, parts: "list[Part]", event: str) -> None:
        """Take it; what of it waits for a person is shown where it can be ticked."""
        from storycircle.jobs.light.arrived_pack import take  # noqa: PLC0415 (when first needed)
        from storycircle.jobs.merge import BECAME, FileOutcome  # noqa: PLC0415

        try:
            row = take(self._library, parts)
        except Refused as refused:
            self.said.emit(str(refused))
            return
        if row.waiting:
            self.lookRequested.emit(parts)
        elif row.refused_in_part:
            self.said.emit(row.why)
        elif row.outcome == FileOutcome.NEW:
            self.said.emit(_("{event} is on this laptop now.", event=event))
        else:
            self.said.emit(_(BECAME[row.outcome], name=event))
