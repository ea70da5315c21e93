"""Actions that say much the same, suggested to a person and never joined: rapidfuzz, offline."""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log, sqrt
from operator import itemgetter
from sys import intern
from typing import NamedTuple

from storycircle.core.headings import Card
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


class Likeness:
    """How much alike the actions of a board are, by their letters and by the rare words they share.

    Texts are prepared once, and those that change after that alone: each card of thirty thousand is
    answered for as it comes. How rare a word is stays as it was first found, until a tenth of the
    texts are others.
    """

    def __init__(self) -> None:
        self._cards: Mapping[str, Card] = {}  # of which the texts are prepared
        self._choices: tuple[dict[str, str], dict[str, str]] = ({}, {})
        """The words of each card in order, and those of a wording that is another one."""
        self._stems: dict[str, tuple[str, ...]] = {}
        self._rare: dict[str, float] = {}
        # What one shares with thirty thousand is added up in a list: each card has a place in it.
        self._places: dict[str, int] = {}
        self._in_place: list[str] = []
        self._shorter: list[float] = []  # of each place, 1 to how long its card is; 0 of nobody
        self._having: dict[str, list[int]] = {}

    def to(self, card: Card, cards: Mapping[str, Card]) -> list[Alike]:
        """All cards that say much what one says, by either wording, the likest first."""
        cards = self._with(card, cards)
        best = self._by_letters(card.action)
        for id_, score in self._by_words(card.action).items():
            best[id_] = max(best.get(id_, 0), score)
        return _likest_first(best, cards)

    def nearest(self, card: Card, cards: Mapping[str, Card]) -> list[Alike]:
        """The cards most alike to one by their letters, the likest first; at most three."""
        cards = self._with(card, cards)
        return _likest_first(self._by_letters(card.action), cards)[:_MOST]

    def _with(self, card: Card, cards: Mapping[str, Card]) -> Mapping[str, Card]:
        cards = cards if card.action in cards else {**cards, card.action: card}
        self.prepare(cards)
        return cards

    def prepare(self, cards: Mapping[str, Card]) -> None:
        """Compare with these cards from now on."""
        if cards is self._cards:
            return
        before = self._cards
        others = [card for id_, card in cards.items() if before.get(id_) is not card]
        new = [card for card in others if _says_more(card, before.get(card.action))]
        known = len(cards) - sum(1 for card in others if card.action not in before)
        gone = [id_ for id_ in before if id_ not in cards] if known < len(before) else []
        empty = len(self._in_place) + len(new) - len(cards)
        if max(len(gone) + len(new), empty) > len(cards) * _ANEW:
            self._begin(cards)
        else:
            for id_ in (*gone, *(card.action for card in new)):
                self._forget(id_)
            for card in new:
                self._learn(card, _stems(card))
        self._cards = cards

    def _begin(self, cards: Mapping[str, Card]) -> None:
        self._choices, self._having, self._stems = ({}, {}), {}, {}
        self._places, self._in_place, self._shorter = {}, [], []
        stems = {id_: _stems(card) for id_, card in cards.items()}
        held = Counter(stem for found in stems.values() for stem in found)
        self._rare = {stem: log(len(cards) / count) for stem, count in held.items()}
        for id_, card in cards.items():
            self._learn(card, stems[id_])

    def _learn(self, card: Card, stems: Iterable[str]) -> None:
        between_steps()
        for place, text in enumerate(_plain(card)):
            self._choices[place][card.action] = " ".join(sorted(text))
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
        for choices in self._choices:
            choices.pop(action, None)
        place = self._places.pop(action, None)
        if place is not None:
            self._shorter[place] = 0.0
            for stem in self._stems.pop(action):
                self._having[stem].remove(place)

    def _by_letters(self, action: str) -> dict[str, float]:
        """Those whose sorted words are much the same letters, each with its likeness of 100."""
        # About 25 ms to import: when a board first has a card chosen.
        from rapidfuzz import fuzz, process  # noqa: PLC0415

        best: dict[str, float] = {}
        own = [choices[action] for choices in self._choices if action in choices]
        for text in own:
            for choices in filter(None, self._choices):
                found = process.extract(
                    text, choices, scorer=fuzz.ratio, score_cutoff=AT_LEAST, limit=None
                )
                for _, score, id_ in found:
                    best[id_] = max(best.get(id_, 0), score)
        best.pop(action, None)
        return best

    def _by_words(self, action: str) -> dict[str, float]:
        """Those that share most of their rare words, each with its likeness of 100."""
        rare, own = self._rare, self._places[action]
        shares = [0.0] * len(self._shorter)
        for stem in self._stems[action]:
            weight = rare[stem] ** 2 * self._shorter[own]
            for place in self._having[stem]:
                shares[place] += weight
        shares[own] = 0.0
        return {
            self._in_place[place]: AT_LEAST + (of_one - _SHARING) * _PER_SHARE
            for place, (share, shorter) in enumerate(zip(shares, self._shorter, strict=True))
            if (of_one := share * shorter) >= _SHARING
        }


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


def _likest_first(best: Mapping[str, float], cards: Mapping[str, Card]) -> list[Alike]:
    """Of as alike ones, in the order of the board."""
    likest = sorted(best.items(), key=itemgetter(1), reverse=True)
    first = 0
    for last in range(1, len(likest) + 1):
        if last == len(likest) or likest[last][1] != likest[first][1]:
            if last - first > 1:
                as_much = likest[first:last]
                likest[first:last] = sorted(as_much, key=lambda pair: cards[pair[0]].key)
            first = last
    return [Alike(cards[id_], score) for id_, score in likest]
