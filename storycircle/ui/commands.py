"""Joins the table of commands to Qt: shortcuts of widgets, and key presses on any keyboard."""

from collections.abc import Callable, Iterable, Sequence
from enum import Flag
from functools import cache, partial
from typing import NamedTuple, TypeVar
from unicodedata import decimal

from msgspec import Struct
from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, SignalInstance
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QMenuBar, QWidget
from shiboken6 import isValid

from storycircle.core.commands.command import Command
from storycircle.core.commands.keys import COMMANDS

Act = Callable[[], object] | SignalInstance
When = Callable[[], bool]


def always() -> bool:
    """A command for which nothing has to be so."""
    return True


_T = TypeVar("_T")
_ENTER = "Enter"
_NOTHING = Qt.KeyboardModifier.NoModifier
_OF_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_KEY = Qt.Key
TABS = (_KEY.Key_Tab, _KEY.Key_Backtab)
_PAGES = (_KEY.Key_PageUp, _KEY.Key_PageDown, _KEY.Key_Home, _KEY.Key_End)
BEFORE, AFTER = _KEY.Key_Backspace, _KEY.Key_Delete
"""Keys that take away the letter before the cursor, and the one after it."""
PRESSES = (_KEY.Key_Space, _KEY.Key_Return, _KEY.Key_Enter)
"""Keys that press the button in focus."""
_OF_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
OF_A_LIST = (_KEY.Key_Up, _KEY.Key_Down, *_PAGES)
"""Keys by which Qt itself goes from control to control, and through a list."""


@cache
def sequences(key: str) -> tuple[QKeySequence, ...]:
    """A key of the table as Qt has it; Enter is two keys, that of the keypad too."""
    spelt = (key, key.replace(_ENTER, "Return")) if key.endswith(_ENTER) else (key,)
    portable = QKeySequence.SequenceFormat.PortableText
    return tuple(QKeySequence.fromString(one, portable) for one in spelt)


def _combination(sequence: QKeySequence) -> QKeyCombination:
    """The one press that a sequence of the table has."""
    first: QKeyCombination = sequence[0]  # type: ignore[index]  # left out of Qt's stubs
    return first


@cache
def _numbers(key: str) -> tuple[int, ...]:
    """A key of the table as numbers: what is held, and the code of what is pressed with it."""
    return tuple(_combination(one).toCombined() for one in sequences(key))


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
    return frozenset(number for one in commands for key in one.keys for number in _numbers(key))


Flags = TypeVar("Flags", bound=Flag)


def without(flags: Flags, gone: Flags) -> Flags:
    """Flags of Qt's without some of them. Never write `flags & ~gone`: on Windows the mask of some
    is a negative number, and what Python makes of `~` then lacks more than was asked for; of Ctrl
    and Shift without Shift nothing was left.
    """
    return type(flags)(flags.value & ~gone.value)


def held_with(event: QKeyEvent) -> Qt.KeyboardModifier:
    """What is held with a key, wherever on the keyboard that is."""
    return without(event.modifiers(), _OF_KEYPAD)


def is_pressed(event: QKeyEvent, *commands: Command) -> bool:
    """Whether a press is just what these commands say: the key, and what is held with it."""
    press = press_of(event)
    return press.held.value | press.key in _presses(*commands)


_WRITES = (_NOTHING, Qt.KeyboardModifier.ShiftModifier)
_NAMED = int(_KEY.Key_Escape)  # the first of the keys that have a name, and no letter


def is_letter(event: QKeyEvent) -> bool:
    """Whether a press writes a letter, a digit or a sign: nothing is held with it but Shift."""
    return event.key() < _NAMED and event.modifiers() in _WRITES


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
    key, text, held = event.key(), event.text(), event.modifiers()
    if held is not _NOTHING:
        held = without(held, _OF_KEYPAD)
    sign = chr(key) if key < _KEY.Key_Escape else ""  # the others have a name, and no letter
    if len(text) == 1 and text.isdecimal():
        return Press(_KEY.Key_0 + decimal(text), without(held, _SHIFT))
    if not sign or sign.isspace() or (sign.isascii() and sign.isalnum()):
        return Press(key, held)
    if key in _signs():
        return Press(key, without(held, _SHIFT) if text == sign else held)
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


