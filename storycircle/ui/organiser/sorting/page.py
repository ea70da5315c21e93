"""Actions sorted one by one: the card that is shown, what goes with it, and where it goes.

A page of three parts: the card; those much like it, and those that come next; the headings. What a
person does with them is in `acts`.
"""

from collections import Counter
from collections.abc import Mapping
from itertools import filterfalse, islice
from operator import attrgetter

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.headings import Card
from storycircle.core.i18n import N_, _, n_
from storycircle.core.model import Action, Circle
from storycircle.ui.organiser import organiser_state
from storycircle.ui.organiser.board.editor import actions_being_read
from storycircle.ui.organiser.board.header import HeadingName
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.sorting.card_rows import CardRows
from storycircle.ui.organiser.sorting.stream import Company, Stream
from storycircle.ui.organiser.sorting.stream_card import StreamCard
from storycircle.ui.organiser.sorting.targets import Target, Where
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.controls.keycap import HintLine, HintPart, with_caps
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.card import antialiased, rounded
from storycircle.ui.widgets.display.direction import is_mirrored, mirror
from storycircle.ui.widgets.display.layouts import ROOM, SentenceAndWays, grounded
from storycircle.ui.widgets.display.message import Notice

_WIDE, _NARROW = 512, 400  # px at 100 % of the headings
_ROOMY = 1280  # px at 100 % of the page, from where they are wide
_HIGH = 760  # px at 100 % of the page, below which headings are lower
_ALIKE_ROWS, _NEXT_ROWS = 8, 3  # lines that are seen where all is below each other, or has room
_NEAR = 20  # cards that come next, which are read first as the page is come back to
_TOGETHER = N_("{all} ticks all or none, {more} one more")
_ACTION = attrgetter("action")
_SHOWN = {
    organiser_state.Part.EVENT,
    organiser_state.Part.CIRCLES,
    organiser_state.Part.PLACEMENTS,
    organiser_state.Part.CONFLICTS,
}


