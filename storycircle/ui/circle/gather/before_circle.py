"""Beside Gather: which event the circle is of, and what prints before a circle begins."""

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import _, p_
from storycircle.core.model import Event
from storycircle.jobs.documents import papers_before
from storycircle.ui.commands import bind, has_key
from storycircle.ui.printing.output import PaperOut
from storycircle.ui.printing.preview import PaperView
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.controls.context_menu import ContextMenu, Entry
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.label import hint
from storycircle.ui.widgets.display.layouts import Flow, scrolling
from storycircle.ui.widgets.display.message import Answer, Message

_PAGE = 300  # px at 100 % that a page of paper is high at least
_SIDE = 32


class PaperPage(QWidget):
    """Shows the very PDF, with the ways out below it. closed: back to the stage."""

    closed = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self.setWindowTitle(_("Print for this circle"))
        self._theme, self._session = theme, session
        self._message: Message | None = None
        inside = QWidget()
        self._column = layouts.column(inside, theme.px(8))
        self.paper = PaperView(theme, _("Print for this circle"))
        self.paper.page.setMinimumHeight(theme.px(_PAGE))
        self.paper.shown.connect(self._tell)
        self.paper.refused.connect(lambda why: self._say(_("Not made."), why, (), "look"))
        self.out = PaperOut(self.paper, session.library, self)
        self.out.reported.connect(self._say)
        self._column.addWidget(self.paper, 1)
        self.area = scrolling(inside)
        outer = layouts.column(self, 0)
        outer.addWidget(self.area, 1)
        self._foot = Flow(8, 8)
        key = keys.PRINT_FOR_CIRCLE.cap
        self.print_ = Button(theme, _("Print"), key, "main", tall=True, act=self.out.print_)
        self.save = Button(theme, _("Save as PDF"), keys.SAVE_PDF.cap, tall=True, act=self.out.save)
        self.back = Button(theme, _("Back"), keys.BACK.cap, "quiet", tall=True, act=self.closed)
        for way in (self.print_, self.save, self.back):
            self._foot.addWidget(way)
        outer.addLayout(self._foot)
        turn = self.paper.turner.turn
        bind(self, keys.PRINT_FOR_CIRCLE, self.out.print_)
        bind(self, keys.SAVE_PDF, self.out.save)
        bind(self, keys.NEXT_PAGE, lambda: turn(1))
        bind(self, keys.PAGE_BEFORE, lambda: turn(-1))

    def entered(self) -> None:
        """Show the papers of the circle as it is now; the keyboard is at the way out."""
        state = self._session.state
        self._drop()
        self.paper.show_papers(papers_before(state.event, state.circle))
        self.print_.setFocus()

    def _tell(self) -> None:
        if self.paper.paper is not None:
            self.print_.set_text(_("Print {paper}", paper=self.paper.paper.what))

    def _say(self, title: str, text: str, answers: tuple[Answer, ...], sign: str) -> None:
        """Say something above the pages, in the place of what was said before."""
        self._drop()
        message = self._message = Message(self._theme, title, text, answers, sign=sign)
        message.answered.connect(self._answered)
        message.closed.connect(self._close)
        self._column.insertWidget(0, message)
        message.show()
        if answers:
            message.setFocus()

    def _answered(self, value: str) -> None:
        self._close()
        self.out.answer(value)

    def _close(self) -> None:
        self._drop()
        self.print_.setFocus()

    def _drop(self) -> None:
        layouts.discard(self._message, self._column)
        self._message = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if has_key(event, keys.BACK):
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """No work outlives the page."""
        self.paper.wait()
        self.out.wait()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = _SIDE if self.width() > self._theme.px(600) else 12
        self._column.setContentsMargins(side, 24, side, 12)
        self._foot.setContentsMargins(side, 8, side, 24)
        super().resizeEvent(event)


class EventLine(QWidget):
    """Names the event; *Change* offers the others here, and one of the circle's own day.

    printRequested: what there is on paper for a circle that gathers.
    """

    printRequested = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._session = session
        row = Flow(12, 0, self)
        self.named = hint(theme, "")
        self.change = Link(theme, p_("another event", "Change"), 14, act=self._offer)
        self.print_ = Link(theme, _("Print …"), 14, act=self.printRequested)
        self.print_.setAccessibleDescription(keys.PRINT_FOR_CIRCLE.cap)
        row.addWidget(self.named)
        row.addWidget(self.change)
        row.addWidget(self.print_)
        self.menu = ContextMenu(self.change, self._entries)
        self.refresh()

    def refresh(self) -> None:
        """Name the event of now."""
        event = self._session.state.event
        name = i18n.event_name(event.title)[1] if event else ""
        self.named.setText(_("Event: {event}", event=name) if name else _("No event"))
        self.change.setAccessibleDescription(self.named.text())
        others = not self._session.practice and self._entries(None)
        self.change.setVisible(bool(others))

    def _offer(self) -> None:
        self.menu.open(None)

    def _entries(self, _at: QPoint | None) -> list[Entry]:
        """Every other event that the circle may be of."""
        choice, here = self._session.event_choice, self._session.state.event
        entries = [
            Entry(_named(event), partial(choice.choose, event.id))
            for event in choice.choices()
            if event != here
        ]
        if not choice.has_own_day():
            entries.append(Entry(_("An event of its own, today"), partial(choice.choose, "")))
        return entries


def _named(event: Event) -> str:
    """An event's name with its day, where that does not stand in it."""
    name, day = i18n.event_name(event.title)[1], i18n.day(event.date)
    if not day or day in name:
        return name
    return _("{event}, {day}", event=name, day=day)
