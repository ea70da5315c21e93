"""A question in place, asked once: it takes no focus; Enter in the ring gives the first answer."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets import label as styles
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.card import Card
from storycircle.ui.widgets.flow import Flow
from storycircle.ui.widgets.message import Answer


class QuestionCard(Card):
    """A title, a text and at most three answers. answered: the value of one. closed: put off."""

    answered = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, padding=14, parent=parent)
        self._answers: tuple[Answer, ...] = ()
        self._buttons: list[Button] = []
        self._title = styles.words(theme, "", 19, 600)
        self._text = styles.app(theme, "")
        self._flow = Flow(theme.px(8), theme.px(8))
        body = self.body()
        body.setSpacing(0)
        body.addWidget(self._title)
        body.addWidget(self._text)
        body.addSpacing(theme.px(8))
        body.addLayout(self._flow)
        self.hide()

    def ask(self, title: str, text: str, answers: Sequence[Answer]) -> None:
        """Show a question; its words may change as time goes by, its answers keep the focus."""
        news = self.isHidden() or title != self.accessibleName()
        self._title.setText(title)
        self._text.setText(text)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        if tuple(answers) != self._answers:
            self._show_answers(tuple(answers))
        if self.isHidden():
            self.show()
            if news:
                alert = QAccessibleEvent(self, QAccessible.Event.Alert)
                QAccessible.updateAccessibility(alert)

    def give_first(self) -> None:
        """Enter, where nothing else wanted it."""
        if self._answers:
            self.answered.emit(self._answers[0].value)

    def take_focus(self) -> None:
        """For a question that the person at the laptop brought about."""
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_answers(self, answers: tuple[Answer, ...]) -> None:
        same = [a.value for a in answers] == [a.value for a in self._answers]
        self._answers = answers
        if same:
            for button, answer in zip(self._buttons, answers, strict=True):
                button.set_text(answer.label)
            return
        for button in self._buttons:
            button.hide()
            self._flow.removeWidget(button)
            button.deleteLater()
        self._buttons = [self._button(place, answer) for place, answer in enumerate(answers)]

    def _button(self, place: int, answer: Answer) -> Button:
        kind, key = ("second", "") if place else ("main", "Enter")
        button = Button(self._theme, answer.label, key, kind)
        button.clicked.connect(lambda: self.answered.emit(answer.value))
        self._flow.addWidget(button)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
