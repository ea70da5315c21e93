"""The way to a page and back: which screens one came through, and where the keyboard was."""

from collections.abc import Mapping

import shiboken6
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from storycircle.ui.circle_view import CircleView
from storycircle.ui.focus_place import FocusPlace, focus_place

Stop = tuple[QWidget, QWidget | None]
"""A screen, and what had the keyboard on it."""


class Trail:
    """The screens of a stack that lie between here and where one began; each stands on it once."""

    def __init__(self, stack: QStackedWidget) -> None:
        self._stack = stack
        self._stops: list[Stop] = []

    def turn_to(self, page: QWidget) -> None:
        """Go to a page; one that was come through already is gone back to."""
        here = self._stack.currentWidget()
        if here is None or here is page:
            return
        screens = [screen for screen, _ in self._stops]
        if page in screens:
            del self._stops[screens.index(page) :]
        else:
            self._stops.append((here, QApplication.focusWidget()))
        self._go_to(page, None)

    def back(self) -> bool:
        """To the last screen come through, with the cursor where it was; False at the beginning."""
        if not self._stops:
            return False
        self._go_to(*self._stops.pop())
        return True

    def clear(self) -> None:
        """One begins here."""
        self._stops = []

    def renew(self, anew: Mapping[QWidget, QWidget]) -> None:
        """Screens were made in the place of others: stand and lead back through the new ones."""
        self._stops = [_renewed(stop, anew) for stop in self._stops]
        here = self._stack.currentWidget()
        if here is not None:
            self._go_to(*_renewed((here, QApplication.focusWidget()), anew))

    def _go_to(self, screen: QWidget, focus: QWidget | None) -> None:
        self._stack.setCurrentWidget(screen)
        if focus is not None and shiboken6.isValid(focus):
            focus.setFocus()
        elif isinstance(screen, CircleView):
            screen.screen_of_stage().entered()
        elif not _has_focus(screen):
            screen.setFocus()


def _has_focus(screen: QWidget) -> bool:
    """Whether the screen, as it was shown, put the focus somewhere itself."""
    focus = QApplication.focusWidget()
    return focus is not None and screen.isAncestorOf(focus)


def _renewed(stop: Stop, anew: Mapping[QWidget, QWidget]) -> Stop:
    """The stop on the screen that was made in the place of its own."""
    screen, focus = stop
    place: FocusPlace | None = None
    if focus is not None and shiboken6.isValid(focus):
        place = focus_place(screen, focus)
    return anew[screen], place.found_in(anew[screen]) if place else None
