"""Actions that say much the same, suggested to a person and never joined: rapidfuzz, offline."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt

from storycircle.core.headings import Card

AT_LEAST = 68
"""Of 100, from here on two actions are suggested as alike (rapidfuzz's token_sort_ratio)."""
_MOST = 3
LIKELY = 80
"""Of 100, from here on a card is taken to go where one alike goes, until somebody says not."""
_SHARING, _PER_SHARE = 0.45, 48
"""How much of their rare words two actions share (of 1) to be as alike as `AT_LEAST`, and by how
much of 100 the likeness grows from there with each whole share.
"""
_STEM = 6  # letters of a word that count: its endings differ in most languages


@dataclass(frozen=True, slots=True)
class Alike:
    """A card that says much the same as another, and how much: up to 100."""

    card: Card
    score: float

    @property
    def likely(self) -> bool:
        """Whether it is taken to go where the other goes."""
        return self.score >= LIKELY


def alike(card: Card, cards: Sequence[Card]) -> list[Alike]:
    """The cards most alike to one, by either wording, the likest first; at most three."""
    # About 25 ms to import: when the board first has a card chosen.
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415

    best: dict[str, float] = {}
    known = {other.action: other for other in cards if other.action != card.action}
    texts = {id_: other.words for id_, other in known.items()}
    wordings = {id_: other.wording for id_, other in known.items()}
    for query, choices in ((card.words, texts), (card.wording, wordings)):
        found = process.extract(
            query,
            choices,
            scorer=fuzz.token_sort_ratio,
            processor=utils.default_process,
            score_cutoff=AT_LEAST,
            limit=_MOST,
        )
        for _, score, id_ in found:
            best[id_] = max(best.get(id_, 0), score)
    likest = sorted(best.items(), key=lambda pair: (-pair[1], known[pair[0]].key))
    return [Alike(known[id_], score) for id_, score in likest[:_MOST]]


class Likeness:
    """How much alike the actions of a board are, by their letters and by the rare words they share.

    Texts are prepared once, so that each card of thousands is answered for as it comes.
    """

    def __init__(self) -> None:
        self._texts: dict[str, tuple[str, str]] = {}
        self._sorted: dict[str, list[str]] = {}
        self._weights: dict[str, dict[str, float]] = {}
        self._having: dict[str, list[str]] = {}
        self._choices: list[dict[str, str]] = []

    def to(self, card: Card, cards: Iterable[Card]) -> list[Alike]:
        """All cards that say much what one says, by either wording, the likest first."""
        known = {other.action: other for other in cards}
        known.setdefault(card.action, card)
        self._prepare({id_: (other.words, other.wording) for id_, other in known.items()})
        best = self._by_letters(card.action)
        for id_, score in self._by_words(card.action).items():
            best[id_] = max(best.get(id_, 0), score)
        best.pop(card.action, None)
        likest = sorted(best.items(), key=lambda pair: (-pair[1], known[pair[0]].key))
        return [Alike(known[id_], score) for id_, score in likest]

    def _prepare(self, texts: dict[str, tuple[str, str]]) -> None:
        if texts == self._texts:
            return
        # About 25 ms to import: when a board is first sorted.
        from rapidfuzz import utils  # noqa: PLC0415

        self._texts, self._sorted = texts, {}
        stems: dict[str, Counter[str]] = {}
        for id_, wordings in texts.items():
            plain = [utils.default_process(text).split() for text in dict.fromkeys(wordings)]
            self._sorted[id_] = [" ".join(sorted(words)) for words in plain]
            stems[id_] = Counter({word[:_STEM] for words in plain for word in words})
        held = Counter(stem for counted in stems.values() for stem in counted)
        rare = {stem: log(len(texts) / count) for stem, count in held.items()}
        having: dict[str, list[str]] = defaultdict(list)
        self._weights = {}
        for id_, counted in stems.items():
            long = sqrt(sum(rare[stem] ** 2 for stem in counted)) or 1.0
            self._weights[id_] = {stem: rare[stem] / long for stem in counted if rare[stem] > 0}
            for stem in self._weights[id_]:
                having[stem].append(id_)
        self._having = having
        places = (0, -1) if any(len(two) > 1 for two in self._sorted.values()) else (0,)
        self._choices = [{id_: two[place] for id_, two in self._sorted.items()} for place in places]

    def _by_letters(self, action: str) -> dict[str, float]:
        """Those whose sorted words are much the same letters, each with its likeness of 100."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415

        best: dict[str, float] = {}
        for text in self._sorted[action]:
            for choices in self._choices:
                found = process.extract(
                    text, choices, scorer=fuzz.ratio, score_cutoff=AT_LEAST, limit=None
                )
                for _, score, id_ in found:
                    best[id_] = max(best.get(id_, 0), score)
        return best

    def _by_words(self, action: str) -> dict[str, float]:
        """Those that share most of their rare words, each with its likeness of 100."""
        shares: dict[str, float] = defaultdict(float)
        for stem, weight in self._weights[action].items():
            for other in self._having[stem]:
                shares[other] += weight * self._weights[other][stem]
        return {
            id_: AT_LEAST + (share - _SHARING) * _PER_SHARE
            for id_, share in shares.items()
            if share >= _SHARING
        }
