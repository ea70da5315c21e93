"""Actions sorted one by one: the card that is shown, what goes with it, and where it goes.

A page of three parts: the card; those much like it, and those that come next; the headings. What a
person does with them is `SortingPlace`.
"""

from collections import Counter
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QTextEdit, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.headings import Card
from storycircle.core.i18n import N_, _, n_
from storycircle.core.model import Action, Circle
from storycircle.core.text import one_line
from storycircle.jobs.similar_actions import Alike, Likeness
from storycircle.ui.commands import bind, bind_each
from storycircle.ui.organiser import organiser_state
from storycircle.ui.organiser.board.cards import drag_cards
from storycircle.ui.organiser.board.header import HeadingName
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.sorting.rows import CardRows
from storycircle.ui.organiser.sorting.stream import Stream
from storycircle.ui.organiser.sorting.stream_card import StreamCard
from storycircle.ui.organiser.sorting.targets import Target, Targets, cap_of
from storycircle.ui.system.field_autosave import Place
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.keycap import HintLine, HintPart, with_caps
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.card import antialiased, rounded
from storycircle.ui.widgets.display.direction import is_mirrored, mirror
from storycircle.ui.widgets.display.layouts import ROOM, SentenceAndWays, grounded
from storycircle.ui.widgets.display.message import Notice
from storycircle.ui.widgets.display.scroll_area import FoldingArea

