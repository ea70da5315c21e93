"""Which card comes next while actions are sorted one by one, and what goes with it, without Qt.

Cards that wait come in the board's order, those put off at the end of it. The way back goes through
all that were shown, also through those that stand under a heading by now.

Where those much like a card stand by now is where it is taken to go; where they were sorted this
way and that, nothing is ticked before a person looks.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.headings import Card
from storycircle.jobs.similar_actions import Alike

_AGREED = 0.75  # of those alike, from how many under one heading another is taken to go along


class Stream(Struct, frozen=True):
    """Actions by their ids. waiting: under no heading, in the board's order. put_off: those of them
    that come last, in the order they were put off. seen: those shown before, the newest last.
    current: the one that is shown; empty where none waits. looking_back: whether it is shown again,
    wherever it stands.
    """

    waiting: tuple[str, ...] = ()
    put_off: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    current: str = ""
    looking_back: bool = False

    @property
    def order(self) -> tuple[str, ...]:
        """All that wait, in the order in which they come."""
        if not self.put_off:
            return self.waiting
        last = set(self.put_off)
        return (*(id_ for id_ in self.waiting if id_ not in last), *self.put_off)

    @property
    def to_come(self) -> tuple[str, ...]:
        """All that come after the one that is shown."""
        order = self.order
        if order[:1] == (self.current,):
            return order[1:]
        return tuple(id_ for id_ in order if id_ != self.current)

    def over(self, waiting: Iterable[str], known: Collection[str]) -> "Stream":
        """The stream over a board as it is now. known: all actions on it."""
        waiting = tuple(waiting)
        here = set(waiting)
        stays = self.current in here or (self.looking_back and self.current in known)
        new = replace(
            self,
            waiting=waiting,
            put_off=tuple(id_ for id_ in self.put_off if id_ in here),
            seen=tuple(id_ for id_ in self.seen if id_ in known),
            looking_back=self.current not in here,
        )
        return new if stays else _next(new, self.current)

    def among(self, waiting: Iterable[str]) -> "Stream":
        """The stream while only the first cards of the board are known: what was put off, seen or
        shown is not forgotten though it is not among them.
        """
        new = replace(self, waiting=tuple(waiting))
        return new if self.current else _next(new)

    def placed(self, actions: Collection[str]) -> "Stream":
        """What comes once these, the current one among them, stand under a heading."""
        actions = frozenset(actions)
        left = tuple(id_ for id_ in self.waiting if id_ not in actions)
        off = tuple(id_ for id_ in self.put_off if id_ not in actions)
        return _next(replace(self._passed(), waiting=left, put_off=off))

    def later(self) -> "Stream":
        """The current one comes again at the end; one that waits no more is only left."""
        if self.current not in self.waiting:
            return _next(self._passed())
        off = (*(id_ for id_ in self.put_off if id_ != self.current), self.current)
        new = replace(self._passed(), put_off=off)
        return _next(new, self.current)

    def back(self) -> "Stream":
        """The one that was shown before; it is put off no more."""
        if not self.seen:
            return self
        *seen, current = self.seen
        off = tuple(id_ for id_ in self.put_off if id_ != current)
        return replace(self, seen=tuple(seen), put_off=off, current=current, looking_back=True)

    def at(self, action: str) -> "Stream":
        """One that a person chose comes now; the one that was shown waits on."""
        if action == self.current:
            return self
        passed = self._passed() if self.current else self
        return replace(passed, current=action, looking_back=action not in self.waiting)

    def came_back(self, action: str) -> "Stream":
        """One whose act was taken back comes now; the one that was shown comes after it."""
        seen = tuple(id_ for id_ in self.seen if id_ != action)
        return replace(self, seen=seen, current=action)

    def _passed(self) -> "Stream":
        seen = (*(id_ for id_ in self.seen if id_ != self.current), self.current)
        return replace(self, seen=seen, current="", looking_back=False)


def _next(stream: Stream, besides: str = "") -> Stream:
    """At the first that waits; not at one, where another waits."""
    order = stream.order
    others = (id_ for id_ in order if id_ != besides)
    current = next(others, order[0] if order else "")
    seen = tuple(id_ for id_ in stream.seen if id_ != current)
    return replace(stream, current=current, seen=seen, looking_back=False)


class Company(Struct, frozen=True):
    """The card that is shown, by its id, and those that may go with it.

    alike: those much like it, the likest first, wherever they stand. found: what a search found, by
    ids, where that is sorted together.
    """

    current: str = ""
    alike: tuple[Alike, ...] = ()
    found: tuple[str, ...] = ()

    def headings(self) -> Counter[str]:
        """How many of those alike stand under each heading; of as many, the likest one's first."""
        return Counter(one.card.heading for one in self.alike if one.card.heading)

    @property
    def likely(self) -> str:
        """The heading under which most of those alike stand; empty where none does."""
        return next((heading for heading, _count in self.headings().most_common(1)), "")

    def waiting(self, cards: Mapping[str, Card]) -> tuple[Card, ...]:
        """Those that may go with it: they stand under no heading."""
        return self._waiting(cards, self.found or [one.card.action for one in self.alike])

    def ticked_at_first(self, cards: Mapping[str, Card]) -> tuple[str, ...]:
        """What is ticked before anybody looks: what was searched for, or what is likely."""
        likely = [] if self._parted() else [one.card.action for one in self.alike if one.likely]
        return tuple(card.action for card in self._waiting(cards, self.found or likely))

    def _waiting(self, cards: Mapping[str, Card], ids: Iterable[str]) -> tuple[Card, ...]:
        here = (cards[id_] for id_ in ids if id_ in cards and id_ != self.current)
        return tuple(card for card in here if not card.heading)

    def _parted(self) -> bool:
        """Whether cards as much like it stand under different headings."""
        placed = Counter(one.card.heading for one in self.alike if one.likely and one.card.heading)
        return max(placed.values(), default=0) < _AGREED * placed.total()
