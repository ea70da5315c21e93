"""A learning set of fourteen that falls to ten over nine meetings: eight of them by their sessions
alone, the ninth by keys in the window; then it is handed on in two ways, and goes on elsewhere.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from storycircle.core import actions
from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.retention import Handed
from storycircle.core.lines.records import Line, LineKind
from storycircle.core.meetings.next_meeting import (
    first_meeting,
    new_line,
    next_meeting,
    people_in,
    with_line,
)
from storycircle.core.model import Circle, Member, new_id
from storycircle.core.reviews.review import ReviewState
from storycircle.core.turns.schedule import Stage
from storycircle.jobs.merge import merge_files
from storycircle.store.exchange.sealed_file import Opener
from storycircle.store.library import Library
from storycircle.store.lines import members_file
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.beside.meeting_panel import MeetingPanel
from storycircle.ui.circle.inquiry.inquiry_pane import InquiryPane
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.session.session import Session
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.message import AskCard, Message
from tests.journeys.conftest import Opened
from tests.journeys.keyboard import Keyboard
from tests.leaks.searching import found_in, found_in_folder
from tests.support.fresh import fresh_library
from tests.support.home_rows import choose, titles
from tests.support.windows import shown

FOURTEEN = tuple(f"{name} {letter}osworthy" for name, letter in zip(
    ("Ann", "Bo", "Cy", "Di", "Ed", "Fay", "Gus", "Hal", "Ida", "Jo", "Kit", "Lou", "Mo", "Ned"),
    "ABCDEFGHIJKLMN", strict=True))  # fmt: skip
DAYS = ("2006-10-12", "2006-11-09", "2006-12-14", "2007-01-18", "2007-02-15", "2007-03-08",
        "2007-04-19", "2007-05-10", "2007-06-07")  # fmt: skip
LEFT_AT = {3: "Kit Kosworthy", 5: "Lou Losworthy", 6: "Mo Mosworthy", 8: "Ned Nosworthy"}
LINE = new_line(
    "Learning set", question="Where is common ground?", kind=LineKind.LEARNING_SET, id_="line"
)
STAYS = "kept among ourselves"
TOOK_ON = "Ask twice and wait"
QUESTIONS = ("How do I ask?", "How do we work together?", "How do we visit each other?")
ED, ED_ASKS, ED_LEARNT = "Ed Eosworthy", "What do I listen for?", "That silence is an answer"
DOORS = "three old doors"


def _held(library: Library, clock: SimulatedClock, line: Line, number: int) -> Circle:
    """A meeting held by its session, without a window: two send apologies, all others are heard."""
    held = library.meetings(line.id)
    today = DAYS[number - 1]
    if held:
        circle = next_meeting(held, on=today)
    else:
        members = [Member(new_id(), name) for name in FOURTEEN]
        circle = first_meeting(line, members, on=today)
    session = Session(library, clock, circle)
    session.save()
    by_name = {member.name: member.id for member in session.state.circle.members}
    if number in LEFT_AT:
        session.meeting.leave_for_good(by_name[LEFT_AT[number]], f"{STAYS}: a reason")
    ids = [member.id for member in session.state.circle.members]
    session.meeting.set_apologies(ids[number % 3], sent=True, buddy=ids[5])
    session.time.go(Stage.STORIES)
    while session.state.round is not None and not session.state.round.over:
        session.turns.start_or_pause()
        clock.forward(60)
        session.turns.next()
    _note(session, number)
    session.time.go(Stage.PLENARY)
    _look_back(session, number)
    session.leave_off()
    return session.state.circle


def _note(session: Session, number: int) -> None:
    """What is noted at a meeting: questions at the second, a group's reworded at the sixth."""
    edits = session.meeting
    people = edits.people()
    here = edits.here
    assert here is not None
    if number == 2:
        edits.begin_inquiry([people[0].id], "How do I ask?", "own")
        edits.begin_inquiry([one.id for one in people[1:4]], "How do we work together?", "group")
    for one in here.inquiries:
        edits.note(one.id, number % 9, f"{STAYS}: note {number}")
        edits.commit(one.id, f"Step {number} of {one.question}", by="next meeting")
    if number == 6:
        group = next(one for one in here.inquiries if len(one.owners) > 1)
        for typed in ("How do we", "How do we visit", "How do we visit each other?"):
            edits.reword(group.id, typed)
    for open_ in here.last_time:
        edits.set_state(open_.id, ReviewState.DONE)


