"""Saving a running circle after every change, and why what is on screen is not on the disk."""

from collections.abc import Callable

from storycircle.core.clock import Clock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle
from storycircle.store.library import Library
from storycircle.store.saved_state import SavedState
from storycircle.ui.session.state import SessionState


class Autosave:
    """Saves the states of one circle. unsaved: why the last one is not on the disk; empty where it
    is.
    """

    def __init__(self, library: Library, clock: Clock) -> None:
        self.unsaved = ""
        self._library, self._clock = library, clock

    def save(self, state: SessionState) -> Circle:
        """Save all of a state. Returns the circle as it is kept: a story stays of which a no came
        in from elsewhere.
        """
        kept = state.circle

        def save() -> None:
            nonlocal kept
            kept = self._library.save_circle(state.circle, self._paused(state))

        self._saving(save)
        return kept

    def save_time(self, state: SessionState) -> None:
        """Save the circle's clocks, so that a crash loses a second at most; all of it where
        something is unsaved.
        """
        if self.unsaved:
            self.save(state)
            return
        saved = self._paused(state)
        self._saving(lambda: self._library.save_state(state.circle.id, saved))

    def _paused(self, state: SessionState) -> SavedState:
        return state.paused(self._clock.reading(), self._clock.now())

    def _saving(self, save: Callable[[], None]) -> None:
        try:
            save()
        except Refused as refused:
            self.unsaved = str(refused)
        else:
            self.unsaved = ""
