"""The room's clock on an organiser's laptop.

The room's clock on an organiser's laptop: the programme, then the queue of the plenary.

What the room's clock says: the programme's rows, the plenary's queue and how it stands.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import _, p_
from storycircle.core.model import Event
from storycircle.core.turns.plenary import (
    ProgrammeNow,
    RowState,
    ends_in,
    new_plenary,
    next_in_words,
    pace,
    programme_now,
    report_back,
    shown_time,
    with_circles,
)
from storycircle.core.turns.queue import Round
from storycircle.core.turns.round import Seat
from storycircle.core.turns.schedule import Stage, has_times, plan_for
from storycircle.core.turns.time_marks import TimeMarks, TimeStep, step_of
from storycircle.jobs.report import CircleReports, Reported, no_reports
from storycircle.ui.commands import bind, bind_each
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import Part
from storycircle.ui.organiser.page import Page
from storycircle.ui.printing.preview import PageTurner
from storycircle.ui.room.presenter import Gallery
from storycircle.ui.room.report_back import Reporting
from storycircle.ui.room.room_clock import RoomClock
from storycircle.ui.room.second_screen import Showing
from storycircle.ui.room.telling_panel import TellingPanel
from storycircle.ui.session.spoken import of_mark
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.chip import DONE, NOW, PASSED, TO_COME, RowView, StateRow
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.announcement import announce
from storycircle.ui.widgets.display.bars import BarView, Piece, PieceState, StageBar
from storycircle.ui.widgets.display.label import Text
from storycircle.ui.widgets.display.layouts import Flow, SentenceAndWays, SidePane
from storycircle.ui.widgets.display.scroll_area import FoldingArea, bring_into_view
from storycircle.ui.widgets.ring.ring_model import Step

_STATES = {
    RowState.DONE: DONE,
    RowState.NOW: NOW,
    RowState.TO_COME: TO_COME,
}


def programme_rows(found: ProgrammeNow) -> list[RowView]:
    """The rows of the programme, with their state."""
    return [
        RowView(_STATES[found.state(place)], slot.title, shown_time(slot))
        for place, slot in enumerate(found.rows)
    ]


def queue_rows(plenary: Round, reports: CircleReports, now: float, first: int = 0) -> list[RowView]:
    """Circles in the order of the room from this place on, as many as are shown at once, each with
    its state.
    """
    return [
        RowView(_state(plenary, seat), reports.title(seat), "", _time_in_words(plenary, seat, now))
        for seat in plenary.seats[first : first + SHOWN]
        if seat in reports
    ]


def _state(plenary: Round, seat: str) -> str:
    if seat == plenary.current and plenary.begun:
        return NOW
    state = plenary.seat(seat)
    return DONE if state is Seat.HEARD else PASSED if state is Seat.PASSED else TO_COME


def _time_in_words(plenary: Round, seat: str, now: float) -> str:
    state = plenary.seat(seat)
    if seat == plenary.current:
        left = plenary.left(now)
        time = i18n.length(left) if left >= 0 else i18n.over(-left)
        share = plenary.next_share(now)
        if not plenary.begun:
            return _("next, {time}", time=i18n.length(share))
        # For translators: {time} is the time that is left of a circle's report.
        soon = step_of(left, share) is TimeStep.SOON
        return _("{time}, the last half minute", time=time) if soon else time
    if state is Seat.HEARD:
        return i18n.ticking(plenary.used_by(seat))
    if state is Seat.PASSED:
        return _("asked again at the end") if seat in plenary.again else _("passed")
    return ""


def plenary_words(event: Event | None, plenary: Round, now: datetime, reading: float) -> str:
    """How long each circle has, and when the plenary would end as it stands."""
    if not plenary.seats:
        return _(
            "No circles are known of yet: gather their files, or say in the pack how many come."
        )
    if plenary.over:
        return _("Every circle has reported back.")
    each = i18n.length(plenary.floor)
    ends = now + timedelta(seconds=ends_in(plenary, reading))
    if event is None or not has_times(event) or event.date != now.date().isoformat():
        return _(
            "{length} for each circle; begun now, it ends at {time}.",
            length=each,
            time=i18n.clock(ends),
        )
    if not plenary.started:
        starts = plan_for(event, now).spans[Stage.PLENARY].starts
        if starts is None:
            return _("{length} for each circle.", length=each)
        return _("{length} for each circle, from {time}.", length=each, time=i18n.clock(starts))
    planned = plan_for(event, now).spans[Stage.PLENARY].ends
    # For translators: pace is "ends at 12.52, 2 min behind".
    return _("{length} for each circle. As it goes: {pace}.", length=each, pace=pace(ends, planned))


SHOWN = 40
"""Circles of the queue that are shown at once."""
_BEFORE = 92  # px for the times of the programme


def _keep(
    column: QBoxLayout, rows: list[StateRow], count: int, made: Callable[[int], StateRow]
) -> None:
    """Have so many rows in a column, those that are there among them."""
    while len(rows) < count:
        row = made(len(rows))
        column.insertWidget(len(rows), row)
        rows.append(row)
    while len(rows) > count:
        layouts.discard(rows.pop())


def _show(rows: list[StateRow], views: list[RowView]) -> None:
    for row, view in zip(rows, views, strict=False):
        row.show_view(view)


class Queue(QWidget):
    """The circles of a plenary in the order of the room, a page of them at a time: the one with
    whose turn it is, until another is turned to. called: the place of a circle that was pressed.
    """

    called = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._page, self._followed = 0, ""  # followed: whose turn it was when it turned by itself
        self.rows: list[StateRow] = []
        self._column = layouts.column(self, theme.px(2), (6, 6, 6, 6))
        self._column.addStretch(1)
        self.turner = PageTurner(theme)
        self.turner.turned.connect(self._turn_to)

    def begin(self, round_: Round) -> None:
        """Have as many pages as the circles of a round need; the first is shown."""
        self._page, self._followed = 0, ""
        self.turner.show_count(-(-len(round_.seats) // SHOWN))

    def show_round(self, round_: Round, reports: CircleReports, now: float) -> None:
        """Show a page of the circles as they stand now."""
        current = round_.current or ""
        if current != self._followed:
            self._followed = current
            if current:
                self.turner.turn(round_.seats.index(current) // SHOWN - self._page)
        first = self._page * SHOWN
        views = queue_rows(round_, reports, now, first)
        _keep(self._column, self.rows, len(views), self._row)
        _show(self.rows, views)

    def _row(self, place: int) -> StateRow:
        row = StateRow(self._theme, pressable=True, serif=True)
        row.clicked.connect(partial(self._press, place))
        return row

    def _press(self, place: int) -> None:
        self.called.emit(self._page * SHOWN + place)

    def _turn_to(self, page: int) -> None:
        self._page = page


class BeforeTheRoom(QObject):
    """Shows the room its clock, or the gallery; and what it is told in their place."""

    def __init__(
        self, theme: Theme, beside: QWidget, session: OrganiserSession, room: RoomClock
    ) -> None:
        super().__init__(beside)
        self._clock, self._room = session.clock, room
        self.showing = Showing(theme, beside, session.settings)
        self.showing.screenGone.connect(session.noticed)
        self.showing.ended.connect(self._put_away)
        room.told.connect(self._follow_words)
        room.breakOver.connect(lambda: session.noticed.emit(_("The break is over.")))
        self._gallery: Gallery | None = None
        self._turns = False  # whether the gallery is what is shown
        self._for_words = False  # whether the full screen is there only for what the room is told
        self._gave_way: Gallery | None = None  # what is shown again once the words are gone

    def toggle(self) -> None:
        """Show the clock and the reports, or put away what is shown."""
        if self.showing.presenter is None:
            self._show(self._room)
        else:
            self.showing.close()

    def show_gallery(self, reports: Sequence[Reported]) -> None:
        """Show these circles' actions, slowly turning."""
        if self._gallery is not None:
            self._gallery.deleteLater()
        self._gallery = Gallery(reports, self._clock, self)
        self._show(self._gallery)

    def _show(self, shown: RoomClock | Gallery) -> None:
        self.showing.open(shown, keys_stay=True)
        self._turns = isinstance(shown, Gallery)

    def _follow_words(self) -> None:
        """The full screen comes for what the room is told, and goes with it."""
        on, words = self.showing.presenter is not None, self._room.words
        turning = self._gallery if on and self._turns else None
        if words is not None and (turning is not None or not on):
            self._show(self._room)
            self._for_words, self._gave_way = True, turning
        elif words is None and self._for_words:
            again, self._gave_way = self._gave_way, None
            self.showing.close()
            if again is not None:
                self._show(again)

    def _put_away(self) -> None:
        """Words for which the full screen came go with it."""
        for_words, self._for_words = self._for_words, False
        if for_words:
            self._room.take_away()


