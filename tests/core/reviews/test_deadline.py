"""The date that a deadline says: what is understood, and never what cannot be."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from dateutil.easter import easter  # type: ignore[import-untyped]  # comes with sqlite-utils
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.i18n.language import ENGLISH, Language, speaking
from storycircle.core.reviews.deadline import hint, in_words, said_of, understood
from storycircle.languages import named

DAY = "2007-06-14"
"""When it was said: the day of the event."""
days = st.dates(date(1900, 1, 1), date(2999, 12, 31))


WELSH_WORDS = {
    "today|now|at once": "heddiw",
    "spring, summer, autumn fall, winter": "gwanwyn wanwyn, haf, hydref, gaeaf",
    "in {number} {unit}|within {number} {unit}|{number} {unit} from now": (
        "ymhen {number} {unit}|o fewn {number} {unit}|ymhen {unit}"
    ),
    "day days, week weeks, month months, year years, fortnight fortnights": (
        "diwrnod, wythnos, mis, blwyddyn, pythefnos"
    ),
    "one a an, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve": (
        "un, dwy dau, tair tri"
    ),
    "by in before during until till on at from around about the of our end": "erbyn yn y yr",
    "our next meeting|next meeting|next time we meet": "cyfarfod nesaf",
    "easter, christmas xmas, whitsun pentecost": "pasg basg, nadolig, sulgwyn",
    "early in the new year|in the new year": "yn y flwyddyn newydd",
    "end of {month} {year}|end of {month}|{month} {year}": (
        "diwedd {month} {year}|diwedd {month}|{month} {year}"
    ),
}


class Welsh:
    """A translator's tables: another order of words, and first letters that change."""

    def gettext(self, message: str, /) -> str:
        return WELSH_WORDS.get(message, message)

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        return one if count == 1 else many

    def pgettext(self, _context: str, message: str, /) -> str:
        return message


WELSH = replace(named("cy"), texts=Welsh())


@pytest.mark.parametrize(
    ("typed", "date_"),
    [
        ("by 12 July", "2007-07-12"),
        ("12th of July, at the latest", "2007-07-12"),
        ("Friday, 13 July", "2007-07-13"),
        ("July 12", "2007-07-12"),
        ("4–6 July", "2007-07-06"),
        ("12/7/2007", "2007-07-12"),
        ("12.7.07", "2007-07-12"),
        ("2007-07-12", "2007-07-12"),
        ("the end of September", "2007-09-30"),
        ("September", "2007-09-30"),
        ("mid-July", "2007-07-15"),
        ("start of August", "2007-08-01"),
        ("by the summer", "2007-08-31"),
        ("winter", "2008-02-29"),
        ("next spring", "2008-05-31"),
        ("in two weeks", "2007-06-28"),
        ("within a fortnight", "2007-06-28"),
        ("in 3 months", "2007-09-14"),
        ("next month", "2007-07-31"),
        ("by the end of the year", "2007-12-31"),
        ("on Monday", "2007-06-18"),
        ("tomorrow", "2007-06-15"),
        ("at our next meeting", "2007-07-05"),
        ("14 June", "2007-06-14"),  # of that very day
        ("13 June", "2008-06-13"),  # the day of the event decides the year
        ("29 February", "2008-02-29"),
        ("1 June 2007", "2007-06-01"),  # in the past, as it was said
        ("by Easter", "2008-03-23"),
        ("before Easter 2009", "2009-04-12"),
        ("after Easter", "2008-03-23"),
        ("by Christmas", "2007-12-25"),
        ("some time before Xmas", "2007-12-25"),
        ("Whitsun", "2008-05-11"),
        ("Friday, 13 July, not Christmas", "2007-07-13"),
        ("in the new year", "2008-01-31"),
        ("by the New Year", "2008-01-01"),
        ("before the end of the year", "2007-12-31"),
        ("within two weeks", "2007-06-28"),
    ],
)
def test_what_people_say_is_a_date(typed: str, date_: str) -> None:
    assert understood(typed, DAY, "2007-07-05").date == date_


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "at the next staff meeting", "we may meet", "12 July or 3 August", "monthly",
     "July 4–6", "in 99999 years", "by half term", "Easter or Christmas",
     "every Friday", "12", "in 9999999 weeks"],
)  # fmt: skip
def test_where_no_one_date_is_said_none_is_known(typed: str) -> None:
    assert understood(typed, DAY).date == ""
    assert hint(typed, DAY, date(2007, 9, 6)) == ("no date known" if typed else "")


