"""The catalogues are those of today's code, and have the fields of their English."""

import ast
from collections.abc import Iterator

import pytest

from tools import languages


@pytest.mark.parametrize("code", languages.codes())
def test_a_catalogue_is_up_to_date(code: str) -> None:
    """Else: python -m tools.languages extract, translate, python -m tools.languages compile."""
    assert [line for line in languages.wrong(code) if "not translated" not in line] == []


def in_code() -> Iterator[tuple[str, str | None]]:
    """Every message that the code names as one: its English, and its context."""
    for path in (languages.TOP / "storycircle").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
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
