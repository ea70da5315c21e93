"""Starting the window: first a look whether there is a screen, then the application.

Core and library are loaded before PySide6, which looks at the source of every module that comes
after it. What Home does not show is loaded once it is painted.
"""

import ctypes
import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from storycircle import __version__
from storycircle.core.clock import SystemClock
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import N_, _
from storycircle.core.settings import Settings
from storycircle.launcher import bundle_folder
from storycircle.store.library import Library
from storycircle.store.safety.disk import Lock, keep_off_shared
from storycircle.store.safety.recovery import open_or_recover, takes_long

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from storycircle.ui.app.main_window import Window
    from storycircle.ui.app.startup_services import Guard
    from storycircle.ui.theme.theme import Desktop


ANOTHER = N_("This window only reads: another one has these circles. Nothing can be changed here.")
PLACE = N_("This window only reads: nothing is written in this place. Nothing can be changed here.")
APP_ID = "StoryCircle.StoryCircle"
"""Under which Windows groups the windows of the app in its task bar; a shortcut bears it too."""
QT_OF_A_START = ("QtCore", "QtGui", "QtWidgets", "QtNetwork")
"""The parts of Qt that the window loads as it opens: each wants libraries of the system."""
_SCREENLESS = ("offscreen", "minimal", "vnc")


def run(library: Path, file: Path | None, environ: Mapping[str, str]) -> int:
    """Open the window on a library, at a file if one is given; return the exit status.

    Raises Refused where there is no screen: Qt would end the process without a word of ours.
    """
    check_screen(environ)
    try:
        for part in QT_OF_A_START:  # only now: without a screen nothing of Qt is loaded
            importlib.import_module(f"PySide6.{part}")
    except ImportError as error:
        raise Refused("no-qt-libraries", library=_missing(error)) from error
    from storycircle.ui.system.application import App  # noqa: PLC0415
    from storycircle.ui.system.collecting import collecting_here  # noqa: PLC0415

    app = App(sys.argv[:1])
    sys.setswitchinterval(GIVES_WAY)
    with collecting_here():
        return begin(app, library, file)


GIVES_WAY = 0.0005
"""Seconds after which a thread that works gives way to the one that draws. A key takes turns some
thirty times until it is painted: at Python's own five milliseconds each, that would be felt.
"""


def begin(app: "QApplication", library: Path, file: Path | None) -> int:
    """Open the window on a library, or say why not; return the exit status. Raises Refused."""
    from storycircle.ui.app.spoken_language import language_for, speak  # noqa: PLC0415
    from storycircle.ui.system.reduced_motion import still_at_once  # noqa: PLC0415
    from storycircle.ui.theme.theme import apply_theme, desktop_of, theme_for  # noqa: PLC0415

    identify(app)
    speak(app, language_for(Settings()))  # the library, which may say another, is not open yet
    desktop = replace(desktop_of(app), still=still_at_once())
    apply_theme(app, theme_for(desktop, Settings()))
    try:
        return _one_window(app, library, file, desktop)
    except Refused as refused:
        from storycircle.ui.app.cannot_open_window import CannotOpen, ways_on  # noqa: PLC0415
        from storycircle.ui.system.file_dialogs import ask_for_folder  # noqa: PLC0415

        # Who opened it from the desktop sees no terminal.
        window = CannotOpen(theme_for(desktop, Settings()), refused, ways_on(refused, library))
        answer = window.ask()
        if answer == "read":
            return _reading(app, library, desktop, PLACE)
        place = ask_for_folder(_("A folder for your circles")) if answer == "elsewhere" else None
        if place is None:
            raise
    return begin(app, place / library.name, file)


def identify(app: "QApplication") -> None:
    """Tell the desktop what this is: its name, version and sign. There is no organisation: Qt
    would put its name into the paths of files.
    """
    from storycircle.ui.theme.palette import LIGHT  # noqa: PLC0415
    from storycircle.ui.widgets.ring.painter import app_icon  # noqa: PLC0415

    if sys.platform == "win32":  # or its windows are grouped below Python's, with that one's sign
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_ID)
    app.setApplicationName("Story Circle")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("storycircle")  # Wayland finds the icon of a window by it
    app.setWindowIcon(app_icon(LIGHT))


def _one_window(app: "QApplication", library: Path, file: Path | None, desktop: "Desktop") -> int:
    keep_off_shared(library)
    lock = Lock(library)
    while not lock.take():
        from storycircle.ui.app.cannot_open_window import BUSY, CannotOpen, busy  # noqa: PLC0415
        from storycircle.ui.app.single_instance import hand_over  # noqa: PLC0415
        from storycircle.ui.theme.theme import theme_for  # noqa: PLC0415

        if hand_over(library, file):
            return 0
        refused = busy(lock.holder())
        answer = CannotOpen(theme_for(desktop, Settings()), refused, BUSY).ask()
        if answer == "read":
            return _reading(app, library, desktop, ANOTHER)
        if not answer:
            return 1
    status = _held(app, library, file, desktop)
    lock.release()
    return status


