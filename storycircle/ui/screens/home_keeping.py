"""The foot of what is on this laptop: until when it is kept, and what is past its time."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from storycircle.core import words
from storycircle.ui.screens.home_reading import Kept, OnThisLaptop
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.label import hint
from storycircle.ui.widgets.link import Link
from storycircle.ui.widgets.message import Answer, Message

_GONE = "All of it goes from this laptop and from its copies. This cannot be undone."


class Keeping(QWidget):
    """Reminds, and asks before anything goes. removeRequested: a circle's id, asked already."""

    removeRequested = Signal(str)
    changeRequested = Signal()

    def __init__(self, theme: Theme, shown: OnThisLaptop) -> None:
        super().__init__()
        self._theme = theme
        self._past = shown.past
        self._message: Message | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        self.said = hint(theme, said(shown))
        row.addWidget(self.said, 1)
        self.link = Link(theme, "Look" if shown.past else "Change", 14)
        if shown.past:
            self.link.clicked.connect(self._ask)
        else:
            self.link.setAccessibleDescription("How long circles are kept")
            self.link.clicked.connect(self.changeRequested)
        row.addWidget(self.link)
        self._column.addLayout(row)

    def _ask(self) -> None:
        """One circle after another; nothing goes without an answer."""
        if self._message is not None or not self._past:
            return
        past = self._past[0]
        day = words.day(past.until.isoformat())
        text = f"It was to be kept until {day}. {past.left} {_GONE}"
        answers = (Answer("", "Keep it"), Answer("erase", "Remove it"))
        self._message = Message(
            self._theme, f"Remove {past.title} from this laptop?", text, answers
        )
        self._message.answered.connect(self._answered)
        self._message.closed.connect(self._close)
        self._column.insertWidget(0, self._message)
        self._message.setFocus()

    def _answered(self, value: str) -> None:
        past, self._past = self._past[0], self._past[1:]
        self._close()
        if value == "erase":
            self.removeRequested.emit(past.circle)

    def _close(self) -> None:
        if self._message is not None:
            self._message.hide()
            self._message.deleteLater()
            self._message = None
        self.link.setFocus()
        self.link.setVisible(bool(self._past))


def said(shown: OnThisLaptop) -> str:
    """Until when circles are kept here, or which are past their time."""
    if not shown.past:
        return f"Kept until {words.day(shown.until.isoformat())}." if shown.until else ""
    first: Kept = shown.past[0]
    more = len(shown.past) - 1
    others = f" and {words.counted(more, 'other')}" if more else ""
    verb = "were" if more else "was"
    day = words.day(first.until.isoformat())
    return f"{first.title}{others} {verb} to be kept until {day}."
