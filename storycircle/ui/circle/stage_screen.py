"""What the screens of the six stages have in common.

What the screens of the six stages have in common: a main part, a pane, and a foot.

Each part scrolls where the window is too low for it; where it is too narrow for both, the page
folds: the pane stands below the main part, and both scroll as one.

The ring and the story take turns where large text leaves no room for both.
"""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPalette, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.ui.commands import bind
from storycircle.ui.session.session import Session
from storycircle.ui.session.state import Part
from storycircle.ui.system.field_autosave import not_kept_in, tell_refused
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.choice import Choice
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.label import page_title, section
from storycircle.ui.widgets.display.layouts import Flow
from storycircle.ui.widgets.display.message import QuestionCard, Saved, SavedState
from storycircle.ui.widgets.display.scroll_area import FoldingArea, ScrollArea

PANE, PANE_NARROW, PANE_FOLDED = 400, 360, 344
_FOOT = 12  # px between a notice and what it must not cover
WIDE, FOLD = 1280, 1100
"""Below these widths of the window the pane narrows, then the rail folds."""


class StageScreen(QWidget):
    """A stage of the running circle: reads the session, calls its methods, draws what changed.

    onRequested: the way on to the next stage. roomRequested: the room is to see the circle.
    roundsRequested: the rounds of the circle are to be looked at.
    askRequested: the tellers of these stories are to be asked, and how at first (None: as they
    chose). settleRequested: what these stories wait for is to be done.
    """

    onRequested = Signal()
    roomRequested = Signal()
    roundsRequested = Signal()
    askRequested = Signal(object, object)
    settleRequested = Signal(object)

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self.theme = theme
        self.session = session
        self.above = layouts.column(self, 0)
        row = layouts.row(spacing=0)
        self.above.addLayout(row, 1)
        self.areas: list[ScrollArea] = []
        self._main = QWidget()
        self.main = layouts.column(spacing=0)
        main_inside = QWidget()
        main_inside.setLayout(self.main)
        self._both = self._in_area(self._main, main_inside)
        self.foot_row = Flow(16, 0, end=True)
        side = self._main.layout()
        if isinstance(side, QBoxLayout):
            side.addLayout(self.foot_row)
        self.question_card = QuestionCard(theme)
        self.main.addWidget(self.question_card)
        self._said = QWidget()  # the sentence at the foot
        self._ways: tuple[Button, ...] = ()
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
        self._pane_inside = QWidget()
        self._pane_inside.setLayout(self.pane)
        self._beside = self._in_area(self._pane, self._pane_inside)
        row.addWidget(self._pane)
        self._foot_height = 0
        self._inner: list[FoldingArea] = []
        self.folded = False
        self.set_room(WIDE)

    def _in_area(self, side: QWidget, inside: QWidget) -> QBoxLayout:
        """Put what a side holds into an area that scrolls; the column in the area."""
        column = layouts.column(spacing=0)
        column.addWidget(inside, 1)
        held = QWidget()
        held.setLayout(column)
        area = ScrollArea(held, keys=self.scrolls_by_keys)
        self.areas.append(area)
        layouts.column(side, 0).addWidget(area, 1)
        return column

    def set_room(self, width: int) -> None:
        """Give way to the width of the window, as the design says."""
        scale = self.theme.scale
        pane = PANE if width >= WIDE else PANE_NARROW if width >= FOLD else PANE_FOLDED
        self.pane_width = round(pane * min(scale, 1.3))
        self._pane.setFixedWidth(self.pane_width)
        side = 32 if width >= WIDE else 24
        self.pane.setContentsMargins(32 if width >= WIDE else 24, 24, side, 24)
        if self.folds:
            self._fold(width / scale < ROOM)
        if self.folded:
            self.pane.setContentsMargins(side, 24, side, 24)
            self.pane_width = 0
        if not self._ways:
            self.main.setContentsMargins(side, 24, side, 24)
        else:
            self.main.setContentsMargins(side, 24, side, 0)
            self.foot_row.setContentsMargins(side, 12 if self.folded else 0, side, 24)

    folds: ClassVar[bool] = True
    """Whether the pane stands below the main part where there is no room beside it."""
    scrolls_by_keys: ClassVar[bool] = True
    """Whether lines and pages are scrolled by keys that nothing on the screen takes."""

    def _fold(self, folded: bool) -> None:
        """Put the pane below the main part, or beside it; the focus stays where it is."""
        if folded == self.folded:
            return
        self.folded = folded
        focus = QApplication.focusWidget()
        (self._both if folded else self._beside).addWidget(self._pane_inside, 0 if folded else 1)
        self._pane.setVisible(not folded)
        self._line.setVisible(not folded)
        for area in self._inner:
            area.set_whole(folded)
        if self._ways:
            self._place_sentence()
        if focus is not None and self._pane_inside.isAncestorOf(focus):
            focus.setFocus()

    def _place_sentence(self) -> None:
        """The sentence of the foot beside the buttons, or at the end of the main part."""
        # Not by takeAt: Qt would tell the item that is taken, and no later one, of other words.
        for widget in (self._said, *self._ways):
            self.foot_row.removeWidget(widget)
        if self.folded:
            self.main.addWidget(self._said)
        else:
            self.foot_row.add(self._said, 1)
        for way in self._ways:
            self.foot_row.addWidget(way)

    def folding(self, area: FoldingArea) -> FoldingArea:
        """An area within a side, which scrolls by itself only while the page is not folded."""
        area.set_whole(self.folded)
        self._inner.append(area)
        return area

    def bring_in_view(self, widget: QWidget, above: int = 8) -> None:
        """Scroll so that a widget is seen, with so many px above it."""
        at = widget.parentWidget()
        while at is not None and at is not self:
            if isinstance(at, ScrollArea):
                at.bring_in_view(widget, above)
            at = at.parentWidget()

    def give_foot(self, px: int) -> None:
        """Give up so many px at the foot, where the window's edge asks something."""
        self._foot_height = px

    def foot_high(self) -> int:
        """Px at the foot that nothing may lie on: its controls, and a little above them."""
        controls = self.foot_row.geometry().height() if self._ways else _FOOT
        return controls + max(_FOOT, self._foot_height)

    def tell_asked(self, question: str) -> None:
        """A question stands on the screen, or none any more: what has the focus may say so."""

    def controls(self) -> Sequence[QWidget]:
        """What stands at the foot and is pressed to go on: nothing may lie over it."""
        return [way for way in self._ways if way.isVisible()]

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

    def timed_title(self, text: str) -> Flow:
        """The page's title, with the stage's own Start at its right; Ctrl Space presses it."""
        row = Flow(16)
        row.add(page_title(self.theme, text), 1)
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

    def pane_title(self, text: str) -> QBoxLayout:
        """The pane's title, with *Saved* at its right."""
        row = QHBoxLayout()
        self.title = section(self.theme, text)
        row.addWidget(self.title, 1)
        self._shows_saved = True
        self.saved = Saved(self.theme)
        self.saved.set_state(SavedState.SAVED)
        row.addWidget(self.saved)
        self.session.saved.connect(self.show_saved)
        return row

    def foot(self, words: QWidget, way_on: str) -> None:
        """One sentence left, the way on right; Ctrl Enter goes it too."""
        self.way_on = Button(self.theme, way_on, keys.GO_ON.cap, "main", tall=True, act=self.go_on)
        self.foot_of(words, self.way_on)
        bind(self, keys.GO_ON, self.go_on)

    def foot_of(self, words: QWidget, *ways: Button) -> None:
        """A sentence left, buttons right. They stay as the page scrolls; where it is folded, the
        sentence scrolls with it.
        """
        self._said, self._ways = words, ways
        self._place_sentence()

    def show_saved(self) -> None:
        """Say whether all that stands in this screen's fields is on the disk."""
        if not self._shows_saved:
            return
        drafts = not_kept_in(self)
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


