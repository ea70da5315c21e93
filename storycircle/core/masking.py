"""Names found in a text, and what stands for them, as the 2007 report prints its quotations.

Section 3.3 of the report sets [forename] and [agency name] in place of names.
"""

import re
import unicodedata
from collections.abc import Iterable

FORENAME = "[forename]"
AGENCY = "[agency name]"
_MARKS = re.compile(f"{re.escape(FORENAME)}|{re.escape(AGENCY)}")
_SHORTEST = 2  # one letter alone is an initial, not a name that can be found


def without_names(text: str, names: Iterable[str], agencies: Iterable[str] = ()) -> str:
    """The text with every whole-word name or agency replaced, whatever its case or accents.

    A name counts in full and by each of its words of two letters or more; a possessive keeps
    its 's. Longer names are replaced first, so that "Mary Ann" is one name.
    """
    for agency in sorted(set(agencies), key=len, reverse=True):
        text = _replaced(text, agency, AGENCY)
    wanted = set()
    for name in names:
        wanted.add(name)
        wanted |= {word for word in re.split(r"[\s,.]+", name) if len(word) >= _SHORTEST}
    for name in sorted(wanted, key=lambda n: (-len(n), n)):
        text = _replaced(text, name, FORENAME)
    return text


def _replaced(text: str, name: str, mark: str) -> str:
    plain, places = _plain(text)
    sought, _ = _plain(name.strip())
    if not sought:
        return text
    pattern = rf"(?<![^\W_]){re.escape(sought)}(?![^\W_])"
    marks = [found.span() for found in _MARKS.finditer(text)]
    for found in reversed(list(re.finditer(pattern, plain))):
        start, end = places[found.start()], places[found.end()]
        # What stands for a name is not a name.
        if not any(start < there_ends and there < end for there, there_ends in marks):
            text = text[:start] + mark + text[end:]
    return text


def _plain(text: str) -> tuple[str, list[int]]:
    """The text without case and accents, and for each of its letters the place in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for part in unicodedata.normalize("NFKD", letter).casefold():
            if not unicodedata.combining(part):
                letters.append(part)
                places.append(place)
    places.append(len(text))
    return "".join(letters), places
