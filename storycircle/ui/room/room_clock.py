"""The room's clock on the full screen: the programme's time, then the circles of the plenary."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent

from storycircle.core import i18n
from storycircle.core.clock import Clock
from storycircle.core.i18n import _
from storycircle.core.model import Event
from storycircle.core.turns.plenary import next_in_words, programme_now, shown_time
from storycircle.core.turns.time_marks import step_of
from storycircle.ui.room.report_back import Reporting
from storycircle.ui.room.slides import Item, Slide
from storycircle.ui.widgets.ring.ring_model import Step


class RoomClock(QObject):
    """Shows the stage that runs with its time; while circles report back, their reports."""

    changed = Signal()

    def __init__(self, clock: Clock, reporting: Reporting, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock, self._reporting = clock, reporting
        self.event_: Event | None = None
        reporting.changed.connect(self.changed)

    @property
    def in_plenary(self) -> bool:
        """Whether a circle reports: its time has begun, and not every circle was heard."""
        round_ = self._reporting.round
        return round_.started and not round_.over

    def slide(self) -> Slide:
        return self._reporting.slide() if self.in_plenary else self._stage()

    def _stage(self) -> Slide:
        found = programme_now(self.event_, self._clock.now())
        name = i18n.event_name(self.event_.title)[1] if self.event_ else _("Story Circle")
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
        if self.in_plenary:
            return self._reporting.wait()
        return 1.0 - self._clock.now().microsecond / 1_000_000

    def tick(self) -> None:
        """The time has changed: it is drawn from the clock, and a mark of a report is said."""
        self._reporting.tick()

    def handler(self, event: QKeyEvent) -> Callable[[], None] | None:
        return self._reporting.handler(event)