def _look_back(session: Session, number: int) -> None:
    """At the third everybody takes something on, and says at once what became of it; the seventh
    says how it was.
    """
    if number == 3:
        session.act_on(actions.with_idea(session.state.circle, f"{STAYS}: for all"))
        session.act_on(actions.committed(session.state.circle, session.state.circle.ideas[0].id))
        (ours,) = session.state.circle.actions
        session.reviews.choose(ours.id, ReviewState.UNDER_WAY)
        session.reviews.write(ours.id, happened=f"{STAYS}: half of it")
        session.reviews.note(ours.id, 5, f"{STAYS}: learnt")
    if number == 7:
        session.checking_out.count(0, 0, len(session.state.circle.members))
        session.checking_out.add_words(f"{STAYS}: in a line of words")


@pytest.fixture
def eight_held(open_window: Callable[[], Opened], clock: SimulatedClock) -> Opened:
    """A window over eight meetings; the ninth is due today."""
    window, keyboard = open_window()
    for number in range(1, 9):
        _held(window.library, clock, LINE, number)
    window.library.save_line(with_line(LINE, next_on="2026-11-24"))
    window.go_home()
    return window, keyboard


def _begins(window: Window, keys: Keyboard) -> Session:
    """The ninth meeting begins by keys as the eighth left off; the first in the list is missing."""
    assert titles(window) == ["Learning set"]
    keys.press("Enter")  # the card of the meeting that is due today
    session = window.session
    assert session is not None
    begun = session.state.circle
    assert begun.meeting is not None
    assert (begun.meeting.number, begun.meeting.line.next) == (9, "")
    assert [m.name for m in begun.members] == list(FOURTEEN[:10])
    assert len(begun.meeting.last_time) == 2
    group = next(one for one in begun.meeting.inquiries if len(one.owners) == 3)
    assert group.question == "How do we visit each other?"
    assert [old.question for old in group.worded] == ["How do we work together?"]
    assert not any(one.notes or one.actions for one in begun.meeting.inquiries)
    keys.press("Ctrl+Shift+m", "Space", "Esc")
    assert session.state.circle.apologies == (begun.members[0].id,)
    return session


def _is_told(window: Window, keys: Keyboard, clock: SimulatedClock, session: Session) -> None:
    """The nine who came are heard by keys; of the first inquiry it is noted and committed, and the
    owner of the second says that it may leave, with their name.
    """
    keys.press("Ctrl+3")
    screen = window.findChild(StoriesScreen)
    assert screen is not None
    assert isinstance(screen.beside, InquiryPane)
    assert session.state.round is not None
    assert session.state.round.current == session.state.circle.members[1].id
    keys.press("Space")
    clock.forward(30)
    keys.press("Alt+3")
    keys.write(f"{STAYS} by keys")
    keys.press("Alt+8")
    keys.write("In the morning")
    keys.tab_to(screen.beside.actions[0].text, 3)
    keys.write(TOOK_ON)
    keys.press("Esc")
    shown = screen.beside.shown()
    assert shown is not None
    assert [(note.under, note.text) for note in shown.notes] == [
        (3, f"{STAYS} by keys"),
        (8, "In the morning"),
    ]
    assert [action.text for action in shown.actions] == [TOOK_ON]
    for turn in range(8):
        keys.press("Right", "Space")
        if turn == 2:
            _gives_leave(screen.beside, keys)
        clock.forward(60)
    keys.press("Right")
    assert session.state.round.over
    assert len(session.state.round.heard) == 9


