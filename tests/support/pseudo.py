"""Languages that nobody speaks, to see what a translation does to the layout; they never ship."""

import re

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.i18n.language import ENGLISH, ENGLISH_FORMATS, Language
from storycircle.languages import named

_FIELD = re.compile(r"(\{[^{}]*\}|%\d)")
_ACCENTS = str.maketrans("aceinosuyzACEINOSUYZ", "áçêîñôşûŷžÁÇÊÎÑÔŞÛŶŽ")
_MORE = "ŵrth gŵrs ymhellach fŷth "
"""What a long text goes on with."""
_HEBREW = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "אבגדהוזחטיכלמנסעפצקרשתאבגד" * 2,
)


class _Made(Struct, frozen=True):
    """A catalogue that makes its texts of the English; what stands in braces stays."""

    right_to_left: bool = False

    def gettext(self, message: str, /) -> str:
        if self.right_to_left:
            return _outside_of_fields(message, _HEBREW)
        return _outside_of_fields(message, _ACCENTS) + _longer(message)

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        return self.gettext(one if count == 1 else many)

    def pgettext(self, _context: str, message: str, /) -> str:
        return self.gettext(message)


def _outside_of_fields(message: str, letters: dict[int, int]) -> str:
    parts = _FIELD.split(message)
    return "".join(
        part.translate(letters) if at % 2 == 0 else part for at, part in enumerate(parts)
    )


def _longer(message: str) -> str:
    """Two fifths of a message more, as German or Welsh may have."""
    more = round(len(_FIELD.sub("", message)) * 0.4)
    words = _MORE * (more // len(_MORE) + 1)
    return words[:more].replace(" ", "") if more < 6 else f" {words[: more - 1].strip()}"


_FORMATS = replace(ENGLISH_FORMATS, words_to=0)  # counts in figures, as in every language but one
LONG_TEXTS = _Made()
LONG = Language("x-long", "Łong", LONG_TEXTS, _FORMATS)
"""Texts two fifths longer, with accents above and below."""
RIGHT_TO_LEFT = Language("x-rtl", "עברית", _Made(right_to_left=True), _FORMATS, right_to_left=True)
"""The same texts in Hebrew letters, which no one can read and which lie as Hebrew does."""
BY_NAME = {"en": ENGLISH, "cy": named("cy"), "long": LONG, "rtl": RIGHT_TO_LEFT}
