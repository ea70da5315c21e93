"""Gather: names typed or pasted on the right are seats at once; each person's time worked out."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout

from storycircle.core import words
from storycircle.core.model import GOOD_SIZE, SMALLEST
from storycircle.core.naming import typed_lines
from storycircle.core.timing import Stage
from storycircle.ui import views
from storycircle.ui.drafts import Draft
from storycircle.ui.screens.stage import StageScreen
from storycircle.ui.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.field import Field, labelled
from storycircle.ui.widgets.keycap import HintLine
from storycircle.ui.widgets.label import app, hint, page_title
from storycircle.ui.widgets.lines import Lines
from storycircle.ui.widgets.ring import Ring
from storycircle.ui.widgets.writing import Writing


class GatherScreen(StageScreen):
    """Who is in the circle, what the question is, and how long there is."""

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme, session)
        self._settling = False
        self._taken = True  # whether the names in the field are those of the circle
        self._build_main()
        self._build_pane()
        self.refresh()

    def _build_main(self) -> None:
        theme, session = self.theme, self.session
        self.main.addWidget(page_title(theme, "Who is in the circle?"))
        parts = (
            "Seats run clockwise from your left. Drag a seat, or press ",
            ("key", "Ctrl ←"),
            ("key", "Ctrl →"),
            ", to change places.",
        )
        self.main.addWidget(HintLine(theme, parts, px=16))
        self.ring = Ring(theme, bleed=32)
        self.ring.seatMoveRequested.connect(session.move_seat)
        self.ring.addSeatRequested.connect(self._to_names)
        self.main.addWidget(self.ring, 1)
        self._sentence = app(theme, "", second=True)
        self.main.addLayout(self.foot(self._sentence, "Open the circle"))
        self.keys(("Ctrl+Left",), lambda: self._move(-1))
        self.keys(("Ctrl+Right",), lambda: self._move(1))

    def _build_pane(self) -> None:
        theme, session = self.theme, self.session
        self.pane.addLayout(self.pane_title("Names"))
        self.names = Lines(theme)
        self._names = Draft(self.names, session.type_names)
        self.names.installEventFilter(self)
        self.names.textChanged.connect(self._typing)
        self.pane.addSpacing(8)
        self.pane.addWidget(labelled(theme, "One on each line, or paste a list", self.names), 1)
        self.pane.addWidget(hint(theme, "After a comma: their agency, if you wish."))
        self.question = Writing(theme, px=17, line=25, grows=True)
        self._question = Draft(self.question, lambda text: session.set_details(theme=text))
        self.pane.addSpacing(12)
        self.pane.addWidget(labelled(theme, "The question we bring stories to", self.question))
        self.time = Field(theme, serif=False)
        self._time = Draft(self.time, self._set_time, settles=True)
        self.share = hint(theme, "")
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(labelled(theme, "Time for stories", self.time), 1)
        self.facilitator = Field(theme, hint="your name, if you wish")
        self._facilitator = Draft(
            self.facilitator, lambda text: session.set_details(facilitator=text)
        )
        self.number = Field(theme, serif=False)
        self.number.setMaxLength(5)
        self._number = Draft(self.number, self._set_number, settles=True)
        row.addWidget(labelled(theme, "Circle number", self.number), 1)
        self.pane.addSpacing(12)
        self.pane.addLayout(row)
        self.pane.addSpacing(12)
        self.pane.addWidget(labelled(theme, "Facilitator", self.facilitator))

    def entered(self) -> None:
        self.names.setFocus()

    def refresh(self) -> None:
        session = self.session
        if self._taken and not self.names.hasFocus() and not self._settling:
            self._names.turn_to(typed_lines(session.circle.members))
        self._question.fill(session.question())
        self._time.fill(f"until {words.clock(session.plan.spans[Stage.STORIES].ends)}")
        self._facilitator.fill(session.circle.facilitator)
        self._number.fill(str(session.circle.number))
        self._draw()

    def _draw(self) -> None:
        self.ring.show_view(views.gather_ring(self.session))
        self._sentence.setText(_size_sentence(len(self.session.circle.members)))

    def _typing(self) -> None:
        """Names become seats as they are typed, not only when they are saved."""
        if self._names.waiting:
            self._names.flush()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list of names is settled when the cursor leaves it."""
        if watched is self.names and event.type() == QEvent.Type.FocusIn:
            self.session.begin_names()
        if watched is self.names and event.type() == QEvent.Type.FocusOut:
            self._settle()
        return super().eventFilter(watched, event)

    def go_on(self) -> None:
        """On to Open, unless the names typed cannot all be taken: they stay to be mended."""
        self._names.flush()
        self._settle()
        if self._taken:
            super().go_on()

    def _settle(self) -> None:
        self._settling = True
        self._taken = self.session.set_names(self.names.text())
        self._settling = False
        if not self.names.hasFocus():
            self.refresh()

    def _to_names(self) -> None:
        self.names.setFocus()

    def _move(self, places: int) -> None:
        seat = self.ring.focusedSeat()
        if seat is not None and not self.names.hasFocus():
            self.session.move_seat(seat, places)
            self.ring.focusSeat(seat)

    def _set_time(self, text: str) -> None:
        self.session.set_time(text)

    def _set_number(self, text: str) -> None:
        if text.strip().isdecimal() and int(text) > 0:
            self.session.set_details(number=int(text))
        else:
            self.session.refused.emit("A circle number is a whole number, from 1.")


def _size_sentence(count: int) -> str:
    """What the method says of a circle's size: five to seven."""
    if count == 0:
        return "Type the first name, then press Enter."
    if count < SMALLEST:
        return "A circle needs at least two people."
    size = words.sentence(words.number(count))
    if count in GOOD_SIZE:
        return f"{size} is a good size. Five to seven works best."
    if count < GOOD_SIZE.start:
        return f"{size} will do. Five to seven works best."
    return f"{size} is a large circle. Five to seven works best."
