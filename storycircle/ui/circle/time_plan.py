"""Times of a circle that can be written: those of the stories in Gather, and the whole plan.

What is typed stays; what follows from it moves, and says so.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPalette
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.core.members import Remark, backward_programme, past_time, short_time
from storycircle.core.turns.schedule import Stage, is_its_day
from storycircle.core.typed_input import ends_at, shown_length
from storycircle.ui.commands import has_key
from storycircle.ui.session.session import Session
from storycircle.ui.session.view_models import gather_ring, rail_view
from storycircle.ui.system.field_autosave import Draft, at
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.line_edit import Field, labelled
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.label import RemarkLine, app, hint, label, section
from storycircle.ui.widgets.display.layouts import Flow
from storycircle.ui.widgets.display.scroll_area import ScrollArea

PLAN = 268
"""Px of the plan's width at 100 %, as it stands in the rail's place."""
_BEGINS, _LASTS, _HIGH = 72, 92, 32


class StoryTimes(QWidget):
    """Gather's two times: minutes each, and when the stories end; the one typed last holds, and the
    other follows. entered: Enter ended one of them. moved: what was typed waits, or was taken.
    """

    entered = Signal()
    moved = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._session = session
        self.time, self.each = Field(theme, serif=False), Field(theme, serif=False)
        library, circle = session.library, session.state.circle.id
        self._drafts = {
            self.each: Draft(
                self.each, self._set_each, at(library, circle, "each"), shown=self._each_kept
            ),
            self.time: Draft(
                self.time, self._set_time, at(library, circle, "time"), shown=self._time_kept
            ),
        }
        for field, draft in self._drafts.items():
            draft.moved.connect(self.moved)
            field.returnPressed.connect(lambda draft=draft: self._enter(draft))
            field.editingFinished.connect(self._left)
        column = layouts.column(self, 0)
        row = Flow(16, 12)
        row.add(labelled(theme, _("Minutes each"), self.each), 1)
        row.add(labelled(theme, _("Time for stories"), self.time), 1)
        column.addLayout(row)
        self._follows = hint(theme, "")
        column.addSpacing(4)
        column.addWidget(self._follows)

    def refresh(self) -> None:
        """Show both as they are now, and which follows which."""
        self._drafts[self.time].fill(self._time_kept())
        self._drafts[self.each].fill(self._each_kept())
        share = self._session.time.share()
        said = _("{length} for each person", length=i18n.spoken_length(share)) if share else ""
        self.each.setAccessibleDescription(said)
        self._follows.setText(self._sentence())

    @property
    def why(self) -> str:
        """Why what stands in a field was not taken. Half of a time is not clear yet: nothing is
        said of a field that is still written in.
        """
        drafts = self._drafts.items()
        return next((one.why for field, one in drafts if one.why and not field.hasFocus()), "")

    def remark(self) -> Remark | None:
        """What is odd of the times, though they can be taken."""
        session = self._session
        people, seconds = len(session.state.circle.members), session.time.for_stories()
        stories = session.state.plan.spans[Stage.STORIES]
        return (
            past_time(stories, session.clock.now())
            or short_time(people, seconds, session.state.settings.shortest_turn)
            or backward_programme(session.state.event, stories)
        )

    def _sentence(self) -> str:
        state = self._session.state
        if not state.plan.each:
            return _("Minutes each is worked out. Write 3 or 3:30 to set it.")
        if not is_its_day(state.event, self._session.clock.now()):
            return _("The stories end by it.")
        commit = i18n.clock(state.plan.spans[Stage.COMMIT].ends)
        return _("The stories end by it; Commit still ends at {time}.", time=commit)

    def _time_kept(self) -> str:
        ends = self._session.state.plan.spans[Stage.STORIES].ends
        return _("until {time}", time=i18n.clock(ends))

    def _each_kept(self) -> str:
        each = self._session.state.plan.each
        return gather_ring(self._session).time or (i18n.length(each) if each else "")

    def _set_time(self, text: str) -> None:
        """Set the time; an empty field leaves it as it is. Raises Refused."""
        session = self._session
        if text.strip():
            ends_at(text, session.time.stories_begin(), session.clock.now())
            session.time.set_time(text)

    def _set_each(self, text: str) -> None:
        """Set what each has; an empty field leaves it as it is. Raises Refused."""
        if text.strip():
            self._session.time.set_each(text)

    def _left(self) -> None:
        """A field was left: both show what is kept, and what was refused is said now."""
        self.refresh()
        self.moved.emit()

    def _enter(self, draft: Draft) -> None:
        """Enter takes the time, or says what is not clear of it."""
        draft.enter()
        self.entered.emit()


class _Row:
    """A stage of the plan: when it begins, how long it lasts, and a word on what followed."""

    def __init__(self, plan: "TimePlan", theme: Theme, session: Session, stage: Stage) -> None:
        self._session, self._stage = session, stage
        self.name = app(theme, stage.title)
        self.plain = hint(theme, "")
        self.word = hint(theme, "")
        self.begins, self.lasts = (_field(theme, px) for px in (_BEGINS, _LASTS))
        self.begins.setAccessibleName(_("{stage} begins", stage=stage.title))
        self.lasts.setAccessibleName(_("{stage} lasts", stage=stage.title))
        place = session.library, session.state.circle.id
        self.drafts = (
            Draft(
                self.begins,
                self._set_begin,
                at(*place, f"begins-{stage}"),
                shown=self._begins_kept,
            ),
            Draft(
                self.lasts, self._set_length, at(*place, f"lasts-{stage}"), shown=self._lasts_kept
            ),
        )
        for field, draft in zip((self.begins, self.lasts), self.drafts, strict=True):
            draft.moved.connect(plan.show_remark)
            field.returnPressed.connect(draft.enter)
            field.editingFinished.connect(plan.refresh)
        fields = layouts.row(spacing=6)
        fields.addWidget(self.begins)
        fields.addWidget(self.lasts)
        fields.addWidget(self.plain, 1)
        fields.addStretch(1)
        self.box = QWidget()
        column = layouts.column(self.box, 0)
        column.addWidget(self.name)
        column.addLayout(fields)
        column.addWidget(self.word)
        column.addSpacing(theme.px(10))

    def refresh(self) -> None:
        """Show it as it is now: what is past can no longer be written."""
        state, stage = self._session.state, self._stage
        span, now = state.plan.spans[stage], state.stage
        self.name.setText(_("{stage}, now", stage=stage.title) if stage is now else stage.title)
        begun = stage is now and (self._session.time.course().left is not None)
        past = stage < now
        open_end = stage is Stage.GATHER
        self.begins.setVisible(not (past or begun or open_end))
        self.lasts.setVisible(not (past or open_end))
        took = self._took()
        if past:
            shown = _("took {time}", time=shown_length(took)) if took else span.shown()
        else:
            shown = span.shown() if open_end or begun else ""
        self.plain.setText(shown)
        self.plain.setVisible(bool(shown))
        self.drafts[0].fill(self._begins_kept())
        self.drafts[1].fill(self._lasts_kept())
        word = ""
        if stage is Stage.STORIES and not past and (each := gather_ring(self._session).time):
            word = _("{time} each", time=each)
        self.word.setText(word)
        self.word.setVisible(bool(word))

    def _took(self) -> float:
        """Seconds the stage has had; 0 where nobody measured."""
        state, now = self._session.state, self._session.clock.reading()
        if self._stage is Stage.STORIES:
            return state.round.spent(now) if state.round is not None else 0.0
        return state.clocks.seconds(self._stage, now)

    def _begins_kept(self) -> str:
        starts = self._session.state.plan.spans[self._stage].starts
        return i18n.clock(starts) if starts else ""

    def _lasts_kept(self) -> str:
        return shown_length(self._session.state.plan.seconds(self._stage))

    def _set_begin(self, text: str) -> None:
        if text.strip():
            self._session.time.set_begin(self._stage, text)

    def _set_length(self, text: str) -> None:
        if text.strip():
            self._session.time.set_length(self._stage, text)


class TimePlan(QWidget):
    """When each stage begins and how long it lasts, each of it a field, and how long all takes from
    now. It stands in the rail's place. closed: Esc, or its button.
    """

    closed = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setAutoFillBackground(True)
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Window, QColor(theme.palette.sunk))
        self.setPalette(colours)
        inside = QWidget()
        column = layouts.column(inside, 0)
        column.setContentsMargins(theme.px(24), theme.px(22), theme.px(16), 20)
        column.addWidget(section(theme, _("Time plan")))
        column.addWidget(label(theme, _("Each stage: begins, lasts")))
        column.addSpacing(theme.px(12))
        self.rows = {stage: _Row(self, theme, session, stage) for stage in Stage}
        for row in self.rows.values():
            column.addWidget(row.box)
        self.in_all = Field(theme, serif=False)
        place = at(session.library, session.state.circle.id, "in-all")
        self._all = Draft(self.in_all, self._set_in_all, place, shown=self._all_kept)
        self._all.moved.connect(self.show_remark)
        self.in_all.returnPressed.connect(self._all.enter)
        self.in_all.editingFinished.connect(self.refresh)
        self.in_all.setMaximumWidth(theme.px(PLAN - 40))
        column.addWidget(labelled(theme, _("In all, from now"), self.in_all))
        column.addWidget(hint(theme, _("Write “1 hour”, and it is shared out.")))
        self.remark = RemarkLine(theme)
        column.addWidget(self.remark)
        column.addStretch(1)
        self._clock, self._pace = section(theme, ""), label(theme, "")
        column.addWidget(self._clock)
        column.addWidget(self._pace)
        close = Button(theme, _("Done"), keys.TIME_PLAN.cap, act=self.closed.emit)
        column.addSpacing(theme.px(12))
        column.addWidget(close)
        layouts.column(self, 0).addWidget(ScrollArea(inside), 1)
        self.refresh()

    def refresh(self) -> None:
        """Show the plan as it is now."""
        for row in self.rows.values():
            row.refresh()
        self._all.fill(self._all_kept())
        view = rail_view(self._session)
        self._clock.setText(view.clock)
        self._pace.setText(view.pace)
        self.show_remark()

    def show_remark(self) -> None:
        """Say why what was typed was not taken."""
        drafts = [draft for row in self.rows.values() for draft in row.drafts]
        self.remark.show_remark(next((one.why for one in (*drafts, self._all) if one.why), ""))

    def open_at(self, stage: Stage) -> None:
        """Put the focus on a stage’s time, or on the first that can still be written."""
        self.refresh()
        rows = [self.rows[stage], *self.rows.values()]
        field = next((row.lasts for row in rows if not row.lasts.isHidden()), self.in_all)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the plan; what else is pressed in it is no key of the page beside it."""
        if has_key(event, keys.BACK):
            self.closed.emit()
        event.accept()

    def _set_in_all(self, text: str) -> None:
        if text.strip():
            self._session.time.set_in_all(text)

    def _all_kept(self) -> str:
        return shown_length(self._session.time.in_all())


def _field(theme: Theme, px: int) -> Field:
    field = Field(theme, serif=False)
    field.setFixedSize(theme.px(px), theme.px(_HIGH))
    return field
