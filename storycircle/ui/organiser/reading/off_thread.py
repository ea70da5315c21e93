"""What an organiser's session reads off the drawing thread: the circles of a large event, whom the
circles are of, what became of their actions, and whether the last merge can be undone.
"""

from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Slot

from storycircle.core.error_sentences import Refused
from storycircle.jobs.afterwards.became import BecameOf
from storycircle.store.library_base import Moment
from storycircle.ui.organiser.background_jobs import Jobs, Lane
from storycircle.ui.organiser.organiser_state import OrganiserState
from storycircle.ui.organiser.reading.read_state import with_rest
from storycircle.ui.system.background import Job


class Host(Protocol):
    """The organiser's session as this knows it."""

    @property
    def state(self) -> OrganiserState:
        """What is shown of the library."""

    def apply(self, new: OrganiserState) -> None:
        """Make this the state, and say what changed."""

    def rest(self) -> Job:
        """The job that reads the circles that the state lacks."""

    def is_current(self) -> bool:
        """Whether nothing of the library has changed since the state was read."""

    def read_whole(self) -> OrganiserState:
        """The state with all circles of its event, whatever that takes."""


class OffThread(QObject):
    """Reads what the state lacks, one thread for each; what was read goes into the state, where it
    is still true.
    """

    def __init__(self, host: Host, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._host, self._jobs = host, jobs
        self._rest, self._people, self._undo = Lane(self), Lane(self), Lane(self)
        self._became = Lane(self)
        self._became.ended.connect(self._became_read)
        self._became_wanted = False
        self._rest.ended.connect(self._rest_read)
        self._people.ended.connect(self._people_read)
        self._undo.ended.connect(self._undo_known)
        self._rest_wanted = False
        self._undo_asked: Moment | None = None  # of what it was asked whether a merge can be undone

    @property
    def busy(self) -> bool:
        """Whether circles of a large event are being read."""
        return self._rest.busy

    def ask(self) -> None:
        """Begin to read what the state lacks, where that was not begun."""
        self._ask_rest()
        self._ask_undo()

    def wait(self) -> None:
        """Come back when nothing is read any more. What was read is let go until the state is asked
        for again: the library may close now.
        """
        for lane in (self._rest, self._people, self._undo, self._became):
            lane.wait()
        self._rest_wanted = self._became_wanted = False

    def find_names(self) -> None:
        """Read whom the circles are of, so that they can be searched."""
        if self._host.state.people is None and not self._people.busy:
            self._people.begin(self._jobs.people())

    @Slot(object, object)
    def _people_read(self, people: dict[str, list[str]] | None, _why: Refused | None) -> None:
        self._host.apply(replace(self._host.state, people=people))

    def find_became(self) -> None:
        """Read what became of the actions of the event that is shown, as it is now."""
        state = self._host.state
        event = state.event
        if state.became is not None and state.became.event != state.shown:
            self._host.apply(replace(state, became=None))
        if self._became.busy:
            self._became_wanted = True
        elif event is not None:
            self._became_wanted = False
            self._became.begin(self._jobs.became(event))

    @Slot(object, object)
    def _became_read(self, became: BecameOf | None, _why: Refused | None) -> None:
        """It is read; another event that was chosen, or what has changed since, is read next."""
        state = self._host.state
        if became is not None and became.event == state.shown:
            self._host.apply(replace(state, became=became))
        if self._became_wanted or (became is not None and became.event != state.shown):
            self.find_became()

    def _ask_rest(self) -> None:
        """Read the circles of which only the first are here."""
        state = self._host.state
        if state.reading:
            self._rest_wanted = True
            if not self._rest.busy:
                self._rest.begin(self._host.rest())

    @Slot(object, object)
    def _rest_read(self, rest: OrganiserState | None, _why: Refused | None) -> None:
        """They are read. What has changed meanwhile is read again, and another event that was
        chosen is read next.
        """
        state = self._host.state
        if not state.reading or not self._rest_wanted:
            return
        if rest is not None and rest.shown != state.shown:
            self._ask_rest()
        elif rest is not None and self._host.is_current():
            self._host.apply(with_rest(state, rest))
        else:
            self._host.apply(self._host.read_whole())

    def _ask_undo(self) -> None:
        """See whether the last merge can be undone, once for each moment of the library, and not
        while a job writes there.
        """
        state = self._host.state
        waits = state.merged and not state.merging and not self._undo.busy
        if waits and state.read != self._undo_asked:
            self._undo_asked = state.read
            self._undo.begin(self._jobs.can_undo())

    @Slot(object, object)
    def _undo_known(self, can: bool | None, _why: Refused | None) -> None:
        state = self._host.state
        if self._undo_asked == state.read:
            self._host.apply(replace(state, merge_to_undo=bool(can)))
        else:
            self._ask_undo()
