"""What may leave a circle, and what is erased of it: choices, names looked at, words taken out."""

from datetime import date
from functools import cached_property

from PySide6.QtCore import Signal

from storycircle.core import choosing, review, words, writing
from storycircle.core.keeping import keep_until
from storycircle.core.model import Sharing
from storycircle.store.library import Library
from storycircle.ui.erasing import Erasing
from storycircle.ui.turning_circle import TurningCircle


class SharingCircle(TurningCircle):
    """A running circle with its tellers' choices.

    erased: what was being erased is gone from the disk; or some of it may be left.
    """

    erased = Signal(bool)

    @cached_property
    def erasing(self) -> Erasing:
        """What is being erased of this circle."""
        erasing = Erasing(self.library.path, self.clock, self)
        erasing.ended.connect(self._erased)
        return erasing

    def choose_sharing(self, story: str, sharing: Sharing) -> None:
        """A teller's choice for a story, kept with the words that would leave by it."""
        old = self.circle.story(story)
        now = self.clock.now()
        self.write(choosing.with_choice(self.circle, story, sharing, at=now, event=self.at_event))
        if old is not None and sharing is Sharing.STAYS is not old.sharing:
            self._say_what_carries(story)

    def _say_what_carries(self, story: str) -> None:
        """A yes was taken back, or a story erased, that had left: which files hold it."""
        names = list(dict.fromkeys(name for _at, name in self.library.carriers(story)))
        if names:
            held = words.listed([f"“{name}”" for name in names])
            verb = "carries" if len(names) == 1 else "carry"
            self.noticed.emit(
                f"{held} {verb} it already. Export the circle again: that takes it out wherever "
                "the file is gathered.",
                False,
            )

    def look_at(self, story: str, found: str, instead: str | None) -> bool:
        """What stands for a word found in a story; None leaves it. False where it is refused."""
        circle = self.circle
        return self.attempt(
            lambda: self.write(review.with_answer(circle, story, found, instead)),
        )

    def look_at_again(self, story: str, found: str) -> None:
        """A word found in a story is open again."""
        self.write(review.without_answer(self.circle, story, found))

    def look_for(self, typed: str) -> bool:
        """Words to look for in stories without names. False where they are refused."""
        circle = self.circle
        return self.attempt(lambda: self.write(review.with_also(circle, typed)))

    def keep_until(self) -> date | None:
        """The last day on which this circle is kept here."""
        now = self.clock.now()
        return keep_until(self.at_event, now, self.settings.keep_days, now.date())

    # Erasing: it cannot be undone, and undo stops there. The rows go at once, on this thread;
    # the copies and the pages take longer, and go on another.

    def erase_story(self, story: str) -> bool:
        """Begin to erase a story from this laptop and its copies; `erased` says what came of it.
        False where nothing was begun.
        """
        told = self.circle.story(story)
        if told is None or not self.attempt(lambda: self.library.strike_story(story)):
            return False
        self.library.let_loose_go(self.circle.id, f"{told.teller or ''} ")
        self._history = self._history.without(told)
        self.write(writing.without_story(self.circle, story))
        self.erasing.begin(story, Library.erase_owed)
        return True

    def erase_kept_notes(self) -> bool:
        """Begin to erase what was noted of the stories that stay; `erased` says what came of it.
        False where nothing was begun.
        """
        if not self.attempt(lambda: self.library.strike_notes(self.circle.id)):
            return False
        for told in self.circle.stories:
            if told.sharing is Sharing.STAYS:
                self.library.let_loose_go(self.circle.id, f"{told.teller or ''} ")
                self._history = self._history.without(told)
        self.write(writing.without_kept_notes(self.circle))
        self.erasing.begin("", Library.erase_owed)
        return True

    def _erased(self, story: str, why: str) -> None:
        if why:
            self.refused.emit(why)
        elif story:
            self.noticed.emit("Erased. It cannot come back.", False)
            self._say_what_carries(story)
        self.erased.emit(not why)
