"""May the stories leave? How they stand, and the way to ask all their tellers, in Commit."""

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from storycircle.core import choosing
from storycircle.core.choosing import State
from storycircle.core.model import Circle, Sharing, Story
from storycircle.core.words import listed, number, sentence
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.hairline import Hairline
from storycircle.ui.widgets.label import app, hint


class MayLeave(QWidget):
    """askRequested: these stories, as the stage screen has it."""

    askRequested = Signal(object, object)

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(Hairline(theme))
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(app(theme, "May the stories leave?", strong=True))
        self.said = hint(theme, "")
        told.addWidget(self.said)
        row.addLayout(told, 1)
        button = Button(theme, "Ask", "Ctrl L")
        button.clicked.connect(self.ask)
        row.addWidget(button)
        column.addLayout(row)

    def refresh(self) -> None:
        """Show how the stories stand; nothing where none is written."""
        circle = self._session.state.circle
        self.said.setText(how_they_stand(circle))
        self.setVisible(bool(choosing.to_ask(circle)))

    def ask(self) -> None:
        """Ask the tellers, one after another."""
        stories = tuple(story.id for story in choosing.to_ask(self._session.state.circle))
        if stories:
            self.askRequested.emit(stories, None)


def how_they_stand(circle: Circle) -> str:
    """How the stories stand, in words: "Four stay here, two without names."."""
    counts = Counter(_stand(story, circle) for story in circle.stories)
    said = [f"{number(counts[how])} {_one(how, counts[how])}" for how in _ORDER if counts[how]]
    return sentence(f"{listed(said)}.") if said else ""


_HERE = "stays here"
_NAMELESS, _NAMED = "without names", "with name"
_LOOK, _AGAIN = "with names to look at", "to be asked again"
_ORDER = (_HERE, _NAMELESS, _NAMED, _LOOK, _AGAIN)


def _stand(story: Story, circle: Circle) -> str:
    waits = choosing.state(story, circle)
    if waits is State.NAMES:
        return _LOOK
    if waits in (State.ASK, State.CONFIRM):
        return _AGAIN
    if waits is State.STAYS:
        return _HERE
    return _NAMELESS if story.sharing is Sharing.ANONYMOUS else _NAMED


def _one(how: str, count: int) -> str:
    return "stay here" if how is _HERE and count != 1 else how
