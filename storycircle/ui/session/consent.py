"""What may leave a circle, and what is erased of it: choices, names looked at, words taken out."""

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from storycircle.core import i18n, stories
from storycircle.core.consent import name_review, permission_to_leave
from storycircle.core.consent.retention import keep_until
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, n_
from storycircle.core.model import Circle, Sharing, Story
from storycircle.store.library import Library
from storycircle.ui.session.beside.private_note import OWN_NOTE
from storycircle.ui.session.host import Host
from storycircle.ui.system.background import Erasing


class Consent:
    """The tellers' choices, and erasing. erasing: what is being erased of this circle."""

    def __init__(
        self, host: Host, library: Library, erasing: Erasing, forget: Callable[[Story], None]
    ) -> None:
        """forget: lets a story go from what can be undone."""
        self.erasing = erasing
        self._host, self._library, self._forget = host, library, forget

    def choose(self, story: str, sharing: Sharing) -> None:
        """Keep a teller's choice for a story, with the words that would leave by it."""
        state, at = self._host.state, self._host.clock.now()
        old = state.circle.story(story)
        circle = permission_to_leave.with_choice(
            state.circle, story, sharing, at=at, event=state.event
        )
        self._write(circle)
        if old is not None and sharing is Sharing.STAYS is not old.sharing:
            self.notice_what_carries(story)

    def notice_what_carries(self, story: str) -> None:
        """Name the files that contain a story whose yes was taken back, or that was erased."""
        names = list(dict.fromkeys(name for _at, name in self._library.carriers(story)))
        files = [_("“{file}”", file=name) for name in names]
        if names:
            carry = n_(
                "{files} carries it already. Export the circle again: that takes it out wherever "
                "the file is gathered.",
                "{files} carry it already. Export the circle again: that takes it out wherever "
                "the file is gathered.",
                len(names),
                files=i18n.listed(files),
            )
            self._host.notice(carry)

    def send_agencies(self, send: bool) -> None:
        """Let the counts of this circle's agencies leave, or keep them here."""
        self._write(replace(self._host.state.circle, send_agencies=send))

    def answer_name(self, story: str, found: str, instead: str | None) -> bool:
        """Keep what replaces a name found in a story; None leaves it. False where it is refused."""
        circle = self._host.state.circle
        return self._attempt(lambda: name_review.with_answer(circle, story, found, instead))

    def open_name_again(self, story: str, found: str) -> None:
        """Take back the answer about a name found in a story."""
        self._write(name_review.without_answer(self._host.state.circle, story, found))

    def look_for(self, typed: str) -> bool:
        """Add words to find in stories without names. False where they are refused."""
        circle = self._host.state.circle
        return self._attempt(lambda: name_review.with_also(circle, typed))

    def look_for_too(self, word: str) -> bool:
        """Add one word to find in stories without names. False where it is refused."""
        circle = self._host.state.circle
        return self._attempt(lambda: name_review.with_one_more(circle, word))

    def keep_until(self) -> date | None:
        """The last day on which this circle is kept here."""
        state, now = self._host.state, self._host.clock.now()
        return keep_until(state.event, now, state.settings.keep_days, now.date())

    # Erasing cannot be undone, and undo stops there. The rows go at once, on this thread; the
    # copies and the pages take longer, and go on another.

    def erase_story(self, story: str) -> bool:
        """Begin to erase a story from this laptop and its copies. False where nothing was begun."""
        record = self._host.state.circle.story(story)
        if record is None or not self._done(lambda: self._library.strike_story(story)):
            return False
        self._forget_drafts(record)
        self._write(stories.without_story(self._host.state.circle, story))
        self.erasing.begin(story, Library.erase_owed)
        return True

    def erase_kept_notes(self) -> bool:
        """Begin to erase what was noted of the stories that stay, and the facilitator's own note.
        False where nothing was begun.
        """
        circle = self._host.state.circle
        if not self._done(lambda: self._library.strike_notes(circle.id)):
            return False
        for record in circle.stories:
            if record.sharing is Sharing.STAYS:
                self._forget_drafts(record)
        self._library.forget_unsaved_texts(circle.id, OWN_NOTE)
        self._write(stories.without_kept_notes(circle))
        self.erasing.begin("", Library.erase_owed)
        return True

    def _forget_drafts(self, record: Story) -> None:
        """Keep nothing of a story in what can be undone, or in what could not be saved."""
        self._library.forget_unsaved_texts(self._host.state.circle.id, f"{record.teller or ''} ")
        self._forget(record)

    def _write(self, circle: Circle) -> None:
        self._host.apply(replace(self._host.state, circle=circle), undoable=False)

    def _attempt(self, change: Callable[[], Circle]) -> bool:
        return self._done(lambda: self._write(change()))

    def _done(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except Refused as refused:
            self._host.refuse(refused)
            return False
        return True
