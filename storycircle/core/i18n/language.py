"""A language: its messages, and how it writes numbers, dates, times and lists.

English is the source: its messages are the texts in the code, so that it needs no catalogue and
loads nothing. The others are read from the resources by storycircle/languages.py.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from msgspec import Struct

_CODE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}"


def is_code(text: str) -> bool:
    """Whether a text is written as a language's code is: "cy", "pt-BR"."""
    return re.fullmatch(_CODE, text) is not None


class Catalogue(Protocol):
    """The messages of a language by their English, as gettext has them."""

    def gettext(self, message: str, /) -> str: ...
    def ngettext(self, one: str, many: str, count: int, /) -> str: ...
    def pgettext(self, context: str, message: str, /) -> str: ...


class Formats(Struct, frozen=True):
    """How a language writes what is no sentence. From CLDR, but for English as the method has it.

    day: with {day}, {month}, {year}. time: with {hour}, {minute}. two, end, middle: the parts of
    a list with {0}, {1}. group: between thousands. vowels: letters before which a list's last
    "and" is another, with two_vowel and end_vowel. words_to: numbers below it are in words.
    """

    months: tuple[str, ...]
    day: str
    time: str
    two: str
    middle: str
    end: str
    group: str
    vowels: str = ""
    two_vowel: str = ""
    end_vowel: str = ""
    words_to: int = 0

    def last(self, count: int, item: str) -> str:
        """How the last item of so many is joined to those before it."""
        if item[:1].casefold() in set(self.vowels):
            return self.two_vowel if count == 2 else self.end_vowel
        return self.two if count == 2 else self.end


ENGLISH_FORMATS = Formats(
    months=tuple(
        (
            "January February March April May June July August September October November December"
        ).split()
    ),
    day="{day} {month} {year}",
    time="{hour}.{minute:02d}",
    two="{0} and {1}",
    middle="{0}, {1}",
    end="{0} and {1}",
    group=",",
    words_to=100,
)


class Language(Struct, frozen=True):
    """A language that can be chosen.

    code: as BCP 47 has it, "cy". name: what its speakers call it. texts: its messages; None for
    English, which is what the code says. read_by_a_speaker: whether somebody who speaks it has
    read all of it; until then the app says so.
    """

    code: str
    name: str
    texts: Catalogue | None
    formats: Formats = ENGLISH_FORMATS
    right_to_left: bool = False
    read_by_a_speaker: bool = True


ENGLISH = Language("en", "English", texts=None)

_in_use: ContextVar[Language] = ContextVar("language", default=ENGLISH)


language = _in_use.get
"""The language in use here: of the window, or of what is being printed. Called for every message:
hence no function of our own around it."""


def use(chosen: Language) -> None:
    """Use a language from here on, in this thread. Work on another thread takes it along."""
    _in_use.set(chosen)


@contextmanager
def speaking(chosen: Language) -> Iterator[None]:
    """Use a language inside of the block: an event's, for what is printed."""
    before = _in_use.set(chosen)
    try:
        yield
    finally:
        _in_use.reset(before)
