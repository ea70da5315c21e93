"""Two copies of one record beside each other: field by field, the differences marked.

What is typed as a third wording is read back here too.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.afterwards.chapters import CHAPTER, ChapterKind
from storycircle.core.consent.shareable import NAMES_IN_WORDS
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import N_, _, n_
from storycircle.core.lines.records import EIGHT_QUESTIONS, Came, LineKind, Ticked
from storycircle.core.model import NamesOnPaper, outside_name
from storycircle.core.size_limits import LINE, NOTES, PARAGRAPH, bounded
from storycircle.core.text import cleaned, fingerprint, one_line
from storycircle.core.typed_input import parsed_programme, typed_programme
from storycircle.core.versioned_record import Record

_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")


class Form(StrEnum):
    """How a field is shown, and whether a third wording can be typed for it."""

    LINE = "line"
    TEXT = "text"
    NOTES = "notes"  # a text of many pages
    CHAPTER = "chapter"
    LINES = "lines"  # a JSON list of texts, one a line
    PROGRAMME = "programme"
    NUMBER = "number"
    PEOPLE = "people"  # members' ids: chosen, never typed
    KEPT = "kept"  # shown where it differs, never typed


class Row(Struct, frozen=True):
    """One field of a kind of record. message: the name a person knows it under, in English."""

    key: str
    message: str
    form: Form
    needed: bool = False

    @property
    def label(self) -> str:
        """The name a person knows it under, in the language in use."""
        return _(self.message)


_ACTION = (
    Row("text", N_("Action"), Form.TEXT, needed=True),
    Row("who", N_("Who"), Form.PEOPLE),
    Row("by", N_("By when"), Form.LINE),
    Row("heading", N_("Heading"), Form.LINE),
    Row("stall", N_("Arising from the stall"), Form.LINE),
)
_RANK = Row("rank", N_("Place in its list"), Form.KEPT)

ROWS: Mapping[str, tuple[Row, ...]] = {
    "action": _ACTION,
    "member": (Row("name", N_("Name"), Form.LINE, needed=True),),
    "story": (
        Row("title", N_("Title"), Form.LINE),
        Row("points", N_("Key points"), Form.TEXT),
        Row("quote", N_("In their own words"), Form.TEXT),
        Row("sharing", N_("May it leave"), Form.KEPT),
    ),
    "circle": (
        Row("number", N_("Circle number"), Form.NUMBER),
        Row("theme", N_("Its own question"), Form.TEXT),
        Row("facilitator", N_("Facilitator"), Form.LINE),
    ),
    "event": (
        Row("title", N_("Title"), Form.LINE, needed=True),
        Row("date", N_("Date"), Form.LINE),
        Row("venue", N_("Venue"), Form.LINE),
        Row("question", N_("Question"), Form.TEXT),
        Row("dialogue_questions", N_("Questions for the dialogue"), Form.LINES),
        Row("headings", N_("Headings"), Form.LINES),
        Row("stalls", N_("Stalls"), Form.LINES),
        Row("programme", N_("Programme"), Form.PROGRAMME),
        Row("expected", N_("Circles expected"), Form.NUMBER),
        Row("source", N_("Source"), Form.LINE),
        Row("purpose", N_("Purpose"), Form.TEXT),
        Row("ground_rules", N_("Ground rules"), Form.LINES),
        Row("promise", N_("What happens to what we say"), Form.TEXT),
        Row("organisation", N_("Organisation"), Form.LINE),
        Row("keep_until", N_("Kept until"), Form.KEPT),
        Row("recipients", N_("Sealed to the keys"), Form.KEPT),
        Row("names_on_paper", N_("Names on paper"), Form.KEPT),
        Row("language", N_("Language of its paper"), Form.KEPT),
        Row("statements", N_("Statements of the check-out"), Form.LINES),
        Row("rounds", N_("Rounds"), Form.LINES),
        Row("project", N_("Project"), Form.LINE),
        Row("stall_plans", N_("What is said of stalls"), Form.LINES),
    ),
    "placement": (
        Row("wording", N_("The report’s wording"), Form.TEXT),
        Row("heading", N_("Heading"), Form.LINE),
        Row("rank", N_("Place under its heading"), Form.KEPT),
    ),
    "invited": (Row("names", N_("Names"), Form.LINES),),
    "chapter": (
        Row("title", N_("Title"), Form.LINE, needed=True),
        Row("text", N_("Text of the chapter"), Form.CHAPTER),
        Row("chapter_kind", N_("What the chapter is"), Form.KEPT),
        _RANK,
    ),
    "recommendation": (
        Row("text", N_("Recommendation"), Form.TEXT, needed=True),
        Row("points", N_("Points below it"), Form.LINES),
        Row("heading", N_("Heading"), Form.LINE),
        Row("stalls", N_("Stalls that bear it"), Form.LINES),
        Row("actions", N_("Actions that bear it"), Form.KEPT),
        Row("from_set", N_("From the learning set"), Form.KEPT),
        _RANK,
    ),
    "story_place": (Row("heading", N_("Heading above a story"), Form.LINE),),
    "run": (
        Row("stall", N_("Stall"), Form.LINE, needed=True),
        Row("discussed", N_("What was discussed"), Form.NOTES),
        Row("challenges", N_("Challenges"), Form.LINES),
        Row("next_steps", N_("Next steps"), Form.LINES),
        Row("people", N_("People at the stall"), Form.KEPT),
        Row("minutes", N_("Minutes it was held"), Form.KEPT),
    ),
    "line": (
        Row("title", N_("Title"), Form.LINE, needed=True),
        Row("question", N_("Question"), Form.TEXT),
        Row("next", N_("Next date"), Form.LINE),
        Row("ground_rules", N_("Ground rules"), Form.LINES),
        Row("kind", N_("What the line is"), Form.KEPT),
    ),
    "meeting": (
        Row("number", N_("Meeting"), Form.KEPT),
        Row("stays", N_("Stays in its line"), Form.KEPT),
        Row("ticked", N_("Leaves the line, as ticked"), Form.KEPT),
        Row("last_time", N_("From last time"), Form.KEPT),
    ),
    "attendance": (
        Row("name", N_("Name"), Form.LINE),
        Row("came", N_("Whether they came"), Form.KEPT),
        Row("buddy", N_("Buddy"), Form.KEPT),
        Row("reason", N_("Reason"), Form.TEXT),
    ),
    "inquiry": (
        Row("question", N_("Question"), Form.TEXT, needed=True),
        Row("about", N_("Kind of question"), Form.LINE),
        Row("owners", N_("Whose question it is"), Form.PEOPLE),
        Row("worded", N_("Older wordings"), Form.KEPT),
    ),
    "inquiry_note": (
        Row("text", N_("Note"), Form.TEXT, needed=True),
        Row("under_question", N_("Noted under"), Form.KEPT),
        Row("on_day", N_("Day"), Form.KEPT),
    ),
    "inquiry_action": _ACTION,
}


OPENING = ("purpose", "ground_rules", "promise")
"""What is read out as a circle opens: an event that says nothing of its own keeps none of it."""


class Piece(Struct, frozen=True):
    """A stretch of a text, and whether the other copy says it otherwise."""

    text: str
    differs: bool


def rows_of(copies: Sequence[Record]) -> tuple[Row, ...]:
    """The fields to show of some copies: those with words in them, and all that differ."""
    kind = copies[0].kind
    known = ROWS.get(kind, ())
    named = {row.key for row in known}
    other = sorted({key for copy in copies for key in copy.fields} - named)
    rows = [row for row in known if differing(copies, row.key) or shows(copies[0], row)]
    rows += [Row(key, _plain(key), Form.KEPT) for key in other if differing(copies, key)]
    return tuple(row for row in rows if row.form is not Form.KEPT or differing(copies, row.key))


class Difference(Struct, frozen=True):
    """A field in which two copies differ, by its name, and what either says of it, in words."""

    label: str
    one: str
    other: str


def differences(one: Record, other: Record) -> tuple[Difference, ...]:
    """All in which two copies of a record differ, as a person reads it."""
    rows = [row for row in rows_of((one, other)) if differing((one, other), row.key)]
    return tuple(Difference(row.label, shown(one, row, {}), shown(other, row, {})) for row in rows)


def differing(copies: Sequence[Record], key: str) -> bool:
    """Whether the copies say different things of one field."""
    return len({repr(copy.fields.get(key)) for copy in copies}) > 1


def shows(record: Record, row: Row) -> bool:
    return bool(shown(record, row, {}).strip())


def shown(record: Record, row: Row, names: Mapping[str, str]) -> str:
    """What a copy says of one field, in words. names: members' by their ids, of a line's meeting
    those of its people too, and titles of events.
    """
    value = record.fields.get(row.key)
    if value is None:
        return ""
    if row.form is Form.PEOPLE:
        who = json.loads(str(value))
        return ", ".join(names.get(one) or outside_name(one) or one for one in who)
    if row.form is Form.LINES:
        return "\n".join(json.loads(str(value)))
    if row.form is Form.PROGRAMME:
        return typed_programme(json.loads(str(value)))
    if row.form is Form.KEPT:
        title = names.get(str(value)) if row.key in ("event", "buddy") else None
        return title or _kept(row.key, value)
    return str(value)


def read_back(row: Row, text: str) -> object:
    """A third wording as the record keeps it; None for nothing, where that is not kept as an empty
    text. Raises Refused.
    """
    bounds = {Form.LINE: LINE, Form.TEXT: PARAGRAPH, Form.CHAPTER: CHAPTER}
    most = bounds.get(row.form, NOTES)
    text = bounded(cleaned(text).strip(), most, row.label)
    if row.needed and not text:
        raise Refused("words-needed", what=row.label)
    if not text and row.key in OPENING:
        return None
    if row.form is Form.NUMBER:
        if not text.isdecimal():
            raise Refused("number-unclear")
        return int(text)
    if row.form is Form.LINES:
        lines = [one_line(line) for line in text.splitlines()]
        return json.dumps([line for line in lines if line], ensure_ascii=False)
    if row.form is Form.PROGRAMME:
        rows = [[slot.starts, slot.ends, slot.title] for slot in parsed_programme(text)]
        return json.dumps(rows, ensure_ascii=False)
    return one_line(text) if row.form is Form.LINE else text


def marked(one: str, other: str) -> tuple[Piece, ...]:
    """The first text in pieces, marked where the other says it otherwise; words stay whole."""
    ours, theirs = _TOKENS.findall(one), _TOKENS.findall(other)
    pieces: list[Piece] = []
    for tag, start, end, _start, _end in SequenceMatcher(
        None, ours, theirs, autojunk=False
    ).get_opcodes():
        text = "".join(ours[start:end])
        if not text:
            continue
        differs = tag != "equal"
        # A space alone between two marked words is marked with them.
        if not differs and not text.strip() and pieces and end < len(ours):
            differs = pieces[-1].differs
        if pieces and pieces[-1].differs == differs:
            pieces[-1] = Piece(pieces[-1].text + text, differs)
        else:
            pieces.append(Piece(text, differs))
    return tuple(pieces)


_ITS = {
    "line": N_("Its line"),
    "person": N_("Its person"),
    "member": N_("Its seat"),
    "thread": N_("The inquiry it goes on from"),
    "inquiry": N_("Its inquiry"),
}
"""The fields of a line's records that name another record, and how a person knows them."""


