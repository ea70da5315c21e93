"""The ring: the circle in the room as a picture one can point at."""

from math import hypot, pi

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from storycircle.core.commands.keys import ENTER
from storycircle.core.i18n import _
from storycircle.ui.commands import has_key
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.card import antialiased
from storycircle.ui.widgets.display.tip import show_tip
from storycircle.ui.widgets.ring.animation import Motion
from storycircle.ui.widgets.ring.geometry import ARC, Geometry, Name, fit, nearest_place, seat_at
from storycircle.ui.widgets.ring.middle import Middle, measure, measure_word
from storycircle.ui.widgets.ring.painter import (
    SHORT,
    FacePainter,
    SeatPainter,
    StillLayer,
    arc_end,
    arc_width,
    only_time_went_by,
)
from storycircle.ui.widgets.ring.read_aloud import RingReadAloud
from storycircle.ui.widgets.ring.ring_model import (
    Label,
    RingView,
    SeatState,
    SeatView,
    label_at,
    lay_labels,
)

ADD = "+"
"""What focusedSeat says while the place for one more person has the focus."""


class Ring(QWidget):
    """Shows a RingView. Tab goes from seat to seat; all other keys are the screen's."""

    seatChosen = Signal(str)
    addSeatRequested = Signal()
    seatMoveRequested = Signal(str, int)
    focusedSeatChanged = Signal(str)

    def __init__(
        self,
        theme: Theme,
        *,
        bleed: int = 0,
        room: bool = False,
        timed: bool = False,
        on_paper: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """on_paper: it lies on the window's paper, which it paints with itself: each second of a
        turn would else paint all that lies below it, up to the window.
        """
        super().__init__(parent)
        self._timed = timed
        self._theme = theme
        self._bleed = bleed
        self._room = room
        self._larger = 1.0
        self._view = RingView()
        self._ring = Geometry(60, 0, 0, 0, 16)
        self._labels: tuple[Label, ...] = ()
        self._focus = -1
        self._motion = Motion(self.update, still=theme.still, parent=self)
        self._middle = Middle(theme, room=room)
        self._pressed: tuple[int, QPointF] | None = None
        self._dragged: QPointF | None = None
        self._ground = QColor(theme.palette.paper if on_paper else Qt.GlobalColor.transparent)
        self._still = StillLayer(self, self._ground)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, on_paper)
        if not room:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._asked = QSize(480, 480)
        self.setMinimumSize(200, 200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._read = RingReadAloud(self, self.focusedSeat, self._press)
        self.setAccessibleName(_("The ring"))

    # What it shows

    def show_view(self, view: RingView) -> None:
        """Show another state. An arc that has not moved by a pixel is not painted again."""
        old, self._view = self._view, view
        if view == old or (
            replace(view, used=old.used) == old
            and (self._arc_pixels(view) == self._arc_pixels(old))
        ):
            return
        seat = self.focusedSeat()
        reseated = view.seats != old.seats or view.adding != old.adding
        if reseated:
            self._focus = view.focus_after(old, self._focus)
        self._read.show(old, view, self._places())
        if reseated:
            self._lay_out()
        if self.focusedSeat() != seat:
            self._read.tell_focus_soon()
        self._motion.follow(old, view)
        if only_time_went_by(old, view):
            self._update_time(old, view)
        else:
            self.update()

    def show_used(self, used: float) -> None:
        """Move the arc alone: between two seconds nothing else of a turn differs.

        used: share of the time used, 0 to 1.
        """
        old = self._view
        self._view = replace(old, used=used)
        if self._arc_pixels(self._view) == self._arc_pixels(old):
            return
        if 0 <= used - old.used <= SHORT:
            self.update(*_moved(self._ring, old, self._view))
        else:
            self.update()

    def _update_time(self, old: RingView, new: RingView) -> None:
        """Have the arc's end painted, and the words that say another time."""
        words = self._middle.changed(old, new, self._ring, self.width())
        for part in (*_moved(self._ring, old, new), *words):
            self.update(part)

    def _arc_pixels(self, view: RingView) -> int:
        return round(min(1.0, view.used) * 2 * pi * ARC * self._ring.s)

    def _places(self) -> tuple[SeatView, ...]:
        """The seats, and the place for one more where there is one."""
        adding = (SeatView(ADD, _("Add a name")),) if self._view.adding else ()
        return (*self._view.seats, *adding)

    def _lay_out(self) -> None:
        places = self._places()
        names = tuple(
            Name(measure(seat.name, 100, False) / 100, measure(seat.name, 100, True) / 100)
            for seat in places
        )
        width, height = float(self.width()), float(self.height())
        scale = self._theme.scale
        bleed, room, larger, timed = self._bleed, self._room, self._larger, self._timed
        self._ring = fit(
            names, width, height, scale=scale, bleed=bleed, room=room, larger=larger, timed=timed
        )
        self._labels = lay_labels(self._ring, places, width, height, measure, of_words=measure_word)
        self._read.lay_out(self._ring, places)

    def set_larger(self, larger: float) -> None:
        """Make the words so many times as large; the circle gives way to them."""
        if larger != self._larger:
            self._larger = larger
            self._lay_out()
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def sizeHint(self) -> QSize:
        return self._asked

    def set_least(self, px: int) -> None:
        """No smaller than this either way, and content with it where room is short."""
        self._asked = QSize(px, px)
        self.setMinimumSize(self._asked)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        with antialiased(self) as painter:
            if self._motion.moving or self._dragged is not None:
                painter.fillRect(event.rect(), self._ground)
                self._paint_still(painter)
            else:
                focus = self._focus if self.hasFocus() else None
                view = self._view
                shown = (view.seats, view.numbered, view.adding)
                key = (*shown, focus, self._ring, self._labels)
                self._still.paint(painter, key, self._paint_still)
            face = FacePainter(painter, self._theme, self._ring, room=self._room)
            used = self._motion.used(self._view.used)
            face.paint_time(self._view, used=used, bead=self._motion.bead())
            self._middle.paint(painter, self._view, self._ring, self.width(), event.region())

    def _paint_still(self, painter: QPainter) -> None:
        """All but the time and the words in the middle."""
        face = FacePainter(painter, self._theme, self._ring, room=self._room)
        face.paint_circle()
        face.paint_facilitator()
        ring = SeatPainter(painter, self._theme.palette, self._ring)
        ring.paint_labels(
            self._labels,
            [None if seat.id == ADD else seat.state for seat in self._places()],
        )
        places = self._places()
        middles = [self._point(index) for index in range(len(places))]
        for index, seat in enumerate(places):
            focus = self.hasFocus() and index == self._focus
            if seat.id == ADD:
                ring.paint_adding(middles[index], focus=focus)
            else:
                speaking = seat.state == SeatState.SPEAKING
                halo = self._motion.halo(seat.id, speaking=speaking)
                ring.paint_seat(seat.state, seat.name, middles[index], focus=focus, halo=halo)
        size = self._theme.px(13)
        if self._view.numbered and self._ring.seat >= size:  # in less they would hide the seats
            ring.paint_numbers(middles[: len(self._view.seats)], size)

    def _point(self, index: int) -> QPointF:
        if self._dragged is not None and self._pressed and self._pressed[0] == index:
            return self._dragged
        return QPointF(*self._ring.centre(index))

    # Which seat has the focus

    def focusedSeat(self) -> str | None:
        """The id of the seat in focus, "+" for the place for one more; None without any."""
        places = self._places()
        return places[self._focus].id if 0 <= self._focus < len(places) else None

    def set_asked(self, question: str) -> None:
        """Have a screen reader find with the seat in focus what is asked beside the ring."""
        self._read.set_asked(question)

    def focusSeat(self, seat: str) -> None:
        """Put the focus on a seat; unknown ids change nothing."""
        for index, place in enumerate(self._places()):
            if place.id == seat:
                self._set_focus(index)

    def seatPoint(self, seat: str) -> QPointF:
        """The middle of a seat in px of this widget; the ring's centre for an unknown id."""
        for index, place in enumerate(self._places()):
            if place.id == seat:
                return QPointF(*self._ring.centre(index))
        return QPointF(self._ring.cx, self._ring.cy)

    def seatAt(self, at: QPoint | None) -> str | None:
        """The seat at a point, which has the focus from then on; without one, that in focus."""
        index = None if at is None else self._under(QPointF(at))
        if at is not None and index is None:
            return None
        if index is not None:
            self._set_focus(index)
        seat = self.focusedSeat()
        return None if seat == ADD else seat

    def seatInFocus(self) -> QPoint:
        """The middle of the seat in focus."""
        return self.seatPoint(self.focusedSeat() or "").toPoint()

    def _set_focus(self, index: int) -> None:
        if index != self._focus:
            self._focus = index
            self.update()
            self._read.tell_focus_soon()
            self.focusedSeatChanged.emit(self._places()[index].id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        last = len(self._places()) - 1
        if event.reason() == Qt.FocusReason.BacktabFocusReason:
            self._focus = last
        elif not 0 <= self._focus <= last or event.reason() == Qt.FocusReason.TabFocusReason:
            self._focus = max(self._view.turn(), min(0, last))
        super().focusInEvent(event)
        self._read.tell_focus_soon()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab goes round the seats, then on to the next control."""
        index = self._focus + (1 if following else -1)
        if self.hasFocus() and 0 <= index < len(self._places()):
            self._set_focus(index)
            return True
        return super().focusNextPrevChild(following)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = has_key(event, ENTER)
        if enter and not event.modifiers() and self.focusedSeat() == ADD:
            self.addSeatRequested.emit()
        else:
            event.ignore()

    # The pointer

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self._under(QPointF(event.pos()))
            name = (
                self._named_in_middle(event.pos()) if index is None else self._places()[index].name
            )
            show_tip(event.globalPos(), name, self)
            return True
        return super().event(event)

    def _named_in_middle(self, at: QPoint) -> str:
        """Whose time it is, at a point within the arc or on the line above the ring, where the name
        may end early; else "".
        """
        off = hypot(at.x() - self._ring.cx, at.y() - self._ring.cy)
        line = self._ring.line
        above = line is not None and line - self._ring.name < at.y() < line + self._ring.name / 2
        return self._view.name if above or off < ARC * self._ring.s else ""

    def _under(self, at: QPointF) -> int | None:
        """The place at a point: its seat, or its name, which is counted with it."""
        index = seat_at(self._ring, at.x(), at.y(), len(self._places()))
        if index is not None:
            return index
        return label_at(self._labels, at.x(), at.y())

    def pressed_parts(self) -> tuple[QRect, ...]:
        """Where its seats and their names are: what of the ring can be pressed."""
        if self._room:
            return ()
        high = round(self._ring.seat) + 4
        seats = (self._ring.centre(index) for index in range(len(self._places())))
        places = [QRect(round(x) - high, round(y) - high, 2 * high, 2 * high) for x, y in seats]
        named = [label.box for label in self._labels if label.lines]
        boxes = [QRectF(b.left, b.top, b.right - b.left, b.bottom - b.top) for b in named]
        return (*places, *(box.toAlignedRect() for box in boxes))

    def _press(self, seat: str) -> None:
        """What a click on a seat does, for whoever has no pointer."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.focusSeat(seat)
        if seat == ADD:
            self.addSeatRequested.emit()
        else:
            self.seatChosen.emit(seat)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._under(event.position())
        if self._room or index is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._pressed = (index, event.position())
        self._set_focus(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or self._pressed[0] >= len(self._view.seats):
            return
        way = event.position() - self._pressed[1]
        if self._dragged is not None or way.manhattanLength() > 10:
            self._dragged = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, dragged = self._pressed, self._dragged
        self._pressed = self._dragged = None
        if pressed is None:
            super().mouseReleaseEvent(event)
            return
        self.update()
        seat = self._places()[pressed[0]]
        if dragged is not None:
            last = len(self._view.seats) - 1
            at = nearest_place(self._ring, dragged.x(), dragged.y())
            places = min(at, last) - pressed[0]
            if places:
                self.seatMoveRequested.emit(seat.id, places)
        elif self._under(event.position()) == pressed[0]:
            self._press(seat.id)


def _moved(ring: Geometry, old: RingView, new: RingView) -> list[QRect]:
    """What the arc's end has gone over; nothing, where it has not moved."""
    if new.used == old.used:
        return []
    return [arc_end(ring, old.used, new.used, arc_width(new.step))]
