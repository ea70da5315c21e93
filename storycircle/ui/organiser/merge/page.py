"""The merge page: files dropped, files merged, and what to do next.

The middle of the organiser's screen: what was gathered, and where more is dropped.

The Gather place of the organiser's rail: files and pane, beside or below each other.

Below the table: what to do with files that were looked at, or with what was gathered.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import N_, _, n_, p_
from storycircle.core.model import Event
from storycircle.jobs.merge import FileOutcome, MergeResult
from storycircle.jobs.merge_summary import figures
from storycircle.ui.commands import bind
from storycircle.ui.organiser.codes_and_keys import OrganiserAsking
from storycircle.ui.organiser.event_pane import EventPane
from storycircle.ui.organiser.merge.camera_page import CameraWay
from storycircle.ui.organiser.merge.changes_view import ChangesPane, ChoiceRows
from storycircle.ui.organiser.merge.drop_area import DropArea, MessageSlot, ProgressCard
from storycircle.ui.organiser.merge.file_table import FEW, FileTable
from storycircle.ui.organiser.merge.waiting import WaitingTicks
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import MERGING, WRITING, JobKind, Outcome, Part
from storycircle.ui.organiser.page import due
from storycircle.ui.organiser.reading.list_foot import ListFoot
from storycircle.ui.organiser.view_model import (
    HERE,
    CircleRow,
    TableRow,
    found_in_words,
    is_odd,
    reading_in_words,
    results_of,
    row_words,
    rows_of,
)
from storycircle.ui.system.file_dialogs import ask_to_save
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.controls.context_menu import copy_text
from storycircle.ui.widgets.controls.search_bar import ALL, SearchBar
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.layouts import Flow, SentenceAndWays, grounded, side_by_side
from storycircle.ui.widgets.display.message import Answer

_ROWS = 5  # of the table that are shown where the page scrolls as one
_NOTHING = N_("Tick at least one file, or put the list away with {key}.")


class LookFoot(QWidget):
    """One sentence left, the way on right: nothing is written before it is pressed."""

    mergeRequested = Signal()
    awayRequested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._about = label.app(theme, "", second=True)
        self.away = Button(theme, _("Put away"), keys.BACK.cap, "quiet", act=self.awayRequested)
        self.merge = Button(
            theme, _("Merge"), keys.NEXT_PLACE.cap, "main", tall=True, act=self.mergeRequested
        )
        self.merge.refused.connect(self._about.setText)
        column = layouts.column(self)
        column.addLayout(SentenceAndWays(theme, self._about, (self.away, self.merge)))
        self.hide()

    def show_counts(self, ticked: int, of: int) -> None:
        """How many files are ticked, of those that would change something."""
        self._about.setText(_("Nothing is written yet. Untick what is to stay out."))
        self.merge.set_text(n_("Merge {count} file", "Merge {count} files", ticked))
        self.merge.set_not_now("" if ticked else _(_NOTHING, key=keys.BACK.cap))
        said = n_(
            "{ticked} of {total} files are ticked",
            "{ticked} of {total} files are ticked",
            of,
            ticked=ticked,
            total=of,
        )
        self.setAccessibleDescription(said)


class DoneFoot(QWidget):
    """The summary to copy and to save, and the way back; quiet links."""

    copyRequested = Signal()
    saveRequested = Signal()
    backRequested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.copy = Link(theme, _("Copy this summary"), 14, act=self.copyRequested)
        self.save = Link(theme, _("Save it"), 14, act=self.saveRequested)
        self.back = Link(theme, _("Take back this merge"), 14, act=self.backRequested)
        column = layouts.column(self)
        row = Flow(theme.px(24), theme.px(4))
        for link in (self.copy, self.save, self.back):
            row.addWidget(link)
        column.addLayout(row)
        self.hide()

    def show_for(self, *, rows: bool, back: bool) -> None:
        """Whether there are rows to tell of, and a merge to take back."""
        self.copy.setVisible(rows)
        self.save.setVisible(rows)
        self.back.setVisible(back)
        self.setVisible(rows or back)


def close_answer() -> Answer:
    """The answer that puts a message away."""
    return Answer("close", _("Close"), "quiet", keys.BACK.cap)


def _looked_at(done: int, of: int) -> str:
    return n_(
        "Looking at {done} of {figures} files",
        "Looking at {done} of {figures} files",
        of,
        done=i18n.figures(done),
    )


def _merged(done: int, of: int) -> str:
    return n_(
        "Merging {done} of {figures} files",
        "Merging {done} of {figures} files",
        of,
        done=i18n.figures(done),
    )


def _stopped(outcome: Outcome) -> str:
    """What is so after a job that was stopped."""
    if outcome.job is not JobKind.MERGE:
        return _("Nothing was changed.")
    return n_(
        "{merged} of {figures} files are gathered, and safe. Gather again for the "
        "rest: nothing is counted twice.",
        "{merged} of {figures} files are gathered, and safe. Gather again for the "
        "rest: nothing is counted twice.",
        outcome.wanted,
        merged=i18n.figures(outcome.merged),
    )


_AT_WORK = {
    JobKind.LOOK: (N_("Looking for circle files"), _looked_at),
    JobKind.MERGE: (N_("Keeping a copy first"), _merged),
    JobKind.UNDO_MERGE: (N_("Taking it back"), None),
}
"""What is said of a job, and how far it is with one file after another, if it can be stopped."""
_PARTS = {
    # For translators: of files that were gathered; their number stands after it.
    FileOutcome.LOOK: N_("Needs a look"),
    FileOutcome.REFUSED: N_("Refused"),
    FileOutcome.UPDATED: N_("Updated"),
    FileOutcome.NEW: N_("New"),
    FileOutcome.SAME: N_("Same as before"),
    FileOutcome.PASSED: N_("Passed over"),
}
"""The parts of the table that one can look at alone; what needs a person comes first."""
_ODD = "odd"
"""The part of the table whose circles are of another event, or have a number that another has."""
_NEED = list(_PARTS)


def _by_need(row: TableRow) -> int:
    """What a table of files is sorted by."""
    if is_odd(row):
        return -1
    return _NEED.index(FileOutcome(row.outcome)) if row.outcome in _NEED else len(_NEED)


_SHOW = "show "
"""The answer that shows an event, before its id."""
_DROP = "drop "
"""The answer that removes an empty event, before its id."""
_TITLE, _LOOK = N_("Gather the circles"), N_("What this would change")
_OFTEN = N_("Gather them as often as you like: nothing is counted twice.")


def _hidden(text: label.Text) -> label.Text:
    text.hide()
    return text


class GatherColumn(QWidget):
    """Title, table, message, progress and the drop area, from the top down.

    While files that were looked at wait, their changes and the way on stand where the drop area
    was.
    """

    def __init__(self, theme: Theme, session: OrganiserSession) -> None:
        super().__init__()
        self._theme, self.session = theme, session
        self.drop = DropArea(theme)
        self.table = FileTable(theme)
        self.bar = SearchBar(theme, _("A file, a circle, a name"))
        self.foot = ListFoot(theme, self.table)
        self.whole = _hidden(label.hint(theme, ""))
        self.choices = ChoiceRows(theme, session)
        self.slot = MessageSlot(theme, self.drop.choose)
        self.progress = ProgressCard(theme)
        self.waiting = WaitingTicks(theme, self.table)
        self.changes = ChangesPane(theme)
        self.look, self.done = LookFoot(theme), DoneFoot(theme)
        self.asking = OrganiserAsking(theme, session)
        self._title = label.page_title(theme, _(_TITLE))
        self._about = label.app(theme, "", second=True)
        titles = QWidget()
        titles.setLayout(layouts.stack(self._title, self._about))
        column = self._column = layouts.column(self, theme.px(16))
        head = self._head = SentenceAndWays(theme, titles, (), spacing=16)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addWidget(self.table, 1000)  # its own height bounds it; the drop area has the rest
        column.addWidget(self.foot)
        column.addWidget(self.whole)
        column.addWidget(self.waiting)
        column.addWidget(self.changes, 600)
        for below in (self.done, self.choices, self.slot, self.progress):
            column.addWidget(below)
        column.addWidget(self.drop, 1)
        column.addWidget(self.asking)
        column.addStretch(0)  # has what is over where neither the drop area nor changes are shown
        column.addWidget(self.look)
        self._join(session)
        self._show_rows()
        self._show_done()

    def _join(self, session: OrganiserSession) -> None:
        self.look.mergeRequested.connect(self.merge)
        self.look.awayRequested.connect(session.merging.put_away)
        self.done.copyRequested.connect(self._copy)
        self.done.saveRequested.connect(self._ask_to_save)
        self.done.backRequested.connect(session.merging.undo_merge)
        self.table.ticked.connect(self._count)
        self.table.rowShown.connect(self._show_row)
        self.bar.changed.connect(self._search)
        self.bar.wanted.connect(session.find_names)
        self.bar.left.connect(self.table.setFocus)
        self.slot.answered.connect(self._answer)
        bind(self, keys.SEARCH_FOCUS, self.bar.focus, when=self.bar.isVisible)
        self.progress.stopRequested.connect(session.stop)
        session.advanced.connect(self.progress.advance)
        self._missed: frozenset[Part] = frozenset()  # what changed while another place was shown
        session.changed.connect(self._changed)
        session.ended.connect(self._ended)
        session.emptied.connect(self._say_emptied)

    def set_room(self, width: int, *, beside: bool) -> None:
        """As drawn, closer where the window is small, or above the pane."""
        side = 32 if width >= 1280 else 24
        self._column.setContentsMargins(side, 24, side, 24)
        self.table.keep_rows(0 if beside else _ROWS)
        self.choices.set_whole(not beside)
        self.changes.set_whole(not beside)

    # What is shown.

    def _changed(self, parts: frozenset[Part]) -> None:
        parts, self._missed = due(self, parts, self._missed)
        if Part.RUNNING in parts:
            self._show_running()
        if Part.LOOKED in parts:
            self._shape()
        if parts & {Part.ROWS, Part.LOOKED, Part.CIRCLES, Part.RUNNING}:
            self._show_rows()
        if Part.PEOPLE in parts:
            self._know_people()
        if parts & {Part.ROWS, Part.LOOKED, Part.CIRCLES, Part.RUNNING, Part.MERGE_TO_UNDO}:
            self._show_done()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._changed(frozenset())

    def _show_running(self) -> None:
        """Say what is at work; what was said of the job before is gone."""
        running = self.session.state.running
        if running is None:
            self.progress.end()
        elif running.job in WRITING:
            stoppable = running.job is JobKind.REPORT
            said = _("Writing {name}", name=running.name)
            self.progress.begin(said, stoppable=stoppable, counting=None)
        else:
            self.slot.clear()
            said, counting = _AT_WORK[running.job]
            self.progress.begin(_(said), stoppable=counting is not None, counting=counting)

    def _shape(self) -> None:
        """While files wait to be merged, their changes stand where the drop area was."""
        looked = self.session.state.looked
        self._title.setText(_(_LOOK if looked else _TITLE))
        self.look.setVisible(looked)
        self.asking.setVisible(not looked)
        self._fold(self.table.rows())
        self.changes.show_row(None)
        self.waiting.show_rows(self.session.state.rows if looked else ())

    def _show_rows(self) -> None:
        """The files that came; the circles of the event while none did."""
        state = self.session.state
        rows: list[TableRow] = list(state.rows)
        if not rows and not state.merging:
            rows = list(rows_of(state.circles))
        shown = self.table.rows()
        ticks = state.looked
        if ticks != self.table.has_ticks or rows[: len(shown)] != shown or not rows:
            self.table.show_rows(rows, ticks=ticks, order=self._order())
            if ticks:
                self.table.setFocus()
                self.table.scrollToTop()
        elif len(rows) > len(shown):
            self.table.add_rows(rows[len(shown) :])
            if self.bar.text:  # it was searched for among the first of them
                self.table.set_names(state.people or {}, state.circles)
                self._search(self.bar.text, self.bar.chosen)
            if state.merging:
                self.table.scrollToBottom()
        self.table.setVisible(bool(rows))
        self.foot.say_order(_("What needs you is first.") if self._order() else "")
        self.drop.set_empty(not rows)
        self._fold(rows)
        if ticks:
            self._count()
        if not state.merging:
            self._say(rows)

    def _order(self) -> Callable[[TableRow], object] | None:
        """Of many files that are done, what needs a person stands first."""
        state = self.session.state
        done = bool(state.rows) and not state.merging and not state.looked
        return _by_need if done and len(state.rows) > FEW else None

    def _fold(self, rows: Sequence[TableRow]) -> None:
        """From a dozen rows on they can be searched, and the table has the drop area's room."""
        many = len(rows) > FEW
        if not many and not self.bar.isHidden():
            self.bar.reset()
        self.bar.setVisible(many)
        self.drop.setVisible(not many and not self.session.state.looked)
        self.drop.lend_button(self._head if many else None)
        if not many:
            return
        counts = Counter(row.outcome for row in rows)
        reading = self.session.state.reading if isinstance(rows[0], CircleRow) else 0
        parts = {ALL: (p_("all files", "All"), reading or len(rows))}
        if not isinstance(rows[0], CircleRow):
            odd = sum(map(is_odd, rows))
            parts |= {_ODD: (_("Another event or number"), odd)} if odd else {}
            parts |= {o: (_(_PARTS[o]), counts[o]) for o in _PARTS if counts[o]}
        self.bar.show_counts(parts)

    def _search(self, text: str, part: str) -> None:
        """Show what was searched for, of one part of the files or of all."""
        of_part = is_odd if part == _ODD else (lambda row: row.outcome == part)
        self.table.search(text, of_part if part else None)
        self._say_found()

    def _say_found(self) -> None:
        """How many were found, where not all are shown."""
        found, every = len(self.table.found), len(self.table.rows())
        if found == every:
            self._say(self.table.rows())
        else:
            self._about.setText(found_in_words(found, every))

    def _say(self, rows: Sequence[TableRow]) -> None:
        count = len(rows)
        if self.session.state.looked:
            said = figures(self.session.state.rows)
        elif not rows:
            said = " ".join((_("One file from each circle."), _(_OFTEN)))
        elif isinstance(rows[0], CircleRow) and self.session.state.reading:
            said = reading_in_words(self.session.state.reading)
        elif rows[0].outcome == HERE:
            here = n_("{Count} circle is here already.", "{Count} circles are here already.", count)
            said = " ".join((here, _(_OFTEN)))
        else:
            came = self.session.state.came
            files = n_("{Count} file, {time}.", "{Count} files, {time}.", count, time=came)
            said = " ".join((files, _(_OFTEN)))
        self._about.setText(said)

    def _know_people(self) -> None:
        """People can be searched for from now on; what stands in the field is searched again."""
        state = self.session.state
        self.table.set_names(state.people or {}, state.circles)
        if self.bar.text:
            self._search(self.bar.text, self.bar.chosen)

    def _show_done(self) -> None:
        """What to do with the rows once they say what came of their files."""
        state = self.session.state
        if state.merging or state.looked or (state.reading and not state.rows):
            self.done.hide()
        else:
            self.done.show_for(rows=bool(self.table.rows()), back=state.merge_to_undo)

    def _show_row(self, row: TableRow | None) -> None:
        of_file = row if isinstance(row, MergeResult) else None
        self.whole.setText(row_words(row) if row is not None and self.table.each_one_line else "")
        self.whole.setVisible(bool(self.whole.text()))
        self.changes.show_row(of_file if self.session.state.looked else None)

    def _count(self) -> None:
        of = sum(row.changes_something for row in self.table.rows())
        self.look.show_counts(self.table.count_ticked(), of)
        self.waiting.set_left_out(self.table.left_out())

    # What is done.

    def merge(self) -> None:
        """Write what is ticked."""
        if self.table.count_ticked():
            self.session.merging.merge(self.table.left_out(), self.waiting.accepted())

    def _ended(self, outcome: Outcome) -> None:
        if outcome.job not in MERGING:
            return
        if outcome.job is JobKind.MERGE and not outcome.why:
            self.table.show_rows(self.table.rows(), order=self._order())
            self.table.scrollToTop()
            self.drop.choose.setFocus()
        if outcome.stopped:
            self.slot.say(_("Stopped."), _stopped(outcome), (close_answer(),), "")
        elif outcome.job is JobKind.MERGE and not outcome.why:
            self._say_aside()

    def _say_aside(self) -> None:
        """Circles went into another event than the one that stays in front: the way to it."""
        state = self.session.state
        found = [circle for row in state.rows for circle in row.circles if row.aside]
        events = Counter(c.event for c in found if c.event not in ("", state.shown))
        if not events:
            return
        ((event, count),) = events.most_common(1)
        name = next(i18n.event_name(c.title)[1] for c in found if c.event == event)
        title = n_(
            "{Count} circle went into another event: “{event}”.",
            "{Count} circles went into another event: “{event}”.",
            count,
            event=name,
        )
        here = i18n.event_name(state.event.title)[1] if state.event else ""
        said = _("“{event}” stays in front, with its circles as they were.", event=here)
        show = Answer(_SHOW + event, _("Show that event"), "second")
        self.slot.say(title, said, (show, close_answer()), "look")

    def _say_emptied(self, event: Event) -> None:
        """A circle was the last in its event: what is left of that may go."""
        name = i18n.event_name(event.title)[1]
        title = _("“{event}” has no circle any more.", event=name)
        said = _("Its question, programme and headings are still here.")
        # Enter keeps it: removing is never the first answer.
        answers = (Answer("", _("Keep it")), Answer(_DROP + event.id, _("Remove that event")))
        self.slot.say(title, said, answers, "look")

    def _answer(self, value: str) -> None:
        if value.startswith(_SHOW):
            self.session.show_event(value.removeprefix(_SHOW))
        for event in self.session.state.events:
            if value == _DROP + event.id:
                self.session.drop_event(event)

    # The summary.

    def _copy(self) -> None:
        copy_text(self.session.merging.summary(results_of(self.table.rows())))
        self.session.notice(_("Copied."))

    def _ask_to_save(self) -> None:
        date = self.session.clock.now().date().isoformat()
        # For translators: the name of a file.
        name = _("gathered {date}", date=date)
        kinds = _("Text") + " (*.txt)"
        ask_to_save(self, _("Save this summary"), f"{name}.txt", kinds, self.save_summary)

    def save_summary(self, paths: list[Path]) -> None:
        """Write the summary to a file."""
        if paths:
            self.session.merging.save_summary(paths[0], results_of(self.table.rows()))


class GatherPlace(QWidget):
    """What was gathered in the middle, the event so far at the right."""

    def __init__(
        self, theme: Theme, session: OrganiserSession, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.main = GatherColumn(theme, session)
        self.pane = EventPane(theme, session)
        self.camera = CameraWay(theme, session, self, self.main.slot)
        self.main.asking.add_way(self.camera.link)
        self._halves = layouts.row(grounded(self), 0)
        self._halves.addWidget(self.main, 1)
        self._halves.addWidget(self.pane)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.main.asking.stop_and_wait()

    def set_room(self, width: int) -> None:
        """Of the whole window, px. Side by side both fill it, and the table scrolls by itself."""
        beside = side_by_side(self._halves, width / self._theme.scale)
        self.main.set_room(width, beside=beside)
        self.pane.set_room(width, beside=beside)
