"""The left of the first page: the name, where you were, and the ways in."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from storycircle.core.commands import keys
from storycircle.core.i18n import N_, _, p_
from storycircle.ui.home.view_model import (
    WhereYouWere,
)
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.controls.keycap import KeyCap
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.card import Card, Hairline
from storycircle.ui.widgets.display.label import Text
from storycircle.ui.widgets.display.layouts import Flow, SentenceAndWays
from storycircle.ui.widgets.ring.painter import Mark
from storycircle.ui.widgets.ring.ring_model import SeatState

_MOTTO = N_(
    "Hold a circle, hear every voice, leave with one to three actions.\n"
    "Everything stays on this laptop."
)
_MOTTO_OF_A_STICK = N_(
    "Hold a circle, hear every voice, leave with one to three actions.\n"
    "Everything stays beside the program, in its folder “circles”."
)
_HEARD = SeatState.HEARD
_MARK = (_HEARD, _HEARD, _HEARD, SeatState.SPEAKING, _HEARD, _HEARD)


class Ways(QWidget):
    """The ways in; `first` is the button that has the focus when the screen opens."""

    startRequested = Signal()
    openRequested = Signal()
    cameraRequested = Signal()
    gatherRequested = Signal()
    carryOnRequested = Signal(str)
    aboutRequested = Signal()
    keysRequested = Signal()
    settingsRequested = Signal()
    practiceRequested = Signal()
    stallRequested = Signal()
    nextRequested = Signal(str)

    def __init__(
        self,
        theme: Theme,
        where: WhereYouWere | None,
        parent: QWidget | None = None,
        *,
        portable: bool = False,
        stalls: bool = False,
    ) -> None:
        """stalls: whether an event has market stalls, of which one can be held."""
        super().__init__(parent)
        self._theme, self._stalls = theme, stalls
        self._rows: list[SentenceAndWays] = []
        column = self._column = layouts.column(self, 0)
        column.addLayout(self._head())
        column.addSpacing(theme.px(10))
        words = _(_MOTTO_OF_A_STICK) if portable else _(_MOTTO)
        motto = Text(theme, words, theme.serif(20), theme.palette.ink_2, 30, balanced=True)
        column.addWidget(motto)
        column.addSpacing(theme.px(32))
        start = Button(theme, _("Start"), keys.NEW_CIRCLE.cap, "second" if where else "main")
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
        head = layouts.row(spacing=self._theme.px(20))
        head.addWidget(Mark(self._theme, 64, _MARK))
        head.addWidget(label.product_name(self._theme, "Story Circle"), 1)
        return head

    def _card(self, where: WhereYouWere) -> Card:
        theme = self._theme
        card = Card(theme, padding=16)
        texts = QWidget()
        told = layouts.column(texts, 0)
        told.addStretch(1)
        colour = theme.palette.ember_ink  # where we are now is ember's own meaning
        kicker = _("Today") if where.line else _("Where you were")
        told.addWidget(Text(theme, kicker, theme.sans(14, 600), colour, 22))
        told.addWidget(label.part_title(theme, where.title, 22))
        told.addWidget(label.app(theme, where.sentence, second=True))
        told.addStretch(1)
        carry_on = Button(
            theme,
            _("Begin it") if where.line else _("Carry on"),
            keys.ENTER.cap,
            "main",
            tall=True,
            act=partial(self._carry_on, where),
        )
        carry_on.set_about(f"{where.title}. {where.sentence}")
        self.first = carry_on
        mark = Mark(theme, 100, where.seats)
        row = SentenceAndWays(theme, texts, (carry_on,), before=(mark,), spacing=20)
        row.setContentsMargins(0, 0, theme.px(4), 0)
        card.body().addLayout(row)
        return card

    def _carry_on(self, where: WhereYouWere) -> None:
        if where.line:
            self.nextRequested.emit(where.line)
        else:
            self.carryOnRequested.emit(where.circle)

    def _add_rows(self, start: Button) -> None:
        theme = self._theme
        open_ = Button(theme, p_("button", "Open"), keys.OPEN_FILE.cap, act=self.openRequested)
        gather = Button(
            theme, p_("button", "Gather"), keys.TO_ORGANISER.cap, act=self.gatherRequested
        )
        start.clicked.connect(self.startRequested)
        camera = Link(theme, _("Read from the camera"), 14, act=self.cameraRequested)
        camera.setAccessibleDescription(keys.READ_PACK.cap)
        for title, about, button, *more in (
            (_("Start a circle"), _("Names, a question and the time you have."), start),
            (
                _("Open an event pack or a circle"),
                _("From the organiser’s memory stick or screen, or one you saved."),
                open_,
                camera,
            ),
            (
                _("Gather the circles"),
                _("For organisers: everyone’s circles into one event."),
                gather,
            ),
        ):
            self._add_row(title, about, button, more)

    def _add_row(self, title: str, about: str, button: Button, more: Sequence[Link]) -> None:
        """more: other ways to the same, below what is said of it."""
        told, about_it = QWidget(), label.app(self._theme, about, second=True)
        told.setLayout(layouts.stack(label.section(self._theme, title), about_it, *more))
        row = SentenceAndWays(self._theme, told, (button,), spacing=16)
        button.set_about(f"{title}. {about}")
        self._rows.append(row)
        self._column.addLayout(row)
        self._column.addWidget(Hairline(self._theme))

    def _foot(self) -> Flow:
        theme = self._theme
        foot = Flow(theme.px(6), theme.px(4))
        foot.setContentsMargins(0, theme.px(12), 0, 0)
        about = Link(theme, _("What is a story circle?"), 15)
        practise = Link(theme, _("Practise a circle"), 15, act=self.practiceRequested)
        help_ = Link(theme, p_("keyboard", "Keys"), 15)
        settings = Link(theme, _("Settings"), 15, act=self.settingsRequested)
        about.clicked.connect(self.aboutRequested)
        help_.clicked.connect(self.keysRequested)
        second = theme.palette.ink_2
        held: tuple[QWidget, ...] = ()
        if self._stalls:
            stall = Link(theme, _("Hold a market stall"), 15, act=self.stallRequested)
            held = (stall, Text(theme, "·", theme.sans(15), second, 24))
        for piece in (
            Text(theme, _("New to this?"), theme.sans(15), second, 24),
            about,
            Text(theme, "·", theme.sans(15), second, 24),
            practise,
            Text(theme, "·", theme.sans(15), second, 24),
            *held,
            help_,
            KeyCap(theme, keys.HELP.cap, act=help_.click),
            Text(theme, "·", theme.sans(15), second, 24),
            settings,
            KeyCap(theme, keys.SETTINGS.cap, act=settings.click),
        ):
            foot.addWidget(piece)
        return foot
