"""Where the keyboard was on a screen, so that it can be there again on one made anew."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class FocusPlace:
    """A widget by what it is: its kind, its name, and which of those that share both."""

    kind: type[QWidget]
    name: str
    number: int

    def found_in(self, screen: QWidget) -> QWidget | None:
        """The same place on another screen of its kind."""
        same = _alike(screen, self.kind, self.name)
        return same[self.number] if self.number < len(same) else None


def focus_place(screen: QWidget, focus: QWidget) -> FocusPlace | None:
    """Where the focus is on a screen; None where it is on the screen itself, or elsewhere."""
    if focus is screen or not screen.isAncestorOf(focus):
        return None
    kind, name = type(focus), focus.accessibleName()
    return FocusPlace(kind, name, _alike(screen, kind, name).index(focus))


def _alike(screen: QWidget, kind: type[QWidget], name: str) -> list[QWidget]:
    found: list[QWidget] = screen.findChildren(kind)
    return [widget for widget in found if type(widget) is kind and widget.accessibleName() == name]