def press_button(button: QAbstractButton, event: QKeyEvent, *, enter: bool = True) -> bool:
    """Whether a button is done with a press: Enter of either kind presses it, and with anything
    held a key is the page's, not the button's. Space alone is Qt's own.

    enter: False for what is ticked or chosen, where Enter is the page's too.
    """
    if event.key() not in PRESSES:
        return False
    if held_with(event):
        event.ignore()
        return True
    if event.key() == _KEY.Key_Space or not enter:
        return False
    if not is_held(button, event):
        button.click()
    return True


def bind(
    widget: QWidget,
    command: Command,
    act: Act,
    *,
    when: When = always,
    offered: When = always,
    repeats: bool = True,
) -> None:
    """Lets a command act while a widget is shown, wherever the focus is in its window.

    when: whether the key is this command's now. offered: whether the menu offers it now, where a
    press does no more than say why not. repeats: whether a key that is held down acts again.
    """
    of = (widget, command)
    _bound(
        widget, *(Binding(*of, key, act, when, offered, repeats=repeats) for key in command.keys)
    )


def bind_each(
    widget: QWidget,
    command: Command,
    act: Callable[[int], object],
    words: Sequence[str] = (),
    *,
    when: When = always,
    repeats: bool = True,
) -> None:
    """Lets each key of a command act for itself: `act` is given the key's place, from 0, as are
    the words of the menu. when, repeats: as for one key.
    """
    said = (*words, *("",) * len(command.keys))
    _bound(
        widget,
        *(
            Binding(widget, command, key, partial(act, at), when, words=said[at], repeats=repeats)
            for at, key in enumerate(command.keys)
        ),
    )


class Binding(Struct, frozen=True, eq=False):
    """What a key does while a widget is shown."""

    widget: QWidget
    command: Command
    key: str
    act: Act
    when: When = always
    offered: When = always
    words: str = ""
    repeats: bool = True

    def works(self) -> bool:
        """Whether the key does something now."""
        shown = isValid(self.widget) and self.widget.isVisible() and self.widget.isEnabled()
        return shown and self.when()

    def do(self) -> None:
        if isinstance(self.act, SignalInstance):
            self.act.emit()
        else:
            self.act()


