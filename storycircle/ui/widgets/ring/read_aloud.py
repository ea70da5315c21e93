"""The ring as a screen reader finds it: a list with an item for each seat, and the time as a value.

Widgets that paint nothing lie over what the ring paints. The ring keeps Qt's focus and its keys;
the seat that has them is told to the reader as the item in focus.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from storycircle.core import i18n
from storycircle.core.i18n import _
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.tip import describe_quietly
from storycircle.ui.widgets.ring.geometry import Geometry
from storycircle.ui.widgets.ring.ring_model import RingView, SeatState, SeatView

_UNSEEN = Qt.WidgetAttribute.WA_TransparentForMouseEvents


class SeatItem(QWidget):
    """A seat in the list, named by the person and how it stands with them."""

    def __init__(self, ring: QWidget, seat: str) -> None:
        super().__init__(ring)
        self.seat = seat
        self._words = ""
        self.setAttribute(_UNSEEN)

    def show_words(self, words: str) -> None:
        """Another name; Qt tells the reader of it."""
        if words != self._words:
            self._words = words
            self.setAccessibleName(words)


class TimeValue(QProgressBar):
    """The seconds that are left of a turn, always right, and no event as they go by."""

    def __init__(self, ring: QWidget) -> None:
        super().__init__(ring)
        self.setAttribute(_UNSEEN)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUpdatesEnabled(False)  # it is never painted
        self._name = ""
        self.hide()

    def show_time(self, name: str, left: int | None, whole: int) -> None:
        """Say whose time it is and how much of it is left; None where no turn is timed."""
        if left is None:
            self.hide()
            return
        if name != self._name:
            self._name = name
            self.setAccessibleName(_("Time of {name}", name=name))
        # A new value would be told to the reader every second; one that a range begins below is
        # not. What goes back to its beginning stands one below the least.
        self.setRange(left + 1, left + 2)
        self.reset()
        self.setRange(min(0, left), max(whole, left))
        length = i18n.spoken_length(abs(left))
        over = left < 0
        words = _("{length} over", length=length) if over else _("{length} left", length=length)
        describe_quietly(self, words)
        self.show()


class RingReadAloud:
    """Keeps the list of seats in step with the ring."""

    def __init__(
        self, ring: QWidget, focused: Callable[[], str | None], press: Callable[[str], None]
    ) -> None:
        """focused: the seat that has the keyboard, by its id. press: what a click on a seat does,
        where the ring takes the keyboard.
        """
        self._ring, self._focused, self._press = ring, focused, press
        self._items: dict[str, SeatItem] = {}
        self._turn = self._speaking = self._asked = ""
        self._more: dict[str, str] = {}
        self.time = TimeValue(ring)
        self._laid: tuple[Geometry, list[str]] | None = None
        self._telling = QTimer(ring, singleShot=True)
        self._telling.timeout.connect(self._tell_focus)
        words, item = self._words_in_focus, self._item_in_focus
        read_as(ring, Role.List, description=words, focused_part=item)

    def show(self, old: RingView, view: RingView, places: Sequence[SeatView]) -> None:
        """Name each seat as it stands now, and the time; what stays as it was costs nothing."""
        if (view.seats, view.adding, view.spoken) != (old.seats, old.adding, old.spoken):
            self._show_seats(view, places)
        if (view.left, view.whole, view.name) != (old.left, old.whole, old.name):
            self.time.show_time(view.name, view.left, view.whole)

    def _show_seats(self, view: RingView, places: Sequence[SeatView]) -> None:
        wanted = [seat.id for seat in places]
        before = list(self._items)
        for gone in self._items.keys() - set(wanted):
            item = self._items.pop(gone)
            item.hide()
            item.deleteLater()
        for place, seat in enumerate(places, 1):
            item = self._items.get(seat.id) or self._item(seat.id)
            if seat.state == SeatState.SPEAKING:
                self._speaking = seat.id
            item.show_words(seat.spoken(place) if seat in view.seats else seat.name)
        if wanted != before:
            self._items = {id_: self._items[id_] for id_ in wanted}
            for part in (*self._items.values(), self.time):
                part.raise_()  # a reader finds them in this order
        self._turn = view.spoken
        self._describe()

    def set_asked(self, question: str) -> None:
        """Have the seat in focus say what is asked beside the ring, for a reader that hears no
        announcements; "" once nothing is.
        """
        if question != self._asked:
            self._asked = question
            self._describe()

    def _describe(self) -> None:
        """Say how it is with the turn of the one who speaks. It is no part of the name: readers
        that hear no announcements tell of a list item's new description, and of no new name.
        """
        more = {self._speaking: self._turn} if self._turn else {}
        focused = self._item_in_focus() if self._asked else None
        if focused is not None:
            turn = more.get(focused.seat)
            more[focused.seat] = f"{turn}. {self._asked}" if turn else self._asked
        if more == self._more:
            return
        before, self._more = self._more, more
        for seat in before.keys() | more.keys():
            item = self._items.get(seat)
            if item is not None:
                item.setAccessibleDescription(more.get(seat, ""))  # and Qt tells of it

    def _item(self, seat: str) -> SeatItem:
        item = self._items[seat] = SeatItem(self._ring, seat)
        self._more.pop(seat, None)  # one that sat there before said it, and this one not yet
        pressed = self._ring.focusPolicy() != Qt.FocusPolicy.NoFocus
        read_as(
            item,
            Role.ListItem,
            press=(lambda: self._press(seat)) if pressed else None,
            in_focus=lambda: self._ring.hasFocus() and self._focused() == seat,
        )
        item.show()
        return item

    def lay_out(self, ring: Geometry, places: Sequence[SeatView]) -> None:
        """Put each item over its seat, and the time in the middle, where anything has moved."""
        laid = (ring, [seat.id for seat in places])
        if laid == self._laid:
            return
        self._laid = laid
        half = round(ring.seat)
        for index, seat in enumerate(places):
            x, y = ring.centre(index)
            item = self._items.get(seat.id)
            if item is not None:
                item.setGeometry(QRect(round(x) - half, round(y) - half, 2 * half, 2 * half))
        self.time.setGeometry(QRect(round(ring.cx) - half, round(ring.cy) - half, 2 * half, half))

    def tell_focus_soon(self) -> None:
        """Tell which seat has the keyboard, once the ring has Qt's focus and all is named."""
        self._describe()
        if self._ring.hasFocus():
            self._telling.start(0)

    def _tell_focus(self) -> None:
        item = self._item_in_focus()
        if item is not None:
            QAccessible.updateAccessibility(QAccessibleEvent(item, QAccessible.Event.Focus))

    def _item_in_focus(self) -> SeatItem | None:
        seat = self._focused() if self._ring.hasFocus() else None
        return self._items.get(seat) if seat is not None else None

    def _words_in_focus(self) -> str:
        """For a reader that knows only what has Qt's focus."""
        item = self._item_in_focus()
        if item is None:
            return ""
        return ", ".join(filter(None, (item.accessibleName(), item.accessibleDescription())))
