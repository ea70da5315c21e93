"""One circle from the empty home to the plenary, and what comes with it.

The members, actions and times are those of 14 June 2007; stories, who and by when are made up.
"""

import gc
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from storycircle.core import actions, stories
from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.name_finder import FORENAME
from storycircle.core.model import Sharing
from storycircle.core.turns.schedule import Stage
from storycircle.jobs import documents
from storycircle.jobs.export import export_circle
from storycircle.jobs.import_event import read_file
from storycircle.resources import example_event
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.checkout.hands_screen import HandsScreen
from storycircle.ui.circle.checkout.private_page import PrivatePage
from storycircle.ui.circle.circle_view import CircleView
from storycircle.ui.circle.commit_screen import CommitScreen
from storycircle.ui.circle.gather.gather_screen import GatherScreen
from storycircle.ui.circle.plenary_screen import PlenaryScreen, PlenaryShowing
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.names.check import NamesCheck
from storycircle.ui.printing.paper_page import PaperPage
from storycircle.ui.room.display import RoomDisplay
from storycircle.ui.room.second_screen import Room
from storycircle.ui.room.speaker_view import SlideView
from storycircle.ui.session.session import Session
from storycircle.ui.session.state import Part
from storycircle.ui.theme.palette import DARK, Palette
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.message import Notice
from tests.support.windows import breathe
from tests.tour.circle_questions import CircleQuestionsTour
from tests.tour.dialogs import menu_below
from tests.tour.meetings import walk_through_meetings
from tests.tour.organiser import OrganiserTour
from tests.tour.organiser_questions import OrganiserQuestionsTour
from tests.tour.rounds import walk_through_rounds
from tests.tour.time_gone_wrong import walk_through_time
from tests.tour.trouble import TroubleTour
from tests.tour.waiting import settle, until
from tests.tour.weeks_later import walk_weeks_later

Take = Callable[[str, QWidget], None]
"""What is done with a screen by its name, once it is there: take a picture, or measure."""

PASTED = """Name\tAgency\tE-mail
Chris W\tyouth service\tchris@example.org
Danny D\thousing\tdanny@example.org
Miriam R\thealth visiting\tmiriam@example.org
Julia M\ta charity\tjulia@example.org
B, Avis\tprimary school\tavis@example.org
Lindsay G\tlibrary service\tlindsay@example.org
Richard W Probation\t\trichard@example.org"""
NAMES = "Brian R\nDawn G, health visiting\nSandra S, youth service\nJohn R\nSimon R\nAndrew H"
POINTS = """Health visitor and school were both visiting the same family; neither knew.
One joint visit. The mother said it was the first time she had told it only once.
It took one phone call."""
NOTES = """We visit the same families and rarely meet.
Induction is where habits form, good and bad.
It was easier to ring once we had a face to the name."""
RANGE = """Identify a range of opportunities, both formal and informal, to appreciate and understand
others' roles and responsibilities."""
AGENDA = """Standard agenda on all staff meetings etc. should be the participation of children,
young people and communities."""
IDEAS = (
    (RANGE, 5),
    ("Individuals to map their own circle of influence.", 3),
    (AGENDA, 4),
    ("Joint lunch once a term", 2),
    ("Swap desks for a morning", 1),
    ("A who’s who on one page", 0),
)


