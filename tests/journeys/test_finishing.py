"""A circle is finished, closed and gone on with, and nothing is asked or said out of its place."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core import actions
from storycircle.core.clock import SimulatedClock
from storycircle.core.settings import Look
from storycircle.core.turns.schedule import Stage
from storycircle.store.safety import disk
from storycircle.ui.app.close_reminder import ClosingCard
from storycircle.ui.circle.plenary_screen import PlenaryScreen
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.display.message import Message, Notice
from storycircle.ui.widgets.display.rail import Rail
from tests.journeys.conftest import Opened
from tests.journeys.venue import Venue
from tests.support import as_read
from tests.support.windows import breathe

pytestmark = pytest.mark.slow


def said(venue: Venue) -> str:
    notice = venue.view.notice
    return notice.accessibleName() if notice.isVisible() else ""


def answers(message: Message | None) -> list[str]:
    assert message is not None
    return [as_read.name(as_read.read(button)) for button in message.findChildren(Button)]


def answer(message: Message | None, words: str) -> None:
    assert message is not None
    found = [b for b in message.findChildren(Button) if as_read.name(as_read.read(b)) == words]
    found[0].click()
    QApplication.processEvents()


def plenary(venue: Venue) -> PlenaryScreen:
    """The circle with one action, in Plenary."""
    session = venue.session
    if not session.state.circle.actions:
        session.act_on(actions.with_idea(session.state.circle, "One joint visit"))
        session.act_on(actions.committed(session.state.circle, session.state.circle.ideas[0].id))
    session.time.go(Stage.PLENARY)
    screen = venue.view.screen_of_stage()
    assert isinstance(screen, PlenaryScreen)
    return screen


def test_yes_finished_is_an_answer_and_leads_on(venue: Venue) -> None:
    """Who asks to finish can say yes; what is still to do is said, and the first page is next. The
    clock of a stage that was left running stands from the yes on.
    """
    venue.session.time.go(Stage.DIALOGUE)
    venue.keyboard.press("Ctrl+Space")
    screen = plenary(venue)
    screen.finish.click()
    assert answers(screen.message) == ["Yes, finished", "Not yet"]
    answer(screen.message, "Not yet")
    closed: Message | None = screen.message
    assert closed is None
    (rail,) = venue.view.findChildren(Rail)
    assert any("its time runs" in button.accessibleName() for button in rail.stages)
    screen.finish.click()
    answer(screen.message, "Yes, finished")
    assert not any("its time runs" in button.accessibleName() for button in rail.stages)
    assert screen.message is not None
    assert screen.message.accessibleName() == "Circle 1 is finished."
    assert "has not got it" in screen.message.accessibleDescription()
    assert answers(screen.message) == [
        "To the first page",
        "Export the circle file",
        "Remove this circle",
    ]
    answer(screen.message, "To the first page")
    assert venue.window.session is None


def test_yes_finished_asks_what_becomes_of_the_notes(venue: Venue) -> None:
    """Where notes of stories stay, both ways of a yes say what is done with them."""
    venue.keyboard.press("F6")
    venue.keyboard.write("The bench")
    venue.keyboard.press("Esc")
    screen = plenary(venue)
    screen.finish.click()
    assert answers(screen.message) == ["Yes, keep them", "Yes, erase these notes", "Not yet"]
    answer(screen.message, "Yes, keep them")
    assert screen.message is not None
    assert screen.message.accessibleName() == "Circle 1 is finished."
    assert venue.session.state.circle.stories


@pytest.mark.parametrize("story", [True, False])
def test_the_own_note_goes_with_the_notes_and_that_is_said(
    venue: Venue, story: bool, qtbot: QtBot
) -> None:
    """Before and after; also where nothing was noted of any story, and while its panel is open."""
    if story:
        venue.keyboard.press("F6")
        venue.keyboard.write("The bench")
        venue.keyboard.press("Esc")
    screen = plenary(venue)
    venue.keyboard.press("Ctrl+j")
    venue.keyboard.write("Ask Dawn how she is")
    venue.keyboard.press("Esc", "Ctrl+j")
    screen.finish.click()
    assert venue.view.beside.note is not None
    venue.view.beside.note.field.setFocus()
    venue.keyboard.write(" tonight")  # not saved yet
    asked: Message | None = screen.message
    assert asked is not None
    assert "our own note" in asked.accessibleDescription()
    answer(asked, "Yes, erase these notes")
    qtbot.waitUntil(
        lambda: screen.message is not None and screen.message.accessibleName() == "Erased.",
        timeout=20_000,
    )
    assert screen.message is not None
    assert "our own note" in screen.message.accessibleDescription()
    assert ("stories" in screen.message.accessibleDescription()) == story
    assert venue.session.private_note.kept() == ""
    assert venue.view.beside.note is not None
    assert venue.view.beside.note.field.toPlainText() == ""
    venue.keyboard.press("Ctrl+j", "Ctrl+j", "Ctrl+j")
    assert venue.session.private_note.kept() == ""
    screen.finish.click()
    assert answers(screen.message) == ["Yes, finished", "Not yet"]


def test_closing_without_says_without_what(venue: Venue) -> None:
    """The answer is whole in itself, as it is read on its button."""
    plenary(venue)
    venue.window._reminds = True
    venue.window.close()
    (card,) = venue.window.findChildren(ClosingCard)
    assert answers(card.message)[1] == "Close without handing over"


def test_a_clock_left_running_is_seen_from_every_other_stage(venue: Venue) -> None:
    """The rail says it in words and to a reader; where it runs, the page itself does."""
    venue.session.time.go(Stage.DIALOGUE)
    venue.keyboard.press("Ctrl+Space")
    (rail,) = venue.view.findChildren(Rail)
    for stage in Stage:
        venue.session.time.go(stage)
        QApplication.processEvents()
        names = [button.accessibleName() for button in rail.stages]
        running = [name for name in names if "its time runs" in name]
        assert running == ([] if stage is Stage.DIALOGUE else [names[Stage.DIALOGUE - 1]])
    venue.session.time.go(Stage.DIALOGUE)
    venue.keyboard.press("Ctrl+Space")
    venue.session.time.go(Stage.PLENARY)
    assert not any("its time runs" in button.accessibleName() for button in rail.stages)


def test_a_gap_is_asked_about_in_its_own_stage_alone(venue: Venue) -> None:
    """The laptop slept in the dialogue: the plenary has other things to do."""
    venue.session.time.go(Stage.DIALOGUE)
    venue.keyboard.press("Ctrl+Space")
    venue.pass_time(60)
    venue.clock.sleep(300)
    venue.look()
    assert venue.asked() == "This laptop slept for 5 minutes."
    for stage in (Stage.PLENARY, Stage.COMMIT, Stage.GATHER):
        venue.session.time.go(stage)
        venue.look()
        assert venue.asked() == ""
    venue.session.time.go(Stage.DIALOGUE)
    venue.look()
    assert venue.asked() == "This laptop slept for 5 minutes."


@pytest.mark.parametrize(("there", "words"), [(2, "Handed over"), (1, "Saved")])
def test_opened_again_it_is_said_that_a_file_was_written(
    venue: Venue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: int, words: str
) -> None:
    """To a memory stick it was handed over, to the laptop's own disk it was saved; what is changed
    now is in neither.
    """
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(disk, "disk_of", lambda path: there if path == stick else 1)
    screen = plenary(venue)
    screen.hand_over.export_to(stick / "circle.circle")
    screen.hand_over.wait()
    QApplication.processEvents()
    circle = venue.session.state.circle.id
    venue.window.go_home()
    venue.window.carry_on(circle)
    assert said(venue).startswith(f"{words} at ")
    assert "If you change anything, export it again: it is not in “circle.circle”." in said(venue)


def test_a_new_circle_says_nothing_of_files(venue: Venue) -> None:
    """Where none was written there is nothing to say."""
    circle = venue.session.state.circle.id
    venue.window.go_home()
    venue.window.carry_on(circle)
    assert said(venue) == ""


def box(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())


@pytest.mark.parametrize("size", [(1366, 768, 100), (1024, 700, 150), (800, 600, 100)])
@pytest.mark.parametrize("stage", list(Stage))
def test_a_notice_lies_on_no_way_on(venue: Venue, size: tuple[int, int, int], stage: Stage) -> None:
    """Whatever is said, the buttons by which one goes on are seen, and so is what the edge asks."""
    width, height, text = size
    venue.window.resize(width, height)
    settings = replace(venue.window.library.settings(), text_size=text, look=Look.LIGHT)
    venue.window.screens.settingsChanged.emit(settings)
    breathe(60)
    if stage is not Stage.STORIES:
        venue.session.time.go(stage)
    else:
        venue.pass_time(30)  # has somebody begun?
    QApplication.processEvents()
    sentence = "A sentence that is about as long as any that is said at the foot of a page. " * 2
    for undo in (False, True):
        venue.session.noticed.emit(sentence, undo)
        QApplication.processEvents()
        window, notice = venue.window, venue.view.notice
        assert notice.isVisible()
        over = box(notice, window)
        ways = [*venue.view.screen_of_stage().controls()]
        ways += [venue.view.edge] if venue.view.edge.isVisible() else []
        assert stage is Stage.PLENARY or ways
        assert [way for way in ways if over.intersects(box(way, window))] == []


def test_a_notice_lies_over_whatever_page_is_turned_to(venue: Venue) -> None:
    """What was just said is read on the next page too, and not behind it: over the plenary's sheet,
    over the ring, and still on no way on.
    """
    notice, window = venue.view.notice, venue.window
    for stage in (*Stage, *reversed(Stage)):
        notice.say("What was said on the page before.")
        venue.session.time.go(stage)
        QApplication.processEvents()
        assert notice.isVisible()
        seen = window.childAt(notice.mapTo(window, notice.rect().center()))
        assert seen is not None
        assert notice.isAncestorOf(seen)
        ways = venue.view.screen_of_stage().controls()
        assert not any(box(notice, window).intersects(box(way, window)) for way in ways)


def test_notices_do_not_lie_on_each_other(
    open_window: Callable[[], Opened], clock: SimulatedClock
) -> None:
    """What the window says and what the circle says come one at a time."""
    del clock
    window, keyboard = open_window()
    keyboard.press("Ctrl+n")
    assert window.circle.view is not None
    window.circle.view.tell("The circle's own.")
    window.notice.say("The window's own.")
    QApplication.processEvents()
    seen = [one.accessibleName() for one in window.findChildren(Notice) if one.isVisible()]
    assert seen == ["The window's own."]
