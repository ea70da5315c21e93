"""Numbers, dates, times and lists as the language in use writes them, on screen and on paper."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from functools import reduce

from storycircle.core.i18n.language import language

_SMALL = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SHORT, _TAIL = 40, 9  # letters of a long name in a sentence, and of its end

_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\N{LEFT-TO-RIGHT MARK}", "\N{RIGHT-TO-LEFT MARK}"
_FROM_THE_RIGHT = ("R", "AL")
_PAIRS = f"({_RIGHT_TO_LEFT}{_LEFT_TO_RIGHT}|{_LEFT_TO_RIGHT}{_RIGHT_TO_LEFT}|{_RIGHT_TO_LEFT * 2})"
"""The marks at either end of what is isolated."""


def isolated(text: str) -> str:
    """A text as it stands within another, so that neither turns the other round: where the language
    in use is written from the right, a name, a time or a path in Latin letters ends with itself.
    Each field of a message is, and each part of a list.

    By marks without ink, and not by isolates, which are shown by their names where somebody typed
    them. Paper does without: see `together`.
    """
    if not text or not language().right_to_left:
        return text
    kinds = [unicodedata.bidirectional(letter) for letter in text]
    if "L" not in kinds and kinds[0] in _FROM_THE_RIGHT and kinds[-1] in _FROM_THE_RIGHT:
        return text
    first = next((kind for kind in kinds if kind in ("L", *_FROM_THE_RIGHT)), "L")
    within = _LEFT_TO_RIGHT if first == "L" else _RIGHT_TO_LEFT
    return f"{_RIGHT_TO_LEFT}{within}{text}{within}{_RIGHT_TO_LEFT}"


def beside_marks(change: Callable[[str], str], text: str) -> str:
    """A text of which all is changed but the marks of `isolated`: where it may be made of messages,
    they stand in it by right. In a language from the left there are none.
    """
    if not language().right_to_left:
        return change(text)
    return "".join(
        part if at % 2 else change(part) for at, part in enumerate(re.split(_PAIRS, text))
    )


def together(text: str) -> str:
    """A text without the marks of `isolated`, for lines that begin at the left whatever is written,
    as all on paper do: there they would pull the space before a part to its other side.
    """
    return text if text.isascii() else re.sub(_PAIRS, "", text)


def joined(parts: Iterable[str], between: str) -> str:
    """Parts of a line with a sign between them, each of which keeps to itself; empty ones go."""
    return between.join(isolated(part) for part in parts if part)


def held(region: str, venue: str, date: str) -> str:
    """Where and when a circle was held: "North, Town Hall, 3 May 2007"; empty where nobody says
    it. date: YYYY-MM-DD.
    """
    return joined((region, venue, day(date)), ", ")


def filled(message: str, /, **fields: object) -> str:
    """A message with its fields, each of which keeps to itself."""
    if not language().right_to_left:
        return message.format(**fields)
    texts = {name: it if isinstance(it, int) else isolated(str(it)) for name, it in fields.items()}
    return message.format(**texts)


def number(count: int) -> str:
    """A count in words up to ninety-nine ("no", "six", "thirty-six") where the language in use has
    them here, else in figures.
    """
    if count >= language().formats.words_to:
        return figures(count)
    if count < len(_SMALL):
        return _SMALL[count]
    tens, ones = divmod(count, 10)
    return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")


def figures(count: int) -> str:
    """A count in figures: "1,234"."""
    return f"{count:,}".replace(",", language().formats.group)


def counted(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "one story", "six stories"."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def sentence(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def short(name: str, most: int = _SHORT) -> str:
    """A name in a sentence: a long one is cut before its end, where a number tells it apart."""
    if len(name) <= most:
        return name
    return f"{name[: most - _TAIL - 3].rstrip()} … {name[-_TAIL:].lstrip()}"


def listed(items: Sequence[str]) -> str:
    """Items as a sentence lists them: "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    items = [isolated(item) for item in items]
    ways = language().formats
    start = reduce(ways.middle.format, items[:-1])
    return ways.last(len(items), items[-1]).format(start, items[-1])


def day(iso: str) -> str:
    """A date as people write it: "14 June 2007"; unchanged where it is not YYYY-MM-DD."""
    try:
        when = date.fromisoformat(iso)
    except ValueError:
        return iso
    ways = language().formats
    return ways.day.format(day=when.day, month=ways.months[when.month - 1], year=when.year)


def day_beside(title: str, iso: str) -> str:
    """The date that goes beside a title, as people write it; "" where it stands in it already."""
    written = day(iso)
    return "" if written in title else written


def clock(when: datetime | time) -> str:
    """A time of day as the app writes it: "11.25"."""
    return language().formats.time.format(hour=when.hour, minute=when.minute)


def length(seconds: float) -> str:
    """A length of time: "4:10". Whole seconds, rounded up, so that 0:00 means that it is over."""
    whole = -int(-seconds // 1)
    return f"{whole // 60}:{whole % 60:02d}"


def ticking(seconds: float) -> str:
    """A length that grows: "0:12". Whole seconds that have gone by."""
    whole = int(max(0.0, seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def over(seconds: float) -> str:
    """Time beyond a share, counting up: "+0:42"."""
    whole = int(seconds)
    return f"+{whole // 60}:{whole % 60:02d}"


def event_name(title: str) -> tuple[str, str]:
    """A long title's series and its own name: parted at the last " - ", as organisers write it.

    "Every Child Matters: ... - Whole System Event" gives both parts; a plain title, ("", title).
    """
    for dash in (" - ", " – ", " — "):
        series, found, own = title.rpartition(dash)
        if found and series and own:
            return series.strip(), own.strip()
    return "", title


def is_everyone(names: Sequence[str], everyone: int) -> bool:
    """Whether these are a whole circle of so many people."""
    return len(names) == everyone > 1
