"""The check-out of a running circle: numbers as they are counted, and a private round at its end.

What is marked in private is no part of the state until all of it comes at once: no save, no copy
and no undo ever has a part of it.
"""

from msgspec.structs import replace

from storycircle.core.checkout import checkout
from storycircle.core.checkout.checkout import MOST_PEOPLE, MOST_WORDS, Checkout, blank
from storycircle.core.checkout.private_round import PrivateRound
from storycircle.core.consent.name_finder import finds
from storycircle.core.consent.name_review import sought_in
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.size_limits import LINE, bounded
from storycircle.core.text import one_line
from storycircle.store.library import Library
from storycircle.ui.session.host import Host


class CheckingOut:
    """How it was: by hands, or in private. All of it can be left out."""

    def __init__(self, host: Host, library: Library) -> None:
        self._host, self._library = host, library

    @property
    def said(self) -> Checkout:
        """What was said so far; nothing yet, of as many as are there."""
        circle, event = self._host.state.circle, self._host.state.event
        if circle.checkout is not None and not circle.checkout.is_empty:
            return circle.checkout
        people = circle.checkout.people if circle.checkout else self.there
        return blank(people, event.statements if event else ())

    @property
    def there(self) -> int:
        """How many sit in the ring: whoever sends apologies to a meeting does not."""
        circle = self._host.state.circle
        return sum(1 for member in circle.members if member.id not in circle.apologies)

    @property
    def statements(self) -> tuple[str, ...]:
        """What is asked, as people read it."""
        return checkout.statements(self.said.asked)

    @property
    def is_fixed(self) -> bool:
        """Whether it has left or was shown, and does not change any more."""
        return self._library.is_checkout_fixed(self._host.state.circle.id)

    def count(self, statement: int, answer: int, hands: int | None) -> None:
        """Keep one number; None where it is empty after all. What is left of a row in which every
        hand is there is nought.
        """
        said = checkout.with_count(self.said, statement, answer, hands)
        self._keep(checkout.with_rest(said, statement) if hands is not None else said)

    def count_people(self, people: int) -> None:
        """Keep how many people there are."""
        self._keep(replace(self.said, people=min(max(people, 1), MOST_PEOPLE)))

    def refuse_names(self, words: str) -> None:
        """Raise Refused where a line of words names somebody of the circle: it is without names."""
        found = finds(words, sought_in(self._host.state.circle))
        if found:
            raise Refused("checkout-name", name=found[0].text)

    def add_words(self, typed: str) -> None:
        """Keep one line of words more. Raises Refused."""
        words = bounded(one_line(typed), LINE, _("A line of words"))
        self.refuse_names(words)
        if len(self.said.words) >= MOST_WORDS:
            raise Refused("checkout-words", most=MOST_WORDS)
        if words:
            self._keep(replace(self.said, words=(*self.said.words, words)))

    def take_words_away(self, words: str) -> None:
        """Take one line of words away again."""
        left = list(self.said.words)
        if words in left:
            left.remove(words)
            self._keep(replace(self.said, words=tuple(left)))

    def refuse_changes(self) -> None:
        """Raise Refused where nothing of it can be kept: else all would mark for nothing."""
        if self._library.reads:
            raise Refused("only-reads")
        if self.is_fixed:
            raise Refused("checkout-fixed")

    def begin_private(self) -> PrivateRound:
        """A private round of what is asked, of which nothing is kept yet."""
        return PrivateRound(self.said.asked)

    def end_private(self, private: PrivateRound) -> None:
        """Keep what all have marked, in the place of whatever was counted before."""
        if private.began:
            self._keep(private.result())

    def _keep(self, said: Checkout) -> None:
        if self.is_fixed:
            self._host.refuse(Refused("checkout-fixed"))
            return
        circle = replace(self._host.state.circle, checkout=said)
        self._host.apply(replace(self._host.state, circle=circle), undoable=False)
