"""A market stall held on a laptop: its runs and their time, notes, quotations, and its file."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core import i18n
from storycircle.core.afterwards.stalls import Run, StallPlan, runs_of
from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Event, Gathered, Sharing
from storycircle.core.size_limits import PARAGRAPH
from storycircle.jobs.merge import merge_files
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.stall import held_here
from storycircle.ui.circle.stall.stall_screen import StallScreen
from storycircle.ui.circle.stall.stall_session import StallSession
from storycircle.ui.circle.stall.stall_state import Part, Step
from storycircle.ui.theme.theme import Theme
from tests.journeys.keyboard import Keyboard
from tests.support.fresh import fresh_library
from tests.support.windows import shown

B = "B: Look Who's Talking"
WORDS = "It fell down four times."
Begun = tuple[StallSession, list[str]]


@pytest.fixture
def session(library: Library, clock: SimulatedClock, example: Gathered, qtbot: QtBot) -> Begun:
    """Stall B of June 2007, chosen; and what is refused."""
    assert qtbot is not None
    plan = StallPlan(B, "B", ("First steps",), ("Denise W",))
    library.save_event(replace(example.event, stall_plans=(plan,)))
    made = StallSession(library, clock)
    why: list[str] = []
    made.refused.connect(why.append)
    made.show_event(None)
    made.choose(B)
    return made, why


def noted(library: Library) -> tuple[Run, ...]:
    """What the library has of the stall's runs."""
    return runs_of(library.parts(library.events()[0].id).runs, B)


def at(stall: StallSession) -> str:
    """The step that a stall is at."""
    return stall.state.step


def test_a_run_has_its_time_and_keeps_it(
    session: Begun, library: Library, clock: SimulatedClock
) -> None:
    """Each minute is kept as it passes; paused, it stands; the next run has its own."""
    stall, _why = session
    assert at(stall) == Step.READY
    stall.begin_run()
    clock.forward(3 * 60 + 5)
    stall.tick()
    assert noted(library)[0].minutes == 3
    stall.start_or_pause()
    clock.forward(600)
    stall.tick()
    assert noted(library)[0].minutes == 3
    stall.start_or_pause()
    clock.forward(60)
    stall.end_run()
    assert [(run.place, run.minutes) for run in noted(library)] == [(1, 4), (2, 0)]
    assert at(stall) == Step.RUN
    clock.forward(90)
    stall.end_run()
    assert noted(library)[1].minutes == 2
    assert at(stall) == Step.LEAVES
    again = StallSession(library, clock)
    again.show_event(None)
    again.choose(B)
    assert (again.state.step, again.state.place, again.state.running) == (Step.RUN, 2, 0)


@pytest.mark.slow
def test_all_acts_are_undone_and_done_again(session: Begun, library: Library) -> None:
    """People, a next step, words, and a run begun by mistake; typing has its own undo."""
    stall, why = session
    stall.begin_run()
    run = noted(library)[0]
    stall.count_people(12)
    assert stall.to_next_steps("Roll it out")
    stall.add_words(WORDS)
    stall.add_words("We spoke of one child.")
    full = noted(library)[0]
    assert (full.people, full.next_steps) == (12, ("Roll it out",))
    for _step in range(4):
        stall.undo()
    assert noted(library)[0] == run
    for _step in range(4):
        stall.redo()
    assert noted(library)[0] == full
    for _step in range(4):
        stall.undo()
    stall.undo()
    assert noted(library) == ()
    assert at(stall) == Step.READY
    stall.redo()
    assert noted(library) == (run,)
    assert not why
    stall.write(run.id, Part.DISCUSSED, "Bricks")
    stall.undo()
    assert why == ["Something is noted of this run: it stays, until that is taken out."]
    assert noted(library)[0].discussed == "Bricks"


