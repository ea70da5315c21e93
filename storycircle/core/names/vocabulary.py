"""The words by which lists of names are understood: headings, agencies, marks, and nobody.

They are read, never shown: English, and the words of the languages that ship.
"""

import re

from storycircle.core.i18n import _
from storycircle.core.names.reading import Column

HEADINGS: dict[Column, frozenset[str]] = {
    Column.CIRCLE: frozenset(
        "circle|circle number|circle no|group|group number|group no|table|table number|table no|"
        "number|no|cylch|rhif cylch|rhif y cylch|grŵp|bwrdd|rhif".split("|")
    ),
    Column.NAME: frozenset(
        "name|full name|name in full|member|participant|person|delegate|delegate name|attendee|"
        "attendee name|guest|guest name|display name|people|who|enw|enw llawn|enw'r aelod|aelod|"
        "cyfranogwr".split("|")
    ),
    Column.FORENAME: frozenset(
        "forename|first name|given name|christian name|known as|preferred name|first|given|"
        "enw cyntaf|enw bedydd".split("|")
    ),
    Column.SURNAME: frozenset(
        "surname|last name|family name|second name|last|family|cyfenw|enw teuluol".split("|")
    ),
    Column.AGENCY: frozenset(
        "agency|organisation|organization|company|employer|from|service|team|department|dept|"
        "office|charity|workplace|place of work|organisation name|asiantaeth|sefydliad|cwmni|"
        "cyflogwr|gwasanaeth|tîm|adran".split("|")
    ),
    Column.EMAIL: frozenset(
        "e-mail|email|mail|e-mail address|email address|address|e-bost|ebost|"
        "cyfeiriad e-bost|cyfeiriad ebost".split("|")
    ),
    Column.TELEPHONE: frozenset(
        "telephone|phone|tel|mobile|telephone number|phone number|mobile number|contact number|"
        "ffôn|rhif ffôn|ffôn symudol".split("|")
    ),
    Column.OTHER: frozenset(
        "title|job title|role|job|position|notes|comments|dietary requirements|diet|access|"
        "date|start time|completion time|id|registered|ticket|ticket type|status|order|"
        "teitl|teitl swydd|swydd|rôl|nodiadau".split("|")
    ),
}
"""The headings of a column, in small letters, without marks and without a plural in brackets."""

_AGENCY_WORDS = frozenset(
    "academy advice agency aid alliance ambulance association authority board borough "
    "bureau business care cafe centre center charity children's children clinic "
    "club college commission community company constabulary consortium cooperative council "
    "department dept education employment enterprise families family fire "
    "foundation fund gp government group headteacher health hospice hospital housing "
    "hub inc infirmary institute integrated justice legal library limited local ltd "
    "management midwifery ministry museum national network nhs nursery nursing office "
    "organisation organization partnership pharmacy planning plc police policy practice primary "
    "prison probation project public school secondary service services social society society's "
    "sport sports support surgery team therapy training transport trust trustees union unit "
    "university visiting volunteer volunteers voluntary welfare women's work works workers "
    "youth yot camhs "
    # Welsh
    "addysg adran asiantaeth awdurdod canolfan cartref cartrefi coleg cwmni cyngor cymdeithas "
    "cymuned cymunedol elusen eglwys gofal gwasanaeth gwasanaethau heddlu iechyd ieuenctid "
    "llyfrgell meddygfa menter meithrinfa prifysgol prosiect sefydliad swyddfa tîm uned "
    "ymddiriedolaeth ysbyty ysgol".split()
)
_ACRONYM = re.compile(r"[A-Z][A-Z&]{2,}s?\d*|[A-Z]&[A-Z]")
_WORD = re.compile(r"[^\W_][^\W_]*(?:['’&][^\W_]+)*", re.UNICODE)
_MOST_NAME_WORDS = 5

