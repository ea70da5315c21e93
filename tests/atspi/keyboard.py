"""Keys as a person's hands give them: to the X server, which gives them to whatever has the focus.

Known here: the names that the app writes on its keys, such as "Ctrl ↑" and "Enter".
"""

import ctypes
import time

_SYMBOLS = {
    "Ctrl": "Control_L",
    "Shift": "Shift_L",
    "Alt": "Alt_L",
    "Enter": "Return",
    "Esc": "Escape",
    "Space": "space",
    "PgDown": "Next",
    "PgUp": "Prior",
    "→": "Right",
    "←": "Left",
    "↑": "Up",
    "↓": "Down",
    "\n": "Return",
    "\t": "Tab",
}
_APART = 0.012  # seconds between two keys of a text, as a fast typist's


class Keyboard:
    """Presses keys on the display of the environment, by the X server's own testing extension."""

    def __init__(self) -> None:
        self._x11 = ctypes.CDLL("libX11.so.6")
        self._tests = ctypes.CDLL("libXtst.so.6")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XStringToKeysym.restype = ctypes.c_ulong
        self._x11.XkbKeycodeToKeysym.restype = ctypes.c_ulong
        opened = self._x11.XOpenDisplay(None)
        if not opened:
            raise RuntimeError("no display to press keys on")
        self._display = ctypes.c_void_p(opened)

    def press(self, combination: str) -> None:
        """Press keys together and let them go: "Ctrl Enter", "Space", "+"."""
        *held, last = combination.split(" ")
        self._press(held, last.lower() if len(last) == 1 else last)

    def write(self, text: str) -> None:
        """Type a text of ASCII letters; a newline is Enter."""
        for letter in text:
            self._press([], "Space" if letter == " " else letter)
            time.sleep(_APART)

    def _press(self, held: list[str], last: str) -> None:
        code, shifted = self._code(last)
        codes = [self._code(key)[0] for key in held]
        if shifted and "Shift" not in held:
            codes.append(self._code("Shift")[0])
        for down in [*codes, code]:
            self._send(down, pressed=True)
        for up in [code, *reversed(codes)]:
            self._send(up, pressed=False)

    def _send(self, code: int, *, pressed: bool) -> None:
        self._tests.XTestFakeKeyEvent(self._display, code, int(pressed), 0)
        self._x11.XFlush(self._display)

    def _code(self, key: str) -> tuple[int, bool]:
        """The key's place on the keyboard, and whether Shift belongs to it."""
        name = _SYMBOLS.get(key, key)
        symbol = ord(name) if len(name) == 1 else self._x11.XStringToKeysym(name.encode())
        code = int(self._x11.XKeysymToKeycode(self._display, ctypes.c_ulong(symbol)))
        if not code:
            raise ValueError(f"this keyboard has no {key}")
        plain = self._x11.XkbKeycodeToKeysym(self._display, ctypes.c_uint8(code), 0, 0)
        return code, plain != symbol
