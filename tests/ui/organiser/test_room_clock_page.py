"""The room's clock and the paper on an organiser's laptop, by keys and on the full screen."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Gathered, new_id
from storycircle.store.library import Library
from storycircle.ui.organiser.merge.page import GatherPlace
from storycircle.ui.organiser.organiser_screen import OrganiserScreen
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.room_clock_page import ClockPlace
from storycircle.ui.room.second_screen import is_shown
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from storycircle.ui.widgets.display.label import Text
from tests.journeys.keyboard import Keyboard


@pytest.fixture
def clock() -> SimulatedClock:
    """In the dialogue, a quarter of an hour before the plenary."""
    return SimulatedClock(datetime(2007, 6, 14, 12, 15))  # noqa: DTZ001 (the room's own time)


@pytest.fixture
def screen(
    qtbot: QtBot, qapp: QApplication, library: Library, clock: SimulatedClock, example: Gathered
) -> Iterator[OrganiserScreen]:
    """An organiser with five of six circles."""
    theme = Theme(LIGHT, still=True)
    apply_theme(qapp, theme)
    library.load(
        replace(example, circles=example.circles[:5], event=replace(example.event, expected=6))
    )
    made = OrganiserScreen(theme, OrganiserSession(library, clock))
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def queue(place: ClockPlace) -> list[str]:
    """What the rows of the queue say."""
    place.show_time()
    return [row.accessibleName() for row in place.queue.rows]


@pytest.mark.parametrize("rows", [0, 1])
def test_without_a_programme_nothing_is_said_of_its_rows(
    qtbot: QtBot, library: Library, clock: SimulatedClock, example: Gathered, rows: int
) -> None:
    """The time of day stands there alone."""
    library.save_event(replace(example.event, programme=example.event.programme[:rows]))
    clock.forward(-3 * 60 * 60)
    place = ClockPlace(Theme(LIGHT, still=True), OrganiserSession(library, clock))
    qtbot.addWidget(place)
    place.refresh()
    place.show_time()
    said = [text.text() for text in place.findChildren(Text)]
    assert ("Between the rows of the programme" in said) is bool(rows)


def test_the_plenary_is_led_by_keys(screen: OrganiserScreen, clock: SimulatedClock) -> None:
    """F5 opens it, Space starts, → goes on, P passes and comes back, Esc leaves."""
    keys = Keyboard(screen)
    keys.press("F5")
    place = screen.places.clock
    assert screen.places.currentWidget() is place
    assert queue(place)[0] == "Circle 1, next, 3:20"
    assert queue(place)[5] == "Circle 6, to come"
    assert place.left.text() == "5:00"
    clock.forward(15 * 60)
    assert place.status.text() == "3:20 for each circle, from 12.30."
    keys.press("Space")
    clock.forward(190)
    keys.press("Right", "p", "Space")
    clock.forward(52)
    assert queue(place)[:4] == [
        "Circle 1, 3:10",
        "Circle 2, asked again at the end",
        "Circle 3, 2:28",
        "Circle 4, to come",
    ]
    assert "As it goes: ends at 12.50, on time" in place.status.text()
    keys.press("5", "Right")
    assert place.reporting.slide().title == "Circle 5"
    keys.press("Left")
    assert place.reporting.slide().title == "Circle 3"
    keys.press("Esc")
    assert isinstance(screen.places.currentWidget(), GatherPlace)


def test_every_circle_is_heard_and_that_is_said(
    screen: OrganiserScreen, clock: SimulatedClock
) -> None:
    """Those that passed come at the end; then there is nobody left."""
    keys = Keyboard(screen)
    keys.press("F5", "p")
    order = []
    place = screen.places.clock
    for _ in range(6):
        order.append(place.reporting.slide().title)
        keys.press("Space")
        clock.forward(200)
        keys.press("Right")
    assert order == [f"Circle {n}" for n in (2, 3, 4, 5, 6, 1)]
    place.show_time()
    assert place.status.text() == "Every circle has reported back."


def test_it_is_shown_to_the_room(
    qtbot: QtBot, screen: OrganiserScreen, clock: SimulatedClock
) -> None:
    """The stage with its time, then the reports; F5 shows it and puts it away again."""
    keys = Keyboard(screen)
    keys.press("F5", "F5")
    place = screen.places.clock
    presenter = place.showing.presenter
    assert presenter is not None
    assert presenter.slide.items[0].text.startswith("Cross circle dialogue")
    assert (presenter.slide.time, presenter.slide.beside) == ("5:00", ("until 12.20",))
    clock.forward(15 * 60 + 1)
    presenter._tick()
    assert presenter.slide.items[0].text.startswith("Plenary")
    keys.press("Space")
    assert presenter.slide.title == "Circle 1"
    assert presenter.slide.beside == ("of 3:20", "then Circle 2")
    presenter.grab()
    keys.press("F5")
    assert not is_shown()
    qtbot.waitUntil(screen.isActiveWindow)
    keys.press("Shift+F5")
    assert place.showing.presenter is not None
    assert place.showing.presenter.slide.title == "Circle 1"
    place.showing.presenter.grab()
    keys.press("Esc")
    assert not is_shown()


def test_the_queue_is_kept_and_takes_in_who_comes_late(
    screen: OrganiserScreen,
    library: Library,
    clock: SimulatedClock,
    example: Gathered,
) -> None:
    """What was heard stays heard when the window is closed; a file that comes changes no turn."""
    keys = Keyboard(screen)
    keys.press("F5", "Space")
    clock.forward(180)
    keys.press("Right", "Space")
    clock.forward(30)
    screen.close()
    sixth = next(circle for circle in example.circles if circle.number == 6)
    library.save_circle(replace(sixth, id=new_id()))
    library.save_circle(replace(sixth, id=new_id(), number=7))
    again = ClockPlace(Theme(LIGHT, still=True), OrganiserSession(library, clock))
    again.refresh()
    assert queue(again) == [
        "Circle 1, 3:00",
        "Circle 2, 2:50",
        *(f"Circle {n}, to come" for n in range(3, 8)),
    ]
    assert not again.reporting.round.running
    again.deleteLater()


def test_all_sheets_and_slips_are_printed_from_here(
    qtbot: QtBot, screen: OrganiserScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl P shows the very PDF of every circle here, and again Ctrl P prints it."""
    keys = Keyboard(screen)
    keys.press("Ctrl+p")
    place = screen.places.paper
    assert screen.places.currentWidget() is place
    qtbot.waitUntil(lambda: place.paper.made is not None, timeout=20_000)
    assert place.paper.page.pages() == 5
    assert place.print_.accessibleName().startswith("Print all five sheets")
    monkeypatch.setattr("storycircle.ui.system.printer.no_printer", lambda: True)
    keys.press("Ctrl+p")
    assert place.slot.message is not None
    assert place.slot.message.accessibleName() == "No printer was found."
    place.slot.clear()
    place.paper.choose("all slips")
    qtbot.waitUntil(lambda: place.paper.made is not None, timeout=20_000)
    assert place.paper.page.pages() > 5
    keys.press("Esc")
    assert isinstance(screen.places.currentWidget(), GatherPlace)


