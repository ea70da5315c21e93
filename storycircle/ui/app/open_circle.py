"""The circle that is open, new or resumed.

The one circle a window has open: its view, the room's display of it, and the remote.

Beginning a circle: a new one, or one that was left off.
"""

from PySide6.QtCore import Signal

from storycircle.core.clock import Clock
from storycircle.core.model import Circle, Event, new_id, own_event
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.store.refused_text import Typed
from storycircle.ui.app.navigation import PagedWindow
from storycircle.ui.circle.circle_view import CircleView
from storycircle.ui.room.remote import Remote
from storycircle.ui.room.second_screen import Room
from storycircle.ui.session.member_edits import seated_as_known
from storycircle.ui.session.session import Session
from storycircle.ui.system.field_autosave import Draft, flush_all, save_unsaved_texts
from storycircle.ui.system.keep_awake import Awake
from storycircle.ui.theme.theme import Theme


class CircleWindow(PagedWindow):
    """Pages, and a circle among them.

    circleFinished: one reached Plenary, or was left there. circleSaved: it was, or could not be,
    or there is none any more. removeRequested: a circle is to go from this laptop.
    """

    circleFinished = Signal()
    circleSaved = Signal()
    removeRequested = Signal(str)

    def __init__(
        self, theme: Theme, library: Library, clock: Clock, awake: Awake | None = None
    ) -> None:
        super().__init__(theme, library, clock, awake)
        self._circle: CircleView | None = None
        self._remote: Remote | None = None
        if awake is not None:
            awake.refused.connect(self._say_in_circle)

    @property
    def library(self) -> Library:
        """The library that is shown."""
        return self._library

    @property
    def session(self) -> Session | None:
        """The circle that is open, if one is."""
        return self._circle.session if self._circle else None

    def save_typed(self) -> bool:
        """Save all that was typed, whatever field it stands in; whether it is on the disk."""
        flush_all(self)
        kept = save_unsaved_texts(self._library)
        if self._circle is None:
            return kept
        self._circle.finish()
        return self._circle.session.save_unsaved() and save_unsaved_texts(self._library)

    def unsaved_texts(self) -> list[tuple[str, str, Typed | None]]:
        """What stands in fields and was not taken, nor kept as it was typed: owner, field, text."""
        return [(*place, typed) for place, typed in self._library.unsaved_texts.items()]

    def has_unsaved(self) -> bool:
        """Whether anything stands on screen that is not on the disk; nothing is saved by asking."""
        if self.session is not None and self.session.autosave.unsaved:
            return True
        waits = any(draft.waiting for draft in self.findChildren(Draft))
        return waits or bool(self._library.unsaved_texts)

    def _show_circle(self, session: Session) -> None:
        self._leave_circle()
        self._circle = self._view_of(session)
        session.chimeDue.connect(self._ring)
        session.saved.connect(self.circleSaved)
        session.stageChanged.connect(self._look_whether_finished)
        self._open_room(session)
        if self._awake is not None:
            self._awake.hold()
        self._stack.setCurrentWidget(self._circle)
        self._circle.screen_of_stage().entered()

    def _view_of(self, session: Session) -> CircleView:
        view = CircleView(self._theme, session)
        view.homeRequested.connect(self._put_away_or_home)
        view.removeRequested.connect(
            lambda: self.removeRequested.emit(view.session.state.circle.id)
        )
        view.roomRequested.connect(self._toggle_room)
        view.chimeRequested.connect(self._ring)
        self._help_on(view)
        self._stack.addWidget(view)
        return view

    def _open_room(self, session: Session) -> None:
        """The room's display; one that is being shown to the room is shown in the new theme."""
        shown = self._remote.room.display if self._remote is not None else None
        if self._remote is not None:
            self._remote.leave()
        room = Room(self._theme, session, self, self._library.settings)
        room.screenGone.connect(self._say_in_circle)
        self._remote = Remote(session, room, self._uncover)
        if shown is not None:
            room.open(shown)

    def _ring(self) -> None:
        """The soft chime, as loud as it is set."""
        self.chime.play(self._library.settings().volume)

    def _toggle_room(self) -> None:
        if self._remote is not None:
            self._remote.room.toggle()

    def _put_away_or_home(self) -> None:
        """Esc: the display first, which the room looks at; then the circle is left."""
        if self._remote is not None and self._remote.room.shown():
            self._remote.room.close()
        else:
            self.homeRequested.emit()

    def _uncover(self) -> bool:
        """Leave what covers the ring in this window; whether anything did."""
        circle = self._circle
        if circle is None:
            return False
        if self._stack.currentWidget() is not circle:
            self._trail.turn_to(circle)
            return True
        return circle.uncover()

    def _say_in_circle(self, sentence: str) -> None:
        if self._circle is not None:
            self._circle.notice.say(sentence)

    def _leave_circle(self) -> None:
        if self._circle is None:
            return
        if self._remote is not None:
            self._remote.leave()
            self._remote = None
        if self._awake is not None:
            self._awake.release()
        self._circle.leave()
        self._circle.session.leave_off()
        self._circle.session.consent.erasing.wait()
        self._look_whether_finished()
        self._stack.removeWidget(self._circle)
        self._circle.deleteLater()
        self._circle = None
        self.circleSaved.emit()

    def _look_whether_finished(self) -> None:
        if self.session is not None and self.session.state.stage is Stage.PLENARY:
            self.circleFinished.emit()


def new_session(library: Library, clock: Clock, event: Event | None = None) -> Session:
    """A new circle of an event: the one given, else the latest here, else one of its own."""
    event = event or next(iter(library.events()), None)
    if event is None:
        event = own_event(clock.now().date().isoformat())
        library.save_event(event)
    taken = [circle.number for circle in library.circles(event.id)]
    circle = Circle(id=new_id(), number=max(taken, default=0) + 1, event=event.id)
    seated = seated_as_known(library, circle)
    return Session(library, clock, seated, settings=library.settings())


def resumed_session(library: Library, clock: Clock, circle: Circle) -> Session:
    """A circle that was held here before, where it stood."""
    return Session(library, clock, circle, library.saved_state(circle.id), library.settings())