def _held(app: "QApplication", library: Path, file: Path | None, desktop: "Desktop") -> int:
    """The window that has the library."""
    from storycircle.ui.system.first_paint import AfterFirstPaint  # noqa: PLC0415

    clock = SystemClock()
    later = takes_long(library)
    opened, recovered = open_or_recover(library, clock, later=later)
    with opened as kept:
        window = _shown(app, kept, desktop)
        guards: list[Guard] = []

        def stand_by() -> None:
            from storycircle.ui.app.startup_services import Guard  # noqa: PLC0415

            guards.append(Guard(window, kept, clock, recovered))
            if later and recovered is None:
                guards[0].look_through()
            if file is not None:
                window.open_file(file)

        loads = (partial(importlib.import_module, f"...{name}", __package__) for name in AFTER_HOME)
        AfterFirstPaint(window, chain(loads, [stand_by], organiser_ahead(kept)))
        status = app.exec()
        for guard in guards:  # none, where the window was closed before
            guard.finish()
        return status


AFTER_HOME = (
    *("core.names.reading", "core.meetings.inquiries", "core.looking_back.leave"),
    *(
        "core.turns.time_prompts",
        "core.turns.on_time",
        "ui.session.state",
        "ui.session.view_models",
    ),
    *("ui.session.consent", "ui.session.session", "jobs.export", "ui.system.file_dialogs"),
    *("ui.widgets.display.message", "ui.system.field_autosave", "ui.system.background"),
    *("ui.app.close_reminder", "ui.app.unsaved_changes", "ui.app.lines.meetings"),
    *("ui.app.single_instance", "ui.app.banners", "ui.home.settings_rows"),
    "ui.app.startup_services",
)
"""What is loaded once Home is painted, a piece at a time: what guards the window, and what its
first key may ask for.
"""


GATHER = (
    *("ui.organiser.organiser_state", "ui.organiser.view_model", "ui.organiser.organiser_session"),
    *("ui.organiser.merge.file_table", "ui.organiser.merge.changes_view"),
    *("ui.organiser.event_pane", "ui.organiser.merge.page", "ui.organiser.places.places"),
    "ui.organiser.organiser_screen",
)
"""What Gather is made of, a piece at a time."""


def organiser_ahead(kept: Library) -> Iterator[Callable[[], object]]:
    """What loads Gather before it is gone to, where the library holds an event of two circles or
    more. Whoever holds circles one at a time goes to none, and has none of it in memory.
    """
    if max(kept.circle_counts().values(), default=0) > 1:
        for name in GATHER:
            yield partial(importlib.import_module, f"...{name}", __package__)


def _reading(app: "QApplication", library: Path, desktop: "Desktop", said: str) -> int:
    """A window that looks, and changes nothing; said: the message that says why."""
    from storycircle.ui.app.banners import ReadingOnly  # noqa: PLC0415

    with Library(library, SystemClock(), reads=True) as kept:
        ReadingOnly(_shown(app, kept, desktop), kept, said)
        return app.exec()


def _shown(app: "QApplication", kept: Library, desktop: "Desktop") -> "Window":
    from storycircle.ui.app.main_window import Window  # noqa: PLC0415
    from storycircle.ui.app.spoken_language import language_for, speak  # noqa: PLC0415
    from storycircle.ui.app.window_place import WindowPlace  # noqa: PLC0415
    from storycircle.ui.system.keep_awake import Awake  # noqa: PLC0415
    from storycircle.ui.system.reduced_motion import SystemMotion  # noqa: PLC0415
    from storycircle.ui.theme.theme import apply_theme, theme_for  # noqa: PLC0415

    settings = kept.settings()
    speak(app, language_for(settings))
    theme = theme_for(desktop, settings)
    apply_theme(app, theme)
    window = Window(theme, kept, kept.clock, desktop, Awake(), reminds=True)
    WindowPlace(window, kept).show()
    motion = SystemMotion(parent=window)
    motion.told.connect(window.follow_motion)
    motion.watch()
    return window


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
    try:
        ctypes.CDLL(str(_plugin_of_x11()))
    except OSError as error:
        raise Refused("no-qt-libraries", library=_missing(error)) from error
    if not _display_answers():
        raise Refused("no-display")


def _plugin_of_x11() -> Path | str:
    """What Qt draws through on X11, with all the libraries that it wants of the system; where Qt
    lies elsewhere, the one of these that is missing most often.
    """
    if bundle_folder() is not None:  # which brings the others
        return "libxcb-cursor.so.0"
    package = importlib.util.find_spec("PySide6")
    places = (package and package.submodule_search_locations) or ()
    plugins = (Path(place, "Qt", "plugins", "platforms", "libqxcb.so") for place in places)
    return next((plugin for plugin in plugins if plugin.is_file()), "libxcb-cursor.so.0")


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


def _missing(error: Exception) -> str:
    """The library that was lacked: "libGL.so.1" of "libGL.so.1: cannot open ..."."""
    return Path(str(error).partition(":")[0]).name
