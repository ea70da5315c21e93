"""What can be done with a seat of the ring: its menu, and putting the name at it right."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QFocusEvent, QKeyEvent

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.commands.command import Cap
from storycircle.core.i18n import _, p_
from storycircle.core.members import typed_lines
from storycircle.ui.commands import bind, has_key
from storycircle.ui.session.ring_keys import TEN
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.context_menu import Entry, copy_entry
from storycircle.ui.widgets.controls.line_edit import Field
from storycircle.ui.widgets.ring.ring import Ring

_WIDE = 240  # px of the field at 100 %


def entries_of_seat(
    session: Session,
    ring: Ring,
    rename: "RenameSeat",
    member: str | None,
    show: Callable[[str], None],
) -> list[Entry]:
    """What can be done with somebody's seat while stories are told; nothing where none is pressed.

    show: shows what somebody told.
    """
    round_ = session.state.round
    if member is None or round_ is None:
        return []
    place = [one.id for one in session.state.circle.members].index(member)
    away = _("Is back") if member in round_.away else _("Is away")
    if member == round_.current and round_.begun:
        away = _("Leaves now")
    turns = session.turns
    entries = [
        Entry(_("Speaks next"), lambda: turns.call(member), _keys_of_seat(place + 1)),
        Entry(away, lambda: turns.step_out_or_in(member), keys.AWAY.cap),
        Entry(_("A minute more for everybody"), turns.more_each, keys.MINUTE_EACH.cap),
        Entry(_("Show the story"), lambda: show(member)),
        rename.entry(member),
        *moves_of_seat(session, ring, member),
        copy_entry(session.state.name(member)),
    ]
    if round_.current == member and not round_.over:
        entries.insert(0, Entry(p_("a person passes", "Pass"), turns.pass_, keys.PASS.cap))
    return entries


def _keys_of_seat(number: int) -> Cap:
    """The keys that let a seat speak next: from ten on two, one after the other."""
    first, second = divmod(number, TEN)
    digits = (keys.SEAT_TEN.cap, *keys.CALL_SEAT.caps)
    return Cap(f"{digits[first]} {digits[second]}") if first else digits[second]


def moves_of_seat(session: Session, ring: Ring, member: str) -> list[Entry]:
    """A seat's moves: on along the circle, and back."""

    def move(places: int) -> None:
        session.members.move_seat(member, places)
        ring.focusSeat(member)

    return [
        Entry(_("Move on by one seat"), lambda: move(1), keys.SEAT_ON.cap),
        Entry(_("Move back by one seat"), lambda: move(-1), keys.SEAT_BACK.cap),
    ]


class RenameSeat(Field):
    """Lies on the ring, at the seat it names, while a name is typed over.

    Enter takes the name, and so does whatever takes the focus away; Esc leaves it as it was. A
    name that cannot be taken is said, and stays to be mended.
    """

    def __init__(self, theme: Theme, session: Session, ring: Ring) -> None:
        super().__init__(theme, parent=ring)
        self._session, self._ring = session, ring
        self._member = self._before = ""
        self.hide()
        bind(ring, keys.RENAME_SEAT, self._open_focused, when=self._on_seat)

    def entry(self, member: str) -> Entry:
        """The line of a seat's menu that opens it."""
        return Entry(_("Rename"), lambda: self.open(member), keys.RENAME_SEAT.cap)

    def open(self, member: str) -> None:
        """Show the name that somebody has, to be typed over."""
        self.take()
        people = [one for one in self._session.state.circle.members if one.id == member]
        if not people:
            return
        self._member, self._before = member, typed_lines(people)
        self.setText(self._before)
        self.setAccessibleName(_("The name of {name}", name=i18n.short(people[0].name)))
        ring, at = self._ring.rect(), self._ring.seatPoint(member).toPoint()
        wide = min(self._theme.px(_WIDE), ring.width())
        box = QRect(at.x() - wide // 2, at.y() - self.height() // 2, wide, self.height())
        box.moveLeft(max(0, min(box.left(), ring.width() - wide)))
        self.setGeometry(box)
        self.show()
        self.raise_()
        self.setFocus()
        self.selectAll()

    def take(self) -> bool:
        """Take what stands in the field; False where it could not be, and is to be mended."""
        if self.isHidden():
            return True
        text = self.text()
        other = bool(text.strip()) and text != self._before
        if other and not self._session.members.rename(self._member, text):
            return False
        self._close()
        return True

    def _on_seat(self) -> bool:
        seat = self._ring.focusedSeat()
        return self._ring.hasFocus() and any(
            member.id == seat for member in self._session.state.circle.members
        )

    def _open_focused(self) -> None:
        self.open(self._ring.focusedSeat() or "")

    def _close(self) -> None:
        focused, self._before = self.hasFocus(), self.text()
        if focused:
            self._ring.setFocus()  # first: Qt would give it to the rail
            self._ring.focusSeat(self._member)
        self.hide()

    def event(self, event: QEvent) -> bool:
        """Esc and Enter are this field's, before they are the page's."""
        early = event.type() == QEvent.Type.ShortcutOverride
        if early and isinstance(event, QKeyEvent) and has_key(event, keys.BACK):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if has_key(event, keys.BACK):
            self.setText(self._before)
            self._close()
        elif has_key(event, keys.ENTER) and not event.modifiers():
            self.take()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.take()
