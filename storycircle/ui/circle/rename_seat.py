"""A person's name put right at their seat: by F2, or from the seat's menu."""

from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QFocusEvent, QKeyEvent

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.core.members import typed_lines
from storycircle.ui.commands import bind, has_key
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.context_menu import Entry
from storycircle.ui.widgets.controls.line_edit import Field
from storycircle.ui.widgets.ring.ring import Ring

_WIDE = 240  # px of the field at 100 %


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
