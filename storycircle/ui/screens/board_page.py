"""The page of the headings board: what it shows of an event."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from storycircle.core import words
from storycircle.core.board import Card
from storycircle.core.model import Event
from storycircle.jobs.alike import alike
from storycircle.store.library import Library
from storycircle.ui.board_desk import BoardDesk
from storycircle.ui.drafts import Place
from storycircle.ui.screens.board_cards import Marks
from storycircle.ui.screens.board_foot import BoardFoot
from storycircle.ui.screens.board_ground import BoardGround
from storycircle.ui.screens.board_naming import HeadingName
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets import label
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.hairline import Hairline
from storycircle.ui.widgets.keycap import HintLine, Part
from storycircle.ui.widgets.notice import Notice

_ARROWS: tuple[Part, ...] = (("key", "←"), ("key", "→"), ("key", "↑"), ("key", "↓"))
_CARRYING: tuple[Part, ...] = (
    "A number sends it there; ",
    *_ARROWS,
    " carry it; ",
    ("key", "Enter"),
    " puts it down.",
)
_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_UPWARDS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PUT_DOWN = (Qt.Key.Key_M, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class BoardPage(QWidget):
    """The board of the event that is shown, and what it says of it. refused: a sentence that says
    why not.
    """

    refused = Signal(str)

    def __init__(self, theme: Theme, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._library = library
        self.desk: BoardDesk | None = None
        self._chosen = ""
        self._carried = False
        self._head_carried = ""
        self._alike: tuple[Card, ...] = ()
        self.ground = BoardGround(theme)
        self.foot = BoardFoot(theme, library, self._word, self.refused)
        self.naming = HeadingName(theme, self._named, self._place_of_name, self.refused)
        self.notice = Notice(theme, self)
        self.refused.connect(self.notice.say)
        self._said = HintLine(theme)
        self.add = Button(theme, "Add a heading", "Ctrl H")
        self.compare = Button(theme, "Compare", "Ctrl K")
        self.onward = Button(theme, "To the report", "Ctrl Enter", "main")
        column = self._column = QVBoxLayout(self)
        column.setSpacing(theme.px(10))
        column.addLayout(self._head())
        column.addWidget(self.ground, 1)
        column.addWidget(Hairline(theme))
        column.addWidget(self.foot)

    def _head(self) -> QHBoxLayout:
        row = self._top = QHBoxLayout()
        row.setSpacing(self._theme.px(16))
        row.addWidget(label.board_title(self._theme, "Actions under headings"))
        row.addWidget(self._said, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.naming, 1)
        row.addWidget(self.compare)
        row.addWidget(self.add)
        row.addWidget(self.onward)
        return row

    # What is shown.

    def show_event(self, event: Event | None) -> None:
        """Show the board of an event, as it is in the library."""
        if event is None:
            return
        if self.desk is None or self.desk.gathered.event.id != event.id:
            self.desk = BoardDesk(self._library, event, self)
            self.desk.changed.connect(self.refresh)
            self.desk.refused.connect(self.refused)
            self._chosen = ""
        self.desk.reload()

    @property
    def chosen(self) -> str:
        """The id of the chosen card's action; empty where there is none."""
        return self._chosen

    def enter(self) -> None:
        """Take the keyboard: the chosen card, else the first."""
        self.ground.focus_card(self._chosen)

    def refresh(self) -> None:
        """Draw the board as it is."""
        if self.desk is None:
            return
        cards = self.desk.cards
        if self.desk.card(self._chosen) is None:
            self._chosen = cards[0].action if cards else ""
        card = self.desk.card(self._chosen)
        self._alike = _not_yet_beside(card, cards)
        marks = Marks(self._chosen, self._carried, frozenset(c.action for c in self._alike))
        self.ground.show_columns(self.desk.columns, marks, carrying=self._carried)
        self.ground.show_head(self._head_carried, carried=bool(self._head_carried))
        self.foot.show_card(card, _alike_words(self._alike))
        self._show_head_row()

    def _word(self, action: str, wording: str) -> bool:
        """Keep the report's wording of an action; False where it is refused."""
        return self.desk is None or self.desk.word(action, wording)

    def _named(self, old: str, new: str) -> bool:
        """Add a heading, or give one another name; False where it is refused."""
        return self.desk is None or (
            self.desk.rename_heading(old, new) if old else self.desk.add_heading(new)
        )

    def _place_of_name(self, old: str) -> Place | None:
        if self.desk is None:
            return None
        return Place(self._library, self.desk.gathered.event.id, f"heading {old}")

    def _show_head_row(self) -> None:
        naming = self.naming.isVisibleTo(self)
        self._said.setVisible(not naming and self.width() >= 900 * self._theme.scale)
        self.add.setVisible(not naming)
        self.compare.setVisible(not naming and bool(self._library.beside()))
        self._said.set_parts(self._parts())

    def _parts(self) -> tuple[Part, ...]:
        if self._carried:
            return _CARRYING
        if self._head_carried:
            return (*_ARROWS[:2], " move the heading; ", ("key", "Enter"), " puts it down.")
        cards = self.desk.cards if self.desk else []
        placed = sum(1 for card in cards if card.heading)
        if not cards:
            return ("No action is here yet: gather the circles’ files first.",)
        said = f"{placed:,} of {len(cards):,} placed"
        circles = len({card.circle for card in cards})
        if self.width() < 1280 * self._theme.scale or circles > 9:
            return (f"{said}, from {circles:,}",)
        return (f"{said}. ", *_ARROWS, " go from card to card; drag, or press ", ("key", "M"),
                " and a number.")  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = round(self.width() / self._theme.scale)
        side = 24
        self._column.setContentsMargins(side, self._theme.px(14), side, self._theme.px(12))
        self.foot.set_room(room)
        for button in (self.add, self.onward, self.compare):
            button.set_padding(16 if room >= 1100 else 10)
        self._show_head_row()


def _not_yet_beside(card: Card | None, cards: list[Card]) -> tuple[Card, ...]:
    """Those alike to a card that do not stand next to it already, the likest first."""
    if card is None:
        return ()
    at = cards.index(card)
    near = {c.action for c in cards[max(0, at - 1) : at + 2] if c.heading == card.heading}
    return tuple(a.card for a in alike(card, cards) if a.card.action not in near)


def _alike_words(found: tuple[Card, ...]) -> str:
    numbers = list(dict.fromkeys(str(card.number) for card in found))
    if not numbers:
        return ""
    return f"Much like circle{'' if len(numbers) == 1 else 's'} {words.listed(numbers)}’s."
