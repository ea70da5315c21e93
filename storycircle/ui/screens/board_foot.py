"""The foot of the headings board: the chosen card's two wordings, and what can be done with it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from storycircle.core.board import Card
from storycircle.store.library import Library
from storycircle.ui.drafts import Draft, Place
from storycircle.ui.screens.home_ground import scrolling
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets import label
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.writing import Writing

HIGH = 112  # px at 100 %
_NEVER = "The circle’s words never change."
WORDING = " wording"
"""The end of the name under which a refused wording is kept with its circle."""


class BoardFoot(QWidget):
    """The circle's words plain, the report's in a field."""

    moveRequested = Signal()
    besideRequested = Signal()

    def __init__(
        self,
        theme: Theme,
        library: Library,
        word: Callable[[str, str], bool],
        told: SignalInstance | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """word: keeps the wording of an action; False where it is refused, which is told."""
        super().__init__(parent)
        self._theme, self._library, self._keep = theme, library, word
        self._card: Card | None = None
        self.setFixedHeight(theme.px(HIGH))
        self._circle = label.words(theme, "", 18, 600)
        self._about = label.hint(theme, "")
        self._own = label.words(theme, "", 15)
        self.wording = Writing(theme, px=15, line=19)
        self.wording.setAccessibleName("The report’s wording")
        self._draft = Draft(self.wording, self._word, self._place, told=told)
        self.move_button = Button(theme, "Move", "M", padding=14)
        self.beside = Button(theme, "Side by side", "A", "quiet", padding=8)
        self.move_button.clicked.connect(self.moveRequested)
        self.beside.clicked.connect(self.besideRequested)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, theme.px(2), 0, 0)
        self._row.setSpacing(theme.px(24))
        self._lay_out()
        self.show_card(None, "")

    def _lay_out(self) -> None:
        theme = self._theme
        self._who = QWidget()
        who = QVBoxLayout(self._who)
        who.setContentsMargins(0, 0, 0, 0)
        who.setSpacing(0)
        who.addWidget(self._circle)
        who.addWidget(self._about)
        who.addStretch(1)
        self._who.setFixedWidth(theme.px(148))
        own, report = QVBoxLayout(), QVBoxLayout()
        for column, name, widget in (
            (own, "The circle’s own words", self._words()),
            (report, "The report’s wording", self.wording),
        ):
            column.setSpacing(0)
            column.addWidget(label.label(theme, name))
            column.addWidget(widget, 1)
        doing = QVBoxLayout()
        doing.setSpacing(theme.px(4))
        doing.addSpacing(theme.px(16))
        doing.addWidget(self.move_button, 0, Qt.AlignmentFlag.AlignRight)
        doing.addWidget(self.beside, 0, Qt.AlignmentFlag.AlignRight)
        doing.addStretch(1)
        self._row.addWidget(self._who)
        self._row.addLayout(own, 5)
        self._row.addLayout(report, 6)
        self._row.addLayout(doing)

    def _words(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, self._theme.px(3), 0, 0)
        column.addWidget(self._own)
        column.addStretch(1)
        return scrolling(inside)

    def show_card(self, card: Card | None, alike: str) -> None:
        """Show a card, or none; alike says which others say much the same."""
        old = self._card.action if self._card else None
        self._card = card
        self._circle.setText(f"Circle {card.number}" if card else "")
        self._about.setText((alike or f"Action {card.place}. {_NEVER}") if card else "")
        self._own.setText(card.words if card else "")
        if card is not None and card.action == old:
            self._draft.fill(card.wording)
        else:
            self._draft.turn_to(card.wording if card else "")
            self._draft.tell()
        self.wording.setEnabled(card is not None)
        self.move_button.set_not_now("" if card else "Choose a card first.")
        self.beside.setVisible(bool(alike))

    def begin_wording(self) -> None:
        """Go to the report's wording, at its end."""
        self.wording.setFocus(Qt.FocusReason.OtherFocusReason)
        self.wording.moveCursor(QTextCursor.MoveOperation.End)

    def flush(self) -> None:
        """Save what is being typed."""
        self._draft.flush()

    def _word(self, text: str) -> bool:
        return self._card is None or self._keep(self._card.action, text)

    def _place(self) -> Place | None:
        """Where a wording that cannot be taken is kept: with its circle, and erased with it."""
        card = self._card
        if card is None:
            return None
        return Place(self._library, card.circle, f"{card.action}{WORDING}")

    def set_room(self, width: int) -> None:
        """Closer where the window is small; width over the text's scale."""
        narrow = width < 1100
        self._row.setSpacing(self._theme.px(12 if narrow else 24))
        self._who.setFixedWidth(self._theme.px(112 if narrow else 148))
