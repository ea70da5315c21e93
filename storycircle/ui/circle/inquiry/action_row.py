"""One action of an inquiry, as it is written beside the ring."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.i18n import _
from storycircle.core.lines.records import InquiryAction
from storycircle.ui.system.field_autosave import Draft, Place
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.choice import Pick
from storycircle.ui.widgets.controls.line_edit import Field
from storycircle.ui.widgets.controls.text_edit import Writing
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.layouts import Flow

_NOBODY = ""


class Host(Protocol):
    """What a row sees of its pane."""

    @property
    def names(self) -> Mapping[str, str]:
        """The people of the line, by their ids."""

    @property
    def refused(self) -> SignalInstance:
        """Carries why something was not taken."""

    def at(self, part: str) -> Callable[[], Place | None]:
        """Where what cannot be taken of a part is kept."""

    def commit(self, action: str, text: str, by: str, who: tuple[str, ...]) -> bool:
        """Keep an action as it is typed; False where it is refused."""


class ActionRow(QWidget):
    """One action of an inquiry: its words, who, by when."""

    def __init__(self, theme: Theme, pane: Host, number: int) -> None:
        super().__init__()
        self.action = ""
        self._pane = pane
        self._options: list[tuple[str, str]] = []
        column = layouts.column(self, theme.px(4), (0, 0, 0, theme.px(8)))
        self.text = Writing(theme, _("Add an action"), grows=True, single=True)
        self.text.setAccessibleName(_("Action {number}", number=i18n.figures(number)))
        column.addWidget(self.text)
        self._beside = QWidget()
        row = Flow(theme.px(8), theme.px(4), self._beside)
        self.who = Pick(theme)
        self.who.setAccessibleName(_("Who does it"))
        self.by = Field(theme, hint=_("by when"), serif=False)
        self.by.setAccessibleName(_("By when"))
        row.add(self.who, 3)
        row.add(self.by, 2)
        column.addWidget(self._beside)
        self._drafts = [
            Draft(field, partial(self._write, part), pane.at(f"action {number} {part}"),
                  refusals=pane.refused)
            for part, field in (("text", self.text), ("by", self.by))
        ]  # fmt: skip
        self.who.chosen.connect(lambda _who: self._write("who", ""))

    def show_action(self, one: InquiryAction | None, id_: str, *, anew: bool) -> None:
        """Show an action, or an empty row for the next one. anew: of another inquiry."""
        self.action = one.id if one is not None else id_
        texts = (one.text, one.by) if one is not None else ("", "")
        for draft, text in zip(self._drafts, texts, strict=True):
            draft.turn_to(text) if anew else draft.fill(text)
        names = self._pane.names
        options = [(_NOBODY, _("Nobody named")), *names.items()]
        if options != self._options:
            self._options = options
            self.who.set_options(options)
        self.who.set_value(one.who[0] if one is not None and one.who else _NOBODY)
        self._beside.setVisible(one is not None)

    def _write(self, part: str, text: str) -> bool:
        texts = {"text": self.text.text(), "by": self.by.text()}
        if part in texts:
            texts[part] = text
        who = (self.who.value(),) if self.who.value() else ()
        return self._pane.commit(self.action, texts["text"], texts["by"], who)
