"""The room's display, and what it may show of a circle.

The room's display: the question, the ring, whose time it is and who is next.

The question above the ring: as large as it can be, balanced over one or two lines.

What the room sees of a circle, as plain values: never a note, a story, or a word to the side.
"""

from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QFont,
    QFontMetricsF,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import _, n_
from storycircle.core.model import QUESTIONS
from storycircle.core.turns.queue import Round
from storycircle.core.turns.room_words import RoomWords
from storycircle.core.turns.round import ended
from storycircle.core.turns.schedule import Stage
from storycircle.core.turns.time_marks import in_last_half_minute
from storycircle.ui.session import view_models
from storycircle.ui.session.ring_keys import RingKeys
from storycircle.ui.session.session import Session
from storycircle.ui.theme import theme
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.context_menu import ContextMenu, Entry
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.direction import draw_line
from storycircle.ui.widgets.display.label import TextLine, balanced_width, break_lines
from storycircle.ui.widgets.ring.ring import Ring
from storycircle.ui.widgets.ring.ring_model import RingView, SeatState, SeatView, Step

_LINE = 1.3  # line height, in sizes
_SMALL = 0.55  # of the size wished for: below it a long question may have more lines
_LEAST = 14  # px


class Heading(Struct, frozen=True):
    """Laid lines with their face, and how high they stand, in px."""

    lines: tuple[TextLine, ...]
    font: QFont
    line: float

    @property
    def height(self) -> float:
        return self.line * len(self.lines)

    def paint(self, painter: QPainter, area: QRectF, colour: str) -> None:
        """Draw the lines in the middle of an area."""
        metrics = QFontMetricsF(self.font)
        painter.setFont(self.font)
        painter.setPen(QColor(colour))
        base = (self.line + metrics.ascent() - metrics.descent()) / 2
        top = area.center().y() - self.height / 2
        for place, line in enumerate(self.lines):
            left = area.center().x() - line.width / 2
            draw_line(painter, QPointF(left, top + place * self.line + base), line.text)


def fitted_heading(text: str, size: float, width: float, height: float) -> Heading:
    """A text in at most two lines where that can be, at up to size px; all in width and height.

    What is too long even at the smallest size ends in an ellipsis.
    """
    if not text:
        return Heading((), theme.serif(size, 600), 0.0)
    px = max(size, _LEAST)
    while True:
        heading = _heading_at(text, px, width)
        most = 2 if px > _SMALL * size else len(heading.lines)
        if len(heading.lines) <= most and heading.height <= height:
            return heading
        if px <= _LEAST:
            return _cut(heading, width, height)
        px = max(_LEAST, px * 0.95)


def _heading_at(text: str, px: float, width: float) -> Heading:
    font = theme.serif(px, 600)
    lines: list[TextLine] = []
    for paragraph in text.split("\n"):
        lines += break_lines(paragraph, font, balanced_width(paragraph, font, width))
    return Heading(tuple(lines), font, px * _LINE)


