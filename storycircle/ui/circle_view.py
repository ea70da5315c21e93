"""A running circle on screen: the rail beside the screen of its stage."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from storycircle.core.timing import Stage
from storycircle.ui import views
from storycircle.ui.drafts import flush_all
from storycircle.ui.leaving_walk import LeavingWalk
from storycircle.ui.questioning import Questioning
from storycircle.ui.screens.commit import CommitScreen
from storycircle.ui.screens.dialogue import DialogueScreen
from storycircle.ui.screens.gather import GatherScreen
from storycircle.ui.screens.idea_list import IdeaList
from storycircle.ui.screens.open import OpenScreen
from storycircle.ui.screens.plenary import PlenaryScreen
from storycircle.ui.screens.sides import ROOM
from storycircle.ui.screens.stage import FOLD, StageScreen
from storycircle.ui.screens.stories import StoriesScreen
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.edge_bar import EdgeBar
from storycircle.ui.widgets.notice import Notice
from storycircle.ui.widgets.rail import Rail

_SCREENS: dict[Stage, type[StageScreen]] = {
    Stage.GATHER: GatherScreen,
    Stage.OPEN: OpenScreen,
    Stage.STORIES: StoriesScreen,
    Stage.DIALOGUE: DialogueScreen,
    Stage.COMMIT: CommitScreen,
    Stage.PLENARY: PlenaryScreen,
}
_KEEP_MS = 1_000
_SOON_MS = 15  # no look follows another sooner than this
_FOOT = 112  # px at the foot of a stage, where its controls stand
_BELOW = 56  # of these below the controls


class CircleView(QWidget):
    """Shows a session.

    homeRequested: Esc where nothing is open in it. chimeRequested: to hear it once, as announced.
    removeRequested: the circle is to go from this laptop.
    """

    homeRequested = Signal()
    removeRequested = Signal()
    roomRequested = Signal()
    chimeRequested = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._theme = theme
        self.session = session
        self._screens: dict[Stage, StageScreen] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail(theme)
        self.rail.stageRequested.connect(lambda place: self._go(Stage(place + 1)))
        row.addWidget(self.rail)
        self._stack = QStackedWidget()
        row.addWidget(self._stack, 1)
        self.notice = Notice(theme, self._stack)
        self.notice.undoRequested.connect(session.undo)
        self.edge = EdgeBar(theme, self._stack)
        self.edge.fromNow.connect(session.turns.start_or_pause)
        self.edge.fromBefore.connect(session.turns.start_from_the_end_before)
        self.questioning = Questioning(session)
        self.questioning.goRequested.connect(session.time.go)
        self.questioning.stayed.connect(self._stay)
        self.leaving = LeavingWalk(theme, session, self._stack)
        self.leaving.ended.connect(self._stage_shown)
        session.changed.connect(self._refresh)
        session.stageChanged.connect(self._stage_changed)
        session.noticed.connect(self._noticed)
        session.refused.connect(self.notice.say)
        session.erased.connect(self._erased)
        self._goes_home = False
        self._make_keys()
        self._ticking = QTimer(self)
        self._ticking.setTimerType(Qt.TimerType.PreciseTimer)
        self._ticking.setSingleShot(True)
        self._ticking.timeout.connect(self._tick)
        self._keeping = QTimer(self)
        self._keeping.timeout.connect(session.save_time)
        self._keeping.start(_KEEP_MS)
        self._stack.setCurrentWidget(self.screen_of_stage())
        self._refresh()

    def screen_of_stage(self) -> StageScreen:
        """The screen that is shown, made when it is first needed."""
        stage = self.session.state.stage
        if stage not in self._screens:
            screen = _SCREENS[stage](self._theme, self.session)
            screen.onRequested.connect(self._on)
            screen.roomRequested.connect(self.roomRequested)
            screen.askRequested.connect(self.leaving.ask)
            screen.settleRequested.connect(self.leaving.settle)
            for wish in (screen.askRequested, screen.settleRequested):
                wish.connect(self.notice.hide)  # its Undo has no key on those pages
            if isinstance(screen, PlenaryScreen):
                screen.removeRequested.connect(self.removeRequested)
                screen.lookRequested.connect(self.leaving.look)
            if isinstance(screen, OpenScreen):
                screen.chimeRequested.connect(self.chimeRequested)
            screen.set_room(self.width())
            self._screens[stage] = screen
            self._stack.addWidget(screen)
        return self._screens[stage]

    def resizeEvent(self, event: QResizeEvent) -> None:
        room = self.width() / max(1.0, self._theme.scale)
        if room < ROOM:
            self.rail.setDotsOnly(True)
        else:
            self.rail.setFolded(room < FOLD)
        for screen in self._screens.values():
            screen.set_room(self.width())
        self.leaving.set_room(self.width())
        self._make_room()
        super().resizeEvent(event)

    def _make_room(self) -> None:
        screen = self.screen_of_stage()
        self.edge.keep_free(screen.pane_width)
        asks = 0 if self.edge.isHidden() else self.edge.height()
        screen.give_foot(asks)
        self.notice.keep_free(screen.pane_width, _FOOT + max(0, asks - _BELOW))

    def uncover(self) -> bool:
        """Leave the asking of tellers, which covers the stage; whether there was any."""
        if self.leaving.page is None:
            return False
        self._stage_shown()
        return True

    def finish(self) -> None:
        """Save all that was typed, whatever field it stands in."""
        flush_all(self)
        for ideas in self.findChildren(IdeaList):
            ideas.keep_typed()

    def leave(self) -> None:
        """Save all that was typed, and look at no clock any more."""
        self.finish()
        self._ticking.stop()
        self._keeping.stop()
        self.session.changed.disconnect(self._refresh)

    def hideEvent(self, event: QHideEvent) -> None:
        self.finish()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nothing else wanted: Enter in the ring answers a question, Esc puts it off.

        Enter in a field ends what is typed there, and decides nothing else.
        """
        card = self.questioning.card
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and card is not None and card.takes_enter():
            card.give_first()
        elif event.key() == Qt.Key.Key_Escape and card is not None:
            self.questioning.put_off()
        elif event.key() == Qt.Key.Key_Escape:
            self._go_home()
        else:
            super().keyPressEvent(event)

    def _go_home(self) -> None:
        """Home; where something is being erased of this circle, once that is done."""
        self._goes_home = bool(self.session.consent.erasing.going)
        if not self._goes_home:
            self.homeRequested.emit()

    def _erased(self) -> None:
        if self._goes_home:
            self._go_home()

    def _make_keys(self) -> None:
        for stage in Stage:
            shortcut = QShortcut(QKeySequence(f"Ctrl+{int(stage)}"), self)
            shortcut.activated.connect(lambda to=stage: self._go(to))
        undo = QShortcut(QKeySequence("Ctrl+Z"), self)
        undo.activated.connect(self._undo)
        for again in ("Ctrl+Shift+Z", "Ctrl+Y"):
            QShortcut(QKeySequence(again), self).activated.connect(self._redo)

    def _undo(self) -> None:
        flush_all(self)
        self.session.undo()

    def _redo(self) -> None:
        flush_all(self)
        self.session.redo()

    def _on(self) -> None:
        if self.session.state.stage < Stage.PLENARY:
            self._go(Stage(self.session.state.stage + 1))

    def _go(self, stage: Stage) -> None:
        """To a stage; where something would be left behind, a question comes first."""
        self.finish()
        question = self.session.prompts.before_leaving(stage)
        if question is None:
            self.session.time.go(stage)
        else:
            self.questioning.ask_before(question, stage)
            self.screen_of_stage().show_question()
            self._ask()

    def _stay(self) -> None:
        self._ask()
        self.screen_of_stage().entered()

    def _stage_changed(self) -> None:
        self.questioning.drop()
        self._stage_shown()

    def _stage_shown(self) -> None:
        screen = self.screen_of_stage()
        self._stack.setCurrentWidget(screen)
        self._make_room()
        self._refresh()
        screen.entered()

    def _refresh(self) -> None:
        self.rail.show_view(views.rail_view(self.session))
        self.screen_of_stage().refresh()
        self._ask()
        self._look_again()

    def _tick(self) -> None:
        """Time has gone by: the session looks at its clock, and what moves is drawn."""
        self.session.tick()
        if self.isVisible():
            self.rail.show_view(views.rail_view(self.session))
            self.screen_of_stage().tick()
            self._ask()
        self._look_again()

    def _look_again(self) -> None:
        """The next look is when something that is shown will change, and not before."""
        wait = round(views.until_next_change(self.session) * 1_000) + 1
        self._ticking.start(max(_SOON_MS, wait))

    def _ask(self) -> None:
        screen = self.screen_of_stage()
        before = (self.edge.isHidden(), screen.question_card.isHidden())
        self.questioning.show_in(screen.question_card)
        edge = views.edge_view(self.session, writing=screen.writing())
        self.edge.show_view(edge if self.questioning.card is None else None)
        if before != (self.edge.isHidden(), screen.question_card.isHidden()):
            self._make_room()

    def _noticed(self, sentence: str, can_undo: bool) -> None:
        key = "U" if self.session.state.stage is Stage.STORIES else "Ctrl Z"
        self.notice.say(sentence, can_undo, key)
