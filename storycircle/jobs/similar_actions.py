"""Actions that say much the same, suggested to a person and never joined: rapidfuzz, offline."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import compress, count, zip_longest
from math import log, sqrt
from operator import itemgetter, mul
from sys import intern
from typing import NamedTuple

from storycircle.core.headings import Card, changed_keys, gone_keys
from storycircle.core.long_work import between_steps

AT_LEAST = 68
"""Of 100, from here on two actions are suggested as alike (rapidfuzz's token_sort_ratio)."""
_MOST = 3
LIKELY = 80
"""Of 100, from here on a card is taken to go where one alike goes, until somebody says not."""
_SHARING, _PER_SHARE = 0.45, 48
"""How much of their rare words two actions share (of 1) to be as alike as `AT_LEAST`, and by how
much of 100 the likeness grows from there with each whole share.
"""
_ANEW = 0.1  # of all texts, how many others make all of them be prepared anew
_STEM = 6  # letters of a word that count: its endings differ in most languages


class Alike(NamedTuple):
    """A card that says much the same as another, and how much: up to 100."""

    card: Card
    score: float

    @property
    def likely(self) -> bool:
        """Whether it is taken to go where the other goes."""
        return self.score >= LIKELY


_ALIKE = partial(tuple.__new__, Alike)


class Likeness:
    """How much alike the actions of a board are, by their letters and by the rare words they share.

    Texts are prepared once, and those that change after that alone: each card of thirty thousand is
    answered for as it comes. How rare a word is stays as it was first found, until a tenth of the
    texts are others. What was found of the last few cards is known until a text changes, and what a
    card that comes next will be asked for can be found ahead, a step at a time.
    """

    def __init__(self) -> None:
        self._cards: Mapping[str, Card] = {}  # of which the texts are prepared
        # Each card has a place: what one shares with thirty thousand is added up in a list.
        self._places: dict[str, int] = {}
        self._in_place: list[str] = []
        self._texts: tuple[list[str | None], list[str | None]] = ([], [])
        """Of each place the words in order, and those of a wording that is another one."""
        self._stems: dict[str, tuple[str, ...]] = {}
        self._rare: dict[str, float] = {}
        self._shorter: list[float] = []  # of each place, 1 to how long its card is; 0 of nobody
        self._having: dict[str, list[int]] = {}
        self._found: dict[str, _Found] = {}  # of the last cards, the newest last

    def to(self, card: Card, cards: Mapping[str, Card]) -> list[Alike]:
        """All cards that say much what one says, by either wording, the likest first."""
        cards = self._with(card, cards)
        found = self._found_of(card.action)
        found.finish()
        likest = found.likest or _likest_first(found.all, cards)
        found.likest = likest
        ids, scores = map(itemgetter(0), likest), map(itemgetter(1), likest)
        # Of thousands that a card of a large board is like, none is made by Python.
        return list(map(_ALIKE, zip(map(cards.__getitem__, ids), scores, strict=True)))

    def ahead(self, card: Card, cards: Mapping[str, Card]) -> bool:
        """Do one step of what `to` will be asked of a card, some milliseconds of it. False where
        nothing is left to do.
        """
        cards = self._with(card, cards)
        found = self._found_of(card.action)
        if found.step():
            return True
        if not found.likest:
            found.likest = _likest_first(found.all, cards)
        return False

    def nearest(self, card: Card, cards: Mapping[str, Card]) -> list[Alike]:
        """The cards most alike to one by their letters, the likest first; at most three."""
        cards = self._with(card, cards)
        found = self._found_of(card.action)
        while not found.by_letters and found.step():
            pass
        likest = _likest_first(found.letters, cards)[:_MOST]
        return [Alike(cards[id_], score) for id_, score in likest]

    def _found_of(self, action: str) -> "_Found":
        """What is found of a card by now, kept as the newest."""
        found = self._found.pop(action, None)
        if found is None:
            found = _Found(self._by_letters(action), self._by_words(action))
        self._found[action] = found
        while len(self._found) > _KNOWN:
            del self._found[next(iter(self._found))]
        return found

    def _with(self, card: Card, cards: Mapping[str, Card]) -> Mapping[str, Card]:
        cards = cards if card.action in cards else {**cards, card.action: card}
        self.prepare(cards)
        return cards

    def prepare(self, cards: Mapping[str, Card]) -> None:
        """Compare with these cards from now on."""
        if cards is self._cards:
            return
        before = self._cards
        others = [cards[id_] for id_ in changed_keys(before, cards)]
        new = [card for card in others if _says_more(card, before.get(card.action))]
        gone = gone_keys(before, cards)
        empty = len(self._in_place) + len(new) - len(cards)
        if max(len(gone) + len(new), empty) > len(cards) * _ANEW:
            self._begin(cards)
        else:
            for id_ in (*gone, *(card.action for card in new)):
                self._forget(id_)
            for card in new:
                self._learn(card, _stems(card))
        if gone or new:
            self._found = {}
        elif any(card.key != before[card.action].key for card in others):
            for found in self._found.values():
                found.likest = []
        self._cards = cards

    def _begin(self, cards: Mapping[str, Card]) -> None:
        self._texts, self._having, self._stems = ([], []), {}, {}
        self._places, self._in_place, self._shorter = {}, [], []
        stems = {id_: _stems(card) for id_, card in cards.items()}
        held = Counter(stem for found in stems.values() for stem in found)
        self._rare = {stem: log(len(cards) / count) for stem, count in held.items()}
        for id_, card in cards.items():
            self._learn(card, stems[id_])

    def _learn(self, card: Card, stems: Iterable[str]) -> None:
        between_steps()
        for texts, text in zip_longest(self._texts, _plain(card)):
            texts.append(None if text is None else " ".join(sorted(text)))
        for stem in stems:
            self._rare.setdefault(stem, log(max(2, len(self._cards))))
        telling = tuple(sorted(stem for stem in stems if self._rare[stem] > 0))
        self._stems[card.action] = telling
        long = sqrt(sum(self._rare[stem] ** 2 for stem in telling)) or 1.0
        place = self._places[card.action] = len(self._in_place)
        self._in_place.append(card.action)
        self._shorter.append(1 / long)
        for stem in telling:
            self._having.setdefault(stem, []).append(place)

    def _forget(self, action: str) -> None:
        """Its place stays empty, until a tenth of them are."""
        place = self._places.pop(action, None)
        if place is not None:
            for texts in self._texts:
                texts[place] = None
            self._shorter[place] = 0.0
            for stem in self._stems.pop(action):
                self._having[stem].remove(place)

    def _by_letters(self, action: str) -> "Steps":
        """Those whose sorted words are much the same letters, each with its likeness of 100."""
        # About 25 ms to import: when a board first has a card chosen.
        from rapidfuzz import fuzz, process  # noqa: PLC0415

        best: dict[str, float] = {}
        place = self._places[action]
        own = [text for texts in self._texts if (text := texts[place]) is not None]
        for texts in self._texts:
            for first in range(0, len(texts), _AT_ONCE):
                some = texts[first : first + _AT_ONCE]
                if some.count(None) == len(some):
                    continue
                for text in own:
                    for _text, score, at in process.extract(
                        text, some, scorer=fuzz.ratio, score_cutoff=AT_LEAST, limit=None
                    ):
                        id_ = self._in_place[first + at]
                        best[id_] = max(best.get(id_, 0), score)
                yield None
        best.pop(action, None)
        yield best

    def _by_words(self, action: str) -> "Steps":
        """Those that share most of their rare words, each with its likeness of 100."""
        rare, own = self._rare, self._places[action]
        shares = [0.0] * len(self._shorter)
        for stem in self._stems[action]:
            weight = rare[stem] ** 2 * self._shorter[own]
            for place in self._having[stem]:
                shares[place] += weight
            yield None
        shares[own] = 0.0
        of_one = list(map(mul, shares, self._shorter))
        enough = compress(count(), map(_SHARING.__le__, of_one))
        yield {
            self._in_place[place]: AT_LEAST + (of_one[place] - _SHARING) * _PER_SHARE
            for place in enough
        }


_KNOWN = 4
"""Cards of which is known what is alike: the one that is shown, those beside it, and the next."""
_AT_ONCE = 3_000  # texts compared in one step, about 3 ms
Steps = Iterator[dict[str, float] | None]
"""Nothing after each step but the last, which says all that was found."""


class _Found:
    """What is found of one card by now: by its letters, then by its words, then in order."""

    def __init__(self, *ways: Steps) -> None:
        self._ways = list(ways)
        self.letters: dict[str, float] = {}
        self.all: dict[str, float] = {}
        self.by_letters = False
        self.likest: list[tuple[str, float]] = []

    def step(self) -> bool:
        """Find some more; whether there is more to be found."""
        if not self._ways:
            return False
        found = next(self._ways[0])
        if found is not None:
            del self._ways[0]
            if self.by_letters:
                for id_, score in found.items():
                    self.all[id_] = max(self.all.get(id_, 0), score)
            else:
                self.by_letters, self.letters, self.all = True, found, dict(found)
        return bool(self._ways)

    def finish(self) -> None:
        """Find all."""
        while self.step():
            pass


def _says_more(card: Card, before: Card | None) -> bool:
    """Whether a card says something else than before."""
    return before is None or (card.words, card.wording) != (before.words, before.wording)


def _plain(card: Card) -> list[list[str]]:
    """The words of a card, and of its wording where that is another one, in small letters."""
    from rapidfuzz import utils  # noqa: PLC0415

    texts = dict.fromkeys((card.words, card.wording))
    return [utils.default_process(text).split() for text in texts]


def _stems(card: Card) -> frozenset[str]:
    between_steps()
    return frozenset(intern(word[:_STEM]) for words in _plain(card) for word in words)


def _likest_first(best: Mapping[str, float], cards: Mapping[str, Card]) -> list[tuple[str, float]]:
    """Of as alike ones, in the order of the board."""
    likest = sorted(best.items(), key=itemgetter(1), reverse=True)
    first = 0
    for last in range(1, len(likest) + 1):
        if last == len(likest) or likest[last][1] != likest[first][1]:
            if last - first > 1:
                as_much = likest[first:last]
                likest[first:last] = sorted(as_much, key=lambda pair: cards[pair[0]].key)
            first = last
    return likest
