"""Reporting back: whose report is shown, which of its actions, and the time it has."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from storycircle.core import i18n
from storycircle.core.clock import Clock
from storycircle.core.commands import keys
from storycircle.core.commands.command import Command
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.turns.plenary import new_plenary
from storycircle.core.turns.queue import Round
from storycircle.core.turns.time_marks import TimeMarks, beside_time, step_of
from storycircle.ui.commands import by_code, held_with, press_of, without
from storycircle.ui.room.slides import Item, Slide
from storycircle.ui.widgets.ring.ring_model import Step

if TYPE_CHECKING:  # what writes reports is loaded where one is written
    from storycircle.jobs.report import Reported

_MORE = 30  # seconds
Handler = Callable[[], None]


class Reporting(QObject):
    """The circles of a plenary in their turn; one of them alone, on its own laptop.

    changed: another slide, or another state of the time. kept: the round is to be kept.
    markPassed: the seconds left of a circle's time at a mark of it.
    """

    changed = Signal()
    markPassed = Signal(int)
    kept = Signal(object)

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._reports: Mapping[str, Reported] = {}
        self.round: Round = new_plenary((), 1)
        self._marks = TimeMarks()
        self.step = 0  # 0: all actions; 1 to 3: this one alone

    def show_circles(self, reports: "Mapping[str, Reported]", plenary: Round) -> None:
        """The reports by circle, and the round they are in."""
        self._reports, self.round = reports, plenary
        self.step = min(self.step, self._count())
        self.changed.emit()

    # What is shown.

    @property
    def current(self) -> "Reported | None":
        """The report of the circle whose turn it is."""
        return self._reports.get(self.round.current or "")

    def slide(self) -> Slide:
        report, round_ = self.current, self.round
        if report is None:
            return Slide(_("Every circle has reported back"), empty=_("Thank you."))
        now = self._clock.reading()
        whole, left = round_.next_share(now), round_.left(now)
        after = self._reports.get(round_.following or "")
        beside = [beside_time(left, whole) if round_.running else self._waiting(whole)]
        if after is not None:
            beside.append(_("then {circle}", circle=after.title))
        return Slide(
            report.title,
            report.names,
            self._items(report),
            report.question,
            i18n.length(left) if left >= 0 else i18n.over(-left),
            tuple(beside),
            min(1.0, 1 - left / whole) if whole else 1.0,
            "" if report.actions else _("No action is written down here yet."),
            step=Step(step_of(left, whole)) if round_.begun else Step.PLAIN,
        )

    def _waiting(self, whole: float) -> str:
        if self.round.begun:
            return _("paused")
        return _("{time} each", time=i18n.length(whole)) if self._many else ""

    @property
    def _many(self) -> bool:
        return len(self.round.seats) > 1

    def _items(self, report: "Reported") -> tuple[Item, ...]:
        items = tuple(Item(str(n), *action) for n, action in enumerate(report.actions, 1))
        return items[self.step - 1 : self.step] if self.step else items

    def _count(self) -> int:
        """How many actions there are to go through one by one; one alone is shown already."""
        count = len(self.current.actions) if self.current else 0
        return count if count > 1 else 0

    def coming(self) -> str:
        """What the remote's next press brings; "" where it brings nothing more."""
        report = self.current
        if report is None:
            return ""
        if not self.round.begun:
            return _("Then the time starts")
        if self.step < self._count():
            number, text = self.step + 1, report.actions[self.step][0]
            return _("Then action {number}: {text}", number=number, text=text)
        return _("Then all actions together") if self.step else ""

    def wait(self) -> float | None:
        """Seconds until the time says something else."""
        if not self.round.running:
            return None
        left = self.round.left(self._clock.reading())
        return (left % 1.0 if left > 0 else 1.0 - (-left) % 1.0) or 1.0

    def tick(self) -> None:
        """The time alone has changed: whoever shows it draws it, and a mark of it is said."""
        now, round_ = self._clock.reading(), self.round
        if round_.running:
            turn, left = f"{round_.current}", round_.left(now)
            self._marks, mark = self._marks.tick(turn, left, round_.next_share(now))
            if mark is not None:
                self.markPassed.emit(mark)

    # What can be done.

    def start_or_pause(self) -> None:
        now, round_ = self._clock.reading(), self.round
        self._take(lambda: round_.pause(now) if round_.running else round_.start(now))

    def next_circle(self) -> None:
        """The circle has reported; one that has not begun goes behind the one after it."""
        now = self._clock.reading()
        self._take(lambda: self.round.next(now))

    def previous_circle(self) -> None:
        now = self._clock.reading()
        self._take(lambda: self.round.previous(now))

    def pass_circle(self) -> None:
        """It passes, and is asked again when all others have reported."""
        now = self._clock.reading()
        self._take(lambda: self.round.pass_turn(now))

    def restart(self) -> None:
        """Its time begins again."""
        now = self._clock.reading()
        self._take(lambda: self.round.restart(now))

    def more(self) -> None:
        """Thirty seconds more."""
        now = self._clock.reading()
        self._take(lambda: self.round.more(_MORE, now))

    def call(self, circle: str) -> None:
        """Let this circle report next."""
        self._take(lambda: self.round.call(circle))

    def go_through(self, by: int) -> None:
        """From all actions to each alone and back; forwards, the time is started first."""
        if by > 0 and not self.round.begun and self.round.current:
            self.start_or_pause()
            return
        self.step = max(0, min(self._count(), self.step + by)) if by < 0 else self._onward()
        self.changed.emit()

    def _onward(self) -> int:
        """After the last action all of them stand there together."""
        return self.step + 1 if self.step < self._count() else 0

    def _take(self, act: Callable[[], Round]) -> None:
        before = self.round.current
        try:
            self.round = act()
        except Refused:
            return  # nothing of the kind can be done now, and the screen shows why
        if self.round.current != before:
            self.step = 0
        self.kept.emit(self.round)
        self.changed.emit()

    def handler(self, event: QKeyEvent) -> Handler | None:
        """Keys of the full screen and of the room's clock; a remote has Page Down and Page Up."""
        modifiers = held_with(event)
        if without(modifiers, Qt.KeyboardModifier.ShiftModifier):
            return None
        handlers: list[tuple[Command, Handler]] = [
            (keys.PRESENTING_START, self.start_or_pause),
            (keys.PRESENTING_ON, lambda: self.go_through(1)),
            (keys.PRESENTING_BACK, lambda: self.go_through(-1)),
            (keys.PRESENTING_RESTART, self.restart),
            (keys.PRESENTING_MORE, self.more),
        ]
        if self._many:
            handlers += [
                (keys.NEXT_CIRCLE, self.next_circle),
                (keys.CIRCLE_BEFORE, self.previous_circle),
                (keys.CIRCLE_PASSES, self.pass_circle),
            ]
        return by_code(handlers).get(press_of(event).key)
