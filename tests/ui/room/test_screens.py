"""Which screen the room's display opens on."""

from collections.abc import Sequence
from typing import cast

from msgspec import Struct
from PySide6.QtCore import QRect
from PySide6.QtGui import QScreen

from storycircle.ui.room.second_screen import screen_for_room


class Desk(Struct, frozen=True):
    """Stands for a screen of this name, at this place in px, on the desktop of this number."""

    called: str
    left: int
    desktop: int = 0

    def name(self) -> str:
        return self.called

    def geometry(self) -> QRect:
        return QRect(self.left, 0, 1000, 800)

    def virtualSiblings(self) -> list["Desk"]:
        return [desk for desk in ALL if desk.desktop == self.desktop]


LAPTOP, PROJECTOR, WALL = Desk("laptop", 0), Desk("projector", 1000), Desk("wall", 2000)
MIRROR, APART = Desk("mirror", 0), Desk("apart", 0, 1)
ALL = (LAPTOP, PROJECTOR, WALL, MIRROR, APART)


def chosen(screens: Sequence[Desk], own: Desk, wanted: str = "") -> Desk:
    """The choice among desks, which answer what a QScreen is asked."""
    real = [cast("QScreen", desk) for desk in screens]
    return cast("Desk", screen_for_room(real, cast("QScreen", own), wanted))


def test_a_second_screen_is_taken_where_there_is_one() -> None:
    """Never the one the window is on; on a laptop alone, that one."""
    assert chosen([LAPTOP, PROJECTOR], LAPTOP) is PROJECTOR
    assert chosen([LAPTOP, PROJECTOR], PROJECTOR) is LAPTOP
    assert chosen([LAPTOP], LAPTOP) is LAPTOP


def test_the_screen_that_was_chosen_is_taken_if_it_is_there() -> None:
    """A choice holds for a screen that is plugged in and does not hold the window."""
    screens = [LAPTOP, PROJECTOR, WALL]
    assert chosen(screens, LAPTOP, "wall") is WALL
    assert chosen(screens, LAPTOP, "unplugged") is PROJECTOR
    assert chosen(screens, LAPTOP, "laptop") is PROJECTOR


def test_a_mirror_of_the_laptop_is_no_second_screen() -> None:
    """A projector that shows the laptop's picture would have the display cover the window."""
    assert chosen([LAPTOP, MIRROR], LAPTOP, "mirror") is LAPTOP
    assert chosen([LAPTOP, APART], LAPTOP) is APART
