"""The rail's place: one panel at a time stands there, beside the screen or alone.

The facilitator's own note is one of them.
"""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget
from shiboken6 import isValid

from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.core.turns.schedule import Stage
from storycircle.ui.circle.beside.meeting_panel import MeetingPanel
from storycircle.ui.circle.stage_screen import FOLD
from storycircle.ui.circle.time_plan import PLAN, TimePlan
from storycircle.ui.room.telling_panel import SidePanel, TellingPanel
from storycircle.ui.session.beside.private_note import OWN_NOTE
from storycircle.ui.session.session import Session
from storycircle.ui.system.field_autosave import Draft, at, flush_all
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.text_edit import Writing
from storycircle.ui.widgets.display.label import RemarkLine, hint, section
from storycircle.ui.widgets.display.layouts import Flow
from storycircle.ui.widgets.display.message import Saved, SavedState

_HIGH = 160  # px at 100 % that the field is high at least


class NotePanel(SidePanel):
    """Stands in the rail's place, and never where the room sees it."""

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme)
        self._note = session.private_note
        column = self.column
        head = Flow(theme.px(12), theme.px(4))
        head.add(section(theme, _("Your own note")), 1)
        self._saved = Saved(theme)
        head.addWidget(self._saved)
        column.addLayout(head)
        said = _(
            "For you alone. It stays on this laptop, is in no file and on no paper, and goes with "
            "the circle, or with the notes you erase."
        )
        column.addWidget(hint(theme, said))
        column.addSpacing(theme.px(12))
        self.field = Writing(theme)
        self.field.setAccessibleName(_("Your own note"))
        self.field.setAccessibleDescription(said)
        self.field.setMinimumHeight(theme.px(_HIGH))
        column.addWidget(self.field, 1)
        self.remark = RemarkLine(theme)
        column.addWidget(self.remark)
        column.addSpacing(theme.px(12))
        self.done = Button(theme, _("Done"), keys.OWN_NOTE.cap, act=self.closed.emit)
        column.addWidget(self.done)
        place = at(session.library, session.state.circle.id, OWN_NOTE)
        self._draft = Draft(self.field, self._note.write, place, shown=self._note.kept)
        self._draft.moved.connect(self.show_saved)

    def opened(self) -> None:
        """The cursor stands at the end of what was noted before."""
        self._draft.fill(self._note.kept())
        self.show_saved()
        cursor = self.field.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.field.setTextCursor(cursor)
        self.field.setFocus()

    def refresh(self) -> None:
        """Show the note as it is kept: it may have been erased."""
        self._draft.fill(self._note.kept())

    def show_saved(self) -> None:
        """Say whether the note is on the disk, and why not."""
        self.remark.show_remark(self._draft.why)
        state = SavedState.SAVING if self._draft.waiting else SavedState.SAVED
        self._saved.set_state(SavedState.NOT_YET if self._draft.refused else state)


