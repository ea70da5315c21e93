"""Open: one calm page to read aloud, and who writes."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from storycircle.core import words
from storycircle.core.model import Writer
from storycircle.core.timing import Stage
from storycircle.ui import views
from storycircle.ui.screens.stage import StageScreen
from storycircle.ui.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.choice import Choice
from storycircle.ui.widgets.field import labelled
from storycircle.ui.widgets.hairline import Hairline
from storycircle.ui.widgets.label import app, hint, label, reading, reading_question
from storycircle.ui.widgets.ring import Ring
from storycircle.ui.widgets.text import Text
from storycircle.ui.widgets.tick_box import TickBox

PURPOSE = (
    "Each of us tells one story of our own, in turn. Then we talk about what the stories mean, "
    "and choose one to three things we will do."
)
RULES = (
    "One voice at a time. No questions or comments until the dialogue.",
    "You may pass, and are asked again at the end.",
    "Silence is welcome. Leave a breath between stories.",
)
CONSENT = {
    True: "What is told here stays here, unless its teller says otherwise. "
    "Notes are written; nothing is recorded.",
    False: "What is told here stays here, unless its teller says otherwise. "
    "Nothing is written and nothing is recorded.",
}
_COLUMN = 720
_WRITERS = [(Writer.FACILITATOR, "I do"), (Writer.SCRIBE, "A scribe"), (Writer.NO_ONE, "No one")]


class OpenScreen(StageScreen):
    """What the facilitator reads out before the first story."""

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme, session)
        self._build_main()
        self._build_pane()
        self.refresh()

    def _build_main(self) -> None:
        theme = self.theme
        self.main.addWidget(label(theme, "Read this out, or say it your own way"))
        self.main.addSpacing(16)
        page = QWidget()
        page.setMaximumWidth(theme.px(_COLUMN))
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._question = reading_question(theme, "")
        self._consent = reading(theme, "")
        self._time = reading(theme, "")
        rules = [_Rule(theme, rule) for rule in RULES]
        parts: list[tuple[str, list[QWidget]]] = [
            ("Why we are here", [reading(theme, PURPOSE)]),
            ("Our question", [self._question]),
            ("How we listen", list(rules)),
            ("What happens to what we say", [self._consent]),
            ("Time", [self._time]),
        ]
        self._labels = {}
        for title, texts in parts:
            self._labels[title] = label(theme, title)
            column.addWidget(self._labels[title])
            column.addSpacing(2)
            for text in texts:
                column.addWidget(text)
            column.addSpacing(20)
        column.addStretch(1)
        self.main.addWidget(_scrolled(page), 1)
        self._begins = app(theme, "", second=True)
        self.main.addLayout(self.foot(self._begins, "Begin the stories"))

    def _build_pane(self) -> None:
        theme, session = self.theme, self.session
        self.pane.addLayout(self.pane_title("Ready to begin"))
        self._size = hint(theme, "")
        self.pane.addWidget(self._size)
        self.ring = Ring(theme)
        self.ring.setMinimumHeight(280)
        self.ring.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.pane.addWidget(self.ring, 2)
        self.pane.addWidget(Hairline(theme))
        self.pane.addSpacing(20)
        self.writer = Choice(theme, [(writer.value, words_) for writer, words_ in _WRITERS])
        self.writer.chosen.connect(lambda value: session.set_details(writer=Writer(value)))
        self.pane.addWidget(labelled(theme, "Who writes?", self.writer))
        self.pane.addSpacing(16)
        self.pane.addWidget(label(theme, "Asked aloud"))
        self.consent = TickBox(theme, "Everyone is content that notes are written on this laptop")
        self.consent.toggled.connect(lambda on: session.set_details(consent=on))
        self.pane.addWidget(self.consent)
        self.pane.addStretch(1)

    def entered(self) -> None:
        self.writer.setFocus()

    def refresh(self) -> None:
        session = self.session
        question = session.question()
        self._question.setText(question)
        self._question.setVisible(bool(question))
        self._labels["Our question"].setVisible(bool(question))
        self._consent.setText(CONSENT[session.circle.writer is not Writer.NO_ONE])
        ends = words.clock(session.plan.spans[Stage.STORIES].ends)
        share = words.sentence(words.spoken_length(session.share()))
        told = f"{share} each; stories end at {ends}." if session.circle.members else ""
        self._time.setText(told or f"Stories end at {ends}.")
        size = words.sentence(words.people(len(session.circle.members)))
        self._size.setText(f"{size}, in this order")
        self.ring.show_view(views.open_ring(session))
        self.writer.set_value(session.circle.writer.value)
        self.consent.setChecked(session.circle.consent)
        first = next(iter(session.circle.shown_names().values()), "")
        self._begins.setText(f"{first}, on your left, begins." if first else "")


class _Rule(QWidget):
    """One rule with a teal dot before it."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(24), 0, 0, theme.px(8))
        self._text: Text = reading(theme, text)
        row.addWidget(self._text)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.palette.teal))
        size = self._theme.px(8)
        painter.drawEllipse(0, self._theme.px(13), size, size)


def _scrolled(page: QWidget) -> QScrollArea:
    """The page in an area that scrolls where the window is low."""
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