def test_without_an_event_there_is_a_clock_and_no_queue(
    qtbot: QtBot, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The time of day, and a sentence on how circles come to be known."""
    apply_theme(qapp, Theme(LIGHT, still=True))
    clock = SimulatedClock(datetime(2007, 6, 14, 9, 5))  # noqa: DTZ001 (the room's own time)
    with Library(tmp_path_factory.mktemp("empty") / "library", clock) as library:
        place = ClockPlace(Theme(LIGHT, still=True), OrganiserSession(library, clock))
        qtbot.addWidget(place)
        place.refresh()
        place.show()
        assert place.left.text() == "9.05"
        assert place.status.text().startswith("No circles are known of yet")
        Keyboard(place).press("Space", "Right", "p", "1")
        place.toggle()
        assert place.showing.presenter is not None
        assert place.showing.presenter.slide.items[0].text == "9.05"
        place.leave()
        place.close()


def test_the_room_is_told_something_from_the_clock(
    screen: OrganiserScreen, clock: SimulatedClock
) -> None:
    """Ctrl R, 1: the words are large before the room for a minute; no key of the panel is one of
    the plenary's, and the full screen that came for them goes with them.
    """
    keys = Keyboard(screen)
    keys.press("F5", "Ctrl+r")
    place = screen.places.clock
    before = place.reporting.round
    assert place.telling.end.hasFocus()
    keys.press("r", "p", "1")
    assert place.reporting.round == before
    assert place.telling.isHidden()
    assert is_shown()
    assert [item.text for item in place.room.slide().items] == ["Please find an end"]
    place.show_time()
    assert place.sees.text() == "The room reads “Please find an end”"
    clock.forward(60)
    place.show_time()
    assert place.room.words is None
    assert not is_shown()
    assert place.away.isHidden()
    keys.press("Ctrl+r", "Esc")
    assert place.telling.isHidden()
    assert screen.places.currentWidget() is place


def test_a_break_runs_down_before_the_room_and_the_gallery_comes_back(
    screen: OrganiserScreen, clock: SimulatedClock
) -> None:
    """It may pause a report; what was shown before is shown again, and the end is said."""
    keys = Keyboard(screen)
    keys.press("F5", "Space")
    place, said = screen.places.clock, list[str]()
    place.session.noticed.connect(said.append)
    place.show_gallery()
    gallery = place.showing.presenter
    assert gallery is not None
    title = gallery.slide.title
    place.room.ten_minutes(pause=True)
    assert not place.reporting.round.running
    slide = place.room.slide()
    assert (slide.time, slide.beside) == ("10:00", ("until 12.25",))
    clock.forward(599)
    place.show_time()
    assert place.sees.text() == "The room reads “Ten minutes’ break”, 0:01"
    clock.forward(1)
    place.show_time()
    again = place.showing.presenter
    assert again is not None
    assert again.slide.title == title
    assert said == ["The break is over."]
    place.room.tell("Lunch is here")
    place.leave()
    assert place.room.words is None
    assert not is_shown()
