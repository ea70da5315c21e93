"""The tour's pictures of what seldom comes: a library that cannot be opened, or is only read, what
is not saved, a file that waits, what nobody expected, and a circle that was not handed over.
"""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from PySide6.QtWidgets import QWidget

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Action, Circle, Event, Member, new_id
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.jobs.export import export_pack
from storycircle.store.library import Library
from storycircle.store.safety.disk import Holder
from storycircle.store.safety.recovery import Recovered
from storycircle.store.saved_state import SavedState
from storycircle.ui.app.banners import ReadingOnly
from storycircle.ui.app.cannot_open_window import BUSY, CannotOpen, busy, ways_on
from storycircle.ui.app.main_window import Window
from storycircle.ui.app.startup import ANOTHER
from storycircle.ui.app.startup_services import Guard
from storycircle.ui.home.circle_list import Keeping
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from tests.tour.dialogs import file_dialog

Take = Callable[[str, QWidget], None]
_NOON = datetime(2026, 11, 24, 12, 5)  # noqa: DTZ001 (the room's own time)


class TroubleTour:
    """Walks through what a window says where something is not as it should be.

    place: a folder of its own. size: width and height of the windows in px.
    """

    def __init__(self, theme: Theme, place: Path, size: tuple[int, int], take: Take) -> None:
        self._theme, self._place, self._size, self._take = theme, place, size, take
        self._clock = SimulatedClock(_NOON)

    def walk(self) -> None:
        """All of it."""
        self._cannot_open()
        hooks = sys.excepthook, threading.excepthook
        try:
            self._guarded()
            self._read_only()
        finally:
            sys.excepthook, threading.excepthook = hooks
        self._closing()
        self._past_time()

    def _cannot_open(self) -> None:
        """There is another window, the folder takes nothing, the file is damaged."""
        library = self._place / "elsewhere" / "library"
        locked = busy(Holder(4711, _NOON - timedelta(minutes=20)))
        folder = "another program has it"
        write = Refused("cannot-write", name="library", why=folder)
        for name, refused, answers in (
            ("busy", locked, BUSY),
            ("read-only-folder", write, ways_on(write, library)),
            ("damaged", Refused("damaged-library"), ways_on(Refused("damaged-library"), library)),
        ):
            window = CannotOpen(self._theme, refused, answers)
            window.show()
            self._take(f"30-cannot-open-{name}", window)
            window.close()
            window.deleteLater()

    def _window(self, library: Library, *, reminds: bool = False) -> Window:
        window = Window(self._theme, library, self._clock, reminds=reminds)
        window.resize(*self._size)
        window.show()
        return window

    def _guarded(self) -> None:
        """A library that opened from a backup; a file, a full disk and an error in a turn."""
        with Library(self._place / "guarded" / "library", self._clock) as library:
            window = self._window(library)
            upto = _NOON - timedelta(minutes=14)
            recovered = Recovered("library.damaged", library.path.parent, upto, unconfirmed=2)
            guard = Guard(window, library, self._clock, recovered)
            self._take("31-recovered", window)
            session = _turn(window)
            guard.receive(self._pack())
            self._take("31-a-file-waits", window)
            session.turns.start_or_pause()
            sys.excepthook(ValueError, ValueError("unexpected"), None)
            self._take("31-unexpected", window)
            with _full_disk():
                session.members.set_details(theme="What do we do first?")
                self._take("31-not-saved", window)
                guard.unsaved.ask()
                with file_dialog() as dialog:
                    self._take("31-save-elsewhere", dialog)
                window.close()
                self._take("31-closing-not-saved", window)
            window.letting_go.put_away()
            window.close()
            guard.finish()

    def _read_only(self) -> None:
        with Library(self._place / "guarded" / "library", self._clock, reads=True) as library:
            window = self._window(library)
            ReadingOnly(window, library, ANOTHER)
            self._take("32-read-only", window)
            window.close()

    def _finished(self, library: Library) -> Circle:
        people = tuple(Member(new_id(), name) for name in ("Al", "Bo", "Cy"))
        circle = Circle(new_id(), 5, members=people, actions=(Action(new_id(), "Ring first"),))
        now = self._clock.now()
        library.save_circle(circle, SavedState(Stage.PLENARY, None, plan_for(None, now), now))
        return circle

    def _closing(self) -> None:
        with Library(self._place / "closing" / "library", self._clock) as library:
            self._finished(library)
            window = self._window(library, reminds=True)
            window.close()
            self._take("33-closing", window)
            window.close()

    def _past_time(self) -> None:
        """A circle past the time that it was to be kept, and the question before it goes."""
        with Library(self._place / "past" / "library", self._clock) as library:
            self._finished(library)
            self._clock.forward(91 * 86_400)
            window = self._window(library)
            self._take("34-past-its-time", window)
            (keeping,) = window.home.findChildren(Keeping)
            keeping.link.click()
            self._take("34-erase-question", window)
            window.close()

    def _pack(self) -> Path:
        path = self._place / "Whole System Event.circle"
        with Library(self._place / "other" / "library", self._clock) as other:
            event = Event(new_id(), "Whole System Event")
            other.save_event(event)
            export_pack(other, event, path)
        return path


def _turn(window: Window) -> Session:
    """A circle in which somebody speaks."""
    window.start_circle()
    session = window.session
    assert session is not None
    window.setFocus()  # out of the names, which else stand as they were typed
    session.members.set_names("Al\nBo\nCy")
    session.time.go(Stage.STORIES)
    session.turns.start_or_pause()
    return session


@contextmanager
def _full_disk() -> Iterator[None]:
    """Nothing of a circle is saved meanwhile."""

    def full(*_given: object) -> None:
        raise Refused("library-unsaved", why="there is no room left on this disk")

    with patch.object(Library, "save_circle", full):
        yield
