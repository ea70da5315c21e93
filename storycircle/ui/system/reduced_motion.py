"""Whether the system asks that nothing moves: a person set it there once, for all programs.

Windows and macOS say it at once. On Linux the desktop's portal is asked over the session bus, and
answers when it likes; where there is none, GTK's own file of settings says it.
"""

import ctypes
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QStandardPaths, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

Tell = Callable[[bool], None]
"""Told whether the system asks that nothing moves."""
Ask = Callable[[Tell], None]

WISHES = (
    ("org.freedesktop.appearance", "reduced-motion"),
    ("org.gnome.desktop.interface", "enable-animations"),
    ("org.kde.kdeglobals.KDE", "AnimationDurationFactor"),
)
"""What the portal may know, by namespace and key: newer desktops, GNOME and its kin, KDE."""
_ONCE_SHOWN = 100  # ms after which the first picture is there
_PATIENCE = 2_000  # ms for an answer of the portal


def is_still(key: str, value: object) -> bool:
    """Whether a value of the portal's says that nothing is to move."""
    if key == "reduced-motion":
        return value == 1
    if key == "enable-animations":
        return value is False
    try:
        return float(str(value)) == 0
    except ValueError:
        return False


class SystemMotion(QObject):
    """Looks what the system asks for, and again when one comes back from its settings.

    told: each answer.
    """

    told = Signal(bool)

    def __init__(self, ask: Ask | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask = ask or ask_system(self)

    def watch(self) -> None:
        """Ask once the window is there, and whenever the application is come back to."""
        QTimer.singleShot(_ONCE_SHOWN, self, self._begin)

    def _begin(self) -> None:
        """The first asking. The application is come to as its window opens, too: before the first
        picture nobody asks.
        """
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._come_back)
        self.ask()

    def ask(self) -> None:
        """Ask once."""
        self._ask(self.told.emit)

    @Slot(Qt.ApplicationState)
    def _come_back(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self.ask()


def still_at_once(system: str = sys.platform) -> bool:
    """Whether the system asks that nothing moves, where it says so at once; else false."""
    heard: list[bool] = []
    read = _AT_ONCE.get(system)
    if read is not None:
        _at_once(read, heard.append)
    return any(heard)


def ask_system(parent: QObject, system: str = sys.platform) -> Ask:
    """How this system is asked. parent: keeps what waits for an answer."""
    read = _AT_ONCE.get(system)
    return partial(_ask_portal, parent) if read is None else partial(_at_once, read)


def _at_once(read: Callable[[], bool], tell: Tell) -> None:
    try:
        tell(read())
    except (OSError, AttributeError, ValueError):
        tell(False)


class User32(Protocol):
    """The part of Windows' library that is asked."""

    def SystemParametersInfoW(self, action: int, number: int, out: object, change: int) -> int: ...


_GET_CLIENT_AREA_ANIMATION = 0x1042


def windows_is_still(user32: User32 | None = None) -> bool:
    """Whether Windows shows no animations: *Animation effects* in its settings for seeing."""
    asked = user32 or ctypes.WinDLL("user32")  # type: ignore[attr-defined,unused-ignore]
    moves = ctypes.c_int(1)
    answered = asked.SystemParametersInfoW(_GET_CLIENT_AREA_ANIMATION, 0, ctypes.byref(moves), 0)
    return bool(answered) and not moves.value


def mac_is_still() -> bool:
    """Whether macOS reduces motion, in its settings for accessibility."""
    from ctypes.util import find_library  # noqa: PLC0415 (of this system alone)

    objc = ctypes.CDLL(find_library("objc") or "libobjc.dylib")
    ctypes.CDLL(find_library("AppKit") or "AppKit")
    objc.objc_getClass.restype = objc.sel_registerName.restype = ctypes.c_void_p
    objc.objc_getClass.argtypes = objc.sel_registerName.argtypes = [ctypes.c_char_p]
    address = ctypes.cast(objc.objc_msgSend, ctypes.c_void_p).value or 0
    of = (ctypes.c_void_p, ctypes.c_void_p)
    as_object = ctypes.CFUNCTYPE(ctypes.c_void_p, *of)(address)
    as_bool = ctypes.CFUNCTYPE(ctypes.c_bool, *of)(address)
    workspace = as_object(
        objc.objc_getClass(b"NSWorkspace"), objc.sel_registerName(b"sharedWorkspace")
    )
    wish = objc.sel_registerName(b"accessibilityDisplayShouldReduceMotion")
    return bool(as_bool(workspace, wish))


_AT_ONCE: Mapping[str, Callable[[], bool]] = {"win32": windows_is_still, "darwin": mac_is_still}
"""The systems that say it at once, and how they are read."""


def gtk_is_still(folders: Iterable[Path]) -> bool:
    """Whether GTK's own file of settings, in the first of these folders that has one, says so."""
    from configparser import ConfigParser  # noqa: PLC0415 (where there is no portal)
    from configparser import Error as NoSettings  # noqa: PLC0415

    for folder in folders:
        for version in ("gtk-4.0", "gtk-3.0"):
            file = ConfigParser(strict=False, interpolation=None)
            try:
                found = file.read(folder / version / "settings.ini", encoding="utf-8")
                if found:
                    return not file.getboolean("Settings", "gtk-enable-animations", fallback=True)
            except (NoSettings, ValueError, OSError):
                continue
    return False


def _ask_portal(parent: QObject, tell: Tell) -> None:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage  # noqa: PLC0415 (once it is needed)

    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        tell(gtk_is_still(_config_folders()))
        return
    answers = _Answers(tell, parent)
    for namespace, key in WISHES:
        call = QDBusMessage.createMethodCall(
            "org.freedesktop.portal.Desktop",
            "/org/freedesktop/portal/desktop",
            "org.freedesktop.portal.Settings",
            "Read",
        )
        call.setArguments([namespace, key])
        call.setAutoStartService(False)
        answers.await_(key, bus, call)


class _Answers(QObject):
    """Gathers the answers to one asking, and tells of them once all are there."""

    def __init__(self, tell: Tell, parent: QObject) -> None:
        super().__init__(parent)
        self._tell, self._waiting = tell, 0
        self._heard = self._still = False

    def await_(self, key: str, bus: "QDBusConnection", call: "QDBusMessage") -> None:
        """Ask one question of the asking."""
        from PySide6.QtDBus import QDBusPendingCallWatcher  # noqa: PLC0415

        self._waiting += 1
        watcher = QDBusPendingCallWatcher(bus.asyncCall(call, _PATIENCE), self)
        watcher.finished.connect(partial(self._answered, key, watcher))

    def _answered(self, key: str, watcher: "QDBusPendingCallWatcher") -> None:
        from PySide6.QtDBus import QDBusMessage, QDBusVariant  # noqa: PLC0415

        reply = watcher.reply()
        if reply.type() == QDBusMessage.MessageType.ReplyMessage:
            (value,) = reply.arguments()[:1] or [None]
            while isinstance(value, QDBusVariant):
                value = value.variant()
            self._heard = True
            self._still = self._still or is_still(key, value)
        self._waiting -= 1
        if not self._waiting:
            self._tell(self._still if self._heard else gtk_is_still(_config_folders()))
            self.deleteLater()


def _config_folders() -> list[Path]:
    kind = QStandardPaths.StandardLocation.GenericConfigLocation
    return [Path(folder) for folder in QStandardPaths.standardLocations(kind)]
