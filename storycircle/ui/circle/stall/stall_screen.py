"""A stall held on this laptop: the rail with its runs, and the page that is open."""

from typing import ClassVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.ui.circle.stall.halves import StallPage
from storycircle.ui.circle.stall.leaves_page import LeavesPage
from storycircle.ui.circle.stall.ready_page import ReadyPage
from storycircle.ui.circle.stall.run_page import RunPage
from storycircle.ui.circle.stall.stall_session import StallSession
from storycircle.ui.circle.stall.stall_state import Step
from storycircle.ui.commands import bind
from storycircle.ui.system.field_autosave import flush_all
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.message import Notice
from storycircle.ui.widgets.display.rail import Rail, RailStage, RailView, StageState

_FOOT = 88  # px at 100 % of the way on, which no notice covers


class StallScreen(QWidget):
    """A stall from being made ready to its file. backRequested: it is left."""

    backRequested = Signal()
    FOLD: ClassVar[int] = 1100
    """Below this width over the text's scale the rail folds."""

    def __init__(self, theme: Theme, session: StallSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.session = theme, session
        self.rail = Rail(theme)
        self.pages = QStackedWidget()
        self.ready, self.run = ReadyPage(theme, session), RunPage(theme, session)
        self.leaves = LeavesPage(theme, session)
        self._page_of: dict[Step, StallPage] = {
            Step.READY: self.ready,
            Step.RUN: self.run,
            Step.LEAVES: self.leaves,
        }
        for page in self._page_of.values():
            self.pages.addWidget(page)
        row = layouts.row(self, 0)
        row.addWidget(self.rail)
        row.addWidget(self.pages, 1)
        self.notice = Notice(theme, self)
        self.notice.keep_free(0, lambda: theme.px(_FOOT))
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self.tick)
        self._shown: tuple[Step, int] | None = None
        self.rail.stageRequested.connect(self._go)
        session.changed.connect(self._changed)
        session.refused.connect(self.notice.say)
        session.noticed.connect(self.notice.say)
        bind(self, keys.BACK, self._back)
        bind(self, keys.UNDO, self._undo, offered=lambda: session.can_undo)
        bind(self, keys.REDO, self._redo, offered=lambda: session.can_redo)
        self.setWindowTitle(_("Market stall"))
        self._turn(first=True)

    @property
    def page(self) -> StallPage:
        """The page that is open."""
        return self._page_of[self.session.state.step]

    def _changed(self) -> None:
        self._turn()

    def _turn(self, *, first: bool = False) -> None:
        """Show the page of the step that the stall is at, with the keyboard where work begins."""
        state = self.session.state
        at = (state.step, state.place)
        self._show_rail()
        if at == self._shown:
            return
        self._shown = at
        page = self.page
        if first:
            self.pages.setCurrentWidget(page)
            return
        with layouts.turned_to(self.pages, page):
            page.refresh()
            if self.isVisible():
                page.enter()

    def _show_rail(self) -> None:
        state, now = self.session.state, self.session.clock.now()
        letter = state.letters.get(state.stall, "")
        title = _("Stall {letter}", letter=letter) if letter else _("Market stall")
        name = i18n.event_name(state.event.title)[1] if state.event else _("No event yet")
        runs = [self._run_stage(place) for place in range(1, state.expected + 1)]
        ready = RailStage(_("Ready"), _("themes, who leads"), self._state(Step.READY, 0))
        leaves = RailStage(_("Hand over"), _("its file"), self._state(Step.LEAVES, 0))
        run = state.run
        pace = foot = ""
        if run is not None and state.step is Step.RUN:
            pace = _("the time runs") if state.running else _("the time stands")
        if state.running:
            ends = state.times(state.running, now, self.session.clock.reading()).ended
            number, at = i18n.figures(state.running), i18n.clock(ends or now)
            foot = _("Run {number} ends at {time}", number=number, time=at)
        stages = (ready, *runs, leaves)
        self.rail.show_view(RailView(title, name, stages, i18n.clock(now), pace, foot))

    def _run_stage(self, place: int) -> RailStage:
        state = self.session.state
        run = state.at(place)
        name = _("Run {number}", number=i18n.figures(place))
        minutes = state.wanted if run is None else run.minutes
        said = _("{minutes} min", minutes=i18n.figures(minutes))
        clock = self.session.clock
        times = state.times(place, clock.now(), clock.reading())
        if times.began is not None and times.ended is not None:
            # For translators: from when to when by the clock, as "10.00–10.25".
            starts, ends = i18n.clock(times.began), i18n.clock(times.ended)
            said = _("{starts}–{ends}", starts=starts, ends=ends)
        at = self._state(Step.RUN, place)
        runs = place == state.running and at is not StageState.NOW
        return RailStage(name, said, at, runs=runs)

    def _state(self, step: Step, place: int) -> StageState:
        state = self.session.state
        if state.step is step and (step is not Step.RUN or place == state.place):
            return StageState.NOW
        if step is Step.READY:
            return StageState.DONE if state.stall else StageState.TO_COME
        if step is Step.RUN and state.at(place) is not None and place != state.running:
            return StageState.DONE
        return StageState.TO_COME

    def _go(self, stage: int) -> None:
        """To a stage of the rail: a run that was not begun is begun after the last one."""
        flush_all(self)
        state, session = self.session.state, self.session
        if stage == 0:
            session.go(Step.READY)
        elif stage > state.expected:
            session.go(Step.LEAVES)
        elif state.at(stage) is not None:
            session.go(Step.RUN, stage)
        elif not state.stall:
            self.notice.say(_("Choose the stall first."))
        else:
            session.begin_run()

    def tick(self) -> None:
        """A second has passed."""
        self.session.tick()
        self._show_rail()
        self.run.tick()

    def _undo(self) -> None:
        flush_all(self)
        self.session.undo()

    def _redo(self) -> None:
        flush_all(self)
        self.session.redo()

    def _back(self) -> None:
        flush_all(self)
        self.backRequested.emit()

    def show_event(self, event: str | None) -> None:
        """Show the stalls of an event."""
        self.session.show_event(event)
        self.page.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._show_rail()  # first: a folded rail is as wide as the words it says folded
        self.rail.setFolded(self.width() < self.FOLD * self._theme.scale)
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()
        if not event.spontaneous():
            self.page.refresh()
            self.page.enter()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # a minimised window works on; so does a run that is left
            flush_all(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        flush_all(self)
        self.session.stop_time()
        self.leaves.wait()
        super().closeEvent(event)