class ClockPlace(Page):
    """Keeps the room's time. What it shows the room, it shows beside itself in words."""

    shows = frozenset({Part.EVENT, Part.CIRCLES})

    def __init__(self, theme: Theme, session: OrganiserSession) -> None:
        super().__init__(theme, session)
        clock = self._clock = session.clock
        self._event: Event | None = None  # whose plenary it is, and whose programme
        self._reports = no_reports()
        self.reporting = Reporting(clock, self)
        self.room = RoomClock(clock, self.reporting, self)
        self._before = BeforeTheRoom(theme, self, session, self.room)
        self.showing = self._before.showing
        self.room.told.connect(self.show_time)
        self._rows: list[StateRow] = []
        main, pane = QWidget(), SidePane(theme)
        self._build_pane(pane)
        self._stand(main, self._build(main), pane)
        self.reporting.changed.connect(self.show_time)
        self.reporting.kept.connect(session.save_plenary)
        self.reporting.markPassed.connect(self._say_mark)
        self._marks = TimeMarks()
        self._tick = QTimer(self, interval=250)
        self._tick.timeout.connect(self.show_time)
        self._add_keys()

    def _add_keys(self) -> None:
        """The keys of the ring; a digit calls the circle of that place."""
        report = self.reporting
        free = self.telling.isHidden
        bind(self, keys.CLOCK_START, report.start_or_pause, when=free)
        bind(self, keys.NEXT_CIRCLE, report.next_circle, when=free)
        bind(self, keys.CIRCLE_BEFORE, report.previous_circle, when=free)
        bind(self, keys.CIRCLE_PASSES, report.pass_circle, when=free)
        bind(self, keys.CLOCK_RESTART, report.restart, when=free)
        bind(self, keys.CLOCK_MORE, report.more, when=free)
        bind(self, keys.CLOCK_ON, partial(report.go_through, 1), when=free)
        bind(self, keys.CLOCK_BACK, partial(report.go_through, -1), when=free)
        bind_each(self, keys.CALL_CIRCLE, self._call, when=free)
        bind(self, keys.TELL_ALL, self.toggle_telling)
        told = self._reads_words
        bind(self, keys.TAKE_ALL_AWAY, self.room.take_away, when=told, offered=told)

    def _build(self, main: QWidget) -> QVBoxLayout:
        theme = self._theme
        column = self._column = layouts.column(main, 0)
        column.addWidget(label.page_title(theme, _("The room’s clock")))
        self._now = label.app(theme, "", second=True)
        column.addWidget(self._now)
        column.addSpacing(theme.px(12))
        self._stage = Text(theme, "", theme.serif(24, 600), theme.palette.ink, 32)
        column.addWidget(self._stage)
        self.left = Text(theme, "", theme.serif(64, 600), theme.palette.ink, 76)
        column.addWidget(self.left)
        self._bar = StageBar(theme)
        self._bar.setWords(False)  # they stand below it, on as many lines as they need
        column.addWidget(self._bar)
        column.addSpacing(theme.px(6))
        self._next, self._until = label.hint(theme, ""), label.hint(theme, "")
        column.addLayout(SentenceAndWays(theme, self._next, (self._until,), least=320))
        self._below_bar = column.count()
        column.addSpacing(theme.px(20))
        queue = self.queue = Queue(theme)
        queue.called.connect(self._call)
        queue.turner.turned.connect(self.show_time)
        title = label.section(theme, _("The plenary"))
        column.addLayout(SentenceAndWays(theme, title, (queue.turner,)))
        self.status = label.app(theme, "", second=True)
        column.addWidget(self.status)
        column.addSpacing(theme.px(8))
        column.addWidget(self._folding(FoldingArea(queue)), 1)
        self._controls = self._made_controls()
        column.addWidget(self._controls)
        return column

    def _made_controls(self) -> QWidget:
        theme, report = self._theme, self.reporting
        controls = QWidget()
        column = layouts.column(controls, margins=(0, theme.px(12), 0, 0))
        row = Flow(8, 8, centred=True)
        column.addLayout(row)
        self.start = Button(
            theme,
            _("Start"),
            keys.CLOCK_START.cap,
            "main",
            tall=True,
            padding=14,
            act=report.start_or_pause,
        )
        row.addWidget(self.start)
        for text, command, act in (
            (p_("the next circle", "Next"), keys.NEXT_CIRCLE, report.next_circle),
            (p_("a circle passes", "Pass"), keys.CIRCLE_PASSES, report.pass_circle),
            (p_("to the circle before", "Back"), keys.CIRCLE_BEFORE, report.previous_circle),
            (_("30 s"), keys.CLOCK_MORE, report.more),
        ):
            button = Button(theme, text, command.cap, tall=True, padding=14, act=act)
            row.addWidget(button)
        return controls

    def _build_pane(self, pane: QWidget) -> None:
        theme = self._theme
        whole, self._usual = layouts.column(pane, 0), QWidget()
        whole.addWidget(self._usual, 1)
        self.telling = TellingPanel(theme, self.room)
        self.telling.closed.connect(self.toggle_telling)
        self.telling.hide()
        whole.addWidget(self.telling, 1)
        column = layouts.column(self._usual, theme.px(8), (24, 24, 24, 24))
        column.addWidget(label.section(theme, _("The programme")))
        inside = QWidget()
        self._programme = layouts.column(inside, 0, (0, 0, 6, 0))
        self._programme.addStretch(1)
        self._area = self._folding(FoldingArea(inside))
        column.addWidget(self._area, 1)
        show = self.show_ = Button(
            theme, _("Show the room"), keys.ROOM_CLOCK.cap, wide=True, act=self.toggle
        )
        column.addWidget(show)
        turn = Button(
            theme, _("Show the gallery"), keys.ALL_GALLERY.cap, wide=True, act=self.show_gallery
        )
        column.addWidget(turn)
        tell, ask = _("Tell the room"), self.toggle_telling
        self.tell = Button(theme, tell, keys.TELL_ALL.cap, wide=True, act=ask)
        column.addWidget(self.tell)
        self.sees = label.hint(theme, "")
        column.addWidget(self.sees)
        away, take = _("Take the words away"), self.room.take_away
        self.away = Button(theme, away, keys.TAKE_ALL_AWAY.cap, wide=True, act=take)
        column.addWidget(self.away)

    # What is shown.

    def refresh(self) -> None:
        """Show the programme and the circles of the event that is shown; its plenary where it
        stood.
        """
        event = self.session.state.event
        same = event is not None and self._event is not None and event.id == self._event.id
        self._event = self.room.event_ = event
        self._reports = self.session.reports()
        seconds = report_back(event, self._clock.now(), len(self._reports))
        kept = self.reporting.round if same else self.session.plenary()
        if kept is None or not kept.started:
            kept = new_plenary(list(self._reports), seconds)
        self.reporting.show_circles(self._reports, with_circles(kept, list(self._reports)))
        rows = event.programme if event else ()
        _keep(self._programme, self._rows, len(rows), self._programme_row)
        self.queue.begin(self.reporting.round)
        self.show_time()

    def _programme_row(self, _place: int) -> StateRow:
        return StateRow(self._theme, pressable=False, before=_BEFORE)

    def _call(self, place: int) -> None:
        seats = self.reporting.round.seats
        if place < len(seats):
            self.reporting.call(seats[place])

    def _show_words(self) -> None:
        """Say what the room reads, and for how long."""
        self.room.expire()
        words = self.room.words
        for widget in (self.sees, self.away):
            widget.setVisible(words is not None)
        if words is None:
            return
        time = i18n.length(words.left(self._clock.reading()))
        self.sees.setText(
            _("The room reads “{words}”, {time}", words=words.words, time=time)
            if words.is_break
            else _("The room reads “{words}”", words=words.words)
        )

    def show_time(self) -> None:
        """Show the programme and the queue as they stand at this moment."""
        self._show_words()
        now, reading, round_ = self._clock.now(), self._clock.reading(), self.reporting.round
        found = programme_now(self._event, now)
        name = i18n.event_name(self._event.title)[1] if self._event else _("No event yet")
        self._now.setText(f"{name} · {i18n.clock(now)}")
        has_rows = self._event is not None and bool(self._event.programme)
        between = _("Between the rows of the programme") if has_rows else ""
        self._stage.setText(found.slot.title if found.slot else between)
        self.left.setText(i18n.length(found.left) if found.whole else i18n.clock(now))
        used = 1 - found.left / found.whole if found.whole else 0.0
        said = i18n.sentence(next_in_words(found))
        until = _("until {time}", time=found.ends) if found.ends else ""
        step = Step(step_of(found.left, found.whole)) if found.whole else Step.PLAIN
        self._bar.show_view(BarView((Piece(PieceState.RUNNING, used, step),), said, until))
        self._say_marks(found)
        self._next.setText(said)
        self._until.setText(until)
        self.status.setText(plenary_words(self._event, round_, now, reading))
        self.queue.show_round(round_, self._reports, reading)
        _show(self._rows, programme_rows(found))
        start = _("Go on") if round_.begun else _("Start")
        self.start.set_text(_("Pause") if round_.running else start)

    def _say_marks(self, found: ProgrammeNow) -> None:
        """Say the marks of the time that is shown: of a circle that reports, else of the row."""
        if self.room.in_plenary:
            self.reporting.tick()
        elif found.whole:
            self._marks, mark = self._marks.tick(f"{found.place}", found.left, found.whole)
            if mark is not None:
                self._say_mark(mark)

    def _say_mark(self, mark: int) -> None:
        announce(self, of_mark(mark))

    # What is done.

    def enter(self) -> None:
        """The keyboard is here."""
        self.start.setFocus()
        self._show_now()

    def _show_now(self) -> None:
        place = programme_now(self._event, self._clock.now()).place
        if place is not None and place < len(self._rows):
            self._area.ensureWidgetVisible(self._rows[place], 0, 80)

    def toggle_telling(self) -> None:
        """Ctrl R: open what the room can be told, or close it again."""
        opens = self.telling.isHidden()
        self.telling.setVisible(opens)
        self._usual.setVisible(not opens)
        if opens:
            self.telling.opened()
            QTimer.singleShot(0, self.telling, lambda: bring_into_view(self.telling.end))
        else:
            self.start.setFocus()

    def back(self) -> bool:
        """Esc: put the panel away; whether it was there."""
        if self.telling.isHidden():
            return False
        self.toggle_telling()
        return True

    def _reads_words(self) -> bool:
        return self.room.words is not None

    def toggle(self) -> None:
        """F5: show the clock and the reports to the room, or put them away."""
        self._before.toggle()

    def show_gallery(self) -> None:
        """Shift F5: the actions of all circles here, slowly turning."""
        self._before.show_gallery(self._reports.acting())

    def leave(self) -> None:
        """Nothing is shown any more, and the time stands where it was."""
        self.back()
        self.room.take_away()
        self.showing.close()
        round_ = self.reporting.round
        if round_.started:
            self.session.save_plenary(round_.suspend(self._clock.reading()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the page scrolls, the controls stand below the time, not below the queue."""
        super().resizeEvent(event)
        beside = bool(self._fit((360, 320)))
        self._column.removeWidget(self._controls)
        self._column.insertWidget(
            self._column.count() if beside else self._below_bar, self._controls
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
