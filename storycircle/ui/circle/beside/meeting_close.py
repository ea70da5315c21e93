"""The close of a meeting: when its people meet again, and the way to say so."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.label import app


class MeetingClose(QWidget):
    """Above what a meeting prints. panelRequested: its people and the next date are asked for."""

    panelRequested = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._session = session
        column = layouts.column(self, 0)
        self.said = app(theme, "")
        column.addWidget(self.said)
        column.addSpacing(theme.px(8))
        words, key = _("The next date, who was there"), keys.MEETING.cap
        self.panel = Button(theme, words, key, "second", wide=True, act=self.panelRequested)
        column.addWidget(self.panel)
        column.addSpacing(theme.px(8))

    def refresh(self) -> None:
        """Say it as it is now; nothing of a circle that is no meeting."""
        meeting = self._session.meeting.here
        self.setVisible(meeting is not None)
        if meeting is None:
            return
        day = i18n.day(meeting.line.next)
        later = meeting.line.next > (self._session.state.circle.date or "")
        known = _("We meet again on {day}.", day=day)
        self.said.setText(known if day and later else _("No day is set yet for the next meeting."))
