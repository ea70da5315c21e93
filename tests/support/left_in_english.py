"""What a widget says in English while another language is in use: it did not go through `_`."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from PySide6.QtWidgets import QWidget

from tools.languages import said

_SAYS = ("text", "accessibleName", "accessibleDescription", "toolTip", "placeholderText")
_FIELD = re.compile(r"\{[^{}]*\}")
_SHORT = 6  # letters: with so few beside its fields, a message could be anything
ALIKE = {"Story Circle", "Word", "Excel", "Markdown", "English"}
"""What is the same in every language."""


@cache
def _messages() -> list[re.Pattern[str]]:
    """Every message of the code, with anything in its fields."""
    forms: set[str] = set()
    for message in said():
        forms.update([message.id] if isinstance(message.id, str) else message.id)
    long = (text for text in forms if len(_FIELD.sub("", text).strip()) > _SHORT)
    return [re.compile(".+".join(map(re.escape, _FIELD.split(text)))) for text in long]


def left_in_english(widget: QWidget) -> Iterator[str]:
    """The texts of a widget, and of those in it, that hold a message as it is in English."""
    parts = (part for part in (widget, *widget.findChildren(QWidget)) if not part.isHidden())
    for text in texts_of(parts):
        if text not in ALIKE and _is_english(text):
            yield text


def texts_of(parts: Iterable[QWidget]) -> Iterator[str]:
    """All that widgets show or have a screen reader say."""
    for part in parts:
        for name in _SAYS:
            says = getattr(part, name, None)
            text = says() if callable(says) else ""
            if isinstance(text, str) and text:
                yield text


@cache
def _is_english(text: str) -> bool:
    return any(message.fullmatch(text) for message in _messages())