class _Progress(QWidget):
    """How much is done: a bar in teal."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._part = 0.0
        self.setFixedHeight(theme.px(8))
        read_as(self, Role.ProgressBar)

    def show_part(self, done: int, of: int, said: str) -> None:
        """So many of so many are done."""
        self._part = done / of if of else 0.0
        self.setAccessibleName(said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette, box = self._theme.palette, QRectF(self.rect())
            pen = QPen(QColor(palette.line), 1) if palette.high_contrast else None
            rounded(painter, box, 4, "" if pen else palette.line, pen)
            wide = self._part * self.width()
            left = mirror(0, wide, self.width(), mirrored=is_mirrored(self))
            rounded(painter, QRectF(left, 0, wide, self.height()), 4, palette.teal, None)


class _Ahead(QTimer):
    """Finds what is much like the card that comes next, a step each time that nothing else is to be
    done, until all is found: its key then finds it found.
    """

    def __init__(self, page: "SortingPage") -> None:
        super().__init__(page, interval=0)
        self._page = page
        self.timeout.connect(self._step)

    def _step(self) -> None:
        page, cards = self._page, self._page.editor.by_action
        with_it = frozenset(page.ticked)
        following = next(filterfalse(with_it.__contains__, page.stream.coming()), "")
        idle = page.isVisible() and not page.editor.reading
        card = cards.get(following) if idle else None
        if card is None or not page.editor.likeness.ahead(card, cards):
            self.stop()


class SortingPage(QWidget):
    """What is shown of the stream."""

    def __init__(
        self, theme: Theme, session: OrganiserSession, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.session, self.editor = session, session.board
        self.stream = Stream()
        self.ticked: tuple[str, ...] = ()
        """What goes with the card, in the order in which it was ticked."""
        self.company: tuple[Card, ...] = ()
        """The cards that may go with it: those much like it, or those that were searched for."""
        self._ticked_for = ""  # the card for which that was ticked
        self._fresh = False  # whether what is shown is so
        self._found: tuple[str, ...] = ()  # what a search found, and is sorted together
        self._digits = ""  # pressed by now, of a heading with two
        self._beside = True
        self._of: str | None = None  # the event that is sorted
        self._under: Counter[str] = Counter()  # how many of those alike stand under each heading
        self._beside_it: frozenset[str] = frozenset()  # the ids of `company`
        self._waiting: tuple[tuple[Card, ...], tuple[str, ...]] = ((), ())
        self.ahead = _Ahead(self)
        self._actions: tuple[tuple[Circle, ...], dict[str, Action]] = ((), {})
        self.card = StreamCard(theme, session)
        self.alike = CardRows(theme, _("Much like it"), boxed=False)
        self.next = CardRows(theme, _("Next"), boxed=True)
        self.where = Where(theme)
        self.targets, self.send = self.where.targets, self.where.send
        self.naming = HeadingName(
            theme, session.board.name_heading, session.board.place_of_heading, session.refused
        )
        self.notice = Notice(theme, self)
        self.summary = HintLine(theme)
        self.progress = _Progress(theme)
        self._make_buttons()
        self._lay_out()
        self.alike.widened.connect(self._fit)
        session.changed.connect(self._changed)
        session.refused.connect(self._refused)

    def _make_buttons(self) -> None:
        theme = self._theme
        self.look = Button(theme, _("Look through them"), keys.SEARCH_FOCUS.cap)
        self.add = Button(theme, _("Add a heading"), keys.ADD_HEADING.cap)
        self.compare = Button(theme, _("Compare"), keys.COMPARE.cap)
        self.later = Button(theme, _("Later"), keys.SORT_LATER.cap)
        self.before = Button(theme, _("Back"), keys.SORT_BACK.cap)
        self.undo = Button(theme, _("Undo"), keys.SORT_UNDO.cap, "quiet")
        self.reword = Button(theme, _("Reword"), keys.SORT_WORDING.cap, "quiet")
        self.reword.set_about(_("the report’s wording"))
        self.tick = Link(theme, _("Tick none"), 14)
        self.tick.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the mouse leaves the card its keyboard
        self.tick.setAccessibleDescription(_("of those much like the card"))
        for button in (self.later, self.before, self.undo, self.reword):
            button.leave_arrows()

    def _lay_out(self) -> None:
        theme = self._theme
        self.ground = grounded(self)
        column = self._column = layouts.column(self.ground, theme.px(10))
        title = label.board_title(theme, _("Actions under headings"))
        middle = QWidget()
        told = layouts.column(middle, 0)
        told.addWidget(self.summary)
        told.addWidget(self.naming)
        ways = (self.compare, self.look, self.add)
        column.addLayout(
            SentenceAndWays(theme, middle, ways, before=(title,), least=300, spacing=16)
        )
        column.addWidget(self.progress)
        self._lists = self._lists_part()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(32))
        self._grid.setVerticalSpacing(theme.px(14))
        column.addLayout(self._grid, 1)
        self._fold()

    def _lists_part(self) -> QWidget:
        theme, part = self._theme, QWidget()
        column = layouts.column(part, theme.px(6))
        self._alike_title, self._next_title = label.label(theme, ""), label.label(theme, _("Next"))
        self._wait = label.hint(theme, "", right=True)
        caps = {"all": keys.ALL_ALIKE.cap, "more": keys.ONE_ALIKE_MORE.cap}
        self._together = HintLine(theme, with_caps(_(_TOGETHER), **caps))
        self._alike_head = QWidget()
        head = layouts.Flow(theme.px(16), 0, self._alike_head)
        head.add(self._alike_title, 1)
        head.addWidget(self.tick)
        head.addWidget(self._together)
        column.addWidget(self._alike_head)
        column.addWidget(self.alike)
        self._next_head = QWidget()
        below = layouts.row(self._next_head, theme.px(16), (0, theme.px(8), 0, 0))
        below.addWidget(self._next_title)
        below.addWidget(self._wait, 1)
        column.addWidget(self._next_head)
        column.addWidget(self.next, 1)
        column.addStretch(0)
        buttons = self._buttons = layouts.Flow(theme.px(8), theme.px(8))
        for button in (self.later, self.before, self.undo, self.reword):
            buttons.addWidget(button)
        column.addLayout(buttons)
        return part

    # What is shown.

    def _changed(self, parts: frozenset[organiser_state.Part]) -> None:
        if self.isVisible() and parts & _SHOWN:
            self.refresh()

    def _refused(self, why: str) -> None:
        if self.isVisible():
            self.notice.say(why)

    def refresh(self) -> None:
        """Show the stream over the board as it is."""
        if self._of != self.session.state.shown:
            self._of, self.stream, self._found = self.session.state.shown, Stream(), ()
        cards, reading = self.editor.by_action, self.editor.reading
        waiting, stream = self._waiting_ids(), self.stream
        self.stream = stream.among(waiting) if reading else stream.over(waiting, cards)
        card = cards.get(self.stream.current)
        # While cards are being read nothing goes along with one: the likest may be still to come.
        alike = [] if card is None or reading else self.editor.likeness.to(card, cards)
        if other := self._ticked_for != self.stream.current:
            self._ticked_for = self.stream.current
            self._found = self._found if self.stream.current in self._found else ()
        near = Company(self.stream.current, tuple(alike), self._found)
        self._under = near.headings()
        self.company = near.waiting(cards)
        self._beside_it = frozenset(map(_ACTION, self.company))
        ticked = near.ticked_at_first(cards) if other else self.ticked
        self.ticked = tuple(id_ for id_ in ticked if id_ in cards and not cards[id_].heading)
        self._show(cards, card)
        self._fresh = True
        self.ahead.start()

    def _waiting_ids(self) -> tuple[str, ...]:
        """The ids of what waits: worked out again only where another card waits."""
        cards = self.editor.waiting
        if self._waiting[0] is not cards:
            self._waiting = cards, tuple(map(_ACTION, cards))
        return self._waiting[1]

    def _show(self, cards: Mapping[str, Card], card: Card | None) -> None:
        total, waiting, reading = len(cards), len(self.stream.waiting), self.editor.reading
        placed = 0 if reading else total - waiting
        nothing = _("All of them stand under a heading.")
        nothing = actions_being_read(reading) if reading else nothing
        self.card.show_card(card, self._action_of(card), nothing)
        near, first = self._beside_it, islice(self.stream.coming(), _NEAR)
        self.editor.near = (self.stream.current, *self.stream.seen[-1:], *first)
        to_come = self.stream.cards_to_come(self.editor.waiting, cards, near)
        self.alike.show_rows(self.company, self.ticked)
        self.next.show_rows(to_come, self.ticked)
        self._show_ticked()
        wait = n_("{figures} waits", "{figures} wait", len(to_come) + len(near))
        self._wait.setText(wait if to_come and not reading else "")
        self._wait.setVisible(bool(self._wait.text()))
        figures = {"placed": i18n.figures(placed), "total": i18n.figures(total)}
        said = _("{placed} of {total} sorted.", **figures)
        said = actions_being_read(reading) if reading else said
        self.progress.show_part(placed, total, said)
        self._show_parts(said)
        self.show_targets()
        self._show_buttons(card)
        self._fit()

    def _show_ticked(self) -> None:
        """Say how many go with the card, and offer to untick them all, or to tick them again."""
        self._alike_title.setText(self._alike_words())
        any_ticked = not self._beside_it.isdisjoint(self.ticked)
        self.tick.set_text(_("Tick none") if any_ticked else _("Tick all"))

    def _alike_words(self) -> str:
        """How many are much like the card, and how many of them are ticked."""
        ticked = len(self._beside_it.intersection(self.ticked))
        count = i18n.number(ticked)
        if self._found:
            return n_(
                "Found with it: {count} more, {ticked} ticked",
                "Found with it: {count} more, {ticked} ticked",
                len(self.company),
                ticked=count,
            )
        return n_(
            "Much like it: {count} more, {ticked} ticked",
            "Much like it: {count} more, {ticked} ticked",
            len(self.company),
            ticked=count,
        )

    def _show_parts(self, said: str) -> None:
        naming = self.naming.isVisibleTo(self)
        wide = self.width() >= _ROOMY * self._theme.scale
        parts: tuple[HintPart, ...] = (said,)
        if wide and self.stream.current and not self.editor.reading:
            parts = (said, _("One key a card; it goes, the next one comes."))
        self.summary.set_parts(parts)
        self.summary.setVisible(not naming and self.width() >= 900 * self._theme.scale)
        self.add.setVisible(not naming)
        self.compare.setVisible(not naming and bool(self.session.state.conflicts))

    def show_targets(self) -> None:
        """Show the headings, and which of them the card is likely to go to."""
        card = self.editor.card(self.stream.current)
        columns = [column for column in self.editor.columns if column.heading]
        likely = self.likely
        near = self._under
        takes = card is not None and not self.editor.reading
        targets = [
            Target(
                column.heading,
                number,
                None if self.editor.reading else len(column.cards),
                near[column.heading],
                likely=column.heading == likely,
                here=card is not None and card.heading == column.heading,
                takes=takes,
                meant=bool(self._digits) and str(number).startswith(self._digits),
            )
            for number, column in enumerate(columns, 1)
        ]
        low = not self._beside or self.height() < _HIGH * self._theme.scale
        self.where.show_targets(targets, low=low)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings in the order of their numbers."""
        return tuple(column.heading for column in self.editor.columns if column.heading)

    @property
    def likely(self) -> str:
        """The heading that the card is taken to go to: where most of those much like it stand."""
        card = self.editor.card(self.stream.current)
        waits = card is not None and not card.heading
        return next((name for name, _count in self._under.most_common(1)), "") if waits else ""

    @property
    def together(self) -> tuple[str, ...]:
        """What goes with the next number: the card, and all that is ticked."""
        current = self.stream.current
        return (current, *self.ticked) if current else ()

    def _show_buttons(self, card: Card | None) -> None:
        likely, ticked = self.likely, len(self.ticked)
        done = card is None and not self.editor.reading
        self.later.set_not_now(_("No card waits.") if done else "")
        self.before.set_not_now("" if self.stream.seen else _("No card was shown before."))
        self.undo.set_not_now("" if self.editor.can_undo else _("There is nothing to undo."))
        self.reword.set_not_now(_("No card waits.") if done else "")
        for part in (self._alike_head, self.alike):
            part.setVisible(bool(self.company))
        for part in (self._next_head, self.next):
            part.setVisible(self.next.model().rowCount() > 0)
        number = self.headings.index(likely) + 1 if likely else 0
        self.where.show_foot(card, ticked, number)

    def _action_of(self, card: Card | None) -> Action | None:
        """The action of a card, as its circle has it."""
        board = self.session.state.board
        circles = board.gathered.circles if board else ()
        if self._actions[0] is not circles:
            self._actions = circles, {one.id: one for c in circles for one in c.actions}
        return self._actions[1].get(card.action) if card else None

    # Room.

    def _fold(self) -> None:
        """Card and lists at the left and headings beside them, or all below each other."""
        grid = self._grid
        for part in (self.card, self._lists, self.where):
            grid.removeWidget(part)
        if self._beside:
            grid.addWidget(self.card, 0, 0)
            grid.addWidget(self._lists, 1, 0)
            grid.addWidget(self.where, 0, 1, 2, 1)
        else:
            for row, part in enumerate((self.card, self.where, self._lists)):
                grid.addWidget(part, row, 0)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(1, 1 if self._beside else 0)
        grid.setRowStretch(2, 0 if self._beside else 1)
        self.card.set_close(close=not self._beside)
        self.where.set_whole(not self._beside)

    def _fit(self) -> None:
        """Those alike take what they need, while some of those that come next are seen."""
        row, high = self.alike.row_height(), self.height()
        low = self._beside and high < _HIGH * self._theme.scale
        least = (1 if low else _NEXT_ROWS) * self.next.row_height()
        above = self._grid.geometry().top() + self.card.height() + self._grid.verticalSpacing()
        room = high - above - least - self._beside_rows()
        most = max(2 * row, room) if self._beside else _ALIKE_ROWS * row
        self.alike.setFixedHeight(max(row, self.alike.high(most)))
        self.next.setMinimumHeight(least)

    def _beside_rows(self) -> int:
        """Px below the card that are neither those alike nor those that come next."""
        lists = self._lists.layout()
        width, gap = self._lists.width(), lists.spacing() if lists is not None else 0
        buttons = self._buttons.heightForWidth(width)
        heads = self._alike_head.sizeHint().height() + self._next_head.sizeHint().height()
        return heads + buttons + 5 * gap + self._column.contentsMargins().bottom()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme = self._theme
        room = self.width() / theme.scale
        self._column.setContentsMargins(24, theme.px(14), 24, theme.px(12))
        beside = room > ROOM
        wide = theme.px(_WIDE if room >= _ROOMY else _NARROW)
        self.where.set_wide(wide if beside else 0)
        if beside != self._beside:
            self._beside = beside
            self._fold()
        for button in (self.add, self.look, self.compare):
            button.set_padding(16 if room >= 1100 else 10)
        if self.isVisible():
            self.show_targets()
        self._show_parts(self.progress.accessibleName())
        QTimer.singleShot(0, self, self._fit)
