"""Brings the session's questions to a stage's card, and the answers back."""

from PySide6.QtCore import QObject, Signal

from storycircle.core.turns.schedule import Stage
from storycircle.core.turns.time_prompts import Question, Reply
from storycircle.ui.session.session import Session
from storycircle.ui.widgets.display.message import Answer, QuestionCard


class Questioning(QObject):
    """Shows one prompt at a time: those of leaving a stage before those of time.

    goRequested: the person goes on all the same. stayed: they do not, or the answer that had the
    focus is gone.
    """

    goRequested = Signal(Stage)
    stayed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._leaving: tuple[Question, Stage] | None = None
        self._shown: Question | None = None
        self._fresh = False
        self.card: QuestionCard | None = None
        self.title = ""
        """Of what is asked now, as it was when it was first asked."""

    def ask_before(self, question: Question, to: Stage) -> None:
        """Ask before a stage is left; the answers have the focus, as a person brought it about."""
        self._leaving, self._fresh = (question, to), True

    def drop(self) -> None:
        """A stage was left: what was asked about leaving it is answered."""
        self._leaving = None

    def show_in(self, card: QuestionCard) -> None:
        """Show what is asked in a screen's card, or hide it."""
        question = self._leaving[0] if self._leaving else self._session.prompts.current()
        if self.card is not None and self.card is not card:
            self._close_card()
        if question is None or self._shown is None or question.asked != self._shown.asked:
            self.title = question.title if question is not None else ""
        self._shown = question
        if question is None:
            self._close_card()
            return
        if self.card is None:
            self.card = card
            card.answered.connect(self._answered)
            card.closed.connect(self.put_off)
        answers = [Answer(reply, label) for reply, label in question.answers]
        card.ask(question.title, question.text, answers)
        if self._fresh:
            self._fresh = False
            card.take_focus()

    def _close_card(self) -> None:
        if self.card is not None:
            card, self.card = self.card, None
            card.answered.disconnect(self._answered)
            card.closed.disconnect(self.put_off)
            focused = card.has_focus()
            card.hide()
            if focused:
                self.stayed.emit()

    def put_off(self) -> None:
        """Esc: no answer; leaving is not done, and time asks no more about this turn."""
        if self._leaving is not None:
            self._stay()
        elif self._shown is not None:
            self._session.prompts.put_off(self._shown.asked)

    def _answered(self, value: str) -> None:
        reply = Reply(value)
        if self._leaving is None:
            if self._shown is not None:
                self._session.prompts.reply(self._shown.asked, reply)
        elif reply is Reply.GO:
            _question, to = self._leaving
            self._leaving = None
            self.goRequested.emit(to)
        else:
            self._stay()

    def _stay(self) -> None:
        self._leaving = None
        self.stayed.emit()
