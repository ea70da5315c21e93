"""The languages that ship: read from the resources when they are first used, English never."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from storycircle.core.i18n.language import ENGLISH, Formats, Language, language, speaking
from storycircle.resources import folder


def shipped() -> tuple[str, ...]:
    """The codes of all languages that can be chosen, English first."""
    return (ENGLISH.code, *sorted(path.parent.name for path in _home().glob("*/formats.json")))


def offered() -> dict[str, str]:
    """What each language that can be chosen calls itself, by its code. No text of any is read."""
    return {code: _name(code) for code in shipped()}


@cache
def _name(code: str) -> str:
    return ENGLISH.name if code == ENGLISH.code else str(_about(code)["name"])


@cache
def named(code: str) -> Language:
    """The language of a code; English where none ships of that code."""
    if code == ENGLISH.code or code not in shipped():
        return ENGLISH
    from gettext import GNUTranslations  # noqa: PLC0415 (English, at the start, does without)

    about = _about(code)
    formats = Formats(**{**about["formats"], "months": tuple(about["formats"]["months"])})
    with (_home() / code / "messages.mo").open("rb") as file:
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
    known = (code for code in codes if code == ENGLISH.code or code in shipped())
    return named(next(known, ENGLISH.code))


def chosen(code: str, preferred: Callable[[], list[str]]) -> Language:
    """The language that was chosen, where it ships; else what the system would have. preferred:
    asks for the system's list.
    """
    if code == ENGLISH.code:
        return ENGLISH
    return named(code) if code and code in shipped() else wanted(preferred())


def spoken(code: str) -> AbstractContextManager[None]:
    """Use a language inside of the block: that of the code, where it ships, else the one in use."""
    return speaking(named(code) if code and code in shipped() else language())


def _about(code: str) -> dict[str, Any]:
    """What is said of a language beside its texts: its name, its formats, its direction."""
    about: dict[str, Any] = json.loads((_home() / code / "formats.json").read_text("utf-8"))
    return about


def _home() -> Path:
    return folder() / "languages"
