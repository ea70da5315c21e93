"""A key means the same on every keyboard: by its letter where it is Latin, else by its place."""

from collections.abc import Iterator
from enum import KEEP, Flag

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from storycircle.core.commands import keys
from storycircle.ui.commands import has_key, is_pressed, press_of, without

NONE, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
P, U, FULL_STOP, DIGIT_1, DIGIT_4 = 33, 30, 60, 10, 13
"""Where these stand on a British keyboard, as X numbers its places."""


@pytest.fixture(scope="module", autouse=True)
def on_x11() -> Iterator[None]:
    """Places are numbered as X does, whatever this system does; one test says how others do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QGuiApplication, "platformName", lambda: "xcb")
        yield


def press(
    key: int, text: str = "", *, place: int = 0, held: Qt.KeyboardModifier = NONE, mac: int = 0
) -> QKeyEvent:
    """A press as the window system tells it."""
    return QKeyEvent(QEvent.Type.KeyPress, key, held, place, mac, 0, text)


@pytest.mark.parametrize(
    "letter",
    ["З", "з", "Π", "פ", "ح", "प", "ඵ"],
)
def test_a_letter_of_another_script_is_the_one_at_its_place(letter: str) -> None:
    """Russian, Greek, Hebrew, Arabic, Hindi: P is where P stands, with what is held."""
    code = ord(letter.upper())
    assert is_pressed(press(code, letter, place=P), keys.PASS)
    assert has_key(press(code, letter, place=U), keys.RING_UNDO)
    assert is_pressed(press(code, letter, place=U, held=SHIFT), keys.RING_REDO)
    assert not has_key(press(code, letter, place=FULL_STOP, held=SHIFT), keys.REMOTE_CALM)


@pytest.mark.parametrize("letter", ["A", "Q", "É", "Ö", "Ł"])
def test_a_latin_letter_is_itself_wherever_it_stands(letter: str) -> None:
    """On a French keyboard A stands at Q's place, and is A."""
    assert press_of(press(ord(letter), letter.lower(), place=P)).key == ord(letter)


@given(st.characters(categories=["Nd"]))
def test_a_digit_of_every_script_is_a_digit(digit: str) -> None:
    """Arabic, Hindi, Bengali ... and those typed with Shift."""
    for held in (NONE, SHIFT):
        assert press_of(press(ord(digit), digit, held=held)) == (Qt.Key.Key_0 + int(digit), NONE)


class OnWindows(Flag, boundary=KEEP):
    """Qt's modifiers as Windows' own packages have them, whose mask is a negative number."""

    NONE = 0
    SHIFT = 0x0200_0000
    CONTROL = 0x0400_0000
    ALT = 0x0800_0000
    MASK = -0x0200_0000


@given(st.sets(st.sampled_from([OnWindows.SHIFT, OnWindows.CONTROL, OnWindows.ALT])))
def test_what_is_held_beside_shift_stays_held_on_windows(held: set[OnWindows]) -> None:
    """Ctrl 1 to Ctrl 6 were 1 to 6 there, and led to no stage: of Ctrl without Shift nothing was
    left.
    """
    whole = OnWindows(sum(one.value for one in held))
    assert without(whole, OnWindows.SHIFT).value == sum(
        one.value for one in held - {OnWindows.SHIFT}
    )


def test_a_digit_with_ctrl_is_not_the_digit_alone() -> None:
    """The six stages, on every system."""
    for code, text in ((Qt.Key.Key_1, "1"), (Qt.Key.Key_6, "6")):
        assert press_of(press(code, text, held=CONTROL)) == (code, CONTROL)
        assert is_pressed(press(code, text, held=CONTROL), keys.TO_STAGE)


def test_the_row_of_digits_counts_without_shift_in_french_and_czech() -> None:
    """& and é and ě stand where 1, 2 and 4 are; a minus there is a minus."""
    assert has_key(press(Qt.Key.Key_Ampersand, "&", place=DIGIT_1), keys.CALL_SEAT)
    assert press_of(press(ord("É"), "é", place=DIGIT_1 + 1)).key == Qt.Key.Key_2
    assert press_of(press(ord("Ě"), "ě", place=DIGIT_4)).key == Qt.Key.Key_4
    assert has_key(press(Qt.Key.Key_Minus, "-", place=DIGIT_1 + 5), keys.LESS)


def test_a_sign_typed_with_shift_is_no_digit_on_a_british_keyboard() -> None:
    assert not has_key(press(Qt.Key.Key_Exclam, "!", place=DIGIT_1, held=SHIFT), keys.CALL_SEAT)
    assert not has_key(press(Qt.Key.Key_Greater, ">", place=FULL_STOP, held=SHIFT), keys.CALM)


def test_the_remote_s_blank_key_is_found_by_its_place_and_by_its_sign() -> None:
    """In French there is a colon, and the full stop needs Shift."""
    assert is_pressed(press(Qt.Key.Key_Colon, ":", place=FULL_STOP), keys.REMOTE_CALM)
    shifted = press(Qt.Key.Key_Period, ".", place=FULL_STOP - 1, held=SHIFT)
    assert is_pressed(shifted, keys.REMOTE_CALM)


@pytest.mark.parametrize(("system", "place", "mac"), [("windows", 25, 80), ("cocoa", 0, 35)])
def test_places_are_numbered_as_each_system_does(
    monkeypatch: pytest.MonkeyPatch, system: str, place: int, mac: int
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: system)
    assert is_pressed(press(ord("З"), "з", place=place, mac=mac), keys.PASS)
    assert press_of(press(ord("З"), "з", place=999, mac=999)).key == ord("З")


@given(st.integers(0, 0x10FFFF), st.integers(0, 200), st.text(max_size=2))
def test_no_press_is_too_strange(key: int, place: int, text: str) -> None:
    """Whatever comes, there is an answer, and keys with a name are themselves."""
    for held in (NONE, SHIFT, CONTROL):
        assert press_of(press(key, text, place=place, held=held)).key >= 0
    assert press_of(press(Qt.Key.Key_Escape, text[:0], place=place)).key == Qt.Key.Key_Escape
