"""Cleaning text where it enters, and words for numbers, dates and times."""

import re
import unicodedata
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core import i18n
from storycircle.core.error_sentences import Refused
from storycircle.core.size_limits import bounded
from storycircle.core.text import _ODD, _letter, cleaned, one_line

anything = st.text(st.characters(exclude_categories=()), max_size=60)


@given(anything)
def test_clean_text_can_be_stored_and_stays_as_it_is(text: str) -> None:
    """Cleaning is done once: its result is valid, composed, and clean."""
    clean = cleaned(text)
    assert clean.encode().decode() == clean
    assert unicodedata.is_normalized("NFC", clean)
    assert cleaned(clean) == clean
    assert not {c for c in clean if unicodedata.category(c) == "Cc"} - {"\t", "\n"}


@pytest.mark.slow
def test_every_letter_is_looked_at() -> None:
    """The quick way past plain texts lets no letter through that does not stay."""
    for start in range(0, 0x110000, 64):
        letters = [chr(code) for code in range(start, start + 64)]
        stays = [c for c in letters if c in "\t\n" or (_letter(c) == c and c not in "\u2028\u2029")]
        assert [c for c in letters if not re.search(_ODD, c)] == stays


@given(anything)
def test_one_line_is_one_line(text: str) -> None:
    """A name or a title never breaks a line, nor begins or ends with space."""
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert line == line.strip()
    assert one_line(line) == line


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Jose\u0301", "José"),
        ("a\ud800b", "a\ufffdb"),
        ("a\uffffb\ufdd0c\U0001fffed", "a\ufffdb\ufffdc\ufffdd"),
        ("a\x00b\x1bc\x7fd\x85e", "abcde"),
        ("a\r\nb\rc\u2028d\u2029e\nf", "a\nb\nc\nd\ne\nf"),
        ("tab\tstays", "tab\tstays"),
        ("\N{WOMAN}\u200d\N{PERSONAL COMPUTER}", "\N{WOMAN}\u200d\N{PERSONAL COMPUTER}"),
    ],
)
def test_what_cannot_be_kept_is_replaced_or_removed(text: str, clean: str) -> None:
    """Spelling, surrogates, control letters and every kind of line end, by example."""
    assert cleaned(text) == clean


def test_a_text_that_is_too_long_is_named() -> None:
    """The bound is in the sentence."""
    assert bounded("abc", 3, "A name") == "abc"
    with pytest.raises(Refused, match=r"A name is longer than 1,000 letters"):
        bounded("a" * 1_001, 1_000, "A name")


def test_numbers_are_written_as_people_say_them() -> None:
    """Small counts in words, larger ones in figures, with their noun."""
    assert [i18n.number(n) for n in (0, 1, 13, 20, 36, 99, 100, 1234)] == [
        "no",
        "one",
        "thirteen",
        "twenty",
        "thirty-six",
        "ninety-nine",
        "100",
        "1,234",
    ]
    assert i18n.counted(1, "story", "stories") == "one story"
    assert i18n.counted(6, "action") == "six actions"
    assert i18n.people(1) == "one person"
    assert i18n.people(36) == "thirty-six people"


def test_lists_and_sentences() -> None:
    """Items as a sentence lists them."""
    assert [i18n.listed(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert i18n.sentence("no names") == "No names"
    assert i18n.sentence("") == ""


def test_days_and_times() -> None:
    """British dates, times with a point, lengths that reach 0:00 only when over."""
    assert i18n.day("2007-06-14") == "14 June 2007"
    assert i18n.day("in June") == "in June"
    assert i18n.clock(datetime(2007, 6, 14, 9, 5)) == "9.05"  # noqa: DTZ001
    assert i18n.length(250) == "4:10"
    assert i18n.length(0.2) == "0:01"
    assert i18n.length(0) == "0:00"
    assert i18n.over(42.9) == "+0:42"
    assert i18n.spoken_length(250) == "four minutes ten seconds"
    assert i18n.spoken_length(60) == "one minute"
    assert i18n.spoken_length(0) == "no time"


def test_an_events_name_is_parted_from_its_series() -> None:
    """The long title of June 2007 has a name of its own."""
    assert i18n.event_name("Series: a - b - Own") == ("Series: a - b", "Own")
    assert i18n.event_name("Plain") == ("", "Plain")


def test_who_commits_and_by_when() -> None:
    """The whole circle is said once; a deadline reads as it was said."""
    assert i18n.who(list("abcdef"), 6) == "all six"
    assert i18n.who(list("abcdef"), 6, us=True) == "all six of us"
    assert i18n.who(["Al", "Bo"], 6) == "Al, Bo"
    assert i18n.who([], 6) == ""
    assert i18n.by_when("12 July") == "by 12 July"
    assert i18n.by_when("at the next meeting") == "at the next meeting"
    assert i18n.by_when("") == ""


def test_every_minute_of_the_day_is_said_in_words() -> None:
    """Read aloud, a time is understood, and says the minute it means."""
    said: dict[str, list[int]] = {}
    for minute in range(1440):
        when = datetime(2007, 6, 14, minute // 60, minute % 60)  # noqa: DTZ001
        spoken = i18n.spoken_clock(when)
        assert not any(letter.isdigit() for letter in spoken)
        assert _heard(spoken) == minute % 720, spoken
        said.setdefault(spoken, []).append(minute)
    # The same words mean the same time of the half day, and never another.
    assert {len(minutes) for minutes in said.values()} == {1, 2}


def _heard(spoken: str) -> int:
    """The minute of the half day that the words mean, by a table of their own."""
    names = [i18n.number(count) for count in range(61)]
    if spoken in ("midday", "midnight"):
        return 0
    if spoken.endswith(" o’clock"):
        return names.index(spoken.removesuffix(" o’clock")) % 12 * 60
    first, way, hour = spoken.replace("midnight", "twelve").rsplit(" ", 2)
    first = first.removesuffix(" minutes").removesuffix(" minute")
    minutes = {"quarter": 15, "half": 30}.get(first) or names.index(first)
    start = names.index(hour) % 12 * 60
    return (start + (minutes if way == "past" else -minutes)) % 720


@pytest.mark.parametrize(
    ("hour", "minute", "spoken"),
    [
        (11, 50, "ten to twelve"),
        (15, 15, "quarter past three"),
        (11, 12, "twelve minutes past eleven"),
        (11, 59, "one minute to twelve"),
        (12, 0, "midday"),
        (0, 0, "midnight"),
        (13, 0, "one o’clock"),
        (0, 10, "ten past midnight"),
        (23, 45, "quarter to midnight"),
        (12, 30, "half past twelve"),
        (12, 35, "twenty-five to one"),
    ],
)
def test_a_time_is_said_as_people_say_it(hour: int, minute: int, spoken: str) -> None:
    """Fives by name alone, other minutes with the word, quarters and halves as such."""
    assert i18n.spoken_clock(datetime(2007, 6, 14, hour, minute)) == spoken  # noqa: DTZ001


@given(st.lists(anything))
def test_texts_with_spaces_between_are_clean_where_each_is(texts: list[str]) -> None:
    """By this a circle file's texts are looked at together: many times faster."""
    together = " ".join(texts)
    assert (cleaned(together) == together) == all(cleaned(text) == text for text in texts)


def test_the_day_beside_a_title_stands_there_once() -> None:
    """A title that says its day has none beside it; a year alone is not the day."""
    assert i18n.day_beside("Story circle, 29 November 2026", "2026-11-29") == ""
    assert i18n.day_beside("November 2026", "2026-11-29") == "29 November 2026"
    assert i18n.day_beside("Anything", "") == ""
