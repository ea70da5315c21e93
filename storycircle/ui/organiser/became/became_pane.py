"""Beside what became of the actions: figures, who never reviewed, and what one action needs."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.commands.command import NO_CAP
from storycircle.core.i18n import _, n_
from storycircle.core.reviews.review import ReviewState, state_word
from storycircle.jobs.afterwards.became import BecameAction, BecameOf
from storycircle.jobs.afterwards.reviewing import (
    BECAME_LIST,
    LETTERS,
    REVIEW_SHEETS,
    review_line,
)
from storycircle.ui.organiser.became.view_model import told_lines
from storycircle.ui.organiser.event_pane import Figures
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.card import Card, Hairline
from storycircle.ui.widgets.display.layouts import SentenceAndWays

_NAMED = 6  # circles that are named one by one


class BecamePane(QWidget):
    """tellRequested: the action in hand was told of. readRequested: a circle is to be read, by its
    id. settleRequested: which of two reviews counts. paperRequested: what is to print, by its key.
    """

    tellRequested = Signal()
    readRequested = Signal(str)
    settleRequested = Signal(object)
    paperRequested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._never: QWidget | None = None
        self._named: object = None
        self._asked: Card | None = None
        self._asked_of: object = None
        self.choices: list[Button] = []
        column = self._column = layouts.column(self, theme.px(8))
        column.addWidget(label.section(theme, _("Since the day")))
        self.figures = Figures(theme)
        column.addWidget(self.figures)
        self._place = layouts.column(spacing=0)
        column.addLayout(self._place)
        self._of = label.label(theme, "")
        self._told = label.hint(theme, "")
        self._rule = Hairline(theme)
        column.addWidget(self._rule)
        column.addWidget(self._of)
        column.addWidget(self._told)
        self.tell = Button(
            theme,
            _("Note a review by telephone"),
            keys.NOTE_TOLD.cap,
            "main",
            wide=True,
            padding=12,
            act=self.tellRequested,
        )
        column.addWidget(self.tell)
        stands = _("A circle’s own later word stands over what you note.")
        self._stands = label.hint(theme, stands)
        column.addWidget(self._stands)
        self._circles = layouts.column(spacing=theme.px(4))
        column.addLayout(self._circles)
        column.addStretch(1)
        self.papers = tuple(
            Button(theme, words, cap, wide=True, act=partial(self.paperRequested.emit, key))
            for key, words, cap in (
                (BECAME_LIST, _("Print the list"), keys.PRINT_LIST.cap),
                (LETTERS, _("A letter to each circle"), NO_CAP),
                (REVIEW_SHEETS, _("Print the review sheets"), NO_CAP),
            )
        )
        for button in self.papers:
            column.addWidget(button)

    def show_became(self, became: BecameOf) -> None:
        """Show the figures, and which circles have never reviewed."""
        counts = became.counts
        self.figures.show_counts(
            (
                (counts.get(ReviewState.DONE, 0), state_word(ReviewState.DONE)),
                (counts.get(ReviewState.UNDER_WAY, 0), state_word(ReviewState.UNDER_WAY)),
                (len(became.overdue), _("overdue")),
            )
        )
        there = bool(became.actions)
        for widget in (self.tell, self._stands, *self.papers):
            widget.setVisible(there)
        if self._named != became.circles:
            self._named = became.circles
            self._show_never(became)

    def show_action(self, one: BecameAction | None) -> None:
        """Show what was told of the action in hand, and ask where two reviews differ."""
        told = told_lines(one) if one is not None else []
        for widget in (self._rule, self._of, self._told):
            widget.setVisible(one is not None and (bool(told) or widget is not self._told))
        if one is not None:
            said = _("Circle {number}, action {place}", number=one.number, place=one.place)
            self._of.setText(said)
            self._told.setText("\n".join(told))
        self.tell.set_about(one.wording if one is not None else "")
        self._ask(one)

    def _show_never(self, became: BecameOf) -> None:
        theme, never = self._theme, became.never
        layouts.discard(self._never, self._circles)
        self._never = None
        if not never:
            return
        made = self._never = QWidget()
        column = layouts.column(made, theme.px(4), (0, theme.px(8), 0, 0))
        column.addWidget(Hairline(theme))
        column.addSpacing(theme.px(4))
        column.addWidget(label.label(theme, _("Never reviewed")))
        for one in never[:_NAMED]:
            words, act = QWidget(), partial(self.readRequested.emit, one.circle)
            title = _("Circle {number}", number=one.number)
            link = Link(theme, title, 16, act=act)
            inner = QVBoxLayout()
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(0)
            inner.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
            inner.addWidget(label.hint(theme, one.people))
            words.setLayout(inner)
            actions = n_("{figures} action", "{figures} actions", one.actions)
            link.setAccessibleDescription(i18n.joined((one.people, actions), ", "))
            count = label.hint(theme, actions)
            column.addLayout(SentenceAndWays(theme, words, (count,), least=80))
            column.addWidget(Hairline(theme))
        more = len(never) - _NAMED
        if more > 0:
            said = n_("{Count} more has not told.", "{Count} more have not told.", more)
            column.addWidget(label.hint(theme, said))
        self._circles.addWidget(made)

    def _ask(self, one: BecameAction | None) -> None:
        """Which of the reviews that differ counts."""
        wanted = one.undecided if one is not None else ()
        if wanted == self._asked_of:
            return
        layouts.discard(self._asked, self._place)
        self._asked, self._asked_of, self.choices = None, wanted, []
        if not wanted:
            return
        theme = self._theme
        card = self._asked = Card(theme, padding=16, ground=theme.palette.paper)
        body = card.body()
        body.setSpacing(theme.px(8))
        body.addWidget(label.part_title(theme, _("Two reviews of one day differ")))
        body.addWidget(label.hint(theme, _("Both are kept, and stay readable. Which one counts?")))
        for review in wanted:
            body.addWidget(Hairline(theme))
            said = i18n.sentence(review_line(review))
            body.addWidget(label.words(theme, said, 16))
            act = partial(self.settleRequested.emit, review)
            button = Button(theme, _("This one counts"), act=act)
            button.set_about(said)
            body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.choices.append(button)
        self._place.addWidget(card)
