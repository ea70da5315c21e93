"""What the screens of the six stages have in common.

What the screens of the six stages have in common: a main part, a pane, and a foot.

The ring and the story take turns where large text leaves no room for both.
"""

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.ui.commands import bind
from storycircle.ui.session.session import Session
from storycircle.ui.session.state import Part
from storycircle.ui.system.field_autosave import Draft, tell_refused
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.choice import Choice
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.label import page_title, section
from storycircle.ui.widgets.display.message import QuestionCard, Saved, SavedState

PANE, PANE_NARROW, PANE_FOLDED = 400, 360, 344
WIDE, FOLD = 1280, 1100
"""Below these widths of the window the pane narrows, then the rail folds."""


class StageScreen(QWidget):
    """A stage of the running circle: reads the session, calls its methods, draws what changed.

    onRequested: the way on to the next stage. roomRequested: the room is to see the circle.
    askRequested: the tellers of these stories are to be asked, and how at first (None: as they
    chose). settleRequested: what these stories wait for is to be done.
    """

    onRequested = Signal()
    roomRequested = Signal()
    askRequested = Signal(object, object)
    settleRequested = Signal(object)

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self.theme = theme
        self.session = session
        self.above = layouts.column(self, 0)
        row = layouts.row(spacing=0)
        self.above.addLayout(row, 1)
        self._main = QWidget()
        self.main = layouts.column(spacing=0)
        self.fill(self._main, self.main)
        self.question_card = QuestionCard(theme)
        self.main.addWidget(self.question_card)
        self._start_time: Button | None = None
        self._shows_saved = False
        row.addWidget(self._main, 1)
        self._line = Hairline(theme, upright=True)
        row.addWidget(self._line)
        self._pane = QWidget()
        self._pane.setAutoFillBackground(True)
        colours = self._pane.palette()
        colours.setColor(QPalette.ColorRole.Window, QColor(theme.palette.surface))
        self._pane.setPalette(colours)
        self.pane = layouts.column(spacing=0)
        self.fill(self._pane, self.pane)
        row.addWidget(self._pane)
        self._foot_height = 0
        self.set_room(WIDE)

    def set_room(self, width: int) -> None:
        """Give way to the width of the window, as the design says."""
        scale = self.theme.scale
        pane = PANE if width >= WIDE else PANE_NARROW if width >= FOLD else PANE_FOLDED
        self.pane_width = round(pane * min(scale, 1.3))
        self._pane.setFixedWidth(self.pane_width)
        side = 32 if width >= WIDE else 24
        self.main.setContentsMargins(side, 24, side, 24)
        self.pane.setContentsMargins(32 if width >= WIDE else 24, 24, side, 24)

    def fill(self, side: QWidget, column: QVBoxLayout) -> None:
        """Put a column on its side of the screen."""
        side.setLayout(column)

    def give_foot(self, px: int) -> None:
        """Give up so many px at the foot, where the window's edge asks something."""
        self._foot_height = px

    def tell_asked(self, question: str) -> None:
        """A question stands on the screen, or none any more: what has the focus may say so."""

    def show_question(self) -> None:
        """A question was brought about: its card is to be seen."""

    def showEvent(self, event: QShowEvent) -> None:
        """What was refused here before stands in its field, and is said again."""
        super().showEvent(event)
        if not event.spontaneous():
            tell_refused(self)

    def focusNextPrevChild(self, following: bool) -> bool:
        """Qt looks for another place for the focus as the screen is hidden, and finds the rail: a
        screen reader would say so. The screen that comes puts it where work begins.
        """
        return self.isVisible() and super().focusNextPrevChild(following)

    def entered(self) -> None:
        """The stage is open: put the focus where work begins."""

    concerned: ClassVar[frozenset[Part]] = frozenset(Part)
    """The parts of the session's state that this screen shows."""

    def show_changes(self, parts: frozenset[Part]) -> None:
        """Show what has changed of the session, where it is on this screen."""
        if parts & self.concerned:
            self.refresh()

    def refresh(self) -> None:
        """Show all of the session as it is now."""

    def tick(self) -> None:
        """Time has passed; draw what moves."""

    def writing(self) -> bool:
        """Whether the cursor is in a text, where plain keys are letters."""
        return False

    def go_on(self) -> None:
        """The way on was asked for."""
        self.onRequested.emit()

    # Parts that screens share.

    def timed_title(self, text: str) -> QHBoxLayout:
        """The page's title, with the stage's own Start at its right; Ctrl Space presses it."""
        row = layouts.row(spacing=16)
        row.addWidget(page_title(self.theme, text), 1)
        self._start_time = Button(
            self.theme, _("Start the time"), keys.TIME.cap, act=self._start_or_pause_stage
        )
        row.addWidget(self._start_time)
        bind(self, keys.TIME, self._start_or_pause_stage)
        return row

    def _start_or_pause_stage(self) -> None:
        if self.session.state.clocks.running is self.session.state.stage:
            self.session.time.pause_stage()
        else:
            self.session.time.start_stage()

    def show_start(self) -> None:
        """The words of the stage's Start: what it would do."""
        session, button = self.session, self._start_time
        if button is not None:
            running = session.state.clocks.running is session.state.stage
            begun = session.state.clocks.started(session.state.stage)
            again = _("Go on") if begun else _("Start the time")
            button.set_text(_("Pause") if running else again)

    def pane_title(self, text: str) -> QHBoxLayout:
        """The pane's title, with *Saved* at its right."""
        row = QHBoxLayout()
        self.title = section(self.theme, text)
        row.addWidget(self.title, 1)
        self._shows_saved = True
        self.saved = Saved(self.theme)
        self.saved.set_state(SavedState.SAVED)
        row.addWidget(self.saved, 0, Qt.AlignmentFlag.AlignVCenter)
        self.session.saved.connect(self.show_saved)
        return row

    def foot(self, words: QWidget, way_on: str) -> QHBoxLayout:
        """One sentence left, the way on right; Ctrl Enter goes it too."""
        row = layouts.row(spacing=16)
        row.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        button = self.way_on = Button(
            self.theme, way_on, keys.GO_ON.cap, "main", tall=True, act=self.go_on
        )
        row.addWidget(button)
        bind(self, keys.GO_ON, self.go_on)
        return row

    def show_saved(self) -> None:
        """Say whether all that stands in this screen's fields is on the disk."""
        if not self._shows_saved:
            return
        drafts = self.findChildren(Draft)
        if self.session.autosave.unsaved or any(draft.refused for draft in drafts):
            self.saved.set_state(SavedState.NOT_YET)
        elif any(draft.waiting for draft in drafts):
            self.saved.set_state(SavedState.SAVING)
        else:
            self.saved.set_state(SavedState.SAVED)


