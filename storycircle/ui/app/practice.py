"""A practice circle: made-up people, in a library of its own that is thrown away afterwards.

So nothing of it can come into a report, a file or a merge: the laptop's own library never has it.
"""

from contextlib import ExitStack, closing
from dataclasses import replace

from storycircle.core.clock import Clock, FasterClock
from storycircle.core.i18n import _
from storycircle.core.members import Known, members_typed
from storycircle.core.model import Circle, new_id, own_event
from storycircle.store.library import Library
from storycircle.store.safety.workspace import PRACTICE, workspace
from storycircle.ui.session.session import Session

FAST = 10
"""How many seconds go by in one where a practice circle is to be quick."""


class Practice:
    """The circle, until it is closed. session: holds it, as any circle is held."""

    def __init__(self, beside: Library, clock: Clock, times: int = FAST) -> None:
        """beside: the laptop's own library, by which it lies. Raises Refused where no folder can be
        made there.
        """
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