def _gives_leave(pane: InquiryPane, keys: Keyboard) -> None:
    """Ed, who speaks, asks of his own, and says yes where the very words are read out to him."""
    keys.press("F6")
    keys.write(ED_ASKS)
    keys.press("Alt+5")
    keys.write(ED_LEARNT)
    keys.press("Ctrl+l", "Right", "Tab", "Tab", "Enter")
    asked = next(one for one in pane.leave.findChildren(Message) if one.isVisible())
    assert ED in asked.accessibleDescription()
    assert ED_ASKS in asked.accessibleDescription()
    assert ED_LEARNT in asked.accessibleDescription()
    keys.press("Tab", "Enter", "Esc")
    assert pane.leave.status.text() == "It may leave, with the names of its owners."


def _is_ended(window: Window, keys: Keyboard, session: Session) -> None:
    """When they meet again, and how it was: by keys."""
    keys.press("Ctrl+6", "Ctrl+Shift+m")
    assert session.state.stage is Stage.PLENARY
    panel = window.findChild(MeetingPanel)
    assert panel is not None
    keys.tab_to(panel.next, 20)
    keys.write("17 December 2026")
    keys.press("Ctrl+Shift+m")
    assert [line.next for line in window.library.lines()] == ["2026-12-17"]
    keys.press("Ctrl+k", "9", "8", "1", "9", "9")
    keys.write(f"{STAYS}: how it was")
    keys.press("Enter", "Ctrl+Enter")
    said = session.state.circle.checkout
    assert said is not None
    assert said.words == (f"{STAYS}: how it was",)


@pytest.mark.slow
def test_fourteen_fall_to_ten_over_nine_meetings(
    eight_held: Opened, clock: SimulatedClock, qtbot: QtBot, tmp_path: Path
) -> None:
    """The ninth is begun, held and left by keys; it goes on at a second laptop from both files that
    left, and an organiser gets what may leave, and no more.
    """
    window, keys = eight_held
    people = people_in(window.library.meetings(LINE.id))
    assert len(people) == 14
    assert {one.name for one in people if one.left} == set(LEFT_AT.values())
    session = _begins(window, keys)
    _is_told(window, keys, clock, session)
    _is_ended(window, keys, session)

    told = _exported(window, keys, qtbot, tmp_path / "circle.circle")
    window.library.erase_circle(window.library.meetings(LINE.id)[0].id)  # the first was lost
    handed = _handed_on(window, keys, qtbot, tmp_path / "for members.circle")
    _organiser_has_what_may_leave(told, handed, clock, people[0].id)
    left = {one.id for one in people if not one.left}
    ends = [
        _goes_on([told, handed], clock, qtbot, left),
        _goes_on([handed, told], clock, qtbot, left),
    ]
    assert ends[0] == ends[1]


def _exported(window: Window, keys: Keyboard, qtbot: QtBot, path: Path) -> Path:
    """The circle file of the ninth, by its key; nothing that stays is in any byte of it."""
    keys.press("Ctrl+e")
    _choose(window, qtbot, path)
    qtbot.waitUntil(path.exists, timeout=20_000)
    assert window.session is not None
    library, circle = window.library, window.session.state.circle
    qtbot.waitUntil(lambda: library.handing(circle).state is Handed.OVER, timeout=20_000)
    stays = {STAYS, TOOK_ON, "2026-12-17", *QUESTIONS, *(set(FOURTEEN) - {ED})}
    assert found_in(path.read_bytes(), stays) == set()
    assert found_in(path.read_bytes(), {ED, ED_ASKS, ED_LEARNT}) == {ED, ED_ASKS, ED_LEARNT}
    keys.press("Esc", "Esc")
    return path


