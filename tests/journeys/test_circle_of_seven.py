"""The main job, as a new facilitator does it: a circle of seven, from start to merged report."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from storycircle.cli.main import main
from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Sharing
from storycircle.core.turns.round import Seat
from storycircle.core.turns.schedule import Stage
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.commit_screen import CommitScreen
from storycircle.ui.session.session import Session
from tests.journeys.conftest import Opened
from tests.journeys.keyboard import Keyboard

NAMES = ("Amina K", "Bartek", "Chloé", "Dev", "Eirlys", "Farah", "Gus")
IDEAS = ("Meet for lunch once a term", "A who's who on one page", "Swap desks", "Write it all down")


def _session(window: Window) -> Session:
    session = window.session
    assert session is not None
    return session


def _name_of_current(session: Session) -> str:
    assert session.state.round is not None
    return session.state.name(session.state.round.current)


def _tell(keyboard: Keyboard, clock: SimulatedClock, session: Session) -> None:
    """One story: begun, written while it is told, and ended, with the cursor in the notes."""
    teller = _name_of_current(session)
    keyboard.press("Ctrl+Space", "F6")
    clock.forward(100)
    keyboard.write(f"The story of {teller}")
    keyboard.press("Tab")
    keyboard.write(f"What {teller} saw\nWhat came of it")
    clock.forward(60)
    keyboard.press("Ctrl+Enter", "Esc")


def choose_file(qtbot: QtBot, window: Window, keyboard: Keyboard, path: Path) -> None:
    """Type a file's whole name into the dialog that has opened."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), QFileDialog))
    keyboard.press("Ctrl+a")
    keyboard.write(str(path))
    keyboard.press("Enter")
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: not window.findChildren(QFileDialog))
    window.activateWindow()  # the desktop's part, which a screenless test has not
    qtbot.waitUntil(window.isActiveWindow)


def test_a_circle_of_seven_from_start_to_the_merged_report(
    open_window: Callable[[], Opened], clock: SimulatedClock, qtbot: QtBot, tmp_path: Path
) -> None:
    """A new user holds a circle by keys alone; the organiser's report then has it all."""
    window, keyboard = open_window()
    keyboard.press("Ctrl+n")
    keyboard.write("\n".join(NAMES))
    session = _session(window)
    assert [member.name for member in session.state.circle.members] == list(NAMES)
    keyboard.press("Ctrl+Enter")
    assert session.state.stage is Stage.OPEN
    keyboard.press("Ctrl+Enter")
    _hear_the_stories(keyboard, clock, session)
    _talk(keyboard, session)
    _commit(keyboard, window, session)
    sheet, exported = tmp_path / "sheet.pdf", tmp_path / "circle.circle"
    keyboard.press("Ctrl+Shift+s")
    choose_file(qtbot, window, keyboard, sheet)
    keyboard.press("Esc", "Ctrl+e")
    choose_file(qtbot, window, keyboard, exported)
    printed = " ".join(PdfReader(sheet).pages[0].extract_text().split())
    assert "Meet for lunch once a term" in printed
    assert "All seven of us" in printed
    _merged_report_has_it_all(exported, tmp_path)


def _hear_the_stories(keyboard: Keyboard, clock: SimulatedClock, session: Session) -> None:
    """Seven stories: one passes and comes back, one is given 30 s more."""
    assert session.state.round is not None
    assert session.state.round.next_share(0) == 210
    for name in ("Amina K", "Bartek"):
        assert _name_of_current(session) == name
        _tell(keyboard, clock, session)
    assert _name_of_current(session) == "Chloé"
    keyboard.press("P")
    assert session.state.round.seat(session.state.circle.members[2].id) is Seat.PASSED
    share = session.state.round.next_share(clock.reading())
    keyboard.press("Space", "+")
    assert session.state.round.share == share + 30
    keyboard.press("Space")
    for name in ("Dev", "Eirlys", "Farah", "Gus", "Chloé"):
        assert _name_of_current(session) == name
        _tell(keyboard, clock, session)
    assert session.state.round.over
    assert len(session.state.circle.stories) == 7
    assert all(story.sharing is Sharing.STAYS for story in session.state.circle.stories)


def _talk(keyboard: Keyboard, session: Session) -> None:
    """The dialogue: a note, and four ideas typed fast."""
    keyboard.press("Ctrl+Enter")
    keyboard.write("We rarely meet")
    keyboard.press("F6")
    for idea in IDEAS:
        keyboard.write(f"{idea}\n")
    assert [idea.text for idea in session.state.circle.ideas] == list(IDEAS)
    keyboard.press("Ctrl+Enter")
    assert session.state.circle.dialogue[0].notes == "We rarely meet"


