"""A date as organisers type it, kept as YYYY-MM-DD."""

import re
from datetime import date

from storycircle.core.errors import Refused
from storycircle.core.text import one_line

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WORDS = re.compile(r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]{3,9})\.?,? (\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_BRITISH = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")


def parsed(text: str) -> str:
    """The date of "14 June 2007", "14/6/2007" or "2007-06-14"; empty of nothing. Raises Refused."""
    text = one_line(text).casefold()
    if not text:
        return ""
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _BRITISH.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif (found := _WORDS.fullmatch(text)) and found[2][:3] in _MONTHS:
        day, month, year = int(found[1]), _MONTHS.index(found[2][:3]) + 1, int(found[3])
    else:
        raise Refused("date-unclear")
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise Refused("date-unclear") from None
