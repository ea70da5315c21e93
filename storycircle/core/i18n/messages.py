"""Messages: every text that a person sees, whole, in the language in use.

Each is one whole sentence or label. What changes in it is a field with a name; it is never glued
from parts, as other languages have another order. `python -m tools.languages extract` collects
them by the names of these functions.
"""

from storycircle.core.i18n.formatting import figures, number, sentence
from storycircle.core.i18n.language import language


def _(message: str, /, **fields: object) -> str:
    """A message in the language in use, its fields filled in: `_("{name} is next", name=name)`."""
    said = language().texts.gettext(message)
    return said.format(**fields) if fields else said


def n_(one: str, many: str, /, count: int, **fields: object) -> str:
    """A message that depends on a count: `n_("{count} person", "{count} people", 6)` is
    "six people". {count} is the count in words, {Count} the same as a sentence begins, {figures}
    in figures.
    """
    said = language().texts.ngettext(one, many, count)
    words = number(count)
    return said.format(count=words, Count=sentence(words), figures=figures(count), **fields)


def p_(context: str, message: str, /, **fields: object) -> str:
    """A message whose English means two things: the context tells translators which."""
    said = language().texts.pgettext(context, message)
    return said.format(**fields) if fields else said


def N_(message: str, /) -> str:  # noqa: N802 (gettext's own name)
    """The message as it stands, to be translated where it is shown: for tables of messages."""
    return message
