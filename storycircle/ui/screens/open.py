"""Open: one calm page to read aloud, in words that can be changed, and who writes."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from storycircle.core import words
from storycircle.core.errors import Refused
from storycircle.core.model import SMALLEST, Writer
from storycircle.core.opening import Opening, changed_words, opening_for
from storycircle.core.timing import Stage
from storycircle.ui import views
from storycircle.ui.drafts import Place, at, tell_refused
from storycircle.ui.screens.opening_page import INSET, OpeningPage
from storycircle.ui.screens.sides import let_scroll
from storycircle.ui.screens.stage import StageScreen
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.choice import Choice
from storycircle.ui.widgets.field import labelled
from storycircle.ui.widgets.hairline import Hairline
from storycircle.ui.widgets.hint_button import HintButton
from storycircle.ui.widgets.label import app, hint, label
from storycircle.ui.widgets.ring import Ring
from storycircle.ui.widgets.tick_box import TickBox

_MARGIN = 24  # px that the page stands further in than other screens
_WRITERS = [(Writer.FACILITATOR, "I do"), (Writer.SCRIBE, "A scribe"), (Writer.NO_ONE, "No one")]
_READ = "Read this out, or say it your own way"
_CHANGE = "Your own words: they stay on this laptop"


class OpenScreen(StageScreen):
    """What the facilitator reads out before the first story."""

    chimeRequested = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme, session)
        self._own: Opening | None = session.library.opening(session.state.circle.id)
        self._unsaved = False
        session.saved.connect(self._save_again)
        self._build_main()
        self._build_pane()
        self.refresh()

    def fill(self, side: QWidget, column: QVBoxLayout) -> None:
        """The pane scrolls where large text leaves the small ring no room."""
        if side is self._main:
            super().fill(side, column)
        else:
            let_scroll(side, column)

    def _build_main(self) -> None:
        theme = self.theme
        head = QHBoxLayout()
        head.setContentsMargins(INSET, 0, INSET, 0)
        self._says = label(theme, _READ)
        head.addWidget(self._says, 1, Qt.AlignmentFlag.AlignVCenter)
        self.change = HintButton(theme, "Change the words", "F2")
        self.change.clicked.connect(self.turn)
        head.addWidget(self.change)
        self.main.addLayout(head)
        self.main.addSpacing(16)
        self.page = OpeningPage(theme, self._keep, self._at, self.session.refused)
        self.page.play.clicked.connect(self.chimeRequested)
        self.main.addWidget(_scrolled(self.page), 1)
        self.main.addSpacing(12)
        self._begins = app(theme, "", second=True)
        foot = self.foot(self._begins, "Begin the stories")
        foot.setContentsMargins(INSET, 0, INSET, 0)
        self.main.addLayout(foot)
        self.keys(("F2",), self.turn)
        self._ends = QShortcut(QKeySequence("Esc"), self)
        self._ends.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._ends.activated.connect(self.turn)
        self._ends.setEnabled(False)

    def _build_pane(self) -> None:
        theme, session = self.theme, self.session
        self.pane.addLayout(self.pane_title("Ready to begin"))
        self._size = hint(theme, "")
        self.pane.addWidget(self._size)
        self.pane.addSpacing(12)
        self.ring = Ring(theme)
        self.ring.setMinimumHeight(theme.px(200))
        self.ring.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.pane.addWidget(self.ring, 2)
        self.names = Button(theme, "Back to the names", "Ctrl 1")
        self.names.clicked.connect(lambda: session.time.go(Stage.GATHER))
        self.pane.addWidget(self.names)
        self.pane.addSpacing(12)
        self.pane.addWidget(Hairline(theme))
        self.pane.addSpacing(20)
        self.writer = Choice(theme, [(writer.value, words_) for writer, words_ in _WRITERS])
        self.writer.chosen.connect(lambda value: session.members.set_details(writer=Writer(value)))
        self.pane.addWidget(labelled(theme, "Who writes?", self.writer))
        self.pane.addSpacing(16)
        self._asked = label(theme, "Asked aloud")
        self.pane.addWidget(self._asked)
        self.consent = TickBox(theme, "Everyone is content that notes are written on this laptop")
        self.consent.clicked.connect(lambda on: session.members.set_details(consent=on))
        self.pane.addWidget(self.consent)
        self.pane.addSpacing(16)
        self.second = TickBox(theme, "Keep a minute each for a second, shorter round")
        self.second.clicked.connect(session.time.keep_second_round)
        self.pane.addWidget(self.second)
        self.pane.addStretch(1)
        self.room = Button(theme, "Show to the room", "F11")
        self.room.clicked.connect(self.roomRequested)
        self.pane.addWidget(self.room, 0, Qt.AlignmentFlag.AlignLeft)

    def set_room(self, width: int) -> None:
        super().set_room(width)
        sides = self.main.contentsMargins()
        side = sides.left() + _MARGIN - INSET
        self.main.setContentsMargins(side, sides.top(), side, sides.bottom())

    def entered(self) -> None:
        self.writer.setFocus()

    def refresh(self) -> None:
        session = self.session
        circle = session.state.circle
        opening = opening_for(session.state.event, circle, self._own)
        chimes = session.state.settings.chime
        self.page.show_words(opening, session.state.question, self._time(), chimes=chimes)
        enough = len(circle.members) >= SMALLEST
        size = words.sentence(words.people(len(circle.members)))
        self._size.setText(f"{size}, in this order" if enough else "Who is in the circle?")
        self.ring.setVisible(enough)
        self.names.setVisible(not enough)
        if enough:
            self.ring.show_view(views.open_ring(session))
        self.writer.set_value(circle.writer.value)
        self.consent.setChecked(circle.consent)
        self.second.setChecked(session.time.second_round() > 0)
        for widget in (self._asked, self.consent):
            widget.setVisible(circle.writer is not Writer.NO_ONE)
        first = next(iter(circle.shown_names().values()), "")
        begins = f"{words.short(first)}, on your left, begins."
        self._begins.setText(begins if enough else str(Refused("too-few")))

    def _time(self) -> str:
        """The time for each person, and when the stories end, to read out."""
        ends = words.spoken_clock(self.session.state.plan.spans[Stage.STORIES].ends)
        if not self.session.state.circle.members:
            return f"Stories end at {ends}."
        share = words.sentence(words.spoken_length(self.session.time.share()))
        second = words.spoken_length(self.session.time.second_round())
        responses = f", and {second} each to respond" if self.session.time.second_round() else ""
        return f"{share} each{responses}; stories end at {ends}."

    # Changing the words.

    def turn(self) -> None:
        """Turn the words into fields; or end that, and read out what was typed."""
        changing = not self.page.changing
        self.page.flush()
        self.page.set_changing(changing)
        self._ends.setEnabled(changing)
        self._says.setText(_CHANGE if changing else _READ)
        self.change.set_words(*(("Done", "Esc") if changing else ("Change the words", "F2")))
        self.refresh()
        if changing:
            self.page.fields[0].setFocus()
            tell_refused(self)
        elif self.isVisible():
            self.entered()

    def go_on(self) -> None:
        self._end()
        super().go_on()

    def hideEvent(self, event: QHideEvent) -> None:
        self._end()
        super().hideEvent(event)

    def _end(self) -> None:
        if self.page.changing:
            self.turn()

    def _keep(self, purpose: str, rules: str, promise: str) -> bool:
        """Keep a facilitator's own words for this circle; the event's record is left alone.

        False where they are refused.
        """
        event = self.session.state.event
        try:
            self._own = changed_words(purpose, rules, promise, event)
        except Refused as refused:
            self.session.refused.emit(str(refused))
            return False
        self._save()
        self.refresh()
        return True

    def _at(self, part: str) -> Callable[[], Place]:
        return at(self.session.library, self.session.state.circle.id, f"opening {part}")

    def _save(self) -> None:
        own = self._own or Opening()
        library, circle = self.session.library, self.session.state.circle.id
        done = self.session.attempt(lambda: library.save_opening(circle, own))
        self._unsaved = not done
        self.session.saved.emit(done)

    def _save_again(self, on_disk: bool) -> None:
        """The disk takes what is written again: these words too."""
        if on_disk and self._unsaved:
            self._unsaved = False
            self._save()


def _scrolled(page: QWidget) -> QScrollArea:
    """The page in an area that scrolls where the window is low."""
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
