"""The organiser's headings board: actions dragged or keyed under headings."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from storycircle.core.board import Card
from storycircle.core.text import one_line
from storycircle.store.library import Library
from storycircle.ui.screens.board_page import BoardPage
from storycircle.ui.shortcuts import add_keys
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.keycap import Part

_ARROWS: tuple[Part, ...] = (("key", "←"), ("key", "→"), ("key", "↑"), ("key", "↓"))
_CARRYING: tuple[Part, ...] = (
    "A number sends it there; ",
    *_ARROWS,
    " carry it; ",
    ("key", "Enter"),
    " puts it down.",
)
_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_UPWARDS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PUT_DOWN = (Qt.Key.Key_M, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class BoardPlace(BoardPage):
    """What a person does on the board. onwardRequested: to the report."""

    onwardRequested = Signal()
    compareRequested = Signal(str)  # the id of the chosen action, or empty

    def __init__(self, theme: Theme, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(theme, library, parent)
        self._join()
        self._add_keys()

    def _join(self) -> None:
        ground, foot = self.ground, self.foot
        ground.cardChosen.connect(self._choose)
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
        self.naming.done.connect(self._focus_named)
        self.naming.opened.connect(self._show_head_row)
        self.naming.closed.connect(self._named_no_more)
        self.notice.undoRequested.connect(self._undo)

    def _add_keys(self) -> None:
        keys = (("Ctrl+H", self.naming.add), ("Ctrl+Z", self._undo), ("Ctrl+Shift+Z", self._redo))
        add_keys(self, keys)

    def _undo(self) -> None:
        if self.desk is not None:
            self.desk.undo()

    def _redo(self) -> None:
        if self.desk is not None:
            self.desk.redo()

    def _choose(self, action: str) -> None:
        if action != self._chosen:
            self.foot.flush()
            self._chosen = action
            self._carried = False
            self.refresh()

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
            self._sideways(heading, _SIDEWAYS[Qt.Key(key)])
        elif key == Qt.Key.Key_Up:
            self.ground.focus_head(heading)
        elif key == Qt.Key.Key_M:
            self.pick_up()
        elif key == Qt.Key.Key_A:
            self.put_beside()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.foot.begin_wording()

    def _sideways(self, heading: str, places: int) -> None:
        if self.ground.listed and places < 0:
            self.ground.focus_head(heading)
        elif not self.ground.listed:
            self.ground.focus_beside(heading, places, self._row(heading))

    def _row(self, heading: str) -> int:
        return next((i for i, c in enumerate(self._cards(heading)) if c.action == self._chosen), 0)

    def _cards(self, heading: str) -> tuple[Card, ...]:
        columns = self.desk.columns if self.desk else ()
        return next((column.cards for column in columns if column.heading == heading), ())

    def _carried_key(self, heading: str, key: int) -> None:
        if key in _PUT_DOWN:
            self._carry(on=False)
            return
        row = self._row(heading)
        if key in _UPWARDS:
            self._put(self._chosen, heading, row + _UPWARDS[Qt.Key(key)])
        elif key in _SIDEWAYS:
            named = [c.heading for c in self.desk.columns if c.heading] if self.desk else []
            at = named.index(heading) if heading in named else -1
            at = max(0, at + _SIDEWAYS[Qt.Key(key)])
            if at < len(named) and named[at] != heading:
                self._put(self._chosen, named[at], row)
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self._send(str(key - Qt.Key.Key_0))

    def _send(self, number: str) -> None:
        """A number: the card goes to the end of that heading, and is put down."""
        for heading, key in self.ground.keys().items():
            if key == number:
                self._carried = False
                self._put(self._chosen, heading, len(self._cards(heading)))

    def _put(self, action: str, heading: str, place: int) -> None:
        if self.desk is not None and place >= 0 and self.desk.carry(action, heading, place):
            self.ground.focus_card(action)

    def _drop(self, action: str, heading: str, place: int) -> None:
        if self.desk is None or self.desk.card(action) is None:
            return
        self._chosen, self._carried = action, False
        self._put(action, heading, place)

    def put_beside(self) -> None:
        """A: the chosen card goes after the one that says much the same."""
        if self._alike and self.desk is not None:
            other = self._alike[0]
            there = [c.action for c in self._cards(other.heading) if c.action != self._chosen]
            self._put(self._chosen, other.heading, there.index(other.action) + 1)
            where = other.heading or "no heading yet"
            said = f"Stands beside circle {other.number}’s, under {where}."
            self.notice.say(said, undo=True, key="Ctrl Z")

    # Headings.

    def _head_pressed(self, _heading: str) -> None:
        if self._carried:
            self._carry(on=False)

    def _head_key(self, heading: str, key: int) -> None:
        if self.desk is None:
            return
        ahead, back = (_UPWARDS, _SIDEWAYS) if self.ground.listed else (_SIDEWAYS, _UPWARDS)
        carried = bool(self._head_carried)
        if carried and key in _PUT_DOWN:
            self._head_carried = ""
            self.refresh()
        elif carried and key in ahead:
            self.desk.move_heading(heading, ahead[Qt.Key(key)])
            self.ground.focus_head(heading)
        elif key == Qt.Key.Key_M and heading:
            self._head_carried = heading
            self.refresh()
        elif key == Qt.Key.Key_Delete and heading:
            self._remove(heading)
        elif key in ahead:
            self._to_head(heading, ahead[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or back.get(Qt.Key(key)) == 1:
            self.ground.focus_into(heading)

    def _to_head(self, heading: str, places: int) -> None:
        names = [column.heading for column in self.desk.columns] if self.desk else []
        at = names.index(heading) + places
        if 0 <= at < len(names):
            self.ground.focus_head(names[at])

    def _remove(self, heading: str) -> None:
        if self.desk is not None and self.desk.remove_heading(heading):
            self.notice.say(f"“{heading}” is taken away.", undo=True, key="Ctrl Z")
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
        return False
