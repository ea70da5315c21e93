"""The date that a deadline in free text says, and what the app understood, in words.

What was typed always stays as it was typed. A date is known only where the text says one, and one
alone; it is the last day of what was said: a month's, a season's.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.i18n import _, n_
from storycircle.core.i18n.language import Language, language
from storycircle.core.reviews.deadline_words import DateWords, Says, folded, words_in_use
from storycircle.core.text import one_line


class Deadline(Struct, frozen=True):
    """What a text says of a date.

    date: YYYY-MM-DD; empty where none is known. cannot: the words that name a day which no
    calendar has ("31 June"); empty where there are none.
    """

    date: str = ""
    cannot: str = ""


_UNKNOWN = Deadline()
_ISO = r"(?<![\w./-])(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?![\w./-])"
_BRITISH = (
    r"(?<![\w./-])(?P<day>\d{1,2})(?P<sign>[./-])(?P<month>\d{1,2})(?P=sign)"
    r"(?P<year>\d{4}|\d{2})(?![\w/-])"
)
_SEASON_ENDS = (5, 8, 11, 2)
"""The last month of spring, summer, autumn and winter."""
_RELATIVE = frozenset(
    (
        *(Says.LENGTH, Says.NEXT, Says.THIS, Says.WEEKDAY, Says.MEETING),
        *(Says.FEAST, Says.EARLY_IN_YEAR, Says.YEAR_BEGINS),
    )
)
"""What counts only where no date is named: it says the same once more, or more loosely."""
_CHRISTMAS, _PENTECOST = 2, 3
_DAYS = {1: 1, 2: 7, 5: 14}
"""Days of the units that are days."""


class _CannotBeError(Exception):
    """A day that no calendar has."""


def understood(text: str, said_on: str, next_meeting: str = "") -> Deadline:
    """What a deadline says of a date.

    said_on, next_meeting: YYYY-MM-DD, or empty where not known. Without a year it is the first such
    date from the day on which it was said.
    """
    return _read(text, said_on, next_meeting, language()) if text else _UNKNOWN


@lru_cache(maxsize=4096)
def _read(text: str, said_on: str, next_meeting: str, _language: Language) -> Deadline:
    """The same, once for each text: a report asks of each action more than once."""
    typed = folded(one_line(text))
    said, meeting = _day(said_on), _day(next_meeting)
    found: set[date] = set()
    try:
        rest = _with_figures(typed, found)
        for words in words_in_use():
            rest = _with_words(rest, words, said, meeting, found)
            if not found:
                found.update(_alone(rest, words, said, meeting))
            if found:
                break
    except _CannotBeError as cannot:
        return Deadline(cannot=_as_typed(text, str(cannot)))
    except OverflowError:
        return _UNKNOWN
    return Deadline(found.pop().isoformat()) if len(found) == 1 else _UNKNOWN


def in_words(iso: str, today: date) -> str:
    """A date with its distance: "12 July 2007, eight weeks ago"."""
    return _("{date}, {distance}", date=i18n.day(iso), distance=_distance(iso, today))


def hint(text: str, said_on: str, today: date, next_meeting: str = "") -> str:
    """What was understood of a deadline, as it stands below what was typed; empty of nothing."""
    return said_of(understood(text, said_on, next_meeting), today) if text.strip() else ""


def said_of(deadline: Deadline, today: date) -> str:
    """What was understood, in words."""
    if deadline.cannot:
        return _("There is no {day}: no date known.", day=deadline.cannot)
    return in_words(deadline.date, today) if deadline.date else _("no date known")


def says_the_day(text: str, iso: str) -> bool:
    """Whether a deadline names the very day that was understood, so that no date beside it says
    more: "by 31 July", "31.7.2007".
    """
    number = i18n.figures(date.fromisoformat(iso).day)
    if re.search(_ISO, text) or re.search(_BRITISH, text):
        return True
    return number in re.findall(r"\d+", text)


def _distance(iso: str, today: date) -> str:
    days = (date.fromisoformat(iso) - today).days
    if abs(days) < 2:
        return (_("yesterday"), _("today"), _("tomorrow"))[days + 1]
    past, far = days < 0, abs(days)
    if far < 14:
        ago = n_("{count} day ago", "{count} days ago", far)
        return ago if past else n_("in {count} day", "in {count} days", far)
    if far < 100:
        ago = n_("{count} week ago", "{count} weeks ago", round(far / 7))
        return ago if past else n_("in {count} week", "in {count} weeks", round(far / 7))
    if far < 730:
        ago = n_("{count} month ago", "{count} months ago", round(far / 30.44))
        return ago if past else n_("in {count} month", "in {count} months", round(far / 30.44))
    ago = n_("{count} year ago", "{count} years ago", round(far / 365.25))
    return ago if past else n_("in {count} year", "in {count} years", round(far / 365.25))


def _with_figures(text: str, found: set[date]) -> str:
    """The text without the dates that are written in figures, which are added to those found."""
    for pattern in (_ISO, _BRITISH):
        for match in re.finditer(pattern, text):
            year, month, day = (int(match[part]) for part in ("year", "month", "day"))
            found.add(_made(year + 2000 if year < 100 else year, month, day, match[0]))
        text = re.sub(pattern, " | ", text)
    return text


def _with_words(
    text: str, words: DateWords, said: date | None, meeting: date | None, found: set[date]
) -> str:
    """The text without the phrases that say a date wherever they stand."""
    for phrase in words.phrases:
        if phrase.bare or (found and phrase.says in _RELATIVE):  # "on Friday, 13 July"
            continue
        for match in phrase.pattern.finditer(text):
            found.update(_said(phrase.says, match, words, said, meeting))
        text = phrase.pattern.sub(" | ", text)
    return text


def _alone(text: str, words: DateWords, said: date | None, meeting: date | None) -> Iterator[date]:
    """The date of a text that is nothing but a phrase, after words that say nothing."""
    parts = text.rstrip(".!").split()
    while parts:
        rest = " ".join(parts)
        for phrase in words.phrases:
            if phrase.bare and (match := phrase.pattern.fullmatch(rest)):
                yield from _said(phrase.says, match, words, said, meeting)
                return
        if parts[0] not in words.leads:
            return
        del parts[0]


def _said(
    says: Says, match: re.Match[str], words: DateWords, said: date | None, meeting: date | None
) -> Iterator[date]:
    """The date that a phrase says; none where it hangs on a day that is not known."""
    named = match.groupdict()
    if says is Says.MEETING:
        yield from (meeting,) if meeting else ()
    elif named.get("month"):
        yield from _of_month(says, match, words.months[named["month"]], said)
    elif named.get("feast"):
        yield from _of_feast(words.feasts[named["feast"]], match, said)
    elif named.get("season"):
        month = _SEASON_ENDS[words.seasons[named["season"]] - 1]
        yield from _in_year(named.get("year"), month, 0, said, match[0])
    elif said is not None:
        yield _counted(says, match, words, said)


def _counted(says: Says, match: re.Match[str], words: DateWords, said: date) -> date:
    """The date of a phrase that counts from the day on which it was said."""
    named = match.groupdict()
    if says is Says.EARLY_IN_YEAR:  # its first month, as no other end is said
        return _made(said.year + 1, 1, 31, match[0])
    if says is Says.YEAR_BEGINS:
        return _made(said.year + 1, 1, 1, match[0])
    if named.get("weekday"):
        ahead = (words.weekdays[named["weekday"]] - 1 - said.weekday()) % 7
        return said + timedelta(days=ahead or 7)
    if says is Says.LENGTH:
        number = named.get("number") or "1"  # a language may leave out the one
        many = words.numbers.get(number) or int(number)
        return _after(said, many, words.units[named["unit"]])
    if says in (Says.NEXT, Says.THIS):
        unit = words.units[named["unit"]]
        return _end_of(_after(said, 1, unit) if says is Says.NEXT else said, unit)
    return said + timedelta(days=says is Says.TOMORROW)


def _of_feast(feast: int, match: re.Match[str], said: date | None) -> Iterator[date]:
    """The day of a feast in the year that is named, or the first from the day on which it was said.
    feast: as the tables number them.
    """

    def day_in(year: int) -> date:
        try:
            if feast == _CHRISTMAS:
                return date(year, 12, 25)
            return _easter(year) + timedelta(days=49 if feast == _PENTECOST else 0)
        except ValueError:
            raise _CannotBeError(match[0]) from None

    if year := match.groupdict().get("year"):
        yield day_in(int(year))
    elif said is not None:
        here = day_in(said.year)
        yield here if here >= said else day_in(said.year + 1)


def _easter(year: int) -> date:
    """Easter Sunday as the churches of the west keep it, by the rule that was first printed in
    Nature in 1876.
    """
    century, of_century = divmod(year, 100)
    moon = year % 19
    leap = (century - (century + 8) // 25 + 1) // 3
    full = (19 * moon + century - century // 4 - leap + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (of_century // 4) - full - of_century % 4) % 7
    late = (moon + 11 * full + 22 * week) // 451
    month, day = divmod(full + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _of_month(says: Says, match: re.Match[str], month: int, said: date | None) -> Iterator[date]:
    named = match.groupdict()
    day = {Says.DAY: -1, Says.BEGINS: 1, Says.MIDDLE: 15}.get(says, 0)
    if day < 0:
        day = int(named["day"])
        if not day:
            raise _CannotBeError(match[0])
    return _in_year(named.get("year"), month, day, said, match[0])


def _in_year(
    year: str | None, month: int, day: int, said: date | None, words: str
) -> Iterator[date]:
    """A day of a month, the last one for 0, in the year that is named or is the first from the day
    on which it was said.
    """
    if year:
        yield _made(int(year), month, day, words)
        return
    if day > _days_of(2000, month):  # in no year
        raise _CannotBeError(words)
    if said is not None:
        later = (month, day or 31) < (said.month, said.day)
        yield _made(said.year + later, month, day, words)


def _made(year: int, month: int, day: int, words: str) -> date:
    try:
        return date(year, month, day or _days_of(year, month))
    except ValueError:
        raise _CannotBeError(words) from None


def _after(start: date, many: int, unit: int) -> date:
    """The day so many units later; of a shorter month, its last one."""
    if unit in _DAYS:
        return start + timedelta(days=many * _DAYS[unit])
    months = start.month - 1 + many * (12 if unit == 4 else 1)
    year, month = start.year + months // 12, months % 12 + 1
    if year > date.max.year:
        raise OverflowError
    return date(year, month, min(start.day, _days_of(year, month)))


def _end_of(day: date, unit: int) -> date:
    """The last day of the week, month or year that a day is in."""
    if unit in (2, 5):
        return day + timedelta(days=6 - day.weekday())
    if unit == 3:
        return day.replace(day=_days_of(day.year, day.month))
    return day.replace(month=12, day=31) if unit == 4 else day


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def _as_typed(text: str, words: str) -> str:
    """Words of the folded text as they were typed, where they stand there letter for letter."""
    plain = " ".join(one_line(text).split())
    at = plain.casefold().find(words)
    return plain[at : at + len(words)] if at >= 0 else words


def _days_of(year: int, month: int) -> int:
    """How many days a month has."""
    from calendar import monthrange  # noqa: PLC0415 (no first page that only tells dates needs it)

    return monthrange(year, month)[1]