def _cut(heading: Heading, width: float, height: float) -> Heading:
    fitting = max(1, int(height // heading.line))
    metrics = QFontMetricsF(heading.font)
    rest = " ".join(line.text for line in heading.lines[fitting - 1 :])
    text = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
    last = TextLine(text, metrics.horizontalAdvance(text))
    return Heading((*heading.lines[: fitting - 1], last), heading.font, heading.line)


class RoomView(Struct, frozen=True):
    """The question above, a line for each that is asked, and the ring; None where there is none.

    told: words in the question's place, as large as can be. below: a break's time and its end.
    """

    question: str = ""
    ring: RingView | None = None
    told: bool = False
    below: tuple[str, ...] = ()


def room_view(session: Session, *, calm: bool) -> RoomView:
    """What the room sees now; calm, there are no digits in it, and the middle's name is large.

    What it is told stands above the ring of a turn that runs; a break has all of it.
    """
    told = session.state.told
    if told is None:
        return _of_stage(session, calm=calm)
    if told.is_break:
        return RoomView(told.words, told=True, below=() if calm else _break_time(session, told))
    return RoomView(told.words, _of_stage(session, calm=calm).ring, told=True)


def _break_time(session: Session, told: RoomWords) -> tuple[str, ...]:
    """How long a break goes on, and until when."""
    left = told.left(session.clock.reading())
    until = session.clock.now() + timedelta(seconds=left)
    return i18n.length(left), _("until {time}", time=i18n.clock(until))


def _of_stage(session: Session, *, calm: bool) -> RoomView:
    match session.state.stage:
        case Stage.GATHER:
            return RoomView(session.state.question, RingView(seats=_seats(session)))
        case Stage.OPEN:
            return RoomView(session.state.question, _open(session, calm=calm))
        case Stage.STORIES:
            return RoomView(session.state.asked, _stories(session, calm=calm))
        case Stage.DIALOGUE:
            return RoomView("\n".join(_asked(session)), _talk(session, calm=calm))
        case Stage.COMMIT:
            return RoomView(_asked(session)[-1], _talk(session, calm=calm))
        case _:
            return RoomView(session.state.question)


def _asked(session: Session) -> tuple[str, ...]:
    """The dialogue's questions; the last of them leads to the actions."""
    event = session.state.event
    return (event.dialogue_questions if event else ()) or tuple(map(_, QUESTIONS))


def _seats(session: Session) -> tuple[SeatView, ...]:
    """Everyone on their seat, and nobody's turn."""
    return tuple(SeatView(id_, name) for id_, name in session.state.circle.shown_names().items())


def _open(session: Session, *, calm: bool) -> RingView:
    """Who sits where, and how long each will have."""
    seats = _seats(session)
    if calm or not seats:
        return RingView(seats=seats)
    ring = view_models.open_ring(session)
    return RingView(seats=seats, caption=_("Each person has"), time=ring.time)


def _stories(session: Session, *, calm: bool) -> RingView:
    """The running turn. The end of its time shows by the whole arc, beads and a word.

    In a breath nothing counts: the time of the next turn, which the breath shortens, stays away.
    """
    round_ = session.state.round
    if round_ is None:
        return RingView(seats=_seats(session))
    ring = replace(view_models.stories_ring(session), spoken="", left=None, whole=0, numbered=False)
    if round_.over:
        return replace(ring, lines=ended(round_, session.state.words)[1], large=calm)
    if not round_.begun and _turns_were(round_):
        return replace(ring, time="", lines=(_("after a breath"),), large=True)
    left = round_.left(session.clock.reading())
    time = i18n.length(left) if left >= 0 else i18n.over(-left)
    lines = _lines(session, round_, over=left < 0)
    return replace(ring, time="" if calm else time, lines=lines, large=calm)


def _turns_were(round_: Round) -> bool:
    """Whether anybody has had a turn in this round: then a breath comes before the next."""
    states = [SeatState(round_.seat(seat)) for seat in round_.seats]
    return SeatState.HEARD in states or SeatState.PASSED in states


def _lines(session: Session, round_: Round, *, over: bool) -> tuple[str, ...]:
    """What stands below the time."""
    if not round_.begun:
        # For translators: below the name of the person who begins.
        return (_("begins"),)
    after = view_models.then(session, round_)
    if not round_.running:
        return (_("paused"), after)
    if over:
        # For translators: below a length of time beyond that which somebody had.
        return (_("over"), after)
    now = session.clock.reading()
    late = in_last_half_minute(round_.left(now), round_.next_share(now))
    return (_("the last half minute"), after) if late else (after,)


def _talk(session: Session, *, calm: bool) -> RingView:
    """The seats round the time that is left of Dialogue or of Commit."""
    bar = view_models.time_bar(session).pieces[0]
    used, step = bar.used, bar.step
    ring = RingView(seats=_seats(session), large=calm, step=step)
    title = session.state.words.named(session.state.stage)
    if step is Step.OVER:
        return replace(ring, name=title, lines=(_("the time is used"),), used=1.0)
    if step is Step.SOON:
        return replace(ring, name=title, lines=(_("the last half minute"),), used=used)
    if calm:
        return replace(ring, name=title, used=used)
    minutes = view_models.minutes_left(session)
    # For translators: below a number of minutes.
    lines = (n_("min left", "min left", minutes),)
    return replace(ring, caption=title, time=str(minutes), lines=lines, used=used)


SIZES = (0.6, 0.7, 0.8, 0.9, 1.0, 1.15, 1.3, 1.5)
"""Below 1 the whole picture is so much smaller; above it the words are so much larger."""
_DESIGNED = SIZES.index(1.0)
_SOON_MS = 15  # no look follows another sooner than this
_POINTER_STAYS_MS = 3_000
_QUESTION = 44  # px on a screen 1080 high, as are all below
_ALONE = 72
_EDGE = 34
_TOLD, _BREAK, _UNTIL = 96, 240, 56
_GAP = 26
_BELOW = 26


class RoomDisplay(QWidget):
    """Shows a circle to the room, by itself.

    It follows its session, and looks at the clock when what is shown of the time will change.
    Where it has the keyboard, the keys of the ring work in it. closed: the desktop closed it.
    drawn: it looks otherwise now.
    """

    closed = Signal()
    drawn = Signal()

    def __init__(self, theme: Theme, session: Session, *, calm: bool = False) -> None:
        super().__init__()
        read_as(self, Role.Window)
        self._theme, self._session, self._calm = theme, session, calm
        self._view = RoomView()
        self._heading = Heading((), theme.serif(16), 0.0)
        self._heading_at = QRectF()
        self._below: list[tuple[Heading, QRectF]] = []
        self._size = _DESIGNED
        self.setWindowTitle(_("Story Circle, for the room"))
        self.setAccessibleName(_("The room’s display"))
        self.setAutoFillBackground(True)
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Window, QColor(theme.palette.paper))
        self.setPalette(colours)
        self.ring = Ring(theme, room=True, parent=self)
        self.ring.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMouseTracking(True)
        self._keys = RingKeys(session, self)
        close = Entry(_("Close"), self.closed.emit, keys.BACK.cap)
        self.menu = ContextMenu(self, lambda _at: [close])  # a way out for who has but the mouse
        self._pointer = QTimer(self)
        self._pointer.setSingleShot(True)
        self._pointer.setInterval(_POINTER_STAYS_MS)
        self._pointer.timeout.connect(lambda: self.setCursor(Qt.CursorShape.BlankCursor))
        self._ticking = QTimer(self)
        self._ticking.setTimerType(Qt.TimerType.PreciseTimer)
        self._ticking.setSingleShot(True)
        self._ticking.timeout.connect(self.refresh)
        session.changed.connect(self.refresh)
        session.stageChanged.connect(self.refresh)

    @property
    def calm(self) -> bool:
        """The arc alone, without digits."""
        return self._calm

    @property
    def size_step(self) -> int:
        """How large it is, as a place in SIZES."""
        return self._size

    @property
    def elsewhere(self) -> bool:
        """Whether it stands on another screen than the window; then it never takes the focus."""
        return self.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)

    def set_elsewhere(self, elsewhere: bool) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, elsewhere)

    def set_calm(self, calm: bool) -> None:
        self._calm = calm
        self.refresh()

    def look_like(self, other: "RoomDisplay") -> None:
        """As calm and as large as another one, in whose place this one is shown."""
        self._calm, self._size = other.calm, other.size_step

    def set_size(self, steps: int) -> None:
        """Larger or smaller by so many steps; 0 is the size of the design again."""
        place = self._size + steps if steps else _DESIGNED
        self._size = max(0, min(len(SIZES) - 1, place))
        self._lay_out()

    def refresh(self) -> None:
        """Draw the session as it is now; what has not changed is not painted again."""
        if not self.isVisible():
            return
        old, self._view = self._view, room_view(self._session, calm=self._calm)
        if replace(self._view, ring=None) != replace(old, ring=None) or (
            (self._view.ring is None) != (old.ring is None)
        ):
            self.setAccessibleDescription(self._view.question)
            self._lay_out()
        if self._view.ring is not None:
            self.ring.show_view(self._view.ring)
        if self._view != old:
            self.drawn.emit()
        pace = 1_000 / (self._session.practice or 1)  # ms of a second, fewer where it is quick
        gliding = not self._theme.still
        change = view_models.until_next_change(self._session, gliding=gliding)
        wait = round(change * pace) + 1
        self._ticking.start(max(_SOON_MS, wait))

    def _lay_out(self) -> None:
        """The question in its band, and all the rest for the ring."""
        factor = SIZES[self._size]
        small, larger = min(1.0, factor), max(1.0, factor)
        width, height = self.width() * small, self.height() * small
        left, top = (self.width() - width) / 2, (self.height() - height) / 2
        unit = min(height / 1080, width / 1280)
        alone = self._view.ring is None
        told = self._view.told
        size = (_TOLD if told else _ALONE if alone else _QUESTION) * unit * larger
        most = height - 2 * _EDGE * unit if alone else height * (0.4 if told else 0.25 * larger)
        if self._view.below:
            most = height * 0.4
        self._heading = fitted_heading(self._view.question, size, width * 0.88, most)
        above = _EDGE * unit
        if self._heading.lines and not alone:
            above += self._heading.height + _GAP * unit
        band = height if alone else 2 * _EDGE * unit + self._heading.height
        self._heading_at = QRectF(left, top, width, band)
        self._lay_below(QRectF(left, top, width, height), unit)
        below = _BELOW * unit
        self.ring.setVisible(not alone)
        self.ring.setGeometry(
            QRect(round(left), round(top + above), round(width), round(height - above - below))
        )
        self.ring.set_larger(larger)
        self.update()
        self.drawn.emit()

    def _lay_below(self, whole: QRectF, unit: float) -> None:
        """A break's time below its words, in the middle of the screen with them."""
        wide, high = whole.width(), whole.height()
        sizes = zip(self._view.below, (_BREAK, _UNTIL), strict=False)
        laid = [fitted_heading(text, px * unit, wide, high) for text, px in sizes]
        self._below = []
        if not laid:
            return
        high = self._heading.height + sum(one.height for one in laid)
        top = whole.top() + max(0.0, (whole.height() - high) / 2)
        self._heading_at = QRectF(whole.left(), top, whole.width(), self._heading.height)
        top += self._heading.height
        for one in laid:
            self._below.append((one, QRectF(whole.left(), top, whole.width(), one.height)))
            top += one.height

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        palette = self._theme.palette
        with QPainter(self) as painter:
            self._heading.paint(painter, self._heading_at, palette.ink)
            for place, (line, area) in enumerate(self._below):
                line.paint(painter, area, palette.ink_2 if place else palette.ink)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._pointer.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        self._ticking.stop()
        self._pointer.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        handler = self._keys.handler(event) if self._session.state.stage is Stage.STORIES else None
        if handler is None:
            super().keyPressEvent(event)
        else:
            handler()

    def event(self, event: QEvent) -> bool:
        """A pointer that moves is seen for three seconds."""
        if event.type() in (QEvent.Type.MouseMove, QEvent.Type.Enter):
            self.unsetCursor()
            self._pointer.start()
        return super().event(event)
