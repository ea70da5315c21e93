"""The words by which people say a date, in the language in use: tables that translators fill.

Each table is one message, so that a language brings its own order, its short forms and its changed
first letters. English is read beside every other language.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from storycircle.core.i18n import _
from storycircle.core.i18n.language import ENGLISH, Language, language, speaking

Table = dict[str, int]
"""Spellings, with the number of what they spell."""


class Says(StrEnum):
    """What a phrase says of a date."""

    DAY = "day"
    BEGINS = "begins"
    MIDDLE = "middle"
    ENDS = "ends"
    SEASON = "season"
    LENGTH = "length"
    NEXT = "next"
    THIS = "this"
    WEEKDAY = "weekday"
    TODAY = "today"
    TOMORROW = "tomorrow"
    MEETING = "meeting"
    FEAST = "feast"
    YEAR_BEGINS = "year_begins"
    EARLY_IN_YEAR = "early_in_year"


class Phrase(Struct, frozen=True):
    """One way to say a date. bare: it counts only where nothing else was typed, as its words mean
    other things too ("we may meet").
    """

    says: Says
    pattern: re.Pattern[str]
    bare: bool


class DateWords(Struct, frozen=True):
    """The tables of one language, and its phrases, the longest first.

    units: 1 days, 2 weeks, 3 months, 4 years, 5 fortnights. feasts: 1 Easter, 2 Christmas,
    3 Pentecost. leads: words before a date that say nothing of it.
    """

    months: Table
    weekdays: Table
    seasons: Table
    numbers: Table
    units: Table
    feasts: Table
    leads: frozenset[str]
    phrases: tuple[Phrase, ...]


def words_in_use() -> tuple[DateWords, ...]:
    """The tables of the language in use, and the English ones."""
    here = language()
    return (_of(here),) if here.texts is None else (_of(here), _of(ENGLISH))


def folded(text: str) -> str:
    """A text as the tables are compared with it."""
    return " ".join(text.casefold().replace("’", "'").replace(",", " ").split())


@lru_cache(maxsize=16)
def _of(spoken: Language) -> DateWords:
    with speaking(spoken):
        return _tables()


def _tables() -> DateWords:
    months = _table(
        # For translators: a table that the app reads. The twelve months, parted by commas; of each
        # the ways people write it within a date, parted by spaces: short ones, and changed ones.
        _(
            "january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, "
            "september sept sep, october oct, november nov, december dec"
        )
    )
    months |= {folded(name): number for number, name in enumerate(language().formats.months, 1)}
    weekdays = _table(
        # For translators: a table that the app reads. The days from Monday on, as the months are.
        _("monday, tuesday, wednesday, thursday, friday, saturday, sunday")
    )
    seasons = _table(
        # For translators: a table that the app reads. Spring, summer, autumn, winter.
        _("spring, summer, autumn fall, winter")
    )
    numbers = _table(
        # For translators: a table that the app reads. The numbers from one to twelve.
        _("one a an, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve")
    )
    units = _table(
        # For translators: a table that the app reads. Day, week, month, year, two weeks.
        _("day days, week weeks, month months, year years, fortnight fortnights")
    )
    feasts = _table(
        # For translators: a table that the app reads. Easter, Christmas, Pentecost, as days are.
        _("easter, christmas xmas, whitsun pentecost")
    )
    # For translators: a table that the app reads. What stands right behind the number of a day.
    ordinals = _("st nd rd th").split()
    # For translators: a table that the app reads. Words before a date that say nothing of it.
    leads = _("by in before during until till on at from around about the of our end").split()
    tables = {
        "month": _either(months),
        "weekday": _either(weekdays),
        "season": _either(seasons),
        "number": rf"\d{{1,3}}|{_either(numbers)}",
        "unit": _either(units),
        "feast": _either(feasts),
    }
    phrases = tuple(_phrases(tables, ordinals))
    return DateWords(months, weekdays, seasons, numbers, units, feasts, frozenset(leads), phrases)


def _phrases(tables: dict[str, str], ordinals: list[str]) -> Iterator[Phrase]:
    """All phrases, in the order in which they are looked for."""
    for says, bare, written in _written():
        for one in written.split("|"):
            if one.strip():
                yield Phrase(says, _pattern(folded(one), tables, ordinals), bare)


def _written() -> tuple[tuple[Says, bool, str], ...]:
    # For translators: each of these is a table that the app reads: the ways to say a date, parted
    # by |, the longer ones first. The fields stand for a word of a table above, or for a number.
    return (
        (
            Says.DAY,
            False,
            _(
                "{day} {month} {year}|{day} of {month} {year}|{month} {day} {year}|{day} {month}|"
                "{day} of {month}|{month} the {day}|{month} {day}"
            ),
        ),
        (
            Says.BEGINS,
            False,
            _("beginning of {month} {year}|beginning of {month}|start of {month}"),
        ),
        (
            Says.MIDDLE,
            False,
            _("middle of {month} {year}|middle of {month}|mid {month}|mid-{month}"),
        ),
        (Says.ENDS, False, _("end of {month} {year}|end of {month}|{month} {year}")),
        (Says.SEASON, False, _("{season} {year}")),
        (
            Says.LENGTH,
            False,
            _("in {number} {unit}|within {number} {unit}|{number} {unit} from now"),
        ),
        (Says.NEXT, False, _("end of next {unit}|next {unit}")),
        (Says.THIS, False, _("end of the {unit}|end of this {unit}|this {unit}")),
        (Says.MEETING, False, _("our next meeting|next meeting|next time we meet")),
        (Says.WEEKDAY, False, _("next {weekday}|this {weekday}|on {weekday}|by {weekday}")),
        (Says.FEAST, False, _("{feast} {year}|{feast}")),
        (Says.EARLY_IN_YEAR, False, _("early in the new year|in the new year")),
        (Says.YEAR_BEGINS, False, _("the new year|new year's day|new year")),
        (Says.TODAY, True, _("today|now|at once")),
        (Says.TOMORROW, True, _("tomorrow")),
        (Says.ENDS, True, _("{month}")),
        (Says.SEASON, True, _("{season}|next {season}|this {season}")),
        (Says.WEEKDAY, True, _("{weekday}")),
    )


def _pattern(written: str, tables: dict[str, str], ordinals: list[str]) -> re.Pattern[str]:
    made = re.escape(written).replace(r"\ ", r"\s+")
    ends = "|".join(re.escape(end) for end in ordinals)
    made = made.replace(r"\{day\}", rf"(?P<day>\d{{1,2}})(?:{ends})?")
    made = made.replace(r"\{year\}", r"(?P<year>\d{4})")
    for name, either in tables.items():
        made = made.replace(rf"\{{{name}\}}", f"(?P<{name}>{either})")
    return re.compile(rf"(?<![\w/.-]){made}(?![\w/–-])")


def _table(written: str) -> Table:
    found: Table = {}
    for number, spellings in enumerate(written.split(","), 1):
        found |= dict.fromkeys(folded(spellings).split(), number)
    return found


def _either(table: Table) -> str:
    return "|".join(re.escape(word) for word in sorted(table, key=len, reverse=True))
