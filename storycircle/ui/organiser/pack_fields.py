"""The rows of the event pack's form, one function each: how a field is shown and read. No Qt.

Another field of an event is one line more in ROWS.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core import i18n, typed_input
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import N_, _
from storycircle.core.model import Event, NamesOnPaper
from storycircle.core.size_limits import LINE, NOTES, PARAGRAPH, STATEMENT, bounded, refuse_too_many
from storycircle.core.text import cleaned, one_line
from storycircle.core.typed_input import each, short_line
from storycircle.languages import offered

_MOST_CIRCLES = 99_999


class Shape(StrEnum):
    """The field a row is typed in."""

    LINE = "line"
    SHORT = "short"
    PARAGRAPH = "paragraph"
    LINES = "lines"
    CHOICE = "choice"  # one of some, never typed


Taken = tuple[Event, Refused | None]


class FormRow(Struct, frozen=True):
    """key: of the event's field, under which text that was refused is kept. label, hint: messages,
    to be translated where they are shown; hint may be empty.

    write gives the event with what was typed, and why a part of it could not be taken; where
    nothing could, it raises Refused. options: of a choice, each with its value and its words.
    """

    key: str
    label: str
    hint: str
    shape: Shape
    read: Callable[[Event], str]
    write: Callable[[Event, str], Taken]
    serif: bool = False
    options: Callable[[Event], Sequence[tuple[str, str]]] = lambda _event: ()


def _with(event: Event, key: str, value: object) -> Event:
    changes: dict[str, Any] = {key: value}
    return replace(event, **changes)


def line(label: str, key: str, hint: str = "", *, needed: bool = False) -> FormRow:
    """A row of one line."""

    def write(event: Event, text: str) -> Taken:
        value = bounded(one_line(text), LINE, _(label))
        if needed and not value:
            raise Refused("title-needed")
        return _with(event, key, value), None

    return FormRow(key, label, hint, Shape.LINE, lambda e: str(getattr(e, key)), write)


def paragraph(label: str, key: str, hint: str = "") -> FormRow:
    """A row of several lines that are one text, in the voice of people."""

    def write(event: Event, text: str) -> Taken:
        return _with(event, key, bounded(cleaned(text).strip(), PARAGRAPH, _(label))), None

    return FormRow(
        key, label, hint, Shape.PARAGRAPH, lambda e: str(getattr(e, key)), write, serif=True
    )


def lines(label: str, key: str, hint: str = "", *, letters: int = PARAGRAPH) -> FormRow:
    """A row with one entry on each line. letters: how many each may have."""

    def write(event: Event, text: str) -> Taken:
        typed, why = each(text.splitlines(), lambda part: short_line(one_line(part), letters))
        written = _with(event, key, tuple(dict.fromkeys(filter(None, typed))))
        refuse_too_many(written)
        return written, why

    return FormRow(key, label, hint, Shape.LINES, lambda e: "\n".join(getattr(e, key)), write)


def day(label: str, key: str, hint: str = "") -> FormRow:
    """A row of one day."""

    def write(event: Event, text: str) -> Taken:
        return _with(event, key, typed_input.parsed_day(text)), None

    return FormRow(key, label, hint, Shape.SHORT, lambda e: i18n.day(getattr(e, key)), write)


def programme(label: str, hint: str = "") -> FormRow:
    """The programme, a row on each line."""

    def write(event: Event, text: str) -> Taken:
        slots, why = typed_input.readable_programme(bounded(text, NOTES, _(label)))
        written = replace(event, programme=slots)
        refuse_too_many(written)
        return written, why

    def read(event: Event) -> str:
        return typed_input.slots_typed(event.programme)

    return FormRow("programme", label, hint, Shape.LINES, read, write)


def expected(label: str, hint: str = "") -> FormRow:
    """How many circles are expected; nothing where nobody knows."""

    def write(event: Event, text: str) -> Taken:
        text = text.strip()
        if text and not (text.isdecimal() and int(text) <= _MOST_CIRCLES):
            raise Refused("count-unclear")
        return replace(event, expected=int(text or 0)), None

    return FormRow("expected", label, hint, Shape.SHORT, lambda e: str(e.expected or ""), write)


_NAMES: Mapping[NamesOnPaper, str] = {
    NamesOnPaper.AS_TYPED: N_("As they were typed"),
    NamesOnPaper.FIRST_WORD: N_("Their first word alone"),
    NamesOnPaper.NONE: N_("No names"),
}


def names_on_paper(label: str, hint: str = "") -> FormRow:
    """How members' names stand on paper."""

    def write(event: Event, value: str) -> Taken:
        return replace(event, names_on_paper=NamesOnPaper(value)), None

    def options(_event: Event) -> Sequence[tuple[str, str]]:
        return [(rule.value, _(words)) for rule, words in _NAMES.items()]

    def read(event: Event) -> str:
        return event.names_on_paper.value

    return FormRow("names_on_paper", label, hint, Shape.CHOICE, read, write, options=options)


def language(label: str, hint: str = "") -> FormRow:
    """The language of its paper: one that ships, or that of each laptop. One that a pack names and
    this app does not have stays to be chosen, by its code.
    """

    def write(event: Event, value: str) -> Taken:
        return replace(event, language=value), None

    def options(event: Event) -> Sequence[tuple[str, str]]:
        other = {event.language: event.language} if event.language else {}
        return [("", _("As this laptop")), *{**other, **offered()}.items()]

    return FormRow(
        "language", label, hint, Shape.CHOICE, lambda e: e.language, write, options=options
    )


ROWS: tuple[FormRow, ...] = (
    line(N_("Title"), "title", N_("As it stands on the sheet and the report."), needed=True),
    day(N_("Date"), "date", N_("As 14 June 2007.")),
    line(N_("Venue"), "venue"),
    expected(N_("Circles expected"), N_("So that the report can say which are missing.")),
    paragraph(N_("Question"), "question", N_("What the circles bring stories to.")),
    lines(N_("Questions for the dialogue"), "dialogue_questions", N_("One on each line.")),
    lines(
        N_("Headings"),
        "headings",
        N_("One on each line. Rename them on the board: actions follow."),
    ),
    lines(N_("Stalls"), "stalls", N_("One on each line.")),
    programme(N_("Programme"), N_("One on each line: 11.25–11.50 Story circles")),
    paragraph(
        N_("Purpose"), "purpose", N_("Read out as a circle opens. Empty: the method’s own words.")
    ),
    lines(
        N_("Ground rules"), "ground_rules", N_("One on each line. Empty: the method’s own rules.")
    ),
    paragraph(
        N_("What happens to what we say"),
        "promise",
        N_("Read out before anybody speaks. Empty: the method’s own words."),
    ),
    line(N_("Organisation"), "organisation", N_("Who gathers what may leave.")),
    day(N_("Kept until"), "keep_until", N_("As 14 June 2008. Tellers are told so.")),
    names_on_paper(N_("Names on paper"), N_("On sheets, slips and letters, and in their codes.")),
    language(N_("Language of its paper"), N_("Of its sheets, slips and report, on every laptop.")),
    lines(
        N_("Statements of the check-out"),
        "statements",
        N_("Up to four short ones, one on each line. Empty: the method’s own."),
        letters=STATEMENT,
    ),
)
