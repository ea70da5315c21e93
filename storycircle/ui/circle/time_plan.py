"""Times of a circle that can be written: those of the stories in Gather, and the whole plan.

What is typed stays; what follows from it moves, and says so.
"""

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import _, n_
from storycircle.core.members import Remark, backward_programme, past_time, short_rounds, short_time
from storycircle.core.rounds.named_round import fair_rounds
from storycircle.core.turns.schedule import Stage
from storycircle.core.typed_input import ends_at, shown_length
from storycircle.ui.commands import has_key
from storycircle.ui.session.circle_rail import rail_view
from storycircle.ui.session.session import Session
from storycircle.ui.session.view_models import gather_ring
from storycircle.ui.system.field_autosave import Draft, at
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.controls.line_edit import Field, labelled
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.card import antialiased, draw_sign
from storycircle.ui.widgets.display.label import RemarkLine, app, hint, label, section
from storycircle.ui.widgets.display.layouts import Flow
from storycircle.ui.widgets.display.message import Answer, QuestionCard
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
        row.add(labelled(theme, _(session.state.words.time_for), self.time), 1)
        column.addLayout(row)
        self._follows = hint(theme, "")
        column.addSpacing(4)
        column.addWidget(self._follows)
        self.share_out = Link(theme, "", 14, act=session.time.share_out)
        column.addWidget(self.share_out)

    def refresh(self) -> None:
        """Show both as they are now, and which follows which."""
        self._drafts[self.time].fill(self._time_kept())
        self._drafts[self.each].fill(self._each_kept())
        share = self._session.time.share()
        said = _("{length} for each person", length=i18n.spoken_length(share)) if share else ""
        self.each.setAccessibleDescription(said)
        self._follows.setText(self._sentence())
        whole = self._session.time.could_share_out()
        self.share_out.setVisible(bool(whole))
        if whole:
            self.share_out.set_text(
                n_(
                    "Share out all {figures} minute: {time} each",
                    "Share out all {figures} minutes: {time} each",
                    round(whole / 60),
                    time=i18n.length(self._session.time.each_of(whole)),
                )
            )

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
        people, seconds = session.state.circle.present, session.time.for_stories()
        stories = session.state.plan.spans[Stage.STORIES]
        return (
            past_time(stories, session.clock.now(), session.state.words)
            or self._short(people, seconds)
            or backward_programme(session.state.event, stories)
        )

    def _short(self, people: int, seconds: float) -> Remark | None:
        """That the time is too short, for the rounds or for a story each."""
        if self._session.state.rounds:
            return short_rounds(people, seconds, self._session.time.needed_for_rounds())
        floor, spared = self._session.state.settings.shortest_turn, self._session.time.spared()
        return short_time(people, seconds, floor, spared)

    def _sentence(self) -> str:
        state = self._session.state
        if not fair_rounds(state.rounds):
            return _("Each round has a time of its own.")
        if not state.plan.each:
            return _("Minutes each is worked out. Write 3 or 3:30 to set it.")
        return _("The other follows.")

    def effect(self) -> str:
        """What a time for each does to the dialogue of an event, in a sentence; "" where it does
        nothing, or Commit does not end as the event has it.
        """
        session = self._session
        plan, fixed = session.state.plan, session.time.fixed()
        freed = _freed(session)
        if not freed or not plan.each or plan.spans[Stage.COMMIT] != fixed[Stage.COMMIT]:
            return ""
        commit = i18n.clock(plan.spans[Stage.COMMIT].ends)
        if freed > 0:
            return _(session.state.words.shorter, time=commit)
        return _(session.state.words.longer, time=commit)

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


def _freed(session: Session) -> int:
    """Whole minutes by which the stories are shorter than the event has them, and the dialogue
    longer; negative where they are longer. 0 where the dialogue does not give or take just that.
    """
    plan, fixed = session.state.plan, session.time.fixed()
    if not fixed:
        return 0

    def more(stage: Stage) -> float:
        span = fixed[stage]
        length = (span.ends - span.starts).total_seconds() if span.starts else 0.0
        return plan.seconds(stage) - length

    stories, talk = more(Stage.STORIES), more(Stage.DIALOGUE)
    return round(talk / 60) if abs(stories + talk) < 1 else 0


