"""The left of the home screen: the name, where you were, and the three ways in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from storycircle.ui.screens.home_reading import WhereYouWere
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets import label
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.card import Card
from storycircle.ui.widgets.hairline import Hairline
from storycircle.ui.widgets.keycap import KeyCap
from storycircle.ui.widgets.link import Link
from storycircle.ui.widgets.mark import Mark
from storycircle.ui.widgets.ring_view import SeatState
from storycircle.ui.widgets.text import Text

_MOTTO = (
    "Hold a circle, hear every voice, leave with one to three actions.\n"
    "Everything stays on this laptop."
)
_HEARD = SeatState.HEARD
_MARK = (_HEARD, _HEARD, _HEARD, SeatState.SPEAKING, _HEARD, _HEARD)


class Ways(QWidget):
    """The ways in; `first` is the button that has the focus when the screen opens."""

    startRequested = Signal()
    openRequested = Signal()
    gatherRequested = Signal()
    carryOnRequested = Signal(str)
    aboutRequested = Signal()
    keysRequested = Signal()
    settingsRequested = Signal()

    def __init__(
        self, theme: Theme, where: WhereYouWere | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[QHBoxLayout] = []
        column = self._column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addSpacing(theme.px(10))
        motto = Text(theme, _MOTTO, theme.serif(20), theme.palette.ink_2, 30, balanced=True)
        column.addWidget(motto)
        column.addSpacing(theme.px(32))
        start = Button(theme, "Start", "Ctrl N", "second" if where else "main")
        self.first = start
        if where is not None:
            column.addWidget(self._card(where))
            column.addSpacing(theme.px(8))
        else:
            column.addWidget(Hairline(theme))
        self._add_rows(start)
        column.addStretch(1)
        column.addLayout(self._foot())

    def set_room(self, side: int, top: int, row: int) -> None:
        """Margins at the sides and the top, and half the air between the ways in, in px."""
        self._column.setContentsMargins(side, top, side, min(32, max(16, top // 2)))
        for layout in self._rows:
            layout.setContentsMargins(0, row, 0, row)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(self._theme.px(20))
        head.addWidget(Mark(self._theme, 64, _MARK))
        head.addWidget(label.product_name(self._theme, "Story Circle"), 1)
        return head

    def _card(self, where: WhereYouWere) -> Card:
        theme = self._theme
        card = Card(theme, padding=16)
        row = QHBoxLayout()
        row.setSpacing(theme.px(20))
        row.addWidget(Mark(theme, 100, where.seats))
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addStretch(1)
        colour = theme.palette.ember_ink  # where we are now is ember's own meaning
        told.addWidget(Text(theme, "Where you were", theme.sans(14, 600), colour, 22))
        told.addWidget(label.words(theme, where.title, 22, 600))
        told.addWidget(label.app(theme, where.sentence, second=True))
        told.addStretch(1)
        row.addLayout(told, 1)
        carry_on = Button(theme, "Carry on", "Enter", "main", tall=True)
        carry_on.clicked.connect(lambda: self.carryOnRequested.emit(where.circle))
        carry_on.setAccessibleDescription(f"{where.title}. {where.sentence}")
        row.addWidget(carry_on)
        row.addSpacing(theme.px(4))
        self.first = carry_on
        card.body().addLayout(row)
        return card

    def _add_rows(self, start: Button) -> None:
        theme = self._theme
        open_, gather = Button(theme, "Open", "Ctrl O"), Button(theme, "Gather", "Ctrl G")
        start.clicked.connect(self.startRequested)
        open_.clicked.connect(self.openRequested)
        gather.clicked.connect(self.gatherRequested)
        for title, about, button in (
            ("Start a circle", "Names, a question and the time you have.", start),
            (
                "Open an event pack or a circle",
                "From the organiser’s memory stick, or one you saved.",
                open_,
            ),
            ("Gather the circles", "For organisers: everyone’s circles into one event.", gather),
        ):
            self._add_row(title, about, button)

    def _add_row(self, title: str, about: str, button: Button) -> None:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(16))
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(label.section(self._theme, title))
        told.addWidget(label.app(self._theme, about, second=True))
        row.addLayout(told, 1)
        row.addWidget(button)
        button.setAccessibleDescription(f"{title}. {about}")
        self._rows.append(row)
        self._column.addLayout(row)
        self._column.addWidget(Hairline(self._theme))

    def _foot(self) -> QHBoxLayout:
        theme = self._theme
        foot = QHBoxLayout()
        foot.setContentsMargins(0, theme.px(12), 0, 0)
        foot.setSpacing(theme.px(6))
        about, keys = Link(theme, "What is a story circle?", 15), Link(theme, "Keys", 15)
        settings = Link(theme, "Settings", 15)
        about.clicked.connect(self.aboutRequested)
        keys.clicked.connect(self.keysRequested)
        settings.clicked.connect(self.settingsRequested)
        second = theme.palette.ink_2
        for piece in (
            Text(theme, "New to this?", theme.sans(15), second, 24),
            about,
            Text(theme, "·", theme.sans(15), second, 24),
            keys,
            KeyCap(theme, "F1"),
            Text(theme, "·", theme.sans(15), second, 24),
            settings,
            KeyCap(theme, "Ctrl ,"),
        ):
            foot.addWidget(piece, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addStretch(1)
        return foot
