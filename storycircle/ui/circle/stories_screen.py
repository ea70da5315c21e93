"""Stories: the ring, the time, five controls each on one key, and the story being told."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core.commands import keys
from storycircle.core.commands.command import NO_CAP, Cap
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, p_
from storycircle.core.lines.records import EIGHT_QUESTIONS
from storycircle.core.turns.queue import STEP
from storycircle.core.turns.time_prompts import Asked
from storycircle.ui.circle.inquiry.inquiry_pane import InquiryPane
from storycircle.ui.circle.seat_menu import RenameSeat, entries_of_seat
from storycircle.ui.circle.stage_screen import (
    FOLD,
    PANE,
    PANE_NARROW,
    ROOM,
    WIDE,
    Sides,
    StageScreen,
)
from storycircle.ui.circle.story_editor import Nudge, StoryPane, TurnPane
from storycircle.ui.commands import bind, bind_each, has_key, is_held, is_pressed
from storycircle.ui.rounds.note_pane import RoundNotePane
from storycircle.ui.session import view_models
from storycircle.ui.session.ring_keys import RingKeys
from storycircle.ui.session.session import Session
from storycircle.ui.session.spoken import nudge, story_to_ask
from storycircle.ui.session.state import Part
from storycircle.ui.system.field_autosave import flush_all
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.context_menu import ContextMenu, Entry
from storycircle.ui.widgets.controls.keycap import HintLine, HintPart, with_caps
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.bars import StageBar
from storycircle.ui.widgets.display.label import label, question
from storycircle.ui.widgets.display.layouts import Flow
from storycircle.ui.widgets.ring.ring import Ring

_RING, _RING_TEXT = 150, 50  # px of the least ring, and of it for text at 100 %
_SPARE = ((18, False), (12, False), (12, True), (6, True))
"""Px at 100 % at both sides of a control's words, and whether the way on has its short words."""
_APART = 8  # px between two controls
_INQUIRY = 456  # px at 100 % that the pane of an inquiry is wide
_LOW = 655  # px of height over the text's scale


def _hint_parts(*, writing: bool, tells: bool = True, written: bool = True) -> tuple[HintPart, ...]:
    """What the keys do. tells: in a round of stories. written: whether anything is, beside it."""
    if writing:
        back = _("You are writing. {key} goes back to the ring and its keys.")
        return with_caps(back, key=keys.TO_RING.cap)
    if not written:
        return with_caps(_("{room_key} shows the ring to the room"), room_key=keys.SHOW_ROOM.cap)
    ways = _("{writing_key} to write the story · {room_key} shows the ring to the room")
    if not tells:
        ways = _("{writing_key} to the notes · {room_key} shows the ring to the room")
    return with_caps(ways, writing_key=keys.OTHER_SIDE.cap, room_key=keys.SHOW_ROOM.cap)