@pytest.mark.slow
def test_a_quotation_leaves_by_its_speakers_word_alone(session: Begun, library: Library) -> None:
    """It stays until a yes, has a code then, and a no takes it back; undo of what was before does
    not bring it back, nor lose it.
    """
    stall, _why = session
    stall.begin_run()
    stall.add_words(WORDS)
    stall.count_people(7)
    stall.let_leave(WORDS, Sharing.ANONYMOUS)
    (quote,) = stall.state.quotes
    assert (quote.words, quote.named) == (WORDS, False)
    assert len(quote.code) == 14
    assert noted(library)[0].kept == ()
    stall.name_speaker(quote, named=True)
    (quote,) = stall.state.quotes
    assert quote.named
    stall.take_back(quote, keep=True)
    stall.erasing.wait()
    assert not stall.state.quotes
    assert noted(library)[0].kept == (WORDS,)
    stall.undo()
    assert noted(library)[0].people == 0
    assert noted(library)[0].kept == (WORDS,)
    stall.let_leave(WORDS, Sharing.NAMED)
    stall.take_back(stall.state.quotes[0], keep=False)
    stall.erasing.wait()
    assert noted(library)[0].kept == ()
    assert not stall.state.quotes


@pytest.mark.slow
def test_bad_input_is_refused_in_a_sentence(session: Begun, library: Library) -> None:
    """No words, too many letters, too many points; nothing of what stood there is lost."""
    stall, why = session
    stall.begin_run()
    run = noted(library)[0]
    with pytest.raises(Refused, match="A quotation"):
        stall.add_words("  ")
    with pytest.raises(Refused):
        stall.add_words("x" * (PARAGRAPH + 1))
    with pytest.raises(Refused, match="at most 50 challenges"):
        stall.write(run.id, Part.CHALLENGES, "\n".join(map(str, range(51))))
    assert noted(library)[0] == run
    assert not why


