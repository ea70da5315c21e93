"""What a laptop is set to: read as typed, kept as text, and never a reason not to start."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core import i18n
from storycircle.core.error_sentences import Refused
from storycircle.core.settings import (
    BREATHS,
    KEEP_DAYS,
    SHORTEST_TURN,
    TEXT_SIZES,
    VOLUME,
    Look,
    Movement,
    Settings,
    from_stored,
    to_stored,
    turn_length,
)

SETTINGS = st.builds(
    Settings,
    look=st.sampled_from(Look),
    text_size=st.sampled_from((0, *TEXT_SIZES)),
    shortest_turn=st.sampled_from(SHORTEST_TURN),
    breath=st.sampled_from(BREATHS),
    chime=st.booleans(),
    volume=st.sampled_from(VOLUME),
    room_calm=st.booleans(),
    room_screen=st.sampled_from(["", "HDMI-1", "eDP-1"]),
    movement=st.sampled_from(Movement),
    keep_days=st.sampled_from(KEEP_DAYS),
    language=st.sampled_from(["", "en", "cy"]),
)


@given(SETTINGS)
def test_what_was_kept_is_what_is_read(settings: Settings) -> None:
    """All settings survive being written as text."""
    assert from_stored(to_stored(settings)) == settings


@given(st.dictionaries(st.sampled_from(sorted(to_stored(Settings()))), st.text()))
def test_whatever_is_stored_the_app_starts(stored: dict[str, str]) -> None:
    """Broken texts never raise, and what comes of them is within bounds."""
    settings = from_stored(stored)
    assert settings.text_size in (0, *TEXT_SIZES)
    assert settings.shortest_turn in SHORTEST_TURN
    assert settings.breath in BREATHS
    assert settings.volume in VOLUME
    assert settings.keep_days in KEEP_DAYS
    assert "\n" not in settings.room_screen


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("look", "pink"),
        ("text_size", "170"),
        ("shortest_turn", "14"),
        ("shortest_turn", "601"),
        ("shortest_turn", "1:00"),
        ("breath", "-10"),
        ("chime", "yes"),
        ("volume", "101"),
        ("volume", "²"),
        ("keep_days", "0"),
        ("keep_days", "9" * 5000),
        ("of a later version", "on"),
    ],
)
def test_what_makes_no_sense_is_as_if_never_set(name: str, value: str) -> None:
    """One broken value takes its usual one, and leaves the others as they are."""
    stored = to_stored(Settings(breath=10)) | {name: value}
    usual = Settings() if name == "breath" else Settings(breath=10)
    assert from_stored(stored) == usual


@pytest.mark.parametrize(
    ("stored", "movement"),
    [
        ({"still": "on"}, Movement.NONE),
        ({"still": "off"}, Movement.SYSTEM),
        ({"movement": "gentle", "still": "on"}, Movement.GENTLE),
        ({"movement": "wild", "still": "on"}, Movement.NONE),
    ],
)
def test_what_an_older_app_stored_of_movement_holds(
    stored: dict[str, str], movement: Movement
) -> None:
    """Who wanted none has none; all others are asked by their system."""
    assert from_stored(stored).movement is movement


@given(st.sampled_from(SHORTEST_TURN))
def test_a_length_reads_back_as_it_is_shown(seconds: int) -> None:
    """Text and seconds are each other's inverse."""
    assert turn_length(i18n.length(seconds)) == seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1:00", 60), (" 1.30 ", 90), ("2", 120), ("2 min", 120), ("45 s", 45), ("90 seconds", 90)],
)
def test_lengths_are_read_as_people_write_them(text: str, seconds: int) -> None:
    """With a colon or a point, in minutes or in seconds."""
    assert turn_length(text) == seconds


@pytest.mark.parametrize("text", ["", "soon", "1:60", "1:5", "-1:00", "1:00:00", "²:00"])
def test_a_length_that_is_not_clear_is_refused(text: str) -> None:
    """The sentence says how to write it."""
    with pytest.raises(Refused, match="as in 1:30"):
        turn_length(text)


@pytest.mark.parametrize("text", ["0:14", "10:01", "0", "99 min", "5 s"])
def test_a_length_out_of_bounds_is_refused(text: str) -> None:
    """The sentence names both bounds."""
    with pytest.raises(Refused, match=r"between 0:15 and 10:00"):
        turn_length(text)
