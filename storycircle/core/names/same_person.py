"""Whether a name put right is the same person, and the question where that is not sure."""

import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

from storycircle.core import i18n
from storycircle.core.consent.nicknames import nicknames
from storycircle.core.i18n import _
from storycircle.core.turns.time_prompts import Asked, Question, Reply

_ALIKE = 0.6
"""From here on, two spellings count as one name put right; below, as two people."""


@dataclass(frozen=True, slots=True)
class NameDoubt:
    """Somebody who has taken part and whom no line of the list names any more.

    member: their id, and name theirs. other: the name in their place, of a newcomer who may be
    them; empty where there is none.
    """

    member: str
    name: str
    other: str = ""


def likely_same(before: str, now: str) -> bool:
    """Whether two names are one person's beyond doubt: spelt alike, a short form of the other
    (Bob, Robert), or with a word in common (Ann Smith, Ann Jones; Lee, Ann Lee).
    """
    old, new = _words(before), _words(now)
    if not old or not new:
        return False
    if likeness(before, now) >= _ALIKE or _initials(old, new):
        return True
    whole = {word for word in old if len(word) > 1} & {word for word in new if len(word) > 1}
    return bool(whole) or any(word in nicknames(other) for word in old for other in new)


def says_more(before: str, now: str) -> bool:
    """Whether a name put right tells more of who somebody is: Dawn G is Dawn Green now. A story
    that may leave with the first may not leave with the second.
    """
    return _whole_words(now) > _whole_words(before)


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


def _whole_words(name: str) -> int:
    return sum(len(word) > 1 for word in _words(name))


def _initials(old: list[str], new: list[str]) -> bool:
    """Whether one of the names is the other with words shortened to their first letter."""
    if len(old) != len(new) or old == new:
        return False
    return all(
        one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])
        for one, other in zip(old, new, strict=True)
    )
