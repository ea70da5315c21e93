"""Brings the session's questions to the screen, and the answers back."""

from PySide6.QtCore import QObject, Signal

from storycircle.core.questions import Question, Reply
from storycircle.core.timing import Stage
from storycircle.ui.session.session import Session
from storycircle.ui.widgets.message import Answer
from storycircle.ui.widgets.question_card import QuestionCard


class Questioning(QObject):
    """One question at a time: what leaving a stage asks goes before what time asks.

    goRequested: the person goes on all the same. stayed: they do not.
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
            self._put_away()
        self._shown = question
        if question is None:
            self._put_away()
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

    def _put_away(self) -> None:
        if self.card is not None:
            card, self.card = self.card, None
            card.answered.disconnect(self._answered)
            card.closed.disconnect(self.put_off)
            card.hide()

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
