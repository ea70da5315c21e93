"""One name found in a story, and what shall stand for it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from storycircle.core.masking import AGENCY, FORENAME
from storycircle.core.review import Found
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets import label
from storycircle.ui.widgets.card import Card
from storycircle.ui.widgets.choice import Choice
from storycircle.ui.widgets.field import Field

_OWN, _LEFT = "own", "left"
_CHOICES = [(FORENAME, FORENAME), (AGENCY, AGENCY), (_OWN, "own word"), (_LEFT, "leave it")]


class FoundName(Card):
    """answered: the word found, and what stands for it; None leaves it as it is."""

    answered = Signal(str, object)

    def __init__(self, theme: Theme, word: str) -> None:
        super().__init__(theme, padding=8)
        self.word = word
        self.settled = False
        row = QHBoxLayout()
        self._number = label.label(theme, "")
        row.addWidget(self._number)
        row.addSpacing(theme.px(8))
        row.addWidget(label.words(theme, word, 19), 1)
        self._what = label.hint(theme, "", right=True)
        row.addWidget(self._what)
        self.body().addLayout(row)
        self.choice = Choice(theme, _CHOICES, ticked=False)
        self.choice.chosen.connect(self._choose)
        self.body().addWidget(self.choice)
        self.own = Field(theme, hint="a word of your own, then Enter")
        self.own.returnPressed.connect(self._own_word)
        self.own.hide()
        self.body().addWidget(self.own)

    def show_found(self, found: Found) -> None:
        """Show how it stands; what nobody has answered has nothing chosen."""
        self._number.setText(f"{found.number}")
        self._what.setText(found.what)
        self.settled = found.answer is not None
        if found.answer is None:
            return
        instead = found.answer.instead
        if instead is None:
            self.choice.set_value(_LEFT)
        elif instead in (FORENAME, AGENCY):
            self.choice.set_value(instead)
        else:
            self.choice.set_value(_OWN)
            self.own.setText(instead)
            self.own.show()

    def choose(self, place: int) -> None:
        """One of the four, by its place."""
        value = _CHOICES[place][0]
        self.choice.set_value(value)
        self._choose(value)

    def _choose(self, value: str) -> None:
        self.own.setVisible(value == _OWN)
        if value == _OWN:
            self.own.setFocus()
        else:
            self.answered.emit(self.word, None if value == _LEFT else value)

    def _own_word(self) -> None:
        self.answered.emit(self.word, self.own.text())
