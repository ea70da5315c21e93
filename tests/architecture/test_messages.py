"""Every word that a person sees goes through the catalogue, whole."""

import ast

from tests.architecture.messages import all_outside, all_uncollected, uncollected


def test_no_word_is_outside_of_the_catalogue() -> None:
    """What is not in the catalogue no translator is asked for, and no language has it."""
    assert all_outside() == {}


def test_no_message_is_where_the_catalogue_does_not_find_it() -> None:
    """An f-string hides a message from it, and one in a message's fields is warned of."""
    assert all_uncollected() == []


def test_what_hides_a_message_is_found() -> None:
    """In an f-string, and an f-string in its fields; what stands before either is collected."""
    hidden = (
        'said = f"{_(TITLE)}: {event}"\n'
        'kinds = _("Files ({ending})", ending=f"*{ENDING}")\n'
        'title = _(TITLE)\nwhole = f"{title}: {event}"\n'
    )
    assert [line for line, _code in uncollected(ast.walk(ast.parse(hidden)))] == [1, 2]