class StoriesScreen(StageScreen):
    """The heart: what matters in a turn is readable at a glance, and each control is one key."""

    concerned = frozenset(Part) - {Part.STORIES, Part.DIALOGUE, Part.IDEAS, Part.ACTIONS}

    folds = False  # the ring and the story take turns
    scrolls_by_keys = False  # its keys are those of the ring

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme, session)
        self._current: str | None = None
        self._fitted: tuple[object, ...] = ()  # what the controls' sides were chosen by
        self._running = False
        self._absent = session.state.circle.apologies
        self._ring_keys = RingKeys(session, self)
        self._keyed: tuple[bool, ...] = ()  # what the caps on the buttons were chosen by
        self._build_main()
        of_set = session.meeting.of_set
        self.of_turn: TurnPane | InquiryPane = InquiryPane(self) if of_set else TurnPane(self)
        session.erased.connect(self._erased)
        self._start_too = Button(theme, "", act=lambda: self._pressed(self._start))
        self._starts = (self.start, self._start_too)
        self.minute_too = self._minute_button()
        self._minutes = (self.minute, self.minute_too)
        named = _("The inquiry") if session.meeting.of_set else ""
        pieces = self._main, self._line, self._pane, self._start_too
        self._sides = Sides(theme, *pieces, minute=self.minute_too, named=named)
        self._sides.turned.connect(self._turn_side)
        self.above.insertWidget(0, self._sides)
        self._writing_keys()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.refresh()

    @property
    def beside(self) -> StoryPane | InquiryPane:
        """The story, or the inquiry, beside the ring."""
        return self.of_turn if isinstance(self.of_turn, InquiryPane) else self.of_turn.story

    @property
    def story(self) -> StoryPane:
        """The story side, where stories are told."""
        if isinstance(self.of_turn, InquiryPane):
            raise TypeError(self.of_turn)
        return self.of_turn.story

    @property
    def note(self) -> RoundNotePane:
        """The note of a round in which no stories are told."""
        if isinstance(self.of_turn, InquiryPane):
            raise TypeError(self.of_turn)
        return self.of_turn.note

    def _build_main(self) -> None:
        theme, session = self.theme, self.session
        self._round = label(theme, "")
        self._question = question(theme, "")
        self.bar = StageBar(theme, on_paper=True)
        self.ring = Ring(theme, bleed=32, timed=True, on_paper=True)
        self.ring.set_least(_RING + theme.px(_RING_TEXT))
        self.ring.seatChosen.connect(self._chosen)
        self.ring.seatMoveRequested.connect(session.members.move_seat)
        self.rename = RenameSeat(theme, session, self.ring)
        self.seat_menu = ContextMenu(self.ring, self._of_seat, self.ring.seatInFocus)
        self._above = QWidget()
        above = layouts.column(self._above, 0)
        above.addWidget(self._round)
        above.addWidget(self._question)
        above.addSpacing(12)
        above.addWidget(self.bar)
        self.main.addWidget(self._above)
        self.main.addWidget(self.ring, 1)
        self._controls = Flow(_APART, _APART, centred=True)
        self.start = self._control(_("Start"), keys.START.cap, "main", self._start)
        self.next = self._control(
            p_("the next person", "Next"), keys.NEXT.cap, "second", self._next
        )
        self.pass_ = self._control(
            p_("a person passes", "Pass"), keys.PASS.cap, "second", session.turns.pass_
        )
        self.more = self._control(_("+30 s"), keys.MORE.cap, "second", session.turns.more)
        self.undo = self._control(_("Undo"), keys.RING_UNDO.cap, "quiet", session.undo_turn)
        self.main.addLayout(self._controls)
        self.main.addSpacing(8)
        below = Flow(16, 4, centred=True)
        self.minute = self._minute_button()
        below.addWidget(self.minute)
        self._hint = HintLine(theme, _hint_parts(writing=False), centred=True)
        below.addWidget(self._hint)
        self.nudge = Nudge(theme, self._ask_for_last, self._ask_later)
        below.addWidget(self.nudge)
        self.main.addLayout(below)

    def _minute_button(self) -> Button:
        """A minute more for everybody to come: below the controls, or beside the switch of sides
        where the ring has the whole width.
        """
        act = self.session.turns.more_each
        # For translators: a button that gives a minute more to each person still to come.
        words, key = _("+1 min each"), keys.MINUTE_EACH.cap
        button = Button(self.theme, words, key, "quiet", padding=12, act=lambda: self._pressed(act))
        button.set_about(_("A minute more for everybody"))
        return button

    def _control(self, text: str, key: Cap, kind: str, act: Callable[[], None]) -> Button:
        button = Button(self.theme, text, key, kind, tall=True, act=lambda: self._pressed(act))
        self._controls.addWidget(button)
        return button

    def _start(self) -> None:
        """The main button: the turn, the next round, or the way on once every story is told."""
        round_ = self.session.state.round
        if round_ is not None and round_.over and round_.later:
            self.session.turns.next_round()
        elif round_ is not None and round_.over:
            self.onRequested.emit()
        else:
            self.session.turns.start_or_pause()

    def _next(self) -> None:
        """Next; once every story is told, the button offers a second round instead."""
        if self._offers_second_round():
            self.session.turns.next_round()
        else:
            self.session.turns.next()

    def _offers_second_round(self) -> bool:
        """Whether a second round is offered, of a circle without named ones."""
        round_ = self.session.state.round
        if round_ is None or round_.rounds or not round_.over:
            return False
        return round_.number == 1 and bool(round_.heard)

    def _next_round(self) -> bool:
        """Whether the round that is on is over, and a named one comes after it."""
        round_ = self.session.state.round
        return round_ is not None and round_.over and bool(round_.later)

    def _pressed(self, act: Callable[[], None]) -> None:
        """A button was pressed: the keys of the ring work again after it."""
        act()
        if not self.of_turn.writing():
            self._to_ring()

    def _writing_keys(self) -> None:
        session = self.session
        bind(self, keys.TIME, session.turns.start_or_pause)
        bind(self, keys.WRITING_BEGUN_BEFORE, session.turns.start_from_the_end_before)
        bind(self, keys.WRITING_NEXT, self._on)
        bind(self, keys.STORY_BELOW, lambda: self.of_turn.turn_to(1))
        bind(self, keys.STORY_ABOVE, lambda: self.of_turn.turn_to(-1))
        tells = self.of_turn.tells
        bind(self, keys.NEXT_STORY, lambda: self.beside.turn_story(1), when=tells)
        bind(self, keys.STORY_BEFORE, lambda: self.beside.turn_story(-1), when=tells)
        bind(self, keys.ASK_STORY, lambda: self.beside.ask(), when=tells)  # noqa: PLW0108
        bind(self, keys.OTHER_SIDE, self._to_other_side)
        words = [_(one) for one in EIGHT_QUESTIONS]
        of_set = isinstance(self.of_turn, InquiryPane)
        bind_each(self, keys.EIGHT, self._to_question, words, when=lambda: of_set)
        bind(self, keys.SEAT_BACK, lambda: self._move(-1))
        bind(self, keys.SEAT_ON, lambda: self._move(1))

    def _on(self) -> None:
        """Ctrl Enter: the next person while writing, or on to the dialogue from the ring."""
        round_ = self.session.state.round
        writes = self.of_turn.writing() or self._types_beside()
        if writes and round_ is not None and not round_.over:
            flush_all(self)
            self.session.turns.next()
        else:
            self.onRequested.emit()

    def _types_beside(self) -> bool:
        """Whether the cursor is in a text of a panel beside the stage: a note of one's own."""
        focus = QApplication.focusWidget()
        return (
            focus is not None
            and focus.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
            and not self.isAncestorOf(focus)
        )

    def _erased(self) -> None:
        self.beside.erased()

    def writing(self) -> bool:
        return self.of_turn.writing() or self.rename.hasFocus()

    def entered(self) -> None:
        self._to_ring()

    def controls(self) -> Sequence[QWidget]:
        every = (self.start, self.next, self.pass_, self.more, self.undo, *self._minutes)
        return [control for control in every if control.isVisible()]

    def tell_asked(self, question: str) -> None:
        self.ring.set_asked(question)

    def show_question(self) -> None:
        self._sides.show_side(story=False)

    def _ask_for_last(self) -> None:
        """Ask the teller of the story that was just told."""
        flush_all(self)
        story = story_to_ask(self.session.state)
        if story is not None:
            self.askRequested.emit((story.id,), None)

    def _ask_later(self) -> None:
        self.session.prompts.put_off(Asked.CONSENT)
        if not self.of_turn.writing():
            self._to_ring()

    def _show_nudge(self) -> None:
        """Ask quietly for the story just told, in the place of the hint."""
        words, hidden = nudge(self.session.state), self.nudge.isHidden()
        if hidden and not words:
            return
        focus = QApplication.focusWidget()
        if not words and focus is not None and self.nudge.isAncestorOf(focus):
            self._to_ring()
        self.nudge.show_words(words, writing=self.beside.writing())
        if hidden is bool(words):
            self._give_way()

    def _to_ring(self) -> None:
        self._sides.show_side(story=False)
        if not self.ring.hasFocus() and self._current is not None:
            self.ring.focusSeat(self._current)  # whose time it is, wherever the focus was before
        self.ring.setFocus()

    def _to_story(self) -> None:
        self._sides.show_side(story=True)
        self.of_turn.take_focus()

    def _to_question(self, place: int) -> None:
        """To the field of one of the eight questions, from wherever the focus is."""
        if isinstance(self.of_turn, InquiryPane):
            self._sides.show_side(story=True)
            self.of_turn.open_question(place + 1)

    def _turn_side(self) -> None:
        """The other side was asked for: the work goes on there."""
        if self._sides.on_story:
            self._to_story()
        else:
            self._to_ring()

    def set_room(self, width: int) -> None:
        super().set_room(width)
        if hasattr(self, "_sides"):
            if self.session.meeting.of_set:  # an inquiry needs more room than a story
                wide = _INQUIRY if width >= WIDE else PANE if width >= FOLD else PANE_NARROW
                self.pane_width = round(wide * min(self.theme.scale, 1.3))
                self._pane.setFixedWidth(self.pane_width)
            self._sides.set_turning(width / self.theme.scale < ROOM, self.pane_width)
            if self._sides.turning:
                self.pane_width = 0
            self._fit_controls()
            self._give_way()

    def _fit_controls(self) -> None:
        """The five controls in one row where they can be, with room for each word of the first:
        nothing moves as it starts and pauses.
        """
        over = self.session.state.round is not None and self.session.state.round.over
        buttons = (self.start, self.next, self.pass_, self.more, self.undo)
        sides = self.main.contentsMargins()
        room = self.width() - self.pane_width - sides.left() - sides.right() - 1
        fitted = (room, self._keyed, tuple(button.words for button in buttons[1:]))
        if fitted == self._fitted and not over:  # each word of the first has its room already
            return
        self._fitted = fitted
        for padding, short in _SPARE:
            if over and not self._next_round():
                for start in self._starts:
                    start.set_text(self.session.state.words.way_to_talk(short=short))
            for button in buttons:
                button.set_padding(padding)
            wide = sum(button.sizeHint().width() for button in buttons[1:])
            first = [] if over else [_("Start"), _("Pause"), _("Go on")]
            wide += max(self.start.width_with(words) for words in first or [self.start.words])
            if wide + _APART * (len(buttons) - 1) <= room:
                return

    def foot_high(self) -> int:
        """Its controls with all that stands below them."""
        return max(0, self.height() - self.start.mapTo(self, QPoint()).y()) + _APART

    def give_foot(self, px: int) -> None:
        super().give_foot(px)
        self._give_way()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_controls()
        self._give_way()

    def _give_way(self) -> None:
        """In a low window the hint goes, then the bar's words; what the edge asks lies below."""
        low = self.height() / self.theme.scale < _LOW
        nudged = not self.nudge.isHidden()
        self._hint.setVisible(not low and not self._foot_height and not nudged)
        self.minute.setVisible(not self._sides.turning)
        self.bar.setWords(not low)
        asked = not self.question_card.isHidden()
        self.bar.setVisible(not low or not asked)
        self._sides.set_asked(low and asked)
        for side, column in ((self._main, self.main), (self._pane, self.pane)):
            foot = self._foot_height if side is self._main or self._sides.turning else 0
            sides = column.contentsMargins()
            top = 8 if low and asked and side is self._main else 24
            column.setContentsMargins(sides.left(), top, sides.right(), max(8, 24 - foot))
            side.setContentsMargins(0, 0, 0, foot)  # what scrolls ends above what the edge asks
        self._order()

    def _order(self) -> None:
        """The question and the bar come after the controls where there is no room for all."""
        area = self.areas[0].viewport()
        last = self.main.count() - 1
        above, wanted = self.main.indexOf(self._above), 1
        if self.main.totalHeightForWidth(area.width()) > area.height():
            wanted = last
        if above != wanted:
            self.main.removeWidget(self._above)
            self.main.insertWidget(wanted, self._above)

    def show_changes(self, parts: frozenset[Part]) -> None:
        typed = {Part.STORIES, Part.ROUND_NOTES, Part.MEETING}
        if parts <= typed and not self._presence_changed():
            self.of_turn.refresh()
            self._show_nudge()
        else:
            super().show_changes(parts)

    def _presence_changed(self) -> bool:
        """Whether somebody sends apologies now, or comes after all."""
        before, self._absent = self._absent, self.session.state.circle.apologies
        return before != self._absent

    def refresh(self) -> None:
        round_ = self.session.state.round
        before, self._current = self._current, round_.current if round_ else self._current
        starts = self._starts_now()
        if self._current is None or not (self._current != before or starts):
            self.of_turn.refresh()
        else:
            self.of_turn.show_member(self._current)
            self.ring.focusSeat(self._current)
        asked, title = self.session.state.asked, view_models.round_title(self.session)
        self._question.setText(asked)
        self._question.setVisible(bool(asked))
        self._round.setText(title)
        self._round.setVisible(bool(title))
        begun = round_ is not None and round_.begun
        running = round_ is not None and round_.running
        over = round_ is not None and round_.over
        words = _("Pause") if running else _("Go on") if begun else _("Start")
        if self._next_round():
            words = _("Next round")
        for start in self._starts:
            start.set_text(words)
        second = self._offers_second_round()
        self.next.set_text(_("Second round") if second else p_("the next person", "Next"))
        why = str(Refused("nobody-speaking")) if over else ""
        self.pass_.set_not_now(why or self._why_no_pass())
        self.more.set_not_now(why)
        for minute in self._minutes:
            minute.set_not_now(why)
        self.next.set_not_now("" if second else why)
        self._focus_moved()
        self._fit_controls()
        self._show_nudge()
        self.tick()

    def _why_no_pass(self) -> str:
        round_ = self.session.state.round
        if round_ is None or not round_.rounds or round_.may_pass:
            return ""
        return str(Refused("no-passing", name=round_.rounds[round_.number - 1].name))

    def _starts_now(self) -> bool:
        """Whether a turn has just begun or goes on: what is written is its teller's from now on.

        Where turns begin by themselves, nobody who writes is taken from what they write.
        """
        round_, before = self.session.state.round, self._running
        self._running = round_ is not None and round_.running
        by_itself = bool(self.session.state.settings.breath) and self.of_turn.writing()
        return self._running and not before and not by_itself

    def tick(self) -> None:
        view = view_models.stories_ring(self.session, writing=self.writing())
        self.ring.show_view(view)
        if self._sides.turning:
            self._sides.turn.show_turn(view.name, view.time, quiet=view.quiet)
        self.bar.show_view(view_models.stories_bar(self.session))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plain keys, which reach here only while no text field has the focus."""
        if has_key(event, keys.TO_RING) and (self.of_turn.writing() or self._sides.on_story):
            flush_all(self)
            self._to_ring()
            return
        if self.writing():
            super().keyPressEvent(event)
            return
        handler = self._seat_handler(event)
        if handler is not None:
            self._ring_keys.settle()
        else:
            handler = self._ring_keys.handler(event)
        if handler is None:
            super().keyPressEvent(event)
        else:
            handler()

    def _seat_handler(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Plain keys that act on the seat in focus, or on the round as a whole."""
        if is_pressed(event, keys.BEGAN_EARLIER, keys.BEGAN_LATER):
            by = STEP if has_key(event, keys.BEGAN_EARLIER) else -STEP
            return lambda: self.session.turns.move_start(self.ring.focusedSeat(), by)
        if is_held(self, event):
            return None
        round_ = self.session.state.round
        named = round_ is not None and bool(round_.rounds)
        if is_pressed(event, keys.NEXT_ROUND) and (named or self._offers_second_round()):
            return self.session.turns.next_round
        if not self.nudge.isHidden() and is_pressed(event, keys.ASK_NOT_NOW, keys.ASK_NOW):
            return self._ask_later if is_pressed(event, keys.ASK_NOT_NOW) else self._ask_for_last
        return self._away if is_pressed(event, keys.AWAY) else None

    def _away(self) -> None:
        seat = self.ring.focusedSeat()
        if seat is not None:
            self.session.turns.step_out_or_in(seat)
            self.ring.focusSeat(seat)  # though the turn goes on: once more brings them back

    def _move(self, places: int) -> None:
        seat = self.ring.focusedSeat()
        if seat is not None and self.ring.hasFocus():
            self.session.members.move_seat(seat, places)
            self.ring.focusSeat(seat)

    def _of_seat(self, at: QPoint | None) -> list[Entry]:
        """What can be done with the seat that is pressed."""
        member = self.ring.seatAt(at)
        return entries_of_seat(self.session, self.ring, self.rename, member, self._chosen)

    def _chosen(self, member: str) -> None:
        """A seat was clicked: its story is shown; the running turn goes on."""
        self.of_turn.show_member(member)

    def _to_other_side(self) -> None:
        if self.of_turn.writing():
            self._to_ring()
        else:
            self._to_story()

    def _focus_moved(self) -> None:
        """The caps on the buttons are those that work where the focus is."""
        writing = self.writing()
        over = self.session.state.round is not None and self.session.state.round.over
        offered = self._offers_second_round(), self._next_round()
        told = not self.of_turn.noting, self.of_turn.written()
        before, self._keyed = self._keyed, (writing, over, *offered, *told)
        if self._keyed == before:
            return
        start = keys.GO_ON if over else keys.TIME if writing else keys.START
        if self._next_round():
            start = keys.NEXT_ROUND
        for button in self._starts:
            button.set_key(NO_CAP if writing and start is keys.NEXT_ROUND else start.cap)
        key = (keys.WRITING_NEXT if writing else keys.NEXT).cap
        if over:
            second = self._offers_second_round() and not writing
            key = keys.NEXT_ROUND.cap if second else NO_CAP
        self.next.set_key(key)
        self.pass_.set_key(NO_CAP if writing else keys.PASS.cap)
        self.more.set_key(NO_CAP if writing else keys.MORE.cap)
        self.undo.set_key(NO_CAP if writing else keys.RING_UNDO.cap)
        for minute in self._minutes:
            minute.set_key(NO_CAP if writing else keys.MINUTE_EACH.cap)
        tells = told[0] and not isinstance(self.of_turn, InquiryPane)
        self._hint.set_parts(_hint_parts(writing=writing, tells=tells, written=told[1]))
        self._sides.name_story(noting=self.of_turn.noting)
        self.ring.show_view(view_models.stories_ring(self.session, writing=writing))
        self._fit_controls()
        self._show_nudge()

    def hideEvent(self, event: QHideEvent) -> None:
        flush_all(self)
        super().hideEvent(event)
