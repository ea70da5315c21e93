"""The table of commands: one key of a scope is one command, and caps follow from keys."""

import string
from itertools import combinations

import pytest

from storycircle.core.commands import command, keys
from storycircle.core.commands.command import (
    MAC,
    NO_CAP,
    Command,
    Scope,
    Section,
    caption,
    key_on,
)
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


def test_the_key_in_the_words_of_a_row_is_another_than_the_one_before_them() -> None:
    """One said "Later with L" beside the key L: it is Shift L. What both hold is said once."""
    for made in COMMANDS:
        if "{key}" in made.words:
            *held, own = made.cap.split(" ")
            told = made.row_words()[made.words.index("{key}") :]
            pressed = [" ".join((*held, told)), told]
            assert any(keys_.startswith(made.also[0].cap) for keys_ in pressed), made.id
            assert not told.startswith(own), made.id
    assert keys.ASK_NOW.row_words().endswith("Later with Shift L")
    assert keys.SEAT_ON.row_words().endswith("back with ←")


def test_seats_from_ten_on_are_told_with_the_keys_that_reach_them() -> None:
    """All digits stand in the row, and its words say that two are pressed."""
    assert keys.CALL_SEAT.row_caps() == ("1…9", "0")
    assert "two digits" in keys.CALL_SEAT.row_words()


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


@pytest.mark.parametrize(
    ("key", "cap"),
    [
        ("Ctrl+Shift+S", "⇧ ⌘ S"),
        ("Ctrl+Enter", "⌘ Enter"),
        ("Alt+Space", "⌥ Space"),
        ("Ctrl+Alt+Up", "⌥ ⌘ ↑"),
        ("Meta+Alt+Down", "⌃ ⌥ ↓"),
        ("Ctrl++", "⌘ +"),
        ("F1", "F1"),
    ],
)
def test_on_a_mac_held_keys_are_its_signs_in_its_order(key: str, cap: str) -> None:
    """As its own menus and its keyboard have them."""
    assert caption(key, MAC) == cap


def test_no_key_of_the_system_is_wanted_on_a_mac() -> None:
    """Spotlight, Mission Control, the next app, hiding the app and the desktop keep theirs."""
    of_a_mac = {
        *("Ctrl+Space", "Ctrl+Alt+Space", "Meta+Space", "Ctrl+Tab", "Ctrl+H", "Ctrl+M", "F11"),
        *("Meta+Up", "Meta+Down", "Meta+Left", "Meta+Right", "Ctrl+Alt+D", "Ctrl+Meta+F", "F12"),
        *(f"Ctrl+Shift+{digit}" for digit in "345"),
    }
    of_a_text = {"Ctrl+Up", "Ctrl+Down", "Ctrl+Shift+Up", "Ctrl+Shift+Down", "Alt+Up", "Alt+Down"}
    taken = [key for made in COMMANDS for key in made.usual if key_on(MAC, key) in of_a_mac]
    writing = [key for made in COMMANDS for key in made.usual if key_on(MAC, key) in of_a_text]
    assert taken == writing == []


def test_on_a_mac_too_a_key_of_a_scope_is_one_command() -> None:
    """What stands for a key there is no other command's."""
    for scope in Scope:
        spelt = [key_on(MAC, key) for made in COMMANDS if made.scope is scope for key in made.usual]
        assert len(spelt) == len(set(spelt)), scope


def test_the_table_has_the_keys_of_the_system_it_runs_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Caps, rows and rows of digits follow; elsewhere nothing changes."""
    for elsewhere in ("linux", "win32"):
        assert key_on(elsewhere, "Ctrl+Space") == "Ctrl+Space"
        assert caption("Ctrl+Space", elsewhere) == "Ctrl Space"
    monkeypatch.setattr(command, "system", lambda: MAC)
    assert keys.TIME.cap == "⌥ Space"
    assert keys.STORY_BELOW.cap == "⌥ ⌘ ↓"
    assert keys.SHOW_ROOM.cap == "⇧ ⌘ F"
    assert keys.TO_STAGE.cap == "⌘ 1…6"
    assert keys.REDO.cap == "⇧ ⌘ Z"
    assert keys.STORY_BELOW.row_caps() == ("⌥", "⌘", "↓")
