"""A meeting of a line, in the rail's place: who is missing, what was open from last time, and when
these people meet again.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import N_, _
from storycircle.core.lines.records import Attendance, Came, FromLastTime, LineKind, Ticked
from storycircle.core.model import Member
from storycircle.core.reviews.review import ReviewState, state_word
from storycircle.ui.commands import bind
from storycircle.ui.room.telling_panel import SidePanel
from storycircle.ui.session.session import Session
from storycircle.ui.session.state import Part
from storycircle.ui.system.field_autosave import Draft, at
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.controls.check_box import TickBox
from storycircle.ui.widgets.controls.choice import Pick
from storycircle.ui.widgets.controls.line_edit import Field, labelled
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.label import RemarkLine, hint, label, section, words
from storycircle.ui.widgets.display.layouts import Flow
from storycircle.ui.widgets.display.message import AskCard

_MAY_LEAVE = {
    Ticked.APOLOGIES: N_("Who sent apologies, and who left"),
    Ticked.BUDDIES: N_("Who tells whom"),
    Ticked.REASONS: N_("Why somebody left"),
    Ticked.QUESTION: N_("The question over all"),
}


class _PersonRow(QWidget):
    """A person of a meeting: a tick for who is missing, then who tells them; and *Has left*.

    missing, buddy: what was chosen. left: they are gone for good.
    """

    missing = Signal(bool)
    buddy = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, name: str, others: list[tuple[str, str]]) -> None:
        """others: the ids and names of those who may tell this person what was said."""
        super().__init__()
        column = layouts.column(self, 0)
        self.tick = TickBox(theme, name)
        self.tick.setAccessibleDescription(_("is missing"))
        self.tick.toggled.connect(self.missing)
        column.addWidget(self.tick)
        self.below = QWidget()
        inside = layouts.column(self.below, theme.px(2), (theme.px(36), 0, 0, theme.px(8)))
        self.told_by = Pick(theme, [("", _("Nobody tells them")), *others])
        self.told_by.setAccessibleName(_("Who tells {name}", name=name))
        self.told_by.chosen.connect(self.buddy)
        inside.addWidget(self.told_by)
        gone = self._gone = Link(theme, _("Has left for good …"), 14, act=self.left)
        gone.setAccessibleDescription(name)
        inside.addWidget(gone)
        column.addWidget(self.below)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What Tab reaches of it, in the order in which it stands."""
        return self.tick, self.told_by, self._gone

    def show_person(self, one: Attendance | None, buddy: str) -> None:
        """Show how a person stands to the meeting. buddy: the seat of who tells them."""
        absent = one is not None and one.came is Came.APOLOGIES
        self.tick.blockSignals(True)
        self.tick.setChecked(absent)
        self.tick.blockSignals(False)
        self.told_by.set_value(buddy)
        self.below.setVisible(absent)


