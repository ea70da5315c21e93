"""The circle that is open in the window: its view, the room's display of it, and the remote.

A practice circle has made-up people, and a library of its own that is thrown away afterwards: so
nothing of it can come into a report, a file or a merge.

What a circle runs by is loaded as one is opened: none of it delays the first picture.
"""

from collections.abc import Callable
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.clock import Clock, FasterClock
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.core.model import Circle, Event, new_id, own_event
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.store.refused_text import Typed
from storycircle.ui.app.navigation import Navigation
from storycircle.ui.commands import bind
from storycircle.ui.system.chime_player import Chime
from storycircle.ui.system.field_autosave import flush_all, not_kept_in, save_unsaved_texts
from storycircle.ui.system.keep_awake import Awake
from storycircle.ui.widgets.display import layouts

if TYPE_CHECKING:
    from storycircle.ui.circle.circle_view import CircleView
    from storycircle.ui.room.remote import Remote
    from storycircle.ui.session.session import Session
    from storycircle.ui.session.state import SessionState


class OpenCircle(QObject):
    """The one circle that a window has open. view: None where none is open.

    finished: it reached Plenary, or was left there. saved: it was, or could not be, or there is
    none any more. removeRequested: it is to go from this laptop. nextRequested: its people's next
    meeting is to begin.
    """

    finished = Signal()
    saved = Signal()
    removeRequested = Signal(str)
    nextRequested = Signal()

    def __init__(
        self,
        window: QWidget,
        screens: Navigation,
        library: Library,
        chime: Chime,
        awake: Awake | None,
    ) -> None:
        super().__init__(window)
        self._window, self._screens, self._library = window, screens, library
        self._chime, self._awake = chime, awake
        self.view: CircleView | None = None
        self._remote: Remote | None = None
        self._afterwards: Callable[[], None] | None = None
        screens.entered.connect(self._enter)
        if awake is not None:
            awake.refused.connect(self._say)
        bind(window, keys.SHOW_ROOM, self._toggle_room, when=lambda: self._remote is not None)
        told = self._is_told
        bind(window, keys.TAKE_WORDS_AWAY, self._take_words_away, when=told)
        shown = self._shown_to_room
        bind(window, keys.LARGER, lambda: self._size_room(1), when=shown)
        bind(window, keys.SMALLER, lambda: self._size_room(-1), when=shown)
        bind(window, keys.USUAL_SIZE, lambda: self._size_room(0), when=shown)

    def _enter(self, screen: QWidget) -> None:
        """The circle is come back to, and nothing on it had the keyboard."""
        if self.view is not None and screen is self.view:
            self.view.screen_of_stage().entered()

    def hidden_from_room(self) -> bool:
        """Whether no display of the circle is up."""
        return not self._shown_to_room()

    def _shown_to_room(self) -> bool:
        return self._remote is not None and self._remote.room.shown()

    def _is_told(self) -> bool:
        """Whether the room reads something from this laptop."""
        return self.session is not None and self.session.state.told is not None

    def _take_words_away(self) -> None:
        if self.session is not None:
            self.session.telling.take_away()

    def _tell_room(self) -> None:
        """Let the room be told something from before the room: its display gives way meanwhile."""
        if self._remote is None or self.view is None or self._away():
            return
        self._remote.room.give_way()
        self.view.beside.toggle_telling()

    def _come_back(self) -> None:
        if self._remote is not None:
            self._remote.room.come_back()

    def _size_room(self, steps: int) -> None:
        if self._remote is not None:
            self._remote.room.set_size(steps)

    @property
    def session(self) -> "Session | None":
        """The session of the circle that is open, if one is."""
        return self.view.session if self.view else None

    def save_typed(self) -> bool:
        """Save all that was typed, whatever field it stands in; whether it is on the disk."""
        flush_all(self._window)
        kept = save_unsaved_texts(self._library)
        if self.view is None:
            return kept
        self.view.finish()
        return self.view.session.save_unsaved() and save_unsaved_texts(self._library)

    def unsaved_texts(self) -> list[tuple[str, str, Typed | None]]:
        """What stands in fields and was not taken, nor kept as it was typed: owner, field, text."""
        return [(*place, typed) for place, typed in self._library.unsaved_texts.items()]

    def has_unsaved(self) -> bool:
        """Whether anything stands on screen that is not on the disk; nothing is saved by asking."""
        if self.session is not None and self.session.autosave.unsaved:
            return True
        waits = any(draft.waiting for draft in not_kept_in(self._window))
        return waits or bool(self._library.unsaved_texts)

    def open(self, session: "Session", afterwards: Callable[[], None] | None = None) -> None:
        """Leave the circle that is open, and show another. afterwards: what is done once that is
        left, and nothing on screen is of it.
        """
        self.leave()
        self._afterwards = afterwards
        self.view = self._view_of(session)
        session.chimeDue.connect(self._ring)
        session.saved.connect(self.saved)
        session.stageChanged.connect(self._look_whether_finished)
        self._open_room(session)
        if self._awake is not None:
            self._awake.hold()
        with layouts.turned_to(self._screens, self.view):
            self.view.screen_of_stage().entered()

    def leave(self) -> None:
        """Save the circle that is open where it stands, paused, and show it no more."""
        if self.view is None:
            return
        if self._remote is not None:
            self._remote.leave()
            self._remote = None
        if self._awake is not None:
            self._awake.release()
        self.view.leave()
        self.view.session.leave_off()
        self.view.session.consent.erasing.wait()
        self._look_whether_finished()
        done, self._afterwards = self._afterwards, None
        if done is not None:  # only then does nothing of it look into its library any more
            self.view.destroyed.connect(lambda _view: done())
        self._screens.remove(self.view)
        self.view = None
        self.saved.emit()

    def renew(self) -> dict[QWidget, QWidget]:
        """Show the circle in the theme of now; it runs on. Returns the new view by the old."""
        old = self.view
        if old is None:
            return {}
        old.leave()
        self.view = self._view_of(old.session)
        self._open_room(old.session)
        return {old: self.view}

    def _view_of(self, session: "Session") -> "CircleView":
        from storycircle.ui.circle.circle_view import CircleView  # noqa: PLC0415 (with a circle)

        view = CircleView(self._screens.theme, session)
        view.homeRequested.connect(self._put_away_or_home)
        view.removeRequested.connect(
            lambda: self.removeRequested.emit(view.session.state.circle.id)
        )
        view.roomRequested.connect(self._toggle_room)
        view.nextRequested.connect(self.nextRequested)
        view.beside.putAway.connect(self._come_back)
        view.chimeRequested.connect(self._ring)
        self._screens.add(view)
        return view

    def _open_room(self, session: "Session") -> None:
        """The room's display; one that is being shown to the room is shown in the new theme."""
        from storycircle.ui.room.remote import Remote  # noqa: PLC0415 (with a circle)
        from storycircle.ui.room.second_screen import Room  # noqa: PLC0415

        shown, for_words = None, False
        if self._remote is not None:
            shown, for_words = self._remote.room.display, self._remote.room.for_words
            self._remote.leave()
        room = Room(self._screens.theme, session, self._window, self._library.settings)
        room.screenGone.connect(self._say)
        room.turned.connect(self._mirror)
        self._remote = Remote(session, room, self._away, self._uncover, self._tell_room)
        if shown is not None:
            room.open(shown)
            room.for_words = for_words

    def _mirror(self) -> None:
        """Show on the laptop what the room sees on another screen."""
        if self.view is not None and self._remote is not None:
            display = self._remote.room.display
            elsewhere = display is not None and display.elsewhere
            self.view.room_band.show_display(display if elsewhere else None)

    def _ring(self) -> None:
        """The soft chime, as loud as it is set."""
        self._chime.play(self._library.settings().volume)

    def _toggle_room(self) -> None:
        if self._remote is not None:
            self._remote.room.toggle()

    def _put_away_or_home(self) -> None:
        """Esc: the display first, which the room looks at; then the circle is left, but never in
        the middle of a turn.
        """
        if self._remote is not None and self._shown_to_room():
            self._remote.room.close()
        elif self.session is not None and (how := _how_to_leave(self.session.state)):
            self._say(how)
        else:
            self._screens.homeRequested.emit()

    def may_leave(self) -> bool:
        """Whether the circle may be left; how it is left while somebody speaks is said."""
        how = _how_to_leave(self.session.state) if self.session is not None else ""
        if how:
            self._say(how)
        return not how

    def _away(self) -> bool:
        """Whether another page than the circle's is shown."""
        return self._screens.currentWidget() is not self.view

    def _uncover(self) -> bool:
        """Leave what covers the ring in this window; whether anything did."""
        return self.view is not None and self.view.uncover()

    def _say(self, sentence: str) -> None:
        if self.view is not None:
            self.view.tell(sentence)

    def _look_whether_finished(self) -> None:
        if self.session is not None and self.session.state.stage is Stage.PLENARY:
            self.finished.emit()