_WIDE, _NARROW = 512, 400  # px at 100 % of the headings
_ROOMY = 1280  # px at 100 % of the page, from where they are wide
_HIGH = 760  # px at 100 % of the page, below which headings are lower
_ALIKE_ROWS, _NEXT_ROWS = 8, 3  # lines that are seen where all is below each other, or has room
_TOGETHER = N_("{all} ticks all, {more} one more")
_SECOND_DIGIT = 700  # ms
_AGREED = 0.75  # of those alike, from how many under one heading another is taken to go along
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
            rounded(painter, box, 4, palette.line, None)
            wide = self._part * self.width()
            left = mirror(0, wide, self.width(), mirrored=is_mirrored(self))
            rounded(painter, QRectF(left, 0, wide, self.height()), 4, palette.teal, None)


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
        self._likeness = Likeness()
        self._near: list[Alike] = []  # those alike to the card, wherever they stand
        self._actions: tuple[tuple[Circle, ...], dict[str, Action]] = ((), {})
        self.card = StreamCard(theme, session)
        self.alike = CardRows(theme, _("Much like it"), boxed=False)
        self.next = CardRows(theme, _("Next"), boxed=True)
        self.targets = Targets(theme)
        self.naming = HeadingName(theme, self._named, self._place_of_name, session.refused)
        self.notice = Notice(theme, self)
        self.summary = HintLine(theme)
        self.progress = _Progress(theme)
        self._make_buttons()
        self._lay_out()
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
        self.reword = Button(theme, _("The report’s wording"), keys.SORT_WORDING.cap, "quiet")
        self.send = Button(theme, _("To the report"), kind="main")
        for button in (self.later, self.before, self.undo, self.reword):
            button.leave_arrows()

    def _lay_out(self) -> None:
        theme = self._theme
        column = self._column = layouts.column(grounded(self), theme.px(10))
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
        self._lists, self._where = self._lists_part(), self._targets_part()
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

    def _targets_part(self) -> QWidget:
        theme, part = self._theme, QWidget()
        column = layouts.column(part, theme.px(8))
        column.addWidget(label.label(theme, _("Press a number, or drag the card here")))
        self._area = FoldingArea(self.targets)
        column.addWidget(self._area, 1)
        self._foot = QWidget()
        said = QWidget()
        words = layouts.column(said, 0)
        self._go_together, self._which = label.app(theme, "", strong=True), label.hint(theme, "")
        words.addWidget(self._go_together)
        words.addWidget(self._which)
        row = layouts.column(self._foot, 0)
        row.addLayout(SentenceAndWays(theme, said, (self.send,), spacing=16))
        column.addWidget(self._foot)
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
        cards = {card.action: card for card in self.editor.cards}
        waiting = [card.action for card in cards.values() if not card.heading]
        self.stream = self.stream.over(waiting, cards)
        card = cards.get(self.stream.current)
        self._near = self._likeness.to(card, cards.values()) if card is not None else []
        if self._ticked_for != self.stream.current:
            self._ticked_for = self.stream.current
            self._found = self._found if self.stream.current in self._found else ()
            self._tick_likely(cards)
        self.company = self._company(cards)
        self.ticked = tuple(id_ for id_ in self.ticked if id_ in cards and not cards[id_].heading)
        self._show(cards, card)
        self._fresh = True

    def _tick_likely(self, cards: dict[str, Card]) -> None:
        """Only those that are likely to go with the card are ticked before anybody looks: none
        where those like it were sorted this way and that by now.
        """
        likely = [] if self._parted() else [one.card.action for one in self._near if one.likely]
        wanted = self._found or likely
        waits = (id_ for id_ in wanted if id_ in cards and not cards[id_].heading)
        self.ticked = tuple(id_ for id_ in waits if id_ != self.stream.current)

    def _parted(self) -> bool:
        """Whether cards as much like the one that is shown stand under different headings."""
        placed = Counter(one.card.heading for one in self._near if one.likely and one.card.heading)
        most = max(placed.values(), default=0)
        return most < _AGREED * placed.total()

    def _company(self, cards: dict[str, Card]) -> tuple[Card, ...]:
        near = self._found or tuple(one.card.action for one in self._near)
        here = (cards[id_] for id_ in near if id_ in cards and id_ != self.stream.current)
        return tuple(card for card in here if not card.heading)

    def _show(self, cards: dict[str, Card], card: Card | None) -> None:
        total, waiting = len(cards), len(self.stream.waiting)
        placed = total - waiting
        self.card.show_card(card, self._action_of(card), _("All of them stand under a heading."))
        near = {one.action for one in self.company}
        to_come = [cards[id_] for id_ in self.stream.to_come if id_ not in near]
        self.alike.show_rows(self.company, self.ticked)
        self.next.show_rows(to_come, self.ticked)
        self._alike_title.setText(self._alike_words())
        self._wait.setText(
            n_("{figures} waits", "{figures} wait", len(to_come) + len(near)) if to_come else ""
        )
        figures = {"placed": i18n.figures(placed), "total": i18n.figures(total)}
        said = _("{placed} of {total} placed.", **figures)
        self.progress.show_part(placed, total, said)
        self._show_parts(said)
        self.show_targets()
        self._show_buttons(card)
        self._fit()

    def _alike_words(self) -> str:
        """How many are much like the card, and how many of them are ticked."""
        ticked = len({card.action for card in self.company}.intersection(self.ticked))
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
        if wide and self.stream.current:
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
        near = self._near_in()
        targets = [
            Target(
                column.heading,
                number,
                len(column.cards),
                near[column.heading],
                likely=column.heading == likely,
                here=card is not None and card.heading == column.heading,
                meant=bool(self._digits) and str(number).startswith(self._digits),
            )
            for number, column in enumerate(columns, 1)
        ]
        low = not self._beside or self.height() < _HIGH * self._theme.scale
        self.targets.show_targets(targets, low=low)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings in the order of their numbers."""
        return tuple(column.heading for column in self.editor.columns if column.heading)

    @property
    def likely(self) -> str:
        """The heading that the card is taken to go to: where most of those much like it stand."""
        if not self.stream.current or self.stream.current not in self.stream.waiting:
            return ""
        return next((heading for heading, _count in self._near_in().most_common(1)), "")

    def _near_in(self) -> Counter[str]:
        """How many of those alike stand under each heading; of as many, the likest one's first."""
        return Counter(one.card.heading for one in self._near if one.card.heading)

    @property
    def together(self) -> tuple[str, ...]:
        """What goes with the next number: the card, and all that is ticked."""
        current = self.stream.current
        return (current, *self.ticked) if current else ()

    def _show_buttons(self, card: Card | None) -> None:
        likely, ticked = self.likely, len(self.ticked)
        done = card is None
        self.later.set_not_now(_("No card waits.") if done else "")
        self.before.set_not_now("" if self.stream.seen else _("No card was shown before."))
        self.undo.set_not_now("" if self.editor.can_undo else _("There is nothing to undo."))
        self.reword.set_not_now(_("No card waits.") if done else "")
        shown = (self._alike_head, self.alike)
        for part in shown:
            part.setVisible(bool(self.company))
        for part in (self._next_head, self.next):
            part.setVisible(self.next.model().rowCount() > 0)
        if done:
            self.send.set_text(_("To the report"))
            self.send.set_key(keys.NEXT_PLACE.cap)
        elif likely:
            number = self.headings.index(likely) + 1
            self.send.set_text(_("To heading {number}", number=number))
            self.send.set_key(cap_of(number))
        self.send.setVisible(done or bool(likely))
        together = n_("{Count} goes by itself", "{Count} go together", ticked + 1) if card else ""
        self._go_together.setText(together if ticked else "")
        which = (
            n_(
                "circle {number} and the one that is ticked",
                "circle {number} and the {count} that are ticked",
                ticked,
                number=card.number,
            )
            if card and ticked
            else ""
        )
        self._which.setText(which)
        self._foot.setVisible(done or bool(likely) or bool(ticked))

    def _action_of(self, card: Card | None) -> Action | None:
        """The action of a card, as its circle has it."""
        gathered = self.session.state.gathered
        circles = gathered.circles if gathered else ()
        if self._actions[0] is not circles:
            self._actions = circles, {one.id: one for c in circles for one in c.actions}
        return self._actions[1].get(card.action) if card else None

    def _named(self, old: str, new: str) -> bool:
        """Add a heading, or give one another name; False where it is refused."""
        return self.editor.rename_heading(old, new) if old else self.editor.add_heading(new)

    def _place_of_name(self, old: str) -> Place | None:
        shown = self.session.state.shown
        return self.session.place(shown, f"heading {old}") if shown else None

    # Room.

    def _fold(self) -> None:
        """Card and lists at the left and headings beside them, or all below each other."""
        grid = self._grid
        for part in (self.card, self._lists, self._where):
            grid.removeWidget(part)
        if self._beside:
            grid.addWidget(self.card, 0, 0)
            grid.addWidget(self._lists, 1, 0)
            grid.addWidget(self._where, 0, 1, 2, 1)
        else:
            for row, part in enumerate((self.card, self._where, self._lists)):
                grid.addWidget(part, row, 0)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(1, 1 if self._beside else 0)
        grid.setRowStretch(2, 0 if self._beside else 1)
        self._area.set_whole(not self._beside)

    def _fit(self) -> None:
        """Those alike take what they need, while some of those that come next are seen."""
        row, high = self.alike.row_height(), self.height()
        low = high < _HIGH * self._theme.scale
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
        self._where.setMinimumWidth(wide if beside else 0)
        self._where.setMaximumWidth(wide if beside else layouts.ANY_SIZE)
        if beside != self._beside:
            self._beside = beside
            self._fold()
        for button in (self.add, self.look, self.compare):
            button.set_padding(16 if room >= 1100 else 10)
        if self.isVisible():
            self.show_targets()
        self._show_parts(self.progress.accessibleName())
        QTimer.singleShot(0, self, self._fit)


