"""What a part of the session sees of it."""

from typing import Protocol

from storycircle.core.clock import Clock
from storycircle.core.error_sentences import Refused
from storycircle.ui.session.state import SessionState


class Host(Protocol):
    """The session as its parts know it; a test gives a fake of these five names."""

    @property
    def state(self) -> SessionState:
        """The running circle at this moment."""

    @property
    def clock(self) -> Clock:
        """Where the time comes from."""

    def apply(
        self, new: SessionState, *, undoable: bool = True, message: str = "", save: bool = True
    ) -> bool:
        """Make this the state, and say what changed; whether it was taken.

        undoable: as an act that undo takes back. message: a sentence to show. save: on the disk at
        once; else with the next change.
        """

    def refuse(self, why: Refused | str) -> None:
        """Say why something was not done."""

    def notice(self, message: str) -> None:
        """Say what came of something, where nothing of it can be undone."""
