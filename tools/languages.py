"""python -m tools.languages extract | compile | check | add CODE NAME: the catalogues.

extract: collect the messages of the code into every catalogue; what is translated stays, what is
no longer said goes. compile: make of each catalogue what the app reads, with the language's own
dates, times, numbers and lists from CLDR. check: list what is not up to date, not translated, or
has other fields than its English; status 1 where there is any. add: begin a language by its code
and by its own name.

Babel (BSD) is needed here, never by the app.
"""

import io
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from string import Formatter

from babel import Locale
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

TOP = Path(__file__).parent.parent
HOME = TOP / "resources" / "languages"
KEYWORDS = {"_": None, "N_": None, "n_": (1, 2), "p_": ((1, "c"), 2)}
_UNDATED = datetime(2007, 6, 14, tzinfo=UTC)
"""The same messages are the same bytes, whenever they are compiled."""
_DATED = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Translator')


@cache
def said() -> Catalog:
    """All messages of the code, each with the files that say it and what translators are told."""
    found = Catalog(project="Story Circle", charset="utf-8")
    messages = extract_from_dir(
        str(TOP / "storycircle"),
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("For translators:",),
        strip_comment_tags=True,
    )
    for name, _line, message, comments, context in messages:
        place = f"storycircle/{Path(name).as_posix()}"
        found.add(message, None, [(place, 0)], auto_comments=comments, context=context)
    return found


def codes() -> list[str]:
    """The languages there are, but for English."""
    return sorted(path.parent.name for path in HOME.glob("*/messages.po"))


def catalogue(code: str) -> Catalog:
    """A language's messages as they stand in its file."""
    with (HOME / code / "messages.po").open("rb") as file:
        return read_po(file, locale=code)


def extracted(code: str) -> bytes:
    """A language's file with the messages of today's code, sorted by their English."""
    renewed = catalogue(code)
    renewed.update(said(), no_fuzzy_matching=True)
    renewed.obsolete.clear()
    return _as_po(renewed)


def compiled(code: str) -> bytes:
    """What gettext reads of a language."""
    out = io.BytesIO()
    held = catalogue(code)
    held.creation_date = held.revision_date = _UNDATED
    write_mo(out, held)
    return out.getvalue()


def formats(code: str) -> bytes:
    """What the app knows of a language beside its messages: of CLDR, and of language.json."""
    locale = Locale.parse(code)
    lists = {key: str(value) for key, value in locale.list_patterns["standard"].items()}
    own = json.loads((HOME / code / "language.json").read_text(encoding="utf-8"))
    known = {
        **own,
        "right_to_left": locale.text_direction == "rtl",
        "formats": {
            "months": [locale.months["format"]["wide"][month] for month in range(1, 13)],
            "day": _filled(locale.date_formats["long"].format, d="day", MMMM="month", y="year"),
            "time": _filled(
                locale.time_formats["short"].format,
                HH="hour:02d",
                H="hour",
                mm="minute:02d",
            ),
            "two": lists["2"],
            "middle": lists["middle"],
            "end": lists["end"],
            "group": str(locale.number_symbols["latn"]["group"]),
            **own.get("formats", {}),
        },
    }
    return (json.dumps(known, ensure_ascii=False, indent=1) + "\n").encode()


def _filled(pattern: str, **names: str) -> str:
    """A pattern of CLDR, which has %(d)s, with the app's own names for its fields."""
    return pattern % {cldr: f"{{{ours}}}" for cldr, ours in names.items()}


def wrong(code: str) -> Iterator[str]:
    """What is to be done for a language, a line each."""
    home = HOME / code
    for name, now in (
        ("messages.po", extracted),
        ("messages.mo", compiled),
        ("formats.json", formats),
    ):
        if not (home / name).exists() or (home / name).read_bytes() != now(code):
            yield f"{code}: {name} is not up to date"
    for message in catalogue(code):
        english, texts = _texts(message.id), _texts(message.string)
        may = set.union(*map(_fields, english))
        must = may if len(english) == 1 else set()
        if len(english) > 1:  # either way to say the count
            may |= {"count", "Count", "figures"}
        if not any(english):
            continue  # the head of the file
        if not all(texts):
            yield f"{code}: not translated: {english[0]!r}"
        elif any(_fields(text) - may or must - _fields(text) for text in texts):
            yield f"{code}: other fields than in English: {english[0]!r}"


def _texts(held: object) -> tuple[str, ...]:
    """The forms of a message: one, or those of a plural."""
    return tuple(map(str, held)) if isinstance(held, list | tuple) else (str(held),)


def _fields(text: str) -> set[str]:
    return {str(field) for _, field, _, _ in Formatter().parse(text) if field is not None}


def _as_po(catalogue_: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalogue_, sort_output=True, width=0, include_lineno=False)
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_DATED)).encode()


def _add(code: str, name: str) -> None:
    begun = Catalog(locale=code, project="Story Circle", charset="utf-8", fuzzy=False)
    begun.header_comment = f"# {name}: the messages of Story Circle."
    about = {"name": name, "read_by_a_speaker": False}
    (HOME / code).mkdir(parents=True)
    (HOME / code / "messages.po").write_bytes(_as_po(begun))
    text = json.dumps(about, ensure_ascii=False, indent=1)
    (HOME / code / "language.json").write_text(f"{text}\n", encoding="utf-8")


def main(words: list[str]) -> int:
    """Do what the command line asks for; its status."""
    match words:
        case ["extract"]:
            for code in codes():
                (HOME / code / "messages.po").write_bytes(extracted(code))
        case ["compile"]:
            for code in codes():
                (HOME / code / "messages.mo").write_bytes(compiled(code))
                (HOME / code / "formats.json").write_bytes(formats(code))
        case ["check"]:
            lines = [line for code in codes() for line in wrong(code)]
            print("\n".join(lines) or "All languages are up to date.")
            return 1 if lines else 0
        case ["add", code, name]:
            _add(code, name)
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