class SortingPlace(SortingPage):
    """What a person does with the stream. lookRequested: through all cards, with a search.

    onwardRequested: to the report. compareRequested: carries the id of the card's action.
    """

    lookRequested = Signal()
    onwardRequested = Signal()
    compareRequested = Signal(str)

    def __init__(
        self, theme: Theme, session: OrganiserSession, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, session, parent)
        self._second = QTimer(self, singleShot=True, interval=_SECOND_DIGIT)
        self._second.timeout.connect(self._take_digits)
        self._join()
        self._add_keys()

    def _join(self) -> None:
        targets = self.targets
        targets.chosen.connect(self.send_to)
        targets.dropped.connect(self._drop)
        targets.renameRequested.connect(self.naming.rename)
        targets.removeRequested.connect(self._remove)
        targets.left.connect(self.enter)
        self.card.dragged.connect(self._drag)
        self.alike.pressed.connect(self.toggle)
        self.next.pressed.connect(self.choose)
        self.look.clicked.connect(self.lookRequested)
        self.add.clicked.connect(self.naming.add)
        self.compare.clicked.connect(lambda: self.compareRequested.emit(self.stream.current))
        self.later.clicked.connect(self.put_off)
        self.before.clicked.connect(self.go_back)
        self.undo.clicked.connect(self.take_back)
        self.reword.clicked.connect(self.card.begin_wording)
        self.send.clicked.connect(self._send_on)
        self.naming.done.connect(lambda _name: self.enter())
        self.naming.opened.connect(self._show_naming)
        self.naming.closed.connect(self._show_naming)
        self.naming.closed.connect(self.enter)
        self.notice.undoRequested.connect(self.take_back)

    def _add_keys(self) -> None:
        bind(self, keys.SEARCH_FOCUS, self.lookRequested)
        bind(self, keys.ADD_HEADING, self.naming.add)
        editor = self.editor
        bind(self, keys.UNDO, self.take_back, offered=lambda: editor.can_undo)
        bind(self, keys.REDO, self.do_again, offered=lambda: editor.can_redo)
        plain = partial(bind, self, when=self._free, repeats=False)
        bind_each(self, keys.SORT_TO, lambda at: self.digit(at + 1), when=self._free, repeats=False)
        plain(keys.SORT_NOUGHT, lambda: self.digit(0))
        plain(keys.ALL_ALIKE, self.tick_all)
        plain(keys.SORT_UNDO, self.take_back)
        plain(keys.SORT_WORDING, self._reword)
        at_card = partial(bind, self, when=self._at_card, repeats=False)
        at_card(keys.SORT_LATER, self.put_off)
        at_card(keys.SORT_BACK, self.go_back)
        at_card(keys.ONE_ALIKE_MORE, self.one_more)
        at_card(keys.ONE_ALIKE_LESS, self.one_less)
        at_card(keys.TO_HEADINGS, self.targets.take_focus)
        bind(self, keys.ENTER, self._take_digits, when=lambda: bool(self._digits))

    def _free(self) -> bool:
        """Whether plain keys are the stream's: nobody writes."""
        return not isinstance(QApplication.focusWidget(), QLineEdit | QTextEdit)

    def _at_card(self) -> bool:
        """Whether arrows are the stream's: what has the keyboard has no rows of its own."""
        focus = QApplication.focusWidget()
        if focus is None or focus in {self.card, self.window()}:
            return True
        return isinstance(focus, Button) and self.isAncestorOf(focus)

    def enter(self) -> None:
        """Take the keyboard: the card."""
        if not self.naming.isVisibleTo(self):
            self.card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_naming(self) -> None:
        self._show_parts(self.progress.accessibleName())

    # Where it goes.

    def digit(self, digit: int) -> None:
        """A digit was pressed: it is a heading's number, or the first of two digits of one."""
        self._digits += str(digit)
        number, most = int(self._digits), len(self.headings)
        if number * 10 <= most and number:
            self._second.start()
            self.show_targets()
        else:
            self._take_digits()

    def _take_digits(self) -> None:
        """The digits by now are the number."""
        number, self._digits = int(self._digits or 0), ""
        self._second.stop()
        if 1 <= number <= len(self.headings):
            self.send_to(self.headings[number - 1])
        else:
            self.show_targets()

    def send_to(self, heading: str) -> None:
        """The card and all that is ticked go under a heading, and the next one comes."""
        self._sort(self.together, heading)

    def _sort(self, actions: tuple[str, ...], heading: str) -> None:
        if not actions:
            return
        self.card.flush()
        before, new = self.stream, self.stream.placed(actions)
        if self.stream.current in actions:
            self.stream = new
        self._fresh = False
        if not self.editor.sort(actions, heading):
            self.stream = before
        elif not self._fresh:  # it stood there already
            self.refresh()
        self.enter()

    def _send_on(self) -> None:
        """The main button: to the likely heading, or to the report once all are placed."""
        if self.likely:
            self.send_to(self.likely)
        elif not self.stream.current:
            self.onwardRequested.emit()

    def _drop(self, heading: str, actions: tuple[str, ...]) -> None:
        here = tuple(id_ for id_ in actions if self.editor.card(id_) is not None)
        self._sort(here, heading)

    def _drag(self) -> None:
        cards = [self.editor.card(id_) for id_ in self.together]
        drag_cards(self.card, self._theme, [card for card in cards if card is not None])

    # What goes with it.

    def toggle(self, action: str) -> None:
        """Tick a card, or take its tick away."""
        ticked = tuple(id_ for id_ in self.ticked if id_ != action)
        self._tick(ticked if action in self.ticked else (*self.ticked, action))

    def tick_all(self) -> None:
        """A: all that are much like it, or none where all are ticked."""
        near = tuple(card.action for card in self.company)
        beside = tuple(id_ for id_ in self.ticked if id_ not in near)
        self._tick(() if set(near) <= set(self.ticked) else (*near, *beside))

    def one_more(self) -> None:
        """Shift Down: the next one alike goes with it, and then the next that comes."""
        rows = [*self.company, *self.next.rows.cards]
        free = (card.action for card in rows if card.action not in self.ticked)
        self._tick((*self.ticked, *(id_ for id_ in (next(free, ""),) if id_)))

    def one_less(self) -> None:
        """Shift Up: the one that was ticked last stays."""
        self._tick(self.ticked[:-1])

    def _tick(self, ticked: tuple[str, ...]) -> None:
        self.ticked = ticked
        self.alike.rows.tick(frozenset(ticked))
        self.next.rows.tick(frozenset(ticked))
        self._alike_title.setText(self._alike_words())
        self._show_buttons(self.editor.card(self.stream.current))

    def take(self, actions: tuple[str, ...]) -> None:
        """Sort what a search found: the first of it that waits, with all others ticked."""
        waiting = set(self.stream.waiting) or {c.action for c in self.editor.cards if not c.heading}
        wanted = tuple(id_ for id_ in actions if id_ in waiting)
        if wanted:
            self._found = wanted if len(wanted) > 1 else ()
            self._go(self.stream.at(wanted[0]))

    # From card to card.

    def choose(self, action: str) -> None:
        """Let a card come now."""
        self._go(self.stream.at(action))

    def put_off(self) -> None:
        """Down: the card comes again at the end."""
        if self.stream.current:
            self._go(self.stream.later())

    def go_back(self) -> None:
        """Up: the card that was shown before."""
        self._go(self.stream.back())

    def _go(self, stream: Stream) -> None:
        self.card.flush()
        self._digits = ""
        self.stream = stream
        self._ticked_for = ""
        self.refresh()
        self.enter()

    def take_back(self) -> None:
        """U: the last act is taken back, with all that went together; its card comes again."""
        self._step(self.editor.undo)

    def do_again(self) -> None:
        """Ctrl Y: the act that was taken back."""
        self._step(self.editor.redo)

    def _step(self, act: Callable[[], None]) -> None:
        before = {card.action for card in self.editor.cards if not card.heading}
        act()
        back = [c.action for c in self.editor.cards if not c.heading and c.action not in before]
        if back:
            self._go(self.stream.came_back(back[0]))
        self.enter()

    # Headings and wordings.

    def _reword(self) -> None:
        """F2: the heading in focus, else the report's wording of the card."""
        heading = self.targets.in_focus
        if heading:
            self.naming.rename(heading)
        else:
            self.card.begin_wording()

    def _remove(self, heading: str) -> None:
        if self.editor.remove_heading(heading):
            said = _("“{heading}” is taken away.", heading=one_line(heading))
            self.notice.say(said, undo=True, key=keys.UNDO.cap)
            self.enter()

    def back(self) -> bool:
        """Esc: leave the naming, the digits or the wording; False where there is nothing."""
        if self.naming.isVisibleTo(self):
            self.naming.close_name()
            return True
        if self._digits:
            self._digits = ""
            self._second.stop()
            self.show_targets()
            return True
        if self.card.end_wording() or self.card.wording.hasFocus():
            self.enter()
            self.refresh()
            return True
        return False