class OpenRow(QWidget):
    """An action from last time, and what became of it. chosen: a state's code; "" for none."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, one: FromLastTime) -> None:
        super().__init__()
        row = Flow(theme.px(12), theme.px(2), self)
        row.setContentsMargins(0, 0, 0, theme.px(10))
        said = QWidget()
        column = layouts.column(said, 0)
        column.addWidget(words(theme, one.text, 16))
        who = i18n.joined((i18n.listed(list(one.who)), i18n.by_when(one.by)), " · ")
        if who:
            column.addWidget(hint(theme, who))
        states = [(state.value, i18n.sentence(state_word(state))) for state in ReviewState]
        self.state = Pick(theme, [("", _("No word yet")), *states])
        self.state.setAccessibleName(_("What became of “{action}”", action=one.text))
        self.state.chosen.connect(self.chosen)
        row.add(said, 3)
        row.add(self.state, 2)


class MeetingPanel(SidePanel):
    """Stands in the rail's place. printRequested: what prints of a meeting."""

    printRequested = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme)
        self._theme, self._session = theme, session
        self._asked: AskCard | None = None
        self._built: object = None
        self.people: dict[str, _PersonRow] = {}
        self.open: dict[str, OpenRow] = {}
        column = self.column
        column.addWidget(section(theme, _("Who is missing?")))
        column.addWidget(hint(theme, _("Tick them: they keep their seat, and have no turn.")))
        column.addSpacing(theme.px(8))
        self._people = layouts.column(spacing=0)
        column.addLayout(self._people)
        self.by_group = TickBox(theme, _("Small groups have one turn together"))
        self.by_group.toggled.connect(self._give_turns)
        column.addWidget(self.by_group)
        self.remark = RemarkLine(theme)
        column.addWidget(self.remark)
        self._not_here = hint(theme, "")
        column.addWidget(self._not_here)
        column.addSpacing(theme.px(16))
        self._open_title = section(theme, _("From last time"))
        column.addWidget(self._open_title)
        self._open = layouts.column(spacing=0)
        column.addLayout(self._open)
        column.addSpacing(theme.px(8))
        self._add_next()
        self._add_leaving()
        self._add_foot()
        session.changed.connect(self._changed)
        self.refresh()  # its rows are there before it is first shown, and laid out

    def _add_next(self) -> None:
        theme, session = self._theme, self._session
        self.next = Field(theme, hint=_("such as 17 May 2007"), serif=False)
        place = at(session.library, session.state.circle.id, "next-meeting")
        self._next = Draft(self.next, session.meeting.set_next, place, shown=self._next_kept)
        self._next.moved.connect(self._show_why)
        self.column.addWidget(labelled(theme, _("We meet again on"), self.next))
        self.of_next = RemarkLine(theme)
        self.column.addWidget(self.of_next)
        self.column.addSpacing(theme.px(16))

    def _add_leaving(self) -> None:
        theme = self._theme
        self.column.addWidget(label(theme, _("May leave with this meeting")))
        self.ticks: dict[Ticked, TickBox] = {}
        for ticked, said in _MAY_LEAVE.items():
            tick = self.ticks[ticked] = TickBox(theme, _(said))
            tick.toggled.connect(self._tick)
            self.column.addWidget(tick)
        self.column.addWidget(hint(theme, _("What is not ticked stays among these people.")))
        self.column.addSpacing(theme.px(16))

    def _add_foot(self) -> None:
        theme = self._theme
        key, act = keys.PRINT_MEETING.cap, self.printRequested
        self.print_ = Button(theme, _("Print …"), key, wide=True, act=act)
        bind(self, keys.PRINT_MEETING, self.printRequested)
        self.print_.set_about(_("Who was there, the progress report, the inquiries"))
        self.column.addWidget(self.print_)
        self.column.addStretch(1)
        self.column.addSpacing(theme.px(12))
        self.done = Button(theme, _("Done"), keys.MEETING.cap, act=self.closed.emit)
        self.column.addWidget(self.done)

    def opened(self) -> None:
        """The keyboard is at the first person."""
        self.refresh()
        self._order_tabs()  # in the window now, which has an order of its own
        first = next(iter(self.people.values()), None)
        (first.tick if first is not None else self.done).setFocus()

    def refresh(self) -> None:
        """Show the meeting as it is now; a row is made anew only for other people or actions."""
        meeting, circle = self._session.meeting.here, self._session.state.circle
        if meeting is None:
            return
        built = circle.members, tuple(one.id for one in meeting.last_time)
        if built != self._built:
            self._built = built
            self._build(circle.shown_names(), circle.members, meeting.last_time)
            self._order_tabs()
        seats = {one.person: one.member for one in meeting.people}
        for member, row in self.people.items():
            one = meeting.of_member(member)
            row.show_person(one, seats.get(one.buddy, "") if one is not None else "")
        for last in meeting.last_time:
            self.open[last.id].state.set_value(last.state)
        self.by_group.setVisible(
            bool(self._session.meeting.groups) or self._session.meeting.by_group
        )
        self.by_group.blockSignals(True)
        self.by_group.setChecked(self._session.meeting.by_group)
        self.by_group.blockSignals(False)
        self._open_title.setVisible(bool(meeting.last_time))
        self._next.fill(self._next_kept())
        for ticked, tick in self.ticks.items():
            tick.blockSignals(True)
            tick.setChecked(ticked in meeting.ticked)
            tick.blockSignals(False)
        own = meeting.line.kind is LineKind.LEARNING_SET
        self.ticks[Ticked.QUESTION].setVisible(own)
        missing = [i18n.figures(number) for number in self._session.meeting.missing()]
        said = _("Not on this laptop: meeting {numbers}.", numbers=i18n.listed(missing))
        self._not_here.setText(said if missing else "")
        self._not_here.setVisible(bool(missing))

    def _build(
        self,
        names: dict[str, str],
        members: tuple[Member, ...],
        last_time: tuple[FromLastTime, ...],
    ) -> None:
        for old in (*self.people.values(), *self.open.values()):
            layouts.discard(old)
        self.people, self.open = {}, {}
        for member in members:
            others = [(one.id, names[one.id]) for one in members if one.id != member.id]
            row = self.people[member.id] = _PersonRow(self._theme, names[member.id], others)
            row.missing.connect(partial(self._set_missing, member.id))
            row.buddy.connect(partial(self._set_buddy, member.id))
            row.left.connect(partial(self._ask_why, member.id))
            self._people.addWidget(row)
        for last in last_time:
            shown = self.open[last.id] = OpenRow(self._theme, last)
            shown.chosen.connect(partial(self._set_state, last.id))
            self._open.addWidget(shown)

    def _order_tabs(self) -> None:
        rows = [part for row in self.people.values() for part in row.controls]
        states = [row.state for row in self.open.values()]
        ends = [self.next, *self.ticks.values(), self.print_, self.done]
        layouts.tab_through([*rows, self.by_group, *states, *ends])

    def _changed(self, parts: frozenset[Part]) -> None:
        if self.isVisible() and parts & {Part.MEETING, Part.MEMBERS}:
            self.refresh()

    def _set_missing(self, member: str, sent: bool) -> None:
        self._attempt(lambda: self._session.meeting.set_apologies(member, sent=sent))

    def _set_buddy(self, member: str, buddy: str) -> None:
        edits = self._session.meeting
        self._attempt(lambda: edits.set_apologies(member, sent=True, buddy=buddy))

    def _give_turns(self, on: bool) -> None:
        session = self._session
        groups = session.meeting.groups if on else ()
        self._attempt(lambda: session.time.give_turns_to(groups))

    def _set_state(self, action: str, code: str) -> None:
        state = ReviewState(code) if code else None
        self._attempt(lambda: self._session.meeting.set_state(action, state))

    def _tick(self) -> None:
        ticked = [one for one, tick in self.ticks.items() if tick.isChecked()]
        self._attempt(lambda: self._session.meeting.tick(ticked))

    def _ask_why(self, member: str) -> None:
        """Ask before somebody is taken off the line; a reason is theirs to give, or not."""
        self._put_away()
        name = i18n.short(self._session.state.name(member))
        title = _("Has {name} left for good?", name=name)
        text = _("Their reason, if they gave one, stays among these people.")
        card = self._asked = AskCard(
            self._theme, title, text, [_("Why, in their words")], _("They have left"), hidden=False
        )
        card.answered.connect(lambda typed: self._leave(member, typed[0]))
        card.closed.connect(self._put_away)
        self.people[member].below.layout().addWidget(card)  # type: ignore[union-attr]
        card.show()
        card.setFocus()

    def _leave(self, member: str, reason: str) -> None:
        if self._attempt(lambda: self._session.meeting.leave_for_good(member, reason)):
            self._asked = None
            self.done.setFocus()

    def _put_away(self) -> None:
        if self._asked is not None:
            layouts.discard(self._asked)
            self._asked = None

    def _next_kept(self) -> str:
        meeting = self._session.meeting.here
        return i18n.day(meeting.line.next) if meeting is not None else ""

    def _show_why(self) -> None:
        self.of_next.show_remark(self._next.why)

    def _attempt(self, act: Callable[[], object]) -> bool:
        done = self._session.attempt(act)
        if not done:
            self.refresh()
        return done
