"""The catalogues are those of today's code, and have the fields of their English."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.support.syntax import nodes_of
from tools import languages

WHOLE = {"cy"}
"""Languages of which no message may be missing; others may be begun."""


@pytest.mark.parametrize("code", languages.codes())
def test_a_catalogue_is_up_to_date(code: str) -> None:
    """Else: python -m tools.languages extract, translate, python -m tools.languages compile."""
    lines = languages.wrong(code)
    assert [one for one in lines if code in WHOLE or "not translated" not in one] == []


def in_code() -> Iterator[tuple[str, str | None]]:
    """Every message that the code names as one: its English, and its context."""
    for path in (languages.TOP / "storycircle").rglob("*.py"):
        for node in nodes_of(path):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in languages.KEYWORDS:
                said = [str(one.value) for one in node.args if isinstance(one, ast.Constant)]
                if any(said):
                    yield (said[1], said[0]) if node.func.id == "p_" else (said[0], None)


def test_every_message_of_the_code_is_collected() -> None:
    """Babel passes over one in the braces of an f-string: no translator would be asked for it."""
    collected = {
        (message.id[0] if isinstance(message.id, tuple | list) else message.id, message.context)
        for message in languages.said()
    }
    assert [one for one in in_code() if one not in collected] == []


SAME = {
    # Names of keys, formats and programs; codes; fields with signs between them.
    *(
        "Alt",
        "Backspace",
        "Ctrl",
        "Delete",
        "Enter",
        "Esc",
        "Menu",
        "Shift",
        "Tab",
        "Page\u00a0Up",
        "Page\u00a0Down",
    ),
    *("Excel", "Word", "OK", "Story Circle", "+30 s", "{size} MB", "Camera"),
}
"""Messages that are rightly the same in Welsh."""


def test_welsh_is_no_english_left_over() -> None:
    """What has words in it and reads as in English is one of those that should."""
    left = {
        message.id
        for message in languages.catalogue("cy")
        if message.string == message.id and any_word(str(message.id))
    }
    assert left - SAME == set()


def any_word(text: str) -> bool:
    """Whether a message says something beside its fields."""
    return bool(re.search(r"[^\W\d_]{2,}", re.sub(r"\{[^}]*\}", "", text)))
