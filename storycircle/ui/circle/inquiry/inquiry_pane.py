"""The inquiry of whoever speaks, beside the ring: its question, what was open from last time, the
eight questions to note under, and one to three actions.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QTimer, SignalInstance
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.core.lines.records import EIGHT_QUESTIONS, FromLastTime, Inquiry
from storycircle.core.model import MOST_ACTIONS, new_id
from storycircle.core.reviews.review import ReviewState
from storycircle.ui.circle.beside.meeting_panel import OpenRow
from storycircle.ui.circle.inquiry.action_row import ActionRow
from storycircle.ui.circle.inquiry.owners_leave import OwnersLeave
from storycircle.ui.circle.inquiry.question_list import EightQuestions
from storycircle.ui.circle.stage_screen import StageScreen
from storycircle.ui.rounds.note_pane import RoundNotePane
from storycircle.ui.system.field_autosave import Draft, Place, flush_all, tell_refused
from storycircle.ui.widgets.controls.button import Link
from storycircle.ui.widgets.controls.context_menu import ContextMenu, Entry
from storycircle.ui.widgets.controls.keycap import HintLine, with_caps
from storycircle.ui.widgets.controls.text_edit import Writing
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.label import hint, label
from storycircle.ui.widgets.display.layouts import Flow


class InquiryPane:
    """Fills the pane of the Stories screen in a learning set; shows one inquiry of one person."""

    def __init__(self, screen: StageScreen) -> None:
        self._screen, self._session = screen, screen.session
        self._member: str | None = None
        self._group: tuple[str, ...] = ()  # who has a turn with them
        self.noting = False
        self._shown = ""  # the id of the inquiry that is shown; that of a new one, until it has one
        self.names: dict[str, str] = {}
        theme = screen.theme
        screen.pane.addLayout(screen.pane_title(""))
        self.whole = QWidget()
        screen.pane.addWidget(self.whole, 1)
        self._column = layouts.column(self.whole, 0)
        self._round = label(theme, "")
        self.note = RoundNotePane(theme, self._session)
        for part in (self._round, self.note):
            part.hide()
            self._column.addWidget(part)
        self.note.setContentsMargins(0, 0, 0, theme.px(16))
        another = _("{key} shows another inquiry of theirs, or begins one.")
        self._others = HintLine(theme, with_caps(another, key=keys.NEXT_STORY.cap))
        self._column.addWidget(self._others)
        self._build_question()
        self._build_last_time()
        self._build_eight()
        self._build_actions()
        self.leave = OwnersLeave(theme, self._session)
        self.leave.settleRequested.connect(lambda id_: screen.settleRequested.emit((id_,)))
        self._column.addWidget(self.leave)
        self._column.addStretch(1)

    # What it is made of.

    def _build_question(self) -> None:
        theme = self._screen.theme
        self.question = Writing(theme, px=18, line=25, weight=600, grows=True, single=True)
        self._question = self._draft(self.question, self._reword, "question")
        self._column.addSpacing(theme.px(6))
        self._column.addWidget(self.question)
        self._before = hint(theme, "")
        self._column.addWidget(self._before)
        row = Flow(theme.px(12), 0)
        self._owners = hint(theme, "")
        self.with_whom = Link(theme, _("With whom …"), 14, act=self._offer_owners)
        row.addWidget(self._owners)
        row.addWidget(self.with_whom)
        self._column.addLayout(row)
        self.owners_menu = ContextMenu(self.with_whom, self._of_owners)

    def _build_last_time(self) -> None:
        theme = self._screen.theme
        self._last_title = label(theme, _("From last time"))
        self._column.addSpacing(theme.px(12))
        self._column.addWidget(self._last_title)
        self._last = layouts.column(spacing=0)
        self._column.addLayout(self._last)
        self.open: dict[str, OpenRow] = {}

    def _build_eight(self) -> None:
        theme = self._screen.theme
        self._column.addSpacing(theme.px(8))
        self.eight = EightQuestions(theme)
        self.eight.pressed.connect(self.open_question)
        self._column.addWidget(self.eight)
        under = partial(self._write, 0)
        self._note = self._draft(
            self.eight.note, lambda text: self._write(self.eight.opened, text), "note"
        )
        self._column.addSpacing(theme.px(8))
        self._column.addWidget(label(theme, _("Notes, under no question")))
        self.beside = Writing(theme, _("Write as you listen, or not at all."), grows=True)
        self.beside.setAccessibleName(_("Notes, under no question"))
        self._beside = self._draft(self.beside, under, "beside")
        self._column.addWidget(self.beside)

    def _build_actions(self) -> None:
        theme = self._screen.theme
        self._column.addSpacing(theme.px(12))
        self._column.addWidget(label(theme, _("Next, one to three actions")))
        self._column.addSpacing(theme.px(4))
        self.actions = [
            ActionRow(self._screen.theme, self, number + 1) for number in range(MOST_ACTIONS)
        ]
        self._new_actions = [new_id() for _row in self.actions]
        for row in self.actions:
            self._column.addWidget(row)

    def _draft(self, field: Writing, save: Callable[[str], object], part: str) -> Draft:
        return Draft(field, save, self.at(part), refusals=self._session.refused)

    def at(self, part: str) -> Callable[[], Place | None]:
        """Where what cannot be taken of a part of the inquiry that is shown is kept."""

        def place() -> Place | None:
            if self._member is None:
                return None
            under = f" {self.eight.opened}" if part == "note" else ""
            circle = self._session.state.circle.id
            return Place(self._session.library, circle, f"{self._shown} {part}{under}")

        return place

    @property
    def refused(self) -> SignalInstance:
        """Carries why something was not taken."""
        return self._session.refused

    @property
    def first_field(self) -> QWidget:
        """Where writing begins: the note of a round without stories, else the notes of the inquiry,
        or its question where there is none yet.
        """
        if not self.note.isHidden():
            return self.note.field
        return self.question if self.shown() is None else self.beside

    def writing(self) -> bool:
        """Whether the focus is in this pane, where plain keys belong to what has it."""
        focus = QApplication.focusWidget()
        return focus is not None and self.whole.isAncestorOf(focus)

    @staticmethod
    def written() -> bool:
        """Whether anything is written in it now: an inquiry always may be."""
        return True

    def tells(self) -> bool:
        """Whether there may be another inquiry of one person."""
        return True

    def take_focus(self) -> None:
        """The cursor where writing begins."""
        self.first_field.setFocus()

    # Which inquiry is shown.

    def show_member(self, member: str) -> None:
        """Show the first inquiry of another person, or of their small group where that has a turn
        together; what was typed is saved to the one before.
        """
        flush_all(self._screen)
        round_ = self._session.state.round
        group = round_.group_of(member) if round_ is not None else (member,)
        if (member, group) == (self._member, self._group):
            self.refresh()
            return
        self._member, self._group = member, group
        self.note.show_member(member)
        own = self._own()
        persons = {self._session.meeting.person(one) for one in group}
        theirs = [one for one in own if len(group) > 1 and persons <= {*one.owners}]
        self._show((theirs or own)[0].id if own else new_id())

    def turn_to(self, places: int) -> None:
        """To the inquiry of the person so many seats on."""
        members = [member.id for member in self._session.state.circle.members]
        if self._member in members:
            self.show_member(members[(members.index(self._member) + places) % len(members)])

    def turn_story(self, places: int) -> None:
        """To the person's inquiry so many on; behind the last is a new one."""
        flush_all(self._screen)
        own = [one.id for one in self._own()]
        to = (own.index(self._shown) if self._shown in own else len(own)) + places
        if 0 <= to < len(own):
            self._show(own[to])
        elif to == len(own) and own:
            self._show(new_id())

    def shown(self) -> Inquiry | None:
        """The inquiry that is shown, where it has a question."""
        here = self._session.meeting.here
        return here.inquiry(self._shown) if here is not None else None

    def _own(self) -> list[Inquiry]:
        return self._session.meeting.inquiries_of(self._person)

    @property
    def _person(self) -> str:
        return self._session.meeting.person(self._member)

    def _show(self, inquiry: str) -> None:
        flush_all(self._screen)
        self._shown = inquiry
        self.eight.open(0)
        self._new_actions = [new_id() for _row in self.actions]
        found = self.shown()
        self._question.turn_to(found.question if found is not None else "")
        self._beside.turn_to(_noted(found, 0))
        self._refresh(anew=True)
        if self._screen.isVisible():
            tell_refused(self._screen)

    # What it shows.

    def refresh(self) -> None:
        """Show the inquiry as it is now."""
        self._refresh(anew=False)

    def _show_round(self) -> None:
        """The note of a round without stories, such as a check-in, where one may be taken."""
        round_ = self._session.state.round
        self.note.refresh()
        noting = round_ is not None and not round_.tells and self.note.takes_notes
        self._round.setText(self.note.title)
        for part in (self._round, self.note):
            part.setVisible(noting)

    def _refresh(self, *, anew: bool) -> None:
        session, found = self._session, self.shown()
        self._show_round()
        here = session.meeting.here
        name = i18n.short(session.state.name(self._member))
        persons = {one.person for one in here.people} if here is not None else set()
        if anew or not persons <= set(self.names):
            self.names = session.meeting.names()
        self._screen.title.setText(_("{name}’s inquiry", name=name) if name else "")
        own = self._own()
        self._others.setVisible(bool(own))
        asks = _("What is {name}’s question?", name=name)
        self.question.setAccessibleName(asks)
        self.question.setAccessibleDescription("")
        self._question.fill(found.question if found is not None else "")
        self._show_wording(found, asks)
        last = (
            [one for one in here.last_time if found and one.thread == found.thread] if here else []
        )
        self._show_last_time({one.id: one for one in last})
        self.eight.show_notes([_noted(found, n + 1) for n in range(len(EIGHT_QUESTIONS))])
        self._note.fill(_noted(found, self.eight.opened))
        self._beside.fill(_noted(found, 0))
        known = list(found.actions) if found is not None else []
        for place, action_row in enumerate(self.actions):
            one = known[place] if place < len(known) else None
            new = self._new_actions[place]
            action_row.show_action(one, new, anew=anew)
            action_row.setVisible(place <= len(known))
        self.leave.show_inquiry(found, self.names)
        for widget in (self.eight, self.beside, *self.actions, self.with_whom):
            widget.setEnabled(found is not None)

    def _show_wording(self, found: Inquiry | None, asks: str) -> None:
        """The wording before this one and until when it stood; whose question it is."""
        said = asks if found is None else ""
        if found is not None and found.worded:
            old = found.worded[-1]
            said = _("Before: {question}", question=old.question)
            if old.on:
                said = _(
                    "Since {day}. Before: {question}", day=i18n.day(old.on), question=old.question
                )
        self._before.setText(said)
        self._before.setVisible(bool(said))
        owners = [self.names.get(one, "") for one in found.owners] if found is not None else []
        alone = len(owners) < 2
        self._owners.setText("" if alone else _("of {names}", names=i18n.listed(owners)))
        self._owners.setVisible(not alone)
        self.with_whom.setVisible(found is not None)

    def _show_last_time(self, last: dict[str, FromLastTime]) -> None:
        if list(last) != list(self.open):
            for old in self.open.values():
                layouts.discard(old)
            self.open = {}
            for id_, one in last.items():
                row = self.open[id_] = OpenRow(self._screen.theme, one)
                row.chosen.connect(partial(self._set_state, id_))
                self._last.addWidget(row)
            layouts.tab_through([self.with_whom, *(row.state for row in self.open.values())])
        for id_, one in last.items():
            self.open[id_].state.set_value(one.state)
        self._last_title.setVisible(bool(last))

    # What is done in it.

    def open_question(self, number: int) -> None:
        """Open the field of one of the eight questions, or close it again; the cursor is in it."""
        flush_all(self._screen)  # a question that was typed just now counts
        if self.shown() is None:
            self.question.setFocus()
            return
        opens = 0 if number == self.eight.opened else number
        self.eight.open(opens)
        if opens:
            self._note.turn_to(_noted(self.shown(), number))
        self.refresh()
        self.eight.take_focus(number)
        if opens:  # once it is laid out
            QTimer.singleShot(
                0, self.whole, lambda: self._screen.bring_in_view(self.eight.rows[number - 1])
            )

    def commit(self, action: str, text: str, by: str, who: tuple[str, ...]) -> bool:
        """Keep an action as it is typed; False where it is refused."""
        found, edits = self.shown(), self._session.meeting
        if found is None:
            return True
        kept = next((one for one in found.actions if one.id == action), None)
        others = kept.who[1:] if kept is not None and who and kept.who[:1] == who else ()
        if kept is None:
            who = who or found.owners
        return self._session.attempt(
            lambda: edits.commit(found.id, text, who=(*who, *others), by=by, action=action)
        )

    def ask(self) -> None:
        """Ask the owners whether the inquiry may leave: the keyboard goes to their answer."""
        flush_all(self._screen)
        if self.shown() is not None:
            self.leave.choice.setFocus()
            self._screen.bring_in_view(self.leave)

    def erased(self) -> None:
        """What was being erased is gone."""
        self.refresh()

    def _reword(self, text: str) -> bool:
        edits, found = self._session.meeting, self.shown()
        if found is not None:
            return self._session.attempt(lambda: edits.reword(found.id, text))
        if not text.strip() or not self._person:
            return True
        begun = self._session.attempt(
            lambda: edits.begin_inquiry([self._person], text, self._shown)
        )
        self.refresh()
        return begun

    def _write(self, under: int, text: str) -> bool:
        edits, found = self._session.meeting, self.shown()
        if found is None:
            return True
        return self._session.attempt(lambda: edits.note(found.id, under, text))

    def _set_state(self, action: str, code: str) -> None:
        state = ReviewState(code) if code else None
        self._session.attempt(lambda: self._session.meeting.set_state(action, state))

    def _offer_owners(self) -> None:
        self.owners_menu.open(None)

    def _of_owners(self, _at: QPoint | None) -> list[Entry]:
        """Who may own the inquiry too, and who no more."""
        found, here = self.shown(), self._session.meeting.here
        if found is None or here is None:
            return []
        entries = []
        for one in here.people:
            name = self.names.get(one.person, one.name)
            owns = one.person in found.owners
            words = _("Without {name}", name=name) if owns else _("With {name}", name=name)
            entries.append(Entry(words, partial(self._set_owner, one.person, not owns)))
        return entries

    def _set_owner(self, person: str, owns: bool) -> None:
        found = self.shown()
        if found is None:
            return
        owners = (*found.owners, person) if owns else tuple(o for o in found.owners if o != person)
        self._session.attempt(lambda: self._session.meeting.set_owners(found.id, owners))


def _noted(inquiry: Inquiry | None, under: int) -> str:
    """What is noted at this meeting under one of the eight questions, or under none."""
    notes = inquiry.notes if inquiry is not None else ()
    return next((note.text for note in notes if note.under == under), "")
