"""A running circle on screen: the rail beside the screen of its stage."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from storycircle.core.commands import keys
from storycircle.core.commands.command import Command
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.model import Circle, Event
from storycircle.core.turns.schedule import Stage
from storycircle.ui.circle.announcer import Announcer
from storycircle.ui.circle.beside.questioning import Questioning
from storycircle.ui.circle.beside.rail_place import RailPlace
from storycircle.ui.circle.checkout.walk import CheckoutWalk
from storycircle.ui.circle.consent.ask_tellers import LeavingWalk
from storycircle.ui.circle.dialogue_screen import IdeaList
from storycircle.ui.circle.gather.gather_screen import GatherScreen
from storycircle.ui.circle.open_screen import OpenScreen
from storycircle.ui.circle.seat_menu import RenameSeat
from storycircle.ui.circle.stage_kinds import kind_of_screen
from storycircle.ui.circle.stage_screen import FOLD, ROOM, StageScreen
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.commands import bind, bind_each, has_key
from storycircle.ui.room.speaker_view import RoomBand
from storycircle.ui.session import view_models
from storycircle.ui.session.circle_rail import rail_later, rail_view
from storycircle.ui.session.session import Session
from storycircle.ui.session.state import Part, SessionState
from storycircle.ui.system.field_autosave import flush_all
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.context_menu import ContextMenu, Entry
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.bars import EdgeBar, TopBar
from storycircle.ui.widgets.display.message import Notice
from storycircle.ui.widgets.display.rail import Rail

if TYPE_CHECKING:  # each is loaded when it is gone to
    from storycircle.jobs.documents import Paper
    from storycircle.ui.circle.plenary_screen import PlenaryScreen
    from storycircle.ui.circle.review.review_screen import ReviewScreen
    from storycircle.ui.printing.paper_page import PaperPage
    from storycircle.ui.rounds.page import RoundsPage

_KEEP_MS, _SOON_MS = 1_000, 15  # no look follows another sooner than the second
_FOOT = 112  # px at the foot of a page over a stage, where its controls stand
_GAP = 12  # px between the controls and what lies above them
_ASKED = frozenset(Part) - {Part.STORIES, Part.DIALOGUE, Part.IDEAS, Part.ACTIONS}
"""The parts of the state on which it depends what is asked, and what moves with time."""
_HELD = {Part.STORIES, Part.DIALOGUE, Part.ACTIONS}
"""The parts by which a stage that has passed was held."""
_IN_RAIL = (_ASKED | _HELD) - {Part.MEMBERS, Part.GAP, Part.SETTLED}


class CircleView(QWidget):
    """Shows a session.

    homeRequested: Esc where nothing is open in it. chimeRequested: to hear it once, as announced.
    removeRequested: the circle is to go from this laptop.
    """

    homeRequested = Signal()
    removeRequested = Signal()
    roomRequested = Signal()
    nextRequested = Signal()
    chimeRequested = Signal()

    rounds: "RoundsPage | None" = None
    _railed: SessionState | None = None  # of which the rail is
    _figure = 0.0  # when the next figure changes, where the arc alone moves before

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self._theme = theme
        self.session = session
        self._screens: dict[type[StageScreen], StageScreen] = {}
        whole = layouts.column(self, 0)
        self.practice_bar = TopBar(theme, [(_("Leave it"), self._leave_practice)], calm=True)
        whole.addWidget(self.practice_bar)
        whole.addWidget(self._made_band())
        row = layouts.row(spacing=0)
        whole.addLayout(row, 1)
        self.rail = Rail(theme)
        self.rail.stageRequested.connect(self._go_to)
        self.rail_menu = ContextMenu(self.rail, self._of_stage)
        row.addWidget(self.rail)
        self._stack = QStackedWidget()
        row.addWidget(self._stack, 1)
        self.beside = RailPlace(theme, session, row, self.rail, self._stack)
        self.beside.left.connect(self._stay)
        self.notice = Notice(theme, self._stack)
        self.notice.undoRequested.connect(self._undo)
        self.edge = EdgeBar(theme, self._stack)
        self.edge.fromNow.connect(session.turns.start_or_pause)
        self.edge.fromBefore.connect(session.turns.start_from_the_end_before)
        self.questioning = Questioning(session)
        self.questioning.goRequested.connect(session.time.go)
        self.questioning.stayed.connect(self._stay)
        self._papers: dict[Command, PaperPage] = {}
        self.leaving, self.checkout = self._made_walks()
        session.changed.connect(self._show_changes)
        self._announcer = Announcer(session, self)
        session.stageChanged.connect(self._stage_changed)
        session.noticed.connect(self.tell)
        session.refused.connect(self._refused)
        session.undone.connect(self.notice.hide)
        session.erased.connect(self._erased)
        self._goes_home = self._checking_out = False
        self._make_keys()
        self._ticking = QTimer(self)
        self._ticking.setTimerType(Qt.TimerType.PreciseTimer)
        self._ticking.setSingleShot(True)
        self._ticking.timeout.connect(self.tick)
        self._keeping = QTimer(self)
        self._keeping.timeout.connect(session.save_time)
        self._keeping.start(_KEEP_MS)
        self._stack.setCurrentWidget(self.screen_of_stage())
        self._stack.currentChanged.connect(self._ask)
        self._refresh()
        if session.practice:
            self.practice_bar.say(view_models.said_of_practice(session.practice))

    def _made_walks(self) -> tuple[LeavingWalk, CheckoutWalk]:
        """The pages in the place of a stage: those that ask tellers, those of the check-out."""
        leaving = LeavingWalk(self._theme, self.session, self._stack)
        leaving.ended.connect(self._stage_shown)
        walk = CheckoutWalk(self._theme, self.session, self._stack)
        walk.ended.connect(self._stage_shown)
        walk.onRequested.connect(self._from_checkout)
        walk.turned.connect(self._checkout_turned)
        self.rail.stopRequested.connect(self._check_out)
        return leaving, walk

    def _leave_practice(self) -> None:  # a signal's own `emit` would keep the view for ever
        self.homeRequested.emit()

    def _made_band(self) -> RoomBand:
        """What stands above the page while the room sees or reads something."""
        tell, show = self._tell_room, self.roomRequested.emit
        self.room_band = RoomBand(self._theme, self.session, tell, show)
        return self.room_band

    def _tell_room(self) -> None:
        self.beside.toggle_telling()

    def screen_of_stage(self) -> StageScreen:
        """The screen that is shown, made when it is first needed."""
        state = self.session.state
        kind = kind_of_screen(state)
        if kind not in self._screens:
            screen = kind(self._theme, self.session)
            screen.onRequested.connect(self._on)
            screen.roomRequested.connect(self.roomRequested)
            screen.roundsRequested.connect(self._show_rounds)
            screen.askRequested.connect(self.leaving.ask)
            screen.settleRequested.connect(self.leaving.settle)
            for wish in (screen.askRequested, screen.settleRequested):
                wish.connect(self.notice.hide)  # its Undo has no key on those pages
            if state.reviewing:
                self._join_review(cast("ReviewScreen", screen))
            elif state.stage is Stage.PLENARY:
                self._join_plenary(cast("PlenaryScreen", screen))
            if isinstance(screen, GatherScreen):
                screen.event_line.printRequested.connect(self._show_paper)
                screen.event_line.meeting.panelRequested.connect(self.beside.toggle_meeting)
            if isinstance(screen, OpenScreen):
                screen.chimeRequested.connect(self.chimeRequested)
            screen.set_room(self.width())
            self._screens[kind] = screen
            self._stack.addWidget(screen)
        return self._screens[kind]

    def _join_plenary(self, screen: "PlenaryScreen") -> None:
        screen.removeRequested.connect(self.removeRequested)
        screen.homeRequested.connect(self._go_home)
        screen.lookRequested.connect(self.leaving.look)
        screen.checkoutRequested.connect(self._check_out)
        screen.nextRequested.connect(self.nextRequested)
        screen.close_.panelRequested.connect(self.beside.toggle_meeting)
        screen.reviewRequested.connect(self._review)

    def _join_review(self, screen: "ReviewScreen") -> None:
        screen.lookRequested.connect(self.leaving.look)
        screen.printRequested.connect(self._show_review_paper)

    def resizeEvent(self, event: QResizeEvent) -> None:
        room = self.width() / max(1.0, self._theme.scale)
        if room < ROOM:
            self.rail.setDotsOnly(True)
        else:
            self.rail.setFolded(room < FOLD)
        for screen in self._screens.values():
            screen.set_room(self.width())
        self.leaving.set_room(self.width())
        self.checkout.fit(self.width())
        self.beside.fit(self.width())
        self._make_room()
        super().resizeEvent(event)

    def _make_room(self) -> None:
        screen = self.screen_of_stage()
        self.edge.keep_free(screen.pane_width)
        asks = 0 if self.edge.isHidden() else self.edge.height()
        screen.give_foot(asks)
        self._keep_foot_free()

    def _keep_foot_free(self) -> None:
        self.notice.keep_free(self.screen_of_stage().pane_width, self._kept_free)

    def _kept_free(self) -> int:
        """Px at the foot that nothing may cover: the controls, and what the window's edge asks."""
        screen = self.screen_of_stage()
        asks = 0 if self.edge.isHidden() else self.edge.height()
        shown = self._stack.currentWidget() is screen
        return max(asks + _GAP, screen.foot_high() if shown else _FOOT + _GAP)

    def tell(self, sentence: str, can_undo: bool = False) -> None:
        """Say something at the foot, beside the controls as they stand now."""
        self._keep_foot_free()
        state = self.session.state
        in_ring = state.stage is Stage.STORIES and not state.reviewing
        undo = keys.RING_UNDO if in_ring else keys.UNDO
        self.notice.say(sentence, can_undo, undo.cap)

    def _show_paper(self) -> None:
        """What prints before a circle, in the place of Gather."""
        from storycircle.jobs.documents import papers_before  # noqa: PLC0415 (see above)

        self._turn_to_paper(_("Print for this circle"), papers_before, keys.PRINT_FOR_CIRCLE)

    def _show_review_paper(self) -> None:
        """The review sheet, in the place of the review."""
        from storycircle.jobs.afterwards.reviewing import papers_of_review  # noqa: PLC0415

        self._turn_to_paper(_("Print the review sheet"), papers_of_review, keys.PRINT_REVIEW)

    def _turn_to_paper(
        self, title: str, of: Callable[[Event | None, Circle], "list[Paper]"], print_key: Command
    ) -> None:
        page = self._papers.get(print_key)
        if page is None:
            from storycircle.ui.printing.paper_page import PaperPage  # noqa: PLC0415 (see above)

            papers = lambda: of(self.session.state.event, self.session.state.circle)  # noqa: E731
            page = PaperPage(self._theme, title, self.session.library, papers, print_key)
            page.closed.connect(self._stage_shown)
            self._stack.addWidget(page)
            self._papers[print_key] = page
        with layouts.turned_to(self._stack, page):
            page.entered()

    def _show_papers_of_meeting(self) -> None:
        """What prints of a meeting, in the place of its stage."""
        self.beside.close()
        from storycircle.jobs.meetings.papers import papers_of_meeting  # noqa: PLC0415 (see above)

        title, key = _("Print of this meeting"), keys.PRINT_MEETING
        self._turn_to_paper(title, lambda _event, circle: papers_of_meeting(circle), key)

    def _show_rounds(self) -> None:
        """The rounds of the circle, in the place of its stage; or back from them."""
        if self.rounds is not None and self._stack.currentWidget() is self.rounds:
            self._stage_shown()
            return
        if self.rounds is None:
            from storycircle.ui.rounds.page import RoundsPage  # noqa: PLC0415 (see above)

            self.rounds = RoundsPage(self._theme, self.session)
            self.rounds.closed.connect(self._stage_shown)
            self._stack.addWidget(self.rounds)
        if self.beside.alone:
            self.beside.close()
        with layouts.turned_to(self._stack, self.rounds):
            self.rounds.entered()

    def uncover(self) -> bool:
        """Leave the asking of tellers or a panel that covers the stage; whether there was any."""
        if self.beside.alone:
            self.beside.close()
            return True
        if self.checkout.leave():
            return True
        rounds = self.rounds is not None and self._stack.currentWidget() is self.rounds
        if self.leaving.page is None and not rounds:
            return False
        self._stage_shown()
        return True

    def finish(self) -> None:
        """Save all that was typed, whatever field it stands in."""
        flush_all(self)
        self.checkout.finish()
        for ideas in self.findChildren(IdeaList):
            ideas.keep_typed()
        for name in self.findChildren(RenameSeat):
            name.take()
        for gather in self.findChildren(GatherScreen):
            gather.finish()

    def leave(self) -> None:
        """Save all that was typed, and stop the screen's timer."""
        self.finish()
        self._ticking.stop()
        self._keeping.stop()
        self.session.changed.disconnect(self._show_changes)

    def hideEvent(self, event: QHideEvent) -> None:
        self.finish()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nothing else wanted: Enter in the ring answers a question, Esc puts it off.

        Enter in a field ends what is typed there, and decides nothing else. From the rail a key
        is first the page's.
        """
        page, focus = self._stack.currentWidget(), QApplication.focusWidget()
        if page is not None and not (focus and (focus is page or page.isAncestorOf(focus))):
            page.keyPressEvent(event)
            if event.isAccepted():
                return
        card = self.questioning.card
        enter = has_key(event, keys.ENTER)
        if enter and card is not None and card.takes_enter():
            card.give_first()
        elif has_key(event, keys.BACK) and card is not None:
            self.questioning.put_off()
        elif has_key(event, keys.BACK):
            if not self.checkout.leave():
                self._go_home()
        else:
            super().keyPressEvent(event)

    def _go_home(self) -> None:
        """Home; where something is being erased of this circle, once that is done."""
        self._goes_home = bool(self.session.consent.erasing.going)
        if not self._goes_home:
            self.homeRequested.emit()

    def _erased(self) -> None:
        if self._goes_home:
            self._go_home()

    def _of_stage(self, at: QPoint | None) -> list[Entry]:
        """What can be done with a stage of the rail."""
        if at is None:
            stages = [n for n, button in enumerate(self.rail.stages) if button.hasFocus()]
        else:
            stages = [n for n, one in enumerate(self.rail.stages) if one.geometry().contains(at)]
        if not stages:
            return []
        if stages[0] >= len(Stage):
            go = _("To {stage}", stage=view_models.review_title())
            return [Entry(go, self._review, keys.TO_REVIEW.cap)]
        stage = Stage(stages[0] + 1)
        go = _("To {stage}", stage=self.session.state.words.named(stage))
        return [
            Entry(_("Change its time"), lambda: self.beside.toggle_plan(stage), keys.TIME_PLAN.cap),
            Entry(go, lambda: self._go(stage), keys.TO_STAGE.cap_at(stages[0])),
        ]

    def _make_keys(self) -> None:
        bind(self, keys.TIME_PLAN, self.beside.toggle_plan)
        bind(self, keys.OWN_NOTE, self.beside.toggle_note)
        bind(self, keys.ROUNDS, self._show_rounds)
        bind(self, keys.TELL_ROOM, self.beside.toggle_telling)
        bind(self, keys.CHECK_OUT, self._check_out)
        bind(self, keys.MEETING, self.beside.toggle_meeting)
        self.beside.printRequested.connect(self._show_papers_of_meeting)
        names = [self.session.state.words.named(stage) for stage in Stage]
        bind_each(self, keys.TO_STAGE, lambda place: self._go(Stage(place + 1)), names)
        bind(self, keys.TO_REVIEW, self._review, offered=lambda: self.session.reviews.offered)
        bind(self, keys.UNDO, self._undo, offered=self._may_undo)
        bind(self, keys.REDO, self._redo, offered=lambda: self.session.can_redo)

    def _may_undo(self) -> bool:
        session = self.session
        if session.state.reviewing:
            return session.reviews.can_undo
        in_ring = session.state.stage is Stage.STORIES
        return session.can_undo_turn if in_ring else session.can_undo

    def _undo(self) -> None:
        """Take the last act back; in Stories that of the ring, so that no other page comes up."""
        flush_all(self)
        if self.session.state.reviewing:
            self.session.reviews.undo()
        elif self.session.state.stage is Stage.STORIES:
            self.session.undo_turn()
        else:
            self.session.undo()

    def _redo(self) -> None:
        flush_all(self)
        if self.session.state.reviewing:
            self.session.refuse(Refused("nothing-to-redo"))
        else:
            self.session.redo()

    def _check_out(self) -> None:
        """How was it? In the place of the stage, which stays where it is."""
        if self.checkout.page is None:
            self.finish()
            self.notice.hide()  # its Undo has no key there
            self.checkout.open()

    def _from_checkout(self) -> None:
        self.checkout.finish()
        state = self.session.state
        if state.reviewing or state.stage is Stage.PLENARY:
            self._stage_shown()
        else:
            self._go(Stage.PLENARY)

    def _checkout_turned(self) -> None:
        self._checking_out = True
        self.beside.show_for_one(alone=self.checkout.alone)
        self.checkout.fit(self.width())
        self._show_rail()

    def _show_rail(self) -> None:
        self._on_rail = rail_view(self.session, checking_out=self._checking_out)
        self._railed = self.session.state
        self.rail.show_view(self._on_rail)

    def _on(self) -> None:
        if self.session.state.stage < Stage.PLENARY:
            self._go(Stage(self.session.state.stage + 1))

    def _go_to(self, place: int) -> None:
        """To a place of the rail, from 0."""
        if place < len(Stage):
            self._go(Stage(place + 1))
        else:
            self._review()

    def _review(self) -> None:
        """To what became of the actions."""
        self.finish()
        self.session.reviews.open()

    def _go(self, stage: Stage) -> None:
        """To a stage; where something would be left behind, a question comes first."""
        self.finish()
        question = self.session.prompts.before_leaving(stage)
        if question is None:
            self.session.time.go(stage)
        else:
            if self.checkout.page is not None:
                self._stage_shown()  # what is asked stands there
            self.questioning.ask_before(question, stage)
            self.screen_of_stage().show_question()
            self._ask()

    def _stay(self) -> None:
        self._ask()
        if self._stack.currentWidget() is self.screen_of_stage():
            self.screen_of_stage().entered()

    def _stage_changed(self) -> None:
        self.questioning.drop()
        self.notice.drop_undo()
        self._stage_shown()

    def _stage_shown(self) -> None:
        screen = self.screen_of_stage()
        with layouts.turned_to(self._stack, screen):
            self._checking_out = False
            self.beside.show_for_one(alone=False)
            self._make_room()
            self._refresh()
            screen.entered()

    def _show_changes(self, parts: frozenset[Part]) -> None:
        if parts & {Part.STAGE, Part.REVIEWING, Part.DETAILS, Part.MEETING}:
            self.setWindowTitle(view_models.window_title(self.session.state))
        if Part.TOLD in parts or not self.room_band.isHidden():
            self.room_band.refresh()
        if parts & _IN_RAIL:
            self._show_rail()
            if self.beside.plan is not None:
                self.beside.refresh()
        screen = self.screen_of_stage()
        screen.show_changes(parts)
        if self._stack.currentWidget() is not screen:
            self.leaving.show_changes(parts)
            self.checkout.show_changes(parts)
        if parts & _ASKED:
            self._ask()
            self._schedule_tick()

    def _refresh(self) -> None:
        self.setWindowTitle(view_models.window_title(self.session.state))
        self._show_rail()
        self.screen_of_stage().refresh()
        self._ask()
        self._schedule_tick()

    def tick(self) -> None:
        """Advance the session to the present, and draw what moved."""
        if self.session.clock.reading() < self._figure:
            self._glide()
            self._schedule_tick()
            return
        self.session.tick()
        if self.isVisible():
            self._move_rail()
            self.beside.refresh()
            self.screen_of_stage().tick()
            if not self.room_band.isHidden():
                self.room_band.refresh()
            self._ask()
        self._schedule_tick()

    def _glide(self) -> None:
        """Move the ring's arc on: no second has passed yet that a figure shows."""
        used, screen = view_models.used_now(self.session), self.screen_of_stage()
        if used is not None and isinstance(screen, StoriesScreen) and screen.isVisible():
            screen.ring.show_used(used)

    def _move_rail(self) -> None:
        """Show what time brought to the rail: its stages are those of the state, as long as it is
        the same.
        """
        if self._railed is not self.session.state:
            self._show_rail()
        else:
            before, checking_out = self._on_rail, self._checking_out
            self._on_rail = rail_later(self.session, before, checking_out=checking_out)
            self.rail.show_view(self._on_rail)

    def _schedule_tick(self) -> None:
        """Schedule the next tick for the moment the display changes next."""
        figure = wait = view_models.until_next_change(self.session)
        if not self._theme.still:
            wait = view_models.until_next_change(self.session, gliding=True)
        self._figure = self.session.clock.reading() + figure if wait < figure else 0.0
        pace = 1_000 / (self.session.practice or 1)  # ms of a second, fewer where it is quick
        self._ticking.start(max(_SOON_MS, round(wait * pace) + 1))

    def _ask(self, *_: object) -> None:
        screen = self.screen_of_stage()
        before = (self.edge.isHidden(), screen.question_card.isHidden())
        self.questioning.show_in(screen.question_card)
        edge = view_models.edge_view(self.session, writing=screen.writing())
        # A page over the stage has a foot and keys of its own.
        asking = self.questioning.card is None and self._stack.currentWidget() is screen
        self.edge.show_view(edge if asking else None)
        screen.tell_asked(self.questioning.title or (edge.question if edge else ""))
        if before != (self.edge.isHidden(), screen.question_card.isHidden()):
            self._make_room()

    def _refused(self, why: str) -> None:
        """Say why something was not done; that nothing can be saved is said above every page."""
        if why != self.session.autosave.unsaved:
            self.tell(why)
