"""The room's clock on the full screen: the programme's time, then the circles of the plenary."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent

from storycircle.core import i18n
from storycircle.core.clock import Clock
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.core.model import Event
from storycircle.core.turns.plenary import next_in_words, programme_now, shown_time
from storycircle.core.turns.room_words import RoomWords
from storycircle.core.turns.time_marks import step_of
from storycircle.ui.commands import is_pressed
from storycircle.ui.room.report_back import Reporting
from storycircle.ui.room.slides import Item, Slide
from storycircle.ui.session.beside.telling import break_words, end_words, room_words
from storycircle.ui.widgets.ring.ring_model import Step


class RoomClock(QObject):
    """Shows the stage that runs with its time; while circles report back, their reports; and
    before all of that what the room is told.

    told: the words came or went. breakOver: the time of a break is over.
    """

    changed = Signal()
    told = Signal()
    breakOver = Signal()

    def __init__(self, clock: Clock, reporting: Reporting, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock, self._reporting = clock, reporting
        self.event_: Event | None = None
        self.words: RoomWords | None = None
        reporting.changed.connect(self.changed)

    @property
    def in_plenary(self) -> bool:
        """Whether a circle reports: its time has begun, and not every circle was heard."""
        round_ = self._reporting.round
        return round_.started and not round_.over

    # What the room is told: words that no disk has.

    def find_an_end(self) -> None:
        """Ask whoever speaks to find an end."""
        self._tell(end_words(self._clock.reading()))

    def ten_minutes(self, *, pause: bool = False) -> None:
        """Call a break of ten minutes. pause: whether the time of a report stands meanwhile."""
        self._tell(break_words(self._clock.reading()), pause=pause)

    def tell(self, text: str, length: str = "", *, pause: bool = False) -> None:
        """Tell words of one's own; with a length of time, as a break. Raises Refused."""
        self._tell(room_words(text, length, self._clock.reading()), pause=pause)

    def take_away(self) -> None:
        """Take the words away, before their time."""
        if self.words is not None:
            self._tell(None)

    def expire(self) -> None:
        """Take the words away once their time is over."""
        words = self.words
        if words is not None and not words.left(self._clock.reading()):
            self._tell(None)
            if words.is_break:
                self.breakOver.emit()

    def _tell(self, words: RoomWords | None, *, pause: bool = False) -> None:
        if pause and self._reporting.round.running:
            self._reporting.start_or_pause()
        self.words = words
        self.told.emit()
        self.changed.emit()

    def slide(self) -> Slide:
        if self.words is not None:
            return self._told(self.words)
        return self._reporting.slide() if self.in_plenary else self._stage()

    def _told(self, words: RoomWords) -> Slide:
        """The words as large as can be; a break's time with them."""
        items = (Item("", words.words),)
        if not words.is_break:
            return Slide(self._name(), items=items)
        left, now = words.left(self._clock.reading()), self._clock.now()
        until = _("until {time}", time=i18n.clock(now + timedelta(seconds=left)))
        used, time = 1 - left / words.seconds, i18n.length(left)
        return Slide(self._name(), "", items, "", time, (until,), used, large=True)

    def _name(self) -> str:
        return i18n.event_name(self.event_.title)[1] if self.event_ else _("Story Circle")

    def _stage(self) -> Slide:
        found = programme_now(self.event_, self._clock.now())
        name = self._name()
        foot = self.event_.question if self.event_ else ""
        then = i18n.sentence(next_in_words(found))
        if found.slot is None:
            time = i18n.clock(self._clock.now())
            return Slide(name, items=(Item("", time, then),), foot=foot)
        title, range_ = found.slot.title or name, shown_time(found.slot)
        if not found.whole:
            return Slide(name, range_, (Item("", title, then),), foot)
        time = i18n.length(found.left)
        used = 1 - found.left / found.whole
        beside = (_("until {time}", time=found.ends),)
        items = (Item("", title, then),)
        step = Step(step_of(found.left, found.whole))
        return Slide(name, range_, items, foot, time, beside, used, large=True, step=step)

    def wait(self) -> float | None:
        """Seconds until the next figure."""
        if self.words is not None:
            return self.words.left(self._clock.reading()) % 1.0 or 1.0
        if self.in_plenary:
            return self._reporting.wait()
        return 1.0 - self._clock.now().microsecond / 1_000_000

    def tick(self) -> None:
        """The time has changed: it is drawn from the clock, and a mark of a report is said."""
        self.expire()
        self._reporting.tick()

    def handler(self, event: QKeyEvent) -> Callable[[], None] | None:
        if self.words is not None and is_pressed(event, keys.TAKE_ALL_AWAY):
            return self.take_away
        return self._reporting.handler(event)
