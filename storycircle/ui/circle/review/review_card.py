"""One action of the review: what it is, how it stands, and what is told of it."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.core.model import Action
from storycircle.core.reviews.review import Review, ReviewState, newest, to_look_at
from storycircle.jobs.afterwards.reviewing import review_line
from storycircle.ui.commands import has_key
from storycircle.ui.review.review_fields import BY, HAPPENED, NEXT, ReviewFields
from storycircle.ui.review.states import chip_of, state_title
from storycircle.ui.review.terms import Terms, terms_of
from storycircle.ui.session.session import Session
from storycircle.ui.system.field_autosave import Place, at
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Link
from storycircle.ui.widgets.controls.chip import Chip
from storycircle.ui.widgets.controls.context_menu import ContextMenu, Entry, copy_entry
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.card import Card
from storycircle.ui.widgets.display.label import RemarkLine, Text, hint
from storycircle.ui.widgets.display.label import words as typed
from storycircle.ui.widgets.display.layouts import Flow


class ReviewCard(Card):
    """openRequested: this action is to be told of. Enter opens it, 1 to 5 say how it stands.
    moveRequested: the keyboard is to go to the card above, -1, or below, 1.
    """

    openRequested = Signal()
    moveRequested = Signal(int)

    def __init__(self, theme: Theme, session: Session, action: str, place: int) -> None:
        super().__init__(theme, pressable=True)
        self.action, self.place = action, place
        self._theme, self._session = theme, session
        self._text = ""
        self._is_open = self._unfolded = False
        self._older: tuple[Review, ...] = ()
        self._chip: Chip | None = None
        row = layouts.row(spacing=16)
        numeral = typed(theme, str(place), px=30, weight=600)
        numeral.set_colour(theme.palette.teal)
        numeral.setFixedWidth(theme.px(28))
        row.addWidget(numeral, 0, Qt.AlignmentFlag.AlignTop)
        column = layouts.column(spacing=theme.px(8))
        row.addLayout(column, 1)
        self.body().addLayout(row)
        self._build_words(column)
        self.fields = ReviewFields(
            theme, self._write, self._at, session.reviews.understood, refusals=session.refused
        )
        self.fields.chosen.connect(self._choose)
        column.addWidget(self.fields)
        self._build_older(column)
        self.menu = ContextMenu(self, self._entries)
        self.pressed.connect(self.openRequested)

    def _build_words(self, column: QVBoxLayout) -> None:
        theme = self._theme
        self._words = typed(theme, "", px=20, weight=600)
        column.addWidget(self._words)
        terms = QWidget()
        self._terms = Flow(theme.px(8), theme.px(4), terms)
        self._chip_place = QWidget()
        self._chip_row = layouts.row(self._chip_place, 0)
        self._plain = hint(theme, "")
        strong = theme.sans(14, 600)
        self._date = Text(theme, "", strong, theme.palette.ink, 20)
        for part in (self._chip_place, self._plain, self._date):
            self._terms.addWidget(part)
        column.addWidget(terms)
        self._newest = typed(theme, "")
        column.addWidget(self._newest)
        self._look = RemarkLine(theme)
        column.addWidget(self._look)

    def _build_older(self, column: QVBoxLayout) -> None:
        theme = self._theme
        self.older = Link(theme, "", 14, act=self._fold, wraps=True)
        column.addWidget(self.older, 0, Qt.AlignmentFlag.AlignLeft)
        self.earlier = hint(theme, "")
        column.addWidget(self.earlier)

    # What is shown.

    def show_action(self, action: Action) -> None:
        """Show an action with what was told of it."""
        session = self._session
        self._text = action.text
        self._words.setText(action.text)
        held_on, today = session.reviews.held_on, session.clock.now().date()
        terms = terms_of(session.state.circle, action, held_on, today)
        self._plain.setText(terms.plain)
        self._plain.setVisible(bool(terms.plain))
        self._date.setText(terms.date)
        self._date.set_face(self._theme.sans(14, 600 if terms.known else 400), 20)
        self._date.setVisible(bool(terms.date))
        review = session.reviews.in_hand(action)
        self._older = session.reviews.earlier(action)
        counts = newest(action.reviews)
        self._show_state(counts if not self._is_open or review is None else None)
        self.fields.show_review(review)
        self._show_parts(review, counts)
        undecided = bool(to_look_at(action.reviews))
        both = _("Two reviews of one day differ.")
        ask = _("Say how it stands today: that counts.")
        self._look.show_remark(both if undecided else "", ask if undecided else "")
        self._show_older()
        self._describe(terms, counts)

    def _show_state(self, review: Review | None) -> None:
        """The state that counts as a chip before the terms, where the choice does not show it."""
        layouts.discard(self._chip, self._chip_row)
        self._chip = chip_of(self._theme, review.state) if review is not None else None
        if self._chip is not None:
            self._chip_row.addWidget(self._chip)
        self._chip_place.setVisible(self._chip is not None)
        self._terms.invalidate()

    def _show_parts(self, review: Review | None, counts: Review | None) -> None:
        """Open, all that is told of it today; else the newest words, and the choice where there is
        no word yet.
        """
        self.fields.setVisible(self._is_open or counts is None)
        self.fields.told.setVisible(self._is_open and review is not None)
        said = counts.happened if counts is not None and not self._is_open else ""
        self._newest.setText(" ".join(said.split()))
        self._newest.setVisible(bool(said))

    def _show_older(self) -> None:
        older = self._older if self._is_open else ()
        self.older.setVisible(bool(older))
        self.earlier.setVisible(bool(older) and self._unfolded)
        if not older:
            return
        last = older[0]
        day, state = i18n.day(last.on), state_title(last.state)
        said = _("Earlier: {day}, {state}", day=day, state=state) if day else _("Earlier")
        self.older.set_text(_("Fold the earlier ones") if self._unfolded else said)
        self.earlier.setText("\n".join(i18n.sentence(review_line(one)) for one in older))

    def _fold(self) -> None:
        self._unfolded = not self._unfolded
        self._show_older()

    def _describe(self, terms: Terms, counts: Review | None) -> None:
        self.setAccessibleName(_("{number}. {action}", number=self.place, action=self._text))
        said = i18n.sentence(review_line(counts)) if counts is not None else state_title(None)
        ways = _(
            "{open_key} opens it, {state_keys} say how it stands.",
            open_key=keys.ENTER.cap,
            state_keys=keys.REVIEW_STATE.cap,
        )
        told = i18n.joined((terms.whole, said, ways), " · ")
        if told != self.accessibleDescription():
            self.setAccessibleDescription(told)

    def set_open(self, on: bool) -> None:
        """Show the fields, or the action as it stands."""
        self._is_open = on
        self._unfolded = self._unfolded and on
        self.set_chosen(on)

    @property
    def is_open(self) -> bool:
        """Whether this is the action that is told of."""
        return self._is_open

    # What is done.

    def has_focus(self) -> bool:
        """Whether the keyboard is on the card, or in it."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.fields.take_key(event):
            return
        moves = self.hasFocus() or self.fields.at_choice
        if moves and has_key(event, keys.UP, keys.DOWN) and not event.modifiers():
            self.moveRequested.emit(1 if has_key(event, keys.DOWN) else -1)
            return
        if has_key(event, keys.BACK) and self.has_focus() and not self.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)

    def _choose(self, code: str) -> None:
        self._session.reviews.choose(self.action, ReviewState(code))
        self.openRequested.emit()

    def _write(self, part: str, text: str) -> object:
        told = {HAPPENED: "happened", NEXT: "following", BY: "by"}
        self._session.reviews.write(self.action, **{told[part]: text})
        return True

    def _at(self, part: str) -> Callable[[], Place]:
        state = self._session.state
        return at(self._session.library, state.circle.id, f"{self.action} review {part}")

    def _entries(self, _at: QPoint | None) -> list[Entry]:
        open_ = Entry(_("Tell of it"), self.openRequested.emit, keys.ENTER.cap)
        return [open_, copy_entry(self._text)]