ROOM = 900
"""Below this width of the window over the text's scale, one side is shown at a time."""
_WHOLE = 16_777_215  # as wide as there is room, in Qt's words
_RING, _STORY = "ring", "story"


class SideArea(QScrollArea):
    """A side that scrolls where the window is too low for it. Its keys are those of the ring."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


def let_scroll(side: QWidget, column: QVBoxLayout) -> None:
    """Put a column on a side of the screen, in an area of its own that scrolls."""
    inside = QWidget()
    inside.setLayout(column)
    around = layouts.column(side)
    around.addWidget(SideArea(inside))


class Sides(QWidget):
    """The switch above both sides: the ring | the story. turned: the other side was asked for."""

    turned = Signal()

    def __init__(self, theme: Theme, ring: QWidget, line: QWidget, story: QWidget) -> None:
        super().__init__()
        self._ring, self._line, self._story = ring, line, story
        self.turning = self._asked = False
        self._choice = Choice(
            theme,
            [(_RING, _("The ring")), (_STORY, _("The story"))],
            ticked=False,
            keys={_STORY: keys.OTHER_SIDE.cap},
        )
        self._choice.setAccessibleName(_("What is shown"))
        self._choice.set_value(_RING)
        self._choice.chosen.connect(lambda _side: self.turned.emit())
        row = layouts.row(self, margins=(24, 12, 24, 0))
        row.addStretch(1)
        row.addWidget(self._choice)

    @property
    def on_story(self) -> bool:
        """Whether the story was asked for last."""
        return self._choice.value() == _STORY

    def set_turning(self, turning: bool, pane: int) -> None:
        """One at a time, or both: then the story is so many px wide."""
        self.turning = turning
        self._story.setMinimumWidth(0 if turning else pane)
        self._story.setMaximumWidth(_WHOLE if turning else pane)
        self._show()

    def show_side(self, *, story: bool) -> None:
        """Show the side that is worked in."""
        self._choice.set_value(_STORY if story else _RING)
        self._show()

    def set_asked(self, asked: bool) -> None:
        """A question stands by the ring, and needs the room of this row. F6 works all the same."""
        self._asked = asked
        self._show()

    def _show(self) -> None:
        self.setVisible(self.turning and (self.on_story or not self._asked))
        self._line.setVisible(not self.turning)
        self._ring.setVisible(not self.turning or not self.on_story)
        self._story.setVisible(not self.turning or self.on_story)
