"""What files would change, and the choices an organiser has.

What one file would change: what is here beside what takes its place, the differences marked.

Below the table of files: circles that need a word from the organiser, each with its choice.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from storycircle.core import i18n
from storycircle.core.errors import Refused
from storycircle.core.merge.changes import Change, What
from storycircle.core.merge.compare import Piece, marked
from storycircle.core.model import Circle, Event, made_without_pack
from storycircle.jobs.merge import Merged
from storycircle.store.library import Library
from storycircle.ui.system.field_autosave import Draft, Place
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.chip import ChipKind, state_chip
from storycircle.ui.widgets.controls.line_edit import Field
from storycircle.ui.widgets.display import label
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.label import Text
from storycircle.ui.widgets.display.layouts import scrolling
from storycircle.ui.widgets.display.text_marks import MarkedText
from storycircle.ui.widgets.display.tip import set_tip

_MOST = 60  # changes drawn; a file has a circle's worth, a forged one thousands
_NOTHING = "nothing here"
_GONE = "taken out"


class ChangesPane(QWidget):
    """A row for each change, below the table. Empty and hidden where a file changes nothing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._inside: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(4))
        self._column.addWidget(Hairline(theme))
        self._title = label.words(theme, "", 18, 600)
        self._column.addWidget(self._title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.px(140))
        self.hide()

    def show_row(self, row: Merged | None) -> None:
        """The changes of one file; nothing for none."""
        if self._inside is not None:
            self._column.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
            self._inside = None
        changes = row.changes if row is not None else ()
        self.setVisible(bool(changes))
        if row is None or not changes:
            return
        circle = f"Circle {row.number}" if row.number is not None else row.name
        self._title.setText(f"{circle}: what would change")
        area = scrolling(_Beside(self._theme, changes))
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # long lists are scrolled by key
        area.setAccessibleName(self._title.text())
        self._inside = area
        self._column.addWidget(area, 1)


class _Beside(QWidget):
    """Three columns: what it is, as it is here, as it is afterwards."""

    def __init__(self, theme: Theme, changes: Sequence[Change]) -> None:
        super().__init__()
        self._theme = theme
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, theme.px(8), 0)
        grid.setHorizontalSpacing(theme.px(20))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnMinimumWidth(0, theme.px(120))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        apart = all(change.what is What.LOOK for change in changes)
        grid.addWidget(label.label(theme, "Here"), 0, 1)
        grid.addWidget(label.label(theme, "In the file" if apart else "Afterwards"), 0, 2)
        for place, change in enumerate(changes[:_MOST], 1):
            self._add(grid, place, change)
        if len(changes) > _MOST:
            grid.addWidget(label.hint(theme, f"and {len(changes) - _MOST:,} more"), _MOST + 1, 0)
        grid.setRowStretch(_MOST + 2, 1)

    def _add(self, grid: QGridLayout, place: int, change: Change) -> None:
        theme = self._theme
        named = label.hint(theme, change.label)
        named.setFixedWidth(theme.px(120))
        grid.addWidget(named, place, 0, Qt.AlignmentFlag.AlignTop)
        pair = [MarkedText(theme, pieces, theme.serif(17), 24) for pieces in _pieces(change)]
        for text in pair:
            text.set_partners(pair)
        for column, text in enumerate(pair, 1):
            grid.addWidget(text, place, column)


def _pieces(change: Change) -> tuple[Sequence[Piece], Sequence[Piece]]:
    if change.what is What.NEW:
        return (Piece(_NOTHING, differs=False),), (Piece(change.new or _NOTHING, differs=True),)
    if change.what is What.WITHDRAWN:
        return (Piece(change.old or _NOTHING, differs=False),), (Piece(_GONE, differs=True),)
    old, new = change.old or _NOTHING, change.new or _NOTHING
    return marked(old, new), marked(new, old)


_MOST_CHOICES = 50  # shown at once; the others follow as these are settled


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
    return [*_strangers(library, event), *_twins(library, event)][:_MOST_CHOICES]


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
        rest = i18n.number(len(names) - 2)
        return f"{names[0]}, {names[1]} and {rest} more."
    return f"{i18n.listed(names)}."


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
            name = i18n.event_name(choice.into.title)[1]
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
        said = f"Circle {circle.number} belongs to {i18n.event_name(event.title)[1]}."
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