def test_what_was_understood_is_said_with_its_distance() -> None:
    today = date(2007, 9, 6)
    assert hint("by 12 July", DAY, today) == "12 July 2007, eight weeks ago"
    assert hint("7 September", DAY, today) == "7 September 2007, tomorrow"
    assert hint("Easter 0000", DAY, today) == "There is no Easter 0000: no date known."
    assert understood("in the new year", "9999-06-14").date == ""
    assert hint("31 June", DAY, today) == "There is no 31 June: no date known."


@pytest.mark.parametrize(
    ("typed", "date_"),
    [
        ("erbyn 12 Gorffennaf", "2007-07-12"),
        ("diwedd Medi", "2007-09-30"),
        ("yr haf", "2007-08-31"),
        ("ymhen dwy wythnos", "2007-06-28"),
        ("ymhen wythnos", "2007-06-21"),
        ("cyfarfod nesaf", "2007-07-05"),
        ("erbyn y Pasg", "2008-03-23"),
        ("cyn y Nadolig", "2007-12-25"),
        ("yn y flwyddyn newydd", "2008-01-31"),
        ("by 12 July", "2007-07-12"),  # English is read beside it
    ],
)
def test_a_language_brings_its_own_words(typed: str, date_: str) -> None:
    """By the tables that its translators fill, and no line of code."""
    with speaking(WELSH):
        assert understood(typed, DAY, "2007-07-05").date == date_
        assert understood("31 Mehefin", DAY).cannot == "31 Mehefin"


@given(days, st.sampled_from([ENGLISH, named("cy"), WELSH]), st.one_of(st.just(""), days.map(str)))
def test_text_to_date_to_text(day: date, language: Language, said: str) -> None:
    """A date as the app writes it is that date, in every language, whenever it was said."""
    with speaking(language):
        written = i18n.day(day.isoformat())
        assert understood(written, said).date == day.isoformat()
        assert i18n.day(understood(written, said).date) == written


@given(days, st.integers(1, 99), st.integers(1, 12))
def test_a_day_without_a_year_is_the_next_one_or_cannot_be(
    said: date, day: int, month: int
) -> None:
    name = i18n.day(f"2000-{month:02d}-01").split()[1]
    found = understood(f"by {day} {name}", said.isoformat())
    if found.cannot:
        assert found.date == ""
        year = said.year + (said.replace(day=1) > said.replace(month=month, day=1))
        assert day > min(monthrange(y, month)[1] for y in (year, year + 1))
        return
    when = date.fromisoformat(found.date)
    assert (when.day, when.month) == (day, month)
    assert said <= when <= said + timedelta(days=366)


@given(st.one_of(st.text(max_size=40), st.from_regex(r"(\d{1,4}[ ./-])?(May|end of|in|next) ?\w+")))
def test_whatever_is_typed_is_a_date_or_none(typed: str) -> None:
    """Nothing breaks, and no date is one that cannot be."""
    found = understood(typed, DAY)
    assert not found.date or date.fromisoformat(found.date)


_FEASTS = st.sampled_from(["Easter", "by Easter", "before Christmas", "in the new year", "Whitsun",
                           "the end of the year", "within two weeks", "next month", "12 July",
                           "31 June", "by half term", "soon", "Easter 2031", "summer"])  # fmt: skip


@given(_FEASTS, days, days, st.sampled_from([ENGLISH, named("cy")]))
def test_what_is_understood_is_shown_as_understood(
    typed: str, said: date, today: date, language: Language
) -> None:
    """The date that an action is sorted by is the one that stands below what was typed."""
    with speaking(language):
        found = understood(typed, said.isoformat())
        shown = hint(typed, said.isoformat(), today)
        if found.date:
            assert shown == in_words(found.date, today)
            assert i18n.day(found.date) in shown
        else:
            assert shown == said_of(found, today)
            assert found.cannot in shown


@given(st.dates(date(1900, 1, 1), date(2998, 12, 31)))
def test_easter_is_the_next_one(said: date) -> None:
    """As the churches of the west keep it; of that very day it is that day."""
    after = easter(said.year) if easter(said.year) >= said else easter(said.year + 1)
    assert understood("by Easter", said.isoformat()).date == after.isoformat()
    pentecost = understood(f"Whitsun {said.year}", "").date
    assert pentecost == (easter(said.year) + timedelta(days=49)).isoformat()
