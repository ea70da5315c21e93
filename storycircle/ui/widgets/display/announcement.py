"""What a screen reader is told although nobody asked for it: the one door for it.

No `Alert` is sent anywhere: AT-SPI drops it, and on Windows it plays the system's sound in the
silence after a story.
"""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.i18n import _

_OVER_AT_SPI = ("xcb", "wayland")
"""The platforms of Qt whose readers listen over AT-SPI."""
_ASSERTIVE = QAccessible.AnnouncementPoliteness.Assertive


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have a screen reader say a text after what it is saying; at once where it is urgent, as that
    nothing can be saved. Nothing is said where no reader runs.
    """
    event = QAccessibleAnnouncementEvent(widget, text)
    if urgent:
        event.setPoliteness(_ASSERTIVE)
    send(event)


def announce_notice(widget: QWidget, text: str) -> None:
    """Have a screen reader say a notice that comes up, once: over AT-SPI a notification is read as
    it is shown, and a second word of it would be heard again.
    """
    if QGuiApplication.platformName() not in _OVER_AT_SPI:
        announce(widget, text)


def announce_question(widget: QWidget, title: str, text: str, answers: Sequence[str]) -> None:
    """Have a screen reader say a message or a question, and what it can be answered with.

    Once: it is a dialog or a group with its title as name and its text as description, which are
    read as the focus comes into it, over AT-SPI by every reader; then only the answers are said.
    So it waits until the focus is where it is going.
    """
    QTimer.singleShot(0, widget, lambda: _say_question(widget, title, text, answers))


def _say_question(widget: QWidget, title: str, text: str, answers: Sequence[str]) -> None:
    if not widget.isVisible():
        return
    choices = _("Answers: {answers}.", answers=i18n.listed(answers)) if answers else ""
    read = QGuiApplication.platformName() in _OVER_AT_SPI and _takes_focus(widget)
    parts = () if read else (title, text)
    said = " ".join(filter(None, (*parts, choices)))
    if said:
        announce(widget, said)


def _takes_focus(widget: QWidget) -> bool:
    """Whether its window's focus is in a widget, or will be once the window is active."""
    focus = widget.window().focusWidget()
    return focus is not None and widget.isAncestorOf(focus)


def send(event: QAccessibleAnnouncementEvent) -> None:
    """Give an announcement to the system."""
    QAccessible.updateAccessibility(event)
