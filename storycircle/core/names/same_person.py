"""Whether a name put right is the same person, and the question where that is not sure."""

import unicodedata
from difflib import SequenceMatcher

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.consent.nicknames import nicknames
from storycircle.core.i18n import _
from storycircle.core.turns.time_prompts import Asked, Question, Reply

_ALIKE = 0.6
"""From here on, two spellings count as one name put right; below, as two people."""


class NameDoubt(Struct, frozen=True):
    """Somebody who has taken part and whom no line of the list names any more.

    member: their id, and name theirs. other: the name in their place, of a newcomer who may be
    them; empty where there is none.
    """

    member: str
    name: str
    other: str = ""


def likely_same(before: str, now: str) -> bool:
    """Whether two names are one person's beyond doubt: one has all words of the other (Lee, Ann
    Lee), or their forenames are one (Bob, Robert; Ann Smith, Ann Jones), or all of it is spelt
    alike. A surname in common is none: a family may sit in one circle.
    """
    old, new = _words(before), _words(now)
    if not old or not new:
        return False
    if set(old) <= set(new) or set(new) <= set(old):
        return True
    if old[0] == new[0] and len(old[0]) > 1:
        return True
    if new[0] in nicknames(old[0]) or old[0] in nicknames(new[0]):
        return True
    return len(old) == len(new) and all(map(_alike, old, new))


def says_more(before: str, now: str) -> bool:
    """Whether a name put right tells another thing of who somebody is: Dawn G is Dawn Green now, or
    Ann Smith Ann Jones. A story that may leave with the first may not leave with the second.
    """
    old = _words(before)
    return any(
        len(word) > 1 and not any(_is_word(word, other) for other in old) for word in _words(now)
    )


def _is_word(word: str, other: str) -> bool:
    """Whether a word says no more than another did: a short form, or spelt alike."""
    if len(other) == 1:
        return False
    return _alike(word, other) or word in nicknames(other) or other in nicknames(word)


def _alike(one: str, other: str) -> bool:
    """Whether two words are spelt alike, or one is the first letter of the other."""
    if 1 in {len(one), len(other)}:
        return one[0] == other[0]
    return SequenceMatcher(None, one, other).ratio() >= _ALIKE


def likeness(before: str, now: str) -> float:
    """How much two names are spelt alike, from 0 to 1."""
    return SequenceMatcher(None, " ".join(_words(before)), " ".join(_words(now))).ratio()


def about_name(doubt: NameDoubt) -> Question:
    """The question whether somebody left whose name stands in the list no more."""
    name, other = i18n.short(doubt.name), i18n.short(doubt.other)
    left = (Reply.LEFT, _("{name} has left", name=name))
    if not other:
        return Question(
            Asked.LEFT,
            _("{name} is not in the list any more, and has taken part.", name=name),
            _("What {name} said stays, either way.", name=name),
            ((Reply.KEEP, _("{name} stays", name=name)), left),
        )
    return Question(
        Asked.LEFT,
        _("Is {other} the same person as {name}?", other=other, name=name),
        _("{name} has taken part, and is not in the list any more.", name=name),
        (
            (Reply.KEEP, _("Both are here")),
            (Reply.SAME, _("The same person")),
            left,
        ),
    )


def _words(name: str) -> list[str]:
    """The words of a name without capitals, accents and signs."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return "".join(letter if letter.isalnum() else " " for letter in plain).split()
