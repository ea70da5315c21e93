"""A facilitator who sees nothing: knows what was announced or read, and has a keyboard.

Each step says what must be heard; where it is not heard in time, or what is looked for is not
there, `UnheardError` says so, and the log says all that was.
"""

import re
import time

from tests.atspi.ears import ANNOUNCED, INTO, Ears, Thing
from tests.atspi.keyboard import Keyboard

_SOON = 20.0  # seconds: what a key does is heard by then, on a slow machine too
QUICK, LISTENING = 0.25, 1.0
"""Seconds without a word, after which a key has done what it does: alone, and beside a reader that
is to say it all."""
_KEYS = re.compile(
    r"^(Ctrl |Shift |Alt )*(Space|Enter|Esc|Delete|Tab|PgDown|PgUp|F\d+|[←→↑↓]|[!-~])$"
)
_PRESSED = "key"


class UnheardError(AssertionError):
    """Something was not said, or not found."""


class Facilitator:
    """Holds a circle by ear."""

    def __init__(self, ears: Ears, keyboard: Keyboard, settled: float = QUICK) -> None:
        self.ears, self._keyboard, self._settled = ears, keyboard, settled
        self._since = 0  # what was heard before this place was answered to already

    def press(self, *combinations: str) -> None:
        """Press keys, one combination after another; what is heard from now on is news."""
        for combination in combinations:
            self._since = len(self.ears.heard)
            self.ears.note(_PRESSED, combination)
            self._keyboard.press(combination)
            self._settle()

    def write(self, text: str) -> None:
        """Type a text into what has the focus."""
        self._since = len(self.ears.heard)
        self.ears.note(_PRESSED, repr(text))
        self._keyboard.write(text)
        self._settle()
        last = text.rpartition("\n")[2]
        if last:  # what was typed is all there before another key comes
            self.is_on(last)

    def hears(self, *words: str, within: float = _SOON, how: str = ANNOUNCED) -> str:
        """Wait for one announcement that has all these words, since the last key; returns it."""

        def found() -> str:
            news = self.ears.heard[self._since :]
            wanted = (one.text for one in news if how in ("", one.how))
            return next((text for text in wanted if all(word in text for word in words)), "")

        if not self.ears.wait(lambda: bool(found()), within):
            raise UnheardError(f"not heard within {within:g} s: {' … '.join(words)!r} ({how})")
        return found()

    def comes_into(self, *words: str, within: float = _SOON) -> str:
        """Wait until the focus has come into a dialog or a group that reads so."""
        return self.hears(*words, within=within, how=INTO)

    def hears_nothing(self, words: str) -> None:
        """What must not have been said since the last key."""
        for one in self.ears.heard[self._since :]:
            if one.how == ANNOUNCED and words in one.text:
                raise UnheardError(f"said too early, or in vain: {one.text!r}")

    def is_on(self, *words: str, within: float = _SOON) -> Thing:
        """Wait until what has the focus reads so: name, role, value, states and description."""

        def there() -> bool:
            thing = self.ears.focus()
            return thing is not None and all(word in thing.spoken() for word in words)

        if not self.ears.wait(there, within):
            thing = self.ears.focus()
            now = thing.spoken() if thing else "nothing"
            raise UnheardError(f"the focus reads {now!r}, not {' … '.join(words)!r}")
        found = self.ears.focus()
        assert found is not None
        return found

    def tab_to(self, *words: str, most: int = 40, key: str = "Tab") -> Thing:
        """Press Tab until what has the focus reads so."""
        for _each in range(most):
            thing = self.ears.focus()
            if thing is not None and all(word in thing.spoken() for word in words):
                return thing
            before = self.ears.focus()
            self.press(key)
            if self.ears.focus() == before and key == "Tab":
                self.press("Ctrl Tab")  # as in any program, where Tab is a letter of the text
        raise UnheardError(f"{key} does not come to {' … '.join(words)!r}")

    def reads(self, *words: str, within: float = _SOON) -> str:
        """Something in the window that reads so, as a reader's own keys go through it."""
        found: list[str] = []

        def there() -> bool:
            found[:] = [
                thing.spoken()
                for thing in self.ears.things()
                if all(word in thing.spoken() for word in words)
            ]
            return bool(found)

        if not self.ears.wait(there, within):
            raise UnheardError(f"nothing in the window reads {' … '.join(words)!r}")
        return found[0]

    def key_of(self, name: str) -> str:
        """The key that a button tells of itself; "" where it tells none."""
        found: list[Thing] = []

        def there() -> bool:
            button = self.ears.find(name, "push button") or self.ears.find(name, "button")
            found[:] = [button] if button is not None else []
            return bool(found)

        if not self.ears.wait(there, _SOON):
            raise UnheardError(f"no button {name!r} in the window")
        (button,) = found
        for told in (button.key.replace("+", " "), *button.description.split(". ")):
            if _KEYS.match(told):
                return told
        return ""

    def does(self, name: str) -> None:
        """Press a button by the key that it tells; else go to it with Tab, and press it there."""
        key = self.key_of(name)
        if key:
            self.press(key)
        else:
            self.ears.note(_PRESSED, f"({name!r} tells no key)")
            self.tab_to(name, "button")
            self.press("Space")

    def log(self) -> str:
        """All that was pressed and heard, a line each."""
        return "\n".join(one.line(self.ears.begun) for one in self.ears.heard)

    def _settle(self) -> None:
        """Listen until nothing new is said for a moment."""
        until = time.monotonic() + 8 * self._settled
        count = -1
        while count != len(self.ears.heard) and time.monotonic() < until:
            count = len(self.ears.heard)
            self.ears.wait(lambda: False, self._settled)
