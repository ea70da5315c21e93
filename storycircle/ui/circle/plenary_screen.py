"""Plenary: the sheet, the ways out, and what is offered once a circle is finished.

Plenary: the sheet as it prints; print, save, export; what leaves this laptop, in words.

What Plenary shows full screen: this circle's report, or the gallery of all circles here.

What is offered once a circle is finished: its notes erased, or all of it removed from here.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.commands.command import NO_CAP, Cap
from storycircle.core.consent.permission_to_leave import few_tellers, to_ask
from storycircle.core.consent.retention import Handed
from storycircle.core.consent.shareable import lines_of, what_leaves, what_stays, what_waits
from storycircle.core.consent.teller_slip import teller_slips
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, n_
from storycircle.core.model import Circle, Sharing
from storycircle.core.turns.plenary import new_plenary, report_back
from storycircle.jobs.documents import SHEET, SLIPS, TELLERS, Paper, papers_of
from storycircle.jobs.meetings.papers import papers_of_meeting
from storycircle.jobs.report import CircleReports, Reported, reported
from storycircle.store.circles import ToReport
from storycircle.ui.circle.beside.meeting_close import MeetingClose
from storycircle.ui.circle.consent.what_leaves import LeavingCard
from storycircle.ui.circle.export_panel import HandOver
from storycircle.ui.circle.stage_screen import StageScreen
from storycircle.ui.commands import bind
from storycircle.ui.light.showing import SHOW, CircleByLight
from storycircle.ui.printing.output import ANSWERS, PaperOut
from storycircle.ui.printing.preview import PaperView
from storycircle.ui.room.presenter import Gallery
from storycircle.ui.room.report_back import Reporting
from storycircle.ui.room.second_screen import Showing
from storycircle.ui.room.speaker_view import SlideView
from storycircle.ui.session.session import Session
from storycircle.ui.session.spoken import of_mark
from storycircle.ui.session.state import Part
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Act, Button, Link
from storycircle.ui.widgets.controls.context_menu import copy_text
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.announcement import announce
from storycircle.ui.widgets.display.label import hint, section
from storycircle.ui.widgets.display.message import Answer, Message


class PlenaryShowing(QObject):
    """Presents the circle of a screen of Plenary; its time runs on while it is hidden.

    On a second screen it leaves the keyboard in the window. speaking: what whoever speaks sees
    there meanwhile; None once that is over.
    """

    speaking = Signal(object)

    def __init__(self, screen: StageScreen) -> None:
        super().__init__(screen)
        self._theme = screen.theme
        self._session = screen.session
        self.showing = Showing(screen.theme, screen, self._session.library.settings)
        self.reporting = Reporting(self._session.clock, self)
        self.reporting.markPassed.connect(lambda mark: announce(screen, of_mark(mark)))
        self.showing.ended.connect(lambda: self.speaking.emit(None))
        self.showing.screenGone.connect(lambda why: self._session.noticed.emit(why, False))
        self.gallery: Gallery | None = None

    def present(self) -> None:
        """F5: the report of this circle, with the time it has."""
        session, round_ = self._session, self.reporting.round
        circle, event = session.state.circle, session.state.event
        if round_.seats != (circle.id,):
            round_ = new_plenary((circle.id,), report_back(event, session.clock.now()))
        self.reporting.show_circles({circle.id: reported(event, circle)}, round_)
        self._show(self.reporting)

    def show_gallery(self) -> None:
        """Shift F5: the actions of all circles here, one circle after another."""
        session = self._session
        event, library = session.state.event, session.library

        def read(id_: str) -> Circle:
            own = session.state.circle
            return own if id_ == own.id else library.circle(id_)

        own = session.state.circle
        alone = (ToReport(own.id, own.number, bool(own.actions)),)
        reports = CircleReports(event, library.to_report(event.id) if event else alone, read)
        if self.gallery is not None:
            self.gallery.deleteLater()
        self.gallery = Gallery(reports.acting(), session.clock, self)
        self._show(self.gallery)

    def _show(self, shown: Reporting | Gallery) -> None:
        self.showing.open(shown, keys_stay=True)
        presenter = self.showing.presenter
        if presenter is not None and self.showing.elsewhere:
            self.speaking.emit(SlideView(self._theme, presenter, shown))

    def close(self) -> None:
        """Nothing is shown any more."""
        self.showing.close()


def as_text(sheet: Reported) -> str:
    """A circle's sheet as plain text: its title, its people, and its actions with who and when."""
    lines = [sheet.title, sheet.question, sheet.names, ""]
    for number, (words, who) in enumerate(sheet.actions, 1):
        lines += filter(None, (f"{number}. {words}", who and f"   {who}"))
    return "\n".join(lines).strip()


