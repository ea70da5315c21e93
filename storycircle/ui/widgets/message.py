"""A message in place: what happened, what is safe, what to do; at most three buttons."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets import label as styles
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.card import Card
from storycircle.ui.widgets.flow import Flow
from storycircle.ui.widgets.sign import draw_disc, draw_sign


@dataclass(frozen=True)
class Answer:
    """A button of a message; kind "" is main for the first and second for the others."""

    value: str
    label: str
    kind: str = ""
    key: str = ""


class _Disc(QWidget):
    """The sign at a message's left: ! for what needs a look, a tick for what is done."""

    def __init__(self, theme: Theme, sign: str) -> None:
        super().__init__()
        self._theme = theme
        self._sign = sign
        self.setFixedSize(theme.px(24), theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        radius = self.width() / 2
        centre = QPointF(radius, self.height() / 2)
        if self._sign == "done":
            draw_disc(painter, "tick", centre, radius, palette.teal, palette.on)
        else:
            painter.setPen(QPen(QColor(palette.warn), 1))
            painter.setBrush(QColor(palette.warn_soft))
            painter.drawEllipse(centre, radius - 0.5, radius - 0.5)
            draw_sign(painter, "look", centre, radius * 0.9, palette.warn, self._theme.px(2))
        painter.end()


class Message(Card):
    """Enter gives the first answer, Esc closes; the sign is "look", "done" or ""."""

    answered = Signal(str)
    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        text: str,
        answers: Sequence[Answer] = (),
        *,
        sign: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, padding=22, parent=parent)
        self._answers = tuple(answers)
        self._buttons: list[Button] = []
        row = QHBoxLayout()
        row.setSpacing(theme.px(14))
        if sign:
            row.addWidget(_Disc(theme, sign), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(styles.words(theme, title, 19, 600))
        if text:
            column.addWidget(styles.app(theme, text))
        if answers:
            column.addSpacing(theme.px(12))
            column.addLayout(self._make_buttons(theme))
        row.addLayout(column, 1)
        self.body().addLayout(row)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        if self._buttons:
            self.setFocusProxy(self._buttons[0])

    def _make_buttons(self, theme: Theme) -> Flow:
        flow = Flow(theme.px(8), theme.px(8))
        for index, answer in enumerate(self._answers):
            kind = answer.kind or ("second" if index else "main")
            key = answer.key or ("Enter" if kind == "main" else "")
            button = Button(theme, answer.label, key, kind)
            button.clicked.connect(lambda _=False, value=answer.value: self.answered.emit(value))
            self._buttons.append(button)
            flow.addWidget(button)
        return flow

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._answers:
            self.answered.emit(self._answers[0].value)
        else:
            super().keyPressEvent(event)
