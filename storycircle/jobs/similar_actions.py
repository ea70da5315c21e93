"""Actions that say much the same, suggested to a person and never joined: rapidfuzz, offline."""

from collections.abc import Sequence
from dataclasses import dataclass

from storycircle.core.headings import Card

AT_LEAST = 68
"""Of 100, from here on two actions are suggested as alike (rapidfuzz's token_sort_ratio)."""
_MOST = 3


@dataclass(frozen=True, slots=True)
class Alike:
    """A card that says much the same as another, and how much: up to 100."""

    card: Card
    score: float


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