def _kept(key: str, value: object) -> str:
    if key == "place" and isinstance(value, int):
        return _("number {number}", number=value + 1)
    say = _IN_WORDS.get(key, str)
    return say(str(value))


def _shared(value: str) -> str:
    said = {"named": N_("with name"), "anonymous": N_("without names")}
    stays = N_("stays here")
    return _(said.get(value, stays))


def _fingerprints(value: str) -> str:
    return "\n".join(map(fingerprint, json.loads(value)))


def _rule(value: str) -> str:
    return _(NAMES_IN_WORDS[NamesOnPaper(value)])


def _kind_of_line(value: str) -> str:
    learning = value == LineKind.LEARNING_SET
    return _("A learning set") if learning else _("Circles that continue one another")


def _came(value: str) -> str:
    said = {
        Came.THERE: N_("Came"),
        Came.APOLOGIES: N_("Sent apologies"),
        Came.LEFT: N_("Left for good"),
    }
    return _(said[Came(value)])


def _ticked(value: str) -> str:
    said = {
        Ticked.APOLOGIES: N_("Apologies"),
        Ticked.BUDDIES: N_("Buddies"),
        Ticked.REASONS: N_("Reasons"),
        Ticked.QUESTION: N_("The question"),
    }
    return "\n".join(_(said[Ticked(one)]) for one in json.loads(value))


