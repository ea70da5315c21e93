"""The tour's pictures of a line of meetings: its row, who is missing, the inquiry, what prints."""

import tempfile
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from storycircle.core.clock import SimulatedClock
from storycircle.core.lines.records import LineKind
from storycircle.core.meetings.next_meeting import first_meeting, new_line, next_meeting, with_line
from storycircle.core.model import Circle, Member, new_id
from storycircle.core.reviews.review import ReviewState
from storycircle.core.shapes.shape import SHAPES
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.inquiry.inquiry_pane import InquiryPane
from storycircle.ui.circle.plenary_screen import PlenaryScreen
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from tests.support import home_rows
from tests.tour.waiting import until

Take = Callable[[str, Window], None]
_NAMES = ("Shahida N", "Keith L", "Ros D", "Tom B", "Pauline A", "Ewan C", "Denise W", "Gareth P",
          "Marion T", "Idris K")  # fmt: skip
_DAYS = ("2006-10-12", "2006-11-09", "2006-12-14", "2007-01-18", "2007-02-15", "2007-03-08",
         "2007-04-19")  # fmt: skip
_LINE = new_line(
    "Learning set",
    question="How are we discovering the common ground … and then building bridges?",
    kind=LineKind.LEARNING_SET,
    id_="line",
)


def walk_through_meetings(theme: Theme, size: QSize, take: Take) -> None:
    """The eighth meeting of a learning set, in a window of its own."""
    clock = SimulatedClock(datetime(2006, 10, 12, 9, 25))  # noqa: DTZ001
    folder = Path(tempfile.mkdtemp(prefix="storycircle-tour-"))
    with Library(folder / "library", clock) as library:
        _seven_held(library, clock)
        _until_day(clock, "2007-05-17")
        window = Window(theme, library, clock)
        window.resize(size)
        window.show()
        picture = partial(_take, take, window)
        home_rows.choose(window, "Learning set")
        picture("30-home-lines")
        window.meetings.hand_on("line")
        picture("30-home-hand-on")
        window.home.stop_asking()
        window.meetings.next("line")
        picture("31-meeting-gather")
        session = window.session
        assert session is not None
        _meet(window, session, clock, picture)
        window.close()


def _take(take: Take, window: Window, name: str) -> None:
    take(name, window)


def picture_of_a_group(session: Session, picture: Callable[[str], None]) -> None:
    """Two who share a question have one turn together."""
    edits, before = session.meeting, session.state
    ids = [member.id for member in before.circle.members]
    edits.begin_inquiry([edits.person(ids[1]), edits.person(ids[2])], "What do we share?", "shared")
    session.apply(replace(session.state, round=None))
    session.time.give_turns_to(edits.groups)
    session.turns.call(ids[2])
    session.turns.start_or_pause()
    picture("31-meeting-group")
    edits.take_away("shared")
    session.apply(replace(session.state, round=before.round))


def picture_of_a_check_in(session: Session, picture: Callable[[str], None]) -> None:
    """A set that begins with a word from each: the note of the round stands above the inquiry."""
    before = session.state
    (shape,) = (one for one in SHAPES if one.key == "learning_set")
    session.apply(replace(before, round=None))
    session.rounds.change(shape.rounds(new_id))
    session.time.go(Stage.GATHER)
    picture("31-meeting-rounds-planned")
    session.time.go(Stage.STORIES)
    session.turns.start_or_pause()
    picture("31-meeting-check-in")
    while (round_ := session.state.round) is not None and not round_.over:
        session.turns.start_or_pause() if not round_.running else session.turns.next()
    session.turns.next_round()
    session.turns.start_or_pause()
    picture("31-meeting-air-time")
    session.apply(replace(before, round=None))
    session.time.go(Stage.STORIES)


def _until_day(clock: SimulatedClock, day: str) -> None:
    """Let time go by until the morning of a day."""
    then = datetime.combine(date.fromisoformat(day), clock.now().time())
    clock.forward((then - clock.now()).total_seconds())


def _seven_held(library: Library, clock: SimulatedClock) -> None:
    held: list[Circle] = []
    for day in _DAYS:
        _until_day(clock, day)
        members = [Member(f"m{at}", name) for at, name in enumerate(_NAMES)]
        circle = next_meeting(held, on=day) if held else first_meeting(_LINE, members, on=day)
        session = Session(library, clock, circle)
        edits = session.meeting
        if not held:
            own = edits.person("m0")
            edits.begin_inquiry([own], "How do we take forward integrated working?", "q")
        (inquiry,) = edits.inquiries_of(edits.people()[0].id)
        if day == "2007-03-08":
            edits.reword(inquiry.id, "How do I develop multi-agency working within my team?")
        if day == _DAYS[-1]:
            asked = "Ask the two youngest staff what they would visit"
            edits.commit(inquiry.id, asked, by="17 May")
            edits.commit(inquiry.id, "Put one visit a month into the rota")
        session.time.go(Stage.PLENARY)
        session.leave_off()
        held.append(session.state.circle)
    library.save_line(with_line(_LINE, next_on="2007-05-17"))


def _meet(
    window: Window, session: Session, clock: SimulatedClock, picture: Callable[[str], None]
) -> None:
    edits, view = session.meeting, window.circle.view
    assert view is not None
    ids = [member.id for member in session.state.circle.members]
    view.beside.toggle_meeting()
    edits.set_apologies(ids[8], sent=True, buddy=ids[9])
    edits.set_apologies(ids[4], sent=True)
    picture("31-meeting-missing")
    view.beside.close()
    session.time.go(Stage.OPEN)
    picture("31-meeting-open")
    session.time.go(Stage.STORIES)
    screen = window.findChild(StoriesScreen)
    assert screen is not None
    assert isinstance(screen.beside, InquiryPane)
    (inquiry,) = edits.inquiries_of(edits.person(ids[0]))
    edits.note(inquiry.id, 1, "Two visits made")
    edits.note(inquiry.id, 7, "Cover, not will")
    edits.commit(inquiry.id, "Swap one shift with the school nurse", by="by 7 June")
    assert edits.here is not None
    edits.set_state(edits.here.last_time[0].id, ReviewState.DONE)
    session.turns.start_or_pause()
    clock.forward(80)
    session.tick()
    view.notice.hide()
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_3, alt)
    screen.beside.eight.note.set_text("They came back with questions for me, not answers.")
    picture("31-meeting")
    screen.beside.ask()
    picture("31-meeting-leave")
    picture_of_a_group(session, picture)
    picture_of_a_check_in(session, picture)
    session.time.go(Stage.DIALOGUE)
    picture("31-meeting-together")
    session.time.go(Stage.PLENARY)
    closing = window.findChild(PlenaryScreen)
    assert closing is not None
    edits.set_next("7 June 2007")
    until(lambda: closing.paper.made is not None)
    picture("31-meeting-close")
    view.beside.printRequested.emit()
    picture("58-progress-report-printed")
