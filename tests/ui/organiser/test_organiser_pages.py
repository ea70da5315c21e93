"""The organiser's rail: from pack to report by keys, circles adopted and renumbered on the way."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Action, Circle, Event, Gathered, Member, new_id, own_event
from storycircle.jobs.export import export_circle
from storycircle.store.exchange import circle_file
from storycircle.store.library import Library
from storycircle.ui.organiser.merge.changes_view import choices
from storycircle.ui.organiser.organiser_screen import OrganiserScreen
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import OrganiserState
from storycircle.ui.organiser.report_page import report_status
from storycircle.ui.organiser.view_model import CORRECTED, HERE, MISSING, Place, event_so_far
from storycircle.ui.widgets.controls.line_edit import Field
from storycircle.ui.widgets.display.rail import StageButton
from tests.journeys.keyboard import Keyboard


def _stages(screen: OrganiserScreen) -> list[str]:
    """What the rail says of each place, from the top down."""
    return [stage.accessibleName() for stage in screen.rail.findChildren(StageButton)]


@pytest.mark.slow
def test_the_places_are_gone_through_by_keys(qtbot: QtBot, screen: OrganiserScreen) -> None:
    """Ctrl+Enter goes on, Ctrl and a digit anywhere, Esc back to gathering, then away."""
    keys = Keyboard(screen)
    places = screen.places
    been = [places.place]
    for key in ("Ctrl+Enter", "Ctrl+Enter", "Ctrl+Enter", "Ctrl+1"):
        keys.press(key)
        been.append(places.place)
    assert been == [Place.GATHER, Place.HEADINGS, Place.REPORT, Place.REPORT, Place.PACK]
    assert places.board.chosen
    with qtbot.assertNotEmitted(screen.backRequested):
        keys.press("Esc")
    assert places.place is Place.GATHER
    with qtbot.waitSignal(screen.backRequested):
        keys.press("Esc")


def test_the_rail_says_how_far_each_place_is(screen: OrganiserScreen) -> None:
    """All sixteen placed is done; it folds at the board, and names the event's rail again after."""
    names = _stages(screen)
    assert names[0] == "Pack, made, done"
    assert names[2] == "Headings, 16 of 16 sorted, done"
    assert names[3] == "Report, not yet written, to come"
    wide = screen.rail.width()
    screen.go(Place.HEADINGS)
    assert screen.rail.width() < wide
    screen.go(Place.REPORT)
    assert screen.rail.width() == wide


@pytest.mark.slow
def test_what_is_typed_in_the_pack_is_in_the_report(
    screen: OrganiserScreen, library: Library
) -> None:
    """Seven expected, six here: the rail, the pane and the report's place say so."""
    screen.go(Place.PACK)
    expected = screen.places.pack.form.fields()["expected"].field
    assert isinstance(expected, Field)
    expected.setText("7")
    screen.go(Place.REPORT)
    assert library.events()[0].expected == 7
    assert screen.places.report.status.text() == "Six of seven circles expected are here."
    assert [row.outcome for row in screen.places.report.table.rows()][-1] == MISSING
    assert event_so_far(screen.session.state).missing == "Circle 7."
    assert "6 of 7 circles" in _stages(screen)[1]


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".json"])
def test_a_format_is_saved_from_the_reports_place(
    qtbot: QtBot, screen: OrganiserScreen, tmp_path: Path, ending: str
) -> None:
    """Its button asks for a file of its kind, and a notice says where it is."""
    screen.go(Place.REPORT)
    screen.places.report.buttons[ending].click()
    qtbot.waitUntil(lambda: bool(screen.findChildren(QFileDialog)))
    dialog = screen.findChildren(QFileDialog)[0]
    assert dialog.selectedFiles()[0].endswith(f"report{ending}")
    path = tmp_path / f"report{ending}"
    with qtbot.waitSignal(screen.session.ended, timeout=30_000):
        dialog.filesSelected.emit([str(path)])
        dialog.reject()
    assert path.exists()
    message = screen.places.report.slot.message
    assert message is not None
    assert message.accessibleName() == "Saved."
    assert message.accessibleDescription().startswith(f"“report{ending}” is in ")


def test_the_pdf_is_said_to_be_untagged_where_a_form_is_chosen(screen: OrganiserScreen) -> None:
    """Below its button, with the form that everyone can read."""
    screen.go(Place.REPORT)
    report = screen.places.report
    below = {
        words.text(): words.mapTo(report, QPoint()).y()
        for words in report.findChildren(QLabel)
        if words.isVisible() and words.text()
    }
    said = next(text for text in below if "not tagged" in text)
    assert "web page" in said
    pdf, web = (report.buttons[ending] for ending in (".pdf", ".html"))
    assert pdf.mapTo(report, QPoint()).y() < below[said] < web.mapTo(report, QPoint()).y()


def _stray(library: Library, event: Event, number: int, *names: str) -> Circle:
    members = tuple(Member(new_id(), name) for name in names)
    circle = Circle(new_id(), number, event.id, members=members)
    library.save_event(event)
    library.save_circle(circle)
    return circle


