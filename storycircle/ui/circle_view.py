"""A running circle on screen: the rail beside the screen of its stage."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from storycircle.core.timing import Stage
from storycircle.ui import views
from storycircle.ui.drafts import flush_all
from storycircle.ui.screens.commit import CommitScreen
from storycircle.ui.screens.dialogue import DialogueScreen
from storycircle.ui.screens.gather import GatherScreen
from storycircle.ui.screens.idea_list import IdeaList
from storycircle.ui.screens.open import OpenScreen
from storycircle.ui.screens.plenary import PlenaryScreen
from storycircle.ui.screens.stage import FOLD, StageScreen
from storycircle.ui.screens.stories import StoriesScreen
from storycircle.ui.session import Session
from storycircle.ui.theme.theme import Theme
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
_TICK_MS = 100
_KEEP_MS = 1_000
_FOOT = 112  # px at the foot of a stage, where its controls stand


class CircleView(QWidget):
    """Shows a session. homeRequested: Esc where nothing else is open."""

    homeRequested = Signal()

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
        session.changed.connect(self._refresh)
        session.stageChanged.connect(self._stage_changed)
        session.noticed.connect(self._noticed)
        session.refused.connect(self.notice.say)
        self._make_keys()
        self._ticking = self._timer(_TICK_MS, self._tick)
        self._keeping = self._timer(_KEEP_MS, session.keep_time)
        self._stack.setCurrentWidget(self.screen_of_stage())
        self._refresh()

    def screen_of_stage(self) -> StageScreen:
        """The screen that is shown, made when it is first needed."""
        stage = self.session.stage
        if stage not in self._screens:
            screen = _SCREENS[stage](self._theme, self.session)
            screen.onRequested.connect(self._on)
            screen.set_room(self.width())
            self._screens[stage] = screen
            self._stack.addWidget(screen)
        return self._screens[stage]

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.rail.setFolded(self.width() < FOLD * max(1.0, self._theme.scale))
        for screen in self._screens.values():
            screen.set_room(self.width())
        self.notice.keep_free(self.screen_of_stage().pane_width, _FOOT)
        super().resizeEvent(event)

    def finish(self) -> None:
        """Save all that was typed, whatever field it stands in."""
        flush_all(self)
        for ideas in self.findChildren(IdeaList):
            ideas.keep_typed()

    def hideEvent(self, event: QHideEvent) -> None:
        self.finish()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.homeRequested.emit()
            return
        super().keyPressEvent(event)

    def _make_keys(self) -> None:
        for stage in Stage:
            shortcut = QShortcut(QKeySequence(f"Ctrl+{int(stage)}"), self)
            shortcut.activated.connect(lambda to=stage: self._go(to))
        undo = QShortcut(QKeySequence("Ctrl+Z"), self)
        undo.activated.connect(self._undo)

    def _undo(self) -> None:
        flush_all(self)
        self.session.undo()

    def _timer(self, every_ms: int, act: object) -> QTimer:
        timer = QTimer(self)
        timer.timeout.connect(act)
        timer.start(every_ms)
        return timer

    def _on(self) -> None:
        if self.session.stage < Stage.PLENARY:
            self._go(Stage(self.session.stage + 1))

    def _go(self, stage: Stage) -> None:
        self.finish()
        self.session.go(stage)

    def _stage_changed(self) -> None:
        screen = self.screen_of_stage()
        self._stack.setCurrentWidget(screen)
        self._refresh()
        screen.entered()

    def _refresh(self) -> None:
        self.rail.show_view(views.rail_view(self.session))
        self.screen_of_stage().refresh()

    def _tick(self) -> None:
        if self.isVisible():
            self.rail.show_view(views.rail_view(self.session))
            self.screen_of_stage().tick()

    def _noticed(self, sentence: str, can_undo: bool) -> None:
        key = "U" if self.session.stage is Stage.STORIES else "Ctrl Z"
        self.notice.say(sentence, can_undo, key)