def _how_to_leave(state: "SessionState") -> str:
    """How a circle is left while somebody speaks; empty where nobody does."""
    if state.round is None or not state.round.running:
        return ""
    name, back = i18n.short(state.speakers(state.round.current)), keys.BACK.cap
    if state.stage is Stage.STORIES:
        return _(
            "{name} is speaking, so the circle stays open. {key} pauses the turn, then {back_key} "
            "leaves.",
            name=name,
            key=keys.START.cap,
            back_key=back,
        )
    return _(
        state.words.leave_window,
        name=name,
        key=keys.TO_STAGE.cap_at(Stage.STORIES - 1),
        back_key=back,
    )


def new_session(library: Library, clock: Clock, event: Event | None = None) -> "Session":
    """A new circle of an event: the one given, else the one opened last or of this day, else one of
    its own.
    """
    from storycircle.ui.session import member_edits  # noqa: PLC0415 (see above)
    from storycircle.ui.session.session import Session  # noqa: PLC0415

    event = event or library.event_to_begin() or member_edits.own_event_of_today(library, clock)
    number = member_edits.next_number(library, event)
    circle = Circle(id=new_id(), number=number, event=event.id)
    seated = member_edits.seated_as_known(library, circle)
    return Session(library, clock, seated, settings=library.settings())


