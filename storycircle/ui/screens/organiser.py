"""The organiser's screen: everyone's circles into one event, and its report."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QHideEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from storycircle.core import words
from storycircle.core.clocks import Clock
from storycircle.store.library import Library
from storycircle.ui.files import ask_to_open
from storycircle.ui.screens.home_ground import scrolling, side_by_side
from storycircle.ui.screens.organiser_drop import Droppable
from storycircle.ui.screens.organiser_main import ANY_HEIGHT, GatherColumn
from storycircle.ui.screens.organiser_pane import EventPane
from storycircle.ui.screens.organiser_rail import FOLD, rail_view
from storycircle.ui.screens.organiser_reading import EventSoFar, event_so_far
from storycircle.ui.screens.organiser_saving import ask_for_pack, ask_for_report
from storycircle.ui.screens.organiser_work import Doing, Told
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.message import Answer
from storycircle.ui.widgets.rail import Rail

_CLOSE = Answer("close", "Close", "quiet", "Esc")
_UNCHANGED = "Nothing was changed."


class OrganiserScreen(Droppable):
    """Gather circle files, see what is missing, save the report."""

    backRequested = Signal()

    def __init__(
        self, theme: Theme, library: Library, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._library = library
        self._clock = clock
        self._so_far = EventSoFar()
        self._shown: str | None = None
        self._written: dict[str, str] = {}  # when each event's report was, by event id
        self._saving = ""  # what is being written: "report" or "pack"
        self._rail = Rail(theme)
        self._main = GatherColumn(theme)
        self._pane = EventPane(theme)
        self._halves = self._laid_out()
        self._doing = Doing(library.path, clock, self)
        self.dropped.connect(self.gather)
        self.heldOver.connect(self._main.drop.set_lit)
        self._join()
        self._add_keys()
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._refresh_rail)
        self.show_event(None)

    def _laid_out(self) -> QBoxLayout:
        """Rail, files and pane; the last two one below the other where there is little room."""
        inside = self._inside = QWidget()
        halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        row = QHBoxLayout(self)
        for layout in (row, halves):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        row.addWidget(self._rail)
        row.addWidget(scrolling(inside), 1)
        halves.addWidget(self._main, 1)
        halves.addWidget(self._pane)
        return halves

    def _join(self) -> None:
        doing, main, pane = self._doing, self._main, self._pane
        doing.merged.connect(main.add)
        doing.advanced.connect(main.progress.advance)
        doing.done.connect(self._done)
        doing.refused.connect(self._refused)
        doing.ended.connect(self._ended)
        main.progress.stopRequested.connect(doing.stop)
        main.drop.chooseRequested.connect(self._choose)
        main.slot.answered.connect(lambda value: self._choose() if value == "choose" else None)
        pane.slot.answered.connect(self._ask)
        pane.eventChosen.connect(self.show_event)
        pane.reportRequested.connect(lambda: self._ask("report"))
        pane.packRequested.connect(lambda: self._ask("pack"))
        self._rail.stageRequested.connect(self._focus_stage)

    def _add_keys(self) -> None:
        pane = self._pane
        for key, act in (
            ("Esc", self._back),
            ("Ctrl+G", self._choose),
            ("Ctrl+S", lambda: pane.press(pane.save)),
            ("Ctrl+Shift+P", lambda: pane.press(pane.pack)),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # What is shown.

    @property
    def busy(self) -> bool:
        """Whether files are coming, or one is being written."""
        return self._doing.busy

    @property
    def shown(self) -> str | None:
        """The event that is shown, by its id."""
        return self._shown

    def show_event(self, event_id: str | None) -> None:
        """Show an event with the circles it holds; the latest where none is named."""
        self._show(event_id)
        self._pane.slot.clear()
        if not self._doing.busy:
            self._main.slot.clear()
            self._main.show_circles(self._so_far.held)

    def _show(self, event_id: str | None) -> None:
        events = self._library.events()
        known = {event.id: event for event in events}
        event = known.get(event_id or "") or next(iter(events), None)
        self._shown = event.id if event else None
        self._so_far = event_so_far(self._library, event)
        self._pane.show_events(events, self._shown)
        self._refresh()

    def _refresh(self) -> None:
        written = self._written.get(self._shown or "", "")
        self._pane.show_so_far(self._now(), written=written, busy=self._doing.busy)
        self._refresh_rail()

    def _refresh_rail(self) -> None:
        written = self._written.get(self._shown or "", "")
        time = words.clock(self._clock.now())
        self._rail.show_view(rail_view(self._now(), written, time, folded=self._folded()))

    def _now(self) -> EventSoFar:
        gathering = self._doing.busy and not self._saving
        return self._so_far.while_coming() if gathering else self._so_far

    def _folded(self) -> bool:
        return self.width() < FOLD * self._theme.scale

    def _focus_stage(self, stage: int) -> None:
        (self._main.drop.choose, self._pane.save)[stage].setFocus()

    # Gathering.

    def gather(self, paths: list[Path]) -> None:
        """Gather circle files, and all circle files in folders; rows appear as they come."""
        if self._doing.busy or not paths:
            return
        self._main.begin()
        self._doing.gather(paths, self._shown)
        self._refresh()

    def takes_drops(self) -> bool:
        return not self._doing.busy

    def _choose(self) -> None:
        if not self._doing.busy:
            ask_to_open(self, "Choose circle files", "Circle files (*.circle)", self.gather)

    def _back(self) -> None:
        """Esc: the nearest thing first."""
        if self._doing.busy:
            self._doing.stop()
        elif self._main.slot.message is not None:
            self._main.slot.clear()
        elif self._pane.slot.message is not None:
            self._pane.slot.clear()
        else:
            self.backRequested.emit()

    def _done(self, result: Told | Path) -> None:
        if isinstance(result, Path):
            self._saved(result)
            return
        self._show(result.event)
        if result.merged < result.files:
            said = f"{result.merged:,} of {result.files:,} files are gathered, and safe. "
            said += "Gather again for the rest: nothing is counted twice."
            self._main.slot.say("Stopped.", said, (_CLOSE,), "")

    def _refused(self, sentence: str) -> None:
        if self._saving:
            answers = (Answer(self._saving, "Choose another place", "second"), _CLOSE)
            self._pane.slot.say(sentence, "", answers, "look")
        else:
            answers = (Answer("choose", "Choose files", "second"), _CLOSE)
            said = "" if sentence.endswith((_UNCHANGED, "half-written.")) else _UNCHANGED
            self._main.slot.say(sentence, said, answers, "look")

    def _ended(self) -> None:
        self._saving = ""
        self._main.end(words.clock(self._clock.now()))
        self._refresh()

    # Saving.

    def _ask(self, what: str) -> None:
        """Ask where the report or the pack goes; any other answer to a message asks nothing."""
        ask = {"report": ask_for_report, "pack": ask_for_pack}.get(what)
        if ask is not None and self._so_far.event is not None:
            ask(self, self._so_far.event, lambda paths: self._save(what, paths))

    def _save(self, what: str, paths: list[Path]) -> None:
        event = self._so_far.event
        if event is None or self._doing.busy or not paths:
            return
        self._saving = what
        self._pane.slot.clear()
        self._main.progress.begin(f"Writing {paths[0].name}", stoppable=False)
        write = self._doing.save_report if what == "report" else self._doing.make_pack
        write(event, paths[0])
        self._refresh()

    def _saved(self, path: Path) -> None:
        if self._saving == "report" and self._shown is not None:
            self._written[self._shown] = words.clock(self._clock.now())
        said = f"“{path.name}” is in {path.parent.name or path.parent}."
        self._pane.slot.say("Saved.", said, (_CLOSE,), "done")

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = self.width()
        self._rail.setFolded(self._folded())
        self._refresh_rail()
        beside = side_by_side(self._halves, width / self._theme.scale)
        # Side by side both fill the window, and the table scrolls by itself.
        self._inside.setMaximumHeight(self.height() if beside else ANY_HEIGHT)
        self._main.set_room(width, beside=beside)
        self._pane.set_room(width if beside else width - self._rail.width(), beside=beside)
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()
        if not event.spontaneous():
            self._main.drop.choose.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # a minimised window works on
            self._tick.stop()
            self._doing.stop_and_wait()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._doing.stop_and_wait()
        super().closeEvent(event)
