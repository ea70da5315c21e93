"""The headings board: what it shows, and its keys.

The organiser's headings board: actions dragged or keyed under headings.

The page of the headings board: what it shows of an event.
"""

from operator import attrgetter

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.commands.command import Cap
from storycircle.core.headings import Card, Column, found, place_in, whole_place
from storycircle.core.i18n import N_, _, n_
from storycircle.core.text import one_line
from storycircle.ui.commands import bind, by_code, codes
from storycircle.ui.organiser import organiser_state
from storycircle.ui.organiser.board.cards import Marks
from storycircle.ui.organiser.board.columns import LISTED_FROM, BoardGround
from storycircle.ui.organiser.board.editor import actions_being_read
from storycircle.ui.organiser.board.header import BoardFoot, HeadingName
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.keycap import HintLine, HintPart, with_caps
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.layouts import SentenceAndWays, grounded
from storycircle.ui.widgets.display.message import Notice

_SIDES = {"left": keys.LEFT.cap, "right": keys.RIGHT.cap}
_ARROWS = {**_SIDES, "up": keys.UP.cap, "down": keys.DOWN.cap}
_CARRYING = N_(
    "A number sends it there; {left}{right}{up}{down} carry it; {put_down} puts it down."
)
_HEAD_CARRIED = N_("{left}{right} move the heading; {put_down} puts it down.")
_GOING = N_("{left}{right}{up}{down} go from card to card; drag, or press {move} and a number.")
_SIDEWAYS = by_code(((keys.LEFT, -1), (keys.RIGHT, 1)))
_UPWARDS = by_code(((keys.UP, -1), (keys.DOWN, 1)))
_SHOWN = {
    organiser_state.Part.EVENT,
    organiser_state.Part.CIRCLES,
    organiser_state.Part.PLACEMENTS,
    organiser_state.Part.CONFLICTS,
}


