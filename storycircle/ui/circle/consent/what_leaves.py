"""What leaves and what stays, and the way to ask all tellers.

What leaves this laptop and what stays, in words, beside every way out.

May the stories leave? How they stand, and the way to ask all their tellers, in Commit.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from storycircle.core.commands import keys
from storycircle.core.consent import permission_to_leave
from storycircle.core.consent.permission_to_leave import State
from storycircle.core.consent.shareable import Leaves
from storycircle.core.i18n import _, listed, n_, sentence
from storycircle.core.model import Circle, Sharing, Story
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.controls.check_box import TickBox
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.card import Card, Hairline, draw_sign
from storycircle.ui.widgets.display.label import app, hint, label
from storycircle.ui.widgets.display.layouts import Flow


class LeavingCard(Card):
    """Three lists: what leaves, ticked; what waits, and a way to see to it; what stays, locked.

    seeRequested: what waits is to be seen to. lookRequested: what is behind a line, by what it is,
    is to be shown. sendAgenciesRequested: whether the counts of agencies are to leave.
    """

    sendAgenciesRequested = Signal(bool)
    seeRequested = Signal()
    lookRequested = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, padding=20, ground=theme.palette.paper)
        self._theme = theme
        self._shown: tuple[object, ...] | None = None
        self._inner: QWidget | None = None
        self.agencies = TickBox(theme, _("Send counts of agencies"))
        self.agencies.clicked.connect(self.sendAgenciesRequested)
        self._why = hint(
            theme, _("Only how many are of each. A report says “fewer than five” of few.")
        )
        offer = layouts.column(spacing=theme.px(8), margins=(0, theme.px(8), 0, 0))
        offer.addWidget(self.agencies)
        offer.addWidget(self._why)
        self.body().addLayout(offer)
        self.show_agencies(there=False, sent=False)

    def show_agencies(self, *, there: bool, sent: bool) -> None:
        """Offer to send counts of agencies where any are there, ticked where they are sent."""
        self.agencies.setChecked(sent)
        for widget in (self.agencies, self._why):
            widget.setVisible(there)

    def show_lists(
        self,
        leaves: Mapping[Leaves, str],
        stays: Sequence[str],
        waits: Sequence[str] = (),
        warning: str = "",
        more: Sequence[str] = (),
    ) -> None:
        """Show the lists of lines, and what is to be thought of before anything leaves.

        leaves: the lines behind which there is something to be shown, by what it is. more: what
        leaves besides.
        """
        wanted = (dict(leaves), tuple(stays), tuple(waits), warning, tuple(more))
        if wanted == self._shown:
            return
        self._shown = wanted
        layouts.discard(self._inner)
        self._inner = QWidget()
        column = layouts.column(self._inner, 6)
        column.addWidget(app(self._theme, _("What leaves this laptop"), strong=True))
        for what, line in leaves.items():
            row = self._line(line, "tick", second=False)
            row.addWidget(self._look(what, line), 0, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        for line in more or (() if leaves else (_("Nothing yet"),)):
            column.addLayout(self._line(line, "tick", second=False))
        if warning:
            column.addWidget(hint(self._theme, warning))
        if waits:
            column.addWidget(Hairline(self._theme))
            column.addLayout(self._waiting())
        for line in waits:
            column.addLayout(self._line(line, "look", second=False))
        if stays:
            column.addWidget(Hairline(self._theme))
            column.addWidget(label(self._theme, _("What stays")))
        for line in stays:
            column.addLayout(self._line(line, "lock", second=True))
        self.body().insertWidget(0, self._inner)

    def _look(self, what: Leaves, line: str) -> Link:
        look = Link(self._theme, _("look"), 16, act=partial(self.lookRequested.emit, what))
        look.setFixedHeight(self._theme.px(24))
        look.setAccessibleName(_("Look: {line}", line=line))
        return look

    def _waiting(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(self._theme, _("What waits")), 1)
        see = Link(self._theme, _("See to it"), 14, act=self.seeRequested)
        row.addWidget(see)
        return row

    def _line(self, text: str, kind: str, *, second: bool) -> QHBoxLayout:
        row = layouts.row(spacing=12)
        row.addWidget(_Sign(self._theme, kind, second=second), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(app(self._theme, text, second=second), 1)
        return row


class _Sign(QWidget):
    """A tick or a lock before a line."""

    def __init__(self, theme: Theme, kind: str, *, second: bool) -> None:
        super().__init__()
        self._kind = kind
        palette = theme.palette
        plain = palette.warn if kind == "look" else palette.teal
        self._colour = palette.ink_2 if second else plain
        self.setFixedSize(14, theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_sign(painter, self._kind, QPointF(7, self.height() / 2), 13, self._colour)


class MayLeave(QWidget):
    """askRequested: these stories, as the stage screen has it."""

    askRequested = Signal(object, object)

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._session = session
        column = layouts.column(self, theme.px(12))
        column.addWidget(Hairline(theme))
        row = Flow(theme.px(12), theme.px(8))
        self.summary = hint(theme, "")
        words = QWidget()
        words.setLayout(
            layouts.stack(app(theme, _(session.state.words.may_leave), strong=True), self.summary)
        )
        row.add(words, 1)
        button = Button(theme, _("Ask"), keys.ASK_TELLERS.cap, act=self.ask)
        row.addWidget(button)
        column.addLayout(row)

    def refresh(self) -> None:
        """Show how the stories stand; nothing where none is written."""
        circle = self._session.state.circle
        self.summary.setText(choices_in_words(circle))
        self.setVisible(bool(permission_to_leave.to_ask(circle)))

    def ask(self) -> None:
        """Ask the tellers, one after another."""
        stories = tuple(
            story.id for story in permission_to_leave.to_ask(self._session.state.circle)
        )
        if stories:
            self.askRequested.emit(stories, None)


def choices_in_words(circle: Circle) -> str:
    """The number of stories by choice, in words: "Four stay here, two without names."."""
    counts = Counter(_choice_of(story, circle) for story in circle.stories)
    parts = [say(counts[how]) for how, say in _IN_WORDS.items() if counts[how]]
    return _("{Stories}.", Stories=sentence(listed(parts))) if parts else ""


_HERE, _NAMELESS, _NAMED, _LOOK, _AGAIN = "here", "nameless", "named", "look", "again"
_IN_WORDS: dict[str, Callable[[int], str]] = {
    _HERE: lambda count: n_("{count} stays here", "{count} stay here", count),
    _NAMELESS: lambda count: n_("{count} without names", "{count} without names", count),
    _NAMED: lambda count: n_("{count} with name", "{count} with name", count),
    _LOOK: lambda count: n_(
        "{count} with names to look at", "{count} with names to look at", count
    ),
    _AGAIN: lambda count: n_("{count} to be asked again", "{count} to be asked again", count),
}
"""What is said of so many stories that stand alike, in the order in which it is said."""


def _choice_of(story: Story, circle: Circle) -> str:
    waits = permission_to_leave.state(story, circle)
    if waits is State.NAMES:
        return _LOOK
    if waits in (State.ASK, State.CONFIRM):
        return _AGAIN
    if waits is State.STAYS:
        return _HERE
    return _NAMELESS if story.sharing is Sharing.ANONYMOUS else _NAMED
