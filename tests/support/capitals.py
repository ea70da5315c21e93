"""A language that is English in capitals, but for what fills the fields; it never ships."""

import re

from msgspec.structs import replace

from storycircle.core.i18n.language import ENGLISH_FORMATS, Language


class _Capitals:
    """The messages in capitals; what stands in braces stays."""

    def gettext(self, message: str, /) -> str:
        parts = re.split(r"(\{\w+\})", message)
        return "".join(part if part[:1] == "{" else part.upper() for part in parts)

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        return self.gettext(one if count == 1 else many)

    def pgettext(self, _context: str, message: str, /) -> str:
        return self.gettext(message)


CAPITALS = Language(
    "xx",
    "CAPITALS",
    _Capitals(),
    replace(
        ENGLISH_FORMATS,
        months=tuple(f"MONTH{letter}" for letter in "ABCDEFGHIJKL"),
        two="{0} & {1}",
        end="{0} & {1}",
        words_to=0,
    ),
)
"""What is in small letters here did not go through the catalogue."""