class RailPlace(QObject):
    """Shows the time plan, the own note or what the room can be told where the rail stands.

    The focus goes back where it was. left: a panel is put away, and what had the focus before it is
    not to be seen any more. putAway: no panel is shown. printRequested: what prints of a meeting.
    """

    left = Signal()
    printRequested = Signal()
    putAway = Signal()

    def __init__(
        self, theme: Theme, session: Session, row: QBoxLayout, rail: QWidget, stack: QWidget
    ) -> None:
        """row: has the rail first, then the stack of screens."""
        super().__init__(stack)
        self._theme, self._session = theme, session
        self._row, self._rail, self._stack = row, rail, stack
        self._shown: QWidget | None = None
        self._before: QWidget | None = None
        self._width = 0
        self.plan: TimePlan | None = None
        self.note: NotePanel | None = None
        self.telling: TellingPanel | None = None
        self.meeting: MeetingPanel | None = None
        self._for_one = False

    def show_for_one(self, *, alone: bool) -> None:
        """Leave the page without the rail, while it is for one person's eyes; or with it again."""
        if alone and self._shown is not None:
            self._put_away()
        self._for_one = alone
        self.fit(self._width)

    @property
    def alone(self) -> bool:
        """Whether a panel stands in the place of the screen, of which nothing is seen then."""
        return self._shown is not None and self._stack.isHidden()

    def toggle_plan(self, stage: Stage | None = None) -> None:
        """Open the time plan at a stage, that of now where none is named; or close it again."""
        if self.plan is not None and self._shown is self.plan and stage is None:
            self._put_away()
            self.left.emit()
            return
        if self.plan is None:
            self.plan = TimePlan(self._theme, self._session)
            self.plan.closed.connect(self.toggle_plan)
        self._show(self.plan)
        self.plan.open_at(stage or self._session.state.stage)

    def toggle_note(self) -> None:
        """Open the facilitator's own note; or close it again."""
        if self.note is None:
            self.note = NotePanel(self._theme, self._session)
            self._session.erased.connect(self.note.refresh)
        self._toggle(self.note)

    def toggle_telling(self) -> None:
        """Open what the room can be told; or close it again."""
        if self.telling is None:
            self.telling = TellingPanel(self._theme, self._session.telling)
        self._toggle(self.telling)

    def toggle_meeting(self) -> None:
        """Open who is missing and what was open; or close it again. Of a circle that is no meeting,
        how its people meet again is said.
        """
        if self._session.meeting.here is None:
            said = _(
                "This circle is no meeting of a line. {key} begins the next one with its people.",
                key=keys.NEXT_MEETING.cap,
            )
            self._session.notice(said)
            return
        if self.meeting is None:
            self.meeting = MeetingPanel(self._theme, self._session)
            self.meeting.printRequested.connect(self.printRequested)
        self.meeting.refresh()  # before it is shown: so high are its rows
        self._toggle(self.meeting)

    def refresh(self) -> None:
        """Show the times of now, where the plan is shown."""
        if self.plan is not None and self._shown is self.plan:
            self.plan.refresh()

    def close(self) -> None:
        """Put away what stands in the rail's place; work goes on where it was."""
        before = self._put_away()
        if before is None:
            self.left.emit()
        else:
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.putAway.emit()

    def fit(self, width: int) -> None:
        """Let the panel stand beside the screen where both have room, else in its place.

        width: that of the window, px.
        """
        self._width, panel = width, self._shown
        self._rail.setVisible(panel is None and not self._for_one)
        alone = panel is not None and width / max(1.0, self._theme.scale) < FOLD
        self._stack.setVisible(not alone)
        if panel is not None:
            wide = self._theme.px(PLAN)
            panel.setMinimumWidth(wide)
            panel.setMaximumWidth(self._stack.maximumWidth() if alone else wide)

    def _toggle(self, panel: SidePanel) -> None:
        if self._row.indexOf(panel) < 0:
            panel.closed.connect(self.close)
        if self._shown is panel:
            self.close()
        else:
            self._show(panel)
            panel.opened()

    def _show(self, panel: QWidget) -> None:
        """Show a panel in the place of another one."""
        if self._row.indexOf(panel) < 0:
            self._row.insertWidget(1, panel)
        if self._shown is None:
            self._before = QApplication.focusWidget()
        elif self._shown is not panel:
            flush_all(self._shown)
            self._shown.hide()
        self._shown = panel
        panel.show()
        self.fit(self._width)

    def _put_away(self) -> QWidget | None:
        """Put the panel away, and all of it saved; what had the focus before, where that is still
        to be seen.
        """
        panel, self._shown = self._shown, None
        before, self._before = self._before, None
        if panel is None:
            return None
        flush_all(panel)
        self._stack.show()  # first: the focus that a hidden panel had would go to the rail
        panel.hide()
        self.fit(self._width)
        if before is None or not isValid(before) or not before.isVisible():
            return None
        return before if self._stack.isAncestorOf(before) else None