NOTES, REMOVE, REMOVE_NOW = "notes", "remove", "remove_now"
FINISHED, HOME, EXPORT, INSIDE = "finished", "home", "export", "inside"


def staying_notes(circle: Circle) -> int:
    """How many stories that stay have something noted of them."""
    return sum(
        1
        for story in circle.stories
        if story.sharing is Sharing.STAYS
        and (story.title or story.points or story.quote or story.tags or story.about)
    )


def offer(session: Session) -> tuple[str, tuple[Answer, ...]]:
    """What is said, and the answers. Enter keeps, as in every question: erasing is never first."""
    text = _notes(session)
    remove = Answer(REMOVE, _("Remove this circle"), "quiet")
    if not text:
        return "", (Answer("", _("Close"), "second", keys.BACK.cap), remove)
    erase = Answer(NOTES, _("Erase these notes"), "second")
    return text, (Answer("", _("Keep them"), "main"), erase, remove)


def noted_in_rounds(circle: Circle) -> bool:
    """Whether anything was noted in a round without stories."""
    return any(note.text for note in circle.round_notes)


def _notes(session: Session) -> str:
    """Which notes here can be erased once the circle is finished; "" where there are none."""
    circle = session.state.circle
    rounds = _("Your notes of the rounds can be erased now.") if noted_in_rounds(circle) else ""
    of_reviews = _("What was noted in reviews can be erased now.") if circle.review_notes else ""
    return " ".join(filter(None, (_of_stories(session), rounds, of_reviews)))


def _of_stories(session: Session) -> str:
    count, own = staying_notes(session.state.circle), bool(session.private_note.kept())
    if count and own:
        return n_(
            "Your notes of {count} story that stays, and your own note, can be erased now.",
            "Your notes of {count} stories that stay, and your own note, can be erased now.",
            count,
        )
    if count:
        return n_(
            "Your notes of {count} story that stays can be erased now.",
            "Your notes of {count} stories that stay can be erased now.",
            count,
        )
    return _("Your own note can be erased now.") if own else ""


def notes_gone(session: Session) -> str:
    """What is said once the notes that are here now are erased."""
    circle = session.state.circle
    rounds = _("What was noted in the rounds is gone.") if noted_in_rounds(circle) else ""
    of_reviews = _("What was noted in reviews is gone.") if circle.review_notes else ""
    stories, own = staying_notes(circle), session.private_note.kept()
    if not stories:
        own_gone = _("Your own note is gone.") if own else ""
        return " ".join(filter(None, (own_gone, rounds, of_reviews)))
    gone = _("That the stories were told is kept. What was noted of them is gone.")
    if own:
        gone = _(
            "That the stories were told is kept. What was noted of them is gone, and your own "
            "note too."
        )
    return " ".join(filter(None, (gone, rounds, of_reviews)))


def whether_finished(session: Session) -> tuple[str, tuple[Answer, ...]]:
    """What is said as somebody asks to finish, and the answers: first yes, with nothing lost."""
    text = _notes(session)
    not_yet = Answer("", _("Not yet"), "quiet", keys.BACK.cap)
    if not text:
        return "", (Answer(FINISHED, _("Yes, finished")), not_yet)
    keep = Answer(FINISHED, _("Yes, keep them"), "main")
    told = _("That the stories were told is kept.") if staying_notes(session.state.circle) else ""
    text = " ".join(filter(None, (text, told, _until(session))))
    return text, (keep, Answer(NOTES, _("Yes, erase these notes"), "second"), not_yet)


def finished(session: Session) -> tuple[str, str, tuple[Answer, ...]]:
    """What is said once a circle is finished: whether the organiser has got it, and the ways on."""
    circle = session.state.circle
    handing = session.library.handing(circle)
    title = _("Circle {number} is finished.", number=circle.number)
    home = Answer(HOME, _("To the first page"), "main")
    remove = Answer(REMOVE, _("Remove this circle"), "quiet")
    if handing.state is Handed.OVER:
        return title, f"{handing.text(session.clock.now())}.", (home, remove)
    text = _("All of it is saved on this laptop. The organiser has not got it as it stands.")
    export = Answer(EXPORT, _("Export the circle file"), "second", keys.EXPORT.cap)
    return title, text, (home, export, remove)


