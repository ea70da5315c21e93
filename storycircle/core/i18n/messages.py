"""Messages: every text that a person sees, whole, in the language in use.

Each is one whole sentence or label. What changes in it is a field with a name; it is never glued
from parts, as other languages have another order. `python -m tools.languages extract` collects
them by the names of these functions.
"""

from collections.abc import Sequence
from datetime import datetime

from storycircle.core.i18n.formatting import (
    clock,
    figures,
    filled,
    is_everyone,
    joined,
    number,
    sentence,
)
from storycircle.core.i18n.language import language

_QUARTERS = {15: "quarter", 30: "half"}


def _(message: str, /, **fields: object) -> str:
    """A message in the language in use, its fields filled in: `_("{name} is next", name=name)`.
    An empty one is empty: a catalogue has its own head under it.
    """
    texts = language().texts
    said = texts.gettext(message) if texts and message else message
    return filled(said, **fields) if fields else said


def n_(one: str, many: str, /, count: int, **fields: object) -> str:
    """A message that depends on a count: `n_("{count} person", "{count} people", 6)` is
    "six people". {count} is the count in words, {Count} the same as a sentence begins, {figures}
    in figures.
    """
    texts = language().texts
    said = texts.ngettext(one, many, count) if texts else one if count == 1 else many
    words = number(count)
    counted = figures(count)
    return filled(said, count=words, Count=sentence(words), figures=counted, **fields)


def p_(context: str, message: str, /, **fields: object) -> str:
    """A message whose English means two things: the context tells translators which."""
    texts = language().texts
    said = texts.pgettext(context, message) if texts else message
    return filled(said, **fields) if fields else said


def N_(message: str, /) -> str:  # noqa: N802 (gettext's own name)
    """The message as it stands, to be translated where it is shown: for tables of messages."""
    return message


def people(count: int) -> str:
    """A count of people: "one person", "six people"."""
    return n_("{count} person", "{count} people", count)


def spoken_clock(when: datetime) -> str:
    """A time of day to read aloud: "ten to twelve", "quarter past three", "midday"; as its figures
    where the language in use has no words for numbers here.
    """
    if not language().formats.words_to:
        return clock(when)
    to = when.minute > 30
    hour = (when.hour + to) % 24
    name = "midnight" if hour == 0 else number((hour - 1) % 12 + 1)
    minutes = 60 - when.minute if to else when.minute
    if minutes == 0:
        return {0: "midnight", 12: "midday"}.get(hour, f"{name} o’clock")
    distance = _QUARTERS.get(minutes, number(minutes))
    if minutes % 5:
        distance = n_("{count} minute", "{count} minutes", minutes)
    return f"{distance} {'to' if to else 'past'} {name}"


def spoken_length(seconds: float) -> str:
    """A length to read aloud: "four minutes ten seconds"."""
    whole, rest = divmod(int(seconds), 60)
    minutes = n_("{count} minute", "{count} minutes", whole)
    parts = n_("{count} second", "{count} seconds", rest)
    if whole and rest:
        return p_("a length of time", "{minutes} {seconds}", minutes=minutes, seconds=parts)
    return minutes if whole else parts if rest else _("no time")


def who(
    names: Sequence[str], everyone: int, others: Sequence[str] = (), *, us: bool = False
) -> str:
    """Who commits: "all six" where it is the whole circle, else their names; empty for nobody.

    others: people outside the circle, who are named after it.
    """
    if not is_everyone(names, everyone):
        return joined([*names, *others], ", ")
    if us:
        whole = n_("all {count} of us", "all {count} of us", everyone)
    else:
        whole = n_("all {count}", "all {count}", everyone)
    return joined([whole, *others], ", ")


_SHORT_MONTH = 3  # letters


def month(iso: str) -> str:
    """A month as people write it: "June 2007"; unchanged where it is not YYYY-MM."""
    year, _dash, number = iso.partition("-")
    months = language().formats.months
    if not (number.isdigit() and 1 <= int(number) <= len(months)):
        return iso
    return p_("a month of a year", "{month} {year}", month=months[int(number) - 1], year=year)


def short_month(iso: str) -> str:
    """The month of a day where there is little room: "Jun"; empty where it is no day."""
    months, number = language().formats.months, iso[5:7]
    known = number.isdigit() and 1 <= int(number) <= len(months)
    return months[int(number) - 1][:_SHORT_MONTH] if known else ""


def by_when(text: str) -> str:
    """A deadline as the sheet prints it: "by 12 July", and "at the ..." left as typed."""
    # For translators: words that a deadline may begin with, so that no "by" is set before it.
    given = _(
        "by at from before after in on until every now when next this each within as today "
        "tomorrow monthly weekly"
    )
    if not text or text.partition(" ")[0].casefold() in given.split():
        return text
    return _("by {time}", time=text)
