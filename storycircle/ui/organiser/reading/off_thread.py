"""What an organiser's session reads off the drawing thread: the circles of a large event, whom the
circles are of, what became of their actions, and whether the last merge can be undone.
"""

from collections.abc import Iterable
from typing import Protocol

from msgspec.structs import replace
from PySide6.QtCore import QObject, Slot

from storycircle.core.error_sentences import Refused
from storycircle.jobs.afterwards.became import BecameOf
from storycircle.store.library_base import Moment
from storycircle.ui.organiser.background_jobs import BoardRead, Jobs, Lane
from storycircle.ui.organiser.board.editor import BoardEditor
from storycircle.ui.organiser.organiser_state import OrganiserState
from storycircle.ui.organiser.reading.read_state import with_read_board, with_rest
from storycircle.ui.system.background import Job


class Host(Protocol):
    """The organiser's session as this knows it. board: the editor of the board that is shown."""

    board: BoardEditor

    @property
    def state(self) -> OrganiserState:
        """What is shown of the library."""

    def apply(self, new: OrganiserState) -> None:
        """Make this the state, and say what changed."""

    def rest(self) -> Job:
        """The job that reads the circles that the state lacks."""

    def is_current(self) -> bool:
        """Whether nothing of the library has changed since the state was read."""

    def moment(self) -> Moment:
        """The moment of the library."""

    def read_whole_board(self) -> None:
        """Show the board with all cards, whatever that takes."""

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
        self._board = Lane(self)
        self._board.ended.connect(self._board_read)
        self._board_wanted = False
        self._board_of: Moment | None = None  # what is read for it holds while the library is so
        self._placed: set[str] = set()  # the actions that were placed since it was asked for
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
        self._ask_board()

    def wait(self) -> None:
        """Come back when nothing is read any more. What was read is let go until the state is asked
        for again: the library may close now.
        """
        self._board.stop()
        for lane in (self._rest, self._people, self._undo, self._became, self._board):
            lane.wait()
        self._rest_wanted = self._became_wanted = self._board_wanted = False

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

    def note_placed(self, actions: Iterable[str], before: Moment, after: Moment | None) -> None:
        """These actions were placed here, which took the library from one moment to another; None
        where somebody else has changed it too.
        """
        if after is not None and self._undo_asked == before:
            self._undo_asked = after  # no merge can be undone any more: something changed since
        if self._board.busy:
            self._placed.update(actions)
            self._board_of = after if self._board_of == before else None

    def _ask_board(self) -> None:
        """Read the board of which only the first cards are here, or those of before."""
        state = self._host.state
        if state.board_reading and state.event is not None:
            self._board_wanted = True
            if not self._board.busy:
                self._board_of, self._placed = self._host.moment(), set()
                self._board.begin(self._jobs.board(state.event))

    @Slot(object, object)
    def _board_read(self, read: BoardRead | None, _why: Refused | None) -> None:
        """It is read. Where another board is wanted by now, or anybody else has changed anything,
        it is read once more.
        """
        state = self._host.state
        if not state.board_reading or not self._board_wanted:
            return
        if read is None:
            self._host.read_whole_board()
        elif read.board.gathered.event.id == state.shown and self._board_of == self._host.moment():
            self._host.board.likeness = read.likeness
            moment = self._host.moment()
            self._host.apply(with_read_board(state, read.board, self._placed, moment))
        else:
            self._ask_board()

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