@pytest.mark.slow
def test_an_event_without_stalls_says_so(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """There is nothing to hold, and the page says why and what to do."""
    library.save_event(Event("e", "A plain event", "2007-06-14"))
    window = shown(qtbot, Window(theme, library, clock))
    window.hold_stall("e")
    ready = window.screens.stall.ready
    assert "The event has no market stalls" in ready.remark.accessibleName()
    assert not ready.begin.isVisible()


@pytest.mark.slow
def test_two_stalls_of_one_letter_are_said(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """Both can be held; which has the letter is said, and what to do."""
    plans = (StallPlan("Bees", "A"), StallPlan("Trees", "A"))
    event = Event("e", "An event", "2007-06-14", stalls=("Bees", "Trees"), stall_plans=plans)
    library.save_event(event)
    window = shown(qtbot, Window(theme, library, clock))
    window.hold_stall("e")
    ready = window.screens.stall.ready
    assert "Two stalls ask for the letter A" in ready.remark.accessibleName()
    assert ready.stall_pick.itemText(2) == "B: Trees"


def test_a_stall_without_a_letter_of_its_own_is_told_which_it_has(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """The next that is free; where none has one, there is nothing to say."""
    plans = (StallPlan("Bees", "A"),)
    event = Event("e", "An event", "2007-06-14", stalls=("Bees", "Trees"), stall_plans=plans)
    library.save_event(event)
    window = shown(qtbot, Window(theme, library, clock))
    window.hold_stall("e")
    ready, stall = window.screens.stall.ready, window.screens.stall.session
    assert ready.remark.accessibleName() == ""
    stall.choose("Trees")
    assert ready.remark.accessibleName() == (
        "This stall has no letter of its own: it is B here. The pack can give it another."
    )
    stall.choose("Bees")
    assert ready.remark.accessibleName() == ""
    library.save_event(replace(event, stall_plans=()))
    stall.show_event("e")
    stall.choose("Trees")
    assert ready.remark.accessibleName() == ""


Held = tuple[Window, StallScreen, Keyboard]


@pytest.fixture
def held(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock, example: Gathered
) -> Callable[[], Held]:
    def opened() -> Held:
        plan = StallPlan(B, "B", ("First steps",), ("Denise W",))
        library.save_event(replace(example.event, stall_plans=(plan,)))
        window = shown(qtbot, Window(theme, library, clock))
        keyboard = Keyboard(window)
        keyboard.press("Ctrl+Shift+b")
        return window, window.screens.stall, keyboard

    return opened


@pytest.mark.slow
def test_a_stall_is_held_by_keys_from_home_to_its_file(
    held: Callable[[], Held], library: Library, clock: SimulatedClock, qtbot: QtBot, tmp_path: Path
) -> None:
    """Chosen, run, noted, a quotation given leave, handed over; another laptop merges its file."""
    window, screen, keyboard = held()
    assert screen.ready.stall_pick.hasFocus()
    keyboard.press("Down", "Down", "Ctrl+Enter")
    assert screen.session.state.stall == B
    assert screen.run.fields[Part.DISCUSSED].hasFocus()
    keyboard.write("Bricks\nA strong base")
    keyboard.press("Ctrl+i", "F6")
    keyboard.write(WORDS)
    keyboard.press("Enter")
    row = screen.run.quotes.rows[0]
    row.choice.setFocus()
    keyboard.press("Right")
    assert screen.session.state.quotes[0].words == WORDS
    assert screen.run.quotes.rows[0].choice.value() == Sharing.ANONYMOUS
    screen.run.people.setFocus()
    keyboard.write("12")
    clock.forward(14 * 60)
    screen.tick()
    assert screen.run.bar.words() == "14 min gone. Run 2 begins at 11.41"
    keyboard.press("Ctrl+Enter", "Ctrl+Enter")
    assert at(screen.session) == Step.LEAVES
    assert screen.leaves.export.hasFocus()
    assert [stage.accessibleName() for stage in screen.rail.stages[:2]] == [
        "Ready, themes, who leads, done",
        "Run 1, 11.16–11.30, done",
    ]
    path = tmp_path / "stall.circle"
    with qtbot.waitSignal(screen.leaves.exported, timeout=20_000):
        screen.leaves.export_to(path)
    first = noted(library)[0]
    assert (first.people, first.minutes) == (12, 14)
    assert (first.discussed, first.next_steps) == ("Bricks\nA strong base", ("A strong base",))
    keyboard.press("Esc")
    assert window.screens.currentWidget() is window.home
    with fresh_library(tmp_path / "other" / "library", clock) as other:
        list(merge_files(other, [path]))
        assert noted(other)[0] == replace(first, kept=())
        assert other.quotes_here(noted(other)[0])[0].words == WORDS


@pytest.mark.slow
def test_a_stall_is_held_by_mouse(held: Callable[[], Held], library: Library) -> None:
    """Every act has its button: begin, pause, take away, end, another run, undo by the menu."""
    window, screen, _keyboard = held()
    screen.ready.stall_pick.setCurrentIndex(2)
    screen.ready.stall_pick.chosen.emit(B)
    QTest.mouseClick(screen.ready.begin, Qt.MouseButton.LeftButton)
    assert screen.session.state.running == 1
    QTest.mouseClick(screen.run.time, Qt.MouseButton.LeftButton)
    assert screen.session.state.running == 0
    screen.session.add_words(WORDS)
    QApplication.processEvents()
    screen.session.take_words_away(WORDS)
    window.menu.refresh()
    undo = next(item.action for item in window.menu.items if item.action.text() == "Undo")
    assert undo.isEnabled()
    undo.trigger()
    assert noted(library)[0].kept == (WORDS,)
    for _run in range(2):
        QTest.mouseClick(screen.run.end, Qt.MouseButton.LeftButton)
    assert at(screen.session) == Step.LEAVES
    QTest.mouseClick(screen.leaves.again, Qt.MouseButton.LeftButton)
    assert screen.session.state.place == 3
    QTest.mouseClick(screen.rail.stages[0], Qt.MouseButton.LeftButton)
    assert at(screen.session) == Step.READY


@pytest.mark.slow
def test_what_is_refused_stays_in_its_field(held: Callable[[], Held]) -> None:
    """A quotation that is too long stays where it was typed, with why."""
    _window, screen, keyboard = held()
    keyboard.press("Down", "Ctrl+Enter")
    field = screen.run.quotes.field
    field.setText("x" * (PARAGRAPH + 1))
    field.setFocus()
    keyboard.press("Enter")
    assert field.text().startswith("xxx")
    assert screen.run.quotes.rows == []


def test_what_was_planned_is_there_when_the_app_is_opened_again(
    session: Begun, library: Library, clock: SimulatedClock
) -> None:
    """The minutes of a run, set before the stall is chosen or after it; a paused run's seconds."""
    stall, _why = session
    stall.set_minutes(40)
    again = StallSession(library, clock)
    again.show_event(None)
    assert again.state.stall == ""
    again.set_minutes(12)
    again.choose("C: Nobody does it better")
    assert again.state.wanted == 12
    again.choose(B)
    assert again.state.wanted == 40
    again.begin_run()
    clock.forward(95)
    again.stop_time()
    third = StallSession(library, clock)
    third.show_event(None)
    third.choose(B)
    assert third.state.gone(1, clock.reading()) == pytest.approx(95, abs=1)
    assert (third.state.running, third.state.gap) == (0, 0)


def test_the_rail_says_when_runs_begin_and_end(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock, example: Gathered
) -> None:
    """By the clock: what was, and what is to come where the time runs; a pause moves it."""
    library.save_event(example.event)
    window = shown(qtbot, Window(theme, library, clock))
    window.hold_stall("")
    screen = window.screens.stall
    stall = screen.session
    stall.choose(B)
    said = [one.accessibleName() for one in screen.rail.stages]
    assert "25 min" in said[1]
    assert "25 min" in said[2]
    begins = clock.now()
    stall.begin_run()

    def by_clock(minutes: int) -> str:
        return i18n.clock(begins + timedelta(minutes=minutes))

    screen.tick()
    said = [one.accessibleName() for one in screen.rail.stages]
    assert f"{by_clock(0)}–{by_clock(25)}" in said[1]
    assert f"{by_clock(25)}–{by_clock(50)}" in said[2]
    assert f"Run 2 begins at {by_clock(25)}" in screen.run.bar.words()
    stall.start_or_pause()
    clock.forward(5 * 60)
    screen.tick()
    assert f"{by_clock(0)}–{by_clock(30)}" in screen.rail.stages[1].accessibleName()
    stall.start_or_pause()
    clock.forward(40 * 60)
    screen.tick()
    assert f"Run 2 begins at {by_clock(45)}" in screen.run.bar.words()
    stall.end_run()
    screen.tick()
    said = [one.accessibleName() for one in screen.rail.stages]
    assert f"{by_clock(0)}–{by_clock(45)}" in said[1]
    assert f"{by_clock(45)}–{by_clock(70)}" in said[2]
    assert "begins at" not in screen.run.bar.words()


def test_without_an_event_it_is_not_the_stalls_that_lack(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """The sentence says what is missing, and the way on."""
    window = shown(qtbot, Window(theme, library, clock))
    window.hold_stall("")
    said = window.screens.stall.ready.remark.accessibleName()
    assert said == "There is no event here yet. Open its pack: that brings its stalls."


@pytest.mark.parametrize("kept", ["[", "[]", "7", '{"stalls": 3}', '{"stalls": {"a": {}}}'])
def test_what_cannot_be_read_of_a_time_is_none(kept: str) -> None:
    """It is no reason to keep anybody from their stall."""
    assert held_here.read(kept) == held_here.StallsHeld()


def test_how_the_time_stands_is_read_as_it_was_stored() -> None:
    """With all its runs."""
    now = datetime(2007, 6, 14, 10, 0)  # noqa: DTZ001
    held = held_here.Held(20, 2, 61.5, True, now).begun(1, now).ended(1, now).begun(2, now)
    every = held_here.StallsHeld().with_stall(B, held)
    assert held_here.read(held_here.stored(every)) == every
    assert B not in held_here.stored(every)
    assert every.interrupted
