"""Stories: the ring, the time, five controls each on one key, and the story being told."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout

from storycircle.core.errors import Refused
from storycircle.core.starts import STEP
from storycircle.ui import views
from storycircle.ui.drafts import flush_all
from storycircle.ui.ring_keys import ring_deed
from storycircle.ui.screens.stage import FOLD, StageScreen
from storycircle.ui.screens.story_pane import StoryPane
from storycircle.ui.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.keycap import HintLine
from storycircle.ui.widgets.label import question
from storycircle.ui.widgets.ring import Ring
from storycircle.ui.widgets.stage_bar import StageBar

_IN_RING = (("key", "F6"), " to write the story · ", ("key", "F11"), " shows the ring to the room")
_EARLIER, _LATER = Qt.Key.Key_Left, Qt.Key.Key_Right
_WRITING = ("You are writing. ", ("key", "Esc"), " goes back to the ring and its keys.")


class StoriesScreen(StageScreen):
    """The heart: what matters in a turn is readable at a glance, and each control is one key."""

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme, session)
        self._current: str | None = None
        self._build_main()
        self.story = StoryPane(self)
        self._writing_keys()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.refresh()

    def _build_main(self) -> None:
        theme, session = self.theme, self.session
        self._question = question(theme, "")
        self.bar = StageBar(theme)
        self.ring = Ring(theme, bleed=32)
        self.ring.seatChosen.connect(self._chosen)
        self.ring.seatMoveRequested.connect(session.move_seat)
        self.main.addWidget(self._question)
        self.main.addSpacing(12)
        self.main.addWidget(self.bar)
        self.main.addWidget(self.ring, 1)
        self._controls = QHBoxLayout()
        self._controls.setSpacing(8)
        self._controls.addStretch(1)
        self.start = self._control("Start", "Space", "main", self._start)
        self.next = self._control("Next", "→", "second", self._next)
        self.pass_ = self._control("Pass", "P", "second", session.pass_turn)
        self.more = self._control("+30 s", "+", "second", session.more)
        self.undo = self._control("Undo", "U", "quiet", session.undo)
        self._controls.addStretch(1)
        self.main.addLayout(self._controls)
        self.main.addSpacing(8)
        self._hint = HintLine(theme, _IN_RING, centred=True)
        self.main.addWidget(self._hint)

    def _control(self, text: str, key: str, kind: str, act: Callable[[], None]) -> Button:
        button = Button(self.theme, text, key, kind, tall=True)
        button.clicked.connect(lambda: self._pressed(act))
        self._controls.addWidget(button)
        return button

    def _start(self) -> None:
        """The main button: the turn, or the way on once every story is told."""
        if self.session.round is not None and self.session.round.over:
            self.onRequested.emit()
        else:
            self.session.start_or_pause()

    def _next(self) -> None:
        """Next; once every story is told, the button offers a second round instead."""
        if self._offers_second_round():
            self.session.second_round()
        else:
            self.session.next_turn()

    def _offers_second_round(self) -> bool:
        round_ = self.session.round
        return round_ is not None and round_.over and round_.number == 1 and bool(round_.heard)

    def _pressed(self, act: Callable[[], None]) -> None:
        """A button was pressed: the keys of the ring work again after it."""
        act()
        if not self.story.writing():
            self.ring.setFocus()

    def _writing_keys(self) -> None:
        session = self.session
        self.keys(("Ctrl+Space",), session.start_or_pause)
        self.keys(("Ctrl+Shift+Space",), session.start_from_the_end_before)
        self.keys(("Ctrl+Return", "Ctrl+Enter"), self._on)
        self.keys(("Ctrl+Down",), lambda: self.story.turn_to(1))
        self.keys(("Ctrl+Up",), lambda: self.story.turn_to(-1))
        self.keys(("Ctrl+Shift+Down",), lambda: self.story.turn_story(1))
        self.keys(("Ctrl+Shift+Up",), lambda: self.story.turn_story(-1))
        self.keys(("Ctrl+L",), self.story.ask)
        self.keys(("F6",), self._to_other_side)
        self.keys(("Ctrl+Left",), lambda: self._move(-1))
        self.keys(("Ctrl+Right",), lambda: self._move(1))

    def _on(self) -> None:
        """Ctrl Enter: the next person while writing, or on to the dialogue from the ring."""
        round_ = self.session.round
        if self.story.writing() and round_ is not None and not round_.over:
            flush_all(self)
            self.session.next_turn()
        else:
            self.onRequested.emit()

    def writing(self) -> bool:
        return self.story.writing()

    def entered(self) -> None:
        self.ring.setFocus()

    def set_room(self, width: int) -> None:
        super().set_room(width)
        if hasattr(self, "_controls"):
            for button in (self.start, self.next, self.pass_, self.more, self.undo):
                button.set_padding(12 if width < FOLD else 18)

    def refresh(self) -> None:
        round_ = self.session.round
        if round_ is not None and round_.current != self._current:
            self._current = round_.current
            if self._current is not None:
                flush_all(self)
                self.story.show_member(self._current)
                self.ring.focusSeat(self._current)
        self._question.setText(self.session.question())
        self._question.setVisible(bool(self.session.question()))
        begun = round_ is not None and round_.begun
        running = round_ is not None and round_.running
        over = round_ is not None and round_.over
        words = "Pause" if running else "Go on" if begun else "Start"
        self.start.set_text("To the dialogue" if over else words)
        self.next.set_text("Second round" if self._offers_second_round() else "Next")
        why = str(Refused("nobody-speaking")) if over else ""
        self.pass_.set_not_now(why)
        self.more.set_not_now(why)
        self.next.set_not_now("" if self._offers_second_round() else why)
        self._focus_moved()
        self.story.refresh()
        self.tick()

    def tick(self) -> None:
        self.ring.show_view(views.stories_ring(self.session))
        self.bar.show_view(views.stories_bar(self.session))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plain keys, which reach here only while no text field has the focus."""
        if event.key() == Qt.Key.Key_Escape and self.story.writing():
            flush_all(self)
            self.ring.setFocus()
            return
        if self.story.writing():
            super().keyPressEvent(event)
            return
        deed = self._seat_deed(event) or ring_deed(self.session, event)
        if deed is None:
            super().keyPressEvent(event)
        else:
            deed()

    def _seat_deed(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Plain keys that act on the seat in focus, or on the round as a whole."""
        key, held = event.key(), event.modifiers()
        if held == Qt.KeyboardModifier.ShiftModifier and key in (_EARLIER, _LATER):
            seconds = STEP if key == _EARLIER else -STEP
            return lambda: self.session.move_start(self.ring.focusedSeat(), seconds)
        if held:
            return None
        if key == Qt.Key.Key_S and self._offers_second_round():
            return self.session.second_round
        return self._away if key == Qt.Key.Key_A else None

    def _away(self) -> None:
        seat = self.ring.focusedSeat()
        if seat is not None:
            self.session.step_out_or_in(seat)

    def _move(self, places: int) -> None:
        seat = self.ring.focusedSeat()
        if seat is not None and self.ring.hasFocus():
            self.session.move_seat(seat, places)
            self.ring.focusSeat(seat)

    def _chosen(self, member: str) -> None:
        """A seat was clicked: its story is shown; the running turn goes on."""
        flush_all(self)
        self.story.show_member(member)

    def _to_other_side(self) -> None:
        if self.story.writing():
            self.ring.setFocus()
        else:
            self.story.points.setFocus()

    def _focus_moved(self) -> None:
        """The caps on the buttons are those that work where the focus is."""
        writing = self.story.writing()
        over = self.session.round is not None and self.session.round.over
        self.start.set_key("Ctrl Enter" if over else "Ctrl Space" if writing else "Space")
        key = "Ctrl Enter" if writing else "→"
        if over:
            key = "S" if self._offers_second_round() and not writing else ""
        self.next.set_key(key)
        self.pass_.set_key("" if writing else "P")
        self.more.set_key("" if writing else "+")
        self.undo.set_key("" if writing else "U")
        self._hint.set_parts(_WRITING if writing else _IN_RING)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            flush_all(self)
        return super().event(event)
