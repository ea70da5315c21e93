"""Actions sorted one by one: what a person does with the stream, by keys and by the mouse."""

from collections.abc import Callable
from itertools import chain, compress, repeat
from operator import ne

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget

from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.core.text import one_line
from storycircle.ui.commands import bind, bind_each
from storycircle.ui.organiser.board.cards import drag_cards
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import Part
from storycircle.ui.organiser.sorting.page import SortingPage
from storycircle.ui.organiser.sorting.stream import Stream
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.display.scroll_area import ScrollArea

_SECOND_DIGIT = 700  # ms


class SortingPlace(SortingPage):
    """What a person does with the stream. lookRequested: through all cards, with a search.

    onwardRequested: to the report. compareRequested: carries the id of the card's action.
    """

    lookRequested = Signal()
    onwardRequested = Signal()
    compareRequested = Signal(str)
    _held = False  # whether what changes is drawn by whoever changed it

    def __init__(
        self, theme: Theme, session: OrganiserSession, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, session, parent)
        self._second = QTimer(self, singleShot=True, interval=_SECOND_DIGIT)
        self._second.timeout.connect(self._take_digits)
        self._join()
        self._add_keys()

    def _changed(self, parts: frozenset[Part]) -> None:
        if not self._held:
            super()._changed(parts)

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
        self.tick.clicked.connect(self._tick_none_or_all)
        self.look.clicked.connect(self.lookRequested)
        self.add.clicked.connect(self.naming.add)
        self.compare.clicked.connect(lambda: self.compareRequested.emit(self.stream.current))
        self.later.clicked.connect(self.put_off)
        self.before.clicked.connect(self.go_back)
        self.undo.clicked.connect(self.take_back)
        self.reword.clicked.connect(self.card.begin_wording)
        self.where.send.clicked.connect(self._send_on)
        self.naming.done.connect(lambda _name: self.enter())
        self.naming.opened.connect(self._show_naming)
        self.naming.closed.connect(self._show_naming)
        self.naming.closed.connect(self.enter)
        self.notice.undoRequested.connect(self.take_back)

    def _add_keys(self) -> None:
        editor, free = self.editor, self._free
        bind(self, keys.SEARCH_FOCUS, self.lookRequested)
        bind(self, keys.ADD_HEADING, self.naming.add)
        bind(self, keys.UNDO, self.take_back, offered=lambda: editor.can_undo)
        bind(self, keys.REDO, self.do_again, offered=lambda: editor.can_redo)
        bind_each(self, keys.SORT_TO, lambda at: self.digit(at + 1), when=free, repeats=False)
        bind(self, keys.SORT_NOUGHT, lambda: self.digit(0), when=free, repeats=False)
        bind(self, keys.ALL_ALIKE, self.tick_all, when=free, repeats=False)
        bind(self, keys.SORT_UNDO, self.take_back, when=free, repeats=False)
        bind(self, keys.SORT_WORDING, self._reword, when=free, repeats=False)
        bind(self, keys.ENTER, self._take_digits, when=lambda: bool(self._digits))
        self._add_arrows()

    def _add_arrows(self) -> None:
        at_card = self._at_card
        bind(self, keys.SORT_LATER, self.put_off, when=at_card, repeats=False)
        bind(self, keys.SORT_BACK, self.go_back, when=at_card, repeats=False)
        bind(self, keys.ONE_ALIKE_MORE, self.one_more, when=at_card, repeats=False)
        bind(self, keys.ONE_ALIKE_LESS, self.one_less, when=at_card, repeats=False)
        bind(self, keys.TO_HEADINGS, self.targets.take_focus, when=at_card)

    def _free(self) -> bool:
        """Whether plain keys are the stream's: nobody writes."""
        return not isinstance(QApplication.focusWidget(), QLineEdit | QTextEdit)

    def _at_card(self) -> bool:
        """Whether arrows are the stream's: what has the keyboard has no rows of its own."""
        focus = QApplication.focusWidget()
        if focus is None or focus in {self.card, self.window()}:
            return True
        return isinstance(focus, Button | Link) and self.isAncestorOf(focus)

    def enter(self) -> None:
        """Take the keyboard: the card."""
        if not self.naming.isVisibleTo(self):
            self.card.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self, self._show_card_first)

    def _show_card_first(self) -> None:
        """Where headings stand below the card, have it at the head of what is seen."""
        areas: list[ScrollArea] = self.findChildren(ScrollArea)
        for area in areas:
            if not self._beside and area.widget() is self.ground:
                top = self.card.mapTo(self.ground, QPoint(0, 0)).y()
                area.verticalScrollBar().setValue(top - self._theme.px(8))

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

    def _tick_none_or_all(self) -> None:
        """The link: none where any is ticked, else all."""
        if self._beside_it.isdisjoint(self.ticked):
            self.tick_all()
        else:
            self._tick(tuple(id_ for id_ in self.ticked if id_ not in self._beside_it))

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
        self._show_ticked()
        self._show_buttons(self.editor.card(self.stream.current))

    def take(self, actions: tuple[str, ...]) -> None:
        """Sort what a search found: the first of it that waits, with all others ticked."""
        waiting = set(self.stream.waiting) or {card.action for card in self.editor.waiting}
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
        before = self._waiting_ids()
        self._held = True  # the page is drawn once, with the card that comes again
        try:
            act()
        finally:
            self._held = False
        now = self._waiting_ids()
        # Of one act some came back, or some went.
        others = compress(now, map(ne, now, chain(before, repeat(""))))
        back = next(others, "") if len(now) > len(before) else ""
        if back:
            self._go(self.stream.came_back(back))
        else:
            self.refresh()
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
