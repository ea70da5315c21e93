"""A question that is answered by typing: a code, a passphrase, the same passphrase again."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.card import Card
from storycircle.ui.widgets.field import Field, labelled
from storycircle.ui.widgets.label import app, words


class AskCard(Card):
    """answered: what was typed, field by field. closed: nothing is answered."""

    answered = Signal(list)
    closed = Signal()

    def __init__(
        self, theme: Theme, title: str, text: str, fields: Sequence[str], do: str, *, hidden: bool
    ) -> None:
        """fields: their labels. do: the button's words. hidden: dots in place of letters."""
        super().__init__(theme, padding=22)
        body = self.body()
        body.setSpacing(theme.px(8))
        body.addWidget(words(theme, title, 19, 600))
        body.addWidget(app(theme, text))
        self.fields = [Field(theme, serif=False) for _ in fields]
        for name, field in zip(fields, self.fields, strict=True):
            if hidden:
                field.setEchoMode(QLineEdit.EchoMode.Password)
            field.installEventFilter(self)
            body.addWidget(labelled(theme, name, field))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.do = Button(theme, do, "Enter", "main")
        self.do.clicked.connect(self._answer)
        no = Button(theme, "Not now", "Esc", "quiet")
        no.clicked.connect(self.closed)
        row.addWidget(self.do)
        row.addWidget(no)
        row.addStretch(1)
        body.addLayout(row)
        self.setAccessibleName(title)
        self.setFocusProxy(self.fields[0])

    def _answer(self) -> None:
        self.answered.emit([field.text() for field in self.fields])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc is this card's while it is typed in, before it is the screen's."""
        early = event.type() == QEvent.Type.ShortcutOverride
        if early and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._answer()
        else:
            super().keyPressEvent(event)
