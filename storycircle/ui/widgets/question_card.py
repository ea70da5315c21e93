"""A question in place, asked once: it takes no focus; Enter in the ring gives the first answer."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets import label as styles
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.card import Card
from storycircle.ui.widgets.flow import Flow
from storycircle.ui.widgets.message import Answer
from storycircle.ui.widgets.ring import Ring


class QuestionCard(Card):
    """A title, a text and at most three answers. answered: the value of one. closed: put off."""

    answered = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, padding=14, parent=parent)
        self._answers: tuple[Answer, ...] = ()
        self.buttons: list[Button] = []
        self._title = styles.words(theme, "", 19, 600)
        self._text = styles.app(theme, "")
        self._flow = Flow(theme.pad(8), theme.pad(8))
        body = self.body()
        body.setContentsMargins(*(theme.pad(14),) * 4)
        body.setSpacing(0)
        body.addWidget(self._title)
        body.addWidget(self._text)
        body.addSpacing(theme.pad(8))
        body.addLayout(self._flow)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._show_key)
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
        self._show_key()
        if self.isHidden():
            self.show()
            if news:
                alert = QAccessibleEvent(self, QAccessible.Event.Alert)
                QAccessible.updateAccessibility(alert)

    def give_first(self) -> None:
        """Enter gives the first answer, which is the safe one."""
        if self._answers:
            self.answered.emit(self._answers[0].value)

    def takes_enter(self) -> bool:
        """Whether Enter gives the first answer: from the ring, or from the card itself."""
        focus = QApplication.focusWidget()
        return isinstance(focus, Ring) or (focus is not None and self.isAncestorOf(focus))

    def _show_key(self) -> None:
        """Enter stands on the first button while it does something."""
        if self.buttons:
            self.buttons[0].set_key("Enter" if self.takes_enter() else "")

    def take_focus(self) -> None:
        """For a question that the person at the laptop brought about."""
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_answers(self, answers: tuple[Answer, ...]) -> None:
        same = [a.value for a in answers] == [a.value for a in self._answers]
        self._answers = answers
        if same:
            for button, answer in zip(self.buttons, answers, strict=True):
                button.set_text(answer.label)
            return
        for button in self.buttons:
            button.hide()
            self._flow.removeWidget(button)
            button.deleteLater()
        self.buttons = [self._button(place, answer) for place, answer in enumerate(answers)]

    def _button(self, place: int, answer: Answer) -> Button:
        button = Button(self._theme, answer.label, "", "second" if place else "main")
        if not place:
            button.keep_room_for("Enter")
        button.clicked.connect(lambda: self.answered.emit(answer.value))
        self._flow.addWidget(button)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
