"""The fields of a review: how an action stands, what happened, the next step, and a new date."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.core.reviews.review import Review, ReviewState
from storycircle.ui.commands import codes, has_key, press_of
from storycircle.ui.review.states import StateChoice
from storycircle.ui.system.field_autosave import Draft, Place
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.line_edit import labelled
from storycircle.ui.widgets.controls.text_edit import Writing
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.label import hint
from storycircle.ui.widgets.display.layouts import Flow

HAPPENED, NEXT, BY = "happened", "next", "by"
"""The parts of a review that are typed."""
Write = Callable[[str, str], object]
"""Keeps a part of a review as it was typed."""
Places = Callable[[str], Callable[[], Place | None]]
"""Where what cannot be taken of a part is kept."""


class ReviewFields(QWidget):
    """The choice of five; once one is chosen, what is told of it. chosen: a state, by its code."""

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        write: Write,
        place: Places,
        understood: Callable[[str], str],
        *,
        refusals: SignalInstance | None = None,
    ) -> None:
        """understood: what a new date says, in words."""
        super().__init__()
        self._theme, self._understood = theme, understood
        self.choice = StateChoice(theme)
        self.choice.chosen.connect(self.chosen)
        column = layouts.column(self, theme.px(8))
        column.addWidget(self.choice)
        self.happened = Writing(theme, grows=True)
        self.following = Writing(theme, grows=True, single=True)
        self.by = Writing(theme, px=16, serif=False, grows=True, single=True)
        self._date = hint(theme, "")
        self.told = QWidget()
        inner = layouts.column(self.told, theme.px(8))
        inner.addWidget(labelled(theme, _("What happened"), self.happened))
        row = Flow(theme.px(16), theme.px(8))
        step = QWidget()
        self._even = QWidget()  # as high as what is said of the date beside it
        self._even.setFixedHeight(theme.px(20))
        beside = layouts.column(step, theme.px(4))
        beside.addWidget(labelled(theme, _("Next step"), self.following))
        beside.addWidget(self._even)
        row.add(step, 3)
        date = QWidget()
        below = layouts.column(date, theme.px(4))
        below.addWidget(labelled(theme, _("New date"), self.by))
        below.addWidget(self._date)
        row.add(date, 2)
        inner.addLayout(row)
        column.addWidget(self.told)
        self.drafts = {
            part: Draft(field, partial(write, part), place(part), refusals=refusals)
            for part, field in (
                (HAPPENED, self.happened),
                (NEXT, self.following),
                (BY, self.by),
            )
        }
        self.by.textChanged.connect(self._show_date)
        self._show_date()

    def show_review(self, review: Review | None) -> None:
        """Show a review as it is; none was begun where there is none."""
        self.choice.show_state(review.state if review is not None else None)
        self.told.setVisible(review is not None)
        said = (review.happened, review.next, review.by) if review is not None else ("", "", "")
        for part, text in zip((HAPPENED, NEXT, BY), said, strict=True):
            self.drafts[part].fill(text)
        self._show_date()

    def _show_date(self) -> None:
        said = self._understood(self.by.text())
        self._date.setText(said)
        for line in (self._date, self._even):
            line.setVisible(bool(said))
        self.by.setAccessibleDescription(said)

    def take_focus(self) -> None:
        """The keyboard is at how it stands."""
        self.choice.setFocus()

    @property
    def at_choice(self) -> bool:
        """Whether how it stands has the keyboard."""
        focus = QApplication.focusWidget()
        return focus is not None and self.choice.isAncestorOf(focus)

    def take_key(self, event: QKeyEvent) -> bool:
        """Choose by a digit, where it is no letter of a text; whether it was one."""
        if not has_key(event, keys.REVIEW_STATE) or press_of(event).held:
            return False
        state = [*ReviewState][codes(keys.REVIEW_STATE).index(press_of(event).key)]
        self.chosen.emit(state.value)
        return True
