"""Beside Gather: which event the circle is of; it leads to what prints before a circle begins."""

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import _, n_, p_
from storycircle.core.model import Event
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.controls.context_menu import ContextMenu, Entry
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.label import hint
from storycircle.ui.widgets.display.layouts import Flow


class MeetingLine(QWidget):
    """Of a meeting: which one of its line it is, and what it begins with; who is missing is a press
    away. panelRequested: that is asked for.
    """

    panelRequested = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._session = session
        row = Flow(12, 0, self)
        self.said = hint(theme, "")
        words, key = _("Who is missing, what is open"), keys.MEETING.cap
        self.who = Button(theme, words, key, "quiet", padding=8, act=self.panelRequested)
        row.addWidget(self.said)
        row.addWidget(self.who)

    def refresh(self) -> None:
        """Say it as it is now."""
        meeting = self._session.meeting.here
        self.setVisible(meeting is not None)
        if meeting is None:
            return
        parts = [
            _("{line}, meeting {number}", line=meeting.line.title, number=meeting.number),
            _open_ones(len(meeting.last_time)),
        ]
        self.said.setText(i18n.joined(parts, " · "))


def _open_ones(count: int) -> str:
    """How many actions are open from last time."""
    if not count:
        return ""
    return n_("{count} action open from last time", "{count} actions open from last time", count)


class EventLine(QWidget):
    """Names the event; *Change* offers the others here, and one of the circle's own day.

    printRequested: what there is on paper for a circle that gathers.
    """

    printRequested = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._session = session
        column = layouts.column(self, 0)
        row = Flow(12, 0)
        column.addLayout(row)
        self.meeting = MeetingLine(theme, session)
        column.addWidget(self.meeting)
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
        self.meeting.refresh()
        free = not self._session.practice and self._session.meeting.here is None
        others = free and self._entries(None)
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
    name = i18n.event_name(event.title)[1]
    day = i18n.day_beside(name, event.date)
    return _("{event}, {day}", event=name, day=day) if day else name