def _commit(keyboard: Keyboard, window: Window, session: Session) -> None:
    """Three actions, a fourth refused kindly; everybody stands behind the first."""
    screen = window.findChild(CommitScreen)
    assert screen is not None
    keyboard.press("Ctrl+Up", "Ctrl+Up", "Ctrl+Up")
    assert [action.text for action in session.state.circle.actions] == list(IDEAS[:3])
    assert not screen.swap.isVisible()
    keyboard.press("Ctrl+Up")
    assert screen.swap.isVisible()
    assert len(session.state.circle.actions) == 3
    keyboard.press("Esc")
    assert [idea.text for idea in session.state.circle.ideas] == [IDEAS[3]]
    keyboard.press("F6", "Enter", "Tab", "Space", "Ctrl+Enter")
    everyone = tuple(member.id for member in session.state.circle.members)
    assert session.state.circle.actions[0].who == everyone


def _merged_report_has_it_all(exported: Path, folder: Path) -> None:
    """The organiser's side, on the command line."""
    runner = CliRunner()
    organiser = ["--library", str(folder / "organiser")]
    merged = runner.invoke(main, [*organiser, "merge", str(exported)])
    assert merged.output == "circle.circle: new\n"
    report = folder / "report.json"
    assert runner.invoke(main, [*organiser, "report", "-o", str(report)]).exit_code == 0
    (circle,) = json.loads(report.read_text(encoding="utf-8"))["circles"]
    assert [member["name"] for member in circle["members"]] == list(NAMES)
    assert [action["text"] for action in circle["actions"]] == list(IDEAS[:3])
    assert circle["actions"][0]["who"] == list(NAMES)
    assert circle["stories"] == []
    assert circle["dialogue"] == []
    whole = report.read_text(encoding="utf-8")
    assert "What Dev saw" not in whole
    assert "Write it all down" not in whole


@pytest.mark.slow
def test_quit_in_mid_turn_and_carry_on(
    open_window: Callable[[], Opened], clock: SimulatedClock
) -> None:
    """Closing the window in mid-turn loses nothing: the turn stands where it was, paused."""
    window, keyboard = open_window()
    keyboard.press("Ctrl+n")
    keyboard.write("\n".join(NAMES))
    keyboard.press("Ctrl+Enter", "Ctrl+Enter", "Space", "F6")
    clock.forward(75)
    keyboard.write("Half a sen")
    window.close()
    clock.forward(600)

    window, keyboard = open_window()
    keyboard.press("Enter")
    session = _session(window)
    assert session.state.stage is Stage.STORIES
    assert session.state.round is not None
    assert not session.state.round.running
    assert session.state.round.elapsed(clock.reading()) == 75
    assert session.state.circle.stories[0].title == "Half a sen"
    keyboard.press("Space")
    clock.forward(5)
    assert session.state.round.elapsed(clock.reading()) == 80


@pytest.mark.slow
def test_from_launch_to_the_first_turn_takes_few_keys(
    open_window: Callable[[], Opened],
) -> None:
    """From the launched app to the first running turn: at most five keys beside the names."""
    window, keyboard = open_window()
    keyboard.press("Enter")
    before = keyboard.presses
    keyboard.write("\n".join(NAMES))
    typed = keyboard.presses - before
    keyboard.press("Ctrl+Enter", "Ctrl+Enter", "Space")
    session = _session(window)
    assert session.state.round is not None
    assert session.state.round.running
    assert keyboard.presses - typed <= 5


@pytest.mark.slow
def test_undo_gives_back_a_turn_that_was_ended_too_soon(
    open_window: Callable[[], Opened], clock: SimulatedClock
) -> None:
    """Undo after Next: the turn runs on as if Next had not been pressed, notes and all."""
    window, keyboard = open_window()
    keyboard.press("Ctrl+n")
    keyboard.write("\n".join(NAMES))
    keyboard.press("Ctrl+Enter", "Ctrl+Enter", "Space")
    clock.forward(60)
    keyboard.press("Right")
    session = _session(window)
    assert _name_of_current(session) == "Bartek"
    clock.forward(5)
    keyboard.press("U")
    assert _name_of_current(session) == "Amina K"
    assert session.state.round is not None
    assert session.state.round.elapsed(clock.reading()) == 65
    keyboard.press("Shift+U")
    assert _name_of_current(session) == "Bartek"


@pytest.mark.slow
def test_a_member_who_comes_late_and_one_who_leaves_never_touch_the_clock(
    open_window: Callable[[], Opened], clock: SimulatedClock
) -> None:
    """Names changed in mid-turn: the running turn runs on, the new person waits their turn."""
    window, keyboard = open_window()
    keyboard.press("Ctrl+n")
    keyboard.write("\n".join(NAMES))
    keyboard.press("Ctrl+Enter", "Ctrl+Enter", "Space")
    clock.forward(30)
    keyboard.press("Ctrl+1", "Ctrl+a")
    keyboard.write("\n".join([*NAMES[:6], "Hal"]))
    session = _session(window)
    keyboard.press("Ctrl+3")
    assert session.state.round is not None
    assert session.state.round.elapsed(clock.reading()) == 30
    assert session.state.name(session.state.round.to_come[-1]) == "Hal"
    assert len(session.state.round.seats) == 7
