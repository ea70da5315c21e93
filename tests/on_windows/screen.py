"""A screen that nobody sees, with keys to press on it and pictures to take of it."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageGrab

from tests.atspi.keyboard import Keyboard

_SIZE = 1280, 900
_APART = 0.5  # seconds between two looks at a window that is being drawn


class Screen:
    """The one of DISPLAY."""

    def __init__(self) -> None:
        self._keyboard = Keyboard()

    def press(self, *combinations: str) -> None:
        """Press keys, one combination after another, as the app writes them: "Ctrl Enter"."""
        for combination in combinations:
            self._keyboard.press(combination)
            time.sleep(_APART)

    def write(self, text: str) -> None:
        """Type a text of ASCII letters."""
        self._keyboard.write(text)
        time.sleep(_APART)

    def picture(self, path: Path, most: float = 5) -> None:
        """Write a picture of the screen: as soon as it stands still, or after so many seconds, as a
        clock on it never does.
        """
        before, until = _grab(), time.monotonic() + most
        while time.monotonic() < until:
            time.sleep(_APART)
            now = _grab()
            if now.tobytes() == before.tobytes():
                break
            before = now
        path.parent.mkdir(parents=True, exist_ok=True)
        before.save(path)

    def shows_something(self) -> bool:
        """Whether it has more than a ground."""
        return _grab().getcolors(maxcolors=64) is None

    def look(self) -> bytes:
        """What it shows now, to be compared."""
        return _grab().tobytes()


@contextmanager
def screen() -> Iterator[Screen]:
    """A screen of its own, and DISPLAY set to it meanwhile."""
    read, write = os.pipe()
    size = f"{_SIZE[0]}x{_SIZE[1]}x24"
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"],  # noqa: S607
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    kept = os.environ.get("DISPLAY")
    try:
        with os.fdopen(read) as told:
            os.environ["DISPLAY"] = f":{told.readline().strip()}"
        yield Screen()
    finally:
        if kept is None:
            os.environ.pop("DISPLAY", None)
        else:
            os.environ["DISPLAY"] = kept
        server.terminate()
        server.wait()


def _grab() -> Image.Image:
    return ImageGrab.grab(xdisplay=os.environ["DISPLAY"])
