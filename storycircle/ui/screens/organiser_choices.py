"""Below the table of files: circles that need a word from the organiser, each with its choice."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from storycircle.core import words
from storycircle.core.errors import Refused
from storycircle.core.events import made_without_pack
from storycircle.core.model import Circle, Event
from storycircle.store.library import Library
from storycircle.ui.drafts import Draft, Place
from storycircle.ui.screens.home_ground import scrolling
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets import label
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.chip import ChipKind, state_chip
from storycircle.ui.widgets.field import Field
from storycircle.ui.widgets.hairline import Hairline
from storycircle.ui.widgets.text import Text
from storycircle.ui.widgets.tip import set_tip

_MOST = 50  # shown at once; the others follow as these are settled


@dataclass(frozen=True)
class Choice:
    """A circle, and what can be done with it: adopted into an event, or given a free number."""

    circle: Circle
    said: str
    into: Event | None = None
    number: int = 0
    place: Place | None = None  # of a number that was refused


def choices(library: Library, event: Event | None) -> list[Choice]:
    """What an organiser may do for an event: nothing of it is done without them."""
    if event is None:
        return []
    return [*_strangers(library, event), *_twins(library, event)][:_MOST]


def _strangers(library: Library, event: Event) -> Iterator[Choice]:
    """Circles of no event, or of one that a laptop made for itself."""
    if made_without_pack(event):
        return
    own = {other.id for other in library.events() if made_without_pack(other)}
    for circle in library.circles():
        if circle.event is None or circle.event in own:
            said = f"{_people(circle)} No pack was used."
            yield Choice(circle, said, into=event)


def _twins(library: Library, event: Event) -> Iterator[Choice]:
    """Circles of one number: each may have one that is free, and a person says which."""
    circles = library.circles(event.id)
    counts = Counter(circle.number for circle in circles)
    free = next(n for n in range(1, len(counts) + 2) if n not in counts)
    for circle in circles:
        if counts[circle.number] > 1:
            said = f"{_people(circle)} This number is there twice."
            place = Place(library, event.id, f"number of {circle.id}")
            yield Choice(circle, said, number=free, place=place)


def _people(circle: Circle) -> str:
    names = list(circle.shown_names().values())
    if not names:
        return "Nobody is named in it."
    if len(names) > 3:
        rest = words.number(len(names) - 2)
        return f"{names[0]}, {names[1]} and {rest} more."
    return f"{words.listed(names)}."


class ChoiceRows(QWidget):
    """adoptRequested: a circle and an event. renumber: gives a circle the number typed; False where
    it is refused, which is told: it stays in its field then.
    """

    adoptRequested = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[QWidget] = []
        self.buttons: list[Button] = []
        self.renumber: Callable[[Circle, str], bool] = lambda _circle, _text: False
        self.told: SignalInstance | None = None
        inside = QWidget()
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._area = scrolling(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)
        self.hide()

    def show_choices(self, found: Sequence[Choice]) -> None:
        """Show these and no others."""
        for row in self._rows:
            row.hide()
            self._box.removeWidget(row)
            row.deleteLater()
        self.buttons = []
        self._rows = [self._row(choice) for choice in found]
        for row in self._rows:
            self._box.addWidget(row)
        high = self._theme.px(57)
        self.setFixedHeight(high * min(3, max(1, len(found))))
        self.setVisible(bool(found))

    def _row(self, choice: Choice) -> QWidget:
        theme = self._theme
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setContentsMargins(0, theme.px(8), 0, theme.px(8))
        line.setSpacing(theme.px(12))
        name = label.words(theme, f"Circle {choice.circle.number}", 17, 600)
        name.setFixedWidth(theme.px(84))
        line.addWidget(name)
        line.addWidget(state_chip(theme, ChipKind.LOOK))
        said = Text(theme, choice.said, theme.sans(14), theme.palette.ink_2, 20, lines=2)
        set_tip(said, choice.said)
        line.addWidget(said, 1, Qt.AlignmentFlag.AlignVCenter)
        self._act(line, choice)
        column.addLayout(line)
        column.addWidget(Hairline(theme))
        row.setFixedHeight(theme.px(57))
        return row

    def _act(self, line: QHBoxLayout, choice: Choice) -> None:
        theme = self._theme
        if choice.into is not None:
            name = words.event_name(choice.into.title)[1]
            short = name if len(name) <= 24 else "this event"
            button = Button(theme, f"Adopt into {short}", padding=12)
            button.setAccessibleDescription(f"Circle {choice.circle.number}, into {name}")
            act: Callable[[], None] = partial(self.adoptRequested.emit, choice.circle, choice.into)
        else:
            number = Field(theme, serif=False)
            number.setAccessibleName(f"Another number for circle {choice.circle.number}")
            number.setFixedWidth(theme.px(64))
            number.setMaxLength(5)
            line.addWidget(number)
            button = Button(theme, "Renumber", padding=12)
            draft = Draft(
                number,
                partial(self._taken, choice),
                lambda: choice.place,
                entered=True,
                told=self.told,
            )
            draft.moved.connect(lambda: set_tip(number, draft.why))
            draft.turn_to(str(choice.number))
            act = partial(self._take, draft)
            number.returnPressed.connect(act)
        button.clicked.connect(act)
        self.buttons.append(button)
        line.addWidget(button)

    def _take(self, draft: Draft) -> None:
        draft.take()

    def _taken(self, choice: Choice, text: str) -> bool:
        return self.renumber(choice.circle, text)


class Deciding(QObject):
    """Does what was chosen about a circle. decided: the sentence that says what came of it.

    refused: the one that says why nothing did.
    """

    decided = Signal(str)
    refused = Signal(str)

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library

    def adopt(self, circle: Circle, event: Event) -> None:
        """Take a circle into an event."""
        said = f"Circle {circle.number} belongs to {words.event_name(event.title)[1]}."
        self._decide(lambda: self._library.adopt(circle, event), said)

    def renumber(self, circle: Circle, text: str) -> bool:
        """Give a circle the number that was typed; False where it is refused."""
        number = int(text) if text.strip().isdecimal() else 0
        said = f"What was circle {circle.number} is circle {number}."
        return self._decide(lambda: self._library.renumber(circle, number), said)

    def _decide(self, act: Callable[[], None], said: str) -> bool:
        try:
            act()
        except Refused as refused:
            self.refused.emit(str(refused))
            return False
        self.decided.emit(said)
        return True
