"""Merging step by step: looked at, ticked, written, and taken back until the next change."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.clock import Clock
from storycircle.core.commands.keys import BACK
from storycircle.core.errors import Refused
from storycircle.jobs.merge import Merged, summary
from storycircle.store.library import Library
from storycircle.store.safety.disk import write_bytes
from storycircle.ui.organiser.background_jobs import TOOK_BACK, Doing, Looked, Told
from storycircle.ui.organiser.merge.page import GatherColumn
from storycircle.ui.system.file_dialogs import ask_to_save
from storycircle.ui.widgets.display.message import Answer

_CLOSE = Answer("close", "Close", "quiet", BACK.cap)
_UNCHANGED = "Nothing was changed."


class Merging(QObject):
    """Between the jobs and the column that shows them.

    finished: something was merged or taken back, with the event to show. began: a job is at work.
    noticed: a sentence to be said in passing.
    """

    finished = Signal(object)
    began = Signal()
    noticed = Signal(str)

    def __init__(
        self, doing: Doing, main: GatherColumn, library: Library, clock: Clock, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._doing, self._main, self._library, self._clock = doing, main, library, clock
        self._over = parent
        self._looked: Looked | None = None
        self.about = ("", "")  # the id and the name of the event that is shown
        doing.looked.connect(main.add)
        doing.merged.connect(main.add)
        main.look.mergeRequested.connect(self.merge)
        main.look.awayRequested.connect(self.put_away)
        main.table.ticked.connect(self._count)
        main.table.rowShown.connect(self._show_row)
        main.done.copyRequested.connect(self._copy)
        main.done.saveRequested.connect(self._ask_to_save)
        main.done.backRequested.connect(self.take_back)

    @property
    def looking(self) -> bool:
        """Whether files were looked at and wait to be merged."""
        return self._looked is not None

    def look(self, paths: list[Path]) -> None:
        """See what files would change; rows appear as they are read."""
        if not paths or self._doing.busy:
            return
        self._close()
        self._main.begin("Looking for circle files", "Looking at")
        self._doing.look(paths)
        self.began.emit()

    def merge(self) -> None:
        """Write what is ticked."""
        looked, left_out = self._looked, self._main.table.left_out()
        if looked is None or self._doing.busy or not self._main.table.count_ticked():
            return
        accepted = self._main.waiting.accepted()
        self._main.begin("Keeping a copy first", "Merging")
        self._doing.merge(looked.batch.without(left_out, accepted), looked, self.about[0] or None)
        self.began.emit()

    def put_away(self) -> None:
        """Let go of what was looked at; nothing of it is written."""
        self._close()
        self.finished.emit(self.about[0] or None)

    def take_back(self) -> None:
        """Let everything be as it was before the last merge."""
        if not self._doing.busy:
            self._main.begin("Taking it back", "")
            self._doing.take_back()
            self.began.emit()

    def done(self, result: object) -> bool:
        """What a job of these came to; False where it was another's."""
        if isinstance(result, Looked):
            self._show_looked(result)
        elif isinstance(result, Told):
            self._close()
            self._show_told(result)
        elif result == TOOK_BACK:
            self.noticed.emit("Taken back. The circles are as they were before that merge.")
            self.finished.emit(self.about[0] or None)
        else:
            return False
        return True

    def _show_looked(self, looked: Looked) -> None:
        rows = self._main.table.rows()
        if not looked.whole:
            looked.close()
            self.finished.emit(self.about[0] or None)
            self._main.slot.say("Stopped.", _UNCHANGED, (_CLOSE,), "")
        elif any(row.changes_something for row in rows):
            self._looked = looked
            self._main.show_look()
            self._count()
        else:
            looked.close()
            self._main.show_done(back=self._library.can_take_back())
            if len(rows) == 1 and rows[0].refused:
                self._main.table.show_rows([])
                self._doing.refused.emit(rows[0].why)

    def _show_told(self, told: Told) -> None:
        rows = self._main.table.rows()
        self.finished.emit(told.event)
        self._main.table.show_rows(rows)
        self._main.drop.choose.setFocus()
        self._main.show_done(back=self._library.can_take_back())
        if told.merged < told.files:
            said = f"{told.merged:,} of {told.files:,} files are gathered, and safe. "
            said += "Gather again for the rest: nothing is counted twice."
            self._main.slot.say("Stopped.", said, (_CLOSE,), "")

    def _count(self) -> None:
        table = self._main.table
        of = sum(row.changes_something for row in table.rows())
        self._main.look.show_counts(table.count_ticked(), of)
        self._main.waiting.set_left_out(table.left_out())

    def _show_row(self, row: Merged | None) -> None:
        self._main.changes.show_row(row if self.looking else None)

    # The summary.

    def _summary(self) -> str:
        return summary(self._main.table.rows(), self.about[1], self._clock.now())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._summary())
        self.noticed.emit("Copied.")

    def _ask_to_save(self) -> None:
        name = f"gathered {self._clock.now().date().isoformat()}.txt"
        ask_to_save(self._over, "Save this summary", name, "Text (*.txt)", self.save)

    def save(self, paths: list[Path]) -> None:
        """Write the summary to a file."""
        if not paths:
            return
        try:
            write_bytes(paths[0], self._summary().encode())
        except Refused as refused:
            self.noticed.emit(str(refused))
            return
        self.noticed.emit(f"Saved as {i18n.short(paths[0].name)}.")

    def stop_and_wait(self) -> None:
        """Let go of all that was unpacked to be looked at."""
        self._close()

    def _close(self) -> None:
        if self._looked is not None:
            self._looked.close()
            self._looked = None
        self._main.end_look()