class BoardPage(QWidget):
    """The board of the event that is shown, and what it says of it."""

    def __init__(
        self, theme: Theme, session: OrganiserSession, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.session, self.editor = session, session.board
        self._chosen = ""
        self._carried = False
        self._head_carried = ""
        self._alike: tuple[Card, ...] = ()
        self._columns: tuple[Column, ...] = ()  # with those cards that a search found
        self._sortable = False
        self.ground = BoardGround(theme)
        self.foot = BoardFoot(theme, session)
        self.naming = HeadingName(
            theme, session.board.name_heading, session.board.place_of_heading, session.refused
        )
        self.notice = Notice(theme, self)
        self.summary = HintLine(theme)
        self.add = Button(theme, _("Add a heading"), keys.ADD_HEADING.cap)
        self.compare = Button(theme, _("Compare"), keys.COMPARE.cap)
        self.onward = Button(theme, _("To the report"), keys.NEXT_PLACE.cap, "main")
        self.sort = Button(theme, _("Sort one by one"), keys.SORT_FOUND.cap)
        self.sort.hide()
        column = self._column = layouts.column(grounded(self), theme.px(10))
        column.addLayout(self._head())
        column.addWidget(self.ground, 1)
        self._line = Hairline(theme)
        column.addWidget(self._line)
        column.addWidget(self.foot)
        session.changed.connect(self._changed)
        session.refused.connect(self._refused)

    def _head(self) -> SentenceAndWays:
        title = label.board_title(self._theme, _("Actions under headings"))
        middle = QWidget()
        told = layouts.column(middle, 0)
        told.addWidget(self.summary)
        told.addWidget(self.naming)
        ways = (self.compare, self.sort, self.add, self.onward)
        return SentenceAndWays(self._theme, middle, ways, before=(title,), least=300, spacing=16)

    # What is shown.

    def _changed(self, parts: frozenset[organiser_state.Part]) -> None:
        if self.isVisible() and parts & _SHOWN:
            self.refresh()

    def _refused(self, why: str) -> None:
        if self.isVisible():
            self.notice.say(why)

    @property
    def chosen(self) -> str:
        """The id of the chosen card's action; empty where there is none."""
        return self._chosen

    def enter(self) -> None:
        """Take the keyboard: the chosen card, else the first."""
        self.ground.focus_card(self._chosen)

    def refresh(self) -> None:
        """Draw the board as it is."""
        listed = self.editor.total >= LISTED_FROM
        search = self.ground.search.text() if listed else ""
        self._columns = found(self.editor.columns, search) if search else self.editor.columns
        card = self.editor.card(self._chosen)
        if card is None or not any(place_in(c, card) is not None for c in self._columns):
            first = (column.cards[0] for column in self._columns if column.cards)
            card = next(first, None)
            self._chosen = card.action if card else ""
        self._alike = self._not_yet_beside(card)
        marks = Marks(self._chosen, self._carried, frozenset(c.action for c in self._alike))
        counted = not self.editor.reading
        self.ground.show_columns(
            self._columns, marks, carrying=self._carried, listed=listed, counted=counted
        )
        self.ground.show_head(self._head_carried, carried=bool(self._head_carried))
        self.foot.show_card(card, _alike_words(self._alike))
        for part in (self._line, self.foot):  # of no card there is nothing to say
            part.setVisible(card is not None)
        self._show_head_row()

    def _not_yet_beside(self, card: Card | None) -> tuple[Card, ...]:
        """Those alike to a card that do not stand next to it already, the likest first; none while
        the likest may still be read.
        """
        if card is None or self.editor.reading:
            return ()
        column = next(c for c in self.editor.columns if c.heading == card.heading)
        at = place_in(column, card) or 0
        near = {other.action for other in column.cards[max(0, at - 1) : at + 2]}
        alike = self.editor.likeness.nearest(card, self.editor.by_action)
        return tuple(one.card for one in alike if one.card.action not in near)

    def _show_head_row(self) -> None:
        naming = self.naming.isVisibleTo(self)
        self.summary.setVisible(not naming and self.width() >= 900 * self._theme.scale)
        self.add.setVisible(not naming)
        count = len(self.found_waiting())
        said = n_("Sort the {figures} found", "Sort the {figures} found", count)
        self.sort.set_text(said if self.searching else _("Sort one by one"))
        wanted = self._sortable and (count > 0 or not self.searching)
        self.sort.setVisible(not naming and wanted)
        self.compare.setVisible(not naming and bool(self.session.state.conflicts))
        self.summary.set_parts(self._parts())

    @property
    def searching(self) -> bool:
        """Whether a search leaves cards out."""
        return bool(self.ground.search.text().strip())

    def found_waiting(self) -> tuple[str, ...]:
        """The actions that a search found and that stand under no heading yet."""
        waiting = (c for column in self._columns if not column.heading for c in column.cards)
        return tuple(card.action for card in waiting) if self.searching else ()

    def set_sortable(self, sortable: bool) -> None:
        """Whether what waits can be sorted one by one."""
        self._sortable = sortable

    def clear_search(self) -> None:
        """Show all cards again."""
        self.ground.search.clear()

    def _parts(self) -> tuple[HintPart, ...]:
        if self._carried:
            return with_caps(_(_CARRYING), **_ARROWS, put_down=keys.PUT_DOWN.cap)
        if self._head_carried:
            return with_caps(_(_HEAD_CARRIED), **_SIDES, put_down=keys.PUT_DOWN.cap)
        cards = self.editor.by_action
        placed = len(cards) - len(self.editor.waiting)
        if self.editor.reading or not cards:
            none = _("No action is here yet: gather the circles’ files first.")
            return (actions_being_read(self.editor.reading) if self.editor.reading else none,)
        if self.searching:
            count = sum(len(column.cards) for column in self._columns)
            return (n_("{figures} found", "{figures} found", count) if count else _("None found"),)
        circles = len(set(map(attrgetter("circle"), cards.values())))
        part = {"placed": i18n.figures(placed), "total": i18n.figures(len(cards))}
        if self.width() < 1280 * self._theme.scale or circles > 9:
            # For translators: so many of all actions; {figures} is how many circles they are from.
            return (
                n_(
                    "{placed} of {total} sorted, from {figures} circle",
                    "{placed} of {total} sorted, from {figures} circles",
                    circles,
                    **part,
                ),
            )
        # For translators: so many of all actions.
        said = _("{placed} of {total} sorted.", **part)
        return (said, *with_caps(_(_GOING), **_ARROWS, move=keys.MOVE_CARD.cap))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = round(self.width() / self._theme.scale)
        side = 24
        self._column.setContentsMargins(side, self._theme.px(14), side, self._theme.px(12))
        self.foot.set_room(room)
        for button in (self.add, self.onward, self.compare):
            button.set_padding(16 if room >= 1100 else 10)
        self._show_head_row()


def _alike_words(found: tuple[Card, ...]) -> str:
    numbers = list(dict.fromkeys(str(card.number) for card in found))
    if not numbers:
        return ""
    return n_(
        "Much like circle {numbers}’s.",
        "Much like circles {numbers}’s.",
        len(numbers),
        numbers=i18n.listed(numbers),
    )


class BoardPlace(BoardPage):
    """What a person does on the board. onwardRequested: to the report."""

    onwardRequested = Signal()
    sortRequested = Signal(tuple)  # the ids of actions that are sorted together; none for all
    compareRequested = Signal(str)  # the id of the chosen action, or empty

    def __init__(
        self, theme: Theme, session: OrganiserSession, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, session, parent)
        self._join()
        self._add_keys()

    def _join(self) -> None:
        ground, foot = self.ground, self.foot
        ground.cardChosen.connect(self.choose)
        ground.cardKeyed.connect(self._card_key)
        ground.headPressed.connect(self._head_pressed)
        ground.headKeyed.connect(self._head_key)
        ground.dropped.connect(self._drop)
        ground.renameRequested.connect(self.naming.rename)
        foot.moveRequested.connect(self.pick_up)
        foot.besideRequested.connect(self.put_beside)
        self.add.clicked.connect(self.naming.add)
        self.compare.clicked.connect(lambda: self.compareRequested.emit(self._chosen))
        self.onward.clicked.connect(self.onwardRequested)
        self.sort.clicked.connect(self._sort)
        ground.searched.connect(self._search)
        self.naming.done.connect(self._focus_named)
        self.naming.opened.connect(self._show_head_row)
        self.naming.closed.connect(self._named_no_more)
        self.notice.undoRequested.connect(self.editor.undo)

    def _add_keys(self) -> None:
        editor = self.editor
        bind(self, keys.ADD_HEADING, self.naming.add)
        bind(self, keys.UNDO, editor.undo, offered=lambda: editor.can_undo)
        bind(self, keys.REDO, editor.redo, offered=lambda: editor.can_redo)

    def _sort(self) -> None:
        """S: what was found, one by one or together; without a search, from the chosen card on."""
        if self._sortable:
            self.sortRequested.emit(self.found_waiting() or (self._chosen,))

    def _search(self) -> None:
        self.foot.flush()
        self._carried = False
        self.refresh()

    def choose(self, action: str) -> None:
        """Let this card be the one that the foot shows."""
        if action != self._chosen:
            self.foot.flush()
            self._chosen = action
            self._carried = False
            self.refresh()

    def choose_next(self, action: str) -> None:
        """Let this card be chosen as the board is drawn next."""
        self.foot.flush()
        self._chosen, self._carried = action, False

    def pick_up(self) -> None:
        """M: the chosen card is carried by arrows and numbers until it is put down."""
        if self._chosen:
            self._carry(on=True)
            self.ground.focus_card(self._chosen)

    def _carry(self, *, on: bool) -> None:
        self._carried = on
        self.refresh()

    def _card_key(self, heading: str, key: int) -> None:
        if self._carried:
            self._carried_key(heading, key)
        elif key in _SIDEWAYS:
            self._sideways(heading, _SIDEWAYS[key])
        elif key in codes(keys.UP):
            self.ground.focus_head(heading)
        elif key in codes(keys.MOVE_CARD):
            self.pick_up()
        elif key in codes(keys.SIDE_BY_SIDE):
            self.put_beside()
        elif key in codes(keys.SORT_FOUND):
            self._sort()
        elif key in codes(keys.ENTER):
            self.foot.begin_wording()

    def _sideways(self, heading: str, places: int) -> None:
        if self.ground.listed and places < 0:
            self.ground.focus_head(heading)
        elif not self.ground.listed:
            self.ground.focus_beside(heading, places, self._row(heading))

    def _row(self, heading: str) -> int:
        return next((i for i, c in enumerate(self._cards(heading)) if c.action == self._chosen), 0)

    def _cards(self, heading: str) -> tuple[Card, ...]:
        """The cards of a heading that are shown."""
        there = (column.cards for column in self._columns if column.heading == heading)
        return next(there, ())

    def _carried_key(self, heading: str, key: int) -> None:
        if key in codes(keys.PUT_DOWN):
            self._carry(on=False)
            return
        row = self._row(heading)
        if key in _UPWARDS:
            self._put(self._chosen, heading, row + _UPWARDS[key])
        elif key in _SIDEWAYS:
            named = [c.heading for c in self.editor.columns if c.heading]
            at = named.index(heading) if heading in named else -1
            at = max(0, at + _SIDEWAYS[key])
            if at < len(named) and named[at] != heading:
                self._put(self._chosen, named[at], row)
        elif key in codes(keys.SEND_CARD):
            self._send(keys.SEND_CARD.cap_at(codes(keys.SEND_CARD).index(key)))

    def _send(self, number: Cap) -> None:
        """A number: the card goes to the end of that heading, and is put down."""
        for heading, key in self.ground.keys().items():
            if key == number:
                self._carried = False
                self._put(self._chosen, heading, len(self._cards(heading)))

    def _put(self, action: str, heading: str, place: int) -> None:
        before = self.editor.columns
        if place >= 0 and self.searching:
            shown = [card.action for card in self._cards(heading)]
            there = (column for column in self.editor.columns if column.heading == heading)
            whole = next(there, Column(heading, ()))
            place = whole_place(whole, shown, action, place)
        if place >= 0 and self.editor.carry(action, heading, place):
            if self.editor.columns == before:  # it stood there already, and is put down
                self.refresh()
            self.ground.focus_card(action)

    def _drop(self, action: str, heading: str, place: int) -> None:
        if self.editor.card(action) is None:
            return
        self._chosen, self._carried = action, False
        self._put(action, heading, place)

    def put_beside(self) -> None:
        """A: the chosen card goes after the one that says much the same."""
        if self._alike:
            other = self._alike[0]
            there = [c.action for c in self._cards(other.heading) if c.action != self._chosen]
            self._put(self._chosen, other.heading, there.index(other.action) + 1)
            said = _("Stands beside circle {number}’s, under no heading yet.", number=other.number)
            if other.heading:
                said = _(
                    "Stands beside circle {number}’s, under {heading}.",
                    number=other.number,
                    heading=other.heading,
                )
            self.notice.say(said, undo=True, key=keys.UNDO.cap)

    # Headings.

    def _head_pressed(self, _heading: str) -> None:
        if self._carried:
            self._carry(on=False)

    def _head_key(self, heading: str, key: int) -> None:
        ahead, back = (_UPWARDS, _SIDEWAYS) if self.ground.listed else (_SIDEWAYS, _UPWARDS)
        carried = bool(self._head_carried)
        if carried and key in codes(keys.PUT_DOWN):
            self._head_carried = ""
            self.refresh()
        elif carried and key in ahead:
            self.editor.move_heading(heading, ahead[key])
            self.ground.focus_head(heading)
        elif key in codes(keys.MOVE_CARD) and heading:
            self._head_carried = heading
            self.refresh()
        elif key in codes(keys.REMOVE_HEADING) and heading:
            self._remove(heading)
        elif key in ahead:
            self._to_head(heading, ahead[key])
        elif key in codes(keys.ENTER) or back.get(key) == 1:
            self.ground.focus_into(heading)

    def _to_head(self, heading: str, places: int) -> None:
        names = [column.heading for column in self.editor.columns]
        at = names.index(heading) + places
        if 0 <= at < len(names):
            self.ground.focus_head(names[at])

    def _remove(self, heading: str) -> None:
        if self.editor.remove_heading(heading):
            said = _("“{heading}” is taken away.", heading=heading)
            self.notice.say(said, undo=True, key=keys.UNDO.cap)
            self.enter()

    def _focus_named(self, name: str) -> None:
        self.ground.focus_head(one_line(name))

    def _named_no_more(self) -> None:
        self._show_head_row()
        self.enter()

    def back(self) -> bool:
        """Esc: put down what is carried, or leave the naming; False where there is nothing."""
        if self.naming.isVisibleTo(self):
            self.naming.close_name()
            return True
        if self._carried or self._head_carried:
            self._carried, self._head_carried = False, ""
            self.refresh()
            return True
        if self.foot.wording.hasFocus():
            self.enter()
            return True
        if self.ground.search.text():
            self.clear_search()
            self.enter()
            return True
        return False
