"""What a full screen shows the plenary, as plain values; and whoever has something to show."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QKeyEvent


@dataclass(frozen=True)
class Item:
    """One action: its numeral, its words, and who and when."""

    numeral: str
    text: str
    who: str = ""


@dataclass(frozen=True)
class Slide:
    """A title with its line, the actions, a line at the foot; and the time, where it counts.

    time: "2:35", or "+0:12" once it is over. beside: two short lines next to it. used: the part
    of the time that is used, 0 to 1. empty: what stands where there are no actions. large: the
    time is what people look for.
    """

    title: str
    names: str = ""
    items: tuple[Item, ...] = ()
    foot: str = ""
    time: str = ""
    beside: tuple[str, ...] = ()
    used: float = 0.0
    empty: str = ""
    large: bool = False


class Shown(Protocol):
    """Has something for the full screen. changed: it is another slide, or another time on it."""

    @property
    def changed(self) -> SignalInstance:
        """Emitted when there is something else to see."""

    def slide(self) -> Slide:
        """What is to be seen now."""

    def wait(self) -> float | None:
        """Seconds until it changes by itself; None where it does not."""

    def look(self) -> None:
        """Those seconds have gone by."""

    def deed(self, event: QKeyEvent) -> Callable[[], None] | None:
        """What a key does here; None where it does nothing."""