def test_a_circle_without_the_pack_is_adopted_by_a_clear_choice(
    screen: OrganiserScreen, library: Library, example: Gathered
) -> None:
    """It is named with its people; pressed, it belongs to the event and the row is gone."""
    _stray(library, own_event("2007-06-14"), 7, "Jo", "Sam")
    screen.show_event(example.event.id)
    rows = screen.main.choices
    assert rows.isVisible()
    assert [button.accessibleName() for button in rows.buttons] == ["Adopt into Whole System Event"]
    rows.buttons[0].click()
    assert [c.number for c in library.circles(example.event.id)] == [1, 2, 3, 4, 5, 6, 7]
    assert len(library.events()) == 1
    assert not rows.isVisible()
    assert "Circle 7 belongs to Whole System Event." in screen.notice.accessibleName()


def test_circles_of_another_organisers_event_are_not_offered(
    session: OrganiserSession, library: Library, example: Gathered
) -> None:
    """Only those whose laptop made an event of its own; nor does such an event adopt others."""
    library.load(example)
    _stray(library, Event("f", "Another event"), 1, "Di")
    own = own_event("2007-06-14")
    _stray(library, own, 1, "Jo")
    session.show_event(example.event.id)
    assert len(choices(session.state)) == 1
    session.show_event(own.id)
    assert choices(session.state) == []
    assert choices(OrganiserState()) == []


def test_two_circles_of_one_number_are_told_apart(
    screen: OrganiserScreen, library: Library, example: Gathered
) -> None:
    """Each is named, with a number that is free; a taken number is refused and said."""
    second = _stray(library, example.event, 5, "Ash", "Lee")
    screen.show_event(example.event.id)
    found = choices(screen.session.state)
    assert [choice.number for choice in found] == [7, 7]
    mine = next(c for c in found if c.circle.id == second.id)
    assert mine.text.startswith("Ash and Lee.")
    screen.session.renumber(mine.circle, "3")
    assert "Circle 3 is here already" in screen.notice.accessibleName()
    screen.session.renumber(mine.circle, "7")
    assert library.circle(second.id).number == 7
    assert not screen.main.choices.isVisible()


def test_one_click_makes_no_circle_of_one_that_is_to_come(
    screen: OrganiserScreen, library: Library, example: Gathered
) -> None:
    """Of eight expected seven are here, two of them with one number: what is proposed is none of
    those to come, and once it is taken they are missing as before.
    """
    screen.session.write_event(replace(example.event, expected=8))
    library.save_circle(Circle(new_id(), 5, example.event.id, facilitator="Dawn"))
    screen.show_event(example.event.id)
    missing = event_so_far(screen.session.state).missing
    assert "7" in missing
    assert "8" in missing
    fields = screen.main.choices.findChildren(Field)
    assert [field.text() for field in fields] == ["9", "9"]
    screen.main.choices.buttons[0].setFocus()
    Keyboard(screen).press("Space")
    assert sorted(c.number for c in library.circles(example.event.id)) == [1, 2, 3, 4, 5, 6, 9]
    assert event_so_far(screen.session.state).missing == missing


def _merge(qtbot: QtBot, screen: OrganiserScreen, *paths: Path) -> None:
    """Look at files, and merge them."""
    with qtbot.waitSignal(screen.session.ended, timeout=30_000):
        screen.gather(list(paths))
    with qtbot.waitSignal(screen.session.ended, timeout=30_000):
        screen.main.merge()


def test_both_of_a_pair_say_whose_they_are(
    qtbot: QtBot,
    screen: OrganiserScreen,
    example: Gathered,
    tmp_path: Path,
    clock: SimulatedClock,
) -> None:
    """The file each came in, its facilitator and its first action."""
    with Library(tmp_path / "other", clock) as other:
        other.load(replace(example, circles=()))
        action = Action("a", "Meet every Tuesday.")
        other.save_circle(
            Circle("twin", 5, example.event.id, facilitator="Dawn G", actions=(action,))
        )
        export_circle(other, other.circle("twin"), tmp_path / "dawn.circle")
    _merge(qtbot, screen, tmp_path / "dawn.circle")
    twin = next(c for c in choices(screen.session.state) if c.circle.id == "twin")
    for words in ("Nobody is named", "Dawn G", "“Meet every Tuesday.”", "dawn.circle", "11.16"):
        assert words in twin.text
    (other_one,) = [c for c in choices(screen.session.state) if c.circle.id != "twin"]
    assert example.circles[4].actions[0].text[:30] in other_one.text
    assert "Held on this laptop." in other_one.text


