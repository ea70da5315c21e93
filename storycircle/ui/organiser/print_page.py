"""The organiser's paper: the sheets and slips of all circles here, to be printed or saved."""

from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.jobs.afterwards.reviewing import papers_of_weeks_later
from storycircle.jobs.documents import papers_of_event, papers_to_read
from storycircle.ui.commands import bind
from storycircle.ui.organiser.merge.drop_area import MessageSlot
from storycircle.ui.organiser.merge.page import close_answer
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import JobKind, Part
from storycircle.ui.organiser.page import Page
from storycircle.ui.organiser.reading.view_model import CircleRead, title_of
from storycircle.ui.organiser.save_dialogs import ask_where
from storycircle.ui.printing.output import PaperOut
from storycircle.ui.printing.preview import PaperView
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.layouts import ANY_SIZE, SidePane
from storycircle.ui.widgets.display.message import Answer

_PAGE = 320  # px at 100 % that a page of paper is high at least, and where the page scrolls


class PaperPlace(Page):
    """Shows the very PDF at the left, the ways out at the right: of all circles that have come, or
    of the one that was read.
    """

    shows = frozenset({Part.EVENT, Part.CIRCLES})

    def __init__(self, theme: Theme, session: OrganiserSession) -> None:
        super().__init__(theme, session)
        self._of: CircleRead | None = None
        self.paper = PaperView(theme, _("Print for the room"))
        self.paper.page.setMinimumHeight(theme.px(_PAGE))
        self.out = PaperOut(self.paper, session, self)
        main = QWidget()
        column = layouts.column(main)
        column.addWidget(self.paper)
        self._stand(main, column, self._side())
        self.paper.shown.connect(self._tell)
        self.paper.refused.connect(lambda why: self._say(_("Not made."), why, (), "look"))
        self.out.reported.connect(self._say)
        turn = self.paper.turner.turn
        bind(self, keys.NEXT_PAGE, lambda: turn(1))
        bind(self, keys.PAGE_BEFORE, lambda: turn(-1))
        bind(self, keys.SAVE_PDF, self.out.save)  # to print is the organiser's own

    def _side(self) -> QWidget:
        theme = self._theme
        pane = SidePane(theme)
        column = layouts.column(pane, theme.px(8), (24, 24, 24, 24))
        self.print_ = Button(
            theme, _("Print"), keys.PRINT_ALL.cap, "main", wide=True, act=self.out.print_
        )
        self.slot = MessageSlot(theme, self.print_)
        self.slot.answered.connect(self.out.answer)
        save = Button(theme, _("Save as PDF"), keys.SAVE_PDF.cap, wide=True, act=self.out.save)
        column.addWidget(self.slot)
        self._title, self._about = label.section(theme, ""), label.hint(theme, "")
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addSpacing(theme.px(4))
        column.addWidget(self.print_)
        column.addWidget(save)
        column.addSpacing(theme.px(8))
        self.letters = Button(
            theme, _("Save a table for letters"), wide=True, act=self._ask_letters
        )
        self.letters.refused.connect(self._say_why_not)
        column.addWidget(self.letters)
        said = _(
            "A row for each person, with what they said they would do: for a mail merge in Word."
        )
        self._for_letters = label.hint(theme, said)
        column.addWidget(self._for_letters)
        column.addStretch(1)
        return pane

    def show_for(self, read: CircleRead | None) -> None:
        """From the next look on, show the paper of one circle, or of all for None."""
        self._of = read
        self._title.setText(_("Every circle’s paper") if read is None else title_of(read))
        said = _("For the wall and for each person: of the circles that have come here.")
        one = _("For the wall and for each person, as its file says.")
        self._about.setText(one if read is not None else said)
        for of_all in (self.letters, self._for_letters):
            of_all.setVisible(read is None)

    def refresh(self) -> None:
        """Show the papers of the event that is shown, or of the circle; of none there is nothing
        to print.
        """
        if self._of is not None:
            self._of = self.session.read_circle(self._of.circle.id) or self._of
            self.paper.show_papers(papers_to_read(self._of.event, self._of.circle))
            return
        event, found = self.session.state.event, self.session.state.circles
        circles, acting = self.session.to_print(), sum(circle.actions > 0 for circle in found)
        papers = papers_of_event(event, circles) if event else []
        if event is not None:
            now = self.session.clock.now()
            papers += papers_of_weeks_later(event, circles, acting, circles.gathered, now)
        self.paper.show_papers(papers)
        nobody = not any(circle.people for circle in found)
        self.letters.set_not_now(_("No names have come here yet.") if nobody else "")

    def _ask_letters(self) -> None:
        ask_where(self, self.session, JobKind.LETTERS)

    def _say_why_not(self, why: str) -> None:
        self._say(why, "", (), "look")

    def say_saved(self, title: str, text: str, path: Path) -> None:
        """Say that a file was saved, which can be opened from here."""
        answers = (*self.out.saved_file.answers(path), close_answer())
        self._say(title, text, answers, "done")

    def enter(self) -> None:
        """The keyboard is here."""
        self.print_.setFocus()

    def stop_and_wait(self) -> None:
        """Come back when nothing is on its way to a printer."""
        self.paper.wait()
        self.out.wait()

    def _tell(self) -> None:
        if self.paper.paper is not None:
            self.print_.set_text(_("Print {paper}", paper=self.paper.paper.what))

    def _say(self, title: str, text: str, answers: tuple[Answer, ...], sign: str) -> None:
        self.slot.say(title, text, answers, sign)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = bool(self._fit())
        self.paper.page.setMaximumHeight(ANY_SIZE if beside else self._theme.px(_PAGE))