def _handed_on(window: Window, keys: Keyboard, qtbot: QtBot, path: Path) -> Path:
    """The file for members only, from the menu of the line, after a question that says what is in
    it and what is not; nothing of it is in clear.
    """
    window.go_home()
    rows = choose(window, "Learning set")
    keys.press("Shift+F10", "Down", "Down", "Enter")
    window.activateWindow()  # as a window system does when the menu closes
    qtbot.waitUntil(window.isActiveWindow)
    (card,) = (one for one in window.home.findChildren(AskCard) if one.isVisible())
    asked = card.accessibleDescription()
    assert "Hand “Learning set” on to its next facilitator?" in card.accessibleName()
    assert "In it: eight meetings of “Learning set”" in asked
    assert "Not in it: stories, notes of the dialogue" in asked
    keys.tab_to(card.fields[0], 2)
    keys.write(DOORS)
    keys.press("Tab")
    keys.write(DOORS)
    keys.press("Enter")
    _choose(window, qtbot, path)
    qtbot.waitUntil(lambda: "Handed on" in _said(window), timeout=20_000)
    words = {
        STAYS,
        TOOK_ON,
        "2026-12-17",
        ED_ASKS,
        ED_LEARNT,
        "Learning set",
        *QUESTIONS,
        *FOURTEEN,
    }
    assert found_in(path.read_bytes(), words) == set()
    assert rows is not None
    return path


def _organiser_has_what_may_leave(
    told: Path, handed: Path, clock: SimulatedClock, person: str
) -> None:
    """An organiser merges the circle file; the file for members only is refused, and says why."""
    place = told.with_name("organiser") / "library"
    with fresh_library(place, clock) as organiser:
        results = list(
            merge_files(organiser, [told, handed], unseal=Opener(place, lambda _name: DOORS).open)
        )
        said = {one.name: one.refusal for one in results}
        assert not said[told.name]
        assert "for members of a line of meetings only" in str(said[handed.name])
        assert [circle.number for circle in organiser.circles()] == [9]
        (story,) = organiser.circles()[0].stories
        assert (story.title, ED_LEARNT in story.points) == (ED_ASKS, True)
    words = {STAYS, TOOK_ON, person, *QUESTIONS, *(set(FOURTEEN) - {ED})}
    assert found_in_folder(place.parent, words) == set()


def _goes_on(
    files: list[Path], clock: SimulatedClock, qtbot: QtBot, persons: set[str]
) -> tuple[bytes, Circle]:
    """At a second laptop the tenth meeting begins with the same people and what is open; what is
    there of the line, in bytes, and the ninth.
    """
    path = files[0].with_name(f"second, {files[0].stem}") / "library"
    with fresh_library(path, clock) as other:
        second = shown(qtbot, Window(Theme(LIGHT, still=True), other, clock))
        for file in files:
            if file.stem == "circle":
                assert [one.refusal for one in merge_files(other, [file])] == [None]
                continue
            second.meetings.go_on(file, "wrong")
            second.meetings.wait()
            second.meetings.go_on(file, DOORS)
            qtbot.waitUntil(lambda: "goes on here" in _said(second), timeout=20_000)
            assert "Not here is meeting 1: ask whoever has it" in _said(second)
        second.go_home()
        assert titles(second) == ["Learning set"]
        assert [line.next for line in other.lines()] == ["2026-12-17"]
        ninth = other.meetings(LINE.id)[-1]
        there = members_file.content(other.for_members(LINE.id), "x.circle")
        Keyboard(second).press("Esc", "Ctrl+Shift+n")
        assert second.session is not None
        tenth = second.session.state.circle.meeting
        assert tenth is not None
        assert tenth.number == 10
        assert TOOK_ON in [one.text for one in tenth.last_time]
        assert {one.person for one in tenth.people} == persons
        assert second.session.meeting.missing() == [1]
        second.close()
    return there, ninth


def _choose(window: Window, qtbot: QtBot, path: Path) -> None:
    """Choose a place in the dialog that is open."""
    qtbot.waitUntil(lambda: bool(window.findChildren(QFileDialog)))
    dialog = window.findChildren(QFileDialog)[0]
    dialog.filesSelected.emit([str(path)])
    dialog.reject()
    qtbot.waitUntil(lambda: not window.findChildren(QFileDialog))


def _said(window: Window) -> str:
    QApplication.processEvents()
    shown = (one for one in window.home.findChildren(Message) if one.isVisible())
    return " ".join(one.accessibleDescription() for one in shown)
