"""Exactly what a circle file would hold of one thing that leaves: to be read, not changed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from storycircle.core.inside import Inside, inside
from storycircle.core.sharing import Leaves, lines_of
from storycircle.core.text import turned_visible
from storycircle.ui.screens.home_ground import scrolled, scrolling
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.card import Card
from storycircle.ui.widgets.label import hint, page_title
from storycircle.ui.widgets.label import words as typed
from storycircle.ui.widgets.story_words import StoryWords

_WIDE = 760  # px at 100 % of the column


class LookPage(QWidget):
    """closed: back to where it was asked for."""

    closed = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._theme, self._session = theme, session
        self._what = Leaves.NAMES
        self._shown: Inside | None = None
        self._list: QWidget | None = None
        inner = QWidget()
        self._page = QVBoxLayout(inner)
        self._page.setSpacing(0)
        self._page.addWidget(hint(theme, "These are the very words in the circle file."))
        self.title = page_title(theme, "")
        self._page.addWidget(self.title)
        self._page.addSpacing(theme.px(16))
        self._page.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.area = scrolling(inner)
        outer.addWidget(self.area, 1)
        self._foot = QHBoxLayout()
        self.back = Button(theme, "Back", "Esc", "main", tall=True)
        self.back.leave_arrows()
        self.back.clicked.connect(self.closed)
        self._foot.addWidget(self.back)
        self._foot.addStretch(1)
        outer.addLayout(self._foot)

    def look_at(self, what: Leaves) -> None:
        """Show one thing that leaves."""
        self._what = what
        self.refresh()
        self.area.verticalScrollBar().setValue(0)
        self.back.setFocus()

    def refresh(self) -> None:
        """Show it as it is in the circle that is open."""
        session = self._session
        self.title.setText(lines_of(session.state.circle).get(self._what, "Nothing of it leaves"))
        placed = session.library.placements_of(session.state.circle)
        now = inside(self._what, session.state.circle, session.state.event, placed)
        if now == self._shown:
            return
        self._shown = now
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(16))
        for told in now.stories:
            card = Card(self._theme, padding=32)
            if told.teller:
                card.body().addWidget(typed(self._theme, told.teller, 20, second=True))
            shown = StoryWords(self._theme, 20, 30)
            card.body().addWidget(shown)
            column.addWidget(card)
            shown.show_story(told)
        for text in now.texts:
            column.addWidget(typed(self._theme, turned_visible(text), 20))
        self._page.insertWidget(3, self._list)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.closed.emit()
        elif not scrolled(self.area, event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = max(24, (self.width() - self._theme.px(_WIDE)) // 2)
        high = self.height() >= 760
        self._page.setContentsMargins(side, 48 if high else 20, side, 12)
        self._foot.setContentsMargins(side, 12, side, 24 if high else 12)
        super().resizeEvent(event)
