"""The place *What became* on the organiser's rail: bars, every action, and what one needs."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.core.reviews.review import Review
from storycircle.jobs.afterwards.became import BecameAction, BecameOf, about
from storycircle.jobs.afterwards.reviewing import BECAME_LIST
from storycircle.paper.afterwards.what_became import STATES
from storycircle.ui.commands import bind
from storycircle.ui.organiser.became.action_rows import ActionRows
from storycircle.ui.organiser.became.action_search import ALL, ActionSearch
from storycircle.ui.organiser.became.became_pane import BecamePane
from storycircle.ui.organiser.became.state_bars import StateBars, StateKey
from storycircle.ui.organiser.became.tell_form import TellForm
from storycircle.ui.organiser.became.view_model import bars_of
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import Part
from storycircle.ui.organiser.page import Page
from storycircle.ui.organiser.view_model import found_in_words
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.choice import Choice
from storycircle.ui.widgets.controls.search_bar import SearchBar
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.layouts import ANY_SIZE, Flow, SentenceAndWays, SidePane
from storycircle.ui.widgets.display.scroll_area import FoldingArea

HEADING, CIRCLE = "heading", "circle"
_BARS = 264  # px at 100 % that the bars are high at most; more headings scroll
_ROWS = 360  # px at 100 % of the list, where the page scrolls as one
_MANY = 40  # actions, from where they can be searched
_STALE = frozenset({Part.EVENT, Part.CIRCLES, Part.PLACEMENTS})


class BecamePlace(Page):
    """circleRequested: a circle is to be read, by its id. paperRequested: the list, the letters or
    the review sheets are to print, by their key.
    """

    circleRequested = Signal(str)
    paperRequested = Signal(str)
    shows = frozenset({Part.BECAME})

    def __init__(
        self, theme: Theme, session: OrganiserSession, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, session, parent)
        self.bars = StateBars(theme)
        self.list = ActionRows(theme)
        self.list.opened.connect(self.circleRequested)
        self.list.moved.connect(self._moved)
        self.bar = SearchBar(theme, _("An action, a name, a circle"))
        self.bar.changed.connect(self._show_found)
        self.bar.wanted.connect(self._read_texts)
        self.bar.left.connect(self.list.setFocus)
        self.by = Choice(theme, [(HEADING, _("By heading")), (CIRCLE, _("By circle"))])
        self.by.setAccessibleName(_("In which groups"))
        self.by.set_value(HEADING)
        self.by.chosen.connect(lambda _value: self._show_rows())
        self.pane = BecamePane(theme)
        self.pane.tellRequested.connect(self._tell)
        self.pane.readRequested.connect(self.circleRequested)
        self.pane.settleRequested.connect(self._settle)
        self.pane.paperRequested.connect(self.paperRequested)
        self.form = TellForm(theme, session)
        self.form.closed.connect(self._told)
        self.form.noted.connect(session.find_became)
        self._shown, self._beside = BecameOf(), True
        self._search = ActionSearch(self._shown)
        self._reading = False
        main = QWidget()
        self._stand(main, self._main(main), self._side())
        bind(self, keys.SEARCH_FOCUS, self.bar.focus, when=self.bar.isVisible)
        bind(self, keys.NOTE_TOLD, self._tell, offered=lambda: self.list.current is not None)
        print_list = partial(self.paperRequested.emit, BECAME_LIST)
        bind(self, keys.PRINT_LIST, print_list, when=self._has_actions)
        bind(self, keys.KEEP_TOLD, self.form.keep, when=lambda: self.telling)

    def _main(self, main: QWidget) -> QVBoxLayout:
        theme = self._theme
        column = layouts.column(main, theme.px(12))
        titles = QWidget()
        self.about = label.app(theme, "", second=True)
        title = label.page_title(theme, _("What became of them"))
        titles.setLayout(layouts.stack(title, self.about))
        column.addLayout(SentenceAndWays(theme, titles, (self.by,), least=200))
        self._bars_area = FoldingArea(self.bars)
        self._folding(self._bars_area)
        column.addWidget(self._bars_area)
        self._keys = QWidget()
        row = Flow(theme.px(16), 0, self._keys)
        for state in STATES:
            if state is not None:
                row.addWidget(StateKey(theme, state))
        column.addWidget(self._keys)
        self._rule = Hairline(theme)
        column.addWidget(self._rule)
        column.addWidget(self.bar)
        column.addWidget(self.list, 1)
        self._none = label.app(theme, "", second=True)
        column.addWidget(self._none)
        column.addStretch(0)
        return column

    def _side(self) -> QWidget:
        theme = self._theme
        inside = QWidget()
        column = layouts.column(inside, 0, (25, 24, 24, 24))
        column.addWidget(self.pane, 1)
        column.addWidget(self.form, 1)
        self.form.hide()
        pane = SidePane(theme)
        row = layouts.row(pane, margins=(1, 0, 0, 0))
        row.addWidget(self._folding(FoldingArea(inside)))
        return pane

    # What is shown.

    @property
    def telling(self) -> bool:
        """Whether a review is being told on the telephone."""
        return not self.form.isHidden()

    @property
    def circles(self) -> list[str]:
        """The circles of the actions, by their ids, in the order of their numbers."""
        return [one.circle for one in self._shown.circles]

    def refresh(self) -> None:
        """Show what is known of the event that is shown."""
        state = self.session.state
        known = state.became is not None and state.became.event == state.shown
        became = state.became if known and state.became is not None else BecameOf()
        before, self._shown = self._shown, became
        if became is not self._search.became:
            self._search = ActionSearch(became)
        if became.event != before.event:
            self.bar.reset()
        reading = state.event is not None and not known
        self._reading = reading
        there = bool(became.actions)
        self.bars.show_rows(bars_of(became))
        for widget in (self._bars_area, self._keys, self._rule, self.by):
            widget.setVisible(there)
        self.list.setVisible(there or reading)  # so that the keyboard is there as they come
        self._none.setVisible(not there and not reading)
        self._fold()
        self._none.setText(_("Gather the circles’ files first, or open one again weeks later."))
        self._show_rows()
        self.pane.show_became(became)
        self.pane.show_action(self.list.current)
        self._fit_bars()

    def _fold(self) -> None:
        """Many actions can be searched, and a part of them shown alone."""
        many = len(self._shown.actions) >= _MANY
        if not many and not self.bar.isHidden():
            self.bar.reset()
        self.bar.setVisible(many)
        if many:
            self.bar.show_counts(self._search.parts)

    def _read_texts(self) -> None:
        """Have at hand what can be searched, so that the first letter is answered at once."""
        self._search.read_texts()

    def _show_found(self) -> None:
        """Show what was searched for, from its first row on."""
        self._show_rows()
        self.list.go_to("")
        self.list.scrollToTop()

    def _show_rows(self) -> None:
        today = self.session.clock.now().date()
        search, every = self._search, len(self._shown.actions)
        search.find(self.bar.text, self.bar.chosen)
        self.list.show_rows(search.rows(by_circle=self.by.value() == CIRCLE), today)
        few = search.count < every
        said = found_in_words(search.count, every) if few else about(self._shown)
        self.about.setText(_("Being read …") if self._reading else said)

    def _changed(self, parts: frozenset[Part]) -> None:
        super()._changed(parts)
        if self.isVisible() and parts & _STALE:
            self.session.find_became()

    def _moved(self, one: BecameAction | None) -> None:
        self.pane.show_action(one)

    def _has_actions(self) -> bool:
        return bool(self._shown.actions)

    # What is done.

    def enter(self) -> None:
        """Take the keyboard, and see what is new."""
        self.session.find_became()
        if self.telling:
            self.form.told_by.setFocus()
        else:
            self.list.setFocus()

    def back(self) -> bool:
        """Esc: what is being told is put away first, then a search. False where the place is to be
        left.
        """
        if self.telling:
            self.form.put_away()
            self._told()
            return True
        if self.bar.text or self.bar.chosen != ALL:
            self.bar.reset()
            self._show_found()
            self.list.setFocus()
            return True
        return False

    def _tell(self) -> None:
        """Note what is told of the action in hand."""
        one = self.list.current
        if one is None:
            return
        self.pane.hide()
        self.form.show()
        read = self.session.read_circle(one.circle)
        names = read.circle.shown_names().values() if read is not None else ()
        self.form.tell_of(one, [*names])

    def _told(self) -> None:
        self.pane.show()  # first: the focus of a hidden form would go to the rail
        self.list.setFocus()
        self.form.hide()

    def _settle(self, review: Review) -> None:
        one = self.list.current
        if one is not None and self.session.settle_reviews(one, review):
            self.session.find_became()
            self.list.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._beside = bool(self._fit())
        self.list.setMinimumHeight(self._theme.px(120 if self._beside else _ROWS))
        self._fit_bars()

    def _fit_bars(self) -> None:
        """The bars are as high as they are, within a bound beside the list."""
        if not self._beside:  # the page scrolls as one
            self._bars_area.setMinimumHeight(0)
            self._bars_area.setMaximumHeight(ANY_SIZE)
            return
        wide = max(1, self._bars_area.width())
        high = self.bars.heightForWidth(wide)
        share = 4 if not self.bar.isHidden() else 2.5  # of the page, where the list is searched
        most = min(self._theme.px(_BARS), max(self._theme.px(80), int(self.height() / share)))
        self._bars_area.setFixedHeight(min(high, most))
