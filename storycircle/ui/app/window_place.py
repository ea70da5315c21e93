"""Where the window stands: on a screen that is there, whole with its frame, and again next time."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Self

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QMargins, QObject, QRect, QSize, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from storycircle.core.error_sentences import Refused
from storycircle.store.library import Library

USUAL = QSize(1440, 900)
"""The size of a first window where the screen has room for it, in px."""
LEAST = QSize(800, 600)
"""The least size of the window, but on screens that have less."""
_FRAME = QMargins(4, 36, 4, 4)
"""About the frame of a desktop, until it has put its own round the window."""
_GRIP = 64
"""Px of a window that lie on a screen, each way, where it counts as standing there."""
_SETTLED = 400  # ms after which every desktop has put its frame round a window
_MAXIMISED = "maximised"


class Place(Struct, frozen=True):
    """The corner of a window's frame and the size of what is in it, in px."""

    x: int
    y: int
    width: int
    height: int
    maximised: bool = False

    def to_text(self) -> str:
        """The place as it is stored."""
        parts = (self.x, self.y, self.width, self.height)
        return " ".join([*map(str, parts), *([_MAXIMISED] if self.maximised else [])])

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        """The place that a text names; None for a text that names none."""
        *numbers, last = text.split()[:5] or [""]
        maximised = last == _MAXIMISED
        parts = numbers if maximised else [*numbers, last]
        try:
            x, y, width, height = (int(part) for part in parts)
        except ValueError:
            return None
        small = all(abs(part) < 100_000 for part in (x, y, width, height))
        return cls(x, y, width, height, maximised) if small and width > 0 < height else None


def fitted(wanted: Place | None, rooms: Sequence[QRect], frame: QMargins) -> Place:
    """The place nearest to the one that is wanted at which the window lies whole on one screen.

    wanted: None for a first window, in the middle of the first screen. rooms: what windows may
    cover of each screen, the first screen first. frame: what the desktop puts round the window.
    """
    kept = wanted or Place(0, 0, USUAL.width(), USUAL.height())
    whole = QRect(kept.x, kept.y, kept.width, kept.height).marginsAdded(frame)
    whole.moveTo(kept.x, kept.y)
    room = _room_of(whole, rooms) if wanted else rooms[0]
    inner = room.marginsRemoved(frame)
    size = QSize(kept.width, kept.height).expandedTo(LEAST).boundedTo(inner.size())
    width, height = size.width(), size.height()
    outer = QRect(0, 0, width, height).marginsAdded(frame).size()
    if wanted is None:
        x = room.x() + (room.width() - outer.width()) // 2
        y = room.y() + (room.height() - outer.height()) // 2
    else:
        x = _within(kept.x, room.x(), room.x() + room.width() - outer.width())
        y = _within(kept.y, room.y(), room.y() + room.height() - outer.height())
    return replace(kept, x=x, y=y, width=width, height=height)


def _room_of(whole: QRect, rooms: Sequence[QRect]) -> QRect:
    """What there is of the screen on which most of a window lies; the first where it lies on none,
    as its own was taken away.
    """

    def shared(room: QRect) -> int:
        part = whole.intersected(room)
        seen = part.width() >= _GRIP and part.height() >= _GRIP
        return part.width() * part.height() if seen else 0

    return max(rooms, key=shared)  # the first of those that share as much


def _within(wanted: int, low: int, high: int) -> int:
    return max(low, min(wanted, high))


class WindowPlace(QObject):
    """Shows a window where it stood last, and keeps where it stands when it is closed."""

    def __init__(self, window: QWidget, library: Library) -> None:
        super().__init__(window)
        self._window, self._library = window, library
        self._stood: Place | None = None
        self._framed = False
        self._timer = QTimer(self, singleShot=True, interval=_SETTLED)
        self._timer.timeout.connect(self._settled)

    def show(self) -> None:
        """Show the window: where it stood last, else in the middle of the first screen."""
        kept = Place.from_text(self._library.window_place())
        self._stood = fitted(kept, _rooms(), _FRAME)
        self._move(self._stood)
        self._window.installEventFilter(self)
        if self._stood.maximised:
            self._window.showMaximized()
        else:
            self._window.show()
        self._timer.start()

    def _move(self, place: Place) -> None:
        window = self._window
        window.setMinimumSize(LEAST.boundedTo(QSize(place.width, place.height)))
        window.resize(place.width, place.height)
        window.move(place.x, place.y)

    def _settled(self) -> None:
        """Moves the window where the frame that the desktop has put round it does not fit."""
        self._note()
        handle, stood = self._window.windowHandle(), self._stood
        if self._framed or handle is None or stood is None or not self._window.isVisible():
            return
        self._framed = True
        whole = fitted(stood, _rooms(), handle.frameMargins())
        if not stood.maximised and whole != stood:
            self._move(whole)

    def _note(self) -> None:
        window, stood = self._window, self._stood
        if stood is None or window.isFullScreen() or window.isMinimized():
            return
        if window.isMaximized():  # once it is not, it is as it was before
            self._stood = replace(stood, maximised=True)
        else:
            self._stood = Place(window.x(), window.y(), window.width(), window.height())

    def _keep(self) -> None:
        """Stores the place where that can be done: it keeps nobody from closing a window."""
        if self._window.isVisible():
            self._note()
        with suppress(Refused):
            if self._stood is not None and not self._library.reads:
                self._library.keep_window_place(self._stood.to_text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Move, QEvent.Type.Resize}:
            self._timer.start()
        elif event.type() == QEvent.Type.Close:
            self._keep()
        return super().eventFilter(watched, event)


def _rooms() -> list[QRect]:
    """What windows may cover of each screen, the first screen first."""
    first = QGuiApplication.primaryScreen()
    others = [screen for screen in QGuiApplication.screens() if screen != first]
    return [screen.availableGeometry() for screen in (first, *others)]