class _Bindings(QObject):
    """The bindings of a widget; the keys of its window take them as it is first shown."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self.every: list[Binding] = []
        self.keys: WindowKeys | None = None
        if widget.isVisible():
            self._join()
        else:
            widget.installEventFilter(self)

    def add(self, *bindings: Binding) -> None:
        self.every += bindings
        if self.keys is not None:
            self.keys.add(*bindings)

    def _join(self) -> None:
        self.keys = window_keys(self._widget.window())
        self.keys.add(*self.every)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        if event.type() == QEvent.Type.Show:
            self._widget.removeEventFilter(self)
            self._join()
        return False


_OWN = Qt.FindChildOption.FindDirectChildrenOnly


def _bound(widget: QWidget, *bindings: Binding) -> None:
    held: _Bindings | None = widget.findChild(_Bindings, options=_OWN)
    (held or _Bindings(widget)).add(*bindings)


def bindings_in(window: QWidget) -> list[Binding]:
    """All bindings of a window and of the widgets in it, shown or not."""
    held: list[_Bindings] = window.findChildren(_Bindings)
    return [binding for one in held for binding in one.every]


class _KeepsKeys(QObject):
    """Marks a widget whose keys are its own."""


def keep_keys(widget: QWidget) -> None:
    """While the focus is in this widget, no key is that of a page beside it or below it."""
    _KeepsKeys(widget)


def window_keys(window: QWidget) -> "WindowKeys":
    """The keys of a window."""
    found: WindowKeys | None = window.findChild(WindowKeys, options=_OWN)
    return found or WindowKeys(window)


def is_held(widget: QWidget, event: QKeyEvent) -> bool:
    """Whether a press that comes to a widget is of a key that is held down. X11 lets such a key go
    and presses it at one moment; where the two come apart, as on a busy laptop, Qt takes it for a
    press. A key that a screen reader was asked about comes again without its moment.
    """
    if event.isAutoRepeat() or not event.timestamp() or QGuiApplication.platformName() != "xcb":
        return event.isAutoRepeat()
    return window_keys(widget.window()).released == (event.key(), event.timestamp())


class WindowKeys(QObject):
    """Hears each key of the table once in a window, and asks what it means where the focus is.

    What a widget round the focus binds comes first, from the innermost outwards; then what is
    shown elsewhere in the window, innermost first; then what the window itself binds. So a key
    works from the rail too, and no two shortcuts are ever in each other's way.

    Qt looks for shortcuts before the focus has the press, and asks all round the focus before
    that whether they want it; a key that means nothing here is kept from the shortcuts then. A
    press that nobody took comes back at last, and is looked for as on a British keyboard.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._bound: dict[int, list[Binding]] = {}
        self._actions: dict[str, QAction] = {}
        self._last: QWidget | None = None
        self.released = (0, 0)  # the key that was let go last, and when
        window.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def add(self, *bindings: Binding) -> None:
        """Bindings of a widget that is shown here from now on."""
        for binding in bindings:
            self.action(binding.key)
            for number in _numbers(binding.key):
                every = [one for one in self._bound.get(number, ()) if isValid(one.widget)]
                self._bound[number] = [*every, binding]

    def action(self, key: str) -> QAction:
        """The one action of this window that a key sets off, for a menu too."""
        made = self._actions.get(key)
        if made is None:
            made = self._actions[key] = QAction(self._window)
            made.setObjectName(key)
            made.setShortcuts(sequences(key))
            made.triggered.connect(partial(self._press, key))
            self._window.addAction(made)
        return made

    def meant(self, key: str) -> Binding | None:
        """What a key means where the focus is; None where it does nothing."""
        return self._find(_numbers(key)[0])

    def _press(self, key: str, _checked: bool = False) -> None:
        binding = self.meant(key)
        if binding is not None:
            binding.do()

    def _find(self, number: int) -> Binding | None:
        works = [one for one in self._bound.get(number, ()) if one.works()]
        if not works:
            return None
        widget, window = self._focus(), self._window
        by_widget = {one.widget: one for one in works}
        while widget is not None and widget is not window:
            if widget in by_widget:
                return by_widget[widget]
            if widget.findChild(_KeepsKeys, options=_OWN) is not None:
                return by_widget.get(window)
            widget = widget.parentWidget()
        elsewhere = [one for one in works if one.widget is not window]
        return max(elsewhere, key=_depth, default=by_widget.get(window))

    def _focus(self) -> QWidget | None:
        """What has the focus, or had it until the menu took it."""
        focus = QApplication.focusWidget()
        if focus is None or isinstance(focus, QMenuBar | QMenu):
            return self._last if self._last is not None and isValid(self._last) else None
        return focus

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or isinstance(new, QMenuBar) or not isValid(self._window):
            return
        if self._window.isAncestorOf(new):
            self._last = new

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        kind = event.type()
        if kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            self.released = event.key(), event.timestamp()
        if kind not in _OF_KEYS or not isinstance(event, QKeyEvent):
            return False
        press = press_of(event)
        number = press.held.value | press.key
        if number not in self._bound:
            return False
        binding = self._find(number)
        if binding is not None and not binding.repeats and is_held(self._window, event):
            event.accept()
            return True
        if kind == QEvent.Type.KeyPress and binding is not None:
            binding.do()
            return True
        if kind == QEvent.Type.KeyPress or not (
            binding is None or self._is_of_button(press, binding)
        ):
            return False
        event.accept()
        return True

    def _is_of_button(self, press: Press, binding: Binding) -> bool:
        """Whether a press is first that of a button in focus, beside what binds it."""
        focus = QApplication.focusWidget()
        presses = not press.held and press.key in PRESSES
        beside = isinstance(focus, QAbstractButton) and not binding.widget.isAncestorOf(focus)
        return presses and beside


def _depth(binding: Binding) -> int:
    """How many widgets are round the one that binds."""
    depth, widget = 0, binding.widget.parentWidget()
    while widget is not None:
        depth, widget = depth + 1, widget.parentWidget()
    return depth


def leaves_to_circle(event: QKeyEvent, *, undo: bool, redo: bool) -> bool:
    """Whether a press asks for an undo or redo that the field has nothing for.

    undo, redo: whether the field has typing to take back, or to do again.
    """
    if event.matches(QKeySequence.StandardKey.Undo):
        return not undo
    return event.matches(QKeySequence.StandardKey.Redo) and not redo
