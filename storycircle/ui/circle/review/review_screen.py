"""Review: what became of a circle's actions, told after the plenary or weeks later."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.consent.shareable import Leaves, lines_of
from storycircle.core.i18n import _, n_
from storycircle.core.looking_back.occasion import told_of
from storycircle.ui.circle.consent.what_leaves import LeavingCard
from storycircle.ui.circle.export_panel import HandOver
from storycircle.ui.circle.review.eight_questions import EightQuestions
from storycircle.ui.circle.review.review_card import ReviewCard
from storycircle.ui.circle.stage_screen import StageScreen
from storycircle.ui.commands import bind, bind_each, has_key
from storycircle.ui.review.told_by import ToldBy
from storycircle.ui.session.session import Session
from storycircle.ui.session.state import Part
from storycircle.ui.system.field_autosave import Draft, at, flush_all
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.line_edit import Field, labelled
from storycircle.ui.widgets.controls.text_edit import Writing
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.label import app, hint, page_title
from storycircle.ui.widgets.display.layouts import Flow
from storycircle.ui.widgets.display.scroll_area import FoldingArea

_DAY = 156  # px at 100 % of a field that holds a day


class ReviewScreen(StageScreen):
    """Each action with its state, and beside it who tells it and the eight questions.

    printRequested: the review sheet is wanted. lookRequested: what is behind a line of what leaves.
    """

    printRequested = Signal()
    lookRequested = Signal(object)
    concerned = frozenset(
        {Part.ACTIONS, Part.MEMBERS, Part.DETAILS, Part.STORIES, Part.REVIEWING, Part.HANDED_OVER}
    )

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme, session)
        self.cards: list[ReviewCard] = []
        self._chosen = ""
        self._build_main()
        self._build_pane()
        bind(self, keys.PRINT_REVIEW, self.printRequested)
        bind(self, keys.EXPORT, self.hand_over.export)
        bind(self, keys.ASK_TELLERS, self._ask_leave)
        bind(self, keys.OTHER_SIDE, self._to_other_side)
        bind_each(self, keys.REVIEW_QUESTION, lambda place: self.questions.toggle(place + 1))
        self.refresh()

    def _build_main(self) -> None:
        theme = self.theme
        self.main.addWidget(page_title(theme, _("What became of it?")))
        self._about = app(theme, "", second=True)
        self.main.addWidget(self._about)
        self.main.addSpacing(12)
        inner = QWidget()
        inner.setAccessibleName(_("Actions"))
        read_as(inner, Role.List)
        self._column = layouts.column(inner, theme.px(12), (0, 4, 0, 4))
        self._column.addStretch(1)
        area = self._area = self.folding(FoldingArea(inner))
        for scrolled in (area, *self.areas):  # known only once words are set
            scrolled.verticalScrollBar().rangeChanged.connect(self._keep_in_view)
        self.main.addWidget(area, 1)
        self._sentence = app(theme, "", second=True)
        self.print_ = Button(
            theme, _("Print the sheet"), keys.PRINT_REVIEW.cap, tall=True, act=self.printRequested
        )
        self.print_.setAccessibleName(_("Print the review sheet"))
        self.give = Button(theme, _("Hand over"), keys.EXPORT.cap, "main", tall=True)
        self.foot_of(self._sentence, self.print_, self.give)

    def _build_pane(self) -> None:
        theme = self.theme
        self.pane.addLayout(self.pane_title(_("Today’s review")))
        self.pane.addSpacing(8)
        self.pane.addLayout(self._build_told())
        self.pane.addWidget(hint(theme, _("A word, not a log-in. Older reviews stay readable.")))
        self.pane.addSpacing(12)
        self.pane.addWidget(Hairline(theme))
        self.pane.addSpacing(8)
        self.questions = EightQuestions(theme, self.session)
        self.pane.addWidget(self.questions)
        self.ask = Button(
            theme,
            _("May this leave?"),
            keys.ASK_TELLERS.cap,
            "quiet",
            padding=4,
            act=self._ask_leave,
        )
        self.pane.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignLeft)
        self.pane.addStretch(1)
        self.pane.addSpacing(12)
        self._leaving = LeavingCard(theme)
        self._leaving.lookRequested.connect(self.lookRequested)
        self.pane.addWidget(self._leaving)
        self.pane.addSpacing(12)
        self.hand_over = HandOver(theme, self.session, bare=True)
        self.hand_over.exported.connect(self._exported)
        self.hand_over.refused.connect(self.session.refuse)
        self.give.clicked.connect(self.hand_over.export)
        self.pane.addWidget(self.hand_over)

    def _build_told(self) -> Flow:
        """Who tells it, and on which day."""
        theme, session = self.theme, self.session
        reviews, circle = session.reviews, session.state.circle.id
        self.told_by = ToldBy(theme)
        self.on = Field(theme, serif=False)
        self.on.setMinimumWidth(theme.px(_DAY))
        library, refusals = session.library, session.refused
        place = at(library, circle, "review-told-by")
        self._told = Draft(self.told_by, reviews.set_told_by, place, refusals=refusals)
        place = at(library, circle, "review-on")
        self._on = Draft(self.on, reviews.set_on, place, shown=self._day, refusals=refusals)
        row = Flow(theme.px(12), theme.px(8))
        row.add(labelled(theme, _("Told by"), self.told_by), 1)
        row.add(labelled(theme, _("On"), self.on), 1)
        return row

    def _day(self) -> str:
        return i18n.day(self.session.reviews.on)

    # What is shown.

    def entered(self) -> None:
        """Where work begins: the first action of which nothing is told today."""
        self.refresh()
        reviews, actions = self.session.reviews, self.session.state.circle.actions
        open_ = [card for card in self.cards if card.action == self._chosen]
        untold = [
            card
            for card, action in zip(self.cards, actions, strict=True)
            if reviews.in_hand(action) is None
        ]
        for card in (open_ or untold or self.cards)[:1]:
            self.open_action(card.action)

    def refresh(self) -> None:
        circle, session = self.session.state.circle, self.session
        if [card.action for card in self.cards] != [action.id for action in circle.actions]:
            self._make_cards()
        for card, action in zip(self.cards, circle.actions, strict=True):
            card.show_action(action)
        self._about.setText(_about(len(circle.actions), i18n.day(session.reviews.held_on)))
        self._sentence.setText(_told(told_of(circle.actions), len(circle.actions)))
        self.told_by.offer([*circle.shown_names().values()])
        self._told.fill(session.reviews.told_by)
        self._on.fill(self._day())
        if not self.on.hasFocus():
            self.on.home(False)  # its beginning is seen, however narrow it is
        self.questions.refresh()
        self.ask.setVisible(bool(circle.review_notes))
        leaves = {what: line for what, line in lines_of(circle).items() if what in _SHOWN}
        notes = (_("What was noted under the eight questions"),) if circle.review_notes else ()
        self._leaving.show_lists(leaves, notes)
        self.hand_over.refresh()

    def open_action(self, action: str) -> None:
        """One action is told of at a time; the keyboard is at how it stands."""
        self._chosen = action
        circle = self.session.state.circle
        for card, shown in zip(self.cards, circle.actions, strict=True):
            here, was = card.action == action, card.is_open
            card.set_open(here)
            card.show_action(shown)
            if here:
                self.questions.show_action(action, card.place)
                if not was or not card.has_focus():
                    card.fields.take_focus()
                QTimer.singleShot(0, card, partial(self.bring_in_view, card))

    def _make_cards(self) -> None:
        old, self.cards = self.cards, []
        for card in old:
            layouts.discard(card, self._column)
        for place, action in enumerate(self.session.state.circle.actions):
            card = ReviewCard(self.theme, self.session, action.id, place + 1)
            card.openRequested.connect(partial(self.open_action, action.id))
            card.moveRequested.connect(partial(self._move, place))
            card.set_open(action.id == self._chosen)
            self._column.insertWidget(place, card)
            self.cards.append(card)

    def _keep_in_view(self) -> None:
        card = next((card for card in self.cards if card.has_focus()), None)
        if card is not None:
            self.bring_in_view(card)

    # What is done.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc from a field beside the actions goes back to them, and no further."""
        focus = QApplication.focusWidget()
        beside = isinstance(focus, Field | Writing) and self.isAncestorOf(focus)
        if beside and has_key(event, keys.BACK):
            self.entered()
            return
        super().keyPressEvent(event)

    def _move(self, place: int, step: int) -> None:
        """The keyboard goes from card to card."""
        if 0 <= place + step < len(self.cards):
            self.cards[place + step].setFocus(Qt.FocusReason.TabFocusReason)

    def _to_other_side(self) -> None:
        """From the actions to who tells it, and back."""
        if any(card.has_focus() for card in self.cards):
            self.told_by.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.entered()

    def _ask_leave(self) -> None:
        """May what was noted leave? It is asked as a story is."""
        flush_all(self)
        stories = self.session.reviews.ask_leave()
        if stories:
            self.askRequested.emit(stories, None)

    def _exported(self, path: Path, _circle: object) -> None:
        self.session.reviews.note_handed_over()
        folder = path.parent.name or path.parent
        self.session.notice(_("{file} is in {folder}.", file=path.name, folder=folder))

    def hideEvent(self, event: object) -> None:
        """No work outlives the screen."""
        self.hand_over.wait()
        super().hideEvent(event)  # type: ignore[arg-type]


_SHOWN = (Leaves.REVIEWS, Leaves.NAMED, Leaves.UNNAMED)


def _about(count: int, day: str) -> str:
    if not day:
        return n_(
            "The action, as it was committed to.",
            "The {count} actions, one after the other.",
            count,
        )
    return n_(
        "The action of {day}.", "The {count} actions of {day}, one after the other.", count, day=day
    )


def _told(told: int, every: int) -> str:
    """How far it is, and that nothing hurries."""
    if told == every:
        return n_("It is told of.", "All {count} are told of.", every)
    return n_(
        "{Count} of {every} told. Nothing is lost if you stop here.",
        "{Count} of {every} told. Nothing is lost if you stop here.",
        told,
        every=i18n.number(every),
    )
