"""Joins the table of commands to Qt: shortcuts of widgets, and key presses on any keyboard."""

from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import NamedTuple, TypeVar
from unicodedata import decimal

from PySide6.QtCore import QKeyCombination, Qt, SignalInstance
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from storycircle.core.commands.command import Command
from storycircle.core.commands.keys import COMMANDS

Act = Callable[[], object] | SignalInstance
_T = TypeVar("_T")
_ENTER = "Enter"
_OF_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_KEY = Qt.Key
TABS = (_KEY.Key_Tab, _KEY.Key_Backtab)
_PAGES = (_KEY.Key_PageUp, _KEY.Key_PageDown, _KEY.Key_Home, _KEY.Key_End)
OF_A_LIST = (_KEY.Key_Up, _KEY.Key_Down, *_PAGES)
"""Keys by which Qt itself goes from control to control, and through a list."""


def bind(widget: QWidget, command: Command, act: Act, *, window: bool = False) -> QShortcut:
    """A shortcut that lets a command act wherever the focus is in a widget.

    window: the focus may be anywhere in the widget's window.
    """
    return _bound(widget, command, command.keys, act, window=window)


def bind_each(
    widget: QWidget, command: Command, act: Callable[[int], object], *, window: bool = False
) -> None:
    """Lets each key of a command act for itself: `act` is given the key's place, from 0."""
    for place, key in enumerate(command.keys):
        _bound(widget, command, (key,), partial(act, place), window=window)


def _bound(
    widget: QWidget, command: Command, keys: Iterable[str], act: Act, *, window: bool
) -> QShortcut:
    shortcut = QShortcut(widget)
    shortcut.setKeys([sequence for key in keys for sequence in sequences(key)])
    context = Qt.ShortcutContext
    shortcut.setContext(context.WindowShortcut if window else context.WidgetWithChildrenShortcut)
    shortcut.setObjectName(command.id)
    shortcut.activated.connect(act)
    return shortcut


@cache
def sequences(key: str) -> tuple[QKeySequence, ...]:
    """A key of the table as Qt has it; Enter is two keys, that of the keypad too."""
    spelt = (key.replace(_ENTER, "Return"), key) if key.endswith(_ENTER) else (key,)
    portable = QKeySequence.SequenceFormat.PortableText
    return tuple(QKeySequence.fromString(one, portable) for one in spelt)


def _combination(sequence: QKeySequence) -> QKeyCombination:
    """The one press that a sequence of the table has."""
    first: QKeyCombination = sequence[0]  # type: ignore[index]  # left out of Qt's stubs
    return first


@cache
def codes(command: Command) -> tuple[int, ...]:
    """Qt's codes of a command's keys, in their order, without the keys that are held."""
    return tuple(int(_combination(one).key()) for key in command.keys for one in sequences(key))


def by_code(acts: Iterable[tuple[Command, _T]]) -> dict[int, _T]:
    """What each key does, by its code: for key handlers that take several commands."""
    return {code: act for command, act in acts for code in codes(command)}


@cache
def any_code(*commands: Command) -> frozenset[int]:
    """Qt's codes of all keys of these commands, without the keys that are held."""
    return frozenset(code for command in commands for code in codes(command))


def has_key(event: QKeyEvent, *commands: Command) -> bool:
    """Whether a press is a key of these commands, whatever is held with it."""
    return press_of(event).key in any_code(*commands)


@cache
def _presses(*commands: Command) -> frozenset[int]:
    """The presses of these commands, each as one number: the key, and what is held with it."""
    every = (sequence for one in commands for key in one.keys for sequence in sequences(key))
    return frozenset(_combination(sequence).toCombined() for sequence in every)


def is_pressed(event: QKeyEvent, *commands: Command) -> bool:
    """Whether a press is just what these commands say: the key, and what is held with it."""
    press = press_of(event)
    return press.held.value | press.key in _presses(*commands)


class Press(NamedTuple):
    """A press as the table of commands has it: the key's code, and what is held with it."""

    key: int
    held: Qt.KeyboardModifier


_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ROWS = ((2, "1234567890"), (16, "qwertyuiop"), (30, "asdfghjkl"), (44, "zxcvbnm"), (52, "."))
_PLACES = {first + at: sign for first, row in _ROWS for at, sign in enumerate(row)}
"""What stands at each place of a British keyboard, by the number that PCs give the place."""
_MAC_PLACES = "asdfhgzxcv bqweryt123465 97 80 ou ip lj k    nm."
"""The same by the numbers of a Mac."""
_OF_X11 = 8  # more than a PC's numbers
_LATIN = 0x24F  # the last of Latin's letters with their accents


def press_of(event: QKeyEvent) -> Press:
    """What a press means, on whatever keyboard it is made.

    A digit is a digit in every script, and where it is typed with Shift, as in French. A letter of
    a script that is not Latin, and what stands at a digit's or the full stop's place and is no key
    of the table, mean what stands at that place of a British keyboard.
    """
    key, text, held = event.key(), event.text(), event.modifiers() & ~_OF_KEYPAD
    sign = chr(key) if key < _KEY.Key_Escape else ""  # the others have a name, and no letter
    if len(text) == 1 and text.isdecimal():
        return Press(_KEY.Key_0 + decimal(text), held & ~_SHIFT)
    if not sign or sign.isspace() or (sign.isascii() and sign.isalnum()):
        return Press(key, held)
    if key in _signs():
        return Press(key, held & ~_SHIFT if text == sign else held)
    meant = _at_place(event)
    fits = sign.isalpha() and key > _LATIN if meant.isalpha() else not held & _SHIFT
    return Press(ord(meant.upper()), held) if meant and fits else Press(key, held)


@cache
def _signs() -> frozenset[int]:
    """The signs that are keys of the table: neither letters, nor digits, nor keys with a name."""
    unnamed = (code for code in any_code(*COMMANDS) if code < _KEY.Key_Escape)
    return frozenset(code for code in unnamed if not chr(code).isalnum())


def _at_place(event: QKeyEvent) -> str:
    """What stands on a British keyboard where a press was made; "" for elsewhere."""
    system, place = QGuiApplication.platformName(), event.nativeScanCode()
    if system == "cocoa":
        return _MAC_PLACES[event.nativeVirtualKey() :][:1].strip()
    return _PLACES.get(place if system == "windows" else place - _OF_X11, "")