def before_removing(session: Session) -> tuple[str, str, tuple[Answer, ...]]:
    """The question before a circle is removed: asked once."""
    circle = session.state.circle
    left = session.library.handing(circle).left_behind(session.clock.now())
    goes = _("All of it goes from this laptop and from its copies.")
    text = f"{goes} {left} " + _("This cannot be undone.")
    answers = (Answer("", _("Keep it")), Answer(REMOVE_NOW, _("Remove it")))
    return _("Remove Circle {number} from this laptop?", number=circle.number), text, answers


def _until(session: Session) -> str:
    until = session.consent.keep_until()
    day = i18n.day(until.isoformat()) if until else ""
    return _("If you keep them, you are reminded of them after {day}.", day=day) if day else ""


def what_prints(session: Session) -> list[Paper]:
    """What prints of a circle, that of a learning set's meeting first."""
    circle = session.state.circle
    own = papers_of_meeting(circle) if session.meeting.of_set else []
    return [*own, *papers_of(session.library, session.state.event, circle)]


_RING = 4  # px round a button for its focus ring
_WHOLE = 1_000  # of the page: what is hidden below has a share of the room too


class PlenaryScreen(StageScreen):
    """Take it to the plenary, give it to the organiser.

    removeRequested: the circle is to go. homeRequested: it is finished. lookRequested: what is
    behind a line of the list. checkoutRequested: how was it? nextRequested: the next meeting of its
    people is to begin.
    """

    nextRequested = Signal()
    removeRequested = Signal()
    homeRequested = Signal()
    lookRequested = Signal(object)
    checkoutRequested = Signal()
    reviewRequested = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme, session)
        self.message: Message | None = None
        self._erasing = ""
        self._inside = "", ""
        self.speaker: SlideView | None = None
        self.show_ = PlenaryShowing(self)
        self.show_.speaking.connect(self._speak)
        self.by_light = CircleByLight(theme, session, self)
        self.by_light.said.connect(self._say)
        self.by_light.handed.connect(self._handed_by_light)
        self._build_main()
        self._build_pane()
        session.erased.connect(self._erased)
        bind(self, keys.PRINT_SHEET, self._print)
        bind(self, keys.SAVE_PDF, self._save)
        bind(self, keys.PRESENT, self.show_.present)
        bind(self, keys.SHOW_GALLERY, self.show_.show_gallery)
        bind(self, keys.NEXT_PAGE, lambda: self.paper.turner.turn(1))
        bind(self, keys.PAGE_BEFORE, lambda: self.paper.turner.turn(-1))
        bind(self, keys.EXPORT, self.hand_over.export)
        bind(self, keys.SHOW_BY_LIGHT, self.by_light.ask)
        bind(self, keys.ASK_TELLERS, self._ask_tellers)
        bind(self, keys.COPY, self._copy_sheet)

    def _build_main(self) -> None:
        self.paper = PaperView(self.theme, _("The feedback sheet"), of=SHEET)
        self.paper.shown.connect(self._tell_paper)
        self.paper.refused.connect(self.session.refused)
        self.out = PaperOut(self.paper, self.session.library, self)
        self.out.reported.connect(self._say)
        self.out.saved.connect(self.refresh)
        self.main.addWidget(self.paper, 1)

    def _build_pane(self) -> None:
        theme = self.theme
        self._column = self.pane
        self._place = QVBoxLayout()
        self._column.addLayout(self._place)
        self._column.addWidget(section(theme, _(self.session.state.words.end)))
        self._column.addSpacing(8)
        self.close_ = MeetingClose(theme, self.session)
        self._column.addWidget(self.close_)
        sheet, gallery = _("Print the sheet"), _("Show the gallery")
        slips, tellers = _("A slip for each person"), _("The tellers’ slips")
        self.print_ = self._button(sheet, keys.PRINT_SHEET.cap, "main", self._print)
        self._button(_("Save as PDF"), keys.SAVE_PDF.cap, "second", self._save)
        self._button(_("Present it full screen"), keys.PRESENT.cap, "second", self.show_.present)
        self._button(gallery, keys.SHOW_GALLERY.cap, "second", self.show_.show_gallery)
        self.slips = self._button(slips, NO_CAP, "second", partial(self._show, SLIPS))
        self.tellers = self._button(tellers, NO_CAP, "second", partial(self._show, TELLERS))
        self.how = self._button(
            _("How was it?"), keys.CHECK_OUT.cap, "second", self.checkoutRequested
        )
        self.copy = Link(theme, _("Copy the sheet as text"), 14, act=self._copy_sheet)
        self.copy.setAccessibleDescription(keys.COPY.cap)
        self._column.addWidget(self.copy)
        self._column.addSpacing(12)
        self.hand_over = HandOver(theme, self.session)
        self.hand_over.exported.connect(self._exported)
        self.hand_over.refused.connect(self._not_saved)
        self._column.addWidget(self.hand_over)
        self._column.addWidget(self.by_light.link)
        self._column.addSpacing(8)
        self._column.addStretch(1)
        self._leaving = LeavingCard(theme)
        self._leaving.seeRequested.connect(self._see_to_it)
        self._leaving.lookRequested.connect(self.lookRequested)
        self._leaving.sendAgenciesRequested.connect(self.session.consent.send_agencies)
        self._column.addWidget(self._leaving)
        self._column.addSpacing(8)
        self._handed = hint(theme, "")
        self._column.addWidget(self._handed)
        self.next_meeting = Link(
            theme, _("Next meeting of these people"), 14, act=self.nextRequested
        )
        self.next_meeting.setAccessibleDescription(keys.NEXT_MEETING.cap)
        self._column.addWidget(self.next_meeting)
        self.finish = Link(theme, _("Finish this circle"), 14, act=self._finish)
        self._column.addWidget(self.finish)
        self.review = Link(theme, _("What became of the actions?"), 14, act=self.reviewRequested)
        self.review.setAccessibleDescription(keys.TO_REVIEW.cap)
        self._column.addWidget(self.review)

    def _speak(self, view: SlideView | None) -> None:
        """Show the speaker's view in the place of the page, or the page again."""
        layouts.discard(self.speaker, self.above)
        self.speaker = view
        self._show_page()
        if view is not None:
            self.above.insertWidget(0, view, _WHOLE)
            view.show()
            view.setFocus()

    def _show_page(self) -> None:
        page = self.speaker is None
        self._main.setVisible(page)
        for beside in (self._line, self._pane):
            beside.setVisible(page and not self.folded)

    def set_room(self, width: int) -> None:
        super().set_room(width)
        if hasattr(self, "speaker"):
            self._show_page()

    def _print(self) -> None:
        if not self._stays():
            self.out.print_()

    def _save(self) -> None:
        if not self._stays():
            self.out.save()

    def _stays(self) -> bool:
        """Whether nothing may go from here as this is a practice circle; that is said."""
        if self.session.practice:
            self.session.refuse(Refused("practice-stays"))
        return bool(self.session.practice)

    def _button(self, text: str, key: Cap, kind: str, act: Act) -> Button:
        button = Button(self.theme, text, key, kind, wide=True, act=act)
        self._column.addWidget(button)
        self._column.addSpacing(8)
        return button

    def entered(self) -> None:
        self.refresh()
        self.paper.show_papers(what_prints(self.session))
        self.print_.setFocus()

    def show_changes(self, parts: frozenset[Part]) -> None:
        super().show_changes(parts)
        if Part.MEETING in parts and self.isVisible():
            self.paper.show_papers(what_prints(self.session))

    def refresh(self) -> None:
        circle = self.session.state.circle
        leaves, stays = lines_of(circle), what_stays(circle, waiting=False)
        warning, more = few_tellers(circle), self._carried()
        self._leaving.show_lists(leaves, stays, self.waiting(), warning, more)
        there = any(member.agency for member in circle.members)
        self._leaving.show_agencies(there=there, sent=circle.send_agencies)
        self.hand_over.refresh()
        self.close_.refresh()
        self.tellers.setVisible(bool(teller_slips(circle, self.session.state.event)))
        self.finish.setVisible(not self.session.consent.erasing.going)
        self.review.setVisible(self.session.reviews.offered)
        handing = self.session.library.handing(circle)
        handed = handing.text(self.session.clock.now())
        if handing.name:
            # For translators: {handed} is such as "Handed over today".
            handed = _("{handed}, as “{file}”.", handed=handed, file=handing.name)
        self._handed.setText(handed if handing.name else f"{handed}.")

    def waiting(self) -> tuple[str, ...]:
        """In words, what may leave and does not yet."""
        return what_waits(self.session.state.circle)

    def hideEvent(self, event: QHideEvent) -> None:
        """No work outlives the screen; what the plenary sees goes with it."""
        self.hand_over.wait()
        if not event.spontaneous():
            self.show_.close()
            self.by_light.close()
        super().hideEvent(event)

    # The paper.

    def _tell_paper(self) -> None:
        """What would be printed stands on the button, what it carries in the list."""
        paper = self.paper.paper
        if paper is not None:
            # For translators: {paper} is such as "the sheet", or "a slip for each person".
            self.print_.set_text(_("Print {paper}", paper=paper.what))
        self.refresh()

    def _copy_sheet(self) -> None:
        """The words of the sheet, for a message or a document of one's own."""
        event, circle = self.session.state.event, self.session.state.circle
        copy_text(as_text(reported(event, circle)))
        self.session.noticed.emit(_("The sheet’s words are on the clipboard."), False)

    def _carried(self) -> tuple[str, ...]:
        paper = self.paper.paper
        return (paper.carries,) if paper is not None and paper.carries else ()

    def _show(self, key: str) -> None:
        """Show a paper, with its printing at hand."""
        self.paper.choose(key)
        self.print_.setFocus()

    # The circle file.

    def _exported(self, path: Path, circle: Circle) -> None:
        """Say where the circle file is, and offer what comes next; what is in it is one key on."""
        self.session.reviews.note_handed_over()
        self.refresh()
        more, answers = offer(self.session)
        text = _("{file} is in {folder}.", file=path.name, folder=path.parent.name or path.parent)
        self._inside = path.name, "\n".join(what_leaves(circle))
        # That the circle can go is offered below as well.
        kept = [answer for answer in answers if answer.value != REMOVE]
        inside = Answer(INSIDE, _("What is in it"), "quiet")
        ways = (*kept, *self.out.saved_file.answers(path, main=False), inside)
        self._say(_("Exported, and checked."), "\n".join(filter(None, (text, more))), ways, "done")

    def _handed_by_light(self) -> None:
        self.refresh()
        self._say(_("Handed over."), *offer(self.session), "done")

    def _not_saved(self, why: str) -> None:
        self._say(_("Not saved."), why, (Answer("", _("Close"), "second", keys.BACK.cap),), "look")

    # Tellers, and the end.

    def _ask_tellers(self) -> None:
        stories = tuple(story.id for story in to_ask(self.session.state.circle))
        if stories:
            self.askRequested.emit(stories, None)

    def _see_to_it(self) -> None:
        self.settleRequested.emit(tuple(story.id for story in self.session.state.circle.stories))

    def _finish(self) -> None:
        text, answers = whether_finished(self.session)
        self._say(_("Is this circle finished?"), text, answers, "")

    def _say(self, title: str, text: str, answers: tuple[Answer, ...], sign: str) -> None:
        """A message in its place, at the top of the pane; the next one takes its place."""
        layouts.discard(self.message)
        self.message = Message(self.theme, title, text, answers, sign=sign)
        self.message.answered.connect(self._answered)
        self.message.closed.connect(self._close)
        self._place.addWidget(self.message)
        self._place.setContentsMargins(0, 0, 0, 16)
        self.message.show()  # at once: only what is seen takes the focus
        self.message.setFocus()
        QTimer.singleShot(0, self.message, partial(self.bring_in_view, self.message, 24))

    def _answered(self, value: str) -> None:
        self._close()
        if value in ANSWERS:
            self.out.answer(value)
        elif value == NOTES:
            self.session.time.finish()
            self._erase_notes()
        elif value == INSIDE:
            self._say(*self._inside, (Answer("", _("Close"), "second", keys.BACK.cap),), "")
        elif value == SHOW:
            self.by_light.show()
        elif value == FINISHED:
            self.session.time.finish()
            self._say(*finished(self.session), "done")
        elif value == HOME:
            self.homeRequested.emit()
        elif value == EXPORT:
            self.hand_over.export()
        elif value == REMOVE:
            self._say(*before_removing(self.session), "look")
        elif value == REMOVE_NOW:
            self.removeRequested.emit()

    def _erase_notes(self) -> None:
        gone = notes_gone(self.session)
        if self.session.consent.erase_kept_notes():
            self.refresh()
            self._erasing = gone
            self._say(_("Erasing …"), "", (), "")

    def _erased(self, done: bool) -> None:
        self.refresh()
        if not self._erasing:  # a story, from where it is written
            return
        text, self._erasing = self._erasing, ""
        self._close()
        if done:
            close = Answer("", _("Close"), "second", keys.BACK.cap)
            self._say(_("Erased."), text, (close,), "done")

    def _close(self) -> None:
        self.print_.setFocus()  # first: Qt would give it to the rail, and that is read out
        if self.message is not None:
            layouts.discard(self.message)
            self.message = None
            self._place.setContentsMargins(0, 0, 0, 0)
