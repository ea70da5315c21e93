"""One object of a JSON document, read key by key, each refused with its place where it is wrong."""

import re
from datetime import date

from msgspec import Struct, field

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import N_, _
from storycircle.core.i18n.language import is_code
from storycircle.core.model import NamesOnPaper, Sharing
from storycircle.core.size_limits import LINE, MOST_NUMBER, PARAGRAPH
from storycircle.core.text import cleaned, one_line

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_ID = re.compile(r"[0-9A-Za-z-]{1,64}")
_PROOF = re.compile(r"[0-9a-f]{64}")
_WHOLE = N_("the document")
NAMES_ON_PAPER = {
    NamesOnPaper.AS_TYPED: "as typed",
    NamesOnPaper.FIRST_WORD: "first word",
    NamesOnPaper.NONE: "none",
}
"""How a document writes the rule for names on paper."""


class Fields(Struct):
    """An object with its place in the document, in words ("circle 5, action 2"); "" is the whole.

    Every reader takes its key out; `no_more()` refuses what is then left. All text is optional
    and is cleaned here, where it enters.
    """

    place: str
    left: dict[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, value: object, place: str) -> "Fields":
        """The object at a place. Raises Refused where it is not an object."""
        if not isinstance(value, dict):
            raise Refused("wrong-type", place=place or _(_WHOLE), wanted=_("an object"))
        return cls(place, dict(value))

    def no_more(self) -> None:
        """Refuse keys that nothing has read."""
        for key in self.left:
            raise Refused("unknown-key", place=self.place or _(_WHOLE), key=one_line(key)[:60])

    def inner(self, key: str, place: str) -> "Fields":
        """A needed object within."""
        if key not in self.left:
            raise Refused("missing", place=place)
        return Fields.of(self.left.pop(key), place)

    def text(self, key: str, most: int) -> str:
        """Text of at most `most` letters; empty where there is none."""
        value = self.left.pop(key, None)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise Refused("wrong-type", place=self._at(key), wanted=_("text"))
        if len(value) > most:
            raise Refused("text-too-long", place=self._at(key), most=f"{most:,}")
        return cleaned(value).strip()

    def line(self, key: str) -> str:
        """Text of one line."""
        return one_line(self.text(key, LINE))

    def needed(self, key: str, most: int = LINE) -> str:
        """Text of one line that has to be there."""
        value = one_line(self.text(key, most))
        if not value:
            raise Refused("missing", place=self._at(key))
        return value

    def lines(self, key: str, most: int, letters: int = PARAGRAPH) -> tuple[str, ...]:
        """A list of texts of one line each. letters: how many each may have."""
        found = []
        for place, value in enumerate(self.items(key, most), 1):
            if not isinstance(value, str):
                raise Refused("wrong-type", place=f"{self._at(key)} {place}", wanted=_("text"))
            if len(value) > letters:
                raise Refused(
                    "text-too-long", place=f"{self._at(key)} {place}", most=f"{letters:,}"
                )
            found.append(one_line(value))
        return tuple(found)

    def items(self, key: str, most: int) -> list[object]:
        """A list of at most `most` entries; empty where there is none."""
        value = self.left.pop(key, None)
        if value is None:
            return []
        if not isinstance(value, list):
            raise Refused("wrong-type", place=self._at(key), wanted=_("a list"))
        if len(value) > most:
            raise Refused("too-many", place=self._at(key), count=len(value), most=f"{most:,}")
        return value

    def number(self, key: str) -> int:
        """A needed whole number from 1."""
        if key not in self.left:
            raise Refused("missing", place=self._at(key))
        value = self.left.pop(key)
        if type(value) is not int or not 1 <= value <= MOST_NUMBER:
            raise Refused("wrong-type", place=self._at(key), wanted=_("a whole number from 1"))
        return value

    def yes_or_no(self, key: str, *, default: bool) -> bool:
        """True or false; default where nothing is said."""
        value = self.left.pop(key, default)
        if not isinstance(value, bool):
            raise Refused("wrong-type", place=self._at(key), wanted=_("true or false"))
        return value

    def seconds_of_minutes(self, key: str, least: int, most: int) -> int:
        """Seconds of a number of minutes, whole or not; 0 where it is left out. least, most: the
        bounds, in seconds.
        """
        value = self.left.pop(key, None)
        if value is None:
            return 0
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not least <= float(str(value)) * 60 <= most:
            bounds = _("minutes from {least} to {most}", least=least / 60, most=most // 60)
            raise Refused("wrong-type", place=self._at(key), wanted=bounds)
        return round(float(str(value)) * 60)

    def date(self, key: str) -> str:
        """A date as YYYY-MM-DD; empty where there is none."""
        value = self.line(key)
        if value and not _is_date(value):
            raise Refused("wrong-date", place=self._at(key))
        return value

    def time(self, key: str, *, empty: bool = False) -> str | None:
        """A time as HH:MM; None where it may be empty and is."""
        value = self.line(key)
        if empty and not value:
            return None
        if not _TIME.fullmatch(value):
            raise Refused("wrong-time", place=self._at(key))
        return value

    def id(self, key: str) -> str:
        """The id of a record; empty where there is none."""
        value = self.line(key)
        if value and not _ID.fullmatch(value):
            raise Refused("wrong-type", place=self._at(key), wanted=_("an id, as it was written"))
        return value

    def proof(self, key: str) -> str:
        """The proof of a withdrawal code; empty where there is none."""
        value = self.line(key)
        if value and not _PROOF.fullmatch(value):
            raise Refused("wrong-type", place=self._at(key), wanted=_("a proof, as it was written"))
        return value

    def names_on_paper(self, key: str) -> NamesOnPaper:
        """How names stand on paper; as typed where nothing is said."""
        value = self.line(key)
        rules = {text: rule for rule, text in NAMES_ON_PAPER.items()}
        if value and value not in rules:
            raise Refused("wrong-names", place=self._at(key))
        return rules[value] if value else NamesOnPaper.AS_TYPED

    def language(self, key: str) -> str:
        """A language's code; empty where there is none."""
        value = self.line(key)
        if value and not is_code(value):
            raise Refused("wrong-language", place=self._at(key))
        return value

    def sharing(self, key: str) -> Sharing:
        """What the teller allows; stays where nothing is said."""
        value = self.line(key) or Sharing.STAYS
        if value not in list(Sharing):
            raise Refused("wrong-sharing", place=self._at(key))
        return Sharing(value)

    def _at(self, key: str) -> str:
        return f"{self.place}: {key}" if self.place else key


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
