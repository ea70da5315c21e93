"""Showing the event pack to the cameras of facilitators' laptops: asked before, made off the
drawing thread, and shown with its key's fingerprint to be read aloud.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, n_
from storycircle.jobs.light.sending import ToShow
from storycircle.ui.light.code_screen import Words
from storycircle.ui.light.showing import SHOW, LightShowing, how_long
from storycircle.ui.system.background import Job, Work
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.display.message import Answer


class PackByLight(QObject):
    """Shows an event pack. said: title, text, answers and sign of a message. made: its codes are
    made, and the event may have its key since. button: asks for it, to stand on the page.
    """

    said = Signal(str, str, tuple, str)
    made = Signal()

    def __init__(
        self, theme: Theme, beside: QWidget, codes: Callable[[], Job], holds: Callable[[], str]
    ) -> None:
        """codes: the job that makes the codes. holds: what is in the pack, in words."""
        super().__init__(beside)
        self._codes, self._holds = codes, holds
        self._work: Work | None = None
        self.showing = LightShowing(theme, beside)
        self.button = Button(theme, _("Show it to cameras"), keys.SHOW_PACK.cap, wide=True)

    def ask(self) -> None:
        """Say what would leave, and ask whether to show it."""
        text = "\n".join((_("Whoever films this screen has it."), self._holds()))
        answers = (
            Answer(SHOW, _("Show it")),
            Answer("", _("Not now"), "quiet", keys.BACK.cap),
        )
        title = _("Show this event pack to the cameras of facilitators’ laptops?")
        self.said.emit(title, text, answers, "")

    def show(self) -> None:
        """Make the codes of the pack as it is at this moment, and show them once they are made."""
        if self._work is None:
            self._work = Work(self._codes(), self)
            self._work.done.connect(self._made)
            self._work.refused.connect(self._refused)
            self._work.finished.connect(self._finished)
            self._work.start()

    def close(self) -> None:
        """Put the codes away; those that are being made are not shown any more."""
        if self._work is not None:
            self._work.done.disconnect(self._made)
            self._work.wait()
            self._finished()
        self.showing.close()

    @Slot(object)
    def _made(self, shown: ToShow) -> None:
        lines = [
            _(
                "On each laptop, choose “Read from the camera” on the first page, and hold its "
                "camera so that the whole code fills its picture."
            ),
            how_long(len(shown.parts)),
        ]
        if shown.keys:
            lines.append(
                n_(
                    "Read the fingerprint of the key aloud. Each laptop has to show the same:\n"
                    "{keys}",
                    "Read the fingerprints of the keys aloud. Each laptop has to show the same:\n"
                    "{keys}",
                    len(shown.keys),
                    keys="\n".join(shown.keys),
                )
            )
        self.showing.open(shown, Words(i18n.event_name(shown.name)[1], tuple(lines)))
        self.made.emit()

    @Slot(str, object)
    def _refused(self, sentence: str, _why: Refused) -> None:
        close = Answer("", _("Close"), "second", keys.BACK.cap)
        self.said.emit(_("The pack is not shown."), sentence, (close,), "look")

    @Slot()
    def _finished(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work.deleteLater()