@pytest.mark.slow
def test_ctrl_k_compares_from_gathering_and_from_the_board(  # noqa: PLR0917 (fixtures)
    qtbot: QtBot,
    screen: OrganiserScreen,
    library: Library,
    example: Gathered,
    tmp_path: Path,
    clock: SimulatedClock,
) -> None:
    """Where it was opened is where it goes back to; settled, nothing needs a look."""
    keys = Keyboard(screen)
    keys.press("Ctrl+K")
    assert screen.places.currentWidget() is screen.places.gather
    circle = library.circles()[4]
    with Library(tmp_path / "scribe", clock) as scribe:
        export_circle(library, circle, tmp_path / "x.circle")
        scribe.merge(circle_file.read(tmp_path / "x.circle"))
        for at, words in ((scribe, "Scribe’s words."), (library, "Facilitator’s words.")):
            held = at.circle(circle.id)
            action = replace(held.actions[0], text=words)
            at.save_circle(replace(held, actions=(action, *held.actions[1:])))
        export_circle(scribe, scribe.circle(circle.id), tmp_path / "x.circle")
    library.merge(circle_file.read(tmp_path / "x.circle"))
    screen.show_event(example.event.id)
    assert screen.pane.compare.isVisible()
    screen.go(Place.HEADINGS)
    keys.press("Ctrl+K")
    compare = screen.places.compare
    assert screen.places.currentWidget() is compare
    keys.press("Esc")
    assert screen.places.currentWidget() is screen.places.headings
    keys.press("Ctrl+K")
    qtbot.waitUntil(compare.cards[0].keep.hasFocus)
    keys.press("1")
    assert screen.places.currentWidget() is screen.places.headings
    assert not screen.session.state.conflicts
    assert library.conflicts() == []


def test_how_each_circle_stands(
    session: OrganiserSession, library: Library, tmp_path: Path, clock: SimulatedClock
) -> None:
    """Held here, received, corrected since, expected and missing: each says so."""
    event = Event("e", "The event", expected=4)
    library.save_event(event)
    library.save_circle(Circle("here", 1, "e"))
    with Library(tmp_path / "other", clock) as other:
        other.save_event(event)
        for number in (2, 3):
            circle = Circle(f"c{number}", number, "e")
            other.save_circle(circle)
            export_circle(other, circle, tmp_path / f"{circle.id}.circle")
            library.merge(circle_file.read(tmp_path / f"{circle.id}.circle"))
        clock.forward(3600)
        changed = Circle("c3", 3, "e", theme="Another question")
        other.save_circle(changed)
        export_circle(other, changed, tmp_path / "changed.circle")
        library.merge(circle_file.read(tmp_path / "changed.circle"))
    session.refresh()
    told = report_status(session.state)
    assert [row.outcome for row in told.rows] == [HERE, HERE, CORRECTED, MISSING]
    assert told.rows[0].why == "Held on this laptop."
    assert told.rows[1].why == "Received 14 June 2007, 11.16."
    assert told.rows[2].why.endswith("corrected 14 June 2007, 12.16.")
    assert told.words == "Three of four circles expected are here."


def test_a_circle_held_under_the_wrong_pack_is_brought_home_and_back_by_keys(  # noqa: PLR0917 (fixtures)
    qtbot: QtBot,
    screen: OrganiserScreen,
    library: Library,
    example: Gathered,
    tmp_path: Path,
    clock: SimulatedClock,
) -> None:
    """It is offered where its file came; the emptied event stays at Enter, and Ctrl+Z undoes."""
    with Library(tmp_path / "other", clock) as other:
        other.save_event(Event("wrong", "Winter day"))
        other.save_circle(Circle("lost", 9, "wrong", facilitator="Ruth P"))
        export_circle(other, other.circle("lost"), tmp_path / "lost.circle")
    screen.show_event(example.event.id)
    _merge(qtbot, screen, tmp_path / "lost.circle")
    assert screen.shown == example.event.id
    keys = Keyboard(screen)
    keys.press("Esc")
    (choice,) = choices(screen.session.state)
    assert "Facilitator: Ruth P." in choice.text
    assert "It came as a circle of “Winter day”." in choice.text
    screen.main.choices.buttons[0].setFocus()
    keys.press("Space")
    assert library.circle("lost").event == example.event.id
    assert screen.main.table.rows()[0].name == "lost.circle"
    message = screen.main.slot.message
    assert message is not None
    assert message.accessibleName() == "“Winter day” has no circle any more."
    message.setFocus()
    keys.press("Enter")
    wrong = next(event for event in library.events() if event.id == "wrong")  # Enter keeps it
    assert screen.main.slot.message is None
    assert screen.session.drop_event(wrong)
    assert [event.id for event in library.events()] == [example.event.id]
    keys.press("Ctrl+Z")
    assert library.circle("lost").event == "wrong"
    assert {event.id for event in library.events()} == {example.event.id, "wrong"}


def test_a_circle_that_is_read_is_moved_to_another_event_by_mouse(
    screen: OrganiserScreen, library: Library, example: Gathered
) -> None:
    """Where there is another event; the notice undoes it."""
    circle = library.circles(example.event.id)[0]
    screen.places.read_circle(circle.id)
    assert not screen.places.reading.bring.isVisible()
    library.save_event(Event("home", "Community day"))
    screen.session.refresh()
    screen.places.read_circle(circle.id)
    screen.places.reading.bring.click()
    assert library.circle(circle.id) == replace(circle, event="home")
    screen.notice.undoRequested.emit()
    assert library.circle(circle.id) == circle
