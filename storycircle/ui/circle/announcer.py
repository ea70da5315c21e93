"""Tells a screen reader what happens in a running circle: turns, time, and what is saved again."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from storycircle.core.i18n import _
from storycircle.ui.session import spoken
from storycircle.ui.session.session import Session
from storycircle.ui.widgets.display.announcement import announce


class Announcer(QObject):
    """Follows a session, and says on a widget's behalf what changes in it."""

    def __init__(self, session: Session, widget: QWidget) -> None:
        super().__init__(widget)
        self._session, self._widget = session, widget
        self._before = session.state
        self._unsaved = False
        self._undone: bool | None = None
        session.undone.connect(self._set_undone)
        session.changed.connect(self._changed)
        session.markPassed.connect(lambda mark: self._say(spoken.of_mark(mark)))
        session.saved.connect(self._saved)

    def _changed(self) -> None:
        before, self._before = self._before, self._session.state
        again, self._undone = self._undone, None
        now = self._session.clock.reading()
        if again is None:
            self._say(spoken.of_change(before, self._before, now))
        else:
            self._say(spoken.of_undo(before, self._before, now, again=again))

    def _set_undone(self, again: bool) -> None:
        """The next change is an undo, or a redo where again."""
        self._undone = again

    def _saved(self, saved: bool) -> None:
        """After trouble, that all is on the disk again; the trouble itself is said in its bar."""
        if saved and self._unsaved:
            self._say(_("All of it is saved again."))
        self._unsaved = not saved

    def _say(self, text: str) -> None:
        if text:
            announce(self._widget, text)
