"""Dialogue: notes under each question, ideas typed fast, hands counted."""

from functools import partial

from PySide6.QtWidgets import QApplication

from storycircle.core import writing
from storycircle.core.errors import Refused
from storycircle.core.events import QUESTIONS
from storycircle.ui import views
from storycircle.ui.drafts import Draft, at, flush_all
from storycircle.ui.screens.idea_list import IdeaList
from storycircle.ui.screens.stage import StageScreen
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.keycap import HintLine
from storycircle.ui.widgets.label import section
from storycircle.ui.widgets.points import Points
from storycircle.ui.widgets.stage_bar import StageBar


class DialogueScreen(StageScreen):
    """What the stories mean, and what might be done."""

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme, session)
        self.notes: dict[str, Points] = {}
        self._drafts: dict[str, Draft] = {}
        self._build_main()
        self.pane.addLayout(self.pane_title("Ideas"))
        self.pane.addSpacing(8)
        self.ideas = IdeaList(theme, session, committing=False)
        self.pane.addWidget(self.ideas, 1)
        parts = (("key", "0"), " to ", ("key", "9"), " on an idea notes how many hands went up. ")
        self.pane.addWidget(HintLine(theme, (*parts, "It is a guide for you, never printed.")))
        self.refresh()

    def _build_main(self) -> None:
        theme, session = self.theme, self.session
        self.main.addLayout(self.timed_title("What do the stories mean?"))
        self.main.addSpacing(8)
        self.bar = StageBar(theme)
        self.main.addWidget(self.bar)
        event = session.state.event
        asked = (event.dialogue_questions if event else ()) or QUESTIONS
        for question in asked:
            self.main.addSpacing(20)
            self.main.addWidget(section(theme, question))
            self.main.addSpacing(4)
            points = Points(theme)
            points.setAccessibleName(question)
            self._drafts[question] = Draft(
                points,
                partial(self._note, question),
                at(session.library, session.state.circle.id, f"dialogue {question}"),
                told=session.refused,
            )
            self.notes[question] = points
            self.main.addWidget(points, 1)
        self.main.addSpacing(16)
        parts = (("key", "Ctrl I"), " turns the line you are on into an idea.")
        self.main.addLayout(self.foot(HintLine(theme, parts, px=16), "To the actions"))
        self.keys(("Ctrl+I",), self._line_to_idea)
        self.keys(("F6",), self._to_other_side)

    def entered(self) -> None:
        next(iter(self.notes.values())).setFocus()

    def refresh(self) -> None:
        kept = {note.question: note.notes for note in self.session.state.circle.dialogue}
        for question, draft in self._drafts.items():
            draft.fill(kept.get(question, ""))
        self.ideas.refresh()
        self.tick()

    def tick(self) -> None:
        self.bar.show_view(views.time_bar(self.session))
        self.show_start()

    def _note(self, question: str, text: str) -> bool:
        """Keep what was noted; False where it was refused."""
        try:
            self.session.write(writing.with_notes(self.session.state.circle, question, text))
        except Refused as refused:
            self.session.refused.emit(str(refused))
            return False
        return True

    def _line_to_idea(self) -> None:
        """The line the cursor is on, as an idea too; the note stays as it is."""
        flush_all(self)
        focus = QApplication.focusWidget()
        if isinstance(focus, Points):
            line = focus.textCursor().block().text()
            session = self.session
            session.attempt(lambda: session.act_on(writing.with_idea(session.state.circle, line)))

    def _to_other_side(self) -> None:
        if self.ideas.field.hasFocus():
            self.entered()
        else:
            self.ideas.field.setFocus()
