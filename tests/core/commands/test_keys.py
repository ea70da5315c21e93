"""The table of commands: one key of a scope is one command, and caps follow from keys."""

import string
from itertools import combinations

import pytest

from storycircle.core.commands import keys
from storycircle.core.commands.command import NO_CAP, Command, Scope, Section, caption
from storycircle.core.commands.keys import COMMANDS


@pytest.mark.parametrize(
    ("key", "cap"),
    [
        ("Ctrl+Shift+S", "Ctrl Shift S"),
        ("Ctrl+Down", "Ctrl ↓"),
        ("Left", "←"),
        ("+", "+"),
        ("Ctrl++", "Ctrl +"),
        ("Ctrl+-", "Ctrl −"),  # noqa: RUF001 (a minus, as on the button)
        ("Ctrl+,", "Ctrl ,"),
        ("PgDown", "Page\u00a0Down"),
        ("F11", "F11"),
    ],
)
def test_a_cap_is_made_from_its_key(key: str, cap: str) -> None:
    """Held keys stand apart, arrows and the minus as signs, and no cap breaks within a key."""
    assert caption(key) == cap


def test_a_row_of_digits_is_told_as_one() -> None:
    """First and last digit stand for all; other keys of a command are not shown."""
    assert keys.TO_STAGE.cap == "Ctrl 1…6"
    assert keys.CALL_SEAT.cap == "1…9"
    assert keys.MORE.cap == "+"
    assert keys.REDO.cap == "Ctrl Y"
    assert keys.TO_STAGE.cap_at(1) == "Ctrl 2"
    assert keys.TO_STAGE.cap_at(6) == NO_CAP


def test_each_command_has_an_id_of_its_own() -> None:
    """The id is the constant's name, so that one leads to the other."""
    named = {name: made for name, made in vars(keys).items() if isinstance(made, Command)}
    assert [made.id for made in named.values()] == [
        name.lower().replace("_", "-") for name in named
    ]
    assert tuple(named.values()) == COMMANDS


def test_no_two_commands_of_one_scope_share_a_key() -> None:
    """In each scope a key means one thing."""
    shared = [
        (one.id, other.id)
        for scope in Scope
        for one, other in combinations([made for made in COMMANDS if made.scope is scope], 2)
        if set(one.keys) & set(other.keys)
    ]
    assert shared == []
    assert {made.scope for made in COMMANDS} == set(Scope)


def test_a_row_of_the_page_names_the_keys_of_other_commands_by_the_table() -> None:
    """The words have a hole for each command told with them, or none and its cap stands beside."""
    for made in COMMANDS:
        holes = [hole for _, hole, _, _ in string.Formatter().parse(made.words) if hole is not None]
        assert len(holes) in {0, len(made.also)}
        assert made.words
    assert keys.SEAT_ON.row_words() == "move this seat on, or back with ←"
    assert keys.SEAT_ON.row_caps() == ("Ctrl", "→")
    assert keys.NEXT_CIRCLE.row_caps() == ("→", "P")


def test_each_section_of_the_page_tells_something_and_no_key_twice() -> None:
    """A key stands for one thing in a section."""
    for section in Section:
        told = [made.row_caps() for made in keys.commands_in(section)]
        assert told
        assert len(told) == len(set(told))