class _Lock(QWidget):
    """The sign of what the event has set."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(theme.px(16), theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            middle = QPointF(self.width() / 2, self.height() / 2)
            size = float(self._theme.px(14))
            draw_sign(painter, "lock", middle, size, self._theme.palette.ink_2, 1.6)


class _Row:
    """A stage of the plan: when it begins, how long it lasts, and a word on what followed."""

    def __init__(self, plan: "TimePlan", theme: Theme, session: Session, stage: Stage) -> None:
        self._session, self._stage = session, stage
        self._called = called = session.state.words.named(stage)
        self.name = app(theme, called)
        self.plain = hint(theme, "")
        self.word = hint(theme, "")
        self.lock = _Lock(theme)
        self.locked = Link(theme, "", 16, act=lambda: plan.ask_to_open(stage))
        self.begins, self.lasts = (_field(theme, px) for px in (_BEGINS, _LASTS))
        self.begins.setAccessibleName(_("{stage} begins", stage=called))
        self.lasts.setAccessibleName(_("{stage} lasts", stage=called))
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
        fields.addWidget(self.locked)
        fields.addStretch(1)
        self.box = QWidget()
        column = self.column = layouts.column(self.box, 0)
        title = layouts.row(spacing=6)
        title.addWidget(self.name)
        title.addWidget(self.lock)
        title.addStretch(1)
        column.addLayout(title)
        column.addLayout(fields)
        column.addWidget(self.word)
        column.addSpacing(theme.px(10))

    def refresh(self) -> None:
        """Show it as it is now: what is past can no longer be written."""
        state, stage = self._session.state, self._stage
        span, now = state.plan.spans[stage], state.stage
        self.name.setText(_("{stage}, now", stage=self._called) if stage is now else self._called)
        begun = stage is now and (self._session.time.course().left is not None)
        past = stage < now
        open_end = stage is Stage.GATHER
        locked = stage in self._session.time.locked() and not past
        self.begins.setVisible(not (past or begun or open_end or locked))
        self.lasts.setVisible(not (past or open_end or locked))
        self.lock.setVisible(locked)
        self.locked.setVisible(locked)
        self.locked.set_text(span.shown())
        said = _("{stage}, {times}, as the event set it", stage=self._called, times=span.shown())
        self.locked.setAccessibleName(said)
        took = self._took()
        if past:
            shown = _("took {time}", time=shown_length(took)) if took else span.shown()
        else:
            shown = span.shown() if open_end or (begun and not locked) else ""
        self.plain.setText(shown)
        self.plain.setVisible(bool(shown))
        self.drafts[0].fill(self._begins_kept())
        self.drafts[1].fill(self._lasts_kept())
        word = "" if past else self._word(locked=locked)
        self.word.setText(word)
        self.word.setVisible(bool(word))

    def _word(self, *, locked: bool) -> str:
        """What follows for the stage from what was changed."""
        session, stage = self._session, self._stage
        freed, each = _freed(session), gather_ring(session).time
        if locked:
            own = stage is Stage.PLENARY and session.time.has_own_times()
            return _("the event’s own, stays") if own else ""
        if stage is Stage.DIALOGUE and freed:
            # For translators: of the dialogue: minutes of the stories’ time, in words.
            if freed > 0:
                return n_("{count} minute longer", "{count} minutes longer", freed)
            return n_("{count} minute shorter", "{count} minutes shorter", -freed)
        if stage is not Stage.STORIES or not each:
            return ""
        if freed <= 0:
            return _("{time} each", time=each)
        return n_(
            "{time} each, {count} minute freed",
            "{time} each, {count} minutes freed",
            freed,
            time=each,
        )

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
        self.question, self._asked = QuestionCard(theme), Stage.PLENARY
        self.question.answered.connect(self._answered)
        self.question.closed.connect(self._leave_it)
        self.back = Link(theme, _("Back to the event’s times"), 14)
        self.back.clicked.connect(self._as_event_has_it)
        column.addWidget(self.back)
        self.in_all = Field(theme, serif=False)
        place = at(session.library, session.state.circle.id, "in-all")
        self._all = Draft(self.in_all, self._set_in_all, place, shown=self._all_kept)
        self._all.moved.connect(self.show_remark)
        self.in_all.returnPressed.connect(self._all.enter)
        self.in_all.editingFinished.connect(self.refresh)
        self.in_all.setMaximumWidth(theme.px(PLAN - 40))
        self.in_all_box = labelled(theme, _("In all, from now"), self.in_all)
        column.addWidget(self.in_all_box)
        self._in_all_hint = hint(theme, "")
        column.addWidget(self._in_all_hint)
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
        locked = Stage.PLENARY in self._session.time.locked()
        self.in_all_box.setVisible(not locked)
        self._in_all_hint.setText(
            _("All ends as the event set it, at {time}.", time=self._ends())
            if locked
            else _("Write “1 hour”, and it is shared out.")
        )
        self.back.setVisible(self._session.time.has_own_times())
        view = rail_view(self._session)
        self._clock.setText(view.clock)
        self._pace.setText(view.pace)
        self._pace.setVisible(bool(view.pace))
        self.show_remark()

    def show_remark(self) -> None:
        """Say why what was typed was not taken."""
        drafts = [draft for row in self.rows.values() for draft in row.drafts]
        self.remark.show_remark(next((one.why for one in (*drafts, self._all) if one.why), ""))

    def open_at(self, stage: Stage) -> None:
        """Put the focus on a stage’s time, or on the first that can still be written."""
        self.refresh()
        rows = [self.rows[stage], *self.rows.values()]
        places = [place for row in rows for place in (row.lasts, row.locked)]
        place = next((place for place in places if not place.isHidden()), self.in_all)
        place.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(place, Field):
            place.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves what is asked, then the plan; what else is pressed in it is no key of the page
        beside it.
        """
        if has_key(event, keys.BACK):
            if self.question.isHidden():
                self.closed.emit()
            else:
                self._leave_it()
        event.accept()

    # What the event has set.

    def ask_to_open(self, stage: Stage) -> None:
        """Ask, below a stage, whether its time is to be another one for this circle."""
        self._asked = stage
        column = self.rows[stage].column
        column.insertWidget(column.count() - 1, self.question)  # above the space that ends the row
        answers = (Answer("", _("Leave it")), Answer("open", _("Change it")))
        title, text = _("This is what the event set."), _("Change it for this circle?")
        self.question.ask(title, text, answers)
        self.question.take_focus()

    def _answered(self, value: str) -> None:
        if not value:
            self._leave_it()
            return
        self._session.time.open_times(self._asked)
        self.refresh()
        self.open_at(self._asked)
        self.question.hide()

    def _leave_it(self) -> None:
        """It stays as the event set it."""
        self.rows[self._asked].locked.setFocus(Qt.FocusReason.OtherFocusReason)
        self.question.hide()

    def _as_event_has_it(self) -> None:
        self._session.time.as_event_has_it()
        self.refresh()
        self.open_at(self._session.state.stage)

    def _ends(self) -> str:
        return i18n.clock(self._session.state.plan.spans[Stage.PLENARY].ends)

    def _set_in_all(self, text: str) -> None:
        if text.strip():
            self._session.time.set_in_all(text)

    def _all_kept(self) -> str:
        return shown_length(self._session.time.in_all())


def _field(theme: Theme, px: int) -> Field:
    field = Field(theme, serif=False)
    field.setFixedSize(theme.px(px), theme.px(_HIGH))
    return field
