"""The languages that ship: read from the resources when they are first used, English never."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

from storycircle.core.i18n.language import ENGLISH, Formats, Language
from storycircle.resources import folder


def shipped() -> tuple[str, ...]:
    """The codes of all languages that can be chosen, English first."""
    return (ENGLISH.code, *sorted(path.parent.name for path in _home().glob("*/formats.json")))


@cache
def named(code: str) -> Language:
    """The language of a code; English where none ships of that code."""
    place = _home() / code
    if code == ENGLISH.code or code not in shipped():
        return ENGLISH
    from gettext import GNUTranslations  # noqa: PLC0415 (English, at the start, does without)

    about = json.loads((place / "formats.json").read_text(encoding="utf-8"))
    formats = Formats(**{**about["formats"], "months": tuple(about["formats"]["months"])})
    with (place / "messages.mo").open("rb") as file:
        texts = GNUTranslations(file)
    language = Language(code, about["name"], texts, formats)
    return replace(
        language,
        right_to_left=about["right_to_left"],
        read_by_a_speaker=about["read_by_a_speaker"],
    )


def wanted(preferred: list[str]) -> Language:
    """The first language of a system's list, such as ["cy-GB", "en"], that ships; else English."""
    codes = (code.replace("_", "-").partition("-")[0].casefold() for code in preferred)
    return named(next((code for code in codes if code in shipped()), ENGLISH.code))


def _home() -> Path:
    return folder() / "languages"