def _open_actions(value: str) -> str:
    return "\n".join(text for _id, text, *_more in json.loads(value))


def _wordings(value: str) -> str:
    return "\n".join(question for _until, question in json.loads(value))


def _under(value: str) -> str:
    return _(EIGHT_QUESTIONS[int(value) - 1]) if int(value) else _("None of the eight questions")


def _another(value: str) -> str:
    return _("another one") if value else ""


def _day(value: str) -> str:
    return i18n.day(value) if value else ""


def _how_many(value: str) -> str:
    count = len(json.loads(value))
    return n_("{count} action", "{count} actions", count)


def _kind_of_chapter(value: str) -> str:
    return _(CHAPTER_KINDS.get(ChapterKind(value), CHAPTER_KINDS[ChapterKind.OWN]))


CHAPTER_KINDS = {
    ChapterKind.FOREWORD: N_("Foreword"),
    ChapterKind.SUMMARY: N_("Summary"),
    ChapterKind.INTRODUCTION: N_("Introduction"),
    ChapterKind.LEARNING_SET: N_("The learning set"),
    ChapterKind.CONCLUSIONS: N_("Conclusions"),
    ChapterKind.THANKS: N_("Thanks"),
    ChapterKind.OWN: N_("A chapter of your own"),
}
"""The kinds of chapters, as messages."""


_IN_WORDS: Mapping[str, Callable[[str], str]] = {
    "sharing": _shared,
    "keep_until": i18n.day,
    "recipients": _fingerprints,
    "names_on_paper": _rule,
    "kind": _kind_of_line,
    "stays": lambda value: _("Yes") if value == "1" else _("No"),
    "came": _came,
    "ticked": _ticked,
    "last_time": _open_actions,
    "worded": _wordings,
    "under_question": _under,
    "on_day": _day,
    "actions": _how_many,
    "chapter_kind": _kind_of_chapter,
    **dict.fromkeys(("rank", "event", "circle", "teller", "buddy", *_ITS), _another),
}
"""How a field says what it has, that is shown where it differs and never typed."""


def _plain(key: str) -> str:
    named = {"place": N_("Its place"), "event": N_("Its event"), "circle": N_("Its circle"), **_ITS}
    return named.get(key, key.replace("_", " ").capitalize())
