"""The foot of the story side: its teller's choice, what it waits for, and Erase."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from storycircle.core.choosing import State, state
from storycircle.core.model import Circle, Sharing, Story
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.choice import Choice
from storycircle.ui.widgets.label import hint, label
from storycircle.ui.widgets.link import Link

_CHOICES = [
    (Sharing.STAYS.value, "Stays here"),
    (Sharing.ANONYMOUS.value, "Without names"),
    (Sharing.NAMED.value, "With name"),
]


class StoryLeave(QWidget):
    """chosen: another choice. settleRequested: what it waits for is to be done."""

    chosen = Signal(str)
    settleRequested = Signal()
    eraseRequested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        head = QHBoxLayout()
        self._name = label(theme, "May this story leave the circle?")
        head.addWidget(self._name, 1)
        self.erase = Link(theme, "Erase", 14)
        self.erase.clicked.connect(self.eraseRequested)
        head.addWidget(self.erase)
        column.addLayout(head)
        self.choice = Choice(theme, _CHOICES)
        self.choice.setAccessibleName("May this story leave the circle?")
        self._name.setBuddy(self.choice)
        self.choice.chosen.connect(self.chosen)
        column.addWidget(self.choice)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(12))
        self.said = hint(theme, "")
        foot.addWidget(self.said, 1)
        self.look = Link(theme, "Look at them", 14)
        self.again = Link(theme, "Ask again", 14)
        for link in (self.look, self.again):
            link.clicked.connect(self.settleRequested)
            foot.addWidget(link)
        column.addLayout(foot)

    def show_story(self, story: Story | None, circle: Circle, name: str) -> None:
        """Show how a story stands; None where nothing of it is written."""
        waits = state(story, circle) if story else State.STAYS
        self.choice.set_value((story.sharing if story else Sharing.STAYS).value)
        self.said.setText(_said(name, story, waits))
        self.look.setVisible(waits is State.NAMES)
        self.again.setVisible(waits in (State.ASK, State.CONFIRM))
        self.erase.setVisible(story is not None)
        self.erase.setAccessibleName(f"Erase {name}’s story")


def _said(name: str, story: Story | None, waits: State) -> str:
    if story is None:
        return f"Ask {name}. Until you hear a yes, nothing of it is printed or exported."
    return _WAITING.get(waits, _CHOSEN[story.sharing, story.choice is not None]).format(name=name)


_WAITING = {
    State.NAMES: "Names to look at: it leaves once you have looked at each.",
    State.ASK: "To be asked again: its words changed since {name} heard them.",
    State.CONFIRM: "To be asked again: this opened from a copy, and a later no may be lost.",
}
_NAMELESS = "It leaves with something else in place of each name, and no teller."
_NAMED = "It leaves with {name}’s name, under this circle."
_CHOSEN = {
    (Sharing.STAYS, False): "Ask {name}. Until you hear a yes, nothing of it is printed or "
    "exported.",
    (Sharing.STAYS, True): "{name} was asked: it stays. Nothing of it is printed or exported.",
    (Sharing.ANONYMOUS, False): _NAMELESS,
    (Sharing.ANONYMOUS, True): _NAMELESS,
    (Sharing.NAMED, False): _NAMED,
    (Sharing.NAMED, True): _NAMED,
}
"""What is said of a choice, and whether somebody was asked for it."""
