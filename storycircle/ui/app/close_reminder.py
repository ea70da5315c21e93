"""The reminder as the window closes: a finished circle has not been handed over. Once, not more."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.consent.retention import Handed
from storycircle.core.i18n import _, n_
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.message import Answer, Message

EXPORT, CLOSE = "export", "close"


class Waiting(Struct, frozen=True):
    """A finished circle that is not handed over as it stands. changed: it was, before a change."""

    circle: str
    number: int
    digest: str
    changed: bool


def waiting(library: Library) -> list[Waiting]:
    """The finished circles whose file is missing or older, and of which nobody was reminded yet."""
    found = []
    for one in library.summaries():
        if one.stage != Stage.PLENARY or not one.actions:
            continue
        circle = library.circle(one.id)
        handing = library.handing(circle)
        if handing.state is Handed.OVER or library.reminded(circle.id) == handing.digest:
            continue
        changed = handing.state is Handed.CHANGED
        found.append(Waiting(circle.id, circle.number, handing.digest, changed))
    return found


class FootCard(QObject):
    """A message over the foot of the window. answered: the value of a button. closed: Esc."""

    answered = Signal(str)
    closed = Signal()

    def __init__(
        self, theme: Theme, title: str, said: str, answers: Sequence[Answer], over: QWidget
    ) -> None:
        super().__init__(over)
        self._theme, self._over = theme, over
        self.message = Message(theme, title, said, answers, sign="look", parent=over)
        self.message.answered.connect(self.answered)
        self.message.closed.connect(self.closed)
        over.installEventFilter(self)
        self._place()
        self.show_again()

    def show_again(self) -> None:
        """Ask once more, above everything."""
        self.message.show()
        self.message.raise_()
        self.message.setFocus()

    def put_away(self) -> None:
        """Stay in the window, where it was."""
        self._over.removeEventFilter(self)
        self.message.hide()
        self.message.deleteLater()

    def _place(self) -> None:
        layout = self.message.layout()
        wide = min(self._over.width() - 48, self._theme.px(560))
        high = layout.heightForWidth(wide) if layout else self.message.sizeHint().height()
        left = (self._over.width() - wide) // 2
        self.message.setGeometry(left, self._over.height() - high - 24, wide, high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)


class ClosingCard(FootCard):
    """Reminds of circles. exportRequested: the circle to be taken up.

    closeRequested: the window is to close after all.
    """

    exportRequested = Signal(str)
    closeRequested = Signal()

    def __init__(self, theme: Theme, circles: Sequence[Waiting], over: QWidget) -> None:
        self._circle = circles[0].circle
        first = circles[0].number
        title = n_(
            "Circle {numbers} is not handed over yet.",
            "Circles {numbers} are not handed over yet.",
            len(circles),
            numbers=i18n.listed([str(one.number) for one in circles]),
        )
        if len(circles) == 1 and circles[0].changed:
            title = _("Circle {number} has changed since it was handed over.", number=first)
        said = _("All of it is saved on this laptop. The organiser has not got it as it stands.")
        answers = (
            Answer(EXPORT, _("Go to circle {number}", number=first), "main"),
            Answer(CLOSE, _("Close without handing over"), "second"),
        )
        super().__init__(theme, title, said, answers, over)
        self.answered.connect(self._answered)
        self.closed.connect(self.put_away)

    def _answered(self, value: str) -> None:
        self.put_away()
        if value == EXPORT:
            self.exportRequested.emit(self._circle)
        else:
            self.closeRequested.emit()
