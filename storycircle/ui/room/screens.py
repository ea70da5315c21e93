"""Which screen the room's display opens on."""

from collections.abc import Sequence

from PySide6.QtGui import QScreen


def screen_for_room(screens: Sequence[QScreen], own: QScreen, wanted: str) -> QScreen:
    """The screen of the wanted name, else any other than the window's own, else that."""
    others = [screen for screen in screens if screen is not own and not _mirrors(screen, own)]
    named = [screen for screen in others if screen.name() == wanted]
    return next(iter(named + others), own)


def _mirrors(screen: QScreen, own: QScreen) -> bool:
    """Whether a screen shows what the window's own shows: then it is no other screen.

    Screens that do not share one desktop each count from their own corner.
    """
    shared = screen in own.virtualSiblings()
    return shared and screen.geometry().intersects(own.geometry())
