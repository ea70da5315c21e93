"""A board of thousands: its first cards come at once, and the others from another thread."""

import sys
from collections import Counter
from collections.abc import Iterator
from threading import Event as Gate
from types import FrameType
from unittest.mock import patch

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from rapidfuzz import process

from storycircle.core import headings
from storycircle.core.clock import SimulatedClock
from storycircle.core.headings import board_of
from storycircle.core.model import Action, Circle, Event, Gathered, Placement
from storycircle.jobs.similar_actions import Likeness
from storycircle.store.library import Library
from storycircle.ui.organiser.background_jobs import Jobs
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.reading import read_state
from storycircle.ui.organiser.sorting.place import HeadingsPlace
from storycircle.ui.system.background import Job, Work
from storycircle.ui.theme.theme import Theme
from tests.journeys.keyboard import Keyboard
from tests.support.many_actions import HEADINGS, many
from tests.support.windows import shown

COUNT = 300  # actions, of a hundred circles
FIRST = 5  # circles that are read first
READING = "300 actions are being read."


@pytest.fixture
def held(library: Library, monkeypatch: pytest.MonkeyPatch) -> Library:
    """An event with more circles than are read as its board is opened, and two older ones."""
    monkeypatch.setattr(read_state, "AT_ONCE", 20)
    monkeypatch.setattr(read_state, "_FIRST", FIRST)
    for name, count in (("small", 2), ("large", 30)):
        library.save_event(Event(name, name.title()))
        for number in range(1, count + 1):
            action = Action(f"{name}-{number}", f"Do {number}")
            library.save_circle(Circle(f"{name}-{number}", number, name, actions=(action,)))
    library.load(many(COUNT)[0])
    return library


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Open it, and the board that was read comes."""
    made, board = Gate(), Jobs.board

    def late(jobs: Jobs, event: object) -> Job:
        read = board(jobs, event)  # type: ignore[arg-type]

        def act(work: Work) -> object:
            found = read(work)
            made.wait(10)
            return found

        return act

    monkeypatch.setattr(Jobs, "board", late)
    yield made
    made.set()


@pytest.fixture
def place(
    qtbot: QtBot, theme: Theme, held: Library, clock: SimulatedClock, gate: Gate
) -> Iterator[HeadingsPlace]:
    session = OrganiserSession(held, clock)
    session.show_event("e")
    qtbot.waitUntil(lambda: session.state.reading == 0)
    made = shown(qtbot, HeadingsPlace(theme, session), 1368, 860)
    made.refresh()
    made.enter()
    QApplication.processEvents()
    yield made
    gate.set()
    session.stop_and_wait()
    made.close()


def _whole(qtbot: QtBot, place: HeadingsPlace, gate: Gate) -> None:
    gate.set()
    qtbot.waitUntil(lambda: place.session.state.board_reading == 0)


def _is_what_is_held(place: HeadingsPlace, held: Library) -> bool:
    event = held.event(place.session.state.shown)
    assert event is not None
    anew = board_of(held.gathered(event))
    return (anew.columns, dict(anew.cards)) == (
        place.session.board.columns,
        dict(place.session.board.by_action),
    )


def test_the_first_cards_come_at_once(qtbot: QtBot, place: HeadingsPlace, gate: Gate) -> None:
    """Nothing is counted until all are read, and nothing goes along with a card that nobody has
    seen beside it; then the card is still the one that was looked at.
    """
    page = place.sorting
    assert place.currentWidget() is page
    current = page.stream.current
    assert page.card.words.text()
    assert 0 < page.next.rows.rowCount() < 3 * FIRST
    assert page.progress.accessibleName() == READING
    assert [row.view.count for row in page.targets.rows] == [None] * len(HEADINGS)
    assert (page.company, page.ticked) == ((), ())
    _whole(qtbot, place, gate)
    assert page.stream.current == current
    assert page.ticked == ()
    assert page.company
    assert page.progress.accessibleName() == "0 of 300 sorted."
    assert len(page.stream.waiting) == COUNT


def test_a_key_makes_no_board_anew(
    qtbot: QtBot, place: HeadingsPlace, gate: Gate, held: Library
) -> None:
    """One card is made and put where it belongs, however many there are; what was read of circles
    stays, so that the next place need not read them again.
    """
    _whole(qtbot, place, gate)
    keys, session = Keyboard(place), place.session
    with (
        patch.object(headings, "columns_of", side_effect=AssertionError),
        patch.object(read_state, "_read_anew", side_effect=AssertionError),
    ):
        keys.press("1", "2", "U", "Down", "Up")
        place.sorting.card.begin_wording()
        keys.write("Otherwise")
        keys.press("Esc")
        session.refresh()
    assert _is_what_is_held(place, held)
    assert session.state.counted.placed == sum(c.placed for c in held.summaries("e")) > 0


def test_a_key_compares_one_card_with_all_others(
    qtbot: QtBot, place: HeadingsPlace, gate: Gate
) -> None:
    """The one that comes: also where an act is taken back, or done again."""
    gate.set()
    qtbot.waitUntil(lambda: place.session.state.board_reading == 0)
    keys, session = Keyboard(place), place.session
    first = place.sorting.stream.current
    whole = session.board.likeness.to
    for key in ("1", "U", "Ctrl+Y", "U", "Down", "Up"):
        with patch.object(session.board.likeness, "to", side_effect=whole) as compared:
            keys.press(key)
        assert compared.call_count == 1, key
    assert place.sorting.stream.current == first


def test_what_the_next_card_is_like_is_found_before_its_key(
    qtbot: QtBot, place: HeadingsPlace, gate: Gate
) -> None:
    """In the moments between two keys, a step each; the way back is known too."""
    _whole(qtbot, place, gate)
    keys, page = Keyboard(place), place.sorting
    for key in ("1", "Down", "2", "U"):
        qtbot.waitUntil(lambda: not page.ahead.isActive())
        with (
            patch.object(process, "extract") as searched,
            patch.object(Likeness, "ahead", return_value=False),
        ):
            keys.press(key)
        assert not searched.called, key
        page.ahead.start()


def test_a_key_asks_python_for_no_more_however_many_wait(
    qtbot: QtBot, place: HeadingsPlace, gate: Gate
) -> None:
    """Functions and steps of generators are counted: none is called for each card that waits."""
    _whole(qtbot, place, gate)
    keys, page = Keyboard(place), place.sorting
    for key in ("1", "U", "Down", "Up"):
        qtbot.waitUntil(lambda: not page.ahead.isActive())
        while page.ticked:
            page.tick_all()
        calls: Counter[str] = Counter()

        def called(frame: FrameType, what: str, _arg: object, calls: Counter[str] = calls) -> None:
            name = frame.f_code.co_qualname
            if what == "call" and not name.startswith(("CardsModel", "_RowsModel", "_RowDrawing")):
                calls[f"{frame.f_code.co_filename} {name}"] += 1

        sys.setprofile(called)
        try:
            keys.press(key)
        finally:
            sys.setprofile(None)
        often = {name: count for name, count in calls.items() if count > COUNT / 2}
        assert not {name for name in often if "organiser" in name or "core/" in name}, key


def test_all_cards_are_drawn_once_as_they_are_looked_through(
    qtbot: QtBot, place: HeadingsPlace, gate: Gate
) -> None:
    """With the card that was shown, and nothing searched for another one."""
    _whole(qtbot, place, gate)
    current = place.sorting.stream.current
    place.sorting.ahead.stop()
    with (
        patch.object(process, "extract", side_effect=AssertionError),
        patch.object(place.board, "refresh", side_effect=place.board.refresh) as drawn,
    ):
        Keyboard(place).press("Ctrl+f")
    assert drawn.call_count == 1
    assert place.board.chosen == current


@pytest.mark.slow
def test_cards_are_sorted_while_the_others_are_read(
    qtbot: QtBot, place: HeadingsPlace, gate: Gate, held: Library
) -> None:
    """What was placed meanwhile stands there, what was taken back does not, and no more than one
    reading was needed for it.
    """
    keys, page = Keyboard(place), place.sorting
    first = page.stream.current
    keys.press("2")
    second = page.stream.current
    keys.press("3")
    keys.press("U")
    assert page.stream.current == second
    keys.press("Down")
    later = page.stream.put_off
    assert later == (second,)
    _whole(qtbot, place, gate)
    card = place.session.board.card(first)
    assert card is not None
    assert card.heading == HEADINGS[1]
    assert page.stream.put_off == later
    assert _is_what_is_held(place, held)
    assert place.session.state.counted.placed == 1
    page.choose(second)
    keys.press("1")
    assert _is_what_is_held(place, held)
    keys.press("U")
    keys.press("U")
    assert _is_what_is_held(place, held)


def test_what_concerns_all_cards_waits_until_they_are_read(
    qtbot: QtBot, place: HeadingsPlace, gate: Gate, held: Library
) -> None:
    """A heading is not renamed, moved or taken away, nor a card put between others; it is said."""
    board = place.session.board
    said: list[str] = []
    place.session.refused.connect(said.append)
    assert not board.rename_heading(HEADINGS[0], "Another")
    assert not board.remove_heading(HEADINGS[0])
    assert not board.move_heading(HEADINGS[0], 1)
    assert not board.add_heading("One more")
    assert not board.carry(place.sorting.stream.current, HEADINGS[0], 0)
    assert said == [READING] * 5
    _whole(qtbot, place, gate)
    assert board.rename_heading(HEADINGS[0], "Another")
    assert _is_what_is_held(place, held)


def test_a_change_elsewhere_while_they_are_read_is_shown(
    qtbot: QtBot, place: HeadingsPlace, gate: Gate, held: Library, clock: SimulatedClock
) -> None:
    """Of another process, before or after what was placed here: it is read once more."""
    Keyboard(place).press("2")
    with Library(held.path, clock) as other:
        other.save_placements([Placement("90-0", HEADINGS[5], "In other words")])
    Keyboard(place).press("3")
    _whole(qtbot, place, gate)
    assert _is_what_is_held(place, held)


@pytest.mark.slow
def test_a_change_elsewhere_at_that_very_moment_is_shown(
    qtbot: QtBot, place: HeadingsPlace, gate: Gate, held: Library, clock: SimulatedClock
) -> None:
    """Just before a card is placed here: what is read does not count as known."""
    save = held.save_board

    def late(before: Gathered, after: Gathered) -> None:
        with Library(held.path, clock) as other:
            other.save_placements([Placement("90-0", HEADINGS[5])])
        save(before, after)

    _whole(qtbot, place, gate)
    with patch.object(held, "save_board", late):
        Keyboard(place).press("2")
    place.session.refresh()
    qtbot.waitUntil(lambda: _is_what_is_held(place, held))


def test_leaving_and_coming_back_shows_the_same_card(
    qtbot: QtBot, place: HeadingsPlace, gate: Gate
) -> None:
    """Wherever it stands, with what was put off and seen, before all are read again."""
    keys, page, session = Keyboard(place), place.sorting, place.session
    _whole(qtbot, place, gate)
    gate.clear()
    page.choose("70-1")
    keys.press("Down")
    page.choose("90-0")
    stream = page.stream
    session.release_board()
    assert session.state.board is None
    place.refresh()
    assert session.state.board_reading == COUNT
    assert page.stream.current == "90-0"
    card = session.board.card("90-0")
    assert card is not None
    assert page.card.words.text() in {card.wording, ""}
    _whole(qtbot, place, gate)
    assert page.stream == stream


@pytest.mark.slow
def test_another_event_while_they_are_read(
    qtbot: QtBot, place: HeadingsPlace, gate: Gate, held: Library
) -> None:
    """What comes in late is shown neither for a small event nor for a large one, whose cards are
    read next; come back to, the first one is read again.
    """
    session = place.session
    session.show_event("small")
    place.refresh()
    assert len(session.board.cards) == 2
    session.show_event("large")
    place.refresh()
    assert session.state.board_reading == 30
    _whole(qtbot, place, gate)
    assert _is_what_is_held(place, held)
    session.show_event("small")
    place.refresh()
    assert _is_what_is_held(place, held)
    session.show_event("e")
    place.refresh()
    _whole(qtbot, place, gate)
    assert _is_what_is_held(place, held)


def test_all_cards_are_looked_through_while_they_are_read(
    qtbot: QtBot, place: HeadingsPlace, gate: Gate
) -> None:
    """A search finds among the first ones, and among all once these are here; no figure is shown
    before.
    """
    keys = Keyboard(place)
    keys.press("Ctrl+F")
    board = place.board
    assert board.isVisible()
    keys.write("90")
    (column,) = board.ground.columns
    assert column.list.cards.rowCount() == 0
    assert board.summary.accessibleName() == READING
    _whole(qtbot, place, gate)
    assert {card.number for card in column.list.cards.cards} == {90}