_HEAD = re.compile(
    r"(?:circle|group|table)?\s*(?:no\.?|number|nr\.?)?\s*(\d{1,5})\s*[:.]?", re.IGNORECASE
)
MARK = re.compile(
    r"^\s*(?:[•·●○◦▪▫■□◆◇‣\u2043∙–—*+>☐☑☒✓✔✗✘]|-(?=\s)|\(?\d{1,3}[.)\]:](?=\s|[^\W\d])|\d{1,3}\s*[-–—]\s"
    r"|\(?[a-z]\)(?=\s)|o(?=\s{2,}|\t))\s*"
)
"""What stands before a name in a list: a bullet, a box, a figure with a stop."""
ABSENT = re.compile(
    r"(?:apologies(?: from| for absence)?|absent|cannot come|can't come|unable to attend|"
    r"ymddiheuriadau|yn absennol)\s*:?",
    re.IGNORECASE,
)
PRESENT = re.compile(
    r"(?:present|attending|attendees|delegates|participants|members|names?|people|in the circle|"
    r"yn bresennol|enwau|aelodau)\s*:?",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|BUSY!|FIELD!|BLOCKED!|"
    r"GETTING_DATA|UNKNOWN!|CONNECT!)|Err:\d{3}|\#{3,}",
    re.IGNORECASE,
)
_NO_NAME = frozenset("n/a|na|tbc|tba|tbd|nil|none|null|nan|?|??|???|-|--|–|—|.|x|vacant".split("|"))


def heading(cell: str) -> Column | None:
    """What a column with this heading holds; None where the cell is no heading we know."""
    plain = re.sub(r"\([^)]*\)|[^\w\s'’-]", " ", cell.casefold().replace("’", "'"))
    plain = " ".join(plain.split())
    singular = plain.removesuffix("s") if plain.endswith("names") else plain
    for column, words in HEADINGS.items():
        if plain in words or singular in words:
            return column
    return None


def is_error(cell: str) -> bool:
    """Whether a spreadsheet shows this where a formula failed."""
    return _ERROR.fullmatch(cell) is not None


def is_no_name(cell: str) -> bool:
    """Whether this stands for a name that nobody knows yet."""
    return cell.casefold() in _NO_NAME


def circle_number(cell: str) -> int | None:
    """The number of a circle that stands alone, with or without its word, in English or the
    language in use; None where the cell says anything else.
    """
    own = re.escape(_("Circle {number}", number="#")).replace(re.escape("#"), r"(\d{1,5})")
    found = _HEAD.fullmatch(cell) or re.fullmatch(own, cell, re.IGNORECASE)
    return int(found[1]) if found else None


def is_agency(text: str, beside: str = "") -> bool:
    """Whether the text can only be an agency: one of its words says so, it is an acronym, it
    begins with a small letter, or it is longer than names are.

    beside: the name it stands beside. Where that is in capitals or begins with a small letter
    itself, the same says nothing about the text.
    """
    words = _WORD.findall(text)
    if not words:
        return False
    shouted = beside.isupper() or (len(words) > 1 and text.isupper())
    return (
        any(is_agency_word(word, shouted=shouted) for word in words)
        or (text[0].islower() and not beside[:1].islower())
        or len(words) > _MOST_NAME_WORDS
        or any(letter.isdigit() for letter in text)
    )


def is_agency_word(word: str, *, shouted: bool = False) -> bool:
    """Whether one word belongs to an agency and never to a name. shouted: all around it is in
    capitals too, so that an acronym is not told from a name.
    """
    if word.casefold().replace("’", "'") in _AGENCY_WORDS:
        return True
    return not shouted and _ACRONYM.fullmatch(word) is not None


def is_like_name(text: str, beside: str = "") -> bool:
    """Whether the text may be a person's name: one to five words, no figures, no small first
    letter where the name beside has none, and no word of an agency.
    """
    words = text.split()
    return (
        0 < len(words) <= _MOST_NAME_WORDS
        and any(letter.isalpha() for letter in text)
        and not is_agency(text, beside)
    )
