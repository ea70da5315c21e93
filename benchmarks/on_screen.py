"""How long a program takes until its first picture stands on a screen, as a person would see it.

python -m benchmarks.on_screen COLOURS PROGRAM [WORD ...]: with the screen of DISPLAY, which nobody
else uses. The screen itself is looked at, again and again: the program knows nothing of it, and has
nothing in it that is there to be measured. The picture counts from when the middle of the screen is
not what it was and has so many colours at least: a bare window has one, a page with words many.
"""

import json
import subprocess
import sys
import time

from PySide6.QtGui import QGuiApplication, QImage, QScreen

_LONG = 120.0  # seconds, then there is no picture
_WIDE, _HIGH = 480, 240  # px of what is looked at


def main() -> None:
    """Print the seconds from the start of the program to its first picture."""
    colours, program = int(sys.argv[1]), sys.argv[2:]
    app = QGuiApplication(sys.argv[:1])
    screen = app.primaryScreen()
    bare = _middle(screen)
    begun = time.monotonic()
    process = subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 (what is measured)
    try:
        while (seen := time.monotonic() - begun) < _LONG:
            if process.poll() is not None:
                sys.exit(f"it ended with {process.returncode} before it showed anything")
            picture = _middle(screen)
            seen = time.monotonic() - begun
            if (
                picture != bare
                and len(set(memoryview(picture.constBits()).cast("B").cast("I"))) >= colours
            ):
                print(json.dumps(seen))
                return
        sys.exit("it showed nothing")
    finally:
        process.kill()
        process.wait()


def _middle(screen: QScreen) -> QImage:
    """The middle of the upper half of the screen, where a window's words begin."""
    across = (screen.size().width() - _WIDE) // 2
    picture = screen.grabWindow(0, across, screen.size().height() // 4, _WIDE, _HIGH)
    return picture.toImage().convertToFormat(QImage.Format.Format_RGB32)


if __name__ == "__main__":
    main()