class Tour:
    """Walks one circle through the real window, and stops at every screen.

    theme: worn by the application already. size: of the windows, in px.
    """

    def __init__(self, theme: Theme, size: tuple[int, int], take: Take) -> None:
        self.theme, self.size, self.take = theme, size, take
        self.clock = SimulatedClock(datetime(2007, 6, 14, 11, 16))  # noqa: DTZ001
        self.place = Path(tempfile.mkdtemp(prefix="storycircle-tour-"))
        self.library = Library(self.place / "library", self.clock)
        self.window = Window(theme, self.library, self.clock)
        self.window.resize(*size)
        self.window.show()

    def picture(self, name: str, widget: QWidget | None = None) -> None:
        """Stop at a screen: the window, or a widget."""
        breathe(60)
        settle(widget or self.window)
        self.take(name, widget or self.window)

    def session(self) -> Session:
        session = self.window.session
        assert session is not None
        return session

    def walk(self) -> None:
        """All screens. Raises what went wrong on one of them, which Qt alone would only print."""
        met: list[BaseException] = []
        before = sys.excepthook
        sys.excepthook = lambda _kind, error, _trace: met.append(error)
        was = gc.isenabled()
        gc.disable()  # a window that goes in the middle of another's painting takes it along
        try:
            self._walk()
        finally:
            sys.excepthook = before
            if was:
                gc.enable()
        for error in met:
            raise error

    def _walk(self) -> None:
        self.picture("01-home-empty")
        self.practice()
        self.gather()
        self.stories()
        self.dialogue()
        self.commit()
        self.plenary()
        self.home()
        self.organiser()
        gc.collect()
        walk_through_time(self.theme, self.window.size(), self.picture)
        walk_through_rounds(self.theme, self.window.size(), self.picture)
        gc.collect()
        walk_through_meetings(self.theme, self.window.size(), self.picture)
        gc.collect()
        walk_weeks_later(self.theme, self.window.size(), self.picture)
        gc.collect()
        self.questions()
        gc.collect()

    def close(self) -> None:
        """Put all away; call it last."""
        self.window.close()
        self.library.close()
        shutil.rmtree(self.place)

    def gather(self) -> None:
        self.library.save_event(read_file(example_event()).event)
        self.window.start_circle()
        session = self.session()
        session.members.set_details(number=5)
        self.names_pasted()
        self.window.setFocus()
        session.members.set_names(NAMES)
        self.picture("02-gather")
        self.time_plan("43-time-each")
        self.paper_before()
        self.clock.forward(5 * 60)
        session.time.go(Stage.OPEN)
        self.picture("03-open")

    def end_of_turn(self) -> None:
        """Stop where the end of a turn is near, and go on until it is over."""
        session = self.session()
        self.clock.forward(100)
        session.changed.emit(frozenset(Part))
        self.picture("04-stories-soon")
        self.room("05-circle-display-soon")
        self.time_plan("43-time-mid-circle")
        self.beside()
        self.clock.forward(70)
        session.changed.emit(frozenset(Part))

    def time_plan(self, name: str) -> None:
        """Stop at the plan of all stages, and close it again."""
        view = self.window.findChild(CircleView)
        assert view is not None
        view.beside.toggle_plan()
        self.picture(name)
        view.beside.toggle_plan()

    def beside(self) -> None:
        """The facilitator's own note, what the room can be told, and the band as it reads it."""
        view = self.window.findChild(CircleView)
        assert view is not None
        view.beside.toggle_note()
        assert view.beside.note is not None
        view.beside.note.field.set_text("Ask Dawn how she is, quietly, afterwards.")
        self.picture("44-own-note")
        view.beside.toggle_telling()
        self.picture("45-tell-the-room")
        view.beside.close()
        session = self.session()
        room = self.window.findChildren(Room)[-1]
        room.open()
        assert room.display is not None
        room.display.set_elsewhere(True)  # as on a projector
        room.turned.emit()
        self.picture("46-room-seen")
        session.telling.find_an_end()
        self.picture("46-room-told")
        room.close()
        session.telling.take_away()

    def paper_before(self) -> None:
        """What prints before a circle."""
        (screen,) = self.window.findChildren(GatherScreen)
        screen.event_line.printRequested.emit()
        (page,) = self.window.findChildren(PaperPage)
        until(lambda: page.paper.made is not None)
        self.picture("02-gather-paper")
        page.closed.emit()

    def practice(self) -> None:
        """A practice circle, that is left again."""
        self.window.practise(10)
        self.picture("02-practice")
        self.window.go_home()
        until(lambda: not self.window.findChildren(CircleView))

    def names_pasted(self) -> None:
        """A table with the names of people, some of them not sure, and the same once more."""
        (screen,) = self.window.findChildren(GatherScreen)
        data = QMimeData()
        data.setText(PASTED)
        screen.names.insertFromMimeData(data)
        self.picture("40-names-pasted")
        (check,) = screen.findChildren(NamesCheck)
        check.putBack.emit()

    def stories(self) -> None:
        session, clock = self.session(), self.clock
        clock.forward(4 * 60)
        session.time.go(Stage.STORIES)
        self.picture("04-stories-before")
        session.turns.start_or_pause()
        clock.forward(245)
        session.turns.next()
        self.picture("04-stories-breath")
        self.room("05-circle-display-breath")
        session.turns.start_or_pause()
        clock.forward(240)
        session.turns.next()
        session.turns.pass_()
        self.picture("04-stories-passed")
        for notice in self.window.findChildren(Notice):
            notice.hide()
        session.turns.start_or_pause()
        clock.forward(130)
        john = session.state.circle.members[3].id
        title, quote = "The shared assessment visit", "“All I did was pick up the phone.”"
        told = stories.with_story(
            session.state.circle, john, title=title, points=POINTS, quote=quote
        )
        session.write(told)
        session.changed.emit(frozenset(Part))  # the window's own look at the time
        self.picture("04-stories")
        self.room("05-circle-display")
        self.room("05-circle-display-calm", calm=True, palette=DARK)
        self.menus()
        self.rename(john)
        self.end_of_turn()
        self.picture("04-stories-overtime")
        self.room("05-circle-display-over")
        self.room("05-circle-display-over-calm", calm=True)
        session.turns.next()
        self.picture("04-stories-may-it-leave")
        for _ in range(3):
            session.turns.start_or_pause()
            clock.forward(190)
            session.turns.next()
        view = self.window.findChild(CircleView)
        assert view is not None
        story = session.state.circle.stories[0].id
        more = f"{POINTS}\nDawn rang Rukhsana’s office, young as she was. My son rang 01429 266522."
        session.write(stories.with_story(session.state.circle, john, points=more))
        view.screen_of_stage().askRequested.emit((story,), None)
        self.picture("12-may-it-leave")
        session.consent.look_for("Rukhsana, Young")
        session.consent.choose(story, Sharing.ANONYMOUS)
        view.screen_of_stage().settleRequested.emit((story,))
        session.consent.answer_name(story, "Dawn", FORENAME)
        self.picture("13-names-check")
        view.leaving.ended.emit()
        self.picture("04-stories-heard")

    def rename(self, member: str) -> None:
        """A name that is typed over at its seat."""
        (screen,) = self.window.findChildren(StoriesScreen)
        screen.rename.open(member)
        self.picture("04-stories-rename")
        QTest.keyClick(screen.rename, Qt.Key.Key_Escape)

    def menus(self) -> None:
        """What each menu offers while somebody speaks."""
        bar = self.window.menu
        for number, entry in enumerate(bar.actions(), 1):
            with menu_below(bar, entry) as menu:
                self.picture(f"17-menu-{number}", menu)

    def room(self, name: str, *, calm: bool = False, palette: Palette | None = None) -> None:
        """Take a picture of the room's display, on a projector."""
        theme = replace(self.theme, palette=palette or self.theme.palette)
        display = RoomDisplay(theme, self.session(), calm=calm)
        display.resize(1920, 1080)
        display.show()
        self.picture(name, display)
        display.close()
        display.deleteLater()

    def dialogue(self) -> None:
        session = self.session()
        session.time.go(Stage.DIALOGUE)
        session.time.start_stage()
        question = "What does this mean for me/us?"
        session.write(stories.with_notes(session.state.circle, question, NOTES))
        for text, hands in IDEAS:
            session.act_on(actions.with_idea(session.state.circle, text))
            idea = session.state.circle.ideas[-1].id
            session.act_on(actions.with_hands(session.state.circle, idea, hands))
        self.clock.forward(7 * 60)
        session.changed.emit(frozenset(Part))
        self.picture("06-dialogue")
        self.room("05-circle-display-dialogue")

    def commit(self) -> None:
        session = self.session()
        session.time.go(Stage.COMMIT)
        session.time.start_stage()
        for _ in range(3):
            session.act_on(
                actions.committed(session.state.circle, session.state.circle.ideas[0].id)
            )
        members = tuple(member.id for member in session.state.circle.members)
        event = session.state.event
        assert event is not None
        terms = (
            (members, "the end of September", event.headings[2]),
            ((members[0], members[1], members[4]), "12 July", event.headings[3]),
            (members[:4], "at the next staff meeting", event.headings[0]),
        )
        for action, (who, by, heading) in zip(session.state.circle.actions, terms, strict=True):
            session.act_on(
                actions.with_action(
                    session.state.circle, action.id, who=who, by=by, heading=heading
                )
            )
        screen = self.window.findChild(CommitScreen)
        assert screen is not None
        self.clock.forward(3 * 60)
        screen.open_action(session.state.circle.actions[2].id)
        self.picture("07-commit")
        screen.commit(session.state.circle.ideas[-1].id)
        self.picture("07-commit-swap")
        self.check_out()

    def check_out(self) -> None:
        """How was it: by hands, with one too many, and in private from its first page on."""
        view, part = self.window.findChild(CircleView), self.session().checking_out
        assert view is not None
        view.checkout.open()
        hands = view.checkout.page
        assert isinstance(hands, HandsScreen)
        for place, row in enumerate(((5, 1, 0), (2, 3, 1), (4, 3, 0))):
            for answer, count in enumerate(row):
                part.count(place, answer, count)
        part.add_words("I did not expect to talk so long, or to be listened to so long.")
        hands.rows[3].steppers[0].setFocus()
        self.picture("07-check-out")
        view.checkout.open_private()
        page = view.checkout.page
        assert isinstance(page, PrivatePage)
        self.picture("07-check-out-before")
        page.begin.click()
        for _statement in part.statements[1:]:
            page.page.on.click()
        page.page.mark(0)
        self.picture("07-check-out-private")
        page.page.words.set_text("Dawn G was kind")
        page.page.on.click()
        self.picture("07-check-out-name")
        page.page.words.set_text("")
        page.page.on.click()
        self.picture("07-check-out-between")
        page.ask_facilitator()
        self.picture("07-check-out-facilitator")
        page.off.click()
        view.checkout.ended.emit()

    def plenary(self) -> None:
        session = self.session()
        session.time.go(Stage.PLENARY)
        screen = self.window.findChild(PlenaryScreen)
        assert screen is not None
        self.made(screen)
        self.picture("08-plenary")
        screen.paper.choose(documents.SLIPS)
        self.made(screen)
        self.picture("08-plenary-slips")
        self.present(screen)
        self.by_light(screen)
        export_circle(self.library, session.state.circle, self.place / "mine.circle")

    def made(self, screen: PlenaryScreen) -> None:
        """Wait for the pages: they come from another thread."""
        until(lambda: screen.paper.made is not None)

    def present(self, screen: PlenaryScreen) -> None:
        """The report before the plenary, all of it and one action alone; then the gallery."""
        show = screen.show_
        show.present()
        show.reporting.start_or_pause()
        self.clock.forward(45)
        self.presented("09-present", show)
        show.reporting.go_through(1)
        self.presented("09-present-alone", show)
        self.speaker(show)
        show.show_gallery()
        self.presented("09-gallery", show)
        show.close()

    def speaker(self, show: PlenaryShowing) -> None:
        """What whoever presents sees on the laptop, while the full screen is on a projector."""
        presenter = show.showing.presenter
        assert presenter is not None
        show.speaking.emit(SlideView(self.theme, presenter, show.reporting))
        self.picture("47-speakers-view")
        show.speaking.emit(None)

    def by_light(self, screen: PlenaryScreen) -> None:
        """The circle as codes, for the organiser's camera."""
        screen.by_light.show()
        codes = screen.by_light.showing.screen
        assert codes is not None
        codes.showNormal()
        codes.resize(self.window.size())
        self.picture("08-by-light", codes)
        screen.by_light.close()

    def presented(self, name: str, show: PlenaryShowing) -> None:
        """Take a picture of the full screen, on a projector."""
        presenter = show.showing.presenter
        assert presenter is not None
        presenter.showNormal()
        presenter.resize(1920, 1080)
        presenter.refresh()
        self.picture(name, presenter)

    def home(self) -> None:
        self.window.go_home()
        self.window.start_circle()
        session = self.session()
        session.members.set_names(NAMES)
        session.time.go(Stage.STORIES)
        session.turns.start_or_pause()
        self.clock.forward(130)
        self.window.go_home()
        self.picture("01-home")
        self.window.home.keysRequested.emit()
        self.picture("16-keys")
        self.window.go_home()
        self.window.home.aboutRequested.emit()
        self.picture("about")
        self.window.screens.show_guide()
        self.picture("18-guide")
        self.window.screens.show_guide_paper()
        paper = self.window.screens.guide_paper.paper
        until(lambda: paper.made is not None)
        self.picture("18-guide-paper")
        self.window.screens.show_built()
        self.picture("19-versions-and-licences")
        self.window.go_home()
        self.window.home.settingsRequested.emit()
        self.picture("15-settings")
        self.window.go_home()

    def organiser(self) -> None:
        """The organiser's own window, from the first files to the report."""
        size = self.window.size()
        OrganiserTour(self.theme, self.clock, self.place, size).walk(self.picture)

    def questions(self) -> None:
        """What is asked, refused or missing now and then, each in a window of its own."""
        theme, clock, place, take = self.theme, self.clock, self.place, self.picture
        CircleQuestionsTour(theme, place, self.size, take).walk()
        OrganiserQuestionsTour(theme, clock, place, self.size, take).walk()
        TroubleTour(theme, place, self.size, take).walk()

    def paper(self, show: Callable[[str, bytes], None]) -> None:
        """All sheets of paper, as PDF, after the walk."""
        circle = next(c for c in self.library.circles() if c.number == 5)
        event = self.library.event(circle.event)
        for size in documents.SIZES:
            show(f"20-sheet-{size}", documents.sheets(event, [circle], size).pdf)
        show("22-slips", documents.slips(event, [circle]).pdf)
        show("23-blank-sheet", documents.blank().pdf)
        show("25-report", (self.place / "demo" / "report.pdf").read_bytes())
