"""Gather: names typed or pasted on the right are seats at once; each person's time worked out."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout

from storycircle.core import words
from storycircle.core.errors import Refused
from storycircle.core.gathering import (
    Remark,
    backward_programme,
    equal_names,
    past_time,
    short_time,
)
from storycircle.core.model import GOOD_SIZE, SMALLEST
from storycircle.core.naming import check_names, typed_lines
from storycircle.core.plan_text import ends_at
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
from storycircle.ui.widgets.remark_line import RemarkLine
from storycircle.ui.widgets.ring import Ring
from storycircle.ui.widgets.writing import Writing


class GatherScreen(StageScreen):
    """Who is in the circle, what the question is, and how long there is."""

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme, session)
        self._settling = False
        self._names_refused = self._time_refused = self._number_refused = ""
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
        self._names = Draft(self.names, self._type_names)
        self.names.installEventFilter(self)
        self.names.textChanged.connect(self._typing)
        self.pane.addSpacing(8)
        self.pane.addWidget(labelled(theme, "One on each line, or paste a list", self.names), 1)
        self.pane.addWidget(hint(theme, "After a comma: their agency, if you wish."))
        self.of_names = RemarkLine(theme)
        self.pane.addWidget(self.of_names)
        self.question = Writing(theme, px=17, line=25, grows=True)
        self._question = Draft(self.question, lambda text: session.set_details(theme=text))
        self.pane.addSpacing(12)
        self.pane.addWidget(labelled(theme, "The question we bring stories to", self.question))
        self._build_times()
        self.of_times = RemarkLine(theme)
        self.pane.addWidget(self.of_times)
        self._build_details()

    def _build_times(self) -> None:
        theme = self.theme
        self.time = Field(theme, serif=False)
        self._time = Draft(self.time, self._set_time, settles=True)
        self.time.returnPressed.connect(self._enter_time)
        self.time.editingFinished.connect(self._draw)
        self.share = Field(theme, serif=False)
        self.share.setReadOnly(True)
        self.share.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.pane.addSpacing(12)
        self._add_row(("Time for stories", self.time, 1), ("Each person", self.share, 1))

    def _build_details(self) -> None:
        theme, session = self.theme, self.session
        self.facilitator = Field(theme, hint="your name, if you wish")
        self._facilitator = Draft(
            self.facilitator, lambda text: session.set_details(facilitator=text)
        )
        self.number = Field(theme, serif=False)
        self.number.setMaxLength(5)
        self._number = Draft(self.number, self._set_number, settles=True)
        self.pane.addSpacing(12)
        self._add_row(("Facilitator", self.facilitator, 3), ("Circle number", self.number, 2))

    def _add_row(self, *fields: tuple[str, Field, int]) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        for name, field, part in fields:
            row.addWidget(labelled(self.theme, name, field), part)
        self.pane.addLayout(row)

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

    def tick(self) -> None:
        self._say_what_is_odd()

    def _draw(self) -> None:
        session = self.session
        people = len(session.circle.members)
        view = views.gather_ring(session)
        self.ring.show_view(view)
        self.share.setText(f"{view.time} worked out" if view.time else "")
        mend = "Nothing is lost: the names need a look first."
        self._sentence.setText(mend if self._names_refused else _size_sentence(people))
        self._say_what_is_odd()

    def _short(self) -> Remark | None:
        session = self.session
        seconds = session.time_for_stories()
        floor = session.settings.shortest_turn
        return short_time(len(session.circle.members), seconds, floor)

    def _say_what_is_odd(self) -> None:
        """Say in place what cannot be taken as it was typed, and what is odd though it can."""
        session = self.session
        equal = equal_names(session.circle)
        self.of_names.show_remark(_said(self._names_refused) or equal)
        # Half of a time is not clear yet: nothing is said of it until it is whole.
        typed = "" if self.time.hasFocus() else self._time_refused
        stories = session.plan.spans[Stage.STORIES]
        past = past_time(stories, session.clock.now())
        odd = past or self._short() or backward_programme(session.at_event, stories)
        self.of_times.show_remark(_said(typed) or _said(self._number_refused) or odd)

    def _typing(self) -> None:
        """Names become seats as they are typed, not only when they are saved."""
        if self._names.waiting:
            self._names.flush()

    def _type_names(self, text: str) -> None:
        if self._can_be_names(text):
            self.session.type_names(text)

    def _can_be_names(self, text: str) -> bool:
        """Whether these lines can be taken; why not is said beneath them."""
        self._names_refused = _refusal(lambda: check_names(text))
        self._draw()
        return not self._names_refused

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
        else:
            self.names.setFocus()

    def _settle(self) -> None:
        self._settling = True
        text = self.names.text()
        self._taken = self._can_be_names(text) and self.session.set_names(text)
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
        session = self.session
        now = session.clock.now()
        self._time_refused = _refusal(lambda: ends_at(text, session.stories_began(), now))
        if not self._time_refused:
            session.set_time(text)
        self._say_what_is_odd()

    def _enter_time(self) -> None:
        """Enter takes the time, or says what is not clear of it."""
        self._time.flush()
        self.names.setFocus()

    def _set_number(self, text: str) -> None:
        fits = text.strip().isdecimal() and int(text) > 0
        self._number_refused = "" if fits else "A circle number is a whole number, from 1."
        if fits:
            self.session.set_details(number=int(text))
        self._say_what_is_odd()


def _said(sentence: str) -> Remark | None:
    """A sentence as a remark; none where there is none."""
    return Remark(sentence, "") if sentence else None


def _refusal(check: Callable[[], object]) -> str:
    """Why something cannot be taken, in its sentence; empty where it can."""
    try:
        check()
    except Refused as refused:
        return str(refused)
    return ""


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
