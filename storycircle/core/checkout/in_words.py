"""What leaves of a check-out, in words: beside every way out, and the very lines behind it."""

from collections.abc import Iterator

from storycircle.core import i18n
from storycircle.core.checkout.checkout import Checkout, statements
from storycircle.core.checkout.shown import is_small
from storycircle.core.i18n import _, n_


def leaving_in_words(said: Checkout) -> str:
    """That it leaves; of few people only where the file is sealed."""
    if is_small(said):
        return _(
            "How it was, without names, only if the file is sealed: so few people are never shown "
            "apart"
        )
    return n_(
        "How it was, without names: the answers of {count} person",
        "How it was, without names: the answers of {count} people",
        said.counted,
    )


def every_line(said: Checkout) -> Iterator[str]:
    """Each statement with its numbers, then the lines of words."""
    for statement, row in zip(statements(said.asked), said.answers, strict=True):
        yes, partly, no = (i18n.figures(count or 0) for count in row)
        yield _(
            "{statement} Yes {yes}, partly {partly}, no {no}.",
            statement=statement,
            yes=yes,
            partly=partly,
            no=no,
        )
    yield from said.words