def resumed_session(library: Library, clock: Clock, circle: Circle) -> "Session":
    """A circle that was held here before, where it stood."""
    from storycircle.ui.session.session import Session  # noqa: PLC0415 (see above)

    return Session(library, clock, circle, library.saved_state(circle.id), library.settings())


FAST = 10
"""How many seconds go by in one where a practice circle is to be quick."""


class Practice:
    """A practice circle, until it is closed. session: holds it, as any circle is held."""

    def __init__(self, beside: Library, clock: Clock, times: int = FAST) -> None:
        """beside: the laptop's own library, by which it lies. Raises Refused where no folder can be
        made there.
        """
        from storycircle.core.members import Known, members_typed  # noqa: PLC0415 (see above)
        from storycircle.store.safety.workspace import PRACTICE, workspace  # noqa: PLC0415
        from storycircle.ui.session.session import Session  # noqa: PLC0415

        self._stack = ExitStack()
        folder = self._stack.enter_context(workspace(beside.path, PRACTICE))
        clock = FasterClock(clock, times)
        library = self._stack.enter_context(closing(Library(folder / "library", clock)))
        today = clock.now().date().isoformat()
        event = replace(
            own_event(today),
            title=_("A practice circle"),
            question=_("When did somebody really listen to you?"),
        )
        library.save_event(event)
        people = members_typed(_("Alex\nBo\nChris\nDee\nEli\nFran"), Known())
        circle = Circle(new_id(), 1, event.id, members=people)
        self.session = Session(library, clock, circle, settings=beside.settings(), practice=times)

    def close(self) -> None:
        """Throw it away, and all that was written in it."""
        self._stack.close()