class TurnLine(QWidget):
    """Whose turn it is and their time, where the ring is not seen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._name, self._time = section(theme, ""), section(theme, "")
        row = Flow(theme.px(12), 0, self)
        row.addWidget(self._name)
        row.addWidget(self._time)

    def show_turn(self, name: str, time: str, *, quiet: bool) -> None:
        """Show a name and a time. quiet: the time stands in second ink, as it does in the ring."""
        palette = self._theme.palette
        self._name.setText(i18n.short(name))
        self._time.setText(time)
        self._time.set_colour(palette.ink_2 if quiet else palette.ink)


class Sides(QWidget):
    """The switch above both sides: the ring | the story. turned: the other side was asked for.

    With the story, the turn stands beside it, and its one control; with the ring, the one of its
    controls that has no room below it.
    """

    turned = Signal()

    def __init__(
        self,
        theme: Theme,
        ring: QWidget,
        line: QWidget,
        story: QWidget,
        start: Button,
        *,
        minute: Button,
        named: str = "",
    ) -> None:
        """start: the control of the turn, to be shown with the story. minute: one of the ring’s.
        named: what the story's side is called, where it is none.
        """
        super().__init__()
        self._ring, self._line, self._story = ring, line, story
        self.turn, self._start, self._minute = TurnLine(theme), start, minute
        self.turning = self._asked = False
        self._named = named or _("The story")
        self._choice = Choice(
            theme,
            [(_RING, _("The ring")), (_STORY, self._named)],
            ticked=False,
            keys={_STORY: keys.OTHER_SIDE.cap},
        )
        self._choice.setAccessibleName(_("What is shown"))
        self._choice.set_value(_RING)
        self._choice.chosen.connect(lambda _side: self.turned.emit())
        row = Flow(theme.pad(16), theme.pad(8), self, end=True)
        row.setContentsMargins(24, 12, 24, 0)
        row.add(self.turn, 1)
        row.addWidget(start)
        row.addWidget(minute)
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

    def name_story(self, *, noting: bool) -> None:
        """What the other side is called: the story, or the notes of a round without any."""
        self._choice.set_label(_STORY, _("The notes") if noting else self._named)

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
        for part in (self.turn, self._start):
            part.setVisible(self.on_story)
        self._minute.setVisible(not self.on_story)
        self._line.setVisible(not self.turning)
        self._ring.setVisible(not self.turning or not self.on_story)
        self._story.setVisible(not self.turning or self.on_story)
