"""Comparing: the versions of one record beside each other; one, the other, or a third stands."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from storycircle.core.comparing import Piece, rows_of
from storycircle.core.errors import Refused
from storycircle.store.desk import Apart
from storycircle.store.library import Library
from storycircle.ui.drafts import flush_all
from storycircle.ui.screens.compare_card import CopyCard, ThirdCard
from storycircle.ui.screens.compare_words import ASKED_AGAIN, STAYS_OUT, card_title, telling
from storycircle.ui.screens.home_ground import scrolling
from storycircle.ui.shortcuts import add_keys
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets import label
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.marked import MarkedText
from storycircle.ui.widgets.notice import Notice

_LEGEND = "is where they differ. Your choice settles it wherever these files are gathered later."


class ComparePlace(QWidget):
    """finished: nothing is left to compare, or later is soon enough. settled: one more is."""

    finished = Signal()
    settled = Signal()

    def __init__(self, theme: Theme, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._library = library
        self._apart: Apart | None = None
        self.cards: list[CopyCard] = []
        self.third: ThirdCard | None = None
        self.notice = Notice(theme, self)
        self._title = label.page_title(theme, "")
        self._about = label.app(theme, "", second=True)
        self._inside = QWidget()
        self._box = QVBoxLayout(self._inside)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(20))
        self._column = QVBoxLayout(self)
        self._column.setSpacing(theme.px(20))
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._title)
        head.addWidget(self._about)
        self._column.addLayout(head)
        self._column.addWidget(scrolling(self._inside), 1)
        self._column.addLayout(self._foot())
        add_keys(self, ((str(at + 1), partial(self._press, at)) for at in range(9)))
        add_keys(self, (("S", self._keep_out),))

    def _foot(self) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        mark = MarkedText(theme, [Piece("Underlined", differs=True)], theme.sans(16), 24)
        mark.setFixedWidth(mark.fontMetrics().horizontalAdvance("Underlined") + theme.px(10))
        self._legend = QWidget()
        legend = QHBoxLayout(self._legend)
        legend.setContentsMargins(0, 0, 0, 0)
        legend.setSpacing(theme.px(6))
        legend.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        legend.addWidget(label.app(theme, _LEGEND, second=True), 1)
        row.addWidget(self._legend, 1)
        row.addStretch()
        self.stays_out = Button(theme, STAYS_OUT, "S")
        self.stays_out.clicked.connect(self._keep_out)
        row.addWidget(self.stays_out)
        self.later = Button(theme, "Later", "Esc", "quiet")
        self.later.clicked.connect(self.finished)
        row.addWidget(self.later)
        return row

    def show_next(self, wanted: str = "") -> bool:
        """Show the record wanted, or that of an action wanted, else the first that waits.

        False where nothing does.
        """
        waiting = self._library.apart()
        ids = (wanted, f"{wanted}/placement")
        first = next((apart for apart in waiting if apart.id in ids), None)
        self._apart = first or next(iter(waiting), None)
        if self._apart is not None:
            self._build(self._apart)
        return self._apart is not None

    def _build(self, apart: Apart) -> None:
        theme = self._theme
        self._clear()
        told = telling(self._library, apart)
        self._title.setText(told.title)
        self._about.setText(told.about)
        rows = rows_of(apart.copies)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(theme.px(20))
        for place, copy in enumerate(apart.copies):
            other = apart.copies[1 if place == 0 else 0] if len(apart.copies) > 1 else copy
            title = card_title(self._library, copy, place, out=apart.out)
            card = CopyCard(theme, title, copy, other, rows, told.names, str(place + 1))
            if apart.out:
                card.keep.set_text(ASKED_AGAIN)
            card.set_chosen(place == 0 and not apart.out)
            card.kept.connect(partial(self._keep, place))
            self.cards.append(card)
            self._beside.addWidget(card, 1)
        for texts in zip(*(card.texts for card in self.cards), strict=True):
            for text in texts:
                text.set_partners(texts)
        self._box.addLayout(self._beside)
        self.stays_out.setVisible(apart.out)
        self._legend.setVisible(not apart.out)
        if apart.out:
            self._box.addStretch(1)
            return
        self.third = ThirdCard(theme, self._library, apart.copies, rows, str(len(apart.copies) + 1))
        self.third.used.connect(self._use_third)
        self._box.addWidget(self.third)
        self._box.addStretch(1)

    def _clear(self) -> None:
        flush_all(self)
        for widget in (*self.cards, *([self.third] if self.third else [])):
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        self.cards, self.third = [], None
        while self._box.count():
            self._box.takeAt(0)

    def enter(self) -> None:
        """Take the keyboard."""
        self.later.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.cards:
            # Later: what was laid out a moment ago cannot have it yet.
            keep = self.cards[0].keep
            QTimer.singleShot(0, keep, partial(keep.setFocus, Qt.FocusReason.OtherFocusReason))

    # Settling.

    def _press(self, place: int) -> None:
        """A digit is a key only while nothing is being written."""
        if place < len(self.cards):
            self._keep(place)
        elif place == len(self.cards) and self.third is not None and self.third.isVisible():
            self._use_third()

    def _keep(self, place: int) -> None:
        if self._apart is not None:
            self._settle(dict(self._apart.copies[place].fields))

    def _keep_out(self) -> None:
        """Nobody was asked again: the story stays out."""
        apart = self._apart
        if apart is not None and apart.out:
            self._settled_by(lambda: self._library.keep_out(apart))

    def _use_third(self) -> None:
        try:
            fields = self.third.record_fields() if self.third else {}
        except Refused as refused:
            self.notice.say(str(refused))
            return
        self._settle(fields)

    def _settle(self, fields: dict[str, object]) -> None:
        apart = self._apart
        if apart is not None:
            self._settled_by(lambda: self._library.settle(apart, fields))

    def _settled_by(self, settle: Callable[[], None]) -> None:
        """Settle what is shown, and show what waits next."""
        try:
            settle()
        except Refused as refused:
            self.notice.say(str(refused))
            self.show_next(self._apart.id if self._apart else "")
            return
        if self.third is not None:
            self.third.settled()
        self.settled.emit()
        if self.show_next():
            self.enter()
        else:
            self.finished.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = 32 if self.width() >= 1064 else 24
        self._column.setContentsMargins(side, 24, side, 20)
