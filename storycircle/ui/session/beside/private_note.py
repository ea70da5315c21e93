"""The facilitator's own note for a circle: no part of the circle, so that nothing hands it on."""

from collections.abc import Callable

from storycircle.core.i18n import _
from storycircle.core.size_limits import NOTES, bounded
from storycircle.core.text import cleaned
from storycircle.store.library import Library

OWN_NOTE = "own-note"
"""The name of the note's field, among texts that are not saved yet."""


class PrivateNote:
    """One text beside a circle, on this laptop alone."""

    def __init__(self, library: Library, circle: str, save_circle: Callable[[], None]) -> None:
        """circle: its id. save_circle: puts it on the disk, where it may not be yet: a note goes
        with its circle, and there is none without.
        """
        self._library, self._circle, self._save_circle = library, circle, save_circle

    def kept(self) -> str:
        """The note as it is kept; "" where there is none."""
        return self._library.own_note(self._circle)

    def write(self, text: str) -> None:
        """Keep the note as it was typed. Raises Refused."""
        note = bounded(cleaned(text), NOTES, _("Your own note"))
        if note == self.kept():
            return
        if not self._library.save_own_note(self._circle, note):
            self._save_circle()
            self._library.save_own_note(self._circle, note)
