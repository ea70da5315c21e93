"""The place *Recommend* on the organiser's rail: what an organiser makes of all that was said."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from storycircle.core.afterwards.recommendations import Recommendation
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.jobs.afterwards import recommending
from storycircle.ui.commands import bind
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import Part
from storycircle.ui.organiser.page import Page
from storycircle.ui.organiser.recommend.advice_list import AdviceList
from storycircle.ui.organiser.recommend.advice_pane import AdvicePane
from storycircle.ui.organiser.recommend.view_model import (
    Advice,
    AdviceRow,
    HeadingRow,
    about,
    advice_of,
)
from storycircle.ui.organiser.report_parts.kept_parts import Kind
from storycircle.ui.system.field_autosave import flush_all
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.keycap import HintLine, with_caps
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.announcement import announce
from storycircle.ui.widgets.display.label import RemarkLine
from storycircle.ui.widgets.display.layouts import SentenceAndWays, SidePane
from storycircle.ui.widgets.display.scroll_area import FoldingArea

_ROWS = 360  # px at 100 % of the list, where the page scrolls as one
_STALE = frozenset({Part.EVENT, Part.CIRCLES, Part.PLACEMENTS})


class RecommendPlace(Page):
    """onwardRequested: to the report."""

    onwardRequested = Signal()
    shows = frozenset({Part.BECAME, Part.EVENT, Part.EVENTS})

    def __init__(
        self, theme: Theme, session: OrganiserSession, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, session, parent)
        self._parts = session.report_parts
        self.advice = Advice()
        self.list = AdviceList(theme)
        self.list.moved.connect(self._moved)
        self.list.carried.connect(self.carry)
        self.list.stepped.connect(self._step)
        self.list.sent.connect(self._send)
        self.list.foldRequested.connect(self.fold)
        self._folded: frozenset[tuple[str, str]] = frozenset()  # an event and a heading each
        self.pane = AdvicePane(theme, self._parts)
        self.pane.onwardRequested.connect(self.onwardRequested)
        self._parts.changed.connect(self._parts_changed)
        main = QWidget()
        self._stand(main, self._main(main), self._side())
        at_list = self.list.hasFocus
        bind(self, keys.ADVICE_ADD, self._add, when=lambda: at_list() or self.add.hasFocus())
        bind(self.list, keys.ADVICE_AWAY, self._away, when=at_list)
        bind(self.list, keys.ADVICE_WRITE, self._write, when=at_list)
        bind(self.list, keys.ADVICE_FOLD, self._fold_here, when=at_list)
        bind(self.list, keys.ADVICE_LINK, self._to_links, when=at_list)
        bind(self.list, keys.ADVICE_MOVE, self._ask_where, when=at_list)
        parts = self._parts
        bind(
            self,
            keys.UNDO,
            lambda: parts.undo(Kind.ADVICE),
            offered=lambda: parts.can_undo(Kind.ADVICE),
        )
        bind(
            self,
            keys.REDO,
            lambda: parts.redo(Kind.ADVICE),
            offered=lambda: parts.can_redo(Kind.ADVICE),
        )

    def _main(self, main: QWidget) -> QVBoxLayout:
        theme = self._theme
        column = layouts.column(main, theme.px(12))
        titles = QWidget()
        self._about = label.app(theme, "", second=True)
        titles.setLayout(layouts.stack(label.page_title(theme, _("Recommend")), self._about))
        self.add = Button(theme, _("Add one below"), keys.ADVICE_ADD.cap, act=self._add)
        self.away = Button(theme, _("Take it out"), keys.ADVICE_AWAY.cap, "quiet", act=self._away)
        column.addLayout(SentenceAndWays(theme, titles, (self.add, self.away), least=240))
        self.remark = RemarkLine(theme)
        column.addWidget(self.remark)
        column.addWidget(self.list, 1)
        moves = _(
            "{up} {down} move it, {move} and a number to another heading; or drag. "
            "{fold} folds its heading."
        )
        caps = {"up": keys.ADVICE_UP.cap, "down": keys.ADVICE_DOWN.cap}
        parts = with_caps(moves, move=keys.ADVICE_MOVE.cap, fold=keys.ADVICE_FOLD.cap, **caps)
        self._moves = HintLine(theme, parts)
        column.addWidget(self._moves)
        return column

    def _side(self) -> QWidget:
        inside = QWidget()
        column = layouts.column(inside, 0, (25, 24, 24, 24))
        column.addWidget(self.pane, 1)
        side = SidePane(self._theme)
        row = layouts.row(side, margins=(1, 0, 0, 0))
        row.addWidget(self._folding(FoldingArea(inside)))
        return side

    # What is shown.

    def refresh(self) -> None:
        """Show the recommendations of the event that is shown."""
        self._show("")

    @property
    def folded(self) -> frozenset[str]:
        """The headings of the event that are folded, until the app is closed."""
        return frozenset(one for event, one in self._folded if event == self._parts.of_event)

    def fold(self, heading: str) -> None:
        """Fold a heading away with what stands under it, or open it; that is said aloud."""
        flush_all(self)
        self._folded ^= {(self._parts.of_event, heading)}
        folded = heading in self.folded
        under = (one for one in self.advice.every if one.heading == heading)
        here = self.list.current
        inside = here is None or here.one.heading == heading
        first = min(under, key=lambda one: (one.rank, one.id), default=None)
        self._show(first.id if first and not folded and inside else "", heading)
        row = next(r for r in self.list.rows if isinstance(r, HeadingRow) and r.heading == heading)
        said = _("{heading}: folded", heading=row.title)
        announce(self.list, said if folded else _("{heading}: open", heading=row.title))

    def _fold_here(self) -> None:
        here, folded = self.list.current, self.list.folded_here
        if here is not None:
            self.fold(here.one.heading)
        elif folded is not None:
            self.fold(folded.heading)

    def _write(self) -> None:
        """Enter: write on the one in hand, or open the heading that is folded."""
        if self.list.current is not None:
            self.pane.text.setFocus()
        else:
            self._fold_here()

    def _show(self, wanted: str, at: str | None = None) -> None:
        state = self.session.state
        became = state.became if state.became and state.became.event == state.shown else None
        self.advice = advice_of(state.event, self._parts.parts, became)
        none = state.event is None
        heading = self.advice.heading_of(wanted) if wanted else None
        if heading is not None:  # what is gone to is shown
            self._folded -= {(self._parts.of_event, heading)}
        rows = self.advice.rows(self.folded)
        self._about.setText(_("There is no event here yet.") if none else about(self.advice, rows))
        self.add.set_not_now(_("There is no event here yet.") if none else "")
        self.list.show_rows(rows, wanted, at)
        self._show_one(self.list.current)

    def _show_one(self, row: AdviceRow | None) -> None:
        self.pane.show_one(row.one if row is not None else None, self.advice)
        self.away.setVisible(row is not None)
        self._moves.setVisible(row is not None)

    def _moved(self, row: AdviceRow | None) -> None:
        self._remark_on(row)
        self._show_one(row)

    def _remark_on(self, row: AdviceRow | None) -> None:
        """Say of one whose heading was removed that it was, and how it comes to another."""
        heading = row.one.heading if row is not None else ""
        if heading and heading not in self.advice.headings:
            title = _("“{heading}” is no heading of the event any more.", heading=heading)
            way = _("It stays under it, with its letter. M and a number sends it to another.")
            self.remark.show_remark(title, way)
        else:
            self.remark.show_remark("")

    def _parts_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _changed(self, parts: frozenset[Part]) -> None:
        super()._changed(parts)
        if self.isVisible() and parts & _STALE:
            self.session.find_became()

    def enter(self) -> None:
        """Take the keyboard, and see what is new."""
        self.session.find_became()
        self._take_focus()

    def _take_focus(self) -> None:
        """Where there is no recommendation yet, one is added first."""
        none_yet = not self.advice.every and self.add.isVisible()
        (self.add if none_yet else self.list).setFocus()

    def back(self) -> bool:
        """Esc: a number is waited for no more; from a field back to the list."""
        if self.list.stop_sending():
            self.remark.show_remark("")
            return True
        if self.list.hasFocus() or not self.pane.isAncestorOf(self.focusWidget()):
            return False
        self._take_focus()
        return True

    # What is done.

    def _to_links(self) -> None:
        if self.list.current is not None:
            self.pane.pick.setFocus()

    def _add(self) -> None:
        """A new one below the one in hand, to be written at once."""
        flush_all(self)
        headings = self.advice.headings
        if not headings:
            return
        here = self.list.current
        folded = self.list.folded_here
        heading = here.one.heading if here else folded.heading if folded else headings[0]
        added: list[Recommendation] = []

        def add() -> list[Recommendation]:
            every = self._parts.parts.recommendations
            new, changed = recommending.added(every, heading, here.one.id if here else "")
            added.append(new)
            return changed

        if self._parts.attempt(Kind.ADVICE, add):
            self._show(added[0].id)
            self.pane.text.setFocus()

    def _away(self) -> None:
        """Take the one in hand out; undo brings it back."""
        flush_all(self)
        here = self.list.current
        if here is None:
            return
        rows = [row.one.id for row in self.list.rows if isinstance(row, AdviceRow)]
        at = rows.index(here.one.id)
        following = (*rows[at + 1 : at + 2], *rows[at - 1 : at])[:1]
        every = {one.id: one for one in self._parts.parts.recommendations}
        if self._parts.keep(Kind.ADVICE, (), [every[here.one.id]]):
            self._show(following[0] if following else "")
            self._take_focus()

    def carry(self, id_: str, heading: str, place: int) -> None:
        """Put one under a heading, at a place from 0."""
        flush_all(self)
        every = self._parts.parts.recommendations
        moved = recommending.moved(every, id_, heading, place)
        self._keep_move(id_, moved)

    def _step(self, id_: str, by: int) -> None:
        flush_all(self)
        every = self._parts.parts.recommendations
        self._keep_move(id_, recommending.stepped(every, self.advice.headings, id_, by))

    def _send(self, id_: str, number: int) -> None:
        """To the end of the heading of that number."""
        self.remark.show_remark("")
        headings = self.advice.headings
        if number > len(headings):
            self.remark.show_remark(_("There is no heading of that number."))
            return
        every = self._parts.parts.recommendations
        place = len(recommending.of_heading(every, headings[number - 1]))
        self.carry(id_, headings[number - 1], place)

    def _keep_move(self, id_: str, moved: list[Recommendation]) -> None:
        if moved and self._parts.keep(Kind.ADVICE, moved):
            self._show(id_)
            announce(self.list, self._where(id_))

    def _where(self, id_: str) -> str:
        """Where one stands now, said aloud."""
        for under in self.advice.under:
            for one in under.lettered:
                if one.one.id == id_:
                    return _("{letter}, under {heading}", letter=one.letter, heading=under.heading)
        return ""

    def _ask_where(self) -> None:
        """Say which number is which heading; the list waits for one."""
        self.list.wait_for_number()
        if not self.list.sending:
            self._remark_on(self.list.current)
            return
        lines = [
            _("{number}: {heading}", number=number, heading=heading)
            for number, heading in enumerate(self.advice.headings[:9], 1)
        ]
        title = _("To which heading? Press its number.")
        self.remark.show_remark(title, "\n".join(lines))
        announce(self.list, title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = bool(self._fit((368, 320)))
        self.list.setMinimumHeight(self._theme.px(160 if beside else _ROWS))
