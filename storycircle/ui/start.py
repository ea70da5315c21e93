"""Starting the window: first a look whether there is a screen, then the application."""

import ctypes
import sys
from collections.abc import Mapping
from ctypes.util import find_library
from pathlib import Path

from storycircle.core.clocks import SystemClock
from storycircle.core.errors import Refused

_SCREENLESS = ("offscreen", "minimal", "vnc")


def run(library: Path, file: Path | None, environ: Mapping[str, str]) -> int:
    """Open the window on a library, at a file if one is given; return the exit status.

    Raises Refused where there is no screen: Qt would end the process without a word of ours.
    """
    check_screen(environ)
    try:
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415 (only once there is a screen)
    except ImportError as error:
        raise Refused("no-qt-libraries", library=_missing(error)) from error
    from storycircle.store.library import Library  # noqa: PLC0415
    from storycircle.ui.awake import Awake  # noqa: PLC0415
    from storycircle.ui.theme.choosing import desktop_of, theme_for  # noqa: PLC0415
    from storycircle.ui.theme.theme import apply_theme  # noqa: PLC0415
    from storycircle.ui.window import Window  # noqa: PLC0415

    app = QApplication(sys.argv[:1])
    app.setApplicationName("Story Circle")
    desktop = desktop_of(app)
    clock = SystemClock()
    with Library(library, clock) as kept:
        theme = theme_for(desktop, kept.settings())
        apply_theme(app, theme)
        window = Window(theme, kept, clock, desktop, Awake(), reminds=True)
        room = app.primaryScreen().availableSize()
        window.resize(min(1440, room.width()), min(900, room.height()))
        window.show()
        if file is not None:
            window.open_file(file)
        return app.exec()


def check_screen(environ: Mapping[str, str]) -> None:
    """Refuse where Qt would abort: no display, or not the libraries to reach it. Linux only."""
    if not sys.platform.startswith("linux"):
        return
    if environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in _SCREENLESS:
        return
    if environ.get("WAYLAND_DISPLAY"):
        return
    if not environ.get("DISPLAY"):
        raise Refused("no-display")
    if find_library("xcb-cursor") is None and not _loads("libxcb-cursor.so.0"):
        raise Refused("no-qt-libraries", library="libxcb-cursor0")
    if not _display_answers():
        raise Refused("no-display")


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _display_answers() -> bool:
    """Whether the display that is named can be opened; true where it cannot be asked."""
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return True
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = x11.XOpenDisplay(None)
    if not display:
        return False
    x11.XCloseDisplay(ctypes.c_void_p(display))
    return True


def _missing(error: ImportError) -> str:
    """The library an import lacked: "libGL.so.1" of "libGL.so.1: cannot open ..."."""
    return str(error).partition(":")[0]
