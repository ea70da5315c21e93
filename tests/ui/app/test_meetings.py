"""Lines of meetings from the first page: by key, from a circle, by themselves, elsewhere."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.commands import keys
from storycircle.core.consent.shareable import leaving
from storycircle.core.error_sentences import Refused
from storycircle.core.lines.records import LineKind
from storycircle.core.meetings.inquiries import with_inquiry, with_inquiry_note
from storycircle.core.meetings.next_meeting import next_meeting, with_apologies, with_line
from storycircle.core.model import Circle, Gathered
from storycircle.core.rounds.named_round import NamedRound
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.jobs.export import export_for_members
from storycircle.store.exchange import sealed_file
from storycircle.store.library import Library
from storycircle.store.lines import members_file
from storycircle.store.lines.line_store import ForMembers
from storycircle.store.saved_state import SavedState
from storycircle.ui.app.main_window import Window
from storycircle.ui.app.menu_bar import MENUS
from storycircle.ui.circle.beside.meeting_panel import MeetingPanel
from storycircle.ui.circle.inquiry.inquiry_pane import InquiryPane
from storycircle.ui.circle.inquiry.owners_leave import OwnersLeave
from storycircle.ui.circle.stage_screen import Sides
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.home.circle_list import Laptop
from storycircle.ui.organiser.compare_page import ComparePlace
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.display.message import AskCard, Message
from tests.support import home_rows
from tests.support.a_meeting import SET, meeting, started
from tests.support.windows import shown


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock) -> Window:
    """A window over an empty library."""
    return shown(qtbot, Window(theme, library, clock))


def _card(window: Window) -> AskCard:
    (card,) = (one for one in window.home.findChildren(AskCard) if one.isVisible())
    return card


def _key(window: Window, key: Qt.Key, held: str = "Ctrl Shift") -> None:
    kinds = Qt.KeyboardModifier
    each = {"Ctrl": kinds.ControlModifier, "Shift": kinds.ShiftModifier}
    modifiers = kinds.NoModifier
    for one in held.split():
        modifiers |= each[one]
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)
    QApplication.processEvents()


def _here(window: Window) -> Circle:
    assert window.session is not None
    return window.session.state.circle


def test_a_learning_set_begins_by_itself(window: Window) -> None:
    """Its title is needed, and what was typed stays; then it gathers, with its question."""
    _key(window, Qt.Key.Key_L)
    card = _card(window)
    card.fields[1].setText("Where is common ground?")
    card.do.click()
    assert card.isVisible()
    card.fields[0].setText("Learning set")
    card.do.click()
    begun = _here(window)
    assert meeting(begun).line.kind is LineKind.LEARNING_SET
    assert begun.theme == "Where is common ground?"
    assert window.session is not None
    window.session.members.set_names("Ann A\nBen B")
    window.go_home()
    assert home_rows.titles(window) == ["Learning set"]
    window.meetings.next(meeting(begun).line.id)  # it is not over: it goes on
    assert _here(window).id == begun.id


def test_the_people_of_a_circle_meet_again(
    window: Window, library: Library, example: Gathered
) -> None:
    """By key, on the row of a circle of an event; the event keeps its circle."""
    library.save_event(example.event)
    library.save_circle(example.circles[0])
    window.go_home()
    home_rows.choose(window, f"Circle {example.circles[0].number}")
    _key(window, Qt.Key.Key_N)
    card = _card(window)
    card.fields[0].setText("We go on")
    card.do.click()
    begun = _here(window)
    assert meeting(begun).number == 2
    assert [m.name for m in begun.members] == [m.name for m in example.circles[0].members]
    assert {one.text for one in meeting(begun).last_time} == {
        action.text for action in example.circles[0].actions
    }
    kept = library.circle(example.circles[0].id)
    assert (kept.event, meeting(kept).number) == (example.event.id, 1)


def test_a_line_is_one_row_that_opens(window: Window, library: Library) -> None:
    """Its next date is said; Enter shows its meetings; a word of one finds it among all."""
    first = started()
    for circle in (first, next_meeting([first], on="2007-04-19")):
        library.save_circle(circle)
    library.save_line(with_line(SET, next_on="2030-05-10"))
    window.go_home()
    rows = home_rows.choose(window, "Learning set")
    about = rows.model().index(0, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert "next on 10 May 2030" in about
    assert "opens to its meetings" in about
    assert [dot.label for dot in rows.rows[0].dots] == ["Mar", "Apr", "May"]
    _key(window, Qt.Key.Key_Return, "")
    assert home_rows.titles(window) == ["Learning set", "Meeting 2", "Meeting 1"]
    _key(window, Qt.Key.Key_Return, "")
    assert home_rows.titles(window) == ["Learning set"]
    window.home.findChildren(Laptop)[0].searched.emit("common ground")
    found = ["Learning set", "Learning set · Meeting 1", "Learning set · Meeting 2"]
    assert sorted(home_rows.titles(window)) == found


@pytest.mark.usefixtures("weak_seal")
def test_what_two_laptops_changed_is_led_to(
    window: Window, library: Library, qtbot: QtBot, tmp_path: Path, clock: SimulatedClock
) -> None:
    """Each noted another thing of one inquiry: both are kept, and one press leads to them."""
    library.save_circle(started())
    handed = tmp_path / "for members.circle"
    export_for_members(library, SET, handed, "three old doors")
    with Library(tmp_path / "other", clock) as other:
        other.go_on(_read(handed))
        there = other.circle("c1")
        other.save_circle(with_inquiry_note(there, "q", 3, "Theirs", on="2007-03-09", note="n"))
        export_for_members(other, SET, tmp_path / "back.circle", "three old doors")
    here = library.circle("c1")
    library.save_circle(with_inquiry_note(here, "q", 3, "Ours", on="2007-03-09", note="n"))
    window.meetings.go_on(tmp_path / "back.circle", "three old doors")
    qtbot.waitUntil(lambda: bool(_messages(window)), timeout=5_000)
    (message,) = _messages(window)
    choose = next(b for b in message.findChildren(Button) if b.words == "Choose now")
    choose.click()
    page = next(p for p in window.findChildren(ComparePlace) if p.isVisible())
    assert len(library.conflicts()) == 1
    _key(window, Qt.Key.Key_1, "")
    assert not library.conflicts()
    assert page is not None


@pytest.mark.slow
@pytest.mark.usefixtures("weak_seal")
def test_a_line_is_handed_on_and_gone_on_with_by_its_own_buttons(
    window: Window, library: Library, qtbot: QtBot, tmp_path: Path
) -> None:
    """Said what is in it, sealed or not at all; the next laptop opens it,
    and a wrong passphrase is said.
    """
    library.save_circle(started())
    window.go_home()
    rows = home_rows.choose(window, "Learning set")
    laptop = next(one for one in window.home.findChildren(Laptop) if one.isAncestorOf(rows))
    laptop.handOnRequested.emit(rows.rows[0].id)
    card, path = _card(window), tmp_path / "set.circle"
    card.do.click()  # no passphrase, no file
    assert not window.findChildren(QFileDialog)
    for field, typed in zip(card.fields, ("three old doors", "three new doors"), strict=True):
        field.setText(typed)
    card.do.click()
    assert not window.findChildren(QFileDialog)
    card.fields[1].setText("three old doors")
    card.do.click()
    _choose(window, qtbot, path)
    qtbot.waitUntil(lambda: bool(_messages(window)), timeout=20_000)
    assert b"How do we ask?" not in path.read_bytes()

    with Library(tmp_path / "other" / "library", window.library.clock) as other:
        second = shown(qtbot, Window(window.theme, other, other.clock))
        second.meetings.choose_file()
        _choose(second, qtbot, path)
        card = _card(second)
        card.fields[0].setText("another door")
        with qtbot.waitSignal(second.meetings.said, timeout=20_000) as refused:
            card.do.click()
        assert "passphrase" in refused.args[0]
        assert not other.lines()
        second.meetings.ask_for_file(path)
        card = _card(second)
        card.fields[0].setText("three old doors")
        card.do.click()
        qtbot.waitUntil(lambda: bool(_messages(second)), timeout=20_000)
        assert [line.title for line in other.lines()] == ["Learning set"]
        home_rows.choose(second, "Learning set")
        _key(second, Qt.Key.Key_N)
        assert meeting(_here(second)).number == 2
        second.close()


def test_a_file_for_members_that_is_opened_says_the_way_to_go_on() -> None:
    """It is refused by the words of the menu that takes it in."""
    rows = [row for _menu, rows in MENUS for row in rows if keys.LINE_FILE in row]
    (words,) = (row[keys.LINE_FILE] for row in rows)
    named = words.removesuffix(" …")
    assert f"“{named}”" in str(Refused("for-members-only", name="set.circle"))


@pytest.mark.slow
def test_small_groups_have_one_turn_by_a_tick_of_the_meeting(
    window: Window, library: Library, clock: SimulatedClock
) -> None:
    """Beside the ring stands the inquiry of the group; once turns have begun, the tick stays as it
    is, and why is said.
    """
    circle = library.save_circle(with_apologies(started(), "m1", sent=False))
    alone = with_inquiry(circle, [meeting(circle).people[0].person], "And I?", id_="alone")
    inquiries = (alone.meeting.inquiries[-1], *meeting(circle).inquiries) if alone.meeting else ()
    circle = library.save_circle(
        replace(circle, meeting=replace(meeting(circle), inquiries=inquiries))
    )
    now = clock.now()
    library.save_state(circle.id, SavedState(Stage.GATHER, None, plan_for(None, now), now))
    window.carry_on(circle.id)
    assert window.session is not None
    session = window.session
    session.time.go(Stage.STORIES)
    (screen,) = window.findChildren(StoriesScreen)
    pane = screen.beside
    assert isinstance(pane, InquiryPane)
    _key(window, Qt.Key.Key_M)
    (panel,) = window.findChildren(MeetingPanel)
    assert panel.by_group.isVisible()
    panel.by_group.click()
    assert session.state.round is not None
    assert session.state.round.to_come == ("m0", "m2", "m3")
    _key(window, Qt.Key.Key_M)
    _key(window, Qt.Key.Key_Space, "")
    shown_ = pane.shown()
    assert shown_ is not None
    assert shown_.question == "How do we ask?"
    _key(window, Qt.Key.Key_M)
    panel.by_group.click()
    assert panel.by_group.isChecked()
    assert session.state.round.together


@pytest.mark.slow
def test_a_check_in_round_has_its_notes_above_the_inquiry(
    window: Window, library: Library, clock: SimulatedClock
) -> None:
    """Of each person; they are gone from the page as air time begins, and are kept."""
    rounds = (NamedRound("in", "Check-in", seconds=60), NamedRound("air", "Air", stories=True))
    circle = library.save_circle(replace(started(), rounds=rounds))
    now = clock.now()
    library.save_state(circle.id, SavedState(Stage.GATHER, None, plan_for(None, now), now))
    window.carry_on(circle.id)
    assert window.session is not None
    window.session.time.go(Stage.STORIES)
    (screen,) = window.findChildren(StoriesScreen)
    pane = screen.beside
    assert isinstance(pane, InquiryPane)
    for said in ("Tired, and glad", "Late"):
        _key(window, Qt.Key.Key_Space, "")
        _key(window, Qt.Key.Key_F6, "")
        assert QApplication.focusWidget() is pane.note.field
        assert pane.note.isVisible()
        QTest.keyClicks(pane.note.field, said)
        _key(window, Qt.Key.Key_Escape, "")
        _key(window, Qt.Key.Key_Right, "")
    assert [(one.member, one.text) for one in _here(window).round_notes] == [
        ("m0", "Tired, and glad"),
        ("m2", "Late"),
    ]
    assert pane.question.isVisible()
    (sides,) = window.findChildren(Sides)
    names = {part.accessibleName() for part in sides.findChildren(QAbstractButton)}
    assert "The inquiry" in names
    assert "The story" not in names
    _key(window, Qt.Key.Key_Space, "")
    _key(window, Qt.Key.Key_Right, "")
    window.session.turns.next_round()
    assert not pane.note.isVisible()
    _key(window, Qt.Key.Key_F6, "")
    assert QApplication.focusWidget() is pane.first_field


@pytest.mark.slow
def test_each_owner_is_asked_by_the_buttons_of_the_inquiry(
    window: Window, library: Library, clock: SimulatedClock
) -> None:
    """A yes is given where the very words are read out; nothing leaves before the last yes; a no of
    one counts at once, and over the yes of the other.
    """
    circle = library.save_circle(started())
    now = clock.now()
    library.save_state(circle.id, SavedState(Stage.GATHER, None, plan_for(None, now), now))
    window.carry_on(circle.id)
    assert window.session is not None
    window.session.time.go(Stage.STORIES)
    (leave,) = window.findChildren(OwnersLeave)
    assert leave.owner.count() == 2

    def answer(owner: int, choice: str, then: str = "") -> None:
        leave.owner.setCurrentIndex(owner)
        leave.owner.activated.emit(owner)
        buttons = leave.choice.findChildren(QAbstractButton)
        next(one for one in buttons if choice in one.accessibleName()).click()
        if then:
            (asked,) = (one for one in leave.findChildren(Message) if one.isVisible())
            assert "How do we ask?" in asked.accessibleDescription()
            next(one for one in asked.findChildren(Button) if one.words == then).click()
        QApplication.processEvents()

    def leaves() -> list[str]:
        return [story.title for story in leaving(_here(window)).circle.stories]

    answer(0, "With name", "Yes, these words")
    assert leave.status.text().endswith("Still to ask: Ben Bold.")
    assert leaves() == []
    answer(1, "With name", "Yes, these words")
    assert leave.status.text() == "It may leave, with the names of its owners."
    assert leaves() == ["How do we ask?"]
    answer(0, "Stays here")
    assert leave.status.text() == "It stays in the set: one of its owners said no."
    assert leaves() == []


def _choose(window: Window, qtbot: QtBot, path: Path) -> None:
    """Choose a file in the dialog that is open."""
    qtbot.waitUntil(lambda: bool(window.findChildren(QFileDialog)))
    dialog = window.findChildren(QFileDialog)[0]
    dialog.filesSelected.emit([str(path)])
    dialog.reject()
    qtbot.waitUntil(lambda: not window.findChildren(QFileDialog))


def _messages(window: Window) -> list[Message]:
    return [one for one in window.home.findChildren(Message) if one.isVisible()]


def _read(path: Path) -> ForMembers:
    return members_file.read(path, sealed_file.Opener(path, lambda _name: "three old doors").open)
