"""The quiet line in the breath after a story: may it leave? It asks for nothing and delays nothing.

It stands in the place of the hint below the controls, never takes the focus, and goes as the next
turn begins. What is not asked for then is asked for in Commit.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from storycircle.core.commands import keys
from storycircle.core.commands.command import NO_CAP
from storycircle.core.i18n import _
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.display.label import app
from storycircle.ui.widgets.display.layouts import Flow

_PADDING = 10  # px beside a button's words


class Nudge(QWidget):
    """ask, later: what its two buttons, and their keys, do."""

    def __init__(self, theme: Theme, ask: Callable[[], None], later: Callable[[], None]) -> None:
        super().__init__()
        row = Flow(8, 4, self, centred=True)
        self.words = app(theme, "", second=True)
        self.ask = Button(theme, _("Ask"), keys.ASK_NOW.cap, "second", act=ask)
        self.later = Button(theme, _("Later"), keys.ASK_NOT_NOW.cap, "quiet", act=later)
        row.addWidget(self.words)
        for button in (self.ask, self.later):
            button.set_padding(_PADDING)
            row.addWidget(button)
        self.hide()

    def show_words(self, words: str, *, writing: bool) -> None:
        """Ask this; "" asks nothing. writing: its keys are letters of a text now."""
        if words:
            self.words.setText(words)
            self.ask.set_about(words)
        self.ask.set_key(NO_CAP if writing else keys.ASK_NOW.cap)
        self.later.set_key(NO_CAP if writing else keys.ASK_NOT_NOW.cap)
        if self.isHidden() == bool(words):
            self.setVisible(bool(words))
